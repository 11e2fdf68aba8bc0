"""Which values are members of one list: by their positions, or by numbers at the ends of their names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from curl2sms.layers import Field, Place, Step
from curl2sms.layers.place import APPENDED, POSITION, REPETITION, ROW, NamePart
from curl2sms.locating.looks import look_of, may_be_number
from curl2sms.locating.model import Role
from curl2sms.locating.words import STRONG, concepts_of, strength, words_of
from curl2sms.patterns import regex

# The layers whose lists may be records: rows of a table have columns, and elements of XML names.
_WITH_RECORDS = ("json", "query", "form", "multipart")
# What says of a number that something is sent to it, and not only that it is a phone's.
_RECEIVES = frozenset({"to", "dest", "destination", "recipient", "receiver", "rcpt"})
_NUMBERED_NAME = regex(r"(?P<stem>[^\d\[\].]*[A-Za-z_-])(?P<number>\d{1,3})")


class Lists:
    """The lists of a request's values."""

    def __init__(self, fields: Sequence[Field]) -> None:
        self._records = _records(fields)
        self._numbered = _numbered(fields)

    def of(self, place: Place) -> str:
        """The list of a value: its place with the list positions left out.

        Of a record (``is_in_record``) the last position stays: its members are no list.
        """
        return self._numbered.get(place) or _list_of(place, keep_last=self.is_in_record(place))

    def is_in_record(self, place: Place) -> bool:
        """Whether a value is in an array that holds numbers and texts side by side: ``["447700900123", "Hello"]``."""
        return bool(self._records) and place in self._records


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
    lists = {stem: members for stem, members in _by_stem(fields).items() if _is_counted(sorted(members))}
    with_texts = [members.keys() for members in lists.values() if _means(_first(members), Role.MESSAGE)]
    of_recipients = [
        members.keys()
        for members in lists.values()
        if all(map(_is_recipient, members.values())) and (members.keys() in with_texts or _receives(_first(members)))
    ]
    listed = [(stem, members) for stem, members in lists.items() if members.keys() in of_recipients]
    return {one.place: f"{stem}*" for stem, members in listed for one in members.values()}


def _by_stem(fields: Iterable[Field]) -> dict[str, dict[int, Field]]:
    """Return the values whose names end with a number: by what is before it, and by the number."""
    found: dict[str, dict[int, Field]] = {}
    for one in fields:
        own = one.place.step.own
        if not one.is_name and own[-1:].isdecimal() and (name := _NUMBERED_NAME.fullmatch(own)):
            stem = f"{one.place.beside(one.place.step.container)} {name['stem']}"
            found.setdefault(stem, {}).setdefault(int(name["number"]), one)
    return found


def _first(members: Mapping[int, Field]) -> Field:
    return next(iter(members.values()))


def _is_counted(numbers: Sequence[int]) -> bool:
    """Return whether numbers are counted from 0 or 1, and more than one."""
    return len(numbers) > 1 and numbers[0] < 2 and numbers[-1] - numbers[0] == len(numbers) - 1


def _means(one: Field, role: Role) -> bool:
    return strength(concepts_of(one.place.step.own.rstrip("0123456789")), role) >= STRONG


def _receives(one: Field) -> bool:
    return not _RECEIVES.isdisjoint(words_of(one.place.step.own))


def _is_recipient(one: Field) -> bool:
    return _means(one, Role.RECIPIENT) and (may_be_number(one.value) or look_of(one.value).kind == "filler")


def _records(fields: Sequence[Field]) -> frozenset[Place]:
    """The members of arrays that are records."""
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
