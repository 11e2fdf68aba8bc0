"""What every encoding tells about a value, and what it must be able to do."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from curl2sms.errors import Span


@dataclass(frozen=True, slots=True)
class Leaf:
    """One value of a text.

    ``name`` is the name of a Step; ``value`` is decoded; ``span`` is its spelling in the text, without quotes:
    ``text[span.start:span.end]``. ``kind`` says how it stands there, in the layer's own words (``string``,
    ``bare``, ``attribute``, ``cdata``, ``key`` ...): what escapes a value for one place depends on it.
    """

    name: str
    value: str
    span: Span
    kind: str = "value"


@dataclass(frozen=True, slots=True)
class Style:
    """How a text becomes wire text: the spelling of a blank in percent-encoding, and the charset (IANA name)."""

    space: str = "+"
    charset: str = "utf-8"


class Layer(Protocol):
    """One encoding: a module of this package. Texts may hold stand-ins and a template's tokens: mere characters."""

    def leaves(self, text: str) -> Iterable[Leaf]:
        """Every value of a text, in its order; errors.SampleError where the text is not of this encoding."""

    def escape(self, value: str, kind: str, style: Style) -> str:
        """A value as it must be spelt at a leaf of that kind; errors.UnfitError where it can't be."""

    def offsets(self, raw: str, kind: str) -> Sequence[int]:
        """Where in a leaf's spelling each character of its value begins, and, last, the spelling's length."""

    def without(self, text: str, names: Collection[str]) -> str:
        """The text less the members (array elements, XML elements, pairs, rows) of those names, and their separators."""
