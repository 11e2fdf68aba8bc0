"""A question at a terminal: the answer that is typed there settles it, however its place is spelt."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr
from pathlib import Path
from typing import TextIO

import pytest

from curl2sms.cli import ask, main

pytest.importorskip("termios", reason="a system without pseudo-terminals")

# The command line with standard error as the terminal of its session.
IN_A_SESSION = (
    "import fcntl, sys, termios; fcntl.ioctl(2, termios.TIOCSCTTY, 0); "
    "from curl2sms.cli import main; sys.exit(main(sys.argv[1:]))"
)
START = "curl https://x.example/send -d 'text=Hello you'"
# The rest of a sample, and the option that its second candidate is: asked for now, and typed the next time.
CASES = {
    "a plain name": ("-d phone=447700900123 -d mobile=447700900124", "--to form:mobile"),
    "brackets": ("-d 'phone[0]=447700900123' -d 'mobile[0]=447700900124'", "--to 'form:mobile[0]'"),
    "the second of a name": ("-d phone=447700900123 -d mobile=hi -d mobile=447700900124", "--to 'form:mobile#2'"),
    "a document in a value": (
        """-d 'data={"phone":"447700900123","mobile":"447700900124"}'""",
        "--to 'form:data>json:/mobile'",
    ),
    "a space": ("-d 'phone no=447700900123' -d 'mobile no=447700900124'", "--to 'form:mobile no'"),
    "an apostrophe": ('-d "phone\'s=447700900123" -d "mobile\'s=447700900124"', """--to 'form:mobile'"'"'s'"""),
    "the message": ("-d to=447700900123 -d 'msg[]=Hi there'", "--body 'form:msg[]'"),
    "a command": (
        "-d to=447700900123; curl https://y.example/send -d 'text=Hello you' -d to=447700900124",
        "--nth 2",
    ),
}


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[int, TextIO]]:
    """A pseudo-terminal that a person sits at: the descriptor of their side, and standard error at the program's."""
    person, program = os.openpty()
    monkeypatch.setattr(ask, "TERMINAL", Path(os.ttyname(program)))
    with os.fdopen(program, "w", encoding="utf-8") as shown:
        yield person, shown
    os.close(person)


def converted(sample: str, folder: Path, *options: str) -> tuple[int, str]:
    """The exit status, and the template that was written (nothing where there is none)."""
    (folder / "sample.sh").write_text(sample, encoding="utf-8")
    out = folder / "provider.json"
    out.unlink(missing_ok=True)
    status = main(["convert", str(folder / "sample.sh"), "-o", str(out), *options])
    return status, out.read_text(encoding="utf-8") if out.exists() else ""


def all_shown(person: int, shown: TextIO) -> str:
    """What is on a terminal: its driver may hand it over in pieces, so a last word says where it ends."""
    shown.write("\a")
    shown.flush()
    said = b""
    while not said.endswith(b"\a"):
        said += os.read(person, 1 << 16)
    return said.decode()


@pytest.mark.parametrize(("rest", "option"), CASES.values(), ids=list(CASES))
def test_an_answer_at_the_terminal_does_what_the_option_does(
    rest: str, option: str, terminal: tuple[int, TextIO], tmp_path: Path
) -> None:
    person, shown = terminal
    os.write(person, b"2\n")
    with redirect_stderr(shown):
        status, answered = converted(f"{START} {rest}", tmp_path)
    said = all_shown(person, shown)
    assert status == 0, said
    assert f"Next time, type: {option}\r\n" in said
    assert (0, answered) == converted(f"{START} {rest}", tmp_path, *shlex.split(option))


def test_no_answer_leaves_the_question_open(
    terminal: tuple[int, TextIO], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, shown = terminal
    monkeypatch.setenv("NO_COLOR", "1")
    os.write(person, b"0\n3\nform:mobile\n\n")
    with redirect_stderr(shown):
        status, answered = converted(f"{START} -d phone=447700900123 -d mobile=447700900124", tmp_path)
    said = all_shown(person, shown)
    assert (status, answered) == (2, "")
    assert said.count("Which one? [1-2, or Enter to stop]") == 4
    assert "question: 2 values may be the recipient's number." in said


def test_questions_go_to_the_controlling_terminal(tmp_path: Path) -> None:
    person, program = os.openpty()
    sample = f"{START} -d phone=447700900123 -d mobile=447700900124"
    os.write(person, b"2\n")
    done = subprocess.run(
        [sys.executable, "-c", IN_A_SESSION, "convert"],
        input=sample,
        stdout=subprocess.PIPE,
        stderr=program,
        text=True,
        check=True,
        start_new_session=True,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    with os.fdopen(program, "w", encoding="utf-8") as shown:
        said = all_shown(person, shown)
    os.close(person)
    assert "Which one? [1-2, or Enter to stop]" in said
    assert [pair["value"] for pair in json.loads(done.stdout)["parameters"]["pairs"]][2] == "$$To"
