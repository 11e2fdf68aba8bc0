"""JavaScript's expressions: texts and other constants, objects, operators, calls and functions."""

from __future__ import annotations

import re

from curl2sms.patterns import regex
from curl2sms.reading.programs import tree
from curl2sms.reading.programs.javascript.operators import IS_NEW, PLUS_OF_ONE, TYPE_OF, number_text
from curl2sms.reading.programs.lowering import Lower, Lowering, deleting, named, stepped
from curl2sms.reading.programs.values import LIST, NULL, OBJECT, Number, Text, Value
from curl2sms.records import replace
from curl2sms.traced import Traced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from tree_sitter import Node

_ESCAPE = regex(
    r"\\(?:u(?P<high>[dD][89aAbB][0-9A-Fa-f]{2})\\u(?P<low>[dD][c-fC-F][0-9A-Fa-f]{2})|u(?P<unit>[0-9A-Fa-f]{4})"
    r"|u\{(?P<code>[0-9A-Fa-f]{1,6})\}|x(?P<hex>[0-9A-Fa-f]{2})|(?P<octal>[0-3][0-7]{0,2}|[4-7][0-7]?)|(?P<line>\r\n|[\r\n\u2028\u2029])|(?P<one>.))",
    re.DOTALL,
)
_ONE = {"n": "\n", "r": "\r", "t": "\t", "v": "\v", "b": "\b", "f": "\f"}
_CONSTANTS: dict[str, Value] = {"true": True, "false": False, "null": NULL, "undefined": None}
_FUNCTIONS = {"function_declaration", "generator_function_declaration", "function_expression", "function",
              "arrow_function", "generator_function", "method_definition"}  # fmt: skip


def inner(low: Lowering, node: Node) -> tree.Node:
    """What is in brackets, or in a statement of one expression."""
    children = named(node)
    return low.node(children[-1]) if children else tree.Constant(low.parsed.span(node), None)


# Texts and other constants


def _char(found: re.Match[str]) -> str:
    if found["high"]:
        units = bytes.fromhex(found["high"] + found["low"])
        return units.decode("utf-16-be")
    if number := found["unit"] or found["code"] or found["hex"]:
        code = int(number, 16)
        return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
    if found["octal"]:
        return chr(int(found["octal"], 8))
    return "" if found["line"] else _ONE.get(found["one"], found["one"])


def _unescaped(text: Traced) -> Traced:
    return text.sub(_ESCAPE, _char) if "\\" in text.text else text


def _string(low: Lowering, node: Node) -> tree.Node:
    text = low.parsed.between(node.start_byte + 1, node.end_byte - 1)
    return tree.Constant(low.parsed.span(node), Text(_unescaped(text)))


def _template(low: Lowering, node: Node) -> tree.Node:
    span, at = low.parsed.span(node), node.start_byte + 1
    parts: list[tree.Node] = []
    for child in node.children:
        if child.type == "template_substitution":
            parts.append(tree.Constant(span, Text(_unescaped(low.parsed.between(at, child.start_byte)))))
            parts.append(inner(low, child))
            at = child.end_byte
    last = tree.Constant(span, Text(_unescaped(low.parsed.between(at, node.end_byte - 1))))
    return tree.Pieces(span, (*parts, last)) if parts else last


def _number(low: Lowering, node: Node) -> tree.Node:
    text = low.parsed.traced(node)
    plain = text.text.replace("_", "").lower().removesuffix("n")
    if re.fullmatch(r"0[0-7]+", plain):
        value = str(int(plain, 8))  # as old scripts write octal digits
    elif plain.startswith(("0x", "0o", "0b")):
        value = number_text(int(plain, 0))
    else:
        value = plain if text.text.endswith("n") else number_text(float(plain))
    return tree.Constant(low.parsed.span(node), Number(text.rewritten(0, len(text), value)))


def _constant(low: Lowering, node: Node) -> tree.Node:
    value: Value = _CONSTANTS[low.parsed.spelling(node)]
    return tree.Constant(low.parsed.span(node), value)


def _regex(low: Lowering, node: Node) -> tree.Node:
    span = low.parsed.span(node)
    pattern, flags = (tree.Argument(span, low.text(node, low.name(node, part))) for part in ("pattern", "flags"))
    return tree.Invocation(span, tree.Variable(span, "RegExp"), (pattern, flags), is_new=True)


# Names, objects and lists


def _identifier(low: Lowering, node: Node) -> tree.Node:
    return tree.Variable(low.parsed.span(node), low.parsed.spelling(node))


