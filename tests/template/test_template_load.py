"""Templates that are read, templates that are refused, and what is reported of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from curl2sms import template
from curl2sms.errors import Span, TemplateError
from curl2sms.template import schema
from curl2sms.template.model import Pair, Parameters, Template
from curl2sms.template.positions import spans

CASES = Path(__file__).parents[1] / "cases" / "template"
POSITIVE = sorted((CASES / "positive").glob("*.json"))
NEGATIVE = sorted((CASES / "negative").glob("*.json"))


@pytest.mark.parametrize("path", POSITIVE, ids=lambda path: path.stem)
def test_a_valid_template_is_read_and_written_again(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    read = template.load(text, path.name)
    written = template.dump(read)
    assert template.load(written, "again") == read
    assert json.loads(written) == {**_defaults(), **json.loads(text), "$schema": "urn:curl2sms:provider-template:1"}
    assert written.endswith("}\n")


def _defaults() -> dict[str, Any]:
    return {
        "authentication": {"type": "none"},
        "headers": [],
        "parameters": {"type": "none"},
        "recipient": {"format": "as-given"},
    }


@pytest.mark.parametrize("path", NEGATIVE, ids=lambda path: path.stem)
def test_an_invalid_template_is_refused_for_its_worst_defect(path: Path) -> None:
    note_id, _, pointer = path.with_suffix(".expected").read_text(encoding="utf-8").strip().partition(" ")
    with pytest.raises(TemplateError) as caught:
        template.load(path.read_text(encoding="utf-8"), path.name)
    error = caught.value
    assert (error.note.id, error.pointer) == (note_id, pointer)
    assert error.source is not None
    assert error.note.do
    assert {note.kind for note in (error.note, *error.others)} == {"error"}


def test_a_defect_is_shown_where_it_is_written() -> None:
    text = '{"version": 1, "name": "x", "method": "GET",\n "endpoint": "ftp://example.com/$$To/$$Body"}'
    with pytest.raises(TemplateError) as caught:
        template.load(text, "provider.json")
    span = caught.value.note.span
    assert span is not None
    assert text[span.start : span.end] == '"ftp://example.com/$$To/$$Body"'


def test_no_line_of_a_sample_is_shown() -> None:
    with pytest.raises(TemplateError) as caught:
        template.load("curl -u user:password https://example.com/", "sample.sh")
    assert caught.value.note.span is None


def test_all_defects_are_told() -> None:
    text = '{"version": 1, "name": 3, "method": "GET", "endpoint": "ftp://$$To.$$Body", "recipient": {"format": "x"}}'
    with pytest.raises(TemplateError) as caught:
        template.load(text, "provider.json")
    told = [caught.value.note.id, *(note.id for note in caught.value.others)]
    assert told == ["template-type", "template-choice", "template-unfit"]


def test_in_a_mixed_list_each_misfit_is_shown_once_at_its_own_member() -> None:
    data = json.loads((CASES / "positive" / "another-method.json").read_text(encoding="utf-8"))
    rule = {"at": "json:/id", "present": True}
    data["response"] = {"success": [{"rules": [rule]}, 5, {"rules": [rule, "odd"]}]}
    text = json.dumps(data)
    with pytest.raises(TemplateError) as caught:
        template.load(text, "provider.json")
    found = [one.span for one in (caught.value.note, *caught.value.others) if one.span]
    assert [text[span.start : span.end] for span in found] == ["5", '"odd"']


def test_what_would_hide_in_a_template_is_escaped_and_stays() -> None:
    odd = "a\u202eb\u200bc\x7f\u2066\U000e0041 हिन्दी é"
    made = Template(
        "x", "POST", "https://a.example/?to=$$To&t=$$Body", parameters=Parameters("form", (Pair("odd", odd),))
    )
    text = template.dump(made)
    assert r"a\u202eb\u200bc\u007f\u2066\udb40\udc41 हिन्दी é" in text
    assert template.load(text, "x").parameters == made.parameters


def test_a_byte_order_mark_is_no_defect() -> None:
    text = (CASES / "positive" / "plivo.json").read_text(encoding="utf-8")
    assert template.load("\ufeff" + text, "x") == template.load(text, "x")


def test_values_are_found_in_a_text() -> None:
    text = '\ufeff{"a": [], "b": [1, {"c": {}, "d/e": "x,]"}], "": {}, "z": -1.5e3}\n'
    found = {at: text[span.start : span.end] for at, span in spans(text).items()}
    assert found == {
        "": "{",
        "/a": '"a"',
        "/b": '"b"',
        "/b/0": "1",
        "/b/1": "{",
        "/b/1/c": '"c"',
        "/b/1/d~1e": '"x,]"',
        "/": '""',
        "/z": "-1.5e3",
    }
    assert spans("[]") == {"": Span(0, 1)}


def test_the_schema_ships_as_a_file_that_parses() -> None:
    assert json.loads(schema.text())["$id"] == "urn:curl2sms:provider-template:1"
