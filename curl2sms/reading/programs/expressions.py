"""The value of each kind of expression."""

from __future__ import annotations

from curl2sms.errors import Span
from curl2sms.reading.programs import tree
from curl2sms.reading.programs.operators import operated
from curl2sms.reading.programs.values import (
    ARRAY,
    LIST,
    MAP,
    TUPLE,
    Class,
    Function,
    Native,
    Number,
    Object,
    Table,
    Text,
    Unknown,
    Value,
    is_null,
    is_url,
    listed,
    members_of,
    name_of,
    table_of,
)
from curl2sms.records import replace
from curl2sms.traced import Traced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from curl2sms.reading.programs.machine import Machine


def _constant(_machine: Machine, node: tree.Constant) -> Value:
    return node.value


def _pieces(machine: Machine, node: tree.Pieces) -> Value:
    return machine.joined([_part(machine, part) for part in node.parts], node.span)


def _part(machine: Machine, node: tree.Node) -> Value:
    """The value of a part of a text; what is spelt elsewhere has the place of the part, where it is put in."""
    value = machine.value(node)
    if isinstance(value, Text | Number) and not value.traced.is_within(node.span):
        return replace(value, traced=value.traced.put_in_at(node.span))
    return value


def _variable(machine: Machine, node: tree.Variable) -> Value:
    if node.name in {"self", "static"} and machine.language.name == "php" and isinstance(machine.this, Object):
        return machine.this.of or machine.this
    if node.name in {"this", "$this", "self", "static"} and machine.this is not None:
        return machine.this
    if node.name in {"parent", "super"} and (base := _base(machine)):
        return base
    if holder := (machine.scope.outermost if node.of_program else machine.scope).holder(node.name):
        return holder.get(node.name)
    if machine.language.function(node.name):
        return Native(node.name) if machine.language.method("", node.name) else Unknown(node.name, "", node.span)
    return machine.unknown(node.name, node.span)


def _named_by_value(machine: Machine, node: tree.NamedByValue) -> Value:
    variable = machine.variable(node)
    return machine.unknown(f"$$@{node.span.start}", node.span, "") if variable is None else machine.value(variable)


def _base(machine: Machine) -> Class | None:
    """The class that the class of the present object extends."""
    of = machine.this.of if isinstance(machine.this, Object) else machine.this
    return of.base if isinstance(of, Class) else None


def _attribute(machine: Machine, node: tree.Attribute) -> Value:
    return machine.member(machine.value(node.of), machine.text(machine.value(node.name)).text, node.span)


def _item(machine: Machine, node: tree.Item) -> Value:
    return machine.item(machine.value(node.of), machine.value(node.key), node.span)


def _choice(machine: Machine, node: tree.Choice) -> Value:
    return machine.value(node.then if machine.holds(node.test) else node.otherwise)


def _collection(machine: Machine, node: tree.Collection) -> Value:
    table = Table(node.kind)
    for entry in node.entries:
        value, key = machine.value(entry.value), None
        if entry.spread:
            machine.leaves_out(value, entry.span)
            value = members_of(table_of(value))
            if isinstance(value, Text) and value.is_known:  # its characters
                value = listed([Text(value.traced[at : at + 1]) for at in range(len(value.traced))])
            for inner in value.entries.values() if isinstance(value, Table) else ():
                if node.kind in {LIST, TUPLE} or (node.kind == ARRAY and inner.key.text.isdigit()):
                    table.append(inner.value)
                else:
                    table.put(inner.key, inner.value)
        elif entry.key is None:
            table.append(machine.keep(value, ""))
        else:
            key = _key(machine, entry.key)
            table.put(key, machine.keep(value, key.text))
        if entry.by_reference and (cell := machine.cell(entry.value)):
            table.share(key or Traced(str(table.largest)), cell)
    return table.in_order()


def _key(machine: Machine, node: tree.Node) -> Traced:
    """A key as a text; a constant of PHP that the sample does not define, as CURLOPT_URL, is its own name."""
    value = machine.value(node)
    is_constant = machine.language.name == "php" and isinstance(node, tree.Variable) and not node.name.startswith("$")
    if isinstance(value, Unknown) and is_constant:
        return Traced(value.path)
    return machine.key(value)


