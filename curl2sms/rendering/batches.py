"""Several messages in one request: the record of a template's batch once for each, all else once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from curl2sms.errors import UnfitError, note
from curl2sms.http import HttpRequest
from curl2sms.layers.charset import encoded
from curl2sms.records import attribute, record, replace
from curl2sms.rendering.substitute import render
from curl2sms.template import batching
from curl2sms.template.model import Template


@record
class BatchMessage:
    """One message of a batch: its number as a person writes it, its text, and what its placeholders mean."""

    to: str | None
    body: str | None
    macros: Mapping[str, str] = attribute(default_factory=dict)


@record
class _Parts:
    """The body of a request with one record: what is before it, the record, what is after it."""

    before: str
    record: str
    behind: str


def render_batch(
    template: Template, messages: Sequence[BatchMessage], *, variables: Mapping[str, str] | None = None
) -> HttpRequest:
    """The request that carries several messages, each in a record of its own, in their order.

    Raises errors.UnfitError as ``render`` does; where the template has no batch, or takes fewer messages; and where a
    value outside of the record is not the same for all.
    """
    if template.batch is None:
        raise UnfitError(note("batch-none"))
    if not messages:
        raise UnfitError(note("batch-empty"))
    if len(messages) > template.batch.size:
        raise UnfitError(note("batch-too-many", count=len(messages), size=template.batch.size))
    made = [render(template, one.to, one.body, variables=variables, macros=one.macros) for one in messages]
    first, parts = made[0], [_parts(template, request) for request in made]
    for number, (request, own) in enumerate(zip(made, parts, strict=True), 1):
        if replace(request, body=first.body) != first or (own.before, own.behind) != (parts[0].before, parts[0].behind):
            raise UnfitError(note("batch-outside-differs", number=number))
    before = parts[0].before
    gap = before[len(before.rstrip(" \t\r\n")) :]  # what the template has between the bracket and its record
    body = before + f",{gap}".join(own.record for own in parts) + parts[0].behind
    return replace(first, body=encoded(body, template.charset))


def _parts(template: Template, request: HttpRequest) -> _Parts:
    """The parts of a request that was rendered for one message."""
    text = (request.body or b"").decode(template.charset)
    key = template.batch.key.removeprefix("json:") if template.batch else ""
    (one,) = batching.lists_in(text)[key].members
    return _Parts(text[: one.start], text[one.start : one.end], text[one.end :])
