"""What is known about a provider decides what its call alone leaves open."""

from __future__ import annotations

import pytest

from curl2sms.choices import Choices
from curl2sms.http import HttpRequest
from curl2sms.locating import Role, survey
from curl2sms.locating.catalog import entry_for

JSON = (("Content-Type", "application/json"),)
FLOW = "https://control.msg91.com/api/v5/flow"


@pytest.mark.parametrize("text", ["Hello, your order has left", "{{text}}"])
def test_a_call_whose_text_the_provider_holds_is_no_message(text: str) -> None:
    body = f'{{"flow_id": "5f0a", "mobiles": "919900112233", "message": "{text}"}}'.encode()
    request = HttpRequest("POST", FLOW, JSON, body)
    problem = survey(request).problem
    assert problem is not None
    assert problem.note.id == "text-at-provider"
    assert "MSG91" in problem.note.message
    named = survey(request, Choices(body="json:/message"))
    assert named.problem is None
    assert named.message is not None


@pytest.mark.parametrize("route", ["dlt", "DLT", "otp"])
def test_a_value_tells_calls_of_one_path_apart(route: str) -> None:
    """With these routes Fast2SMS takes a text's number in ``message``, and the text itself with others."""
    url = "https://www.fast2sms.com/dev/bulkV2?authorization=k3y91aaZZ09&message={}&route={}&numbers=9900112233"
    problem = survey(HttpRequest("GET", url.format("111841", route))).problem
    assert problem is not None
    assert problem.note.id == "text-at-provider"
    assert survey(HttpRequest("GET", url.format("Hello+there", "q"))).problem is None
    body = f'{{"route": "{route}", "message": "111841", "numbers": "9900112233"}}'
    problem = survey(HttpRequest("POST", url.partition("&")[0], JSON, body.encode())).problem
    assert problem is not None
    assert problem.note.id == "text-at-provider"


def test_a_text_that_says_so_is_the_whole_message() -> None:
    body = b'{"flow_id": "5f0a", "mobiles": "919900112233", "VAR1": "$$Body"}'
    found = survey(HttpRequest("POST", FLOW, JSON, body))
    assert found.problem is None
    assert found.message is not None
    assert str(found.message.field.place) == "json:/VAR1"


@pytest.mark.parametrize(
    ("url", "place", "told"),
    [
        ("https://rest.nexmo.com/sms/json?to=447700900123&text=Hello&type=text", "query:type", "encoding-narrow"),
        ("https://rest.nexmo.com/sms/json?to=447700900123&text=Hello&type=unicode", "query:type", "encoding-kept"),
        (
            "https://www.fast2sms.com/dev/bulkV2?numbers=9900112233&message=Hello&language=english&route=q",
            "query:language",
            "encoding-narrow",
        ),
    ],
)
def test_a_flag_for_the_encoding_is_known_by_the_documentation(url: str, place: str, told: str) -> None:
    found = survey(HttpRequest("POST", url))
    assert [str(one.field.place) for one in found.fields if one.role is Role.ENCODING_FLAG] == [place]
    assert told in [one.id for one in found.notes if one.at == place]


def test_an_unknown_host_leaves_the_type_alone() -> None:
    found = survey(HttpRequest("POST", "https://api.example/sms?to=447700900123&text=Hello&type=text"))
    assert not [one for one in found.fields if one.role is Role.ENCODING_FLAG]


def noted(request: HttpRequest) -> list[str]:
    return [one.id for one in survey(request).notes]


def test_an_answer_that_no_source_shows_is_reported_once() -> None:
    url = "https://api.kaleyra.io/v1/HXIN1/sms?to=%2B919900112233&body=Hello+there"
    assert noted(HttpRequest("POST", url)).count("answers-unknown") == 1
    found = survey(HttpRequest("POST", url))
    assert (found.provider, found.response) == ("kaleyra", None)
    assert "answers-unknown" not in noted(
        HttpRequest("POST", "https://api.plivo.com/v1/Account/M/Message/", JSON, b"{}")
    )


