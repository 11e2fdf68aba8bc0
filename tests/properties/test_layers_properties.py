"""Every value of every layer and nesting is found, and can be written; the standard library's decoders judge."""

from __future__ import annotations

import csv as std_csv
import io
import json as std_json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from urllib.parse import parse_qsl

import pytest
from hypothesis import HealthCheck, assume, example, given
from hypothesis import strategies as st

from curl2sms.errors import SampleError, UnfitError
from curl2sms.http import HttpRequest, split_url
from curl2sms.layers import (
    Edit,
    Field,
    Style,
    body_syntax,
    body_text,
    csv,
    fields,
    form,
    insert,
    json,
    place,
    raw_span,
    slots,
    without,
    write,
    xml,
)
from curl2sms.layers.charset import charset_of, text_of
from curl2sms.layers.edits import apply
from curl2sms.layers.fields import LAYERS, NestedDocument, roots, walk
from curl2sms.tokens import cut
from tests.decoders import decoded, json_leaves
from tests.examples import examples
from tests.strategies import MadeRequest, requests, texts

ordinary = examples(suppress=[HealthCheck.filter_too_much, HealthCheck.data_too_large])
styles = st.sampled_from([Style("+"), Style("%20")])


@ordinary
@given(requests())
def test_all_values_are_found(made: MadeRequest) -> None:
    assert body_syntax(made.request) == made.syntax
    documents = (one for one in walk(made.request) if isinstance(one, NestedDocument))
    assert {str(one.place): one.syntax for one in documents} == made.documents
    assert {str(field.place): field.value for field in fields(made.request)} == made.values
    assert decoded(made.request, made.syntax, made.documents) == made.values


def chosen(draw: st.DrawFn, request: HttpRequest, *, names: bool = False) -> Field:
    """One of the request's fields, the Content-Type aside, which decides how the body is read."""
    found = [field for field in fields(request, names=names) if str(field.place) != "header:Content-Type"]
    assume(found)
    return draw(st.sampled_from(found))


def fits(field: Field, value: str, *, whole: bool = True) -> bool:
    """Whether the place of a field can carry a text, by what the standards say of each layer around it."""
    if field.kind in ("number", "literal", "bare", "part"):
        return value in ("12", "447700900123", "007")[: 2 if whole else 3]
    last = field.hops[-1].layer
    if last == "header" and (any((c < " " and c != "\t") or c == "\x7f" for c in value) or value != value.strip(" \t")):
        return False
    if last == "path" and value in ("", ".", ".."):
        return False
    if last == "csv" and field.kind != "quoted" and not whole and any(c in value for c in '",\r\n'):
        return False
    seen_raw = value  # by an XML layer: JSON and percent-encoding take control characters out of its way
    for hop in reversed(field.hops):
        if hop.layer == "json":
            seen_raw = "".join(c for c in seen_raw if c >= " ")
        elif hop.layer in ("percent", "base64"):
            seen_raw = ""
        elif hop.layer == "xml" and any((c < " " and c not in "\t\n\r") or c in "\ufffe\uffff" for c in seen_raw):
            return False
    return True


@ordinary
@given(st.data(), requests(), texts | st.sampled_from(["12", "447700900123"]), styles)
def test_any_text_can_be_written_anywhere(data: st.DataObject, made: MadeRequest, text: str, style: Style) -> None:
    """DESIGN property: a text arrives as that text, or is refused where its place can't carry it."""
    field = data.draw(st.composite(chosen)(made.request), label="field")
    try:
        written = write(made.request, {field: text}, style)
    except UnfitError:
        assert not fits(field, text)
        return
    assert decoded(written, made.syntax, made.documents) == {**made.values, str(field.place): text}


@ordinary
@given(st.data(), requests(), texts, styles)
def test_only_the_span_changes(data: st.DataObject, made: MadeRequest, text: str, style: Style) -> None:
    field = data.draw(st.composite(chosen)(made.request), label="field")
    assume(fits(field, text))
    try:
        span = raw_span(field, 0, len(field.value))
    except ValueError:
        return  # in base64, or the value of <a/>
    written = write(made.request, {field: text}, style)
    before = field.hops[0].text
    layer, name = root_of(field)
    after = text_of_root(written, layer, name)
    assert after.startswith(before[: span.start])
    assert after.endswith(before[span.end :])
    assert len(after) >= span.start + len(before) - span.end
    assert with_root(written, layer, name, before) == made.request


