"""PowerShell: a backtick continues a line and escapes; a doubled quote inside quotes of its kind is one."""

from __future__ import annotations

import re

from curl2sms.patterns import regex
from curl2sms.reading.windows.console import ConsoleScript, Reference
from curl2sms.traced import Traced

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
_SUBEXPRESSION = regex(r"\$\([^()\r\n]*\)")
_VARIABLE = regex(
    r"\$\(\$(?:env:)?(?P<sub>[A-Za-z_]\w*)\)|\$(?:env:)?(?P<name>[A-Za-z_]\w*)|\$\{(?:env:)?(?P<braced>[A-Za-z_]\w*)\}",
    re.IGNORECASE,
)
# What a backtick begins.
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "0": "\0", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}


class PowerShellScript(ConsoleScript):
    """The commands of a text for PowerShell."""

    console = "PowerShell"
    operators = "|>&;"

    def __init__(self, source: Traced) -> None:
        super().__init__(source)
        self._never_closed: set[str] = set()  # the quotes of here-strings

    def assigned(self, start: int, end: int) -> re.Match[str] | None:
        """``$NAME = 'value'``, or a here-string."""
        opening = _HERE_OPENS.match(self.text, start, end)
        if opening and opening["quote"] not in self._never_closed:
            if found := _HERE_STRING.match(self.text, start, end):
                return found
            self._never_closed.add(opening["quote"])  # then none closes further on
        return _ASSIGN.match(self.text, start, end)

    def reference(self) -> Reference | None:
        """``$NAME``, ``$env:NAME``, ``$($NAME)``; any other ``$(...)`` is computed."""
        if self.peek() != "$" or self.quote == "'":
            return None
        if found := self.match(_VARIABLE):
            return Reference(found["sub"] or found["name"] or found["braced"], *found.span())
        found = self.match(_SUBEXPRESSION)
        return Reference(None, *found.span()) if found else None

    def special(self) -> str:
        """A backtick, a quote after a backslash, or text."""
        two = self.peek(2)
        sign, following = two[:1], two[1:]
        if sign == "`" and self.quote != "'":
            self.pos = min(self.end, self.pos + 2)
            return "" if following in {"\r", "\n"} else _ESCAPES.get(following, following)
        if sign + following == '\\"':  # Windows PowerShell hands quotes to a program only so
            self.pos += 2
            return '"'
        self.pos += 1
        return sign
