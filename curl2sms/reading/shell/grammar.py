"""Shell text becomes statements of words, as bash's manual describes it; no variable has a value yet, nothing is run.

It promises: every part knows its place; it ends in time that grows linearly with the text; it depends on the text
alone, so that to try a reading and to drop it is to drop a value; and where it departs from bash, because a sample
means something that bash would not understand, it says so with a note.
"""

from __future__ import annotations

import re
from itertools import islice

from curl2sms.errors import Note, SampleError, Span, note
from curl2sms.patterns import regex
from curl2sms.reading.pasted.call_text import IN_ANGLES
from curl2sms.reading.script.cursor import UnclosedError, unclosed
from curl2sms.reading.script.limits import MOST_PARTS_TOGETHER, MOST_WORDS, too_many
from curl2sms.reading.script.program_names import CURL, DECLARING, PREFIXES, RESERVED, runs_call
from curl2sms.reading.shell.lexing import Shared, WordReader
from curl2sms.reading.shell.quotes import Surroundings
from curl2sms.reading.shell.words import (
    ASSIGNMENT,
    Assignment,
    Bracket,
    Heredoc,
    HereString,
    Item,
    Literal,
    Pipeline,
    RawWord,
    Simple,
    WordDraft,
    literal_word,
)
from curl2sms.records import attribute, draft, record
from curl2sms.shown import Shortened
from curl2sms.traced import Traced

# A word that is one text with nothing special in or around it, after spaces and continuations: bare, or in quotes.
_PLAIN_WORD = regex(
    r"[ \t]*(?:\\\n[ \t]*)*(?:"
    r"(?P<bare>[A-Za-z0-9_./:,@%+?-][A-Za-z0-9_./:,@%+?=-]*)(?=[ \t]|(?<!\?)\n(?![ \t]*[^\s&='\"]{0,160}&))"
    r"|'(?P<single>[^']*+)'(?=[ \t]|\Z)|\"(?P<double>(?!\s*[{\[])[^\"\\$`]++)\"(?=[ \t]|\Z))"
)
_NAME_OF_FUNCTION = regex(r"[ \t]+(?P<name>[\w.:-]+)(?:[ \t]*\([ \t]*\))?(?=[ \t\r\n{(]|$)")
_OPERATORS = regex(r"[;&|]+")
_OPENING = regex(r"\(+")
# ``((N+=5))``: an assignment within an arithmetic command (bash's manual, "Conditional Constructs").
_ARITHMETIC = regex(
    r"\(\((?P<expression>\s*(?:[A-Za-z_]\w*\s*(?:(?:<<|>>|[-+*/%&|^])?=(?!=)|\+\+|--)|(?:\+\+|--)[A-Za-z_])(?:[^()\n;]|\([^()\n;]*\))*+)\)\)",
    begins_with=("((",),
)
_REDIRECTION = regex(
    r"(?P<fd>[0-9]*|\{[A-Za-z_]\w{0,80}\})(?P<operator>&>>?|<<<|<<-|<<|<>|<&|>>|>\||>&|<(?!\()|>(?!\())",
    begins_with="0123456789{&<>",
)
# A comment that may be the end of a value or hold options: ``#5``, ``# -d to=1``, ``# one \``.
_CUTTING_COMMENT = regex(r"#(?=\d|[^\n]*(?:[ \t]-{1,2}[A-Za-z][\w-]*(?:[ \t=]|$)|\\[ \t]*\r?$))[^\n]*", re.MULTILINE)
# What begins a part of a command that may be no word.
_SIGNS = frozenset("\n#<>&;|(){0123456789")
# Redirections of what a command prints.
_OUTPUT = {">", ">>", ">|", "&>", "&>>", ">&"}
_TABS = regex(r"^\t+", re.MULTILINE)
# Of a text that is expanded, lines are joined at a backslash first: what is behind one begins no line.
_TABS_OF_JOINED = regex(r"(?:(?<!\\\n)|(?<=\\\\\n))^\t+", re.MULTILINE)
# Commands whose words may be names of variables.
_NAMING = DECLARING | {"read", "unset"}


@record
class Line:
    """What is from a line's start to the end of its last statement: the items, where the next line begins.

    ``place`` is where it begins. ``calls``: a call of curl is in it, or a text that holds one. ``parts`` is how
    much there is of it, ``kept`` the places of texts between single quotes in which a variable seems to be.
    """

    items: tuple[Item, ...]
    end: int
    place: Span
    notes: tuple[Note, ...]
    calls: bool
    parts: int
    kept: tuple[Span, ...]


