"""Python's syntax tree, as tree-sitter gives it, becomes the tree that all languages share."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from curl2sms.patterns import regex
from curl2sms.reading.programs import tree
from curl2sms.reading.programs.lowering import Lower, Lowering, block, deleting, leave, named, nothing
from curl2sms.reading.programs.python.definitions import class_definition, decorated, function, inner
from curl2sms.reading.programs.values import LIST, MAP, TUPLE, Number, Text, Value
from curl2sms.records import replace
from curl2sms.traced import Traced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tree_sitter import Node

# Functions of no name that a program could write: what the syntax itself does.
IMPORT, SLICE = "import()", "slice()"
MEMBERS, FORMAT, ENTER = "members()", "format()", "enter()"

# String escapes: Python's language reference, 2.4.1.1.
_ESCAPE = regex(
    r"\\(?:u(?P<unit>[0-9A-Fa-f]{4})|U(?P<code>[0-9A-Fa-f]{8})|x(?P<hex>[0-9A-Fa-f]{2})|N\{(?P<named>[^{}]+)\}|(?P<octal>[0-7]{1,3})"
    r"|(?P<line>\r?\n)|(?P<one>[\\'\"abfnrtv]))"
)
_ONE = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_CONSTANTS: dict[str, bool | None] = {"true": True, "false": False, "none": None}
_SIGNS = {"and": "&&", "or": "||", "not": "!", "is": "===", "is not": "!==", "<>": "!="}


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
            entries.append(tree.Entry(span, None, inner(low, child), spread=True))
    return tree.Collection(low.parsed.span(node), MAP, tuple(entries))


def _list(low: Lowering, node: Node) -> tree.Node:
    """A list, a tuple or a set; also as a target (``a, b = ...``), where each entry has its number."""
    is_target = node.type in {"pattern_list", "tuple_pattern", "list_pattern"}
    entries = []
    for number, child in enumerate(named(node)):
        span = low.parsed.span(child)
        # The grammar has the star of `[*d.values()]` around `d` alone.
        spread = child.type == "list_splat_pattern" or low.parsed.spelling(child).startswith("*")
        key = tree.Constant(span, Number(Traced(str(number)))) if is_target and not spread else None
        value = low.node(child)
        if spread:
            value = value if is_target else _called(low, child, MEMBERS, value)
        entries.append(tree.Entry(span, key, value, spread))
    kind = TUPLE if node.type in {"tuple", "expression_list"} else LIST
    made = tree.Collection(low.parsed.span(node), kind, tuple(entries))
    return _called(low, node, "set", made) if node.type == "set" else made


def _comprehension(low: Lowering, node: Node) -> tree.Node:
    """``[body for target in over if test]``: the body for each member that passes the test."""
    clauses: list[tree.Clause] = []
    for child in named(node):
        span = low.parsed.span(child)
        if child.type == "for_in_clause":
            over = _called(low, child, MEMBERS, low.field(child, "right"))
            clauses.append(tree.Clause(span, low.field(child, "left"), over))
        elif child.type == "if_clause":
            clauses[-1] = replace(clauses[-1], tests=(*clauses[-1].tests, inner(low, child)))
    body, span = node.child_by_field_name("body"), low.parsed.span(node)
    if body is not None and body.type == "pair":
        return tree.Comprehension(span, low.field(body, "key"), low.field(body, "value"), tuple(clauses))
    made = tree.Comprehension(span, None, low.field(node, "body"), tuple(clauses))
    return _called(low, node, "set", made) if node.type == "set_comprehension" else made


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
    if sign == "~":
        return tree.Opaque(low.parsed.span(node), sign, (operand,))
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
        elif child.type == "list_splat":
            arguments.append(tree.Argument(span, _called(low, child, MEMBERS, inner(low, child)), "", spread=True))
        elif child.type == "dictionary_splat":
            arguments.append(tree.Argument(span, inner(low, child), "", spread=True))
        else:
            arguments.append(tree.Argument(span, low.node(child)))
    return tree.Invocation(low.parsed.span(node), low.field(node, "function"), tuple(arguments))


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
    span, target, body = low.parsed.span(node), low.field(node, "left"), low.field(node, "body")
    return tree.Each(span, over, None, target, body, otherwise=_otherwise(low, node))


def _otherwise(low: Lowering, node: Node) -> tree.Node | None:
    """The ``else`` of a loop."""
    clause = node.child_by_field_name("alternative")
    return low.field(clause, "body") if clause is not None else None


def _while(low: Lowering, node: Node) -> tree.Node:
    span, test, body = low.parsed.span(node), low.field(node, "condition"), low.field(node, "body")
    return tree.While(span, test, body, otherwise=_otherwise(low, node))


def _with(low: Lowering, node: Node) -> tree.Node:
    """``with value as name``: the name is the value."""
    span = low.parsed.span(node)
    clause = next(child for child in named(node) if child.type == "with_clause")
    items = [_entered(low, child.child_by_field_name("value") or child) for child in named(clause)]
    return tree.Block(span, (*items, low.field(node, "body")))


def _entered(low: Lowering, node: Node) -> tree.Node:
    target = node.child_by_field_name("alias")
    if node.type != "as_pattern" or target is None:
        return low.node(node)
    return tree.Assignment(low.parsed.span(node), inner(low, target), _called(low, node, ENTER, inner(low, node)))


def _as_pattern(low: Lowering, node: Node) -> tree.Node:
    target = node.child_by_field_name("alias")
    value = inner(low, node)
    return value if target is None else tree.Assignment(low.parsed.span(node), inner(low, target), value)


def _try(low: Lowering, node: Node) -> tree.Node:
    """What is tried, what follows where it went well, and what is done in the end."""
    parts = {child.type: child for child in named(node)}
    body = low.field(node, "body")
    if otherwise := parts.get("else_clause"):
        body = tree.Block(body.span, (body, low.field(otherwise, "body")))
    last = parts.get("finally_clause")
    handlers = tuple(_handler(low, child) for child in named(node) if child.type == "except_clause")
    return tree.Attempt(low.parsed.span(node), body, handlers, inner(low, last) if last is not None else None)


def _handler(low: Lowering, node: Node) -> tree.Catch:
    """``except (A, B) as error``."""
    *values, body = named(node)
    target: tree.Node | None = None
    if values and values[0].type == "as_pattern":
        alias = values[0].child_by_field_name("alias")
        target = inner(low, alias) if alias is not None else None
        values = named(values[0])[:1]
    if values and values[0].type == "tuple":
        values = named(values[0])
    names = tuple(low.parsed.spelling(one).rpartition(".")[2] for one in values)
    return tree.Catch(low.parsed.span(node), names, target, low.node(body))


def _global(low: Lowering, node: Node) -> tree.Node:
    names = tuple(low.parsed.spelling(one) for one in named(node))
    return tree.Global(low.parsed.span(node), names, is_near=node.type == "nonlocal_statement")


def _yield(low: Lowering, node: Node) -> tree.Node:
    is_each = any(child.type == "from" for child in node.children)
    return tree.Yield(low.parsed.span(node), inner(low, node) if named(node) else None, is_each)


SYNTAX: dict[str, Lower] = {
    **dict.fromkeys(
        ("expression_statement", "parenthesized_expression", "await", "type", "list_splat", "list_splat_pattern"), inner
    ),
    **dict.fromkeys(("module", "block"), block),
    **dict.fromkeys(
        ("pass_statement", "assert_statement", "comment",
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
    **dict.fromkeys(("function_definition", "lambda"), function),
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
    "decorated_definition": decorated,
    "class_definition": class_definition,
    "if_statement": _if,
    "for_statement": _for,
    "while_statement": _while,
    "match_statement": _match,
    "with_statement": _with,
    "as_pattern": _as_pattern,
    "try_statement": _try,
    "delete_statement": deleting,
    "global_statement": _global,
    "nonlocal_statement": _global,
    "yield": _yield,
    "return_statement": leave("return"),
    "raise_statement": leave("throw"),
    "break_statement": leave("break"),
    "continue_statement": leave("continue"),
}  # fmt: skip
