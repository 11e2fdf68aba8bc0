"""Any text and any number survive rendering: the standard library's decoders get them back, or render refuses.

One pass over a template also means that a text which looks like a token arrives as that text.
"""

from __future__ import annotations

import base64
import csv
import email.message
import email.parser
import email.policy
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curl2sms import layers, template
from curl2sms.errors import UnfitError
from curl2sms.http import HttpRequest
from curl2sms.numbers import NumberFormat
from curl2sms.rendering import render, unrendered
from curl2sms.template.model import Basic, Document, Macro, Pair, Parameters, Template, Variable
from tests.examples import examples

TOKENS = ["$$To", "$$Body", "${KEY}", "$${KEY}", "$$$To", "$$Total", "${", "$$"]
TRICKY = [
    "+",
    "%41",
    "&amp;",
    "\\u0041",
    "]]>",
    '"',
    "'",
    "\\",
    "\r\n",
    "\r",
    "\t",
    " ",
    "&a=b",
    "#",
    "/",
    "..",
    ",",
    "\0",
]
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    st.lists(st.sampled_from([*TOKENS, *TRICKY, "a", "₹", "é", "😀"]), max_size=8).map("".join),
)
NUMBERS = st.from_regex(r"\+[1-9][0-9]{6,14}", fullmatch=True)


def _always(_text: str) -> bool:
    return True


def _in_header(text: str) -> bool:
    return not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", text) and text == text.strip(" \t")


