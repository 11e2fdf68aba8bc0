"""Shell text becomes words, as bash's manual describes it ("Shell Operation", "Quoting", "Shell Expansions").

Hand-written because no splitter at hand agrees with bash where samples need it: ``$'...'``, quotes spliced around
variables, here-documents, a backslash before a line break inside double quotes. It promises: every word knows its
place; nothing is executed; it ends in time that grows linearly with the text; and where it departs from bash, for a
sample means something that bash would not understand, it says so with a note.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from curl2sms.errors import Note, Span, note
from curl2sms.reading.shell.model import TooDeepError, UnclosedError, Word
from curl2sms.reading.shell.variables import (
    ASSIGNMENT,
    PARAMETER,
    SPECIAL,
    Scope,
    Value,
    alternative,
    joined,
    trimmed,
)

# Blanks that pages put where a person typed a space: no-break, em, thin, ideographic ... (Unicode's Zs).
ODD_BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
# Characters without width, that come along when text is copied: zero-width space, word joiner, byte order mark.
NO_WIDTH = "\u200b\u2060\ufeff"
DOUBLE_OPENERS, SINGLE_OPENERS = "“”„", "‘’"
DEEPEST = 50
END = ""  # what UnclosedError wants where a substitution's text ends before its closing character

_BARE = re.compile(rf"[^ \t\r\n\\'\"`$&|;<>(){ODD_BLANKS}{NO_WIDTH}{DOUBLE_OPENERS}{SINGLE_OPENERS}]+")
_IFS = re.compile(r"[ \t\n]+")
_IFS_CHARACTERS = (" ", "\t", "\n")
_IN_DOUBLE = re.compile(r'[^"\\$`]+')
_BLANKS = re.compile(rf"[ \t{ODD_BLANKS}{NO_WIDTH}]+|\r(?=\n)")
_CONTINUATION = re.compile(rf"\\(?P<odd>[ \t{ODD_BLANKS}{NO_WIDTH}]*)(?:\r?\n|$)")
_LINE_JOIN = re.compile(r"\\\r?\n")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
PLACEHOLDER = re.compile(r"<[A-Za-z\u00c0-\uffff][\w.\-]*(?: [\w.\-]+)*>")
_PAIR = re.compile(r"&(?:amp;)?[\w.\-\[\]%{}]+=")
_BRACES = re.compile(r"\{[^{}\s]*(?:,|\.\.)[^{}\s]*\}")
_ENDS_WORD = re.compile(rf"[\s;&|)<>{ODD_BLANKS}]|\\[ \t]*\r?\n|$")
_ANSI = re.compile(
    r"\\(?:(?P<oct>[0-7]{1,3})|x(?P<hex>[0-9A-Fa-f]{1,2})|u(?P<u>[0-9A-Fa-f]{1,4})|U(?P<U>[0-9A-Fa-f]{1,8})"
    r"|c(?P<ctrl>.)|(?P<char>.))",
    re.DOTALL,
)
_ANSI_CHARS = {"a": "\a", "b": "\b", "e": "\x1b", "E": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


@dataclass(slots=True)
class _Fields:
    """The words that one word of the text becomes: an unquoted variable may split it, or add to it."""

    start: int
    words: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    started: bool = False  # quotes make a word even where they hold nothing
    bare: list[str] = field(default_factory=list)
    values: list[Span] = field(default_factory=list)

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.started = True

    def split(self, text: str) -> None:
        """An unquoted variable's value: its blanks part words (bash's manual, "Word Splitting")."""
        pieces = [piece for piece in _IFS.split(text) if piece]
        if text[:1] in _IFS_CHARACTERS:
            self.end()
        for i, piece in enumerate(pieces):
            if i:
                self.end()
            self.add(piece)
        if pieces and text[-1:] in _IFS_CHARACTERS:
            self.end()

    def end(self) -> None:
        if self.started:
            self.words.append("".join(self.parts))
        self.parts, self.started = [], False


@dataclass(slots=True)
class Heredoc:
    """A here-document whose body begins at the next line: its delimiter, and whether variables are put in."""

    delimiter: str
    expands: bool
    strips_tabs: bool
    span: Span
    body: str | None = None


class Lexer:
    """A cursor over a text: ``text[pos:end]`` is still to be read.

    ``substitute`` reads a command substitution: it is given the lexer that stands after its opening and the
    character that closes it, and returns the output where that is known by rule, else None. ``where`` is the place
    of the whole in the source, where the text is not the source itself: a here-document's body, say.
    """

    def __init__(
        self,
        text: str,
        scope: Scope,
        substitute: Callable[[Lexer, str], str | None],
        *,
        start: int = 0,
        end: int | None = None,
        notes: list[Note] | None = None,
        depth: int = 0,
        where: Span | None = None,
    ) -> None:
        self.text = text
        self.pos = start
        self.end = len(text) if end is None else end
        self.scope = scope
        self.substitute = substitute
        self.notes: list[Note] = [] if notes is None else notes
        self.depth = depth
        self.where = where
        self.heredocs: list[Heredoc] = []
        self.values: list[Span] = []

    def at(self, start: int, end: int) -> Span:
        """The place in the source of ``text[start:end]``."""
        return self.where or Span(start, end)

    def inside(self, start: int, end: int) -> Lexer:
        """A lexer for a part of this one's text."""
        if self.depth >= DEEPEST:
            raise TooDeepError(self.at(start, end))
        return Lexer(
            self.text,
            self.scope,
            self.substitute,
            start=start,
            end=end,
            notes=self.notes,
            depth=self.depth + 1,
            where=self.where,
        )

    # Blanks and line ends

    def peek(self, length: int = 1) -> str:
        """The next characters, without reading them."""
        return self.text[self.pos : min(self.end, self.pos + length)]

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """A pattern at the cursor."""
        return pattern.match(self.text, self.pos, self.end)

    def skip_blanks(self) -> None:
        """Go over blanks and continuations; a blank that is none to bash, and blanks behind a backslash, are noted."""
        while self.pos < self.end:
            if found := self.match(_BLANKS):
                if not found[0].isascii():
                    self.say("odd-blank", found.span())
                self.pos = found.end()
            elif self.peek() == "\\" and (found := self.match(_CONTINUATION)):
                if found["odd"] and found.end() < self.end:
                    self.say("blank-after-backslash", found.span())
                self.pos = found.end()
            else:
                return

    def skip_comment(self) -> None:
        """Go to the end of the line."""
        at = self.text.find("\n", self.pos, self.end)
        self.pos = self.end if at < 0 else at

    def say(self, note_id: str, span: tuple[int, int], **values: object) -> None:
        """Note something about a stretch of the text, once."""
        said = note(note_id, self.at(*span), **values)
        if not self.notes or self.notes[-1] != said:
            self.notes.append(said)

    # Words

    def assignment(self) -> bool:
        """Read an assignment (``NAME=value``, ``NAME+=value``, ``NAME=(a b)``) if one stands here."""
        found = self.match(ASSIGNMENT)
        if found is None:
            return False
        start, name = self.pos, found["name"]
        self.pos = found.end()
        old = self.scope.assigned.get(name)
        if self.peek() == "(":
            texts = self._array()
            texts = (old.texts if old and found["append"] else ()) + texts
        else:
            text = self._named_after(name, "".join(self._fields(splits=False).words))
            texts = ((old.text if old and found["append"] else "") + text,)
        self.scope.assigned[name] = Value(texts, self.at(start, self.pos))
        return True

    def _named_after(self, name: str, text: str) -> str:
        """``TO=$1`` and ``TOKEN=$(...)`` name a value that had no name of its own."""
        stand_in = re.fullmatch("\ufdd0((?:SUBSTITUTION|ARGUMENT)_[0-9]+)\ufdd1", text)
        if stand_in is None:
            return text
        if stand_in[1] in self.scope.deferred:
            self.scope.deferred[name] = self.scope.deferred.pop(stand_in[1])
        renamed = self.scope.unset(name)
        if stand_in[1] in self.scope.about:
            self.scope.about[renamed[1:-1]] = self.scope.about.pop(stand_in[1])
        return renamed

    def _array(self) -> tuple[str, ...]:
        opening = self.pos
        self.pos += 1
        texts: list[str] = []
        while True:
            self.skip_blanks()
            if self.pos >= self.end:
                raise UnclosedError(self.at(opening, opening + 1), ")")
            if self.peek() == ")":
                self.pos += 1
                return tuple(texts)
            if self.peek() == "\n":
                self.pos += 1
            elif self.peek() == "#":
                self.skip_comment()
            else:
                before = self.pos
                texts += self._fields().words
                if self.pos == before:  # an operator, where none can stand
                    self.pos += 1

    def words(self) -> list[Word]:
        """The word that stands here; none, or several, where unquoted variables make it so."""
        start = self.pos
        fields = self._fields()
        self.values += fields.values
        bare = self.text[start] not in "'\"\\$`" + DOUBLE_OPENERS + SINGLE_OPENERS
        return [Word(text, self.at(start, self.pos), bare) for text in fields.words]

    def heredoc_word(self) -> tuple[str, bool]:
        """A here-document's delimiter, and whether any of it was quoted: nothing in it is put in."""
        start = self.pos
        parts: list[str] = []
        while self.pos < self.end and not _ENDS_WORD.match(self.text, self.pos, self.end):
            character = self.peek()
            if character in "'\"" + DOUBLE_OPENERS + SINGLE_OPENERS:
                closing = {"“": "”", "„": "“", "‘": "’"}.get(character, character)
                at = self.text.find(closing, self.pos + 1, self.end)
                if at < 0:
                    raise UnclosedError(self.at(self.pos, self.pos + 1), closing)
                parts.append(self.text[self.pos + 1 : at])
                self.pos = at + 1
            elif character == "\\":
                parts.append(self.text[self.pos + 1 : self.pos + 2])
                self.pos += 2
            else:
                parts.append(character)
                self.pos += 1
        raw = self.text[start : self.pos]
        return "".join(parts), any(c in raw for c in "'\"\\" + DOUBLE_OPENERS + SINGLE_OPENERS)

    def _fields(self, *, splits: bool = True) -> _Fields:
        fields = _Fields(self.pos)
        while self.pos < self.end:
            if found := self.match(_BARE):
                fields.add(found[0])
                fields.bare.append(found[0])
                self.pos = found.end()
                continue
            if not self._special(fields, splits):
                break
        if len(fields.bare) and (braces := _BRACES.search("".join(fields.bare))) and splits:
            self.say("braces-kept", (fields.start, self.pos), braces=braces[0])
        fields.end()
        return fields

    def _special(self, fields: _Fields, splits: bool) -> bool:
        """Read one thing that is not plain; False where the word ends."""
        character = self.text[self.pos]
        if character == "'":
            fields.add(self._single())
        elif character == '"':
            fields.add(self._double(fields, '"'))
        elif character == "\\":
            return self._backslash(fields)
        elif character == "$":
            self._dollar(fields, splits)
        elif character == "`":
            self._backticks(fields, splits)
        elif character == "\r" and self.peek(2) != "\r\n":
            fields.add(character)
            self.pos += 1
        elif character in NO_WIDTH:
            self.say("odd-blank", (self.pos, self.pos + 1))
            self.pos += 1
        elif character in DOUBLE_OPENERS:
            return self._smart_double(fields)
        elif character in SINGLE_OPENERS:
            return self._smart_single(fields)
        else:
            return self._operator_meant_as_text(fields)
        return True

    def _operator_meant_as_text(self, fields: _Fields) -> bool:
        """An unquoted ``&``, ``<placeholder>`` or bracket that the author means as text; False where it ends the word."""
        character = self.text[self.pos]
        if character == "<" and (found := self.match(PLACEHOLDER)):
            self.say("placeholder-unquoted", found.span(), text=found[0])
            fields.add(found[0])
            self.pos = found.end()
            return True
        if not fields.started:
            return False
        if character == "&" and self.match(_PAIR):
            self.say("ampersand-unquoted", (self.pos, self.pos + 1))
        elif character == "(" and "=" not in fields.parts[-1][-1:] and self._balanced_bracket():
            self.say("bracket-unquoted", (self.pos, self.pos + 1))
        elif character == ")" and fields.bare and sum(part.count("(") - part.count(")") for part in fields.parts) > 0:
            pass
        else:
            return False
        fields.add(character)
        self.pos += 1
        return True

    def _balanced_bracket(self) -> bool:
        """Whether the bracket here closes within the word: ``text=Hello(1)``, and not ``name()``."""
        return re.compile(r"\([^\s()'\"$`]+\)").match(self.text, self.pos, self.end) is not None

    def _backslash(self, fields: _Fields) -> bool:
        found = self.match(_CONTINUATION)
        if found is not None:
            if found["odd"]:
                return False
            self.pos = found.end()
            return True
        fields.add(self.text[self.pos + 1])
        self.pos += 2
        return True

    def _single(self) -> str:
        at = self.text.find("'", self.pos + 1, self.end)
        if at < 0:
            raise UnclosedError(self.at(self.pos, self.pos + 1), "'")
        inner = self.text[self.pos + 1 : at]
        self.pos = at + 1
        return inner.replace("\r\n", "\n")

    def _double(self, fields: _Fields, closing: str) -> str:
        """What stands between double quotes; ``closing`` is the character that ends them."""
        opening = self.pos
        self.pos += 1
        parts: list[str] = []
        while True:
            if self.pos >= self.end:
                raise UnclosedError(self.at(opening, opening + 1), closing)
            character = self.text[self.pos]
            if character == closing:
                self.pos += 1
                return "".join(parts)
            parts.append(self._in_double(fields, parts, character))

    def _in_double(self, fields: _Fields, parts: list[str], character: str) -> str:
        """The next piece of what stands between double quotes, or in a here-document that puts variables in."""
        if character == "\\":
            return self._backslash_in_double('$`"\\')
        if character == "$":
            return self._dollar_in_double(fields, parts)
        if character == "`":
            return self._backticks_text(fields)
        if found := self.match(_IN_DOUBLE):
            self.pos = found.end()
            return found[0].replace("\r\n", "\n")
        self.pos += 1
        return character

    def _backslash_in_double(self, escapes: str) -> str:
        if found := self.match(_LINE_JOIN):
            self.pos = found.end()
            return ""
        following = self.text[self.pos + 1 : min(self.end, self.pos + 2)]
        self.pos += 2 if following in escapes and following else 1
        return following if following in escapes and following else "\\"

    def _smart_double(self, fields: _Fields) -> bool:
        """Typographic double quotes as quoting; their closing one stands before a blank or the end."""
        opening = self.pos
        closing = self._smart_end(DOUBLE_OPENERS + '"')
        if closing is None or (fields.started and fields.parts[-1][-1:] not in {"=", ":", "@", ""}):
            fields.add(self.text[opening])
            self.pos += 1
            return True
        self.say("smart-quotes", (opening, opening + 1))
        fields.add(self.inside(opening + 1, closing).expanded(fields, escapes='$`"\\“”'))
        self.pos = closing + 1
        return True

    def _smart_single(self, fields: _Fields) -> bool:
        """Typographic single quotes as quoting, at a word's start; elsewhere they are apostrophes of the text."""
        opening = self.pos
        closing = self._smart_end(SINGLE_OPENERS + "'") if not fields.started or fields.parts[-1][-1:] == "=" else None
        if closing is None:
            fields.add(self.text[opening])
            self.pos += 1
            return True
        self.say("smart-quotes", (opening, opening + 1))
        fields.add(self.text[opening + 1 : closing].replace("\r\n", "\n"))
        self.pos = closing + 1
        return True

    def _smart_end(self, closers: str) -> int | None:
        """Where typographic quotes that open here close: before a blank, an operator or the end; nested pairs count."""
        depth = 0
        opener = self.text[self.pos]
        pattern = re.compile(f"[{closers}]|\n[ \t]*\r?\n")
        for found in pattern.finditer(self.text, self.pos + 1, self.end):
            character = found[0]
            if character.startswith("\n"):
                return None
            if character == opener and opener in "“„‘" and not _ENDS_WORD.match(self.text, found.end(), self.end):
                depth += 1
            elif depth and character != opener:
                depth -= 1
            elif _ENDS_WORD.match(self.text, found.end(), self.end):
                return found.start()
        return None

    # Variables and substitutions

    def expanded(self, fields: _Fields | None = None, escapes: str = "$`\\") -> str:
        """All that is left of the text, with variables put in: a here-document, typographic quotes, ``${A:-text}``."""
        fields = fields or _Fields(self.pos)
        parts: list[str] = []
        while self.pos < self.end:
            character = self.text[self.pos]
            if character == "\\":
                parts.append(self._backslash_in_double(escapes))
            elif character == '"':
                parts.append(character)
                self.pos += 1
            else:
                parts.append(self._in_double(fields, parts, character))
        self.values += fields.values
        return "".join(parts)

    def _dollar(self, fields: _Fields, splits: bool) -> None:
        following = self.text[self.pos + 1 : min(self.end, self.pos + 2)]
        if following == "'":
            fields.add(self._ansi())
        elif following == '"':
            self.pos += 1
            fields.add(self._double(fields, '"'))
        elif following and following in DOUBLE_OPENERS + SINGLE_OPENERS:
            self.pos += 1
        else:
            before = "".join(fields.parts[-1:])
            texts = self._parameter(fields, before)
            if splits and fields is not None:
                for i, text in enumerate(texts):
                    if i:
                        fields.end()
                    fields.split(text)
            else:
                fields.add(joined(texts))

    def _dollar_in_double(self, fields: _Fields, parts: list[str]) -> str:
        whole = not parts and self.text[self.pos - 1 : self.pos] == '"'
        texts = self._parameter(fields, "".join(parts[-1:]))
        if len(texts) > 1 and whole and self.peek() == '"':  # "${NAME[@]}": each member a word of its own
            for text in texts[:-1]:
                fields.add(text)
                fields.end()
            return texts[-1]
        return joined(texts)

    def _parameter(self, fields: _Fields, before: str) -> list[str]:
        """The value of what begins with a dollar here; several texts for an array."""
        start = self.pos
        rest = self.text[start + 1 : min(self.end, start + 3)]
        if found := _NAME.match(self.text, start + 1, self.end):
            self.pos = found.end()
            return self._value(fields, found[0], "", Span(start, self.pos))
        if rest.startswith("{"):
            return self._braced(fields)
        if rest.startswith("(("):
            return [self._arithmetic()]
        if rest.startswith("("):
            self.pos += 2
            return [self._substitution(")", Span(start, start + 2))]
        return [self._special_parameter(rest, before)]

    def _special_parameter(self, rest: str, before: str) -> str:
        """``$$``, ``$1``, ``$?``: a variable where the author means one, else text, and said."""
        start, character = self.pos, rest[:1]
        if character == "$" and (found := re.compile(r"\$\$[A-Za-z0-9_]+").match(self.text, start, self.end)):
            self.pos = found.end()
            if found[0] not in {"$$To", "$$Body"}:
                self.say("dollar-kept", found.span(), text=found[0])
            return found[0]
        if found := re.compile(r"\$\d+(?:[.,]\d+)*").match(self.text, start, self.end):
            digits = found[0][1:]
            if len(digits) == 1 and digits != "0" and not before[-1:].isspace():
                self.pos = found.end()
                name = f"ARGUMENT_{digits}"
                self.scope.about[name] = f"the script's argument ${digits}"
                self.say("special-parameter", found.span(), text=found[0], name=name)
                return self.scope.unset(name)
            self.pos = found.end()
            self.say("dollar-kept", found.span(), text=found[0])
            return found[0]
        if character and character in "@*" and not before:
            self.pos += 2
            self.say("arguments-left-out", (start, self.pos), text=f"${character}")
            return ""
        if character and character in SPECIAL and character not in "!-":
            self.pos += 2
            name = SPECIAL[character]
            self.scope.about[name] = f"what the shell knows as ${character}"
            self.say("special-parameter", (start, self.pos), text=f"${character}", name=name)
            return self.scope.unset(name)
        self.pos += 1
        if character and character in "!-@*_":
            self.say("dollar-kept", (start, start + 2), text=f"${character}")
        return "$"

    def _braced(self, fields: _Fields) -> list[str]:
        """``${...}``: a value, an alternative, or a part of a value."""
        start = self.pos
        inner_start = start + 2
        inner_end = self._brace_end(inner_start)
        if inner_end is None:
            raise UnclosedError(self.at(start, start + 2), "}")
        found = PARAMETER.fullmatch(self.text, inner_start, inner_end)
        self.pos = inner_end + 1
        span = Span(start, self.pos)
        if found is None:
            self.say("dollar-kept", (start, self.pos), text=self.text[start : self.pos])
            return [self.text[start : self.pos]]
        name = found["name"]
        if not _NAME.fullmatch(name):
            if not found["operator"] and not found["length"]:
                self.pos = start
                text = self._special_parameter(name[:1], "")
                self.pos = span.end
                return [text]
            return self._unknown(found, span)
        if not found["operator"] and not found["length"]:
            return self._value(fields, name, found["index"] or "", span)
        return self._worked_out(fields, found, span)

    def _worked_out(self, fields: _Fields, found: re.Match[str], span: Span) -> list[str]:
        value = self.scope.assigned.get(found["name"])
        operator = found["operator"]
        if found["length"]:
            return [str(len(value.text))] if value and "\ufdd0" not in value.text else self._unknown(found, span)
        word = self.inside(*found.span("word")).operand()
        if operator in {":-", "-", ":=", "=", ":+", "+", ":?", "?"}:
            other = alternative(operator, value, word)
            if other is not None:
                fields.values.append(span)
                return [other]
            return self._value(fields, found["name"], "", span)
        if value is None or "\ufdd0" in value.text or (result := trimmed(operator, value.text, word)) is None:
            return self._unknown(found, span)
        return [result]

    def operand(self) -> str:
        """All that is left, as the word behind an operator of ``${...}``: quotes removed, variables put in."""
        fields = _Fields(self.pos)
        parts: list[str] = []
        while self.pos < self.end:
            character = self.text[self.pos]
            if character == "'":
                at = self.text.find("'", self.pos + 1, self.end)
                if at < 0:
                    parts.append(character)
                    self.pos += 1
                else:
                    parts.append(self.text[self.pos + 1 : at])
                    self.pos = at + 1
            elif character == '"' and self.text.find('"', self.pos + 1, self.end) > 0:
                parts.append(self._double(fields, '"'))
            elif character == "\\":
                parts.append(self.text[self.pos + 1 : min(self.end, self.pos + 2)])
                self.pos += 2
            else:
                parts.append(self._in_double(fields, parts, character))
        return "".join(parts)

    def _unknown(self, found: re.Match[str], span: Span) -> list[str]:
        """An expansion that is not worked out becomes its variable."""
        name = found["name"] if _NAME.fullmatch(found["name"]) else self.scope.new_name()
        if name in self.scope.assigned:
            name = self.scope.new_name()
        text = self.text[span.start : span.end]
        self.say("expansion-not-evaluated", (span.start, span.end), text=text, name=name)
        self.scope.about.setdefault(name, f"{text} in the sample")
        return [self.scope.unset(name)]

    def _brace_end(self, at: int) -> int | None:
        """Where the ``}`` of a ``${`` stands; quotes and nested ``${`` are gone over."""
        depth = 1
        for found in re.compile(r"\\.|'[^'\n]*'|\$\{|\}|\n", re.DOTALL).finditer(self.text, at, self.end):
            if found[0] == "${":
                depth += 1
            elif found[0] == "}":
                depth -= 1
                if not depth:
                    return found.start()
            elif found[0] == "\n" and depth == 1 and found.start() - at > 4096:
                return None
        return None

    def _value(self, fields: _Fields, name: str, index: str, span: Span) -> list[str]:
        value = self.scope.assigned.get(name)
        if value is None:
            return [self.scope.unset(name)]
        fields.values.append(value.span)
        if index in {"[@]", "[*]"}:
            return list(value.texts) or [""]
        if re.fullmatch(r"\[\d{1,4}\]", index):
            number = int(index[1:-1])
            return [value.texts[number] if number < len(value.texts) else ""]
        return [value.text]

    def _arithmetic(self) -> str:
        start = self.pos
        found = re.compile(r"\$\(\([^()]*(?:\([^()]*\)[^()]*)*\)\)").match(self.text, start, self.end)
        if found is None:
            self.pos += 2
            return self._substitution(")", Span(start, start + 2))
        self.pos = found.end()
        name = self.scope.new_name()
        self.say("expansion-not-evaluated", found.span(), text=found[0], name=name)
        self.scope.about[name] = f"{found[0]} in the sample"
        return self.scope.unset(name)

    def _substitution(self, closing: str, opening: Span) -> str:
        """The output of a command substitution where a rule tells it, else a variable. The cursor stands inside."""
        if self.depth >= DEEPEST:
            raise TooDeepError(opening)
        self.depth += 1
        try:
            output = self.substitute(self, closing)
        except UnclosedError as error:
            raise UnclosedError(opening, closing) if error.wanted == END else error from None
        finally:
            self.depth -= 1
        if output is not None:
            return output
        name = self.scope.new_name()
        spelt = self.text[opening.start : self.pos]
        shown = spelt if len(spelt) <= 60 else spelt[:59] + "…"
        self.say("substitution-not-evaluated", (opening.start, self.pos), text=shown)
        self.scope.about[name] = f"the output of {shown}"
        return self.scope.unset(name)

    def _backticks(self, fields: _Fields, splits: bool) -> None:
        text = self._backticks_text(fields)
        if splits:
            fields.split(text)
        else:
            fields.add(text)

    def _backticks_text(self, fields: _Fields) -> str:
        """A substitution in backticks; a lone backtick is text."""
        del fields
        start = self.pos
        closing = re.compile(r"(?:[^`\\]|\\.)*`", re.DOTALL).match(self.text, start + 1, self.end)
        if closing is None:
            self.say("backtick-kept", (start, start + 1))
            self.pos += 1
            return "`"
        self.pos = closing.end()
        inner = re.sub(r"\\([`\\$])", r"\1", self.text[start + 1 : closing.end() - 1])
        inside = self.inside(start + 1, self.pos - 1)
        if inner != self.text[start + 1 : self.pos - 1]:
            inside.text, inside.pos, inside.end = inner, 0, len(inner)
            inside.where = self.at(start, self.pos)
        output = self.substitute(inside, END)
        if output is not None:
            return output
        name = self.scope.new_name()
        shown = inner if len(inner) <= 60 else inner[:59] + "…"
        self.say("substitution-not-evaluated", (start, self.pos), text=f"`{shown}`")
        self.scope.about[name] = f"the output of {shown}"
        return self.scope.unset(name)

    def _ansi(self) -> str:
        """``$'...'``: bash's manual, "ANSI-C Quoting"."""
        opening = self.pos
        closing = re.compile(r"(?:[^'\\]+|\\.)*?'", re.DOTALL).match(self.text, opening + 2, self.end)
        if closing is None:
            raise UnclosedError(self.at(opening, opening + 2), "'")
        self.pos = closing.end()
        return ansi_c(closing[0][:-1].replace("\r\n", "\n"))


def ansi_c(text: str) -> str:
    """The escapes of ``$'...'`` undone; a NUL ends the text, as in bash; bytes above 0x7F join to UTF-8.

    >>> ansi_c(r"a\\tb\\u20b9\\'")
    "a\\tb₹'"
    """

    def undo(found: re.Match[str]) -> str:
        if found["oct"]:
            return _byte(int(found["oct"], 8) & 0xFF)
        if found["hex"]:
            return _byte(int(found["hex"], 16))
        if found["u"] or found["U"]:
            number = int(found["u"] or found["U"], 16)
            return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"
        if found["ctrl"]:
            return chr(ord(found["ctrl"].upper()) & 0x1F) if found["ctrl"] != "?" else "\x7f"
        return _ANSI_CHARS.get(found["char"], found["char"] if found["char"] in "\\'\"?" else "\\" + found["char"])

    undone = _ANSI.sub(undo, text).partition("\0")[0]
    if any("\udc80" <= character <= "\udcff" for character in undone):
        undone = undone.encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape")
    return undone


def _byte(number: int) -> str:
    return chr(number) if number < 0x80 else chr(0xDC00 + number)
