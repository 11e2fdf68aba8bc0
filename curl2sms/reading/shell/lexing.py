"""Words, and what is in them: quotes, variables, substitutions (bash's manual, "Quoting", "Shell Expansions").

Hand-written because no splitter at hand agrees with bash where samples need it: ``$'...'``, quotes spliced around
variables, a backslash before a line break inside double quotes. No variable has a value yet.
"""

from __future__ import annotations

import re

from curl2sms.errors import Span
from curl2sms.patterns import regex
from curl2sms.reading.pasted.call_text import CallText
from curl2sms.reading.script.cursor import DOUBLE_OPENERS, NO_WIDTH, ODD_SPACES, SINGLE_OPENERS, unclosed
from curl2sms.reading.script.limits import DEEPEST, MOST_PIECES, MOST_VARIABLES_TOGETHER, too_deep, too_large, too_many
from curl2sms.reading.shell.parameters import parameter
from curl2sms.reading.shell.quotes import BARE_JSON_OPENS, QUOTES, Quotes, Surroundings, escaped_text
from curl2sms.reading.shell.words import (
    KEPT,
    Heredoc,
    Item,
    Literal,
    Part,
    RawWord,
    Substitution,
    WordDraft,
)
from curl2sms.records import attribute, draft
from curl2sms.traced import Traced, joined

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    # What reads statements up to a text that closes them; the place is where what this closes begins.
    Statements = Callable[["WordReader", str, Span | None], tuple[Item, ...]]

# What is bare in a word, of a text in ASCII and of any other; to compile the latter takes five times as long.
_BARE_ASCII = regex(r"[^ \t\r\n\\'\"`$&|;<>()]+")
_BARE = regex(rf"[^ \t\r\n\\'\"`$&|;<>(){ODD_SPACES}{NO_WIDTH}{DOUBLE_OPENERS}{SINGLE_OPENERS}]+")
_BRACES = regex(r"\{(?>[^{}\s]*?(?:,|\.\.))[^{}\s]*\}")
# What a shell replaces by the home directory: at the beginning of a word, and of a value or of what is after a colon in
# it, also where a word is no assignment but looks like one (bash's manual, "Tilde Expansion").
_HOME = regex(r"(?:[A-Za-z_]\w*\+?=(?:[^~]*:)?)?~(?:[/:]|$)")
_VALUE_HOME = regex(r"(?:[^~]*:)?~(?:[/:]|$)")
_BACKTICKS = regex(r"`(?:[^`\\]++|\\.)*+`", re.DOTALL)
_IN_DOUBLE = regex(r'[^"\\$`]+')
_IN_HEREDOC = regex(r"[^\\$`]+")
_LINE_JOIN = regex(r"\\\r?\n")
# What a backslash escapes within backticks.
_IN_BACKTICKS = "`\\$"
# What a word begins with that is not bare.
_NOT_BARE = frozenset((*QUOTES, "\\", "$", "`"))


@draft
class Shared:
    """What all cursors over a text share: how it is read, and what they count together.

    ``statements`` reads what is in a substitution: statements hold words, and words statements. ``apostrophes`` and
    ``doubtful`` are those of ``Quotes``. ``calls`` says whether any command calls curl; ``pieces`` are quotes, escapes
    and all else in words that is not plain; ``kept`` are the places of texts between single quotes in which a variable
    seems to be.
    """

    statements: Statements
    apostrophes: bool
    doubtful: dict[str, Span] = attribute(default_factory=dict)
    parts: int = 0
    pieces: int = 0
    variables: int = 0
    substitutions: int = 0
    calls: bool = False
    kept: list[Span] = attribute(default_factory=list)


