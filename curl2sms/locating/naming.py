"""What is before a value as its name, and which values are members of one list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from curl2sms.layers import Field, Place, Step
from curl2sms.layers.place import APPENDED, POSITION, REPETITION, ROW, NamePart, cell_name
from curl2sms.locating.looks import look_of, may_be_number
from curl2sms.locating.model import Role
from curl2sms.locating.words import STRONG, Concepts, concepts_of, meaning, says, strength, words_of
from curl2sms.patterns import regex

# The layers whose lists may be records: rows of a table have columns, and elements of XML names.
_WITH_RECORDS = ("json", "query", "form", "multipart")
# The last word of a name whose value is the name of another value, and of that other's.
_NAMES_ANOTHER = frozenset({"name", "key", "field", "param", "parameter", "k", "n"})
_NAMED_BY_ANOTHER = frozenset({"value", "val", "v", "content"})
# What says of a number that something is sent to it, and not only that it is a phone's.
_RECEIVES = frozenset({"to", "dest", "destination", "recipient", "receiver", "rcpt"})
_NUMBERED_NAME = regex(r"(?P<stem>[^\d\[\].]*[A-Za-z_-])(?P<number>\d{1,3})")
_SHORTEST_NUMBER = 8  # digits of a number that is a name


class Naming:
    """What is before values as their names, and which of them are members of one list.

    A value's names are its own, those around it, and what a sibling holds.
    """

    def __init__(self, fields: tuple[Field, ...]) -> None:
        self._cells = {f.place: f.value for f in fields if f.place.step.layer == "csv"}
        self._segments = {f.place.steps[0]: f.value for f in fields if f.place.steps[0].layer == "path"}
        self._records = _records(fields)
        self._numbered = _numbered(fields)
        self._beside = _Beside(fields)

    def of(self, f: Field) -> tuple[Concepts, tuple[Concepts, ...]]:
        """What a field's own name says, and those of its parents, from the nearest outwards.

        What distinguishes values by their position alone gives them no name: neither a record's, nor a table's whose
        columns have no headings.
        """
        names = [self._levels(f, step) for step in f.place.steps]
        said = [concepts_of(name) for of_step in names for name in of_step]
        own: Concepts = {}
        by_position = self._is_in_record(f.place) or (f.place.step.layer == "csv" and not names[-1])
        nameless = f.is_name or by_position or _keyed_by_number(f.place.step)
        if said and not nameless:
            own = said.pop()
        while said and not own and not nameless and _is_neutral(f.place.step.own):  # the next name outwards is meant
            own = said.pop()
        return own, tuple(reversed(said))

    def group_of(self, f: Field) -> str:
        """What the members of a value's list have in common: the place with its list positions left out.

        Of a record (``_records``) the last position stays: its members are no list. Neither are values that are beside
        different names (``{"name": "user", "value": "acme"}``), where these mean something: people's names don't.
        """
        group = self._numbered.get(f.place) or _list_of(f.place, keep_last=self._is_in_record(f.place))
        name = self._beside.name_of(f)
        return f"{group} {name}" if name and concepts_of(name) else group

    def _is_in_record(self, place: Place) -> bool:
        return bool(self._records) and place in self._records

    def _levels(self, f: Field, step: Step) -> tuple[str, ...]:
        if step.layer == "csv":
            row, column = (part.number or 0 for part in step.parts)
            heading = self._cells.get(f.place.beside(Step("csv", cell_name(1, column))), "")
            return (heading,) if row != 1 and look_of(heading).kind == "word" else ()
        if step.layer == "path":
            return (self._before(step),) if look_of(f.value).kind in ("number", "filler", "words") else ()
        named = self._beside.name_of(f) if step is f.place.step else ""
        names = step.names
        if step.layer == "xml" and [words_of(name)[-1:] for name in names[:2]] == [("envelope",), ("body",)]:
            names = names[2:]  # of SOAP 1.2, 5.3: no message's body
        return (*names, named) if named else names

    def _before(self, segment: Step) -> str:
        """The segment before, where it names what follows (``/phone/447700900123``), not the call (``/sms/send``)."""
        before = self._segments.get(Step("path", str((segment.parts[0].number or 0) - 1)), "")
        names = any(says(concepts_of(before), concept) for concept in concepts_of(before) if concept != Role.MESSAGE)
        return before if names and look_of(before).kind == "word" else ""


class _Beside:
    """Names that are beside values: ``{"name": "to", "value": "447700900123"}``, ``<param name="to">``."""

    def __init__(self, fields: Iterable[Field]) -> None:
        self._names: dict[Place, str] = {}
        for f in fields:
            step = f.place.step
            if not _NAMES_ANOTHER.isdisjoint(words_of(step.own)[-1:]):
                self._names.setdefault(f.place.beside(step.container), f.value)

    def name_of(self, f: Field) -> str:
        """The name beside a value; ``""`` where there is none.

        Only what is called a value has one, and the text of an XML element that has an attribute for it: beside
        ``<mobile>`` a ``<key>`` is another value.
        """
        if not self._names:
            return ""
        step = f.place.step
        a_value = not _NAMED_BY_ANOTHER.isdisjoint(words_of(step.own)[-1:])
        named = self._names.get(f.place, "") if step.layer == "xml" else ""
        if not named and a_value:
            named = self._names.get(f.place.beside(step.container), "")
        return named if named != f.value and look_of(named).kind in ("word", "filler") else ""


def _is_neutral(name: str) -> bool:
    """Whether a name is there because every value has one: ``value``, ``item``, ``0``."""
    return all("neutral" in meaning(word) for word in words_of(name))


def _keyed_by_number(step: Step) -> bool:
    """Whether a phone number is the name of a value: ``to[447700900123]``, ``/messages/447700900123``."""
    if len(step.name) < _SHORTEST_NUMBER:
        return False
    last = next((part for part in reversed(step.parts) if part.kind != REPETITION), None)
    name = last.text.strip("/.[]").removeprefix("+") if last else ""
    return name.isdecimal() and _SHORTEST_NUMBER <= len(name) <= 15


def group_of(step: Step) -> str:
    """A step's name with every list position as ``*``: ``/sms/*/to/*``."""
    parts = step.parts
    if parts and parts[-1].kind == REPETITION:
        parts = parts[:-1]
    return "".join([_starred(step.layer, part) for part in parts])


