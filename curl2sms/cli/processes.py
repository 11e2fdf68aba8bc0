"""The same work on many things, in several processes: results come in the order of the things."""

from __future__ import annotations

import signal
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

    _Thing = TypeVar("_Thing")
    _Result = TypeVar("_Result")


def each(work: Callable[[_Thing], _Result], things: Sequence[_Thing], processes: int) -> Generator[_Result, None, None]:
    """``work`` on each thing. With more than one process, work, things and results have to be picklable.

    Ctrl-C ends the other processes and comes out as KeyboardInterrupt.
    """
    processes = min(processes, len(things))
    if processes < 2:
        yield from map(work, things)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_end_at_ctrl_c)
    try:
        with _ctrl_c_waits():
            results = pool.map(work, things)
        yield from results
    finally:
        pool.shutdown(cancel_futures=True)


def _end_at_ctrl_c() -> None:
    """Let Ctrl-C end this process at once and without a word: the process that started it says what happened."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


@contextmanager
def _ctrl_c_waits() -> Iterator[None]:
    """Let processes that start here take Ctrl-C only when they are ready: before, Python would show a traceback."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
