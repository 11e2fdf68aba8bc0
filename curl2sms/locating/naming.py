"""What is before a value as its name."""

from __future__ import annotations

from collections.abc import Sequence

from curl2sms.layers import Field, Place, Step
from curl2sms.layers.place import REPETITION, cell_name
from curl2sms.locating.lists import Lists
from curl2sms.locating.looks import look_of
from curl2sms.locating.model import Role
from curl2sms.locating.words import STRONG, Concepts, concepts_of, meaning, says, strength, words_of

# The last word of a name whose value is the name of another value, and of that other's.
_NAMES_ANOTHER = frozenset({"name", "key", "field", "param", "parameter", "k", "n"})
_NAMED_BY_ANOTHER = frozenset({"value", "val", "v", "content"})
_SHORTEST_NUMBER = 8  # digits of a number that is a name


class Naming:
    """What is before values as their names, and which of them are members of one list.

    A value's names are its own, those around it, and what a sibling holds.
    """

    def __init__(self, fields: tuple[Field, ...]) -> None:
        self._cells = {f.place: f.value for f in fields if f.place.step.layer == "csv"}
        self._segments = {f.place.steps[0]: f.value for f in fields if f.place.steps[0].layer == "path"}
        self._lists = Lists(fields)
        self._beside = _Beside(fields)

    def of(self, f: Field) -> tuple[Concepts, tuple[Concepts, ...]]:
        """What a field's own name says, and those of its parents, from the nearest outwards.

        What distinguishes values by their position alone gives them no name: neither a record's, nor a table's whose
        columns have no headings.
        """
        names = [self._levels(f, step) for step in f.place.steps]
        said = [concepts_of(name) for of_step in names for name in of_step]
        own: Concepts = {}
        by_position = self._lists.is_in_record(f.place) or (f.place.step.layer == "csv" and not names[-1])
        nameless = f.is_name or by_position or _keyed_by_number(f.place.step)
        if said and not nameless:
            own = said.pop()
        while said and not own and not nameless and _is_neutral(f.place.step.own):  # the next name outwards is meant
            own = said.pop()
        return own, tuple(reversed(said))

    def group_of(self, f: Field) -> str:
        """What the members of a value's list have in common.

        Values that are beside different names (``{"name": "user", "value": "acme"}``) are no list, where these mean
        something: people's names don't.
        """
        group = self._lists.of(f.place)
        name = self._beside.name_of(f)
        return f"{group} {name}" if name and concepts_of(name) else group

    def _levels(self, f: Field, step: Step) -> tuple[str, ...]:
        """The names that one step of a place gives a value, from the outermost inwards."""
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
    """Names that are beside values: ``{"name": "to", "value": "447700900123"}``, ``<param name="to">``.

    In a whole document (``{"key": "s3cret", "content": "Hello"}``), or beside what its name calls the recipient, a
    ``key`` is a value itself.
    """

    def __init__(self, fields: Sequence[Field]) -> None:
        self._names: dict[Place, str] = {}
        for f in fields:
            step = f.place.step
            if not _NAMES_ANOTHER.isdisjoint(words_of(step.own)[-1:]) and not _is_document(step.container):
                self._names.setdefault(f.place.beside(step.container), f.value)
        if self._names:
            for f in fields:
                if strength(concepts_of(f.place.step.own), Role.RECIPIENT) >= STRONG:
                    self._names.pop(f.place.beside(f.place.step.container), None)

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


def _is_document(container: Step) -> bool:
    """Whether values of a container are those of a whole document: of a form, of the outermost object or element."""
    return len(container.parts) <= (container.layer == "xml")


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
