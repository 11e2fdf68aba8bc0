"""Texts that a pattern may be slow at, made of the pattern's own parts, and how the time grows with their length.

A text is a part of what a pattern matches, again and again: all of it up to some place, or what one of its repeats
takes, after what leads there. Nothing is known here of why a pattern is slow, so that this finds what
``tests.ambiguity`` overlooks.
"""

from __future__ import annotations

import math
import re
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, product
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from tests.ambiguity import LETTERS, letters_of

_SLOW = 0.002  # seconds: hardly a text of _LONGEST letters takes so long that is read once
_LONGEST = 1 << 12
_FEW, _MUCH_TOO_SLOW = (12, 24, 36), 0.02  # so many parts, which take that long only where each doubles the time
_MANY = 12  # so often or more is without end
_ENDS = ("", "\n\x00", '"')  # what a pattern may not match after so much that it did
_VARIANTS = 4

TOO_STEEP = 6
# Such as the package once had: each took seconds for a text of some thousand letters or less.
FOUND_BEFORE = [
    r"(?:\d|[xX*#]|y(?=y)|(?<=y)y|_(?=_)|(?<=_)_)*!",
    r"[A-Za-z][A-Za-z0-9_]*(?:\[[^\]]*\])*=",
    r"<\s*\w*\s*>",
    r"\[\s*\w*\s*\w*\s*\]",
]


@dataclass(frozen=True, slots=True)
class Growth:
    """How many times as long four times a text takes; the repeated part, with what is before and after it."""

    times: float
    before: str
    part: str
    after: str


def worst(expression: str, flags: int, uses: Iterable[str]) -> Growth:
    """The steepest growth that the texts for a pattern show, with ``times`` 0 where none takes long."""
    pattern = re.compile(expression, flags)
    methods = [_AT_ONE_PLACE.get(use, re.Pattern.finditer) for use in uses] or [re.Pattern.finditer]
    found = Growth(0, "", "", "")
    for (before, part), after in product(_texts(expression, flags), _ENDS):
        for method in dict.fromkeys(methods):
            times = _growth(pattern, method, before, part, after)
            if times > found.times:
                found = Growth(times, before, part, after)
                if times > TOO_STEEP:
                    return found
    return found


# All other uses go on after a match, and are tried as finditer.
_AT_ONE_PLACE: dict[str, Any] = {"match": re.Pattern.match, "fullmatch": re.Pattern.fullmatch}


def _growth(pattern: re.Pattern[str], method: Any, before: str, part: str, after: str) -> float:
    """The growth from a quarter of the parts that take long; 0 where none do, ``inf`` where few do.

    What is read again for at most some hundred letters grows as the square does until a text has so many: a growth
    that is too steep is measured again from there on.
    """
    for number in _FEW:
        if _took(pattern, method, before + part * number + after) > _MUCH_TOO_SLOW:
            return math.inf
    number = _FEW[-1]
    while 4 * number * len(part) <= _LONGEST:
        short, long, longer = (before + part * number * times + after for times in (1, 4, 16))
        if _took(pattern, method, long) > _SLOW:
            growth = _ratio(pattern, method, short, long)
            return growth if growth <= TOO_STEEP else min(growth, _ratio(pattern, method, long, longer))
        number *= 4
    return 0


def _ratio(pattern: re.Pattern[str], method: Any, short: str, long: str) -> float:
    longs, shorts = ([_took(pattern, method, text) for _ in range(times)] for text, times in ((long, 2), (short, 3)))
    return min(longs) / min(shorts)


def _took(pattern: re.Pattern[str], method: Any, text: str) -> float:
    start = time.process_time()
    found = method(pattern, text)
    if not isinstance(found, re.Match | None):
        deque(found, maxlen=0)
    return time.process_time() - start


def _texts(expression: str, flags: int) -> Iterator[tuple[str, str]]:
    """What is before the repeated part, and the part."""
    parsed = parser.parse(expression, flags)
    yield from dict.fromkeys(pair for pair in _pairs(parsed, parsed.state.flags, [""]) if pair[1])


def _pairs(nodes: Any, flags: int, begins: list[str]) -> Iterator[tuple[str, str]]:
    """The texts of a sequence that follows some texts: each beginning of it, and what its repeats take."""
    for node in nodes:
        kind, about = node
        inner, inner_flags = _inside(kind, about, flags)
        for one in inner:
            yield from _pairs(one, inner_flags, begins)
        samples = _samples([node], flags)
        if kind in _REPEATS and about[1] >= _MANY:
            yield from product(begins, filter(None, samples))
        begins = _some(begin + sample for begin in begins for sample in samples)
        if kind is not ops.LITERAL:
            yield from (("", begin) for begin in begins)
    yield from (("", begin) for begin in begins)


_REPEATS = (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT)


def _inside(kind: Any, about: Any, flags: int) -> tuple[list[Any], int]:
    """The sequences within a node, and their flags."""
    if kind is ops.SUBPATTERN:
        return [about[3]], (flags | about[1]) & ~about[2]
    if kind is ops.BRANCH:
        return list(about[1]), flags
    if kind in _REPEATS:
        return [about[2]], flags
    if kind is ops.ATOMIC_GROUP:
        return [about], flags
    return ([about[1]], flags) if kind is ops.ASSERT else ([], flags)


def _samples(nodes: Any, flags: int) -> list[str]:
    """Some texts that a sequence matches, perhaps; a lookaround's are such as it asks for."""
    found = [""]
    for node in nodes:
        kind, about = node
        inner, inner_flags = _inside(kind, about, flags)
        if inner:
            own = [sample for one in inner for sample in _samples(one, inner_flags)]
            if kind in _REPEATS:
                own = _some([sample * max(about[0], 1) for sample in own] + [""] * (not about[0]))
            elif kind is ops.ASSERT:
                own = ["", *own]
        elif kind in (ops.LITERAL, ops.NOT_LITERAL, ops.IN, ops.ANY):
            own = _letters(letters_of(node, flags))
        else:
            own = [""]
        found = _some(begin + sample for sample in own for begin in found)
    return found


def _letters(mask: int) -> list[str]:
    """A letter, a digit or sign, and a space of a set."""
    members = [letter for number, letter in enumerate(LETTERS) if mask >> number & 1]
    return _some(letter for is_kind in _KINDS for letter in islice(filter(is_kind, members), 1))


_KINDS = (str.isalpha, str.isdigit, str.isspace, lambda letter: not letter.isalnum() and not letter.isspace())


def _some(texts: Iterable[str]) -> list[str]:
    return list(islice(dict.fromkeys(texts), _VARIANTS)) or [""]
