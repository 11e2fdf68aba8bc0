"""Where a value stands: PLACE, as messages, options and templates write it."""

from __future__ import annotations

from curl2sms.patterns import regex
from curl2sms.records import record

# The layers that can stand inside another value; only before these does ">" part two steps.
INNER = ("json", "xml", "csv", "base64", "percent")
OUTER = ("query", "form", "header", "path", "multipart", "body", *INNER)
_STEP = regex(rf">(?=(?:{'|'.join(INNER)})(?::|>|$))")


@record
class Step:
    """One layer and the name of a value in it: ``form`` and ``data``, ``json`` and ``/messages/0/id``.

    Names: a parameter's or header's own (``to#2`` is the second ``to``, ``447700900123#`` is a name itself, not
    its value), a JSON Pointer (RFC 6901), an XML path (``/MESSAGE/SMS[1]/@TEXT``), ``row,column`` in CSV (from 1),
    a path segment's number (from 1). ``body``, ``base64`` and ``percent`` hold one value, and have no name.
    """

    layer: str
    name: str = ""

    def __str__(self) -> str:
        return f"{self.layer}:{self.name}" if self.name else self.layer


@record
class Place:
    """A value's place, outermost step first: ``form:data>json:/messages/0/number``."""

    steps: tuple[Step, ...]

    def __str__(self) -> str:
        return ">".join(map(str, self.steps))

    def into(self, layer: str, name: str = "") -> Place:
        """The place of a value inside the document that stands here."""
        return Place((*self.steps, Step(layer, name)))

    @property
    def outer(self) -> Place | None:
        """The place of the document that this value stands in; None for the outermost."""
        return Place(self.steps[:-1]) if len(self.steps) > 1 else None


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
