"""What the tests of a proof share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from curl2sms import proving


@pytest.fixture(scope="module")
def provider() -> Iterator[proving.Provider]:
    """The running mock provider of a module's tests."""
    with proving.provider() as running:
        yield running
