"""The data that templates are tried with is well formed, and right."""

from __future__ import annotations

import json
import unicodedata

import jsonschema
import phonenumbers
import pytest

from curl2sms.numbers import NumberFormat
from curl2sms.proving import trials
from curl2sms.shipped import DATA


def data(name: str) -> object:
    return json.loads((DATA / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["torture", "numbers"])
def test_the_data_is_of_its_schema(name: str) -> None:
    schema = data(f"{name}.schema.json")
    assert isinstance(schema, dict)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(data(f"{name}.json"))


def test_the_names_of_texts_are_unique() -> None:
    names = [text.name for text in trials.texts()]
    assert len(names) == len(set(names))
    assert len({text.text for text in trials.texts()}) == len(names)


def test_the_texts_hold_every_kind_of_trouble() -> None:
    whole = "".join(text.text for text in trials.texts())
    printable = {chr(code) for code in range(0x20, 0x7F)}
    assert printable - set(whole) == set()
    gsm7 = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ ¤¡ÄÖÑÜ§¿äöñüà^{}\\[~]|€\x0c\x1b"  # 3GPP TS 23.038 6.2.1
    assert set(gsm7) - set(whole) == set()
    assert {"Mn", "Cf", "Cc", "Co", "So", "Sk", "Lo", "Zs", "Zl", "Zp"} <= {unicodedata.category(c) for c in whole}
    lengths = {len(text.text) for text in trials.texts()}
    assert {0, 70, 71, 160, 161, 306, 307, 1000} <= lengths
    assert any("$$To $$Body ${" in text.text for text in trials.texts())


def test_every_countrys_number_is_one_of_that_country() -> None:
    rows = data("numbers.json")
    assert isinstance(rows, dict)
    assert len(rows["countries"]) > 200
    for country, row in rows["countries"].items():
        number = phonenumbers.parse(row["national"], country)
        assert str(number.country_code) == row["code"], country
        assert phonenumbers.is_possible_number(number), country
        assert phonenumbers.national_significant_number(number) == row["national"], country


def test_international_numbers_are_what_a_person_means() -> None:
    rows = data("numbers.json")
    assert isinstance(rows, dict)
    for row in rows["international"]:
        given = row["given"] if row["given"].startswith(("+", "00")) else f"+{row['given']}"
        parsed = phonenumbers.parse(given.replace("00", "+", 1) if given.startswith("00") else given)
        assert phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164) == f"+{row['digits']}"


@pytest.mark.parametrize(
    ("recipient", "expected"),
    [
        (NumberFormat("e164"), "+14155550100"),
        (NumberFormat("digits"), "14155550100"),
        (NumberFormat("00"), "0014155550100"),
        (NumberFormat("as-given"), "+14155550100"),
        (NumberFormat("national", "IN"), "8123456789"),
        (NumberFormat("national", "GB", trunk_zero=True), "07400123456"),
        (NumberFormat("national"), "123456789"),
    ],
    ids=str,
)
def test_the_first_number_in_each_format(recipient: NumberFormat, expected: str) -> None:
    assert trials.numbers(recipient)[0].expected == expected
