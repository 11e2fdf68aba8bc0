"""Every command of the table is read as when real curl judged it: what is asked in seconds of all that reads curl.

``test_reading_curl`` compares what is read of the same commands with what curl sends.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from curl2sms import reading
from curl2sms.errors import SampleError, Source
from tests.reading.requests import as_read
from tests.reading.test_reading_curl import command_of, commands

REQUESTS = Path(__file__).parent / "curl_requests.json"


def read(command: str) -> dict[str, Any]:
    """What is read of a command, as the file writes it: the request, or the refusal, and the notes' ids."""
    try:
        found = reading.read(Source("table", command))
    except SampleError as refused:
        return {"refused": refused.note.id}
    method, target, headers, body = as_read(found.request)
    assert isinstance(target, bytes)
    assert isinstance(headers, list)
    lines = [f"{name}: {value}" for name, value in headers]
    request = {"method": method, "target": target.decode("utf-8", "surrogateescape"), "headers": lines, "body": body}
    return {**request, "notes": sorted({note.id for note in found.notes})}


def test_commands_are_read_as_when_curl_judged_them(update: bool) -> None:
    now = {command: read(command) for _, _, command in map(command_of, commands())}
    if update:
        rows = (f"{json.dumps(command)}: {json.dumps(row)}" for command, row in now.items())
        REQUESTS.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")
    known = json.loads(REQUESTS.read_text(encoding="utf-8"))
    assert now.keys() == known.keys()
    assert {command: row for command, row in now.items() if row != known[command]} == {}
