"""Where in the sample the characters of a word stand, as long as the shell's reading gives a word one place only."""

from __future__ import annotations

import re
from collections.abc import Sequence

from curl2sms.errors import Source, Span
from curl2sms.patterns import regex
from curl2sms.reading.shell import Command, Word
from curl2sms.records import replace
from curl2sms.traced import Traced, joined, spelt, written

_LONGEST, _MOST_PARTS = 20_000, 200  # of a word: a longer one keeps its one place
# The parts of a word: in single quotes; a line that goes on; an escaped character; a variable; plain text; a quote.
_PART = regex(
    r"'(?P<single>[^']*)'|(?P<joined>\\\r?\n)|\\(?P<escaped>.)|(?P<variable>\$(?:\w+|\{\w+\}))|(?P<plain>[^\\\"'$`]+)|\"",
    re.DOTALL,
)


def with_places(source: Source, command: Command) -> Command:
    """The command, its words traced by their characters where the text between quotes is the sample's own."""
    words = (replace(word, traced=_traced(source, word, command.values)) for word in command.words)
    return replace(command, words=tuple(words))


def _traced(source: Source, word: Word, values: Sequence[Span]) -> Traced:
    text, span = word.traced, word.span
    if len(text) > _LONGEST or not any(run.span == span and not run.exact for run in text.runs):
        return text
    places: list[Span] = []
    pattern: list[str] = []
    at = span.start
    while at < span.end:
        part = _PART.match(source.text, at, span.end)
        if part is None or len(places) == _MOST_PARTS:
            return text
        at = part.end()
        if part.lastgroup not in (None, "joined"):
            places.append(Span(*part.span(part.lastgroup)))
            pattern.append(r"(.*?)" if part.lastgroup == "variable" else f"({re.escape(part[part.lastgroup])})")
    found = re.fullmatch("".join(pattern), text.text, re.DOTALL) if places else None
    if found is None:
        return text
    pieces = zip(found.groups(), places, strict=True)
    return joined(_piece(source, piece, place, values) for piece, place in pieces)


def _piece(source: Source, text: str, place: Span, values: Sequence[Span]) -> Traced:
    """A part of a word; of a variable the value that it was given, where one of them reads so."""
    if source.text[place.start : place.end] == text:
        return written(text, place.start)
    given = [one.end - len(text) for one in values if source.text[one.start : one.end].endswith(f"={text}")]
    return written(text, given[0]).put_in_at(place) if len(given) == 1 else spelt(text, place)
