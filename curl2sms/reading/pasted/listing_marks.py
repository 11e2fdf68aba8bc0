"""What a page puts on each line of a listing: the number or the dash before it, the bars of the table that holds it.

A mark within a text of the listing looks the same (``- milk``). So a run of marked lines counts only where it is, by
itself, what is looked for: a program, or a text that calls curl.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from operator import attrgetter

from curl2sms.errors import Note, Stretch, note
from curl2sms.patterns import regex
from curl2sms.records import record
from curl2sms.remembering import remembered
from curl2sms.shown import Shortened
from curl2sms.traced import Traced

# What numbers the lines of a listing: ``1``, ``2.``, ``3:``.
NUMBER = regex(r"[ \t]*(?P<number>\d{1,4})[.):|]?(?:[ \t]|(?=\r?$))", re.MULTILINE)
_FIRST = regex(
    r"^[ \t]*1[.):|]?[ \t]",
    re.MULTILINE,
    only_with=tuple(f"1{sign}{space}" for sign in ("", *".):|") for space in " \t"),
)
_DASH = regex(r"[-•](?:[ \t]|(?=\r?$))", re.MULTILINE)
# A row of a table with an empty cell behind it, as gist.github.com has them; the last row ends earlier.
_BARS = regex(r"(?:(?<=\n)|[ \t]|\A)\|[ \t]\|[ \t]*(?=\r?$)", re.MULTILINE)
_LAST_BAR = regex(r"[ \t]\|[ \t]*(?=\r?$)", re.MULTILINE)
_FIRST_BAR = regex(r"\|[ \t]")
_FEWEST = 3  # lines of a listing


@record
class Listing:
    """A run of lines with marks in a text: where it begins and ends there, and where its marks are, in order."""

    start: int
    end: int
    marks: tuple[Stretch, ...]

    def bare(self, text: Traced) -> Traced:
        """The lines without their marks."""
        start = self.start
        return text[start : self.end].edited((mark.start - start, mark.end - start, "") for mark in self.marks)

    def removed(self, text: Traced) -> Note:
        """What is reported where the marks are taken out."""
        first = self.marks[0]
        shown = Shortened(text.text[first.start : first.end].strip())
        return note("listing-marks", text.known_span(first.start, first.end), text=shown)


def without(text: Traced, is_meant: Callable[[str], bool]) -> tuple[Traced, list[Note]]:
    """A text without the marks on the lines of its listings, and what is reported of that.

    ``is_meant`` says of the lines of a listing, without their marks, whether they are what is looked for.
    """
    found = _listings(text.text)
    meant = [one for one in found if is_meant(_bare_text(text.text, one.marks, one.start, one.end))]
    cuts = ((mark.start, mark.end, "") for one in meant for mark in one.marks)
    return text.edited(cuts), [one.removed(text) for one in meant]


def bare_text(text: str) -> str:
    """A text without the marks on the lines of all its listings."""
    return _bare_text(text, (mark for one in _listings(text) for mark in one.marks), 0, len(text))


def listings(text: Traced) -> Iterator[tuple[Traced, Note]]:
    """Each listing of a text whose lines have marks, without these, and what is reported of that."""
    return ((one.bare(text), one.removed(text)) for one in _listings(text.text))


def _bare_text(text: str, marks: Iterable[Stretch], start: int, end: int) -> str:
    """A stretch of a text without the marks that are in it."""
    pieces = []
    for mark in marks:
        pieces.append(text[start : mark.start])
        start = mark.end
    return "".join((*pieces, text[start:end]))


def _may_be_marked(text: str) -> bool:
    """Whether a text has some sign of a mark: most have none, and need no pattern."""
    dashes = text.startswith(("- ", "•")) or "\n- " in text or "\n•" in text
    return dashes or "| |" in text or _FIRST.search(text) is not None


@remembered
def _listings(text: str) -> list[Listing]:
    """Each run of lines with marks."""
    found: list[Listing] = []
    if not _may_be_marked(text):
        return found
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    lines = [Stretch(*line) for line in zip(starts, [*starts[1:], len(text)], strict=True)]
    at = 0
    while at < len(lines):
        run = max((run(text, lines, at) for run in _RUNS), key=attrgetter("count"))
        if run.count >= _FEWEST:
            found.append(Listing(lines[at].start, lines[at + run.count - 1].end, run.marks))
        at += max(run.count, 1)
    return found


@record
class _Run:
    """How many lines from one on have marks of a kind, and the marks."""

    count: int
    marks: tuple[Stretch, ...]


def _begun(mark: re.Pattern[str], text: str, lines: Sequence[Stretch], at: int, *, counts: bool = False) -> _Run:
    """Lines that begin with a mark; marks that count are numbers from 1 on."""
    marks: list[Stretch] = []
    for number in range(at, len(lines)):
        found = mark.match(text, lines[number].start, lines[number].end)
        if found is None or (counts and int(found["number"]) != len(marks) + 1):
            break
        marks.append(Stretch(*found.span()))
    return _Run(len(marks), tuple(marks))


def _barred(text: str, lines: Sequence[Stretch], at: int) -> _Run:
    """Lines that have the bars of a row behind them."""
    marks: list[Stretch] = []
    for number in range(at, len(lines)):
        within = lines[number].start, lines[number].end
        found = _BARS.search(text, *within)
        last = None if found or not marks else _LAST_BAR.search(text, *within)
        bars = found or last
        if bars:
            marks.append(Stretch(*bars.span()))
        if not found:
            break
    count = len(marks)
    first = _FIRST_BAR.match(text, lines[at].start, lines[at].end) if marks else None
    if first and first.end() <= marks[0].start:
        marks.insert(0, Stretch(*first.span()))
    return _Run(count, tuple(marks))


_RUNS = (partial(_begun, NUMBER, counts=True), partial(_begun, _DASH), _barred)
