"""A request that arrived, read by its template's own account: which body, which charset, which headers count."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Iterator, Sequence

from curl2sms.http import FORM_TYPE, OAuth2, host_of
from curl2sms.proving import decoders
from curl2sms.proving.decoders import DecodedValue
from curl2sms.proving.mock import Received
from curl2sms.records import record, replace
from curl2sms.template.model import Template

# The Content-Type that a type of parameters implies where the template states none.
IMPLIED = {"form": FORM_TYPE, "multipart": "multipart/form-data"}
# The token that messages are tried with: all of a token's characters (RFC 6750 2.1).
PROBE_TOKEN = "probe-TOKEN.7_~+/of-curl2sms="
USERNAME, PASSWORD = "authentication:username", "authentication:password"
# What our client adds of its own accord, and what any other one may; a header that the template states is compared
# whatever its name.
_OF_OUR_CLIENT = {"user-agent", "content-length"}
_OF_ANY_CLIENT = {*_OF_OUR_CLIENT, "accept", "connection", "accept-encoding"}
_WITH_A_LENGTH = {"POST", "PUT", "PATCH"}  # also where the body is empty: RFC 9110 8.6


@record
class ArrivalReader:
    """How to read what arrives: the template, the charset that counts, the syntax of a raw body."""

    template: Template
    charset: str
    body_syntax: str


def view(
    received: Received, reader: ArrivalReader, *, every_header: bool = False, any_client: bool = False
) -> Iterator[DecodedValue]:
    """What arrived, decoded as far as the request's own parts go; ``every_header``: those of the client too.

    ``any_client``: it was sent by a client that is not ours, which may add headers and parameters of its own.
    """
    path, mark, query = received.target.decode("utf-8", "surrogateescape").partition("?")
    yield DecodedValue("method", "", received.method)
    yield from hosts(value for name, value in received.headers if name.lower() == "host")
    yield from decoders.segments(path)
    yield DecodedValue("query", "present", str(bool(mark)))
    yield from decoders.pairs("query", decoders.urlencoded(query, reader.charset))
    basic, client = reader.template.basic is not None, reader.template.client
    headers = []
    for name, value in received.headers:
        if client and name.lower() == client.header.lower():
            yield carried_token(_token_of_any(value, client) if any_client else value.strip(" \t"))
        elif basic and name.lower() == "authorization" and (decoded_pair := _credentials(value)):
            yield from decoded_pair
        elif name.lower() != "host" and (
            every_header or not _is_of_client(name, value, any_client) or reader.template.header(name) is not None
        ):
            headers.append((name, value.strip(" \t")))
    yield from _with_body(received, reader, headers, exact=not every_header and not any_client)


def _is_of_client(name: str, value: str, any_client: bool) -> bool:
    """Whether the client adds a header of its own accord."""
    if any_client:
        return name.lower() in _OF_ANY_CLIENT
    return name.lower() in _OF_OUR_CLIENT or (name.lower(), value) == ("accept", "*/*")


def lacks_length(received: Received) -> bool:
    """Whether nothing shows where the body ends, so that a server would read none (RFC 9112 6.3)."""
    has_body = bool(received.body) or received.method in _WITH_A_LENGTH
    return has_body and received.header("Content-Length") is received.header("Transfer-Encoding") is None


def hosts(named: Iterable[str]) -> Iterator[DecodedValue]:
    """The host of each Host header; where among the headers it is means nothing (RFC 9110 7.2)."""
    for host in named:
        yield DecodedValue("host", "", host, ("host",))


def ascii_authority(authority: str) -> str:
    """A host and port with an international name in its ASCII form, as clients write it (RFC 5890, UTS 46)."""
    if authority.isascii():
        return authority
    import idna

    host = host_of(authority)
    try:
        return idna.encode(host, uts46=True).decode() + authority.removeprefix(host)
    except idna.IDNAError:  # a name that is none: what sends refuses it
        return authority


def _with_body(
    received: Received, reader: ArrivalReader, headers: list[tuple[str, str]], *, exact: bool
) -> Iterator[DecodedValue]:
    """Decode headers and body; the Content-Type that the kind of parameters implies is told apart from a stated one."""
    kind = reader.template.parameters.type
    implied = IMPLIED.get(kind)
    content_type = received.header("Content-Type") or ""
    is_implied = implied is not None and _media_type(content_type) == implied
    if exact and is_implied:
        is_implied = _parameters(content_type) == ({"boundary"} if kind == "multipart" else set())
    if implied and is_implied and reader.template.header("Content-Type") is None:
        del headers[[name.lower() for name, _ in headers].index("content-type")]
        yield implied_type(implied)
    yield from decoders.pairs("header", headers)
    if kind == "form":
        text = decoded(received.body, "utf-8")
        yield from decoders.pairs("form", decoders.urlencoded(text, reader.charset))
    elif kind == "multipart":
        parts = decoders.multipart(content_type, received.body, reader.charset)
        yield from parts_of([(name, value) for name, value, _ in parts], [media for _, _, media in parts])
    elif kind == "raw":
        yield from decoders.document(reader.body_syntax, decoded(received.body, reader.charset))
    elif received.body:
        yield DecodedValue("body", "string", decoded(received.body, reader.charset))


def _credentials(authorization: str) -> list[DecodedValue]:
    """User name and password of a header with Basic authentication; none of another."""
    found = basic_of(authorization)
    return list(credentials(*found)) if found else []


def basic_of(authorization: str) -> tuple[str, str] | None:
    """User name and password of a header with Basic authentication, decoded; None of another."""
    scheme, _, encoded = authorization.partition(" ")
    try:
        user, colon, password = base64.b64decode(encoded, validate=True).decode("utf-8").partition(":")
    except (binascii.Error, ValueError):
        return None
    return (user, password) if scheme.lower() == "basic" and colon else None


def credentials(username: str, password: str) -> Iterator[DecodedValue]:
    """User name and password of Basic authentication."""
    yield DecodedValue(USERNAME, "string", username, ("authentication",))
    yield DecodedValue(PASSWORD, "string", password, ("authentication",))


def carried_token(text: str) -> DecodedValue:
    """What the header holds that carries a fetched token: scheme and token."""
    return DecodedValue("authentication:token", "string", text, ("authentication",))


def _token_of_any(value: str, client: OAuth2) -> str:
    """A header with whatever token an application has fetched, as one with the probe; another one as it is."""
    match = re.fullmatch(rf"{re.escape(client.scheme)} ?[!-~]+" if client.scheme else "[!-~]+", value.strip(" \t"))
    return with_scheme(client, PROBE_TOKEN) if match else value


def with_scheme(client: OAuth2, token: str) -> str:
    """What a header holds that carries a token."""
    return f"{client.scheme} {token}" if client.scheme else token


def implied_type(media_type: str) -> DecodedValue:
    """The Content-Type that the type of the parameters implies, with whatever boundary or charset."""
    return DecodedValue("header:Content-Type", "media type", media_type, ("header",))


def parts_of(pairs: Sequence[tuple[str, str]], media: Sequence[str | None]) -> Iterator[DecodedValue]:
    """The values of a multipart's parts, then the Content-Types that they state."""
    values = list(decoders.pairs("multipart", pairs))
    yield from values
    for value, content_type in zip(values, media, strict=True):
        if content_type is not None:
            yield replace(value, kind="content type", text=content_type)


def _parameters(content_type: str) -> set[str]:
    return {one.partition("=")[0].strip().lower() for one in content_type.split(";")[1:]}


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
