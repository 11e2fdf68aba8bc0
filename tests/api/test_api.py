"""The functions from JSON to JSON: whatever they are given, they answer as their schema says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import curl2sms
from curl2sms import api, errors, report
from tests.examples import examples

ROOT = Path(__file__).parents[2]
SAMPLES = sorted((ROOT / "samples").glob("*.sh"))
CORPUS = sorted((ROOT / "tests" / "cases" / "corpus").glob("*/*.sh"))
OPEN = "curl https://sms.example/send -d first=447700900123 -d second=447700900124 -d text='😀 See you at 5'"
SECRET = "curl https://sms.example/send -H 'X-API-Key: k3y-0f-mine-42' -d to=447700900123 -d text='See you at 5'"
WITH_VARIABLE = "curl https://sms.example/send -u lab:$KEY -d to=447700900123 -d text='See you at 5'"


def fits(answer: Any, name: str) -> bool:
    schema = api.schema()
    Draft202012Validator(
        {"$schema": schema["$schema"], "$ref": f"#/$defs/{name}-answer", "$defs": schema["$defs"]}
    ).validate(answer)
    return bool(answer == json.loads(json.dumps(answer)))


def spelt(text: str, span: list[int]) -> str:
    """What a browser finds at a span."""
    units = text.encode("utf-16-le", "surrogatepass")
    return units[2 * span[0] : 2 * span[1]].decode("utf-16-le", "surrogatepass")


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(api.schema())


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_becomes_the_same_template_as_everywhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    answer = api.convert({"sample": text})
    assert fits(answer, "convert")
    assert answer["state"] == "converted"
    assert answer["template"] == path.with_suffix(".json").read_text(encoding="utf-8")
    for one in answer["values"]:
        if one["role"] in {"recipient", "message"}:
            spelling = spelt(text, one["span"])
            assert one["value"] in (spelling, unquote(spelling), spelling.replace('\\"', '"'))


@pytest.mark.slow
def test_every_case_of_the_corpus_is_answered_as_the_library_answers() -> None:
    for path in CORPUS:
        text = path.read_bytes().decode("utf-8", "surrogateescape")
        answer = api.convert({"sample": text})
        assert fits(answer, "convert"), path
        assert (answer["state"], answer.get("template")) == native(text), path


def native(text: str) -> tuple[str, str | None]:
    """The state that the library's own call shows, and its template."""
    try:
        return "converted", curl2sms.dump(curl2sms.convert(text).template)
    except errors.AmbiguousError:
        return "question", None
    except errors.Curl2smsError:
        return "error", None


def test_a_question_has_candidates_with_their_places_and_takes_an_answer() -> None:
    asked = api.convert({"sample": OPEN})
    assert fits(asked, "convert")
    assert asked["state"] == "question"
    assert [one["answer"] for one in asked["question"]["candidates"]] == ["form:first", "form:second"]
    assert [spelt(OPEN, one["span"]) for one in asked["question"]["candidates"]] == ["447700900123", "447700900124"]
    assert "--" not in asked["question"]["do"] + asked["question"]["clicked"]
    chosen = asked["question"]["candidates"][1]
    answer = api.convert({"sample": OPEN, chosen["name"]: chosen["answer"]})
    assert answer["state"] == "converted"
    assert [one["at"] for one in answer["values"] if one["role"] == "recipient"] == ["form:second"]


def test_an_answer_counts_while_another_question_is_open() -> None:
    text = "curl https://sms.example/send -d a=447700900123 -d b=447700900124 -d p='See you at 5' -d q='See you at 6'"
    asked = api.convert({"sample": text, "to": "form:b"})
    assert [one["name"] for one in asked["question"]["candidates"]] == ["body", "body"]
    assert [one["at"] for one in asked["values"] if one["role"] == "recipient"] == ["form:b"]


def test_of_several_commands_one_is_asked_for_by_its_number() -> None:
    command = "curl https://sms.example/{} -d to=447700900123 -d text='See you at 5'\n"
    text = command.format("one") + command.format("two")
    asked = api.convert({"sample": text})
    assert fits(asked, "convert")
    assert [(one["name"], one["answer"]) for one in asked["question"]["candidates"]] == [("nth", 1), ("nth", 2)]
    assert '"endpoint": "https://sms.example/two"' in api.convert({"sample": text, "nth": 2})["template"]


def test_spans_count_as_browsers_do() -> None:
    answer = api.convert({"sample": OPEN, "to": "form:first"})
    (message,) = (one for one in answer["values"] if one["role"] == "message")
    assert spelt(OPEN, message["span"]) == message["value"] == "😀 See you at 5"
    late = "# 😀😀\n" + OPEN
    values = api.convert({"sample": late, "to": "form:first"})["values"]
    (number,) = (one for one in values if one["at"] == "form:first")
    assert spelt(late, number["span"]) == "447700900123"


