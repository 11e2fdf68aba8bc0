"""A URL's query and application/x-www-form-urlencoded (WHATWG URL 5): pairs joined by ``&``, in order."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from curl2sms.errors import SampleError, Source, Stretch, note
from curl2sms.layers.edits import without_members
from curl2sms.layers.leaf import MAX_LEAVES, Leaf, Style, same_kinds
from curl2sms.layers.percent import decode, decoded_offsets, encode
from curl2sms.layers.place import Names

# A value that has no "=" before it yet: writing it puts one.
FLAG = "flag"

kinds_of_parts = same_kinds


def leaves(text: str, charset: str = "utf-8", /) -> Iterator[Leaf]:
    """Each pair's name (kind ``key``, named ``to#``) and value (kind ``value``, named ``to``).

    A pair without ``=`` has the empty value (kind ``flag``), and what is between two ``&`` is no pair if it is
    empty. Raises errors.SampleError (``too-many-values``).
    """
    for key, leaf in _named_pairs(text, charset):
        yield key
        yield leaf


def escape(value: str, kind: str, style: Style, /) -> str:
    """All but ``A-Za-z0-9-._~*`` percent-encoded in the style's charset, a space as the style's ``space``."""
    spelt = encode(value, style, style.space)
    return f"={spelt}" if kind == FLAG and value else spelt


def offsets(raw: str, _kind: str, charset: str = "utf-8", /) -> Sequence[int]:
    """See Layer."""
    return decoded_offsets(raw, charset)


def cuts(text: str, names: Collection[str], charset: str = "utf-8", /) -> list[Stretch]:
    """Pairs, each with an ``&``."""
    pairs = [(leaf.name, Stretch(key.span.start, leaf.span.end)) for key, leaf in _named_pairs(text, charset)]
    return without_members([span for _, span in pairs], {i for i, (name, _) in enumerate(pairs) if name in names})


def _named_pairs(text: str, charset: str) -> Iterator[tuple[Leaf, Leaf]]:
    """The name and the value of each pair, as leaves."""
    names = Names()
    start = count = 0
    for pair in text.split("&"):
        end = start + len(pair)
        if pair:
            count += 2
            if count > MAX_LEAVES:
                told = note("too-many-values", Stretch(start, end), most=MAX_LEAVES)
                raise SampleError(told, Source("the pairs", text))
            raw_name, equals, raw_value = pair.partition("=")
            name = decode(raw_name, charset, plus=True)
            called = names.unique(name)
            key = Leaf(names.itself(called), name, Stretch(start, start + len(raw_name)), "key")
            value = decode(raw_value, charset, plus=True)
            yield key, Leaf(called, value, Stretch(end - len(raw_value), end), "value" if equals else FLAG)
        start = end + 1
