"""Many samples at once: each has an entry of its own, and what can't be is refused before anything is written."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from curl2sms.cli import conversions, main

ROOT = Path(__file__).parent.parent.parent
SAMPLES = {
    "one.sh": "curl https://one.example/send -d to=447700900123 -d 'text=Hello you' -d from=YOUR_SENDER",
    "broken.sh": 'curl "https://two.example/send -d password=s3cr3t99',
    "asks.sh": "curl https://three.example/send -d first=447700900123 -d second=447700900124 -d 'text=Hello you'",
    "two.sh": "curl http://four.example/send -d to=447700900123 -d 'text=Hello you'",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, sample in SAMPLES.items():
        Path(name).write_text(sample, encoding="utf-8")
    return tmp_path


def entries(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_one_sample_goes_into_a_folder_too(folder: Path) -> None:
    assert main(["convert", "on?.sh", "-o", "made/"]) == 0
    assert [path.name for path in (folder / "made").iterdir()] == ["one.json"]
    assert main(["convert", "one.sh", "-o", "made/"]) == 2


def test_one_bad_file_stops_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["convert", *SAMPLES, "nowhere.sh", "-o", "made/", "--format", "jsonl"]) == 2
    said = capsys.readouterr()
    found = entries(said.out)
    assert [(one["file"], one["state"], one["output"]) for one in found] == [
        ("one.sh", "converted", "made/one.json"),
        ("broken.sh", "error", None),
        ("asks.sh", "question", None),
        ("two.sh", "converted", "made/two.json"),
        ("nowhere.sh", "error", None),
    ]
    one, broken, asks, two, nowhere = found
    assert (one["unfilled"], two["unfilled"]) == (["form:from"], [])
    assert (broken["error"]["id"], broken["error"]["line"], broken["error"]["column"]) == ("quote-unclosed", 1, 6)
    assert asks["candidates"] == [
        {"typed": "--to form:first", "value": "447700900123"},
        {"typed": "--to form:second", "value": "447700900124"},
    ]
    assert [(note["id"], note["kind"], note["line"]) for note in two["notes"]] == [("plain-http", "warning", 1)]
    assert nowhere["error"]["id"] == "file-unreadable"
    assert sorted(path.name for path in (folder / "made").iterdir()) == ["one.json", "two.json"]
    assert "broken.sh:1:6: error: Unclosed quote" in said.err
    assert "question" in said.err
    assert said.err.splitlines()[-4:] == [
        "2  converted",
        "1  asked",
        "2  refused",
        "1  with values still to be filled in",
    ]
    assert "s3cr3t99" not in said.out + said.err


def test_each_is_converted_as_it_is_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["convert", "one.sh", "two.sh", "-o", "made"]) == 0
    together = capsys.readouterr()
    assert together.out == ""
    for name in ("one", "two"):
        assert main(["convert", f"{name}.sh"]) == 0
        alone = capsys.readouterr()
        assert (folder / "made" / f"{name}.json").read_text(encoding="utf-8") == alone.out
        assert alone.err in together.err


def test_options_and_values_are_for_all(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    argv = ["convert", "one.sh", "asks.sh", "-o", "made", "--format", "jsonl", "--set", "form:from=ACME"]
    assert main(argv) == 2
    assert [one["state"] for one in entries(capsys.readouterr().out)] == ["converted", "error"]
    assert '"ACME"' in (folder / "made" / "one.json").read_text(encoding="utf-8")
    assert main(["convert", "asks.sh", "-o", "made", "-j", "1", "--to", "form:second"]) == 0
    assert json.loads((folder / "made" / "asks.json").read_text(encoding="utf-8"))["parameters"]["pairs"][1] == {
        "key": "second",
        "value": "$$To",
    }


def test_nobody_is_asked(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr("curl2sms.cli.ask.ask", lambda _: pytest.fail("a question was asked"))
    assert main(["convert", "asks.sh", "two.sh", "-o", "made"]) == 2
    assert "--to form:second" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["one.sh", "two.sh"], "2 samples need a folder"),
        (["one.sh", "two.sh", "-o", "-"], "2 samples need a folder"),
        (["one.sh", "-", "-o", "made"], "standard input has no name"),
        (["--force", "-o", "made"], "standard input has no name"),
        (["one.sh", "two.sh", "--clipboard", "-o", "made"], "Both --clipboard and a FILE were given"),
        (["one.sh", "one.sh", "-o", "made"], "one.sh and one.sh would both become made/one.json"),
        (["one.sh", "sub/ONE.txt", "-o", "made"], "one.sh and sub/ONE.txt would both become made/ONE.json"),
        (["one.sh", "two.sh", "-o", "full"], "full/two.json already exists (files: 1)"),
        (["two.sh", "own.json", "-o", ".", "--force"], "own.json is the input"),
        (["one.sh", "two.sh", "-o", "two.sh"], "The folder two.sh can't be created"),
        (["one.sh", "two.sh", "-o", "made", "-j", "0"], "at least 1"),
        (["one.sh", "two.sh", "-o", "made", "--batch", "5000"], "5000"),
        (["one.sh", "two.sh", "-o", "made", "--set", "form:from=@env:NOT_SET_AT_ALL"], "NOT_SET_AT_ALL"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_written(
    argv: list[str], words: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "full").mkdir()
    for name in ("full/two.json", "own.json"):
        (folder / name).write_text("kept", encoding="utf-8")
    before = sorted(folder.rglob("*"))
    assert main(["convert", *argv]) == 2
    said = capsys.readouterr()
    assert words in said.err
    assert (said.out, sorted(folder.rglob("*"))) == ("", before)
    assert {(folder / name).read_text(encoding="utf-8") for name in ("full/two.json", "own.json")} == {"kept"}


def test_force_replaces_what_is_there(folder: Path) -> None:
    (folder / "two.json").write_text("old", encoding="utf-8")
    assert main(["convert", "one.sh", "two.sh", "-o", ".", "--force"]) == 0
    assert json.loads((folder / "two.json").read_text(encoding="utf-8"))["name"] == "four"


def test_what_cannot_be_written_is_an_entry_of_its_own(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "one.json").symlink_to("elsewhere")
    assert main(["convert", "one.sh", "two.sh", "-o", ".", "--force", "--format", "jsonl"]) == 2
    one, two = entries(capsys.readouterr().out)
    assert (one["state"], one["error"]["id"], two["state"]) == ("error", "file-is-link", "converted")


def test_a_defect_at_one_sample_stops_no_other(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    convert = conversions.convert_once

    def fails_at_one(source: Any, *given: Any) -> Any:
        if source.name == "one.sh":
            raise ZeroDivisionError
        return convert(source, *given)

    monkeypatch.setattr(conversions, "convert_once", fails_at_one)
    assert main(["convert", "one.sh", "two.sh", "-o", "made", "--format", "jsonl"]) == 2
    said = capsys.readouterr()
    assert [one["state"] for one in entries(said.out)] == ["error", "converted"]
    assert "this is a bug in curl2sms" in said.err


@pytest.mark.slow
def test_several_processes_give_the_same_in_the_same_order(folder: Path, command_environment: dict[str, str]) -> None:
    def run(*options: str) -> tuple[int, str, str]:
        argv = [sys.executable, "-m", "curl2sms", "convert", *SAMPLES, "-o", "made", "--force", "--format", "jsonl"]
        done = subprocess.run([*argv, *options], capture_output=True, text=True, check=False, env=command_environment)
        return done.returncode, done.stdout, done.stderr

    assert run("-j", "2") == run()


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="groups of processes are POSIX's")
@pytest.mark.parametrize("processes", ["1", "2"])
def test_ctrl_c_ends_all(processes: str, folder: Path, command_environment: dict[str, str]) -> None:
    names = [f"{number}.sh" for number in range(300)]
    for name in names:
        shutil.copy("two.sh", name)
    argv = [sys.executable, "-m", "curl2sms", "convert", *names, "-o", "made", "-j", processes, "--format", "jsonl"]
    with subprocess.Popen(
        argv,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=command_environment,
        start_new_session=True,
        text=True,
    ) as running:
        assert running.stdout
        running.stdout.readline()
        os.killpg(running.pid, signal.SIGINT)
        out, err = running.communicate(timeout=60)
    assert (running.returncode, err.splitlines()[-1]) == (130, "Interrupted.")
    assert "Traceback" not in err
    assert len(out.splitlines()) < 299
