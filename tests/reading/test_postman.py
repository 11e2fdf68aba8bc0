"""Postman collections, read as Postman sends their requests."""

import base64
import json
from typing import Any

import pytest

from curl2sms import layers, reading
from curl2sms.errors import AmbiguousError, SampleError, Source
from curl2sms.reading.model import Reading

SCHEMA = {"schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}
RAW = {"mode": "raw", "raw": '{"to": "447700900123", "text": "Hello"}', "options": {"raw": {"language": "json"}}}
URL = "https://a.example/sms"


def collection(*items: dict[str, Any], **more: Any) -> str:
    return json.dumps({"info": {"name": "x", **SCHEMA}, "item": items, **more}, ensure_ascii=False, indent=1)


def item(name: str = "send", **request: Any) -> dict[str, Any]:
    return {"name": name, "request": {"method": "POST", "url": URL, "body": RAW, **request}}


def read(text: str, nth: int | None = None) -> Reading:
    found = reading.read(Source("sample", text), nth)
    assert found.kind == "postman"
    return found


def refused(text: str) -> str:
    with pytest.raises(SampleError) as error:
        read(text)
    return error.value.note.id


@pytest.mark.parametrize(
    ("url", "sent"),
    [
        ("a.example/x", "http://a.example/x"),
        (
            {"host": "a.example", "query": [{"key": "a", "value": "b\\"}, {"key": "c", "value": "d"}]},
            "http://a.example/?a=b%5C&c=d",
        ),
        ("{{base}}/x?a=b c", "https://b.example/v1/x?a=b%20c"),
        ({"raw": "https://a.example/:id/y", "variable": [{"key": "id", "value": "7"}]}, "https://a.example/7/y"),
        ({"raw": "x", "host": ["{{base}}"], "path": ["x", ":id"]}, "https://b.example/v1/x/{id}"),
        ({"protocol": "https", "host": ["a", "example"], "port": "8443", "path": "x/y"}, "https://a.example:8443/x/y"),
        (
            {
                "protocol": "https",
                "host": "a.example",
                "path": ["x/:id", ":id"],
                "variable": [{"id": "id", "value": "{{n}}"}],
            },
            "https://a.example/x/:id/9",
        ),
        (
            {
                "host": "{{base}}",
                "query": [
                    {"key": "a", "value": "+1 é%20"},
                    {"key": "b", "value": None},
                    {"key": "c", "value": "", "disabled": True},
                ],
            },
            "https://b.example/v1?a=+1%20%C3%A9%20&b",
        ),
        ({"raw": "{{open}}/x", "host": ["{{open}}"], "path": ["x"]}, "https://\ufdd0open\ufdd1/x"),
    ],
)
def test_urls(url: Any, sent: str) -> None:
    variables = [
        {"key": "base", "value": "https://b.example/v1"},
        {"key": "n", "value": "9"},
        {"key": "open", "value": ""},
    ]
    assert read(collection(item(url=url), variable=variables)).request.url == sent


def pairs(*named: tuple[str, str], **more: Any) -> list[dict[str, Any]]:
    return [{"key": key, "value": value, **more} for key, value in named]


OFF = pairs(("x", "y"), disabled=True)
FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("body", "sent", "content_type"),
    [
        (RAW, RAW["raw"], "application/json"),
        ({"mode": "raw", "raw": "to={{n}}"}, "to=9", "text/plain"),
        (
            {"mode": "raw", "raw": '{"to": ["1",],}', "options": {"raw": {"language": "json"}}},
            '{"to": ["1",],}',
            "application/json",
        ),
        (
            {"mode": "urlencoded", "urlencoded": pairs(("to", "+1"), ("a b", "ü*")) + OFF},
            "to=%2B1&a%20b=%C3%BC%2A",
            FORM,
        ),
        ({"mode": "urlencoded", "urlencoded": "to=+1&text={{n}} b"}, "to=%2B1&text=9%20b", FORM),
        ({"mode": "urlencoded", "urlencoded": [{"key": "to", "value": None}]}, "to=", FORM),
        ({"mode": "raw", "raw": ""}, None, None),
        ({**RAW, "disabled": True}, None, None),
        ({"mode": "raw"}, None, None),
    ],
)
def test_bodies(body: Any, sent: str | None, content_type: str | None) -> None:
    request = read(collection(item(body=body), variable=pairs(("n", "9")))).request
    assert request.body == (None if sent is None else sent.encode())
    assert request.header("Content-Type") == content_type


