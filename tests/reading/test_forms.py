"""One call in every form that is read: each gives the same request; mutated, each ends in a request or an error."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curl2sms import layers, reading
from curl2sms.converting import convert
from curl2sms.errors import SampleError, Source
from curl2sms.locating import locate
from curl2sms.sample_kinds import NAMES
from curl2sms.template import dump
from curl2sms.template.model import Template
from tests.examples import examples

CASES = Path(__file__).parent.parent / "cases" / "forms"
FORMS = sorted(path for path in CASES.glob("call.*") if path.suffix != ".sh")
KIND_OF = {
    "http": "http",
    "har": "har",
    "postman.json": "postman",
    "openapi.json": "openapi",
    "openapi.yaml": "openapi",
    "php": "php",
    "py": "python",
    "js": "javascript",
    "page.md": "url",
}
# Where a form says who asks by a scheme, without the credentials.
OPEN_CREDENTIALS = ("\ufdd0username\ufdd1", "\ufdd0password\ufdd1")


def source(path: Path) -> Source:
    return Source(path.name, path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_the_same_call_in_each_form(path: Path) -> None:
    found, wanted = reading.read(source(path)), reading.read(source(CASES / "call.sh")).request
    assert found.kind == KIND_OF[path.name.partition(".")[2]]
    request = found.request
    assert (request.method, request.url) == (wanted.method, wanted.url)
    assert dict(request.headers) == dict(wanted.headers)
    assert request.basic == (wanted.basic if found.kind != "openapi" else OPEN_CREDENTIALS)
    assert json.loads(request.body or b"") == json.loads(wanted.body or b"")
    survey = locate(request)
    assert survey.recipient
    assert str(survey.recipient.field.place) == "json:/to"
    assert survey.message
    assert str(survey.message.field.place) == "json:/text"


def test_every_kind_of_text_has_its_form() -> None:
    assert {*KIND_OF.values(), "curl"} == set(NAMES)
    assert set(KIND_OF) == {path.name.partition(".")[2] for path in FORMS}


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_each_form_gives_the_same_template(path: Path) -> None:
    """All but how the body spells its JSON, which each form keeps as its client writes it."""
    made, wanted = (comparable(convert(source(one)).template) for one in (path, CASES / "call.sh"))
    if made["endpoint"] == wanted["endpoint"] and path.name.startswith("call.openapi"):
        wanted |= {one: made[one] for one in ("authentication", "variables")}
    assert made == wanted


def comparable(made: Template) -> dict[str, Any]:
    """A template as data: without its name, with its headers in one order and its body decoded."""
    data: dict[str, Any] = json.loads(dump(made))
    del data["name"]
    data["headers"] = sorted((pair["key"], pair["value"]) for pair in data["headers"])
    data["parameters"]["body"] = json.loads(data["parameters"]["body"])
    return data


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_number_and_text_are_found_in_each_form(path: Path) -> None:
    sample = source(path)
    spans = {str(one.place): one.span for one in layers.fields(reading.read(sample).request)}
    shown = {place: sample.text[span.start : span.end] for place, span in spans.items() if span}
    assert shown["json:/to"].strip("'\"") == "447700900123"
    assert "9" in shown["json:/text"]
    assert "more" in shown["json:/text"]


def mutated(text: str, edits: list[tuple[float, float, int, str]]) -> str:
    """A text with stretches taken out, doubled, exchanged or replaced, at places given as shares of its length."""
    for first, second, what, new in edits:
        start, end = sorted((int(first * len(text)), int(second * len(text))))
        end = min(end, start + 200)
        part = text[start:end]
        text = text[:start] + ("", part * 2, part[::-1], new)[what] + text[end:]
    return text


SHARE = st.floats(0, 1)
NEW = st.sampled_from(
    [
        "{{",
        "}}",
        "{",
        "]",
        '"',
        "\\",
        "\n\n",
        "&a ",
        "*a",
        "!!x ",
        "$ref: '#/'",
        '{"$ref": "#/paths"}',
        "null",
        "\ufdd0",
        "- ",
        ": ",
        "{{base}}",
        "HTTP/1.1",
        "###",
        "\x00",
        "é😀",
    ]
)
EDITS = st.lists(st.tuples(SHARE, SHARE, st.integers(0, 3), NEW), min_size=1, max_size=4)


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
@examples(60)
@given(edits=EDITS)
def test_whatever_is_done_to_a_form_it_is_read_or_refused(
    path: Path, edits: list[tuple[float, float, int, str]]
) -> None:
    sample = Source(path.name, mutated(source(path).text, edits))
    for kind in (None, KIND_OF[path.name.partition(".")[2]]):
        try:
            found = reading.read(sample, kind=kind)
        except SampleError as refused:
            spans = [refused.note.span]
        else:
            spans = [found.span, *(said.span for said in found.notes)]
        assert all(span is None or 0 <= span.start <= span.end <= len(sample.text) for span in spans)
