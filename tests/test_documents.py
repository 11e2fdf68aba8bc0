"""Every console block of the documents is run, and what it shows is what the commands print.

A block is a row of commands, each after ``$ ``, with what they print below. All blocks of a document run in one folder,
a copy of the samples at hand, one after the other. ``...`` stands for what is left out or differs each time: alone on a
line for any lines, else for any characters.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
_BLOCK = re.compile(r"^```console\n(?P<text>.*?)^```$", re.M | re.S)


def commands(block: str) -> list[tuple[str, str]]:
    """A block's commands, each with what is shown below it."""
    parts = re.split(r"^\$ ", block, flags=re.M)[1:]
    found = []
    for part in parts:
        lines = part.split("\n")
        count = 1
        while lines[count - 1].endswith("\\"):
            count += 1
        found.append(("\n".join(lines[:count]), "\n".join(lines[count:])))
    return found


def run(command: str, folder: Path, environment: dict[str, str]) -> str:
    """What a command prints, on either stream, in order."""
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=60,
        check=False,
    )
    return done.stdout.decode()


def agrees(shown: str, printed: str) -> bool:
    """Whether a document shows what was printed, ``...`` standing for any lines."""
    pattern = "".join(
        r"(?:.*\n)*?" if line == "..." else re.escape(line).replace(r"\.\.\.", ".*") + r"\n"
        for line in shown.rstrip("\n").split("\n")
        if shown.strip()
    )
    return re.fullmatch(pattern, printed if printed.endswith("\n") or not printed else printed + "\n") is not None


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_blocks_show_what_is_printed(
    document: Path, tmp_path: Path, command_environment: dict[str, str], update: bool
) -> None:
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    text = document.read_text(encoding="utf-8")
    rewritten, wrong = text, []
    for block in _BLOCK.finditer(text):
        now = ""
        for command, shown in commands(block["text"]):
            printed = run(command, tmp_path, command_environment)
            if not agrees(shown, printed):
                wrong.append(f"$ {command}\n{printed}")
                shown = printed
            now += f"$ {command}\n{shown.rstrip(chr(10))}\n" if shown.strip() else f"$ {command}\n"
        rewritten = rewritten.replace(block[0], f"```console\n{now}```")
    if update:
        document.write_text(rewritten, encoding="utf-8")
    else:
        assert not wrong, "\n".join(wrong)


def test_the_comparison_can_fail() -> None:
    assert agrees("a\n...\nc\n", "a\nb\nb\nc\n")
    assert not agrees("a\n...\nc\n", "a\nb\n")
    assert agrees("took ... s\n", "took 0.3 s\n")
    assert not agrees("took ... s\n", "took\n s\n")
    assert not agrees("", "a\n")
    assert commands("$ a \\\n  b\nout\n$ c\n") == [("a \\\n  b", "out\n"), ("c", "")]
