"""``receipt`` as a person uses it."""

from __future__ import annotations

import io
import json
import shlex
import sys
from pathlib import Path
from typing import Any

import pytest

from curl2sms.cli import main

CASES = Path(__file__).parents[1] / "cases" / "receipts"
INFOBIP = (CASES / "infobip.report").read_text(encoding="utf-8")


def template(folder: Path, *, macro: str = "MessageID", **callback: Any) -> str:
    known = {"id": "form:ref", "state": "form:status", "delivered": ["DELIVRD"], "failed": ["UNDELIV"]}
    data = {
        "version": 1,
        "name": "n",
        "method": "GET",
        "endpoint": f"https://x.example/s?to=$$To&text=$$Body&ref=$${macro}",
        "recipient": {"format": "digits"},
        "macros": [{"name": macro}],
        "callback": known | callback,
    }
    path = folder / "provider.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return str(path)


def run(monkeypatch: pytest.MonkeyPatch, report: str, *options: str) -> int:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(report.encode())))
    return main(["receipt", *options])


def test_what_was_read_is_reported_and_the_callback_printed(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = ("--template", template(tmp_path, time="form:at"))
    assert run(monkeypatch, "ref=m.1&status=UNDELIV&at=1716372380", *options) == 0
    shown = capsys.readouterr()
    assert json.loads(shown.out) == [
        {"event": "failed", "data": [{"ts": 1716372380, "meta": "m.1", "description": "UNDELIV", "code": "914"}]}
    ]
    assert "id     form:ref is m.1" in shown.err
    assert "state  form:status is UNDELIV" in shown.err
    assert "time   form:at is 1716372380" in shown.err
    assert "The code is 914" in shown.err


def test_a_state_that_is_not_final_gives_an_empty_list(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(monkeypatch, "ref=m.1&status=ACCEPTD", "--template", template(tmp_path)) == 0
    shown = capsys.readouterr()
    assert json.loads(shown.out) == []
    assert "The state ACCEPTD is not a final state" in shown.err


def test_a_report_without_its_id_is_no_input(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(monkeypatch, "status=DELIVRD", "--template", template(tmp_path)) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "no id at form:ref" in shown.err
    assert "?meta=$$MessageID" in shown.err


def test_what_can_t_be_mapped_is_reported_once_and_is_nothing_to_keep(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    options = ("--id", "form:id", "--state", "form:status", "--delivered", "DELIVRD", "--failed", "UNDELIV")
    assert run(monkeypatch, "ref=m.1&status=DELIVRD", *options) == 2
    said = capsys.readouterr().err
    assert said.count("has no id at form:id") == 1
    assert '"callback"' not in said


def test_of_several_reports_one_that_has_no_id_is_reported(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mapping = template(tmp_path, list="json:", id="json:/ref", state="json:/status")
    report = json.dumps([{"status": "DELIVRD"}, {"ref": "m.2", "status": "DELIVRD"}])
    assert run(monkeypatch, report, "--template", mapping) == 1
    shown = capsys.readouterr()
    assert [one["data"][0]["meta"] for one in json.loads(shown.out)] == ["m.2"]
    assert "no id at json:/ref" in shown.err


def test_without_a_callback_the_question_is_the_command_to_type(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(monkeypatch, INFOBIP) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    typed = next(line for line in shown.err.splitlines() if "Run again with:" in line)
    options = shlex.split(typed.partition("Run again with: ")[2].partition(" (")[0])
    assert "--id" in options
    assert run(monkeypatch, INFOBIP, *options) == 0
    shown = capsys.readouterr()
    assert json.loads(shown.out)[0]["event"] == "delivered"
    callback = json.loads(shown.err.partition('"callback": ')[2].splitlines()[0])
    assert callback["list"] == "json:/results"


def test_an_option_comes_before_the_template(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = ("--template", template(tmp_path), "--id", "query:meta", "--delivered", "ok")
    assert run(monkeypatch, "/r?meta=m.3&status=x", *options, "--state", "query:status", "--failed", "x") == 0
    assert json.loads(capsys.readouterr().out)[0]["data"][0]["meta"] == "m.3"


def test_a_zone_reads_local_times(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report, mapping = "ref=m&status=DELIVRD&at=2024-05-22+15:36:20", template(tmp_path, time="form:at")
    assert run(monkeypatch, report, "--template", mapping, "--zone", "Asia/Kolkata") == 0
    assert json.loads(capsys.readouterr().out)[0]["data"][0]["ts"] == 1716372380
    assert run(monkeypatch, report, "--template", mapping) == 0
    assert "local time without a zone" in capsys.readouterr().err


def test_a_template_that_sends_no_id_of_the_platform_is_warned_of(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(monkeypatch, "ref=m&status=DELIVRD", "--template", template(tmp_path, macro="uid")) == 0
    assert "not the platform's" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("report", "options", "said"),
    [
        ("<xml/>", (), "XML, which is not supported"),
        ('{"ref": }', (), "not valid JSON"),
        ("ref=m&status=x", ("--zone", "Mars"), "Unknown time zone: Mars"),
        ("ref=m&status=x", ("--id", "ref"), "is not a place in a report"),
        ("", (), "is empty"),
    ],
)
def test_bad_input_says_what_to_do(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    report: str,
    options: tuple[str, ...],
    said: str,
) -> None:
    assert run(monkeypatch, report, "--template", template(tmp_path), *options) == 2
    shown = capsys.readouterr()
    assert said in shown.err
    assert shown.out == ""
    assert "Traceback" not in shown.err


def test_what_the_catalog_knows_of_a_provider_is_not_asked_for(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = json.loads(Path(template(tmp_path)).read_text(encoding="utf-8"))
    del data["callback"]
    data["endpoint"] = "https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json?To=$$To&Body=$$Body"
    mapping = tmp_path / "twilio.json"
    mapping.write_text(json.dumps(data), encoding="utf-8")
    report = "POST /r?meta=m.1 HTTP/1.1\n\nMessageSid=SM1&MessageStatus=delivered"
    assert run(monkeypatch, report, "--template", str(mapping)) == 2
    typed = capsys.readouterr().err
    assert "--id query:meta" in typed
    assert "--state" not in typed
    assert "--delivered TEXT" not in typed.partition("Run again with:")[0]
    assert run(monkeypatch, report, "--template", str(mapping), "--id", "query:meta") == 0
    assert json.loads(capsys.readouterr().out)[0]["data"][0]["meta"] == "m.1"
