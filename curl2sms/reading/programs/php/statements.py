"""PHP's statements, functions and classes."""

from __future__ import annotations

from curl2sms.reading.programs import tree
from curl2sms.reading.programs.lowering import Lower, Lowering, block, deleting, leave, named, nothing, within

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tree_sitter import Node


def _exit(low: Lowering, node: Node) -> tree.Node:
    inner = named(node)
    return tree.Leave(low.parsed.span(node), "exit", low.node(inner[0]) if inner else None)


def _parameters(low: Lowering, node: Node | None) -> tuple[tree.Parameter, ...]:
    found = []
    for child in named(node) if node is not None else ():
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
                    by_reference=any(part.type == "reference_modifier" for part in child.children),
                )
            )
    return tuple(found)


def _function(low: Lowering, node: Node) -> tree.Node:
    body = node.child_by_field_name("body")
    span = low.parsed.span(node)
    parameters = _parameters(low, node.child_by_field_name("parameters"))
    made = low.node(body) if body is not None else tree.Block(span, ())
    return tree.Routine(
        span,
        low.name(node),
        parameters,
        made,
        is_bare=True,
        has_own_this=node.type in {"function_definition", "method_declaration"},
        captures=_captures(low, node, parameters, made),
        yields="all" if any(isinstance(one, tree.Yield) for one in within(made)) else "",
    )


def _captures(
    low: Lowering, node: Node, parameters: tuple[tree.Parameter, ...], body: tree.Node
) -> tuple[tree.Capture, ...]:
    """What a closure takes along: the names after ``use``; an arrow function every variable that it names."""
    if node.type == "arrow_function":
        own = {one.name for parameter in parameters for one in tree.walk(parameter) if isinstance(one, tree.Variable)}
        names = {one.name: None for one in tree.walk(body) if isinstance(one, tree.Variable)}
        return tuple(tree.Capture(name) for name in names if name.startswith("$") and name not in own)
    clause = next((child for child in named(node) if child.type == "anonymous_function_use_clause"), None)
    return tuple(
        tree.Capture(low.parsed.spelling(child).lstrip("& "), child.type == "by_ref")
        for child in (named(clause) if clause is not None else ())
    )


def _class(low: Lowering, node: Node) -> tree.Node:
    body = node.child_by_field_name("body")
    methods: list[tree.Routine] = []
    properties: list[tuple[str, tree.Node | None]] = []
    statics: list[tuple[str, tree.Node | None]] = []
    hidden: set[str] = set()
    for child in named(body) if body is not None else ():
        if child.type == "method_declaration":
            made = _function(low, child)
            if isinstance(made, tree.Routine):
                methods.append(made)
                hidden |= _hidden_parameters(low, child)
        elif child.type == "property_declaration":
            is_static = any(part.type == "static_modifier" for part in child.children)
            for one in named(child):
                if one.type == "property_element":
                    name = low.name(one).lstrip("$")
                    (statics if is_static else properties).append((name, _first_value(low, child, one)))
                    if _is_hidden(low, child):
                        hidden.add(name)
        elif child.type == "const_declaration":
            statics += _constants(low, child)
    bases = {child.type: [_last_name(low, one) for one in named(child)] for child in named(node)}
    traits = [child for child in (named(body) if body is not None else ()) if child.type == "use_declaration"]
    mixins = [_last_name(low, one) for child in traits for one in named(child) if one.type != "use_list"]
    mixins += bases.get("class_interface_clause", [])
    return tree.ClassDefinition(
        low.parsed.span(node),
        low.name(node),
        next(iter(bases.get("base_clause", ())), ""),
        tuple(methods),
        tuple(properties),
        tuple(statics),
        tuple(mixins),
        mixins_first=True,
        hidden=frozenset(hidden),
    )


def _first_value(low: Lowering, declaration: Node, element: Node) -> tree.Node | None:
    """The first value of a property: null without one, but none where a type is stated."""
    default = element.child_by_field_name("default_value")
    if default is None and declaration.child_by_field_name("type") is None:
        return tree.Constant(low.parsed.span(element), None)
    return low.optional(default)


def _is_hidden(low: Lowering, declaration: Node) -> bool:
    """Whether a property is ``private`` or ``protected``."""
    parts = [low.parsed.spelling(part).lower() for part in declaration.children if part.type == "visibility_modifier"]
    return not {"private", "protected"}.isdisjoint(parts)


def _hidden_parameters(low: Lowering, method: Node) -> set[str]:
    """The parameters of a constructor that are hidden properties too."""
    parameters = method.child_by_field_name("parameters")
    promoted = [one for one in named(parameters) if one.type == "property_promotion_parameter"] if parameters else []
    return {low.name(one).lstrip("$") for one in promoted if _is_hidden(low, one)}


def _last_name(low: Lowering, node: Node) -> str:
    """A name without its namespace."""
    return low.parsed.spelling(node).rpartition("\\")[2]


def _constants(low: Lowering, node: Node) -> list[tuple[str, tree.Node | None]]:
    elements = [named(one) for one in named(node) if one.type == "const_element"]
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
            otherwise = low.optional(each.child_by_field_name("body")) or block(low, each)
        else:
            otherwise = tree.Branch(
                low.parsed.span(each), low.field(each, "condition"), low.field(each, "body"), otherwise
            )
    return tree.Branch(low.parsed.span(node), low.field(node, "condition"), low.field(node, "body"), otherwise)


def _switch(low: Lowering, node: Node) -> tree.Node:
    body = node.child_by_field_name("body")
    cases = []
    for child in named(body) if body is not None else ():
        value = child.child_by_field_name("value")
        inner = [part for part in named(child) if value is None or part.id != value.id]
        span = low.parsed.span(child)
        values = (low.node(value),) if value is not None else ()
        cases.append(tree.Case(span, values, tree.Block(span, tuple(low.node(part) for part in inner))))
    return tree.Switch(low.parsed.span(node), low.field(node, "condition"), tuple(cases))


