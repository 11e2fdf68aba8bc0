"""Where a template's tokens are: the layers around each, so that a value can be written in its place.

A template's text holds its tokens (``$$To``, ``${X}``) as mere characters. Which layers are around one is decided
by the text's own syntax and by the template's ``documents``, never guessed. A document in base64 is written decoded
in a template: it is encoded, whole, when the values are in.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from curl2sms.errors import SampleError, Source, Stretch, UnfitError, note
from curl2sms.layers.charset import known_charset
from curl2sms.layers.edits import Edit, apply, pieces_around
from curl2sms.layers.fields import LAYERS
from curl2sms.layers.leaf import Layer, Leaf, Style
from curl2sms.layers.place import Place, place
from curl2sms.records import record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol
else:
    Protocol = object

# Layers whose text is one value, at a place that only the caller knows.
_SINGLE = ("header", "text")


class Extent(Protocol):
    """Where a token is in its text: a Stretch, or the Token itself."""

    @property
    def start(self) -> int:
        """Its first character."""

    @property
    def end(self) -> int:
        """After its last character."""


@record
class Slot:
    """A token's stretch in its text, its place, and the layers around it with the kind of value, innermost first."""

    start: int
    end: int
    at: Place
    layers: tuple[tuple[str, str], ...]

    @property
    def kind(self) -> str:
        """How the token is in its innermost layer: ``bare`` in ``{"to": $$To}``."""
        return self.layers[0][1] if self.layers else "text"

    def escape(self, value: str, style: Style) -> str:
        """A value as it must be spelt here: escaped by each layer, inner first; errors.UnfitError where it can't be."""
        try:
            return _escaped(value, self.layers, style)
        except UnfitError as error:
            raise UnfitError(replace(error.note, at=str(self.at))) from None


@record
class Encoded:
    """A base64 document in a text: its stretch there and the layers around that; the document, and the slots in it."""

    start: int
    end: int
    layers: tuple[tuple[str, str], ...]
    text: str
    slots: tuple[Slot | Encoded, ...]


@record
class Slots:
    """A text with slots for its tokens, in the tokens' order."""

    text: str
    slots: tuple[Slot | Encoded, ...]

    def __iter__(self) -> Iterator[Slot]:
        """The slot of each token; in a base64 document its stretch counts in that document."""
        yield from _flat(self.slots)

    def fill(self, values: Sequence[str], style: Style) -> str:
        """The text with a value, escaped, in place of each token; errors.UnfitError where one can't be there."""
        return _filled(self.text, self.slots, iter(values), style)


def slots(
    text: str,
    layer: str,
    at: Place | None,
    documents: Mapping[str, str],
    tokens: Sequence[Extent],
    charset: str = "utf-8",
) -> Slots:
    """The slots of a text's tokens, which are in order and don't overlap.

    ``layer`` is ``query`` or ``path`` (of an endpoint), ``header``, ``text`` (a form's or multipart's value or name,
    which is meaning; a raw body without a syntax), or a raw body's ``json``, ``xml`` or ``csv``. ``at`` is the place
    of a header's value and of a text; the other layers name their places themselves. ``documents`` maps a PLACE to
    the syntax of the document that is there, ``charset`` is that of escapes in the text. Raises errors.SampleError
    where a token is outside all values (``token-outside-values``), or where a text is not of its syntax.
    """
    if not tokens:
        return Slots(text, ())
    stretches = [Stretch(token.start, token.end) for token in tokens]
    root = at if layer in _SINGLE else None
    resolver = _Resolver(documents, known_charset(charset) or "utf-8")
    return Slots(text, tuple(resolver.slots_in(text, layer, root, stretches)))


@record
class _Resolver:
    """Finds the slots of a template's tokens: ``documents`` maps a PLACE to the syntax of the document there."""

    documents: Mapping[str, str]
    charset: str

    def slots_in(self, text: str, layer: str, root: Place | None, tokens: Sequence[Stretch]) -> list[Slot | Encoded]:
        """The slots of the tokens in a text of a layer; ``root`` is the place of that text, None for the outermost."""
        found: list[Slot | Encoded] = []
        waiting = list(reversed(tokens))
        leaves = _layer(layer).leaves(text, self.charset)
        for leaf in sorted(leaves, key=lambda leaf: leaf.span.start):
            inside = []
            while waiting and leaf.span.start <= waiting[-1].start and waiting[-1].end <= leaf.span.end:
                inside.append(waiting.pop())
            if inside:
                found += self._in_leaf(text, layer, leaf, _place(root, layer, leaf.name), inside)
        if waiting:
            token = text[waiting[-1].start : waiting[-1].end]
            raise SampleError(note("token-outside-values", waiting[-1], token=token), Source("the template", text))
        return found

    def _in_leaf(
        self, text: str, layer: str, leaf: Leaf, at: Place, tokens: Sequence[Stretch]
    ) -> Iterator[Slot | Encoded]:
        """The slots of the tokens in one leaf, which may be a document."""
        start = leaf.span.start
        raw = text[start : leaf.span.end]
        parts = [Stretch(token.start - start, token.end - start) for token in tokens]
        syntax = None if leaf.is_name else self.documents.get(str(at))
        inner: list[Slot | Encoded] = [Slot(part.start, part.end, at, ()) for part in parts]
        if syntax is not None:
            # The document is what the leaf means: there and back by the offsets of its characters.
            offsets = _layer(layer).offsets(raw, leaf.kind, self.charset)
            meant = [Stretch(bisect_left(offsets, part.start), bisect_left(offsets, part.end)) for part in parts]
            if syntax == "base64":
                decoded = self.slots_in(leaf.value, "text", at.into("base64"), meant)
                inner = [Encoded(0, len(raw), (), leaf.value, tuple(decoded))]
            else:
                document = self.slots_in(leaf.value, syntax, at, meant)
                inner = [replace(slot, start=offsets[slot.start], end=offsets[slot.end]) for slot in document]
        around = pieces_around(raw, [Stretch(slot.start, slot.end) for slot in inner])
        kinds = [None] * len(inner) if layer == "text" else LAYERS[layer].kinds_of_parts(leaf.kind, around)
        for slot, kind in zip(inner, kinds, strict=True):
            outer = () if kind is None else ((layer, kind),)
            yield replace(slot, start=start + slot.start, end=start + slot.end, layers=(*slot.layers, *outer))


def _layer(name: str) -> Layer:
    """A layer; a ``text`` is read as a body without a syntax is."""
    return LAYERS["body" if name == "text" else name]


def _place(root: Place | None, layer: str, name: str) -> Place:
    if root is None:
        return place(layer, name)
    return root if layer in _SINGLE else root.into(layer, name)


def _flat(found: Sequence[Slot | Encoded]) -> Iterator[Slot]:
    for slot in found:
        if isinstance(slot, Encoded):
            yield from _flat(slot.slots)
        else:
            yield slot


def _filled(text: str, found: Sequence[Slot | Encoded], values: Iterator[str], style: Style) -> str:
    edits = []
    for slot in found:
        if isinstance(slot, Slot):
            spelt = slot.escape(next(values), style)
        else:
            document = LAYERS["base64"].escape(_filled(slot.text, slot.slots, values, style), "value", style)
            spelt = _escaped(document, slot.layers, style)
        edits.append(Edit(slot.start, slot.end, spelt))
    return apply(text, edits)


def _escaped(value: str, layers: Sequence[tuple[str, str]], style: Style) -> str:
    """A value escaped by each layer around it, inner first."""
    for layer, kind in layers:
        value = LAYERS[layer].escape(value, kind, style)
    return value
