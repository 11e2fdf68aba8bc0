"""Answers judged: failure before success, success only by rule, and nothing that an answer can hold raises."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curl2sms.http import Answer
from curl2sms.response import Point, as_data, from_data, judge
from tests.examples import examples
from tests.rules import response, rule

TYPE = {
    "success": {"status": [200], "rules": [{"at": "json:/type", "equals": "success"}]},
    "failure": {"rules": [{"at": "json:/type", "equals": "error"}]},
    "message_id": {"at": "json:/message"},
    "error_text": {"at": "json:/message"},
}
XML = {
    "success": {"rules": [{"at": "xml:/response/status", "equals": "success"}]},
    "failure": {"rules": [{"at": "xml:/response/errors/error[1]/@code", "prefix": ""}]},
    "message_id": {"at": "xml:/response/messages/message[2]/id"},
    "error_text": {"at": "xml:/response/errors/error/message"},
}
PIPES = {
    "success": {"status": [200], "rules": [{"at": "body", "split": "|", "index": 0, "equals": 0}]},
    "message_id": {"at": "body", "split": "|", "index": 2},
    "error_text": {"at": "body", "split": "|", "index": 1},
}
HEADER = {"success": {"rules": [{"at": "header:X-Status", "contains": "queued"}]}, "message_id": {"at": "header:X-Id"}}
STATUS = {"success": {"status": [201, 202]}, "message_id": {"at": "json:/message_uuid/0"}}
EXISTS = {"success": {"rules": [{"at": "json:/sid", "prefix": ""}, {"at": "json:/ok", "equals": True}]}}


@dataclass(frozen=True)
class Case:
    """An answer and what it must mean."""

    rules: dict[str, Any] | None
    verdict: str
    body: str | bytes
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    message_id: str | None = None
    error_text: str | None = None


CASES = {
    "success": Case(TYPE, "accepted", '{"type": "success", "message": "5f1"}', message_id="5f1"),
    "error with status 200": Case(TYPE, "refused", '{"type": "error", "message": "No key"}', error_text="No key"),
    "failure before success": Case(
        {**TYPE, "failure": {"rules": [{"at": "json:/code", "equals": 7}]}},
        "refused",
        '{"type": "success", "code": "7"}',
    ),
    "all failure rules must hold": Case(
        {**STATUS, "failure": {"rules": [{"at": "json:/a", "equals": 1}, {"at": "json:/b", "equals": 1}]}},
        "accepted",
        '{"a": 1, "b": 2}',
        201,
    ),
    "success by words, but another status": Case(TYPE, "unknown", '{"type": "success"}', 500),
    "neither word": Case(TYPE, "unknown", '{"type": "Success"}'),
    "no JSON": Case(TYPE, "unknown", "<html>OK success</html>"),
    "empty": Case(TYPE, "unknown", ""),
    "half a body": Case(TYPE, "unknown", '{"type": "success"'),
    "JSON of another shape": Case(TYPE, "unknown", '["type", "success"]'),
    "unauthorized": Case(TYPE, "refused", "", 401),
    "too many": Case(STATUS, "refused", "", 429),
    "server error": Case(STATUS, "unknown", "", 503),
    "redirect": Case(STATUS, "unknown", "", 302, (("Location", "https://example.com/"),)),
    "another success status than stated": Case(STATUS, "unknown", "{}", 200),
    "no rules": Case(None, "unknown", "OK"),
    "no rules, refused by HTTP": Case(None, "refused", "", 403),
    "status alone": Case(STATUS, "accepted", '{"message_uuid": ["a-1"]}', 202, message_id="a-1"),
    "id missing": Case(STATUS, "accepted", '{"message_uuid": []}', 202),
    "id is a container": Case(STATUS, "accepted", '{"message_uuid": [{"x": 1}]}', 202),
    "XML": Case(
        XML,
        "accepted",
        "<response><status> success </status><messages><message><id>1</id></message><message><id>2</id></message>"
        "</messages></response>",
        message_id="2",
    ),
    "XML with a namespace and a declaration": Case(
        XML,
        "accepted",
        b'<?xml version="1.0" encoding="iso-8859-1"?>\n<n:response xmlns:n="urn:x"><n:status>success</n:status>'
        b"<messages><message/><message><id>\xe9</id></message></messages></n:response>",
        message_id="é",
    ),
    "XML error": Case(
        XML,
        "refused",
        '<response><errors><error code="7"><message>No <b>key</b></message></error></errors></response>',
        error_text="No key",
    ),
    "XML with a DTD": Case(
        XML, "unknown", '<!DOCTYPE response [<!ENTITY s "success">]><response><status>&s;</status></response>'
    ),
    "XML broken": Case(XML, "unknown", "<response><status>success</status>"),
    "split": Case(PIPES, "accepted", "0|IN_PROGRESS|128\n", message_id="128"),
    "split, refused by no rule": Case(PIPES, "unknown", "23|invalid credentials|", error_text="invalid credentials"),
    "split, too short": Case(PIPES, "accepted", "0"),
    "zero is not zeros": Case(PIPES, "unknown", "000|x|1", message_id="1", error_text="x"),
    "header": Case(HEADER, "accepted", "", 200, (("x-STATUS", "is queued"), ("X-Id", " 7 ")), "7"),
    "value exists": Case(EXISTS, "accepted", '{"sid": "x", "ok": true}'),
    "an empty text is no value": Case(EXISTS, "unknown", '{"sid": "", "ok": true}'),
    "white space is no value": Case(EXISTS, "unknown", '{"sid": " \\n", "ok": true}'),
    "null is no value": Case(EXISTS, "unknown", '{"sid": null, "ok": true}'),
    "the text null is a value": Case(EXISTS, "accepted", '{"sid": "null", "ok": true}'),
    "value does not exist": Case(EXISTS, "unknown", '{"ok": true}'),
    "true is not 1": Case(EXISTS, "unknown", '{"sid": "x", "ok": 1}'),
    "byte order mark": Case(TYPE, "accepted", b'\xef\xbb\xbf{"type": "success"}'),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_an_answer_is_judged(case: Case) -> None:
    body = case.body if isinstance(case.body, bytes) else case.body.encode()
    outcome = judge(None if case.rules is None else from_data(case.rules), Answer(case.status, case.headers, body))
    assert (outcome.verdict, outcome.message_id, outcome.error_text) == (case.verdict, case.message_id, case.error_text)
    assert outcome.why


@pytest.mark.parametrize("rules", [TYPE, XML, PIPES, HEADER, STATUS, EXISTS])
def test_rules_are_data_and_back(rules: dict[str, Any]) -> None:
    assert as_data(from_data(rules)) == rules


def test_the_charset_of_the_answer_counts() -> None:
    rules = response(success=(rule(Point("body"), "equals", "café"),))
    latin = Answer(200, (("Content-Type", 'text/plain; charset="ISO-8859-1"'),), b"caf\xe9")
    unknown = Answer(200, (("Content-Type", "text/plain; charset=no-such"),), "café".encode())
    assert judge(rules, latin).verdict == judge(rules, unknown).verdict == "accepted"


def test_a_pointer_is_unescaped() -> None:
    rules = response(success=(rule(Point("json:/a~1b/~01/0"), "equals", 7),))
    assert judge(rules, Answer(200, (), b'{"a/b": {"~1": [7]}}')).verdict == "accepted"


@examples(200)
@given(
    body=st.one_of(
        st.binary(max_size=200),
        st.text(max_size=200).map(str.encode),
        st.sampled_from([b"[" * 100_000, b"<a>" * 10_000, b"9" * 10_000, b'{"a": ' + b"9" * 5_000 + b"}", b"NaN"]),
    ),
    headers=st.lists(st.tuples(st.sampled_from(["Content-Type", "X"]), st.text(max_size=30)), max_size=3),
    at=st.sampled_from(
        ["json:", "json:/", "json:/a", "json:/0/-", "json:/*", "xml:/", "xml:/a[0]", "xml:/*", "header:X", "body"]
    ),
    index=st.integers(-5, 5),
)
def test_no_answer_raises(body: bytes, headers: list[tuple[str, str]], at: str, index: int) -> None:
    one = rule(Point(at, "|", index), "equals", "no such value \0")
    rules = response(success=(one,), failure=(one,), message_id=Point(at), error_text=Point(at))
    assert judge(rules, Answer(200, tuple(headers), body)).verdict == "unknown"
