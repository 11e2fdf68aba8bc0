"""A well-formed number is never refused; what speaks against it is said."""

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
def test_a_doubtful_number_is_said(
    command: list[str], number: str, why: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    template = tmp_path / "acme.json"
    template.write_text(json.dumps(TEMPLATE), encoding="utf-8")
    assert main([*command, str(template), "--to", number, "--body", "Hello"]) == 0
    out, err = capsys.readouterr()
    assert "GET /send?to=" in out
    assert ("may reach nobody" in err) == (why is not None)
    assert (why or "") in err
