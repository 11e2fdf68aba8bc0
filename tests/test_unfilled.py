"""One list of what is still to be filled in: the same wherever it is asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import curl2sms
from curl2sms import explaining, sending
from curl2sms.cli import main
from curl2sms.converting import convert
from curl2sms.errors import SampleError, SendError, Source
from curl2sms.proving import Verdict
from curl2sms.rendering import render
from curl2sms.sheet import sheet
from curl2sms.template import dump, load
from curl2sms.template.model import Template
from tests.judgement.rows import rows_of

CASES = Path(__file__).parent / "cases"
SAMPLES = sorted((CASES / "corpus").rglob("*.sh"))

SAMPLE = """SID=""
curl "https://YOUR_SUBDOMAIN.sms.example/Accounts/$SID/send?userid=<userid>&from=&ST=&trace=77" \\
  -u username:s3cr3t77 -d 'To=+447700900123' -d 'Body=Your parcel has left' -d 'key=xxxxxxxx==' -d api_token=tu_token
"""
PLACES = ["host", "authentication:username", "path:2", "query:userid", "query:from", "form:key", "form:api_token"]


@pytest.fixture(scope="module")
def template() -> Template:
    return convert(Source("sample", SAMPLE)).template


def test_a_conversion_and_its_notes_have_the_list() -> None:
    made = convert(Source("sample", SAMPLE))
    assert [one.at for one in made.unfilled] == PLACES
    assert sorted(note.at for note in made.notes if note.id == "value-unfilled") == sorted(PLACES)


def test_a_note_is_at_the_value() -> None:
    made = convert(Source("sample", SAMPLE))
    spans = {note.at: note.span for note in made.notes if note.id == "value-unfilled"}
    found = {at: SAMPLE[span.start : span.end] for at, span in spans.items() if span}
    for at, value in (("host", "YOUR_SUBDOMAIN.sms.example"), ("query:userid", "<userid>"), ("form:key", "xxxxxxxx==")):
        assert found[at] == value
    assert "username" in found["authentication:username"]


def test_an_explanation_has_the_list() -> None:
    found = explaining.explain(Source("sample", SAMPLE))
    assert [one.at for one in found.unfilled] == PLACES


def test_the_template_alone_has_the_list(template: Template) -> None:
    assert [one.at for one in curl2sms.unfilled(template)] == PLACES
    assert [one.at for one in curl2sms.unfilled(load(dump(template), "again"))] == PLACES


def test_a_verification_has_the_list(template: Template) -> None:
    warned = curl2sms.verify(template).of(Verdict.WARNING)
    assert [check.at for check in warned if check.name == "value-unfilled"] == PLACES


def test_a_sheet_has_the_list(template: Template) -> None:
    said = [note.message.partition(" still ")[0] for note in sheet(template).first if note.id == "sheet-unfilled"]
    assert said == PLACES


def test_a_message_is_refused_until_every_place_is_allowed(template: Template) -> None:
    request = render(template, "+447700900123", "Hello")
    (stop,) = sending.obstacles(sending.Outgoing(request, template))
    assert stop.id == "send-unfilled"
    assert ", ".join(PLACES) in stop.message
    (stop,) = sending.obstacles(sending.Outgoing(request, template, allow_unfilled=PLACES[1:]))
    assert "to be filled in: host." in stop.message
    assert list(sending.obstacles(sending.Outgoing(request, template, allow_unfilled=PLACES))) == []
    with pytest.raises(SendError):
        curl2sms.send(template, "+447700900123", "Hello")


def test_the_command_line_allows_a_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "provider.json"
    main(["convert", "-o", str(file), str(_written(tmp_path))])
    capsys.readouterr()
    words = ["send", str(file), "--to", "+447700900123", "--body", "Hello", "--dry-run"]
    allowed = [word for place in PLACES for word in ("--allow-unfilled", place)]
    assert main([*words, *allowed[2:]]) == 0
    assert "to be filled in: host." in capsys.readouterr().err
    assert main([*words, *allowed]) == 0
    assert "to be filled in" not in capsys.readouterr().err


def _written(folder: Path) -> Path:
    file = folder / "sample.sh"
    file.write_text(SAMPLE, encoding="utf-8")
    return file


@pytest.mark.slow
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_and_its_template_have_the_same_list(sample: Path) -> None:
    _same(sample.read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", rows_of("unfilled"), ids=lambda row: str(row["rule"]))
def test_a_rule_holds_for_the_template_too(row: dict[str, str]) -> None:
    for text in (row["sample"], row["instead"]):
        if text.startswith(("?", "/")):
            path = text if text.startswith("/") else f"/send{text}"
            _same(f"curl 'https://api.example{path.replace(' ', '+')}'")
        elif text.startswith("curl "):
            _same(text)


def _same(text: str) -> None:
    try:
        made = convert(Source("sample", text))
    except SampleError as error:
        pytest.skip(f"no template: {error.note.id}")
    again = load(dump(made.template), "template")
    told = [(one.at, one.why) for one in made.unfilled]
    assert [(one.at, one.why) for one in curl2sms.unfilled(again)] == told
    assert json.loads(dump(made.template))["name"]