def _match(low: Lowering, node: Node) -> tree.Node:
    body = node.child_by_field_name("body")
    made: tree.Node = tree.Constant(low.parsed.span(node), None)
    subject = low.field(node, "condition")
    for child in reversed(named(body) if body is not None else []):
        result = child.child_by_field_name("return_expression") or named(child)[-1]
        conditions = child.child_by_field_name("conditional_expressions")
        if conditions is None:
            made = low.node(result)
            continue
        span = low.parsed.span(child)
        tests = tuple(tree.Operator(span, "===", (subject, low.node(one))) for one in named(conditions))
        made = tree.Choice(
            span, tests[0] if len(tests) == 1 else tree.Operator(span, "||", tests), low.node(result), made
        )
    return made


def _foreach(low: Lowering, node: Node) -> tree.Node:
    body = node.child_by_field_name("body")
    children = [child for child in named(node) if body is None or child.id != body.id]
    over, what = children[0], children[1]
    key = None
    if what.type == "pair":
        first, what = named(what)[:2]
        key = low.node(first)
    target = named(what)[0] if what.type == "by_ref" else what
    block = low.node(body) if body is not None else tree.Block(low.parsed.span(node), ())
    by_reference = what.type == "by_ref"
    return tree.Each(low.parsed.span(node), low.node(over), key, low.node(target), block, by_reference=by_reference)


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


def _try(low: Lowering, node: Node) -> tree.Node:
    last = next((child for child in named(node) if child.type == "finally_clause"), None)
    inner = last.child_by_field_name("body") if last is not None else None
    handlers = tuple(_handler(low, child) for child in named(node) if child.type == "catch_clause")
    return tree.Attempt(low.parsed.span(node), low.field(node, "body"), handlers, low.optional(inner))


def _handler(low: Lowering, node: Node) -> tree.Catch:
    types = node.child_by_field_name("type")
    names = tuple(low.parsed.spelling(one).rpartition("\\")[2] for one in named(types)) if types is not None else ()
    target = low.optional(node.child_by_field_name("name"))
    return tree.Catch(low.parsed.span(node), names, target, low.field(node, "body"))


def _leave(kind: str) -> Lower:
    """``break``, ``continue``, also of several loops."""

    def make(low: Lowering, node: Node) -> tree.Node:
        inner = named(node)
        levels = low.parsed.spelling(inner[0]) if inner else "1"
        return tree.Leave(low.parsed.span(node), kind, None, int(levels) if levels.isdigit() else 1)

    return make


def _static(low: Lowering, node: Node) -> tree.Node:
    """``static $a = 1, $b;``."""
    return tree.Block(
        low.parsed.span(node),
        tuple(
            tree.Static(low.parsed.span(one), low.name(one), low.optional(one.child_by_field_name("value")))
            for one in named(node)
        ),
    )


def _yield(low: Lowering, node: Node) -> tree.Node:
    inner = named(node)
    if inner and inner[0].type == "array_element_initializer" and len(named(inner[0])) > 1:
        return tree.Opaque(low.parsed.span(node), "yield")
    is_each = any(child.type.endswith("from") for child in node.children)
    return tree.Yield(low.parsed.span(node), low.node(inner[0]) if inner else None, is_each)


def _globals(low: Lowering, node: Node) -> tree.Node:
    return tree.Global(low.parsed.span(node), tuple(low.parsed.spelling(one) for one in named(node)))


def _use(low: Lowering, node: Node) -> tree.Node:
    """``use A\\B as C``: C is B."""
    made: list[tree.Node] = []
    for clause in named(node):
        parts = named(clause)
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
    return tree.Block(low.parsed.span(node), tuple(low.node(child) for child in named(node)))


def _include(low: Lowering, node: Node) -> tree.Node:
    return tree.Constant(low.parsed.span(node), None)


STATEMENTS: dict[str, Lower] = {
    **dict.fromkeys(("program", "compound_statement", "colon_block", "declaration_list"), block),
    **dict.fromkeys(
        (
            "php_tag",
            "text",
            "text_interpolation",
            "empty_statement",
            "declare_statement",
            "php_end_tag",
            "comment",
            "namespace_name",
            "ERROR",
        ),
        nothing,
    ),
    **dict.fromkeys(("expression_statement", "echo_statement", "print_intrinsic", "sequence_expression"), _each_inner),
    **dict.fromkeys(
        ("include_expression", "include_once_expression", "require_expression", "require_once_expression"), _include
    ),
    **dict.fromkeys(
        ("function_definition", "anonymous_function", "anonymous_function_creation_expression", "arrow_function"),
        _function,
    ),
    "namespace_definition": lambda low, node: low.optional(node.child_by_field_name("body")) or nothing(low, node),
    "class_declaration": _class,
    "trait_declaration": _class,
    "interface_declaration": _class,
    "const_declaration": _const,
    "if_statement": _if,
    "switch_statement": _switch,
    "match_expression": _match,
    "foreach_statement": _foreach,
    "while_statement": _while,
    "do_statement": _while,
    "for_statement": _for,
    "return_statement": leave("return"),
    "break_statement": _leave("break"),
    "continue_statement": _leave("continue"),
    "function_static_declaration": _static,
    "yield_expression": _yield,
    "throw_expression": leave("throw"),
    "exit_statement": _exit,
    "try_statement": _try,
    "global_declaration": _globals,
    "unset_statement": deleting,
    "namespace_use_declaration": _use,
}
