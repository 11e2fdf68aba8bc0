"""Charsets: which one a text is written in, and bytes to text and back without losing any."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

from curl2sms.errors import UnfitError, note
from curl2sms.http import CLOSE, OPEN, STAND_IN, HttpRequest, split_url
from curl2sms.patterns import regex
from curl2sms.traced import Traced

_PRINTABLE_ASCII = "".join(map(chr, (*range(0x09, 0x0E), *range(0x20, 0x7F))))
_NOT_ASCII = regex(r"[^\x00-\x7f]+")
_HIGH_ESCAPE = regex(r"%[89A-Fa-f][0-9A-Fa-f]")
# The name of a charset: RFC 2978 2.3, as far as any is registered.
_NAME = regex(r"[A-Za-z0-9][A-Za-z0-9._:+-]*")
_STAND_IN_BYTES = (OPEN.encode(), CLOSE.encode())


@lru_cache(maxsize=64)  # a sample may name any
def known_charset(name: str) -> str | None:
    """Python's name of a charset; None for one that is unknown, or that does not write ASCII as ASCII.

    Python itself takes ``iso-8859-1)`` for a name too.
    """
    if name == "utf-8":
        return name
    if not _NAME.fullmatch(name):
        return None
    try:
        info = codecs.lookup(name)
        ascii_kept = codecs.encode(_PRINTABLE_ASCII, info.name) == _PRINTABLE_ASCII.encode()
    except (LookupError, UnicodeError, TypeError, ValueError):
        return None
    stateful = info.name.startswith("iso2022")
    return info.name if ascii_kept and not stateful else None


def declared(request: HttpRequest) -> str | None:
    """The charset parameter of the Content-Type (RFC 9110 8.3.2), as it is written; None where there is none."""
    for parameter in (request.header("Content-Type") or "").split(";")[1:]:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'") or None
    return None


def charset_of(request: HttpRequest) -> str:
    """The charset of a request's texts: the Content-Type's where it is known, that of its escapes, else utf-8."""
    return request.remembered(_charset_of)


def _charset_of(request: HttpRequest) -> str:
    name = declared(request) or inferred(request)
    return (known_charset(name) if name else None) or "utf-8"


def inferred(request: HttpRequest) -> str | None:
    """A Western charset that a query's escapes are of (``k%F6nnte``), where nothing states one; None for utf-8.

    They are no UTF-8, and are among plain letters as accents do: rows of them are letters of some other alphabet,
    which nobody can tell from the bytes.
    """
    query = split_url(request.url).query or ""
    if request.body is not None or "%" not in query or not _HIGH_ESCAPE.search(query):
        return None
    from urllib.parse import unquote_to_bytes

    raw = unquote_to_bytes(STAND_IN.sub("", query))
    try:
        raw.decode()
    except UnicodeDecodeError:
        if re.search(rb"[\x80-\xff]{3}", raw):
            return None
        return "windows-1252" if re.search(rb"[\x80-\x9f]", raw) else "iso-8859-1"
    return None


def text_of(data: bytes, charset: str) -> str:
    """Bytes as text; those that the charset can't read become lone surrogates (PEP 383), stand-ins are UTF-8."""
    opening, closing = _STAND_IN_BYTES
    if charset == "utf-8" or opening not in data:
        return data.decode(charset, "surrogateescape")
    pieces = []
    for i, piece in enumerate(data.split(opening)):
        name, mark, rest = piece.partition(closing) if i else (b"", b"", piece)
        pieces.append(OPEN + name.decode() + CLOSE if mark else opening.decode() if i else "")
        pieces.append((rest if mark or not i else piece).decode(charset, "surrogateescape"))
    return "".join(pieces)


def bytes_of(text: str, charset: str) -> bytes:
    """What ``text_of`` read, as bytes again; errors.UnfitError where the charset can't carry a character."""
    pieces = STAND_IN.split(text)
    return b"".join(
        OPEN.encode() + piece.encode() + CLOSE.encode() if i % 2 else encoded(piece, charset, "surrogateescape")
        for i, piece in enumerate(pieces)
    )


def read_in(text: Traced, other: str) -> Traced:
    """A text as another one of the same bytes, read in another charset: what is ASCII in both keeps its place."""
    if text.text == other:
        return text
    pieces, others = _NOT_ASCII.split(text.text), _NOT_ASCII.split(other)
    if pieces != others:  # a byte of ASCII is part of another character here
        return text.rewritten(0, len(text), other)
    return text.edited(
        (*found.span(), read[0])
        for found, read in zip(_NOT_ASCII.finditer(text.text), _NOT_ASCII.finditer(other), strict=True)
    )


def check_carried(text: str, charset: str) -> None:
    """See that the charset can carry a text, its stand-ins aside; errors.UnfitError where it can't."""
    encoded(STAND_IN.sub("", text), charset)


def encoded(text: str, charset: str, on_surrogates: str = "strict") -> bytes:
    """A text as bytes; errors.UnfitError that names the first character which the charset can't carry.

    Shift_JIS writes ¥ and ‾ as the bytes that it reads as \\ and ~: these it can't carry either.
    """
    try:
        data = text.encode(charset, on_surrogates)
    except UnicodeEncodeError as error:
        raise _not_carried(text[error.start], charset) from None
    if text.isascii() or data.decode(charset, on_surrogates) == text:
        return data
    apart = (one for one in text if one.encode(charset, on_surrogates).decode(charset, on_surrogates) != one)
    raise _not_carried(next(apart, text[0]), charset)


def _not_carried(character: str, charset: str) -> UnfitError:
    name = f"U+{ord(character):04X}"
    if not 0xD800 <= ord(character) <= 0xDFFF:
        name = f"{character} ({name})"
    return UnfitError(note("text-not-in-charset", character=name, charset=charset))
