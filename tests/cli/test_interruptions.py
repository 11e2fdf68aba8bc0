"""Ctrl-C at any moment: no traceback, nothing left behind, exit status 130."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from curl2sms.cli import files

ROOT = Path(__file__).parent.parent.parent
# Sends itself the signal when the module of that number is looked for, counted from the command's first.
PRESSES_CTRL_C = """
import os, signal, sys

class Finder:
    left = {number}

    def find_spec(self, name, path=None, target=None):
        Finder.left -= 1
        if Finder.left == 0:
            os.kill(os.getpid(), signal.SIGINT)

from curl2sms.console import main
sys.meta_path.insert(0, Finder())
sys.argv = ["curl2sms", "convert", "samples/plivo.sh", "-o", {output!r}]
sys.exit(main())
"""

# Presses Ctrl-C while a record gets its initializer, and then ends as the command does.
IN_A_RECORD = """
import sys
from curl2sms.records import _compile, record

@record
class Pair:
    key: str

def press(frame, event, argument):
    if frame.f_code.co_name == "<module>":
        raise KeyboardInterrupt

sys.settrace(press)
try:
    _compile(Pair)
except KeyboardInterrupt:
    sys.exit(130)
"""


@pytest.mark.slow
@pytest.mark.parametrize("number", [1, 2, 3, 5, 8, 13, 21, 34, 55, 80])
def test_while_modules_load(number: int, tmp_path: Path) -> None:
    program = PRESSES_CTRL_C.format(number=number, output=str(tmp_path / "provider.json"))
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=ROOT)
    assert "Traceback" not in done.stderr
    assert done.returncode == 130, done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_while_a_record_gets_its_initializer(tmp_path: Path) -> None:
    (tmp_path / "presses.py").write_text(IN_A_RECORD, encoding="utf-8")
    paths = os.environ | {"PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"}
    done = subprocess.run([sys.executable, "-m", "presses"], check=False, env=paths)
    assert done.returncode == 130


def test_while_a_file_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        files.write_whole(str(tmp_path / "provider.json"), "{}")
    assert list(tmp_path.iterdir()) == []
