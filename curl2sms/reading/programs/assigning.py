"""Values given to variables, properties, items and patterns, and the places that several names share."""

from __future__ import annotations

from curl2sms.errors import SampleError, Span, note
from curl2sms.reading.programs import tree
from curl2sms.reading.programs.unknown import says
from curl2sms.reading.programs.values import (
    ARRAY,
    LIST,
    MAP,
    OBJECT,
    TUPLE,
    Cell,
    Class,
    Function,
    Native,
    Number,
    Object,
    Scope,
    Table,
    Text,
    Unknown,
    Value,
    is_argument,
    listed,
    path_of,
    table_of,
)
from curl2sms.traced import Traced

# So many members of a list may be left out before one.
MOST_GAP = 1000

TYPE_CHECKING = False
if TYPE_CHECKING:
    from curl2sms.reading.programs.machine import Machine


def assign(machine: Machine, target: tree.Node, value: Value) -> None:
    """Give a variable, a property, an item or a pattern a value."""
    if variable := machine.variable(target):
        _scope_for(machine, variable).set(variable.name, machine.keep(value, variable.name))
    elif isinstance(target, tree.Attribute):
        _assign_member(machine, machine.value(target.of), Text(machine.text(machine.value(target.name))), value)
    elif isinstance(target, tree.Item):
        _assign_item(machine, target, value)
    elif isinstance(target, tree.Collection):
        _assign_pattern(machine, target, value)
    elif isinstance(target, tree.Invocation) and target.arguments:  # a slice: what the list becomes is not worked out
        assign(machine, target.arguments[0].value, machine.unknown(f"slice@{target.span.start}", target.span))


def _scope_for(machine: Machine, target: tree.Variable) -> Scope:
    """The scope whose variable a name is, where it gets a value."""
    scope = machine.scope.outermost if target.of_program else machine.scope
    if not machine.language.assigns_locally:
        return scope.holder(target.name) or scope.function
    while scope.is_block and target.name not in scope.variables and scope.outer is not None:
        scope = scope.outer
    return scope


def declare(machine: Machine, target: tree.Node, value: Value, scope: Scope | None = None) -> None:
    """Give a new variable of a scope, usually the innermost, a value."""
    scope = scope or machine.scope
    if isinstance(target, tree.Variable):
        scope.variables[target.name] = machine.keep(value, target.name)
    else:
        for node in tree.walk(target):
            if isinstance(node, tree.Variable):
                scope.variables.setdefault(node.name, None)
        assign(machine, target, value)


def cell_of(machine: Machine, node: tree.Node) -> Cell | None:
    """The place of a variable or a member, which is made where there is none; None of anything else."""
    if variable := machine.variable(node):
        scope = _scope_for(machine, variable)
        if scope.holder(variable.name) is None:
            scope.set(variable.name, machine.unknown(variable.name, variable.span))
        return (scope.holder(variable.name) or scope).cell(variable.name)
    if found := _in_table(machine, node):
        return found[0].cell(found[1])
    return None


def share(machine: Machine, target: tree.Node, cell: Cell) -> None:
    """Make a place that another name has the place of a variable or a member."""
    if variable := machine.variable(target):
        _scope_for(machine, variable).share(variable.name, cell)
    elif found := _in_table(machine, target):
        found[0].share(found[1], cell)
    else:
        assign(machine, target, cell.value)


def _in_table(machine: Machine, node: tree.Node) -> tuple[Table, Traced] | None:
    """The table that has a member, or gets it, and the member's key; None of anything else."""
    if not isinstance(node, tree.Item | tree.Attribute):
        return None
    of = machine.value(node.of)
    if isinstance(node, tree.Item) and (
        of is None or (isinstance(of, Unknown) and _becomes_table(machine, node.of, of))
    ):
        assign(machine, node.of, Table(_MADE_OF_NOTHING[machine.language.name]))
        of = machine.value(node.of)
    table = of.properties if isinstance(of, Object) else of
    key = node.key if isinstance(node, tree.Item) else node.name
    if not isinstance(table, Table):
        return None
    return table, Traced(str(table.next_key)) if key is None else machine.key(machine.value(key), table)


def _assign_member(machine: Machine, of: Value, key: Text, value: Value) -> None:
    value = machine.keep(value, str(key))
    setter = of.of.method(str(key), sets=True) if isinstance(of, Object) and of.of else None
    if setter is None and isinstance(of, Object) and of.of and str(key) not in of.properties.entries:
        by_name = of.of.method("__set")
        if by_name and machine.this is not of:
            machine.enter(Function(by_name, of.of.scope, of), [("", key), ("", value)])
            return
    if setter is not None and isinstance(of, Object) and of.of:
        machine.enter(Function(setter, of.of.scope, of), [("", value)])
    elif isinstance(of, Object):
        of.properties.put(key.traced, value)
    elif isinstance(of, Class):
        inherited = of.static(str(key)) if machine.language.name == "php" else None
        (inherited or of.statics).put(key.traced, value)
    elif isinstance(of, Table) and of.is_frozen:
        return
    elif isinstance(of, Table) and of.kind == LIST and machine.language.name == "javascript":
        _assign_to_list(machine, of, str(key), value)
    elif isinstance(of, Table):
        is_new = str(key) not in of.entries
        of.put(key.traced, value)
        if is_new and of.kind == OBJECT and str(key)[:1].isdigit():
            machine.steps += len(of.entries) >> 3
            of.in_order()
    elif isinstance(of, Unknown | Native | Function) and not (
        isinstance(of, Unknown) and of.path.startswith("accessor@")
    ):
        path = path_of(of)
        machine.given[f"{path}.{key}"] = machine.given[f"{path}[{key}]"] = value


