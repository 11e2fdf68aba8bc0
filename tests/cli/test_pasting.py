"""What is pasted into a terminal arrives whole, whatever the length of its lines."""

from __future__ import annotations

import json
import os
import select
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

import pytest

from curl2sms.cli import main, pasting

termios = pytest.importorskip("termios", reason="a system without pseudo-terminals")

LONG = "Hello you, " * 1000  # a terminal that hands over whole lines keeps 4,095 bytes of each
ERASE, KILL, END = "\x7f", "\x15", "\x04"


@contextmanager
def typed(text: str) -> Iterator[TextIO]:
    """The program's side of a terminal into which a person types a text; it must be left as it was found."""
    person, program = os.openpty()
    with os.fdopen(program, "r", encoding="utf-8") as terminal:
        before = termios.tcgetattr(program)
        typist = threading.Thread(target=_type, args=(person, program, text.encode()))
        typist.start()
        yield terminal
        typist.join()
        assert termios.tcgetattr(program) == before
    os.close(person)


def _type(person: int, program: int, text: bytes) -> None:
    """Type once the program waits for characters, and look at the echo as a terminal's window does."""
    until = time.monotonic() + 30
    while termios.tcgetattr(program)[3] & termios.ICANON and time.monotonic() < until:
        time.sleep(0.01)
    os.set_blocking(person, False)
    while text and time.monotonic() < until:
        if select.select([person], [person], [], 1)[0]:
            os.read(person, 1 << 16)
        with suppress(BlockingIOError):
            text = text[os.write(person, text[:512]) :]


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        (f"{LONG}\r{END}", f"{LONG}\n"),
        (f"curl -V{END}", "curl -V"),
        (f"one\rtvü\u4e00{ERASE * 3}wo\r{END}", "one\ntwo\n"),
        (f"one\r{ERASE}two{ERASE * 4}2\r{END}", "one\n2\n"),
        (f"one\rtwo{KILL}2\r{END}", "one\n2\n"),
        (END, ""),
    ],
    ids=["long line", "no line end", "erased characters", "no more than the line", "erased line", "nothing"],
)
def test_what_is_typed_is_read(keys: str, text: str) -> None:
    with typed(keys) as terminal:
        assert pasting.read(terminal.fileno(), 1 << 20).decode() == text


def test_reading_stops_at_the_limit() -> None:
    with typed("123") as terminal:
        assert pasting.read(terminal.fileno(), 3) == b"123"


def test_a_sample_is_converted_as_it_was_pasted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with typed(f"curl https://x.example/send -d to=447700900123 -d 'text={LONG}'\r{END}") as terminal:
        monkeypatch.setattr(sys, "stdin", terminal)
        assert main(["convert"]) == 0
        monkeypatch.undo()
    out, said = capsys.readouterr()
    assert said.startswith("Paste the sample, then press Ctrl-D.\n")
    assert [pair["value"] for pair in json.loads(out)["parameters"]["pairs"]] == ["$$To", "$$Body"]
