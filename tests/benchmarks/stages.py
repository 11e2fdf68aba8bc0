"""What a conversion's time goes to, stage by stage."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import wraps
from importlib import import_module
from unittest.mock import patch

from curl2sms import converting
from curl2sms.errors import SampleError, Source
from tests.benchmarks.measuring import Figure

_ROUNDS = 5
# A stage in words, and the function that does it: its module, its name. uncurl is a part of reading.
_STAGES = (
    ("reading", "curl2sms.reading", "read"),
    ("uncurl in it", "curl2sms.reading.curl.core", "_parsed"),
    ("values", "curl2sms.layers.fields", "_walk"),
    ("evidence", "curl2sms.locating.locate", "evidence_on"),
    ("decision", "curl2sms.locating.locate", "decide"),
    ("template", "curl2sms.converting", "_built"),
)


def of_a_conversion(samples: Sequence[Source]) -> Figure:
    """Milliseconds of the median sample, each one's the least of some rounds; the word has the shares of the stages."""
    took = [_least(source) for source in samples]
    spent = dict.fromkeys([name for name, _, _ in _STAGES], 0.0)
    with _timed(spent):
        whole = sum(_seconds_of(source) for source in samples)
    shares = ", ".join(f"{name} {100 * seconds / whole:.0f}" for name, seconds in spent.items())
    return Figure(1000 * statistics.median(took), f"{1000 * statistics.mean(took):.2f} ms on average; %: {shares}")


def _least(source: Source) -> float:
    return min(_seconds_of(source) for _ in range(_ROUNDS))


def _seconds_of(source: Source) -> float:
    started = time.thread_time()
    with suppress(SampleError):
        converting.convert(source)
    return time.thread_time() - started


@contextmanager
def _timed(spent: dict[str, float]) -> Iterator[None]:
    """Add the seconds of each stage to what it has spent."""
    with ExitStack() as patches:
        for stage, module, name in _STAGES:
            owner = import_module(module)
            patches.enter_context(patch.object(owner, name, _clocked(getattr(owner, name), stage, spent)))
        yield


def _clocked(work: Callable[..., object], name: str, spent: dict[str, float]) -> Callable[..., object]:
    @wraps(work)
    def clocked(*given: object, **named: object) -> object:
        started = time.thread_time()
        try:
            return work(*given, **named)
        finally:
            spent[name] += time.thread_time() - started

    return clocked
