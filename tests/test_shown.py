"""Text from outside is made visible, secrets are masked, carets are under what they mean."""

import base64
import json
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from curl2sms import shown
from curl2sms.errors import Source, Span
from curl2sms.http import stand_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("नमस्ते ₹ 😀", "नमस्ते ₹ 😀"),
        ("a\x1b[31mred", "a<U+001B>[31mred"),
        ("a\u202eb\u200bc", "a<U+202E>b<U+200B>c"),
        ("two\nlines\tand\r", "two\\nlines\\tand\\r"),
        ("\u2028", "<U+2028>"),
        ("👩\u200d🚀", "👩\u200d🚀"),
        ("a\u200d", "a<U+200D>"),
        ("\ud800", "<U+D800>"),
        (f"Bearer {stand_in('TOKEN')}", "Bearer $TOKEN"),
    ],
)
def test_hidden_characters_are_spelt_out(text: str, expected: str) -> None:
    assert shown.visible(text) == expected


@given(st.text())
def test_what_is_shown_holds_no_control_character(text: str) -> None:
    assert not any(ord(c) < 32 or ord(c) in range(0x7F, 0xA0) for c in shown.visible(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hello", "Hello"),
        ("Hello!", "Hell…"),
        ("日本", "日本"),
        ("日本語", "日本…"),
        ("日本x語", "日本…"),
        ("e\u0301" * 5, "e\u0301" * 5),
    ],
)
def test_a_text_is_cut_to_columns(text: str, expected: str) -> None:
    assert shown.shortened(text, 5) == expected


@given(st.text(min_size=8))
def test_a_secret_is_masked_in_every_spelling(secret: str) -> None:
    mask = shown.Mask([secret])
    try:
        raw = secret.encode()
    except UnicodeEncodeError:
        return
    for form in (secret, quote(secret, safe=""), quote_plus(secret), base64.b64encode(raw).decode()):
        assert mask(f"key={form};") == "key=***;"


def test_a_short_secret_is_masked_as_a_word_only() -> None:
    assert shown.Mask(["pw"])("pwd=pw&spw") == "pwd=***&spw"
    assert shown.Mask(["secret"])("the secretary's secret") == "the secretary's ***"


def test_a_very_short_secret_is_masked_as_a_value_only() -> None:
    assert shown.Mask(["a"])('it is a value: pw=a&x=ab, "a"') == 'it is a value: pw=***&x=ab, "***"'


@pytest.mark.parametrize(
    ("secret", "text", "expected"),
    [
        ("8462", "id=1107846200&pin=8462;", "id=1107846200&pin=***;"),
        ("k3y-91aa", "xk3y-91aa k3y-91aab k3y-91aa.", "xk3y-91aa k3y-91aab ***."),
        ("k3y-91aa", "u=https%3A%2F%2Fh%2F%3Ftoken%3Dk3y-91aa%26x", "u=https%3A%2F%2Fh%2F%3Ftoken%3D***%26x"),
        ("k3y-91aa", "u=https%253Ftoken%253Dk3y-91aa%2526x", "u=https%253Ftoken%253D***%2526x"),
        ("k3y-91aa", '"a\\nk3y-91aa\\u0022k3y-91aa"', '"a\\n***\\u0022***"'),
        ("p@ss+1", "p%40ss%2B1 p%2540ss%252B1 p@ss%2b1 p\\u0040ss+1", "*** *** *** ***"),
        ("a<b&c'd", "a&lt;b&amp;c&#x27;d", "***"),
        ("secret", "{secret} <secret> ${secret} $$secret secret", "{secret} <secret> ${secret} $$secret ***"),
        ("$$77-x", "$$77-x", "***"),
        ("k3y>91a?", "azN5PjkxYT8= azN5PjkxYT8%3D azN5PjkxYT8", "*** *** ***"),
        ("ключ-9", "key=%D0%BA%D0%BB%D1%8E%D1%87-9, \\u043a\\u043b\\u044e\\u0447-9", "key=***, ***"),
    ],
)
def test_a_secret_is_masked_between_signs_and_never_within_a_word(secret: str, text: str, expected: str) -> None:
    assert shown.Mask([secret])(text) == expected


def test_a_word_of_other_texts_is_masked_as_a_value_only() -> None:
    mask = shown.Mask(["test"], words={"test"})
    assert mask("lint: test of a test, pw=test&x=%3Dtest%26") == "lint: test of a test, pw=***&x=%3D***%26"
    assert mask("X-Key: test\r\nX: 1") == "X-Key: ***\r\nX: 1"


def test_a_text_is_masked_before_it_is_cut() -> None:
    cut = shown.Shortened("key=k3y-of-many-letters", 12)
    assert f"{cut}" == "key=k3y-of-…"
    assert f"{cut.hidden(shown.Mask(['k3y-of-many-letters']))}" == "key=***"


def test_no_secret_no_change() -> None:
    assert shown.Mask([""])("anything") == "anything"


@pytest.mark.parametrize(
    ("text", "start", "end", "expected"),
    [
        ("curl -X", 5, 7, "    1 | curl -X\n      |      ^^"),
        ("a\r\nbcd\r\n", 4, 5, "    2 | bcd\n      |  ^"),
        ("你好 x", 3, 4, "    1 | 你好 x\n      |      ^"),
        ("ab", 2, 2, "    1 | ab \n      |   ^"),
        ("'one\ntwo'", 0, 9, "    1 | 'one\n      | ^^^^"),
        ("a\x1bb", 2, 3, "    1 | a<U+001B>b\n      |          ^"),
    ],
)
def test_carets_are_under_the_span(text: str, start: int, end: int, expected: str) -> None:
    assert shown.excerpt(Source("s", text), Span(start, end)) == expected


def test_a_long_line_is_cut_around_the_carets() -> None:
    drawn = shown.excerpt(Source("s", "a" * 500 + "X" + "b" * 500), Span(500, 501))
    line, carets = drawn.split("\n")
    assert line[carets.index("^")] == "X"
    assert len(line) < 120


def test_a_secret_in_an_excerpt_keeps_its_columns() -> None:
    drawn = shown.excerpt(Source("s", "curl -u me:s3cr3t-pass -Z"), Span(23, 25), shown.Mask(["s3cr3t-pass"]))
    assert drawn == "    1 | curl -u me:*********** -Z\n      |                        ^^"


@pytest.mark.parametrize(
    ("text", "offset", "line", "column"),
    [("ab", 0, 1, 1), ("a\nb", 2, 2, 1), ("a\r\nb", 3, 2, 1), ("a\rb", 2, 2, 1), ("a\r\n", 2, 1, 3), ("", 0, 1, 1)],
)
def test_positions(text: str, offset: int, line: int, column: int) -> None:
    position = Source("s", text).position(offset)
    assert (position.line, position.column) == (line, column)


@given(st.dictionaries(st.text(max_size=5), st.text()))
@example({"a\x7f": "\u202e\u200d\U000e0041\ud83d\ufffe\n\x1b"})
def test_json_for_programs_hides_nothing_and_means_the_same(data: dict[str, str]) -> None:
    written = shown.safe_json(data)
    assert json.loads(written) == data
    assert shown.visible(written, keep="\n") == written
