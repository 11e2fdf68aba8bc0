"""Calls that a question names alike are told apart by the values that differ."""

from __future__ import annotations

import pytest

from curl2sms import reading
from curl2sms.errors import AmbiguousError, Source

CALL = "curl https://sms.acme.example/send -d to=447700900123 -d 'text=Hello there'"


@pytest.mark.parametrize(
    ("first", "second", "reasons"),
    [
        ("-d type=otp", "-d type=promo", ["form:type is otp", "form:type is promo"]),
        ("-H 'X-Region: eu'", "-H 'X-Region: us'", ["header:X-Region is eu", "header:X-Region is us"]),
        ("-d flash=1", "", ["form:flash is 1", "without form:flash"]),
        ("-d route=", "-d route=$ROUTE", ["form:route is empty", "form:route is $ROUTE"]),
        ("-d api_key=first", "-d api_key=second", ["form:api_key differs", "form:api_key differs"]),
        ("-d x=Zx81kLq0PpE77aBc", "-d x=2", ["form:x differs", "form:x is 2"]),
        (
            "-H 'sec-fetch-mode: cors' -d type=otp",
            "-H 'sec-fetch-mode: navigate' -d type=promo",
            ["form:type is otp", "form:type is promo"],
        ),
        (
            "-d a=1 -d b=1 -d c=1 -d d=1",
            "-d a=2 -d b=2 -d c=2 -d d=2",
            ["form:a is 1; form:b is 1; form:c is 1", "form:a is 2; form:b is 2; form:c is 2"],
        ),
    ],
)
def test_the_values_that_differ_are_shown(first: str, second: str, reasons: list[str]) -> None:
    with pytest.raises(AmbiguousError) as asked:
        reading.read(Source("sample", f"{CALL} {first}\n{CALL} {second}\n"))
    assert [one.value for one in asked.value.candidates] == ["POST https://sms.acme.example/send"] * 2
    assert ["; ".join(one.reasons) for one in asked.value.candidates] == reasons


def test_addresses_that_differ_say_it_themselves() -> None:
    other = CALL.replace("/send", "/push")
    with pytest.raises(AmbiguousError) as asked:
        reading.read(Source("sample", f"{CALL} -d type=otp\n{other} -d type=promo\n"))
    assert [one.reasons for one in asked.value.candidates] == [(), ()]
