"""HAR recordings: what a browser or a proxy sent."""

import base64
import json
from typing import Any

import pytest

from curl2sms import layers, reading
from curl2sms.errors import SampleError, Source
from curl2sms.reading.model import Reading

HOST = {"name": "Host", "value": "a.example"}


def entry(method: str = "POST", url: str = "https://a.example/sms", **more: Any) -> dict[str, Any]:
    return {"request": {"method": method, "url": url, "headers": [HOST], "bodySize": -1, **more}}


def recording(*entries: dict[str, Any]) -> str:
    return json.dumps({"log": {"version": "1.2", "entries": entries}}, ensure_ascii=False, indent=1)


def read(text: str, nth: int | None = None) -> Reading:
    found = reading.read(Source("sample", text), nth)
    assert found.kind == "har"
    return found


JSON = '{"to": "447700900123", "text": "Say \\"hi\\" é"}'
FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("posted", "body", "content_type"),
    [
        ({"mimeType": "application/json", "text": JSON}, JSON.encode(), None),
        (
            {"mimeType": "x", "text": base64.b64encode(JSON.encode()).decode(), "encoding": "base64"},
            JSON.encode(),
            None,
        ),
        (
            {"mimeType": FORM, "params": [{"name": "to", "value": "+44"}, {"name": "a b", "value": "ü"}]},
            b"to=%2B44&a+b=%C3%BC",
            FORM,
        ),
    ],
)
def test_the_body_is_what_was_recorded(posted: dict[str, Any], body: bytes, content_type: str | None) -> None:
    request = read(recording(entry(postData=posted))).request
    assert request.body == body
    assert request.header("Content-Type") == content_type


def test_parts_of_a_multipart_body_are_written_again() -> None:
    params = [{"name": "to", "value": "447700900123"}, {"name": "text", "value": "Hello"}]
    found = read(recording(entry(postData={"mimeType": "multipart/form-data; boundary=x", "params": params})))
    values = {str(one.place): one.value for one in layers.fields(found.request)}
    assert (values["multipart:to"], values["multipart:text"]) == ("447700900123", "Hello")


def test_the_entry_that_sends_is_taken() -> None:
    balance = entry("GET", "https://a.example/balance?key=1")
    text = recording(balance, entry(postData={"mimeType": "application/json", "text": JSON}), balance)
    found = read(text)
    assert found.request.url == "https://a.example/sms"
    assert read(text, 1).request.url == "https://a.example/balance?key=1"
    spans = {str(one.place): one.span for one in layers.fields(found.request)}
    shown = {place: text[span.start : span.end] for place, span in spans.items() if span}
    assert shown["json:/text"] == 'Say \\\\\\"hi\\\\\\" é'


def test_what_http_2_and_every_client_add_is_left_out() -> None:
    headers = [
        HOST,
        {"name": ":path", "value": "/sms"},
        {"name": "Content-Length", "value": "9"},
        {"name": "X", "value": "y"},
    ]
    assert read(recording(entry("GET", headers=headers))).request.headers == (("X", "y"),)


@pytest.mark.parametrize(
    ("text", "note_id"),
    [
        (recording(entry(bodySize=20)), "har-without-body"),
        (
            recording(
                entry(postData={"mimeType": "multipart/form-data", "params": [{"name": "f", "fileName": "a.csv"}]})
            ),
            "form-from-file",
        ),
        (recording(entry())[:-3], "json-broken"),
        (recording(entry("GET", ""))[:-3] + "}}", "url-without-host"),
        (
            recording(entry("GET", "https://a.example/balance"), entry("GET", "https://a.example/status")),
            "no-call-sends",
        ),
        ('{"log": {"entries": ' + "[" * 200 + "]" * 200 + "}}", "document-too-large"),
        ('{"log": {"entries": [' + "1," * 2000 + "1]}}", "document-too-large"),
        (recording(*[{}] * 60), "too-many-calls"),
    ],
    ids=lambda value: value if len(value) < 40 else "",
)
def test_what_can_t_be_read_is_refused(text: str, note_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("curl2sms.reading.documents.tree.MOST_VALUES", 1000)
    monkeypatch.setattr("curl2sms.reading.documents.composing.MOST_CALLS", 50)
    with pytest.raises(SampleError) as refused:
        read(text)
    assert refused.value.note.id == note_id
