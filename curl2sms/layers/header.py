"""A header's value (RFC 9110 5.5): text as it is, in UTF-8."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from curl2sms.errors import Stretch, UnfitError, note
from curl2sms.layers.leaf import Leaf, Style, no_members, one_to_one
from curl2sms.patterns import regex

_CONTROL = regex(r"[\x00-\x08\x0a-\x1f\x7f\ud800-\udfff]")
_SPACES = " \t"

# Where a text is in the value: servers strip spaces and tabs at its ends.
WHOLE, START, END, INSIDE = "value", "start", "end", "inside"

offsets, cuts = one_to_one, no_members


def leaves(text: str, _charset: str = "utf-8", /) -> Iterator[Leaf]:
    """The whole value."""
    yield Leaf("", text, Stretch(0, len(text)), WHOLE)


def escape(value: str, kind: str, _style: Style, /) -> str:
    """The text itself; errors.UnfitError if it has a control character (a line break), or would lose spaces."""
    control = _CONTROL.search(value)
    if control:
        raise UnfitError(note("text-not-in-header", character=f"U+{ord(control[0]):04X}"))
    if (kind in (WHOLE, START) and value[:1] in (*_SPACES,)) or (kind in (WHOLE, END) and value[-1:] in (*_SPACES,)):
        raise UnfitError(note("text-blank-at-edge"))
    return value


def kinds_of_parts(kind: str, around: Sequence[str], /) -> list[str]:
    """See Layer."""
    texts = [i for i, piece in enumerate(around) if piece.strip(_SPACES)] or [len(around), -1]
    edges = {(True, True): kind, (True, False): START, (False, True): END}
    return [edges.get((i < texts[0], texts[-1] <= i), INSIDE) for i in range(len(around) - 1)]
