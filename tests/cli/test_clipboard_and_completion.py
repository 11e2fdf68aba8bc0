"""What was copied is read, and shells complete our words."""

from __future__ import annotations

import os
import select
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyperclip
import pytest

from curl2sms.cli import main


def test_what_was_copied_is_read(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(pyperclip, "paste", lambda: "curl https://x.example -d to=447700900123 -d 'text=Grüß dich'")
    assert main(["convert", "--clipboard"]) == 0
    assert '"$$To"' in capsys.readouterr().out


def test_no_clipboard_is_reported(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def nothing() -> str:
        raise pyperclip.PyperclipException

    monkeypatch.setattr(pyperclip, "paste", nothing)
    assert main(["convert", "--clipboard"]) == 2
    assert "paste instead" in capsys.readouterr().err
    assert main(["convert", "--clipboard", "sample.sh"]) == 2


# How each shell loads a completion, and a command of that name that shows the words that it gets. The echo of what is
# typed does not have the sign for the end of an answer in it.
DONE = ":done"
SHOWS = "curl2sms() {{ printf '<%s>' \"$@\"; echo :do''ne; }}; echo :do''ne"
SHELLS = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], "source {script}; " + SHOWS),
    "zsh": (["zsh", "-f", "-i"], "fpath=({script.parent} $fpath); autoload -U compinit; compinit -u -D; " + SHOWS),
    "fish": (
        ["fish", "--no-config", "-i"],
        "source {script}; function curl2sms; printf '<%s>' $argv; echo :do''ne; end; echo :do''ne",
    ),
}
TYPED = {
    "ver": "<verify>",
    "convert --no-c": "<convert><--no-catalog>",
    "convert first": "<convert><first sample.sh>",
    "convert other.sh -o fol": "<convert><other.sh><-o><folder",
    "convert --batch 5 oth": "<convert><--batch><5><other.sh>",
    "verify --against oth": "<verify><--against><other.sh>",
    "verify --from pos": "<verify><--from><postman>",
    "render x.json --body-file oth": "<render><x.json><--body-file><other.sh>",
    "sheet x.json --platform clevertap-": "<sheet><x.json><--platform><clevertap-raw>",
}


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="needs a terminal of POSIX")
@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_completes_commands_options_and_files(
    shell: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    argv, setup = SHELLS[shell]
    if shutil.which(argv[0]) is None:
        pytest.skip(f"no {shell} on this machine")
    assert main(["completion", shell]) == 0
    script = tmp_path / "_curl2sms"  # the name that zsh looks for
    script.write_text(capsys.readouterr().out, encoding="utf-8")
    folder = tmp_path / "work"
    (folder / "folder").mkdir(parents=True)
    for name in ("first sample.sh", "other.sh"):
        (folder / name).touch()
    with terminal(argv, folder) as type_line:
        type_line(setup.format(script=script))
        shown = {typed: type_line(f"curl2sms {typed}\t") for typed in TYPED}
    assert [typed for typed, words in TYPED.items() if words not in shown[typed]] == [], shown


@contextmanager
def terminal(argv: list[str], folder: Path) -> Iterator[Callable[[str], str]]:
    """A shell at a terminal: what types a line, and returns what the terminal shows until the answer is done."""
    import pty

    pid, descriptor = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.execvpe(argv[0], argv, os.environ | {"TERM": "dumb", "HOME": str(folder)})  # noqa: S606

    def type_line(line: str) -> str:
        os.write(descriptor, line.encode() + b"\r")
        shown = ""
        while DONE not in shown:
            assert select.select([descriptor], [], [], 30)[0], shown
            shown += os.read(descriptor, 65536).decode("utf-8", "replace")
        return shown

    try:
        yield type_line
    finally:
        os.kill(pid, signal.SIGKILL)
        os.close(descriptor)
        os.waitpid(pid, 0)