@pytest.mark.parametrize(
    ("sample", "said"),
    [
        ("curl", "no-url"),
        ("hello", "no-curl"),
        ("\0" * 200, "sample-binary"),
        ("curl '" + "x" * (1 << 20), "sample-too-large"),
        ("curl https://sms.example/ -d 'text=\ud800'", "sample-not-utf8"),
        ('{"endpoint": 5}', "template-type"),
        ('{"endpoint": "https://sms.example/", "method": "POST", "nme": "lab"}', None),
        ("{" * 100_000, None),
        ("curl https://sms.example/ -d " + "[" * 5000, None),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_cannot_be_read_is_an_answer(sample: str, said: str | None) -> None:
    answer = api.convert({"sample": sample})
    assert fits(answer, "convert")
    assert answer["state"] == "error"
    if said:
        assert answer["error"]["id"] == said
    for one in (answer["error"], *answer["notes"]):
        assert one["span"] is None or one["span"][1] <= len(sample.encode("utf-16-le", "surrogatepass")) // 2


def test_an_answer_that_no_longer_fits_is_refused_with_what_to_click() -> None:
    answer = api.convert({"sample": OPEN, "to": "form:gone"})
    assert (answer["state"], answer["error"]["id"]) == ("error", "no-such-place")
    assert answer["error"]["clicked"]


def test_a_placeholder_of_the_platform_is_put_at_a_place() -> None:
    answer = api.convert({"sample": SECRET + " -d ref=12", "macros": {"MessageID": "form:ref"}})
    assert fits(answer, "convert")
    assert [one["name"] for one in answer["macros"]] == ["MessageID"]
    assert api.convert({"sample": SECRET, "macros": {"MessageID": "form:ref"}})["state"] == "error"


def test_what_is_to_be_filled_in_is_given_and_a_batch_made() -> None:
    answer = api.convert(
        {"sample": SECRET.replace("k3y-0f-mine-42", "YOUR_KEY"), "settings": {"header:X-API-Key": "a1"}}
    )
    assert '"value": "a1"' in answer["template"]
    assert "value-unfilled" not in [one["id"] for one in answer["notes"]]
    records = (ROOT / "samples" / "msg91-v2.sh").read_text(encoding="utf-8")
    assert '"size": 50' in api.convert({"sample": records, "batch": 50})["template"]
    assert api.convert({"sample": SECRET, "batch": 50})["state"] == "error"


def test_nothing_is_a_state_of_its_own() -> None:
    assert api.convert({"sample": " \n\ufeff"}) == {"state": "empty"}


def test_a_refused_sample_shows_its_values() -> None:
    answer = api.convert({"sample": "curl https://sms.example/send -d to=447700900123 -d ref=12"})
    assert (answer["state"], answer["error"]["id"]) == ("error", "no-message")
    assert "form:ref" in [one["at"] for one in answer["values"]]


def test_secrets_are_hidden_but_in_the_template() -> None:
    for asked in ({}, {"secrets": "env"}):
        answer = api.convert({"sample": SECRET, **asked})
        assert ("k3y-0f-mine-42" in answer.pop("template")) == (not asked)
        assert "k3y-0f-mine-42" not in json.dumps(answer)
    assert answer["lifted"] == [one["name"] for one in answer["variables"]] == ["SMS_X_API_KEY"]
    assert "k3y-0f-mine-42" in json.dumps(api.convert({"sample": SECRET, "reveal": True})["sheet"])


def test_a_template_is_taken_where_a_sample_is() -> None:
    text = (ROOT / "samples" / "plivo.json").read_text(encoding="utf-8")
    answer = api.convert({"sample": "\ufeff" + text})
    assert fits(answer, "convert")
    assert (answer["state"], answer["name"], answer["template"]) == ("template", "plivo", "\ufeff" + text)
    assert answer["credentials"] == ["authentication:password"]
    assert answer["sheet"] == api.sheet({"template": text})["sheet"]


def test_a_request_is_rendered_and_counted() -> None:
    text = api.convert({"sample": SECRET})["template"]
    answer = api.render({"template": text, "to": "+447700900123", "body": 'Zoë & "Max"'})
    assert fits(answer, "render")
    assert "k3y" not in json.dumps(answer)
    assert answer["http"].endswith("\n\nto=447700900123&text=Zo%C3%AB+%26+%22Max%22\n")
    assert answer["segments"]["encoding"] == "UCS-2"
    assert "k3y-0f-mine-42" in api.render({"template": text, "to": "447700900123", "body": "a", "reveal": True})["curl"]


def test_what_a_message_lacks_is_an_answer() -> None:
    text = api.convert({"sample": WITH_VARIABLE})["template"]
    answer = api.render({"template": text, "to": "447700900123", "body": "Hello"})
    assert fits(answer, "render")
    assert answer["state"] == "error"
    given = api.render({"template": text, "to": "447700900123", "body": "Hello", "variables": {"KEY": "abcdef"}})
    assert "abcdef" not in json.dumps(given)
    assert given["state"] == "rendered"


def test_a_request_that_no_shell_can_be_given_has_no_command() -> None:
    text = api.convert({"sample": SECRET})["template"]
    answer = api.render({"template": text, "to": "+447400123456", "body": "x" * 200_000})
    assert fits(answer, "render")
    assert (answer["curl"], [one["id"] for one in answer["notes"]]) == (None, ["curl-argument-too-long"])


REPORTS = ROOT / "tests" / "cases" / "receipts"


@pytest.mark.parametrize("name", ["infobip", "twilio", "plivo", "code-unknown"])
def test_a_delivery_report_becomes_the_platforms_callback(name: str) -> None:
    case = json.loads((REPORTS / f"{name}.json").read_text(encoding="utf-8"))
    asked = {"report": (REPORTS / f"{name}.report").read_text(encoding="utf-8"), "now": case["received"]}
    answer = api.receipt({**asked, "callback": case["callback"], **{k: case[k] for k in ("zone",) if k in case}})
    assert fits(answer, "receipt")
    assert answer["callback"] == case["expected"]
    assert sorted({one["id"] for one in (*answer["notes"], *answer["unmapped"])}) == case["notes"]


def test_a_report_that_nothing_is_known_of_is_a_question() -> None:
    asked = {"report": "id=4711&status=DELIVRD&ts=1716400000", "now": 1716400000}
    answer = api.receipt(asked)
    assert fits(answer, "receipt")
    assert answer["state"] == "question"
    assert {one["name"] for one in answer["question"]["candidates"]} >= {"id", "state"}
    known = {"id": "form:id", "state": "form:status", "delivered": ["DELIVRD"]}
    assert api.receipt({**asked, "callback": known})["callback"][0]["data"][0]["meta"] == "4711"
    wrong = api.receipt({**asked, "callback": {"id": "nowhere"}})
    assert (wrong["state"], wrong["error"]["id"]) == ("error", "report-no-point")


def test_what_the_catalog_knows_of_reports_counts_after_what_is_given() -> None:
    template = (ROOT / "samples" / "plivo.json").read_text(encoding="utf-8")
    asked = {"report": (REPORTS / "plivo.report").read_text(encoding="utf-8"), "template": template}
    answer = api.receipt({**asked, "callback": {"id": "query:meta"}})
    assert (answer["state"], answer["read"][0]["state"]) == ("mapped", "delivered")
    given = {"id": "query:meta", "state": "form:ErrorCode", "delivered": ["000"]}
    assert api.receipt({**asked, "callback": given})["read"][0]["state"] == "000"


@pytest.mark.slow
def test_a_proof_is_the_same_as_everywhere_check_by_check() -> None:
    text = (ROOT / "samples" / "plivo.json").read_text(encoding="utf-8")
    *rows, last = api.verify({"template": text})
    assert all(fits(row, "verify") for row in (*rows, last))
    proven = curl2sms.verify(curl2sms.load(text))
    assert [row["check"] for row in rows] == [report.check_as_data(check) for check in proven.checks]
    counts = {"pass": len(rows) - 1, "info": 1, "fail": 0, "warning": 0, "skipped": 0}
    assert last["total"] == {"ok": True, "counts": counts}


@pytest.mark.slow
def test_who_stops_reading_stops_the_proof() -> None:
    import threading

    before = threading.active_count()
    stream = api.verify({"template": (ROOT / "samples" / "plivo.json").read_text(encoding="utf-8")})
    next(stream)
    assert threading.active_count() > before
    stream.close()  # type: ignore[attr-defined]
    assert threading.active_count() == before


def test_a_proof_of_nothing_is_an_answer() -> None:
    for asked in ({}, {"template": "{}"}, {"template": "curl"}, {"template": "[" * 100_000}):
        (answer,) = api.verify(asked)
        assert fits(answer, "verify")
        assert answer["state"] == "error"


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
_NAMES = st.sampled_from(
    [
        "sample",
        "template",
        "to",
        "body",
        "nth",
        "variables",
        "macros",
        "secrets",
        "reveal",
        "platform",
        "report",
        "zone",
        "callback",
        "now",
    ]
)


@given(st.dictionaries(_NAMES, _json, max_size=4) | _json)
@examples(60)
def test_any_input_gets_an_answer(asked: Any) -> None:
    assert fits(api.convert(asked), "convert")
    assert fits(api.render(asked), "render")
    assert fits(api.sheet(asked), "sheet")
    assert fits(api.receipt(asked), "receipt")


@given(
    st.text(max_size=40) | st.text("curl -d'\"{}[]=&\\\n$😀+1", max_size=60).map("curl https://sms.example/ ".__add__)
)
@examples(100)
def test_any_sample_gets_an_answer_with_spans_in_it(sample: str) -> None:
    answer = api.convert({"sample": sample})
    assert fits(answer, "convert")
    length = len(sample.encode("utf-16-le", "surrogatepass")) // 2
    spans = [one["span"] for part in ("values", "changes", "notes") for one in answer.get(part, ())]
    assert all(0 <= start <= end <= length for start, end in filter(None, spans))
