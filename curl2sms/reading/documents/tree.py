"""A document of objects, lists and scalars (JSON, YAML) as a tree whose texts keep their places in the sample."""

from __future__ import annotations

import json
from collections.abc import Mapping

from curl2sms.errors import SampleError, Source, Span, Stretch, note
from curl2sms.layers import json as tokenizer
from curl2sms.layers.leaf import Leaf
from curl2sms.records import attribute, record, replace
from curl2sms.traced import Traced, written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# What a document may hold: each value takes some microseconds, each level some calls of a function.
MOST_VALUES, MOST_LEVELS = 150_000, 100


@record
class Node:
    """A value of a document, and its place: an object's members, a list's items, or a scalar's text.

    ``kind`` is ``object``, ``list``, ``string``, ``number``, ``boolean``, ``null``, or ``absent`` for what is not
    there. The text of a string is decoded, that of a number as it is spelt, that of null empty.
    """

    kind: str
    span: Span
    text: Traced = Traced("")
    members: Mapping[str, Node] = attribute(default_factory=dict)
    items: tuple[Node, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is a value: null is none."""
        return self.kind not in {"absent", "null"}

    def get(self, *names: str) -> Node:
        """The member of a name, or of a name in that member, and so on; ABSENT where there is none."""
        found = self
        for name in names:
            found = found.members.get(name, ABSENT)
        return found

    @property
    def is_scalar(self) -> bool:
        """Whether it is a text, a number, true or false."""
        return self.kind in {"string", "number", "boolean"}

    @property
    def is_true(self) -> bool:
        """Whether it is the boolean true."""
        return self.kind == "boolean" and self.text.text == "true"


ABSENT = Node("absent", Span(0, 0))


def of_json(source: Source) -> Node:
    """The tree of a JSON text. Of a name that an object has twice the last value counts, as for most readers.

    Raises SampleError where it is broken (``json-broken``), with its place, nested too deep, or too large.
    """
    try:
        contents = tokenizer.read(source.text, most=MOST_VALUES)
    except SampleError as error:
        within = error.note.within
        span = Span(within.start, within.end) if within else None
        if error.note.id != "json-broken":
            raise too_large(span) from None
        raise SampleError(replace(error.note, span=span, within=None)) from None
    if contents.mends:
        first = contents.mends[0]
        raise SampleError(note("json-broken", Span(first.span.start, first.span.end), why=first.what))
    return _Tree(source.text, contents).root()


def plain(node: Node, known: dict[int, Any] | None = None) -> Any:
    """A tree as the values that a reader of JSON makes; what is in it several times is one value."""
    known = {} if known is None else known
    if id(node) in known:
        return known[id(node)]
    if node.kind == "object":
        known[id(node)] = {name: plain(one, known) for name, one in node.members.items()}
    elif node.kind == "list":
        known[id(node)] = [plain(one, known) for one in node.items]
    else:
        known[id(node)] = _scalar(node)
    return known[id(node)]


def _scalar(node: Node) -> Any:
    if node.kind == "string":
        return node.text.text
    try:
        return json.loads(node.text.text or "null")
    except ValueError:  # a number as only YAML writes it
        return node.text.text


def too_large(span: Span | None) -> SampleError:
    """The refusal of a document that holds too much, or is nested too deep."""
    return SampleError(note("document-too-large", span, most=MOST_VALUES, depth=MOST_LEVELS))


class _Tree:
    """Puts leaves and containers together: they know the JSON Pointers of their members."""

    def __init__(self, text: str, contents: tokenizer.Contents) -> None:
        self.text = text
        self.leaves = {leaf.name: leaf for leaf in contents.leaves if not leaf.is_name}
        self.keys = {leaf.span.start - 1: leaf.value for leaf in contents.leaves if leaf.is_name}
        self.containers = {members[0][0].rpartition("/")[0]: members for members in contents.containers if members}

    def root(self) -> Node:
        start = len(self.text) - len(self.text.lstrip(" \t\r\n\ufeff"))
        return self._node("", Stretch(start, len(self.text.rstrip())))

    def _node(self, pointer: str, around: Stretch, depth: int = 0) -> Node:
        """The value of a pointer; ``around`` is the member that ends with it."""
        leaf = self.leaves.get(pointer)
        if leaf is not None:
            return self._scalar(leaf)
        members = self.containers.get(pointer, [])
        span = Span(around.start, around.end)
        if depth > MOST_LEVELS:
            raise too_large(span)
        if not members:
            return Node("list" if self.text[around.end - 1] == "]" else "object", span)
        if members[0][1].start not in self.keys:
            return Node("list", span, items=tuple(self._node(name, stretch, depth + 1) for name, stretch in members))
        named = {self.keys[stretch.start]: self._node(name, stretch, depth + 1) for name, stretch in members}
        return Node("object", span, members=named)

    def _scalar(self, leaf: Leaf) -> Node:
        raw, start = self.text[leaf.span.start : leaf.span.end], leaf.span.start
        if leaf.kind == tokenizer.STRING:
            text = written(raw, start).decoded(leaf.value, tokenizer.offsets(raw, leaf.kind))
            return Node("string", Span(start, leaf.span.end), text)
        kind = "number" if leaf.kind == tokenizer.NUMBER else "null" if raw == "null" else "boolean"
        return Node(kind, Span(start, leaf.span.end), Traced("") if kind == "null" else written(raw, start))
