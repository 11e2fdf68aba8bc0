"""A command that stands in a string of another language: ``os.system("curl ...")``, ``["curl", "-d", ...]``.

Quotes, escapes and the signs that join strings are much the same in JavaScript, Python, PHP, Java, C#, Ruby, YAML and
JSON; the rules here are those that they share.
"""

from __future__ import annotations

import re

from curl2sms.errors import Span
from curl2sms.patterns import regex
from curl2sms.reading.shell.model import Word
from curl2sms.reading.shell.variables import Scope
from curl2sms.records import record
from curl2sms.traced import Traced, spelt

_LITERAL = regex(
    r"(?P<quote>\"\"\"|''')(?P<long>(?:[^\\]|\\.)*?)(?P=quote)"
    r"|\"(?P<double>(?:[^\"\\]++|\\.|\"\")*+)\"|'(?P<single>(?:[^'\\]++|\\.|'')*+)'|`(?P<back>(?:[^`\\]++|\\.)*+)`|“(?P<smart>[^\n]*)”",
    re.DOTALL,
)
# What joins a string to the next, and a name that is joined to one.
_JOINT = regex(r"\s*(?:[+.&]\s*|\\?\r?\n\s*)(?=[\"'`])")
_NAME = regex(r"\s*[+.&]\s*(?P<name>\$?[A-Za-z_][\w.]*(?:->\w+)*(?:\([^()\n]*\))?)(?=\s*(?:[+.&;,)]|$))", re.MULTILINE)
_GOES_ON = regex(r"\s*(?:[+.&](?![.&])|%\s*[\w(]|\.format\()")
# What is undone in a string, by its kind; a doubled quote is one.
_ESCAPES = {
    "double": regex(r"\\(?P<char>.)|\"(?P<doubled>\")", re.DOTALL),
    "single": regex(r"\\(?P<char>['\\])|'(?P<doubled>')"),
    "smart": regex(r"(?P<char>(?!))(?P<doubled>)"),
    "back": regex(r"\\(?P<char>[`\\])|(?P<doubled>(?!))"),
}
_CHARS = {"n": "\n", "t": "\t", "r": "\r", "\n": "\\\n"}
IN_LIST = regex(r"[\"'](?:[\w./-]*/)?curl(?:\.exe)?[\"']\s*,\s*\[?\s*(?=[\"'])")
_COMMA = regex(r"\s*,\s*(?=[\"'`\w$])")
_ITEM = regex(r"\$?(?P<name>[A-Za-z_]\w*)(?![\w.(\[])")


@record
class Literal:
    """A string, or several that are joined: their text, their place, and whether more is joined to them."""

    text: str
    span: Span
    goes_on: bool = False


def literal(text: str, start: int, end: int, scope: Scope) -> Literal | None:
    """The string that begins at ``start``, with what is joined to it; a joined name becomes a variable."""
    found = _LITERAL.match(text, start, end)
    if found is None:
        return None
    parts = [_undone(found)]
    while True:
        joint = _JOINT.match(text, found.end(), end)
        following = joint and _LITERAL.match(text, joint.end(), end)
        if following:
            parts.append(_undone(following))
        elif following := _NAME.match(text, found.end(), end):
            name = regex(r"\W+").sub("_", following["name"]).strip("_")
            parts.append(scope.unset(name, f"{following['name']} in the sample"))
        else:
            break
        found = following
    return Literal("".join(parts), Span(start, found.end()), _GOES_ON.match(text, found.end(), end) is not None)


def listed(text: str, start: int, end: int, scope: Scope) -> tuple[Word, ...] | None:
    """The words of ``"curl", "-d", "to=1"``, a list of strings that begins at ``start``; None where there is none."""
    found = IN_LIST.match(text, start, end)
    if found is None:
        return None
    words = [Word(Traced("curl"), Span(start, start + 1))]
    at = found.end()
    while True:
        if found := _LITERAL.match(text, at, end):
            span = Span(*found.span())
            words.append(Word(spelt(_undone(found), span), span, bare=False))
        elif found := _ITEM.match(text, at, end):
            span = Span(*found.span())
            words.append(Word(spelt(scope.unset(found["name"]), span), span, bare=False))
        else:
            break
        comma = _COMMA.match(text, found.end(), end)
        if comma is None:
            break
        at = comma.end()
    return tuple(words)


def _undone(found: re.Match[str]) -> str:
    """What a string holds. Between single quotes and backticks a backslash escapes only the quote and itself."""
    if found["long"] is not None:
        return found["long"]
    kind = next(kind for kind in _ESCAPES if found[kind] is not None)
    return _ESCAPES[kind].sub(lambda one: one["doubled"] or _CHARS.get(one["char"], one["char"]), found[kind])
