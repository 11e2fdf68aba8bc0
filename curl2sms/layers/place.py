"""Where a value is: PLACE, as messages, options and templates write it.

This is the only module that knows how a name in a PLACE is spelt. All others read the parts of a Step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from curl2sms.json_pointers import unescaped
from curl2sms.patterns import regex
from curl2sms.records import attribute, record

# The layers that can be inside another value; only before these does ">" part two steps.
INNER = ("json", "xml", "csv", "base64", "percent")
OUTER = ("query", "form", "header", "path", "multipart", "body", *INNER)
_STEP = regex(rf">(?=(?:{'|'.join(INNER)})(?::|>|$))")

# What a part of a name is: a name, or an XML attribute's; a position in a list (from 0, in XML from 1 among siblings),
# or the one after a form's last (``[]``); a table's row and column and a path's segment (from 1); a mark that this is
# the second, third, ... value of the name, and one that this is the name itself and not its value.
NAME, ATTRIBUTE, POSITION, APPENDED = "name", "attribute", "position", "appended"
ROW, COLUMN, SEGMENT = "row", "column", "segment"
REPETITION, ITSELF = "repetition", "itself"

_IN_FORM = regex(
    r"(?P<position>[/.]\d+(?=[/.]|\Z)|\[\d+\])|(?P<appended>\[\])|(?P<name>\[[^\[\]]*\]?|[/.\]][^/.\[\]]*|[^/.\[\]]+)"
)
_IN_POINTER = r"(?:[^/.\[]++|(?!\.\d+(?:[/.]|\Z)|\[\d*\])[.\[])"
_IN_JSON = regex(
    r"(?P<position>[/.]\d+(?=[/.]|\Z)|\[\d+\])|(?P<appended>\[\])"
    rf"|(?P<name>/{_IN_POINTER}*+|{_IN_POINTER}++)"
)
_IN_XML = regex(r"(?P<position>\[\d+\])|(?P<attribute>/@[^/\[]*)|(?P<name>[/\[][^/\[]*|[^/\[]+)")
_IN_CSV = regex(r"(?P<row>^\d+(?=,|\Z))|(?P<column>(?<=\d),\d+\Z)|(?P<name>(?s:.+))")
_PARTS = {"json": _IN_JSON, "xml": _IN_XML, "csv": _IN_CSV} | dict.fromkeys(("query", "form", "multipart"), _IN_FORM)
_LONGEST_NUMBER = 18  # digits: no list is longer
_MOST_MARKS = 2  # ``to#2#`` is the name of the second ``to``


@record
class NamePart:
    """A part of a step's name, ``text`` as it is spelt there; the texts of all parts are the name.

    ``kind`` is NAME, POSITION, ...; ``name`` is what a NAME or ATTRIBUTE means, unescaped, without an XML prefix;
    ``number`` is the number of the other kinds, None for one that is too long.
    """

    text: str
    kind: str
    name: str = ""
    number: int | None = None


@record
class Step:
    """One layer and the name of a value in it: ``form`` and ``data``, ``json`` and ``/messages/0/id``.

    Names: a parameter's or header's own (``to#2`` is the second ``to``, ``447700900123#`` is a name itself, not
    its value), a JSON Pointer (RFC 6901), an XML path (``/MESSAGE/SMS[1]/@TEXT``), ``row,column`` in CSV (from 1),
    a path segment's number (from 1). ``body``, ``base64`` and ``percent`` hold one value, and have no name.
    """

    layer: str
    name: str = ""
    _parts: tuple[NamePart, ...] | None = attribute(default=None, compare=False, repr=False)
    _own: str | None = attribute(default=None, init=False, compare=False, repr=False)

    def __str__(self) -> str:
        return f"{self.layer}:{self.name}" if self.name else self.layer

    @property
    def parts(self) -> tuple[NamePart, ...]:
        """The parts of the name: worked out when they are first asked for, since a request may have 5,000 values."""
        if self._parts is None:
            object.__setattr__(self, "_parts", tuple(_parts_of(self.layer, self.name)))
        return self._parts or ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names that lead to the value, its own last; mere numbers are none.

        >>> Step("json", "/sms/0/to/1").names, Step("form", "messages[0][to]").names
        (('sms', 'to'), ('messages', 'to'))
        >>> Step("xml", "/a:SMS[2]/@TEXT").names
        ('SMS', 'TEXT')
        """
        return tuple([part.name for part in self.parts if part.name and not part.name.isdecimal()])

    @property
    def own(self) -> str:
        """The value's own name, without those around it; ``""`` if it has none.

        >>> Step("json", "/sms/0/to/1").own, Step("form", "messages[0][to]#2").own, Step("csv", "2,1").own
        ('to', 'to', '')
        """
        if self._own is None:
            named = (part.name for part in reversed(self.parts) if part.name)
            object.__setattr__(self, "_own", next(named, ""))
        return self._own or ""

    @property
    def container(self) -> Step:
        """The object, the array, the element or the form that a value of this name is in."""
        named = [number for number, part in enumerate(self.parts) if part.name]
        return self.first(named[-1] if named else 0)

    @property
    def unmarked(self) -> str:
        """The name without the marks that it is a repetition, or the name itself."""
        return "".join(part.text for part in self.parts if part.kind not in (REPETITION, ITSELF))

    def first(self, count: int) -> Step:
        """The step of the first parts of the name: a member that the value is in."""
        return _step(self.layer, self.parts[:count])

    def with_number(self, index: int, number: int) -> Step:
        """The step with another number in one of its parts."""
        old = self.parts[index]
        text = old.text.replace(str(old.number), str(number))
        return _step(
            self.layer, (*self.parts[:index], NamePart(text, old.kind, number=number), *self.parts[index + 1 :])
        )

    def is_the_same(self, other: Step) -> bool:
        """Whether another step names the same value: of XML paths ``/a[1]/b`` is ``/a/b``, where there is one ``a``."""
        if self == other or self.layer != other.layer or self.layer != "xml":
            return self == other
        ours, theirs = self.name.split("/"), other.name.split("/")
        return len(ours) == len(theirs) and all(b in (a, f"{a}[1]") for a, b in zip(ours, theirs, strict=True))