def _invocation(machine: Machine, node: tree.Invocation) -> Value:
    arguments: list[tuple[str, Value]] = []
    of = machine.value(node.of)
    for argument in node.arguments:
        value = machine.value(argument.value)
        if not argument.spread:
            arguments.append((argument.name, value))
        elif isinstance(value, Table):
            arguments += [("" if value.is_list else key, entry.value) for key, entry in value.entries.items()]
        else:
            machine.leaves_out(value, argument.span)
    if node.is_new:
        return machine.made(of, arguments, node.span)
    is_super = isinstance(node.of, tree.Variable) and node.of.name == "super" and isinstance(of, Class)
    if caught := _by_call(machine, node, of):
        values = Table(ARRAY)
        for _, one in arguments:
            values.append(one)
        return machine.enter(caught[0], [("", caught[1]), ("", values)])
    if isinstance(of, Function):
        of = _sharing(machine, of, node)
    given = machine.call(machine.member(of, "constructor", node.span) if is_super else of, arguments, node.span)
    if isinstance(given, Unknown) and not isinstance(of, Function):
        _lose(machine, node, of, given)
    return given


def _lose(machine: Machine, node: tree.Invocation, of: Value, given: Unknown) -> None:
    """What a function changes in a way that is not worked out becomes unknown; what was unknown already stays."""
    path = of.path if isinstance(of, Unknown) else of.name if isinstance(of, Native) else ""
    is_method = isinstance(node.of, tree.Attribute) and path not in machine.language.changes
    name = machine.value(node.of.name) if isinstance(node.of, tree.Attribute) else None
    called = str(name) if is_method else path
    for number in machine.language.changes.get(called.lower() if machine.language.folds_case else called, ()):
        target: tree.Node | None = None
        if number < 0:
            target = node.of.of if isinstance(node.of, tree.Attribute) else None
        elif not is_method and number < len(node.arguments):
            target = node.arguments[number].value
        is_place = isinstance(target, tree.Variable | tree.Attribute | tree.Item)
        if not given.path.endswith(f"@{node.span.start}"):  # it is known what the function gives: an unknown member
            return
        if target is not None and is_place and not isinstance(machine.value(target), Unknown):
            machine.assign(target, replace(given, path=f"{given.path} {number}", name=""))


def _by_call(machine: Machine, node: tree.Invocation, of: Value) -> tuple[Function, Value] | None:
    """PHP's ``__call``, which a class has for methods that it has not; and the name that it gets."""
    if not isinstance(node.of, tree.Attribute) or not machine.language.copies_tables or not isinstance(of, Unknown):
        return None
    owner = machine.value(node.of.of)
    known = owner.of if isinstance(owner, Object) else owner if isinstance(owner, Class) else None
    name = machine.value(node.of.name)
    if known is None or known.method(str(name)):
        return None
    method = known.method("__call" if isinstance(owner, Object) else "__callStatic")
    return (Function(method, known.scope, owner if isinstance(owner, Object) else known), name) if method else None


def _sharing(machine: Machine, function: Function, node: tree.Invocation) -> Function:
    """A function whose parameters that are references share the places of the arguments."""
    cells = dict(function.captured)
    for parameter, argument in zip(function.routine.parameters, node.arguments, strict=False):
        if parameter.shares and (cell := machine.cell(argument.value)):
            cells[parameter.shares] = cell
    return replace(function, captured=cells)


def _routine(machine: Machine, node: tree.Routine) -> Value:
    function = Function(node, machine.scope.outermost if node.is_bare else machine.scope, machine.this)
    for capture in node.captures:
        if capture.by_reference:
            cell = machine.cell(tree.Variable(node.span, capture.name))
            if cell:
                cell.names += 1
                function.captured[capture.name] = cell
        elif holder := machine.scope.holder(capture.name):
            function.captured[capture.name] = machine.keep(holder.get(capture.name), capture.name)
    if machine.language.keeps_defaults:
        function.defaults = {
            number: machine.value(one.default) for number, one in enumerate(node.parameters) if one.default is not None
        }
    if all(one.routine is not node for one in machine.functions):
        machine.functions.append(function)
    return function


def _assignment(machine: Machine, node: tree.Assignment) -> Value:
    value = machine.value(node.value)
    if node.sign == "??":
        before = machine.value(node.target)
        value = value if before is None or is_null(before) else before
    elif node.sign not in {"", "declare", "var", "?var"}:
        is_new = isinstance(node.target, tree.Variable) and not machine.scope.holder(node.target.name)
        before = None if is_new else machine.value(node.target)  # the languages begin with nothing
        value = _changed(machine, node, before, value)
    if node.sign == "declare":
        machine.declare(node.target, value)
    elif node.sign == "?var":
        if isinstance(node.target, tree.Variable):
            machine.scope.function.variables.setdefault(node.target.name, None)
    elif node.sign == "var":
        machine.declare(node.target, value, machine.scope.function)
    else:
        machine.assign(node.target, value)
    return value


