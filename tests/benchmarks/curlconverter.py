"""Times of curlconverter, which reads the same commands: npm installs it for one run, outside the checkout."""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from unittest.mock import patch

from curl2sms import reading
from curl2sms.errors import SampleError, Source
from curl2sms.reading.curl import core
from tests.benchmarks.measuring import Figure, NotMeasured, of_command

_VERSION = "curlconverter@4"
_ROUNDS = 5
# Seconds of one round with all texts, each round's; the first, in which the engine compiles, does not count.
_IN_PROCESS = f"""
import {{ toJsonString }} from 'curlconverter';
import {{ readFileSync }} from 'node:fs';
const texts = JSON.parse(readFileSync(0, 'utf8'));
const rounds = [];
for (let round = 0; round < {_ROUNDS + 1}; round++) {{
  const started = performance.now();
  for (const text of texts) {{ try {{ toJsonString(text); }} catch {{}} }}
  rounds.push((performance.now() - started) / 1000);
}}
console.log(JSON.stringify(rounds.slice(1)));
"""


@cache
def _installed() -> tuple[str, tempfile.TemporaryDirectory[str]]:
    """node, and a folder with curlconverter that lasts as long as this process; NotMeasured where that can't be."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        raise NotMeasured("node and npm are not on this machine")
    folder = tempfile.TemporaryDirectory(prefix="curlconverter-")
    command = [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", _VERSION]
    try:
        subprocess.run(command, cwd=folder.name, capture_output=True, check=True, timeout=180)
    except (subprocess.SubprocessError, OSError) as error:
        raise NotMeasured("npm can't install curlconverter") from error
    return node, folder


def cold_start(sample: Path, runs: int = 9) -> Figure:
    """The processor time of ``curl2sms convert`` from a cold start, as a ratio to that of curlconverter's command."""
    node, folder = _installed()
    theirs = [node, f"{folder.name}/node_modules/.bin/curlconverter", "--language", "json", "-"]
    ours = [sys.executable, "-m", "curl2sms", "convert", str(sample)]
    with tempfile.TemporaryDirectory() as cache:
        turns = [(of_command(ours, cache), of_command(theirs, cache, sample)) for _ in range(runs + 1)][1:]
    our, their = (statistics.median(turn[side].processor for turn in turns) for side in (0, 1))
    wall = " and ".join(f"{1000 * statistics.median(turn[side].wall for turn in turns):.0f}" for side in (0, 1))
    return Figure(our / their, f"{1000 * our:.0f} and {1000 * their:.0f} ms of processor time, {wall} ms of wall time")


def in_process(samples: Sequence[Source]) -> Figure:
    """The time to read samples, without uncurl's share, as a ratio to curlconverter's whole conversion of them."""
    node, folder = _installed()
    command = [node, "--input-type=module", "-e", _IN_PROCESS]
    texts = json.dumps([source.text for source in samples])
    done = subprocess.run(command, input=texts, cwd=folder.name, capture_output=True, check=True, text=True)
    their = statistics.median(json.loads(done.stdout))
    our = statistics.median([_reading(samples) for _ in range(_ROUNDS + 1)][1:])
    per_sample = 1000 / len(samples)
    return Figure(our / their, f"{our * per_sample:.2f} ms a sample, and {their * per_sample:.2f} ms")


def _reading(samples: Sequence[Source]) -> float:
    """The seconds to read some samples, less those in uncurl."""
    of_uncurl = 0.0
    parsed: Callable[..., object] = core._parsed

    def timed(*arguments: object) -> object:
        nonlocal of_uncurl
        started = time.perf_counter()
        try:
            return parsed(*arguments)
        finally:
            of_uncurl += time.perf_counter() - started

    with patch.object(core, "_parsed", timed):
        started = time.perf_counter()
        for source in samples:
            try:
                reading.read(source)
            except SampleError:
                continue
        return time.perf_counter() - started - of_uncurl
