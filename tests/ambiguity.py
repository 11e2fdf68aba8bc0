"""How a pattern can be tried in more ways than a text has letters, found in an automaton of the pattern.

``re`` tries one way after the other until one matches, and a text that none matches has to be tried in all ways. The
positions of a pattern (each place where it takes one character) are the states, and what may follow what the edges.
A text ``v`` that can be repeated makes trouble in three ways:

- *exponential*: it leads from a position back to itself in two ways, so that n of it are tried in 2 to the n.
- *polynomial*: it leads from one loop back into it, from there into another loop, and in that back into it. Where the
  first loop ends can be chosen, so n of it are tried in n squared, with a third such loop in n cubed.
- *restarted*: the same where the first loop is the search itself, which tries the pattern at each letter.

Weideman and others, "Analyzing matching time behavior of backtracking regular expression matchers", CIAA 2016, has
this for patterns without lookarounds. Here a lookaround of one character narrows what may stand at its side; its inside
is a way of its own, which leads nowhere. Two ways that split inside an atomic group can't both leave it.

What is not known counts as possible: a finding may be harmless, above all where another alternative matches at once.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from re import _compiler as compiler  # type: ignore[attr-defined]
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

LETTERS = [
    chr(code) for code in (*range(9, 14), *range(32, 127), 0xA0, 0xE9, 0x200B, 0x2013, 0x201C, 0x2019, 0xFDD0, 0xFDD1)
]
ALL = (1 << len(LETTERS)) - 1
EDGE = 1 << len(LETTERS)  # no letter: the text begins or ends here
ANY = ALL | EDGE
NEW_LINE = 1 << LETTERS.index("\n")
MANY = 12  # so often or more is without end, where 2 to the power of it counts
VERY_MANY = 256  # and where its square does
SEARCH = -1  # the search that tries the pattern at each letter, as a position


@dataclass(frozen=True, slots=True)
class Link:
    """What a way through no letters asks for: letters before and after it, as bits of LETTERS; what it leaves."""

    before: int = ANY
    after: int = ANY
    leaves: frozenset[int] = frozenset()

    def then(self, other: Link) -> Link:
        return Link(self.before & other.before, self.after & other.after, self.leaves | other.leaves)

    @property
    def is_free(self) -> bool:
        return self.before == self.after == ANY


@dataclass(slots=True)
class Part:
    """A piece of a pattern: where it begins, where it ends, and the ways through it that take no letter."""

    first: list[tuple[Link, int]] = field(default_factory=list)
    last: list[tuple[int, Link]] = field(default_factory=list)
    empty: list[Link] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Edge:
    """From one position to the next: the letters before and at the target, the groups that it leaves."""

    target: int
    before: int
    letters: int
    leaves: frozenset[int]


@dataclass(frozen=True, slots=True)
class Position:
    """Where a pattern takes one of ``letters``; ``groups`` are the atomic groups and lookarounds around it."""

    letters: int
    groups: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """``kind`` is exponential, polynomial or restarted; ``text`` is what to repeat."""

    kind: str
    text: str


_KNOWN: dict[tuple[str, int], int] = {}


def letters_of(node: Any, flags: int) -> int:
    """The letters that one character's node matches."""
    key = repr(node), flags
    if key not in _KNOWN:
        state = parser.State()
        state.flags, state.str = flags & ~re.VERBOSE | re.UNICODE, ""
        pattern = compiler.compile(parser.SubPattern(state, [node]))
        _KNOWN[key] = sum(1 << number for number, letter in enumerate(LETTERS) if pattern.match(letter))
    return _KNOWN[key]


