"""Each rule turns the verdict between two samples that differ in what the rule speaks of, and in nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from tests.judgement import judging
from tests.judgement.rows import rows_of

ROWS = [row for name in ("clues", "names", "roles", "notes", "refusals", "numbers") for row in rows_of(name)]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["rule"])
def test_a_rule_turns_the_verdict(row: dict[str, Any]) -> None:
    see = judging.VIEWS[row["view"]]
    assert (see(row["sample"]), see(row["instead"])) == (row["gives"], row["then"])
    assert row["gives"] != row["then"]