def parse(source: Traced, around: Surroundings, start: int, end: int | None, closing: str) -> Line:
    """Read statements up to ``closing``: a line end, or (for ``""``) the end of the text.

    A text whose quotes never close is read once more with those between letters, and those after a backslash,
    as apostrophes. Raises SampleError.
    """

    def read(*, apostrophes: bool) -> Line:
        shared = Shared(_items, apostrophes)
        reader = WordReader(source, around, start, end, shared)
        try:
            found = _items(reader, closing)
        except UnclosedError as error:
            if opening := reader.doubtful.get(error.wanted):
                raise unclosed(opening, error.wanted) from None
            raise
        place = reader.at(start, start + 1)
        return Line(found, reader.pos, place, tuple(reader.notes), shared.calls, shared.parts, tuple(shared.kept))

    try:
        return read(apostrophes=False)
    except UnclosedError as error:
        if error.wanted not in {"'", '"'}:
            raise
        try:
            return read(apostrophes=True)
        except SampleError:
            raise error from None


def _items(reader: WordReader, closing: str, opening: Span | None = None) -> tuple[Item, ...]:
    """Pipelines and brackets up to ``closing``: a line end, a bracket, or (for ``""``) the end of the text.

    Bash's manual, "Lists of Commands". ``opening`` is where what a bracket closes begins.
    """
    items: list[Item] = []
    brackets, operator = 0, ""
    while not _ends(reader, closing, brackets, opening):
        if reader.peek() == "\n":
            _line_end(reader)
            operator = ""
        elif found := reader.match(_ARITHMETIC):
            items.append(Pipeline((_let(reader, found),), operator))
            operator, reader.pos = "", found.end()
        elif found := reader.match(_OPENING):
            brackets += len(found[0])
            reader.pasted.subshells += len(found[0])
            items += [Bracket(opens=True)] * len(found[0])
            reader.pos = found.end()
        elif reader.peek() == ")":
            if brackets or closing == "\n":
                items.append(Bracket(opens=False))
                reader.pasted.subshells = max(0, reader.pasted.subshells - 1)
            brackets = max(0, brackets - 1)
            reader.pos += 1
        elif found := reader.match(_OPERATORS):
            operator = found[0]
            reader.pos = found.end()
        elif reader.peek() == "#":
            reader.skip_comment()
        else:
            commands = _pipeline(reader)
            items.append(Pipeline(commands, operator, is_pattern=reader.peek() == ")" and not brackets))
            operator = ""
    if reader.peek() == "\n":
        _line_end(reader)
    elif closing == ")":
        reader.pos += 1
    return tuple(items)


def _let(reader: WordReader, found: re.Match[str]) -> Simple:
    """``((expression))`` as ``let expression``, which does the same."""
    span = reader.at(*found.span())
    return Simple((literal_word("let", span), literal_word(found["expression"], span)), span)


def _ends(reader: WordReader, closing: str, brackets: int, opening: Span | None) -> bool:
    """Whether a list ends here, after spaces; ``brackets`` are open in it."""
    reader.skip_spaces()
    if reader.pos < reader.end:
        return reader.peek() == closing and not (closing == ")" and brackets)
    if closing == ")":
        raise unclosed(opening or reader.at(reader.pos, reader.pos), ")")
    return True


def _line_end(reader: WordReader) -> None:
    """Go over a line's end, and over the here-documents that begin after it."""
    reader.pos += 1
    for heredoc in reader.heredocs:
        _heredoc(reader, heredoc)
    reader.heredocs.clear()


def _heredoc(reader: WordReader, heredoc: Heredoc) -> None:
    """Read a here-document's body; its last line may be indented or followed by spaces, as pages do to it."""
    start = reader.pos
    delimiter = re.escape(heredoc.delimiter)
    found = re.compile(rf"^[ \t]*{delimiter}[ \t]*\r?$", re.MULTILINE).search(reader.text, start, reader.end)
    if found is None:
        said = note("heredoc-unclosed", heredoc.span, delimiter=heredoc.delimiter)
        raise UnclosedError(said, heredoc.delimiter)
    last = found[0].removesuffix("\r")
    if (last.lstrip("\t") if heredoc.strips_tabs else last) != heredoc.delimiter:
        reader.say("heredoc-end", found.span(), delimiter=heredoc.delimiter)
    heredoc.span = reader.at(start, found.end())
    reader.pos = found.end()
    if reader.peek() == "\n":
        reader.pos += 1
    body = reader.source[start : found.start()]
    if heredoc.strips_tabs:
        body = body.sub(_TABS_OF_JOINED if heredoc.expands else _TABS, "")
    if not heredoc.expands:
        heredoc.body = RawWord((Literal(reader.keep(body.replace("\r\n", "\n"))),), heredoc.span)
        return
    inside = reader.inside(start, found.start(), body if heredoc.strips_tabs else None)
    word = inside.word = WordDraft(start)
    parts = inside.quoted_parts("$`\\")
    heredoc.body = RawWord(tuple(parts), heredoc.span, substitutions=tuple(word.substitutions))


