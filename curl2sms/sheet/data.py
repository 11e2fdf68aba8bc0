"""A sheet as data for programs; ``schemas/api.schema.json`` says what it holds."""

from __future__ import annotations

from curl2sms.errors import Note
from curl2sms.sheet.model import Cell, Row, Sheet

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def as_data(sheet: Sheet) -> dict[str, Any]:
    """The sheet's own fields, each under its name; ``masked`` says whether a credential is hidden in it."""
    return {
        "template": sheet.template,
        "platform": sheet.platform,
        "form": sheet.form,
        "way": list(sheet.way),
        "lost": [_note(one) for one in sheet.lost],
        "first": [_note(one) for one in sheet.first],
        "rows": [_row(row) for row in sheet.rows],
        "placeholders": [{"spelling": one.spelling, "says": one.says} for one in sheet.placeholders],
        "losses": [_note(one) for one in sheet.losses],
        "number": _note(sheet.number),
        "reports": [_note(one) for one in sheet.reports],
        "unknown": [_note(one) for one in sheet.unknown],
        "steps": list(sheet.steps),
        "test_text": sheet.test_text,
        "sources": list(sheet.sources),
        "masked": sheet.masked,
    }


def _note(said: Note) -> dict[str, str]:
    return {"id": said.id, "message": said.message, "do": said.do}


def _row(row: Row) -> dict[str, Any]:
    return {
        "label": row.label,
        "action": row.action,
        "cell": _cell(row.cell) if row.cell else None,
        "pairs": [[_cell(key), _cell(value)] for key, value in row.pairs],
        "hint": row.hint,
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {"text": cell.text, "masked": cell.masked, "to_fill": list(cell.to_fill), "block": cell.block}
