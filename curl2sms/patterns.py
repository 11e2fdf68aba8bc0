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


class Uncompiled:
    """Means a pattern, and has each of its members as soon as that is asked for."""

    compiled: re.Pattern[str]

    def __init__(self, expression: str, flags: int) -> None:
        self.expression = self.pattern = expression  # the latter is a compiled one's name for it
        self.wanted_flags = flags

    def __getattr__(self, name: str) -> Any:
        if name == "compiled":
            member: Any = re.compile(self.expression, self.wanted_flags)
        else:
            member = getattr(self.compiled, name)
        setattr(self, name, member)
        return member


class Guarded(Uncompiled):
    """A pattern that is not even compiled for a text that has none of some signs, or does not begin with one."""

    def __init__(self, expression: str, flags: int, signs: Sequence[str], beginnings: Sequence[str]) -> None:
        super().__init__(expression, flags)
        self.signs = signs or beginnings
        self.beginnings = tuple(beginnings)
        self._longest = max(map(len, beginnings), default=0)
        self._any_case = bool(flags and flags & re.IGNORECASE) and any(map(str.islower, self.signs))
        self._may_be_at = self.may_begin if beginnings else self.may_be_in

    def may_be_in(self, text: str, *between: int) -> bool:
        """Whether a text has one of the signs; True for a part of a text, which is not searched.

        To search the whole text for each of its parts would take the square of its length. Some letters that are not
        ASCII are ASCII letters in the other case.
        """
        if between:
            return True
        if self._any_case:
            if not text.isascii():
                return True
            text = text.lower()
        for sign in self.signs:  # noqa: SIM110 - a generator costs a short text more than the pattern
            if sign in text:
                return True
        return False

    def may_begin(self, text: str, at: int = 0, _end: int = 0) -> bool:
        """Whether one of the beginnings is at a place of a text."""
        if not self._any_case:
            return text.startswith(self.beginnings, at)
        head = text[at : at + self._longest]
        return not head.isascii() or head.lower().startswith(self.beginnings)

    def finditer(self, text: str, *between: int) -> Iterator[re.Match[str]]:
        return self.compiled.finditer(text, *between) if self.may_be_in(text, *between) else iter(())

    def findall(self, text: str) -> list[Any]:
        return self.compiled.findall(text) if self.may_be_in(text) else []

    def sub(self, new: str | Callable[[re.Match[str]], str], text: str) -> str:
        return self.compiled.sub(new, text) if self.may_be_in(text) else text

    def search(self, text: str, *between: int) -> re.Match[str] | None:
        return self.compiled.search(text, *between) if self.may_be_in(text, *between) else None

    def match(self, text: str, *between: int) -> re.Match[str] | None:
        return self.compiled.match(text, *between) if self._may_be_at(text, *between) else None

    def fullmatch(self, text: str, *between: int) -> re.Match[str] | None:
        return self.compiled.fullmatch(text, *between) if self._may_be_at(text, *between) else None


def regex(
    expression: str, flags: int = 0, *, only_with: Sequence[str] = (), begins_with: Sequence[str] = ()
) -> re.Pattern[str]:
    """What ``re.compile`` returns, for use by its methods and attributes; compiled at the first use of one.

    ``only_with``: a text that it matches has one of these in it, so that most texts need no costly pattern.
    ``begins_with``: what it matches begins with one of these; for a place in a long text, which is not searched.
    Where case is ignored, both are in lower case.

    >>> regex(r"\\d+").findall("12 and 3")
    ['12', '3']

    Raises re.error at that first use, for an expression that is none.
    """
    uncompiled: Any = Uncompiled(expression, flags)
    if only_with or begins_with:
        uncompiled = Guarded(expression, flags, only_with, begins_with)
    pattern: re.Pattern[str] = uncompiled
    return pattern