def _pipeline(reader: WordReader) -> tuple[Simple, ...]:
    """Simple commands with ``|`` between them: bash's manual, "Pipelines"."""
    commands = [_simple(reader)]
    while reader.peek() == "|" and reader.peek(2) != "||":
        reader.pos += 2 if reader.peek(2) == "|&" else 1
        reader.skip_spaces()
        while reader.peek() == "\n":
            _line_end(reader)
            reader.skip_spaces()
        commands.append(_simple(reader))
    return tuple(commands)


def _simple(reader: WordReader) -> Simple:
    """Words, assignments and redirections, up to an operator or the line's end."""
    start = reader.pos
    pasted = reader.pasted
    outer = pasted.is_call, pasted.start, pasted.brackets
    pasted.is_call, pasted.start, pasted.brackets = False, start, 0
    command = _SimpleDraft()
    while True:
        _plain_words(reader, command)
        pasted.is_call = pasted.is_call or command.begins_call()
        reader.skip_spaces()
        before = reader.pos
        if reader.pos >= reader.end or not _part(reader, command):
            break
        if reader.pos == before:  # nothing here is part of a command
            reader.pos += 1
    calls, (pasted.is_call, pasted.start, pasted.brackets) = pasted.is_call, outer
    reader.shared.calls = reader.shared.calls or calls or runs_call([word.text for word in command.words])
    return command.read(reader.at(start, reader.pos), calls=calls)


def _plain_words(reader: WordReader, command: _SimpleDraft) -> None:
    """Read the words after the program's name that hold nothing special: the short road."""
    words = command.words
    if command.program in _NAMING:
        return
    while words and (found := _PLAIN_WORD.match(reader.text, reader.pos, reader.end)):
        kind = found.lastgroup or ""
        is_bare = kind == "bare"
        if reader.apostrophes and not is_bare:
            return
        text, start = reader.piece(*found.span(kind)), found.start(kind) - (not is_bare)
        reader.pos = found.end()
        part = Literal(reader.keep(text) if kind == "single" else text)
        words.append(RawWord((part,), reader.at(start, reader.pos), is_bare))
        if len(words) > MOST_WORDS:
            raise too_many(words[-1].span)


def _part(reader: WordReader, command: _SimpleDraft) -> bool:
    """Read one part of a command; False where it ends."""
    reader.shared.parts += 1
    if reader.shared.parts > MOST_PARTS_TOGETHER:
        raise too_many(reader.at(reader.pos, reader.pos + 1))
    character = reader.text[reader.pos]
    if character not in _SIGNS:
        _command_word(reader, command)
        return True
    if character == "\n":
        is_open = reader.pasted.is_call and not reader.heredocs
        return is_open and reader.pasted.goes_on(word.text for word in islice(command.words, 1, None))
    if character == "#":
        _comment(reader)
        return True
    if character == ">" and reader.pasted.skip_prompt():
        return True
    if character in "<&" and reader.match(IN_ANGLES):
        _command_word(reader, command)
    elif found := reader.match(_REDIRECTION):
        _redirection(reader, command, found)
    elif character in ";&|":
        return False
    elif character in "()" and not (reader.pasted.bracket_is_text() and len(command.words) > 1):
        return _head_of_function(reader, command)
    else:
        _command_word(reader, command)
    return True


def _comment(reader: WordReader) -> None:
    """Go over a comment after a command's words, and say where one cuts a call short."""
    if reader.pasted.is_call and (found := reader.match(_CUTTING_COMMENT)):
        reader.say("comment-cuts", found.span(), text=Shortened(found[0]))
    reader.skip_comment()


def _head_of_function(reader: WordReader, command: _SimpleDraft) -> bool:
    """Go over ``()`` after a single word: what follows is a function's body (bash's manual, "Shell Functions")."""
    if len(command.words) != 1 or reader.peek(2) != "()":
        return False
    reader.pos += 2
    command.function, command.program = command.program, ""
    command.words.clear()
    command.reserved.append("()")
    return True


