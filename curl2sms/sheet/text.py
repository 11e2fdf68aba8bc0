"""A sheet as a table for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from curl2sms.errors import Note
from curl2sms.sheet.model import Cell, Row, Sheet
from curl2sms.sheet.words import ACTIONS, HIDDEN, SECTIONS
from curl2sms.shown import visible, width

_BOLD, _DIM, _YELLOW, _RED = "1", "2", "33", "31"
_KEY_AT_MOST = 28
_PROSE_AT_MOST = 100
# On a narrower terminal a value is below its label.
_BESIDE_FROM = 60
_BELOW = 4


def as_text(sheet: Sheet, columns: int = 80, colour: bool = False) -> str:
    """The sheet for a terminal of some columns.

    Words for people are wrapped; a value never is, and a document is at the left edge between two rules, so that
    both can be copied as they are.
    """
    return "\n".join(_Text(sheet, max(40, columns), colour).lines()) + "\n"


class _Text:
    """One sheet being written: the columns, the paint."""

    def __init__(self, sheet: Sheet, columns: int, colour: bool) -> None:
        self.sheet = sheet
        self.columns = columns
        self.colour = colour
        self.label = max(width(row.label) for row in sheet.rows) + 2
        self.below = columns < _BESIDE_FROM
        self.value = _BELOW if self.below else 2 + self.label + max(map(len, ACTIONS.values())) + 2

    def lines(self) -> Iterator[str]:
        sheet = self.sheet
        yield self.paint(f"{visible(sheet.template)} in {sheet.platform}: {sheet.form}", _BOLD)
        yield self.paint(" › ".join(sheet.way), _DIM)
        yield from self.notes("lost", sheet.lost)
        yield from self.notes("first", sheet.first)
        yield from self.heading("form")
        for row in sheet.rows:
            yield from self.row(row)
        if sheet.masked:
            yield from self.prose(HIDDEN, "  ")
        yield from self.heading("placeholders")
        spelt = max((len(one.spelling) for one in sheet.placeholders), default=0)
        for one in sheet.placeholders:
            yield from self.prose(one.says, f"  {visible(one.spelling):{spelt}}  ")
        yield from self.notes("losses", sheet.losses)
        yield from self.notes("number", (sheet.number,))
        yield from self.notes("reports", sheet.reports)
        yield from self.notes("unknown", sheet.unknown)
        yield from self.heading("steps")
        for number, step in enumerate(sheet.steps, 1):
            yield from self.prose(step, f"  {number}. ")
        yield from ("", f"  {sheet.test_text}", "")
        yield self.paint("\n".join(sheet.sources), _DIM)

    def paint(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and code and text else text

    def heading(self, name: str) -> Iterator[str]:
        yield ""
        yield self.paint(SECTIONS[name].format(platform=self.sheet.platform), _BOLD)

    def notes(self, name: str, notes: tuple[Note, ...]) -> Iterator[str]:
        if not notes:
            return
        yield from self.heading(name)
        for one in notes:
            yield from self.prose(f"{one.message} {one.advice}".rstrip(), "  · ")

    def prose(self, text: str, head: str, code: str = "") -> Iterator[str]:
        """Wrapped words, a hanging indent under their head."""
        room = max(20, min(_PROSE_AT_MOST, self.columns) - width(head))
        wrapped = textwrap.wrap(visible(text), room, break_long_words=False, break_on_hyphens=False) or [""]
        yield head + self.paint(wrapped[0], code)
        for line in wrapped[1:]:
            yield " " * width(head) + self.paint(line, code)

    def row(self, row: Row) -> Iterator[str]:
        """One field: label, what to do, the value; a hint below it."""
        label = f"  {row.label}{' ' * (self.label - width(row.label))}"
        action = ACTIONS[row.action]
        head = label + self.paint(action, _RED if row.action == "stop" else _DIM)
        if self.below:
            yield head
            label, head = "", " " * self.value
        else:
            head += " " * (self.value - len(label) - len(action))
        if row.cell is not None and row.cell.block:
            yield f"{head}{self.paint('the text between the lines', _DIM)}"
            rule = self.paint("─" * min(self.columns, _PROSE_AT_MOST), _DIM)
            yield from (rule, self.painted(row.cell), rule)
        elif row.cell is not None:
            yield head + self.painted(row.cell)
        elif row.pairs:
            widest = min(_KEY_AT_MOST, max(width(visible(key.text)) for key, _ in row.pairs))
            for key, value in row.pairs:
                room = " " * max(0, widest - width(visible(key.text)))
                yield f"{head}{self.painted(key)}{room}  {self.painted(value)}".rstrip()
                head = " " * self.value
        elif row.hint:
            yield from self.prose(row.hint, label + " " * (self.value - len(label)), _DIM)
            return
        if row.hint:
            yield from self.prose(row.hint, " " * self.value, _DIM)

    def painted(self, cell: Cell) -> str:
        shown = visible(cell.text, keep="\n\t" if cell.block else "")
        return self.paint(shown, _YELLOW) if cell.masked or cell.to_fill else shown
