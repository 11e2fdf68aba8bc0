"""The tokenizers: what they list, what they refuse and where."""

from __future__ import annotations

import sys

import pytest

from curl2sms.errors import SampleError
from curl2sms.http import HttpRequest
from curl2sms.layers import Edit, Style, fields, insert, multipart, write
from curl2sms.layers import csv as csv_layer
from curl2sms.layers import json as json_layer
from curl2sms.layers import xml as xml_layer


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ('{"a":1.10}', [("/a", "1.10", "number")]),
        ('{"a":"x","a":"y"}', [("/a", "x", "string"), ("/a#2", "y", "string")]),
        ('{"a/b":{"m~n":null}}', [("/a~1b/m~0n", "null", "literal")]),
        ('["\\ud83d\\ude00\\u00e9\\/"]', [("/0", "😀é/", "string")]),
        ('["\\ud83d"]', [("/0", "\ud83d", "string")]),
        (
            "[007, +27825550108, 12/05/2026]",
            [("/0", "007", "bare"), ("/1", "+27825550108", "bare"), ("/2", "12/05/2026", "bare")],
        ),
        ("{to: $$To, text: Hello there}", [("/to", "$$To", "bare"), ("/text", "Hello there", "bare")]),
        (
            "[${X}, {{to}}, <to>, http://x.y/z?a]",
            [
                ("/0", "${X}", "bare"),
                ("/1", "{{to}}", "bare"),
                ("/2", "<to>", "bare"),
                ("/3", "http://x.y/z?a", "bare"),
            ],
        ),
        ("{'a':'it\\'s',}", [("/a", "it's", "single-quoted")]),
        ('// c\n{"a": /* b */ "x"}', [("/a", "x", "string")]),
        ('{"a":"two\nlines"}', [("/a", "two\nlines", "string")]),
        ('"x"', [("", "x", "string")]),
        ("[[], {}]", []),
    ],
)
def test_json(text: str, listed: list[tuple[str, str, str]]) -> None:
    leaves = [leaf for leaf in json_layer.leaves(text) if not leaf.is_name]
    assert [(leaf.name, leaf.value, leaf.kind) for leaf in leaves] == listed
    assert all(leaf.kind != "bare" or text[leaf.span.start : leaf.span.end] == leaf.value for leaf in leaves)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ('{"a" => "b"}', 5),
        ('{"a": "b" "c": 1}', 10),
        ('{"a": "b"', 9),
        ('{"a": "b}', 6),
        ('{"a": }', 6),
        ("{“to”: “1”}", 1),
        ('{"a": "\\x"}', 7),
        ('{\\"a\\": 1}', 1),
        ('{"a": 1} x', 9),
        ("{a}", 2),
        ("", 0),
        ("[1,,2]", 3),
    ],
)
def test_broken_json_is_refused_with_its_place(text: str, at: int) -> None:
    with pytest.raises(SampleError) as refused:
        json_layer.leaves(text)
    assert refused.value.note.id == "json-broken"
    assert refused.value.note.within is not None
    assert refused.value.note.within.start == at


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ('<a b="1">t</a>', [("/a/@b", "1"), ("/a", "t")]),
        ("<a><b>1</b><c/><b>2</b></a>", [("/a/b[1]", "1"), ("/a/c", ""), ("/a/b[2]", "2")]),
        ("<s:E xmlns:s='u'><s:B>x</s:B></s:E>", [("/s:E/@xmlns:s", "u"), ("/s:E/s:B", "x")]),
        ("<a>x<b>y</b>z</a>", [("/a", "x"), ("/a/b", "y"), ("/a#2", "z")]),
        ("<a>\n<![CDATA[<x> & y]]>\n</a>", [("/a", "<x> & y")]),
        ("<a><![CDATA[&amp;\r\n\t]]></a>", [("/a", "&amp;\n\t")]),
        ("<a>&lt;&amp;&#65;&#x1F600;&nbsp;&</a>", [("/a", "<&A😀&nbsp;&")]),
        ("<a b='1\n2'>3\r\n4</a>", [("/a/@b", "1 2"), ("/a", "3\n4")]),
        ("<?xml version='1.0'?><!-- c --><a>  </a>", [("/a", "  ")]),
        ("<a>&#0;&#xD800;</a>", [("/a", "&#0;&#xD800;")]),
        ("<?xml version='1.0'?>\n<!DOCTYPE a SYSTEM 'http://127.0.0.1/a>.dtd'>\n<a>x</a>", [("/a", "x")]),
        ('<!DOCTYPE a PUBLIC "-//A//B" "a.dtd" ><a>x</a>', [("/a", "x")]),
        ("<!DOCTYPE a><a>x</a>", [("/a", "x")]),
    ],
)
def test_xml(text: str, listed: list[tuple[str, str]]) -> None:
    assert [(leaf.name, leaf.value) for leaf in xml_layer.leaves(text)] == listed


