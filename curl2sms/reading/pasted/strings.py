"""A command that is in a string of another language: ``os.system("curl ...")``, ``["curl", "-d", ...]``.

Quotes, escapes and the signs that join strings are much the same in JavaScript, Python, PHP, Java, C#, Ruby, YAML and
JSON; the rules here are those that they share.
"""

from __future__ import annotations

import re

from curl2sms.patterns import regex
from curl2sms.reading.script.cursor import Cursor
from curl2sms.reading.script.model import Word
from curl2sms.reading.script.variables import Variables
from curl2sms.records import record
from curl2sms.traced import Traced, joined, spelt

_LITERAL = regex(
    r"(?P<quote>\"\"\"|''')(?P<long>(?:[^\\]|\\.)*?)(?P=quote)"
    r"|\"(?P<double>(?:[^\"\\]++|\\.|\"\")*+)\"|'(?P<single>(?:[^'\\]++|\\.|'')*+)'|`(?P<back>(?:[^`\\]++|\\.)*+)`|“(?P<smart>[^\n]*)”",
    re.DOTALL,
)
# What joins a string to the next, and a name that is joined to one.
_JOINT = regex(r"(?:\s*+(?:[+.&]|\\\r?\n)|[^\S\n]*+\n)\s*+(?=[\"'`])")
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
# What JavaScript works out within backticks, and no shell would: ``${config.user || 'ME'}``, ``${token()}``.
_EXPRESSION = regex(r"\$\{\s*(?P<name>[A-Za-z_$][\w$]*+(?:\??\.[\w$]++)*+)(?P<rest>[^{}\n]*+)\}", only_with=("${",))
_NO_SHELL = regex(r"\s*(?:\|\||\?\?|&&|\(|\?\s|\s[-+*/]\s)")
IN_LIST = regex(r"[\"'](?:[\w./-]*/)?curl(?:\.exe)?[\"']\s*,\s*+(?:\[\s*+)?(?=[\"'])")
_COMMA = regex(r"\s*,\s*(?=[\"'`\w$])")
_LIST_ENDS = regex(r"[ \t]*(?:\r?\n|\Z)|\s*+,?\s*[\])}]")
_ITEM = regex(r"\$?(?P<name>[A-Za-z_]\w*)(?![\w.(\[])")


@record
class String:
    """A string, or several that are joined: what it holds, where it ends, and whether more is joined to it."""

    text: Traced
    end: int
    goes_on: bool = False


def string(cursor: Cursor, start: int, end: int, variables: Variables) -> String | None:
    """The string that begins at ``start``, with what is joined to it; a joined name becomes a variable."""
    text = cursor.text
    found = _LITERAL.match(text, start, end)
    if found is None:
        return None
    parts = [_undone(cursor, found, variables)]
    while True:
        joint = _JOINT.match(text, found.end(), end)
        following = joint and _LITERAL.match(text, joint.end(), end)
        if following:
            parts.append(_undone(cursor, following, variables))
        elif following := _NAME.match(text, found.end(), end):
            stand_in = _stand_in(following["name"], variables)
            parts.append(spelt(stand_in, cursor.at(*following.span("name"))))
        else:
            break
        found = following
    return String(joined(parts), found.end(), _GOES_ON.match(text, found.end(), end) is not None)


@record
class StringList:
    """The words of a call in a list of strings, where they end, and whether something follows that is none."""

    words: tuple[Word, ...]
    end: int
    goes_on: bool


def listed(cursor: Cursor, beginning: re.Match[str], end: int, variables: Variables) -> StringList:
    """The words of ``"curl", "-d", "to=1"``, whose beginning IN_LIST matches."""
    text = cursor.text
    words = [Word(Traced("curl"), cursor.at(beginning.start(), beginning.start() + 1))]
    at = behind = beginning.end()
    while True:
        if found := _LITERAL.match(text, at, end):
            words.append(Word(_undone(cursor, found, variables), cursor.at(*found.span()), bare=False))
        elif found := _ITEM.match(text, at, end):
            span = cursor.at(*found.span())
            words.append(Word(spelt(variables.unset(found["name"]), span), span, bare=False))
        else:
            break
        behind = found.end()
        comma = _COMMA.match(text, behind, end)
        if comma is None:
            break
        at = comma.end()
    return StringList(tuple(words), behind, goes_on=not _LIST_ENDS.match(text, behind, end))


def _undone(cursor: Cursor, found: re.Match[str], variables: Variables) -> Traced:
    """What a string holds. Between single quotes and backticks a backslash escapes only the quote and itself.

    What JavaScript works out between backticks becomes a variable.
    """
    if found["long"] is not None:
        return cursor.source[slice(*found.span("long"))]
    kind = next(kind for kind in _ESCAPES if found[kind] is not None)
    held = cursor.source[slice(*found.span(kind))]
    held = held.sub(_ESCAPES[kind], lambda one: one["doubled"] or _CHARS.get(one["char"], one["char"]))
    return held.sub(_EXPRESSION, lambda one: _worked_out(one, variables)) if kind == "back" else held


def _worked_out(found: re.Match[str], variables: Variables) -> str:
    if "." not in found["name"] and not _NO_SHELL.match(found["rest"]):
        return found[0]
    return _stand_in(found["name"], variables)


def _stand_in(name: str, variables: Variables) -> str:
    """The stand-in of a variable for a name of the program."""
    bare = regex(r"\W+").sub("_", name).strip("_")
    return variables.unset(bare, f"{name} in the sample")
