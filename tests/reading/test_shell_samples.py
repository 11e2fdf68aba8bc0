"""Values that are spelt in any way reach curl as bash hands them over, or what differs is reported."""

import pytest

from tests.oracles import BASH
from tests.shell_samples import sample, verdict

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not BASH, reason="there is no bash here to judge by")]


@pytest.mark.parametrize("first", range(0, 40, 10))
def test_a_shell_sample_is_read_as_bash_reads_it(first: int) -> None:
    tried = [sample(number) for number in range(first, first + 10)]
    assert [script for script in tried if verdict(script) in {"silent", "refused"}] == []


def test_most_shell_samples_are_read_whole() -> None:
    judged = [verdict(sample(number)) for number in range(40, 60)]
    assert judged.count("equal") >= len(judged) * 3 / 4