class WordReader(Quotes):
    """Reads words and their parts; each rule begins where the cursor is."""

    def __init__(self, source: Traced, around: Surroundings, start: int, end: int | None, shared: Shared) -> None:
        super().__init__(source, around, start, end)
        self.heredocs: list[Heredoc] = []  # whose bodies begin at the next line
        self.word = WordDraft(start)  # which is read
        self.shared = shared
        self.apostrophes, self.doubtful = shared.apostrophes, shared.doubtful
        self.pasted = CallText(self)
        self.pasted.subshells = around.subshells
        self._quoted_from = start  # where the double quotes begin that are read

    def inside(self, start: int, end: int, source: Traced | None = None) -> WordReader:
        """A cursor for a part of this one's text, or for another text that is in its place."""
        around = Surroundings(self.at(start, end), self.pasted.subshells, self.depth + 1)
        if around.depth > DEEPEST:
            raise too_deep(around.place)
        if source is None:
            cursor = WordReader(self.source, around, start, end, self.shared)
        else:
            cursor = WordReader(source, around, 0, None, self.shared)
        cursor.notes, cursor.word = self.notes, self.word
        return cursor

    def raw_word(self) -> RawWord:
        """The word that is here."""
        if (end := self.pasted.end_of_bare_json()) is not None:
            start, self.pos = self.pos, end
            return RawWord((Literal(self.piece(start, end)),), self.at(start, end))
        return self.parts()

    def parts(self, *, assigned: bool = False) -> RawWord:
        """The parts of a word up to where it ends; an ``assigned`` value is not split at spaces."""
        outer, self.word = self.word, WordDraft(self.pos)
        word, text = self.word, self.text
        is_ascii = text.isascii()
        while self.pos < self.end and not (self.pos == word.closed and self.pasted.option_is_glued(word)):
            within = self.pos, self.end
            if found := _BARE_ASCII.match(text, *within) if is_ascii else _BARE.match(text, *within):
                word.pieces.append(self.stretch(*found.span()))
                word.bare.append(found[0])
                self.pos = found.end()
            elif not self._special(word, assigned):
                break
            else:
                self.shared.pieces += 1
                if self.shared.pieces > MOST_PIECES:
                    raise too_many(self.at(word.start, self.pos))
        bare = "".join(word.bare)
        if (
            "~" in bare
            and text.startswith(word.bare[0], word.start)
            and (_VALUE_HOME if assigned else _HOME).match(word.bare[0])
        ):
            self.say("tilde-kept", (word.start, self.pos))
        if "{" in bare and not assigned and (braces := _BRACES.search(bare)):
            self.say("braces-kept", (word.start, self.pos), braces=braces[0])
        self.word = outer
        span = self.at(word.start, self.pos)
        is_bare = text[word.start : word.start + 1] not in _NOT_BARE
        word.put()
        return RawWord(tuple(word.parts), span, is_bare, tuple(word.substitutions))

    def _special(self, word: WordDraft, assigned: bool) -> bool:
        """Read one thing that is not plain; False where the word ends."""
        character = self.text[self.pos]
        if character == "'" and word.has_begun and self.is_apostrophe(self.pos):
            self.say("apostrophe-kept", (self.pos, self.pos + 1))
            self._character(word)
        elif character in "'\"":
            self.pasted.mind_quotes(word)
            if character == "'":
                word.add(self.keep(self.single()))
            else:
                self._add_double(word)
            word.closed = self.pos
        elif character == "\\":
            return self._backslash(word)
        elif character == "$":
            self._dollar(word)
        elif character == "\r" and self.peek(2) != "\r\n":
            self._character(word)
        elif character in NO_WIDTH:
            self.say("odd-blank", (self.pos, self.pos + 1))
            self.pos += 1
        elif character in DOUBLE_OPENERS + SINGLE_OPENERS:
            self._smart(word, character)
        elif self.pasted.add_meant(word, character):
            return True
        elif character == "`":
            word.put(self._backticks(quoted=assigned))
        elif character in "<>" and self.peek(2)[1:] == "(":
            self.pos += 2
            word.put(self.substitution(self.pos - 2, quoted=True, sign=character))
        else:
            return False
        return True

    def keep(self, text: Traced) -> Traced:
        """Remember where a text is that a shell keeps as it is, if a variable seems to be in it."""
        if KEPT.search(text.text):
            self.shared.kept += [run.span for run in text.runs if run.exact]
        return text

    def _character(self, word: WordDraft) -> None:
        word.add(self.piece(self.pos, self.pos + 1))
        self.pos += 1

    def _backslash(self, word: WordDraft) -> bool:
        """A backslash outside quotes: bash's manual, "Escape Character"."""
        if (goes_on := self.pasted.continued()) is not None:
            return goes_on
        self.pos += 1
        self._character(word)
        return True

    def _smart(self, word: WordDraft, opener: str) -> None:
        """Typographic quotes as quoting: double ones where a value begins, single ones where a word does; else text."""
        double = opener in DOUBLE_OPENERS
        begins = not word.has_begun or word.last in ({"=", ":", "@", ""} if double else {"="})
        closing = self.pasted_quotes.end_of_smart(DOUBLE_OPENERS if double else SINGLE_OPENERS) if begins else None
        if closing is None:
            self._character(word)
            return
        opening = self.pos
        self.say("smart-quotes", (opening, opening + 1))
        if double:
            word.put(*self.inside(opening + 1, closing).quoted_parts('$`"\\“”'))
        else:
            word.add(self.piece(opening + 1, closing))
        self.pos = closing + 1

    # Double quotes and here-documents

    def _add_double(self, word: WordDraft) -> None:
        """Put what is between double quotes after what there is; text alone is one part with the text around it."""
        first, *others = self.double()
        if isinstance(first, Literal) and not others:
            word.add(first.text)
        else:
            word.put(first, *others)

    def double(self) -> list[Part]:
        """``"..."``: bash's manual, "Double Quotes"."""
        opening = self.pos
        if (
            BARE_JSON_OPENS.match(self.text, self.pos, self.end)
            and (at := self.pasted_quotes.end_of_json('"')) is not None
        ):
            self.pos = at + 1
            return self.inside(opening + 1, at).quoted_parts("$`")
        self.pos += 1
        parts = self._until('"', '$`"\\')
        if self.pos >= self.end:
            raise unclosed(self.at(opening, opening + 1), '"')
        self.mind_closing(opening, self.pos)
        self.pos += 1
        return parts

    def quoted_parts(self, escapes: str) -> list[Part]:
        """All that is left of the text, as between double quotes; ``escapes`` are what a backslash escapes."""
        return self._until("", escapes)

    def _until(self, closing: str, escapes: str) -> list[Part]:
        """Parts up to a character or the end; text between others is one part, and there is at least one part."""
        parts: list[Part] = []
        pieces: list[Traced] = []
        plain, in_backticks = (_IN_DOUBLE, '`\\$"') if closing else (_IN_HEREDOC, _IN_BACKTICKS)
        escaped = escaped_text(escapes, plain.pattern)
        self._quoted_from = self.pos
        while self.pos < self.end and self.text[self.pos] != closing:
            if found := escaped.match(self.text, self.pos, self.end):
                pieces.append(self.piece(*found.span(1)))
                self.pos = found.end()
                continue
            piece = self.in_double(escapes, in_backticks, plain=plain)
            if isinstance(piece, Traced):
                pieces.append(piece)
                continue
            if pieces:
                parts.append(Literal(joined(pieces)))
                pieces = []
            parts.append(piece)
        if pieces or not parts:
            parts.append(Literal(joined(pieces)))
        return parts

    def in_double(
        self,
        escapes: str,
        in_backticks: str = _IN_BACKTICKS,
        *,
        quoted: bool = True,
        plain: re.Pattern[str] = _IN_DOUBLE,
    ) -> Traced | Part:
        """The next piece between double quotes; of what a backslash escapes there, and within backticks there.

        ``plain`` matches what is text there without a look at it.
        """
        character = self.text[self.pos]
        if character == "\\":
            return self._backslash_in_double(escapes, plain)
        if character == "$":
            return parameter(self, self._before(), quoted=quoted)
        if character == "`":
            return self._backticks(quoted=quoted, escaped=in_backticks)
        start, found = self.pos, self.match(plain)
        self.pos = found.end() if found else self.pos + 1
        return self.piece(start, self.pos)

    def _before(self) -> str:
        """The character before the cursor, if it is between the same quotes."""
        return self.text[self.pos - 1] if self.pos > self._quoted_from else ""

    def _backslash_in_double(self, escapes: str, plain: re.Pattern[str]) -> Traced:
        """A backslash between double quotes: it escapes some characters, joins lines, and is text before all others."""
        start = self.pos
        following = self.text[start + 1 : min(self.end, start + 2)]
        if following in {"\r", "\n"} and (found := self.match(_LINE_JOIN)):
            self.pos = found.end()
            return Traced("")
        escapes_one = bool(following) and following in escapes
        self.pos += 2 if escapes_one else 1
        if found := plain.match(self.text, self.pos, self.end):  # one piece with the text after it
            self.pos = found.end()
        return self.piece(start + escapes_one, self.pos)

    # Variables

    def _dollar(self, word: WordDraft) -> None:
        """A dollar outside double quotes: it may begin quotes (``$'...'``, ``$"..."``), else a parameter."""
        following = self.text[self.pos + 1 : min(self.end, self.pos + 2)]
        if following == "'":
            word.put(Literal(self.ansi()))  # its bytes may make a character only with those of another
        elif following == '"':
            self.pos += 1
            word.put(*self.double())
        elif following and following in DOUBLE_OPENERS + SINGLE_OPENERS:
            self.pos += 1
        else:
            found = parameter(self, word.last, quoted=False)
            word.put(Literal(found) if isinstance(found, Traced) else found)

    # Substitutions

    def substitution(self, opening: int, *, quoted: bool, sign: str = "") -> Part:
        """``$(...)``, ``<(...)``: bash's manual, "Command Substitution", "Process Substitution"."""
        place = self.at(opening, opening + 2)
        if self.depth >= DEEPEST:
            raise too_deep(place)
        self.depth += 1
        word, subshells = self.word, self.pasted.subshells
        self.pasted.subshells += 1
        items = self.shared.statements(self, ")", place)
        self.depth, self.pasted.subshells, self.word = self.depth - 1, subshells, word
        return self._numbered(items, opening, quoted, sign)

    def _backticks(self, *, quoted: bool, escaped: str = _IN_BACKTICKS) -> Part:
        """A substitution in backticks, with the characters that a backslash escapes there; a lone backtick is text."""
        start = self.pos
        closing = self.match(_BACKTICKS)
        if closing is None:
            self.say("backtick-kept", (start, start + 1))
            self.pos += 1
            return Literal(self.piece(start, start + 1))
        self.pos = closing.end()
        inner = self.source[start + 1 : self.pos - 1]
        unescaped = inner.sub(escaped_text(escaped), lambda found: found[1]) if "\\" in inner.text else inner
        inside = self.inside(start + 1, self.pos - 1, None if unescaped is inner else unescaped)
        inside.pasted.subshells += 1
        return self._numbered(self.shared.statements(inside, "", None), start, quoted)

    def _numbered(self, items: tuple[Item, ...], start: int, quoted: bool, sign: str = "") -> Part:
        self.shared.substitutions += 1
        if self.shared.substitutions > MOST_VARIABLES_TOGETHER:
            raise too_large(self.at(start, self.pos))
        found = Substitution(items, len(self.word.substitutions), self.at(start, self.pos), quoted, sign)
        self.word.substitutions.append(found)
        return found
