"""How a number is written, and what a sample's number shows about the format."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curl2sms.errors import UnfitError
from curl2sms.numbers import NumberFormat, doubt, infer, infer_after, spell

IN, IN_ZERO = NumberFormat("national", "IN", trunk_zero=False), NumberFormat("national", "IN", trunk_zero=True)
AS_GIVEN, DIGITS, E164, ZEROS = NumberFormat(), NumberFormat("digits"), NumberFormat("e164"), NumberFormat("00")


@pytest.mark.parametrize(
    ("to", "recipient", "written"),
    [
        ("+14155550100", E164, "+14155550100"),
        ("14155550100", E164, "+14155550100"),
        ("0014155550100", E164, "+14155550100"),
        ("+1 (415) 555-01.00", DIGITS, "14155550100"),
        ("14155550100", DIGITS, "14155550100"),
        ("+14155550100", ZEROS, "0014155550100"),
        ("14155550100", ZEROS, "0014155550100"),
        ("+44 (0)20 7946 0018", DIGITS, "442079460018"),
        ("+919812345417", IN, "9812345417"),
        ("9812345417", IN, "9812345417"),
        ("09812345417", IN, "9812345417"),
        ("919812345417", IN, "9812345417"),
        ("9198123454", IN, "9198123454"),
        ("+919812345417", IN_ZERO, "09812345417"),
        ("9812345417", IN_ZERO, "09812345417"),
        ("+14155550100", NumberFormat("national", "US"), "4155550100"),
        ("14155550100", NumberFormat("national", "US"), "4155550100"),
        ("+390612345678", NumberFormat("national", "IT"), "0612345678"),
        ("+2250700000001", NumberFormat("national", "CI"), "0700000001"),
        ("8005553535", NumberFormat("national", "RU"), "8005553535"),
        ("88005553535", NumberFormat("national", "RU"), "8005553535"),
        ("9812345417", AS_GIVEN, "9812345417"),
        ("+919812345417", AS_GIVEN, "+919812345417"),
        ("00 91 981", AS_GIVEN, "0091981"),
        ("\u202a+91\u00a098123\u201045417\u202c", E164, "+919812345417"),
        ("٩٦٦٥٠٠٠٠٠٠٠٠", DIGITS, "966500000000"),
        ("tel:+1-415-555-0100", DIGITS, "14155550100"),
        ("TEL:+14155550100;ext=7", E164, "+14155550100"),
    ],
)
def test_a_number_is_written_as_the_format_says(to: str, recipient: NumberFormat, written: str) -> None:
    assert spell(to, recipient) == written


@pytest.mark.parametrize(
    ("to", "recipient", "why"),
    [
        ("", DIGITS, "number-unreadable"),
        ("Mum", DIGITS, "number-unreadable"),
        ("+", DIGITS, "number-unreadable"),
        ("12+34567", DIGITS, "number-unreadable"),
        ("+1415555,+1415556", AS_GIVEN, "number-unreadable"),
        ("123", AS_GIVEN, "number-length"),
        ("-14155550100", DIGITS, "number-unreadable"),
        ("tel:", DIGITS, "number-unreadable"),
        ("sms:+14155550100", DIGITS, "number-unreadable"),
        ("1234567890123456", E164, "number-length"),
        ("+14155550100", IN, "number-other-country"),
        ("+14155550100", NumberFormat("national", "XX"), "number-country-unknown"),
    ],
)
def test_what_is_no_such_number_is_refused(to: str, recipient: NumberFormat, why: str) -> None:
    with pytest.raises(UnfitError) as refused:
        spell(to, recipient)
    assert refused.value.note.id == why
    assert refused.value.note.do


@given(st.text("0123456789", min_size=4, max_size=13), st.sampled_from([AS_GIVEN, DIGITS, E164, ZEROS]))
def test_a_well_formed_number_is_never_refused(digits: str, recipient: NumberFormat) -> None:
    assert spell("+" + digits, recipient).endswith(digits)


@pytest.mark.parametrize(
    ("number", "countries", "format_"),
    [
        ("+27825550101", [], E164),
        ("+91 98123 45417", [], E164),
        ("+919898xxxxxx", [], E164),
        ("0046707654321", [], ZEROS),
        ("919900112260", [], DIGITS),
        ("919900112260", ["IN"], DIGITS),
        ("91XXXXXXXXXX", [], DIGITS),
        ("91XXXXXXXXXX", ["IN"], DIGITS),
        ("919898xxxxxx", ["IN"], DIGITS),
        ("346xxxxxxxx", [], DIGITS),
        ("447700900123", [], DIGITS),
        ("12025550147", [], DIGITS),
        ("9900112255", ["IN"], IN),
        ("98990011XX", ["IN"], IN),
        ("09900112242", ["IN"], IN_ZERO),
        ("5301234567", ["TR"], NumberFormat("national", "TR", trunk_zero=False)),
        ("15300000001", ["CN"], NumberFormat("national", "CN", trunk_zero=False)),
        ("11988887777", ["BR"], NumberFormat("national", "BR", trunk_zero=False)),
        ("9900112255", [], AS_GIVEN),
        ("09900112242", [], AS_GIVEN),
        # A country's plan may have numbers as long as these: they are another's mobiles, or its own with its code.
        ("4915123456789", ["DE"], DIGITS),
        ("447700900123", ["DE"], DIGITS),
        ("48512345678", ["DE"], DIGITS),
        ("62812345678", ["ID"], DIGITS),
        ("5351234567", ["TR"], NumberFormat("national", "TR", trunk_zero=False)),  # a mobile of Cuba as well
        ("0512345678", ["PL"], AS_GIVEN),  # no 0 is dialled there
        ("0123456789", ["CI"], NumberFormat("national", "CI", trunk_zero=False)),  # the 0 is part of the number
        ("5215512345678", [], DIGITS),
        ("15300000001", [], AS_GIVEN),
        ("138xxxxxxxx", [], AS_GIVEN),
        ("{phone}", ["IN"], AS_GIVEN),
        ("9900112255", ["XX"], AS_GIVEN),  # no such country
        ("9900112255", ["XX", "IN"], IN),
        ("", [], AS_GIVEN),
    ],
)
def test_a_sample_tells_its_format_or_nothing(number: str, countries: list[str], format_: NumberFormat) -> None:
    assert infer(number, countries) == format_


def test_a_country_code_before_a_variable_makes_the_rest_national() -> None:
    assert infer_after("91") == IN
    assert infer_after("999") == AS_GIVEN


@given(st.sampled_from(["+27825550101", "0046707654321", "919900112260", "12025550147", "9900112255"]))
def test_a_samples_number_in_its_own_format_is_itself(number: str) -> None:
    assert spell(number, infer(number, ["IN"])) == number


def test_a_doubt_is_reported_and_no_refusal() -> None:
    assert doubt("+14155552671", E164) is None
    assert "begins with 0" in str(doubt("09812345417", DIGITS))
    assert "country" in str(doubt("+99912345678", E164))
    assert (doubt("9900112255", IN), doubt("09900112255", IN)) == (None, None)
    assert "no such number" in str(doubt("1234", IN))
    assert doubt("1234", AS_GIVEN) is None  # nothing is known of it