@ordinary
@given(st.data(), requests(), texts, styles)
def test_a_token_carries_any_text(data: st.DataObject, made: MadeRequest, text: str, style: Style) -> None:
    """A token put in place of a part of a value, then filled: that part is the text, whatever the text looks like."""
    field = data.draw(st.composite(chosen)(made.request), label="field")
    assume(field.kind not in ("number", "literal"))
    start = data.draw(st.integers(0, len(field.value)), label="start")
    end = data.draw(st.integers(start, len(field.value)), label="end")
    marked = insert(made.request, {field: [Edit(start, end, "${PROBE}")]}, style)
    root = next(root for root in roots(marked) if (root.layer, root.name) == root_of(field))
    tokens = [token for token in cut(root.text) if token.name == "PROBE"]
    at = field.place if root.layer == "header" else None
    places = slots(root.text, root.layer, at, made.documents, tokens)
    (slot,) = places
    assert slot.at == field.place
    wanted = field.value[:start] + text + field.value[end:]
    try:
        filled = places.fill([text], style)
    except UnfitError:
        assert not fits(field, wanted) or not fits(field, text, whole=(start, end) == (0, len(field.value)))
        return
    assert decoded(with_root(marked, root.layer, root.name, filled), made.syntax, made.documents) == {
        **made.values,
        str(field.place): wanted,
    }


@ordinary
@given(requests())
def test_spans_spell_the_values(made: MadeRequest) -> None:
    """Each character of a value has a stretch of its own in the wire text, in order, and together they are all."""
    for found in fields(made.request, names=True):
        for hop in found.hops:
            raw = hop.text[hop.leaf.span.start : hop.leaf.span.end]
            if hop.layer == "base64" or hop.leaf.kind.startswith("empty"):
                continue
            offsets = list(LAYERS[hop.layer].offsets(raw, hop.leaf.kind))
            assert len(offsets) == len(hop.leaf.value) + 1
            assert offsets == sorted(offsets)
            assert offsets[-1] == len(raw)


@ordinary
@given(st.data(), requests())
def test_members_go_with_their_separators(data: st.DataObject, made: MadeRequest) -> None:
    """A pair, a header, a part or a member of an object goes, with all that is in it, and everything else stays."""
    field = data.draw(st.composite(chosen)(made.request), label="field")
    layer, name = field.place.steps[0].layer, field.place.steps[0].name
    assume(layer in ("query", "form", "header", "multipart", "json"))
    if layer == "json":
        name = "/" + name.split("/")[1]
    less = without(made.request, [place(layer, name)])
    gone = re.compile(rf"{layer}:{re.escape(name)}(?:[/>].*)?", re.DOTALL)
    left = {at: value for at, value in made.values.items() if not gone.fullmatch(at)}
    assert decoded(less, made.syntax, made.documents) == left


syntax_soup = st.text(
    st.sampled_from(list("{}[]<>\"'\\/:,=&%+;|!?-#$ \n\r\t&abu0123456789eE.")) | st.characters(), max_size=80
)
content_types = st.sampled_from(
    [
        "",
        "application/json",
        "application/x-www-form-urlencoded",
        "text/xml; charset=iso-8859-1",
        "text/csv",
        "text/plain; charset=shift_jis",
        "multipart/form-data; boundary=B",
        "text/plain; charset=utf-16",
    ]
)


@given(syntax_soup | st.binary(max_size=40), content_types, st.sampled_from(["", "--B\r\n", "{", "<a>", "a="]))
@example(b'{"a": "\\ud83d"}', "application/json", "")
@example(b"a=%ED%A0%80&b=\xff", "application/x-www-form-urlencoded", "")
def test_any_body_can_be_listed_and_kept(soup: str | bytes, content_type: str, start: str) -> None:
    """Nothing that is pasted stops the listing, and writing elsewhere keeps the body to the byte."""
    body = start.encode() + (soup.encode("utf-8", "surrogatepass") if isinstance(soup, str) else soup)
    request = HttpRequest("POST", "https://h/?q=1", (("Content-Type", content_type),), body)
    found = fields(request, names=True)
    assert all(walked in found or not isinstance(walked, Field) for walked in walk(request, names=True))
    for field in found:
        if field.place.steps[0].layer not in ("query", "path", "header") and "base64" not in str(field.place):
            text = field.hops[0].text
            assert text_of(body, charset_of(request)) == text
    assert write(request, {found[0]: "2"}, Style()).body == body


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=8,
)


