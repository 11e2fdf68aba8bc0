"""OpenAPI documents, of versions 2 and 3, in JSON and YAML: what their operations send."""

import json
from typing import Any

import pytest

from curl2sms import layers, reading
from curl2sms.errors import AmbiguousError, SampleError, Source
from curl2sms.reading.documents.openapi.values import Room
from curl2sms.reading.model import Reading

SERVERS = [{"url": "https://a.example/v1"}]
TEXTS = {"to": {"type": "string", "example": "447700900123"}, "text": {"type": "string", "example": "Hi"}}


def document(operation: dict[str, Any], path: str = "/sms", method: str = "post", **more: Any) -> str:
    whole = {"openapi": "3.0.3", "servers": SERVERS, "paths": {path: {method: operation}}, **more}
    return json.dumps(whole, ensure_ascii=False, indent=1)


def body(schema: dict[str, Any], media_type: str = "application/json", **more: Any) -> dict[str, Any]:
    return {"requestBody": {"content": {media_type: {"schema": schema, **more}}}}


def thing(properties: dict[str, Any], *required: str, **more: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(required), **more}


def read(text: str, nth: int | None = None) -> Reading:
    found = reading.read(Source("sample", text), nth)
    assert found.kind == "openapi"
    return found


def sent(text: str) -> str | None:
    request = read(text).request
    return None if request.body is None else request.body.decode()


STRING, INTEGER = {"type": "string"}, {"type": "integer"}


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        (thing(TEXTS), '{"to":"447700900123","text":"Hi"}'),
        (thing({"to": STRING, "text": STRING}, "to"), '{"to":"<to>"}'),
        (thing({"to": INTEGER, "text": STRING}), '{"to":\ufdd0to\ufdd1,"text":"<text>"}'),
        (
            thing({**TEXTS, "from": STRING, "flash": {"type": "boolean", "default": False}}),
            '{"to":"447700900123","text":"Hi","flash":false}',
        ),
        (thing({**TEXTS, "from": STRING}, "from"), '{"to":"447700900123","text":"Hi","from":"<from>"}'),
        (
            thing({**TEXTS, "at": {"type": "string", "format": "date-time", "example": "2020-01-01T00:00:00Z"}}),
            '{"to":"447700900123","text":"Hi"}',
        ),
        (
            thing({**TEXTS, "id": {"type": "string", "example": "7", "readOnly": True}}),
            '{"to":"447700900123","text":"Hi"}',
        ),
        (
            thing({**TEXTS, "type": {"type": "string", "enum": ["sms"]}}),
            '{"to":"447700900123","text":"Hi","type":"sms"}',
        ),
        (thing({**TEXTS, "type": {"type": "string", "enum": ["a", "b"]}}), '{"to":"447700900123","text":"Hi"}'),
        (thing({**TEXTS, "kind": {"const": "x"}}), '{"to":"447700900123","text":"Hi","kind":"x"}'),
        (
            thing({"to": {"type": "array", "items": STRING}, "text": STRING}, "to", "text"),
            '{"to":["<to>"],"text":"<text>"}',
        ),
        (thing({"to": {"type": "array", "items": STRING, "example": "447700900123"}}), '{"to":["447700900123"]}'),
        (thing({"to": {"type": ["null", "string"], "examples": ["447700900123"]}}), '{"to":"447700900123"}'),
        (
            thing({"sms": thing(TEXTS), "options": thing({"a": {"default": 1}})}),
            '{"sms":{"to":"447700900123","text":"Hi"}}',
        ),
        (thing({"a": {"example": 'q"\\\n\x01é'}}), '{"a":"q\\"\\\\\\n\\u0001é"}'),
        (
            {"allOf": [thing({"to": TEXTS["to"]}), thing({"text": STRING}, "text")]},
            '{"to":"447700900123","text":"<text>"}',
        ),
        (
            {"oneOf": [thing({"voice": STRING}, "voice", title="Voice"), thing(TEXTS, title="SMS")]},
            '{"to":"447700900123","text":"Hi"}',
        ),
        ({"anyOf": [thing({"a": STRING}, "a"), thing({"b": STRING}, "b")]}, '{"a":"<a>"}'),
        (thing({}, example={"to": "447700900123", "n": 1.10}), '{"to":"447700900123","n":1.1}'),
        (thing({**TEXTS, "more": {"$ref": "#/components/schemas/nothing"}}, "to"), '{"to":"447700900123","text":"Hi"}'),
        (thing({"to": {"$ref": "#/components/schemas/Phone"}}), '{"to":"+447700900123"}'),
        (
            thing({"to": TEXTS["to"], "more": {"$ref": "#/components/schemas/Loop"}}, "more"),
            '{"to":"447700900123","more":{"n":"<n>"}}',
        ),
    ],
)
def test_a_body_by_its_schema(schema: dict[str, Any], expected: str) -> None:
    loop = thing({"n": STRING, "next": {"$ref": "#/components/schemas/Loop"}}, "n", "next")
    schemas = {"Phone": {"type": "string", "example": "+447700900123"}, "Loop": loop}
    assert sent(document(body(schema), components={"schemas": schemas})) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"example": {"to": "1"}}, '{"to":"1"}'),
        ({"example": '{ "to" : "1" }'}, '{ "to" : "1" }'),
        ({"examples": {"a": {"value": {"to": "1"}}, "b": {"value": {"to": "2"}}}}, '{"to":"1"}'),
        ({"examples": {"viber": {"value": {"to": "1"}}, "sms": {"value": {"to": "2"}}}}, '{"to":"2"}'),
        ({"examples": {"a": {"value": {"to": "1"}}, "b": {"summary": "SMS", "value": {"to": "2"}}}}, '{"to":"2"}'),
        ({"examples": {"a": {"$ref": "#/components/examples/E"}}}, '{"to":"3"}'),
    ],
)
def test_an_example_of_the_body_comes_first(given: dict[str, Any], expected: str) -> None:
    assert (
        sent(document(body(thing(TEXTS), **given), components={"examples": {"E": {"value": {"to": "3"}}}})) == expected
    )


