"""A well-formed number is never refused; what speaks against it is reported."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from curl2sms.cli import main

TEMPLATE = {
    "$schema": "urn:curl2sms:provider-template:1",
    "version": 1,
    "name": "acme",
    "method": "GET",
    "endpoint": "https://api.acme.example/send?to=$$To&text=$$Body",
    "authentication": {"type": "none"},
    "headers": [],
    "parameters": {"type": "none"},
    "recipient": {"format": "digits"},
}


@pytest.mark.parametrize("command", [["render"], ["send", "--dry-run"]])
@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("+14155552671", None),
        ("09812345417", "no country code begins with 0"),
        ("+99912345678", "no country has this code"),
        ("+1415555", "the country's numbering plan has no such number"),
    ],
)
def test_a_doubtful_number_is_reported(
    command: list[str], number: str, why: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    template = tmp_path / "acme.json"
    template.write_text(json.dumps(TEMPLATE), encoding="utf-8")
    assert main([*command, str(template), "--to", number, "--body", "Hello"]) == 0
    out, err = capsys.readouterr()
    assert "GET /send?to=" in out
    assert ("may be invalid" in err) == (why is not None)
    assert (why or "") in err


@pytest.mark.parametrize("command", [["render"], ["send", "--dry-run"]])
@pytest.mark.parametrize(
    ("endpoint", "recipient", "number", "whole"),
    [
        ("https://api.acme.in/send", "digits", "98123 45417", "+919812345417"),
        ("https://api.acme.in/send", "e164", "09812345417", "+919812345417"),
        ("https://api.acme.in/send", "00", "9812345417", "+919812345417"),
        ("https://api.acme.example/send?country=GB", "digits", "07400123456", "+447400123456"),
        ("https://api.acme.in/send", "digits", "919812345417", None),
        ("https://api.acme.in/send", "digits", "+9812345417", None),
        ("https://api.acme.in/send", "as-given", "9812345417", None),
        ("https://api.acme.example/send", "digits", "9812345417", None),
        ("https://api.acme.in/send", "digits", "1112345417", None),
    ],
)
def test_a_missing_country_code_is_named(
    command: list[str],
    endpoint: str,
    recipient: str,
    number: str,
    whole: str | None,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked = f"{endpoint}{'&' if '?' in endpoint else '?'}to=$$To&text=$$Body"
    template = tmp_path / "acme.json"
    template.write_text(
        json.dumps({**TEMPLATE, "endpoint": asked, "recipient": {"format": recipient}}), encoding="utf-8"
    )
    assert main([*command, str(template), "--to", number, "--body", "Hello"]) == 0
    said = capsys.readouterr().err
    assert ("has no country code" in said) == (whole is not None)
    assert f"Give {whole}" in said or whole is None


@pytest.mark.parametrize(
    ("endpoint", "number", "whole"),
    [
        ("https://api.acme.example/send?country=US", "6592345678", "+16592345678"),
        ("https://api.acme.example/send?country=US", "16592345678", None),
        ("https://api.acme.example/send?country=US", "+6592345678", None),
        ("https://api.acme.example/send?country=SG", "6592345678", None),
        ("https://api.acme.example/send", "6592345678", None),
    ],
)
def test_a_number_that_two_countries_have_is_named(
    endpoint: str, number: str, whole: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = f"{endpoint}{'&' if '?' in endpoint else '?'}to=$$To&text=$$Body"
    template = tmp_path / "acme.json"
    template.write_text(json.dumps({**TEMPLATE, "endpoint": asked}), encoding="utf-8")
    assert main(["send", "--dry-run", str(template), "--to", number, "--body", "Hello"]) == 0
    said = capsys.readouterr().err
    assert ("is valid with the country code 65" in said) == (whole is not None)
    assert f"Give {whole}" in said or whole is None
