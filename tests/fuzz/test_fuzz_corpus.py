"""All that fuzzing ever started from or found is read without a broken promise."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.fuzz_reading import read

CORPUS = sorted(path for path in (Path(__file__).parent / "corpus").iterdir() if path.is_file())


def test_there_is_a_corpus() -> None:
    assert len(CORPUS) >= 20


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_an_input_of_the_fuzzer_is_read(path: Path) -> None:
    read(path.read_bytes())