@record
class Place:
    """A value's place, outermost step first: ``form:data>json:/messages/0/number``."""

    steps: tuple[Step, ...]

    def __str__(self) -> str:
        return ">".join(map(str, self.steps))

    @property
    def step(self) -> Step:
        """The innermost step."""
        return self.steps[-1]

    @property
    def outer(self) -> Place | None:
        """The place of the document that this value is in; None for the outermost."""
        return Place(self.steps[:-1]) if len(self.steps) > 1 else None

    def into(self, layer: str, name: str = "") -> Place:
        """The place of a value inside the document that is here."""
        return Place((*self.steps, Step(layer, name)))

    def beside(self, step: Step) -> Place:
        """The place of another value in the same text."""
        return Place((*self.steps[:-1], step))

    def is_the_same(self, other: Place) -> bool:
        """Whether another place names the same value: see Step."""
        pairs = zip(self.steps, other.steps, strict=False)
        return len(self.steps) == len(other.steps) and all(ours.is_the_same(theirs) for ours, theirs in pairs)


def place(layer: str, name: str = "") -> Place:
    """A place one step deep."""
    return Place((Step(layer, name),))


def parse_place(text: str) -> Place:
    """Read a PLACE; ValueError where its first layer is none that exists."""
    steps = []
    for part in _STEP.split(text):
        layer, _, name = part.partition(":")
        if layer not in OUTER:
            raise ValueError(text)
        steps.append(Step(layer, name))
    return Place(tuple(steps))


class Names:
    """Gives each value of a text a name of its own: the second ``to`` is ``to#2``."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._counts: dict[str, int] = {}

    def unique(self, name: str) -> str:
        """The name itself where it is free, else the name with the next free number."""
        if name in self._taken:
            count = self._counts.get(name, 1) + 1
            while f"{name}#{count}" in self._taken:
                count += 1
            self._counts[name] = count
            name = f"{name}#{count}"
        self._taken.add(name)
        return name

    def itself(self, name: str) -> str:
        """What a name itself is called, where its value is called ``name``."""
        return self.unique(f"{name}#")


def cell_name(row: int, column: int) -> str:
    """The name of a table's cell."""
    return f"{row},{column}"


def element_path(around: str, name: str, number: int | None) -> str:
    """The path of an XML element in the one ``around``; ``number`` counts its siblings of the name, if it has any."""
    return f"{around}/{name}" if number is None else f"{around}/{name}[{number}]"


def attribute_path(around: str, name: str) -> str:
    """The path of an attribute of the XML element ``around``."""
    return f"{around}/@{name}"


def _step(layer: str, parts: tuple[NamePart, ...]) -> Step:
    return Step(layer, "".join(part.text for part in parts), parts)


def _parts_of(layer: str, name: str) -> Iterator[NamePart]:
    """Cut the name of a step into its parts, by its layer's own rules."""
    end, marks = _marks(name) if "#" in name and layer not in ("csv", "path") else (len(name), ())
    if layer == "path":
        if name:
            yield _part(layer, SEGMENT if name.isdecimal() else NAME, name)
    elif layer not in _PARTS or name[:end].isalpha() or (layer == "json" and name[:1] == "/" and name[1:end].isalpha()):
        if end:
            yield _part(layer, NAME, name[:end])
    else:
        for match in _PARTS[layer].finditer(name, 0, end):
            kind = match.lastgroup or NAME
            if marks and match.end() == end and kind == POSITION and match[0][0] != "[":
                kind = NAME  # "/0#" is the name of the member "0"
            yield _part(layer, kind, match[0])
    for mark in marks:
        yield _part(layer, REPETITION if len(mark) > 1 else ITSELF, mark)


def _marks(name: str) -> tuple[int, tuple[str, ...]]:
    """Where the marks at the end of a name begin, and the marks."""
    marks: tuple[str, ...] = ()
    end = len(name)
    while len(marks) < _MOST_MARKS:
        start = end
        while start and name[start - 1].isdecimal():
            start -= 1
        if not start or name[start - 1] != "#":
            break
        marks = (name[start - 1 : end], *marks)
        end = start - 1
    return end, marks


@lru_cache(maxsize=4096)  # the values of a list have most parts in common
def _part(layer: str, kind: str, text: str) -> NamePart:
    if kind in (NAME, ATTRIBUTE):
        return NamePart(text, kind, _MEANINGS.get(layer, str)(text))
    digits = text.strip("/.,[]#")
    return NamePart(text, kind, number=int(digits) if 0 < len(digits) <= _LONGEST_NUMBER else None)


def _in_json(text: str) -> str:
    return unescaped(text[1:] if text[0] in "/." else text)


def _in_xml(text: str) -> str:
    return text.removeprefix("/").removeprefix("@").rpartition(":")[2]


def _in_form(text: str) -> str:
    return text.removeprefix("[").removesuffix("]") if text[0] == "[" else text.lstrip("/.]")


_MEANINGS: Mapping[str, Callable[[str], str]] = {"json": _in_json, "xml": _in_xml} | dict.fromkeys(
    ("query", "form", "multipart"), _in_form
)
