"""A cursor over shell text, and what parts its words (bash's manual, "Definitions", "Shell Operation")."""

from __future__ import annotations

import re
from collections.abc import Iterable

from curl2sms.errors import Note, SampleError, Span, note
from curl2sms.patterns import regex
from curl2sms.reading.script.limits import MOST_NOTES
from curl2sms.traced import Traced, written

# Spaces that pages put where a person typed a space: no-break, em, thin, ideographic ... (Unicode's Zs).
ODD_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
# Characters without width, that come along when text is copied: zero-width space, word joiner, byte order mark.
NO_WIDTH = "\u200b\u2060\ufeff"
DOUBLE_OPENERS, SINGLE_OPENERS = "“”„", "‘’"
# Most spaces are plain ones, with something plain behind them.
_PLAIN_SPACES = regex(r"[ \t]*+(?=[\x00-\x7f])(?![\r\\])")
_SPACES = regex(rf"[ \t{ODD_SPACES}{NO_WIDTH}]+|\r(?=\n)")
CONTINUATION = regex(rf"\\(?P<odd>[ \t{ODD_SPACES}{NO_WIDTH}]*)(?:\r?\n|$)")
# The same where a page has made spaces of the line ends: ``\ -d`` begins an option, and no word with a space.
_JOINED_LINE = regex(rf"\\[ \t{ODD_SPACES}]+(?=-{{1,2}}[A-Za-z]|['\"]?https?://)")
# What is after a word.
ENDS_WORD = regex(rf"[\s;&|)<>{ODD_SPACES}]|\\[ \t]*\r?\n|$")


class Cursor:
    """A cursor over a text: ``text[pos:end]`` is still to be read.

    ``source`` is the text with the places of its characters in the sample, ``around`` a place for those that have none.
    """

    def __init__(self, source: Traced, around: Span, start: int = 0, end: int | None = None) -> None:
        self.source = source
        self.around = around
        self.text = source.text
        self.pos = start
        self.end = len(self.text) if end is None else end
        self.notes: list[Note] = []
        self._is_sample = source.is_sample

    def at(self, start: int, end: int) -> Span:
        """The place in the sample of ``text[start:end]``."""
        return Span(start, end) if self._is_sample else place(self.source, start, end, self.around)

    def piece(self, start: int, end: int) -> Traced:
        """``text[start:end]``, its line ends those of Unix."""
        piece = self.stretch(start, end)
        return piece.replace("\r\n", "\n") if "\r" in piece.text else piece

    def stretch(self, start: int, end: int) -> Traced:
        """``text[start:end]``."""
        return written(self.text[start:end], start) if self._is_sample else self.source[start:end]

    def peek(self, length: int = 1) -> str:
        """The next characters, without reading them."""
        end = self.pos + length
        return self.text[self.pos : end if end < self.end else self.end]

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """A pattern at the cursor."""
        return pattern.match(self.text, self.pos, self.end)

    def skip_spaces(self) -> None:
        """Go over spaces and continuations; a space that is none to bash, and spaces after a backslash, are noted."""
        while self.pos < self.end:
            if found := _PLAIN_SPACES.match(self.text, self.pos, self.end):
                self.pos = found.end()
                return
            if self.peek(2) == "\\\n":
                self.pos += 2
            elif found := self.match(_SPACES):
                if not found[0].isascii():
                    self.say("odd-blank", found.span())
                self.pos = found.end()
            elif self.peek() == "\\" and (found := self.match(CONTINUATION)):
                if found["odd"]:
                    self.say("blank-after-backslash", found.span())
                self.pos = found.end()
            elif self.peek() == "\\" and (found := self.match(_JOINED_LINE)):
                self.pass_over(found, "blank-after-backslash")
            else:
                return

    def skip_comment(self) -> None:
        """Go to the end of the line."""
        at = self.text.find("\n", self.pos, self.end)
        self.pos = self.end if at < 0 else at

    def pass_over(self, found: re.Match[str], note_id: str, **values: object) -> None:
        """Go over a match, and note it."""
        self.say(note_id, found.span(), **values)
        self.pos = found.end()

    def say(self, note_id: str, span: tuple[int, int], **values: object) -> None:
        """Note something about a stretch of the text."""
        if len(self.notes) < MOST_NOTES:
            self.notes.append(note(note_id, self.at(*span), **values))


def place(text: Traced, start: int, end: int, around: Span) -> Span:
    """Where a stretch of a text is in the sample; a value that was put in is where its variable does."""
    stretch = text[start:end]
    places = [run.place for run in stretch.runs]
    if places:
        return places[0] if len(places) == 1 else hull(places)
    point = text.span(start, start) if start >= end else None
    return point or around


def hull(spans: Iterable[Span]) -> Span:
    """The stretch from the first of some places to the last."""
    places = list(spans)
    return Span(min(one.start for one in places), max(one.end for one in places))


class UnclosedError(SampleError):
    """A quote, a bracket or a here-document is opened and never closed; ``wanted`` is what would close it."""

    def __init__(self, said: Note, wanted: str) -> None:
        super().__init__(said)
        self.wanted = wanted


def unclosed(opening: Span, wanted: str) -> UnclosedError:
    """The error about a quote or a bracket."""
    return UnclosedError(note("quote-unclosed", opening, quote=wanted), wanted)
