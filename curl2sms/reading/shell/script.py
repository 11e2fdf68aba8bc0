"""A script becomes its curl commands: statements, pipes, redirections, here-documents, substitutions.

Nothing is run. Reserved words (``if``, ``then``, ``do`` ...) are gone over: a command inside a branch or a loop is
read as if it ran once, and a value that depends on a branch is noted.
"""

from __future__ import annotations

import re

from curl2sms.errors import Note, Span, note
from curl2sms.patterns import regex
from curl2sms.reading.shell.cursor import DEEPEST, END, Heredoc
from curl2sms.reading.shell.lexer import PLACEHOLDER, Lexer
from curl2sms.reading.shell.model import (
    MOST_CALLS,
    MOST_PARTS,
    MOST_WORDS,
    Command,
    LeftOut,
    Output,
    Stdin,
    TooDeepError,
    TooManyWordsError,
    UnclosedError,
    Word,
)
from curl2sms.reading.shell.output import output
from curl2sms.reading.shell.programs import (
    CALLS,
    DECLARING,
    RESERVED,
    SHELLS,
    WITHOUT_EFFECT,
    runs,
    text_to_run,
)
from curl2sms.reading.shell.statements import EXCERPT, Flow, Simple, call_shown
from curl2sms.reading.shell.variables import ASSIGNMENT, Scope, Value
from curl2sms.records import replace
from curl2sms.shown import shortened
from curl2sms.traced import spelt

# Commands whose words may be names of variables.
_NAMING = DECLARING | {"read", "unset"}
_PLAIN_WORD = regex(r"[ \t]*([A-Za-z0-9_./:,@%+?-][A-Za-z0-9_./:,@%+?=-]*)(?=[ \t]|(?<!\?)\n)")
_REDIRECTION = regex(r"(?P<fd>\d*)(?P<operator>&>>?|<<<|<<-|<<|<>|<&|>>|>\||>&|<(?!\()|>(?!\())")
_CONTINUED_LINE = regex(r"[ \t]*\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*[ \t]*(?P<option>[-–—]{1,2}[A-Za-z])")
_CONTINUED_URL = regex(r"[ \t]*\r?\n[ \t]*['\"“]?https?://")
_OPERATORS = regex(r"[;&|]+")
_OPENING = regex(r"\(+")
# A comment that may be the end of a value or hold options: ``#5``, ``# -d to=1``, ``# one \``.
_CUTTING_COMMENT = regex(r"#(?=\d|[^\n]*(?:[ \t]-{1,2}[A-Za-z][\w-]*(?:[ \t=]|$)|\\[ \t]*\r?$))[^\n]*", re.MULTILINE)
# ``read -r -d '' NAME``: all of the standard input.
_READ_ALL = regex(r"read(?:\0-r)?\0-r?d\0(?:\0-r)?\0(?P<name>[A-Za-z_]\w*)")
_SECONDARY_PROMPT = regex(r">[ \t]+(?=[-–—'\"“]|https?:)")
# The program of a command: what of a substitution can be shown, for it is no secret.
_UNNAMED = "a command"
_PROGRAM = regex(r"(?:.*/)?(?P<name>[A-Za-z_[][\w.+-]*)", re.DOTALL)
_IS_URL = regex(r"[A-Za-z]+://|[\w-]+(\.[\w-]+)+|localhost")


