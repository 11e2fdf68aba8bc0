"""A call that a sample describes in parts (method, URL, headers, body) becomes the request that its client sends."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Sequence

from curl2sms.errors import Note, SampleError, Span, note
from curl2sms.http import MARKS, OPEN, STAND_IN, TOKEN, HttpRequest, Traces, forged
from curl2sms.patterns import regex
from curl2sms.reading.model import ReadCall
from curl2sms.reading.url import PORTS, read_url
from curl2sms.records import record
from curl2sms.traced import Traced

Header = tuple[Traced, Traced]

# Headers that the connection makes again for each message (RFC 9112 6, RFC 9110 10.1.1), in lower case.
_COUNTED = frozenset(("content-length", "transfer-encoding", "expect"))
_BASIC = regex(r"basic[ \t]+(?P<token>\S+)[ \t]*", re.IGNORECASE)
# More calls than any provider has: each takes time, and nobody could choose.
MOST_CALLS = 5_000


def check_number(calls: int) -> None:
    """SampleError for a sample with too many calls."""
    if calls > MOST_CALLS:
        raise SampleError(note("too-many-calls", count=calls, most=MOST_CALLS))


@record
class CallParts:
    """The parts of a call as a sample states them; unset variables are stand-ins.

    ``method`` is spelt as it is sent. ``url`` is absolute, or begins with what means its origin; credentials in it
    become ``basic`` where neither that nor an Authorization header gives any. ``headers`` are those of the sample: what
    every client sends of itself is left out of the request.
    """

    method: str
    url: Traced
    headers: Sequence[Header] = ()
    body: Traced | None = None
    basic: tuple[Traced, Traced] | None = None


def composed(
    parts: CallParts,
    span: Span,
    *,
    name: str = "",
    notes: Iterable[Note] = (),
    stretches: tuple[Span, ...] = (),
) -> ReadCall:
    """A call, or the reason why it makes no request, as ``ReadCall.error``. For the arguments see ``ReadCall``."""
    said = list(notes)
    try:
        request, origin = _request(parts, span, said)
    except SampleError as error:
        return ReadCall(span, None, error, tuple(said), stretches, name)
    return ReadCall(span, request, None, tuple(said), stretches, name, origin_variable=origin)


def _request(parts: CallParts, span: Span, notes: list[Note]) -> tuple[HttpRequest, str | None]:
    """The request, and the variable that is its origin."""
    method, url, body = parts.method, parts.url, parts.body
    place = url.known_span() or span
    if not TOKEN.fullmatch(method):  # RFC 9110 9.1
        raise SampleError(note("method-variable" if OPEN in method else "method-no-token", span, **_shown(method)))
    read = read_url(url, place, notes, globs=False, squashes=False)
    headers = _sent(
        parts.headers, {read.authority.text.lower(), f"{read.authority.text}:{PORTS[read.scheme.text]}".lower()}
    )
    headers, stated = _without_basic(headers)
    basic = parts.basic or stated or (None if _has(headers, "Authorization") else read.userinfo)
    texts = [read.text, *(part for pair in headers for part in pair), *(basic or ()), *([body] if body else [])]
    _check_marks(texts, span)
    request = HttpRequest(
        method,
        read.text.text,
        tuple((name.text, value.text) for name, value in headers),
        None if body is None else body.text.encode("utf-8", "surrogateescape"),
        None if basic is None else (basic[0].text, basic[1].text),
        given=Traces(read.text, tuple(headers), body or Traced(""), basic or ()),
    )
    return request, read.origin_variable


def _shown(method: str) -> dict[str, str]:
    return {} if OPEN in method else {"method": method}


def _sent(headers: Sequence[Header], hosts: set[str]) -> list[Header]:
    """The headers that are the sample's own: without those of HTTP/2 itself, of each client, of each connection."""
    own = []
    for name, value in headers:
        known = name.text.strip().lower()
        of_client = known == "host" and value.text.strip().lower() in hosts
        of_client = of_client or (known == "accept" and value.text.strip() == "*/*")
        if known and not known.startswith(":") and known not in _COUNTED and not of_client:
            own.append((name.strip(), value.strip(" \t")))
    return own


def _has(headers: list[Header], name: str) -> bool:
    return any(key.text.lower() == name.lower() for key, _ in headers)


def _without_basic(headers: list[Header]) -> tuple[list[Header], tuple[Traced, Traced] | None]:
    """The headers without ``Authorization: Basic``, and its user and password; one that holds none stays."""
    for at, (name, value) in enumerate(headers):
        found = _BASIC.fullmatch(value.text) if name.text.lower() == "authorization" else None
        if found and (pair := decoded_basic(value[slice(*found.span("token"))])):
            return headers[:at] + headers[at + 1 :], pair
    return headers, None


def decoded_basic(token: Traced) -> tuple[Traced, Traced] | None:
    """User and password of Basic authentication (RFC 7617 2); None where the text is no Base64 of both."""
    try:
        text = base64.b64decode(token.text, validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        return None
    if re.search(r"[\x00-\x1f\x7f]", text) or forged(text, token.text):
        return None
    user, colon, password = token.rewritten(0, len(token), text).partition(":")
    return (user, password) if colon else None


def _check_marks(texts: Iterable[Traced], span: Span) -> None:
    """Refuse noncharacters that no variable brought, and bytes that are no text."""
    for text in texts:
        if text.text.isascii():
            continue
        lone = MARKS.search(STAND_IN.sub("", text.text)) or regex("[\ud800-\udfff]").search(text.text)
        if lone:
            raise SampleError(note("sample-noncharacter", text.known_span() or span, code=f"U+{ord(lone[0]):04X}"))
