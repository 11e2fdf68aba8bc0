"""A body without a syntax of its own, as one text."""

from __future__ import annotations

from collections.abc import Iterator

from curl2sms.errors import Stretch
from curl2sms.layers.charset import check_carried
from curl2sms.layers.leaf import Leaf, Style, no_members, one_to_one, same_kinds

offsets, cuts, kinds_of_parts = one_to_one, no_members, same_kinds


def leaves(text: str, _charset: str = "utf-8", /) -> Iterator[Leaf]:
    """The whole text."""
    yield Leaf("", text, Stretch(0, len(text)), "value")


def escape(value: str, _kind: str, style: Style, /) -> str:
    """The text itself; errors.UnfitError where the charset can't encode it."""
    check_carried(value, style.charset)
    return value
