"""Where quotes end that no shell would take for such: typographic ones, and those around JSON that holds the same."""

from __future__ import annotations

from itertools import islice

from curl2sms.patterns import regex
from curl2sms.reading.pasted.json_texts import is_json
from curl2sms.reading.script.cursor import DOUBLE_OPENERS, ENDS_WORD, SINGLE_OPENERS, Cursor

# Where typographic quotes may end: at one of their kind, or, given up, at an empty line.
_SMART_DOUBLE = regex(f'[{DOUBLE_OPENERS}"]|\n[ \t]*\r?\n')
_SMART_SINGLE = regex(f"[{SINGLE_OPENERS}']|\n[ \t]*\r?\n")
# So many JSON documents in quotes of their own kind, and typographic quotes that never close, are looked after; a text
# with more uses them as text.
_PATIENCE_WITH_JSON, _PATIENCE_WITH_QUOTES = 4, 3


class PastedQuotes:
    """Looks for the end of quotes that open at a cursor, and remembers how often it looked in vain."""

    def __init__(self, cursor: Cursor) -> None:
        self.cursor = cursor
        self._broken_json = 0
        self._never_closed = 0

    def end_of_json(self, quote: str) -> int | None:
        """Where quotes around a JSON document end that holds such quotes itself; None where no end makes it JSON."""
        cursor = self.cursor
        if self._broken_json > _PATIENCE_WITH_JSON:
            return None
        candidates = regex(rf"[}}\]]\s*{quote}").finditer(cursor.text, cursor.pos + 1, cursor.end)
        for found in islice(candidates, _PATIENCE_WITH_JSON):
            at = found.end() - 1
            if ENDS_WORD.match(cursor.text, at + 1, cursor.end) and is_json(cursor.text[cursor.pos + 1 : at]):
                cursor.say("quotes-in-json", (cursor.pos, cursor.pos + 1), quote=quote)
                return at
        self._broken_json += 1
        return None

    def end_of_smart(self, closers: str) -> int | None:
        """Where typographic quotes that open here close: before a space, an operator or the end; nested pairs count."""
        cursor = self.cursor
        if self._never_closed > _PATIENCE_WITH_QUOTES:
            return None
        self._never_closed += 1
        depth, straight = 0, False
        opener = cursor.text[cursor.pos]
        pattern = _SMART_DOUBLE if closers == DOUBLE_OPENERS else _SMART_SINGLE
        for found in pattern.finditer(cursor.text, cursor.pos + 1, cursor.end):
            character = found[0]
            if character.startswith("\n"):
                return None
            if character in "'\"":  # the first straight quote closes what it can only close
                if straight or opener in "”’" or not ENDS_WORD.match(cursor.text, found.end(), cursor.end):
                    straight = True
                    continue
                self._never_closed -= 1
                return found.start()
            if character == opener and opener in "“„‘" and not ENDS_WORD.match(cursor.text, found.end(), cursor.end):
                depth += 1
            elif depth and character != opener:
                depth -= 1
            elif ENDS_WORD.match(cursor.text, found.end(), cursor.end):
                self._never_closed -= 1
                return found.start()
        return None
