"""What is known about providers: ``data/catalog/NAME.json``, found by the request's host.

Only the entry that the host names is loaded; ``data/catalog-index.json`` (host -> name) is made from the entries by
``tools/make_catalog_index.py``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any

from curl2sms import layers
from curl2sms.errors import DATA
from curl2sms.http import HttpRequest, split_url
from curl2sms.numbers import NumberFormat
from curl2sms.records import record
from curl2sms.response import Response, from_data

CATALOG = DATA / "catalog"
INDEX = DATA / "catalog-index.json"


@record
class Entry:
    """A known provider's API: the names of its fields for recipient and message, the number's format, its answers.

    Names are those of the innermost layer, in lower case, list positions as ``*``: ``to``, ``/sms/*/to/*``.
    ``number_format`` is ``as-given`` where the documentation allows several; ``country`` is the only one that is
    served, if so. ``text_at_provider`` says that the call names a stored text and takes none.
    """

    name: str
    title: str
    recipients: frozenset[str]
    messages: frozenset[str]
    encoding_flags: frozenset[str]
    text_at_provider: bool
    number_format: NumberFormat
    country: str | None
    response: Response | None


def entry_for(request: HttpRequest) -> Entry | None:
    """What is known about the API that a request calls; None for a host that nobody has described."""
    url = split_url(request.url)
    name = _name_of(url.host.lower())
    if name is None:
        return None
    row = json.loads((CATALOG / f"{name}.json").read_text(encoding="utf-8"))
    api: dict[str, Any] = next((api for api in row["apis"] if _fits(api, request, url.path)), {})
    fields = api.get("fields", {})
    return Entry(
        name=row["name"],
        title=row["title"],
        recipients=frozenset(_spellings(fields.get("recipient", ()))),
        messages=frozenset(_spellings(fields.get("message", ()))),
        encoding_flags=frozenset(_spellings(fields.get("encoding_flag", ()))),
        text_at_provider=api.get("text_at_provider", False),
        number_format=NumberFormat(**api.get("number", row.get("number", {}))),
        country=row.get("country"),
        response=from_data(api["response"]) if "response" in api else None,
    )


def _fits(api: Mapping[str, Any], request: HttpRequest, path: str) -> bool:
    """Whether a call is the one that an entry describes: by its path, and by the values that tell calls apart."""
    if not fnmatchcase(path.lower(), api["path"].lower()):
        return False
    wanted = api.get("when", {})
    fields = layers.fields(request) if wanted else ()
    values = {field.place.step.own.lower(): field.value.strip().lower() for field in fields}
    return all(values.get(name) in allowed for name, allowed in wanted.items())


def index() -> dict[str, str]:
    """Host -> name, of all entries: what ``data/catalog-index.json`` must hold."""
    rows = (json.loads(path.read_text(encoding="utf-8")) for path in sorted(CATALOG.glob("*.json")))
    return {host: row["name"] for row in rows for host in row["hosts"]}


def _name_of(host: str) -> str | None:
    """The entry of a host, or of ``*.`` before one of the domains above it."""
    known: dict[str, str] = json.loads(INDEX.read_text(encoding="utf-8"))
    if host in known:
        return known[host]
    labels = host.split(".")
    wild = ("*." + ".".join(labels[at:]) for at in range(1, len(labels) - 1))
    return next((known[pattern] for pattern in wild if pattern in known), None)


def _spellings(names: Iterable[str]) -> Iterator[str]:
    """A plain name also stands at the top of a JSON object, alone or as a list."""
    for name in names:
        name = name.lower()
        yield name
        if not name.startswith("/"):
            yield f"/{name}"
            yield f"/{name}/*"
