"""What is known of a delivery report, from what was received to the platform's callback."""

from __future__ import annotations

from collections.abc import Iterable

from curl2sms.callbacks import ReportPoint, point_of
from curl2sms.errors import Note
from curl2sms.json_pointers import escaped, member
from curl2sms.records import attribute, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

Pairs = tuple[tuple[str, str], ...]


@record
class ReceivedReport:
    """A report as it was received, decoded: the pairs of its query, those of its body, or its body as JSON.

    Numbers of the JSON are texts as the provider spelt them, so that a long id loses no digit. ``json`` is None where
    the body is none. ``alone``: pairs without the request around them, so ``query`` and ``form`` hold the same.
    """

    query: Pairs = attribute(default=(), repr=False)
    form: Pairs = attribute(default=(), repr=False)
    json: Any = attribute(default=None, repr=False)
    alone: bool = False

    def document(self, point: ReportPoint) -> Any:
        """The JSON that a point counts in: that of the body, or that in a pair. ValueError where it is none."""
        if point.pairs is None:
            return self.json
        text = self._of_pair(point)
        return None if text is None else parsed(text)

    def text(self, at: str, element: Any = None) -> str | None:
        """The text at a point, which counts from ``element`` where that is given; None where there is no value.

        JSON ``null``, an empty text, a list and an object are no value. Nor are several that differ.
        """
        point = point_of(at)
        if point.steps is None:
            return _value([self._of_pair(point)])
        try:
            top = self.document(point) if element is None or point.pairs else element
        except ValueError:
            return None
        return _value([_spelt(one) for one in members(top, point.steps)])

    def _of_pair(self, point: ReportPoint) -> str | None:
        pairs = self.query if point.pairs == "query" else self.form
        return _value([value for name, value in pairs if name == point.name])


@record
class ReportValues:
    """What one report says: the texts at the points of a callback, None where there is none."""

    id: str | None
    state: str | None
    time: str | None = None
    error: str | None = None


@record
class Event:
    """One callback of the platform: ``event`` is ``delivered`` or ``failed``, ``ts`` in seconds since 1970, UTC.

    ``meta`` is the platform's id of the message, as the provider returned it; ``code`` is None where it was delivered.
    """

    event: str
    ts: int
    meta: str
    description: str
    code: str | None = None

    def as_data(self) -> dict[str, Any]:
        """The callback as ``schemas/clevertap-callback.schema.json`` describes an element."""
        said: dict[str, Any] = {"ts": self.ts, "meta": self.meta, "description": self.description}
        return {"event": self.event, "data": [said | ({"code": self.code} if self.code else {})]}


@record
class Receipt:
    """What became of a report: its values, the callbacks that it gives, and what there is to say.

    ``unmapped`` says of each report in it that can't be mapped why.
    """

    read: tuple[ReportValues, ...]
    events: tuple[Event, ...]
    notes: tuple[Note, ...] = ()
    unmapped: tuple[Note, ...] = ()

    def as_data(self) -> list[dict[str, Any]]:
        """The body of the callback: a list with one element for each report that is final."""
        return [event.as_data() for event in self.events]


def members(value: Any, steps: Iterable[str]) -> list[Any]:
    """What the steps of a JSON Pointer lead to, ``*`` to every member; empty where they lead nowhere."""
    found = [value]
    for step in steps:
        found = [inner for one in found for inner in _step(one, step)]
    return found


def _step(value: Any, step: str) -> list[Any]:
    if step == "*":
        return list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    try:
        return [member(value, step)]
    except LookupError:
        return []


def leaves(value: Any, at: str = "json:") -> Iterable[tuple[str, str]]:
    """Every text of a JSON value with its point, in order."""
    if isinstance(value, dict | list):
        for name, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(inner, f"{at}/{escaped(str(name))}")
    elif (text := _value([_spelt(value)])) is not None:
        yield at, text


def parsed(text: str) -> Any:
    """A JSON text, its numbers as they are spelt; ValueError where it is none, or has a name twice."""
    import json

    try:
        return json.loads(text, object_pairs_hook=_unique, parse_int=str, parse_float=str, parse_constant=_refused)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"it has {next(name for name in names if names.count(name) > 1)!r} twice")
    return data


def _refused(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def _spelt(value: Any) -> str | None:
    """A plain JSON value as a text; None for the others."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else None


def _value(texts: Iterable[str | None]) -> str | None:
    """The one text that several places agree on; an empty one is none."""
    distinct = {text for text in texts if text and not text.isspace()}
    return distinct.pop() if len(distinct) == 1 else None
