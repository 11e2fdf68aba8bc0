"""Percent-encoding (RFC 3986 2.1): the codec of query, form and path, and the layer of a text encoded once more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from curl2sms.errors import Stretch
from curl2sms.http import STAND_IN, around_stand_ins
from curl2sms.layers.charset import encoded
from curl2sms.layers.leaf import Leaf, Style, no_members, same_kinds
from curl2sms.patterns import regex

_ESCAPE = regex(r"%[0-9A-Fa-f]{2}")
_ESCAPES = regex(r"(?:%[0-9A-Fa-f]{2})+")
_SPELT = [b"%%%02X" % byte for byte in range(256)]

cuts, kinds_of_parts = no_members, same_kinds


def encode(value: str, style: Style, space: str, *, unreserved_only: bool = False) -> str:
    """A text percent-encoded in the style's charset, its spaces spelt ``space``.

    Kept are ``A-Za-z0-9-._~`` (RFC 3986 2.3) and ``*``, unless ``unreserved_only``; and stand-ins, where the style
    says so. Raises errors.UnfitError where the charset can't encode the text.
    """
    special = _not_unreserved() if unreserved_only else _not_kept()

    def encode_piece(piece: str) -> str:
        data = special.sub(lambda match: _SPELT[match[0][0]], encoded(piece, style.charset)).decode("ascii")
        return data if space == "%20" else data.replace("%20", space)

    return around_stand_ins(encode_piece, value) if style.stand_ins else encode_piece(value)


@cache
def _not_kept() -> re.Pattern[bytes]:
    return re.compile(rb"[^A-Za-z0-9\-._~*]")


@cache
def _not_unreserved() -> re.Pattern[bytes]:
    return re.compile(rb"[^A-Za-z0-9\-._~]")


def decode(raw: str, charset: str, *, plus: bool) -> str:
    """What percent-encoded text means; with ``plus`` a ``+`` is a space (HTML 4 17.13.4.1).

    What is no escape (``50% off``) stays as it is, and bytes that are not of the charset become lone surrogates.
    """
    if plus:
        raw = raw.replace("+", " ")
    if charset == "utf-8":
        raw = raw.replace("%20", " ")  # most escapes are these
    if "%" not in raw:
        return raw
    if not _mixes(raw, charset):
        if not _ESCAPE.search(raw):
            return raw
        known: dict[str, str] = {}  # mostly spaces, again and again

        def decoded(run: re.Match[str]) -> str:
            if run[0] not in known:
                known[run[0]] = _bytes_of_escapes(run[0]).decode(charset, "surrogateescape")
            return known[run[0]]

        return _ESCAPES.sub(decoded, raw)
    return around_stand_ins(lambda piece: _decode_mixed(piece, charset), raw)


def decoded_offsets(raw: str, charset: str) -> Sequence[int]:
    """Where in percent-encoded text each character of its meaning begins, and, last, the text's length."""
    if "%" not in raw:
        return range(len(raw) + 1)
    found: list[int] = []
    at = 0
    if _mixes(raw, charset):
        for stand_in in STAND_IN.finditer(raw):
            found += _mixed_offsets(raw[at : stand_in.start()], at, charset)
            found += range(*stand_in.span())
            at = stand_in.end()
        found += _mixed_offsets(raw[at:], at, charset)
    else:
        for run in _ESCAPES.finditer(raw):
            found += range(at, run.start())
            at = run.start()
            for character in _bytes_of_escapes(run[0]).decode(charset, "surrogateescape"):
                found.append(at)
                at += 3 * len(character.encode(charset, "surrogateescape"))
            at = run.end()
        found += range(at, len(raw))
    found.append(len(raw))
    return found


def leaves(text: str, charset: str = "utf-8", /) -> Iterable[Leaf]:
    """The whole text, decoded."""
    return (Leaf("", decode(text, charset, plus=False), Stretch(0, len(text))),)


def escape(value: str, _kind: str, style: Style, /) -> str:
    """All but unreserved characters encoded; a space is ``%20``, because ``+`` means a space in forms only."""
    return encode(value, style, "%20", unreserved_only=True)


def offsets(raw: str, _kind: str, charset: str = "utf-8", /) -> Sequence[int]:
    """See Layer."""
    return decoded_offsets(raw, charset)


def _bytes_of_escapes(run: str) -> bytes:
    return bytes.fromhex(run.replace("%", ""))


def _mixes(raw: str, charset: str) -> bool:
    """Whether a character may be part escape, part letter, as in Shift_JIS and GBK (``%83A``).

    Not where the text holds what the charset can't encode: a URL goes out as UTF-8 whatever the body is in.
    """
    if charset == "utf-8":
        return False
    try:
        STAND_IN.sub("", raw).encode(charset, "surrogateescape")
    except UnicodeEncodeError:
        return False
    return True


def _decode_mixed(raw: str, charset: str) -> str:
    data = raw.encode(charset, "surrogateescape")
    data = re.sub(rb"%([0-9A-Fa-f]{2})", lambda escape: bytes.fromhex(escape[1].decode()), data)
    return data.decode(charset, "surrogateescape")


def _mixed_offsets(raw: str, start: int, charset: str) -> list[int]:
    """Where each character of a text begins, whose bytes are escapes and letters in turn; counted from ``start``."""
    starts: list[int] = []  # of each byte: where its character or its escape begins
    at = 0
    while at < len(raw):
        escape = _ESCAPE.match(raw, at)
        starts += [start + at] * (1 if escape else len(raw[at].encode(charset, "surrogateescape")))
        at = escape.end() if escape else at + 1
    found, byte = [], 0
    for character in _decode_mixed(raw, charset):
        found.append(starts[min(byte, len(starts) - 1)])
        byte += len(character.encode(charset, "surrogateescape"))
    return found
