"""Each clue and each threshold turns the verdict on a minimal sample: without it the sample is judged otherwise."""

from __future__ import annotations

from typing import Any

import pytest

from tests.judgement import judging
from tests.judgement.rows import rows_of

WEIGHTS = rows_of("weights")
THRESHOLDS = rows_of("thresholds")


@pytest.mark.parametrize("row", WEIGHTS, ids=lambda row: row["weight"])
def test_a_clue_turns_the_verdict(row: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    catalog = row["weight"].endswith("/catalog")
    before = judging.chosen(row["sample"], catalog=catalog)
    judging.strike(row["weight"], monkeypatch)
    after = judging.chosen(row["sample"], catalog=catalog)
    assert (before, after) == (row["with"], row["without"])
    assert before != after


@pytest.mark.parametrize("row", THRESHOLDS, ids=lambda row: f"{row['threshold']} {row['by']:+}")
def test_a_threshold_turns_the_verdict(row: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    before = judging.chosen(row["sample"], catalog=False)
    judging.move(row["threshold"], row["by"], monkeypatch)
    after = judging.chosen(row["sample"], catalog=False)
    assert (before, after) == (row["before"], row["after"])
    assert before != after


def test_every_clue_has_a_sample() -> None:
    """A new weight needs one that turns without it."""
    assert sorted(row["weight"] for row in WEIGHTS) == sorted(judging.weights())


def test_every_threshold_has_a_sample_on_both_sides() -> None:
    both = sorted((name, more) for name in judging.thresholds() for more in (False, True))
    assert sorted((row["threshold"], row["by"] > 0) for row in THRESHOLDS) == both
