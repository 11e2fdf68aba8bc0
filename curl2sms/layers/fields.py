"""A request's values: every leaf of every layer, however deep, and how to change one without touching the rest."""

from __future__ import annotations

from dataclasses import dataclass

from curl2sms.layers.leaf import Leaf
from curl2sms.layers.place import Place


@dataclass(frozen=True, slots=True)
class Hop:
    """One layer on the way from the wire to a value: the layer, its text, and the leaf in that text."""

    layer: str
    text: str
    leaf: Leaf


@dataclass(frozen=True, slots=True)
class Field:
    """A value of a request: its place, the decoded value, and the way to it, outermost hop first.

    The first hop's text is wire text: the query, the path, a header's value, the body; from the second on it is the
    decoded value of the leaf before.
    """

    place: Place
    value: str
    hops: tuple[Hop, ...]

    @property
    def kind(self) -> str:
        """How the value stands in its innermost layer."""
        return self.hops[-1].leaf.kind
