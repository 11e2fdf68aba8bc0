"""CSV (RFC 4180): cells by row and column, both from 1. The delimiter is the one that the rows agree on."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

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
    delimiter, found = _read(text)
    bare = BARE + delimiter
    return [
        Leaf(cell_name(r, c), cell.value, cell.span, QUOTED if cell.quoted else bare)
        for r, row in enumerate(found, 1)
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
    for row in _read(text)[1]:
        first, last = row[0], row[-1]
        spans.append(Stretch(first.span.start - first.quoted, last.span.end + last.quoted))
    return without_members(spans, {i for i in range(len(spans)) if str(i + 1) in names})


def kinds_of_parts(kind: str, around: Sequence[str], /) -> list[str]:
    """See Layer."""
    return [kind if kind == QUOTED or is_whole(around) else PART + kind[-1]] * (len(around) - 1)


def table(text: str) -> tuple[str, list[list[Cell]]] | None:
    """The delimiter that parts all rows into as many cells, more than one, and the rows; None where none does.

    Of several it is the first in the text.
    """
    for delimiter in _delimiters(text):
        if text.count(delimiter) > MAX_LEAVES and '"' not in text:  # each ends a cell: no need to cut them
            continue
        try:
            found = _as_wide(rows(text, delimiter))
        except SampleError:
            continue
        if found:
            return delimiter, found
    return None


def _as_wide(read: Iterable[list[Cell]]) -> list[list[Cell]]:
    """Rows that are as wide as each other, and wider than a cell; none where one is not."""
    found: list[list[Cell]] = []
    for row in read:
        if len(row) < 2 or (found and len(row) != len(found[0])):
            return []
        found.append(row)
    return found


def _read(text: str) -> tuple[str, list[list[Cell]]]:
    """The delimiter that the rows agree on, else the first in the text, else ``,``; and the rows. SampleError."""
    if found := table(text):
        return found
    delimiter = next(iter(_delimiters(text)), ",")
    return delimiter, list(rows(text, delimiter))


def _delimiters(text: str) -> list[str]:
    """The delimiters in a text, in the order in which they first occur."""
    return sorted((one for one in DELIMITERS if one in text), key=text.find)


def rows(text: str, delimiter: str) -> Iterator[list[Cell]]:
    """The rows that hold anything; errors.SampleError (``csv-broken``) where a quoted cell doesn't end as it should."""
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
            yield row
        row = []
        at = _after_empty_lines(text, line_end.end() if line_end else at)


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
