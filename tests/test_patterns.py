"""No pattern of the package explodes: none repeats what can match the same text in two ways.

Each pattern is looked at as ``re`` parses it. What is repeated without a bound is written out in every way for texts of
up to three characters. Where two ways match one text, a text that repeats it may take twice as long with each
repetition. What a lookaround asks for is left out of account; an atomic group or a possessive repeat, which never looks
back, counts as one character.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import curl2sms
from curl2sms.patterns import Uncompiled

LONGEST = 3
UNBOUNDED = 12  # as often or more
MOST_WAYS = 400
LETTERS = [
    chr(code) for code in (*range(9, 14), *range(32, 127), 0xA0, 0xE9, 0x200B, 0x2013, 0x201C, 0x2019, 0xFDD0, 0xFDD1)
]
ANYTHING = (1 << len(LETTERS)) - 1
Way = tuple[int, ...]  # for each character the letters that it may be, a bit for each of LETTERS


def letters_of(node: Any, flags: int) -> int:
    """The letters that one character's node matches."""
    compiled = re._compiler  # type: ignore[attr-defined]
    pattern = compiled.compile(_single(node, flags))
    return sum(1 << number for number, letter in enumerate(LETTERS) if pattern.match(letter))


def _single(node: Any, flags: int) -> Any:
    state = parser.State()
    state.flags, state.str = flags & ~re.VERBOSE | re.UNICODE, ""
    return parser.SubPattern(state, [node])


def ways(nodes: Sequence[Any], flags: int, left: int = LONGEST) -> list[Way]:
    """The ways in which nodes match a text of some characters at most."""
    found: list[Way] = [()]
    for node in nodes:
        longer = []
        for way in found:
            longer += [way + more for more in ways_of(node, flags, left - len(way))]
        found = longer[:MOST_WAYS]
    return found


def ways_of(node: Any, flags: int, left: int) -> list[Way]:
    """The ways of one node."""
    kind, about = node
    if kind in (ops.LITERAL, ops.NOT_LITERAL, ops.IN, ops.ANY, ops.CATEGORY):
        return [(letters_of(node, flags),)] if left else []
    if kind is ops.SUBPATTERN:
        _, added, removed, inside = about
        return ways(inside, (flags | added) & ~removed, left)
    if kind is ops.BRANCH:
        return [way for branch in about[1] for way in ways(branch, flags, left)]
    if kind in (ops.MAX_REPEAT, ops.MIN_REPEAT):
        least, most, inside = about
        return repeated(inside, flags, left, least, min(int(most), LONGEST))
    if kind is ops.POSSESSIVE_REPEAT:
        least, _, inside = about
        return ([] if least else [()]) + one_of(ways(inside, flags, left))
    if kind is ops.ATOMIC_GROUP:
        return one_of(ways(about, flags, left))
    return [()]  # what has no width, and what a group matched before


def one_of(found: list[Way]) -> list[Way]:
    """What a group that never looks back takes: one way for each first letter."""
    first = 0
    for way in found:
        first |= way[0] if way else 0
    return [(first,)] if first else [()]


def repeated(inside: Sequence[Any], flags: int, left: int, least: int, most: int) -> list[Way]:
    """The ways of nodes one after the other, so often; each but a first one takes a character at least."""
    once = [way for way in ways(inside, flags, left) if way]
    found: list[Way] = [] if least else [()]
    last: list[Way] = [()]
    for count in range(1, most + 1):
        last = [(*way, *more) for way in last for more in once if len(way) + len(more) <= left][:MOST_WAYS]
        found += last if count >= least else []
    return found


def repeats(nodes: Sequence[Any], flags: int) -> Iterator[tuple[Sequence[Any], int]]:
    """What is repeated without a bound, wherever it is, and the flags there."""
    for kind, about in nodes:
        inside: list[tuple[Sequence[Any], int]] = []
        if kind in (ops.MAX_REPEAT, ops.MIN_REPEAT):
            inside = [(about[2], flags)]
            if about[1] >= UNBOUNDED:
                yield about[2], flags
        elif kind is ops.POSSESSIVE_REPEAT:
            inside = [(about[2], flags)]
        elif kind is ops.SUBPATTERN:
            inside = [(about[3], (flags | about[1]) & ~about[2])]
        elif kind is ops.BRANCH:
            inside = [(branch, flags) for branch in about[1]]
        elif kind is ops.ATOMIC_GROUP:
            inside = [(about, flags)]
        elif kind in (ops.ASSERT, ops.ASSERT_NOT):
            inside = [(about[1], flags)]
        for one in inside:
            yield from repeats(*one)


def explodes(expression: str, flags: int = 0) -> bool:
    """Whether something that a pattern repeats matches a text in two ways."""
    parsed = parser.parse(expression, flags)
    for inside, own in repeats(parsed, parsed.state.flags):
        by_length: dict[int, list[Way]] = {}
        for way in repeated(inside, own, LONGEST, 1, LONGEST):
            by_length.setdefault(len(way), []).append(way)
        for alike in by_length.values():
            if any(all(a & b for a, b in zip(one, other, strict=True)) for one, other in combinations(alike, 2)):
                return True
    return False


def patterns() -> dict[str, Uncompiled]:
    """All patterns that are in a module of the package."""
    names = [
        found.name for found in pkgutil.walk_packages(curl2sms.__path__, "curl2sms.") if "__main__" not in found.name
    ]
    return {
        f"{name}.{known}": one
        for name in names
        for known, one in vars(importlib.import_module(name)).items()
        if isinstance(one, Uncompiled)
    }


PATTERNS = patterns()


@pytest.mark.parametrize("name", PATTERNS)
def test_no_pattern_repeats_what_matches_in_two_ways(name: str) -> None:
    assert not explodes(PATTERNS[name].expression, PATTERNS[name].wanted_flags)


@pytest.mark.parametrize(
    "expression",
    [
        r"(?:\d|y(?=y)|(?<=y)y)*",
        r"(?:a|a)*b",
        r"(?:a*)*b",
        r"(?:a+ ?)*b",
        r'(?:\\.|[^"])*"',
        r"(?:\s*\w+\s*)*;",
        r"(?:a|ab|b)*c",
    ],
)
def test_what_explodes_is_found(expression: str) -> None:
    assert explodes(expression)


@pytest.mark.parametrize(
    "expression",
    [r"(?:\d|(?>y(?=y)|(?<=y)y))*", r"(?:a|b)*c", r'(?:\\.|[^"\\])*"', r"(?:ab|ac)*", r"(?:a++ ?)*b", r"(?:\w+ )*;"],
)
def test_what_does_not_explode_is_let_be(expression: str) -> None:
    assert not explodes(expression)
