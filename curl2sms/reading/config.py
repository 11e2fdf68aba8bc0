"""``--config -``: options that stand in a text (curl's manual, ``--config``; tool_parsecfg.c)."""

from __future__ import annotations

import re

from curl2sms.errors import Span
from curl2sms.patterns import regex
from curl2sms.reading.shell import Word

# A line: an option, long ones also without their hyphens; a blank, ``=`` or ``:``; its value, quoted or one word.
_LINE = regex(
    r"[ \t]*(?P<option>[^\s=:#]+)[ \t]*[=:]?[ \t]*(?:\"(?P<quoted>(?:[^\"\\]|\\.)*)\"|(?P<bare>[^\s#]\S*))?", re.DOTALL
)
_CHARS = {"t": "\t", "n": "\n", "r": "\r", "v": "\v"}


def words(text: str, span: Span) -> list[Word]:
    """The arguments that a config's lines stand for; ``span`` is the text's place."""
    found = []
    for line in text.splitlines():
        match = _LINE.match(line)
        if match is None:
            continue
        name = match["option"]
        found.append(Word(name if name.startswith("-") else f"--{name}", span))
        if match["quoted"] is not None:
            value = re.sub(r"\\(.)", lambda one: _CHARS.get(one[1], one[1]), match["quoted"])
            found.append(Word(value, span, bare=False))
        elif match["bare"] is not None:
            found.append(Word(match["bare"], span, bare=False))
    return found
