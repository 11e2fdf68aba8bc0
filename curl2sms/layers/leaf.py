"""What every layer reports of a value, and what every layer can do."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from curl2sms.errors import Stretch
from curl2sms.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol
else:
    Protocol = object

# What a document, and a request as a whole, may hold before it is refused: far more than a message needs, and little
# enough to stay quick.
MAX_DEPTH = 500
MAX_LEAVES = 5_000  # names count too
MAX_NAMES = 32 * 1024 * 1024  # characters of all names together: deep documents repeat their parents' names
MAX_PROBLEMS = 100  # that are reported one by one

# How the kind of an empty XML element begins, before its name: its leaf is the end of its tag, which a value replaces.
EMPTY = "empty "


@record
class Leaf:
    """One value of a text.

    ``name`` is the name of a Step; ``value`` is decoded; ``span`` is its spelling in the text, without quotes:
    ``text[span.start:span.end]``. ``kind`` says how it is there, in the layer's own words (``string``,
    ``bare``, ``attribute``, ``cdata``, ``key`` ...): what escapes a value for one place depends on it.
    """

    name: str
    value: str
    span: Stretch
    kind: str = "value"

    @property
    def is_name(self) -> bool:
        """Whether this is a name (a parameter's, a JSON key), not a value."""
        return self.kind.endswith("key")


@record
class Problem:
    """Something that is not strictly of the syntax, though plain in meaning: what, in words, and where."""

    what: str
    span: Stretch


@record
class Style:
    """How a text becomes wire text: the spelling of a space in percent-encoding, and the charset (IANA name).

    ``stand_ins``: whether the stand-ins of a sample's variables stay whole. In a message they are mere characters.
    """

    space: str = "+"
    charset: str = "utf-8"
    stand_ins: bool = False


class Layer(Protocol):
    """One encoding: a module of this package. Texts may hold stand-ins and a template's tokens: mere characters.

    The charset (Python's or IANA's name) matters where escapes mean bytes: in percent-encoding.
    """

    def leaves(self, text: str, charset: str = "utf-8", /) -> Iterable[Leaf]:
        """Every value of a text, in its order; errors.SampleError where the text is not of this encoding."""

    def escape(self, value: str, kind: str, style: Style, /) -> str:
        """A value as it must be spelt at a leaf of that kind; errors.UnfitError where it can't be."""

    def offsets(self, raw: str, kind: str, charset: str = "utf-8", /) -> Sequence[int]:
        """Where in a leaf's spelling each character of its value begins, and, last, the spelling's length."""

    def cuts(self, text: str, names: Collection[str], charset: str = "utf-8", /) -> list[Stretch]:
        """What to take out of a text to be rid of the members of those names, with their separators.

        Members are array elements, object members, XML elements and attributes, pairs, parts, rows.
        """

    def kinds_of_parts(self, kind: str, around: Sequence[str], /) -> list[str]:
        """The kind of each part of a leaf that is to be written: what escapes it may depend on what is beside it.

        ``around`` are the pieces of the leaf's spelling before, between and after the parts.
        """


def one_to_one(raw: str, _kind: str, _charset: str = "utf-8", /) -> Sequence[int]:
    """The offsets of a layer in which each character means itself."""
    return range(len(raw) + 1)


def same_kinds(kind: str, around: Sequence[str], /) -> list[str]:
    """The kinds of parts in a layer in which they are escaped as the whole is."""
    return [kind] * (len(around) - 1)


def is_whole(around: Sequence[str]) -> bool:
    """Whether there is one part, and nothing beside it: see Layer.kinds_of_parts."""
    return len(around) == 2 and not any(around)


def no_members(_text: str, _names: Collection[str], _charset: str = "utf-8", /) -> list[Stretch]:
    """The cuts of a layer whose text is one value."""
    return []
