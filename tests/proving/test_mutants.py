"""Forty broken templates of all corpora, chosen once: each is noticed. All of them: ``python -m tests.mutants``."""

from __future__ import annotations

import pytest

from curl2sms import proving
from tests.mutants import chosen, noticed

pytestmark = pytest.mark.slow


def test_a_broken_template_is_noticed(provider: proving.Provider) -> None:
    tried = chosen(40)
    assert len(tried) == 40
    assert [f"{one.sample}: {one.what}" for one, read in tried if not noticed(one, read, provider)] == []
