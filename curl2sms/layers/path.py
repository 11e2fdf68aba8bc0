"""A URL's path (RFC 3986 3.3): segments, counted from 1 after the leading ``/``."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from curl2sms.errors import Stretch, UnfitError, note
from curl2sms.layers.leaf import Leaf, Style
from curl2sms.layers.percent import decode, decoded_offsets, encode

# The whole of a segment, all of it but a dot or two, and a part that can't become "", "." or "..".
SEGMENT, BESIDE_DOT, BESIDE_DOTS, PART = "segment", "segment beside a dot", "segment beside dots", "part"
# The values with which a segment would become one that servers fold.
_FOLDED = {SEGMENT: ("", ".", ".."), BESIDE_DOT: ("", "."), BESIDE_DOTS: ("",)}


def leaves(text: str, charset: str = "utf-8", /) -> Iterator[Leaf]:
    """Each segment that is not empty, decoded; a ``+`` is a plus here."""
    for number, span in _segments(text):
        raw = text[span.start : span.end]
        if raw:
            yield Leaf(str(number), decode(raw, charset, plus=False), span, SEGMENT)


def escape(value: str, kind: str, style: Style, /) -> str:
    """All but unreserved characters (RFC 3986 2.3) percent-encoded.

    Raises errors.UnfitError where the segment would become empty, ``.`` or ``..``: servers and proxies fold those,
    encoded or not (RFC 3986 5.2.4).
    """
    if value in _FOLDED.get(kind, ()):
        raise UnfitError(note("text-no-path-segment", text=value))
    return encode(value, style, "%20", unreserved_only=True)


def offsets(raw: str, _kind: str, charset: str = "utf-8", /) -> Sequence[int]:
    """See Layer."""
    return decoded_offsets(raw, charset)


def cuts(text: str, names: Collection[str], _charset: str = "utf-8", /) -> list[Stretch]:
    """Segments, each with the ``/`` before it."""
    return [Stretch(span.start - 1, span.end) for number, span in _segments(text) if str(number) in names]


def kinds_of_parts(kind: str, around: Sequence[str], /) -> list[str]:
    """See Layer."""
    beside = decode("".join(around), "utf-8", plus=False)
    kind = {"": kind, ".": BESIDE_DOT, "..": BESIDE_DOTS}.get(beside, PART)
    return [kind] * (len(around) - 1)


def _segments(text: str) -> Iterator[tuple[int, Stretch]]:
    at = 0
    for number, raw in enumerate(text.split("/")):
        if number or raw:
            yield number, Stretch(at, at + len(raw))
        at += len(raw) + 1
