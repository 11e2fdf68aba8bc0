"""Delivery reports to callbacks: the cases, and what no case shows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from jsonschema import Draft202012Validator

from curl2sms import callbacks, receipts
from curl2sms.callbacks import Callback
from curl2sms.errors import AmbiguousError, SampleError, Source, UsageError
from curl2sms.receipts import Given, Receipt, ReceivedReport

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases" / "receipts"
NAMES = sorted(path.stem for path in CASES.glob("*.json"))
CALLBACK_SCHEMA = json.loads((ROOT / "schemas" / "clevertap-callback.schema.json").read_text(encoding="utf-8"))
NOW = 1716400000


def case(name: str) -> tuple[ReceivedReport, Callback, dict[str, Any]]:
    said = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    text = (CASES / f"{name}.report").read_text(encoding="utf-8")
    return receipts.read(Source(name, text)), callbacks.from_data(said["callback"]), said


@pytest.mark.parametrize("name", NAMES)
def test_a_report_becomes_the_platforms_callback(name: str) -> None:
    report, callback, said = case(name)
    zone = ZoneInfo(said["zone"]) if "zone" in said else None
    made = receipts.receipt(report, callback, now=said["received"], zone=zone)
    assert made.as_data() == said["expected"]
    assert sorted({note.id for note in (*made.notes, *made.unmapped)}) == said["notes"]
    Draft202012Validator(CALLBACK_SCHEMA).validate(made.as_data())


def test_ten_providers_have_a_case() -> None:
    ten = "8x8 africastalking clickatell exotel gupshup infobip msg91 plivo twilio vonage"
    assert {*ten.split()} <= {*NAMES}


@pytest.mark.parametrize(
    "wrong",
    [
        {"event": "clicked", "data": [{"ts": NOW, "meta": "m", "description": "d"}]},
        {"event": "delivered", "data": []},
        {"event": "delivered", "data": [{"ts": NOW * 1000, "meta": "m", "description": "d"}]},
        {"event": "delivered", "data": [{"ts": NOW, "meta": 1, "description": "d"}]},
        {"event": "delivered", "data": [{"ts": NOW, "meta": "m", "description": "d", "code": "900"}]},
        {"event": "failed", "data": [{"ts": NOW, "meta": "m", "description": "d"}]},
        {"event": "failed", "data": [{"ts": NOW, "meta": "m", "description": "d", "code": 900}]},
        {"event": "failed", "data": [{"ts": NOW, "meta": "m", "description": "d", "code": "911"}]},
        {"event": "failed", "data": [{"ts": NOW, "meta": "m", "code": "900"}]},
    ],
)
def test_the_schema_refuses_what_the_platform_does_not_document(wrong: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(CALLBACK_SCHEMA)
    assert list(Draft202012Validator(CALLBACK_SCHEMA).iter_errors([wrong]))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "report-empty"),
        ("  \n", "report-empty"),
        ("The message was delivered.", "report-unread"),
        ('{"a": 1,}', "report-no-json"),
        ('{"a": 1, "a": 2}', "report-no-json"),
        ('{"a": NaN}', "report-no-json"),
        ("[" * 100_000, "report-no-json"),
        ("POST /r HTTP/1.1\nContent-Type: application/json\n\n{", "report-no-json"),
        ("<report/>", "report-xml"),
        ("POST /r HTTP/1.1\n\n<report/>", "report-xml"),
        ("&".join(f"a{n}=1" for n in range(1001)), "report-too-many-pairs"),
    ],
)
def test_what_is_no_report_is_refused(text: str, said: str) -> None:
    with pytest.raises(SampleError) as refused:
        receipts.read(Source("report", text))
    assert refused.value.note.id == said


def test_broken_json_is_shown_at_its_place() -> None:
    text = 'POST /r HTTP/1.1\n\n{"id": 1\n "b": 2}'
    with pytest.raises(SampleError) as refused:
        receipts.read(Source("report", text))
    assert refused.value.note.span is not None
    assert text[refused.value.note.span.start :].startswith('"b"')


def mapped(text: str, **callback: Any) -> Receipt:
    known = {"id": "json:/id", "state": "json:/s", "delivered": ("ok",), "failed": ("bad",)}
    return receipts.receipt(receipts.read(Source("report", text)), Callback(**{**known, **callback}), now=NOW)


@pytest.mark.parametrize(
    ("id_", "meta"),
    [
        ('"a b"', "a b"),
        ("12345678901234567890123", "12345678901234567890123"),
        ("1.10", "1.10"),
        ("true", "true"),
        ('"  9 "', "  9 "),
        ('"\\u0039"', "9"),
    ],
)
def test_the_id_stays_to_the_letter(id_: str, meta: str) -> None:
    [event] = mapped(f'{{"id": {id_}, "s": "ok"}}').events
    assert event.meta == meta


@pytest.mark.parametrize("id_", ["null", '""', '" "', "[]", "{}", "[1]"])
def test_what_is_no_id_gives_no_callback(id_: str) -> None:
    made = mapped(f'{{"id": {id_}, "s": "ok"}}')
    assert made.events == ()
    assert [one.id for one in made.unmapped] == ["report-without-id"]


@pytest.mark.parametrize(
    ("state", "event"), [("ok", "delivered"), ("OK", "delivered"), (" Bad ", "failed"), ("okay", None)]
)
def test_a_state_is_named_whatever_its_case(state: str, event: str | None) -> None:
    events = mapped(json.dumps({"id": "1", "s": state})).events
    assert [one.event for one in events] == ([event] if event else [])


def test_two_values_of_one_name_that_differ_are_none() -> None:
    report = receipts.read(Source("report", "id=1&id=2&s=ok"))
    made = receipts.receipt(report, Callback("form:id", "form:s", ("ok",), ()), now=NOW)
    assert [one.id for one in made.unmapped] == ["report-without-id"]
    assert receipts.read(Source("report", "id=1&id=1")).text("form:id") == "1"


@pytest.mark.parametrize(
    ("list_", "text", "count"),
    [
        ("json:/r", '{"r": {"id": "1", "s": "ok"}}', 1),  # one report without its brackets
        ("json:/r", '{"r": []}', 0),
        ("json:/*/r", '[{"r": [{"id": "1", "s": "ok"}]}, {"r": [{"id": "2", "s": "ok"}]}]', 2),
        ("form:d>json:", "d=%5B%7B%22id%22%3A1%2C%22s%22%3A%22ok%22%7D%5D", 1),
    ],
)
def test_a_list_gives_a_callback_for_each(list_: str, text: str, count: int) -> None:
    assert len(mapped(text, list=list_).events) == count


@pytest.mark.parametrize(
    ("list_", "text"), [("json:/r", '{"x": 1}'), ("json:/r", '{"r": "text"}'), ("form:d>json:", "d=x")]
)
def test_a_list_that_is_not_there_is_reported(list_: str, text: str) -> None:
    with pytest.raises(SampleError) as refused:
        mapped(text, list=list_)
    assert refused.value.note.id in ("report-without-list", "report-no-json")


def test_a_code_of_the_template_comes_before_words() -> None:
    [event] = mapped('{"id": "1", "s": "bad", "e": "expired"}', error="json:/e", code={"bad": "904"}).events
    assert event.code == "904"
    [event] = mapped('{"id": "1", "s": "bad", "e": "expired"}', error="json:/e").events
    assert event.code == "916"


def asked(text: str, **points: str) -> list[str]:
    with pytest.raises(AmbiguousError) as question:
        receipts.callback_of(receipts.read(Source("report", text)), Given(points), now=NOW)
    return [one.typed for one in question.value.candidates]


def test_without_a_template_names_make_candidates_and_no_answer() -> None:
    text = (CASES / "8x8.report").read_text(encoding="utf-8")
    options = asked(text)
    assert options[0] == "--id json:/payload/clientMessageId"
    assert "--state json:/payload/status/state" in options
    assert "--time json:/payload/status/timestamp" in options
    assert "--failed undelivered" in options


def test_an_answer_is_not_asked_for_again() -> None:
    options = asked("ref=1&status=DELIVRD&at=1716372380", id="form:ref")
    assert not any(option.startswith("--id") for option in options)
    assert "--delivered DELIVRD" in options


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ((CASES / "infobip.report").read_text(encoding="utf-8"), "--list json:/results"),
        ("data=%5B%7B%22id%22%3A7%2C%22status%22%3A%221%22%7D%5D", "--list 'form:data>json:'"),
        ("status=sent", None),
    ],
)
def test_several_reports_are_offered_as_a_list(text: str, option: str | None) -> None:
    options = [one for one in asked(text) if one.startswith("--list")]
    assert options == ([option] if option else [])


def test_a_state_that_is_not_final_is_offered_as_none() -> None:
    assert not any(option.startswith(("--delivered", "--failed")) for option in asked("id=1&status=sent"))
    assert {"--delivered 1", "--failed 1"} <= {*asked("id=7&status=1")}


def test_a_state_with_two_meanings_is_refused() -> None:
    with pytest.raises(UsageError) as refused:
        receipts.callback_of(ReceivedReport(), Given({"id": "form:a", "state": "form:b"}, ("x",), ("x",)), now=NOW)
    assert refused.value.note.id == "report-state-twice"