class Automaton:
    """The positions of a pattern, and what may follow each. ``many``: a repeat of so many counts as one without end."""

    def __init__(self, expression: str, flags: int, many: int) -> None:
        parsed = parser.parse(expression, flags)
        self.many = many
        self.positions: list[Position] = []
        self.edges: list[list[Edge]] = []
        self.lookarounds: set[int] = set()
        self.enough: dict[int, set[int]] = {}  # for each group the positions after which it has matched
        self._groups: list[int] = []
        self._captured: dict[int, tuple[Any, int]] = {}
        self._number = 0
        whole = self._sequence(parsed, parsed.state.flags)
        self.begins = [self._edge(link, position) for link, position in whole.first]
        self.ends = [0] * len(self.positions)  # what may follow where the pattern has matched after a position
        for position, link in whole.last:
            self.ends[position] |= link.after if link.before == ANY else 0

    def _edge(self, link: Link, target: int) -> Edge:
        return Edge(target, link.before, self.positions[target].letters & link.after, link.leaves)

    def _sequence(self, nodes: Iterable[Any], flags: int) -> Part:
        whole = Part(empty=[Link()])
        for node in nodes:
            whole = self._joined(whole, self._part(node, flags))
        return whole

    def _joined(self, one: Part, other: Part) -> Part:
        self._connect(one, other)
        return Part(
            one.first + [(way.then(link), position) for way in one.empty for link, position in other.first],
            [(position, link.then(way)) for way in other.empty for position, link in one.last] + other.last,
            _two_of_each(way.then(more) for way in one.empty for more in other.empty),
        )

    def _connect(self, one: Part, other: Part) -> None:
        for source, out in one.last:
            for into, target in other.first:
                edge = self._edge(out.then(into), target)
                if edge.letters and edge.before & self.positions[source].letters:
                    self.edges[source].append(edge)

    def _part(self, node: Any, flags: int) -> Part:
        kind, about = node
        if kind in (ops.LITERAL, ops.NOT_LITERAL, ops.IN, ops.ANY, ops.CATEGORY):
            return self._letter(letters_of(node, flags))
        if kind is ops.SUBPATTERN:
            number, added, removed, inside = about
            flags = (flags | added) & ~removed
            if number is not None:
                self._captured[number] = inside, flags
            return self._sequence(inside, flags)
        if kind is ops.BRANCH:
            return _either([self._sequence(branch, flags) for branch in about[1]])
        if kind in (ops.MAX_REPEAT, ops.MIN_REPEAT):
            return self._repeated(about, flags)
        if kind is ops.POSSESSIVE_REPEAT:
            return self._grouped(lambda: self._repeated(about, flags))
        if kind is ops.ATOMIC_GROUP:
            return self._grouped(lambda: self._sequence(about, flags))
        if kind in (ops.ASSERT, ops.ASSERT_NOT):
            return self._lookaround(about[0] > 0, kind is ops.ASSERT, about[1], flags)
        if kind is ops.AT:
            return Part(empty=_at(about, flags))
        if kind is ops.GROUPREF:
            return self._sequence(*self._captured[about])
        if kind is ops.GROUPREF_EXISTS:
            return _either([self._sequence(branch or [], flags) for branch in about[1:]])
        raise AssertionError(kind)

    def _letter(self, letters: int) -> Part:
        self.positions.append(Position(letters, tuple(self._groups)))
        self.edges.append([])
        number = len(self.positions) - 1
        return Part([(Link(), number)], [(number, Link())])

    def _repeated(self, about: Any, flags: int) -> Part:
        """A repeat, of which two rounds at most are written out."""
        least, most, inside = about
        whole = Part(empty=[Link()])
        if most >= self.many:
            for _ in range(min(least - 1, 1)):
                whole = self._joined(whole, self._sequence(inside, flags))
            loop = self._sequence(inside, flags)
            self._connect(loop, loop)
            return self._joined(whole, loop if least else _either([loop, Part(empty=[Link()])]))
        ends = [whole] if not least else []
        for number in range(1, min(most, 2) + 1):
            whole = self._joined(whole, self._sequence(inside, flags))
            ends += [whole] if number >= min(least, 2) else []
        last = dict.fromkeys(way for end in ends for way in end.last)
        return Part(whole.first, list(last), _two_of_each(way for end in ends for way in end.empty))

    def _grouped(self, make: Callable[[], Part]) -> Part:
        """What is tried once: who leaves it does not come back for another way through it."""
        number = self._number = self._number + 1
        self._groups.append(number)
        inside = make()
        self._groups.pop()
        leave = Link(leaves=frozenset({number}))
        self.enough[number] = {position for position, link in inside.last if link.is_free}
        inside.last = [(position, link.then(leave)) for position, link in inside.last]
        return inside

    def _lookaround(self, is_ahead: bool, is_wanted: bool, nodes: Any, flags: int) -> Part:
        number = self._number + 1
        self.lookarounds.add(number)
        inside = self._grouped(lambda: self._sequence(nodes, flags))
        if is_wanted and is_ahead:
            guard = _union([way.after for way in inside.empty])
            guard |= _union([self._letters(position) & link.after for link, position in inside.first])
        elif is_wanted:
            guard = _union([way.before for way in inside.empty])
            guard |= _union([self._letters(position) & link.before for position, link in inside.last])
        else:
            guard = ANY & ~self._enough(inside, is_ahead, frozenset({number}))
        link = Link(after=guard) if is_ahead else Link(before=guard)
        # A lookbehind has a length, so that what it tries is bounded.
        return Part(first=inside.first if is_ahead else [], empty=[link])

    def _letters(self, position: int) -> int:
        return self.positions[position].letters

    def _enough(self, inside: Part, is_ahead: bool, leaves: frozenset[int]) -> int:
        """The letters each of which alone makes a lookaround true."""
        begins = {position for link, position in inside.first if link == Link()}
        ends = {position for position, link in inside.last if link == Link(leaves=leaves)}
        found = _union([self._letters(position) for position in begins & ends])
        for way in inside.empty:
            if (way.before if is_ahead else way.after) == ANY:
                found |= way.after if is_ahead else way.before
        return found


