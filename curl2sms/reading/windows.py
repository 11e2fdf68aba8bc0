"""The consoles of Windows: cmd.exe and PowerShell, as far as pasted curl commands need them.

``cmd`` continues a line with ``^``, escapes with it outside quotes, knows no single quotes and puts ``%NAME%`` in;
the C runtime then cuts the line into words, with ``\\"`` and ``""`` for a quote inside quotes. PowerShell continues
and escapes with a backtick; ``''`` inside single quotes is one quote, ``""`` inside double quotes likewise.
"""

from __future__ import annotations

import re

from curl2sms.errors import Note, Span, note
from curl2sms.patterns import regex
from curl2sms.reading.script.cursor import MOST_CALLS, MOST_PARTS, MOST_WORDS, Cursor, hull, too_many, unclosed
from curl2sms.reading.script.model import Command, LeftOut, Word
from curl2sms.reading.script.program_names import CURL, GLUED, WITHOUT_EFFECT, runs
from curl2sms.reading.script.variables import PRICE_OF_PARAMETER, Value, Variables
from curl2sms.records import record
from curl2sms.traced import Traced, joined, spelt

_CMD_SIGNS = regex(
    r"[ \t'\"]\^[ \t]*(?:\r?\n|$)|^[A-Za-z]:\\[^\n>]*>|\"\{[ \t]*\"\""
    r"|[ \t]\"\^[\^{\[\\]"  # a body that a browser wrote for cmd
    r"|[ \t]\^\"|^[ \t]*(?i:@echo off|set[ \t]+\"?[a-z_]\w*=[^\n]*$)|^[ \t]*\"?(?:[A-Za-z]:|\.)\\[^\"\n]*curl\.exe",
    re.MULTILINE,
)
_POWERSHELL_SIGNS = regex(
    r"[ \t'\"]`[ \t]*\r?\n[ \t]*[-–'\"h]|^PS(?: [A-Za-z]:[^\n>]*)?>|\$env:\w|[ ]--%[ ]"
    r"|\bcurl\.exe\b[^\n]*'[^'\n]*\\\"|^[ \t]*& *\S*curl\.exe|^[ \t]*\$\w+ = @['\"]\r?$"
    r"|^[ \t]*\$\w+ = (?P<quote>['\"])(?!curl)[^\r\n]*(?P=quote)[ \t]*\r?$",
    re.MULTILINE,
)
# One of these is in whatever has such a sign: what has none needs no pattern.
_IN_POWERSHELL = ("`", "$", "PS", "--%", "curl.exe")
_SET = regex(r"[ \t]*set[ \t]+\"?(?P<name>[A-Za-z_]\w*)=(?P<value>[^\r\n]*?)\"?[ \t]*\r?(?:\n|$)", re.IGNORECASE)
_ASSIGN = regex(
    r"[ \t]*\$(?:env:)?(?P<name>[A-Za-z_]\w*)[ \t]*=[ \t]*"
    r"(?P<quote>['\"])(?P<value>[^\r\n]*?)(?P=quote)[ \t]*\r?(?:\n|$)"
)
# ``$NAME = @"`` ... ``"@``: a here-string.
_HERE_STRING = regex(
    r"[ \t]*\$(?P<name>[A-Za-z_]\w*)[ \t]*=[ \t]*@(?P<quote>['\"])\r?\n(?P<value>.*?)\r?\n(?P=quote)@[^\n]*(?:\n|$)",
    re.DOTALL,
)
_HERE_OPENS = regex(r"[ \t]*\$[A-Za-z_]\w*[ \t]*=[ \t]*@(?P<quote>['\"])\r?\n")
_PERCENT = regex(r"%(?P<name>[A-Za-z_]\w*)%|%%|%(?P<number>[1-9])(?![0-9A-Fa-f])|!(?P<late>[A-Za-z_]\w*)!")
_SUBEXPRESSION = regex(r"\$\([^()\r\n]*\)")
_DOLLAR = regex(
    r"\$\(\$(?:env:)?(?P<sub>[A-Za-z_]\w*)\)|\$(?:env:)?(?P<name>[A-Za-z_]\w*)|\$\{(?:env:)?(?P<braced>[A-Za-z_]\w*)\}",
    re.IGNORECASE,
)
_PAIR = regex(r"&[\w.\-\[\]%{}]+=")
_BEHIND_OPERATOR = regex(r"(?P<operator>[&;|]+)[ \t]*(?P<command>(?P<program>[^\s&|;<>]+)(?:[^\r\n]*\S)?)")
_LINE_END = regex(r"\r?\n")
_CALL_OPERATOR = regex(r"[ \t]*&[ \t]*")  # PowerShell: runs what a text names
_BACKSLASHES = regex(r"\\+")
# Spaces, and line ends after a sign that continues: a caret, a backtick, or a backslash that strayed in.
_BLANKS = regex(r"(?:[ \t\u00a0]|[\^`\\][ \t]*\r?\n|\r(?=\n))*")
_NOTHING = Traced("")
_BACKTICKED = {"n": "\n", "r": "\r", "t": "\t", "0": "\0", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}


