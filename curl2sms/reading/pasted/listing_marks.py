"""What a page puts on each line of a listing: the number or the dash before it, the bars of the table that holds it.

A mark within a text of the listing looks the same (``- milk``). So a run of marked lines counts only where it is, by
itself, what is looked for: a program, or a text that calls curl.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from operator import itemgetter

from curl2sms.errors import Note, note
from curl2sms.patterns import regex
from curl2sms.remembering import remembered
from curl2sms.shown import Shortened
from curl2sms.traced import Traced

_NUMBER = regex(r"[ \t]*(?P<number>\d{1,4})[.):|]?(?:[ \t]|(?=\r?$))", re.MULTILINE)
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

_Cut = tuple[int, int, str]


def without(text: Traced, is_meant: Callable[[str], bool]) -> tuple[Traced, list[Note]]:
    """Return a text without the marks on the lines of its listings, and what is reported of that.

    ``is_meant`` says of the lines of a listing, without their marks, whether they are what is looked for.
    """
    cuts: list[_Cut] = []
    notes: list[Note] = []
    for start, end, marks in _marked(text.text):
        if is_meant(_bare_text(text.text, start, end, marks)):
            cuts += marks
            notes.append(_removed(text, marks))
    return text.edited(cuts), notes


def bare_text(text: str) -> str:
    """Return a text without the marks on the lines of all its listings."""
    return _bare_text(text, 0, len(text), [mark for _, _, marks in _marked(text) for mark in marks])


def listings(text: Traced) -> Iterator[tuple[Traced, Note]]:
    """Give each listing of a text whose lines have marks, without these, and what is reported of that."""
    for start, end, marks in _marked(text.text):
        yield _bare(text, start, end, marks), _removed(text, marks)


def _bare(text: Traced, start: int, end: int, marks: Sequence[_Cut]) -> Traced:
    return text[start:end].edited((first - start, last - start, "") for first, last, _ in marks)


def _bare_text(text: str, start: int, end: int, marks: Sequence[_Cut]) -> str:
    pieces = []
    for first, last, _ in marks:
        pieces.append(text[start:first])
        start = last
    return "".join((*pieces, text[start:end]))


def _removed(text: Traced, marks: Sequence[_Cut]) -> Note:
    first, last, _ = marks[0]
    shown = Shortened(text.text[first:last].strip())
    return note("listing-marks", text.known_span(first, last), text=shown)


def _may_be_marked(text: str) -> bool:
    """Return whether a text has some sign of a mark: most have none, and need no pattern."""
    dashes = text.startswith(("- ", "•")) or "\n- " in text or "\n•" in text
    return dashes or "| |" in text or _FIRST.search(text) is not None


@remembered
def _marked(text: str) -> list[tuple[int, int, list[_Cut]]]:
    """Return each run of lines with marks: where it begins and ends, and its marks."""
    found: list[tuple[int, int, list[_Cut]]] = []
    if not _may_be_marked(text):
        return found
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    lines = [*zip(starts, [*starts[1:], len(text)], strict=True)]
    at = 0
    while at < len(lines):
        count, marks = max((run(text, lines, at) for run in _RUNS), key=itemgetter(0))
        if count >= _FEWEST:
            found.append((lines[at][0], lines[at + count - 1][1], marks))
        at += max(count, 1)
    return found


def _begun(
    mark: re.Pattern[str], text: str, lines: Sequence[tuple[int, int]], at: int, *, counts: bool = False
) -> tuple[int, list[_Cut]]:
    """Return how many lines from one on begin with a mark, and the marks; marks that count are numbers from 1 on."""
    marks: list[_Cut] = []
    for number in range(at, len(lines)):
        found = mark.match(text, *lines[number])
        if found is None or (counts and int(found["number"]) != len(marks) + 1):
            break
        marks.append((*found.span(), ""))
    return len(marks), marks


def _barred(text: str, lines: Sequence[tuple[int, int]], at: int) -> tuple[int, list[_Cut]]:
    """Return how many lines from one on have the bars of a row behind them, and the bars."""
    marks: list[_Cut] = []
    for number in range(at, len(lines)):
        found = _BARS.search(text, *lines[number])
        last = None if found or not marks else _LAST_BAR.search(text, *lines[number])
        bars = found or last
        if bars:
            marks.append((*bars.span(), ""))
        if not found:
            break
    first = _FIRST_BAR.match(text, *lines[at]) if marks else None
    is_before = first is not None and first.end() <= marks[0][0]
    return len(marks), [(*first.span(), ""), *marks] if first and is_before else marks


_RUNS = (partial(_begun, _NUMBER, counts=True), partial(_begun, _DASH), _barred)
