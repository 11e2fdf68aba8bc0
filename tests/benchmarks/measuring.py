"""How a figure is taken. Processor time says the same on a busy machine; wall time says what a person waits for."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
BARE = ("-c", "pass")
Work = Callable[[], object]
Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured, in the benchmark's unit, and a word on it."""

    value: float
    word: str = ""


class NotMeasured(Exception):  # noqa: N818 - it is no error
    """A figure can't be taken on this machine, and why."""


@dataclass(frozen=True, slots=True)
class Benchmark:
    """``measure`` gives a figure in ``unit``; ``bound`` is what it must stay below on an idle machine.

    Raises NotMeasured where what it is measured beside is not on the machine.
    """

    name: str
    bound: float
    unit: str
    measure: Callable[[], Figure]


def seconds_of(work: Work, clock: Clock = time.process_time) -> float:
    """How long a work takes."""
    started = clock()
    work()
    return clock() - started


def slowest(works: Mapping[str, Work], clock: Clock = time.process_time) -> Figure:
    """The seconds of the slowest of some works, each done once; the word is its name."""
    took = {name: seconds_of(work, clock) for name, work in works.items()}
    name = max(took, key=lambda name: took[name])
    return Figure(took[name], f"{name}; all {len(took)} took {sum(took.values()):.1f} s")


def median(work: Work, times: int, clock: Clock = time.process_time) -> Figure:
    """The median of a work's seconds; it is done once before."""
    work()
    return Figure(statistics.median(seconds_of(work, clock) for _ in range(times)))


def resident() -> float:
    """The MiB of memory that this process holds; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * resource.getpagesize() / (1 << 20)


def start(arguments: Sequence[str], runs: int = 9) -> Figure:
    """The processor time of the interpreter with some arguments, as a ratio to the bare interpreter's.

    Both take turns, with a cache of bytecode that the first round fills, as an installation does.
    """
    with tempfile.TemporaryDirectory() as cache:
        turns = [(of_process(BARE, cache), of_process(arguments, cache)) for _ in range(runs + 1)][1:]
    bare, took = (statistics.median(turn[side].processor for turn in turns) for side in (0, 1))
    wall = statistics.median(turn[1].wall for turn in turns)
    return Figure(took / bare, f"{1000 * took:.0f} ms of processor time, {1000 * wall:.0f} ms of wall time")


@dataclass(frozen=True, slots=True)
class Spent:
    """The seconds of a process."""

    processor: float
    wall: float


def of_process(arguments: Sequence[str], cache: str) -> Spent:
    """What one run of the interpreter takes, its bytecode cached in a folder."""
    return of_command([sys.executable, *arguments], cache)


def of_command(command: Sequence[str], cache: str, stdin: Path = Path(os.devnull)) -> Spent:
    """What one run of any command takes."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    with stdin.open("rb") as given:
        subprocess.run(
            command,
            check=True,
            stdin=given,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env=environment | {"PYTHONPYCACHEPREFIX": cache},
        )
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Spent(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall)