def _in_xml(text: str) -> bool:
    """XML 1.0 2.2: Char."""
    return not re.search("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)


def _in_path(text: str) -> bool:
    return text not in {"", ".", ".."}


def _in_latin(text: str) -> bool:
    return all(ord(character) < 256 for character in text)


def _query(request: HttpRequest) -> dict[str, list[str]]:
    return parse_qs(urlsplit(request.url).query, keep_blank_values=True, strict_parsing=True, max_num_fields=20)


def _form(request: HttpRequest, charset: str = "utf-8") -> dict[str, list[str]]:
    assert request.body is not None
    return parse_qs(request.body.decode("ascii"), keep_blank_values=True, strict_parsing=True, encoding=charset)


def _json(request: HttpRequest) -> Any:
    assert request.body is not None
    return json.loads(request.body)


def _xml(request: HttpRequest) -> ET.Element:
    assert request.body is not None
    return _root(request.body)


def _root(document: bytes | str) -> ET.Element:
    return ET.fromstring(document)  # noqa: S314 - our own document


def _parts(request: HttpRequest) -> list[str]:
    """The values of a multipart's parts."""
    head = f"Content-Type: {request.header('Content-Type')}\r\n\r\n".encode()
    parser = email.parser.BytesParser(email.message.EmailMessage, policy=email.policy.HTTP)
    parts = [part.get_payload(decode=True) for part in parser.parsebytes(head + (request.body or b"")).iter_parts()]
    return [part.decode() for part in parts if isinstance(part, bytes)]


def _rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


@dataclass(frozen=True)
class Way:
    """A template, how a server reads number and text from its request, and which texts its place can carry."""

    template: Template
    decoded: Callable[[HttpRequest], tuple[str, str]]
    carries: Callable[[str], bool] = _always
    number: Callable[[str], str] = str


def _template(endpoint: str = "https://example.com/send", **values: Any) -> Template:
    return Template("way", "POST", endpoint, recipient=NumberFormat("e164"), **values)


def _raw(syntax: str, body: str, *documents: tuple[str, str], **values: Any) -> Template:
    parameters = Parameters("raw", syntax=syntax, body=body)
    return _template(parameters=parameters, documents=tuple(Document(*d) for d in documents), **values)


def _pairs(kind: str, pairs: dict[str, str], *documents: tuple[str, str], space: str = "+", **values: Any) -> Template:
    parameters = Parameters(kind, tuple(Pair(*pair) for pair in pairs.items()), space=space)
    return _template(parameters=parameters, documents=tuple(Document(*d) for d in documents), **values)


def _of(value: dict[str, list[str]]) -> tuple[str, str]:
    return value["to"][0], value["text"][0]


def _two(values: Iterable[str]) -> tuple[str, str]:
    number, text = values
    return number, text


def _digits(number: str) -> str:
    return number.removeprefix("+")


INNER = '{"to": "$$To", "text": "$$Body"}'
WAYS = {
    "query": Way(_template("https://example.com/?to=$$To&text=$$Body"), lambda r: _of(_query(r))),
    "query, blank as %20": Way(
        _template("https://example.com/?to=$$To&text=$$Body", parameters=Parameters(space="%20")),
        lambda r: (unquote(re.findall("to=([^&]*)", r.url)[0]), unquote(r.url.partition("text=")[2])),
    ),
    "name of a query parameter": Way(
        _template("https://example.com/?$$To=1&text=$$Body"), lambda r: (next(iter(_query(r))), _query(r)["text"][0])
    ),
    "path": Way(
        _template("https://example.com/to/$$To/text/$$Body"),
        lambda r: (unquote(r.url.split("/")[4]), unquote(r.url.split("/")[6])),
        _in_path,
    ),
    "header": Way(
        _template(headers=(Pair("X-To", "tel:$$To"), Pair("X-Text", "$$Body"))),
        lambda r: ((r.header("X-To") or "").removeprefix("tel:"), (r.header("X-Text") or "").strip(" \t")),
        _in_header,
    ),
    "form": Way(_pairs("form", {"to": "$$To", "text": "$$Body"}), lambda r: _of(_form(r))),
    "form, in Latin-1": Way(
        _pairs("form", {"to": "$$To", "text": "$$Body"}, charset="iso-8859-1"),
        lambda r: _of(_form(r, "iso-8859-1")),
        _in_latin,
    ),
    "multipart": Way(_pairs("multipart", {"to": "$$To", "text": "$$Body"}), lambda r: (_parts(r)[0], _parts(r)[1])),
    "JSON": Way(_raw("json", INNER), lambda r: (_json(r)["to"], _json(r)["text"])),
    "JSON, bare number": Way(
        _raw("json", '{"to": $$To, "text": "$$Body"}'),
        lambda r: (str(_json(r)["to"]), _json(r)["text"]),
        number=_digits,
    ),
    "JSON, bare number with a prefix": Way(
        _raw("json", '{"to": 99$$To, "text": ["$$Body"]}'),
        lambda r: (str(_json(r)["to"]).removeprefix("99"), _json(r)["text"][0]),
        number=_digits,
    ),
    "XML": Way(
        _raw("xml", '<?xml version="1.0"?><m to="$$To"><text>$$Body</text></m>'),
        lambda r: (_xml(r).attrib["to"], _xml(r).findtext("text") or ""),
        _in_xml,
    ),
    "XML, attribute in single quotes": Way(
        _raw("xml", "<m text='$$Body'><to>$$To</to></m>"),
        lambda r: (_xml(r).findtext("to") or "", _xml(r).attrib["text"]),
        _in_xml,
    ),
    "XML, CDATA": Way(
        _raw("xml", "<m><to>$$To</to><text><![CDATA[$$Body]]></text></m>"),
        lambda r: (_xml(r).findtext("to") or "", _xml(r).findtext("text") or ""),
        _in_xml,
    ),
    "CSV": Way(
        _raw("csv", 'number,text\n"$$To","$$Body"\n'),
        lambda r: _two(_rows((r.body or b"").decode())[1]),
    ),
    "text": Way(
        _raw("text", "$$To\n$$Body"),
        lambda r: ((r.body or b"").decode().split("\n", 1)[0], (r.body or b"").decode().split("\n", 1)[1]),
    ),
    "JSON in a form": Way(
        _pairs("form", {"data": INNER}, ("form:data", "json")),
        lambda r: _two(json.loads(_form(r)["data"][0]).values()),
    ),
    "XML in a query": Way(
        _template(
            "https://example.com/?xml=%3Cm+to=%27$$To%27%3E$$Body%3C/m%3E", documents=(Document("query:xml", "xml"),)
        ),
        lambda r: (_root(_query(r)["xml"][0]).attrib["to"], _root(_query(r)["xml"][0]).text or ""),
        _in_xml,
    ),
    "CSV in a multipart": Way(
        _pairs("multipart", {"csv": 'to,text\r\n"$$To","$$Body"\r\n'}, ("multipart:csv", "csv")),
        lambda r: _two(_rows(_parts(r)[0])[1]),
    ),
    "JSON in JSON": Way(
        _raw("json", '{"to": "$$To", "in": "{\\"text\\": \\"$$Body\\"}"}', ("json:/in", "json")),
        lambda r: (_json(r)["to"], json.loads(_json(r)["in"])["text"]),
    ),
    "JSON in JSON in a form": Way(
        _pairs(
            "form",
            {"d": '{"in": "{\\"to\\": \\"$$To\\", \\"text\\": \\"$$Body\\"}"}'},
            ("form:d", "json"),
            ("form:d>json:/in", "json"),
        ),
        lambda r: _two(json.loads(json.loads(_form(r)["d"][0])["in"]).values()),
    ),
    "JSON in CDATA": Way(
        _raw("xml", f"<m><![CDATA[{INNER}]]></m>", ("xml:/m", "json")),
        lambda r: _two(json.loads(_xml(r).text or "").values()),
        lambda text: _in_xml(text.translate(dict.fromkeys(range(0x20)))),
    ),
    "encoded once more": Way(
        _pairs("form", {"to": "$$To", "text": "$$Body"}, ("form:text", "percent")),
        lambda r: (_form(r)["to"][0], unquote(_form(r)["text"][0])),
    ),
    "base64 of JSON in JSON": Way(
        _raw(
            "json",
            json.dumps({"payload": INNER}),
            ("json:/payload", "base64"),
            ("json:/payload>base64", "json"),
        ),
        lambda r: _two(json.loads(base64.b64decode(_json(r)["payload"], validate=True)).values()),
    ),
    "base64 in a query": Way(
        _template("https://example.com/?to=$$To&text=$$Body", documents=(Document("query:text", "base64"),)),
        lambda r: (_query(r)["to"][0], base64.b64decode(_query(r)["text"][0], validate=True).decode()),
    ),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_the_ways_are_valid_templates(way: Way) -> None:
    assert template.load(template.dump(way.template), "way") == way.template


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
@examples(60)
@given(number=NUMBERS, text=TEXTS)
def test_number_and_text_survive(way: Way, number: str, text: str) -> None:
    try:
        request = render(way.template, number, text)
    except UnfitError:
        assert not way.carries(text)
        return
    assert way.carries(text)
    assert way.decoded(request) == (way.number(number), text)


@pytest.mark.parametrize("token", TOKENS)
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_a_text_like_a_token_arrives_as_that_text(way: Way, token: str) -> None:
    request = render(way.template, "+14155550123", token, variables={"KEY": "secret"}, macros={"Total": "12"})
    assert way.decoded(request)[1] == token


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_the_fields_of_a_template_hold_its_tokens(way: Way) -> None:
    values = " ".join(field.value for field in layers.fields(unrendered(way.template), names=True))
    assert "$$To" in values
    assert "$$Body" in values


@examples(100)
@given(value=TEXTS, macro=TEXTS)
def test_variables_and_macros_are_escaped_as_the_message_is(value: str, macro: str) -> None:
    made = Template(
        "x",
        "POST",
        "https://example.com/?key=${KEY}&to=$$To",
        authentication=Basic("user", "${LITERAL}"),
        parameters=Parameters("raw", syntax="json", body='{"k": "${KEY}", "id": "$$Id", "text": "$$Body"}'),
        recipient=NumberFormat("digits"),
        variables=(Variable("KEY"), Variable("LITERAL", value="${KEY}$$To")),
        macros=(Macro("Id"),),
    )
    request = render(made, "14155550123", "$$Id", variables={"KEY": value, "LITERAL": "no"}, macros={"Id": macro})
    assert _query(request)["key"] == [value]
    assert _json(request) == {"k": value, "id": macro, "text": "$$Id"}
    assert request.basic == ("user", "${KEY}$$To")
