"""A program's text, parsed by tree-sitter: its nodes with places in characters of the sample."""

from __future__ import annotations

from curl2sms.errors import SampleError, Span, note
from curl2sms.records import draft
from curl2sms.traced import Traced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from tree_sitter import Node

# A listing has some thousand characters and some hundred nodes; a minified script of a megabyte has hundreds of
# thousands. What is no program at all takes the parser time that grows faster than its length.
LONGEST, MOST_NODES = 200_000, 60_000
# Deeper than this no listing nests.
DEEPEST = 150


@draft
class Parsed:
    """A parsed listing, with a character of it for each byte of the parser's.

    What closes a listing that is cut off comes behind it for the parser, and is nowhere in the sample.
    """

    listing: Traced
    root: Any
    offsets: list[int] | None = None

    def span(self, node: Node) -> Span:
        """The place of a node."""
        first, last = self.character(node.start_byte), self.character(node.end_byte)
        return self.listing.span(first, last) or self.listing.known_span(first, last) or Span(0, 0)

    def character(self, byte: int) -> int:
        """The character of the listing at a byte of the text."""
        return min(byte if self.offsets is None else self.offsets[byte], len(self.listing))

    def traced(self, node: Node) -> Traced:
        """A node's own characters."""
        return self.between(node.start_byte, node.end_byte)

    def between(self, first: int, last: int) -> Traced:
        """The characters between two bytes."""
        return self.listing[self.character(first) : self.character(last)]

    def spelling(self, node: Node) -> str:
        """A node's own characters as a text without places."""
        return self.listing.text[self.character(node.start_byte) : self.character(node.end_byte)]


def parse(listing: Traced, language: object, closing: str = "") -> Parsed:
    """A listing as a tree, with what closes it. SampleError where it has more nodes than any listing."""
    from tree_sitter import Language, Parser

    text = listing.text + closing
    if len(text) > LONGEST:
        raise SampleError(note("program-too-long", listing.known_span()))
    data = text.encode("utf-8", "surrogatepass")
    root = Parser(Language(language)).parse(data).root_node
    if root.descendant_count > MOST_NODES:
        raise SampleError(note("program-too-long", listing.known_span()))
    return Parsed(listing, root, None if len(data) == len(text) else _offsets(text))


def _offsets(text: str) -> list[int]:
    """For each byte of a text the character that it belongs to; one more for the end."""
    found: list[int] = []
    for number, character in enumerate(text):
        found += [number] * len(character.encode("utf-8", "surrogatepass"))
    return [*found, len(text)]


def syntax_error(parsed: Parsed) -> tuple[Span, bool] | None:
    """The place of a part that is no program of the language, and whether it lies within a statement.

    None where all is a program. What lies between statements may be prose.
    """
    between: Span | None = None
    waiting = [(parsed.root, 0)] if parsed.root.has_error else []
    while waiting:
        node, depth = waiting.pop()
        if (node.is_error or node.is_missing) and depth > 1:
            return parsed.span(node), True
        if node.is_error:
            between = between or parsed.span(node)
        waiting += [(one, depth + 1) for one in reversed(node.children) if one.has_error or one.is_missing]
    return (between, False) if between else None
