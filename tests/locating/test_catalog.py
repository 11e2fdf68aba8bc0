"""What is known about a provider decides what its call alone leaves open."""

from __future__ import annotations

import pytest

from curl2sms.http import HttpRequest
from curl2sms.locating import Role, survey

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
    named = survey(request, body="json:/message")
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
