"""Quotes: where they end, also those of pasted text, which hold quotes themselves or are typographic.

Bash's manual, "Quoting". Nothing is put in here: what is between double quotes is read by ``grammar``.
"""

from __future__ import annotations

import re
from functools import cache, cached_property

from curl2sms.errors import Span
from curl2sms.patterns import regex
from curl2sms.reading.script.cursor import DOUBLE_OPENERS, ENDS_WORD, SINGLE_OPENERS, Cursor, unclosed
from curl2sms.records import record
from curl2sms.traced import Traced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from curl2sms.reading.pasted.quotes import PastedQuotes

_ANSI_END = regex(r"(?:[^'\\]++|\\.)*+'", re.DOTALL)
# A quote with JSON after it; a double one whose JSON has double quotes of its own, not escaped.
_JSON_OPENS = regex(r"'\s*[{\[]")
BARE_JSON_OPENS = regex(r'"\s*[{\[]\s*"(?!["$])')
_CLOSERS = {"“": "”", "„": "“", "‘": "’"}
_ESCAPED_QUOTE = regex(r"\\'")
# A character as browsers write it that is no single unit of UTF-16; bash would write each half for itself.
_SURROGATES = regex(
    r"(?<!\\)(?P<before>(?:\\\\)*+)\\u(?P<high>[Dd][89ABab][0-9A-Fa-f]{2})\\u(?P<low>[Dd][C-Fc-f][0-9A-Fa-f]{2})",
    only_with=("\\u",),
)
_GOES_ON = regex(r"[\w{\[<]")
QUOTES = "'\"" + DOUBLE_OPENERS + SINGLE_OPENERS


@cache
def escaped_text(escapes: str, plain: str = "") -> re.Pattern[str]:
    """What a backslash escapes, one of some characters, with the text after it that a pattern matches; a group."""
    return re.compile(rf"\\([{re.escape(escapes)}]{f'(?:{plain})?' if plain else ''})")


@record
class Surroundings:
    """What is around a text that is read: a place for what has none of its own, how many subshells are open.

    ``depth`` is in how many other texts, substitutions and quotes it is.
    """

    place: Span
    subshells: int = 0
    depth: int = 0


class Quotes(Cursor):
    """A cursor that knows where quotes end.

    ``apostrophes``: a single quote between letters is text, and so is one after a backslash (``'It isn\\'t'``), which
    a shell would take for the end. ``doubtful`` are the openings of quotes that close on another line before a letter,
    the first of each kind: where quotes never close, the one that is missing is likely that one's.
    """

    apostrophes: bool
    doubtful: dict[str, Span]

    def __init__(self, source: Traced, around: Surroundings, start: int, end: int | None) -> None:
        super().__init__(source, around.place, start, end)
        self.depth = around.depth

    @cached_property
    def pasted_quotes(self) -> PastedQuotes:
        """Looks for the ends of quotes that no shell knows; most commands have none."""
        from curl2sms.reading.pasted.quotes import PastedQuotes

        return PastedQuotes(self)

    def single(self) -> Traced:
        """``'...'``: bash's manual, "Single Quotes"."""
        at = self._closing_quote(self.pos + 1)
        if at < 0:
            raise unclosed(self.at(self.pos, self.pos + 1), "'")
        if self.text[at + 1 : min(self.end, at + 2)].isalnum() and _JSON_OPENS.match(self.text, self.pos, at):
            at = self.pasted_quotes.end_of_json("'") or at  # an apostrophe of the text: {"text": "Don't"}
        inner = self.piece(self.pos + 1, at)
        self.mind_closing(self.pos, at)
        self.pos = at + 1
        return inner.sub(_ESCAPED_QUOTE, "'") if self.apostrophes else inner

    def mind_closing(self, opening: int, at: int) -> None:
        """Remember where quotes open that close on another line, and before a letter."""
        if self.text.find("\n", opening, at) > 0 and _GOES_ON.match(self.text, at + 1, self.end):
            self.doubtful.setdefault(self.text[at], self.at(opening, opening + 1))

    def ansi(self) -> Traced:
        """``$'...'``: bash's manual, "ANSI-C Quoting"."""
        opening = self.pos
        closing = _ANSI_END.match(self.text, opening + 2, self.end)
        if closing is None:
            raise unclosed(self.at(opening, opening + 2), "'")
        self.pos = closing.end()
        inner = self.piece(opening + 2, self.pos - 1)
        if _SURROGATES.search(inner.text):
            self.say("surrogates-joined", (opening, self.pos))
            inner = inner.sub(_SURROGATES, _joined_surrogates)
        from curl2sms.reading.shell.evaluation import QUOTED, ansi_c

        return ansi_c(inner, QUOTED)

    def _closing_quote(self, start: int) -> int:
        """Where the next single quote is that is no apostrophe; -1 where none does."""
        at = self.text.find("'", start, self.end)
        if not self.apostrophes:
            return at
        within = False  # quotes after backslashes
        while at >= 0 and (self.is_apostrophe(at) or self._is_escaped(at, within)):
            escaped = self.text[at - 1] == "\\"
            if escaped:
                within = not within and not self.text[at - 2].isalpha()
            self.say("quote-escaped" if escaped else "apostrophe-kept", (at - escaped, at + 1))
            at = self.text.find("'", at + 1, self.end)
        return at

    def _is_escaped(self, at: int, within: bool) -> bool:
        """Whether a backslash means the quote at a place as text; ``within`` such quotes it may end a word."""
        is_behind = self.text[at - 1] == "\\" and self.text[at - 2] != "\\"
        return is_behind and (within or not ENDS_WORD.match(self.text, at + 1, self.end))

    def is_apostrophe(self, at: int) -> bool:
        """Whether the quote at a place is between letters, in a text that is read so."""
        return self.apostrophes and self.text[at - 1].isalpha() and self.text[at + 1 : at + 2].isalpha()

    def delimiter(self) -> tuple[str, bool]:
        """A here-document's delimiter, and whether any of it was quoted: nothing in the body is put in then."""
        start = self.pos
        parts: list[str] = []
        while self.pos < self.end and not ENDS_WORD.match(self.text, self.pos, self.end):
            character = self.peek()
            if character in QUOTES:
                closing = _CLOSERS.get(character, character)
                at = self.text.find(closing, self.pos + 1, self.end)
                if at < 0:
                    raise unclosed(self.at(self.pos, self.pos + 1), closing)
                parts.append(self.text[self.pos + 1 : at])
                self.pos = at + 1
            elif character == "\\":
                parts.append(self.text[self.pos + 1 : self.pos + 2])
                self.pos += 2
            else:
                parts.append(character)
                self.pos += 1
        return "".join(parts), bool({*QUOTES, "\\"} & {*self.text[start : self.pos]})


def _joined_surrogates(found: re.Match[str]) -> str:
    """The escape of the character that two halves of UTF-16 make."""
    units = bytes.fromhex(found["high"] + found["low"])
    return f"{found['before']}\\U{ord(units.decode('utf-16-be')):08X}"
