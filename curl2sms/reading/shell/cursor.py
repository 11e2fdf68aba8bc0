"""A cursor over shell text: what every part of the lexer stands on."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Self

from curl2sms.errors import Note, Span, note
from curl2sms.patterns import regex
from curl2sms.reading.shell.model import Output, TooDeepError
from curl2sms.reading.shell.variables import Scope
from curl2sms.records import draft

# Blanks that pages put where a person typed a space: no-break, em, thin, ideographic ... (Unicode's Zs).
ODD_BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
# Characters without width, that come along when text is copied: zero-width space, word joiner, byte order mark.
NO_WIDTH = "\u200b\u2060\ufeff"
DOUBLE_OPENERS, SINGLE_OPENERS = "“”„", "‘’"
DEEPEST = 50
MOST_NOTES = 2000
END = ""  # what UnclosedError wants where a substitution's text ends before its closing character
_BLANKS = regex(rf"[ \t{ODD_BLANKS}{NO_WIDTH}]+|\r(?=\n)")
CONTINUATION = regex(rf"\\(?P<odd>[ \t{ODD_BLANKS}{NO_WIDTH}]*)(?:\r?\n|$)")
# The same where a page has made blanks of the line ends: ``\ -d`` begins an option, and no word with a blank.
_JOINED_LINE = regex(rf"\\[ \t{ODD_BLANKS}]+(?=-{{1,2}}[A-Za-z]|['\"]?https?://)")
# What stands behind a word.
ENDS_WORD = regex(rf"[\s;&|)<>{ODD_BLANKS}]|\\[ \t]*\r?\n|$")


@draft
class Heredoc:
    """A here-document whose body begins at the next line: its delimiter, and whether variables are put in.

    ``span`` is the place of its beginning, and once the body is read, that of the body.
    """

    delimiter: str
    expands: bool
    strips_tabs: bool
    span: Span
    body: str | None = None
    values: tuple[Span, ...] = ()


class Cursor:
    """A cursor over a text: ``text[pos:end]`` is still to be read.

    ``substitute`` reads a command substitution: it is given the cursor that stands after its opening and the
    character that closes it, and returns its output. ``where`` is the place of the whole in the source, where the
    text is not the source itself: a here-document's body, say. ``values`` are the places of the assigned values that
    were put in.
    """

    def __init__(
        self,
        text: str,
        scope: Scope,
        substitute: Callable[[Any, str], Output],
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
        self.smart_failures = 0
        self.bent_json = 0
        self.call = False  # whether the words that are read are those of a call of curl
        self.apostrophes = False  # whether a quote between letters is text
        self.text_brackets = 0  # how many brackets of the call are open that are text

    def at(self, start: int, end: int) -> Span:
        """The place in the source of ``text[start:end]``."""
        return self.where or Span(start, end)

    def inside(self, start: int, end: int) -> Self:
        """A cursor for a part of this one's text."""
        if self.depth >= DEEPEST:
            raise TooDeepError(self.at(start, end))
        cursor = type(self)(
            self.text,
            self.scope,
            self.substitute,
            start=start,
            end=end,
            notes=self.notes,
            depth=self.depth + 1,
            where=self.where,
        )
        cursor.values = self.values
        cursor.apostrophes = self.apostrophes
        return cursor

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
            elif self.peek() == "\\" and (found := self.match(CONTINUATION)):
                if found["odd"]:
                    self.say("blank-after-backslash", found.span())
                self.pos = found.end()
            elif self.peek() == "\\" and (found := self.match(_JOINED_LINE)):
                self.say("blank-after-backslash", found.span())
                self.pos = found.end()
            else:
                return

    def skip_comment(self) -> None:
        """Go to the end of the line."""
        at = self.text.find("\n", self.pos, self.end)
        self.pos = self.end if at < 0 else at

    def say(self, note_id: str, span: tuple[int, int], **values: object) -> None:
        """Note something about a stretch of the text."""
        if len(self.notes) < MOST_NOTES:
            self.notes.append(note(note_id, self.at(*span), **values))
