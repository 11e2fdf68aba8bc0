"""The same checks in every format: nothing lost, nothing hidden, no secret shown."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest

from curl2sms import report as reporting
from curl2sms.proving.model import Check, Difference, Report, Verdict

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
            ),
        ),
        *(Check("texts", f"text-{n}", Verdict.FAIL, "why", at="$$Body") for n in range(9)),
    ),
    "nimbus.json",
    0.5,
    ("s3cret-key",),
)


def test_the_table_tells_every_check_and_every_failure() -> None:
    shown = reporting.text([GOOD, BAD])
    assert "pass  texts at $$Body  2 of 2" in shown
    assert "FAIL  texts at $$Body" in shown
    assert "0 of 10" in shown
    assert "plivo.json: proven: 4 checks, 0 failed, 1 skipped, 0.25 s" in shown
    assert "nimbus.json: NOT proven: 11 checks, 10 failed, 1 warning, 0.50 s" in shown
    assert all(f"text-{n}" in shown for n in range(9))
    assert "Use a header." in shown


def test_expected_and_got_stand_one_below_the_other() -> None:
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
    assert data["templates"][1]["counts"] == {"pass": 0, "fail": 10, "warning": 1, "skipped": 0}
    assert data["templates"][1]["checks"][1]["differences"][1]["expected"] is None


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
