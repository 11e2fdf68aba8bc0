"""A body without a syntax of its own, as one text."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from curl2sms.errors import Span
from curl2sms.layers.charset import check_carried
from curl2sms.layers.leaf import Leaf, Style


def leaves(text: str, _charset: str = "utf-8", /) -> Iterator[Leaf]:
    """The whole text."""
    yield Leaf("", text, Span(0, len(text)), "value")


def escape(value: str, _kind: str, style: Style, /) -> str:
    """The text itself; errors.UnfitError where the charset can't carry it."""
    check_carried(value, style.charset)
    return value


def offsets(raw: str, _kind: str, _charset: str = "utf-8", /) -> Sequence[int]:
    """See Layer."""
    return range(len(raw) + 1)


def cuts(_text: str, _names: Collection[str], _charset: str = "utf-8", /) -> list[Span]:
    """Nothing: one value has no members."""
    return []
