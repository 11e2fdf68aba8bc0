"""A request that arrived, read by its template's own account: which body, which charset, which headers count."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Iterator

from curl2sms.proving import decoders
from curl2sms.proving.decoders import Value
from curl2sms.proving.mock import Received
from curl2sms.records import record
from curl2sms.template.model import Template

# The Content-Type that a type of parameters implies where the template states none.
IMPLIED = {"form": "application/x-www-form-urlencoded", "multipart": "multipart/form-data"}
# What a client adds of its own accord; a header that the template states is compared whatever its name.
_OF_THE_CLIENT = {"host", "user-agent", "accept", "content-length", "connection", "accept-encoding"}


@record
class Reader:
    """How to read what arrives: the template, the charset that counts, the syntax of a raw body."""

    template: Template
    charset: str
    body_syntax: str


def view(received: Received, reader: Reader, *, every_header: bool = False) -> Iterator[Value]:
    """What arrived, decoded as far as the request's own parts go; ``every_header``: those of the client too."""
    path, mark, query = received.target.decode("utf-8", "surrogateescape").partition("?")
    yield Value("method", "", received.method)
    yield Value("host", "", received.header("Host") or "", ("host",))
    yield from decoders.segments(path)
    yield Value("query", "present", str(bool(mark)))
    yield from decoders.pairs("query", decoders.urlencoded(query, reader.charset))
    basic = reader.template.authentication is not None
    headers = []
    for name, value in received.headers:
        if basic and name.lower() == "authorization" and (credentials := _credentials(value)):
            yield from credentials
        elif (
            (every_header and name.lower() != "host")
            or name.lower() not in _OF_THE_CLIENT
            or reader.template.header(name) is not None
        ):
            headers.append((name, value.strip(" \t")))
    yield from _with_body(received, reader, headers)


def _with_body(received: Received, reader: Reader, headers: list[tuple[str, str]]) -> Iterator[Value]:
    kind = reader.template.parameters.type
    implied = IMPLIED.get(kind)
    content_type = received.header("Content-Type") or ""
    if implied and reader.template.header("Content-Type") is None and _media_type(content_type) == implied:
        headers.remove(("Content-Type", content_type))
        yield Value("header:Content-Type", "media type", implied)
    yield from decoders.pairs("header", headers)
    if kind == "form":
        text = decoded(received.body, "utf-8")
        yield from decoders.pairs("form", decoders.urlencoded(text, reader.charset))
    elif kind == "multipart":
        parts = decoders.multipart(content_type, received.body, reader.charset)
        yield from decoders.pairs("multipart", [(name, value) for name, value, _ in parts])
        yield from part_types(media for _, _, media in parts)
    elif kind == "raw":
        yield from decoders.document(reader.body_syntax, decoded(received.body, reader.charset))
    elif received.body:
        yield Value("body", "string", decoded(received.body, reader.charset))


def _credentials(authorization: str) -> list[Value]:
    """User name and password of a header with Basic authentication; none of another."""
    scheme, _, encoded = authorization.partition(" ")
    try:
        user, colon, password = base64.b64decode(encoded, validate=True).decode("utf-8").partition(":")
    except (binascii.Error, ValueError):
        colon = ""
    if scheme.lower() != "basic" or not colon:
        return []
    return [
        Value("basic:username", "string", user, ("basic",)),
        Value("basic:password", "string", password, ("basic",)),
    ]


def part_types(media: Iterable[str | None]) -> Iterator[Value]:
    """The Content-Types that a multipart's parts state."""
    for number, content_type in enumerate(media, 1):
        if content_type is not None:
            yield Value(f"multipart part {number}, Content-Type", "string", content_type)


def _media_type(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()


def is_default(name: str, value: str) -> bool:
    """Whether a header is one that curl and our own client add unasked."""
    lower = name.lower()
    return (
        lower in ("content-length", "connection", "expect")
        or (lower, value) == ("accept", "*/*")
        or (lower == "user-agent" and value.startswith(("curl/", "curl2sms/")))
    )


def decoded(raw: bytes, charset: str) -> str:
    """Bytes as text; what is not of the charset survives as surrogate escapes."""
    return raw.decode(charset, "surrogateescape")