@ordinary
@given(json_values, st.booleans(), st.sampled_from([None, 0, 2]))
def test_json_is_read_as_the_standard_reads_it(value: object, ascii_only: bool, indent: int | None) -> None:
    text = std_json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    assert json.mends(text) == []
    listed = {leaf.name: leaf.value for leaf in json.leaves(text) if not leaf.is_name}
    assert listed == dict(json_leaves(text))


@given(st.text(st.sampled_from(list('{}[]",:\\tfn01-.eau/ \n')), max_size=25))
@example('{"a":"\\/"}')
def test_json_refuses_no_strict_json_and_owns_up_to_leniency(text: str) -> None:
    try:
        std_json.loads(text)
    except ValueError:
        try:
            assert json.mends(text)
        except SampleError:
            return
    else:
        assert json.mends(text) == []


@given(st.text(st.sampled_from(list("{}[]\"',:\\t1/*# \n")), max_size=25))
@example("{a:'\\\\\"\\'', /* b */ \"c\\\n\": [x\ty, True, ], # d\n}")
def test_repaired_json_is_strict_and_says_the_same(text: str) -> None:
    try:
        mends = json.mends(text)
    except SampleError:
        return
    strict = apply(text, (edit for mend in mends for edit in mend.edits))
    std_json.loads(strict)
    assert json.mends(strict) == []
    python = {"True": "true", "False": "false", "None": "null"}
    said = [python.get(leaf.value, leaf.value) if leaf.kind == "bare" else leaf.value for leaf in json.leaves(text)]
    assert [leaf.value for leaf in json.leaves(strict)] == said


@given(
    st.lists(
        st.sampled_from(
            [
                "<a>",
                "</a>",
                "<b x='1' ",
                'y="&lt;"',
                ">",
                "/>",
                "t",
                " ",
                "&amp;",
                "&",
                "<![CDATA[",
                "]]>",
                "<!--",
                "-->",
                "\r\n",
                "&#65;",
                "<?p ?>",
                "é",
            ]
        ),
        max_size=12,
    )
)
def test_xml_is_read_as_the_standard_reads_it(pieces: list[str]) -> None:
    text = "".join(pieces)
    try:
        root = ET.fromstring(text.encode())  # noqa: S314 -- a text that this test has made
    except ET.ParseError:
        return
    listed = xml.leaves(text)
    wanted = "".join(root.itertext())
    assert "".join(leaf.value for leaf in listed if "@" not in leaf.name).split() == wanted.split()
    assert sorted(leaf.value for leaf in listed if "@" in leaf.name) == sorted(
        value for element in root.iter() for value in element.attrib.values()
    )


@given(st.text(st.sampled_from(list("&=+%abA41 é;#")), max_size=25))
def test_pairs_are_read_as_the_standard_reads_them(text: str) -> None:
    listed = [leaf.value for leaf in form.leaves(text)]
    wanted = [piece for pair in parse_qsl(text, keep_blank_values=True, errors="surrogateescape") for piece in pair]
    assert listed == wanted


@given(st.text(st.sampled_from(list('a1,;"\n\r ')), max_size=20))
def test_csv_is_read_as_the_standard_reads_it(text: str) -> None:
    try:
        rows = list(csv.rows(text, ","))
    except SampleError:
        return
    wanted = [row for row in std_csv.reader(io.StringIO(text, newline="")) if row]
    assert [[cell.value for cell in row] for row in rows] == wanted


@pytest.mark.parametrize("syntax", ["json", "xml"])
def test_deep_nesting_is_refused_not_suffered(syntax: str) -> None:
    text = {"json": "[" * 60_000, "xml": "<a>" * 60_000}[syntax]
    with pytest.raises(SampleError) as refused:
        LAYERS[syntax].leaves(text)
    assert refused.value.note.id == "nested-too-deep"


def root_of(field: Field) -> tuple[str, str]:
    first = field.place.steps[0]
    return first.layer, first.name if first.layer == "header" else ""


def text_of_root(request: HttpRequest, layer: str, name: str) -> str:
    """The text of one of a request's outermost layers."""
    if layer in ("query", "path"):
        return str(getattr(split_url(request.url), layer))
    return next(value for key, value in request.headers if key == name) if layer == "header" else body_text(request)


def with_root(request: HttpRequest, layer: str, name: str, text: str) -> HttpRequest:
    """The request with another text of one of its outermost layers."""
    url = split_url(request.url)
    if layer in ("query", "path"):
        part = {layer: text}
        return replace(request, url=str(replace(url, **part)))
    if layer == "header":
        return replace(request, headers=tuple((key, text if key == name else value) for key, value in request.headers))
    return replace(request, body=text.encode())
