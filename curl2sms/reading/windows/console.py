"""A text written for a console of Windows becomes the commands that it runs."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Sequence

from curl2sms.errors import Note, Span, note
from curl2sms.patterns import regex
from curl2sms.reading.script.cursor import Cursor, hull, unclosed
from curl2sms.reading.script.limits import MOST_CALLS, MOST_PARTS, MOST_PIECES, MOST_WORDS, too_many
from curl2sms.reading.script.model import Command, LeftOut, Word
from curl2sms.reading.script.program_names import CURL, GLUED, WITHOUT_EFFECT, runs
from curl2sms.reading.script.script import Script
from curl2sms.reading.script.variables import PRICE_OF_PARAMETER, Value
from curl2sms.records import record
from curl2sms.traced import Traced, joined, spelt

_PAIR = regex(r"&[\w.\-\[\]%{}]+=")
_BEHIND_OPERATOR = regex(r"(?P<operator>[&;|]+)[ \t]*(?P<command>(?P<program>[^\s&|;<>]++)(?:[^\r\n]*\S)?)")
_CALL_OPERATOR = regex(r"[ \t]*&[ \t]*")  # PowerShell: runs what a text names
# Spaces, and line ends after a sign that continues: a caret, a backtick, or a backslash that strayed in.
_SPACES = regex(r"(?:[ \t\u00a0]|[\^`\\][ \t]*\r?\n|\r(?=\n))*")
_NOTHING = Traced("")
# What means nothing special to either console, in quotes or not.
_PLAIN = regex(r"[A-Za-z0-9_./:=,-]+")
# The same between quotes.
_PLAIN_IN_QUOTES = regex(r"[^\"'^`\\%!$]+")


@record
class Reference:
    """A variable at a console's cursor: its place in the text; without a name it is computed there."""

    name: str | None
    start: int
    end: int


@record
class _Line:
    """One line with its continuations: its words, what was noted, where it ends and where an operator cuts it."""

    words: tuple[Word, ...]
    notes: tuple[Note, ...]
    values: tuple[Span, ...]
    end: int
    operator: int | None

    @property
    def curl_at(self) -> int | None:
        """Which word is curl; None where none is."""
        return next((number for number, word in enumerate(self.words) if CURL.fullmatch(word.text)), None)


