"""``--var`` and ``--macro`` for several templates: each takes what it declares, and what none declares is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from curl2sms import proving
from curl2sms.cli import main
from curl2sms.proving import Report

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("few_texts")]

VARIABLES = {"one": ["KEY"], "both": ["KEY", "SENDER"], "none": []}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, variables in VARIABLES.items():
        Path(f"{name}.json").write_text(json.dumps(template(name, variables)), encoding="utf-8")
    return tmp_path


def template(name: str, variables: list[str]) -> dict[str, Any]:
    pairs = [("to", "$$To"), ("text", "$$Body"), ("id", "$$MessageID"), *((v.lower(), f"${{{v}}}") for v in variables)]
    return {
        "$schema": "urn:curl2sms:provider-template:1",
        "version": 1,
        "name": name,
        "method": "POST",
        "endpoint": "https://sms.example/send",
        "authentication": {"type": "none"},
        "headers": [],
        "parameters": {"type": "form", "pairs": [{"key": key, "value": value} for key, value in pairs]},
        "recipient": {"format": "digits"},
        **({"variables": [{"name": name, "secret": False} for name in variables]} if variables else {}),
        "macros": [{"name": "MessageID"}],
    }


def probes(out: str) -> dict[str, str]:
    """What a JSON report says for each template on values that nobody gave."""
    found = {}
    for report in json.loads(out)["templates"]:
        said = [check["message"] for check in report["checks"] if check["name"] == "probes"]
        found[report["name"]] = said[0].removeprefix("used probes for variables without a value: ") if said else ""
    return found


def test_each_template_takes_what_it_declares(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    argv = ["verify", "one.json", "both.json", "none.json", "--format", "json", "--macro", "MessageID=7"]
    assert main([*argv, "--var", "SENDER=BISTRO"]) == 0
    assert probes(capsys.readouterr().out) == {
        "one": "KEY",
        "both": "KEY",
        "none": "",
    }


@pytest.mark.parametrize(
    ("option", "words"),
    [
        (["--var", "SENDR=x"], "None of the templates has a variable SENDR.\nThey declare: KEY, SENDER."),
        (["--macro", "uid=x"], "None of the templates has a macro uid.\nThey declare: MessageID."),
    ],
)
def test_what_none_declares_is_refused_once(
    option: list[str], words: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", "one.json", "both.json", *option]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", f"curl2sms: error: {words}\n")


def test_one_that_cannot_be_read_may_have_what_no_other_has(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "broken.json").write_text("{", encoding="utf-8")
    assert main(["verify", "broken.json", "none.json", "--var", "TOKEN=x"]) == 2
    said = capsys.readouterr()
    assert "none.json: proven" in said.out
    assert "TOKEN" not in said.err


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("json", '"message": "line 1, column 2: The file ends before the template does."'),
        ("junit", 'failures="1"'),
        ("github", "::error file=broken.json,line=1,title=template%3A schema::line 1, column 2: The file ends"),
        ("text", "broken.json: NOT proven: 1 check, 1 failed"),
    ],
)
def test_one_that_cannot_be_read_is_a_failure_of_its_report(
    form: str, words: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "broken.json").write_text("{", encoding="utf-8")
    assert main(["verify", "one.json", "broken.json", "--format", form]) == 2
    said = capsys.readouterr()
    assert words in said.out
    assert "broken.json:1:2: error" in said.err
    if form == "json":
        report = json.loads(said.out)
        assert (report["ok"], [one["file"] for one in report["templates"]]) == (False, ["one.json", "broken.json"])


@pytest.mark.parametrize("form", ["text", "json", "junit", "github"])
def test_a_defect_at_one_template_stops_no_other(
    form: str, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    prove = proving.verify

    def fails_at_one(*given: Any, source: str, **options: Any) -> Report:
        if source == "one.json":
            raise ZeroDivisionError
        return prove(*given, source=source, **options)

    monkeypatch.setattr(proving, "verify", fails_at_one)
    assert main(["verify", "one.json", "none.json", "--format", form]) == 2
    said = capsys.readouterr()
    assert "ZeroDivisionError" in said.out
    assert "none.json" in said.out
    assert "this is a bug in curl2sms" in said.err


def test_a_pattern_that_no_shell_has_replaced_names_its_files(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "*n*.json", "both.json", "--format", "json"]) == 0
    files = [one["file"] for one in json.loads(capsys.readouterr().out)["templates"]]
    assert files == ["none.json", "one.json", "both.json"]
    assert main(["verify", "x*.json"]) == 2
    assert "x*.json can't be read" in capsys.readouterr().err


def test_a_missing_file_of_variables_is_reported_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "one.json", "both.json", "--env-file", "nowhere.env"]) == 2
    assert capsys.readouterr().err.count("nowhere.env") == 1
