"""``--config -``: options that are in a text (curl's manual, ``--config``; tool_parsecfg.c)."""

from __future__ import annotations

import re

from curl2sms.errors import Note, SampleError, Span, note
from curl2sms.patterns import regex
from curl2sms.reading.script.model import Word
from curl2sms.traced import Traced, joined

# A line: an option; a value, quoted or one word; what is left. Only a line feed ends a line, and spaces are those of
# ASCII. A long option may be without its hyphens, and only then may ``=`` or ``:`` are before its value.
_LINE = regex(
    r"\s*(?![#/*])(?:(?P<dashed>-\S*)\s*|(?P<name>[^\s=:]+)(?P<separated>[\s=:]*))"
    r"(?:\"(?P<quoted>(?:[^\"\\]|\\.)*)(?P<closed>\"?)|(?P<bare>\S+)\s*(?P<left>[^#]*))?",
    re.DOTALL | re.ASCII,
)
_ESCAPED = regex(r"\\(.)")
_CHARS = {"t": "\t", "n": "\n", "r": "\r", "v": "\v"}


def words(text: Traced, span: Span) -> tuple[list[Word], list[Note]]:
    """The arguments that a config's lines mean, and what is to be reported; ``span`` is the text's place.

    Raises SampleError for a quote that its line doesn't close: curl's versions end such a value differently.
    """
    found: list[Word] = []
    notes = []
    for line in text.split("\n"):
        match = _LINE.match(line.text)
        if match is None:
            continue
        option = _part(line, match, "dashed") or Traced("--") + line[slice(*match.span("name"))]
        value = _part(line, match, "bare")
        if match["quoted"] is not None:
            if not match["closed"]:
                raise SampleError(note("quote-unclosed", span, quote='"'))
            value = line[slice(*match.span("quoted"))].sub(_ESCAPED, lambda one: _CHARS.get(one[1], one[1]))
        elif value and value.text.startswith("#") and not (match["separated"] or "").strip():  # it belongs to a switch
            value = None
        elif left := (match["left"] or "").strip():
            notes.append(note("config-value-cut", span, option=option.text, text=left))
        if value is None:
            found.append(Word(option, span))
        elif match["name"]:  # so a switch can't leave it to be taken for a URL
            found.append(Word(joined((option, value), "="), span))
        else:
            found += Word(option, span), Word(value, span, bare=False)
    return found, notes


def _part(line: Traced, match: re.Match[str], group: str) -> Traced | None:
    return line[slice(*match.span(group))] if match[group] else None
