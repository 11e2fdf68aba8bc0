"""Options together are read as curl takes them, or what differs is reported."""

import pytest

from tests.option_combinations import combination, verdict
from tests.oracles import CURL

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not CURL, reason="there is no curl here to judge by")]


@pytest.mark.parametrize("first", range(0, 100, 10))
def test_options_together_are_read_as_curl_takes_them(first: int) -> None:
    tried = [combination(number) for number in range(first, first + 10)]
    assert [one.script for one in tried if verdict(one) == "silent"] == []


def test_many_combinations_have_a_judge() -> None:
    judged = [verdict(combination(number)) in {"equal", "said"} for number in range(40)]
    assert sum(judged) >= len(judged) / 4
