"""What was worked out of a value, remembered for one piece of work only.

The values of a sample may be secrets, and a program may convert many samples: a cache that outlives the work would keep
them all. Names and values repeat within a request, so there a memory pays.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps

from curl2sms.records import attribute, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeVar

    _Made = TypeVar("_Made")

_memory: ContextVar[dict[tuple[Any, str], Any] | None] = ContextVar("memory", default=None)


def remembered(function: Callable[[str], _Made]) -> Callable[[str], _Made]:
    """A function of a text whose results are remembered as long as a ``remembering`` lasts, and no longer."""

    @wraps(function)
    def asked(text: str) -> _Made:
        memory = _memory.get()
        if memory is None:
            return function(text)
        key = (function, text)
        made: _Made
        try:
            made = memory[key]
        except KeyError:
            made = memory[key] = function(text)
        return made

    return asked


@contextmanager
def remembering() -> Iterator[None]:
    """One piece of work; within another it is a part of that."""
    if _memory.get() is not None:
        yield
        return
    token = _memory.set({})
    try:
        yield
    finally:
        _memory.reset(token)


@record
class WithMemory:
    """A record that keeps what was worked out of it, to be had again as long as the record lives."""

    known: dict[Any, Any] = attribute(init=False, default_factory=dict, compare=False, repr=False)

    def remembered(self, what: Hashable, make: Callable[[], _Made]) -> _Made:
        """What was made of the record before, under this key; made now where it was not."""
        if what not in self.known:
            self.known[what] = make()
        made: _Made = self.known[what]
        return made
