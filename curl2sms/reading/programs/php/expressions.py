"""PHP's expressions: names and values, operators, calls."""

from __future__ import annotations

import re

from curl2sms.reading.programs import tree
from curl2sms.reading.programs.lowering import Lower, Lowering, named
from curl2sms.reading.programs.php import strings
from curl2sms.reading.programs.php.operators import number_text
from curl2sms.reading.programs.values import ARRAY, Number, Text
from curl2sms.traced import Traced, spelt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from tree_sitter import Node

_OPERATORS = {"and": "&&", "or": "||", "<>": "!=", "xor": "xor"}


def _inner(low: Lowering, node: Node) -> tree.Node:
    children = named(node)
    return low.node(children[0]) if children else tree.Opaque(low.parsed.span(node), node.type)


# Names and values


def _variable(low: Lowering, node: Node) -> tree.Node:
    return tree.Variable(low.parsed.span(node), low.parsed.spelling(node))


def _bare_name(low: Lowering, node: Node) -> tree.Node:
    spelling = low.parsed.spelling(node)
    constant = {"true": True, "false": False, "null": None}
    if spelling.lower() in constant:
        return tree.Constant(low.parsed.span(node), constant[spelling.lower()])
    if spelling == "PHP_EOL":
        return tree.Constant(low.parsed.span(node), Text(spelt("\n", low.parsed.span(node))))
    return tree.Variable(low.parsed.span(node), spelling.rpartition("\\")[2])


def _integer(low: Lowering, node: Node) -> tree.Node:
    text = low.parsed.traced(node)
    plain = text.text.replace("_", "").lower()
    try:
        octal = re.fullmatch(r"0[0-7]+", plain)
        value = str(int(plain, 8) if octal else int(plain, 0))
    except ValueError:
        value = plain
    return tree.Constant(low.parsed.span(node), Number(text.rewritten(0, len(text), value)))


def _float(low: Lowering, node: Node) -> tree.Node:
    text = low.parsed.traced(node)
    try:
        shown = number_text(float(text.text.replace("_", "")))
    except ValueError:
        shown = None
    if shown is None:
        return tree.Opaque(low.parsed.span(node), node.type)
    return tree.Constant(low.parsed.span(node), Number(text.rewritten(0, len(text), shown)))


def _constant(value: bool | None) -> Lower:
    return lambda low, node: tree.Constant(low.parsed.span(node), value)


def _boolean(low: Lowering, node: Node) -> tree.Node:
    return tree.Constant(low.parsed.span(node), low.parsed.spelling(node).lower() == "true")


def _array(low: Lowering, node: Node) -> tree.Node:
    entries = []
    for child in named(node):
        parts = named(child)
        span = low.parsed.span(child)
        if child.type == "variadic_unpacking" or (parts and parts[0].type == "variadic_unpacking"):
            inner = named(parts[0])[0] if parts[0].type == "variadic_unpacking" else parts[0]
            entries.append(tree.Entry(span, None, low.node(inner), spread=True))
        elif parts:
            value = parts[-1] if child.type == "array_element_initializer" else child
            key = low.node(parts[0]) if len(parts) == 2 else None
            entries.append(tree.Entry(span, key, low.node(value), by_reference=value.type == "by_ref"))
    return tree.Collection(low.parsed.span(node), ARRAY, tuple(entries))


def _list(low: Lowering, node: Node) -> tree.Node:
    entries: list[tree.Entry] = []
    number = 0
    children = [child for child in node.children if child.type != "comment"]
    at = 0
    while at < len(children):
        child = children[at]
        if child.type == ",":
            number += 1
        elif child.is_named:
            key: tree.Node = tree.Constant(low.parsed.span(child), Number(Traced(str(number))))
            if at + 1 < len(children) and children[at + 1].type == "=>":
                key = low.node(child)
                at += 2
                child = children[at]
            is_shared = child.type == "by_ref"
            entries.append(tree.Entry(low.parsed.span(child), key, low.node(child), by_reference=is_shared))
        at += 1
    return tree.Collection(low.parsed.span(node), ARRAY, tuple(entries))


