"""What escapes a value at a token: the layers around it, and what is beside it."""

from __future__ import annotations

import base64
import json

import pytest

from curl2sms.errors import SampleError, UnfitError
from curl2sms.layers import Place, Style, csv, form, header, multipart, parse_place, path, percent, place, slots, xml
from curl2sms.layers import base64 as base64_layer
from curl2sms.layers import body as body_layer
from curl2sms.layers import json as json_layer
from curl2sms.layers.fields import LAYERS
from curl2sms.layers.leaf import Layer
from curl2sms.tokens import cut

BODY = place("body")
# For type checkers too: each of the modules is a Layer.
MODULES: dict[str, Layer] = {
    "query": form,
    "path": path,
    "header": header,
    "form": form,
    "multipart": multipart,
    "json": json_layer,
    "xml": xml,
    "csv": csv,
    "body": body_layer,
    "percent": percent,
    "base64": base64_layer,
}


def test_the_layers_are_those_modules() -> None:
    assert {name: LAYERS[name] for name in MODULES} == MODULES
    with pytest.raises(KeyError):
        LAYERS["text"]


@pytest.mark.parametrize(
    ("layer", "kind", "around", "kinds"),
    [
        ("form", "value", ["", "", ""], ["value", "value"]),
        ("header", "value", ["", " ", ""], ["value", "value"]),
        ("header", "value", [" ", "a", " "], ["start", "end"]),
        ("header", "value", ["a", " ", "b"], ["inside", "inside"]),
        ("path", "segment", ["", "", ""], ["segment", "segment"]),
        ("path", "segment", ["", "."], ["segment beside a dot"]),
        ("path", "segment", [".", "."], ["segment beside dots"]),
        ("path", "segment", ["%2e", "."], ["segment beside dots"]),
        ("path", "segment", ["..", "."], ["part"]),
        ("json", "bare", ["", ""], ["bare"]),
        ("json", "bare", ["", "", ""], ["part", "part"]),
        ("json", "bare", ["1", ""], ["part"]),
        ("json", "string", ["a", ""], ["string"]),
        ("csv", "bare;", ["", ""], ["bare;"]),
        ("csv", "bare;", ["", "", ""], ["part;", "part;"]),
        ("csv", "quoted", ["a", ""], ["quoted"]),
        ("xml", "text", ["]", ""], ["text"]),
        ("xml", "cdata", ["", ""], ["cdata"]),
        ("xml", "cdata", ["", "", ""], ["cdata joint", "cdata joint"]),
        ("xml", "cdata", ["a]", "b", ">c"], ["cdata joint", "cdata joint"]),
        ("xml", "cdata", [">", "b", ""], ["cdata joint", "cdata"]),
        ("xml", "cdata", ["", "]", "c"], ["cdata joint", "cdata joint"]),
        ("xml", "cdata", ["a", "b", "c"], ["cdata", "cdata"]),
    ],
)
def test_what_escapes_a_part_depends_on_what_is_beside_it(
    layer: str, kind: str, around: list[str], kinds: list[str]
) -> None:
    assert LAYERS[layer].kinds_of_parts(kind, around) == kinds


def fill(text: str, layer: str, *values: str, at: Place = BODY, style: Style | None = None, **documents: str) -> str:
    return slots(text, layer, at, documents, list(cut(text))).fill(values, style or Style())


@pytest.mark.parametrize(
    ("layer", "text", "value", "filled"),
    [
        ("query", "a=$$To&b", "+44 7/x", "a=%2B44+7%2Fx&b"),
        ("query", "$$To=1", "a=b", "a%3Db=1"),
        ("path", "/send/$$To/x", "+44 a/b", "/send/%2B44%20a%2Fb/x"),
        ("path", "/send/.$$To", "..", "/send/..."),
        ("path", "/send/v$$To", "", "/send/v"),
        ("header", "Bearer $$To", "a b", "Bearer a b"),
        ("header", "<$$To>", " x ", "< x >"),
        ("text", "Hi $$To", "<&>", "Hi <&>"),
        ("json", '{"a":"$$To"}', 'q"\\\n\u2028é', '{"a":"q\\"\\\\\\n\u2028é"}'),
        ("json", "{'a':'$$To'}", 'it\'s "x"', "{'a':'it\\'s \"x\"'}"),
        ("json", '{"$$To":1}', 'a"', '{"a\\"":1}'),
        ("json", '{"a":$$To}', "447700900123", '{"a":447700900123}'),
        ("json", '{"a":91$$To}', "007", '{"a":91007}'),
        ("json", '{"a":$$To}', "true", '{"a":true}'),
        ("xml", "<a>$$To</a>", "<&>'\"\r\n", "<a>&lt;&amp;&gt;'\"&#13;\n</a>"),
        ("xml", '<a b="$$To"/>', "<&>'\"\r\n\t", '<a b="&lt;&amp;>\'&quot;&#13;&#10;&#9;"/>'),
        ("xml", "<a b='$$To'/>", "'\"", "<a b='&apos;\"'/>"),
        ("xml", "<a><![CDATA[$$To]]></a>", "a]]>b\r", "<a><![CDATA[a]]]]><![CDATA[>b]]>&#13;<![CDATA[]]></a>"),
        ("xml", "<a><![CDATA[$$To]]></a>", "x]]", "<a><![CDATA[x]]]]></a>"),
        ("xml", "<a><![CDATA[$$To>]]></a>", "x]]", "<a><![CDATA[x]]]]><![CDATA[>]]></a>"),
        ("xml", "<a><![CDATA[]]$$To]]></a>", ">", "<a><![CDATA[]]]]><![CDATA[>]]></a>"),
        ("csv", "$$To,x", 'a,"b"', '"a,""b""",x'),
        ("csv", "$$To;x", "a,b", "a,b;x"),
        ("csv", '"$$To",x', 'a,"b"', '"a,""b""",x'),
    ],
)
def test_each_place_has_its_escape(layer: str, text: str, value: str, filled: str) -> None:
    assert fill(text, layer, value) == filled


