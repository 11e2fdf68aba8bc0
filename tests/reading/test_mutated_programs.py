"""Broken listings are read, or refused with their place; ``python -m tests.mutated_programs`` tries 10,000."""

import pytest

from tests.mutated_programs import fault


@pytest.mark.parametrize("number", range(100))
def test_a_broken_listing_is_read_or_refused(number: int) -> None:
    assert fault(number) is None