def _starred(layer: str, part: NamePart) -> str:
    if part.kind == ROW:
        return "*"
    if part.kind not in (POSITION, APPENDED):
        return part.text
    return "" if layer == "xml" else "[*]" if part.text[0] == "[" else f"{part.text[0]}*"


def _list_of(place: Place, *, keep_last: bool) -> str:
    steps = [f"{step.layer}:{group_of(step)}" for step in place.steps]
    if keep_last:
        steps.append(place.step.parts[-1].text)
    return ">".join(steps)


def _numbered(fields: Iterable[Field]) -> dict[Place, str]:
    """Return the list of each value whose name ends with its number: ``recipient0``, ``message0``, ``recipient1``.

    Only recipients make such lists, and what is numbered as they are: ``line1`` and ``line2`` are parts of one text.
    ``phone1`` and ``phone2`` may be the two ends of a call: they need a text each.
    """
    found: dict[str, dict[int, Field]] = {}
    for one in fields:
        name = None if one.is_name else _NUMBERED_NAME.fullmatch(one.place.step.own)
        if name:
            stem = f"{one.place.beside(one.place.step.container)} {name['stem']}"
            found.setdefault(stem, {}).setdefault(int(name["number"]), one)
    lists = [(stem, of_stem) for stem, of_stem in found.items() if _is_counted(sorted(of_stem))]
    with_texts = [of_stem.keys() for _, of_stem in lists if _means(next(iter(of_stem.values())), Role.MESSAGE)]
    of_numbers = [
        of_stem.keys()
        for _, of_stem in lists
        if all(map(_is_recipient, of_stem.values()))
        and (
            of_stem.keys() in with_texts
            or not _RECEIVES.isdisjoint(words_of(next(iter(of_stem.values())).place.step.own))
        )
    ]
    listed = [(stem, of_stem) for stem, of_stem in lists if of_stem.keys() in of_numbers]
    return {one.place: f"{stem}*" for stem, of_stem in listed for one in of_stem.values()}


def _is_counted(numbers: Sequence[int]) -> bool:
    """Return whether numbers are counted from 0 or 1, and more than one."""
    return len(numbers) > 1 and numbers[0] < 2 and numbers[-1] - numbers[0] == len(numbers) - 1


def _means(one: Field, role: Role) -> bool:
    return strength(concepts_of(one.place.step.own.rstrip("0123456789")), role) >= STRONG


def _is_recipient(one: Field) -> bool:
    return _means(one, Role.RECIPIENT) and (may_be_number(one.value) or look_of(one.value).kind == "filler")


def _records(fields: Sequence[Field]) -> frozenset[Place]:
    """The members of arrays that hold numbers and texts side by side (``["447700900123", "Hello"]``): no lists."""
    arrays: dict[Place, list[Field]] = {}
    for one in fields:
        step = one.place.step
        if step.layer in _WITH_RECORDS and step.parts and step.parts[-1].kind == POSITION:
            arrays.setdefault(one.place.beside(step.first(len(step.parts) - 1)), []).append(one)
    return frozenset(
        one.place
        for members in arrays.values()
        if len({may_be_number(member.value) for member in members}) > 1
        for one in members
    )