def _member(low: Lowering, node: Node) -> tree.Node:
    name = node.child_by_field_name("property")
    of = low.field(node, "object")
    spelling = low.parsed.spelling(name) if name is not None else ""
    return tree.Attribute(low.parsed.span(node), of, low.text(name if name is not None else node, spelling))


def _subscript(low: Lowering, node: Node) -> tree.Node:
    return tree.Item(low.parsed.span(node), low.field(node, "object"), low.field(node, "index"))


def _key(low: Lowering, node: Node) -> tree.Node:
    if node.type in {"property_identifier", "private_property_identifier", "shorthand_property_identifier_pattern"}:
        return low.text(node, low.parsed.spelling(node))
    return inner(low, node) if node.type == "computed_property_name" else low.node(node)


def _object(low: Lowering, node: Node) -> tree.Node:
    entries: list[tree.Entry] = []
    for child in named(node):
        span = low.parsed.span(child)
        if child.type in {"pair", "pair_pattern"}:
            key = child.child_by_field_name("key")
            entries.append(tree.Entry(span, _key(low, key) if key is not None else None, low.field(child, "value")))
        elif child.type in {"shorthand_property_identifier", "shorthand_property_identifier_pattern"}:
            spelling = low.parsed.spelling(child)
            entries.append(tree.Entry(span, low.text(child, spelling), tree.Variable(span, spelling)))
        elif child.type == "object_assignment_pattern":
            target = tree.Variable(span, low.name(child, "left"))
            default = tree.Assignment(span, target, low.field(child, "right"))
            entries.append(tree.Entry(span, low.text(child, target.name), default))
        elif child.type in {"spread_element", "rest_pattern"}:
            entries.append(tree.Entry(span, None, inner(low, child), spread=True))
        elif child.type == "method_definition" and {"get", "set"} & {part.type for part in child.children}:
            return tree.Opaque(span, "accessor")  # a member that is worked out each time it is named
        elif child.type == "method_definition":
            entries.append(tree.Entry(span, low.text(child, low.name(child)), low.node(child)))
    return tree.Collection(low.parsed.span(node), OBJECT, tuple(entries))


def _array(low: Lowering, node: Node) -> tree.Node:
    entries: list[tree.Entry] = []
    number, is_hole = 0, True
    for child in node.children:
        span = low.parsed.span(child)
        if child.type == ",":
            if is_hole and node.type == "array":
                entries.append(tree.Entry(span, None, tree.Constant(span, None)))
            number, is_hole = number + 1, True
        elif child.is_named and child.type != "comment":
            spread, is_hole = child.type in {"spread_element", "rest_pattern"}, False
            value = inner(low, child) if spread else low.node(child)
            key = (
                tree.Constant(span, Number(Traced(str(number))))
                if node.type == "array_pattern" and not spread
                else None
            )
            entries.append(tree.Entry(span, key, value, spread))
    return tree.Collection(low.parsed.span(node), LIST, tuple(entries))


# Operators


def _binary(low: Lowering, node: Node) -> tree.Node:
    """An operator; a long chain of the same one is one node, however deep it nests to the left."""
    sign, span = low.name(node, "operator"), low.parsed.span(node)
    operands: list[tree.Node] = []
    left: Any = node
    while left is not None and left.type == "binary_expression" and low.name(left, "operator") == sign:
        operands.append(low.field(left, "right"))
        left = left.child_by_field_name("left")
    operands.append(low.node(left))
    operands.reverse()
    return tree.Operator(span, sign, tuple(operands))


def _unary(low: Lowering, node: Node) -> tree.Node:
    sign = low.name(node, "operator")
    operand = low.field(node, "argument")
    span = low.parsed.span(node)
    if sign in {"!", "-"}:
        return tree.Operator(span, sign, (operand,))
    if sign in {"+", "typeof"}:
        return tree.Operator(span, PLUS_OF_ONE if sign == "+" else TYPE_OF, (tree.Constant(span, None), operand))
    if sign == "delete":
        return deleting(low, node)
    if sign == "void":
        return tree.Constant(span, None)
    return tree.Operator(span, "^", (tree.Constant(span, Number(Traced("-1"))), operand)) if sign == "~" else operand


def _choice(low: Lowering, node: Node) -> tree.Node:
    parts = [low.field(node, name) for name in ("condition", "consequence", "alternative")]
    return tree.Choice(low.parsed.span(node), *parts)