@record
class Dialect:
    """A console: its name for people, and the character that escapes and continues."""

    name: str
    escape: str


CMD = Dialect("the Windows command prompt", "^")
POWERSHELL = Dialect("PowerShell", "`")


def dialect(text: str) -> Dialect | None:
    """The Windows console that a text was written for; None for a shell."""
    if any(sign in text for sign in _IN_POWERSHELL) and _POWERSHELL_SIGNS.search(text):
        return POWERSHELL
    return CMD if _CMD_SIGNS.search(text) or any(map(_escapes_in_value, text.split("\n"))) else None


def _escapes_in_value(line: str) -> bool:
    """Whether a line without single quotes escapes a sign of cmd in a value: ``-d to=1^&text=50^%``."""
    if "'" in line or not ("^&" in line or "^%" in line):
        return False
    return any(0 <= word.find("=") < max(word.rfind("^&"), word.rfind("^%")) for word in line.replace('"', " ").split())


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


class ConsoleScript(Cursor):
    """The commands of a text written for a Windows console; the counterpart of ``calls.ShellScript``."""

    def __init__(self, source: Traced, dialect: Dialect) -> None:
        super().__init__(source, Span(0, len(source)))
        self.dialect = dialect
        self.variables = Variables()
        self.commands: list[Command] = []
        self.left_out: list[LeftOut] = []
        self.printed: list[tuple[Traced, Span]] = []
        self._said = False
        self._lines = 0
        self._unclosed: set[str] = set()
        self._noted: list[Note] = []
        self._values: list[Span] = []

    def read(self, start: int, end: int) -> int:
        """Read one line with its continuations; where it ends. SampleError."""
        if found := self._assignment(start, end):
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

    def found(self) -> list[Command]:
        """All the commands."""
        return self.commands

    def said(self) -> list[Note]:
        """All the notes."""
        return self.notes

    def assigns(self, start: int, end: int) -> bool:
        """Whether ``set NAME=value`` or ``$NAME = 'value'`` is here."""
        return self._assignment(start, end) is not None

    def run_text(self, text: Traced, around: Span, said: Note) -> bool:
        """A text that is run is written for a shell: a console reads none."""
        del text, around, said
        return False

    def _line(self, start: int, end: int) -> _Line:
        self.pos, self.end = start, end
        self._lines += 1
        if self._lines > MOST_PARTS:
            raise too_many(self.at(start, start + 1))
        self._noted, self._values = [], []
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
        if len(self.commands) > MOST_CALLS:
            raise too_many(line.words[0].span)
        span = hull(word.span for word in line.words)
        if not self._said:
            self.notes.append(note("windows-console", span, console=self.dialect.name))
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

    def _assignment(self, start: int, end: int) -> re.Match[str] | None:
        opening = _HERE_OPENS.match(self.text, start, end)
        if opening and opening["quote"] not in self._unclosed:
            if found := _HERE_STRING.match(self.text, start, end):
                return found
            self._unclosed.add(opening["quote"])  # then none closes further on
        return _SET.match(self.text, start, end) or _ASSIGN.match(self.text, start, end)

    def _line_end(self) -> int:
        at = self.text.find("\n", self.pos, self.end)
        return self.end if at < 0 else at + 1

    def _next_word(self) -> bool:
        """Go to the next word of this line; False where there is none."""
        found = _BLANKS.match(self.text, self.pos, self.end)
        self.pos = found.end() if found else self.pos
        if self.pos >= self.end:
            return False
        if self.text[self.pos] == "\n":
            self.pos += 1
            return False
        return True

    def _word(self) -> Word | None:
        """The word that is here; None where an operator ends the command."""
        start, parts, quote = self.pos, list[Traced](), ""
        opening = start
        while self.pos < self.end:
            character = self.text[self.pos]
            if not quote and character in " \t\r\n\u00a0":
                break
            if not quote and character in "|>&;" and not parts:
                return None
            if not quote and character in "|>&" and not self._is_text("".join(part.text for part in parts)):
                break
            if not quote and character in "'\"" and self._opens(character, parts):
                quote, opening = character, self.pos
                self.pos += 1
            else:
                piece, quote = self._piece(character, quote)
                parts.append(piece)
        if quote:
            raise unclosed(self.at(opening, opening + 1), quote)
        return Word(joined(parts), self.at(start, self.pos), self.text[start] not in "'\"^`")

    def _is_text(self, before: str) -> bool:
        """Whether an operator outside quotes is text of a value, as in ``?a=1&b=2`` and ``to=1|2``; said if so."""
        if _PAIR.match(self.text, self.pos, self.end):
            return True
        found = GLUED.match(self.text, self.pos, self.end)
        if found is None or "=" not in before or found["operator"] != "|" or runs(found["behind"]):
            return False
        self._noted.append(note("operator-unquoted", self.at(self.pos, self.pos + 1), operator="|"))
        return True

    def _opens(self, character: str, parts: list[Traced]) -> bool:
        """A single quote is quoting to cmd only where the author took it for one: at a word's start."""
        return character == '"' or self.dialect is POWERSHELL or not parts or parts[-1].text.endswith("=")

    def _piece(self, character: str, quote: str) -> tuple[Traced, str]:
        """The next piece of a word and the quote that is open after it."""
        start = self.pos
        two = self.text[start : min(self.end, start + 2)]
        if character == quote and two != quote * 2:
            self.pos += 1
            return _NOTHING, ""
        if character == quote:  # doubled: one quote of the text
            self.pos += 2
            return spelt(quote, self.at(start, self.pos)), quote
        if character in "%!$" and (value := self._variable(character, quote)) is not None:
            return value, quote
        if self.dialect is POWERSHELL:
            text = self._piece_of_powershell(character, two, quote)
        else:
            text, quote = self._piece_of_cmd(character, two, quote)
        if text == self.text[start : self.pos]:
            return self.source[start : self.pos], quote
        return (spelt(text, self.at(start, self.pos)) if text else _NOTHING), quote

    def _piece_of_cmd(self, character: str, two: str, quote: str) -> tuple[str, str]:
        if character == "^" and (quote != '"' or two[1:] in {'"', "^", "\\", "%", "!", "&", "<", ">", "|", "{", "}"}):
            return self._after_caret(quote)
        if character == "\\":
            return self._backslashes(quote)
        self.pos += 2 if two == "%%" else 1
        return character, quote

    def _after_caret(self, quote: str) -> tuple[str, str]:
        """``^"`` opens and closes quotes as ``"`` does; ``^\\^"`` is a quote of the text; ``^`` else is dropped."""
        self.pos += 1
        following = self.text[self.pos : self.pos + 1]
        if following in "\r\n" or not following:
            found = _LINE_END.match(self.text, self.pos, self.end)
            self.pos = found.end() if found else self.pos
            # A caret before a line end joins; Chrome writes a line break inside data as ^ and an empty line.
            if quote and self.text[self.pos : self.pos + 1] in {"\r", "\n"}:
                found = _LINE_END.match(self.text, self.pos, self.end)
                self.pos = found.end() if found else self.pos
                return "\n", quote
            return "", quote
        if following == '"':
            self.pos += 1
            if quote == '"' and self.text[self.pos : self.pos + 2] == '^"':
                self.pos += 2
                return '"', quote
            return "", {"": '"', '"': ""}.get(quote, quote)
        if following == "\\" and self.text[self.pos + 1 : self.pos + 3] == '^"':
            self.pos += 3
            return '"', quote
        if following == "\\":
            return self._backslashes(quote)
        self.pos += 1
        return following, quote

    def _backslashes(self, quote: str) -> tuple[str, str]:
        """The C runtime's rule: backslashes are text unless a quote follows; then two are one, and one escapes it."""
        found = _BACKSLASHES.match(self.text, self.pos, self.end)
        count = len(found[0]) if found else 1
        self.pos += count
        if self.text[self.pos : self.pos + 1] != '"' or quote == "'":
            if quote == "'" and count == 1 and self.text[self.pos : self.pos + 1] == '"':
                self.pos += 1
                return '"', quote
            return "\\" * count, quote
        if count % 2:
            self.pos += 1
            return "\\" * (count // 2) + '"', quote
        return "\\" * (count // 2), quote

    def _piece_of_powershell(self, character: str, two: str, quote: str) -> str:
        if character == "`" and quote != "'":
            self.pos = min(self.end, self.pos + 2)
            return _BACKTICKED.get(two[1:], two[1:]) if two[1:] not in {"\n", "\r"} else ""
        if two == '\\"':  # Windows PowerShell hands quotes to a program only so
            self.pos += 2
            return '"'
        self.pos += 1
        return character

    def _variable(self, character: str, quote: str) -> Traced | None:
        """The value of the variable that is here; None where none does."""
        if self.dialect is CMD:
            found = self.match(_PERCENT) if character != "$" else None
            name = found and (found["name"] or found["late"] or (found["number"] and f"ARGUMENT_{found['number']}"))
        elif character != "$" or quote == "'":
            return None
        elif found := self.match(_DOLLAR):
            name = found["sub"] or found["name"] or found["braced"]
        else:
            return self._subexpression()
        if not found or not name:
            return None
        self.pos = found.end()
        return self._value(name, self.at(*found.span()))

    def _subexpression(self) -> Traced | None:
        """PowerShell's ``$(...)``, which becomes a variable."""
        found = self.match(_SUBEXPRESSION)
        if found is None:
            return None
        self.pos = found.end()
        span, name = self.at(*found.span()), self.variables.new_name()
        self._noted.append(note("expansion-not-evaluated", span, text=found[0], name=name))
        return spelt(self.variables.unset(name), span)

    def _value(self, name: str, span: Span) -> Traced:
        value = self.variables.get(name)
        if value is None:
            return spelt(self.variables.unset(name), span)
        self._values.append(value.span)
        self.variables.pay(PRICE_OF_PARAMETER + len(value.text), span)
        return value.text.put_in_at(span)