def _union(masks: Iterable[int]) -> int:
    found = 0
    for mask in masks:
        found |= mask
    return found


def _either(parts: Sequence[Part]) -> Part:
    whole = Part()
    for part in parts:
        whole.first += part.first
        whole.last += part.last
        whole.empty += part.empty
    whole.empty = _two_of_each(whole.empty)
    return whole


def _two_of_each(ways: Iterable[Link]) -> list[Link]:
    """Ways without those that are there twice already: that is enough to see that there are several."""
    counted: Counter[Link] = Counter(ways)
    return [way for way, times in counted.items() for _ in range(min(times, 2))]


def _at(where: Any, flags: int) -> list[Link]:
    """What a place without a letter asks for."""
    lines = NEW_LINE if flags & re.MULTILINE else 0
    word = letters_of((ops.IN, [(ops.CATEGORY, ops.CATEGORY_WORD)]), flags)
    other = ANY & ~word
    return {
        ops.AT_BEGINNING: [Link(before=EDGE | lines)],
        ops.AT_BEGINNING_STRING: [Link(before=EDGE)],
        ops.AT_END: [Link(after=EDGE | NEW_LINE)],
        ops.AT_END_STRING: [Link(after=EDGE)],
        ops.AT_BOUNDARY: [Link(before=word, after=other), Link(before=other, after=word)],
        ops.AT_NON_BOUNDARY: [Link(before=word, after=word), Link(before=other, after=other)],
    }[where]


@dataclass(frozen=True, slots=True)
class _Runs:
    """Where ways through a pattern are that read the same text; ``letters`` is what its last letter may be.

    ``before`` is what the letter before the text may be. The first two began as one; ``split`` is set as soon as they
    are two, and ``inside`` then is the innermost group that holds both and that none of them can leave.
    """

    at: tuple[int, ...]
    letters: int
    before: int = ALL
    split: bool = False
    inside: int = 0


class _Search:
    """The search for a text that leads several ways from where they are to where they should be."""

    def __init__(self, automaton: Automaton, restarts: bool) -> None:
        self.automaton = automaton
        self.again = [Edge(SEARCH, ANY, ALL, frozenset()), *automaton.begins] if restarts else []

    def edges(self, position: int) -> list[Edge]:
        return self.again if position == SEARCH else self.automaton.edges[position]

    def groups(self, position: int) -> tuple[int, ...]:
        return () if position == SEARCH else self.automaton.positions[position].groups

    def parting(self, source: int, one: Edge, other: Edge) -> int | None:
        """The group that two ways can't leave that part here; 0 for none, None where only one of them is tried."""
        around = self.groups(source)
        targets = [(edge, self.groups(edge.target)) for edge in (one, other)]
        if any(group in self.automaton.lookarounds and group not in around for _, to in targets for group in to):
            return 0
        common = 0
        for group in around:
            left = [group in edge.leaves for edge in (one, other)]
            if left[0] != left[1]:
                return None
            common = common if left[0] else group
        for group in targets[0][1]:
            is_new = [group in to and (group not in around or group in edge.leaves) for edge, to in targets]
            common = group if all(is_new) else common
        return common

    def found(self, begin: tuple[int, ...], end: tuple[int, ...], within: Sequence[set[int] | None]) -> str | None:
        """A text that leads from some positions to others, each way within a set of positions."""
        first = _Runs(begin, ANY if begin[0] == SEARCH else self.automaton.positions[begin[0]].letters)
        known: dict[_Runs, tuple[_Runs, int] | None] = {first: None}
        waiting = deque([first])
        while waiting:
            runs = waiting.popleft()
            for after, letters in self.steps(runs, within):
                if runs is first:
                    after = replace(after, before=letters & ALL)
                if after in known:
                    continue
                known[after] = runs, letters
                if after.split and after.at == end and after.letters & after.before:
                    return _spelled(known, after)
                waiting.append(after)
        return None

    def steps(self, runs: _Runs, within: Sequence[set[int] | None]) -> Iterator[tuple[_Runs, int]]:
        """Where the ways may be one letter later, and what the letter before must have been for that."""
        choices = [
            [edge for edge in self.edges(at) if inside is None or edge.target in inside]
            for at, inside in zip(runs.at, within, strict=True)
        ]
        for number, one in enumerate(choices[0]):
            before, letters = runs.letters & one.before, one.letters
            if not (before and letters):
                continue
            for twin, other in enumerate(choices[1]):
                if not (before & other.before and letters & other.letters):
                    continue
                split, inside = runs.split, runs.inside
                if not split and runs.at[0] == runs.at[1]:
                    split = number != twin
                    parting = self.parting(runs.at[0], one, other) if split else 0
                    if parting is None:
                        continue
                    inside = parting
                for third in choices[2] if len(choices) > 2 else (None,):
                    edges = (one, other, third) if third else (one, other)
                    last = runs.letters & _shared(edge.before for edge in edges)
                    now = _shared(edge.letters for edge in edges)
                    if last and now and not (inside and self._ended(inside, edges)):
                        yield _Runs(tuple(edge.target for edge in edges), now, runs.before, split, inside), last

    def _ended(self, group: int, edges: Iterable[Edge]) -> bool:
        """Whether a way is through with a group, so that no other way through it is tried."""
        return any(group in edge.leaves or edge.target in self.automaton.enough[group] for edge in edges)