def test_form_data_is_multipart() -> None:
    data = [*pairs(("to", "447700900123")), *OFF, {"key": "json", "value": "{}", "contentType": "application/json"}]
    header = pairs(("Content-Type", "multipart/form-data"), ("X", "y"))
    request = read(collection(item(body={"mode": "formdata", "formdata": data}, header=header))).request
    places = [str(one.place) for one in layers.fields(request)]
    assert places == ["path:1", "header:X", "header:Content-Type", "multipart:to", "multipart:json"]
    assert request.headers[1][1].startswith("multipart/form-data; boundary=")


def test_headers_are_a_list_or_a_text() -> None:
    header = [*pairs(("X", "{{n}}")), *pairs(("Y", "y"), disabled=True)]
    for given in (header, "X: {{n}}\n//Y: y\n"):
        request = read(collection(item(body=None, header=given), variable=pairs(("n", "9")))).request
        assert request.headers == (("X", "9"),)


def auth(kind: str, **values: str) -> dict[str, Any]:
    return {"type": kind, kind: pairs(*values.items())}


@pytest.mark.parametrize(
    ("given", "basic", "headers", "query"),
    [
        (auth("basic", username="u", password="{{n}}"), ("u", "9"), (), None),
        ({"type": "basic", "basic": {"username": "u", "password": "p"}}, ("u", "p"), (), None),
        (auth("bearer", token="{{open}}"), None, (("Authorization", "Bearer {{open}}"),), None),
        (auth("apikey", key="X-Key", value="k", **{"in": "header"}), None, (("X-Key", "k"),), None),
        (auth("apikey", key="X-Key", value="k"), None, (("X-Key", "k"),), None),
        (auth("apikey", key="key", value="k&", **{"in": "query"}), None, (), "key=k%26"),
        (auth("oauth2", accessToken="t", addTokenTo="header"), None, (("Authorization", "Bearer t"),), None),
        (auth("oauth2", accessToken="t", headerPrefix="Token"), None, (("Authorization", "Token t"),), None),
        (auth("oauth2", accessToken="t", addTokenTo="queryParams"), None, (), "access_token=t"),
        (auth("oauth2"), None, (("Authorization", "Bearer <token>"),), None),
        ({"type": "noauth"}, None, (), None),
        (None, None, (), None),
    ],
)
def test_authentication(given: Any, basic: Any, headers: Any, query: str | None) -> None:
    """That of the collection, of a folder, or of the request itself; the nearest counts."""
    variables = pairs(("n", "9"))
    other = auth("basic", username="other", password="other")
    made = [
        collection(item(body=None), auth=given, variable=variables),
        collection(
            {"name": "f", "item": [item(body=None)], "auth": given or {"type": "noauth"}},
            auth=other,
            variable=variables,
        ),
        collection(item(body=None, auth=given or {"type": "noauth"}), auth=other, variable=variables),
    ]
    for text in made:
        request = read(text).request
        assert (request.basic, request.headers, request.url.partition("?")[2] or None) == (basic, headers, query)


@pytest.mark.parametrize(("sent", "client"), [("body", "body"), ("header", "basic")])
def test_client_credentials_are_fetched_by_a_call_of_their_own(sent: str, client: str) -> None:
    values = {"accessTokenUrl": "https://a.example/token", "clientId": "i", "clientSecret": "{{n}}", "scope": "x"}
    given = auth("oauth2", grant_type="client_credentials", client_authentication=sent, **values)
    found = read(collection(item(), auth=given, variable=pairs(("n", "9"))))
    assert found.token is not None
    assert (found.token.client.client_id, found.token.client.client_secret, found.token.client.client) == (
        "i",
        "9",
        client,
    )
    assert found.request.url == URL


def test_authentication_takes_the_place_of_a_header_of_its_name() -> None:
    header = pairs(("authorization", "Basic " + base64.b64encode(b"a:b").decode()))
    request = read(collection(item(header=header, body=None, auth=auth("bearer", token="t")))).request
    assert request.headers == (("Authorization", "Bearer t"),)


FOLDERS = collection(
    {"name": "Account", "item": [item("balance", method="GET", url="https://a.example/balance", body=None)]},
    {"name": "SMS", "item": [item(), item("send in bulk", url="https://a.example/sms/bulk")]},
    {"name": "Reports", "item": [item("status", url="https://a.example/status", body=None)]},
)


