"""How clients other than a shell encode what they are given: percent-encoding, forms, multipart; places are kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from curl2sms.http import CLOSE, OPEN
from curl2sms.layers import multipart as writing
from curl2sms.patterns import regex
from curl2sms.traced import Traced, joined

FORM = "application/x-www-form-urlencoded"
# Each character that is not kept; a stand-in is matched too, and left whole.
_NOT_KEPT = regex(f"{OPEN}[A-Za-z_][A-Za-z0-9_]*{CLOSE}|[^A-Za-z0-9\\-._~]")
_IN_NO_QUERY = regex(f"{OPEN}[A-Za-z_][A-Za-z0-9_]*{CLOSE}|[^\x21\x24-\x26\x28-\x3b\x3d\x3f-\\x5b\\x5d-\x7e]")


def percent_encoded(text: Traced, *, space: str) -> Traced:
    """A text with percent-encoding in upper-case digits (RFC 3986 2.1), a space spelt ``space``; variables stay."""

    def encode(found: re.Match[str]) -> str:
        if len(found[0]) > 1:
            return found[0]
        raw = found[0].encode("utf-8", "surrogateescape")
        return "".join(space if byte == 0x20 else f"%{byte:02X}" for byte in raw)

    return text.sub(_NOT_KEPT, encode)


def in_query(text: Traced) -> Traced:
    """A part of a query as clients write it into a URL: what stands encoded stays, what no query holds is encoded."""

    def encode(found: re.Match[str]) -> str:
        return found[0] if len(found[0]) > 1 else percent_encoded(Traced(found[0]), space="%20").text

    return text.sub(_IN_NO_QUERY, encode)


def form(pairs: Iterable[tuple[Traced, Traced]], *, space: str = "+") -> Traced:
    """Pairs as a form or a query has them."""
    encoded = ((percent_encoded(key, space=space), percent_encoded(value, space=space)) for key, value in pairs)
    return joined((joined(pair, "=") for pair in encoded), "&")


def multipart(parts: Sequence[tuple[str, Traced, str | None]]) -> tuple[Traced, str]:
    """Parts (name, value, media type or None) as a multipart/form-data body, and its Content-Type (RFC 7578).

    The boundary is made from the contents, so that the same parts give the same.
    """
    written = [Traced(writing.head(name, media_type)) + value for name, value, media_type in parts]
    boundary = writing.boundary_for([each.text.encode("utf-8", "surrogateescape") for each in written])
    before, after, end = (Traced(text) for text in writing.delimiters(boundary))
    body = joined((*(piece for each in written for piece in (before, each, after)), end))
    return body, f"multipart/form-data; boundary={boundary}"
