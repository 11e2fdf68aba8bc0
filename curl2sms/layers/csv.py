"""CSV (RFC 4180): cells by row and column, both from 1. The delimiter is the one that the rows agree on."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from curl2sms.errors import SampleError, Source, Stretch, UnfitError, note
from curl2sms.layers.charset import check_carried
from curl2sms.layers.edits import without_members
from curl2sms.layers.leaf import MAX_LEAVES, Leaf, Style, is_whole
from curl2sms.layers.place import cell_name
from curl2sms.patterns import regex
from curl2sms.records import record

DELIMITERS = ",;\t|"

# How a cell is written: in quotes, bare between such delimiters (``bare,``), or as a part of a bare cell (``part,``).
QUOTED, BARE, PART = "quoted", "bare", "part"

_QUOTED_CELL = regex(r'"([^"]*(?:""[^"]*)*)"')
_BARE_CELLS = {delimiter: regex(rf"[^{re.escape(delimiter)}\r\n]*") for delimiter in DELIMITERS}
_EMPTY_LINES = regex(r"[\r\n]*")
_LINE_END = regex(r"\r\n?|\n")


@record
class Cell:
    """A cell's meaning, its span without quotes, and whether it is in quotes."""

    value: str
    span: Stretch
    quoted: bool


def leaves(text: str, _charset: str = "utf-8", /) -> list[Leaf]:
    """Every cell, named ``row,column``; empty lines don't count.

    Raises errors.SampleError (``csv-broken``) where a quoted cell does not end as it should.
    """
    delimiter = sniffed(text)
    bare = BARE + delimiter
    return [
        Leaf(cell_name(r, c), cell.value, cell.span, QUOTED if cell.quoted else bare)
        for r, row in enumerate(rows(text, delimiter), 1)
        for c, cell in enumerate(row, 1)
    ]


def escape(value: str, kind: str, style: Style, /) -> str:
    """In quotes each quote doubled; bare as it is, or in quotes where it needs them.

    Raises errors.UnfitError for a part of a bare cell that would need quotes, and for what the charset can't encode.
    """
    check_carried(value, style.charset)
    if kind == QUOTED:
        return value.replace('"', '""')
    needs_quotes = any(character in value for character in (kind[-1], '"', "\r", "\n"))
    if not needs_quotes:
        return value
    if kind.startswith(PART):
        raise UnfitError(note("text-not-in-cell", text=value))
    return '"' + value.replace('"', '""') + '"'


def offsets(raw: str, kind: str, _charset: str = "utf-8", /) -> Sequence[int]:
    """See Layer."""
    if kind != QUOTED or '""' not in raw:
        return range(len(raw) + 1)
    found, at = [], 0
    while at < len(raw):
        found.append(at)
        at += 2 if raw.startswith('""', at) else 1
    return [*found, len(raw)]


def cuts(text: str, names: Collection[str], _charset: str = "utf-8", /) -> list[Stretch]:
    """Whole rows, named by their number, each with a line end."""
    spans = []
    for row in rows(text, sniffed(text)):
        first, last = row[0], row[-1]
        spans.append(Stretch(first.span.start - first.quoted, last.span.end + last.quoted))
    return without_members(spans, {i for i in range(len(spans)) if str(i + 1) in names})


def kinds_of_parts(kind: str, around: Sequence[str], /) -> list[str]:
    """See Layer."""
    return [kind if kind == QUOTED or is_whole(around) else PART + kind[-1]] * (len(around) - 1)


def sniffed(text: str) -> str:
    """The delimiter that parts all rows into as many cells, more than one; the first such in the text, else ``,``."""
    candidates = sorted((at, delimiter) for delimiter in DELIMITERS if (at := text.find(delimiter)) >= 0)
    for _, delimiter in candidates:
        try:
            widths = {len(row) for row in rows(text, delimiter)}
        except SampleError:
            continue
        if len(widths) == 1 and widths.pop() > 1:
            return delimiter
    return candidates[0][1] if candidates else ","


def rows(text: str, delimiter: str) -> list[list[Cell]]:
    """The rows that hold anything; errors.SampleError (``csv-broken``) where a quoted cell doesn't end as it should."""
    found: list[list[Cell]] = []
    row: list[Cell] = []
    count = 0
    at = _after_empty_lines(text, 0)
    while at < len(text) or row:
        cell, at = _cell(text, at, delimiter)
        count += 1
        if count > MAX_LEAVES:
            raise SampleError(note("too-many-values", cell.span, most=MAX_LEAVES), Source("the CSV", text))
        row.append(cell)
        if text.startswith(delimiter, at):
            at += 1
            if at < len(text):
                continue
            row.append(Cell("", Stretch(at, at), False))
        line_end = _LINE_END.match(text, at)
        if len(row) > 1 or row[0].quoted or row[0].value:
            found.append(row)
        row = []
        at = _after_empty_lines(text, line_end.end() if line_end else at)
    return found


def _after_empty_lines(text: str, at: int) -> int:
    match = _EMPTY_LINES.match(text, at)
    return match.end() if match else at


def _cell(text: str, at: int, delimiter: str) -> tuple[Cell, int]:
    """The cell that begins here, and where it ends."""
    if not text.startswith('"', at):
        match = _BARE_CELLS[delimiter].match(text, at)
        end = match.end() if match else at
        return Cell(text[at:end], Stretch(at, end), False), end
    match = _QUOTED_CELL.match(text, at)
    if not match or text[match.end() : match.end() + 1] not in ("", delimiter, "\r", "\n"):
        raise SampleError(note("csv-broken", Stretch(at, at + 1)), Source("the CSV", text))
    return Cell(match[1].replace('""', '"'), Stretch(*match.span(1)), True), match.end()
