"""A command that was copied from a page's source: its quotes and signs are character references (HTML 13.1.4)."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable

from curl2sms.errors import Note, Span
from curl2sms.patterns import regex
from curl2sms.reading.shell.model import Command, Stdin
from curl2sms.records import replace
from curl2sms.traced import Run, Traced

_REFERENCE = regex(r"&(?:quot|apos|lt|gt|amp|nbsp|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});")


def first(text: str) -> Span:
    """The place of the first reference."""
    found = _REFERENCE.search(text)
    return Span(*found.span()) if found else Span(0, 0)


def undone(text: str) -> tuple[str, list[int]]:
    """The text that a page shows, and for each of its characters, and its end, the place in the source."""
    parts: list[str] = []
    places: list[int] = []
    at = 0
    for found in _REFERENCE.finditer(text):
        parts += text[at : found.start()], html.unescape(found[0])
        places += range(at, found.start())
        places += [found.start()] * len(parts[-1])
        at = found.end()
    parts.append(text[at:])
    places += range(at, len(text) + 1)
    return "".join(parts), places


def mover(places: list[int]) -> Callable[[Span], Span]:
    """What finds the place in the source of a place in the text that is shown."""

    def moved(span: Span) -> Span:
        last = places[span.end - 1] if span.end > span.start else places[span.start]
        following = places[min(span.end, len(places) - 1)]
        return Span(places[span.start], max(following, last))

    return moved


def moved_notes(notes: Iterable[Note], moved: Callable[[Span], Span]) -> tuple[Note, ...]:
    """Notes with their places in the source."""
    return tuple(replace(note, span=moved(note.span)) if note.span else note for note in notes)


def moved_command(command: Command, moved: Callable[[Span], Span]) -> Command:
    """A command with its places in the source."""
    return replace(
        command,
        words=tuple(
            replace(word, traced=_moved_text(word.traced, moved), span=moved(word.span)) for word in command.words
        ),
        span=moved(command.span),
        stdin=_moved_input(command.stdin, moved) if command.stdin else None,
        values=tuple(map(moved, command.values)),
    )


def _moved_input(stdin: Stdin, moved: Callable[[Span], Span]) -> Stdin:
    return Stdin(None if stdin.traced is None else _moved_text(stdin.traced, moved), moved(stdin.span))


def _moved_text(text: Traced, moved: Callable[[Span], Span]) -> Traced:
    runs = (Run(run.start, run.end, moved(run.span), False, run.used and moved(run.used)) for run in text.runs)
    return Traced(text.text, tuple(runs))
