"""An id of one's own: where a request may carry it, that it is offered, and that its field is added."""

from __future__ import annotations

import json
import shlex

import pytest

import curl2sms
from curl2sms import layers
from curl2sms.errors import UsageError
from curl2sms.http import HttpRequest
from curl2sms.layers import Style, parse_place
from curl2sms.proving import provider, verify
from curl2sms.proving.model import Verdict
from curl2sms.rendering import render

EIGHT = "https://sms.8x8.com/api/v1/subaccounts/acme/messages"
EXOTEL = "https://k:t@api.exotel.com/v1/Accounts/a/Sms/send"
EXOTEL_FORM = "-d From=08047100417 -d To=919810004417 -d 'Body=Hello you'"


def in_json(url: str, body: object) -> str:
    return f"curl '{url}' -H 'Content-Type: application/json' -d {shlex.quote(json.dumps(body))}"


ONE = {"source": "Acme", "destination": "+6581234567", "text": "Hello there"}


def offered(sample: str) -> list[str]:
    return [one.typed for one in curl2sms.convert(sample).notes if one.id == "own-id-offered"]


@pytest.mark.parametrize(
    ("sample", "option"),
    [
        (in_json(EIGHT, ONE), "--macro MessageID=json:/clientMessageId"),
        (in_json(EIGHT, ONE | {"clientMessageId": ""}), "--macro MessageID=json:/clientMessageId"),
        (f"curl {EXOTEL} {EXOTEL_FORM}", "--macro MessageID=form:CustomField"),
        (
            in_json("https://api.bulksms.com/v1/messages", {"to": "+441234567890", "body": "Hello you"}),
            "userSuppliedId",
        ),
    ],
)
def test_the_field_for_an_id_of_ones_own_is_offered(sample: str, option: str) -> None:
    [typed] = offered(sample)
    assert option in typed


@pytest.mark.parametrize(
    "sample",
    [
        in_json(EIGHT, ONE | {"clientMessageId": "$$MessageID"}),
        in_json(EIGHT, ONE | {"clientMessageId": "ref-1"}),  # spoken of as a reference
        in_json("https://sms.example.com/send", ONE),
        in_json(  # it takes an id, and its reports hold the provider's only
            "https://quicksms.advantasms.com/api/services/sendbulk/",
            {"smslist": [{"mobile": "254712345678", "message": "Hello you", "clientsmsid": "7"}]},
        ),
        "curl https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json -u a:b -d To=%2B14155550100 -d Body=Hello",
    ],
)
def test_nothing_is_offered_where_the_id_is_or_nobody_knows_where_it_may_go(sample: str) -> None:
    assert offered(sample) == []


@pytest.mark.parametrize(
    ("sample", "place", "body"),
    [
        (in_json(EIGHT, ONE), "json:/clientMessageId", {"clientMessageId": "m.1"}),
        (f"curl {EXOTEL} {EXOTEL_FORM}", "form:CustomField", b"&CustomField=m.1"),
    ],
)
def test_a_field_that_the_sample_lacks_is_added_and_that_is_reported(sample: str, place: str, body: object) -> None:
    made = curl2sms.convert(sample, macros={"MessageID": place})
    assert [one.at for one in made.notes if one.id == "macro-added"] == [place]
    assert made.template.callback is not None
    sent = render(made.template, "+6581234567", "Hi", macros={"MessageID": "m.1"}).body or b""
    assert sent.endswith(body) if isinstance(body, bytes) else json.loads(sent).items() >= dict(body).items()  # type: ignore[call-overload]


def test_only_the_documented_field_is_added() -> None:
    for macros in ({"MessageID": "json:/clientmessageid"}, {"MessageID": "json:/ref"}):
        with pytest.raises(UsageError):
            curl2sms.convert(in_json(EIGHT, ONE), macros=macros)
    with pytest.raises(UsageError):
        curl2sms.convert(in_json(EIGHT, ONE), macros={"MessageID": "json:/clientMessageId"}, catalog=False)


@pytest.mark.slow
def test_the_added_field_is_announced_to_who_compares_with_the_sample() -> None:
    made = curl2sms.convert(f"curl {EXOTEL} {EXOTEL_FORM}", macros={"MessageID": "form:CustomField"})
    with provider() as mock:
        checks = verify(made.template, mock, sample=made.reading).checks
    assert "macro-added" in [check.name for check in checks if check.group == "sample"]
    assert not [check for check in checks if check.verdict is Verdict.FAIL]


@pytest.mark.parametrize(
    ("body", "at", "made"),
    [
        (b'{"a": 1}', "json:/b", b'{"b": "x\\"", "a": 1}'),
        (b'{ "m": [ {"a": 1} ] }', "json:/m/0/b", b'{ "m": [ {"b": "x\\"", "a": 1} ] }'),
        (b'{"a": {"b": {"c": 1}}}', "json:/a/n~1m", b'{"a": {"n/m": "x\\"", "b": {"c": 1}}}'),
        (b"a=1", "form:b c", b"a=1&b+c=x%22"),
        (b"{}", "json:/b", None),
        (b'{"a": 1}', "json:/m/b", None),
        (b"[1]", "json:/b", None),
        (b"<a>1</a>", "xml:/a/b", None),
        (b"a=1", "json:/b", None),
        (b"a=1", "form:a>json:/b", None),
    ],
)
def test_a_value_is_added_where_there_is_room(body: bytes, at: str, made: bytes | None) -> None:
    request = HttpRequest("POST", "https://x.example/s", (), body)
    added = layers.added(request, parse_place(at), 'x"', Style())
    assert (added.body if added else None) == made


def test_a_value_is_added_to_a_query() -> None:
    request = HttpRequest("GET", "https://x.example/s?a=1")
    added = layers.added(request, parse_place("query:b"), "x y", Style(space="%20"))
    assert added is not None
    assert added.url == "https://x.example/s?a=1&b=x%20y"
