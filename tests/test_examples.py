"""The suite tries the same examples in every run, whatever it has imported, and keeps nothing of a run for the next."""

from __future__ import annotations

import importlib.util
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.configuration import storage_directory

from tests.examples import examples

pytestmark = pytest.mark.slow

fixed = pytest.mark.skipif(not settings().derandomize, reason="new examples are searched")


def tried(count: int = 30) -> list[tuple[int, str]]:
    """The examples that a property tries."""
    found = []

    @examples(count)
    @given(st.integers(), st.text())
    def a_property(number: int, text: str) -> None:
        found.append((number, text))

    a_property()
    return found


@fixed
def test_what_is_imported_does_not_change_the_examples(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tried()
    # Hypothesis looks away from a folder that is called after a test.
    module = tmp_path_factory.mktemp("constants") / "constants.py"
    module.write_text(f"X = {list(range(10**9, 10**9 + 500))}\n", encoding="utf-8")
    spec = importlib.util.spec_from_file_location("constants", module)
    assert spec is not None
    monkeypatch.setitem(sys.modules, "constants", importlib.util.module_from_spec(spec))
    assert tried() == before


@fixed
def test_a_property_tries_as_many_as_it_says() -> None:
    assert len(tried(40)) == 40


@fixed
def test_no_time_and_no_earlier_run_decides() -> None:
    assert (settings().deadline, settings().database) == (None, None)


def test_no_example_is_kept() -> None:
    tried()
    assert not storage_directory("examples").path.exists()