@pytest.mark.parametrize(
    ("media_type", "expected"),
    [
        ("application/x-www-form-urlencoded", "to=447700900123&text=Hi"),
        ("*/*", '{"to":"447700900123","text":"Hi"}'),
        ("application/vnd.api+json", '{"to":"447700900123","text":"Hi"}'),
    ],
)
def test_the_media_type_decides_how_a_body_is_written(media_type: str, expected: str) -> None:
    request = read(document(body(thing(TEXTS), media_type))).request
    assert (request.body or b"").decode() == expected
    assert request.header("Content-Type") == media_type.replace("*/*", "application/json")


def test_of_several_media_types_json_is_taken() -> None:
    content = {"text/xml": {}, "multipart/form-data": {}, "application/json": {"schema": thing(TEXTS)}}
    assert read(document({"requestBody": {"content": content}})).request.header("Content-Type") == "application/json"
    request = read(document(body(thing(TEXTS), "multipart/form-data"))).request
    assert "multipart:text" in [str(one.place) for one in layers.fields(request)]


def parameter(name: str, where: str = "query", required: bool = False, **more: Any) -> dict[str, Any]:
    return {"name": name, "in": where, "required": required, "schema": STRING, **more}


@pytest.mark.parametrize(
    ("parameters", "target"),
    [
        (
            [parameter("to", example="+1 2"), parameter("text", required=True), parameter("x")],
            "/v1/sms/{id}?to=%2B1%202&text=%3Ctext%3E",
        ),
        ([parameter("to"), parameter("text")], "/v1/sms/{id}?to=%3Cto%3E&text=%3Ctext%3E"),
        (
            [parameter("to", examples={"a": {"value": "1"}}), parameter("text", schema={"default": "d"})],
            "/v1/sms/{id}?to=1&text=d",
        ),
        ([parameter("to", example=["1", "2"])], "/v1/sms/{id}?to=1&to=2"),
        ([parameter("to", example=["1", "2"], explode=False)], "/v1/sms/{id}?to=1%2C2"),
        ([parameter("id", "path", True, example="a/b")], "/v1/sms/a%2Fb"),
    ],
)
def test_parameters(parameters: list[dict[str, Any]], target: str) -> None:
    found = read(document({"parameters": parameters}, "/sms/{id}"))
    assert found.request.target.decode() == target


