"""What was worked out of a value, remembered for one piece of work only.

The values of a sample may be secrets, and a program may convert many samples: a cache that outlives the work would keep
them all. Names and values repeat within a request, so there a memory pays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps

from curl2sms.records import attribute, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeVar

    _Made = TypeVar("_Made")

_memory: ContextVar[defaultdict[Any, dict[str, Any]] | None] = ContextVar("memory", default=None)


def remembered(function: Callable[[str], _Made]) -> Callable[[str], _Made]:
    """A function of a text whose results are remembered as long as a ``remembering`` lasts, and no longer."""

    @wraps(function)
    def asked(text: str) -> _Made:
        memory = _memory.get()
        if memory is None:
            return function(text)
        known = memory[function]
        if text not in known:
            known[text] = function(text)
        made: _Made = known[text]
        return made

    return asked


@contextmanager
def remembering() -> Iterator[None]:
    """One piece of work; within another it is a part of that."""
    if _memory.get() is not None:
        yield
        return
    token = _memory.set(defaultdict(dict))
    try:
        yield
    finally:
        _memory.reset(token)


@record
class WithMemory:
    """A record that keeps what was worked out of it, to be had again as long as the record lives."""

    known: dict[Any, Any] = attribute(init=False, default_factory=dict, compare=False, repr=False)

    def remembered(self, make: Callable[..., _Made], *about: Hashable) -> _Made:
        """What a function makes of the record and of some more; made once."""
        key = (make, *about) if about else make
        if key not in self.known:
            self.known[key] = make(self, *about)
        made: _Made = self.known[key]
        return made
