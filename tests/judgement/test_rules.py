"""Each rule turns the verdict between two samples that differ in what the rule speaks of, and in nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from tests.judgement import judging
from tests.judgement.rows import rows_of, write

TABLES = (
    "clues",
    "names",
    "roles",
    "notes",
    "unfilled",
    "choosing",
    "changes",
    "refusals",
    "numbers",
    "building",
    "templates",
)
ROWS = [(table, row) for table in TABLES for row in rows_of(table)]


@pytest.mark.parametrize(("table", "row"), ROWS, ids=[f"{table}: {row['rule']}" for table, row in ROWS])
def test_a_rule_turns_the_verdict(table: str, row: dict[str, Any], update: bool) -> None:
    see = judging.VIEWS[row["view"]]
    seen = {"gives": see(row["sample"]), "then": see(row["instead"])}
    if update:
        row |= seen
        write(table, [row for other, row in ROWS if other == table])
    assert seen == {"gives": row["gives"], "then": row["then"]}
    assert seen["gives"] != seen["then"]
