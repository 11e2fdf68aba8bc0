"""A program as the evaluator sees it: expressions and statements that all languages share.

A language's own module turns its syntax tree into these nodes. Each knows its place in the sample. What a language has
and this tree lacks becomes ``Opaque``: a value that can't be known.
"""

from __future__ import annotations

from collections.abc import Iterator

from curl2sms.errors import Span
from curl2sms.reading.programs.values import Value
from curl2sms.records import record

# Expressions


# A function of no name that a program could write: it takes a member from a value.
DELETE = "delete()"


@record
class Node:
    """An expression or a statement, and its place."""

    span: Span


@record
class Constant(Node):
    """A value that the sample writes: a text, a number, true, false, or nothing."""

    value: Value


@record
class Pieces(Node):
    """A text made of expressions one after the other: interpolation."""

    parts: tuple[Node, ...]


@record
class Variable(Node):
    """A name, as the language spells it (``$to`` in PHP, ``to`` elsewhere)."""

    name: str


@record
class Attribute(Node):
    """``of.name``, ``$of->name``, ``Of::name``: a property, a method or a constant."""

    of: Node
    name: Node


@record
class Item(Node):
    """``of[key]``; PHP's ``$of[]`` has no key."""

    of: Node
    key: Node | None


@record
class Operator(Node):
    """An operator by the name that ``expressions.operated`` has for it, and its operands."""

    sign: str
    operands: tuple[Node, ...]


@record
class Choice(Node):
    """``test ? then : otherwise``."""

    test: Node
    then: Node
    otherwise: Node


@record
class Entry(Node):
    """A member of a collection: its key, if it has one; ``spread`` puts in the members of the value."""

    key: Node | None
    value: Node
    spread: bool = False


@record
class Collection(Node):
    """A list, a map, or PHP's array, which is both (``values.LIST``, ``MAP``, ``ARRAY``); also as a target."""

    kind: str
    entries: tuple[Entry, ...]


@record
class Argument(Node):
    """An argument of a call: named, or by its place; ``spread`` puts in the members of the value."""

    value: Node
    name: str = ""
    spread: bool = False


@record
class Invocation(Node):
    """A call of a function or a method, or ``new`` with a class."""

    of: Node
    arguments: tuple[Argument, ...]
    is_new: bool = False


@record
class Parameter(Node):
    """A parameter: a name or a pattern, and its default.

    ``variadic`` takes the arguments that are left over, ``takes_names`` those with names that no other parameter has.
    ``type`` is what the sample says of its kind.
    """

    target: Node
    default: Node | None = None
    variadic: bool = False
    promoted: bool = False  # PHP: also a property of the object
    takes_names: bool = False
    type: Node | None = None
    by_reference: bool = False  # PHP: what the function gives it, the caller's variable gets


@record
class Routine(Node):
    """A function, a method or a closure. ``is_bare``: it sees no variable of what is around it, as PHP's functions.

    ``is_property``: to name it is to call it.
    """

    name: str
    parameters: tuple[Parameter, ...]
    body: Node
    is_bare: bool = False
    has_own_this: bool = True
    is_property: bool = False


@record
class Assignment(Node):
    """A value for a variable, a property, an item or a pattern.

    ``sign`` is the operator of ``+=``; ``declare`` makes a new variable of the innermost function.
    """

    target: Node
    value: Node
    sign: str = ""


@record
class Opaque(Node):
    """Something whose value no rule gives; ``name`` is what it may be called."""

    name: str
    children: tuple[Node, ...] = ()


# Statements


@record
class Block(Node):
    """Statements one after the other."""

    statements: tuple[Node, ...]


@record
class Branch(Node):
    """``if``."""

    test: Node
    then: Node
    otherwise: Node | None = None


@record
class Case(Node):
    """A case of a switch: its values (none: the default), and what it does."""

    values: tuple[Node, ...]
    body: Block


@record
class Switch(Node):
    """``switch`` and ``match``; without a break a case goes on into the next where ``falls`` is set."""

    subject: Node
    cases: tuple[Case, ...]
    falls: bool = True


@record
class Each(Node):
    """A loop over the members of a value; ``wants`` says what the target gets: ``values`` or ``keys``.

    ``by_reference``: what a round gives the target, the member gets (PHP's ``&$value``).
    """

    over: Node
    key: Node | None
    target: Node
    body: Node
    wants: str = "values"
    by_reference: bool = False


@record
class While(Node):
    """A loop with a test; ``step`` is what ``for`` does after each round."""

    test: Node | None
    body: Node
    step: Node | None = None
    tests_first: bool = True


@record
class Leave(Node):
    """``return``, ``break``, ``continue``, ``throw`` (also ``exit`` and ``die``)."""

    kind: str
    value: Node | None = None


@record
class Global(Node):
    """Variables of the whole program that a function of PHP names."""

    names: tuple[str, ...]


@record
class Attempt(Node):
    """``try``: what is tried and what is done in the end; what catches an error is no part of a call that succeeds."""

    body: Node
    last: Node | None = None


@record
class ClassDefinition(Node):
    """A class: its methods, and its properties and constants with their first values."""

    name: str
    base: str
    methods: tuple[Routine, ...]
    properties: tuple[tuple[str, Node | None], ...]
    statics: tuple[tuple[str, Node | None], ...]


@record
class Program:
    """A whole sample, and the names of everything that it calls."""

    body: Block
    called: frozenset[str]


def program(body: Block) -> Program:
    """A program with the names of what it calls."""
    called: set[str] = set()
    for node in walk(body):
        if isinstance(node, Invocation):
            of = node.of
            name = of.name if isinstance(of, Attribute) else of
            if isinstance(name, Variable):
                called.add(name.name)
            elif isinstance(name, Constant):
                called.add(str(name.value))
    return Program(body, frozenset(called))


def walk(node: Node) -> Iterator[Node]:
    """A node and all that it holds."""
    waiting: list[object] = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Node):
            yield one
            waiting += [getattr(one, name) for name in type(one).__match_args__]
        elif isinstance(one, tuple):
            waiting += one
