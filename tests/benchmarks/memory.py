"""What very many conversions leave over in a process.

usage: python -m tests.benchmarks.memory [COUNT]

Prints the MiB and the objects that COUNT conversions (default 10,000) hold more than the first 100.
"""

from __future__ import annotations

import gc
import random
import re
import sys
from collections.abc import Sequence
from contextlib import suppress

from curl2sms import converting
from curl2sms.errors import SampleError, Source
from tests.benchmarks.measuring import Figure, resident

_FIRST = 100
_VALUE = re.compile(r"[A-Za-z0-9]{6,}")
_KEPT = frozenset({"Content", "application", "Authorization"})


def growth(texts: Sequence[str], count: int) -> Figure:
    """MiB that some conversions hold more than the first 100, of samples whose values are other ones each time."""
    _convert(texts, 0, _FIRST)
    memory, objects = resident(), len(gc.get_objects())
    _convert(texts, _FIRST, count)
    more = len(gc.get_objects()) - objects
    return Figure(resident() - memory, f"{memory:.0f} MiB before; {more} objects more")


def _convert(texts: Sequence[str], first: int, last: int) -> None:
    for number in range(first, last):
        with suppress(SampleError):
            converting.convert(Source("one", _with_other_values(texts[number % len(texts)], number)))
    gc.collect()


def _with_other_values(text: str, number: int) -> str:
    """A sample with other ends of some of its words: of values, and of a name now and then."""
    chance = random.Random(number)  # noqa: S311 - no secret

    def changed(found: re.Match[str]) -> str:
        stays = found[0] in _KEPT or chance.random() < 0.6
        return found[0] if stays else f"{found[0][:-3]}{number % 1000:03}"

    return _VALUE.sub(changed, text) + f"\n# {number}"


def main() -> None:
    from tests.benchmarks.table import sources

    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    found = growth([source.text for source in sources("corpus")], count)
    print(f"{count} conversions hold {found.value:.2f} MiB more than {_FIRST} ({found.word})")


if __name__ == "__main__":
    main()