@pytest.mark.parametrize(
    ("layer", "text", "value", "note"),
    [
        ("path", "/$$To", "..", "text-no-path-segment"),
        ("path", "/$$To/x", "", "text-no-path-segment"),
        ("path", "/.$$To", ".", "text-no-path-segment"),
        ("path", "/..$$To", "", "text-no-path-segment"),
        ("path", "/.$$To%2E", "", "text-no-path-segment"),
        ("header", "$$To", "a\nb", "text-not-in-header"),
        ("header", "$$To", "\x00", "text-not-in-header"),
        ("header", "$$To!", " a", "text-blank-at-edge"),
        ("header", "!$$To", "a\t", "text-blank-at-edge"),
        ("json", '{"a":$$To}', "007", "text-no-json-number"),
        ("json", '{"a":$$To}', '"x"', "text-no-json-number"),
        ("json", '{"a":$$To}', "", "text-no-json-number"),
        ("json", '{"a":91$$To}', "1.5", "text-no-json-number"),
        ("json", '{"a":"$$To"}', "\ud83d", "text-not-in-charset"),
        ("query", "a=$$To", "\ud83d", "text-not-in-charset"),
        ("xml", "<a>$$To</a>", "\x00", "text-not-in-xml"),
        ("xml", "<a b='$$To'/>", "\uffff", "text-not-in-xml"),
        ("csv", "Hi $$To,x", "a,b", "text-not-in-cell"),
    ],
)
def test_what_a_place_cant_carry_is_refused(layer: str, text: str, value: str, note: str) -> None:
    with pytest.raises(UnfitError) as refused:
        fill(text, layer, value, at=place(layer, "x"))
    assert refused.value.note.id == note
    assert refused.value.note.at


@pytest.mark.parametrize(
    ("layer", "text"),
    [
        ("json", '{"a":1}$$To'),
        ("json", '{"a":"x" /* $$To */}'),
        ("xml", "<$$To/>"),
        ("xml", "<a><!-- $$To --></a>"),
        ("xml", "<a $$To='1'/>"),
    ],
)
def test_a_token_outside_all_values_is_refused(layer: str, text: str) -> None:
    with pytest.raises(SampleError):
        fill(text, layer, "x")


def test_charset() -> None:
    latin = Style(charset="iso-8859-1")
    assert fill("a=$$To", "query", "é b", style=latin) == "a=%E9+b"
    with pytest.raises(UnfitError) as refused:
        fill("a=$$To", "query", "₹", style=latin)
    assert "₹ (U+20B9)" in refused.value.note.message


def test_layers_compose_inner_first() -> None:
    text = '{"t":"<m a=\\"$$To\\">$$Body</m>"}'
    found = slots(text, "json", BODY, {"json:/t": "xml"}, list(cut(text)))
    assert [slot.layers for slot in found] == [
        (("xml", 'attribute "'), ("json", "string")),
        (("xml", "text"), ("json", "string")),
    ]
    assert [str(slot.at) for slot in found] == ["json:/t>xml:/m/@a", "json:/t>xml:/m"]
    assert json.loads(found.fill(['"', "<\n"], Style()))["t"] == '<m a="&quot;">&lt;\n</m>'


def test_undeclared_documents_are_texts() -> None:
    text = "a=%7B%22to%22%3A%22$$To%22%7D"
    assert fill(text, "query", '"') == "a=%7B%22to%22%3A%22%22%22%7D"
    found = slots(text, "query", None, {"query:a": "json"}, list(cut(text)))
    assert found.fill(['"'], Style()) == "a=%7B%22to%22%3A%22%5C%22%22%7D"


def test_base64_is_encoded_when_the_values_are_in() -> None:
    text = 'x{"to":"$$To","t":"$$Body"}'[1:]
    at = parse_place("form:data")
    found = slots(text, "text", at, {"form:data": "base64", "form:data>base64": "json"}, list(cut(text)))
    assert [slot.kind for slot in found] == ["string", "string"]
    filled = found.fill(["1", 'é"'], Style())
    assert json.loads(base64.b64decode(filled)) == {"to": "1", "t": 'é"'}


def test_base64_in_json_in_base64() -> None:
    text = '{"d":"Hi $$Body"}'
    documents = {"form:x": "base64", "form:x>base64": "json", "form:x>base64>json:/d": "base64"}
    filled = slots(text, "text", place("form", "x"), documents, list(cut(text))).fill(["a\nb"], Style())
    assert base64.b64decode(json.loads(base64.b64decode(filled))["d"]) == b"Hi a\nb"


def test_many_tokens_are_filled_in() -> None:
    text = '{"a":"' + "$$To " * 5_000 + '"}'
    assert len(fill(text, "json", *["1"] * 5_000)) == len(text) - 3 * 5_000