class Script:
    """The commands of one text. ``commands`` grows as statements are read; so do ``scope`` and ``notes``."""

    def __init__(self, text: str, scope: Scope | None = None) -> None:
        self.text = text
        self.scope = scope or Scope()
        self.notes: list[Note] = []
        self.commands: list[Command] = []
        self.left_out: list[LeftOut] = []
        self.cut: Note | None = None  # about the first comment that cuts a call short
        self.printed: list[tuple[str, Span]] = []  # texts with calls of curl that are only printed
        self._nested = 0
        self._flow = Flow()
        self._parts = 0
        self._programs: list[dict[str, None]] = []  # of each substitution that is being read, its programs in order

    def statement(self, start: int, end: int | None = None) -> int:
        """Read from ``start`` to the end of the statement's line; where that is. UnclosedError, TooDeepError."""
        known = len(self.notes), len(self.commands), len(self.left_out)
        self.scope.begin()
        try:
            return self._read(start, end, apostrophes=False)
        except UnclosedError as error:
            if error.wanted != "'":
                raise
            self.scope.undo()
            del self.notes[known[0] :], self.commands[known[1] :], self.left_out[known[2] :]
            try:
                return self._read(start, end, apostrophes=True)
            except UnclosedError:
                raise error from None

    def _read(self, start: int, end: int | None, *, apostrophes: bool) -> int:
        lexer = Lexer(self.text, self.scope, self._substituted, start=start, end=end, notes=self.notes)
        lexer.apostrophes = apostrophes
        self._list(lexer, "\n")
        return lexer.pos

    def assigns(self, start: int, end: int) -> re.Match[str] | None:
        """An assignment, if one stands here."""
        return ASSIGNMENT.match(self.text, start, end)

    def _substituted(self, lexer: Lexer, closing: str) -> Output:
        """Read a substitution up to its closing bracket."""
        known = len(self.commands)
        self._programs.append({})
        outside = self.scope.subshell
        outer, self._flow = self._flow, Flow()
        self.scope.enter()
        printed = self._list(lexer, closing)
        while self.scope.subshell is not outside:
            self.scope.leave()
        programs = self._programs.pop()
        if self._flow.branched:
            printed = None
        self._flow = outer
        if len(self.commands) > known:
            return Output(None, (call_shown(self.commands[known]),))
        return Output(None if printed is None else printed.rstrip("\n"), tuple(programs) or (_UNNAMED,))

    def _list(self, lexer: Lexer, closing: str) -> str | None:
        """Read pipelines up to ``closing``: a line end, a bracket, or (for ``""``) the end of the text.

        What they print together; None where no rule tells.
        """
        printed: list[str | None] = []
        pipelines: list[list[Simple]] = []  # of this line
        known, brackets, operator = len(self.commands), 0, ""
        while not self._list_ends(lexer, closing, brackets):
            if lexer.peek() == "\n":
                self._line_end(lexer)
                printed += map(self._finish, pipelines)
                pipelines, operator = [], ""
            elif found := lexer.match(_OPENING):
                brackets += len(found[0])
                for _ in found[0]:
                    self.scope.enter()
                lexer.pos = found.end()
            elif lexer.peek() == ")":
                if brackets or closing == "\n":
                    self.scope.leave()
                brackets = max(0, brackets - 1)
                lexer.pos += 1
            elif found := lexer.match(_OPERATORS):
                operator = found[0]
                lexer.pos = found.end()
            elif lexer.peek() == "#":
                lexer.skip_comment()
            else:
                self._flow.behind(operator)
                pipelines.append(self._pipeline(lexer))
                if lexer.peek() == ")" and not brackets:  # a pattern of case
                    pipelines[-1][0].operator = ")"
                operator = ""
        if lexer.peek() == "\n":
            self._line_end(lexer)
        elif closing == ")":
            lexer.pos += 1
        printed += map(self._finish, pipelines)
        if closing == "\n":
            self._leave_out(pipelines, known)
        told = [text for text in printed if text is not None]
        return "".join(told) if len(told) == len(printed) else None

    def _list_ends(self, lexer: Lexer, closing: str, brackets: int) -> bool:
        """Whether a list ends here, behind blanks; ``brackets`` are open in it. UnclosedError where it never does."""
        lexer.skip_blanks()
        if lexer.pos < lexer.end:
            return lexer.peek() == closing and not (closing == ")" and brackets)
        if closing == ")":
            raise UnclosedError(lexer.at(lexer.pos, lexer.pos), END)
        return True

    def _line_end(self, lexer: Lexer) -> None:
        """Go over a line's end, and over the here-documents that begin behind it."""
        lexer.pos += 1
        for heredoc in lexer.heredocs:
            heredoc.body = self._heredoc(lexer, heredoc)
        lexer.heredocs.clear()

    def _heredoc(self, lexer: Lexer, heredoc: Heredoc) -> str:
        """A here-document's body; its last line may be indented or followed by blanks, as pages do to it."""
        start = lexer.pos
        delimiter = re.escape(heredoc.delimiter)
        found = re.compile(rf"^[ \t]*{delimiter}[ \t]*\r?$", re.MULTILINE).search(lexer.text, start, lexer.end)
        if found is None:
            raise UnclosedError(heredoc.span, heredoc.delimiter)
        exact = heredoc.delimiter if not heredoc.strips_tabs else found[0].lstrip("\t")
        if found[0].removesuffix("\r") != exact:
            lexer.say("heredoc-end", found.span(), delimiter=heredoc.delimiter)
        body = lexer.text[start : found.start()]
        heredoc.span = lexer.at(start, found.end())
        lexer.pos = found.end()
        if lexer.peek() == "\n":
            lexer.pos += 1
        if heredoc.strips_tabs:
            body = re.sub(r"^\t+", "", body, flags=re.MULTILINE)
        if heredoc.expands:
            inside = lexer.inside(0, 0)
            inside.text, inside.end, inside.where = body, len(body), lexer.at(start, found.start())
            inside.values = []
            body = inside.expanded()
            heredoc.values = tuple(inside.values)
        return body.replace("\r\n", "\n")

    def _pipeline(self, lexer: Lexer) -> list[Simple]:
        """Simple commands with ``|`` between them."""
        commands = [self._simple(lexer)]
        while lexer.peek() == "|" and lexer.peek(2) != "||":
            lexer.pos += 2 if lexer.peek(2) == "|&" else 1
            lexer.skip_blanks()
            while lexer.peek() == "\n":
                self._line_end(lexer)
                lexer.skip_blanks()
            commands.append(self._simple(lexer))
        for command in commands:
            if self._programs and command.words:
                found = _PROGRAM.fullmatch(command.words[0].text)
                self._programs[-1][found["name"] if found else _UNNAMED] = None
        return commands

    def _simple(self, lexer: Lexer) -> Simple:
        """Words, assignments and redirections, up to an operator or the line's end."""
        command, start = Simple(operator=self._flow.operator), lexer.pos
        known, looked_at = len(lexer.values), 0
        outer, lexer.call, lexer.text_brackets = (lexer.call, lexer.text_brackets), False, 0
        while True:
            self._plain_words(lexer, command)
            lexer.call = lexer.call or command.calls(looked_at)
            looked_at = len(command.words)
            lexer.skip_blanks()
            before = lexer.pos
            if lexer.pos >= lexer.end or not self._part(lexer, command):
                break
            if lexer.pos == before:  # nothing here is part of a command
                lexer.pos += 1
        lexer.call, lexer.text_brackets = outer
        command.span = lexer.at(start, lexer.pos)
        command.values = tuple(lexer.values[known:])
        self._end_of_assignments(lexer, command)
        self._at_once(command)
        return command

    def _at_once(self, command: Simple) -> None:
        """What a command does to the variables of those behind it on its line: ``printf -v``, ``eval``."""
        words = [word.text for word in command.words]
        if words[:2] == ["printf", "-v"] and len(words) > 3:
            text = output(["printf", *words[3:]], None, self.scope)
            self.scope.assign(words[2], Value((text,), command.span) if text is not None else None)
        elif words[:1] == ["eval"]:
            self._runs_text(command, None)

    def _plain_words(self, lexer: Lexer, command: Simple) -> None:
        """Read the words behind the program's name that hold nothing special: the short road."""
        while command.words and command.words[0].text not in _NAMING and (found := lexer.match(_PLAIN_WORD)):
            command.words.append(Word(spelt(found[1], lexer.at(*found.span(1))), lexer.at(*found.span(1))))
            lexer.pos = found.end()
            if len(command.words) > MOST_WORDS:
                raise TooManyWordsError(lexer.at(*found.span(1)))

    def _part(self, lexer: Lexer, command: Simple) -> bool:
        """Read one part of a command; False where it ends."""
        self._parts += 1
        if self._parts > MOST_PARTS or len(self.commands) > MOST_CALLS:
            raise TooManyWordsError(lexer.at(lexer.pos, lexer.pos + 1))
        character = lexer.peek()
        if character == "\n":
            return self._goes_on(lexer, command)
        if character == "#":
            return self._comment(lexer, command)
        if character == ">" and self._at_line_start(lexer) and (found := lexer.match(_SECONDARY_PROMPT)):
            lexer.say("prompt", found.span())
            lexer.pos = found.end()
        elif character in "<&" and lexer.match(PLACEHOLDER):
            self._word(lexer, command)
        elif found := lexer.match(_REDIRECTION):
            self._redirection(lexer, command, found)
        elif character in ";&|":
            return False
        elif character in "()" and not (lexer.bracket_is_text() and len(command.words) > 1):
            return self._head_of_function(lexer, command)
        else:
            self._word(lexer, command)
        return True

    def _comment(self, lexer: Lexer, command: Simple) -> bool:
        """Go over a comment behind a command's words, and remember one that cuts a call short; else it is a line's."""
        if not command.words:
            return False
        if lexer.call and self.cut is None and (found := lexer.match(_CUTTING_COMMENT)):
            self.cut = note("comment-cuts", lexer.at(*found.span()), text=shortened(found[0], EXCERPT))
        lexer.skip_comment()
        return True

    def _head_of_function(self, lexer: Lexer, command: Simple) -> bool:
        """Go over ``()`` behind a single word: what follows is a function's body."""
        if len(command.words) != 1 or lexer.peek(2) != "()":
            return False
        lexer.pos += 2
        command.words.clear()
        self._flow.head = True
        return True

    @staticmethod
    def _at_line_start(lexer: Lexer) -> bool:
        at = lexer.pos
        while at and lexer.text[at - 1] != "\n" and lexer.text[at - 1].isspace():
            at -= 1
        return not at or lexer.text[at - 1] == "\n"

    def _goes_on(self, lexer: Lexer, command: Simple) -> bool:
        """Whether curl's command goes on in the next line although no backslash says so."""
        if command.curl_at() is None or lexer.heredocs:
            return False
        found = lexer.match(_CONTINUED_LINE)
        if found:
            at = found.start("option")
        else:
            found = lexer.match(_CONTINUED_URL)
            if found is None or any(_IS_URL.match(word.text) for word in command.words[1:]):
                return False
            at = found.end()
        lexer.say("line-continued", (lexer.pos, lexer.pos + 1))
        lexer.pos = lexer.text.rfind("\n", lexer.pos, at) + 1
        return True

    def _word(self, lexer: Lexer, command: Simple) -> None:
        first = not command.words
        if (first or command.words[0].text in DECLARING) and (found := lexer.match(ASSIGNMENT)):
            self._assignment(lexer, command, found["name"])
            return
        words = lexer.words()
        word = words[0].text if first and words else ""
        if word in RESERVED or word in {"for", "select", "case"}:
            self._flow.reserved(word)
        if word in RESERVED:
            return
        if word in {"for", "select"}:
            self._loop(lexer)
            return
        if command.words and command.words[0].text in {"read", "unset"}:
            for name in words:
                self.scope.assign(name.text, None)
        command.words += words
        if len(command.words) > MOST_WORDS:
            raise TooManyWordsError(command.words[-1].span)

    def _assignment(self, lexer: Lexer, command: Simple, name: str) -> None:
        """``NAME=value``. One that replaces another value under a condition is noted, at the value's own place."""
        known, start, old = len(self.commands), lexer.pos, self.scope.assigned.get(name)
        conditional = command.operator in {"&&", "||"}
        lexer.assignment()
        for i in range(known, len(self.commands)):  # X=$(curl ...): its output has a name
            self.commands[i] = replace(self.commands[i], output_to=name)
        if any(word.text.startswith("-") and "i" in word.text for word in command.words):  # declare -i: an expression
            self.scope.assign(name, None)
        new = self.scope.assigned.get(name)
        if old and new and old.texts != new.texts and (conditional or self._flow.conditions) and not command.words:
            lexer.say("value-depends", (start, lexer.pos), name=name)
        command.assigned.append((name, old, start))

    def _end_of_assignments(self, lexer: Lexer, command: Simple) -> None:
        """What a command assigns does not yet hold in its own words, and before its name it holds for it alone."""
        if not command.assigned:
            return
        program = command.words[0].text if command.words else ""
        stays = not program or program in DECLARING
        put_in = {*command.values} if program else ()
        for name, old, start in reversed(command.assigned):
            value, place = self.scope.assigned.get(name), (start, start + len(name))
            if value and value.span in put_in:
                lexer.say("assigned-for-command", place, name=name)
            if not stays:
                command.own[name] = value
                self.scope.assign(name, old)
            elif name == "IFS":
                lexer.say("separator-not-used", place)

    def _loop(self, lexer: Lexer) -> None:
        """``for NAME in words``: inside, the variable has no fixed value; the loop's place is remembered."""
        lexer.skip_blanks()
        names = lexer.words() if lexer.peek() not in {"", "\n", "(", ";"} else []
        for name in names[:1]:
            self.scope.assign(name.text, None)
            self.scope.looped.setdefault(name.text, name.span)

    def _redirection(self, lexer: Lexer, command: Simple, found: re.Match[str]) -> None:
        operator, start = found["operator"], lexer.pos
        lexer.pos = found.end()
        if operator in {"<<", "<<-"}:
            lexer.skip_blanks()
            delimiter, quoted = lexer.heredoc_word()
            heredoc = Heredoc(delimiter, not quoted, operator == "<<-", lexer.at(start, lexer.pos))
            lexer.heredocs.append(heredoc)
            command.stdin = heredoc
            return
        lexer.skip_blanks()
        is_file = lexer.peek(2) in {"<(", ">("} or lexer.peek() not in "\n;&|()<>"
        target = lexer.words() if lexer.pos < lexer.end and is_file else []
        span = lexer.at(start, lexer.pos)
        if operator == "<<<":
            command.stdin = Stdin(spelt("".join(word.text for word in target) + "\n", span), span)
        elif operator in {"<", "<>"} and found["fd"] in {"", "0"}:
            command.stdin = Stdin(None, span)

    def _leave_out(self, pipelines: list[list[Simple]], known: int) -> None:
        """Remember the commands that share a line with a call of curl, and neither make it nor look at its answer."""
        if len(self.commands) == known:
            return
        for pipeline in pipelines:
            calls = [number for number, command in enumerate(pipeline) if command.curl_at() is not None]
            rest = pipeline[calls[0] + 1 :] if calls else pipeline
            if rest and not rest[0].words and rest[0].assigned and rest[0].operator == "&":
                self.left_out.append(LeftOut(rest[0].span, "&"))
            if not rest or not rest[0].words or rest[0].runs or (pipeline[0].operator == ")" and not calls):
                continue
            program = rest[0].words[0].text
            if not runs(program) if calls else program.rpartition("/")[2] not in WITHOUT_EFFECT:
                span = Span(rest[0].span.start, rest[0].words[-1].span.end)
                self.left_out.append(LeftOut(span, "|" if calls else pipeline[0].operator))

    def _finish(self, pipeline: list[Simple]) -> str | None:
        """Connect a pipeline's commands, now that its here-documents are read; what the last one prints."""
        printed: str | None = None
        for number, command in enumerate(pipeline):
            stdin = command.stdin
            if isinstance(stdin, Heredoc):
                command.values += stdin.values
                stdin = Stdin(None if stdin.body is None else spelt(stdin.body, stdin.span), stdin.span)
            if stdin is None and number:
                before = pipeline[number - 1].span
                stdin = Stdin(None if printed is None else spelt(printed, before), before)
            at = command.curl_at()
            if at is not None:
                self._call(command, at, stdin)
                printed = None
            elif command.words and (self._runs_text(command, stdin) or self._reads_all(command, stdin)):
                printed = None
            elif command.words:
                printed = output([word.text for word in command.words], stdin.text if stdin else None, self.scope)
            else:
                printed = "" if len(pipeline) == 1 else None
        return printed

    def _reads_all(self, command: Simple, stdin: Stdin | None) -> bool:
        """``read -r -d '' NAME <<EOF``: a variable whose value is known."""
        found = _READ_ALL.fullmatch("\0".join(word.text for word in command.words))
        if found is None or stdin is None or stdin.text is None:
            return False
        text = stdin.text if "IFS" in command.own else stdin.text.strip(" \t\n")
        self.scope.assign(found["name"], Value((text,), stdin.span))
        return True

    def _runs_text(self, command: Simple, stdin: Stdin | None) -> bool:
        """Read the calls of curl in a text that a command runs: ``bash -c "curl ..."``, ``ssh host <<EOF``."""
        if command.runs:
            return True
        words = [word.text for word in command.words]
        found = text_to_run(words)
        if found is not None:
            where, text = command.words[found[0]].span, found[1]
        elif stdin and stdin.text and words[0].rpartition("/")[2] in SHELLS | {"ssh"} and CALLS.search(stdin.text):
            where, text = stdin.span, stdin.text
        else:
            self._keep_printed(command, stdin)
            return False
        program = words[0].rpartition("/")[2]
        if program != "eval":
            self.scope.enter()
            for name, value in command.own.items():
                self.scope.assign(name, value)
        self.read_text(text, where, note("command-in-quotes", where, program=program))
        if program != "eval":
            self.scope.leave()
        command.runs = True
        return True

    def _keep_printed(self, command: Simple, stdin: Stdin | None) -> None:
        """Remember a text with a call of curl that is only printed or written down."""
        if command.words[0].text in {"echo", "printf", "cat", "tee"}:
            texts = [(word.text, word.span) for word in command.words[1:]]
            texts += [(stdin.text, stdin.span)] if stdin and stdin.text else []
            self.printed += [(text, span) for text, span in texts if " " in text and CALLS.search(text)]

    def read_text(self, text: str, where: Span, said: Note) -> None:
        """Read a text as shell; all that is said of it has the place ``where``. ``said`` tells of its calls."""
        if self._nested >= DEEPEST:
            raise TooDeepError(where)
        known = len(self.commands)
        lexer = Lexer(text, self.scope, self._substituted, notes=self.notes, where=where)
        self._nested += 1
        lexer.pay(len(text) * self._nested)
        try:
            self._list(lexer, "")
        finally:
            self._nested -= 1
        if len(self.commands) > known:
            self.notes.append(said)

    def _call(self, command: Simple, at: int, stdin: Stdin | None) -> None:
        span = Span(command.words[0].span.start, command.words[-1].span.end)
        called = Span(span.start, command.words[at].span.end)
        if at or command.words[0].text != "curl":
            text = " ".join(word.text for word in command.words[: at + 1])
            self.notes.append(note("prefix-left-out", called, text=shortened(text, EXCERPT)))
        self.commands.append(Command(tuple(command.words[at:]), span, stdin, None, command.values))