def _member(low: Lowering, node: Node) -> tree.Node:
    return tree.Attribute(low.parsed.span(node), low.field(node, "object"), _member_name(low, node))


def _member_name(low: Lowering, node: Node) -> tree.Node:
    """The name of a property or a method: a name is a text, a variable is its value."""
    child = node.child_by_field_name("name")
    if child is not None and child.type == "name":
        return tree.Constant(low.parsed.span(child), Text(Traced(low.parsed.spelling(child))))
    return low.field(node, "name")


def _class_constant(low: Lowering, node: Node) -> tree.Node:
    scope, name = named(node)[:2]
    spelling = low.parsed.spelling(name)
    if spelling == "class" and low.parsed.spelling(scope).lower() in {"self", "static", "parent"}:
        return tree.Opaque(low.parsed.span(node), "class")
    if spelling == "class":
        return tree.Constant(low.parsed.span(node), Text(Traced(low.parsed.spelling(scope))))
    return tree.Attribute(
        low.parsed.span(node), _scope(low, scope), tree.Constant(low.parsed.span(name), Text(Traced(spelling)))
    )


def _static_property(low: Lowering, node: Node) -> tree.Node:
    name = node.child_by_field_name("name")
    spelling = low.parsed.spelling(name).lstrip("$") if name is not None else ""
    scope = node.child_by_field_name("scope")
    of = _scope(low, scope) if scope is not None else tree.Opaque(low.parsed.span(node), "class")
    return tree.Attribute(low.parsed.span(node), of, tree.Constant(low.parsed.span(node), Text(Traced(spelling))))


def _scope(low: Lowering, node: Node) -> tree.Node:
    spelling = low.parsed.spelling(node)
    if spelling.lower() in {"self", "static", "parent"}:
        return tree.Variable(low.parsed.span(node), "parent" if spelling.lower() == "parent" else "self")
    return low.node(node)


def _subscript(low: Lowering, node: Node) -> tree.Node:
    children = named(node)
    key = low.node(children[1]) if len(children) > 1 else None
    if low.parsed.spelling(children[0]) == "$GLOBALS" and isinstance(key, tree.Constant):
        return tree.Variable(low.parsed.span(node), f"${key.value}", of_program=True)
    if isinstance(key, tree.Variable) and not key.name.startswith("$") and children[1].type == "name":
        key = tree.Variable(key.span, key.name)
    return tree.Item(low.parsed.span(node), low.node(children[0]), key)


# Operators


def _binary(low: Lowering, node: Node) -> tree.Node:
    """An operator; a long chain of the same one is one node, however deep it nests to the left."""
    sign = low.name(node, "operator").lower()
    span = low.parsed.span(node)
    operands: list[tree.Node] = []
    left: Any = node
    while left is not None and left.type == "binary_expression" and low.name(left, "operator").lower() == sign:
        operands.append(low.field(left, "right"))
        left = left.child_by_field_name("left")
    operands.append(low.node(left))
    operands.reverse()
    if sign == ".":
        return tree.Pieces(span, tuple(operands))
    return tree.Operator(span, _OPERATORS.get(sign, sign), tuple(operands))


def _unary(low: Lowering, node: Node) -> tree.Node:
    sign = node.children[0].type
    operand = low.node(named(node)[-1])
    if sign == "+":
        return tree.Operator(low.parsed.span(node), "+", (tree.Constant(operand.span, Number(Traced("0"))), operand))
    return tree.Operator(low.parsed.span(node), sign, (operand,)) if sign in {"!", "-", "+"} else operand


def _cast(low: Lowering, node: Node) -> tree.Node:
    kind = low.name(node, "type").lower()
    span = low.parsed.span(node)
    value = low.field(node, "value")
    return tree.Invocation(span, tree.Variable(span, f"({kind})"), (tree.Argument(span, value),))


def _choice(low: Lowering, node: Node) -> tree.Node:
    test = low.field(node, "condition")
    body = node.child_by_field_name("body")
    otherwise = low.field(node, "alternative")
    if body is None:
        return tree.Operator(low.parsed.span(node), "||", (test, otherwise))
    return tree.Choice(low.parsed.span(node), test, low.node(body), otherwise)


