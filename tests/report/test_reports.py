"""The same checks in every format: nothing lost, nothing hidden, no secret shown."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest

from curl2sms import report as reporting
from curl2sms.proving.model import Check, Difference, Report, Verdict
from curl2sms.secret_values import Secrets

SCHEMA = json.loads((Path(__file__).parents[2] / "schemas" / "report.schema.json").read_text(encoding="utf-8"))

GOOD = Report(
    "plivo",
    (
        Check("template", "schema", Verdict.PASS, "valid against the schema"),
        Check("texts", "plain", Verdict.PASS, "the control", at="$$Body"),
        Check("texts", "hindi", Verdict.PASS, "Devanagari", at="$$Body"),
        Check("sample", "replayed", Verdict.SKIPPED, "no sample was given"),
    ),
    "plivo.json",
    0.25,
)
BAD = Report(
    "nimbus",
    (
        Check("lint", "credentials-in-query", Verdict.WARNING, "a secret in the query", "Use a header.", "query:key"),
        Check(
            "texts",
            "double-quotes",
            Verdict.FAIL,
            "it ends a JSON string",
            at="$$Body",
            differences=(
                Difference("json:/text", 'say "hi" \x1b[31m\u202e', "say \ud83d"),
                Difference("query:key", None, "s3cret-key"),
                Difference("json:/to", "4477", "+4477", "number"),
            ),
        ),
        *(Check("texts", f"text-{n}", Verdict.FAIL, "why", at="$$Body") for n in range(9)),
    ),
    "nimbus.json",
    0.5,
    Secrets(frozenset({"s3cret-key"})),
)


def test_the_table_tells_every_check_and_every_failure() -> None:
    assert "pass  texts at $$Body  2 of 2" in reporting.text([GOOD])
    shown = reporting.text([GOOD, BAD])
    assert "FAIL  texts at $$Body" in shown
    assert "0 of 10" in shown
    assert "plivo.json: proven: 4 checks, 0 failed, 1 skipped, 0.25 s" in shown
    assert "nimbus.json: NOT proven: 11 checks, 10 failed, 1 warning, 0.50 s" in shown
    assert all(f"text-{n}" in shown for n in range(9))
    assert "Use a header." in shown


def test_expected_and_got_are_one_below_the_other() -> None:
    lines = reporting.text([BAD]).splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith("        expected  say"))
    assert lines[at + 1].startswith("        got       say")
    assert lines[at + 2].index("^") == len("        expected  say ")


def test_text_from_outside_moves_no_cursor_and_hides_nothing() -> None:
    shown = reporting.text([BAD])
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "<U+202E>" in shown


def test_colour_only_where_it_is_wanted() -> None:
    assert "\x1b[31;1mFAIL" in reporting.text([BAD], colour=True)
    assert "\x1b" not in reporting.text([GOOD])


def test_no_line_is_wider_than_asked_for() -> None:
    long = Check("texts", "long", Verdict.FAIL, differences=(Difference("body", "x" * 500, "y" * 500),))
    shown = reporting.text([Report("t", (long,))], columns=60)
    assert max(map(len, shown.splitlines())) <= 60


@pytest.mark.parametrize("name", reporting.FORMATS)
def test_no_format_lets_text_from_outside_act_or_hide(name: str) -> None:
    hostile = "\x1b[2J\u202e\u200b\x9b\ufffe\ud83d\r::error::"
    check = Check("texts", hostile, Verdict.FAIL, hostile, hostile, hostile, (Difference(hostile, hostile, hostile),))
    warned = Check("lint", hostile, Verdict.WARNING, hostile, hostile, hostile)
    skipped = Check("sample", hostile, Verdict.SKIPPED, hostile, hostile, hostile)
    report = Report(hostile, (check, warned, skipped), hostile, 0.5)
    shown = reporting.FORMATS[name]([report, GOOD])
    assert not {one for one in shown if not one.isprintable()} - {"\n"}
    if name != "json":
        assert "<U+202E>" in shown or "&lt;U+202E&gt;" in shown


@pytest.mark.parametrize("name", reporting.FORMATS)
def test_no_format_shows_a_secret(name: str) -> None:
    shown = reporting.FORMATS[name]([BAD])
    assert "s3cret-key" not in shown
    assert "***" in shown


@pytest.mark.parametrize("name", reporting.FORMATS)
def test_every_format_names_what_is_wrong(name: str) -> None:
    shown = reporting.FORMATS[name]([GOOD, BAD])
    assert "double-quotes" in shown
    assert "credentials-in-query" in shown
    assert shown.endswith("\n")


def test_the_json_is_of_its_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    data = json.loads(reporting.as_json([GOOD, BAD]))
    jsonschema.Draft202012Validator(SCHEMA).validate(data)
    assert data["ok"] is False
    assert [t["ok"] for t in data["templates"]] == [True, False]
    assert data["templates"][1]["counts"] == {"pass": 0, "info": 0, "fail": 10, "warning": 1, "skipped": 0}
    absent, number = data["templates"][1]["checks"][1]["differences"][1:]
    assert (absent["at"], absent["aspect"], absent["expected"]) == ("query:key", None, None)
    assert (number["at"], number["aspect"]) == ("json:/to", "number")


def test_people_read_the_aspect_of_a_difference_after_its_place() -> None:
    assert "at        json:/to (number)\n" in reporting.text([BAD])
    assert "json:/to (number): expected '4477', got '+4477'" in reporting.github([BAD])


def test_the_schema_describes_every_property() -> None:
    def undescribed(node: object, path: str = "") -> list[str]:
        found = []
        if isinstance(node, dict):
            for name, value in node.get("properties", {}).items():
                if "$ref" not in value and "description" not in value:
                    found.append(f"{path}/{name}")
            for name, value in node.items():
                found += undescribed(value, f"{path}/{name}")
        return found

    assert undescribed(SCHEMA) == []


@pytest.mark.parametrize(("strict", "failures"), [(False, "10"), (True, "11")])
def test_junit_counts_what_it_lists(strict: bool, failures: str) -> None:
    root = ElementTree.fromstring(reporting.junit([GOOD, BAD], strict=strict))  # noqa: S314 - our own
    good, bad = root.findall("testsuite")
    assert (good.get("failures"), good.get("skipped"), good.get("tests")) == ("0", "1", "4")
    assert bad.get("failures") == failures == str(len(bad.findall("testcase/failure")))
    assert len(bad.findall("testcase")) == 11


def test_annotations_are_one_line_each_at_the_templates_file() -> None:
    lines = reporting.github([BAD]).splitlines()
    assert len(lines) == 12
    assert lines[0].startswith("::warning file=nimbus.json,title=lint%3A credentials-in-query at query%3Akey::")
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in lines)


def test_warnings_fail_a_strict_run_alone() -> None:
    warned = Report("t", (Check("lint", "x", Verdict.WARNING),))
    assert warned.ok
    assert warned.passed()
    assert not warned.passed(strict=True)
    assert not BAD.passed()
    assert GOOD.passed(strict=True)


WARNED = Report(
    "warned",
    (
        Check("lint", "credential-in-query", Verdict.WARNING, "A secret in query:key.", "Use a header.", "query:key"),
        Check("lint", "in-the-clear", Verdict.WARNING, "The endpoint is http://.", "Ask for https://.", "endpoint"),
    ),
    "warned.json",
)


def test_every_format_says_of_a_strict_run_what_its_exit_status_says() -> None:
    for strict, word in ((False, "warned.json: proven"), (True, "warned.json: NOT proven")):
        assert word in reporting.text([WARNED], strict=strict)
    assert "::error file=warned.json" in reporting.github([WARNED], strict=True)
    assert "::error" not in reporting.github([WARNED])
    assert "warned: not proven" in reporting.github([WARNED], strict=True)
    assert "warned: proven" in reporting.github([WARNED])
    for strict in (False, True):
        data = json.loads(reporting.as_json([WARNED], strict=strict))
        jsonschema.Draft202012Validator(SCHEMA).validate(data)
        assert (data["ok"], data["templates"][0]["ok"], data["strict"]) == (not strict, not strict, strict)


def test_one_is_one() -> None:
    one = Report("one", WARNED.checks[:1])
    assert "one: proven: 1 check, 0 failed, 1 warning, " in reporting.text([one])
    assert reporting.github([one]).endswith("one: proven, 1 check\n")


def test_a_row_tells_where_and_its_words_tell_it_once() -> None:
    shown = reporting.text(
        [Report("t", (*WARNED.checks, Check("sample", "value", Verdict.FAIL, "none", at="form:to")))]
    )
    assert "warn  credential-in-query at query:key" in shown
    assert "FAIL  value at form:to" in shown
    assert "warn  lint: credential-in-query: A secret in query:key." in shown
    assert "FAIL  sample: value at form:to: none" in shown


@pytest.mark.parametrize("columns", [40, 60, 100])
def test_what_went_wrong_keeps_to_the_width(columns: int) -> None:
    words = "an error that takes many words " * 9
    many = tuple(Difference(f"form:name-{n}", "a", "b") for n in range(20))
    checks = tuple(Check("texts", f"text-{n}", Verdict.FAIL, words, words, "$$Body", many) for n in range(30))
    shown = reporting.text([Report("t", checks)], columns=columns)
    assert max(map(len, shown.splitlines()[:-1])) <= columns
    assert " ".join(shown.split()).count(words.strip()) == 8


def test_of_several_templates_the_proven_ones_take_a_line_each() -> None:
    other = Report("other", (*WARNED.checks[:1], Check("texts", "plain", Verdict.PASS, at="$$Body")), "other.json")
    assert reporting.text([GOOD, WARNED, other]).splitlines() == [
        "  warn  lint: credential-in-query",
        "        warned.json, other.json: A secret in query:key.",
        "        Use a header.",
        "",
        "  warn  lint: in-the-clear",
        "        warned.json: The endpoint is http://.",
        "        Ask for https://.",
        "",
        "plivo.json: proven: 4 checks, 0 failed, 1 skipped, 0.25 s",
        "warned.json: proven: 2 checks, 0 failed, 2 warnings, 0.00 s",
        "other.json: proven: 2 checks, 0 failed, 1 warning, 0.00 s",
    ]
    shown = reporting.text([GOOD, BAD])
    assert "nimbus (nimbus.json)" in shown
    assert "plivo (plivo.json)" not in shown
