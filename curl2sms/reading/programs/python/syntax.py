"""Python's syntax tree, as tree-sitter gives it, becomes the tree that all languages share."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from curl2sms.patterns import regex
from curl2sms.reading.programs import tree
from curl2sms.reading.programs.lowering import Lower, Lowering, block, deleting, leave, named, nothing
from curl2sms.reading.programs.values import LIST, MAP, TUPLE, Number, Text, Value
from curl2sms.traced import Traced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tree_sitter import Node

# Functions of no name that a program could write: what the syntax itself does.
IMPORT, SLICE, COMPREHENSION = "import()", "slice()", "comprehension()"
MEMBERS, FORMAT = "members()", "format()"

# String escapes: Python's language reference, 2.4.1.1.
_ESCAPE = regex(
    r"\\(?:u(?P<unit>[0-9A-Fa-f]{4})|U(?P<code>[0-9A-Fa-f]{8})|x(?P<hex>[0-9A-Fa-f]{2})|N\{(?P<named>[^{}]+)\}|(?P<octal>[0-7]{1,3})"
    r"|(?P<line>\r?\n)|(?P<one>[\\'\"abfnrtv]))"
)
_ONE = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_CONSTANTS: dict[str, bool | None] = {"true": True, "false": False, "none": None}
_SIGNS = {"and": "&&", "or": "||", "not": "!", "is": "===", "is not": "!==", "<>": "!="}


def _inner(low: Lowering, node: Node) -> tree.Node:
    children = named(node)
    return low.node(children[0]) if children else tree.Constant(low.parsed.span(node), None)


def _called(low: Lowering, node: Node, name: str, *values: tree.Node) -> tree.Node:
    """A call of what the syntax itself does."""
    span = low.parsed.span(node)
    return tree.Invocation(span, tree.Variable(span, name), tuple(tree.Argument(one.span, one) for one in values))


# Texts and other constants


def _char(found: re.Match[str]) -> str:
    if number := found["unit"] or found["code"] or found["hex"]:
        code = int(number, 16)
        return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
    if found["named"]:
        try:
            return unicodedata.lookup(found["named"])
        except KeyError:
            return found[0]
    if found["octal"]:
        return chr(int(found["octal"], 8))
    return "" if found["line"] else _ONE.get(found["one"], found["one"])


def _string(low: Lowering, node: Node) -> tree.Node:
    """A text with its escapes undone; an f-string is made of pieces."""
    span = low.parsed.span(node)
    start = node.children[0]
    prefix = low.parsed.spelling(start).rstrip("\"'").lower()
    end = node.children[-1].start_byte if node.children[-1].type == "string_end" else node.end_byte
    parts: list[tree.Node] = []
    at = start.end_byte
    for child in node.children:
        if child.type == "interpolation":
            parts += [_literal(low, at, child.start_byte, prefix, node), *_interpolated(low, child)]
            at = child.end_byte
    last = _literal(low, at, end, prefix, node)
    return tree.Pieces(span, (*parts, last)) if parts else last


def _literal(low: Lowering, start: int, end: int, prefix: str, node: Node) -> tree.Constant:
    text = low.parsed.between(start, end)
    if "f" in prefix:
        text = text.sub(_BRACES, lambda found: found[0][0])
    if "r" not in prefix and "\\" in text.text:
        text = text.sub(_ESCAPE, _char)
    return tree.Constant(low.parsed.span(node), Text(text, is_bytes="b" in prefix))


_BRACES = regex(r"\{\{|\}\}")


def _interpolated(low: Lowering, node: Node) -> Iterator[tree.Node]:
    """``{value!r:shape}`` of an f-string; ``{value=}`` also shows how the value is spelt, and is ``!r``."""
    value = low.field(node, "expression")
    shaped = [child for child in named(node) if child.type in {"format_specifier", "type_conversion"}]
    shape = "".join(low.parsed.spelling(child) for child in shaped if low.parsed.spelling(child) not in {"!s", ":s"})
    sign = next((child for child in node.children if child.type == "="), None)
    if sign is not None:
        spelling = low.parsed.between(node.start_byte + 1, (sign.next_sibling or sign).start_byte)
        yield tree.Constant(value.span, Text(spelling))
        shape = shape or "!r"
    yield _called(low, node, FORMAT, value, tree.Constant(value.span, Text(Traced(shape))))


def _concatenated(low: Lowering, node: Node) -> tree.Node:
    return tree.Pieces(low.parsed.span(node), tuple(low.node(child) for child in named(node)))


def _number(low: Lowering, node: Node) -> tree.Node:
    text = low.parsed.traced(node)
    plain = text.text.replace("_", "").lower().rstrip("lj")
    value = str(int(plain, 0)) if re.fullmatch(r"0[xob][0-9a-f]+|0|[1-9]\d{0,30}", plain) else plain
    if node.type == "float" and re.fullmatch(r"[\d.]+(?:e[+-]?\d{1,3})?", plain):
        value = repr(float(plain))
    return tree.Constant(low.parsed.span(node), Number(text.rewritten(0, len(text), value)))


def _constant(low: Lowering, node: Node) -> tree.Node:
    value: Value = _CONSTANTS[node.type]
    return tree.Constant(low.parsed.span(node), value)


# Names, collections


def _identifier(low: Lowering, node: Node) -> tree.Node:
    spelling = low.parsed.spelling(node)
    return tree.Variable(low.parsed.span(node), "this" if spelling == "cls" else spelling)


def _attribute(low: Lowering, node: Node) -> tree.Node:
    name = node.child_by_field_name("attribute") or node
    return tree.Attribute(low.parsed.span(node), low.field(node, "object"), low.text(name, low.name(node, "attribute")))


def _subscript(low: Lowering, node: Node) -> tree.Node:
    key = node.child_by_field_name("subscript")
    of = low.field(node, "value")
    if key is None or key.type != "slice":
        return tree.Item(low.parsed.span(node), of, low.optional(key))
    limits: list[tree.Node] = [tree.Constant(low.parsed.span(key), None)]
    for child in key.children:
        if child.type == ":":
            limits.append(tree.Constant(low.parsed.span(key), None))
        else:
            limits[-1] = low.node(child)
    return _called(low, node, SLICE, of, *limits)


def _dictionary(low: Lowering, node: Node) -> tree.Node:
    entries = []
    for child in named(node):
        span = low.parsed.span(child)
        if child.type == "pair":
            entries.append(tree.Entry(span, low.field(child, "key"), low.field(child, "value")))
        elif child.type == "dictionary_splat":
            entries.append(tree.Entry(span, None, _inner(low, child), spread=True))
    return tree.Collection(low.parsed.span(node), MAP, tuple(entries))


def _list(low: Lowering, node: Node) -> tree.Node:
    """A list, a tuple or a set; also as a target (``a, b = ...``), where each entry has its number."""
    is_target = node.type in {"pattern_list", "tuple_pattern", "list_pattern"}
    entries = []
    for number, child in enumerate(named(node)):
        span = low.parsed.span(child)
        spread = child.type in {"list_splat", "list_splat_pattern"}
        key = tree.Constant(span, Number(Traced(str(number)))) if is_target and not spread else None
        entries.append(tree.Entry(span, key, _inner(low, child) if spread else low.node(child), spread))
    kind = TUPLE if node.type in {"tuple", "expression_list"} else LIST
    return tree.Collection(low.parsed.span(node), kind, tuple(entries))


def _comprehension(low: Lowering, node: Node) -> tree.Node:
    """``[body for target in over if test]``: the body for each member that passes the test."""
    clauses = [child for child in named(node) if child.type in {"for_in_clause", "if_clause"}]
    clause, span = clauses[0], low.parsed.span(node)
    if [child.type for child in clauses].count("for_in_clause") > 1:
        return tree.Opaque(span, "for")
    body = node.child_by_field_name("body")
    if body is not None and body.type == "pair":
        inner: tree.Node = tree.Collection(
            span,
            LIST,
            (tree.Entry(span, None, low.field(body, "key")), tree.Entry(span, None, low.field(body, "value"))),
        )
    else:
        inner = low.field(node, "body")
    target = tree.Parameter(span, low.field(clause, "left"))
    routine = tree.Routine(span, "", (target,), inner, has_own_this=False)
    kind = tree.Constant(span, Text(Traced(node.type.partition("_")[0])))
    tests = [tree.Routine(span, "", (target,), _inner(low, one), has_own_this=False) for one in clauses[1:]]
    return _called(low, node, COMPREHENSION, low.field(clause, "right"), kind, routine, *tests)


# Operators


def _binary(low: Lowering, node: Node) -> tree.Node:
    """An operator; a long chain of the same one is one node, however deep it nests to the left."""
    sign, kind, span = low.name(node, "operator"), node.type, low.parsed.span(node)
    operands: list[tree.Node] = []
    left: Node | None = node
    while left is not None and left.type == kind and low.name(left, "operator") == sign:
        operands.append(low.field(left, "right"))
        left = left.child_by_field_name("left")
    operands.append(low.node(left) if left is not None else tree.Opaque(span, sign))
    operands.reverse()
    return tree.Operator(span, _SIGNS.get(sign, sign), tuple(operands))


def _comparison(low: Lowering, node: Node) -> tree.Node:
    operands = named(node)
    signs = [low.parsed.spelling(child) for child in node.children if not child.is_named]
    sign = " ".join(signs)
    if len(operands) != 2:
        return tree.Opaque(low.parsed.span(node), sign, tuple(low.node(one) for one in operands))
    return tree.Operator(low.parsed.span(node), _SIGNS.get(sign, sign), tuple(low.node(one) for one in operands))


def _unary(low: Lowering, node: Node) -> tree.Node:
    sign = low.name(node, "operator") or "!"
    operand = low.field(node, "argument")
    return tree.Operator(low.parsed.span(node), sign, (operand,)) if sign in {"!", "-"} else operand


def _choice(low: Lowering, node: Node) -> tree.Node:
    then, test, otherwise = (low.node(child) for child in named(node)[:3])
    return tree.Choice(low.parsed.span(node), test, then, otherwise)


def _assignment(low: Lowering, node: Node) -> tree.Node:
    """``a = b``, also with a type; ``a += b``. A type alone gives no value."""
    if node.child_by_field_name("right") is None:
        return nothing(low, node)
    sign = low.name(node, "operator").removesuffix("=") if node.type == "augmented_assignment" else ""
    left, right = low.field(node, "left"), low.field(node, "right")
    return tree.Assignment(low.parsed.span(node), left, right, sign)


def _named(low: Lowering, node: Node) -> tree.Node:
    return tree.Assignment(low.parsed.span(node), low.field(node, "name"), low.field(node, "value"))


# Calls and functions


def _call(low: Lowering, node: Node) -> tree.Node:
    if low.name(node, "function") == "super":
        return tree.Variable(low.parsed.span(node), "parent")
    listed = node.child_by_field_name("arguments")
    arguments = []
    if listed is not None and listed.type == "generator_expression":
        arguments.append(tree.Argument(low.parsed.span(listed), low.node(listed)))
    for child in named(listed) if listed is not None and listed.type == "argument_list" else ():
        span = low.parsed.span(child)
        if child.type == "keyword_argument":
            arguments.append(tree.Argument(span, low.field(child, "value"), low.name(child)))
        elif child.type in {"list_splat", "dictionary_splat"}:
            arguments.append(tree.Argument(span, _inner(low, child), "", spread=True))
        else:
            arguments.append(tree.Argument(span, low.node(child)))
    return tree.Invocation(low.parsed.span(node), low.field(node, "function"), tuple(arguments))


def _parameters(low: Lowering, node: Node) -> tuple[tree.Parameter, ...]:
    listed = node.child_by_field_name("parameters")
    found = []
    for child in named(listed) if listed is not None else ():
        span = low.parsed.span(child)
        if child.type in {"default_parameter", "typed_default_parameter"}:
            found.append(_parameter(low, child, low.field(child, "name"), low.field(child, "value")))
        elif child.type == "typed_parameter":
            inner = named(child)[0]
            target = _inner(low, inner) if inner.type in _SPLATS else low.node(inner)
            found.append(_parameter(low, child, target, None, inner.type))
        elif child.type in {"identifier", "tuple_pattern"}:
            found.append(tree.Parameter(span, low.node(child)))
        elif child.type in _SPLATS and named(child):
            found.append(_parameter(low, child, _inner(low, child), None, child.type))
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


def _function(low: Lowering, node: Node) -> tree.Routine:
    return tree.Routine(
        low.parsed.span(node), low.name(node), _parameters(low, node), low.field(node, "body"), has_own_this=False
    )


def _class(low: Lowering, node: Node) -> tree.Node:
    """A class. The object itself is no parameter of its methods: ``self`` is known everywhere."""
    methods: list[tree.Routine] = []
    statics: list[tree.Node] = []
    body = node.child_by_field_name("body")
    for child in named(body) if body is not None else ():
        decorators = [low.parsed.spelling(one) for one in named(child) if one.type == "decorator"]
        inner = child.child_by_field_name("definition") or child
        if inner.type == "function_definition":
            made = _function(low, inner)
            parameters = made.parameters if "@staticmethod" in decorators else made.parameters[1:]
            is_property = any(one.endswith("property") for one in decorators)
            methods.append(tree.Routine(made.span, made.name, parameters, made.body, is_property=is_property))
        else:
            statics.append(low.node(child))
    members = [
        (one.target.name, one.value)
        for one in statics
        if isinstance(one, tree.Assignment) and isinstance(one.target, tree.Variable)
    ]
    bases = node.child_by_field_name("superclasses")
    base = low.parsed.spelling(named(bases)[0]) if bases is not None and named(bases) else ""
    is_record = base.rpartition(".")[2] in _RECORDS or (node.parent is not None and _is_dataclass(low, node.parent))
    if is_record and not any(one.name == "__init__" for one in methods):
        methods.append(_constructor(low, node))
    return tree.ClassDefinition(low.parsed.span(node), low.name(node), base, tuple(methods), (), tuple(members))


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


# Statements


def _match(low: Lowering, node: Node) -> tree.Node:
    """``match``: texts and numbers are compared; whether any other pattern fits is left open."""
    cases = []
    body = node.child_by_field_name("body")
    for child in named(body) if body is not None else ():
        span, patterns = low.parsed.span(child), [one for one in named(child) if one.type == "case_pattern"]
        plain = [part for one in patterns for part in _alternatives(one)]
        values = tuple(low.node(one) for one in plain)
        if child.child_by_field_name("guard") is not None:
            values = (tree.Opaque(span, "if"),)
        cases.append(tree.Case(span, values, tree.Block(span, (low.field(child, "consequence"),))))
    return tree.Switch(low.parsed.span(node), low.field(node, "subject"), tuple(cases), falls=False)


def _alternatives(node: Node) -> list[Node]:
    """The values of a pattern; ``_`` has none."""
    inner = named(node)
    return named(inner[0]) if inner and inner[0].type == "union_pattern" else inner


def _decorated(low: Lowering, node: Node) -> tree.Node:
    return low.field(node, "definition")


def _import(low: Lowering, node: Node) -> tree.Node:
    """``import a.b``, ``import a.b as c``, ``from a import b as c``: each name is the module, or a member of it."""
    span = low.parsed.span(node)
    source = node.child_by_field_name("module_name")
    before = f"{low.parsed.spelling(source)}." if source is not None else ""
    made: list[tree.Node] = []
    for child in node.children_by_field_name("name"):
        name = low.name(child) if child.type == "aliased_import" else low.parsed.spelling(child)
        alias = low.name(child, "alias") if child.type == "aliased_import" else ""
        path = f"{before}{name}" if alias or before else name.partition(".")[0]
        module = _called(low, child, IMPORT, tree.Constant(span, Text(Traced(path))))
        made.append(tree.Assignment(span, tree.Variable(span, alias or name.partition(".")[0]), module, "declare"))
    return tree.Block(span, tuple(made))


def _if(low: Lowering, node: Node) -> tree.Node:
    otherwise: tree.Node | None = None
    for child in reversed(node.children_by_field_name("alternative")):
        if child.type == "else_clause":
            otherwise = low.field(child, "body")
        else:
            otherwise = tree.Branch(
                low.parsed.span(child), low.field(child, "condition"), low.field(child, "consequence"), otherwise
            )
    return tree.Branch(low.parsed.span(node), low.field(node, "condition"), low.field(node, "consequence"), otherwise)


def _for(low: Lowering, node: Node) -> tree.Node:
    over = _called(low, node, MEMBERS, low.field(node, "right"))
    return tree.Each(low.parsed.span(node), over, None, low.field(node, "left"), low.field(node, "body"))


def _while(low: Lowering, node: Node) -> tree.Node:
    return tree.While(low.parsed.span(node), low.field(node, "condition"), low.field(node, "body"))


def _with(low: Lowering, node: Node) -> tree.Node:
    """``with value as name``: the name is the value."""
    span = low.parsed.span(node)
    clause = next(child for child in named(node) if child.type == "with_clause")
    items = [low.field(child, "value") for child in named(clause)]
    return tree.Block(span, (*items, low.field(node, "body")))


def _as_pattern(low: Lowering, node: Node) -> tree.Node:
    target = node.child_by_field_name("alias")
    value = _inner(low, node)
    return value if target is None else tree.Assignment(low.parsed.span(node), _inner(low, target), value)


def _try(low: Lowering, node: Node) -> tree.Node:
    """What is tried, what follows where it went well, and what is done in the end."""
    parts = {child.type: child for child in named(node)}
    body = low.field(node, "body")
    if otherwise := parts.get("else_clause"):
        body = tree.Block(body.span, (body, low.field(otherwise, "body")))
    last = parts.get("finally_clause")
    return tree.Attempt(low.parsed.span(node), body, _inner(low, last) if last is not None else None)


SYNTAX: dict[str, Lower] = {
    **dict.fromkeys(("expression_statement", "parenthesized_expression", "await", "yield", "type"), _inner),
    **dict.fromkeys(("module", "block"), block),
    **dict.fromkeys(
        ("pass_statement", "global_statement", "nonlocal_statement", "assert_statement", "comment",
         "print_statement", "ERROR", "future_import_statement", "type_alias_statement"),
        nothing,
    ),
    **dict.fromkeys(("true", "false", "none"), _constant),
    **dict.fromkeys(("integer", "float"), _number),
    **dict.fromkeys(
        ("list", "tuple", "set", "expression_list", "pattern_list", "tuple_pattern", "list_pattern"), _list
    ),
    **dict.fromkeys(
        ("list_comprehension", "generator_expression", "set_comprehension", "dictionary_comprehension"), _comprehension
    ),
    **dict.fromkeys(("binary_operator", "boolean_operator"), _binary),
    **dict.fromkeys(("unary_operator", "not_operator"), _unary),
    **dict.fromkeys(("assignment", "augmented_assignment"), _assignment),
    **dict.fromkeys(("import_statement", "import_from_statement"), _import),
    **dict.fromkeys(("function_definition", "lambda"), _function),
    "string": _string,
    "concatenated_string": _concatenated,
    "identifier": _identifier,
    "attribute": _attribute,
    "subscript": _subscript,
    "dictionary": _dictionary,
    "comparison_operator": _comparison,
    "conditional_expression": _choice,
    "named_expression": _named,
    "call": _call,
    "decorated_definition": _decorated,
    "class_definition": _class,
    "if_statement": _if,
    "for_statement": _for,
    "while_statement": _while,
    "match_statement": _match,
    "with_statement": _with,
    "as_pattern": _as_pattern,
    "try_statement": _try,
    "delete_statement": deleting,
    "return_statement": leave("return"),
    "raise_statement": leave("throw"),
    "break_statement": leave("break"),
    "continue_statement": leave("continue"),
}  # fmt: skip
