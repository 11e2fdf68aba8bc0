"""JavaScript's statements: declarations, modules, branches, loops, errors."""

from __future__ import annotations

from curl2sms.reading.programs import tree
from curl2sms.reading.programs.javascript.expressions import inner
from curl2sms.reading.programs.lowering import Lower, Lowering, leave, named, nothing, statements
from curl2sms.reading.programs.values import OBJECT, Number, Text
from curl2sms.traced import Traced, spelt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tree_sitter import Node

# Declarations that hold in the block around them only.
_IN_BLOCK = frozenset(("lexical_declaration", "class_declaration"))


def _block(low: Lowering, node: Node) -> tree.Node:
    """Statements between braces; a scope of its own where they declare something."""
    has_scope = node.type == "statement_block" and any(child.type in _IN_BLOCK for child in named(node))
    return tree.Block(low.parsed.span(node), tuple(statements(low, node)), has_scope)


def _declaration(low: Lowering, node: Node) -> tree.Node:
    made: list[tree.Node] = []
    sign = "declare" if node.type in _IN_BLOCK else "var"
    for child in named(node):
        if child.type == "variable_declarator":
            value = child.child_by_field_name("value")
            span, target = low.parsed.span(child), low.field(child, "name")
            if value is not None:
                made.append(tree.Assignment(span, target, low.node(value), sign))
            elif sign == "declare":
                made.append(tree.Assignment(span, target, tree.Constant(span, None), sign))
            else:  # of a variable that is there already nothing changes
                made.append(tree.Assignment(span, target, tree.Constant(span, None), "?var"))
    return tree.Block(low.parsed.span(node), tuple(made))


def _import(low: Lowering, node: Node) -> tree.Node:
    """``import a, { b as c } from "m"``: each name is the module, or a member of it."""
    source = node.child_by_field_name("source")
    span = low.parsed.span(node)
    if source is None:
        return nothing(low, node)
    module = tree.Invocation(span, tree.Variable(span, "require"), (tree.Argument(span, low.node(source)),))
    made: list[tree.Node] = []
    waiting = [child for child in named(node) if child.type == "import_clause"]
    while waiting:
        child = waiting.pop()
        if child.type == "identifier":
            made.append(tree.Assignment(span, tree.Variable(span, low.parsed.spelling(child)), module, "declare"))
        elif child.type == "import_specifier":
            name = low.name(child)
            member = module if name == "default" else tree.Attribute(span, module, low.text(child, name))
            alias = low.name(child, "alias") or name
            made.append(tree.Assignment(span, tree.Variable(span, alias), member, "declare"))
        else:
            waiting += named(child)
    return tree.Block(span, tuple(made))


def _export(low: Lowering, node: Node) -> tree.Node:
    child = node.child_by_field_name("declaration") or node.child_by_field_name("value")
    return nothing(low, node) if child is None else low.node(child)


def _if(low: Lowering, node: Node) -> tree.Node:
    otherwise = node.child_by_field_name("alternative")
    return tree.Branch(
        low.parsed.span(node),
        low.field(node, "condition"),
        low.field(node, "consequence"),
        inner(low, otherwise) if otherwise is not None else None,
    )


def _switch(low: Lowering, node: Node) -> tree.Node:
    body = node.child_by_field_name("body")
    cases = []
    for child in named(body) if body is not None else ():
        value = child.child_by_field_name("value")
        span = low.parsed.span(child)
        inner = tuple(low.node(part) for part in named(child) if value is None or part.id != value.id)
        cases.append(tree.Case(span, (low.node(value),) if value is not None else (), tree.Block(span, inner)))
    span = low.parsed.span(node)
    switch = tree.Switch(span, low.field(node, "value"), tuple(cases))
    has_scope = body is not None and any(part.type in _IN_BLOCK for case in named(body) for part in named(case))
    return tree.Block(span, (switch,), has_scope) if has_scope else switch


def _for(low: Lowering, node: Node) -> tree.Node:
    span = low.parsed.span(node)
    begin = node.child_by_field_name("initializer")
    test = node.child_by_field_name("condition")
    inner = test if test is not None and test.type != "empty_statement" else None
    step = low.optional(node.child_by_field_name("increment"))
    renews = begin is not None and begin.type in _IN_BLOCK
    loop = tree.While(span, low.optional(inner), low.field(node, "body"), step, renews=renews, label=_label(low, node))
    return tree.Block(span, (low.node(begin), loop) if begin is not None else (loop,), renews)


