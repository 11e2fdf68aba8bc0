"""PowerShell: a backtick continues a line and escapes; a doubled quote inside quotes of its kind is one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from curl2sms.patterns import regex
from curl2sms.reading.script.cursor import Cursor
from curl2sms.reading.windows.console import ConsoleScript, Dialect, Reference
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


def _opens(sign: str, before: Sequence[Traced]) -> bool:
    del sign, before
    return True


def _reference(cursor: Cursor, quote: str) -> Reference | None:
    """``$NAME``, ``$env:NAME``, ``$($NAME)``; any other ``$(...)`` is computed."""
    if cursor.peek() != "$" or quote == "'":
        return None
    if found := cursor.match(_VARIABLE):
        return Reference(found["sub"] or found["name"] or found["braced"], *found.span())
    found = cursor.match(_SUBEXPRESSION)
    return Reference(None, *found.span()) if found else None


def _special(cursor: Cursor, quote: str) -> tuple[str, str]:
    sign, following = cursor.peek(), cursor.peek(2)[1:]
    if sign == "`" and quote != "'":
        cursor.pos = min(cursor.end, cursor.pos + 2)
        return "" if following in {"\r", "\n"} else _ESCAPES.get(following, following), quote
    if sign + following == '\\"':  # Windows PowerShell hands quotes to a program only so
        cursor.pos += 2
        return '"', quote
    cursor.pos += 1
    return sign, quote


def _assigned(text: str, start: int, end: int, given_up: set[str]) -> re.Match[str] | None:
    """``given_up`` are the quotes of here-strings that never close."""
    opening = _HERE_OPENS.match(text, start, end)
    if opening and opening["quote"] not in given_up:
        if found := _HERE_STRING.match(text, start, end):
            return found
        given_up.add(opening["quote"])  # then none closes further on
    return _ASSIGN.match(text, start, end)


_POWERSHELL = Dialect("PowerShell", _opens, _reference, _special, _assigned)


def script(text: Traced) -> ConsoleScript:
    """What reads a text for PowerShell."""
    return ConsoleScript(text, _POWERSHELL)
