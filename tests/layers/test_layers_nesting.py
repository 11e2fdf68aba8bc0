"""What is a document, and what only looks like one; what a body is."""

from __future__ import annotations

import base64

import pytest

from curl2sms.http import HttpRequest, stand_in
from curl2sms.layers import body_notes, body_syntax, fields, find, parse_place
from curl2sms.layers.fields import NestedDocument, walk
from curl2sms.layers.nesting import document_in

FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    "value",
    [
        "{name}",
        "{{to}}",
        "{to: phone}",
        "[x]",
        "[name, number]",
        "{}",
        "[]",
        "[URGENT] Call now",
        '{"a"}',
        "<phone>",
        "<your number>",
        "<p>Hello <b>you</b></p>",
        "<to>447700900123</to>",
        "447700900123,447700900124",
        "Hello, Bob\nBye, Bob",
        "447700900123\n447700900124",
        "50% off",
        "100%25",
        "https://example.com/?a=%20b",
        "ZmFrZS1rZXktMDU=",
        "MDEyMzQ1Njc4OWFiY2RlZg==",
        "true",
        "",
        " ",
    ],
)
def test_look_alikes_are_texts(value: str) -> None:
    assert document_in(value) is None


@pytest.mark.parametrize(
    ("value", "syntax"),
    [
        ('{"to": "447700900123"}', "json"),
        ("{to: 447700900123, text: 'hi'}", "json"),
        ('{"to": $$To}', "json"),
        ("[" + stand_in("TO") + "]", "json"),
        ("[447700900123]", "json"),
        (' [{"a": {"b": []}}]\n', "json"),
        ("<m><to>1</to></m>", "xml"),
        ('<m to="1"/>', "xml"),
        ('<?xml version="1.0"?><to>1</to>', "xml"),
        ("447700900123,Hello\n447700900124,Bye", "csv"),
        ('number;text\n447700900123;"a;b"\n', "csv"),
        ("%E0%A4%A8%E0%A4%AE", "percent"),
        ("Your%20code%20is%201234", "percent"),
        ("%7B%22to%22%3A1%7D", "percent"),
        (base64.b64encode(b'{"to":"447700900123"}').decode(), "base64"),
        (base64.b64encode(b"Your order is on its way").decode(), "base64"),
    ],
)
def test_documents_are_seen(value: str, syntax: str) -> None:
    found = document_in(value)
    assert found is not None
    assert found[0] == syntax


@pytest.mark.parametrize(
    ("content_type", "body", "syntax"),
    [
        (FORM, "to=1&text=hi", "form"),
        ("application/json", "to=1&text=hi", "form"),
        ("", "to[]=1", "form"),
        (FORM, "first name=x", "form"),
        (FORM, '{"to": 1}', "json"),
        (FORM, '{"to" = 1}', "json"),
        ("application/json", "{broken", "json"),
        (FORM, "{{payload}}", "text"),
        ("text/plain", "Hello", "text"),
        ("text/xml", "<broken", "xml"),
        (FORM, "<a><b>1</b></a>", "xml"),
        ("text/plain", "<name> wrote", "text"),
        ("text/csv", "447700900123,Hello", "csv"),
        ("text/plain", "447700900123,Hello\n447700900124,Bye", "csv"),
        ("text/csv", '[{"a": 1}]', "json"),
        ("multipart/form-data; boundary=B", "--B--", "multipart"),
        ("multipart/form-data; boundary=B", "to=1", "form"),
        (FORM, "", "text"),
    ],
)
def test_the_bodys_own_shape_decides(content_type: str, body: str, syntax: str) -> None:
    assert body_syntax(HttpRequest("POST", "https://h/", (("Content-Type", content_type),), body.encode())) == syntax


def test_no_body() -> None:
    assert body_syntax(HttpRequest("GET", "https://h/")) == "none"