def _label(low: Lowering, node: Node) -> str:
    """What other loops call a loop."""
    around = node.parent
    return low.name(around, "label") if around is not None and around.type == "labeled_statement" else ""


def _labelled(low: Lowering, node: Node) -> tree.Node:
    return low.field(node, "body")


def _leave(kind: str) -> Lower:
    return lambda low, node: tree.Leave(low.parsed.span(node), kind, None, label=low.name(node, "label"))


def _for_in(low: Lowering, node: Node) -> tree.Node:
    wants = "keys" if low.name(node, "operator") == "in" else "values"
    return tree.Each(
        low.parsed.span(node),
        low.field(node, "right"),
        None,
        low.field(node, "left"),
        low.field(node, "body"),
        wants,
        declares=low.name(node, "kind") in {"let", "const"},
        label=_label(low, node),
    )


def _while(low: Lowering, node: Node) -> tree.Node:
    is_do = node.type == "do_statement"
    return tree.While(
        low.parsed.span(node),
        low.field(node, "condition"),
        low.field(node, "body"),
        None,
        not is_do,
        label=_label(low, node),
    )


def _try(low: Lowering, node: Node) -> tree.Node:
    span = low.parsed.span(node)
    handlers: tuple[tree.Catch, ...] = ()
    if (handler := node.child_by_field_name("handler")) is not None:
        target = low.optional(handler.child_by_field_name("parameter"))
        handlers = (tree.Catch(low.parsed.span(handler), (), target, low.field(handler, "body")),)
    last = node.child_by_field_name("finalizer")
    return tree.Attempt(span, low.field(node, "body"), handlers, inner(low, last) if last is not None else None)


def _whole(node: tree.Node) -> int | None:
    """A whole number as it is written, also below zero; None for any other value."""
    if isinstance(node, tree.Operator) and node.sign == "-" and len(node.operands) == 1:
        found = _whole(node.operands[0])
        return None if found is None else -found
    number = node.value.value if isinstance(node, tree.Constant) and isinstance(node.value, Number) else None
    return number if isinstance(number, int) else None


def _enum(low: Lowering, node: Node) -> tree.Node:
    """``enum`` of TypeScript: an object; a member that is a number is the name of its value too."""
    span, body = low.parsed.span(node), node.child_by_field_name("body")
    entries: list[tree.Entry] = []
    following: int | None = 0
    for child in named(body) if body is not None else ():
        name = child.child_by_field_name("name") if child.type == "enum_assignment" else child
        if name is None:
            continue
        key, at = low.text(name, low.parsed.spelling(name).strip("\"'")), low.parsed.span(child)
        value: tree.Node = tree.Constant(at, Number(spelt(str(following), at)))
        if child.type == "enum_assignment":
            value = low.field(child, "value")
            following = _whole(value)
            if any(isinstance(one, tree.Variable) for one in tree.walk(value)):  # of other members
                value = tree.Opaque(at, "")
        elif following is None:
            value = tree.Opaque(at, "")
        entries.append(tree.Entry(at, key, value))
        if following is not None:
            entries.append(tree.Entry(at, tree.Constant(at, Text(Traced(str(following)))), key))
            following += 1
    made = tree.Collection(span, OBJECT, tuple(entries))
    return tree.Assignment(span, tree.Variable(span, low.name(node)), made, "declare")


STATEMENTS: dict[str, Lower] = {
    **dict.fromkeys(("expression_statement", "else_clause"), inner),
    **dict.fromkeys(("program", "statement_block", "class_body"), _block),
    **dict.fromkeys(("empty_statement", "debugger_statement", "comment", "ERROR"), nothing),
    **dict.fromkeys(("interface_declaration", "type_alias_declaration", "ambient_declaration", "decorator"), nothing),
    **dict.fromkeys(("lexical_declaration", "variable_declaration"), _declaration),
    **dict.fromkeys(("while_statement", "do_statement"), _while),
    "enum_declaration": _enum,
    "import_statement": _import,
    "export_statement": _export,
    "if_statement": _if,
    "switch_statement": _switch,
    "for_statement": _for,
    "for_in_statement": _for_in,
    "return_statement": leave("return"),
    "throw_statement": leave("throw"),
    "break_statement": _leave("break"),
    "continue_statement": _leave("continue"),
    "labeled_statement": _labelled,
    "try_statement": _try,
}
