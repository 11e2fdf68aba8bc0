"""What stands before a value as its name, and which values are members of one list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from curl2sms.layers import Field, Place, Step
from curl2sms.locating.looks import look_of
from curl2sms.locating.model import Role
from curl2sms.locating.words import Concepts, concepts_of, levels, says, words_of
from curl2sms.patterns import regex

# The last position in a name: "/sms/0", "sms[0]", "sms.0".
_LAST_POSITION = regex(r"(?<=[/.\[])\d*(?=\]?$)")
_POSITION = regex(r"(?<=/)\d+(?=/|$)|(?<=\[)\d*(?=\])|(?<=\.)\d+(?=\.|$)")
# A value whose name ends in a phone number: "to[447700900123]", "/messages/447700900123".
_KEYED_BY_NUMBER = regex(r"(?:^|[/.\[])\+?\d{8,15}\]?(?:#\d+)?$")


class Naming:
    """What stands before a value as its name: its own, those around it, and a sibling that holds the name."""

    def __init__(self, fields: tuple[Field, ...]) -> None:
        self._cells = {str(f.place): f.value for f in fields if f.place.steps[-1].layer == "csv"}
        self._segments = {f.place.steps[0].name: f.value for f in fields if f.place.steps[0].layer == "path"}
        self._records = _records(fields)
        self._beside = _Beside(fields)

    def of(self, f: Field) -> tuple[Concepts, tuple[Concepts, ...]]:
        """What a field's own name says, and those of its parents, from the nearest outwards.

        What tells values apart by their position alone gives them no name: neither a record's, nor a table's whose
        columns have no headings.
        """
        names = [self._levels(f, step) for step in f.place.steps]
        said = [concepts_of(name) for of_step in names for name in of_step]
        own: Concepts = {}
        by_position = f.place in self._records or (f.place.steps[-1].layer == "csv" and not names[-1])
        nameless = f.is_name or by_position or bool(_KEYED_BY_NUMBER.search(f.place.steps[-1].name))
        while said and not own and not nameless:  # "value", "0": the next name outwards is meant
            own = said.pop()
        return own, tuple(reversed(said))

    def _levels(self, f: Field, step: Step) -> tuple[str, ...]:
        if step.layer == "csv":
            row, _, column = step.name.partition(",")
            heading = self._cells.get(f"{f.place.outer}>csv:1,{column}" if f.place.outer else f"csv:1,{column}", "")
            return (heading,) if row != "1" and look_of(heading).kind == "word" else ()
        if step.layer == "path":
            return (self._before(step.name),) if look_of(f.value).kind in ("number", "filler", "words") else ()
        found = levels(step.layer, step.name)
        named = self._beside.name_of(f) if step is f.place.steps[-1] else ""
        return (*found, named) if named else found

    def _before(self, segment: str) -> str:
        """The segment before, where it names what follows (``/phone/447700900123``), not the call (``/sms/send``)."""
        before = self._segments.get(str(int(segment) - 1), "") if segment.isdecimal() else ""
        names = any(says(concepts_of(before), concept) for concept in concepts_of(before) if concept != Role.MESSAGE)
        return before if names and look_of(before).kind == "word" else ""


class _Beside:
    """Names that stand beside values: ``{"name": "to", "value": "447700900123"}``, ``<param name="to">``."""

    def __init__(self, fields: Iterable[Field]) -> None:
        self._names: dict[str, str] = {}
        for f in fields:
            step = f.place.steps[-1]
            container, own = _container(step)
            if words_of(own)[-1:] in (("name",), ("key",), ("field",), ("param",), ("parameter",), ("k",), ("n",)):
                self._names.setdefault(f"{f.place.outer}>{step.layer}:{container}", f.value)

    def name_of(self, f: Field) -> str:
        """The name beside a value; ``""`` where there is none.

        Only what is called a value has one, and the text of an XML element that has an attribute for it: beside
        ``<mobile>`` a ``<key>`` is another value.
        """
        if not self._names:
            return ""
        step = f.place.steps[-1]
        container, own = _container(step)
        a_value = words_of(own)[-1:] in (("value",), ("val",), ("v",), ("content",))
        around = [_bare(step.name)] if step.layer == "xml" else []
        around += [container] if a_value else []
        named = next((name for at in around if (name := self._names.get(f"{f.place.outer}>{step.layer}:{at}"))), "")
        return named if named != f.value and look_of(named).kind in ("word", "filler") else ""


def container_of(step: Step) -> tuple[str, str]:
    """The layer and the object, the array or the element that a value stands in."""
    return step.layer, _container(step)[0]


def _container(step: Step) -> tuple[str, str]:
    container, _, own = step.name.rpartition("/")
    return container, own.removeprefix("@").partition("[")[0]


def _bare(name: str) -> str:
    return re.sub(r"/text\(\).*$", "", name)


def lists(fields: Iterable[Field]) -> Mapping[Place, str]:
    """For each place what the members of its list have in common: the place with its list positions left out.

    Of a record (``_records``) the last position stays: its members are no list. Neither are values that stand beside
    different names (``{"name": "user", "value": "acme"}``), where these mean something: people's names don't.
    """
    listed = tuple(fields)
    records, beside = _records(listed), _Beside(listed)
    found = {one.place: _list_of(one.place, keep_last=one.place in records) for one in listed}
    names = {one.place: name for one in listed if (name := beside.name_of(one)) and concepts_of(name)}
    return found | {place: f"{found[place]} {name}" for place, name in names.items()}


def group_name(step: Step) -> str:
    """A step with every list position as ``*``: ``json:/sms/*/to/*``."""
    name = re.sub(r"#\d+$", "", step.name)
    if step.layer == "csv":
        return "csv:*," + name.partition(",")[2]
    name = re.sub(r"\[\d+\]", "", name) if step.layer == "xml" else _POSITION.sub("*", name)
    return f"{step.layer}:{name}"


def _list_of(place: Place, *, keep_last: bool) -> str:
    steps = [group_name(step) for step in place.steps]
    last = _LAST_POSITION.search(place.steps[-1].name)
    if keep_last and last:
        steps.append(last[0])
    return ">".join(steps)


def _records(fields: Sequence[Field]) -> frozenset[Place]:
    """The members of arrays that hold numbers and texts side by side (``["447700900123", "Hello"]``): no lists."""
    arrays: dict[tuple[Place | None, str, str], list[Field]] = {}
    for one in fields:
        step = one.place.steps[-1]
        last = _LAST_POSITION.search(step.name)
        if last and last[0] and step.layer in ("json", "query", "form", "multipart"):
            arrays.setdefault((one.place.outer, step.layer, step.name[: last.start()]), []).append(one)
    return frozenset(
        one.place
        for members in arrays.values()
        if len({look_of(member.value).kind == "number" for member in members}) > 1
        for one in members
    )
