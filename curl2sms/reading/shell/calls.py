"""What a script calls, in the order of execution: assignments, pipes, here-documents, subshells, texts that are run.

Nothing is run. Reserved words (``if``, ``then``, ``do`` ...) are gone over: a command inside a branch or a loop is
read as if it ran once, and a value that depends on a branch is noted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from curl2sms.errors import Note, SampleError, Span, note
from curl2sms.patterns import regex
from curl2sms.reading.script.cursor import UnclosedError, hull
from curl2sms.reading.script.limits import DEEPEST, MOST_CALLS, MOST_NOTES, MOST_PARTS, too_deep, too_many
from curl2sms.reading.script.model import Command, Stdin
from curl2sms.reading.script.program_names import DECLARING
from curl2sms.reading.script.script import Script
from curl2sms.reading.script.variables import PRICE_OF_SUBSTITUTION, Value
from curl2sms.reading.shell import grammar
from curl2sms.reading.shell.expanding import Expander
from curl2sms.reading.shell.functions import Function, Functions, arguments_of, same_but_for_values
from curl2sms.reading.shell.quotes import Surroundings
from curl2sms.reading.shell.running import (
    UNNAMED,
    Flow,
    RanPipeline,
    RunningCommand,
    call_shown,
    calls_printed_by,
    item_of_xargs,
    kept_in,
    left_out_of,
    program_shown,
    text_run_by,
    variable_of_make,
    why_unknown,
    with_items,
)
from curl2sms.reading.shell.setting import declare, note_exports, sets, unseen_by_text
from curl2sms.reading.shell.words import (
    Assignment,
    Bracket,
    Item,
    Pipeline,
    RawWord,
    Simple,
    Substitution,
)
from curl2sms.records import attribute, draft, replace
from curl2sms.shown import Shortened
from curl2sms.traced import Traced, joined, spelt

_FIRST_WORD = regex(r"[ \t]*(?P<word>[\w.:-]+)(?=[\s;&|]|$)")
# What a character of a text that is run counts against what may be put in: it is read again.
_PRICE_OF_TEXT = 4


@draft
class _Text:
    """A text whose statements are run: the sample itself, or one that a command of it runs.

    ``depth`` is in how many other texts it is; ``around`` are the places of these, and of what made them. ``kept`` are
    the places of what is between single quotes in it, where a variable seems to be there.
    """

    depth: int = 0
    around: tuple[Span, ...] = ()
    kept: list[Span] = attribute(default_factory=list)


class ShellScript(Script):
    """The commands of a text written for a shell."""

    def __init__(self, source: Traced) -> None:
        super().__init__()
        self.variables.text = source.text
        self.source = source
        self._values: list[Span] = []  # the places of assigned values, as they are put in
        self._made_of: dict[Span, tuple[Span, ...]] = {}  # of the value at a place, those that went into it
        self._parts = 0  # of all statements so far
        self._text = _Text()
        self._flow = Flow()
        self._functions = Functions()
        self._inside: list[list[RunningCommand]] = []  # of each substitution that runs, its commands in order

    def found(self) -> list[Command]:
        """The calls of curl, those of a function with the arguments of its call."""
        return [command for command in self.commands if self._functions.counts(command)]

    def said(self) -> list[Note]:
        """The notes on them."""
        return [said for said in self.notes if self._functions.counts(said)]

    # Reading

    def read(self, start: int, end: int) -> int:
        """Read from ``start`` to the end of the statement's line; where that is. UnclosedError, SampleError."""
        return self._run(self._parsed(start, end))

    def read_if_call(self, start: int, end: int) -> int | None:
        """The same for what may be no statement: None, and nothing of it is kept, where it does not call curl."""
        line = self._parsed(start, end)
        return self._run(line) if line.calls else None

    def _parsed(self, start: int, end: int) -> grammar.Line:
        around = Surroundings(Span(0, len(self.source)), self.variables.subshells)
        return grammar.parse(self.source, around, start, end, "\n")

    def _run(self, line: grammar.Line) -> int:
        """Run the statements of a line; where the next line begins."""
        before = len(self.commands)
        self._take(line)
        pipelines = list(self._run_each(line.items, defines=True))
        if len(self.commands) > before:
            self.left_out += (command for pipeline in pipelines for command in left_out_of(pipeline))
        return line.end

    def assigns(self, start: int, end: int) -> bool:
        """Whether a call of a function of the script is here, or a clause: assignments are found in any shell."""
        if self._flow.begins_clause(self.source.text, start, end):
            return True
        found = _FIRST_WORD.match(self.source.text, start, end) if self._functions.defined else None
        return found is not None and found["word"] in self._functions.defined

    def run_text(self, text: Traced, around: Span, said: Note, values: tuple[Span, ...] = ()) -> bool:
        """Read a text as shell, whose characters know their places; ``said`` is reported if it calls curl."""
        outer, before = self._text, len(self.commands)
        if outer.depth >= DEEPEST:
            raise too_deep(around)
        self._text = inner = _Text(outer.depth + 1, (*outer.around, around, *values))
        self.variables.pay(_PRICE_OF_TEXT * len(text) * inner.depth, around)
        surroundings = Surroundings(around, self.variables.subshells, inner.depth)
        try:
            line = grammar.parse(text, surroundings, 0, None, "")
        except UnclosedError as error:  # the statement that runs it is a statement
            raise SampleError(error.note) from None
        self._take(line)
        self._run_all(line.items)
        self._text = outer
        if len(self.commands) > before:
            self._say(said)
        return True

    def _take(self, line: grammar.Line) -> None:
        self._parts += line.parts
        if self._parts > MOST_PARTS:
            raise too_many(line.place)
        self._text.kept += line.kept
        self.notes += line.notes[: max(0, MOST_NOTES - len(self.notes))]

    def _say(self, said: Note) -> None:
        if len(self.notes) < MOST_NOTES:
            self.notes.append(said)
            if self._functions.open:
                self._functions.open.notes.append(said)

    # Lists and pipelines

    def _run_each(self, items: Iterable[Item], *, defines: bool = False) -> Iterator[RanPipeline]:
        """Run pipelines in order.

        ``defines``: these are the statements of the sample itself, which may define functions.
        """
        for item in items:
            if defines:
                self._functions.read(item)
            if isinstance(item, Bracket):
                (self.variables.enter if item.opens else self.variables.leave)()
            else:
                self._flow.branched = self._flow.branched or item.operator == "||"
                yield self._pipeline(item)

    def _run_all(self, items: Iterable[Item]) -> Traced | None:
        """Run pipelines; what they print, if a rule shows it of each."""
        printed = [pipeline.printed for pipeline in self._run_each(items)]
        known = [text for text in printed if text is not None]
        return joined(known) if len(known) == len(printed) else None

    def _pipeline(self, pipeline: Pipeline) -> RanPipeline:
        """Run the commands of a pipeline, each with what the one before it prints on its standard input."""
        ran = [self._simple(command, pipeline.operator) for command in pipeline.commands]
        printed: Traced | None = None
        for number, command in enumerate(ran):
            if command.stdin is None and number:
                command.stdin = Stdin(printed, ran[number - 1].written.span)
            printed = self._finish(command, alone=len(ran) == 1)
        return RanPipeline(tuple(ran), printed, pipeline.is_pattern)

    def _finish(self, command: RunningCommand, *, alone: bool) -> Traced | None:
        """Do what a command does, now that its standard input is known; what it prints, if a rule shows."""
        function = self._functions.defined.get(command.words[0].text) if command.words else None
        if function and not function.running:
            return self._run_function(command, function)
        at = command.curl_at()
        if at is not None:
            self._call(command, at)
            return None
        if not command.words:  # ``$(<file)`` gives the file
            return Traced("") if alone and not command.stdin else None
        if self._runs_text(command):
            return None
        if sets(command, self.variables):
            return Traced("")
        from curl2sms.reading.shell.output import output

        printed = output(command.texts, command.stdin.traced if command.stdin else None, self.variables)
        return Traced("") if printed is not None and command.written.redirected else printed

    def _call(self, command: RunningCommand, at: int) -> None:
        """Remember a call of curl; its values are the places that notes about it may have."""
        words = command.words
        if len(self.commands) >= MOST_CALLS:
            raise too_many(words[0].span)
        if at or words[0].text.rpartition("/")[2] != "curl":  # a path names the same program
            text = " ".join(word.text for word in words[: at + 1])
            self._say(note("prefix-left-out", hull(w.span for w in words[: at + 1]), text=Shortened(text)))
            if token := item_of_xargs(command.texts[:at]):
                words, said = with_items(words, at, token, self.variables)
                self._say(said)
        kept = tuple(kept_in(command, self._text.kept, self.variables)) if self._text.kept else ()
        used = (*command.values, *(one.assigned for one in kept if one.assigned))
        values = (*self._origins(used), *self._text.around)
        span = hull(word.span for word in words)
        called = Command(tuple(words[at:]), span, stdin=command.stdin, values=values, kept=kept)
        self.commands.append(called)
        if self._functions.open:
            self._functions.open.commands.append(called)

    def _origins(self, values: Iterable[Span]) -> dict[Span, None]:
        """The places of assigned values, and of the values that these were made of."""
        found = dict.fromkeys(values)
        left = list(found)
        while left:
            new = [one for one in self._made_of.get(left.pop(), ()) if one not in found]
            found.update(dict.fromkeys(new))
            left += new
        return found

    # Simple commands

    def _simple(self, written: Simple, operator: str) -> RunningCommand:
        """Expand a command's words and do its assignments (bash's manual, "Simple Command Expansion")."""
        for word in written.reserved:
            self._flow.reserved(word)
        if written.looped:
            self._loop(written.looped)
        own: dict[str, Value | None] = {}
        in_function, used = bool(self._flow.functions or self._functions.outside), len(self._values)
        expander = Expander(self.variables, self._values, own, self._substituted, in_function=in_function)
        self._functions.keep_outside(written, self.variables)
        declares = bool(written.words) and written.words[0].text in DECLARING
        if declares:
            words = expander.words(written.words)
            declare(written, words, self.variables)
            self._assign(written, expander, None)
        else:
            conditional = bool(self._flow.conditions) or operator in {"&&", "||"}
            self._assign(written, expander, own if written.words else None, conditional=conditional)
            words = expander.words(written.words)
        stdin = expander.stdin(written.stdin)
        for other in written.others:
            expander.run(other)
        command = RunningCommand(
            written=written,
            words=words,
            own=own,
            values=tuple(self._values[used:]),
            operator=operator,
            conditional=bool(self._flow.conditions),
            stdin=stdin,
        )
        if self._inside and command.words:
            self._inside[-1].append(command)
        note_exports(command, self.variables)
        self._mind_assignments(command, stays=declares or not written.words)
        for said in expander.notes:
            self._say(said)
        return command

    def _loop(self, looped: RawWord) -> None:
        """``for NAME in words``: inside, the variable has no fixed value; the loop's place is remembered."""
        self.variables.assign(looped.text, None)
        self.variables.known.looped.setdefault(looped.text, looped.span)

    def _mind_assignments(self, command: RunningCommand, *, stays: bool) -> None:
        """Say where a command's words use what it assigns itself: to bash that does not hold yet, or not for them."""
        if not stays and not command.words:  # ``A=1 $NOTHING``: there is no command after all
            for name, value in command.own.items():
                self.variables.assign(name, value)
        put_in = {*command.values}
        for one in command.written.assignments if command.words else ():
            name_place = Span(one.span.start, one.span.start + len(one.name))
            if one.span in put_in:
                self._say(note("assigned-for-command", name_place, name=one.name))
        for one in command.written.assignments if stays else ():
            if one.name == "IFS":
                self._say(note("separator-not-used", Span(one.span.start, one.span.start + 3)))

    # Assignments

    def _assign(
        self, written: Simple, expander: Expander, own: dict[str, Value | None] | None, *, conditional: bool = False
    ) -> None:
        """Do a command's assignments, for itself (``own``) or for all after it."""
        for assignment in written.assignments:
            for name, value in self._assigned(assignment, expander, conditional=conditional).items():
                if own is None:
                    self.variables.assign(name, value)
                else:
                    own[name] = value

    def _assigned(self, assignment: Assignment, expander: Expander, *, conditional: bool) -> dict[str, Value | None]:
        """The values of ``NAME=value``, by name. One that may not happen is noted, at the value's place."""
        from curl2sms.reading.shell.assigning import assigned  # few samples assign anything

        before, used, name = len(self.commands), len(self._values), assignment.name
        old = self.variables.get(name)
        values = assigned(assignment, expander)
        self._made_of[assignment.span] = tuple(self._values[used:])
        for number in range(before, len(self.commands)):  # X=$(curl ...): its output has a name
            self.commands[number] = replace(self.commands[number], output_to=name)
        new = values.get(name, old)
        if old and new and old.texts != new.texts and conditional:
            self._say(note("value-depends", assignment.span, name=name))
        return values

    # Substitutions

    def _substituted(self, substitution: Substitution) -> Traced:
        """A substitution's output where rules tell it, else a variable; notes name its programs only."""
        self.variables.pay(PRICE_OF_SUBSTITUTION, substitution.span)
        if variable := variable_of_make(substitution):
            name = self.variables.known.called(variable)
            self._say(note("make-variable", substitution.span, text=f"$({variable})", name=name))
            return spelt(self.variables.unset(variable), substitution.span)
        before, subshells = len(self.commands), self.variables.subshells
        outer, self._flow = self._flow, Flow()
        self._inside.append([])
        self.variables.enter()
        printed = self._run_all(substitution.items)
        while self.variables.subshells > subshells:
            self.variables.leave()
        commands = self._inside.pop()
        programs = tuple(dict.fromkeys(map(program_shown, commands))) or (UNNAMED,)
        branched, self._flow = self._flow.branched, outer
        if len(self.commands) > before:
            programs, printed = (call_shown(self.commands[before]),), None
        if printed is not None and not branched and not substitution.sign:
            return printed[: len(printed.text.rstrip("\n"))]
        name, shown, said = self.variables.new_name(), ", ".join(programs), why_unknown(commands, programs)
        if said == "text-rewritten":
            self.variables.known.rewritten[name] = substitution.span
        self._say(note(said, substitution.span, programs=shown))
        if substitution.sign:  # the name of a file
            return spelt(f"{substitution.sign}(...)", substitution.span)
        return spelt(self.variables.unset(name, f"the output of {shown}"), substitution.span)

    # Functions

    def _run_function(self, command: RunningCommand, function: Function) -> Traced | None:
        """Run the body of a function with the arguments of a call; what it prints, if a rule shows.

        Calls of curl that differ from those of an earlier call in values alone are left out.
        """
        if len(self._functions.outside) >= DEEPEST:
            raise too_deep(command.written.span)
        self.variables.pay(PRICE_OF_SUBSTITUTION, command.written.span)
        before, outer, self._flow = len(self.commands), self._flow, Flow(self._flow.conditions)
        arguments, self.variables.arguments = self.variables.arguments, arguments_of(command, self.variables)
        self._functions.outside.append({})
        function.running = True
        printed = self._run_all(function.items)
        for name, value in self._functions.outside.pop().items():
            self.variables.assign(name, value)
        self.variables.arguments, self._flow = arguments, outer
        command.runs_text, function.running = True, False
        made = self.commands[before:]
        if made and function.called and all(map(same_but_for_values, made, function.called)):
            del self.commands[before:]
            self._say(note("function-called-again", command.written.span, name=function.name))
        function.called = function.called or made
        self._functions.supersede(function)
        return None if made else printed

    # Texts that are run

    def _runs_text(self, command: RunningCommand) -> bool:
        """Read the calls of curl in a text that a command runs: ``bash -c "curl ..."``, ``ssh host <<EOF``."""
        found = text_run_by(command)
        if found is None:
            self.printed += calls_printed_by(command)
            return False
        around, traced = found
        said = note("command-in-quotes", around, program=command.program)
        if command.program == "eval":
            self.run_text(traced, around, said, command.values)
        else:
            if unseen := [one for one in unseen_by_text(traced, self.variables) if one not in command.own]:
                self._say(note("not-exported", around, program=command.program, names=", ".join(unseen)))
            self.variables.enter()
            for name, value in command.own.items():
                self.variables.assign(name, value)
            self.run_text(traced, around, said, command.values)
            self.variables.leave()
        command.runs_text = True
        return True