def _step(machine: Machine, node: tree.Stepped) -> Value:
    before = machine.value(node.target)
    after = machine.operate(node.sign, before, None, node.span)
    machine.assign(node.target, after)
    return after if node.is_prefix else before


def _changed(machine: Machine, node: tree.Assignment, before: Value, value: Value) -> Value:
    """The value of ``a += b``; a list or a dictionary of Python stays the same one, which others may hold too."""
    made = machine.operate(node.sign, before, value, node.span)
    is_same = machine.language.assigns_locally and isinstance(before, Table) and before.kind in {LIST, MAP}
    if is_same and isinstance(before, Table) and isinstance(made, Table):
        before.entries = made.entries
        return before
    return made


def _yield(machine: Machine, node: tree.Yield) -> Value:
    value = machine.value(node.value)
    if node.each and isinstance(value, Table):
        for one in value.values:
            machine.yielded.append(one)
    else:
        machine.yielded.append(value)
    return value


def _comprehension(machine: Machine, node: tree.Comprehension) -> Value:
    """The body for each round that passes the tests; of members that are not shown, there is one."""
    made = Table(LIST if node.key is None else MAP)

    def rounds(clauses: tuple[tree.Clause, ...]) -> None:
        if not clauses:
            if node.key is None:
                made.append(machine.value(node.body))
            else:
                made.put(machine.key(machine.value(node.key)), machine.value(node.body))
            return
        clause, over, before = clauses[0], machine.value(clauses[0].over), len(machine.calls)
        each = over.values if isinstance(over, Table) else []
        if isinstance(over, Unknown):
            each = [machine.item(over, Number(Traced("0")), clause.span)]
        for one in each:
            machine.declare(clause.target, one)
            if all(machine.passes(machine.value(test), test.span) for test in clause.tests):
                rounds(clauses[1:])
            if len(machine.calls) > before:
                machine.note_loop(clause.span, len(each))
                break

    machine.in_block(lambda: rounds(node.clauses))
    return made


def _opaque(machine: Machine, node: tree.Opaque) -> Value:
    for child in node.children:
        machine.value(child)
    return machine.unknown(f"{node.name}@{node.span.start}", node.span, name_of(node.name))


def _operator(machine: Machine, node: tree.Operator) -> Value:
    first = _part(machine, node.operands[0])
    if len(node.operands) == 1:
        return _of_one(machine, node.sign, first, node.span)
    if node.sign in {"&&", "||", "??"}:
        return _shortcut(machine, node, first)
    value = first
    for operand in node.operands[1:]:
        value = operated(machine, node.sign, value, _part(machine, operand), node.span)
    return value


def _of_one(machine: Machine, sign: str, value: Value, span: Span) -> Value:
    if sign == "!":
        truth = machine.truth(value)
        return value if truth is None else not truth
    if sign == "-" and isinstance(value, Number):
        text = value.traced
        return Number(text if text.text == "0" else text[1:] if text.text.startswith("-") else Traced("-") + text)
    if sign == "-":
        return operated(machine, "-", Number(Traced("0")), value, span)
    return value


# What can be worked out also where a program may not get to it.
_WITHOUT_EFFECT = (tree.Constant, tree.Pieces, tree.Variable, tree.Attribute)


def _shortcut(machine: Machine, node: tree.Operator, value: Value) -> Value:
    """``a && b``, ``a || b``, ``a ?? b``: where ``a`` is not known, it is taken to be there.

    But of a setting and a default that is a URL, the URL is taken: it says where the message goes.
    """
    for operand in node.operands[1:]:
        if node.sign != "&&" and isinstance(value, Unknown) and isinstance(operand, _WITHOUT_EFFECT):
            default = machine.value(operand)
            if is_url(default):
                return default
        if node.sign == "??":
            goes_on = value is None or is_null(value)
        else:
            truth = machine.truth(value)
            goes_on = (truth is not False) if node.sign == "&&" else truth is False
            if truth is None and node.sign == "&&":
                known = machine.value(operand)
                value = known if machine.truth(known) is False else value
                continue
        if not goes_on:
            break
        value = machine.value(operand)
    return value


EXPRESSIONS: dict[type, Any] = {
    tree.Constant: _constant,
    tree.Pieces: _pieces,
    tree.Variable: _variable,
    tree.NamedByValue: _named_by_value,
    tree.Attribute: _attribute,
    tree.Item: _item,
    tree.Operator: _operator,
    tree.Choice: _choice,
    tree.Collection: _collection,
    tree.Invocation: _invocation,
    tree.Routine: _routine,
    tree.Assignment: _assignment,
    tree.Stepped: _step,
    tree.Opaque: _opaque,
    tree.Yield: _yield,
    tree.Comprehension: _comprehension,
}