def test_of_several_the_plain_call_that_sends_is_taken() -> None:
    found = read(FOLDERS)
    assert found.request.url == URL
    assert [said.message for said in found.notes if said.id == "calls-left-out"] == [
        "Took “SMS / send” of 4 calls in the sample."
    ]
    assert read(FOLDERS, 3).request.url == "https://a.example/sms/bulk"


@pytest.mark.parametrize(
    ("graphql", "body"),
    [
        ({"query": 'mutation {\n a("x") }', "variables": '{"to": "1"}'},
         r'{"query":"mutation {\n a(\"x\") }","variables":{"to": "1"}}'),
        ({"query": "q", "operationName": "Q", "variables": ""}, '{"query":"q","operationName":"Q"}'),
    ],
)  # fmt: skip
def test_a_query_of_graphql_is_json(graphql: dict[str, str], body: str) -> None:
    request = read(collection(item(body={"mode": "graphql", "graphql": graphql}))).request
    assert (request.body, request.media_type) == (body.encode(), "application/json")


def test_of_two_alike_the_question_names_both() -> None:
    with pytest.raises(AmbiguousError) as asked:
        read(collection(item("one"), item("two", body={**RAW, "raw": '{"to": "447700900124", "text": "Hello"}'})))
    assert [(one.place, one.value) for one in asked.value.candidates] == [
        ("1", "one: POST https://a.example/sms"),
        ("2", "two: POST https://a.example/sms"),
    ]


def test_of_two_that_send_the_same_the_first_is_taken() -> None:
    assert read(collection(item("one"), item("two"))).request == read(collection(item("one"))).request


def test_of_several_to_one_address_the_least_is_taken() -> None:
    more = {**RAW, "raw": '{"to": "447700900123", "text": "Hello", "validity": "60"}'}
    assert len(read(collection(item("long", body=more), item("short"))).request.body or b"") == len(str(RAW["raw"]))


def test_a_value_is_found_where_the_collection_spells_it() -> None:
    body = {"mode": "raw", "raw": '{"to": "{{to}}", "text": "a\\"b"}', "options": {"raw": {"language": "json"}}}
    text = collection(item(body=body), variable=pairs(("to", "447700900123")))
    spans = {str(one.place): one.span for one in layers.fields(read(text).request)}
    shown = {place: text[span.start : span.end] for place, span in spans.items() if span}
    assert shown["json:/to"] == "447700900123"
    assert shown["json:/text"] == 'a\\\\\\"b'


def test_what_is_made_again_becomes_a_variable() -> None:
    found = read(collection(item(header=pairs(("X-Id", "{{$randomUUID}}"), ("X-Open", "{{open}}")))))
    assert [variable.name for variable in found.variables] == ["randomUUID"]
    assert found.request.header("X-Id") == "\ufdd0randomUUID\ufdd1"
    assert found.request.header("X-Open") == "{{open}}"


@pytest.mark.parametrize(
    ("text", "note_id"),
    [
        (collection(item(), event=[{"listen": "prerequest", "script": {"exec": ["pm.x()"]}}]), "script-not-run"),
        (collection(item(method="GET", url=f"{URL}?to=1&text=2")), "body-not-sent"),
        (collection(item(auth=auth("oauth2"))), "token-to-fill"),
    ],
)
def test_what_is_not_kept_as_it_is_is_reported(text: str, note_id: str) -> None:
    assert note_id in {said.id for said in read(text).notes}


def test_an_empty_script_and_an_empty_body_are_nothing_to_say() -> None:
    empty = {"listen": "prerequest", "script": {"exec": [""]}}
    assert {said.id for said in read(collection(item(), event=[empty])).notes} == set()


@pytest.mark.parametrize(
    ("text", "note_id"),
    [
        (collection(item(auth={"type": "awsv4", "awsv4": []})), "auth-made-anew"),
        (collection(item(body={"mode": "file", "file": {"src": "x"}})), "postman-body"),
        (
            collection(item(body={"mode": "formdata", "formdata": [{"key": "f", "type": "file", "src": "/a"}]})),
            "form-from-file",
        ),
        (json.dumps({"info": SCHEMA, "requests": [{"url": URL}]}), "postman-format-1"),
        (collection(item())[:-9], "json-broken"),
        (collection(item(method="A B")), "method-no-token"),
        (collection(*[item(body=None, method="GET")] * 2), "no-call-sends"),
        (collection(*[item()] * 60), "too-many-calls"),
    ],
    ids=lambda value: value if len(value) < 40 else "",
)
def test_what_can_t_be_read_is_refused(text: str, note_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("curl2sms.reading.documents.composing.MOST_CALLS", 50)
    assert refused(text) == note_id
