"""What ``send`` says of an answer: the id of a message that was taken, a refusal, what to do when in doubt."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from curl2sms.cli import main
from curl2sms.proving.mock import Play, provider

TEMPLATE = {
    "$schema": "urn:curl2sms:provider-template:1",
    "version": 1,
    "name": "example",
    "method": "POST",
    "authentication": {"type": "none"},
    "headers": [],
    "parameters": {"type": "form", "pairs": [{"key": "to", "value": "$$To"}, {"key": "text", "value": "$$Body"}]},
    "recipient": {"format": "digits"},
    "response": {
        "success": {"rules": [{"at": "json:/type", "equals": "success"}]},
        "failure": [
            {"rules": [{"at": "json:/type", "equals": "error"}]},
            {"rules": [{"at": "json:/to/*/why", "present": True}]},
        ],
        "message_id": {"at": "json:/message"},
        "error_text": {"at": "json:/to/*/why"},
    },
}


@pytest.mark.parametrize(
    ("answer", "status", "says", "does_not_say"),
    [
        ({"type": "success", "message": "id-1"}, 0, ["accepted", "message id: id-1"], ["may have been sent"]),
        ({"type": "error", "message": "no credit"}, 1, ["refused", "says: {", "no credit"], ["message id"]),
        (
            {"type": "success", "message": "id-1", "to": [{"why": None}, {"why": "blocked"}]},
            1,
            ["partial", "json:/to/1 (blocked)", "message id: id-1", "only to those that were refused"],
            ["may have been sent", "json:/to/0"],
        ),
        ({"type": "other"}, 3, ["unknown", "may have been sent", "before you send again"], ["message id"]),
    ],
)
def test_an_answer_in_words(
    answer: dict[str, Any],
    status: int,
    says: list[str],
    does_not_say: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "provider.json"
    with provider() as running:
        running.play(Play(200, {}, json.dumps(answer).encode()))
        file.write_text(json.dumps({**TEMPLATE, "endpoint": f"{running.url}/send"}), encoding="utf-8")
        assert main(["send", str(file), "--to", "+14155550142", "--body", "Hello", "--yes"]) == status
        assert len(running.received) == 1
    shown = capsys.readouterr().out
    assert [words for words in says if words not in shown] == []
    assert [words for words in does_not_say if words in shown] == []
