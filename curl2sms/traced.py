"""A text that knows, run by run, which characters of the sample it came from.

Reading cuts, joins and mends texts at every stage: quotes go, variables are put in, spaces are encoded. Because all
this is done with traced texts, a value deep in a request still knows its place in what was pasted.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator

from curl2sms.errors import Span
from curl2sms.records import field, record, replace


@record
class Run:
    """Characters ``start`` to ``end`` of a traced text, and ``span``, the stretch of the sample that spells them.

    ``exact`` means that each character is its own spelling, so that a part of one is the same part of the other. If
    not, only the whole run and the whole span belong together (``%20``, ``\\"``). ``used`` is the place that puts the
    run in, if that is not ``span`` itself: ``$TO``, where ``span`` is the value that ``TO=447700900123`` assigns.
    """

    start: int
    end: int
    span: Span
    exact: bool = True
    used: Span | None = None

    def clipped(self, start: int, end: int, shift: int) -> Run:
        """The run between two characters of the text, moved by ``shift``."""
        first, last = max(self.start, start), min(self.end, end)
        span = self.span
        if self.exact:
            span = Span(span.start + first - self.start, span.end + last - self.end)
        return Run(first + shift, last + shift, span, self.exact, self.used)


@record
class Traced:
    """A text with its runs, in order and without overlap. What no run covers was computed and is nowhere in the sample.

    Two traced texts are equal if they read the same, wherever they came from.
    """

    text: str
    runs: tuple[Run, ...] = field(default=(), compare=False, repr=False)

    def __len__(self) -> int:
        return len(self.text)

    def __str__(self) -> str:
        return self.text

    def __add__(self, other: Traced) -> Traced:
        return joined((self, other))

    def __getitem__(self, part: slice) -> Traced:
        """A stretch of the text; a step is not supported."""
        start, end, _ = part.indices(len(self.text))
        if (start, end) == (0, len(self.text)):
            return self
        runs = [run.clipped(start, end, -start) for run in self._runs_between(start, end)]
        return Traced(self.text[start:end], tuple(runs))

    def span(self, start: int = 0, end: int | None = None) -> Span | None:
        """The stretch of the sample that spells ``text[start:end]``; None if some of it was computed.

        The stretch of an empty text is empty too, and lies where the text before it ends, or the text behind it begins.
        Values that were put in from elsewhere count with the place that puts them in, unless they are all there is.
        """
        end = len(self.text) if end is None else end
        runs = [run.clipped(start, end, 0) for run in self._runs_between(start, end)]
        if start >= end:
            return self._point(start)
        if sum(run.end - run.start for run in runs) < end - start:
            return None
        if len({run.used for run in runs}) > 1:
            stretches = [run.used or run.span for run in runs]
        else:
            stretches = [run.span for run in runs]
        return Span(min(one.start for one in stretches), max(one.end for one in stretches))

    def sub(self, pattern: re.Pattern[str], spelt: str | Callable[[re.Match[str]], str]) -> Traced:
        """The text with other characters for each match, as ``re.sub`` has it; they keep the match's place."""
        pieces: list[Traced] = []
        at = 0
        for found in pattern.finditer(self.text):
            pieces += (
                self[at : found.start()],
                self.rewritten(*found.span(), spelt if isinstance(spelt, str) else spelt(found)),
            )
            at = found.end()
        return joined((*pieces, self[at:])) if pieces else self

    def replace(self, old: str, new: str) -> Traced:
        """The text with ``new`` for each ``old``."""
        return self.sub(re.compile(re.escape(old)), new) if old in self.text else self

    def rewritten(self, start: int, end: int, text: str) -> Traced:
        """Another text for the one between two characters: it has the same place in the sample."""
        if self.text[start:end] == text:
            return self[start:end]
        span = self.span(start, end)
        used = {run.used for run in self._runs_between(start, end)}
        at = used.pop() if len(used) == 1 else None
        return Traced(text, (Run(0, len(text), span, False, at),)) if span and text else Traced(text)

    def partition(self, separator: str) -> tuple[Traced, str, Traced]:
        """As ``str.partition``."""
        before, found, _ = self.text.partition(separator)
        return self[: len(before)], found, self[len(before) + len(found) :]

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
        return replace(self, runs=tuple(replace(run, used=place) for run in self.runs))

    def _runs_between(self, start: int, end: int) -> Iterable[Run]:
        first = bisect_right(self.runs, start, key=lambda run: run.end)
        for number in range(first, len(self.runs)):
            if self.runs[number].start >= end:
                return
            yield self.runs[number]

    def _point(self, at: int) -> Span | None:
        """The empty stretch of the sample where the text is cut at a character."""
        number = bisect_right(self.runs, at, key=lambda run: run.end)
        if number and self.runs[number - 1].end == at:
            end = (self.runs[number - 1].used or self.runs[number - 1].span).end
            return Span(end, end)
        if number < len(self.runs):
            run = self.runs[number]
            if run.start == at:
                start = (run.used or run.span).start
                return Span(start, start)
            return run.clipped(at, at, 0).span if run.exact else run.span
        return None


def written(text: str, start: int) -> Traced:
    """A text that the sample writes as it is, from its character ``start`` on."""
    return Traced(text, (Run(0, len(text), Span(start, start + len(text))),))


def spelt(text: str, span: Span) -> Traced:
    """A text that a stretch of the sample spells in some way of its own."""
    return Traced(text, (Run(0, len(text), span, False),))


def joined(texts: Iterable[Traced], separator: str = "") -> Traced:
    """Texts one behind the other; a separator is computed."""
    pieces: list[str] = []
    runs: list[Run] = []
    length = 0
    for number, one in enumerate(texts):
        if number and separator:
            pieces.append(separator)
            length += len(separator)
        pieces.append(one.text)
        for run in one.runs:
            _append(runs, Run(run.start + length, run.end + length, run.span, run.exact, run.used))
        length += len(one.text)
    return Traced("".join(pieces), tuple(runs))


def _append(runs: list[Run], run: Run) -> None:
    """Put a run behind others; one that goes on where the last one ends becomes part of it."""
    last = runs[-1] if runs else None
    goes_on = last and last.exact and run.exact and last.end == run.start and last.span.end == run.span.start
    if last and goes_on and last.used == run.used:
        runs[-1] = Run(last.start, run.end, Span(last.span.start, run.span.end), True, last.used)
    else:
        runs.append(run)
