"""What the commands cost from a cold start, as ratios to a bare interpreter: medians of processor and wall time.

usage: python tests/benchmarks/start_up.py [RUNS]

Processor time (user and system) says the same on a busy machine, and wall time what a person waits. The commands take
turns with the bare interpreter, and all use a cache of bytecode that the first round fills, as an installation does.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
BARE = ["-c", "pass"]
COMMANDS = [
    ["--help"],
    ["convert", "samples/plivo.sh"],
    ["convert", "samples/msg91.sh"],
    ["render", "samples/plivo.json", "--to", "14155550142", "--body", "Hello"],
    ["verify", "samples/plivo.json"],
]


def seconds(arguments: list[str], cache: str) -> tuple[float, float]:
    """The processor time and the wall time of one run of the interpreter."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(
        [sys.executable, *arguments],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env=environment | {"PYTHONPYCACHEPREFIX": cache},
    )
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with tempfile.TemporaryDirectory() as cache:
        for command in COMMANDS:
            turns = [(seconds(BARE, cache), seconds(["-m", "curl2sms", *command], cache)) for _ in range(runs + 1)][1:]
            print(f"{' '.join(command)[:32]:32}", end="")
            for kind, name in enumerate(["processor", "wall"]):
                bare, took = (1000 * statistics.median(turn[side][kind] for turn in turns) for side in (0, 1))
                print(f"   {name} {took:4.0f} ms = {took / bare:4.1f} x {bare:2.0f} ms", end="")
            print()


if __name__ == "__main__":
    main()
