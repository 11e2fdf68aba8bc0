"""A sheet as Markdown (CommonMark with GitHub's tables), for a ticket or a wiki."""

from __future__ import annotations

import re
from collections.abc import Iterator

from curl2sms.errors import Note
from curl2sms.patterns import regex
from curl2sms.sheet.model import Cell, Row, Sheet
from curl2sms.sheet.words import ACTIONS, HIDDEN, SECTIONS
from curl2sms.shown import visible

# What CommonMark and its well-known extensions (tables, strikethrough, mathematics) would read as more than a text.
_ACTIVE = regex(r"[\\`*_{}\[\]<>&|~#$!@]")
_PUNCTUATION = regex(r"[!-/:-@\[-`{-~]")


def as_markdown(sheet: Sheet) -> str:
    """The sheet as a Markdown document; text from outside shows as text."""
    return "\n".join(_lines(sheet)) + "\n"


def _lines(sheet: Sheet) -> Iterator[str]:
    yield f"# {_prose(sheet.template)} in {_prose(sheet.platform)}"
    yield ""
    yield f"{_prose(sheet.form)}: {_prose(' › '.join(sheet.way))}"
    yield from _notes(sheet, "lost", sheet.lost)
    yield from _notes(sheet, "first", sheet.first)
    yield from _heading(sheet, "form")
    yield "| field | | value |"
    yield "|---|---|---|"
    for row in sheet.rows:
        yield f"| {_prose(row.label)} | {ACTIONS[row.action]} | {_value(row)} |"
    for row in sheet.rows:
        if row.cell is not None and row.cell.block:
            yield from _block(row, row.cell)
    if sheet.masked:
        yield ""
        yield _prose(HIDDEN)
    yield from _heading(sheet, "placeholders")
    for one in sheet.placeholders:
        yield f"- {_code(one.spelling)}: {_prose(one.says)}"
    yield from _notes(sheet, "losses", sheet.losses)
    yield from _notes(sheet, "number", (sheet.number,))
    yield from _notes(sheet, "reports", sheet.reports)
    yield from _notes(sheet, "unknown", sheet.unknown)
    yield from _heading(sheet, "steps")
    for number, step in enumerate(sheet.steps, 1):
        yield f"{number}. {_prose(step)}"
    yield from ("", "```text", sheet.test_text, "```", "")
    yield " ".join(f"<{source}>" for source in sheet.sources)


def _heading(sheet: Sheet, name: str) -> Iterator[str]:
    yield from ("", f"## {_prose(SECTIONS[name].format(platform=sheet.platform))}", "")


def _notes(sheet: Sheet, name: str, notes: tuple[Note, ...]) -> Iterator[str]:
    if notes:
        yield from _heading(sheet, name)
        for one in notes:
            yield f"- {_prose(f'{one.message} {one.do}'.rstrip())}"


def _value(row: Row) -> str:
    """What is in a row's last cell; a document is below the table."""
    parts = []
    if row.cell is not None:
        parts.append("the text below" if row.cell.block else _code(row.cell.text))
    parts += [f"{_code(key.text)}: {_code(value.text)}" for key, value in row.pairs]
    if row.hint:
        parts.append(_prose(row.hint))
    return "<br>".join(parts)


def _block(row: Row, cell: Cell) -> Iterator[str]:
    """A document in a fence longer than any run of backticks in it."""
    text = visible(cell.text, keep="\n\t")
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
    yield from ("", f"{_prose(row.label)}:", "", fence + "text", text, fence)


def _code(text: str) -> str:
    """A value in code type. Where a code span can't hold it as it is (GFM 4.10, 6.3), entities can."""
    shown = visible(text)
    if shown and not re.search(r"[`|]|^\s|\s$", shown):
        return f"`{shown}`"
    return f"<code>{_PUNCTUATION.sub(lambda match: f'&#{ord(match[0])};', shown).replace(' ', '&#32;')}</code>"


def _prose(text: str) -> str:
    """Words in which nothing is markup; a bar would end a table's cell even after a backslash."""
    return _ACTIVE.sub(lambda match: "&#124;" if match[0] == "|" else "\\" + match[0], visible(text))
