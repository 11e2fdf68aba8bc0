"""Placeholders that a person puts at places of a sample."""

from __future__ import annotations

import json
import shlex
from urllib.parse import parse_qsl

import pytest

import curl2sms
from curl2sms.errors import SampleError, UsageError
from curl2sms.http import HttpRequest, split_url
from curl2sms.locating import survey
from curl2sms.proving import provider, verify
from curl2sms.proving.model import Verdict
from curl2sms.rendering import render

JSON = {"to": "447700900123", "text": "Hello you", "ref": "r-1", "n": 7, "meta": '{"id": "x"}', "dlt_te_id": "1107"}


def in_json(**more: object) -> str:
    return (
        f"curl https://x.example/send/v1 -H 'Content-Type: application/json' -d {shlex.quote(json.dumps(JSON | more))}"
    )


FORM = (
    "curl 'https://x.example/s?key=k&ref=a%20b' -H 'X-Ref: r' -d to=447700900123 -d 'text=Hello you' -d 'id=1' -d id=2"
)
NUMBER, TEXT = "+447700900123", "Hi"


def sent(sample: str, macros: dict[str, str], **values: str) -> HttpRequest:
    made = curl2sms.convert(sample, macros=macros).template
    assert made.macro_names == tuple(macros)
    return render(made, NUMBER, TEXT, macros=values or dict.fromkeys(macros, 'v"&+'))


def test_a_placeholder_takes_the_place_of_a_value_in_every_layer() -> None:
    body = json.loads(sent(in_json(), {"MessageID": "json:/ref"}).body or b"")
    assert body == JSON | {"to": "447700900123", "text": "Hi", "ref": 'v"&+'}
    body = json.loads(sent(in_json(), {"uid": "json:/meta>json:/id"}).body or b"")
    assert json.loads(body["meta"]) == {"id": 'v"&+'}
    request = sent(FORM, {"MessageID": "query:ref", "uid": "form:id#2"})
    assert parse_qsl(split_url(request.url).query or "")[1] == ("ref", 'v"&+')
    assert parse_qsl((request.body or b"").decode())[2:] == [("id", "1"), ("id", 'v"&+')]
    assert sent(FORM, {"CampaignID": "header:X-Ref"}, CampaignID="c1").header("X-Ref") == "c1"
    assert split_url(sent(in_json(), {"hid": "path:2"}, hid="a/b").url).path == "/send/a%2Fb"


def test_a_number_in_json_gets_quotation_marks_and_that_is_reported() -> None:
    made = curl2sms.convert(in_json(), macros={"MessageID": "json:/n"})
    assert "macro-quoted" in [said.id for said in made.notes]
    assert '"n": "$$MessageID"' in (made.template.parameters.body or "")


def said_of(sample: str, **macros: str) -> list[tuple[str, str]]:
    notes = curl2sms.convert(sample, macros=macros).notes
    return [(one.id, one.at) for one in notes if one.at in ("json:/ref", "json:/dlt_te_id", "json:/peid", "json:/uid")]


def test_what_a_placeholder_settles_is_not_spoken_of_any_more() -> None:
    assert said_of(in_json()) == [("reference-kept", "json:/ref"), ("template-id-kept", "json:/dlt_te_id")]
    assert said_of(in_json(), MessageID="json:/ref", TemplateID="json:/dlt_te_id") == []
    assert said_of(in_json(ref="YOUR_REFERENCE"), MessageID="json:/ref", own="json:/dlt_te_id") == []


def test_the_notes_print_the_option_ready_to_type() -> None:
    typed = {one.at: one.typed for one in curl2sms.convert(in_json(peid="1101")).notes}
    assert typed["json:/ref"].endswith(" --macro MessageID=json:/ref")
    assert typed["json:/meta>json:/id"].endswith(" --macro MessageID='json:/meta>json:/id'")
    assert typed["json:/dlt_te_id"].endswith(" --macro TemplateID=json:/dlt_te_id")
    assert typed["json:/peid"] == ""  # one for all messages of a sender


@pytest.mark.parametrize("name", ["TemplateId", "templateid", "MESSAGEID"])
def test_a_name_in_other_letters_than_the_platforms_is_warned_of(name: str) -> None:
    assert ("macro-case", "json:/ref") in said_of(in_json(), **{name: "json:/ref"})
    assert ("macro-case", "json:/uid") in said_of(in_json(uid=f"$${name}"))


@pytest.mark.parametrize(
    ("macros", "said"),
    [
        ({"To": "json:/ref"}, "macro-has-option"),
        ({"Body": "json:/ref"}, "macro-has-option"),
        ({"1st": "json:/ref"}, "macro-no-name"),
        ({"a-b": "json:/ref"}, "macro-no-name"),
        ({"a": "json:/nowhere"}, "no-such-place"),
        ({"a": "ref"}, "no-such-place"),
        ({"a": "json:/ref#"}, "no-such-place"),
        ({"a": "json:/ref", "b": "json:/ref"}, "macro-place-twice"),
        ({"a": "json:/to"}, "macro-place-twice"),
        ({"a": "json:/text"}, "macro-place-twice"),
    ],
)
def test_what_can_not_be_put_anywhere_is_refused(macros: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError) as refused:
        curl2sms.convert(in_json(), to="json:/to", body="json:/text", macros=macros)
    assert refused.value.note.id == said


def test_a_place_that_is_left_out_takes_no_placeholder() -> None:
    records = [{"to": f"44770090012{number}", "text": "Hello you", "ref": str(number)} for number in (3, 4)]
    sample = in_json(messages=records).replace('"to": "447700900123", "text": "Hello you", "ref": "r-1", ', "")
    assert '"ref": "$$MessageID"' in (
        curl2sms.convert(sample, macros={"MessageID": "json:/messages/0/ref"}).template.parameters.body or ""
    )
    with pytest.raises(UsageError) as refused:
        curl2sms.convert(sample, macros={"MessageID": "json:/messages/1/ref"})
    assert refused.value.note.id == "macro-place-dropped"
    with pytest.raises(UsageError):  # noise of a browser
        curl2sms.convert(f"{FORM} -H 'Referer: https://x.example'", macros={"uid": "header:Referer"})


def test_a_recipient_that_gives_way_leaves_a_question() -> None:
    with pytest.raises(SampleError):
        curl2sms.convert(in_json(), macros={"MessageID": "json:/to"})


def test_without_placeholders_a_request_is_as_it_was() -> None:
    request = HttpRequest("GET", "https://x.example/s?to=447700900123&text=Hello+you")
    assert survey(request).request is request
    assert survey(request).placeholders == ()


@pytest.mark.slow
def test_a_converted_sample_with_placeholders_is_still_its_sample() -> None:
    made = curl2sms.convert(in_json(), macros={"MessageID": "json:/n", "TemplateID": "json:/dlt_te_id"})
    with provider() as mock:
        checks = verify(made.template, mock, sample=made.reading).checks
    assert "macro-quoted" in [check.name for check in checks if check.group == "sample"]
    assert not [check for check in checks if check.verdict is Verdict.FAIL]