def _assignment(low: Lowering, node: Node) -> tree.Node:
    sign = low.name(node, "operator").removesuffix("=") if node.type == "augmented_assignment_expression" else ""
    return tree.Assignment(low.parsed.span(node), low.field(node, "left"), low.field(node, "right"), sign)


def _reference(low: Lowering, node: Node) -> tree.Node:
    return tree.Reference(low.parsed.span(node), low.field(node, "left"), low.field(node, "right"))


def _step(low: Lowering, node: Node) -> tree.Node:
    sign = "++" if "++" in (child.type for child in node.children) else "--"
    is_prefix = node.children[0].type == sign
    return tree.Stepped(low.parsed.span(node), low.node(named(node)[0]), sign, is_prefix)


# Calls


def _arguments(low: Lowering, node: Node | None) -> tuple[tree.Argument, ...]:
    found = []
    for child in named(node) if node is not None else ():
        if child.type != "argument":
            continue
        span = low.parsed.span(child)
        name = child.child_by_field_name("name")
        parts = [part for part in named(child) if name is None or part.id != name.id]
        if not parts:
            continue
        spread = parts[-1].type == "variadic_unpacking"
        inner = named(parts[-1])[0] if spread else parts[-1]
        found.append(
            tree.Argument(span, low.node(inner), low.parsed.spelling(name) if name is not None else "", spread)
        )
    return tuple(found)


def _call(low: Lowering, node: Node) -> tree.Node:
    arguments = _arguments(low, node.child_by_field_name("arguments"))
    return tree.Invocation(low.parsed.span(node), low.field(node, "function"), arguments)


def _method_call(low: Lowering, node: Node) -> tree.Node:
    span = low.parsed.span(node)
    of = tree.Attribute(span, low.field(node, "object"), _member_name(low, node))
    return tree.Invocation(span, of, _arguments(low, node.child_by_field_name("arguments")))


def _static_call(low: Lowering, node: Node) -> tree.Node:
    span = low.parsed.span(node)
    scope = node.child_by_field_name("scope")
    of = tree.Attribute(
        span, _scope(low, scope) if scope is not None else tree.Opaque(span, "class"), _member_name(low, node)
    )
    return tree.Invocation(span, of, _arguments(low, node.child_by_field_name("arguments")))


def _new(low: Lowering, node: Node) -> tree.Node:
    children = named(node)
    arguments = next((child for child in children if child.type == "arguments"), None)
    of = low.node(children[0]) if children[0].type != "arguments" else tree.Opaque(low.parsed.span(node), "class")
    return tree.Invocation(low.parsed.span(node), of, _arguments(low, arguments), is_new=True)


EXPRESSIONS: dict[str, Lower] = {
    **dict.fromkeys(
        (
            "parenthesized_expression",
            "argument",
            "array_element_initializer",
            "by_ref",
            "error_suppression_expression",
            "variadic_unpacking",
        ),
        _inner,
    ),
    "string": strings.single,
    "encapsed_string": strings.double,
    "heredoc": strings.heredoc,
    "nowdoc": strings.heredoc,
    "variable_name": _variable,
    "dynamic_variable_name": lambda low, node: tree.NamedByValue(low.parsed.span(node), _inner(low, node)),
    "name": _bare_name,
    "qualified_name": _bare_name,
    "integer": _integer,
    "float": _float,
    "boolean": _boolean,
    "null": _constant(None),
    "array_creation_expression": _array,
    "list_literal": _list,
    "member_access_expression": _member,
    "nullsafe_member_access_expression": _member,
    "class_constant_access_expression": _class_constant,
    "scoped_property_access_expression": _static_property,
    "subscript_expression": _subscript,
    "binary_expression": _binary,
    "unary_op_expression": _unary,
    "cast_expression": _cast,
    "conditional_expression": _choice,
    "assignment_expression": _assignment,
    "augmented_assignment_expression": _assignment,
    "reference_assignment_expression": _reference,
    "update_expression": _step,
    "function_call_expression": _call,
    "member_call_expression": _method_call,
    "nullsafe_member_call_expression": _method_call,
    "scoped_call_expression": _static_call,
    "object_creation_expression": _new,
}
