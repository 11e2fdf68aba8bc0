"""What is known about providers: ``data/catalog/NAME.json``, found by the request's host, or by its path.

Only the entries that host or path name are loaded; ``data/catalog-index.json`` is made from the entries by
``tools/make_catalog_index.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from curl2sms import layers
from curl2sms.errors import SampleError
from curl2sms.http import HttpRequest, Url, split_url
from curl2sms.knowledge import knowledge, names_in
from curl2sms.layers import Field
from curl2sms.locating.lists import group_of
from curl2sms.numbers import NumberFormat
from curl2sms.records import record
from curl2sms.response import Response, from_data

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


@record
class CatalogEntry:
    """A known provider's API: the names of its fields for recipient and message, the number's format, its answers.

    Names are those of the innermost layer, in lower case, list positions as ``*``: ``to``, ``/sms/*/to/*``.
    ``own_ids`` are the fields for the sender's own id, as the catalog names them, in lower case. ``number_format`` is
    ``as-given`` where the documentation allows several; ``country`` is the only one that is served, if so.
    ``documentation`` is a web address.

    ``json_numbers`` are the recipients that the documentation writes as numbers of JSON, without quotes.
    ``text_at_provider`` says that the call names a stored text and takes none, ``simulates`` that it sends nothing;
    ``signed`` names what signs each request again. ``answers_unknown`` says that no source shows what is answered.
    ``report`` is how delivery reports are read, as the catalog's schema describes it.
    """

    name: str
    title: str
    documentation: str
    recipients: frozenset[str] = frozenset()
    messages: frozenset[str] = frozenset()
    encoding_flags: frozenset[str] = frozenset()
    own_ids: tuple[str, ...] = ()
    text_at_provider: bool = False
    simulates: bool = False
    signed: str | None = None
    number_format: NumberFormat = NumberFormat()
    country: str | None = None
    json_numbers: frozenset[str] = frozenset()
    response: Response | None = None
    answers_unknown: bool = False
    report: Mapping[str, Any] | None = None


def entry_for(request: HttpRequest) -> CatalogEntry | None:
    """What is known about the API that a request calls: by its host, else by path and fields; None for an unknown."""
    url = split_url(request.url)
    host, path = url.host.lower(), url.path.lower()
    known = _index()
    named = _by_host(known["hosts"], host)
    anywhere = [name for pattern, names in known["anywhere"].items() if _leads(path, pattern) for name in names]
    for name in dict.fromkeys([named, *anywhere] if named else anywhere):
        row = _row(name)
        for number, api in enumerate(row["apis"]):
            if (name == named or api.get("anywhere")) and _fits(api, request, url):
                return _entry(name, number)
    return _entry(named, None) if named else None


@cache
def _index() -> dict[str, Any]:
    rows: dict[str, Any] = knowledge("catalog-index")
    return rows


@cache
def _row(name: str) -> dict[str, Any]:
    row: dict[str, Any] = knowledge(f"catalog/{name}")
    return row


@cache
def _entry(name: str, number: int | None) -> CatalogEntry:
    """An entry of the catalog, by the number of its API; without one only what is true of all that the provider has."""
    row = _row(name)
    api = {} if number is None else row["apis"][number]
    fields = {kind: frozenset(spellings(names)) for kind, names in api.get("fields", {}).items()}
    return CatalogEntry(
        row["name"],
        row["title"],
        api.get("documentation", row["documentation"]),
        recipients=fields.get("recipient", frozenset()),
        messages=fields.get("message", frozenset()),
        encoding_flags=fields.get("encoding_flag", frozenset()),
        own_ids=tuple(name.lower() for name in api.get("fields", {}).get("own_id", ())),
        text_at_provider=api.get("text_at_provider", False),
        simulates=api.get("simulates", False),
        signed=api.get("signed"),
        number_format=NumberFormat(**api.get("number", row.get("number", {}))),
        country=row.get("country"),
        json_numbers=fields.get("recipient", frozenset()) if api.get("json_number") else frozenset(),
        response=from_data(api["response"]) if "response" in api else None,
        answers_unknown=api.get("basis", {}).get("kind") == "none",
        report=api.get("report", row.get("report")),
    )


def _fits(api: Mapping[str, Any], request: HttpRequest, url: Url) -> bool:
    """Whether a call is the one that an entry describes: by its address, its fields, and their values."""
    if not any(_leads(url.path.lower(), path) for path in _paths(api)):
        return False
    if "hosts" in api and _by_host(dict.fromkeys(api["hosts"], ""), url.host.lower()) is None:
        return False
    if "port" in api and url.authority.rpartition(":")[2] != str(api["port"]):
        return False
    if not ("when" in api or "needs" in api):
        return True
    try:
        fields = layers.fields(request)
    except SampleError:  # too many values: what is wrong is reported where they are judged
        return False
    if "when" in api:
        values = {_last_name(field): field.value.strip().lower() for field in fields}
        if not all(values.get(name) in allowed for name, allowed in api["when"].items()):
            return False
    names = request.remembered(_names_in)
    return all(names.intersection(spellings([name])) for name in api.get("needs", ()))


def _leads(path: str, pattern: str) -> bool:
    """Whether a path is one that a pattern means; only one with ``*`` is worth a regular expression."""
    if "*" not in pattern or not all(text in path for text in pattern.split("*")):
        return path == pattern
    from fnmatch import fnmatchcase

    return fnmatchcase(path, pattern)


def _paths(api: Mapping[str, Any]) -> list[str]:
    """The paths of a call, in lower case."""
    paths = api["path"]
    return [path.lower() for path in ([paths] if isinstance(paths, str) else paths)]


def _names_in(request: HttpRequest) -> frozenset[str]:
    """The names of a request's values as the catalog writes them."""
    return frozenset([group_of(one.place.step).lower() for one in layers.fields(request)])


def _last_name(field: Field) -> str:
    return field.place.step.name.lower().removeprefix("/")


def index() -> dict[str, Any]:
    """What ``data/catalog-index.json`` must hold: host -> name, and path -> names of what runs on any host."""
    rows = [knowledge(name) for name in names_in("catalog")]
    anywhere: dict[str, list[str]] = {}
    for row in rows:
        for path in dict.fromkeys(path for api in row["apis"] if api.get("anywhere") for path in _paths(api)):
            anywhere.setdefault(path, []).append(row["name"])
    return {"hosts": {host: row["name"] for row in rows for host in row["hosts"]}, "anywhere": anywhere}


def _by_host(known: Mapping[str, str], host: str) -> str | None:
    """What is known of a host, of ``*.`` before one of the domains above it, or of it with ``*`` for one label."""
    labels = host.split(".")
    patterns = [host]
    patterns += ["*." + ".".join(labels[at:]) for at in range(1, len(labels) - 1)]
    patterns += [".".join([*labels[:at], "*", *labels[at + 1 :]]) for at in range(1, len(labels) - 1)]
    return next((known[pattern] for pattern in patterns if pattern in known), None)


def spellings(names: Iterable[str]) -> Iterator[str]:
    """A plain name also is at the top of a JSON object, alone or as a list."""
    for name in names:
        name = name.lower()
        yield name
        if not name.startswith("/"):
            yield f"/{name}"
            yield f"/{name}/*"
