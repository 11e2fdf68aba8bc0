"""What the expressions of a program give: texts that know their places, tables, objects, and what can't be known.

``None`` is the languages' null, ``True`` and ``False`` are themselves. A text in which unknown values are holds them
as stand-ins (``http.stand_in``), as a shell's words do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from curl2sms.errors import Span
from curl2sms.http import OPEN, STAND_IN
from curl2sms.patterns import regex
from curl2sms.records import attribute, draft, record, replace
from curl2sms.traced import Traced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeGuard

    from curl2sms.reading.programs.tree import ClassDefinition, Routine

# The kinds of a table: a list, Python's tuple, its set, a map, PHP's array, a list as long as its keys count from 0,
# and JavaScript's object, in which numbers come first.
LIST, TUPLE, SET, MAP, ARRAY, OBJECT = "list", "tuple", "set", "map", "array", "object"
_WHOLE_KEY = regex(r"0|-?[1-9]\d{0,17}")
_NUMBER_KEY = regex(r"0|[1-9]\d{0,9}")
_URL = regex(r"(?i)https?://[^/\ufdd0]")
_LISTS = frozenset((LIST, TUPLE, SET))
# Classes that extend each other.
_LONGEST_LINE = 20


@record
class Text:
    """A text with its places. ``is_bytes``: it is Python's bytes, here as the UTF-8 text that they are.

    ``is_number``: the sample turns it into a number, without quotes in JSON; it has unknown values in it.
    """

    traced: Traced
    is_bytes: bool = False
    is_number: bool = False

    def __str__(self) -> str:
        return self.traced.text

    @property
    def is_known(self) -> bool:
        """Whether no unknown value is in it."""
        return OPEN not in self.traced.text


@record
class Number:
    """A number as a document writes it, with its place."""

    traced: Traced

    def __str__(self) -> str:
        return self.traced.text

    @property
    def value(self) -> float:
        """The number itself; an integer where it is one."""
        text = self.traced.text
        return int(text) if re.fullmatch(r"-?\d+", text) else float(text)


@record
class Unknown:
    """A value that the sample does not show: of a parameter, a setting, an answer, a clock.

    ``path`` is what the sample calls it (``process.env.KEY``, ``axios.post``); two values of one path are the same.
    ``name`` is what the template calls it; ``""`` where the sample has no name for it yet. ``why`` is the id of the
    note that a request deserves which it goes into. ``made_by`` says what makes it, for that note. ``is_number``: the
    sample turns it into a number, without quotes in JSON.
    """

    path: str
    name: str
    span: Span
    why: str = ""
    made_by: str = ""
    is_number: bool = False


@draft
class Cell:
    """A place for a value. ``names`` is how many variables and members share it (PHP's references)."""

    value: Value
    names: int = 1


@draft
class Member:
    """A member of a table: its key as the sample spells it, and the place of its value."""

    key: Traced
    cell: Cell

    @property
    def value(self) -> Value:
        """The value of the member."""
        return self.cell.value

    @value.setter
    def value(self, value: Value) -> None:
        self.cell.value = value


@draft
class Table:
    """A list, a map or an array: members by key, in order. Lists count their keys from 0.

    ``raw`` are the texts of a tagged template as they are spelt. ``used`` is the largest number among the keys of
    members that are gone, which PHP's arrays go on from. ``is_frozen``: its members stay as they are. ``rest`` is what
    the members are that are not shown.
    """

    kind: str
    entries: dict[str, Member] = attribute(default_factory=dict)
    raw: Table | None = None
    used: int = -1
    is_frozen: bool = False
    rest: Value = None

    def get(self, key: str) -> Value:
        """A member; None where there is none."""
        entry = self.entries.get(key)
        return entry.value if entry else None

    def find(self, name: str) -> Value:
        """A member by its name without regard to case."""
        return next((entry.value for key, entry in self.entries.items() if key.lower() == name.lower()), None)

    def put(self, key: Traced, value: Value) -> None:
        """Give a member a value; a new one comes last."""
        known = self.entries.get(key.text)
        if known is None:
            self.entries[key.text] = Member(key, Cell(value))
        else:
            known.value = value

    def cell(self, key: Traced) -> Cell:
        """The place of a member, which is made where there is none."""
        if key.text not in self.entries:
            self.put(key, None)
        return self.entries[key.text].cell

    def share(self, key: Traced, cell: Cell) -> None:
        """Make a place that another name has the place of a member."""
        cell.names += 1
        if known := self.entries.get(key.text):
            known.cell.names -= 1
            known.cell = cell
        else:
            self.entries[key.text] = Member(key, cell)

    def in_order(self) -> Table:
        """The table, which has its keys that are numbers first where it is an object of JavaScript."""
        if self.kind == OBJECT and any(one[:1].isdigit() for one in self.entries):
            numbers = sorted((one for one in self.entries if _NUMBER_KEY.fullmatch(one)), key=int)
            first = set(numbers)
            order = [*numbers, *(one for one in self.entries if one not in first)]
            self.entries = {one: self.entries[one] for one in order}
        return self

    def set(self, key: str, value: Value) -> None:
        """Give a member a value, by a key that the sample spells elsewhere."""
        self.put(Traced(key), value)

    def append(self, value: Value) -> None:
        """Put a member after the last number among the keys."""
        self.put(Traced(str(self.next_key)), value)

    @property
    def next_key(self) -> int:
        """The number that the next member without a key gets."""
        return len(self.entries) if self.kind in _LISTS else max(self.used, self.largest) + 1

    @property
    def largest(self) -> int:
        """The largest number among the keys; -1 without one."""
        return max((int(key) for key in self.entries if re.fullmatch(r"0|[1-9]\d{0,17}", key)), default=-1)

    @property
    def values(self) -> list[Value]:
        """The members' values."""
        return [entry.value for entry in self.entries.values()]

    @property
    def is_list(self) -> bool:
        """Whether it is a list; an array is one as long as its keys are 0, 1, 2 and so on."""
        return self.kind in _LISTS or (
            self.kind == ARRAY and all(key == str(number) for number, key in enumerate(self.entries))
        )

    def copy(self) -> Table:
        """A table of its own; PHP's arrays within are copied with it, but not places that another name shares."""
        entries = {key: Member(entry.key, _copied(entry.cell)) for key, entry in self.entries.items()}
        return Table(self.kind, entries, used=self.used, rest=self.rest)


def _copied(cell: Cell) -> Cell:
    if cell.names > 1:
        cell.names += 1
        return cell
    value = cell.value
    return Cell(value.copy() if isinstance(value, Table) and value.kind == ARRAY else value)


def listed(values: Iterable[Value]) -> Table:
    """A list of values."""
    made = Table(LIST)
    for value in values:
        made.append(value)
    return made


@draft
class Object:
    """An instance of a class of the sample, or an object of a library.

    ``kind`` is the name by which the language's table knows its methods; ``state`` is what these keep.
    """

    kind: str
    properties: Table = attribute(default_factory=lambda: Table(MAP))
    of: Class | None = None
    state: dict[str, Any] = attribute(default_factory=dict)
    span: Span = attribute(default=Span(0, 0))

    @property
    def seen(self) -> Table:
        """The properties that code outside of the class sees; JavaScript's private names begin with ``#``."""
        hidden = {name for one in self.of.line() for name in one.definition.hidden} if self.of else set()
        seen = {key: one for key, one in self.properties.entries.items() if key not in hidden and key[:1] != "#"}
        return Table(self.properties.kind, seen)


@draft
class Class:
    """A class of the sample; ``statics`` are its constants and static properties."""

    definition: ClassDefinition
    scope: Scope
    statics: Table = attribute(default_factory=lambda: Table(MAP))
    base: Class | None = None
    mixins: list[Class] = attribute(default_factory=list)

    def method(self, name: str, *, sets: bool = False) -> Routine | None:
        """A method by its name, its own or inherited; ``sets``: the one that a property's new value is given to."""
        methods = (method for one in self.line() for method in one.definition.methods)
        return next((one for one in methods if one.name.lower() == name.lower() and one.sets is sets), None)

    def line(self) -> list[Class]:
        """The class and those that it extends, in the order in which a member is looked for."""
        found: list[Class] = []
        waiting = [self]
        while waiting and len(found) < _LONGEST_LINE:
            one = waiting.pop(0)
            if one not in found:
                found.append(one)
                base = [one.base] if one.base else []
                waiting = (
                    [*one.mixins, *base, *waiting] if one.definition.mixins_first else [*base, *one.mixins, *waiting]
                )
        return found

    def static(self, name: str) -> Table | None:
        """The table that has a constant or a static property, its own or inherited."""
        return next((one.statics for one in self.line() if name in one.statics.entries), None)


@draft
class Function:
    """A function with the variables around it, and the object it belongs to.

    ``captured`` are variables that it got when it was made: values, or places that it shares. ``defaults`` are those
    of its parameters that were worked out already, by their number.
    """

    routine: Routine
    scope: Scope
    this: Object | Class | Table | None = None
    captured: dict[str, Value | Cell] = attribute(default_factory=dict)
    defaults: dict[int, Value] = attribute(default_factory=dict)


@draft
class Native:
    """A function of the language or a library: its name in the language's table, and what it is called on."""

    name: str
    receiver: Value = None


@draft
class Scope:
    """The variables of a function or a block, and those around it that it sees.

    ``is_bare``: of what is around, it sees functions, classes and constants only (PHP's functions). ``is_block``: it
    belongs to the function around it, and holds only what is declared there. ``shared`` are the places of variables
    that may have other names: PHP's references and static variables, Python's ``global``.
    """

    outer: Scope | None = None
    variables: dict[str, Value] = attribute(default_factory=dict)
    is_bare: bool = False
    is_block: bool = False
    shared: dict[str, Cell] = attribute(default_factory=dict)

    def holder(self, name: str) -> Scope | None:
        """The innermost scope that has a variable."""
        scope: Scope | None = self
        while scope is not None and name not in scope.variables and name not in scope.shared:
            scope = None if scope.is_bare and name.startswith("$") else scope.outer
        return scope

    def get(self, name: str) -> Value:
        """The value of a variable that the scope has; None where it has none."""
        cell = self.shared.get(name)
        return self.variables.get(name) if cell is None else cell.value

    def set(self, name: str, value: Value) -> None:
        """Give a variable of the scope a value."""
        cell = self.shared.get(name)
        if cell is None:
            self.variables[name] = value
        else:
            cell.value = value

    def cell(self, name: str) -> Cell:
        """The place of a variable that the scope has, for other names to share it."""
        if name not in self.shared:
            self.shared[name] = Cell(self.variables.pop(name, None))
        return self.shared[name]

    def share(self, name: str, cell: Cell) -> None:
        """Make a place that another name has the place of a variable."""
        cell.names += 1
        self.forget(name)
        self.shared[name] = cell

    def forget(self, name: str) -> None:
        """Leave a variable without a value; what shared its place keeps it."""
        self.variables.pop(name, None)
        if cell := self.shared.pop(name, None):
            cell.names -= 1

    @property
    def function(self) -> Scope:
        """The scope of the function that the scope is in, or of the program."""
        scope = self
        while scope.is_block and scope.outer is not None:
            scope = scope.outer
        return scope

    @property
    def outermost(self) -> Scope:
        """The scope of the program."""
        scope = self
        while scope.outer is not None:
            scope = scope.outer
        return scope


def key_as_value(key: Traced) -> Value:
    """A key of PHP's array as a value: a whole number is a number.

    >>> type(key_as_value(Traced("12"))).__name__, type(key_as_value(Traced("012"))).__name__
    ('Number', 'Text')
    """
    return Number(key) if _WHOLE_KEY.fullmatch(key.text) else Text(key)


def members_of(value: Value) -> Value:
    """What a loop goes over where a value is an object of pairs (a Map of JavaScript); any other value itself."""
    if isinstance(value, Object) and "members" in value.state:
        made: Table = value.state["members"]()
        return made
    return value


def table_of(value: Value) -> Value:
    """The members of an object of a class of the sample, as code outside of the class sees them; else the value."""
    return value.seen if isinstance(value, Object) and value.of else value


# JavaScript's null; its undefined is None, as every value that is not there.
NULL = Object("null")


def as_options(value: Value) -> Value:
    """A value as one that holds options: a list that is not shown holds none that are."""
    return value.rest if isinstance(value, Table) and value.rest is not None else value


def is_url(value: Value) -> bool:
    """Whether a value is a whole URL, or the beginning of one with its host."""
    return isinstance(value, Text) and bool(_URL.match(str(value)))


def is_open(value: Value) -> TypeGuard[Text | Unknown]:
    """Whether the sample does not show a value, or not as a whole."""
    return isinstance(value, Unknown) or (isinstance(value, Text) and not value.is_known)


def is_argument(value: Value) -> bool:
    """Whether a value is an argument of a function that nothing calls."""
    return isinstance(value, Unknown) and value.path.startswith("(")


def as_number(value: Value) -> Value:
    """A value that the sample turns into a number: marked as one where it is not shown, else as it is."""
    return replace(value, is_number=True) if is_open(value) else value


def is_null(value: Value) -> bool:
    """Whether a value is JavaScript's null."""
    return isinstance(value, Object) and value.kind == NULL.kind


Value = Text | Number | bool | None | Table | Object | Class | Function | Native | Unknown


def kind_of(value: Value) -> str:
    """The kind of a value in a language's table of methods."""
    if isinstance(value, Object):
        return value.kind
    return _KINDS.get(type(value), "")


_KINDS: dict[type, str] = {
    Text: "text",
    Number: "number",
    Table: "table",
    Unknown: "unknown",
    Function: "function",
    bool: "flag",
}


def path_of(value: Unknown | Native | Function) -> str:
    """What the sample calls a value that it does not show, or a function."""
    return value.path if isinstance(value, Unknown) else value.name if isinstance(value, Native) else value.routine.name


def name_of(text: str) -> str:
    """A name for a variable from how the sample spells a value: the last word that a name may be made of.

    >>> name_of("services.termii.sender-id"), name_of("$to"), name_of("https://x"), name_of("4")
    ('sender_id', 'to', 'x', '')
    """
    last = re.split(r"[.\\/:]|->", text.strip().rstrip(".:/"))[-1]
    name = re.sub(r"[^A-Za-z0-9_]+", "_", last).strip("_")
    return "" if not name or name[0].isdigit() else name


def names_in(text: str) -> list[str]:
    """The variables that are in a text."""
    return STAND_IN.findall(text)
