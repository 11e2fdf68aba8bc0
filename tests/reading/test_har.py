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


def pairs(**values: str) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in values.items()]


QUERY = "https://a.example/s?text=Hi%20you+all&to=%2B44"
ENCODED, DECODED = pairs(text="Hi%20you+all", to="%2B44"), pairs(text="Hi you all", to="+44")


@pytest.mark.parametrize(
    ("params", "beside", "body"),
    [
        pytest.param(
            pairs(text="Hi%20you"), entry("GET", QUERY, queryString=ENCODED), b"text=Hi%20you", id="as the URL"
        ),
        pytest.param(
            pairs(text="50%20"), entry("GET", QUERY, queryString=DECODED), b"text=50%2520", id="not as the URL"
        ),
        pytest.param(
            pairs(text="Hi%20you"),
            entry(
                "GET", "https://a.example/x", postData={"mimeType": FORM, "text": "a=%2B1", "params": pairs(a="%2B1")}
            ),
            b"text=Hi%20you",
            id="as the params of another text",
        ),
        pytest.param(pairs(text="Hi you"), entry("GET", QUERY), b"text=Hi+you", id="a space is not encoded"),
        pytest.param(pairs(text="50% off", a="x%20y"), entry("GET", QUERY), b"text=50%25+off&a=x%2520y", id="a lone %"),
        pytest.param(pairs(to="+44", text="Hi"), entry("GET", QUERY), b"to=%2B44&text=Hi", id="a number's +"),
    ],
)
def test_params_are_encoded_once(params: list[dict[str, str]], beside: dict[str, Any], body: bytes) -> None:
    found = read(recording(entry(postData={"mimeType": FORM, "params": params}), beside), 1)
    assert found.request.body == body
    assert not [one for one in found.notes if one.id == "har-encoding-open"]


@pytest.mark.parametrize("value", ["Hi%20you", "Hi+you", "Hi+", "%2B44"])
def test_params_that_look_encoded_are_noted(value: str) -> None:
    text = recording(entry(postData={"mimeType": FORM, "params": pairs(text=value)}))
    found = read(text)
    assert found.request.body == f"text={value}".encode()
    said = next(one for one in found.notes if one.id == "har-encoding-open")
    assert said.span is not None
    assert text[said.span.start : said.span.end] == value


def test_a_query_that_only_the_pairs_show_is_read() -> None:
    found = read(recording(entry("GET", "https://a.example/s", queryString=pairs(to="44 1", text="a&b"))))
    assert found.request.url == "https://a.example/s?to=44+1&text=a%26b"


@pytest.mark.parametrize(
    ("listed", "differs"),
    [
        (ENCODED, False),
        (DECODED, False),
        (pairs(text="Hi you+all", to="+44"), False),
        (DECODED[:1], True),
        (pairs(text="x"), True),
    ],
)
def test_a_query_is_compared_with_its_pairs(listed: list[dict[str, str]], differs: bool) -> None:
    found = read(recording(entry("GET", QUERY, queryString=listed)))
    assert found.request.url == QUERY
    assert ("har-query-differs" in {one.id for one in found.notes}) is differs
