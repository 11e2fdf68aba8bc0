"""A value that is base64 of a text (RFC 4648 4, padded)."""

from __future__ import annotations

from binascii import a2b_base64, b2a_base64  # the module base64 loads more
from collections.abc import Iterator, Sequence

from curl2sms.errors import SampleError, Stretch, note
from curl2sms.layers.charset import encoded
from curl2sms.layers.leaf import Leaf, Style, no_members, same_kinds

cuts, kinds_of_parts = no_members, same_kinds


def leaves(text: str, charset: str = "utf-8", /) -> Iterator[Leaf]:
    """The whole text, decoded; errors.SampleError where it is not base64 of a text in the charset."""
    try:
        value = a2b_base64(text, strict_mode=True).decode(charset)
    except ValueError:  # binascii.Error is one
        raise SampleError(note("base64-broken", Stretch(0, len(text)))) from None
    yield Leaf("", value, Stretch(0, len(text)), "value")


def escape(value: str, _kind: str, style: Style, /) -> str:
    """The text's bytes as base64."""
    return b2a_base64(encoded(value, style.charset), newline=False).decode("ascii")


def offsets(raw: str, kind: str, charset: str = "utf-8", /) -> Sequence[int]:
    """ValueError: a character of the value has no spelling of its own here."""
    raise ValueError((raw, kind, charset))
