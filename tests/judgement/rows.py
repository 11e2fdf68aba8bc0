"""The rows of ``tests/cases/judgement``: one verdict each, and what turns it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

CASES = Path(__file__).parents[1] / "cases" / "judgement"


def rows_of(name: str) -> list[dict[str, Any]]:
    """The rows of one table."""
    rows: list[dict[str, Any]] = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    return rows


def write(name: str, rows: list[dict[str, Any]]) -> None:
    """Write a table, one row a line, so that a changed verdict is a changed line."""
    lines = (f"  {json.dumps(row, ensure_ascii=False)}" for row in rows)
    (CASES / f"{name}.json").write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")
