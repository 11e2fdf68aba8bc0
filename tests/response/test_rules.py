"""Every test of a rule, sets of which one is enough, and lists whose members are told apart."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from curl2sms.http import Answer
from curl2sms.response import RefusedPart, as_data, from_data, judge, told
from curl2sms.response.fulfilling import never, shadowed, text_for

ROOT = Path(__file__).parent.parent.parent
AT = "json:/v"


def verdict(rules: Any, body: Any, status: int = 200, **headers: str) -> str:
    """What rules make of an answer; ``rules`` are those of success, or a whole ``response``."""
    data = rules if "success" in rules else {"success": {"rules": rules if isinstance(rules, list) else [rules]}}
    written = body if isinstance(body, bytes) else json.dumps(body).encode()
    return judge(from_data(data), Answer(status, tuple(headers.items()), written)).verdict


# A test, a value for which it holds, and one for which it does not.
TESTS: dict[str, tuple[dict[str, Any], list[Any], list[Any]]] = {
    "equals": ({"equals": "OK"}, ["OK"], ["ok", "OKAY", " OK", 0, True]),
    "equals a number": ({"equals": 0}, [0, "0", 0.0], ["00", False, "0.0", -1]),
    "equals a truth value": ({"equals": True}, [True, "true"], [1, "True", False]),
    "equals one of a list": ({"equals": ["queued", 0, True]}, ["queued", "0", True], ["sent", 1, False]),
    "differs": ({"differs": "000"}, ["001", 0, True], ["000"]),
    "differs from a list": ({"differs": [0, "OK"]}, [1, "ok", "00"], [0, "0", "OK"]),
    "prefix": ({"prefix": "OK"}, ["OK", "OK: 1"], ["ok", " OK", "NOT OK"]),
    "prefix of a list": ({"prefix": ["00", 2]}, ["00 1", 23], ["0", 3]),
    "prefix of nothing": ({"prefix": ""}, ["x", 0, False], []),
    "contains": ({"contains": "-"}, ["a-b", -1], ["ab", 1]),
    "contains one of a list": ({"contains": ["rue", 7]}, ["True", True, 17], ["False", 1]),
    "present": ({"present": True}, ["x", 0, False, "null", "\u00a0x"], []),
    "digits": ({"digits": True}, ["0", 12, "007"], ["1a", -1, 1.5, "\u0661", "1 2", True, "ERROR"]),
}
NO_VALUES = [None, "", " ", "\t\n", "\u00a0", [], {}, ["x"], {"a": "x"}]


@pytest.mark.parametrize("name", TESTS)
def test_a_test_holds_for_these_values_and_no_others(name: str) -> None:
    test, values, others = TESTS[name]
    for value in values:
        assert verdict({"at": AT, **test}, {"v": value}) == "accepted", value
    for value in [*others, *NO_VALUES]:
        assert verdict({"at": AT, **test}, {"v": value}) == "unknown", value
    assert verdict({"at": AT, **test}, {}) == "unknown"
    assert as_data(from_data({"success": {"rules": [{"at": AT, **test}]}})) == {
        "success": {"rules": [{"at": AT, **test}]}
    }


@pytest.mark.parametrize("at", ["header:X", "body", "xml:/a/b", "xml:/a/@c"])
def test_an_empty_text_is_no_value_anywhere(at: str) -> None:
    body = b"" if at == "body" else b'<a c=" "><b> </b></a>'
    for test in ({"present": True}, {"differs": "x"}, {"prefix": ""}, {"contains": ""}):
        assert verdict({"at": at, **test}, body, X="  ") == "unknown"


SETS = {
    "success": [
        {"status": [200], "rules": [{"at": "json:/code", "equals": 0}]},
        {"status": [202], "rules": [{"at": "json:/queued", "equals": True}]},
    ],
    "failure": [{"status": [503]}, {"rules": [{"at": "json:/error", "present": True}]}],
}


@pytest.mark.parametrize(
    ("status", "body", "wanted"),
    [
        (200, {"code": 0}, "accepted"),
        (202, {"queued": True}, "accepted"),
        (202, {"code": 0}, "unknown"),
        (200, {"queued": True}, "unknown"),
        (503, {"code": 0}, "refused"),
        (200, {"code": 0, "error": "no credit"}, "refused"),
        (202, {"queued": True, "error": None}, "accepted"),
        (500, {"code": 0}, "unknown"),
    ],
)
def test_one_set_is_enough_and_failure_comes_first(status: int, body: Any, wanted: str) -> None:
    assert verdict(SETS, body, status) == wanted
    assert as_data(from_data(SETS)) == SETS


def test_one_set_needs_no_list() -> None:
    alone, listed = {"success": {"status": [200]}}, {"success": [{"status": [200]}]}
    assert from_data(alone) == from_data(listed)
    assert as_data(from_data(listed)) == alone


MEMBERS = [
    {"at": "json:/messages/*/status", "equals": 0},
    {"at": "json:/messages/*/id", "present": True},
]


@pytest.mark.parametrize(
    ("messages", "wanted"),
    [
        ([{"status": 0, "id": 1}], "accepted"),
        ([{"status": 0, "id": 1}, {"status": 0, "id": 2}], "accepted"),
        ({"a": {"status": 0, "id": 1}, "b": {"status": "0", "id": 2}}, "accepted"),
        ([{"status": 0, "id": 1}, {"status": 1, "id": 2}], "unknown"),
        ([{"status": 0, "id": 1}, {"status": 0}], "unknown"),
        ([{"status": 0, "id": 1}, None], "unknown"),
        ([], "unknown"),
        ({}, "unknown"),
        ("0", "unknown"),
        (None, "unknown"),
    ],
)
def test_a_rule_holds_for_each_member_and_there_must_be_one(messages: Any, wanted: str) -> None:
    assert verdict(MEMBERS, {"messages": messages}) == wanted


def test_lists_within_lists_are_looked_through() -> None:
    rules = {"at": "json:/*/parts/*", "equals": "ok"}
    assert verdict(rules, [{"parts": ["ok", "ok"]}, {"parts": ["ok"]}]) == "accepted"
    for other in ([{"parts": ["ok"]}, {"parts": []}], [{"parts": ["ok"]}, {}], [{"parts": ["ok", "no"]}]):
        assert verdict(rules, other) == "unknown"


def test_a_star_in_xml_is_every_child() -> None:
    rules = {"at": "xml:/r/*/status", "equals": "ok"}
    assert verdict(rules, b"<r><m><status>ok</status></m><n><status>ok</status></n></r>") == "accepted"
    for other in (b"<r><m><status>ok</status></m><n/></r>", b"<r/>", b"<x><m><status>ok</status></m></x>"):
        assert verdict(rules, other) == "unknown"
    inner = {"at": "xml:/r/*/*", "equals": "ok"}
    assert verdict(inner, b"<r><m><a>ok</a></m><m><a>ok</a><b>ok</b></m></r>") == "accepted"
    assert verdict(inner, b"<r><m><a>ok</a></m><m/></r>") == "unknown"


RECIPIENTS = {
    "success": {"status": [200], "rules": [{"at": "json:/to/*/state", "equals": "sent"}]},
    "failure": {"rules": [{"at": "json:/to/*/state", "equals": ["blocked", "invalid"]}]},
    "message_id": {"at": "json:/to/*/id"},
    "error_text": {"at": "json:/to/*/why"},
}


def test_a_part_that_was_refused_is_reported() -> None:
    to = [{"state": "sent", "id": 7}, {"state": "blocked", "why": "opted out"}, {"state": "invalid"}]
    outcome = judge(from_data(RECIPIENTS), Answer(200, (), json.dumps({"to": to}).encode()))
    assert (outcome.verdict, outcome.message_id) == ("partial", "7")
    assert outcome.refused == (RefusedPart("json:/to/1", "opted out"), RefusedPart("json:/to/2"))
    assert "json:/to/1 (opted out), json:/to/2" in outcome.why


@pytest.mark.parametrize(
    ("states", "wanted"),
    [
        (["sent", "sent"], "accepted"),
        (["blocked", "invalid"], "refused"),
        (["sent", "odd"], "unknown"),
        (["blocked", "odd"], "unknown"),
        (["sent", "odd", "blocked"], "partial"),
        ([], "unknown"),
    ],
)
def test_members_decide_together(states: list[str], wanted: str) -> None:
    assert verdict(RECIPIENTS, {"to": [{"state": state} for state in states]}) == wanted
    assert verdict(RECIPIENTS, {"to": {f"+4479{n}/~": {"state": state} for n, state in enumerate(states)}}) == wanted


def test_the_id_is_that_of_an_accepted_part() -> None:
    to = [{"state": "blocked", "id": 7}, {"state": "sent", "id": 8}]
    outcome = judge(from_data(RECIPIENTS), Answer(200, (), json.dumps({"to": to}).encode()))
    assert (outcome.verdict, outcome.message_id) == ("partial", "8")


def test_a_refused_member_is_named_as_a_pointer_names_it() -> None:
    body = {"to": {"a/b": {"state": "blocked"}, "c": {"state": "sent"}}}
    outcome = judge(from_data(RECIPIENTS), Answer(200, (), json.dumps(body).encode()))
    assert outcome.refused == (RefusedPart("json:/to/a~1b"),)


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ({"sent": [{"id": 1}], "bad": []}, "accepted"),
        ({"sent": [{"id": 1}], "bad": [{"number": "1"}]}, "partial"),
        ({"sent": [], "bad": [{"number": "1"}]}, "refused"),
        ({"sent": [], "bad": []}, "unknown"),
    ],
)
def test_accepted_and_refused_may_be_in_two_lists(body: Any, wanted: str) -> None:
    rules = {
        "success": {"rules": [{"at": "json:/sent/*/id", "present": True}]},
        "failure": {"rules": [{"at": "json:/bad/*/number", "present": True}]},
    }
    assert verdict(rules, body) == wanted


def test_members_of_one_list_are_accepted_only_beside_another_that_is() -> None:
    rules = {
        "success": {"rules": [{"at": f"json:/{name}/*/s", "equals": "ok"} for name in "ab"]},
        "failure": {"rules": [{"at": "json:/a/*/s", "equals": "no"}]},
    }
    mixed = [{"s": "ok"}, {"s": "no"}]
    assert verdict(rules, {"a": mixed, "b": [{"s": "ok"}]}) == "partial"
    assert verdict(rules, {"a": mixed, "b": [{"s": "odd"}]}) == "unknown"


def test_a_refused_member_beside_a_success_of_the_whole_is_a_part() -> None:
    rules = {
        "success": {"rules": [{"at": "json:/status", "equals": "OK"}]},
        "failure": {"rules": [{"at": "json:/sms/*/status", "equals": "ERROR"}]},
    }
    assert verdict(rules, {"status": "OK", "sms": [{"status": "OK"}, {"status": "ERROR"}]}) == "partial"
    assert verdict(rules, {"status": "OK", "sms": [{"status": "ERROR"}]}) == "refused"


LIMIT = 1 << 20
GOOD = '"status": "ok"'
BROKEN: dict[str, tuple[bytes, str]] = {
    "cut off": (b'{"status": "ok", "id": "1', "cut off"),
    "cut off between members": (b'{"status": "ok",', "cut off"),
    "too large": (b'{"status": "ok"}' + b" " * LIMIT, "longer than 1 MiB"),
    "nested too deeply": (b'{"status": "ok", "x": ' + b"[" * 10_000 + b"]" * 10_000 + b"}", "nested deeper than 500"),
    "nested too deeply, cut off": (b'{"status": "ok", "x": ' + b"[" * 10_000, "nested deeper than 500"),
    "a name twice": (b'{"status": "error", "status": "ok"}', "“status” twice"),
    "a name twice further in": (b'{"status": "ok", "x": [{"a": 1, "a": 2}]}', "“a” twice"),
    "two documents": (b'{"status": "ok"}{"status": "ok"}', "Extra data"),
    "NaN": (b'{"status": "ok", "x": NaN}', "NaN"),
    "a number too long": (b'{"status": "ok", "x": ' + b"9" * 10_000 + b"}", "digits"),
    "quotes without end": (b'{"status": "ok", "x": "' + b'\\"' * 100_000, "cut off"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_answer_is_unknown_with_the_reason(name: str) -> None:
    body, why = BROKEN[name]
    for rules in ({"at": "json:/status", "equals": "ok"}, {"at": "body", "contains": '"ok"'}):
        for kind in ("success", "failure"):
            data = {"success": {"status": [299]}} | {kind: {"rules": [rules]}}
            outcome = judge(from_data(data), Answer(200, (), body))
            assert outcome.verdict == "unknown"
            assert why in outcome.why
    assert judge(from_data({"success": {"status": [200]}}), Answer(200, (), body)).verdict == "unknown"


BROKEN_XML: dict[str, tuple[bytes, str]] = {
    "entities": (b'<!DOCTYPE r [<!ENTITY s "ok">]><r><s>&s;</s></r>', "document type"),
    "a document type": (b"<!DOCTYPE r><r><s>ok</s></r>", "document type"),
    "cut off": (b"<r><s>ok</s>", "cut off"),
    "nested too deeply": (b"<r><s>ok</s>" + b"<a>" * 10_000 + b"</a>" * 10_000 + b"</r>", "nested deeper than 500"),
    "an encoding that nobody has": (b'<?xml version="1.0" encoding="no-such"?><r><s>ok</s></r>', "no-such"),
}


@pytest.mark.parametrize("name", BROKEN_XML)
def test_broken_xml_is_unknown_with_the_reason(name: str) -> None:
    body, why = BROKEN_XML[name]
    for headers in ((), (("Content-Type", "application/xml"),)):
        data = {"success": {"rules": [{"at": "xml:/r/s", "equals": "ok"}]}}
        outcome = judge(from_data(data), Answer(200, headers, body))
        assert outcome.verdict == "unknown"
        assert why in outcome.why
    by_text = {"success": {"rules": [{"at": "body", "contains": "ok"}]}}
    assert (
        judge(from_data(by_text), Answer(200, (("Content-Type", "text/xml; charset=utf-8"),), body)).verdict
        == "unknown"
    )


@pytest.mark.parametrize(
    ("media_type", "body", "wanted"),
    [
        ("application/json", b"OK: 1", "unknown"),
        ("application/problem+json; charset=utf-8", b"<html>OK: 1</html>", "unknown"),
        ("text/xml", b"OK: 1", "unknown"),
        ("application/rss+xml", b"OK: 1", "unknown"),
        ("text/html", b'<?xml version="1.0"?><r>OK', "unknown"),
        ("text/html", b"OK: 1", "accepted"),
        ("text/html", b"<p>OK: 1", "accepted"),
        ("text/plain", b"OK: 1", "accepted"),
        ("application/octet-stream", b"OK: 1", "accepted"),
    ],
)
def test_an_answer_of_another_type_than_it_says_is_unknown(media_type: str, body: bytes, wanted: str) -> None:
    rules = from_data({"success": {"rules": [{"at": "body", "contains": "OK"}]}})
    assert judge(rules, Answer(200, (("Content-Type", media_type),), body)).verdict == wanted


def test_json_under_another_name_is_read_for_what_it_is() -> None:
    """Many PHP programs say text/html of everything."""
    for media_type in ("text/html; charset=UTF-8", "text/plain"):
        answer = Answer(200, (("Content-Type", media_type),), b'{"v": "ok"}')
        assert judge(from_data({"success": {"rules": [{"at": AT, "equals": "ok"}]}}), answer).verdict == "accepted"


@pytest.mark.parametrize("charset", ["punycode", "PunyCode", "idna", "unicode-escape", "raw_unicode_escape", "rot13"])
def test_a_codec_that_is_no_charset_is_not_used(charset: str) -> None:
    rules = from_data({"success": {"rules": [{"at": "body", "equals": "OK-a\\d"}]}})
    headers = (("Content-Type", f"text/plain; charset={charset}"),)
    assert judge(rules, Answer(200, headers, b"OK-a\\d")).verdict == "accepted"
    assert judge(rules, Answer(200, headers, b"a" * (LIMIT - 1))).verdict == "unknown"  # and that at once


def test_a_refusal_by_http_needs_no_body() -> None:
    rules = from_data({"success": {"rules": [{"at": AT, "equals": "ok"}]}})
    assert judge(rules, Answer(403, (("Content-Type", "application/json"),), b"<html>")).verdict == "refused"


def test_a_header_with_two_values_has_none() -> None:
    rules = from_data({"success": {"rules": [{"at": "header:X", "equals": "ok"}]}})
    assert judge(rules, Answer(200, (("X", "ok"), ("x", " ok ")), b"")).verdict == "accepted"
    assert judge(rules, Answer(200, (("X", "ok"), ("x", "error")), b"")).verdict == "unknown"


plain = st.one_of(st.text(max_size=5), st.integers(-9, 99), st.booleans())
points = st.one_of(
    st.sampled_from([{"at": "json:/a/*/b"}, {"at": "xml:/a/*"}, {"at": "header:X"}, {"at": "body"}]),
    st.builds(lambda index: {"at": "body", "split": "|", "index": index}, st.integers(-3, 3)),
)
rule_data = st.builds(
    lambda point, test: {**point, **test},
    points,
    st.one_of(
        st.sampled_from([{"present": True}, {"digits": True}]),
        st.builds(
            lambda test, wanted: {test: wanted},
            st.sampled_from(["equals", "differs", "prefix", "contains"]),
            st.one_of(plain, st.lists(plain, min_size=2, max_size=3, unique_by=lambda one: (type(one), one))),
        ),
    ),
)
set_data = st.one_of(
    st.builds(lambda status: {"status": status}, st.lists(st.integers(100, 599), min_size=1, unique=True)),
    st.builds(lambda rules: {"rules": rules}, st.lists(rule_data, min_size=1, max_size=3)),
)
sets_data = st.one_of(set_data, st.lists(set_data, min_size=2, max_size=3))


@given(success=sets_data, failure=sets_data, point=points)
def test_rules_fit_the_schema_and_are_data_and_back(success: Any, failure: Any, point: Any) -> None:
    data = {"success": success, "failure": failure, "message_id": point, "error_text": point}
    template = json.loads((ROOT / "schemas" / "provider-template.schema.json").read_text(encoding="utf-8"))
    schema = {"$defs": template["$defs"], **template["properties"]["response"]}
    assert [error.message for error in Draft202012Validator(schema).iter_errors(data)] == []
    assert as_data(from_data(data)) == data


texts = st.text("ab1 |", max_size=3)
rules_at_a_point = st.lists(
    st.one_of(
        st.builds(
            lambda test, wanted: {test: wanted},
            st.sampled_from(["equals", "differs", "prefix", "contains"]),
            st.one_of(texts, st.lists(texts, min_size=1, max_size=3, unique=True)),
        ),
        st.sampled_from([{"present": True}, {"digits": True}]),
    ),
    min_size=1,
    max_size=4,
)


@given(tests=rules_at_a_point, at=st.sampled_from([{"at": AT}, {"at": "body"}, {"at": AT, "split": "|", "index": 1}]))
def test_a_text_for_rules_fulfils_them(tests: list[dict[str, Any]], at: dict[str, Any]) -> None:
    """What is found fulfils every rule; where nothing is found, no short text does."""
    response = from_data({"success": {"rules": [{**at, **test} for test in tests]}})
    (rules,) = response.success
    found = text_for(rules.rules)
    assert (never(rules) is None) == (found is not None)
    if found is not None:
        body = (
            json.dumps({"v": f"x|{found}" if "split" in at else found}).encode() if at["at"] == AT else found.encode()
        )
        assert judge(response, Answer(200, (), body)).verdict == "accepted"


@given(tests=rules_at_a_point, value=st.text("ab1 |", max_size=6))
def test_rules_that_some_value_fulfils_are_not_called_impossible(tests: list[dict[str, Any]], value: str) -> None:
    response = from_data({"success": {"rules": [{"at": AT, **test} for test in tests]}})
    if judge(response, Answer(200, (), json.dumps({"v": value}).encode())).verdict == "accepted":
        assert never(response.success[0]) is None


IMPOSSIBLE: dict[str, list[dict[str, Any]]] = {
    "an empty text": [{"at": "body", "equals": ""}],
    "an empty text, from the start": [{"at": AT, "prefix": " "}, {"at": AT, "equals": " "}],
    "two values": [{"at": AT, "equals": "a"}, {"at": AT, "equals": ["b", "c"]}],
    "a value and not that value": [{"at": AT, "equals": 0}, {"at": AT, "differs": "0"}],
    "two beginnings": [{"at": AT, "prefix": "OK"}, {"at": AT, "prefix": "ID"}],
    "digits and a word": [{"at": AT, "digits": True}, {"at": AT, "contains": "OK"}],
    "a part with its separator": [{"at": "body", "split": "|", "index": 0, "equals": "a|b"}],
    "white space at the end of a body": [{"at": "body", "equals": "OK "}],
    "a value with members": [{"at": "json:/a", "present": True}, {"at": "json:/a/0", "present": True}],
    "a value of each, with members": [{"at": "json:/a/*", "present": True}, {"at": "json:/a/0/id", "present": True}],
    "each member, and the first": [{"at": "json:/a/*", "equals": "x"}, {"at": "json:/a/0", "equals": "y"}],
    "JSON and XML": [{"at": AT, "present": True}, {"at": "xml:/a", "present": True}],
    "two roots": [{"at": "xml:/a/b", "present": True}, {"at": "xml:/c/b", "present": True}],
    "a header of no name": [{"at": "header:X Y", "present": True}],
    "an escape that is none": [{"at": "json:/a~2", "present": True}],
    "an element of no number": [{"at": "xml:/a/b[0]", "present": True}],
    "a path with a gap": [{"at": "xml:/a//b", "present": True}],
}


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_rules_that_no_answer_fulfils_are_known(name: str) -> None:
    (rules,) = from_data({"success": {"rules": IMPOSSIBLE[name]}}).success
    found = never(rules)
    assert found is not None
    assert found[0] == len(IMPOSSIBLE[name]) - 1 or name == "an empty text, from the start"


POSSIBLE: dict[str, list[dict[str, Any]]] = {
    "a beginning that ends in a blank": [{"at": "body", "prefix": "OK: "}],
    "two beginnings, one of the other": [{"at": AT, "prefix": "O"}, {"at": AT, "prefix": ["ID", "OK"]}],
    "the body and a part of it": [
        {"at": "body", "prefix": "0"},
        {"at": "body", "split": " ", "index": 1, "digits": True},
    ],
    "a text that joins to its separator": [
        {"at": "body", "split": "ab", "index": 0, "prefix": "a"},
        {"at": "body", "split": "ab", "index": 0, "contains": "b"},
    ],
    "an element and one within": [{"at": "xml:/a", "present": True}, {"at": "xml:/a/b", "equals": "x"}],
    "a root with a prefix and without": [{"at": "xml:/n:a/b", "digits": True}, {"at": "xml:/a/c", "digits": True}],
    "any root": [{"at": "xml:/*/b", "digits": True}, {"at": "xml:/a/c", "digits": True}],
    "an attribute": [{"at": "xml:/n:a/b[2]/@c", "present": True}],
    "a name with a slash": [{"at": "json:/a~1b/~0", "present": True}],
    "each member, and one more of the first": [{"at": "json:/a/*/x", "equals": 1}, {"at": "json:/a/0/y", "equals": 2}],
    "all of the body": [{"at": "json:", "digits": True}],
}


@pytest.mark.parametrize("name", POSSIBLE)
def test_rules_that_an_answer_fulfils_are_let_be(name: str) -> None:
    (rules,) = from_data({"success": {"rules": POSSIBLE[name]}}).success
    assert never(rules) is None


@pytest.mark.parametrize(
    ("success", "failure", "wanted"),
    [
        ([{"at": AT, "equals": "ok"}], [{"at": AT, "equals": "ok"}], True),
        ([{"at": AT, "equals": "ok"}], [{"at": AT, "differs": "error"}], True),
        ([{"at": AT, "equals": ["ok", "sent"]}], [{"at": AT, "prefix": ["o", "s"]}], True),
        ([{"at": AT, "equals": ["ok", "sent"]}], [{"at": AT, "prefix": "o"}], False),
        ([{"at": AT, "prefix": "ok"}], [{"at": AT, "present": True}], True),
        ([{"at": AT, "digits": True}], [{"at": AT, "contains": ""}], True),
        ([{"at": AT, "prefix": "ok"}], [{"at": AT, "contains": "k"}], True),
        ([{"at": AT, "contains": "k"}], [{"at": AT, "prefix": "k"}], False),
        ([{"at": AT, "prefix": "ok"}], [{"at": AT, "equals": "ok"}], False),
        ([{"at": AT, "equals": "ok"}], [{"at": "json:/w", "present": True}], False),
        ([{"at": AT, "equals": "ok"}], [{"at": AT, "present": True}, {"at": "json:/w", "present": True}], False),
    ],
)
def test_success_that_failure_leaves_nothing_of_is_known(success: Any, failure: Any, wanted: bool) -> None:
    response = from_data({"success": {"rules": success}, "failure": {"rules": failure}})
    assert bool(list(shadowed(response))) is wanted


@pytest.mark.parametrize(
    ("success", "failure", "wanted"), [([200], [200, 201], True), ([200, 202], [200], False), ([], [200], False)]
)
def test_a_status_of_failure_may_leave_nothing_of_success(success: Any, failure: Any, wanted: bool) -> None:
    rule = {"rules": [{"at": AT, "equals": "ok"}]}
    response = from_data({"success": rule | ({"status": success} if success else {}), "failure": {"status": failure}})
    assert bool(list(shadowed(response))) is wanted


def test_rules_are_told_in_words_and_failure_first() -> None:
    data = {
        "success": [
            {"status": [200, 202], "rules": [{"at": "body", "split": "|", "index": 0, "digits": True}]},
            {"rules": [{"at": "json:/v", "equals": ["ö", 0]}]},
        ],
        "failure": {"status": [503]},
    }
    assert list(told(from_data(data))) == [
        ("refused", "status 503"),
        ("accepted", "status 200 or 202; body part 0 digits"),
        ("accepted", 'json:/v equals ["ö", 0]'),
    ]
