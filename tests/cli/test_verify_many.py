"""``verify`` for folders of templates: what they mean, the numbers at the end, several processes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from curl2sms.cli import main

SAMPLE = "curl https://x.example/send -d to=447700900123 -d 'text=Hello you' -d from={sender}"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """Templates a, b (with a value still to be filled in) and c (no JSON), and a file that is none of them."""
    monkeypatch.chdir(tmp_path)
    for name, sender in {"a.sh": "ACME", "b.sh": "YOUR_SENDER"}.items():
        Path(name).write_text(SAMPLE.format(sender=sender), encoding="utf-8")
    assert main(["convert", "a.sh", "b.sh", "-o", "made"]) == 0
    Path("made/c.json").write_text("{", encoding="utf-8")
    Path("made/notes.txt").write_text("no template", encoding="utf-8")
    Path("made/folder.json").mkdir()
    Path("empty").mkdir()
    capsys.readouterr()
    return tmp_path


@pytest.mark.usefixtures("few_texts")
def test_a_folder_means_its_templates(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "made/", "made/a.json", "--format", "json"]) == 2
    said = capsys.readouterr()
    files = [one["file"] for one in json.loads(said.out)["templates"]]
    assert files == ["made/a.json", "made/b.json", "made/c.json", "made/a.json"]
    assert "not proven" not in said.err
    assert main(["verify", "empty"]) == 2
    assert "The folder empty has no *.json files." in capsys.readouterr().err


@pytest.mark.usefixtures("few_texts")
@pytest.mark.parametrize(
    ("options", "numbers"),
    [
        ([], "2  proven\n0  not proven\n1  refused\n1  with values still to be filled in\n"),
        (["--strict"], "0  proven\n2  not proven\n1  refused\n1  with values still to be filled in\n"),
    ],
)
def test_numbers_are_at_the_end(
    options: list[str], numbers: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", "made", *options]) == 2
    assert capsys.readouterr().err.endswith(numbers)


def test_an_annotation_is_at_the_line_of_what_is_wrong(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("made/c.json").write_text('{\n"version": 1,\n"name" "x"}', encoding="utf-8")
    assert main(["verify", "made/c.json", "--format", "github"]) == 2
    assert capsys.readouterr().out.startswith("::error file=made/c.json,line=3,title=template")


@pytest.mark.slow
def test_several_processes_give_the_same_reports(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def run(*options: str) -> list[object]:
        assert main(["verify", "made", "--format", "json", *options]) == 2
        reports = json.loads(capsys.readouterr().out)["templates"]
        return [(one["file"], one["ok"], one["counts"], one["checks"]) for one in reports]

    assert run("-j", "2") == run()
