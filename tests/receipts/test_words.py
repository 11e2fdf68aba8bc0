"""The words of reports: a file that is complete, and what it says of states and errors."""

from __future__ import annotations

import json

import jsonschema
import pytest

from curl2sms.receipts import words
from curl2sms.shipped import DATA

# The codes that CleverTap documents for a message that failed; there is no 911.
CODES = {str(code) for code in range(900, 921)} - {"911"}


def test_the_words_are_valid() -> None:
    schema = json.loads((DATA / "report-words.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(words.table())
    assert {row["code"] for row in words.table()["codes"]} <= CODES


def test_no_word_means_two_things() -> None:
    states = [word for kind in ("delivered", "failed", "pending") for word in words.table()[kind]]
    assert len(states) == len({*states})
    for levels in words.table()["names"].values():
        assert not {*levels[0]} & {*levels[1]}


ROWS = [(row["code"], word) for row in words.table()["codes"] for word in row["words"]]


@pytest.mark.parametrize(("code", "word"), ROWS)
def test_no_row_of_codes_hides_a_word_of_a_later_one(code: str, word: str) -> None:
    assert words.code_of(word) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("UserInBlackList", "903"),
        ("BLACKLISTED", "903"),
        ("rejected: number is in the blacklist", "903"),
        ("ERR_ABSENT_SUBSCRIBER", "905"),
        ("Inbox-Full", "912"),
        ("MemoryCapacityExceeded", "912"),
        ("EC_INVALID_DESTINATION_ADDRESS", "910"),
        ("NDNC_REJECTED", "913"),
        ("DND Active on Phone Number", "901"),
        ("DLT Template not found", "908"),
        ("DLT scrubbing failed", "919"),
        ("EXPIRED", "916"),
        ("UNDELIV", "914"),
        ("suspended", None),  # the letters of a word within another are none
        ("Dndx", None),
        ("30006", None),
        ("", None),
    ],
)
def test_words_mean_a_code(text: str, code: str | None) -> None:
    assert words.code_of(text) == code


@pytest.mark.parametrize(
    ("state", "meaning"),
    [
        ("DELIVRD", "delivered"),
        ("DeliveredToTerminal", "delivered"),
        ("delivery_failed", "failed"),
        ("UNDELIVERABLE", "failed"),
        ("Buffered", "pending"),
        ("Success", "pending"),  # of the sending, or of the delivery
        ("1", None),
        ("not known", None),
    ],
)
def test_a_state_has_a_likely_meaning(state: str, meaning: str | None) -> None:
    assert words.meaning(state) == meaning


@pytest.mark.parametrize(
    ("part", "name", "strength"),
    [
        ("id", "clientMessageId", 2),
        ("id", "CLIENT_REF", 2),
        ("id", "MessageSid", 1),
        ("id", "to", 0),
        ("state", "dlr-status", 2),
        ("state", "eventType", 1),
        ("time", "doneAt", 2),
        ("error", "errCode", 2),
        ("error", "desc", 1),
    ],
)
def test_a_name_says_what_a_field_may_be(part: str, name: str, strength: int) -> None:
    assert words.strength(part, name) == strength
