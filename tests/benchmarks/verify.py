"""How long a verification takes: ``python tests/benchmarks/verify.py [ROUNDS]``, medians in milliseconds.

Targets: one ``verify`` of one template under 800 ms from start to end, a run of one template under 1 s, and 100
templates in one process on one server under 20 s.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from curl2sms import proving
from curl2sms.template import load

CASES = sorted((Path(__file__).parent.parent / "cases" / "proving").glob("*.json"))
COMMAND = [sys.executable, "-m", "curl2sms", "verify"]


def seconds_of(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - started


def main(rounds: int) -> None:
    template = str(next(path for path in CASES if path.stem == "json"))
    print(
        f"python -c pass         {median(seconds_of([sys.executable, '-c', 'pass']) for _ in range(rounds)) * 1e3:8.0f}"
    )
    print(f"verify one, process    {median(seconds_of([*COMMAND, template]) for _ in range(rounds)) * 1e3:8.0f}")
    templates = [load(path.read_text(encoding="utf-8"), path.name) for path in CASES]
    with proving.provider() as provider:
        reports = [proving.verify(template, provider) for template in templates]
        print(f"verify one, in process {median(report.seconds for report in reports) * 1e3:8.0f}")
        started = time.perf_counter()
        for number in range(100):
            proving.verify(templates[number % len(templates)], provider)
        print(f"verify 100, in process {(time.perf_counter() - started) * 1e3:8.0f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
