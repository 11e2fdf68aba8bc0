"""A check that is about a PLACE is at the line of that place in the template's file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from curl2sms import report
from curl2sms.cli import main
from curl2sms.proving.model import Check, Report, Verdict
from curl2sms.template import load

FORM: dict[str, Any] = {
    "$schema": "urn:curl2sms:provider-template:1",
    "version": 1,
    "name": "lab",
    "method": "POST",
    "endpoint": "https://sms.example.com/send?key=YOUR_KEY",
    "authentication": {"type": "basic", "username": "me", "password": "YOUR_PASSWORD"},
    "headers": [{"key": "X-Key", "value": "1"}, {"key": "x-other", "value": "2"}],
    "parameters": {
        "type": "form",
        "pairs": [
            {"key": "to", "value": "$$To"},
            {"key": "text", "value": "$$Body"},
            {"key": "data", "value": '{"id": "YOUR_ID"}'},
            {"key": "to", "value": "447700900124"},
        ],
    },
    "documents": [{"at": "form:data", "syntax": "json"}],
    "recipient": {"format": "digits"},
}
RAW = FORM | {
    "parameters": {"type": "raw", "syntax": "json", "body": '{"to": "$$To", "text": "$$Body"}'},
    "documents": [],
}
# All that a template must have.
SHORT = {
    "version": 1,
    "name": "lab",
    "method": "GET",
    "endpoint": "https://sms.example.com/send?to=$$To&text=$$Body",
}


def line_of(template: dict[str, Any], at: str) -> str:
    """The line that a check at a place is at, without what surrounds it; empty for no line."""
    text = json.dumps(template, indent=1)
    load(text, "template.json")
    told = report.with_lines(Report("lab", (Check("lint", "x", Verdict.WARNING, at=at),)), text)
    line = told.checks[0].line
    return text.splitlines()[line - 1].strip(" ,") if line else ""


@pytest.mark.parametrize(
    ("template", "at", "line"),
    [
        (FORM, "query:key", '"endpoint": "https://sms.example.com/send?key=YOUR_KEY"'),
        (FORM, "path:1", '"endpoint": "https://sms.example.com/send?key=YOUR_KEY"'),
        (FORM, "host", '"endpoint": "https://sms.example.com/send?key=YOUR_KEY"'),
        (FORM, "header:x-other", '"value": "2"'),
        (FORM, "authentication:password", '"password": "YOUR_PASSWORD"'),
        (FORM, "form:text", '"value": "$$Body"'),
        (FORM, "form:to", '"value": "$$To"'),
        (FORM, "form:to#2", '"value": "447700900124"'),
        (FORM, "form:data>json:/id", '"value": "{\\"id\\": \\"YOUR_ID\\"}"'),
        (RAW, "json:/text", '"body": "{\\"to\\": \\"$$To\\", \\"text\\": \\"$$Body\\"}"'),
        (RAW, "body", '"body": "{\\"to\\": \\"$$To\\", \\"text\\": \\"$$Body\\"}"'),
        (RAW, "form:to", ""),
        (SHORT, "header:X-Key", ""),
        (SHORT, "query:text", '"endpoint": "https://sms.example.com/send?to=$$To&text=$$Body"'),
        (RAW, "$$Body", ""),
        (RAW, "", ""),
    ],
)
def test_a_place_has_the_line_of_its_value(template: dict[str, Any], at: str, line: str) -> None:
    assert line_of(template, at) == line


def test_a_line_that_is_known_stays() -> None:
    check = Check("template", "schema", Verdict.FAIL, at="query:key", line=7)
    assert report.with_lines(Report("lab", (check,)), json.dumps(FORM, indent=1)).checks == (check,)


@pytest.mark.usefixtures("few_texts")
def test_an_annotation_is_at_the_line_of_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "lab.json"
    file.write_text(json.dumps(FORM, indent=1), encoding="utf-8")
    main(["verify", str(file), "--format", "github"])
    annotations = [line for line in capsys.readouterr().out.splitlines() if "value-unfilled" in line]
    assert len(annotations) >= 2
    assert all(",line=" in line for line in annotations)
