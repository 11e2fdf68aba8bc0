"""``explain`` for people: every value is there with its role, the credentials hidden."""

from __future__ import annotations

from pathlib import Path

import pytest

from curl2sms.cli import main

SAMPLE = "curl https://sms.example/send -u acme-key:s3cr3t-token -d to=+447700900123 -d text='See you at 5'"


def explained(sample: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], *options: str) -> list[list[str]]:
    """The words of each line."""
    file = tmp_path / "sample.sh"
    file.write_text(sample, encoding="utf-8")
    assert main(["explain", str(file), *options]) == 0
    return [line.split() for line in capsys.readouterr().out.splitlines()]


def test_basic_credentials_are_among_the_values(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hidden = explained(SAMPLE, tmp_path, capsys)
    assert ["credential", "authentication:username", "***"] in hidden
    assert ["credential", "authentication:password", "***"] in hidden
    shown = explained(SAMPLE, tmp_path, capsys, "--reveal")
    assert ["credential", "authentication:username", "acme-key"] in shown
    assert ["credential", "authentication:password", "s3cr3t-token"] in shown


def test_a_variable_is_shown_by_its_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = explained(SAMPLE.replace("acme-key:s3cr3t-token", '"$KEY:$TOKEN"'), tmp_path, capsys)
    assert ["credential", "authentication:username", "$KEY"] in lines
    assert ["credential", "authentication:password", "$TOKEN"] in lines


def test_a_space_that_was_changed_is_seen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert explained(SAMPLE, tmp_path, capsys)[-1] == ["form:to:", "“", "447700900123”", "->", "“+447700900123”"]


def test_how_the_providers_answer_is_read_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sample = tmp_path / "sample.sh"
    sample.write_text("curl 'https://rest.nexmo.com/sms/json?to=447700900123&text=Hello+there'", encoding="utf-8")
    assert main(["explain", str(sample)]) == 0
    shown = capsys.readouterr().out
    assert '  refused if     status 200; json:/messages/*/status differs "0"\n' in shown
    assert shown.endswith('  accepted if    status 200; json:/messages/*/status equals "0"\n')
    assert main(["explain", str(sample), "--no-catalog"]) == 0
    assert "accepted if" not in capsys.readouterr().out
