"""The way from a language's syntax tree, as tree-sitter gives it, to the tree that all languages share.

A language has a table: for each type of node a function that turns it into what the evaluator reads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from curl2sms.errors import SampleError, note
from curl2sms.reading.programs import tree
from curl2sms.reading.programs.parsing import DEEPEST, Parsed
from curl2sms.reading.programs.values import Number, Text
from curl2sms.records import draft
from curl2sms.traced import Traced, spelt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from tree_sitter import Node

_COMMENTS = frozenset(("comment", "html_comment", "hash_bang_line"))


@draft
class Lowering:
    """One text on its way: its parsed tree, and the table of its language."""

    parsed: Parsed
    table: Mapping[str, Lower]
    depth: int = 0

    def program(self) -> tree.Program:
        """The whole text."""
        return tree.program(block(self, self.parsed.root))

    def node(self, node: Node) -> tree.Node:
        """A statement or an expression; what the table does not know is opaque."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise SampleError(note("program-too-deep", self.parsed.span(node)))
        try:
            made = self.table.get(node.type, _opaque)(self, node)
        except (IndexError, ValueError):
            if not node.has_error:
                raise
            made = tree.Opaque(self.parsed.span(node), node.type)  # a part of it is missing
        self.depth -= 1
        return made

    def optional(self, node: Node | None) -> tree.Node | None:
        """A node that may be absent."""
        return None if node is None else self.node(node)

    def field(self, node: Node, name: str) -> tree.Node:
        """A child by its field; an opaque value where it is absent."""
        child = node.child_by_field_name(name)
        return tree.Opaque(self.parsed.span(node), node.type) if child is None else self.node(child)

    def name(self, node: Node, name: str = "name") -> str:
        """The spelling of a child."""
        child = node.child_by_field_name(name)
        return "" if child is None else self.parsed.spelling(child)

    def text(self, node: Node, text: str) -> tree.Constant:
        """A text that the syntax holds as a name."""
        span = self.parsed.span(node)
        return tree.Constant(span, Text(spelt(text, span)))


Lower = Callable[[Lowering, "Any"], tree.Node]


def named(node: Node) -> list[Node]:
    """The children of a node that say something."""
    return [child for child in node.named_children if child.type not in _COMMENTS]


def statements(low: Lowering, node: Node) -> Iterator[tree.Node]:
    """The statements of a block."""
    return (low.node(child) for child in named(node))


def block(low: Lowering, node: Node) -> tree.Block:
    """Statements one after the other."""
    return tree.Block(low.parsed.span(node), tuple(statements(low, node)))


def within(node: tree.Node) -> Iterator[tree.Node]:
    """What is within the body of a function, without what the functions in it hold."""
    waiting: list[object] = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, tuple):
            waiting += one
        elif isinstance(one, tree.Node) and not isinstance(one, tree.Routine | tree.ClassDefinition):
            yield one
            waiting += [getattr(one, name) for name in type(one).__match_args__]


def nothing(low: Lowering, node: Node) -> tree.Node:
    """What does nothing to a request."""
    return tree.Block(low.parsed.span(node), ())


def deleting(low: Lowering, node: Node) -> tree.Node:
    """``unset($a['b'])``, ``delete a.b``, ``del a["b"]``: the members that go, and the variables of PHP."""
    span, waiting = low.parsed.span(node), named(node)
    calls: list[tree.Node] = []
    while waiting:
        child = waiting.pop(0)
        if child.type in {"expression_list", "parenthesized_expression"}:
            waiting += named(child)
            continue
        target = low.node(child)
        if isinstance(target, tree.Item | tree.Attribute):
            key = target.key if isinstance(target, tree.Item) else target.name
            arguments = [tree.Argument(span, one) for one in (target.of, key) if one is not None]
            calls.append(tree.Invocation(span, tree.Variable(span, tree.DELETE), tuple(arguments)))
        elif isinstance(target, tree.Variable) and target.name.startswith("$") and child.type == "variable_name":
            name = tree.Argument(span, low.text(child, target.name))
            calls.append(tree.Invocation(span, tree.Variable(span, tree.DELETE), (name,)))
    return tree.Block(span, tuple(calls))


def stepped(low: Lowering, node: Node, target: tree.Node, *, is_prefix: bool, sign: str) -> tree.Node:
    """``++a``, ``a++``: the new value, or the one before."""
    span = low.parsed.span(node)
    one = tree.Constant(span, Number(Traced("1")))
    made = tree.Assignment(span, target, one, sign)
    return made if is_prefix else tree.Operator(span, "-" if sign == "+" else "+", (made, one))


def leave(kind: str) -> Lower:
    """``return``, ``throw``, ``break``, ``continue``."""

    def make(low: Lowering, node: Node) -> tree.Node:
        inner = named(node)
        value = low.node(inner[0]) if inner and kind in {"return", "throw"} else None
        return tree.Leave(low.parsed.span(node), kind, value)

    return make


def _opaque(low: Lowering, node: Node) -> tree.Node:
    children = tuple(low.node(child) for child in named(node) if child.type in low.table)
    return tree.Opaque(low.parsed.span(node), node.type, children)
