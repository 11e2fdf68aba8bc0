"""Where a template's tokens stand: the layers around each, so that a value can be written in its place.

A template's text holds its tokens (``$$To``, ``${X}``) as mere characters. Which layers stand around one is decided
by the text's own syntax and by the template's ``documents``, never guessed. A document in base64 is written decoded
in a template: it is encoded, whole, when the values are in.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from curl2sms.errors import SampleError, Source, Span, UnfitError, note
from curl2sms.layers import base64
from curl2sms.layers.edits import Edit, apply
from curl2sms.layers.fields import LAYERS
from curl2sms.layers.leaf import Leaf, Style
from curl2sms.layers.place import Place, place
from curl2sms.layers.writing import kinds_of_parts
from curl2sms.records import record, replace

# Layers whose text is one value, at a place that only the caller knows.
_SINGLE = ("header", "text")


class Stretch(Protocol):
    """Where a token stands in a text: a Span, or a Token."""

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
        """How the token stands in its innermost layer: ``bare`` in ``{"to": $$To}``."""
        return self.layers[0][1] if self.layers else "text"

    def escape(self, value: str, style: Style) -> str:
        """A value as it must be spelt here: escaped by each layer, inner first; errors.UnfitError where it can't be."""
        try:
            for layer, kind in self.layers:
                value = LAYERS[layer].escape(value, kind, style)
        except UnfitError as error:
            raise UnfitError(replace(error.note, at=str(self.at))) from None
        return value


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
        """The text with a value, escaped, in place of each token; errors.UnfitError where one can't stand there."""
        return _filled(self.text, self.slots, iter(values), style)


def slots(text: str, layer: str, at: Place | None, documents: Mapping[str, str], tokens: Sequence[Stretch]) -> Slots:
    """The slots of a text's tokens, which are in order and don't overlap.

    ``layer`` is ``query`` or ``path`` (of an endpoint), ``header``, ``text`` (a form's or multipart's value or name,
    which is meaning; a raw body without a syntax), or a raw body's ``json``, ``xml`` or ``csv``. ``at`` is the place
    of a header's value and of a text; the other layers name their places themselves. ``documents`` maps a PLACE to
    the syntax of the document that stands there. Raises errors.SampleError where a token stands outside all values
    (``token-outside-values``), or where a text is not of its syntax.
    """
    if not tokens:
        return Slots(text, ())
    stretches = [Span(token.start, token.end) for token in tokens]
    root = at if layer in _SINGLE else None
    return Slots(text, tuple(_resolve(text, layer, root, documents, stretches)))


def _resolve(
    text: str, layer: str, root: Place | None, documents: Mapping[str, str], tokens: Sequence[Span]
) -> list[Slot | Encoded]:
    """The slots of the tokens in a text of a layer; ``root`` is the place of that text, None for the outermost."""
    found: list[Slot | Encoded] = []
    waiting = list(reversed(tokens))
    leaves = [Leaf("", text, Span(0, len(text)))] if layer == "text" else LAYERS[layer].leaves(text)
    for leaf in sorted(leaves, key=lambda leaf: leaf.span.start):
        inside = []
        while waiting and leaf.span.start <= waiting[-1].start and waiting[-1].end <= leaf.span.end:
            inside.append(waiting.pop())
        if inside:
            found += _in_leaf(text, layer, leaf, _place(root, layer, leaf.name), documents, inside)
    if waiting:
        token = text[waiting[-1].start : waiting[-1].end]
        raise SampleError(note("token-outside-values", waiting[-1], token=token), Source("the template", text))
    return found


def _in_leaf(
    text: str, layer: str, leaf: Leaf, at: Place, documents: Mapping[str, str], tokens: Sequence[Span]
) -> list[Slot | Encoded]:
    """The slots of the tokens in one leaf, which may be a document."""
    start = leaf.span.start
    raw = text[start : leaf.span.end]
    parts = [Span(token.start - start, token.end - start) for token in tokens]
    syntax = None if leaf.is_name else documents.get(str(at))
    if syntax is None:
        inner: list[Slot | Encoded] = [Slot(part.start, part.end, at, ()) for part in parts]
    else:
        # The document is what the leaf means: there and back by the offsets of its characters.
        offsets = range(len(raw) + 1) if layer == "text" else LAYERS[layer].offsets(raw, leaf.kind)
        meant = [Span(bisect_left(offsets, part.start), bisect_left(offsets, part.end)) for part in parts]
        if syntax == "base64":
            decoded = _resolve(leaf.value, "text", at.into("base64"), documents, meant)
            inner = [Encoded(0, len(raw), (), leaf.value, tuple(decoded))]
        else:
            document = _resolve(leaf.value, syntax, at, documents, meant)
            inner = [replace(slot, start=offsets[slot.start], end=offsets[slot.end]) for slot in document]
    stretches = [Span(slot.start, slot.end) for slot in inner]
    around = [()] * len(inner) if layer == "text" else _around(layer, leaf.kind, raw, stretches)
    return [
        replace(slot, start=start + slot.start, end=start + slot.end, layers=(*slot.layers, *outer))
        for slot, outer in zip(inner, around, strict=True)
    ]


def _around(layer: str, kind: str, raw: str, parts: Sequence[Span]) -> list[tuple[tuple[str, str], ...]]:
    return [((layer, part),) for part in kinds_of_parts(layer, kind, raw, parts)]


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
            spelt = base64.escape(_filled(slot.text, slot.slots, values, style), "value", style)
            for layer, kind in slot.layers:
                spelt = LAYERS[layer].escape(spelt, kind, style)
        edits.append(Edit(slot.start, slot.end, spelt))
    return apply(text, edits)
