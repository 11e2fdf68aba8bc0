"""How many samples a second are read, beside uncurl and (where node has it) curlconverter, in one run.

usage: python tests/benchmarks/reading.py [SECONDS]

Each reader reads the same simple command over and over in one process for some seconds (default 2); then ours reads
every sample of the corpus.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SIMPLE = 'curl -X POST https://api.example/send -H \'Content-Type: application/json\' -d \'{"to": "+1", "text": "hi"}\''
CURLCONVERTER = """
import {{ toJsonString }} from 'curlconverter';
const command = {command!r};
for (let i = 0; i < 200; i++) toJsonString(command);
let n = 0; const end = performance.now() + {seconds} * 1000;
while (performance.now() < end) {{ toJsonString(command); n++; }}
console.log(n / {seconds});
"""


def rate(work: Callable[[], object], seconds: float) -> float:
    """How often a second something can be done."""
    for _ in range(20):
        work()
    count, end = 0, time.perf_counter() + seconds
    while time.perf_counter() < end:
        work()
        count += 1
    return count / seconds


def curlconverter(seconds: float) -> float | None:
    """The rate of curlconverter; None where node or the package is not at hand."""
    if not shutil.which("node"):
        return None
    script = CURLCONVERTER.format(command=SIMPLE, seconds=seconds)
    done = subprocess.run(
        ["node", "--input-type=module", "-e", script], capture_output=True, text=True, check=False, cwd=ROOT
    )
    return float(done.stdout) if done.returncode == 0 else None


def main() -> None:
    import uncurl

    from curl2sms import reading
    from curl2sms.errors import SampleError, Source

    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 2.0
    ours = rate(lambda: reading.read(Source("simple", SIMPLE)), seconds)
    theirs = rate(lambda: uncurl.parse_context(SIMPLE), seconds)
    print(f"one simple command   curl2sms {ours:7.0f}/s   uncurl {theirs:7.0f}/s   {ours / theirs:.2f} x")
    other = curlconverter(seconds)
    if other is not None:
        print(f"                     curlconverter {other:7.0f}/s   {ours / other:.2f} x")

    samples = sorted((ROOT / "tests" / "cases" / "corpus").glob("*/*.sh"))
    texts = [Source(path.name, path.read_text(encoding="utf-8")) for path in samples]

    def all_of_them() -> None:
        for source in texts:
            try:
                reading.read(source)
            except SampleError:
                continue

    print(f"{len(texts)} samples          {1000 / rate(all_of_them, seconds) / len(texts):.2f} ms each")


if __name__ == "__main__":
    main()
