"""Traced texts: whatever is cut, joined and rewritten, each character knows where it was."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curl2sms.errors import Span
from curl2sms.traced import MOST_RUNS, Run, Traced, joined, spelt, written

SAMPLE = 'curl -d \'to=447700900123\' -d "text=a\\"b"'


def of(part: str) -> Traced:
    return written(part, SAMPLE.index(part))


def shown(text: Traced, start: int = 0, end: int | None = None) -> str | None:
    span = text.span(start, end)
    return SAMPLE[span.start : span.end] if span else None


def test_a_part_of_what_is_written_as_it_is_knows_its_own_place() -> None:
    assert shown(of("to=447700900123")[3:]) == "447700900123"
    assert shown(of("to=447700900123"), 3, 5) == "44"


def test_a_part_of_what_is_spelt_otherwise_has_the_place_of_the_whole() -> None:
    quote = spelt('"', Span(SAMPLE.index('\\"'), SAMPLE.index('\\"') + 2))
    text = of("text=a") + quote + of('b"')[:1]
    assert text.text == 'text=a"b'
    assert shown(text, 5) == 'a\\"b'
    assert shown(text, 6, 7) == '\\"'


def test_what_is_computed_has_no_place() -> None:
    text = of("to=447700900123") + Traced("&") + of("text=a")
    assert text.span() is None
    assert shown(text, 16) == "text=a"


def test_a_value_from_elsewhere_has_its_own_place_alone_and_that_of_its_use_among_others() -> None:
    value = of("447700900123").put_in_at(Span(0, 4))
    assert shown(value) == "447700900123"
    assert shown(written("c", 0) + value) == "curl"


def test_a_value_that_is_put_in_twice_has_the_place_in_the_value_around_it() -> None:
    text = (written("c", 0) + of("447700900123").put_in_at(Span(1, 4))).put_in_at(Span(5, 6))
    assert shown(text) == "curl"
    assert shown(text, 1) == "447700900123"
    assert shown(text + written("-", 5)) == SAMPLE[5:6]


def test_a_text_is_within_the_stretch_where_it_is_put_in() -> None:
    value = of("447700900123")
    assert not value.is_within(Span(0, 4))
    assert value.put_in_at(Span(0, 4)).is_within(Span(0, 4))


@pytest.mark.parametrize(("at", "place"), [(0, 9), (3, 12), (15, 24)])
def test_an_empty_stretch_lies_where_the_text_is_cut(at: int, place: int) -> None:
    assert of("to=447700900123").span(at, at) == Span(place, place)


def test_what_replaces_a_match_has_its_place() -> None:
    text = of("to=447700900123").sub(re.compile("7+"), "%37")
    assert text.text == "to=44%3700900123"
    assert shown(text, 5, 8) == "77"
    assert shown(text, 8) == "00900123"


def test_texts_are_equal_wherever_they_came_from() -> None:
    assert written("a", 3) == Traced("a") == spelt("a", Span(7, 9))


@given(st.text("ab= ", max_size=8), st.integers(-2, 9), st.integers(-2, 9))
def test_what_is_written_as_it_is_behaves_as_the_one_run_that_it_means(text: str, start: int, end: int) -> None:
    short = written(text, 3)
    long = Traced(text, (Run(0, len(text), 3, 3 + len(text)),))
    assert short.runs == long.runs
    for one, other in (
        (short[start:end], long[start:end]),
        (short.replace("a", "%61"), long.replace("a", "%61")),
        (short.edited([(0, 0, "c")]), long.edited([(0, 0, "c")])),
        (short.put_in_at(Span(0, 1)), long.put_in_at(Span(0, 1))),
        (short + written("c", 3 + len(text)), long + written("c", 3 + len(text))),
        (written("c", 0) + short, written("c", 0) + long),
    ):
        assert (one.text, one.runs) == (other.text, other.runs)
    assert short.span(start, end) == long.span(start, end)
    assert short.known_span(start, end) == long.known_span(start, end)


texts = st.text("ab=& ", max_size=12)
traced_texts = st.lists(st.tuples(texts, st.booleans())).map(
    lambda parts: joined(
        written(text, 20 * n) if exact else spelt(text, Span(20 * n, 20 * n + 3))
        for n, (text, exact) in enumerate(parts)
    )
)


@given(traced_texts, st.integers(0, 40), st.integers(0, 40))
def test_a_stretch_reads_as_the_text_does_and_keeps_its_place(text: Traced, start: int, end: int) -> None:
    part = text[start:end]
    assert part.text == text.text[start:end]
    if part.text:
        assert part.span() == text.span(*slice(start, end).indices(len(text))[:2])


@given(traced_texts, st.sampled_from(["=", "&", " ", "ab"]))
def test_texts_are_cut_as_strings_are(text: Traced, sign: str) -> None:
    assert [one.text for one in text.split(sign)] == text.text.split(sign)
    for ours, theirs in (
        (text.partition(sign), text.text.partition(sign)),
        (text.rpartition(sign), text.text.rpartition(sign)),
    ):
        assert (ours[0].text, ours[1], ours[2].text) == theirs
    assert text.strip(sign).text == text.text.strip(sign)
    assert text.lstrip(sign).text == text.text.lstrip(sign)
    assert text.replace(sign, "%20").text == text.text.replace(sign, "%20")
    assert joined(text.split(sign), sign) == text


@given(traced_texts)
def test_runs_are_in_order_and_don_t_overlap(text: Traced) -> None:
    ends = [0, *(run.end for run in text.runs)]
    assert all(end <= run.start <= run.end for end, run in zip(ends, text.runs, strict=False))


def test_very_many_texts_together_keep_coarser_places() -> None:
    text = joined(spelt("a", Span(2 * at, 2 * at + 2)) for at in range(2 * MOST_RUNS))
    assert len(text.runs) <= MOST_RUNS
    assert text.span(400, 402) == Span(800, 804)


def test_a_text_of_very_many_runs_keeps_coarser_places() -> None:
    text = written("a " * 2 * MOST_RUNS, 0).replace(" ", "%20")
    assert len(text.runs) <= MOST_RUNS
    span = text.span(400, 404)
    assert span
    assert span.start <= 200
    assert span.end >= 202
    assert span.end - span.start < 10
