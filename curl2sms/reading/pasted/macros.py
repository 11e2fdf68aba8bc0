"""Macros of a monitoring system, which puts values into a command before any shell reads it.

``$CONTACTPAGER$`` (Nagios, Icinga: "Standard Macros") and ``{$SMS.KEY}`` (Zabbix: "User macros"). To a shell the first
is a variable with a dollar sign behind it, and the second one within braces. A name that the text itself sets is one of
the shell.
"""

from __future__ import annotations

import re

from curl2sms.errors import Note, note
from curl2sms.patterns import regex
from curl2sms.traced import Traced

_MACRO = regex(
    r"(?<![\\$^\w])\$(?P<dollars>[A-Z][A-Z0-9_]{2,60})\$(?![\w{($])"
    r"|\{\$(?P<braces>[A-Z0-9_]{1,40}(?:\.[A-Z0-9_]{1,40}){1,6})\}"
)
_SET = regex(
    r"(?:^|[;(]|&&|\|\||\b(?:export|readonly|local|declare)\b)[ \t]*(?P<name>[A-Z][A-Z0-9_]{2,60})=", re.MULTILINE
)


def as_variables(text: Traced) -> tuple[Traced, list[Note]]:
    """A text with a variable of the shell for each macro, and a note on each name."""
    if "$" not in text.text or not _MACRO.search(text.text):
        return text, []
    notes: dict[str, Note] = {}
    of_shell = {found["name"] for found in _SET.finditer(text.text)}

    def variable(found: re.Match[str]) -> str:
        if found["dollars"] in of_shell:
            return found[0]
        name = (found["dollars"] or found["braces"]).replace(".", "_")
        notes.setdefault(name, note("macro-of-monitoring", text.span(*found.span()), text=found[0], name=name))
        return f"${{{name}}}"

    return text.sub(_MACRO, variable), [*notes.values()]
