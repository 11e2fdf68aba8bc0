"""Encodings, lengths and parts, against TS 23.038's own tables and the limits of TS 23.040."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curl2sms.segments import BASIC, EXTENSION, Forcing, count, describe

GSM = st.sampled_from(BASIC + EXTENSION)
ANY = st.one_of(GSM, st.characters(), st.sampled_from("😀🇮🇳नमस्ते你"))


def test_the_tables_are_the_standards() -> None:
    # TS 23.038 6.2.1, by code points, so that no look-alike slips in.
    assert len(BASIC) == len(set(BASIC)) == 127, "128 codes, less the escape"
    assert len(EXTENSION) == len(set(EXTENSION)) == 10
    assert unicodedata.name(BASIC[9]) == "LATIN CAPITAL LETTER C WITH CEDILLA"
    assert [hex(ord(c)) for c in BASIC[16:27]] == [
        "0x394", "0x5f", "0x3a6", "0x393", "0x39b", "0x3a9", "0x3a0", "0x3a8", "0x3a3", "0x398", "0x39e",
    ]  # fmt: skip
    assert not set(BASIC) & set(EXTENSION)
    assert BASIC[31:].startswith(" !"), "from 0x20 on (the escape is left out) the codes are those of ASCII"
    assert BASIC[63] == "¡"
    assert BASIC[95] == "¿"


@pytest.mark.parametrize(
    ("text", "encoding", "units", "parts", "per_segment"),
    [
        ("", "GSM-7", 0, 1, 160),
        ("a" * 160, "GSM-7", 160, 1, 160),
        ("a" * 161, "GSM-7", 161, 2, 153),
        ("a" * 306, "GSM-7", 306, 2, 153),
        ("a" * 307, "GSM-7", 307, 3, 153),
        ("€", "GSM-7", 2, 1, 160),
        ("€" * 80, "GSM-7", 160, 1, 160),
        ("€" * 81, "GSM-7", 162, 2, 153),
        # 153 is odd: 76 pairs a part, and one septet stays empty.
        ("€" * 152, "GSM-7", 304, 2, 153),
        ("€" * 153, "GSM-7", 306, 3, 153),
        ("a" * 152 + "€" + "a" * 152, "GSM-7", 306, 3, 153),
        ("a" * 151 + "€" + "a" * 153, "GSM-7", 306, 2, 153),
        ("ж" * 70, "UCS-2", 70, 1, 70),
        ("ж" * 71, "UCS-2", 71, 2, 67),
        ("ж" * 134, "UCS-2", 134, 2, 67),
        ("ж" * 135, "UCS-2", 135, 3, 67),
        ("😀" * 35, "UCS-2", 70, 1, 70),
        ("😀" * 36, "UCS-2", 72, 2, 67),
        ("ж" * 66 + "😀" + "ж" * 66, "UCS-2", 134, 3, 67),
        ("ж" * 65 + "😀" + "ж" * 67, "UCS-2", 134, 2, 67),
        ("ç", "UCS-2", 1, 1, 70),
        ("Ç\r\n\f", "GSM-7", 5, 1, 160),
        ("`", "UCS-2", 1, 1, 70),
        ("\x1b", "UCS-2", 1, 1, 70),
    ],
)
def test_length_and_parts(text: str, encoding: str, units: int, parts: int, per_segment: int) -> None:
    counted = count(text)
    assert (counted.encoding, counted.units, counted.segments, counted.per_segment) == (
        encoding, units, parts, per_segment,
    )  # fmt: skip


def test_the_characters_that_force_ucs2_are_named_once_each() -> None:
    assert count("I’d say “no”… I’d\a").forcing == (
        Forcing("’", "RIGHT SINGLE QUOTATION MARK", 1),
        Forcing("“", "LEFT DOUBLE QUOTATION MARK", 8),
        Forcing("”", "RIGHT DOUBLE QUOTATION MARK", 11),
        Forcing("…", "HORIZONTAL ELLIPSIS", 12),
        Forcing("\a", "U+0007", 17),
    )


def test_the_line_for_people() -> None:
    assert describe(count("Hi")) == "GSM-7, 2 of 160 septets, 1 part"
    assert describe(count("a" * 200)) == "GSM-7, 200 septets, 2 parts of at most 153 each"
    assert describe(count("\u202e\a")).endswith("GSM-7 lacks RIGHT-TO-LEFT OVERRIDE, U+0007")
    assert describe(count("абвгд")).endswith(" and 2 more")


@given(st.text(GSM, max_size=500))
def test_gsm7_counts_septets(text: str) -> None:
    counted = count(text)
    assert counted.encoding == "GSM-7"
    assert counted.units == len(text) + sum(text.count(character) for character in EXTENSION)


@given(st.text(ANY, max_size=400))
def test_parts_are_as_few_as_whole_characters_allow(text: str) -> None:
    counted = count(text)
    assert counted.characters == len(text)
    if counted.encoding == "UCS-2":
        assert counted.units == len(text.encode("utf-16-be", "surrogatepass")) // 2
        assert counted.forcing
        assert all(text[one.offset] == one.character for one in counted.forcing)
    at_least = -(-counted.units // counted.per_segment) or 1
    # Each part wastes at most one unit.
    at_most = -(-counted.units // (counted.per_segment - 1)) or 1
    assert at_least <= counted.segments <= at_most
    if counted.units <= (160 if counted.encoding == "GSM-7" else 70):
        assert counted.segments == 1
