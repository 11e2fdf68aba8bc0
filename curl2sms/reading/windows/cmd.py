"""cmd.exe: ``^`` continues a line, and escapes outside quotes; no single quotes; ``%NAME%`` puts a value in.

The C runtime then cuts the line into words, with ``\\"`` and ``""`` for a quote inside quotes.
"""

from __future__ import annotations

import re

from curl2sms.patterns import regex
from curl2sms.reading.windows.console import ConsoleScript, Reference

_SET = regex(
    r"[ \t]*+set[ \t]++\"?(?P<name>[A-Za-z_]\w*)="
    r"(?P<value>(?>[^\"\s]+|\"(?![ \t]*+\r?(?:\n|$))|[^\S\r\n]++(?!\r?(?:\n|$)))*+)\"?+[ \t]*+\r?(?:\n|$)",
    re.IGNORECASE,
)
_VARIABLE = regex(r"%(?P<name>[A-Za-z_]\w*)%|%%|%(?P<number>[1-9])(?![0-9A-Fa-f])|!(?P<late>[A-Za-z_]\w*)!")
_LINE_END = regex(r"\^\r?\n")
# A line break of the text as Chrome writes it, within quotes, and Firefox, between two pairs of them.
_LINE_BREAK = regex(r"\^\r?\n\r?\n")
_LINE_BREAK_BETWEEN = regex(r"(?<=\")\^\r?\n\r?\n(?=\")")
_BACKSLASHES = regex(r"\\+")
# What a caret escapes between double quotes too, as browsers write it.
_ESCAPED_IN_QUOTES = frozenset('"^\\%!&<>|{}')


class CmdScript(ConsoleScript):
    """The commands of a text for cmd."""

    console = "the Windows command prompt"
    has_single_quotes = False

    def assigned(self, start: int, end: int) -> re.Match[str] | None:
        """``set NAME=value``."""
        return _SET.match(self.text, start, end)

    def reference(self) -> Reference | None:
        """``%NAME%``, ``%1``, ``!NAME!``: a value is put in whatever the quotes."""
        found = self.match(_VARIABLE)
        name = found and (found["name"] or found["late"] or (found["number"] and f"ARGUMENT_{found['number']}"))
        return Reference(name, *found.span()) if found and name else None

    def special(self) -> str:
        """A caret, backslashes, ``%%``, or text."""
        two = self.peek(2)
        sign, following = two[:1], two[1:]
        if following in {"\r", "\n"} and (found := self.match(_LINE_BREAK if self.quote else _LINE_BREAK_BETWEEN)):
            self.pos = found.end()
            return "\n"
        if sign == "^" and (self.quote != '"' or following in _ESCAPED_IN_QUOTES):
            return self._caret(following)
        if sign == "\\":
            return self._backslashes()
        self.pos += 2 if sign == following == "%" else 1
        return sign

    def _caret(self, following: str) -> str:
        """``^"`` opens and closes quotes as ``"`` does; ``^\\^"`` is a quote of the text; ``^`` else is dropped."""
        if following in {"\r", "\n"} and (found := self.match(_LINE_END)):  # the line goes on
            self.pos = found.end()
            return ""
        self.pos += 1
        if following == '"':
            self.pos += 1
            if self.quote == '"' and self.peek(2) == '^"':
                self.pos += 2
                return '"'
            self.quote = {"": '"', '"': ""}.get(self.quote, self.quote)
            return ""
        if following == "\\":
            if self.peek(3) == '\\^"':
                self.pos += 3
                return '"'
            return self._backslashes()
        self.pos = min(self.end, self.pos + 1)
        return following

    def _backslashes(self) -> str:
        """The C runtime's rule: backslashes are text unless a quote follows; then two are one, and one escapes it."""
        found = self.match(_BACKSLASHES)
        count = len(found[0]) if found else 1
        self.pos += count
        before_quote = self.peek() == '"'
        if not before_quote or self.quote == "'":
            if before_quote and count == 1:
                self.pos += 1
                return '"'
            return "\\" * count
        if count % 2:
            self.pos += 1
            return "\\" * (count // 2) + '"'
        return "\\" * (count // 2)