def _shared(masks: Iterable[int]) -> int:
    found = ANY
    for mask in masks:
        found &= mask
    return found


def _spelled(known: dict[_Runs, tuple[_Runs, int] | None], runs: _Runs) -> str:
    """A text of the letters that led here."""
    text, letters = "", runs.letters & runs.before
    while (step := known[runs]) is not None:
        text = LETTERS[(letters & -letters).bit_length() - 1] + text
        runs, letters = step[0], step[1] & ALL
    return text


def components(automaton: Automaton) -> list[set[int]]:
    """The sets of positions from each of which all others of the set can be reached again."""
    reached = []
    for begin in range(len(automaton.positions)):
        known: set[int] = set()
        waiting = [begin]
        while waiting:
            for edge in automaton.edges[waiting.pop()]:
                if edge.target not in known:
                    known.add(edge.target)
                    waiting.append(edge.target)
        reached.append(known)
    found: list[set[int]] = []
    for position, known in enumerate(reached):
        if position in known and not any(position in one for one in found):
            found.append({other for other in known if position in reached[other]})
    return found


def exponential(expression: str, flags: int = 0) -> Finding | None:
    """A text, n of which are tried in 2 to the n ways."""
    automaton = Automaton(expression, flags, MANY)
    search = _Search(automaton, restarts=False)
    for component in components(automaton):
        position = min(component)
        text = search.found((position, position), (position, position), (component, component))
        if text is not None:
            return Finding("exponential", text)
    return None


def polynomial(expression: str, flags: int = 0, *, is_searched: bool = True, is_whole: bool = False) -> Finding | None:
    """A text, n of which are tried in n squared ways or more.

    ``is_searched``: the pattern is tried at each letter; ``is_whole``: it must match to the end (``fullmatch``).
    """
    automaton = Automaton(expression, flags, VERY_MANY)
    search = _Search(automaton, is_searched)
    loops = components(automaton)
    matched = _sure(automaton, is_whole=is_whole)
    for loop in loops:
        inside = loop - matched
        for position in sorted(inside):
            if is_searched:
                text = search.found((SEARCH, SEARCH, position), (SEARCH, position, position), ({SEARCH}, None, inside))
                if text is not None:
                    return Finding("restarted", text)
            for other in loops:
                if other is loop or not _reaches(automaton, other, loop):
                    continue
                for begin in sorted(other):
                    text = search.found((begin, begin, position), (begin, position, position), (other, None, inside))
                    if text is not None:
                        return Finding("polynomial", text)
    return None


def _sure(automaton: Automaton, *, is_whole: bool) -> set[int]:
    """The positions from which some way matches, whatever follows; ``is_whole``: to the end of the text."""
    ends = [letters & EDGE if is_whole else letters for letters in automaton.ends]
    sure = set(range(len(ends)))
    while unsure := {one for one in sure if _follows(automaton, one, sure) | ends[one] != ANY}:
        sure -= unsure
    return sure


def _follows(automaton: Automaton, position: int, targets: set[int]) -> int:
    """The letters that lead from a position to one of some others."""
    return _union(edge.letters for edge in automaton.edges[position] if edge.before == ANY and edge.target in targets)


def _reaches(automaton: Automaton, begin: set[int], end: set[int]) -> bool:
    known, waiting = set(begin), list(begin)
    while waiting:
        for edge in automaton.edges[waiting.pop()]:
            if edge.target not in known:
                known.add(edge.target)
                waiting.append(edge.target)
    return bool(known & end)
