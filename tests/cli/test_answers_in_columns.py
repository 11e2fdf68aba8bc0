"""The answers to a question are in columns, and one long place does not push the others away."""

from __future__ import annotations

from curl2sms.cli import say
from curl2sms.errors import Candidate


def rows(*places: str) -> list[str]:
    """What is shown of candidates at these places."""
    return list(say.answers([Candidate("--to", place, "447700900123", ("a reason",)) for place in places], places))


def test_values_stand_below_each_other() -> None:
    first, second = rows("form:a", "form:phone")
    assert first.index("4477") == second.index("4477")
    assert first.endswith("(a reason)")


def test_a_very_long_place_widens_no_other() -> None:
    short, long = rows("form:a", "json:/" + "x" * 80)
    assert short == "form:a   447700900123   (a reason)"
    assert long.endswith("   447700900123   (a reason)")


def test_no_answers_are_no_lines() -> None:
    assert rows() == []
