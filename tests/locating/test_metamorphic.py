"""What must not matter does not: names of constants, order, the sample's own values, a sender's number, the encoding.

The same call in another dress has the same recipient and the same message, or leaves a question; never another.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from random import Random
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curl2sms.choices import Choices
from curl2sms.http import HttpRequest
from curl2sms.locating import survey

# Calls as providers have them: the names of recipient and message, and everything else.
CALLS: list[tuple[str, str, dict[str, str]]] = [
    ("to", "message", {"username": "acme", "password": "pw1", "from": "ACME"}),
    ("mobiles", "message", {"authkey": "417203AbQzK9Xw6512ab34P1", "sender": "SHIPNW", "route": "4", "country": "91"}),
    ("dst", "text", {"src": "ACME", "url": "https://hooks.example.com/dlr", "method": "POST"}),
    ("msisdn", "msg", {"APIKey": "FakeKey-000000000001", "sid": "AREPLY", "fl": "0", "gwid": "2"}),
    (
        "sendto",
        "message",
        {"entityID": "1201159557369800011", "templateID": "1107163187788200022", "password": "10020030"},
    ),
    ("gsmno", "message", {"usercode": "8501234567", "msgheader": "8501234567", "startdate": "241220260830"}),
    ("destination", "text", {"type": "text", "charset": "UTF-8", "originatortype": "numeric", "password": "pw"}),
    ("Celular", "Mensagem", {"NumUsu": "11999990000", "Senha": "abc", "tag": "natal"}),
    ("PhoneNumber", "Body", {"AppSid": "AppSidInvented01", "CorrelationID": "966511111111", "responseType": "JSON"}),
    ("recipientNumbers", "messageBody", {"customerId": "96512345678", "senderText": "ACME", "isFlash": "false"}),
    ("receptor", "message", {"linenumber": "5000222", "senddate": "1508144471", "checkid": "1"}),
    ("empfaenger", "nachricht", {"absender": "ACME", "passwort": "geheim", "flash": "0"}),
]
SENDERS = ["from", "sender", "source_addr", "originator", "senderNumber", "src", "emetteur", "fromNumber"]
WORDS = ["your", "order", "has", "left", "us", "at", "noon", "call", "back", "for", "details", "thank", "you"]
SHAPES = ["form", "query", "json"]

numbers = st.sampled_from(
    [
        "+447700900123",
        "447700900123",
        "919900112233",
        "00447700900123",
        "12025550147",
        "9900112233",
        "91XXXXXXXXXX",
        "{{phone}}",
    ]
)
texts = st.one_of(
    st.sampled_from(
        [
            "Hello",
            "Your code is 4711",
            "test message",
            "您的验证码是1234",
            "Call 0800 123 456 now!",
            "{{message}}",
            "$$Body",
            "4711",
            "https://shop.example/t/42",
            "447700900999",
            "2026-12-24 10:00",
            "ACME",
            "true",
            "",
        ]
    ),
    st.lists(st.sampled_from(WORDS), min_size=3).map(" ".join),
)
calls = st.sampled_from(CALLS)
shapes = st.sampled_from(SHAPES)


def request(shape: str, values: Mapping[str, str]) -> HttpRequest:
    """The values as one call, each encoded by the shape's rules."""
    url = "https://api.example.test/v1/send"
    if shape == "query":
        return HttpRequest("GET", f"{url}?{urlencode(values)}")
    if shape == "form":
        header = ("Content-Type", "application/x-www-form-urlencoded")
        return HttpRequest("POST", url, (header,), urlencode(values).encode())
    return HttpRequest("POST", url, (("Content-Type", "application/json"),), json.dumps(values).encode())


def chosen(shape: str, values: Mapping[str, str]) -> tuple[str, str] | None:
    """The names of recipient and message; None where it is a question."""
    found = survey(request(shape, values), Choices(catalog=False))
    if found.problem:
        return None
    assert found.recipient is not None
    assert found.message is not None
    names = [one.field.place.steps[-1].name.lstrip("/") for one in (found.recipient, found.message)]
    return names[0], names[1]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("to", "body", "others"), CALLS, ids=[call[0] for call in CALLS])
def test_a_plain_call_is_no_question(to: str, body: str, others: dict[str, str], shape: str) -> None:
    assert chosen(shape, {**others, to: "447700900123", body: "Your order is ready"}) == (to, body)


@given(calls, shapes, numbers, texts)
def test_other_values_choose_the_same_fields(
    call: tuple[str, str, dict[str, str]], shape: str, number: str, text: str
) -> None:
    to, body, others = call
    assert chosen(shape, {**others, to: number, body: text}) in {(to, body), None}


@pytest.mark.parametrize("text", ["471123", "https://shop.example/t/42", "0800 900 900", "ACME", "A1B2C3D4E5F6G7H8"])
def test_a_plain_name_tells_the_text_whatever_it_is(text: str) -> None:
    values = {"apikey": "K-417", "from": "ACME", "to": "447700900123", "message": text}
    assert chosen("form", values) == ("to", "message")


def test_a_flags_digits_and_an_empty_text_beside_another_are_questions() -> None:
    values = {"apikey": "K-417", "to": "447700900123"}
    assert chosen("form", {**values, "message": "1"}) is None
    assert chosen("form", {**values, "text": "", "message": "471123", "template_id": "7"}) is None


@given(calls, shapes, numbers, texts, st.randoms(use_true_random=False))
def test_order_does_not_matter(
    call: tuple[str, str, dict[str, str]], shape: str, number: str, text: str, random: Random
) -> None:
    to, body, others = call
    pairs = list({**others, to: number, body: text}.items())
    random.shuffle(pairs)
    assert chosen(shape, dict(pairs)) == chosen(shape, {**others, to: number, body: text})


@given(calls, shapes, st.lists(st.text("abcdefghjkqvwxz", min_size=4, max_size=8), min_size=8, max_size=8, unique=True))
def test_names_of_constants_do_not_matter(call: tuple[str, str, dict[str, str]], shape: str, names: list[str]) -> None:
    to, body, others = call
    renamed = dict(zip(names, others.values(), strict=False))
    values = {**renamed, to: "447700900123", body: "Your order is ready"}
    assert chosen(shape, values) in {(to, body), None}


@given(calls, shapes, st.sampled_from(SENDERS), st.sampled_from(["+447700900999", "447700900999", "9900112299"]))
def test_a_senders_number_is_no_recipient(
    call: tuple[str, str, dict[str, str]], shape: str, sender: str, number: str
) -> None:
    to, body, others = call
    values = {**others, sender: number, to: "447700900123", body: "Your order is ready"}
    assert chosen(shape, values) == (to, body)


@given(calls, numbers, texts)
def test_the_encoding_does_not_matter(call: tuple[str, str, dict[str, str]], number: str, text: str) -> None:
    to, body, others = call
    found = {chosen(shape, {**others, to: number, body: text}) for shape in SHAPES}
    assert len(found - {None}) <= 1
