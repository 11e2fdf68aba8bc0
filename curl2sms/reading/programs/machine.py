"""The evaluator: a program's values by rule. Nothing of it is run: no file, no network, no clock, no process.

What the sample does not show stays unknown and travels in texts as a stand-in. Where a test is unknown, one way is
taken, and the machine remembers the choice: ``finding.find`` goes the other ways too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from curl2sms.errors import Note, SampleError, Span, note
from curl2sms.http import stand_in
from curl2sms.reading.model import Known
from curl2sms.reading.programs import assigning, members, tree
from curl2sms.reading.programs.expressions import EXPRESSIONS
from curl2sms.reading.programs.language import Call, Language, does
from curl2sms.reading.programs.operators import operated
from curl2sms.reading.programs.statements import STATEMENTS, Left
from curl2sms.reading.programs.unknown import is_left_out, unknown_arguments, unknown_call, value_named
from curl2sms.reading.programs.values import (
    ARRAY,
    LIST,
    MAP,
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
    is_open,
    kind_of,
    name_of,
    names_in,
)
from curl2sms.records import attribute, draft, record, replace
from curl2sms.shown import Shortened
from curl2sms.traced import Traced, joined, spelt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# More than this no listing needs; it bounds the time.
MOST_STEPS, DEEPEST, MOST_TEXT = 60_000, 140, 1 << 18
_DEEPEST_CALLS = 16


@record
class OpenTest:
    """A test that the sample leaves open: its place, and how often the program was there before.

    ``ways`` go on from it, numbered from 0; ``usual`` is the one that is taken where nothing says another.
    ``tests_answer``: whether it looks at an answer.
    """

    span: Span
    before: int
    ways: int = attribute(compare=False)
    usual: int = attribute(compare=False)
    tests_answer: bool = attribute(compare=False)

    @property
    def others(self) -> list[int]:
        """The ways that are not the usual one."""
        return [way for way in range(self.ways) if way != self.usual]


@draft
class Machine:
    """One run through a program. ``turned`` has the tests that another way than the usual one is taken from."""

    language: Language
    turned: Mapping[OpenTest, int] = attribute(default_factory=dict)
    calls: list[Any] = attribute(default_factory=list)
    decisions: list[OpenTest] = attribute(default_factory=list)
    visits: Counter[Span] = attribute(default_factory=Counter)  # of open tests
    notes: list[Note] = attribute(default_factory=list)
    known: Known = attribute(default_factory=Known)
    unknowns: dict[str, Unknown] = attribute(default_factory=dict)
    reworked: dict[str, tuple[Span, str]] = attribute(default_factory=dict)
    makers: dict[str, tuple[Span, str]] = attribute(default_factory=dict)  # of what is not shown, by its path
    escaped: dict[str, tuple[Span, str]] = attribute(default_factory=dict)  # unknown, escaped for markup by the sample
    scope: Scope = attribute(default_factory=Scope)
    this: Object | Class | Table | None = None
    functions: list[Function] = attribute(default_factory=list)
    classes: list[Class] = attribute(default_factory=list)
    entered: set[int] = attribute(default_factory=set)
    names: dict[str, str] = attribute(default_factory=dict)
    encoded: dict[str, tuple[Span, str]] = attribute(default_factory=dict)  # unknown, percent-encoded by the sample
    owners: dict[str, Unknown] = attribute(default_factory=dict)  # what a member is of, by the member's path
    given: dict[str, Value] = attribute(default_factory=dict)  # what members of unknown values get, by path
    defaults: dict[str, list[Value]] = attribute(default_factory=dict)  # options for all calls of a client, by its name
    statics: dict[int, Cell] = attribute(default_factory=dict)  # static variables, by where they are declared
    kept: dict[int, dict[int, Value]] = attribute(default_factory=dict)  # defaults of methods, by their routine
    yielded: Table = attribute(default_factory=lambda: Table(LIST))  # by the function that is being run
    attempts: int = 0  # how many ``try`` are around
    reach: int = 0  # 0: the program itself was run; 1: also functions that nothing calls; 2: all functions
    steps: int = 0
    depth: int = 0
    call_depth: int = 0

    # What a program does

    def run(self, body: tree.Node) -> None:
        """Run statements to their end, however they leave."""
        try:
            self.do(body)
        except Left:
            return

    def do(self, node: tree.Node) -> None:
        """A statement; an expression is one too."""
        act = STATEMENTS.get(type(node))
        if act is None:
            self.value(node)
            return
        self._step(node)
        self.depth += 1
        act(self, node)
        self.depth -= 1

    def value(self, node: tree.Node | None) -> Value:
        """The value of an expression; a statement has none."""
        if node is None:
            return None
        if isinstance(node, tree.ClassDefinition):
            made: Value = STATEMENTS[tree.ClassDefinition](self, node)
            return made
        if type(node) not in EXPRESSIONS:
            self.do(node)
            return None
        self._step(node)
        self.depth += 1
        found: Value = EXPRESSIONS[type(node)](self, node)
        self.depth -= 1
        return found

    def _step(self, node: tree.Node) -> None:
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise SampleError(note("program-too-long", node.span))
        if self.depth > DEEPEST:
            raise SampleError(note("program-too-deep", node.span))

    def passes(self, value: Value, span: Span) -> bool:
        """Whether a value passes a test of members; where that is not known it is taken to, and this is noted."""
        truth = self.truth(value)
        return bool(self.decide(span, 2, 1, value)) if truth is None else truth

    def decide(self, span: Span, ways: int, usual: int, value: Value) -> int:
        """Which of several ways to go where nothing says it; ``value`` is what was tested."""
        tests_answer = isinstance(value, Unknown) and value.why == "token-fetched"
        test = OpenTest(span, self.visits[span], ways, usual, tests_answer)
        self.visits[span] += 1
        self.decisions.append(test)
        return self.turned.get(test, usual)

    def holds(self, test: tree.Node, usual: bool = True) -> bool:
        """Whether a test holds; ``usual`` where that is not known."""
        value = self.value(test)
        truth = self.truth(value)
        return bool(self.decide(test.span, 2, usual, value)) if truth is None else truth

    def truth(self, value: Value) -> bool | None:
        """What a value is in a test; None where it is not known."""
        if isinstance(value, Unknown) or (isinstance(value, Text) and value.traced.text and not value.is_known):
            return None
        return self.language.truth(value)

    # Values

    def text(self, value: Value) -> Traced:
        """A value as a text."""
        if isinstance(value, Text | Number):
            self.steps += len(value.traced) >> 8  # what is done with a long text takes its time
            return value.traced
        if isinstance(value, Unknown):
            return spelt(stand_in(self.named(value)), value.span)
        return self.language.text(self, value)

    def key(self, value: Value, of: Value = None) -> Traced:
        """A value as the key of a member of ``of``; those of a list are counted."""
        is_text = isinstance(value, Text | Unknown) or (isinstance(of, Table) and of.kind in {LIST, TUPLE})
        return self.text(value) if is_text else self.language.key(self, value)

    def joined(self, values: Iterable[Value], span: Span) -> Text:
        """Texts one after the other."""
        texts = [self.text(value) for value in values]
        if sum(map(len, texts)) > MOST_TEXT:
            raise SampleError(note("variables-too-large", span))
        return Text(joined(texts))

    def named(self, unknown: Unknown) -> str:
        """The name of the variable that an unknown value becomes; the same value has the same name."""
        if unknown.path in self.names:
            return self.names[unknown.path]
        name = unknown.name or name_of(unknown.made_by).upper() or "VALUE"
        parts = [part for part in map(name_of, unknown.path.replace("[", ".").split(".")[:-1]) if part]
        options = [name, *(["_".join((parts[-1], name))] if parts else [])]
        options += [f"{name}_{number}" for number in range(2, 1000)]
        name = next(one for one in map(self.known.called, options) if one not in self.unknowns)
        self.names[unknown.path] = name
        self.unknowns[name] = unknown
        return name

    def made_of(self, values: Iterable[Value], made: Unknown, function: str) -> Unknown:
        """What a function that is not shown makes of some values; it is remembered where they are not shown either."""
        if any(map(is_open, values)):
            self.makers[made.path] = (made.span, function)
        return made

    def unknown(self, path: str, span: Span, name: str | None = None, why: str = "", made_by: str = "") -> Unknown:
        """A value that the sample does not show."""
        return Unknown(path, name_of(path) if name is None else name, span, why, made_by)

    def keep(self, value: Value, name: str) -> Value:
        """A value as a variable of some name keeps it: one that has no name yet takes this one."""
        if isinstance(value, Unknown) and not value.name and value.path not in self.names:
            return replace(value, name=name_of(name))
        if isinstance(value, Table) and self.language.copies_tables and value.kind == ARRAY:
            return value.copy()
        return value

    def member(self, of: Value, name: str, span: Span) -> Value:
        """A property, a method or a constant of a value."""
        return members.member(self, of, name, span)

    def item(self, of: Value, key: Value, span: Span) -> Value:
        """A member by its key or its number."""
        return members.item(self, of, key, span)

    def assign(self, target: tree.Node, value: Value) -> None:
        """Give a variable, a property, an item or a pattern a value."""
        assigning.assign(self, target, value)

    def declare(self, target: tree.Node, value: Value, scope: Scope | None = None) -> None:
        """Give a new variable of a scope, usually the innermost, a value."""
        assigning.declare(self, target, value, scope)

    def variable(self, node: tree.Node) -> tree.Variable | None:
        """The variable that a node is, or names by a value; None of anything else."""
        if isinstance(node, tree.NamedByValue):
            name = self.value(node.name)
            is_known = isinstance(name, Text | Number) and not names_in(str(name))
            return tree.Variable(node.span, f"${name}") if is_known else None
        return node if isinstance(node, tree.Variable) else None

    def cell(self, node: tree.Node) -> Cell | None:
        """The place of a variable or a member, for another name to share it; None of anything else."""
        return assigning.cell_of(self, node)

    def share(self, target: tree.Node, cell: Cell) -> None:
        """Make a place that another name has the place of a variable or a member."""
        assigning.share(self, target, cell)

    def in_block(self, act: Callable[[], Any]) -> Any:
        """What ``act`` gives, done in a block: what it declares is gone afterwards."""
        before = self.scope
        self.scope = Scope(before, is_block=True)
        try:
            return act()
        finally:
            self.scope = before

    def leaves_out(self, value: Value, span: Span) -> None:
        """Note that the members of an unknown value are put among others, where they are left out."""
        is_object = isinstance(value, Object) and value.of is not None and self.language.name == "python"
        if isinstance(value, Unknown) or is_object or (isinstance(value, Text) and not value.is_known):
            name = (value.name or name_of(value.made_by)) if isinstance(value, Unknown) else ""
            name = name or (value.kind if isinstance(value, Object) else "a value")
            self.notes.append(note("members-not-shown", span, name=name))

    def note_loop(self, span: Span, rounds: int) -> None:
        """Note that only the first of several rounds was read, which makes a call."""
        if rounds > 1:
            self.notes.append(note("loop-first", span, count=rounds))

    def operate(self, sign: str, left: Value, right: Value, span: Span) -> Value:
        """The value of an operator with two operands."""
        return operated(self, sign, left, right, span)

    # Calls

    def call(self, of: Value, arguments: list[tuple[str, Value]], span: Span) -> Value:
        """The value of a call. ``arguments`` are named or by place."""
        if isinstance(of, Function):
            return self.enter(of, arguments)
        if isinstance(of, Class):
            return self.instance(of, arguments, span)
        values = tuple(value for name, value in arguments if not name)
        named = {name: value for name, value in arguments if name}
        if isinstance(of, Native):
            call = Call(self, of.name, span, values, named, of.receiver)
            native = self.language.method(kind_of(of.receiver), of.name)
            return native(call) if native else unknown_call(self, of.name, of.receiver, call)
        if isinstance(of, Unknown):
            owner, name = self.owners.get(of.path), of.path
            native = self.language.function(of.path)
            if native is None and owner is not None:
                name = of.path[len(owner.path) + 1 :]
                native = self.language.method("unknown", name)
            if native is not None:
                return native(Call(self, name, span, values, named, owner))
            return unknown_call(self, of.path, owner, Call(self, of.path, span, values, named))
        if isinstance(of, Object) and of.of:
            for magic in ("__invoke", "__call__"):
                if method := of.of.method(magic):
                    return self.enter(Function(method, of.of.scope, of), arguments)
        return unknown_call(self, "", None, Call(self, "", span, values, named))

    def made(self, of: Value, arguments: list[tuple[str, Value]], span: Span) -> Value:
        """``new`` with a class."""
        if isinstance(of, Class):
            return self.instance(of, arguments, span)
        if isinstance(of, Unknown):
            native = self.language.function(f"new {of.path}")
            values = tuple(value for name, value in arguments if not name)
            if native:
                named = {name: value for name, value in arguments if name}
                return native(Call(self, of.path, span, values, named))
            why = "computed-anew" if does("ever-new", of.path) else ""
            return self.unknown(f"new {of.path}@{span.start}", span, "", why, of.path)
        if isinstance(of, Function):
            return self._made_by(of, arguments, span)
        return self.call(of, arguments, span) if isinstance(of, Native) else None

    def _made_by(self, function: Function, arguments: list[tuple[str, Value]], span: Span) -> Value:
        """``new`` with a function of JavaScript: its methods are the members of its ``prototype``."""
        name, before = function.routine.name, f"{function.routine.name}.prototype"
        whole = self.given.get(before)
        members = {key: entry.value for key, entry in whole.entries.items()} if isinstance(whole, Table) else {}
        members |= {
            path[len(before) + 1 :]: value for path, value in self.given.items() if path.startswith(f"{before}.")
        }
        methods = [replace(one.routine, name=key) for key, one in members.items() if isinstance(one, Function)]
        of = Class(tree.ClassDefinition(function.routine.span, name, "", tuple(methods), (), ()), function.scope)
        one = Object(name, of=of, span=span)
        returned = self.enter(replace(function, this=one), arguments)
        return returned if isinstance(returned, Object | Table) else one

    def instance(self, of: Class, arguments: list[tuple[str, Value]] | None, span: Span) -> Object:
        """An object of a class of the sample; without ``arguments`` those of its constructor are unknown."""
        one = Object(of.definition.name, of=of, span=span)
        constructor = next(
            (found for name in ("__construct", "constructor", "__init__") if (found := of.method(name))), None
        )
        if constructor and self.language.name == "javascript":  # TypeScript: before the others, which may name them
            for number, parameter in enumerate(constructor.parameters):
                if parameter.promoted and isinstance(parameter.target, tree.Variable):
                    given = arguments[number][1] if arguments and number < len(arguments) else None
                    one.properties.put(Traced(parameter.target.name), given)
        for each in reversed(of.line()):
            self.inside(one, each.scope, partial(self.first_values, one.properties, each.definition.properties))
        if constructor:
            function = Function(constructor, of.scope, one)
            self.enter(function, unknown_arguments(self, function) if arguments is None else arguments)
        return one

    def first_values(self, table: Table, members: Iterable[tuple[str, tree.Node | None]]) -> None:
        for name, node in members:
            if node is not None:
                table.put(Traced(name), self.keep(self.value(node), name))

    def inside(
        self, this: Object | Class | Table | None, scope: Scope, act: Callable[[], Any], *, is_bare: bool = False
    ) -> Any:
        """What ``act`` gives, done in a scope of its own, for an object."""
        before = self.this, self.scope
        self.this, self.scope = this, Scope(scope, is_bare=is_bare)
        try:
            return act()
        finally:
            for cell in self.scope.shared.values():
                cell.names -= 1
            self.this, self.scope = before

    def enter(self, function: Function, arguments: list[tuple[str, Value]]) -> Value:
        """What a function of the sample returns."""
        routine = function.routine
        self.entered.add(id(routine))
        if self.call_depth >= _DEEPEST_CALLS or is_left_out(routine):
            return self.unknown(f"{routine.name}()", routine.span, value_named(routine.name), "", routine.name)
        this = function.this or (None if routine.has_own_this else self.this)
        self.call_depth, depth = self.call_depth + 1, self.depth
        try:
            enter = partial(self._entered, function, arguments)
            returned: Value = self.inside(this, function.scope, enter, is_bare=routine.is_bare)
        except Left as left:
            if left.kind == "return" or (left.kind == "throw" and not self.attempts):
                return left.value
            raise
        else:
            return returned
        finally:
            self.call_depth -= 1
            self.depth = depth

    def _entered(self, function: Function, arguments: list[tuple[str, Value]]) -> Value:
        """What the body of a function gives, in the scope of its own that was made for it."""
        for name, captured in function.captured.items():
            if isinstance(captured, Cell):
                self.scope.share(name, captured)
            else:
                self.scope.variables[name] = self.keep(captured, name)
        self._bind(function, arguments)
        if function.routine.yields:
            return self._all_yielded(function.routine)
        if isinstance(function.routine.body, tree.Block):
            self.do(function.routine.body)
            return None
        return self.value(function.routine.body)

    def _all_yielded(self, routine: tree.Routine) -> Value:
        """What a generator gives, all at once."""
        before, self.yielded = self.yielded, Table(ARRAY if self.language.copies_tables else LIST)
        try:
            self.do(routine.body)
        except Left as left:
            if left.kind != "return":
                raise
        finally:
            made, self.yielded = self.yielded, before
        return made if routine.yields == "all" else made.get("0")

    def _bind(self, function: Function, arguments: list[tuple[str, Value]]) -> None:
        """Give the parameters of a function their arguments, or their defaults."""
        routine = function.routine
        by_place = [value for name, value in arguments if not name]
        by_name = {name: value for name, value in arguments if name}
        for number, parameter in enumerate(routine.parameters):
            name = parameter.target.name if isinstance(parameter.target, tree.Variable) else ""
            value: Value
            if parameter.takes_names:
                value = Table(MAP)
                for key, one in by_name.items():
                    value.put(Traced(key), one)
            elif parameter.variadic:
                value = Table(TUPLE if self.language.keeps_defaults else LIST)
                for one in by_place[number:]:
                    value.append(one)
                del by_place[number:]
            elif number < len(by_place) and not self._takes_default(parameter, by_place[number]):
                value = by_place[number]
            elif name.lstrip("$") in by_name:
                value = by_name.pop(name.lstrip("$"))
            elif number in function.defaults:
                value = function.defaults[number]
            else:
                value = self.value(parameter.default)
                if self.language.keeps_defaults and parameter.default is not None:
                    function.defaults[number] = value
            self.declare(parameter.target, value)
            if parameter.promoted and isinstance(self.this, Object):
                self.this.properties.put(Traced(name.lstrip("$")), value)

    def _takes_default(self, parameter: tree.Parameter, given: Value) -> bool:
        """Whether an argument is JavaScript's undefined, which is as good as none."""
        return given is None and parameter.default is not None and self.language.name == "javascript"

    def rework(self, value: Value, call: Call, name: str) -> Value:
        """A value that the sample changes in a way that no rule gives: it stays as it is, and this is noted."""
        if isinstance(value, Unknown):
            self.reworked.setdefault(self.named(value), (call.span, name))
        elif isinstance(value, Number) or (isinstance(value, Text) and value.is_known and str(value)):
            self.notes.append(note("text-reworked", call.span, text=Shortened(str(value), 40), function=name))
        elif isinstance(value, Text):
            for one in names_in(str(value)):
                self.reworked.setdefault(one, (call.span, name))
        return value

    def encodes(self, text: Traced, call: Call) -> None:
        """Remember that the sample percent-encodes the unknown values of a text; twice is a change of them."""
        for name in names_in(text.text):
            if name in self.encoded:
                self.reworked.setdefault(name, (call.span, call.name))
            self.encoded[name] = (call.span, call.name)

    def writes(self, text: Traced) -> None:
        """Note the unknown values of a text that are percent-encoded already, where it is put as it is."""
        for name in names_in(text.text):
            if name in self.encoded:
                self.reworked.setdefault(name, self.encoded[name])
