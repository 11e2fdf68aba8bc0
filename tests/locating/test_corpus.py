"""Samples of the named providers and of eighty others, each with its truth: converted, rendered, compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.corpus_judge import CASES, judge


@pytest.mark.parametrize("catalog", [True, False], ids=["catalog", "evidence"])
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_no_sample_becomes_something_else(path: Path, *, catalog: bool) -> None:
    found = judge(path, catalog=catalog)
    assert found.verdict != "wrong", found.why


@pytest.mark.parametrize(("catalog", "least"), [(True, 124), (False, 118)])
def test_nearly_all_samples_are_exact(*, catalog: bool, least: int) -> None:
    verdicts = {path.stem: judge(path, catalog=catalog) for path in CASES}
    missed = {name: found.why for name, found in verdicts.items() if found.verdict != "exact"}
    assert len(CASES) - len(missed) >= least, missed
