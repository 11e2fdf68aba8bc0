"""How many commands a second are read, and how long a cold start takes, beside uncurl and curlconverter.

usage: python -m tests.benchmarks.readers [SECONDS [FOLDER]]

Each reader reads the same simple command over and over in one process for some seconds (default 2). The cold starts
are medians of processes that take turns. ``FOLDER`` is where ``npm install curlconverter`` was run; without it,
curlconverter is left out.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.measuring import ROOT, of_process

SIMPLE = 'curl -X POST https://api.example/send -H \'Content-Type: application/json\' -d \'{"to": "+1", "text": "hi"}\''
CURLCONVERTER = """
import {{ toJsonString }} from 'curlconverter';
const command = {command!r};
for (let i = 0; i < 200; i++) toJsonString(command);
let n = 0; const end = performance.now() + {seconds} * 1000;
while (performance.now() < end) {{ toJsonString(command); n++; }}
console.log(n / {seconds});
"""
ONCE = "import {{ toJsonString }} from 'curlconverter'; console.log(toJsonString({command!r}));"
OURS = f"from curl2sms import reading; from curl2sms.errors import Source; reading.read(Source('simple', {SIMPLE!r}))"
UNCURL = f"import uncurl; uncurl.parse_context({SIMPLE!r})"
STARTS = 11


def rate(work: Callable[[], object], seconds: float) -> float:
    """How often a second something can be done."""
    for _ in range(20):
        work()
    count, end = 0, time.perf_counter() + seconds
    while time.perf_counter() < end:
        work()
        count += 1
    return count / seconds


def node(script: str, folder: Path) -> str:
    """What a module prints that node runs in a folder."""
    command = [shutil.which("node") or "node", "--input-type=module", "-e", script]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=folder).stdout


def rates(seconds: float, folder: Path | None) -> None:
    """Print how many simple commands a second each reads."""
    import uncurl

    from curl2sms import reading
    from curl2sms.errors import Source

    found = {"curl2sms": rate(lambda: reading.read(Source("simple", SIMPLE)), seconds)}
    found["uncurl"] = rate(lambda: uncurl.parse_context(SIMPLE), seconds)
    if folder:
        found["curlconverter"] = float(node(CURLCONVERTER.format(command=SIMPLE, seconds=seconds), folder))
    for name, each in found.items():
        print(
            f"one simple command   {name:13} {each:7.0f}/s    curl2sms reads {found['curl2sms'] / each:.2f} x as many"
        )


def cold_starts(folder: Path | None) -> None:
    """Print what one command costs each from a cold start: wall time."""

    def of_node(cache: str) -> float:
        del cache
        started = time.perf_counter()
        node(ONCE.format(command=SIMPLE), folder or ROOT)
        return time.perf_counter() - started

    def of_python(code: str) -> Callable[[str], float]:
        return lambda cache: of_process(["-c", code], cache).wall

    starts = {"python -c pass": of_python("pass"), "curl2sms": of_python(OURS), "uncurl": of_python(UNCURL)}
    starts |= {"curlconverter": of_node} if folder else {}
    with tempfile.TemporaryDirectory() as cache:
        turns = [[start(cache) for start in starts.values()] for _ in range(STARTS + 1)][1:]
    medians = [statistics.median(column) for column in zip(*turns, strict=True)]
    for name, each in zip(starts, medians, strict=True):
        print(f"a cold start         {name:14} {1000 * each:4.0f} ms    {each / medians[0]:4.1f} x bare python")


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 2.0
    folder = Path(sys.argv[2]).resolve() if len(sys.argv) > 2 else None
    rates(seconds, folder)
    cold_starts(folder)


if __name__ == "__main__":
    main()
