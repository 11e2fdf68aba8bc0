"""Reading under atheris: whatever the bytes, it ends with a request or with an error that has its place.

usage: python tests/fuzz/fuzz_reading.py -max_total_time=30 tests/fuzz/corpus     a short run
       python tests/fuzz/fuzz_reading.py -max_total_time=36000 tests/fuzz/corpus  a long one

``atheris`` is no dependency of the project: `pip install atheris`. What it finds is kept in tests/fuzz/corpus, and
tests/fuzz/test_fuzz_corpus.py reads all of that in the suite.
"""

from __future__ import annotations

import importlib
import sys

from curl2sms import reading
from curl2sms.errors import SampleError


def read(data: bytes) -> None:
    """Read some bytes; AssertionError where a promise is broken."""
    try:
        source = reading.decode_sample(data, "fuzz")
    except SampleError:
        return
    try:
        found = reading.read(source)
    except SampleError as refused:
        spans = [refused.note.span]
    else:
        assert found.request.method
        spans = [note.span for note in found.notes]
    for span in spans:
        assert span is None or 0 <= span.start <= span.end <= len(source.text)


def main() -> None:
    atheris = importlib.import_module("atheris")
    atheris.instrument_all()
    atheris.Setup(sys.argv, read)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
