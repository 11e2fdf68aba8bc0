"""Functions and classes of Python's syntax tree."""

from __future__ import annotations

from curl2sms.reading.programs import tree
from curl2sms.reading.programs.lowering import Lowering, named, within
from curl2sms.reading.programs.values import Text
from curl2sms.records import replace
from curl2sms.traced import Traced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tree_sitter import Node


# A function of no name that a program could write: what a decorator makes of a function.
DECORATE = "decorate()"


def inner(low: Lowering, node: Node) -> tree.Node:
    """What is in brackets, or in a statement of one expression."""
    children = named(node)
    return low.node(children[0]) if children else tree.Constant(low.parsed.span(node), None)


def _parameters(low: Lowering, node: Node) -> tuple[tree.Parameter, ...]:
    listed = node.child_by_field_name("parameters")
    found = []
    for child in named(listed) if listed is not None else ():
        span = low.parsed.span(child)
        if child.type in {"default_parameter", "typed_default_parameter"}:
            found.append(_parameter(low, child, low.field(child, "name"), low.field(child, "value")))
        elif child.type == "typed_parameter":
            part = named(child)[0]
            target = inner(low, part) if part.type in _SPLATS else low.node(part)
            found.append(_parameter(low, child, target, None, part.type))
        elif child.type in {"identifier", "tuple_pattern"}:
            found.append(tree.Parameter(span, low.node(child)))
        elif child.type in _SPLATS and named(child):
            found.append(_parameter(low, child, inner(low, child), None, child.type))
    return tuple(found)


_SPLATS = frozenset(("list_splat_pattern", "dictionary_splat_pattern"))


def _parameter(
    low: Lowering, node: Node, target: tree.Node, default: tree.Node | None, kind: str = ""
) -> tree.Parameter:
    """A parameter with its type; ``*rest`` and ``**options`` by their kind."""
    return tree.Parameter(
        low.parsed.span(node),
        target,
        default,
        variadic=kind == "list_splat_pattern",
        takes_names=kind == "dictionary_splat_pattern",
        type=low.optional(node.child_by_field_name("type")),
    )


def function(low: Lowering, node: Node) -> tree.Routine:
    """A function or a lambda; one that yields is a generator, or a context of which only the first value counts."""
    body = low.field(node, "body")
    yields = "all" if any(isinstance(one, tree.Yield) for one in within(body)) else ""
    if yields and node.parent is not None and node.parent.type == "decorated_definition":
        decorators = [low.parsed.spelling(one) for one in named(node.parent) if one.type == "decorator"]
        yields = "first" if any("contextmanager" in one or "fixture" in one for one in decorators) else yields
    return tree.Routine(
        low.parsed.span(node), low.name(node), _parameters(low, node), body, has_own_this=False, yields=yields
    )


def class_definition(low: Lowering, node: Node) -> tree.Node:
    """A class. The object itself is no parameter of its methods: ``self`` is known everywhere."""
    methods: list[tree.Routine] = []
    statics: list[tree.Node] = []
    body = node.child_by_field_name("body")
    for child in named(body) if body is not None else ():
        decorators = [low.parsed.spelling(one) for one in named(child) if one.type == "decorator"]
        defined = child.child_by_field_name("definition") or child
        if defined.type == "function_definition":
            made = function(low, defined)
            parameters = made.parameters if "@staticmethod" in decorators else made.parameters[1:]
            is_property = any(one.endswith("property") for one in decorators)
            sets = any(one.endswith(".setter") for one in decorators)
            methods.append(replace(made, parameters=parameters, has_own_this=True, is_property=is_property, sets=sets))
        else:
            statics.append(low.node(child))
    members = [
        (one.target.name, one.value)
        for one in statics
        if isinstance(one, tree.Assignment) and isinstance(one.target, tree.Variable)
    ]
    bases = node.child_by_field_name("superclasses")
    names = [low.parsed.spelling(one) for one in named(bases)] if bases is not None else []
    base = next(iter(names), "")
    is_record = base.rpartition(".")[2] in _RECORDS or (node.parent is not None and _is_dataclass(low, node.parent))
    if is_record and not any(one.name == "__init__" for one in methods):
        methods.append(_constructor(low, node))
    span, name = low.parsed.span(node), low.name(node)
    return tree.ClassDefinition(span, name, base, tuple(methods), (), tuple(members), tuple(names[1:]))


_RECORDS = frozenset(("BaseModel", "NamedTuple"))


def _is_dataclass(low: Lowering, node: Node) -> bool:
    return any("dataclass" in low.parsed.spelling(one) for one in named(node) if one.type == "decorator")


def _constructor(low: Lowering, node: Node) -> tree.Routine:
    """The constructor that a class of fields has of itself: each is a parameter."""
    span, parameters, body = low.parsed.span(node), [], []
    lines = node.child_by_field_name("body")
    for line in named(lines) if lines is not None else ():
        one = named(line)[0] if named(line) else line
        if one.type == "assignment" and one.child_by_field_name("type") is not None:
            target = low.field(one, "left")
            parameters.append(tree.Parameter(span, target, low.optional(one.child_by_field_name("right"))))
            name = tree.Constant(span, Text(Traced(low.name(one, "left"))))
            body.append(tree.Assignment(span, tree.Attribute(span, tree.Variable(span, "this"), name), target))
    return tree.Routine(span, "__init__", tuple(parameters), tree.Block(span, tuple(body)))


def decorated(low: Lowering, node: Node) -> tree.Node:
    """A function or a class below its decorators, of which the last comes first."""
    made = low.field(node, "definition")
    if not isinstance(made, tree.Routine):
        return made
    span, name = low.parsed.span(node), tree.Variable(low.parsed.span(node), made.name)
    steps: list[tree.Node] = [made]
    for child in reversed([one for one in named(node) if one.type == "decorator"]):
        given = (tree.Argument(span, inner(low, child)), tree.Argument(span, name))
        steps.append(tree.Assignment(span, name, tree.Invocation(span, tree.Variable(span, DECORATE), given)))
    return tree.Block(span, tuple(steps))
