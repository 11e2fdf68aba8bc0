"""Regular expressions that are compiled when they are first used.

One run of a command uses a third of the package's patterns, and to compile them all would take it longer than its
own work. So every module declares its patterns with ``regex`` where it would call ``re.compile``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter

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
        self.signs = tuple(signs or beginnings)
        self.beginnings = tuple(beginnings)
        self.any_case = bool(flags and flags & re.IGNORECASE) and any(map(str.islower, self.signs))
        self._longest = max(map(len, beginnings), default=0)

    def __getattr__(self, name: str) -> Any:
        if name not in _WITHOUT_MATCH:
            return super().__getattr__(name)
        of_a_place = bool(self.beginnings) and name in _AT_A_PLACE
        member = _where_it_may_begin(self, name) if of_a_place else _where_signs_are(self, name)
        self.__dict__[name] = member
        return member

    def may_be_in(self, text: str) -> bool:
        """Whether a text has one of the signs. Some letters that are not ASCII are ASCII letters in the other case."""
        if self.any_case:
            if not text.isascii():
                return True
            text = text.lower()
        for sign in self.signs:  # noqa: SIM110 - a generator costs a short text more than the pattern
            if sign in text:
                return True
        return False

    def may_begin(self, text: str, at: int = 0) -> bool:
        """Whether one of the beginnings is at a place of a text."""
        if not self.any_case:
            return text.startswith(self.beginnings, at)
        head = text[at : at + self._longest]
        return not head.isascii() or head.lower().startswith(self.beginnings)


# The members that are asked behind a guard, and what they return for a text where nothing matches.
_WITHOUT_MATCH: Mapping[str, Callable[[str], object]] = {
    "finditer": lambda _text: iter(()),
    "findall": lambda _text: [],
    "sub": lambda text: text,
    **dict.fromkeys(("search", "match", "fullmatch"), lambda _text: None),
}
_AT_A_PLACE = ("match", "fullmatch")


def _where_signs_are(pattern: Guarded, name: str) -> Callable[..., object]:
    """A member of a pattern, which is asked only of a text with one of the signs, or of a part of a text.

    To search the whole text for each of its parts would take the square of its length. Most patterns have one sign,
    and most texts do not have it: a function for these alone costs half of what one for all costs.
    """
    compiled, without, sign = attrgetter(f"compiled.{name}"), _WITHOUT_MATCH[name], pattern.signs[0]

    def substituted(new: object, text: str) -> object:
        return compiled(pattern)(new, text) if pattern.may_be_in(text) else text

    def of_one_sign(text: str, *between: int) -> object:
        return compiled(pattern)(text, *between) if between or sign in text else without(text)

    def of_any(text: str, *between: int) -> object:
        return compiled(pattern)(text, *between) if between or pattern.may_be_in(text) else without(text)

    if name == "sub":
        return substituted
    return of_any if pattern.any_case or len(pattern.signs) > 1 else of_one_sign


def _where_it_may_begin(pattern: Guarded, name: str) -> Callable[..., object]:
    """A member of a pattern, which is asked only of a place where one of the beginnings is."""
    compiled, beginnings = attrgetter(f"compiled.{name}"), pattern.beginnings

    def of_letters(text: str, at: int = 0, *end: int) -> object:
        return compiled(pattern)(text, at, *end) if text.startswith(beginnings, at) else None

    def of_any_case(text: str, at: int = 0, *end: int) -> object:
        return compiled(pattern)(text, at, *end) if pattern.may_begin(text, at) else None

    return of_any_case if pattern.any_case else of_letters


def regex(
    expression: str, flags: int = 0, *, only_with: Sequence[str] = (), begins_with: Sequence[str] = ()
) -> re.Pattern[str]:
    """What ``re.compile`` returns, for use by its methods and attributes; compiled at the first use of one.

    ``only_with``: a text that it matches has one of these in it, so that most texts need no costly pattern; where they
    are one string, one of its characters.
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
