"""What each kind of statement does."""

from __future__ import annotations

from curl2sms.errors import SampleError, note
from curl2sms.reading.programs import tree
from curl2sms.reading.programs.values import Class, Table, Text, Unknown, Value, name_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from curl2sms.reading.programs.machine import Machine

# No listing needs more rounds of a loop that only counts.
MOST_ROUNDS = 300


class Left(Exception):  # noqa: N818 - no error: how a function, a loop or the program is left
    """A statement that leaves what is around it: ``return``, ``break``, ``continue``, ``throw``, with its value."""

    def __init__(self, kind: str, value: Value) -> None:
        super().__init__(kind)
        self.kind = kind
        self.value = value


def _block(machine: Machine, node: tree.Block) -> None:
    for one in node.statements:  # functions and classes are known before what is above them
        if isinstance(one, tree.Routine):
            machine.do(one)
    for one in node.statements:
        if isinstance(one, tree.ClassDefinition):
            machine.do(one)
    for number, one in enumerate(node.statements):
        if isinstance(one, tree.Branch):
            _branch(machine, one, is_last=all(isinstance(rest, tree.Leave) for rest in node.statements[number + 1 :]))
        elif not isinstance(one, tree.Routine | tree.ClassDefinition):
            machine.do(one)


def _branch(machine: Machine, node: tree.Branch, *, is_last: bool = False) -> None:
    """``if``. Where the test is open, a branch that leaves is a guard; but the last statement is what all is about."""
    if machine.holds(node.test, usual=not _leaves(node.then) or (is_last and node.otherwise is None)):
        machine.do(node.then)
    elif node.otherwise is not None:
        machine.do(node.otherwise)


def _leaves(node: tree.Node) -> bool:
    """Whether a statement ends what is around it."""
    last = node.statements[-1] if isinstance(node, tree.Block) and node.statements else node
    return isinstance(last, tree.Leave)


def _switch(machine: Machine, node: tree.Switch) -> None:
    subject, number = machine.value(node.subject), None
    for at, case in enumerate(node.cases):
        same = [machine.operate("==", subject, machine.value(value), case.span) for value in case.values]
        if any(isinstance(one, Unknown) for one in same):
            number = machine.decide(node.subject.span, len(node.cases), at, subject)
            break
        if True in same:
            number = at
            break
    if number is None:
        number = next((at for at, case in enumerate(node.cases) if not case.values), len(node.cases))
    depth = machine.depth
    try:
        for case in node.cases[number:]:
            machine.do(case.body)
            if not node.falls:
                break
    except Left as left:
        machine.depth = depth
        if left.kind != "break":
            raise


def _each(machine: Machine, node: tree.Each) -> None:
    over = machine.value(node.over)
    rounds: list[tuple[Value, Value]]
    if isinstance(over, Table):
        rounds = [(Text(entry.key), entry.value) for entry in over.entries.values()]
    else:
        name = next((one.name for one in tree.walk(node.target) if isinstance(one, tree.Variable)), "item")
        looped = machine.unknown(f"each {name}", node.target.span, name_of(name))
        key = machine.unknown("each key", node.span, "key")
        rounds = [(key, looped)]
        if isinstance(over, Unknown):
            machine.known.looped.setdefault(looped.name, node.target.span)
    before = len(machine.calls)
    for key_value, value in rounds:
        if node.key is not None:
            machine.assign(node.key, key_value)
        machine.assign(node.target, key_value if node.wants == "keys" else value)
        goes_on = _round(machine, node.body)
        if node.by_reference and isinstance(over, Table):
            over.put(machine.text(key_value), machine.value(node.target))
        if not goes_on:
            break
        if len(machine.calls) > before:
            machine.note_loop(node.target.span, len(rounds))
            break


def _while(machine: Machine, node: tree.While) -> None:
    before = len(machine.calls)
    for number in range(MOST_ROUNDS):
        if number or node.tests_first:
            truth = machine.truth(machine.value(node.test)) if node.test else None
            if truth is False or (truth is None and number):
                break
        if not _round(machine, node.body) or len(machine.calls) > before:
            break
        if node.step is not None:
            machine.do(node.step)
    else:
        if not isinstance(node.test, tree.Constant):  # one that waits for ever ends the program
            raise SampleError(note("program-too-long", node.span))


def _round(machine: Machine, body: tree.Node) -> bool:
    """One round of a loop; whether another may follow."""
    depth = machine.depth
    try:
        machine.do(body)
    except Left as left:
        machine.depth = depth
        if left.kind not in {"break", "continue"}:
            raise
        return left.kind == "continue"
    return True


def _leave(machine: Machine, node: tree.Leave) -> None:
    raise Left(node.kind, machine.value(node.value))


def _attempt(machine: Machine, node: tree.Attempt) -> None:
    depth = machine.depth
    try:
        machine.do(node.body)
    except Left as left:
        machine.depth = depth
        if left.kind != "throw":
            raise
    finally:
        if node.last is not None:
            machine.do(node.last)


def _class(machine: Machine, node: tree.ClassDefinition) -> None:
    base = machine.scope.holder(node.base)
    known = base.variables[node.base] if base else None
    made = Class(node, machine.scope, base=known if isinstance(known, Class) else None)
    machine.scope.variables[node.name] = made
    machine.classes.append(made)
    machine.inside(made, machine.scope, lambda: machine.first_values(made.statics, node.statics))


def _define(machine: Machine, node: tree.Routine) -> None:
    function = machine.value(node)
    if node.name:
        machine.scope.variables[node.name] = function


def _global(machine: Machine, node: tree.Global) -> None:
    outermost = machine.scope
    while outermost.outer is not None:
        outermost = outermost.outer
    for name in node.names:
        if name in outermost.variables:
            machine.scope.variables[name] = outermost.variables[name]


STATEMENTS: dict[type, Any] = {
    tree.Block: _block,
    tree.Branch: _branch,
    tree.Switch: _switch,
    tree.Each: _each,
    tree.While: _while,
    tree.Global: _global,
    tree.Leave: _leave,
    tree.Attempt: _attempt,
    tree.ClassDefinition: _class,
    tree.Routine: _define,
}
