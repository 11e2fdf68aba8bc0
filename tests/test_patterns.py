"""No pattern of the package takes the square of a text, or doubles its time with each letter of one."""

from __future__ import annotations

import pytest

from curl2sms.converting import convert
from curl2sms.errors import Source
from tests.ambiguity import exponential, polynomial
from tests.benchmarks.attacking import FOUND_BEFORE
from tests.package_patterns import KNOWN_SQUARES, patterns


@pytest.mark.slow
def test_no_pattern_repeats_what_matches_in_two_ways() -> None:
    every = set(patterns())
    assert len(every) > 700
    found = [(one.place, exponential(one.expression, one.flags)) for one in every]
    assert [(place, finding) for place, finding in found if finding] == []


@pytest.mark.slow
def test_no_pattern_takes_the_square_of_a_text() -> None:
    every = {
        one: polynomial(one.expression, one.flags, is_searched=one.is_searched, is_whole=one.is_whole)
        for one in set(patterns())
    }
    found = {one.place: finding for one, finding in every.items() if finding}
    assert set(found) == set(KNOWN_SQUARES), found


@pytest.mark.parametrize("expression", FOUND_BEFORE)
def test_what_once_took_seconds_is_found(expression: str) -> None:
    assert exponential(expression) or polynomial(expression)


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
        r"(?>(?:a|a)*b)",
        r"(?:<[^<>]*>|\S)*x",
        r"([a-zA-Z]+)*b",
        r"(a|aa)+$",
    ],
)
def test_what_explodes_is_found(expression: str) -> None:
    assert exponential(expression) is not None


@pytest.mark.parametrize(
    "expression",
    [r"(?:\d|(?>y(?=y)|(?<=y)y))*", r"(?:a|b)*c", r'(?:\\.|[^"\\])*"', r"(?:ab|ac)*", r"(?:a++ ?)*b", r"(?:\w+ )*;"],
)
def test_what_does_not_explode_is_let_be(expression: str) -> None:
    assert exponential(expression) is None


@pytest.mark.parametrize(
    ("expression", "kind"),
    [
        (r"\s*\s*x", "polynomial"),
        (r"a*b?a*c", "polynomial"),
        (r"(?:a*)(b|c)?(?P<rest>a*)c", "polynomial"),
        (r"<\s*\w*\s*>", "polynomial"),
        (r"\[\s*\w*\s*\w*\s*\]", "polynomial"),
        (r"(?:a(?=a*b))*c", "polynomial"),
        (r"\w+@", "restarted"),
        (r"[A-Za-z]+(?:_[A-Za-z]+)*=", "restarted"),
        (r"\s+$", "restarted"),
        (r"(?m)^\s*x", "restarted"),
        (r"\w++@", "restarted"),
        (r"a(?!.*b)", "restarted"),
    ],
)
def test_what_takes_the_square_of_a_text_is_found(expression: str, kind: str) -> None:
    is_searched = kind == "restarted"
    finding = polynomial(expression, is_searched=is_searched)
    assert finding is not None
    assert finding.kind == kind


@pytest.mark.parametrize(
    "expression",
    [
        r"(?<!\w)\w+@",
        r"\b\w+@",
        r"^\w+@",
        r"\w+",
        r"\w+(?: \w+)*",
        r"<[^<>]*>",
        r"[^<>]{0,80}>",
        r"\s*+x",
    ],
)
def test_what_takes_no_square_of_a_text_is_let_be(expression: str) -> None:
    is_searched = not expression.startswith(r"\s*+")
    assert polynomial(expression, is_searched=is_searched) is None


@pytest.mark.parametrize(
    "pattern", ["(a|a)*b", "(aa?)*b", "(a{1,2})*b", "(a|aa){20}b", r"\\w*\\w*\\w*\\w*b", "a?" * 30 + "b"]
)
def test_a_sample_s_own_pattern_that_may_explode_is_not_applied(pattern: str) -> None:
    program = f"""<?php
$text = preg_replace('/{pattern}/', '', '{"a" * 400}');
$ch = curl_init('https://api.example.com/send');
curl_setopt($ch, CURLOPT_POSTFIELDS, ['to' => '4915112345678', 'text' => $text]);
curl_exec($ch);
"""
    converted = convert(Source("sample", program))
    assert "preg_replace" in " ".join(str(note.values) for note in converted.notes)
