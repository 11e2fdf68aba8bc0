"""Every console block of the documents is run, and what it shows is what the commands print.

A block is a row of commands, each after ``$ ``, with what they print below. All blocks of a document run in one folder,
a copy of the samples at hand, one after the other. ``...`` means what is left out or differs each time: alone on a
line for any lines, else for any characters. The Python that the documents show runs, and the JSON fits its schema.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jsonschema
import pytest

import curl2sms
from curl2sms import convert, load
from curl2sms.shipped import DATA

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
_SENDS_A_REMINDER = """
import urllib.parse
import urllib.request

def send_reminder(to, endpoint):
    pairs = {"apikey": "k3y", "numbers": to.lstrip("+"), "sender": "BISTRO", "message": "Your table is ready."}
    urllib.request.urlopen(endpoint, urllib.parse.urlencode(pairs).encode(), timeout=5)
"""
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


def blocks(document: str, language: str) -> list[str]:
    """The blocks of a document in a language."""
    text = (ROOT / document).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.M | re.S)


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


def test_the_fixture_is_used_as_it_is_shown(tmp_path: Path, command_environment: dict[str, str]) -> None:
    test = next(block for block in blocks("docs/engineers.md", "python") if "sms_provider" in block)
    (tmp_path / "test_shown.py").write_text(test, encoding="utf-8")
    (tmp_path / "reminders.py").write_text(_SENDS_A_REMINDER, encoding="utf-8")
    (tmp_path / "providers").mkdir()
    sample = ROOT / "samples" / "textlocal.sh"
    run(f"curl2sms convert {sample} --secrets env -o providers/textlocal.json", tmp_path, command_environment)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"],
        cwd=tmp_path,
        env=command_environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "1 passed" in done.stdout, done.stdout + done.stderr


def test_the_library_is_used_as_it_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[Any] = []

    def sends(*args: object) -> SimpleNamespace:
        sent.append(args)
        return SimpleNamespace(outcome=SimpleNamespace(verdict="accepted"))

    monkeypatch.setattr(curl2sms, "send", sends, raising=False)
    program = next(block for block in blocks("docs/engineers.md", "python") if "sms_provider" not in block)
    sample = (ROOT / "samples" / "plivo.sh").read_text(encoding="utf-8")
    exec(program, {"sample": sample, "key": "k3y"})  # noqa: S102  our own document
    assert len(sent) == 1


@pytest.mark.dask
@pytest.mark.skipif(not find_spec("dask"), reason="Dask is not installed (pip install '.[dask]')")
def test_an_engine_converts_as_it_is_shown(tmp_path: Path, command_environment: dict[str, str]) -> None:
    (program,) = (block for block in blocks("docs/engineers.md", "python") if "import dask" in block)
    (tmp_path / "many.py").write_text(program, encoding="utf-8")
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    (tmp_path / "samples" / "broken.sh").write_text("curl 'https://sms.example/send", encoding="utf-8")
    lines = run("python many.py", tmp_path, command_environment).splitlines()
    answers = {Path(answer["file"]): answer for answer in map(json.loads, lines)}
    assert list(answers) == sorted(path.relative_to(tmp_path) for path in (tmp_path / "samples").glob("*.sh"))
    assert answers[Path("samples/broken.sh")]["state"] == "error"
    plivo = (ROOT / "samples" / "plivo.sh").read_text(encoding="utf-8")
    assert load(answers[Path("samples/plivo.sh")]["template"]) == convert(plivo).template


@pytest.mark.parametrize(("number", "schema"), [(0, "catalog"), (1, "platforms")])
def test_what_is_added_fits_its_schema(number: int, schema: str) -> None:
    shown = json.loads(blocks("docs/adding.md", "json")[number])
    jsonschema.validate(shown, json.loads((DATA / f"{schema}.schema.json").read_text(encoding="utf-8")))


def test_the_comparison_can_fail() -> None:
    assert agrees("a\n...\nc\n", "a\nb\nb\nc\n")
    assert not agrees("a\n...\nc\n", "a\nb\n")
    assert agrees("took ... s\n", "took 0.3 s\n")
    assert not agrees("took ... s\n", "took\n s\n")
    assert not agrees("", "a\n")
    assert commands("$ a \\\n  b\nout\n$ c\n") == [("a \\\n  b", "out\n"), ("c", "")]