def test_a_broken_body_is_one_text_and_is_reported() -> None:
    request = HttpRequest("POST", "https://h/", (("Content-Type", "application/json"),), b'{"to" => 1}')
    assert [str(field.place) for field in fields(request)] == ["header:Content-Type", "body"]
    (note,) = body_notes(request)
    assert (note.id, note.within and note.within.start) == ("json-broken", 6)


def test_leniency_of_xml_is_told_once_a_kind() -> None:
    request = HttpRequest(
        "POST", "https://h/", (("Content-Type", "text/xml"),), b"<a><b>x & y & z</b><c>&nbsp;</c></a>"
    )
    assert [note.id for note in body_notes(request)] == ["xml-lenient", "xml-lenient"]


def test_documents_in_documents_outermost_first() -> None:
    inner = '{"a": "<m><t>hi</t></m>"}'
    body = "data=" + base64.b64encode(inner.encode()).decode().replace("=", "%3D").replace("+", "%2B")
    request = HttpRequest("POST", "https://h/", (("Content-Type", FORM),), body.encode())
    assert [(str(one.place), one.syntax) for one in walk(request) if isinstance(one, NestedDocument)] == [
        ("form:data", "base64"),
        ("form:data>base64", "json"),
        ("form:data>base64>json:/a", "xml"),
    ]
    assert str(fields(request)[-1].place) == "form:data>base64>json:/a>xml:/m/t"


def test_names_are_listed_on_demand() -> None:
    request = HttpRequest("POST", "https://h/?447700900123=Hi&a&a", (), b'{"k": {"447700900124": 1}}')
    values = ["query:447700900123", "query:a", "query:a#2", "json:/k/447700900124"]
    assert [str(field.place) for field in fields(request)] == values
    assert [(str(f.place), f.value) for f in fields(request, names=True) if f.is_name] == [
        ("query:447700900123#", "447700900123"),
        ("query:a#", "a"),
        ("query:a#2#", "a"),
        ("json:/k#", "k"),
        ("json:/k/447700900124#", "447700900124"),
    ]


def test_a_number_at_a_lone_element_may_be_given() -> None:
    request = HttpRequest("POST", "https://h/", (), b"<a><b>1</b></a>")
    found = find(fields(request), parse_place("xml:/a/b[1]"))
    assert found is not None
    assert str(found.place) == "xml:/a/b"
    assert find(fields(request), parse_place("xml:/a/b[2]")) is None
    several = HttpRequest("POST", "https://h/", (), b"<a><b><c>1</c></b><b><c>2</c></b></a>")
    assert str(getattr(find(fields(several), parse_place("xml:/a[1]/b[1]/c[1]")), "place", "")) == "xml:/a/b[1]/c"
    assert find(fields(several), parse_place("xml:/a/b/c")) is None


def test_places_are_unique_whatever_the_names() -> None:
    request = HttpRequest("GET", "https://h/?a#2=1&a=2&a=3&a%23=4&a#2=5".replace("#", "%23"))
    found = [str(field.place) for field in fields(request, names=True)]
    assert len(set(found)) == len(found) == 10


def test_charsets() -> None:
    """Bytes that are not of the charset are kept; a stand-in is UTF-8 in any charset."""
    body = b"text=" + b"\xe9%E9" + f"&x={stand_in('NAME')}".encode()
    request = HttpRequest("POST", "https://h/", (("Content-Type", f"{FORM}; charset=ISO-8859-1"),), body)
    assert [field.value for field in fields(request)[1:]] == ["éé", stand_in("NAME")]
    unknown = HttpRequest("POST", "https://h/", (("Content-Type", f"{FORM}; charset=klingon"),), b"text=\xe9%E9")
    assert fields(unknown)[1].value == "\udce9\udce9"
    assert [note.id for note in body_notes(unknown)] == ["body-charset-unknown"]
    shift_jis = HttpRequest("POST", "https://h/", (("Content-Type", f"{FORM}; charset=Shift_JIS"),), b"text=%83A%83%41")
    assert fields(shift_jis)[1].value == "アア"
