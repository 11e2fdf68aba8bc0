"""Regular expressions that are compiled when they are first used.

One run of a command uses a third of the package's patterns, and to compile them all would take it longer than its
own work. So every module declares its patterns with ``regex`` where it would call ``re.compile``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_MEMBERS = [name for name in dir(re.Pattern) if not name.startswith("_")]


class Uncompiled:
    """Means a pattern, and has its members as soon as one of them is asked for."""

    def __init__(self, expression: str, flags: int) -> None:
        self.expression = expression
        self.wanted_flags = flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self.expression, self.wanted_flags)
        self.__dict__.update({member: getattr(compiled, member) for member in _MEMBERS})
        return getattr(compiled, name)


class Guarded(Uncompiled):
    """A pattern that is not even compiled for a text that has none of some signs."""

    def __init__(self, expression: str, flags: int, signs: Sequence[str]) -> None:
        super().__init__(expression, flags)
        self.signs = signs

    def finditer(self, text: str, *between: int) -> Iterator[re.Match[str]]:
        if not any(sign in text for sign in self.signs):
            return iter(())
        found: Iterator[re.Match[str]] = self.__getattr__("finditer")(text, *between)
        return found

    def sub(self, new: str | Callable[[re.Match[str]], str], text: str) -> str:
        if not any(sign in text for sign in self.signs):
            return text
        changed: str = self.__getattr__("sub")(new, text)
        return changed

    def _tried(self, how: str, text: str, *between: int) -> re.Match[str] | None:
        if not any(sign in text for sign in self.signs):
            return None
        found: re.Match[str] | None = self.__getattr__(how)(text, *between)
        return found

    def search(self, text: str, *between: int) -> re.Match[str] | None:
        return self._tried("search", text, *between)

    def match(self, text: str, *between: int) -> re.Match[str] | None:
        return self._tried("match", text, *between)

    def fullmatch(self, text: str, *between: int) -> re.Match[str] | None:
        return self._tried("fullmatch", text, *between)


def regex(expression: str, flags: int = 0, *, only_with: Sequence[str] = ()) -> re.Pattern[str]:
    """What ``re.compile`` returns, for use by its methods and attributes; compiled at the first use of one.

    ``only_with``: a text that it matches has one of these in it, so that most texts need no costly pattern.

    >>> regex(r"\\d+").findall("12 and 3")
    ['12', '3']

    Raises re.error at that first use, for an expression that is none.
    """
    uncompiled: Any = Guarded(expression, flags, only_with) if only_with else Uncompiled(expression, flags)
    pattern: re.Pattern[str] = uncompiled
    return pattern
