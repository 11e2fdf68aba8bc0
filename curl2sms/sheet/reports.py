"""What the sheet says of delivery reports: what to ask the provider for, and what may get lost or come twice."""

from __future__ import annotations

from collections.abc import Iterator

from curl2sms.errors import Note, note
from curl2sms.http import HttpRequest
from curl2sms.locating import own_ids
from curl2sms.locating.catalog import CatalogEntry, entry_for
from curl2sms.locating.model import Survey
from curl2sms.platforms import Platform
from curl2sms.template.model import Template
from curl2sms.tokens import MESSAGE_ID, macro_token


def on_reports(template: Template, platform: Platform, request: HttpRequest, surveyed: Survey) -> Iterator[Note]:
    """What to know of the provider's reports; nothing where the platform has no placeholder for an id of its own."""
    if MESSAGE_ID not in platform.placeholders:
        return
    entry = entry_for(request)
    if MESSAGE_ID in template.macro_names:
        yield from _of_callback(template, platform, entry)
        yield _of_repetition(platform, entry)
    elif entry and (at := own_ids.place_of(entry, request, [one.field for one in surveyed.fields])):
        yield note("sheet-report-own-id", provider=entry.title, place=at, placeholder=macro_token(MESSAGE_ID))


def _of_callback(template: Template, platform: Platform, entry: CatalogEntry | None) -> Iterator[Note]:
    """In which form the reports come: known, or to be asked for."""
    if template.callback is None:
        yield note("sheet-report-unknown", platform=platform.platform)
    else:
        provider = entry.title if entry else "The provider"
        yield note("sheet-report-form", provider=provider, place=template.callback.id, platform=platform.platform)


def _of_repetition(platform: Platform, entry: CatalogEntry | None) -> Note:
    """Whether the provider sends a report again that was not taken."""
    if entry and entry.report and (how := entry.report.get("resent")):
        return note("sheet-report-resent", provider=entry.title, how=how)
    return note("sheet-report-once", provider=entry.title if entry else "the provider", platform=platform.platform)
