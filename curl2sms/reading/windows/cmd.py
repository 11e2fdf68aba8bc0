"""cmd.exe: ``^`` continues a line, and escapes outside quotes; no single quotes; ``%NAME%`` puts a value in.

The C runtime then cuts the line into words, with ``\\"`` and ``""`` for a quote inside quotes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from curl2sms.patterns import regex
from curl2sms.reading.script.cursor import Cursor
from curl2sms.reading.windows.console import ConsoleScript, Dialect, Reference
from curl2sms.traced import Traced

_SET = regex(r"[ \t]*set[ \t]+\"?(?P<name>[A-Za-z_]\w*)=(?P<value>[^\r\n]*?)\"?[ \t]*\r?(?:\n|$)", re.IGNORECASE)
_VARIABLE = regex(r"%(?P<name>[A-Za-z_]\w*)%|%%|%(?P<number>[1-9])(?![0-9A-Fa-f])|!(?P<late>[A-Za-z_]\w*)!")
_LINE_END = regex(r"\r?\n")
_BACKSLASHES = regex(r"\\+")
# What a caret escapes between double quotes too, as browsers write it.
_ESCAPED_IN_QUOTES = frozenset('"^\\%!&<>|{}')


def _opens(sign: str, before: Sequence[Traced]) -> bool:
    """A single quote is quoting only where the author took it for one: at the beginning of a word or a value."""
    return sign == '"' or not before or before[-1].text.endswith("=")


def _reference(cursor: Cursor, quote: str) -> Reference | None:
    del quote  # a value is put in everywhere
    found = cursor.match(_VARIABLE)
    name = found and (found["name"] or found["late"] or (found["number"] and f"ARGUMENT_{found['number']}"))
    return Reference(name, *found.span()) if found and name else None


def _special(cursor: Cursor, quote: str) -> tuple[str, str]:
    sign, following = cursor.peek(), cursor.peek(2)[1:]
    if sign == "^" and (quote != '"' or following in _ESCAPED_IN_QUOTES):
        return _after_caret(cursor, quote)
    if sign == "\\":
        return _backslashes(cursor, quote)
    cursor.pos += 2 if sign == following == "%" else 1
    return sign, quote


def _after_caret(cursor: Cursor, quote: str) -> tuple[str, str]:
    """``^"`` opens and closes quotes as ``"`` does; ``^\\^"`` is a quote of the text; ``^`` else is dropped."""
    cursor.pos += 1
    if found := cursor.match(_LINE_END):
        cursor.pos = found.end()
        # A caret before a line end joins; Chrome writes a line break inside data as ^ and an empty line.
        if quote and (found := cursor.match(_LINE_END)):
            cursor.pos = found.end()
            return "\n", quote
        return "", quote
    following = cursor.peek()
    if following == '"':
        cursor.pos += 1
        if quote == '"' and cursor.peek(2) == '^"':
            cursor.pos += 2
            return '"', quote
        return "", {"": '"', '"': ""}.get(quote, quote)
    if cursor.peek(3) == '\\^"':
        cursor.pos += 3
        return '"', quote
    if following == "\\":
        return _backslashes(cursor, quote)
    cursor.pos = min(cursor.end, cursor.pos + 1)
    return following, quote


def _backslashes(cursor: Cursor, quote: str) -> tuple[str, str]:
    """The C runtime's rule: backslashes are text unless a quote follows; then two are one, and one escapes it."""
    found = cursor.match(_BACKSLASHES)
    count = len(found[0]) if found else 1
    cursor.pos += count
    before_quote = cursor.peek() == '"'
    if not before_quote or quote == "'":
        if before_quote and count == 1:
            cursor.pos += 1
            return '"', quote
        return "\\" * count, quote
    if count % 2:
        cursor.pos += 1
        return "\\" * (count // 2) + '"', quote
    return "\\" * (count // 2), quote


def _assigned(text: str, start: int, end: int, given_up: set[str]) -> re.Match[str] | None:
    del given_up
    return _SET.match(text, start, end)


_CMD = Dialect("the Windows command prompt", _opens, _reference, _special, _assigned)


def script(text: Traced) -> ConsoleScript:
    """What reads a text for cmd."""
    return ConsoleScript(text, _CMD)