def test_a_parameter_of_the_operation_takes_the_place_of_one_of_the_path() -> None:
    item = {"parameters": [parameter("to", example="1")], "post": {"parameters": [parameter("to", example="2")]}}
    text = json.dumps({"openapi": "3.1.0", "servers": SERVERS, "paths": {"/sms": item}})
    assert read(text).request.target == b"/v1/sms?to=2"


def test_header_parameters_are_headers() -> None:
    parameters = [
        parameter("X-Id", "header", example="7"),
        parameter("X-Open", "header"),
        parameter("X-Must", "header", True),
    ]
    assert read(document({"parameters": parameters})).request.headers == (("X-Id", "7"), ("X-Must", "<X-Must>"))


def secured(scheme: dict[str, Any]) -> Reading:
    schemes = {"my-key": {"type": "none"}, "key": scheme}
    return read(document(body(thing(TEXTS)), security=[{}, {"key": []}], components={"securitySchemes": schemes}))


@pytest.mark.parametrize(
    ("scheme", "header", "names"),
    [
        ({"type": "apiKey", "in": "header", "name": "X-Key"}, ("X-Key", "\ufdd0key\ufdd1"), ["key"]),
        ({"type": "apiKey", "in": "cookie", "name": "sid"}, ("Cookie", "sid=\ufdd0key\ufdd1"), ["key"]),
        ({"type": "http", "scheme": "Bearer"}, ("Authorization", "Bearer \ufdd0key\ufdd1"), ["key"]),
        ({"type": "oauth2"}, ("Authorization", "Bearer <token>"), []),
    ],
)
def test_security_schemes_become_variables(scheme: dict[str, Any], header: tuple[str, str], names: list[str]) -> None:
    found = secured(scheme)
    assert found.request.headers == (header, ("Content-Type", "application/json"))
    assert [variable.name for variable in found.variables] == names


@pytest.mark.parametrize("version", [2, 3])
def test_client_credentials_are_fetched_by_a_call_of_their_own(version: int) -> None:
    flow = {"tokenUrl": "https://a.example/token"}
    if version == 3:
        scheme = {"type": "oauth2", "flows": {"clientCredentials": flow}}
        text = document(body(thing(TEXTS)), security=[{"o": ["a", "b"]}], components={"securitySchemes": {"o": scheme}})
    else:
        given = [{"name": "body", "in": "body", "schema": thing(TEXTS)}]
        scheme = {"type": "oauth2", "flow": "application", **flow}
        text = version_2({"parameters": given}, security=[{"o": ["a", "b"]}], securityDefinitions={"o": scheme})
    found = read(text)
    assert found.token is not None
    client = found.token.client
    assert (client.token_url, client.client_id, client.client_secret) == (
        "https://a.example/token",
        "\ufdd0CLIENT_ID\ufdd1",
        "\ufdd0CLIENT_SECRET\ufdd1",
    )
    assert client.parameters == (("grant_type", "client_credentials"), ("scope", "a b"))
    assert client.client == "basic"


