"""What each kind of statement does."""

from __future__ import annotations

from functools import partial

from curl2sms.errors import SampleError, Span, note
from curl2sms.reading.programs import tree
from curl2sms.reading.programs.values import (
    LIST,
    Cell,
    Class,
    Function,
    Object,
    Scope,
    Table,
    Unknown,
    Value,
    members_of,
    name_of,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from curl2sms.reading.programs.machine import Machine

# No listing needs more rounds of a loop that only counts.
MOST_ROUNDS = 300


class Left(Exception):  # noqa: N818 - no error: how a function, a loop or the program is left
    """A statement that leaves what is around it: ``return``, ``break``, ``continue``, ``throw``, with its value.

    ``levels`` and ``label`` say which loop it leaves, where that is not the innermost.
    """

    def __init__(self, kind: str, value: Value, levels: int = 1, label: str = "") -> None:
        super().__init__(kind)
        self.kind = kind
        self.value = value
        self.levels = levels
        self.label = label


def _block(machine: Machine, node: tree.Block) -> None:
    if node.has_scope:
        machine.in_block(lambda: _statements(machine, node))
    else:
        _statements(machine, node)


def _statements(machine: Machine, node: tree.Block) -> None:
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
    sign = "===" if machine.language.name == "javascript" else "=="
    for at, case in enumerate(node.cases):
        same = [machine.operate(sign, subject, machine.value(value), case.span) for value in case.values]
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
        _passes_on(left, "")
        if left.kind != "break" and not machine.language.copies_tables:  # in PHP ``continue`` is as good
            raise


def _passes_on(left: Left, label: str) -> None:
    """Raise again what leaves more than this loop or switch."""
    if left.kind not in {"break", "continue"} or left.label != (left.label and label):
        raise left
    if left.levels > 1:
        left.levels -= 1
        raise left


def _each(machine: Machine, node: tree.Each) -> None:
    over = _members(machine, node, machine.value(node.over))
    rounds: list[tuple[Value, Cell]]
    if isinstance(over, Table):
        rounds = _rounds_of(machine, over)
    else:
        name = next((one.name for one in tree.walk(node.target) if isinstance(one, tree.Variable)), "item")
        looped = machine.unknown(f"each {name}", node.target.span, name_of(name))
        key = machine.unknown("each key", node.span, "key")
        rounds = [(key, Cell(looped))]
        if isinstance(over, Unknown):
            machine.known.looped.setdefault(looped.name, node.target.span)
    before, entries, size = len(machine.calls), over.entries if isinstance(over, Table) else {}, len(rounds)
    for at in range(_MOST_GROWN):
        changes = isinstance(over, Table) and (over.entries is not entries or len(over.entries) != size)
        if changes and isinstance(over, Table) and (over.kind == LIST or node.by_reference):
            rounds, entries, size = _rounds_of(machine, over), over.entries, len(over.entries)  # the body changed it
            machine.steps += size >> 3
        if at >= len(rounds):
            break
        key_value, cell = rounds[at]
        target_value = key_value if node.wants == "keys" else cell.value
        if node.declares:
            goes_on = machine.in_block(partial(_declaring_round, machine, node, target_value))
        else:
            if node.key is not None:
                machine.assign(node.key, key_value)
            if node.by_reference and isinstance(over, Table):
                machine.share(node.target, over.cell(machine.text(key_value)))
            else:
                machine.assign(node.target, target_value)
            goes_on = _round(machine, node.body, node.label)
        if not goes_on:
            return
        if len(machine.calls) > before:
            machine.note_loop(node.target.span, len(rounds))
            return
    if node.otherwise is not None:
        machine.do(node.otherwise)


def _members(machine: Machine, node: tree.Each, value: Value) -> Value:
    """What a loop goes over: of an object of the sample what its own method says, or its properties."""
    if not isinstance(value, Object) or value.of is None:
        return members_of(value)
    for name in ("getIterator", "__iter__"):
        if method := value.of.method(name):
            return machine.enter(Function(method, value.of.scope, value), [])
    if node.wants == "keys" or (machine.language.copies_tables and value.of.method("current") is None):
        is_own = isinstance(machine.this, Object) and machine.this.of is value.of and machine.language.copies_tables
        return value.properties if is_own else value.seen
    return members_of(value)


# A list that grows while a loop goes over it ends somewhere; the steps of the machine bound any other.
_MOST_GROWN = 1 << 20


def _rounds_of(machine: Machine, over: Table) -> list[tuple[Value, Cell]]:
    """The keys and the values of a table as they are now; of a place that has other names, as it is in its round."""
    cells = [entry.cell if entry.cell.names > 1 else Cell(entry.value) for entry in over.entries.values()]
    return [
        (machine.language.key_value(entry.key), cell) for entry, cell in zip(over.entries.values(), cells, strict=True)
    ]


def _declaring_round(machine: Machine, node: tree.Each, value: Value) -> bool:
    machine.declare(node.target, value)
    return _round(machine, node.body, node.label)


def _while(machine: Machine, node: tree.While) -> None:
    before = len(machine.calls)
    for number in range(MOST_ROUNDS):
        if number or node.tests_first:
            truth = machine.truth(machine.value(node.test)) if node.test else True
            if truth is False or (truth is None and number):
                if node.otherwise is not None:
                    machine.do(node.otherwise)
                break
        if not _round(machine, node.body, node.label):
            break
        if len(machine.calls) > before:
            _note_rounds(machine, node, number + 1)
            break
        if node.renews:
            machine.scope = Scope(machine.scope.outer, dict(machine.scope.variables), is_block=True)
        if node.step is not None:
            machine.do(node.step)
    else:
        if node.test is not None and not isinstance(
            node.test, tree.Constant
        ):  # one that waits for ever ends the program
            raise SampleError(note("program-too-long", node.span))


def _note_rounds(machine: Machine, node: tree.While, rounds: int) -> None:
    """Note that a loop goes on after a round that made a call; where it only counts, how many rounds it has."""
    while rounds < MOST_ROUNDS:
        if node.step is not None:
            machine.do(node.step)
        truth = machine.truth(machine.value(node.test)) if node.test else None
        if truth is False:
            machine.note_loop(node.span, rounds)
            return
        if truth is None or node.step is None:
            break
        rounds += 1
    machine.notes.append(note("loop-goes-on", Span(node.span.start, node.body.span.start)))


def _round(machine: Machine, body: tree.Node, label: str) -> bool:
    """One round of a loop; whether another may follow."""
    depth = machine.depth
    try:
        machine.do(body)
    except Left as left:
        machine.depth = depth
        _passes_on(left, label)
        return left.kind == "continue"
    return True


def _leave(machine: Machine, node: tree.Leave) -> None:
    raise Left(node.kind, machine.value(node.value), node.levels, node.label)


def _attempt(machine: Machine, node: tree.Attempt) -> None:
    """``try``: what the sample itself throws is caught; an error that a call may meet is not assumed."""
    depth = machine.depth
    try:
        machine.attempts += 1
        try:
            machine.do(node.body)
        finally:
            machine.attempts -= 1
    except Left as left:
        machine.depth = depth
        if left.kind != "throw":
            raise
        _handle(machine, node, left)
    finally:
        if node.last is not None:
            machine.do(node.last)


def raised(machine: Machine, name: str, span: Span) -> None:
    """Raise an error of the language, by the name of its class, where a ``try`` may catch it; else go on."""
    if machine.attempts:
        raise Left("throw", machine.unknown(f"{name}@{span.start}", span, "", "", name))


# What these name catches every error.
_ALL_ERRORS = frozenset(("exception", "throwable", "baseexception", "error"))
_BASES = {"jsondecodeerror": {"valueerror"}}


def _handle(machine: Machine, node: tree.Attempt, left: Left) -> None:
    """What the first handler does that takes an error; without one it is raised again, where another ``try`` is."""
    names = _names_of(left.value)
    for handler in node.handlers:
        if not handler.types or {one.lower() for one in handler.types} & (names | _ALL_ERRORS):
            if handler.target is None:
                machine.do(handler.body)
            else:
                machine.in_block(partial(_handled, machine, handler, left.value))
            return
    if machine.attempts:
        raise left


def _handled(machine: Machine, handler: tree.Catch, error: Value) -> None:
    if handler.target is not None:
        declares = not (machine.language.copies_tables or machine.language.assigns_locally)
        (machine.declare if declares else machine.assign)(handler.target, error)
    machine.do(handler.body)


def _names_of(error: Value) -> set[str]:
    """The names of the class of an error, and of those that it extends."""
    if isinstance(error, Object) and error.of:
        return {one.definition.name.lower() for one in error.of.line()}
    of = error.made_by or error.path if isinstance(error, Unknown) else ""
    name = name_of(of.partition("@")[0].removeprefix("new ")).lower()
    return {name} | _BASES.get(name, set())


def _class(machine: Machine, node: tree.ClassDefinition) -> Class:
    base, mixins = _class_called(machine, node.base), [_class_called(machine, name) for name in node.mixins]
    made = Class(node, machine.scope, base=base, mixins=[one for one in mixins if one])
    if node.name:
        machine.scope.set(node.name, made)
    machine.classes.append(made)
    machine.inside(made, machine.scope, lambda: machine.first_values(made.statics, node.statics))
    return made


def _class_called(machine: Machine, name: str) -> Class | None:
    holder = machine.scope.holder(name)
    known = holder.get(name) if holder else None
    return known if isinstance(known, Class) else None


def _define(machine: Machine, node: tree.Routine) -> None:
    function = machine.value(node)
    if node.name:
        scope = machine.scope.outermost if node.is_bare else machine.scope.function
        scope.set(node.name, function)


def _global(machine: Machine, node: tree.Global) -> None:
    """``global``, ``nonlocal``: the name is that of a variable elsewhere, which may be one that is not shown."""
    function = machine.scope.function
    for name in node.names:
        near = function.outer.holder(name) if node.is_near and function.outer else None
        scope = near or function.outermost
        if scope is not function:
            if scope.holder(name) is None:
                scope.set(name, machine.unknown(name, node.span))
            function.share(name, scope.cell(name))


def _static(machine: Machine, node: tree.Static) -> None:
    cell = machine.statics.get(node.span.start)
    if cell is None:
        cell = machine.statics[node.span.start] = Cell(machine.keep(machine.value(node.value), node.name))
    machine.scope.share(node.name, cell)


def _reference(machine: Machine, node: tree.Reference) -> None:
    """Both names get one place: that of the source; what a function gives has none."""
    cell = machine.cell(node.source)
    if cell is None:
        machine.assign(node.target, machine.value(node.source))
    else:
        machine.share(node.target, cell)


STATEMENTS: dict[type, Any] = {
    tree.Block: _block,
    tree.Branch: _branch,
    tree.Switch: _switch,
    tree.Each: _each,
    tree.While: _while,
    tree.Global: _global,
    tree.Static: _static,
    tree.Reference: _reference,
    tree.Leave: _leave,
    tree.Attempt: _attempt,
    tree.ClassDefinition: _class,
    tree.Routine: _define,
}