def _assign_to_list(machine: Machine, of: Table, key: str, value: Value) -> None:
    """``list[number] = value``, ``list.length = number``: what is between is undefined. No other member is sent."""
    values = of.values
    if key.isdecimal() and int(key) <= len(values) + MOST_GAP:
        values += [None] * (int(key) + 1 - len(values))
        values[int(key)] = value
    elif key == "length" and isinstance(value, Number) and value.value <= len(values):
        del values[int(value.value) :]
    elif key.isdecimal() or key == "length":
        raise SampleError(note("program-too-long", Span(0, 0)))
    machine.steps += len(values) >> 3
    of.entries = listed(values).entries


# What a variable becomes that a member is given to, by the language: PHP makes an array of nothing.
_MADE_OF_NOTHING = {"php": ARRAY, "javascript": OBJECT, "python": MAP}


def _assign_item(machine: Machine, target: tree.Item, value: Value) -> None:
    of = machine.value(target.of)
    if isinstance(of, Object) and of.of:
        for magic in ("offsetSet", "__setitem__"):
            if method := of.of.method(magic):
                key = machine.value(target.key) if target.key is not None else None
                machine.enter(Function(method, of.of.scope, of), [("", key), ("", value)])
                return
    if of is None or (isinstance(of, Unknown) and _becomes_table(machine, target.of, of)):
        of = Table(_MADE_OF_NOTHING[machine.language.name])
        assign(machine, target.of, of)
        of = machine.value(target.of)
    if isinstance(of, Table) and target.key is None:
        of.append(machine.keep(value, ""))
    elif isinstance(of, Text) and machine.language.copies_tables and target.key is not None:
        at = machine.value(target.key)
        number = int(at.value) if isinstance(at, Number) else -1
        if of.is_known and 0 <= number < len(of.traced):  # PHP: a character of a text
            made = of.traced[:number] + machine.text(value)[:1] + of.traced[number + 1 :]
            assign(machine, target.of, Text(made))
        else:
            assign(machine, target.of, machine.unknown(f"character@{target.span.start}", target.span))
    elif target.key is not None:
        _assign_member(machine, of, Text(machine.key(machine.value(target.key), of)), value)


def _becomes_table(machine: Machine, target: tree.Node, of: Unknown) -> bool:
    """Whether an unknown value that gets a member is one that the sample itself makes up from there."""
    if isinstance(target, tree.Variable):
        is_imported = machine.scope.holder(target.name) and not {"(", "@"} & set(of.path)
        becomes = machine.language.copies_tables or not is_imported
        if of.path.startswith("(") or (becomes and of.path != target.name):  # a parameter, or what a function gives
            machine.leaves_out(of, target.span)
        return becomes
    return not (isinstance(target, tree.Attribute | tree.Item) and isinstance(machine.value(target.of), Unknown))


def _assign_pattern(machine: Machine, target: tree.Collection, value: Value) -> None:
    taken: set[str] = set()
    place, after_rest = 0, False
    if (
        isinstance(value, Text)
        and value.is_known
        and target.kind in {LIST, TUPLE}
        and not machine.language.copies_tables
    ):
        value = listed([Text(value.traced[at : at + 1]) for at in range(len(value.traced))])
    if isinstance(value, Table) and not value.is_list and machine.language.name == "python":
        value = listed([Text(one.key) for one in value.entries.values()])
    for number, entry in enumerate(target.entries):
        inner: tree.Node = entry.value
        default: tree.Node | None = None
        if isinstance(entry.value, tree.Assignment):
            inner, default = entry.value.target, entry.value.value
        key = machine.value(entry.key) if entry.key else Number(Traced(str(place)))
        place = int(key.value) if isinstance(key, Number) else place
        taken.add(machine.text(key).text)
        behind = len(target.entries) - number - 1
        if entry.spread:
            assign(machine, inner, _rest(value, taken, place, behind))
            after_rest = True
            continue
        if after_rest and isinstance(value, Table) and value.is_list:  # Python: counted from the end
            key = Number(Traced(str(len(value.entries) - behind - 1)))
        place += 1
        found = machine.item(value, key, inner.span)
        if entry.by_reference and isinstance(value, Table):
            share(machine, inner, value.cell(machine.text(key)))
            continue
        given = machine.value(default) if default and (found is None or is_argument(value)) else None
        assign(machine, inner, given if found is None or says(given) else found)


def _rest(value: Value, taken: set[str], number: int, behind: int) -> Value:
    """What a pattern's ``...rest`` takes: the members that no name before it took, without ``behind`` at the end."""
    value = table_of(value)
    if not isinstance(value, Table):
        return value
    if value.is_list:
        return listed(value.values[number : len(value.entries) - behind])
    made = Table(value.kind)
    for key, entry in value.entries.items():
        if key not in taken:
            made.put(entry.key, entry.value)
    return made