def _assignment(low: Lowering, node: Node) -> tree.Node:
    sign = low.name(node, "operator").removesuffix("=") if node.type == "augmented_assignment_expression" else ""
    span, target, value = low.parsed.span(node), low.field(node, "left"), low.field(node, "right")
    if sign in {"||", "&&"}:  # a ||= b
        return tree.Assignment(span, target, tree.Operator(span, sign, (target, value)))
    return tree.Assignment(span, target, value, sign)


def _step(low: Lowering, node: Node) -> tree.Node:
    sign, is_prefix = low.name(node, "operator")[:1], not node.children[0].is_named
    target, span = low.field(node, "argument"), low.parsed.span(node)
    if sign == "-":
        return stepped(low, node, target, is_prefix=is_prefix, sign=sign)
    one = tree.Constant(span, Number(Traced("-1")))  # taken away, because + would join it to a text
    made = tree.Assignment(span, target, one, "-")
    return made if is_prefix else tree.Operator(span, "+", (made, one))


def _default(low: Lowering, node: Node) -> tree.Node:
    return tree.Assignment(low.parsed.span(node), low.field(node, "left"), low.field(node, "right"))


def _sequence(low: Lowering, node: Node) -> tree.Node:
    return tree.Operator(low.parsed.span(node), ",", tuple(low.node(child) for child in named(node)))


# Calls and functions


def _arguments(low: Lowering, node: Node | None) -> tuple[tree.Argument, ...]:
    if node is None:
        return ()
    if node.type == "template_string":
        return _tagged(low, node)
    found = []
    for child in named(node):
        spread = child.type == "spread_element"
        found.append(
            tree.Argument(low.parsed.span(child), inner(low, child) if spread else low.node(child), "", spread)
        )
    return tuple(found)


# A function of no name that a program could write: the texts of a tagged template, as they are and as they are spelt.
TAGGED = "tagged()"


def _tagged(low: Lowering, node: Node) -> tuple[tree.Argument, ...]:
    """The arguments of a tag: the texts of the template, and the values between them."""
    span, at = low.parsed.span(node), node.start_byte + 1
    spelt, values = [], []
    for child in node.children:
        if child.type == "template_substitution":
            spelt.append(low.parsed.between(at, child.start_byte))
            values.append(tree.Argument(low.parsed.span(child), inner(low, child)))
            at = child.end_byte
    spelt.append(low.parsed.between(at, node.end_byte - 1))
    lists = [
        tree.Collection(span, LIST, tuple(tree.Entry(span, None, tree.Constant(span, Text(text))) for text in texts))
        for texts in ([_unescaped(one) for one in spelt], spelt)
    ]
    made = tree.Invocation(span, tree.Variable(span, TAGGED), tuple(tree.Argument(span, one) for one in lists))
    return (tree.Argument(span, made), *values)


def _call(low: Lowering, node: Node) -> tree.Node:
    arguments = _arguments(low, node.child_by_field_name("arguments"))
    return tree.Invocation(low.parsed.span(node), low.field(node, "function"), arguments)


def _new(low: Lowering, node: Node) -> tree.Node:
    arguments = _arguments(low, node.child_by_field_name("arguments"))
    return tree.Invocation(low.parsed.span(node), low.field(node, "constructor"), arguments, is_new=True)


def _parameters(low: Lowering, node: Node) -> tuple[tree.Parameter, ...]:
    alone = node.child_by_field_name("parameter")
    listed = node.child_by_field_name("parameters")
    found = []
    for child in [alone] if alone is not None else named(listed) if listed is not None else []:
        span = low.parsed.span(child)
        if child.type == "assignment_pattern":
            found.append(tree.Parameter(span, low.field(child, "left"), low.field(child, "right")))
        elif child.type == "rest_pattern":
            found.append(tree.Parameter(span, inner(low, child), None, variadic=True))
        elif child.type in {"required_parameter", "optional_parameter"}:  # of TypeScript
            pattern, default = child.child_by_field_name("pattern"), child.child_by_field_name("value")
            is_property = any(part.type in {"accessibility_modifier", "readonly"} for part in child.children)
            if pattern is not None and pattern.type != "this":
                target = inner(low, pattern) if pattern.type == "rest_pattern" else low.node(pattern)
                is_rest = pattern.type == "rest_pattern"
                kind = _type_of(low, child)
                found.append(tree.Parameter(span, target, low.optional(default), is_rest, is_property, type=kind))
        else:
            found.append(tree.Parameter(span, low.node(child)))
    return tuple(found)


