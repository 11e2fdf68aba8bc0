"""Listings in programming languages, broken at random: ``python -m tests.mutated_programs [COUNT]``.

Each is made from a number, the same one in every run: a case of ``cases/programs`` of which stretches are cut out,
doubled, moved or overwritten. It is read, or refused with a place; the suite tries the first 100.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from random import Random

from curl2sms import reading
from curl2sms.errors import AmbiguousError, SampleError, Source

CASES = Path(__file__).parent / "cases" / "programs"
LISTINGS = sorted(path for path in CASES.iterdir() if path.suffix in {".php", ".js", ".py"})
KINDS = {".php": "php", ".js": "javascript", ".py": "python"}
_PIECES = (
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "'",
    '"',
    "`",
    "\n",
    "\\",
    "$",
    "%",
    ";",
    ":",
    ",",
    "#",
    "/*",
    "f'{",
    "**",
    "\t",
    "é",
    "\U0001f600",
    "\0",
)


def mutated(number: int) -> tuple[str, str]:
    """The kind and the text of a broken listing."""
    random = Random(number)  # noqa: S311 - the same in every run
    path = LISTINGS[number % len(LISTINGS)]
    text = path.read_text(encoding="utf-8")
    for _ in range(random.randint(1, 4)):
        start = random.randrange(len(text) + 1)
        end = min(len(text), start + random.choice((0, 1, 3, 20, 200)))
        piece = random.choice(("", "", random.choice(_PIECES), text[start:end] * 2, text[end : end + 40]))
        text = text[:start] + piece + text[end:]
    return KINDS[path.suffix], text


def fault(number: int) -> str | None:
    """What is wrong with how a broken listing is read; None where nothing is."""
    kind, text = mutated(number)
    try:
        reading.read(Source("sample", text), kind=kind)
    except AmbiguousError:
        return None
    except SampleError as refused:
        needs_place = refused.note.id not in {"sample-empty", "kind-without-call"}
        return f"{refused.note.id} without a place" if needs_place and refused.note.span is None else None
    except Exception as error:  # noqa: BLE001 - every other one is a fault
        return repr(error)
    return None


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    faults = 0
    for number in range(count):
        start = time.perf_counter()
        found = fault(number)
        seconds = time.perf_counter() - start
        if found or seconds > 5:
            faults += 1
            print(f"{number} ({mutated(number)[0]}): {found or 'slow'}, {seconds:.1f} s")
    print(f"{count} broken listings, {faults} faults")
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main())
