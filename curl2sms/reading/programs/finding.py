"""The calls that a program makes: on the ways that it may take, and through functions that nothing calls."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

from curl2sms.errors import Note, SampleError, Span, note
from curl2sms.http import STAND_IN, HttpRequest
from curl2sms.patterns import regex
from curl2sms.reading import choosing
from curl2sms.reading.curl import build
from curl2sms.reading.model import Known, ReadCall, ReadSample
from curl2sms.reading.programs.language import Language
from curl2sms.reading.programs.machine import MOST_STEPS, Machine, OpenTest
from curl2sms.reading.programs.statements import Left
from curl2sms.reading.programs.tree import Program
from curl2sms.reading.programs.unknown import unknown_arguments
from curl2sms.reading.programs.values import Function, Object, Unknown, names_in
from curl2sms.reading.script.model import Command
from curl2sms.records import attribute, draft, record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias

    _End: TypeAlias = tuple[str, str]

# So many other ways through a program are tried.
MOST_WAYS = 24
_HAS_MARKUP = regex(r"<|%3[Cc]")
_CONSTRUCTORS = frozenset(("__construct", "constructor", "__init__"))


@record
class _Way:
    """A way through a program on which some open tests are turned, and the requests of the way it was turned from."""

    turned: Mapping[OpenTest, int]
    before: Sequence[HttpRequest | None]

    @property
    def last(self) -> OpenTest:
        """The test that was turned last."""
        return list(self.turned)[-1]


def find(program: Program, language: Language) -> ReadSample:
    """The calls of a program, in their order; what depends on an open test is noted, or a call of its own.

    Each open test is turned alone, and with another one where a call comes to light that goes elsewhere.
    """
    usual, calls = _run(program, language, {})
    found, known, steps = _Found(calls), usual.known, usual.steps
    ways = deque(_turns(usual, calls))
    for _ in range(MOST_WAYS):
        if not ways or steps > 2 * MOST_STEPS:
            break
        way = ways.popleft()
        try:
            other, calls = _run(program, language, way.turned, reach=usual.reach)
        except SampleError:
            steps += MOST_STEPS
            continue
        steps += other.steps
        known = _both(known, other.known)
        if found.add(calls, way):
            ways.extend(_turns(other, calls))
    return ReadSample(found.noted(), known)


def _turns(machine: Machine, calls: Iterable[ReadCall]) -> Iterator[_Way]:
    """The ways on which one more test of a run is turned."""
    requests = [one.request for one in calls]
    for test in machine.decisions:
        if test not in machine.turned:
            for way in test.others:
                yield _Way({**machine.turned, test: way}, requests)


def _both(one: Known, other: Known) -> Known:
    """What is known of the variables of two ways."""
    names = ("named", "deferred", "renamed", "about", "looped", "given", "rewritten")
    return Known(**{name: {**getattr(other, name), **getattr(one, name)} for name in names})


@draft
class _Found:
    """The calls of the ways that were gone so far, and the tests that they depend on, by where they go."""

    calls: list[ReadCall]
    tests: dict[_End, set[Span]] = attribute(default_factory=dict)

    def add(self, calls: Iterable[ReadCall], way: _Way) -> bool:
        """Take in the calls of another way; return whether one goes elsewhere than all before.

        Where the turned test makes another request of a call, the call depends on it.
        """
        known, ends = [one.request for one in self.calls], {_end(one) for one in self.calls if _sends(one)}
        fresh = False
        for one in calls:
            if not _sends(one) or one.request in known or one.request in way.before:
                continue
            if _end(one) not in ends:
                known.append(one.request)
                self.calls.append(one)
                fresh = True
            elif not way.last.tests_answer:  # which is taken to be good
                self.tests.setdefault(_end(one), set()).add(way.last.span)
        return fresh

    def noted(self) -> tuple[ReadCall, ...]:
        """The calls, each with a note of the tests that it depends on."""
        return tuple(replace(one, notes=(*one.notes, *self._notes_on(_end(one)))) for one in self.calls)

    def _notes_on(self, end: _End) -> Iterator[Note]:
        for span in sorted(self.tests.get(end, ()), key=attrgetter("start")):
            yield note("open-test", span)


def _sends(one: ReadCall) -> bool:
    return one.request is not None and choosing.sends(one.request) > 0


def _end(one: ReadCall) -> _End:
    """Where a call goes: its method, and its URL without the query."""
    return (one.request.method, one.request.url.partition("?")[0]) if one.request else ("", "")


def _run(
    program: Program, language: Language, turned: Mapping[OpenTest, int], *, reach: int = 2
) -> tuple[Machine, list[ReadCall]]:
    """One way through a program; then through the functions that nothing calls, until a message is sent.

    ``reach`` is how far it may go, as in ``Machine.reach``.
    """
    machine = Machine(language, turned)
    machine.run(program.body)
    found = _calls(machine, 0)
    while machine.reach < reach and not any(_sends(one) for one in found):
        machine.reach += 1
        for function in _uncalled(machine, program, only_roots=machine.reach == 1):
            before = len(machine.calls)
            _enter(machine, function)
            found += _calls(machine, before)
    return machine, found


def _uncalled(machine: Machine, program: Program, *, only_roots: bool) -> Iterator[Function]:
    """The functions and methods that nothing has entered; roots are those whose names nothing calls either."""
    functions = list(machine.functions)
    for known in machine.classes:
        routines = [one for one in known.definition.methods if one.name.lower() not in _CONSTRUCTORS]
        this: Object | None = machine.instance(known, None, routines[0].span) if routines else None
        functions += [Function(routine, known.scope, this) for routine in routines]
    for one in functions:
        if id(one.routine) not in machine.entered and not (only_roots and one.routine.name in program.called):
            yield one


def _enter(machine: Machine, function: Function) -> None:
    try:
        machine.enter(function, unknown_arguments(machine, function))
    except Left:
        return


def _calls(machine: Machine, first: int) -> list[ReadCall]:
    """The calls of a machine from a number on, each with its request, or with what is wrong with it."""
    return [_call(machine, draft) for draft in machine.calls[first:]]


def _call(machine: Machine, draft: Any) -> ReadCall:
    command = Command((), draft.span)
    try:
        made = draft.finished(machine)
        built = build(made.operation, command, machine.known.deferred)
    except SampleError as error:
        return ReadCall(draft.span, None, error)
    answer = f"answer@{draft.span.start}"
    taken = (name for path, name in machine.names.items() if path.startswith(answer))
    notes = (*built.notes, *_about(machine, built.request), *machine.notes)
    return ReadCall(
        draft.span, built.request, None, notes, answer_to=next(taken, None), origin_variable=built.origin_variable
    )


def _about(machine: Machine, request: HttpRequest) -> Iterator[Note]:
    """What there is to say of the unknown values that went into a request."""
    texts = [request.url, *(part for pair in request.headers for part in pair), *(request.basic or ())]
    texts.append((request.body or b"").decode("utf-8", "replace"))
    reworked = {**({} if _HAS_MARKUP.search(texts[-1]) else machine.escaped), **machine.reworked}
    for name in dict.fromkeys(name for text in texts for name in STAND_IN.findall(text)):
        unknown: Unknown | None = machine.unknowns.get(name)
        if unknown and unknown.why == "token-fetched":
            yield note("token-fetched", unknown.span, name=name)
        elif unknown and unknown.why:
            yield note(unknown.why, unknown.span, programs=unknown.made_by)
        elif unknown and unknown.path in machine.makers:
            span, function = machine.makers[unknown.path]
            yield note("value-made", span, function=function)
        if name in reworked:
            span, function = reworked[name]
            within = names_in(machine.known.deferred.get(name, ""))  # of Base64
            yield note("value-reworked", span, name=" and ".join(within or [name]), function=function)
