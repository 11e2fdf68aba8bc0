"""Search for what the suite's fixed examples never meet: new random examples for every property, then the fuzzer.

usage: python -m tests.search [MINUTES]

Each property tries ten times its usual number of examples, all of them new. Then the reader is fuzzed for some minutes
(default 5), if ``atheris`` is installed (`pip install atheris`; it has no build for every Python). What either of them
finds becomes a case first: an ``@example``, a file among the cases, or an input in tests/fuzz/corpus.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
FUZZ = ROOT / "tests" / "fuzz"


def search_examples() -> int:
    """Try new examples; the status of pytest."""
    command = ["pytest", "-n", "auto", "--hypothesis-profile=search", "-m", "hypothesis and not programs"]
    return subprocess.run([sys.executable, "-m", *command], cwd=ROOT, check=False).returncode


def fuzz(minutes: float) -> int:
    """Fuzz the reader; the status of the fuzzer."""
    if importlib.util.find_spec("atheris") is None:
        print("fuzzing skipped: atheris is not installed")
        return 0
    found = tempfile.mkdtemp(prefix="found-")
    print(f"what the fuzzer finds is kept in {found}")
    limits = [f"-max_total_time={round(60 * minutes)}", f"-artifact_prefix={found}/"]
    command = [sys.executable, str(FUZZ / "fuzz_reading.py"), *limits, found, str(FUZZ / "corpus")]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def main() -> int:
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 5.0
    return max(search_examples(), fuzz(minutes))


if __name__ == "__main__":
    sys.exit(main())
