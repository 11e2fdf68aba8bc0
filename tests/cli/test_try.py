"""``try``, and values that are typed at a terminal: nothing that may be a secret is echoed."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import redirect_stderr
from pathlib import Path
from threading import Thread

import pytest

from curl2sms.cli import ask, main

pytest.importorskip("termios", reason="a system without pseudo-terminals")

SAMPLE = "curl -u ann:YOUR_PASSWORD https://x.example/send -d from=YOUR_SENDER -d to=447700900123 -d 'text=Hello you'"


@pytest.fixture
def sample(tmp_path: Path) -> str:
    path = tmp_path / "sample.sh"
    path.write_text(SAMPLE, encoding="utf-8")
    return str(path)


def test_a_sample_goes_to_a_proven_template_and_its_sheet(
    sample: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "provider.json"
    given = ["--set", "form:from=ACME", "--set", "authentication:password=s3cr3t99", "-o", str(out)]
    assert main(["try", sample, *given]) == 0
    shown = capsys.readouterr()
    assert "HTTP Endpoint" in shown.out
    assert ": proven: " in shown.err
    assert "s3cr3t99" not in shown.out + shown.err
    assert json.loads(out.read_text(encoding="utf-8"))["authentication"]["password"] == "s3cr3t99"


def test_a_sample_that_is_not_filled_in_says_so(sample: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["try", sample]) == 0
    assert "proven, but 2 values are still to be filled in" in capsys.readouterr().err


def test_a_value_comes_from_the_environment(
    sample: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SENDER", "ACME")
    assert main(["convert", sample, "--set", "form:from=@env:SENDER"]) == 0
    pairs = json.loads(capsys.readouterr().out)["parameters"]["pairs"]
    assert {"key": "from", "value": "ACME"} in pairs


def test_a_variable_that_is_not_set_is_refused(sample: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["convert", sample, "--set", "form:from=@env:NO_SUCH_VARIABLE"]) == 2
    assert "NO_SUCH_VARIABLE" in capsys.readouterr().err


class Person(Thread):
    """Who sits at a terminal: types a line for each question, and keeps all that is shown."""

    def __init__(self, terminal: int, lines: dict[str, str]) -> None:
        super().__init__(daemon=True)
        self.terminal, self.lines, self.shown = terminal, lines, ""

    def run(self) -> None:
        """Wait for each question, then type its line."""
        for question, line in self.lines.items():
            while question not in self.shown:
                self.shown += os.read(self.terminal, 1 << 12).decode()
            os.write(self.terminal, f"{line}\n".encode())

    def all_shown(self, program: int) -> str:
        """What is on the terminal in the end."""
        self.join()
        os.write(program, b"\a")
        while "\a" not in self.shown:
            self.shown += os.read(self.terminal, 1 << 12).decode()
        return self.shown


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[int, int]]:
    """A pseudo-terminal: the descriptors of the person's side and of the program's."""
    person, program = os.openpty()
    monkeypatch.setattr(ask, "TERMINAL", Path(os.ttyname(program)))
    yield person, program
    os.close(person)
    os.close(program)


def test_a_value_is_typed_at_the_terminal_without_an_echo(
    sample: str, terminal: tuple[int, int], capsys: pytest.CaptureFixture[str]
) -> None:
    person = Person(terminal[0], {"Value for authentication:password: ": "s3cr3t99"})
    person.start()
    assert main(["convert", sample, "--set", "authentication:password"]) == 0
    assert json.loads(capsys.readouterr().out)["authentication"]["password"] == "s3cr3t99"
    assert "s3cr3t99" not in person.all_shown(terminal[1])


def test_try_asks_for_what_is_to_be_filled_in(
    sample: str, terminal: tuple[int, int], capsys: pytest.CaptureFixture[str]
) -> None:
    lines = {"authentication:password (YOUR_PASSWORD): ": "s3cr3t99", "form:from (YOUR_SENDER): ": "ACME"}
    person = Person(terminal[0], lines)
    person.start()
    with os.fdopen(os.dup(terminal[1]), "w", encoding="utf-8") as stream, redirect_stderr(stream):
        assert main(["try", sample]) == 0
    shown = person.all_shown(terminal[1])
    assert "ACME" in capsys.readouterr().out
    assert "s3cr3t99" not in shown
    assert ": proven: " in shown
