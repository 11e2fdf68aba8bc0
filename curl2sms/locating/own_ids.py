"""The sender's own id of a message: where a request may carry it, and where the provider's reports hold it again."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from curl2sms import layers
from curl2sms.http import HttpRequest
from curl2sms.layers import Field
from curl2sms.locating.catalog import CatalogEntry, entry_for, spellings
from curl2sms.locating.lists import group_of


def takes(field: Field, entry: CatalogEntry) -> bool:
    """Whether a field takes the sender's own id of a message."""
    return group_of(field.place.step).lower() in spellings(entry.own_ids)


def returned_at(entry: CatalogEntry, name: str) -> str | None:
    """The point of a report that holds the value of a field again; None where none does, as far as is known."""
    report = entry.report or {}
    points = [str(report[part]) for part in ("own_id", "id") if part in report]
    alike = [at for at in points if last_name(at).lower() == name.lower()]
    return next(iter(alike or points), None) if "own_id" in report or alike else None


def offered(request: HttpRequest, fields: Collection[Field]) -> str | None:
    """``place_of`` for the request's own provider, where the request has no such field yet."""
    entry = entry_for(request)
    at = place_of(entry, request, fields) if entry else None
    return None if at in [str(field.place) for field in fields] else at


def place_of(entry: CatalogEntry, request: HttpRequest, fields: Iterable[Field]) -> str | None:
    """The PLACE where a request carries an id that the reports return, or could; None where that is not known.

    The catalog writes names in small letters: as the reports spell a name, so does the request.
    """
    if not entry.own_ids or returned_at(entry, "") is None:
        return None
    if there := [field for field in fields if takes(field, entry)]:
        return str(there[0].place)
    syntax = layers.body_syntax(request)
    for name in entry.own_ids:
        path = name.replace("*", "0")
        known = last_name(returned_at(entry, last_name(path)) or "")
        spelt = path.removesuffix(known.lower()) + known if path.endswith(known.lower()) else path
        if syntax == "json":
            return f"json:{spelt}" if spelt.startswith("/") else f"json:/{spelt}"
        if not spelt.startswith("/") and syntax in ("form", "none"):
            return f"{'form' if syntax == 'form' else 'query'}:{spelt}"
    return None


def last_name(at: str) -> str:
    """The last name of a place or a point.

    >>> last_name("json:/payload/clientMessageId")
    'clientMessageId'
    """
    return at.rpartition(":")[2].rpartition("/")[2]
