"""A list of records in a JSON body, of which each takes one message: which list it is, and where its record is."""

from __future__ import annotations

from curl2sms import layers
from curl2sms.errors import Note, SampleError, Stretch, note
from curl2sms.layers import Place
from curl2sms.layers import json as json_layer
from curl2sms.locating.model import Survey
from curl2sms.records import record

_SPACE = " \t\r\n\ufeff"


@record
class Listed:
    """A list in a JSON text: its pointer, and the spans of its members."""

    pointer: str
    members: tuple[Stretch, ...]

    def holds_object(self, text: str) -> bool:
        """Whether its first member is an object."""
        return bool(self.members) and text[self.members[0].start] == "{"


def lists_in(text: str) -> dict[str, Listed]:
    """The lists of a JSON text that have members, by their pointers; errors.SampleError where it is broken."""
    found = {}
    for members in json_layer.read(text).containers:
        if not members:
            continue
        pointer, spans = members[0][0].rpartition("/")[0], tuple(span for _, span in members)
        before = spans[0].start
        while before and text[before - 1] in _SPACE:
            before -= 1
        if text.startswith("[", before - 1):
            found[pointer] = Listed(pointer, spans)
    return found


def key_of(survey: Survey) -> str:
    """The point of the list whose records are messages: ``json:/messages``.

    Raises errors.SampleError with the reason where the call can't take several messages at once.
    """
    found = _judged(survey)
    if isinstance(found, Note):
        raise SampleError(found)
    return found


def possible_key(survey: Survey) -> str | None:
    """The same; None where the call can't."""
    found = _judged(survey)
    return None if isinstance(found, Note) else found


def _judged(survey: Survey) -> str | Note:
    """The innermost list of records that holds number and text, or why there is none; see possible_key."""
    recipient = survey.recipient
    if recipient is None or layers.body_syntax(survey.request) != "json":
        return note("batch-no-json")
    to = _pointer(recipient.field.place)
    lists = lists_in(layers.body_text(survey.request))
    around = [one for one in lists if to is not None and (to == f"{one}/0" or to.startswith(f"{one}/0/"))]
    if to is None or not around:
        return note("batch-no-list", at=str(recipient.field.place))
    body = layers.body_text(survey.request)
    records = [one for one in around if lists[one].holds_object(body)]
    if not records:
        return note("batch-bare-numbers", at=f"json:{around[-1]}")
    if survey.message is None:
        return f"json:{max(records, key=len)}"
    text = _pointer(survey.message.field.place)
    shared = [one for one in records if text is not None and text.startswith(f"{one}/0/")]
    if not shared:
        return note("batch-text-outside", at=str(survey.message.field.place), list=f"json:{max(records, key=len)}")
    return f"json:{max(shared, key=len)}"


def _pointer(place: Place) -> str | None:
    """The pointer of a value in a JSON body; that of the outermost document where documents nest; None elsewhere."""
    step = place.steps[0]
    return step.name if step.layer == "json" else None
