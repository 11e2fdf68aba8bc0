"""How clients encode what they are given: percent-encoding, forms, multipart, JSON; places and variables are kept."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence

from curl2sms.http import CLOSE, OPEN
from curl2sms.layers import multipart as writing
from curl2sms.patterns import regex
from curl2sms.traced import Traced, joined

_STAND_IN = f"{OPEN}[A-Za-z_][A-Za-z0-9_]*{CLOSE}"
# What may be encoded; a stand-in is matched too, and left whole.
_ANY = regex(f"{_STAND_IN}|[^A-Za-z0-9]")
_IN_NO_QUERY = regex(f"{_STAND_IN}|[^\x21\x24-\x26\x28-\x3b\x3d\x3f-\\x5b\\x5d-\x7e]")


_UNRESERVED = "-._~"


def percent_encoded(text: Traced, kept: str = _UNRESERVED, *, space: str = "%20") -> Traced:
    """A text with percent-encoding in upper-case digits (RFC 3986 2.1), a space spelt ``space``.

    Letters, digits and ``kept`` stay, and so do variables.
    """
    spelt = {" ": space, **{character: character for character in kept}}

    def encode(found: re.Match[str]) -> str:
        character = found[0]
        if len(character) > 1:
            return character
        if character not in spelt:
            spelt[character] = "".join([f"%{byte:02X}" for byte in character.encode("utf-8", "surrogateescape")])
        return spelt[character]

    return text.sub(_ANY, encode)


def in_query(text: Traced) -> Traced:
    """A part of a query as clients write it into a URL: what is encoded stays, what no query holds is encoded."""

    def encode(found: re.Match[str]) -> str:
        return found[0] if len(found[0]) > 1 else percent_encoded(Traced(found[0])).text

    return text.sub(_IN_NO_QUERY, encode)


def form(pairs: Iterable[tuple[Traced, Traced]], *, space: str = "+") -> Traced:
    """Pairs as a form or a query has them."""
    encoded = ((percent_encoded(key, space=space), percent_encoded(value, space=space)) for key, value in pairs)
    return joined((joined(pair, "=") for pair in encoded), "&")


# What a string of JSON escapes, by whether it is ASCII, and whether slashes are escaped.
_IN_JSON = {
    (False, False): regex(f'{_STAND_IN}|["\\\\\\x00-\\x1f]'),
    (True, False): regex(f'{_STAND_IN}|["\\\\\\x00-\\x1f\\x80-\\U0010ffff]'),
    (False, True): regex(f'{_STAND_IN}|["\\\\/\\x00-\\x1f]'),
    (True, True): regex(f'{_STAND_IN}|["\\\\/\\x00-\\x1f\\x80-\\U0010ffff]'),
}


def json_string(text: Traced, *, is_ascii: bool = False, escapes_slashes: bool = False) -> Traced:
    """A text as a string of JSON, with its quotes (RFC 8259 7)."""

    def escape(found: re.Match[str]) -> str:
        if len(found[0]) > 1:
            return found[0]
        return "\\/" if found[0] == "/" else json.dumps(found[0], ensure_ascii=is_ascii)[1:-1]

    return joined((Traced('"'), text.sub(_IN_JSON[is_ascii, escapes_slashes], escape), Traced('"')))


def multipart(parts: Sequence[tuple[str, Traced, str | None]]) -> tuple[Traced, str]:
    """Parts (name, value, media type or None) as a multipart/form-data body, and its Content-Type (RFC 7578).

    The boundary is made from the contents, so that the same parts give the same.
    """
    written = [Traced(writing.head(name, media_type)) + value for name, value, media_type in parts]
    boundary = writing.boundary_for([each.text.encode("utf-8", "surrogateescape") for each in written])
    before, after, end = (Traced(text) for text in writing.delimiters(boundary))
    body = joined((*(piece for each in written for piece in (before, each, after)), end))
    return body, f"multipart/form-data; boundary={boundary}"
