"""Values that a person gives for places of a request: most of all of what a sample leaves to be filled in."""

from __future__ import annotations

from collections.abc import Mapping

from curl2sms import layers
from curl2sms.errors import Note, UsageError, note
from curl2sms.http import HttpRequest, OAuth2, split_url
from curl2sms.layers import Field, Style
from curl2sms.locating.locate import field_at
from curl2sms.patterns import regex
from curl2sms.records import record, replace
from curl2sms.unfilled_values import (
    BASIC,
    CLIENT_ID,
    CLIENT_SECRET,
    CLIENT_URL,
    HOST,
    PORT,
    SET,
    host_and_port,
    scheme_of,
)

_CLIENT = "authentication:"
# What can be a host or a port of a URL (RFC 3986 3.2): a name in any script, an address.
_ALLOWED = {HOST: regex(r"\[[0-9A-Fa-f:.]+\]|[^\s/?#@:\\$\[\]]+"), PORT: regex(r"[0-9]{1,5}")}


@record
class Filled:
    """A request with values put in, and the notes on them."""

    request: HttpRequest
    notes: tuple[Note, ...] = ()


def fill_in(request: HttpRequest, settings: Mapping[str, str]) -> Filled:
    """Put values at places, each escaped for its place; the rest of the request stays to the letter.

    ``settings`` maps places to decoded values: a PLACE, or a part of the request as ``unfilled_values`` names it
    (``host``, ``authentication:password``). A header keeps the scheme in front of its secret (``Bearer ``) where the
    value does not begin with it.

    Raises UsageError for a place that the request does not have or that can't hold the value, UnfitError where the
    encodings around a place can't.
    """
    known = layers.fields(request)
    parts = {at: value for at, value in settings.items() if value_of_part(request, at) is not None}
    texts: dict[Field, str] = {}
    notes = []
    for at, value in settings.items():
        if at not in parts:
            found = field_at(at, SET, known)
            scheme = scheme_of(found.value) if found.place.step.layer == "header" else ""
            if scheme and not value.startswith(scheme):
                notes.append(note("setting-scheme-kept", at=at, scheme=scheme.strip()))
                value = scheme + value
            texts[found] = value
    filled = layers.write(request, texts, Style(charset=layers.charset_of(request)))
    for at, value in parts.items():
        filled = _with_part(filled, at, value)
    return Filled(filled, tuple(notes))


def value_at(request: HttpRequest, at: str) -> str | None:
    """What is at a place that ``fill_in`` takes; None where the request does not have it."""
    part = value_of_part(request, at)
    if part is not None:
        return part
    try:
        found = layers.find(layers.fields(request), layers.parse_place(at))
    except ValueError:
        return None
    return found.value if found else None


def value_of_part(request: HttpRequest, at: str) -> str | None:
    """The host, the port (empty where the URL has none) or a part of the authentication; None for any other place."""
    if at in (HOST, PORT):
        return host_and_port(request.url)[at == PORT] if "://" in request.url else None
    if at in BASIC and request.basic is not None:
        return request.basic[BASIC.index(at)]
    if request.client is None or not at.startswith(_CLIENT):
        return None
    return _texts_of(request.client).get(at)


def _texts_of(client: OAuth2) -> dict[str, str]:
    """The texts of a client of OAuth 2.0, by their places."""
    own = {
        CLIENT_URL: host_and_port(client.token_url)[0],
        CLIENT_ID: client.client_id,
        CLIENT_SECRET: client.client_secret,
    }
    return {f"{_CLIENT}{name}": value for name, value in client.parameters} | own


def _with_part(request: HttpRequest, at: str, value: str) -> HttpRequest:
    """The request with another host, port or part of the authentication, which it has."""
    if at in (HOST, PORT):
        return replace(request, url=_with_authority(request.url, {at: _checked(at, at, value)}))
    if request.client is None:
        user, password = request.basic or ("", "")
        return replace(request, basic=(value, password) if at == BASIC[0] else (user, value))
    return replace(request, client=_client_with(request.client, at, value))


def _client_with(client: OAuth2, at: str, value: str) -> OAuth2:
    if at == CLIENT_URL:
        return replace(client, token_url=_with_authority(client.token_url, {HOST: _checked(at, HOST, value)}))
    if at == CLIENT_ID:
        return replace(client, client_id=value)
    if at == CLIENT_SECRET:
        return replace(client, client_secret=value)
    pairs = ((name, value if f"{_CLIENT}{name}" == at else old) for name, old in client.parameters)
    return replace(client, parameters=tuple(pairs))


def _with_authority(url: str, parts: Mapping[str, str]) -> str:
    """A URL with another host or another port."""
    host, port = host_and_port(url)
    host, port = parts.get(HOST, host), parts.get(PORT, port)
    return str(replace(split_url(url), authority=f"{host}:{port}" if port else host))


def _checked(at: str, part: str, value: str) -> str:
    """The value, where it can be a host or a port; else UsageError."""
    if not _ALLOWED[part].fullmatch(value):
        raise UsageError(note("setting-not-host", option=SET, at=at, part=part))
    return value