class ConsoleScript(Script, Cursor):
    """The commands of a text written for a Windows console; the counterpart of ``calls.ShellScript``.

    ``console`` is the console's name for people, ``operators`` are the signs that end a command within a word,
    ``quote`` is the quote that is open at the cursor.
    """

    console: str
    has_single_quotes = True
    operators = "|>&"
    quote = ""

    def __init__(self, source: Traced) -> None:
        Script.__init__(self)
        Cursor.__init__(self, source, Span(0, len(source)))
        self._said = False
        self._lines = 0
        self._noted: list[Note] = []
        self._pieces = 0  # of the line that is read
        self._values: list[Span] = []

    def read(self, start: int, end: int) -> int:
        """Read one line with its continuations; where it ends. SampleError."""
        if found := self.assigned(start, end):
            value = self.source[slice(*found.span("value"))]
            self.variables.assign(found["name"], Value((value,), self.at(*found.span("value"))))
            return found.end()
        line = self._line(start, end)
        self._keep(line)
        return line.end

    def read_if_call(self, start: int, end: int) -> int | None:
        """Read a line if it calls curl; where it ends, None where it does not and nothing of it is kept."""
        line = self._line(start, end)
        if line.curl_at is None:
            return None
        self._keep(line)
        return line.end

    def assigns(self, start: int, end: int) -> bool:
        """Whether ``set NAME=value`` or ``$NAME = 'value'`` is here."""
        return self.assigned(start, end) is not None

    def _line(self, start: int, end: int) -> _Line:
        """Read the words of a line and of those that continue it, up to an operator."""
        self.pos, self.end = start, end
        self._lines += 1
        if self._lines > MOST_PARTS:
            raise too_many(self.at(start, start + 1))
        self._noted, self._values, self._pieces = [], [], 0
        if found := self.match(_CALL_OPERATOR):
            self.pos = found.end()
        words: list[Word] = []
        operator = None
        while self._next_word():
            word = self._word()
            if word is None:
                operator = self.pos
                self.pos = self._line_end()
                break
            words.append(word)
            if len(words) > MOST_WORDS:
                raise too_many(word.span)
        return _Line(tuple(words), tuple(self._noted), tuple(self._values), self.pos, operator)

    def _keep(self, line: _Line) -> None:
        """Remember a line's call of curl, and what is after an operator there."""
        self.notes += line.notes
        at = line.curl_at
        if at is None:
            return
        if len(self.commands) >= MOST_CALLS:
            raise too_many(line.words[0].span)
        span = hull(word.span for word in line.words)
        if not self._said:
            self.notes.append(note("windows-console", span, console=self.console))
            self._said = True
        words = tuple(word for word in line.words[at:] if word.text != "--%")
        self.commands.append(Command(words, span, values=line.values))
        if line.operator is not None:
            self._leave_out(line.operator, line.end)

    def _leave_out(self, operator: int, end: int) -> None:
        """Remember what is after ``&`` or ``;``, unless it only prints or waits."""
        found = _BEHIND_OPERATOR.match(self.text, operator, end)
        if found and found["operator"] == "|" and runs(found["program"].lower().removesuffix(".exe")):
            return
        if found and found["program"].lower().removesuffix(".exe") not in WITHOUT_EFFECT:
            self.left_out.append(LeftOut(self.at(*found.span("command")), found["operator"]))

    def _line_end(self) -> int:
        at = self.text.find("\n", self.pos, self.end)
        return self.end if at < 0 else at + 1

    def _next_word(self) -> bool:
        """Go to the next word of this line; False where there is none."""
        found = _SPACES.match(self.text, self.pos, self.end)
        self.pos = found.end() if found else self.pos
        if self.pos >= self.end:
            return False
        if self.text[self.pos] == "\n":
            self.pos += 1
            return False
        return True

    def _word(self) -> Word | None:
        """The word that is here; None where an operator ends the command."""
        start, parts = self.pos, list[Traced]()
        opening, self.quote = start, ""
        while self.pos < self.end:
            character = self.text[self.pos]
            if not self.quote:
                if character in " \t\r\n\u00a0":
                    break
                if character in "|>&;" and not parts:
                    return None
                if character in self.operators and not self._is_text("".join(part.text for part in parts)):
                    break
                if self._opens_quote(character, parts):
                    self.quote, opening = character, self.pos
                    self.pos += 1
                    self._count_piece()
                    continue
            parts.append(self._piece(character))
        if self.quote:
            raise unclosed(self.at(opening, opening + 1), self.quote)
        return Word(joined(parts), self.at(start, self.pos), self.text[start] not in "'\"^`")

    def _opens_quote(self, character: str, before: Sequence[Traced]) -> bool:
        """Whether a character after these pieces of a word opens a quote.

        Where a console has no single quotes, such a one is quoting only where the author took it for that: at the
        beginning of a word or a value.
        """
        if character == '"' or (character == "'" and self.has_single_quotes):
            return True
        return character == "'" and (not before or before[-1].text.endswith("="))

    def _count_piece(self) -> None:
        """Count a quote or what else is not plain outside quotes; SampleError where no call has so many."""
        self._pieces += 1
        if self._pieces > MOST_PIECES:
            raise too_many(self.at(self.pos - 1, self.pos))

    def _is_text(self, before: str) -> bool:
        """Whether an operator outside quotes is text, as in ``?a=1&b=2``, ``to=1|2`` and ``a;b=1``; said if so."""
        place = self.at(self.pos, self.pos + 1)
        if _PAIR.match(self.text, self.pos, self.end):
            self._noted.append(note("ampersand-unquoted", place))
            return True
        found = GLUED.match(self.text, self.pos, self.end)
        if found is None or runs(found["behind"]):
            return False
        operator = found["operator"]
        if operator != ";" and (operator != "|" or "=" not in before):
            return False
        self._noted.append(note("operator-unquoted", place, operator=operator))
        return True

    def _piece(self, character: str) -> Traced:
        """The next piece of a word."""
        start, quote = self.pos, self.quote
        if plain := self.match(_PLAIN_IN_QUOTES if quote else _PLAIN):
            self.pos = plain.end()
            return self.stretch(start, self.pos)
        if not quote:
            self._count_piece()
        if character == quote:
            if self.peek(2) != quote * 2:
                self.pos += 1
                self.quote = ""
                return _NOTHING
            self.pos += 2  # doubled: one quote of the text
            return spelt(quote, self.at(start, self.pos))
        if character in "%!$" and (reference := self.reference()) is not None:
            self.pos = reference.end
            return self._value(reference)
        text = self.special()
        if text == self.text[start : self.pos]:
            return self.stretch(start, self.pos)
        return spelt(text, self.at(start, self.pos)) if text else _NOTHING

    def _value(self, reference: Reference) -> Traced:
        """What a variable holds; one that is computed gets a name."""
        span, name = self.at(reference.start, reference.end), reference.name
        if name is None:
            name, text = self.variables.new_name(), self.text[reference.start : reference.end]
            self._noted.append(note("expansion-not-evaluated", span, text=text, name=name))
        value = self.variables.get(name)
        if value is None:
            return spelt(self.variables.unset(name), span)
        self._values.append(value.span)
        self.variables.pay(PRICE_OF_PARAMETER + len(value.text), span)
        return value.text.put_in_at(span)

    # Rules of a console's own

    @abstractmethod
    def assigned(self, start: int, end: int) -> re.Match[str] | None:
        """The assignment that is between two places, as ``name`` and ``value``."""

    @abstractmethod
    def reference(self) -> Reference | None:
        """The variable that is here."""

    @abstractmethod
    def special(self) -> str:
        """Go over the next sign that begins no variable, and open or close a quote where it does; the text it means."""