def _command_word(reader: WordReader, command: _SimpleDraft) -> None:
    """A word, an assignment, or a reserved word (bash's manual, "Reserved Words")."""
    first = not command.words
    if (first or command.program in DECLARING) and (found := reader.match(ASSIGNMENT)):
        command.assignments.append(_assignment(reader, found))
        return
    word = reader.raw_word()
    text = word.text if first and word.bare else ""
    if text in {"for", "select"}:
        command.reserved.append(text)
        reader.skip_spaces()
        command.looped = reader.raw_word() if reader.peek() not in {"", "\n", "(", ";"} else None
    elif text == "function" and (found := reader.match(_NAME_OF_FUNCTION)):
        command.function, reader.pos = found["name"], found.end()
        command.reserved.append("()")
    elif text in RESERVED:
        command.reserved.append(text)
    elif word.parts:
        if text == "case":
            command.reserved.append(text)
        command.add(word)
        if len(command.words) > MOST_WORDS:
            raise too_many(word.span)


def _assignment(reader: WordReader, found: re.Match[str]) -> Assignment:
    """``NAME=value``, ``NAME=(a b)``: bash's manual, "Shell Parameters", "Arrays"."""
    start = reader.pos
    reader.pos = found.end()
    array = not found["index"] and reader.peek() == "("
    words = _array(reader) if array else (reader.parts(assigned=True),)
    span = reader.at(start, reader.pos)
    return Assignment(found["name"], words, span, found["index"] or "", bool(found["append"]), array)


def _array(reader: WordReader) -> tuple[RawWord, ...]:
    """``(a b)`` of an assignment: words up to the closing bracket, over several lines too."""
    opening = reader.pos
    reader.pos += 1
    words: list[RawWord] = []
    while True:
        reader.skip_spaces()
        if reader.pos >= reader.end:
            raise unclosed(reader.at(opening, opening + 1), ")")
        if reader.peek() == ")":
            reader.pos += 1
            return tuple(words)
        if reader.peek() == "\n":
            reader.pos += 1
        elif reader.peek() == "#":
            reader.skip_comment()
        else:
            before = reader.pos
            if len(words) >= MOST_WORDS:
                raise too_many(reader.at(before, before + 1))
            words.append(reader.parts())
            if reader.pos == before:  # an operator, where none can be
                reader.pos += 1


def _redirection(reader: WordReader, command: _SimpleDraft, found: re.Match[str]) -> None:
    """Bash's manual, "Redirections": only what a command finds on its standard input matters."""
    operator, start = found["operator"], reader.pos
    reader.pos = found.end()
    reader.skip_spaces()
    if operator in {"<<", "<<-"}:
        delimiter, quoted = reader.delimiter()
        command.stdin = Heredoc(delimiter, not quoted, operator == "<<-", reader.at(start, reader.pos))
        reader.heredocs.append(command.stdin)
        return
    is_file = reader.peek(2) in {"<(", ">("} or reader.peek() not in "\n;&|()<>"
    target = reader.raw_word() if reader.pos < reader.end and is_file else RawWord((), reader.at(start, reader.pos))
    span = reader.at(start, reader.pos)
    if operator == "<<<":
        command.stdin = HereString(target, span)
        return
    command.others.append(target)
    command.redirected = command.redirected or (operator in _OUTPUT and found["fd"] in {"", "1"})
    if operator in {"<", "<>"} and found["fd"] in {"", "0"}:
        command.stdin = HereString(None, span)


@draft
class _SimpleDraft:
    """A simple command while it is read; ``program`` is the text of its first word."""

    words: list[RawWord] = attribute(default_factory=list)
    assignments: list[Assignment] = attribute(default_factory=list)
    reserved: list[str] = attribute(default_factory=list)
    looped: RawWord | None = None
    stdin: Heredoc | HereString | None = None
    others: list[RawWord] = attribute(default_factory=list)
    redirected: bool = False
    function: str = ""
    program: str = ""
    seen: int = 0  # of the words, those that begins_call has looked at

    def add(self, word: RawWord) -> None:
        """Put a word after those that there are."""
        if not self.words:
            self.program = word.text
        self.words.append(word)

    def begins_call(self) -> bool:
        """Whether one of the words since the last question makes this a call of curl."""
        start, self.seen = self.seen, len(self.words)
        if len(self.words) <= start:
            return False
        program = self.program
        if program.rpartition("/")[2] not in PREFIXES:
            return not start and CURL.fullmatch(program) is not None
        return any(CURL.fullmatch(word.text) for word in self.words[start:])

    def read(self, span: Span, *, calls: bool) -> Simple:
        """The command when all of it is read."""
        return Simple(
            words=tuple(self.words),
            span=span,
            assignments=tuple(self.assignments),
            reserved=tuple(self.reserved),
            looped=self.looped,
            stdin=self.stdin,
            others=tuple(self.others),
            calls=calls,
            redirected=self.redirected,
            function=self.function,
        )
