"""Samples of the named providers and of eighty others, each with its truth: converted, rendered, compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.corpus_judge import CASES, judge

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("catalog", [True, False], ids=["catalog", "evidence"])
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_sample_becomes_what_its_truth_says(path: Path, *, catalog: bool) -> None:
    found = judge(path, catalog=catalog)
    assert found.verdict == "exact", (found.verdict, found.why)
