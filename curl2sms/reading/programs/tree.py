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
    """A name, as the language spells it (``$to`` in PHP, ``to`` elsewhere); ``of_program``: of the outermost scope."""

    name: str
    of_program: bool = False


@record
class NamedByValue(Node):
    """PHP's ``$$name``, ``${$a . "b"}``: the variable whose name is a value."""

    name: Node


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
    """A member of a collection: its key, if it has one; ``spread`` puts in the members of the value.

    ``by_reference``: it shares the place of its value (PHP's ``[&$value]``).
    """

    key: Node | None
    value: Node
    spread: bool = False
    by_reference: bool = False


@record
class Collection(Node):
    """A list, a map, or PHP's array, which is both, by its kind in ``values``; also as a target."""

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

    @property
    def shares(self) -> str:
        """The name of the variable that shares the place of the argument; ``""`` where it is one of its own."""
        is_shared = self.by_reference and not self.variadic and isinstance(self.target, Variable)
        return self.target.name if is_shared and isinstance(self.target, Variable) else ""


@record
class Routine(Node):
    """A function, a method or a closure. ``is_bare``: it sees no variable of what is around it, as PHP's functions.

    ``is_property``: to name it is to call it. ``sets``: to give the property of its name a value is to call it.
    ``captures`` are the variables that a closure of PHP takes along. ``yields`` is what it gives of what it yields:
    ``all``, the ``first`` one, or nothing.
    """

    name: str
    parameters: tuple[Parameter, ...]
    body: Node
    is_bare: bool = False
    has_own_this: bool = True
    is_property: bool = False
    sets: bool = False
    captures: tuple[Capture, ...] = ()
    yields: str = ""


@record
class Capture:
    """A variable that a closure takes along: its value as it is then, or by reference."""

    name: str
    by_reference: bool = False


@record
class Yield(Node):
    """``yield value``, or each member of a value; the value of the expression is that value."""

    value: Node | None
    each: bool = False


@record
class Comprehension(Node):
    """A collection of ``body`` for each round of the clauses, the last of which is the innermost.

    A ``key`` makes it a map.
    """

    key: Node | None
    body: Node
    clauses: tuple[Clause, ...]


@record
class Clause(Node):
    """``for target in over if test``."""

    target: Node
    over: Node
    tests: tuple[Node, ...] = ()


@record
class Assignment(Node):
    """A value for a variable, a property, an item or a pattern.

    ``sign`` is the operator of ``+=``; ``declare`` makes a new variable of the innermost block, ``var`` one of the
    innermost function. ``is_expression``: Python's ``:=``, which gives it to the function, not to a comprehension.
    """

    target: Node
    value: Node
    sign: str = ""
    is_expression: bool = False


@record
class Stepped(Node):
    """``++a``, ``a++``: an operator of one operand changes the target; ``is_prefix``: the new value, else the old."""

    target: Node
    sign: str
    is_prefix: bool


@record
class Opaque(Node):
    """Something whose value no rule gives; ``name`` is what it may be called."""

    name: str
    children: tuple[Node, ...] = ()


# Statements


@record
class Block(Node):
    """Statements one after the other; ``has_scope``: what they declare is gone after them."""

    statements: tuple[Node, ...]
    has_scope: bool = False


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

    ``by_reference``: what a round gives the target, the member gets (PHP's ``&$value``). ``declares``: the target is
    new in each round. ``otherwise`` is done where no round breaks off; ``label`` is what other loops call this one.
    """

    over: Node
    key: Node | None
    target: Node
    body: Node
    wants: str = "values"
    by_reference: bool = False
    declares: bool = False
    otherwise: Node | None = None
    label: str = ""


@record
class While(Node):
    """A loop with a test; ``step`` is what ``for`` does after each round.

    ``renews``: each round has variables of its own, which begin as those of the last (``let`` of JavaScript).
    """

    test: Node | None
    body: Node
    step: Node | None = None
    tests_first: bool = True
    renews: bool = False
    otherwise: Node | None = None
    label: str = ""


@record
class Leave(Node):
    """``return``, ``break``, ``continue``, ``throw`` (also ``exit`` and ``die``).

    ``levels`` and ``label`` say which loop is meant, where it is not the innermost.
    """

    kind: str
    value: Node | None = None
    levels: int = 1
    label: str = ""


@record
class Global(Node):
    """Variables of the whole program that a function names; ``is_near``: of the function around it."""

    names: tuple[str, ...]
    is_near: bool = False


@record
class Static(Node):
    """A variable that keeps its value from one call of its function to the next, and its first value."""

    name: str
    value: Node | None


@record
class Reference(Node):
    """``$a = &$b``: from here on both names have one value."""

    target: Node
    source: Node


@record
class Attempt(Node):
    """``try``: what is tried, what catches an error, and what is done in the end."""

    body: Node
    handlers: tuple[Catch, ...] = ()
    last: Node | None = None


@record
class Catch(Node):
    """``catch``, ``except``: the names of the errors that it takes (none: all), the target of the error, its body."""

    types: tuple[str, ...]
    target: Node | None
    body: Node


@record
class ClassDefinition(Node):
    """A class: its methods, and its properties and constants with their first values.

    ``mixins`` are further classes that it has members of: before those of its ``base`` where ``mixins_first`` is set
    (PHP's traits), else after them. ``hidden`` are the properties that only the class itself sees.
    """

    name: str
    base: str
    methods: tuple[Routine, ...]
    properties: tuple[tuple[str, Node | None], ...]
    statics: tuple[tuple[str, Node | None], ...]
    mixins: tuple[str, ...] = ()
    mixins_first: bool = False
    hidden: frozenset[str] = frozenset()


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
