"""How long things take: every row of the table measured and printed beside its bound.

usage: python -m tests.benchmarks [WORD [FILE]]

Only the rows that have WORD in their name; all for an empty one. FILE gets all figures as JSON.

The exit status is 1 where a figure is more than three times its bound: on a busy machine the figures are worse, and no
test of the suite measures time.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.benchmarks.measuring import NotMeasured
from tests.benchmarks.table import BENCHMARKS

FAILS_AT = 3


def main() -> int:
    word, file, *_ = *sys.argv[1:], "", ""
    status, figures = 0, []
    for benchmark in BENCHMARKS:
        if word not in benchmark.name:
            continue
        try:
            figure = benchmark.measure()
        except NotMeasured as why:
            print(f"{benchmark.name:36} not measured: {why}", flush=True)
            continue
        verdict = "over" if figure.value > benchmark.bound else ""
        if figure.value > FAILS_AT * benchmark.bound:
            verdict, status = "FAILS", 1
        bound = f"{benchmark.bound:g} {benchmark.unit}"
        figures.append(
            {"name": benchmark.name, "value": figure.value, "bound": benchmark.bound, "unit": benchmark.unit}
        )
        print(f"{benchmark.name:36} {figure.value:8.2f} of {bound:20} {verdict:6}{figure.word}".rstrip(), flush=True)
    if file:
        Path(file).write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return status


if __name__ == "__main__":
    sys.exit(main())
