"""YAML 1.1 as a tree, by the nodes of PyYAML: they know their places, and nothing is constructed of them."""

from __future__ import annotations

from curl2sms.errors import SampleError, Source, Span, note
from curl2sms.reading.documents.tree import MOST_LEVELS, MOST_VALUES, Node, too_large
from curl2sms.traced import Traced, spelt, written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from yaml import MappingNode, SequenceNode
    from yaml import Node as YamlNode

_KINDS = {"int": "number", "float": "number", "bool": "boolean", "null": "null"}
_KNOWN = frozenset(("str", "int", "float", "bool", "null", "map", "seq", "timestamp", "merge", "value"))
_TRUE = frozenset(("true", "yes", "on", "y"))
_TAG = "tag:yaml.org,2002:"


def of_yaml(source: Source) -> Node:
    """The tree of a YAML text. What an alias names is the same node, so that it is never copied.

    Raises SampleError where it is broken (``yaml-broken``), has a tag that would make another thing than plain values
    (``yaml-tag``), names itself (``yaml-endless``), or is too large, aliases counted with all that they name.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        root = yaml.compose(source.text, Loader=loader)
    except RecursionError:
        raise too_large(None) from None
    except yaml.YAMLError as error:
        raise _broken(error, source.text) from None
    return _Tree(source.text).node(root, 0)[0] if root else Node("null", Span(0, 0))


def _broken(error: Exception, text: str) -> SampleError:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    at = min(getattr(mark, "index", 0), max(len(text) - 1, 0))
    why = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error).partition("\n")[0]
    return SampleError(note("yaml-broken", Span(at, at + 1), why=why))


class _Tree:
    """Turns nodes of PyYAML into ours, each once; with each goes the number of values in it, aliases written out."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.done: dict[int, tuple[Node, int]] = {}
        self.begun: set[int] = set()

    def node(self, made: YamlNode, depth: int) -> tuple[Node, int]:
        """A node and its size."""
        if id(made) in self.done:
            return self.done[id(made)]
        span = Span(made.start_mark.index, made.end_mark.index)
        if id(made) in self.begun:
            raise SampleError(note("yaml-endless", span))
        kind = made.tag.removeprefix(_TAG)
        if kind not in _KNOWN:
            raise SampleError(note("yaml-tag", span, tag=made.tag))
        if depth > MOST_LEVELS:
            raise too_large(span)
        self.begun.add(id(made))
        node, size = self._made(made, span, kind, depth + 1)
        if size > MOST_VALUES:
            raise too_large(span)
        self.done[id(made)] = node, size
        return node, size

    def _made(self, made: YamlNode, span: Span, kind: str, depth: int) -> tuple[Node, int]:
        import yaml

        if isinstance(made, yaml.MappingNode):
            return self._object(made, span, depth)
        if isinstance(made, yaml.SequenceNode):
            return self._list(made, span, depth)
        return Node(known := _KINDS.get(kind, "string"), span, self._scalar(made.value, span, known)), 1

    def _object(self, made: MappingNode, span: Span, depth: int) -> tuple[Node, int]:
        members: dict[str, Node] = {}
        merged: dict[str, Node] = {}
        size = 1
        for key, value in made.value:
            node, own = self.node(value, depth)
            size += own + 1
            if key.tag == f"{_TAG}merge":
                for one in node.items or (node,):
                    merged = {**one.members, **merged}
            else:
                members[key.value if isinstance(key.value, str) else ""] = node
        return Node("object", span, members={**merged, **members}), size

    def _list(self, made: SequenceNode, span: Span, depth: int) -> tuple[Node, int]:
        items = [self.node(one, depth) for one in made.value]
        return Node("list", span, items=tuple(node for node, _ in items)), 1 + sum(size for _, size in items)

    def _scalar(self, value: str, span: Span, kind: str) -> Traced:
        """The text of a scalar: character by character where it is written as it is, else with the place of all."""
        if kind == "null":
            return Traced("")
        if kind == "boolean":
            return spelt("true" if value.lower() in _TRUE else "false", span)
        raw = self.text[span.start : span.end]
        inner = raw[1:-1] if raw[:1] in {"'", '"'} else raw.rstrip()
        if inner == value:
            return written(value, span.start + raw.index(inner) if inner else span.start)
        return spelt(value, span)
