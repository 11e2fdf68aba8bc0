"""PHP's syntax tree, as tree-sitter gives it, becomes the tree that all languages share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from curl2sms.errors import SampleError, note
from curl2sms.reading.php import strings
from curl2sms.reading.programs import tree
from curl2sms.reading.programs.parsing import DEEPEST, Parsed
from curl2sms.reading.programs.values import ARRAY, Number, Text
from curl2sms.records import draft
from curl2sms.traced import Traced, spelt

if TYPE_CHECKING:
    from tree_sitter import Node

_OPERATORS = {"and": "&&", "or": "||", "<>": "!=", "xor": "xor"}


@draft
class Lowering:
    """The way from one tree to the other."""

    parsed: Parsed
    depth: int = 0

    def program(self) -> tree.Program:
        """The whole text."""
        root = self.parsed.root
        return tree.program(tree.Block(self.parsed.span(root), tuple(self.statements(root))))

    def statements(self, node: Node) -> Iterator[tree.Node]:
        """The statements of a block."""
        for child in node.named_children:
            if child.type not in {"comment", "php_tag", "text", "text_interpolation", "namespace_name"}:
                yield self.node(child)

    def node(self, node: Node) -> tree.Node:
        """A statement or an expression."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise SampleError(note("program-too-deep", self.parsed.span(node)))
        made = _NODES.get(node.type, _opaque)(self, node)
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


def _named(node: Node) -> list[Node]:
    return [child for child in node.named_children if child.type != "comment"]


def _opaque(low: Lowering, node: Node) -> tree.Node:
    children = tuple(low.node(child) for child in _named(node) if child.type in _NODES)
    return tree.Opaque(low.parsed.span(node), node.type, children)


def _inner(low: Lowering, node: Node) -> tree.Node:
    children = _named(node)
    return low.node(children[0]) if children else tree.Opaque(low.parsed.span(node), node.type)


def _block(low: Lowering, node: Node) -> tree.Node:
    return tree.Block(low.parsed.span(node), tuple(low.statements(node)))


def _nothing(low: Lowering, node: Node) -> tree.Node:
    return tree.Block(low.parsed.span(node), ())


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
    value = float(text.text.replace("_", ""))
    shown = str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)
    return tree.Constant(low.parsed.span(node), Number(text.rewritten(0, len(text), shown)))


def _constant(value: bool | None) -> Callable[[Lowering, Node], tree.Node]:
    return lambda low, node: tree.Constant(low.parsed.span(node), value)


def _boolean(low: Lowering, node: Node) -> tree.Node:
    return tree.Constant(low.parsed.span(node), low.parsed.spelling(node).lower() == "true")


def _array(low: Lowering, node: Node) -> tree.Node:
    entries = []
    for child in _named(node):
        parts = _named(child)
        span = low.parsed.span(child)
        if child.type == "variadic_unpacking" or (parts and parts[0].type == "variadic_unpacking"):
            inner = _named(parts[0])[0] if parts[0].type == "variadic_unpacking" else parts[0]
            entries.append(tree.Entry(span, None, low.node(inner), spread=True))
        elif len(parts) == 2:
            entries.append(tree.Entry(span, low.node(parts[0]), low.node(parts[1])))
        elif parts:
            entries.append(
                tree.Entry(span, None, low.node(parts[0] if child.type == "array_element_initializer" else child))
            )
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
            entries.append(tree.Entry(low.parsed.span(child), key, low.node(child)))
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
    scope, name = _named(node)[:2]
    spelling = low.parsed.spelling(name)
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
    children = _named(node)
    key = low.node(children[1]) if len(children) > 1 else None
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
    operand = low.node(_named(node)[-1])
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


def _step(low: Lowering, node: Node) -> tree.Node:
    target = low.node(_named(node)[0])
    sign = "+" if "++" in (child.type for child in node.children) else "-"
    span = low.parsed.span(node)
    return tree.Assignment(span, target, tree.Constant(span, Number(Traced("1"))), sign)


# Calls


def _arguments(low: Lowering, node: Node | None) -> tuple[tree.Argument, ...]:
    found = []
    for child in _named(node) if node is not None else ():
        if child.type != "argument":
            continue
        span = low.parsed.span(child)
        name = child.child_by_field_name("name")
        parts = [part for part in _named(child) if name is None or part.id != name.id]
        if not parts:
            continue
        spread = parts[-1].type == "variadic_unpacking"
        inner = _named(parts[-1])[0] if spread else parts[-1]
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
    children = _named(node)
    arguments = next((child for child in children if child.type == "arguments"), None)
    of = low.node(children[0]) if children[0].type != "arguments" else tree.Opaque(low.parsed.span(node), "class")
    return tree.Invocation(low.parsed.span(node), of, _arguments(low, arguments), is_new=True)


def _exit(low: Lowering, node: Node) -> tree.Node:
    inner = _named(node)
    return tree.Leave(low.parsed.span(node), "exit", low.node(inner[0]) if inner else None)


