"""What a value looks like: a hidden number is one number; what is before a placeholder stays where it is a code."""

from __future__ import annotations

import pytest

from curl2sms.http import HttpRequest
from curl2sms.locating import locate, looks
from curl2sms.locating.looks import filler_of, look_of
from curl2sms.numbers import NumberFormat

AS_GIVEN, DIGITS, E164 = NumberFormat(), NumberFormat("digits"), NumberFormat("e164")


@pytest.mark.parametrize(
    ("value", "format_"),
    [
        ("5xxxxxxxx", AS_GIVEN),
        ("5XXXXXXXX", AS_GIVEN),
        ("0XXXXXXXXX", AS_GIVEN),
        ("07xxx xxxxxx", AS_GIVEN),
        ("1234567XXX", AS_GIVEN),
        ("98765 43210", AS_GIVEN),
        ("9876#####", AS_GIVEN),
        ("98765.....", AS_GIVEN),
        ("9876______", AS_GIVEN),
        ("9876••••••", AS_GIVEN),
        ("447XXXXXXXXX", DIGITS),
        ("91 XXXXX XXXXX", DIGITS),
        ("+44XXXX", E164),
        ("+XXXXXXXXXXX", E164),
        ("+1-XXX-XXX-XXXX", E164),
        ("+1 (XXX) XXX-XXXX", E164),
        ("+1NXXNXXXXXX", E164),
        ("+2547XX XXX XXX", E164),
        ("+254711XXXYYY", E164),
    ],
)
def test_a_hidden_number_is_replaced_whole(value: str, format_: NumberFormat) -> None:
    found = locate(sms(value))
    assert (found.prefix, found.suffix, found.number_format) == ("", "", format_)
    assert look_of(value).kind == "number"


@pytest.mark.parametrize(
    ("value", "prefix", "format_"),
    [
        ("91{phone}", "91", NumberFormat("national", "IN", trunk_zero=False)),
        ("91YOUR_NUMBER", "91", NumberFormat("national", "IN", trunk_zero=False)),
        ("91 {phone}", "91 ", NumberFormat("national", "IN", trunk_zero=False)),
        ("+44<number>", "+44", NumberFormat("national", "GB", trunk_zero=False)),
        ("0091{{to}}", "0091", NumberFormat("national", "IN", trunk_zero=False)),
        ("+{phone}", "+", DIGITS),
        ("tel:+{phone}", "tel:+", DIGITS),
        ("whatsapp:+{{phone}}", "whatsapp:+", DIGITS),
        ("smsto:{phone}", "smsto:", AS_GIVEN),
        ("0{phone}", "", AS_GIVEN),
        ("5{phone}", "", AS_GIVEN),
        ("999{phone}", "", AS_GIVEN),
        ("5xxx", "", AS_GIVEN),
        ("XXX-XXX-XXXX", "", AS_GIVEN),
    ],
)
def test_only_a_country_code_stays_before_a_placeholder(value: str, prefix: str, format_: NumberFormat) -> None:
    found = locate(sms(value))
    assert (found.prefix, found.number_format) == (prefix, format_)


@pytest.mark.parametrize(
    ("name", "code", "number", "format_"),
    [
        ("country", "IN", "0{phone}", NumberFormat("national", "IN", trunk_zero=True)),
        ("country_code", "52", "4771234567", NumberFormat("national", "MX", trunk_zero=False)),
        ("countryCode", "FR", "0612345678", NumberFormat("national", "FR", trunk_zero=True)),
        ("countryCode", "FR", "+33612345678", E164),
        ("country", "91", "9XXXXXXXXX", NumberFormat("national", "IN", trunk_zero=False)),
    ],
)
def test_a_country_beside_a_number_makes_it_national(name: str, code: str, number: str, format_: NumberFormat) -> None:
    assert locate(sms(number, f'"{name}": "{code}"')).number_format == format_


@pytest.mark.parametrize("value", ["YYYYMMDD", "20YYMMDD", "9XX", "12.50", "2024-01-02", "100%", "+", "1.2.3.4"])
def test_what_is_no_number_is_none(value: str) -> None:
    assert look_of(value).kind != "number"


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("48 65 6c 6c 6f", "hex"),
        ("48656C6C6F20776F726C6421", "hex"),
        ("5f4dcc3b5aa765d61d8327deb882cf99", "opaque"),
        ("6162636465666768", "long"),
    ],
)
def test_letters_in_hexadecimal_are_told_from_a_hash(value: str, kind: str) -> None:
    assert look_of(value).kind == kind


@pytest.mark.parametrize(
    ("value", "filler"),
    [
        ("yourapiKey", "apiKey"),
        ("yourusername", "username"),
        ("YOUR_API_KEY", "API_KEY"),
        ("SENDER_ID", "SENDER_ID"),
        ("yourself", None),
        ("yours", None),
        ("SEND_SMS", None),
        ("GET_BALANCE", None),
    ],
)
def test_a_word_to_fill_in_is_told_from_a_word_that_is_meant(value: str, filler: str | None) -> None:
    assert filler_of(value) == filler


def sms(to: str, *others: str) -> HttpRequest:
    body = ", ".join((f'"to": "{to}"', '"text": "Hello"', *others))
    return HttpRequest(
        "POST", "https://api.example/sms", (("Content-Type", "application/json"),), f"{{{body}}}".encode()
    )


def test_what_is_written_as_a_number_begins_as_one() -> None:
    """The pattern of one number is compiled for such texts only."""
    for first in map(chr, range(0x3000)):
        if any(looks._ONE.match(text) for text in (first, first * 2, f"{first}x", f"{first}X", f"{first}1")):
            assert first.isdecimal() or first in looks._BEGINNINGS, first


@pytest.mark.parametrize(("count", "may_be"), [(6, False), (7, True), (15, True), (16, False)])
def test_a_phone_number_has_7_to_15_digits(count: int, may_be: bool) -> None:
    assert looks.is_phone_digits("8" * count) is may_be
