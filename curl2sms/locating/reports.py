"""How the provider's delivery reports are read: only where the request carries the platform's id of the message."""

from __future__ import annotations

from collections.abc import Iterable

from curl2sms.layers import Field
from curl2sms.locating import own_ids
from curl2sms.locating.catalog import CatalogEntry
from curl2sms.locating.model import Judged
from curl2sms.tokens import MESSAGE_ID, holds_macro, macro_token

TYPE_CHECKING = False
if TYPE_CHECKING:
    from curl2sms.callbacks import Callback


def callback_of(entry: CatalogEntry, fields: Iterable[Judged]) -> Callback | None:
    """How a known provider's reports become callbacks; None where no report would hold the platform's id.

    Without ``$$MessageID`` in the request a report may still hold an id, and it would be none of the platform's.
    """
    if entry.report is None:
        return None
    holding = [one.field for one in fields if holds_macro(one.field.value, MESSAGE_ID)]
    points = [at for field in holding if (at := _returned_at(field, entry))]
    if not points:
        return None
    from curl2sms import callbacks

    return callbacks.of_catalog(entry.report, points[0])


def _returned_at(field: Field, entry: CatalogEntry) -> str | None:
    """Where a report holds the value of a field again: by the catalog, or in the query of an address for reports."""
    if own_ids.takes(field, entry):
        return own_ids.returned_at(entry, own_ids.last_name(field.place.step.name))
    from urllib.parse import parse_qsl

    query = field.value.partition("?")[2].partition("#")[0]
    names = [name for name, value in parse_qsl(query) if value == macro_token(MESSAGE_ID)]
    return f"query:{names[0]}" if names else None