# Functions and classes


def _parameters(low: Lowering, node: Node | None) -> tuple[tree.Parameter, ...]:
    found = []
    for child in _named(node) if node is not None else ():
        name = child.child_by_field_name("name")
        if name is not None:
            target = low.node(name)
            default = low.optional(child.child_by_field_name("default_value"))
            kind = child.type
            found.append(
                tree.Parameter(
                    low.parsed.span(child),
                    target,
                    default,
                    kind == "variadic_parameter",
                    kind == "property_promotion_parameter",
                )
            )
    return tuple(found)


def _function(low: Lowering, node: Node) -> tree.Node:
    body = node.child_by_field_name("body")
    span = low.parsed.span(node)
    return tree.Routine(
        span,
        low.name(node),
        _parameters(low, node.child_by_field_name("parameters")),
        low.node(body) if body is not None else tree.Block(span, ()),
        is_bare=node.type in {"function_definition", "method_declaration"},
        has_own_this=node.type in {"function_definition", "method_declaration"},
    )


def _class(low: Lowering, node: Node) -> tree.Node:
    body = node.child_by_field_name("body")
    methods: list[tree.Routine] = []
    properties: list[tuple[str, tree.Node | None]] = []
    statics: list[tuple[str, tree.Node | None]] = []
    for child in _named(body) if body is not None else ():
        if child.type == "method_declaration":
            made = _function(low, child)
            if isinstance(made, tree.Routine):
                methods.append(made)
        elif child.type == "property_declaration":
            is_static = any(part.type == "static_modifier" for part in child.children)
            for one in _named(child):
                if one.type == "property_element":
                    name = low.name(one).lstrip("$")
                    (statics if is_static else properties).append(
                        (name, low.optional(one.child_by_field_name("default_value")))
                    )
        elif child.type == "const_declaration":
            statics += _constants(low, child)
    base = next((child for child in _named(node) if child.type == "base_clause"), None)
    extended = low.parsed.spelling(_named(base)[0]).rpartition("\\")[2] if base is not None else ""
    return tree.ClassDefinition(
        low.parsed.span(node), low.name(node), extended, tuple(methods), tuple(properties), tuple(statics)
    )


def _constants(low: Lowering, node: Node) -> list[tuple[str, tree.Node | None]]:
    elements = [_named(one) for one in _named(node) if one.type == "const_element"]
    return [(low.parsed.spelling(parts[0]), low.node(parts[1])) for parts in elements if len(parts) > 1]


def _const(low: Lowering, node: Node) -> tree.Node:
    span = low.parsed.span(node)
    return tree.Block(
        span,
        tuple(
            tree.Assignment(span, tree.Variable(span, name), value) for name, value in _constants(low, node) if value
        ),
    )


# Statements


def _if(low: Lowering, node: Node) -> tree.Node:
    alternatives = node.children_by_field_name("alternative")
    otherwise: tree.Node | None = None
    for each in reversed(alternatives):
        if each.type == "else_clause":
            otherwise = low.optional(each.child_by_field_name("body")) or _block(low, each)
        else:
            otherwise = tree.Branch(
                low.parsed.span(each), low.field(each, "condition"), low.field(each, "body"), otherwise
            )
    return tree.Branch(low.parsed.span(node), low.field(node, "condition"), low.field(node, "body"), otherwise)


def _switch(low: Lowering, node: Node) -> tree.Node:
    body = node.child_by_field_name("body")
    cases = []
    for child in _named(body) if body is not None else ():
        value = child.child_by_field_name("value")
        inner = [part for part in _named(child) if value is None or part.id != value.id]
        span = low.parsed.span(child)
        values = (low.node(value),) if value is not None else ()
        cases.append(tree.Case(span, values, tree.Block(span, tuple(low.node(part) for part in inner))))
    return tree.Switch(low.parsed.span(node), low.field(node, "condition"), tuple(cases))


def _match(low: Lowering, node: Node) -> tree.Node:
    body = node.child_by_field_name("body")
    made: tree.Node = tree.Constant(low.parsed.span(node), None)
    subject = low.field(node, "condition")
    for child in reversed(_named(body) if body is not None else []):
        result = child.child_by_field_name("return_expression") or _named(child)[-1]
        conditions = child.child_by_field_name("conditional_expressions")
        if conditions is None:
            made = low.node(result)
            continue
        span = low.parsed.span(child)
        tests = tuple(tree.Operator(span, "===", (subject, low.node(one))) for one in _named(conditions))
        made = tree.Choice(
            span, tests[0] if len(tests) == 1 else tree.Operator(span, "||", tests), low.node(result), made
        )
    return made