def test_other_security_schemes() -> None:
    assert secured({"type": "http", "scheme": "basic"}).request.basic == (
        "\ufdd0username\ufdd1",
        "\ufdd0password\ufdd1",
    )
    query = secured({"type": "apiKey", "in": "query", "name": "k"}).request
    assert query.url == "https://a.example/v1/sms?k=\ufdd0key\ufdd1"
    assert "scheme-not-kept" in {said.id for said in secured({"type": "http", "scheme": "digest"}).notes}


def test_an_operation_that_needs_no_security_has_none() -> None:
    schemes = {"securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}}}
    text = document({**body(thing(TEXTS)), "security": []}, security=[{"key": []}], components=schemes)
    assert read(text).request.header("X-Key") is None


@pytest.mark.parametrize(
    ("servers", "url"),
    [
        (
            [{"url": "https://sandbox.a.example"}, {"url": "http://a.example/"}, {"url": "https://b.example/"}],
            "https://b.example/sms",
        ),
        ([{"url": "https://sandbox.a.example"}], "https://sandbox.a.example/sms"),
        (
            [{"url": "https://{host}.example/{v}", "variables": {"v": {"default": "v2"}}}],
            "https://{host}.example/v2/sms",
        ),
        ([{"url": "/v1"}], "https://\ufdd0BASE_URL\ufdd1/v1/sms"),
        ([], "https://\ufdd0BASE_URL\ufdd1/sms"),
    ],
)
def test_servers(servers: list[dict[str, Any]], url: str) -> None:
    assert read(document(body(thing(TEXTS)), servers=servers)).request.url == url


def version_2(operation: dict[str, Any], **more: Any) -> str:
    whole = {"swagger": "2.0", "host": "a.example", "basePath": "/v1", "schemes": ["http", "https"]}
    return json.dumps({**whole, "paths": {"/sms": {"post": operation}}, **more})


def test_version_2() -> None:
    fields = [
        {"name": "to", "in": "formData", "type": "string", "x-example": "1"},
        {"name": "text", "in": "formData", "required": True},
    ]
    request = read(version_2({"parameters": fields})).request
    assert (request.url, request.body) == ("https://a.example/v1/sms", b"to=1&text=%3Ctext%3E")
    parts = read(version_2({"parameters": fields, "consumes": ["multipart/form-data"]})).request
    assert parts.media_type == "multipart/form-data"
    given = [{"name": "body", "in": "body", "schema": {"$ref": "#/definitions/Sms"}}]
    request = read(version_2({"parameters": given}, definitions={"Sms": thing(TEXTS)}, schemes=["http"])).request
    assert request.url == "http://a.example/v1/sms"
    assert request.body == b'{"to":"447700900123","text":"Hi"}'
    several = [{"name": "to", "in": "query", "type": "array", "items": {"type": "string"}, "x-example": ["1", "2"]}]
    assert read(version_2({"parameters": several})).request.target == b"/v1/sms?to=1%2C2"
    assert (
        read(version_2({"parameters": [{**several[0], "collectionFormat": "multi"}]})).request.target
        == b"/v1/sms?to=1&to=2"
    )


YAML = """openapi: 3.0.3
servers: [{url: https://a.example}]
paths:
  /sms:
    post:
      requestBody:
        content:
          application/json:
            schema:
              properties:
                to: &phone {type: string, example: +447700900123}
                from: *phone
                text:
                  type: string
                  example: "Say \\"hi\\""
"""


@pytest.mark.parametrize(
    "text", [YAML, f"# The API\n\n```yaml\n{YAML}```\n\nSee `openapi: 3`.", YAML.replace("\n", "\r\n")]
)
def test_yaml_too(text: str) -> None:
    found = read(text)
    assert found.request.body == b'{"to":"+447700900123","from":"+447700900123","text":"Say \\"hi\\""}'
    spans = {str(one.place): one.span for one in layers.fields(found.request)}
    shown = {place: text[span.start : span.end] for place, span in spans.items() if span}
    assert shown["json:/to"] == "+447700900123"
    assert shown["json:/text"] == '"Say \\"hi\\""'


def operations(*named: tuple[str, str]) -> str:
    item = {path: {"post": {"operationId": name, **body(thing(TEXTS))}} for path, name in named}
    return json.dumps({"openapi": "3.0.0", "servers": SERVERS, "paths": item})


def test_the_operation_that_sends_one_text_is_taken() -> None:
    text = operations(("/voice", "Voice"), ("/sms", "Send"), ("/sms/bulk", "SendBulk"))
    assert read(text).request.url == "https://a.example/v1/sms"
    assert read(text, 1).request.url == "https://a.example/v1/voice"
    with pytest.raises(AmbiguousError) as asked:
        read(operations(("/a", "one"), ("/b", "two")))
    assert asked.value.candidates[0].value == "one: POST https://a.example/v1/a"


def test_what_is_left_out_is_reported() -> None:
    found = read(document(body(thing({**TEXTS, "from": STRING})), servers=[*SERVERS, *SERVERS]))
    said = {one.id: one.message for one in found.notes}
    assert said["optional-left-out"].endswith(": from.")
    assert "server-chosen" in said


def wide(levels: int) -> dict[str, Any]:
    """Schemas that each hold the next one twenty times."""
    return {
        f"L{n}": thing({f"p{m}": {"$ref": f"#/components/schemas/L{n + 1}"} for m in range(20)}) for n in range(levels)
    }


@pytest.mark.parametrize(
    ("text", "note_id"),
    [
        (document(body({"$ref": "other.yaml#/X"})), "reference-open"),
        (document(body({"$ref": "#/components/nothing"})), "reference-open"),
        (
            document(
                body({"$ref": "#/components/schemas/A"}),
                components={"schemas": {"A": {"$ref": "#/components/schemas/A"}}},
            ),
            "reference-circle",
        ),
        (
            document(body({"$ref": "#/components/schemas/L0"}), components={"schemas": {**wide(8), "L8": STRING}}),
            "document-too-large",
        ),
        (document(body(thing(TEXTS), "text/xml")), "media-type-not-written"),
        ("openapi: 3.0.0\npaths:\n  a: [\n", "yaml-broken"),
        ("openapi: 3.0.0\npaths: !!python/object/apply:os.system [x]\n", "yaml-tag"),
        ("openapi: 3.0.0\npaths: &a\n  x: *a\n", "yaml-endless"),
        ("openapi: 3.0.0\npaths:\n  x: " + "{a: " * 150 + "1" + "}" * 150, "document-too-large"),
        (
            "openapi: 3.0.0\npaths:\n  a: &a [1, 1]\n"
            + "".join(f"  a{n}: &a{n} [*a{n - 1 or ''}, *a{n - 1 or ''}]\n" for n in range(1, 40)),
            "document-too-large",
        ),
        ('{"openapi": "3.0.0", "paths": {', "json-broken"),
    ],
    ids=lambda value: value if len(value) < 40 else "",
)
def test_what_can_t_be_read_is_refused(text: str, note_id: str) -> None:
    with pytest.raises(SampleError) as refused:
        read(text, 1)
    assert refused.value.note.id == note_id


def test_values_are_made_for_so_many_calls_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("curl2sms.reading.documents.openapi.operations.Room", lambda: Room(10))
    text = operations(("/sms", "Send"), *((f"/x{n}", f"x{n}") for n in range(20)))
    assert read(text, 1).request.url == "https://a.example/v1/sms"
    with pytest.raises(SampleError) as refused:
        read(text, 20)
    assert refused.value.note.id == "document-too-large"


def test_a_document_without_a_call_that_sends_is_refused() -> None:
    paths = {"/balance": {"get": {}}, "/status": {"get": {"parameters": [parameter("id", required=True)]}}}
    with pytest.raises(SampleError) as refused:
        read(json.dumps({"openapi": "3.0.0", "servers": SERVERS, "paths": paths}))
    assert refused.value.note.id == "no-call-sends"