@pytest.mark.parametrize(
    ("text", "note", "at"),
    [
        ("<a><b></a>", "xml-broken", 6),
        ("<a>", "xml-broken", 3),
        ("<a b=1/>", "xml-broken", 2),
        ("<a b='1' b='2'/>", "xml-broken", 9),
        ("<a/><b/>", "xml-broken", 4),
        ("<a/>x", "xml-broken", 4),
        ("<a/><![CDATA[x]]>", "xml-broken", 4),
        ("<![CDATA[x]]><a/>", "xml-broken", 0),
        ("<a>1 < 2</a>", "xml-broken", 5),
        ("<a><!-- </a>", "xml-broken", 3),
        ("<a><![CDATA[x</a>", "xml-broken", 3),
        ('<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "xml-dtd", 0),
        ('<!DOCTYPE a SYSTEM "a.dtd" [<!ENTITY x "y">]><a>&x;</a>', "xml-dtd", 0),
        ("<!DOCTYPE a SYSTEM><a/>", "xml-dtd", 0),
        ("<a><!ELEMENT b ANY></a>", "xml-dtd", 3),
        ("<!DOCTYPE a><!DOCTYPE a><a/>", "xml-broken", 12),
        ("<a><!DOCTYPE a></a>", "xml-broken", 3),
        ("", "xml-broken", 0),
    ],
)
def test_ill_formed_xml_is_refused_with_its_place(text: str, note: str, at: int) -> None:
    with pytest.raises(SampleError) as refused:
        xml_layer.leaves(text)
    assert refused.value.note.id == note
    assert refused.value.note.within is not None
    assert refused.value.note.within.start == at


def test_unknown_entities_are_told() -> None:
    assert [problem.what for problem in xml_layer.problems("<a>&nbsp; & &amp;</a>")] == [
        "an unknown entity",
        "an unescaped &",
    ]


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("1,a\n2,b\n", [("1,1", "1"), ("1,2", "a"), ("2,1", "2"), ("2,2", "b")]),
        ('1;"a;""b"""\r\n', [("1,1", "1"), ("1,2", 'a;"b"')]),
        ("1;a, b\n2;c\n", [("1,1", "1"), ("1,2", "a, b"), ("2,1", "2"), ("2,2", "c")]),
        ("1\t\n", [("1,1", "1"), ("1,2", "")]),
        ("\n\n1|2", [("1,1", "1"), ("1,2", "2")]),
        (";a\n;b", [("1,1", ""), ("1,2", "a"), ("2,1", ""), ("2,2", "b")]),
        ("one", [("1,1", "one")]),
    ],
)
def test_csv(text: str, listed: list[tuple[str, str]]) -> None:
    assert [(leaf.name, leaf.value) for leaf in csv_layer.leaves(text)] == listed


@pytest.mark.parametrize(
    ("raw", "kind", "offsets"), [('a""b', "quoted", [0, 1, 3, 4]), ('a""b', "bare", [0, 1, 2, 3, 4])]
)
def test_a_doubled_quote_is_one_character_in_a_quoted_cell_alone(raw: str, kind: str, offsets: list[int]) -> None:
    assert list(csv_layer.offsets(raw, kind)) == offsets


def test_all_documents_of_a_request_share_one_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[fields.__module__], "MAX_LEAVES", 8)  # two names, two documents, four values
    assert len(fields(HttpRequest("GET", "https://h?a=[1,2]&b=[3,4]"))) == 4
    with pytest.raises(SampleError) as refused:
        fields(HttpRequest("GET", "https://h?a=[1,2]&b=[3,4,5]"))
    assert refused.value.note.id == "too-many-values"


def test_multipart_names_and_types() -> None:
    text = (
        '--B\r\nContent-Disposition: form-data; name="a%22b"\r\nContent-Type: text/plain\r\n\r\n1\r\n2\r\n'
        "--B\r\ncontent-disposition: form-data; filename=x; name=f\r\n\r\n\r\n--B--"
    )
    first, second = multipart.parts(text)
    assert (first.name, first.content_type, text[first.value.start : first.value.end]) == (
        'a"b',
        "text/plain",
        "1\r\n2",
    )
    assert (second.name, second.is_file, second.value.start) == ("f", True, second.value.end)


def test_a_value_can_be_given_where_there_is_none() -> None:
    request = HttpRequest("POST", "https://h/?flag&x", (), b'<a><b c="1"/></a>')
    flag, _, _, empty = fields(request)
    written = write(request, {flag: "1 2", empty: "<"}, Style())
    assert (written.url, written.body) == ("https://h/?flag=1+2&x", b'<a><b c="1">&lt;</b></a>')
    marked = insert(request, {flag: [Edit(0, 0, "$$To")], empty: [Edit(0, 0, "$$Body")]}, Style())
    assert (marked.url, marked.body) == ("https://h/?flag=$$To&x", b'<a><b c="1">$$Body</b></a>')