def _type_of(low: Lowering, parameter: Node) -> tree.Node | None:
    """The name of the type that TypeScript gives a parameter: ``Array`` for ``string[]`` too."""
    annotation = parameter.child_by_field_name("type")
    of = annotation.named_children[0] if annotation is not None and annotation.named_children else None
    if of is not None and of.type == "readonly_type":
        of = of.named_children[0]
    if of is None or of.type not in {"array_type", "generic_type"}:
        return None
    name = of.child_by_field_name("name")
    return tree.Variable(low.parsed.span(of), "Array" if name is None else low.parsed.spelling(name))


def _typed(low: Lowering, node: Node) -> tree.Node:
    """``x as T``, ``x!``: the value."""
    return low.node(named(node)[0])


def _function(low: Lowering, node: Node) -> tree.Node:
    span, is_arrow = low.parsed.span(node), node.type == "arrow_function"
    body = low.field(node, "body")
    yields = "all" if any(child.type == "*" for child in node.children) else ""
    return tree.Routine(span, low.name(node), _parameters(low, node), body, has_own_this=not is_arrow, yields=yields)


def _class(low: Lowering, node: Node) -> tree.Node:
    body = node.child_by_field_name("body")
    methods: list[tree.Routine] = []
    members: dict[bool, list[tuple[str, tree.Node | None]]] = {True: [], False: []}
    for child in named(body) if body is not None else ():
        is_static = any(part.type == "static" for part in child.children)
        if child.type == "method_definition":
            made = _function(low, child)
            kinds = {part.type for part in child.children}
            if isinstance(made, tree.Routine):
                methods.append(replace(made, is_property="get" in kinds, sets="set" in kinds))
        elif child.type in {"field_definition", "public_field_definition"}:
            value = low.optional(child.child_by_field_name("value"))
            if value is None and child.type == "field_definition":
                value = tree.Constant(low.parsed.span(child), None)
            name = low.name(child, "property") or low.name(child, "name")
            members[is_static].append((name.strip("\"'"), value))
    heritage = next((child for child in named(node) if child.type == "class_heritage"), None)
    bases = [one for one in (named(heritage) if heritage is not None else []) if one.type != "implements_clause"]
    base = low.name(bases[0], "value") or low.parsed.spelling(bases[0]) if bases else ""  # of TypeScript it is a clause
    return tree.ClassDefinition(
        low.parsed.span(node), low.name(node), base, tuple(methods), tuple(members[False]), tuple(members[True])
    )


def _yield(low: Lowering, node: Node) -> tree.Node:
    is_each = any(child.type == "*" for child in node.children)
    return tree.Yield(low.parsed.span(node), inner(low, node) if named(node) else None, is_each)


def _meta(low: Lowering, node: Node) -> tree.Node:
    """``new.target``: whether a function is called with ``new``; ``import.meta`` is not shown."""
    span = low.parsed.span(node)
    if low.parsed.spelling(node) != "new.target":
        return tree.Opaque(span, "meta")
    return tree.Operator(span, IS_NEW, (tree.Constant(span, None), tree.Variable(span, "this")))


EXPRESSIONS: dict[str, Lower] = {
    **dict.fromkeys(("parenthesized_expression", "await_expression"), inner),
    **dict.fromkeys(("as_expression", "satisfies_expression", "non_null_expression"), _typed),
    **dict.fromkeys(("true", "false", "null", "undefined"), _constant),
    **dict.fromkeys(_FUNCTIONS, _function),
    **dict.fromkeys(("class_declaration", "abstract_class_declaration", "class"), _class),
    **dict.fromkeys(("object", "object_pattern"), _object),
    **dict.fromkeys(("array", "array_pattern"), _array),
    **dict.fromkeys(("assignment_expression", "augmented_assignment_expression"), _assignment),
    **dict.fromkeys(
        ("identifier", "this", "super", "import", "property_identifier", "shorthand_property_identifier"), _identifier
    ),
    "string": _string,
    "template_string": _template,
    "number": _number,
    "regex": _regex,
    "member_expression": _member,
    "subscript_expression": _subscript,
    "binary_expression": _binary,
    "unary_expression": _unary,
    "ternary_expression": _choice,
    "update_expression": _step,
    "assignment_pattern": _default,
    "sequence_expression": _sequence,
    "call_expression": _call,
    "new_expression": _new,
    "yield_expression": _yield,
    "meta_property": _meta,
}
