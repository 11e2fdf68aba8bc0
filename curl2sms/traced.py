"""A text that knows, run by run, which characters of the sample it came from.

Reading cuts, joins and repairs texts at every stage: quotes go, variables are put in, spaces are encoded. Because all
this is done with traced texts, a value deep in a request still knows its place in what was pasted.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise, takewhile
from operator import attrgetter

from curl2sms.errors import Span
from curl2sms.records import attribute, record

# A text of more runs than any message has keeps coarser places, so that a megabyte of escapes stays quick.
MOST_RUNS = 5_000
# Of a value that is put into values again and again, the first places, and the last one.
_MOST_PLACES = 8


_END = attrgetter("end")  # of a run
_PARTS = attrgetter("start", "end", "begins", "ends", "exact", "used")
_NOWHERE: tuple[Span, ...] = ()
# What a run is made of.
_Planned = tuple[int, int, int, int, bool, tuple[Span, ...]]


@record
class Run:
    """Characters ``start`` to ``end`` of a traced text, and ``span``, the stretch of the sample that spells them.

    That is kept as the two numbers ``begins`` and ``ends``, because a text may have thousands of runs.

    ``exact`` means that each character is its own spelling, so that a part of one is the same part of the other. If
    not, only the whole run and the whole span belong together (``%20``, ``\\"``). ``used`` are the places that put the
    run in, one after the other, if it is put in: ``$TO``, where ``span`` is the value that ``TO=447700900123`` assigns.
    """

    start: int
    end: int
    begins: int
    ends: int
    exact: bool = True
    used: tuple[Span, ...] = ()

    @property
    def span(self) -> Span:
        """The stretch of the sample that spells the characters."""
        return Span(self.begins, self.ends)

    def clipped(self, start: int, end: int, shift: int) -> Run:
        """The run between two characters of the text, moved by ``shift``."""
        first = self.start if self.start > start else start
        last = self.end if self.end < end else end
        if not shift and first == self.start and last == self.end:
            return self
        begins, ends = self.begins, self.ends
        if self.exact:
            begins, ends = begins + first - self.start, begins + last - self.start
        return Run(first + shift, last + shift, begins, ends, self.exact, self.used)

    def spelling(self, start: int, end: int) -> Span:
        """The stretch that spells the characters between two of the run's own."""
        if not self.exact:
            return self.span
        return Span(self.begins + start - self.start, self.ends + end - self.end)

    def put_in_at(self, place: Span) -> Run:
        """The run as part of a value that the sample puts in at a place."""
        return Run(self.start, self.end, self.begins, self.ends, self.exact, (*self.used[: _MOST_PLACES - 1], place))

    @property
    def place(self) -> Span:
        """The stretch where the text is made of which this is a run."""
        return self.used[-1] if self.used else self.span


# The runs of a text; of one that the sample writes as it is, as most are, the character where it begins there; of one
# that a stretch of the sample spells as a whole, that stretch.
_Places = tuple[Run, ...] | Span | int


@record
class Traced:
    """A text with its runs, in order and without overlap. What no run covers was computed and is nowhere in the sample.

    Two traced texts are equal if they read the same, wherever they came from.
    """

    text: str
    places: _Places = attribute(default=(), compare=False, repr=False)

    @property
    def runs(self) -> tuple[Run, ...]:
        """The runs; a text that the sample writes as it is, or spells as a whole, has one."""
        at = self.places
        return at if isinstance(at, tuple) else tuple([Run(*planned) for planned in _planned(at, len(self.text))])

    @property
    def is_sample(self) -> bool:
        """Whether it is written at the very beginning of the sample, so that each character's place is its number."""
        if self.places == 0:
            return True
        run = self.runs[0] if len(self.runs) == 1 else None
        return run == Run(0, len(self.text), 0, len(self.text))

    def __len__(self) -> int:
        return len(self.text)

    def __str__(self) -> str:
        return self.text

    def __add__(self, other: Traced) -> Traced:
        return joined((self, other))

    def __getitem__(self, part: slice) -> Traced:
        """A stretch of the text; a step is not supported."""
        start, end, _ = part.indices(len(self.text))
        if end - start == len(self.text):
            return self
        if isinstance(self.places, int):
            return Traced(self.text[start:end], self.places + start)
        if start >= end:  # a run of no characters keeps the place
            point = self._point(start)
            return Traced("", (Run(0, 0, point.start, point.end),) if point else ())
        return Traced(self.text[start:end], _clipped(self._runs_between(start, end), start, end, -start))

    def span(self, start: int = 0, end: int | None = None) -> Span | None:
        """The stretch of the sample that spells ``text[start:end]``; None if it was computed, or a part within it was.

        What was computed at its ends does not count (``Bearer`` before a token). The stretch of an empty text is empty
        too, and lies where the text before it ends, or the text after it begins. Values that were put in from
        elsewhere count with the place that puts them in, unless they are all there is.
        """
        end = len(self.text) if end is None else end
        if written := self._written_place(start, end):
            return written
        if start >= end:
            return self._point(start)
        runs = self._runs_between(start, end)
        if len(runs) == 1 and runs[0].start <= start and end <= runs[0].end:  # as most are
            return runs[0].spelling(start, end)
        runs = _clipped(runs, start, end, 0)
        if not runs or any(one.end < other.start for one, other in pairwise(runs)):
            return None
        return _around(runs)

    def known_span(self, start: int = 0, end: int | None = None) -> Span | None:
        """As ``span``, but with what was computed within: from the first of what the sample spells to the last."""
        end = len(self.text) if end is None else end
        if written := self._written_place(start, end):
            return written
        runs = _clipped(self._runs_between(start, end), start, end, 0)
        return _around(runs) if runs else self._point(start)

    def _written_place(self, start: int, end: int) -> Span | None:
        """The place of ``text[start:end]`` in a text that the sample writes as it is."""
        at = self.places
        return Span(at + start, at + end) if isinstance(at, int) and 0 <= start < end <= len(self.text) else None

    def is_cut(self, start: int, end: int) -> bool:
        """Whether one place of the sample's ends, and another begins, within ``text[start:end]``."""
        return any(start < run.start < end or start < run.end < end for run in self._runs_between(start, end))

    def is_within(self, place: Span) -> bool:
        """Whether all that the sample spells of the text is spelt, or put in, within a stretch of it."""
        stretches = [run.place for run in self.runs]
        return all(place.start <= one.start and one.end <= place.end for one in stretches)

    def sub(self, pattern: re.Pattern[str], spelt: str | Callable[[re.Match[str]], str]) -> Traced:
        """The text with other characters for each match, as ``re.sub`` has it; they keep the match's place.

        In a stretch of the sample with more matches than a text keeps places for, several keep one place together.
        """
        matches = pattern.finditer(self.text)
        if isinstance(spelt, str):
            edits = [(found.start(), found.end(), spelt) for found in matches]
        else:
            edits = [(found.start(), found.end(), spelt(found)) for found in matches]
        return self._edited(edits)

    def _edited(self, edits: list[tuple[int, int, str]]) -> Traced:
        """The text with its edits, several of them as one where they are many and have one place."""
        if len(edits) <= MOST_RUNS // 2:
            return self.edited(edits)
        if len(self.runs) == 1:
            together = -(-len(edits) // (MOST_RUNS // 2))
            return self.edited(self._as_one(edits[at : at + together]) for at in range(0, len(edits), together))
        return self.edited(self._by_place(edits))

    def _by_place(self, edits: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
        """The edits, those as one that follow each other within a run that gives all of it the same place."""
        runs = iter(self.runs)
        run, around = next(runs, None), None
        together: list[tuple[int, int, str]] = []
        for edit in edits:
            start, end, _ = edit
            while run is not None and run.end <= start:
                run = next(runs, None)
            is_within = run is not None and not run.exact and run.start <= start and end <= run.end
            if together and not (is_within and run is around):
                yield self._as_one(together)
                together = []
            if is_within:
                together.append(edit)
                around = run
            else:
                yield edit
        if together:
            yield self._as_one(together)

    def decoded(self, value: str, offsets: Sequence[int]) -> Traced:
        """A value that this text spells: its character ``n`` from ``offsets[n]`` to ``offsets[n + 1]``."""
        if value == self.text:
            return self
        old = self.text
        each = zip(pairwise(offsets), value, strict=True)
        return self.edited(
            (start, end, character) for (start, end), character in each if end - start != 1 or old[start] != character
        )

    def edited(self, edits: Iterable[tuple[int, int, str]]) -> Traced:
        """The text with another between some characters (start, end, text), with the place of what it means.

        Edits are in order and do not overlap. Takes time that grows with the text, the runs and the edits.
        """
        old, known = self.text, self.runs
        pieces: list[str] = []
        runs: list[_Planned] = []
        at = shift = number = 0
        for start, end, text in edits:
            if old[start:end] == text:
                continue
            pieces += old[at:start], text
            number = _copy(known, number, runs, at, start, shift)
            if text:
                run = known[number] if number < len(known) else None
                if run is not None and run.start <= start < end <= run.end:
                    begins, ends = run.begins, run.ends
                    if run.exact:
                        begins, ends = begins + start - run.start, ends + end - run.end
                    runs.append((start + shift, start + shift + len(text), begins, ends, False, run.used))
                elif around := self.span(start, end):
                    used = _shared([run.used for run in self._runs_between(start, end)])
                    runs.append((start + shift, start + shift + len(text), around.start, around.end, False, used))
            shift += len(text) - (end - start)
            at = end
        if not pieces:
            return self
        _copy(known, number, runs, at, len(old), shift)
        return Traced("".join((*pieces, old[at:])), _made(runs))

    def _as_one(self, edits: Sequence[tuple[int, int, str]]) -> tuple[int, int, str]:
        """One edit that does the same as some that follow each other."""
        if len(edits) == 1:
            return edits[0]
        old, pieces = self.text, list[str]()
        at = first = edits[0][0]
        for start, end, text in edits:
            pieces += old[at:start], text
            at = end
        return first, at, "".join(pieces)

    def replace(self, old: str, new: str) -> Traced:
        """The text with ``new`` for each ``old``, which is not empty."""
        edits = []
        at = 0
        for part in self.text.split(old)[:-1]:
            at += len(part)
            edits.append((at, at := at + len(old), new))
        return self._edited(edits)

    def rewritten(self, start: int, end: int, text: str) -> Traced:
        """Another text for the one between two characters: it has the same place in the sample."""
        part = self[start:end]
        return part.edited([(0, len(part), text)])

    def partition(self, separator: str) -> tuple[Traced, str, Traced]:
        """As ``str.partition``."""
        at = self.text.find(separator)
        if at < 0:
            return self, "", self[len(self.text) :]
        return self[:at], separator, self[at + len(separator) :]

    def rpartition(self, separator: str) -> tuple[Traced, str, Traced]:
        """As ``str.rpartition``."""
        before, found, _ = self.text.rpartition(separator)
        return self[: len(before)], found, self[len(before) + len(found) :]

    def split(self, separator: str) -> Iterator[Traced]:
        """As ``str.split`` with a separator."""
        at = 0
        for part in self.text.split(separator):
            yield self[at : at + len(part)]
            at += len(part) + len(separator)

    def strip(self, characters: str | None = None) -> Traced:
        """As ``str.strip``."""
        start = len(self.text) - len(self.text.lstrip(characters))
        return self[start : max(start, len(self.text.rstrip(characters)))]

    def lstrip(self, characters: str | None = None) -> Traced:
        """As ``str.lstrip``."""
        return self[len(self.text) - len(self.text.lstrip(characters)) :]

    def put_in_at(self, place: Span) -> Traced:
        """The text as a variable's value that the sample puts in at a place."""
        return Traced(self.text, tuple([run.put_in_at(place) for run in self.runs]))

    def _runs_between(self, start: int, end: int) -> tuple[Run, ...]:
        runs = self.runs
        if len(runs) == 1:
            return runs if runs[0].start < end and start < runs[0].end else ()
        first = bisect_right(runs, start, key=_END)
        last = first
        while last < len(runs) and runs[last].start < end:
            last += 1
        return runs[first:last]

    def _point(self, at: int) -> Span | None:
        """The empty stretch of the sample where the text is cut at a character."""
        runs = self.runs
        number = bisect_right(runs, at, key=_END)
        if number and runs[number - 1].end == at:
            end = runs[number - 1].place.end
            return Span(end, end)
        if number < len(runs):
            run = runs[number]
            if run.start > at:
                return None
            if run.start == at:
                start = run.place.start
                return Span(start, start)
            return run.clipped(at, at, 0).span if run.exact else run.span
        return None


def written(text: str, start: int) -> Traced:
    """A text that the sample writes as it is, from its character ``start`` on."""
    return Traced(text, start)


def spelt(text: str, span: Span) -> Traced:
    """A text that a stretch of the sample spells in some way of its own."""
    return Traced(text, span)


def joined(texts: Iterable[Traced], separator: str = "") -> Traced:
    """Texts one after the other; a separator is computed."""
    texts = tuple(texts)
    if len(texts) == 1:
        return texts[0]
    text = separator.join([one.text for one in texts])
    runs: list[_Planned] = []
    # Runs of which each goes on where another ends become one, which is known when all of them are.
    first = last = spelt_from = spelt_to = -1
    is_exact, put_in = False, _NOWHERE
    shift = 0
    kept, rest = _kept(texts)
    for number, one in enumerate(texts):
        for start, end, begins, ends, exact, used in _planned(one.places if number else rest, len(one.text)):
            if is_exact and exact and spelt_to == begins and last == start + shift and put_in == used:
                last, spelt_to = end + shift, ends
                continue
            if first >= 0:
                runs.append((first, last, spelt_from, spelt_to, is_exact, put_in))
            first, last, is_exact, put_in = start + shift, end + shift, exact, used
            spelt_from, spelt_to = begins, ends
        shift += len(one.text) + len(separator)
    if first == 0 and last == len(text) and is_exact and not put_in and not runs:
        return written(text, spelt_from)
    if first >= 0:
        runs.append((first, last, spelt_from, spelt_to, is_exact, put_in))
    if len(kept) + len(runs) > MOST_RUNS:
        return Traced(text, _made([*map(_PARTS, kept), *runs]))
    return Traced(text, (*kept, *_made(runs)))


def _planned(places: _Places, length: int) -> Iterable[_Planned]:
    """The runs of a text of some length, taken apart."""
    if isinstance(places, int):
        return ((0, length, places, places + length, True, _NOWHERE),)
    if isinstance(places, Span):
        return ((0, length, places.start, places.end, False, _NOWHERE),)
    return map(_PARTS, places)


def _kept(texts: Sequence[Traced]) -> tuple[tuple[Run, ...], _Places]:
    """Return the runs of the first text that stay as they are, whatever follows, and its other places.

    A text to which much is appended, a little at a time, keeps its runs each time.
    """
    places = texts[0].places if texts else ()
    return (places[:-1], places[-1:]) if isinstance(places, tuple) else ((), places)


def _copy(known: tuple[Run, ...], number: int, runs: list[_Planned], start: int, end: int, shift: int) -> int:
    """Put the runs between two characters after others, from a run on; the number of the run that goes on."""
    while number < len(known) and (run := known[number]).start < end:
        if start < end and start < run.end:
            first = run.start if run.start > start else start
            last = run.end if run.end < end else end
            begins, ends = run.begins, run.ends
            if run.exact:
                begins, ends = begins + first - run.start, begins + last - run.start
            runs.append((first + shift, last + shift, begins, ends, run.exact, run.used))
        if run.end > end:
            break
        number += 1
    return number


def _clipped(runs: tuple[Run, ...], start: int, end: int, shift: int) -> tuple[Run, ...]:
    """The runs of ``text[start:end]``, moved by ``shift``: only the first and the last can reach over its ends."""
    if len(runs) < 3:
        return tuple([run.clipped(start, end, shift) for run in runs])
    within = runs[1:-1]
    if shift:
        within = tuple(
            [Run(run.start + shift, run.end + shift, run.begins, run.ends, run.exact, run.used) for run in within]
        )
    return runs[0].clipped(start, end, shift), *within, runs[-1].clipped(start, end, shift)


def _made(runs: Sequence[_Planned]) -> tuple[Run, ...]:
    """Runs, so many together as one that there are not too many; together they have one place."""
    size = -(-len(runs) // MOST_RUNS)
    if size > 1:
        runs = [run for at in range(0, len(runs), size) for run in _coarser(runs[at : at + size])]
    return tuple([Run(*planned) for planned in runs])


def _coarser(runs: Sequence[_Planned]) -> Sequence[_Planned]:
    """Some runs as one, if they follow each other and are put in at the same place."""
    first, last, spelt_from, spelt_to, _, put_in = runs[0]
    for start, end, begins, ends, _, used in runs[1:]:
        if start != last or used != put_in:
            return runs
        last = end
        if begins < spelt_from:
            spelt_from = begins
        if ends > spelt_to:
            spelt_to = ends
    return ((first, last, spelt_from, spelt_to, False, put_in),)


def _around(runs: Sequence[Run]) -> Span:
    """The stretch of the sample that holds runs: where they are spelt, or where some of them are put in.

    A place that puts in all of them does not count: there is one before it for each.
    """
    if len(runs) == 1:
        return runs[0].span
    shared = len(_shared([run.used for run in runs]))
    stretches = [run.used[-1 - shared] if len(run.used) > shared else run.span for run in runs]
    return Span(min(one.start for one in stretches), max(one.end for one in stretches))


def _shared(chains: Sequence[tuple[Span, ...]]) -> tuple[Span, ...]:
    """The last places, which all the chains have."""
    first = chains[0] if chains else ()
    if all(chain == first for chain in chains):
        return first
    count = sum(1 for _ in takewhile(lambda same: len(set(same)) == 1, zip(*map(reversed, chains), strict=False)))
    return first[len(first) - count :]
