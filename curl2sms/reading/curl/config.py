"""``--config -``: options that stand in a text (curl's manual, ``--config``; tool_parsecfg.c)."""

from __future__ import annotations

import re

from curl2sms.errors import Note, SampleError, Span, note
from curl2sms.patterns import regex
from curl2sms.reading.shell import Word
from curl2sms.traced import spelt

# A line: an option; a value, quoted or one word; what is left. Only a line feed ends a line, and blanks are those of
# ASCII. A long option may stand without its hyphens, and only then may ``=`` or ``:`` stand before its value.
_LINE = regex(
    r"\s*(?![#/*])(?:(?P<dashed>-\S*)\s*|(?P<name>[^\s=:]+)(?P<separated>[\s=:]*))"
    r"(?:\"(?P<quoted>(?:[^\"\\]|\\.)*)(?P<closed>\"?)|(?P<bare>\S+)\s*(?P<left>[^#]*))?",
    re.DOTALL | re.ASCII,
)
_CHARS = {"t": "\t", "n": "\n", "r": "\r", "v": "\v"}


def words(text: str, span: Span) -> tuple[list[Word], list[Note]]:
    """The arguments that a config's lines stand for, and what is to be said; ``span`` is the text's place.

    Raises SampleError for a quote that its line doesn't close: curl's versions end such a value differently.
    """
    found: list[Word] = []
    notes = []
    for line in text.split("\n"):
        match = _LINE.match(line)
        if match is None:
            continue
        option = match["dashed"] or f"--{match['name']}"
        value = match["bare"]
        if match["quoted"] is not None:
            if not match["closed"]:
                raise SampleError(note("quote-unclosed", span, quote='"'))
            value = re.sub(r"\\(.)", lambda one: _CHARS.get(one[1], one[1]), match["quoted"])
        elif value and value.startswith("#") and not (match["separated"] or "").strip():  # it belongs to a switch
            value = None
        elif left := (match["left"] or "").strip():
            notes.append(note("config-value-cut", span, option=option, text=left))
        if value is None:
            found.append(Word(spelt(option, span), span))
        elif match["name"]:  # so a switch can't leave it to be taken for a URL
            found.append(Word(spelt(f"{option}={value}", span), span))
        else:
            found += Word(spelt(option, span), span), Word(spelt(value, span), span, bare=False)
    return found, notes
