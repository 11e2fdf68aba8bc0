"""What the evaluator has to know of a language: its functions, its operators, and how its values become texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fnmatch import translate
from functools import cache

from curl2sms.errors import Span
from curl2sms.knowledge import knowledge
from curl2sms.patterns import regex
from curl2sms.reading.programs.tree import DELETE
from curl2sms.reading.programs.values import (
    LIST,
    Function,
    Object,
    Table,
    Text,
    Unknown,
    Value,
    is_open,
    listed,
)
from curl2sms.records import attribute, record
from curl2sms.traced import Traced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from curl2sms.reading.programs.machine import Machine


@record
class Call:
    """A call of a function that no code of the sample defines: its arguments by place and by name, and its receiver."""

    machine: Machine
    name: str
    span: Span
    values: tuple[Value, ...]
    named: Mapping[str, Value]
    receiver: Value = None

    def value(self, number: int, name: str = "") -> Value:
        """An argument by its place, from 0, or by its name; None where it is not given."""
        if number < len(self.values):
            return self.values[number]
        return self.named.get(name)

    def text(self, number: int, name: str = "") -> Traced:
        """An argument as a text; empty where it is not given."""
        value = self.value(number, name)
        return Traced("") if value is None else self.machine.text(value)

    def table(self, number: int, name: str = "") -> Table:
        """An argument that is a table; an empty one where it is none."""
        value = self.value(number, name)
        return value if isinstance(value, Table) else Table("map")

    @property
    def receiver_text(self) -> Traced:
        """What the method is called on, as a text."""
        return self.machine.text(self.receiver)

    @property
    def functions(self) -> list[Function]:
        """The arguments that are functions of the sample."""
        return [one for one in (*self.values, *self.named.values()) if isinstance(one, Function)]

    def has_unknown(self) -> bool:
        """Whether some argument is not known, or not as a whole."""
        return any(map(is_open, self.values))

    def not_known(self, made_by: str = "") -> Unknown:
        """What it gives where no rule says that; notes call it ``made_by``, else by its name."""
        made_by = made_by or self.name
        made = self.machine.unknown(f"{made_by}@{self.span.start}", self.span, "", "", made_by)
        return self.machine.made_of(self.values, made, made_by)

    def answer(self, client: str = "") -> Unknown:
        """What a server answers, or something of that; notes call it by the client, else by the function's name."""
        return self.machine.unknown(f"answer@{self.span.start}", self.span, "", "token-fetched", client or self.name)


def text_key(machine: Machine, value: Value) -> Traced:
    """A value as a key where all keys are texts."""
    return machine.text(value)


Native = Callable[[Call], Value]


def _deleted(call: Call) -> Value:
    """A table or an object loses a member; what is behind it in a list moves up, but not in PHP's arrays."""
    of, key = call.value(0), call.value(1)
    if len(call.values) == 1:  # a variable of PHP, which no longer shares its place
        scope, name = call.machine.scope.function, call.text(0).text
        scope.forget(name)
        scope.set(name, None)
        return None
    table = of.properties if isinstance(of, Object) else of
    if isinstance(table, Table) and key is not None:
        name = call.machine.key(key, table).text
        if table.kind == LIST and name.startswith("-") and name[1:].isdigit():
            name = str(len(table.entries) - int(name[1:]))
        if table.kind == LIST and call.machine.language.name == "javascript":  # where a list keeps its length
            if name in table.entries:
                table.entries[name].value = None
            return None
        table.used = max(table.used, table.largest) if name in table.entries else table.used
        table.entries.pop(name, None)
        if table.kind == LIST:
            table.entries = listed(table.values).entries
    return None


@record
class Language:
    """The rules of a language.

    ``functions`` are found by what a program calls them (``urlencode``, ``JSON.stringify``), ``methods`` by the kind of
    what they are called on (``text``, ``table``, ``number``, ``unknown``, or the kind of an object) and their name, and
    ``properties`` in the same way. ``operators`` go before those that all languages share. ``text`` is what a value
    other than a text or a number becomes in a text, ``truth`` what it is in a test (None: not known), ``key`` what
    it is as the key of a map; ``key_value`` is a key as a value.
    ``changes`` are functions and methods that change an argument, by its number, or what they are called on (-1): where
    it is not known what they give, neither is that.
    ``assigns_locally``: a function's assignments are to variables of its own. ``keeps_defaults``: a default is worked
    out once, where the function is defined.
    """

    name: str
    functions: Mapping[str, Native]
    methods: Mapping[str, Mapping[str, Native]]
    properties: Mapping[str, Mapping[str, Native]]
    operators: Mapping[str, Callable[[Machine, Value, Value, Span], Value]]
    text: Callable[[Machine, Value], Traced]
    truth: Callable[[Value], bool | None]
    key: Callable[[Machine, Value], Traced]
    key_value: Callable[[Traced], Value] = Text
    copies_tables: bool = False
    folds_case: bool = False
    assigns_locally: bool = False
    keeps_defaults: bool = False
    changes: Mapping[str, tuple[int, ...]] = attribute(default_factory=dict)

    def function(self, path: str) -> Native | None:
        """A function by its path."""
        if path == DELETE:
            return _deleted
        return self.functions.get(path.lower() if self.folds_case else path)

    def method(self, kind: str, name: str) -> Native | None:
        """A method by the kind of its receiver."""
        return self.methods.get(kind, {}).get(name.lower() if self.folds_case else name)


@cache
def _function_names() -> dict[str, re.Pattern[str]]:
    """The kinds of functions in ``data/function-names.json``, each with a pattern of their names."""
    rows: dict[str, list[str]] = knowledge("function-names")
    return {kind: regex("|".join(map(translate, names))) for kind, names in rows.items()}


def does(kind: str, name: str) -> bool:
    """Whether a function that the sample does not define is of a kind of ``data/function-names.json``, by its name.

    >>> does("ever-new", "mt_rand"), does("cleaning", "formatPhone"), does("setting", "get_option")
    (True, True, True)
    """
    return _function_names()[kind].fullmatch(name.lower().replace("_", "")) is not None