def _foreach(low: Lowering, node: Node) -> tree.Node:
    body = node.child_by_field_name("body")
    children = [child for child in _named(node) if body is None or child.id != body.id]
    over, what = children[0], children[1]
    key = None
    if what.type == "pair":
        first, what = _named(what)[:2]
        key = low.node(first)
    target = _named(what)[0] if what.type == "by_ref" else what
    block = low.node(body) if body is not None else tree.Block(low.parsed.span(node), ())
    return tree.Each(low.parsed.span(node), low.node(over), key, low.node(target), block)


def _while(low: Lowering, node: Node) -> tree.Node:
    is_do = node.type == "do_statement"
    return tree.While(low.parsed.span(node), low.field(node, "condition"), low.field(node, "body"), None, not is_do)


def _for(low: Lowering, node: Node) -> tree.Node:
    span = low.parsed.span(node)
    begin = low.optional(node.child_by_field_name("initialize"))
    test = low.optional(node.child_by_field_name("condition"))
    step = low.optional(node.child_by_field_name("update"))
    loop = tree.While(span, test, low.field(node, "body"), step)
    return tree.Block(span, (begin, loop) if begin else (loop,))


def _leave(kind: str) -> Callable[[Lowering, Node], tree.Node]:
    def leave(low: Lowering, node: Node) -> tree.Node:
        inner = _named(node)
        value = low.node(inner[0]) if inner and kind in {"return", "throw"} else None
        return tree.Leave(low.parsed.span(node), kind, value)

    return leave


def _try(low: Lowering, node: Node) -> tree.Node:
    last = next((child for child in _named(node) if child.type == "finally_clause"), None)
    inner = last.child_by_field_name("body") if last is not None else None
    return tree.Attempt(low.parsed.span(node), low.field(node, "body"), low.optional(inner))


def _globals(low: Lowering, node: Node) -> tree.Node:
    return tree.Global(low.parsed.span(node), tuple(low.parsed.spelling(one) for one in _named(node)))


def _use(low: Lowering, node: Node) -> tree.Node:
    """``use A\\B as C``: C is B."""
    made: list[tree.Node] = []
    for clause in _named(node):
        parts = _named(clause)
        alias = clause.child_by_field_name("alias")
        if alias is not None and parts:
            span = low.parsed.span(clause)
            name = low.parsed.spelling(parts[0]).rpartition("\\")[2]
            made.append(
                tree.Assignment(span, tree.Variable(span, low.parsed.spelling(alias)), tree.Variable(span, name))
            )
    return tree.Block(low.parsed.span(node), tuple(made))


def _each_inner(low: Lowering, node: Node) -> tree.Node:
    """A statement that does nothing but work out what it holds: ``echo``, ``print``, a sequence."""
    return tree.Block(low.parsed.span(node), tuple(low.node(child) for child in _named(node)))


def _include(low: Lowering, node: Node) -> tree.Node:
    return tree.Constant(low.parsed.span(node), None)


_NODES: dict[str, Callable[[Lowering, Any], tree.Node]] = {
    **dict.fromkeys(
        (
            "expression_statement",
            "parenthesized_expression",
            "argument",
            "array_element_initializer",
            "by_ref",
            "error_suppression_expression",
            "variadic_unpacking",
            "reference_assignment_expression",
        ),
        _inner,
    ),
    **dict.fromkeys(("program", "compound_statement", "colon_block", "declaration_list"), _block),
    **dict.fromkeys(
        (
            "php_tag",
            "text",
            "text_interpolation",
            "empty_statement",
            "interface_declaration",
            "declare_statement",
            "php_end_tag",
            "comment",
            "unset_statement",
            "ERROR",
        ),
        _nothing,
    ),
    **dict.fromkeys(("echo_statement", "print_intrinsic", "sequence_expression"), _each_inner),
    **dict.fromkeys(
        ("include_expression", "include_once_expression", "require_expression", "require_once_expression"), _include
    ),
    "namespace_definition": lambda low, node: low.optional(node.child_by_field_name("body")) or _nothing(low, node),
    "string": strings.single,
    "encapsed_string": strings.double,
    "heredoc": strings.heredoc,
    "nowdoc": strings.heredoc,
    "variable_name": _variable,
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
    "update_expression": _step,
    "function_call_expression": _call,
    "member_call_expression": _method_call,
    "nullsafe_member_call_expression": _method_call,
    "scoped_call_expression": _static_call,
    "object_creation_expression": _new,
    "function_definition": _function,
    "anonymous_function": _function,
    "anonymous_function_creation_expression": _function,
    "arrow_function": _function,
    "class_declaration": _class,
    "trait_declaration": _class,
    "const_declaration": _const,
    "if_statement": _if,
    "switch_statement": _switch,
    "match_expression": _match,
    "foreach_statement": _foreach,
    "while_statement": _while,
    "do_statement": _while,
    "for_statement": _for,
    "return_statement": _leave("return"),
    "break_statement": _leave("break"),
    "continue_statement": _leave("continue"),
    "throw_expression": _leave("throw"),
    "exit_statement": _exit,
    "try_statement": _try,
    "global_declaration": _globals,
    "namespace_use_declaration": _use,
}
