"""How long the commands take from a cold start, as ratios to a bare interpreter, in medians.

usage: python tests/benchmarks/start_up.py [RUNS]
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def seconds(argv: list[str], runs: int) -> float:
    """The median wall time of a command."""
    times = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        subprocess.run(argv, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
        times.append(time.perf_counter() - start)
    return statistics.median(times[1:])  # the first warms the caches


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    command = [sys.executable, "-m", "curl2sms"]
    bare = seconds([sys.executable, "-c", "pass"], runs)
    print(f"python -c pass                      {bare * 1000:6.0f} ms")
    for arguments in (
        ["--help"],
        ["convert", "samples/plivo.sh"],
        ["convert", "samples/msg91.sh"],
        ["render", "samples/plivo.json", "--to", "14155550142", "--body", "Hello"],
        ["verify", "samples/plivo.json"],
    ):
        took = seconds([*command, *arguments], runs)
        print(f"{' '.join(arguments)[:34]:34}  {took * 1000:6.0f} ms  {took / bare:5.1f} x")


if __name__ == "__main__":
    main()
