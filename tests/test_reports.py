"""How tests are reported between processes leaves out no outcome; it rests on a function inside pytest."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TESTS = """
import pytest

@pytest.fixture
def broken():
    raise ValueError

@pytest.fixture
def breaking():
    yield
    raise ValueError

def test_passes(): pass
def test_fails(): assert False
def test_skips(): pytest.skip("why")
@pytest.mark.skip
def test_is_skipped(): pass
@pytest.mark.xfail
def test_is_known_to_fail(): assert False
def test_breaks_before(broken): pass
def test_breaks_afterwards(breaking): pass
def test_breaks_and_fails(breaking): assert False
"""


@pytest.mark.slow
@pytest.mark.parametrize("options", [["-n", "1"], ["-n", "1", "--durations", "1"]])
def test_outcomes_are_the_same_in_one_process_and_in_several(options: list[str], tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text("from tests.conftest import pytest_runtest_protocol\n")
    (tmp_path / "test_outcomes.py").write_text(TESTS)

    def outcomes(*more: str) -> list[str]:
        """The lines that name a test and what became of it, and how many there are of each kind."""
        command = [sys.executable, "-m", "pytest", "-q", "-rA", "-p", "no:cacheprovider", *more, str(tmp_path)]
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        named = re.findall(r"(?m)^[A-Z]+ .*test_outcomes\.py.*$", done.stdout)
        return [*sorted(named), re.sub(r" in .*", "", done.stdout.splitlines()[-1])]

    assert outcomes(*options) == outcomes("-p", "no:xdist")