@pytest.mark.parametrize(
    ("url", "simulates"),
    [
        ("https://api.smsfactor.com/send/simulate?to=33600000000&text=Hello+there", True),
        ("https://api.smsfactor.com/send?to=33600000000&text=Hello+there", False),
        ("https://api.46elks.com/a1/sms?to=%2B46700000000&message=Hello+there&dryrun=yes", True),
        ("https://api.46elks.com/a1/sms?to=%2B46700000000&message=Hello+there&dryrun=no", False),
    ],
)
def test_a_call_that_only_simulates_is_warned_of_and_has_no_success(url: str, simulates: bool) -> None:
    found = survey(HttpRequest("GET", url))
    assert ("call-simulates" in [one.id for one in found.notes]) is simulates
    assert (found.response is None) is simulates


def test_a_call_that_the_provider_wants_signed_is_refused() -> None:
    body = (
        b'{"MessageRequest": {"Addresses": {"+12025550170": {"ChannelType": "SMS"}},'
        b' "MessageConfiguration": {"SMSMessage": {"Body": "Hello"}}}}'
    )
    url = "https://pinpoint.us-east-1.amazonaws.com/v1/apps/0123456789abcdef/messages"
    problem = survey(HttpRequest("POST", url, JSON, body)).problem
    assert problem is not None
    assert problem.note.id == "signed-request"
    assert "AWS Signature Version 4" in problem.note.message
    gateway = "https://abc.execute-api.us-east-1.amazonaws.com/v1/apps/0123456789abcdef/messages"
    assert entry_for(HttpRequest("POST", gateway, JSON, body)) is None


@pytest.mark.parametrize(
    ("url", "body", "name"),
    [
        ("http://10.1.2.3:13013/cgi-bin/sendsms?username=u&password=p&to=4915112345678&text=Hello", None, "kannel"),
        ("http://a.example:1401/send?username=u&password=p&to=4915112345678&content=Hello", None, "jasmin"),
        ("http://a.example/sms/index.php?app=ws&op=pv&u=u&h=k&to=4915112345678&msg=Hello", None, "playsms"),
        ("http://a.example/sms/index.php?app=ws&op=bal&u=u&h=k&to=4915112345678&msg=Hello", None, None),
        ("http://a.example:5000/sms", b'{"text": "Hello", "number": "+4915112345678"}', "gammu"),
        ("http://a.example:5001/sms", b'{"text": "Hello", "number": "+4915112345678"}', None),
        ("http://a.example:8082/", b'{"to": "+4915112345678", "message": "Hello"}', "traccar"),
        ("http://a.example/", b'{"to": "+4915112345678", "message": "Hello"}', None),
        ("http://a.example/messages", b'{"phoneNumbers": ["+4915112345678"], "message": "Hello"}', "smsgate"),
        ("http://a.example/messages", b'{"to": ["+4915112345678"], "message": "Hello"}', None),
        ("https://a.example/http_api/send_sms?access_token=t&to=4915112345678&message=Hello", None, "smseagle"),
        ("https://a.example/v1/messages/send", b'{"from": "+1", "to": "+491", "content": "Hello"}', "httpsms"),
        ("https://api.bulksms.com/v1/messages/send?to=27820000000&body=Hello", None, "bulksms"),
        ("http://a.example:8080/bulksms/bulksms?username=u&destination=9199001&message=Hello", None, "routemobile"),
    ],
)
def test_what_people_run_themselves_is_known_by_path_and_fields(url: str, body: bytes | None, name: str | None) -> None:
    entry = entry_for(HttpRequest("POST", url, JSON if body else (), body))
    assert (entry and entry.name) == name


def test_a_call_of_one_host_is_none_of_another() -> None:
    old = entry_for(HttpRequest("POST", "https://api.clickatell.com/rest/message"))
    assert old is not None
    assert old.response is not None
    other = entry_for(HttpRequest("POST", "https://platform.clickatell.com/rest/message"))
    assert other is not None
    assert other.response is None


def test_an_entry_knows_the_report_and_the_field_for_an_own_id() -> None:
    entry = entry_for(HttpRequest("POST", "https://sms.8x8.com/api/v1/subaccounts/a/messages"))
    assert entry is not None
    assert "/clientmessageid" in entry.own_ids
    assert entry.report is not None
    assert entry.report["own_id"] == "json:/payload/clientMessageId"
