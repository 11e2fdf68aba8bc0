"""What was copied is read, and shells complete our words."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pyperclip
import pytest

from curl2sms.cli import main


def test_what_was_copied_is_read(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(pyperclip, "paste", lambda: "curl https://x.example -d to=447700900123 -d 'text=Grüß dich'")
    assert main(["convert", "--clipboard"]) == 0
    assert '"$$To"' in capsys.readouterr().out


def test_no_clipboard_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def nothing() -> str:
        raise pyperclip.PyperclipException

    monkeypatch.setattr(pyperclip, "paste", nothing)
    assert main(["convert", "--clipboard"]) == 2
    assert "paste instead" in capsys.readouterr().err
    assert main(["convert", "--clipboard", "sample.sh"]) == 2


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash on this machine")
def test_bash_completes_commands_and_options(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["completion", "bash"]) == 0
    script = tmp_path / "completion.bash"
    script.write_text(capsys.readouterr().out, encoding="utf-8")
    ask = f"""
        source {script}
        COMP_WORDS=(curl2sms ver) COMP_CWORD=1 COMP_TYPE=9 COMP_LINE='curl2sms ver' COMP_POINT=12
        _shtab_curl2sms; echo "${{COMPREPLY[@]}}"
        COMPREPLY=() COMP_WORDS=(curl2sms convert --no) COMP_CWORD=2
        _shtab_curl2sms; echo "${{COMPREPLY[@]}}"
    """
    done = subprocess.run(["bash", "-c", ask], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["verify", "--no-catalog"]
