"""A rendered request held against the operation of an OpenAPI document."""

import json
from types import SimpleNamespace
from typing import Any, cast

import pytest

from curl2sms import proving, reading
from curl2sms.converting import convert
from curl2sms.errors import Source
from curl2sms.http import HttpRequest
from curl2sms.proving.against import specification
from curl2sms.proving.against.sample import Sample
from curl2sms.proving.model import Check, Verdict
from curl2sms.records import replace

TEXTS = {
    "type": "object",
    "required": ["to", "text"],
    "additionalProperties": False,
    "properties": {
        "to": {"type": "string", "example": "447700900123", "pattern": "(a+)+$"},
        "text": {"type": "string", "maxLength": 1600, "example": "Hi"},
        "kind": {"oneOf": [{"$ref": "#/components/schemas/Kind"}, {"type": "integer"}]},
    },
}
OPERATION: dict[str, Any] = {
    "security": [{"key": []}, {"login": []}],
    "parameters": [
        {"name": "unicode", "in": "query", "required": True, "schema": {"type": "integer"}, "example": 1},
        {"name": "X-Id", "in": "header", "required": True, "example": "7"},
    ],
    "requestBody": {"required": True, "content": {"application/json": {"schema": TEXTS}}},
}


def document(operation: dict[str, Any] = OPERATION, **more: Any) -> Source:
    whole = {
        "openapi": "3.0.3",
        "servers": [{"url": "https://a.example/v1"}],
        "paths": {"/{tenant}/sms": {"post": operation}},
        "components": {
            "schemas": {"Kind": {"type": "string", "enum": ["plain", "unicode"]}},
            "securitySchemes": {
                "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
                "login": {"type": "http", "scheme": "basic"},
            },
        },
        **more,
    }
    return Source("spec", json.dumps(whole))


def checked(request: HttpRequest, source: Source | None = None, *, has_token: bool = False) -> Check:
    read = reading.read(source or document())
    sample = cast(Sample, SimpleNamespace(reading=read, mended=read.request))
    (check,) = specification.checks(sample, request, has_token=has_token)
    return check


GOOD = HttpRequest(
    "POST",
    "https://a.example/v1/acme/sms?unicode=1",
    (("X-Key", "k"), ("X-Id", "7"), ("Content-Type", "application/json")),
    b'{"to": "447700900123", "text": "Hello", "kind": "plain"}',
)


def test_a_request_as_described_passes() -> None:
    assert checked(GOOD).verdict is Verdict.PASS
    by_login = replace(GOOD, headers=GOOD.headers[1:], basic=("u", "p"))
    assert checked(by_login).verdict is Verdict.PASS


@pytest.mark.parametrize(
    ("change", "places"),
    [
        ({"url": "https://a.example/v1/acme/mms?unicode=1"}, ["path"]),
        ({"url": "https://a.example/v1/acme/sms"}, ["query:unicode"]),
        ({"url": "https://a.example/v1/acme/sms?unicode=yes"}, ["query:unicode"]),
        ({"headers": (("X-Key", "k"), ("Content-Type", "application/json"))}, ["header:X-Id"]),
        ({"headers": (("X-Id", "7"), ("Content-Type", "application/json"))}, ["authentication"]),
        ({"headers": (("X-Key", "k"), ("X-Id", "7"), ("Content-Type", "text/xml"))}, ["header:Content-Type"]),
        ({"body": b'{"to": 447700900123, "text": "Hello"}'}, ["json:/to"]),
        ({"body": b'{"to": "447700900123"}'}, ["json:"]),
        ({"body": b'{"to": "1", "text": "Hello", "form": "ACME"}'}, ["json:"]),
        ({"body": b'{"to": "1", "text": "Hello", "kind": "odd"}'}, ["json:/kind"]),
        ({"body": None}, ["body"]),
    ],
)
def test_what_is_not_as_described_is_shown_at_its_place(change: dict[str, Any], places: list[str]) -> None:
    check = checked(replace(GOOD, **change))
    assert check.verdict is Verdict.FAIL
    assert [one.place for one in check.differences] == places


def test_what_is_still_to_be_filled_in_does_not_count() -> None:
    assert checked(replace(GOOD, body=b'{"to": "1", "text": "Hello", "kind": "<kind>"}')).verdict is Verdict.PASS


def test_a_token_that_is_fetched_counts() -> None:
    assert checked(replace(GOOD, headers=GOOD.headers[1:]), has_token=True).verdict is Verdict.PASS


def test_an_example_that_its_own_schema_refuses_is_a_warning() -> None:
    bad = json.loads(json.dumps(OPERATION))
    bad["requestBody"]["content"]["application/json"]["example"] = {"to": 447700900123, "text": "Hi"}
    request = replace(GOOD, body=b'{"to": 447700900124, "text": "Hello"}')
    assert checked(request, document(bad)).verdict is Verdict.WARNING


@pytest.mark.parametrize("more", [{"schemas": {"Kind": {"$ref": "#/components/nothing"}}}, {"schemas": None}])
def test_a_document_that_can_t_be_used_is_reported_and_fails_nothing(more: dict[str, Any]) -> None:
    kept = json.loads(document().text)["components"]["securitySchemes"]
    check = checked(GOOD, document(components={"securitySchemes": kept, **more}))
    assert check.verdict is Verdict.SKIPPED


def test_references_that_multiply_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(specification, "_MOST_FOLLOWED", 50)
    doubled = {f"L{n}": {"allOf": [{"$ref": f"#/components/schemas/L{n + 1}"}] * 2} for n in range(6)}
    schemas = {"Kind": {"$ref": "#/components/schemas/L0"}, **doubled, "L6": {"type": "string"}}
    assert checked(GOOD, document(components={"schemas": schemas})).verdict is Verdict.SKIPPED


@pytest.mark.slow
def test_a_template_is_held_against_its_document() -> None:
    source = document({**OPERATION, "security": []})
    conversion = convert(source)
    with proving.provider() as provider:
        report = proving.verify(conversion.template, provider, sample=conversion.reading)
    (check,) = [one for one in report.checks if one.name == "specification"]
    assert check.verdict is Verdict.PASS
    (replay,) = [one for one in report.checks if one.name == "replay"]
    assert "not a curl command" in replay.message


def test_other_samples_have_no_document() -> None:
    read = reading.read(Source("sample", "curl https://a.example/sms -d to=447700900123 -d text=Hi"))
    sample = cast(Sample, SimpleNamespace(reading=read, mended=read.request))
    assert list(specification.checks(sample, read.request, has_token=False)) == []
