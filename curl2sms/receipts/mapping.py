"""A report to the platform's callback, by the points and states of a template's ``callback``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo

from curl2sms.callbacks import OTHER, Callback, point_of
from curl2sms.errors import Note, SampleError, note
from curl2sms.receipts import words
from curl2sms.receipts.model import Event, Receipt, ReceivedReport, ReportValues, members
from curl2sms.receipts.times import moment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def receipt(report: ReceivedReport, callback: Callback, *, now: int, zone: tzinfo | None = None) -> Receipt:
    """What a report says of each message, and the callbacks for those whose state is final.

    ``now`` is the time of receipt in seconds since 1970; it is where the report shows no time. ``zone`` is that of
    a local time that states none.
    """
    read, events, notes, unmapped = [], list[Event](), list[Note](), list[Note]()
    for element in elements(report, callback):
        values = values_of(report, callback, element)
        read.append(values)
        if missing := _missing(values, callback):
            unmapped.append(missing)
            continue
        event = _kind(values.state, callback)
        if event is None:
            notes.append(note("report-state-not-final", state=values.state))
            continue
        seconds, said = _time(values, callback, now, zone)
        notes += said
        if event == "delivered":
            events.append(Event(event, seconds, str(values.id), str(values.state)))
        else:
            code, said = _code(values, callback)
            notes += said
            events.append(Event(event, seconds, str(values.id), _description(values), code))
    return Receipt(tuple(read), tuple(events), tuple(dict.fromkeys(notes)), tuple(unmapped))


def elements(report: ReceivedReport, callback: Callback) -> list[Any]:
    """The reports that one request holds: one, or the members of the callback's ``list``.

    errors.SampleError where the list is not there; an object in its place is the only member.
    """
    if callback.list is None:
        return [None]
    point = point_of(callback.list)
    try:
        found = members(report.document(point), point.steps or ())
    except ValueError as error:
        raise SampleError(note("report-no-json", why=str(error))) from None
    flat = [one for value in found for one in (value if isinstance(value, list) else [value])]
    if not any(isinstance(value, list | dict) for value in found):
        raise SampleError(note("report-without-list", place=callback.list))
    return flat


def values_of(report: ReceivedReport, callback: Callback, element: Any = None) -> ReportValues:
    """The texts at the points of a callback; those of the layer ``json`` count from an element of its list."""

    def text(at: str | None) -> str | None:
        return None if at is None else report.text(at, element)

    return ReportValues(text(callback.id), text(callback.state), text(callback.time), text(callback.error))


def _missing(values: ReportValues, callback: Callback) -> Note | None:
    if values.state is None:
        return note("report-without-state", place=callback.state)
    if values.id is None and _kind(values.state, callback):
        return note("report-without-id", place=callback.id, state=values.state)
    return None


def _kind(state: str | None, callback: Callback) -> str | None:
    """``delivered`` or ``failed`` for a state that the callback names, whatever its case; None for any other."""
    named = (state or "").strip().casefold()
    for kind, states in (("delivered", callback.delivered), ("failed", callback.failed)):
        if named in (one.strip().casefold() for one in states):
            return kind
    return None


def _time(values: ReportValues, callback: Callback, now: int, zone: tzinfo | None) -> tuple[int, list[Note]]:
    """When it happened; the time of receipt, and why, where the report does not tell."""
    if callback.time is None:
        return now, []
    if values.time is None:
        return now, [note("report-without-time", place=callback.time)]
    known = moment(values.time, now=now, zone=zone)
    if known.seconds is None:
        return now, [note(known.why, value=values.time, place=callback.time)]
    return known.seconds, []


def _code(values: ReportValues, callback: Callback) -> tuple[str, list[Note]]:
    """The platform's code: what the template says of the error or the state, else what their words say, else 900."""
    said = [text for text in (values.error, values.state) if text]
    for text in said:
        if code := callback.code.get(text.strip()):
            return code, []
    for text in said:
        if code := words.code_of(text):
            return code, [note("report-code-by-words", code=code, value=text)]
    return OTHER, [note("report-code-other", value=said[0])]


def _description(values: ReportValues) -> str:
    """The provider's own words: its state, and its error where it shows one."""
    return f"{values.state}: {values.error}" if values.error else str(values.state)


def found_at(callback: Callback, values: ReportValues) -> Iterator[tuple[str, str, str | None]]:
    """What was read where: ``id``, ``state``, ``time`` or ``error``, its point, and the text there."""
    for part, at in callback.points.items():
        if part != "list":
            yield part, at, getattr(values, part)
