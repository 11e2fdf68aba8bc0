"""Hypothesis strategies: requests of every layer and every nesting, with what they mean.

What they hold is written by the standard library's encoders, in several spellings, never by the code under test.
"""

from __future__ import annotations

import base64
import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote, quote_plus
from xml.sax.saxutils import escape, quoteattr

from hypothesis import strategies as st

from curl2sms.http import HttpRequest
from curl2sms.layers.nesting import document_in

# Any text but lone surrogates and the two noncharacters that mark stand-ins.
any_texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufdd0\ufdd1"), max_size=30)

# Texts that break encoders, more often than chance finds them.
nasty_texts = st.sampled_from(
    [
        "Hello",
        "",
        " ",
        "50% off",
        "%41",
        "a+b",
        "a&b=c#d?e/f",
        'He said "hi"',
        "back\\slash \\n \\u0041",
        "two\nlines",
        "two\r\nlines\rthree",
        "tab\there",
        "<b>&amp;</b>",
        "]]>",
        "]]",
        ">",
        "it's",
        "₹ 500",
        "नमस्ते",
        "😀👩‍👩‍👧",
        "$$To $$Body ${X}",
        "{to}",
        "{{message}}",
        "[x]",
        "<phone>",
        ".",
        "..",
        "a;b,c|d",
        '"quoted"',
        "null",
        "007",
        "447700900123",
        "+447700900123",
        " edges ",
        "\u2028\u2029\u0085",
        "\x00\x01\x7f",
        "\ufeff\ufffe",
        "=?utf-8?q?x?=",
    ]
)
texts = nasty_texts | any_texts
plain_texts = texts.filter(lambda text: document_in(text) is None)  # no text that looks like a document
names = st.sampled_from(["to", "text", "a", "msg", "to[]", "sms.0.to", "x-y", "Number", "é"]) | st.text(
    "abcdefghijklmnopqrstuvwxyz_", min_size=1, max_size=6
)
xml_names = st.sampled_from(["SMS", "to", "message", "text", "number", "a-b", "x.y", "é"])


def _carried_by_xml(text: str) -> bool:
    return all(c in "\t\n" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff" for c in text)


xml_texts = plain_texts.filter(_carried_by_xml)
header_texts = plain_texts.filter(
    lambda text: text == text.strip(" \t") and not any(c < " " or c == "\x7f" for c in text)
)
numbers = st.integers(10**9, 10**13).map(str)


@dataclass(frozen=True)
class Made:
    """A document's text, its values by the name that their layer gives them, and the documents among them."""

    text: str
    values: dict[str, str]
    documents: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class MadeRequest:
    """A request, the syntax of its body, its values by their places, and the documents among them."""

    request: HttpRequest
    syntax: str
    values: dict[str, str]
    documents: dict[str, str]


def _inner(place: str, value: str | tuple[str, Made], into: Made) -> str:
    """Note a value that is a text or a document, under its place; its text."""
    if isinstance(value, str):
        into.values[place] = value
        return value
    syntax, made = value
    into.documents[place] = syntax
    for name, text in made.values.items():
        into.values[f"{place}>{syntax}{name}"] = text
    for name, inner in made.documents.items():
        into.documents[f"{place}>{syntax}{name}"] = inner
    return made.text


_booleans = st.booleans()
_gaps = st.sampled_from(["", "", " ", "\n  "])
_shapes = st.sampled_from(["value", "value", "value", "number", "literal", "array", "object"])
_json_numbers = st.sampled_from(["0", "-1", "1.10", "1e3", "447700900123", "123456789012345678901234567890"])
_literals = st.sampled_from(["true", "false", "null"])
_lengths = st.integers(1, 3)
_keys = st.lists(names | st.sampled_from(["a/b", "m~n", ""]), min_size=1, max_size=3, unique=True)


@st.composite
def json_documents(draw: st.DrawFn, contents: st.SearchStrategy[str | tuple[str, Made]]) -> Made:
    """An object or array as providers have them, in several spellings."""
    made = Made("", {})
    ascii_only = draw(_booleans)

    def write(value: object) -> str:
        return json.dumps(value, ensure_ascii=ascii_only)

    def item(pointer: str, depth: int) -> str:
        shape = draw(_shapes)
        if shape == "array" and depth < 2:
            items = [item(f"{pointer}/{i}", depth + 1) for i in range(draw(_lengths))]
            return "[" + gap() + f"{gap()},{gap()}".join(items) + gap() + "]"
        if shape == "object" and depth < 2:
            return members(pointer, depth + 1)
        if shape == "number":
            number = draw(_json_numbers)
            return _inner(f":{pointer}", number, made)
        if shape == "literal":
            return _inner(f":{pointer}", draw(_literals), made)
        return write(_inner(f":{pointer}", draw(contents), made))

    def members(pointer: str, depth: int) -> str:
        keys = draw(_keys)
        pieces = [
            f"{write(key)}{gap()}:{gap()}" + item(f"{pointer}/" + key.replace("~", "~0").replace("/", "~1"), depth)
            for key in keys
        ]
        return "{" + gap() + f"{gap()},{gap()}".join(pieces) + gap() + "}"

    def gap() -> str:
        return draw(_gaps)

    text = gap() + members("", 0) + gap()
    return Made(text, made.values, made.documents)


_attributes = st.lists(xml_names, max_size=2, unique=True)
_four, _six = st.integers(0, 3), st.integers(0, 5)
_line_gaps = st.sampled_from(["", "\n  "])
_declarations = st.sampled_from(["", '<?xml version="1.0" encoding="UTF-8"?>', "<!-- a comment -->"])


@st.composite
def xml_documents(draw: st.DrawFn, contents: st.SearchStrategy[str | tuple[str, Made]]) -> Made:
    """A document with attributes, CDATA, empty elements and repeated siblings."""
    made = Made("", {})
    contents = contents.filter(lambda value: _carried_by_xml(value if isinstance(value, str) else value[1].text))

    def element(name: str, path: str, depth: int) -> str:
        keys = draw(_attributes)
        attributes = "".join(f" {key}={attribute(_inner(f':{path}/@{key}', draw(contents), made))}" for key in keys)
        if depth < 3 and (depth == 0 or draw(_four) == 0):
            inside = [draw(xml_names) for _ in range(draw(_lengths))]
            children = []
            for i, child in enumerate(inside):
                number = f"[{inside[: i + 1].count(child)}]" if inside.count(child) > 1 else ""
                children.append(element(child, f"{path}/{child}{number}", depth + 1))
            gap = draw(_line_gaps)
            return f"<{name}{attributes}>{gap}{gap.join(children)}{gap}</{name}>"
        if draw(_six) == 0:
            _inner(f":{path}", "", made)
            return draw(
                st.sampled_from([f"<{name}{attributes}/>", f"<{name}{attributes} />", f"<{name}{attributes}></{name}>"])
            )
        text = _inner(f":{path}", draw(contents), made)
        if text and "]]>" not in text and "\r" not in text and draw(_booleans):
            return f"<{name}{attributes}><![CDATA[{text}]]></{name}>"
        return f"<{name}{attributes}>{escape(text, {chr(13): '&#xD;'})}</{name}>"

    def attribute(text: str) -> str:
        return quoteattr(text, {"\r": "&#13;", "\n": "&#10;", "\t": "&#9;"})

    declaration = draw(_declarations)
    root = draw(xml_names)
    text = declaration + element(root, f"/{root}", 0)
    return Made(text, made.values, made.documents)


@st.composite
def csv_documents(draw: st.DrawFn, contents: st.SearchStrategy[str | tuple[str, Made]]) -> Made:
    """Rows of a number and a text."""
    made = Made("", {})
    rows = []
    contents = contents.filter(lambda value: isinstance(value, tuple) or "\x00" not in value)
    for r in range(1, draw(st.integers(2, 3)) + 1):
        rows.append([_inner(f":{r},1", draw(numbers), made), _inner(f":{r},2", draw(contents), made)])
    out = io.StringIO(newline="")
    line_end = draw(st.sampled_from(["\n", "\r\n"]))
    quote_all = csv.writer(out, lineterminator=line_end, quoting=csv.QUOTE_ALL)
    # The writer leaves a lone carriage return bare, where readers see a line's end.
    all_in_quotes = any("\r" in text for _, text in rows) or draw(st.booleans())
    (quote_all if all_in_quotes else csv.writer(out, lineterminator=line_end)).writerows(rows)
    return Made(out.getvalue(), made.values, made.documents)


def percent_documents(texts_inside: st.SearchStrategy[str]) -> st.SearchStrategy[Made]:
    """A text percent-encoded once more, with a space in it."""
    return texts_inside.map(lambda text: f"{text} x").map(lambda text: Made(quote(text, safe=""), {"": text}))


@st.composite
def base64_documents(draw: st.DrawFn, contents: st.SearchStrategy[str | tuple[str, Made]]) -> Made:
    """A JSON document in base64."""
    inner = draw(json_documents(contents))
    made = Made("", {})
    text = _inner("", ("json", inner), made)
    return Made(base64.b64encode(text.encode()).decode(), made.values, made.documents)


def _nested(inside: st.SearchStrategy[str | tuple[str, Made]]) -> st.SearchStrategy[str | tuple[str, Made]]:
    kinds: dict[str, Callable[[st.SearchStrategy[str | tuple[str, Made]]], st.SearchStrategy[Made]]] = {
        "json": json_documents,
        "xml": xml_documents,
        "csv": csv_documents,
        "base64": base64_documents,
    }
    made: list[st.SearchStrategy[str | tuple[str, Made]]] = [
        st.tuples(st.just(kind), strategy(inside)).filter(lambda pair: _is_found(*pair))
        for kind, strategy in kinds.items()
    ]
    percent = st.tuples(st.just("percent"), percent_documents(texts)).filter(lambda pair: _is_found(*pair))
    return st.one_of(*made, percent)


def _is_found(kind: str, made: Made) -> bool:
    """Whether a document bears the evidence of one; what is found in doubt is no matter of these properties."""
    found = document_in(made.text)
    return found is not None and found[0] == kind


values: st.SearchStrategy[str | tuple[str, Made]] = st.recursive(
    plain_texts, lambda inside: plain_texts | _nested(inside), max_leaves=3
)


def _pair(name: str, value: str, spelling: str) -> str:
    spelt = quote_plus(value) if spelling == "plus" else quote(value, safe="!*'()")
    return f"{quote_plus(name)}={spelt}"


_segments = st.lists(plain_texts.filter(lambda text: text not in ("", ".", "..")), max_size=2)
_header_names = st.sampled_from(["X-To", "X-Text", "X-Key"])
_headers = st.lists(st.tuples(_header_names, header_texts), max_size=2, unique_by=lambda pair: pair[0])
_pairs, _some_pairs = (
    st.lists(st.tuples(names, values), min_size=least, max_size=3, unique_by=lambda pair: pair[0]) for least in (0, 1)
)
_spellings = st.sampled_from(["plus", "percent"])
_syntaxes = st.sampled_from(["none", "form", "json", "xml", "csv", "multipart"])
_documents = {"json": json_documents(values), "xml": xml_documents(values), "csv": csv_documents(values)}


@st.composite
def requests(draw: st.DrawFn) -> MadeRequest:
    """A request with values in path, query, headers and a body of any syntax, and documents in them to any depth."""
    made = Made("", {})
    segments = draw(_segments)
    pairs = draw(_pairs)
    headers = draw(_headers)
    spelling = draw(_spellings)

    query = "&".join(_pair(name, _inner(f"query:{name}", value, made), spelling) for name, value in pairs)
    path = "".join("/" + quote(_inner(f"path:{i}", segment, made), safe="") for i, segment in enumerate(segments, 1))
    syntax = draw(_syntaxes)
    body, content_type = _body(draw, syntax, spelling, made)
    headers_sent = [(name, _inner(f"header:{name}", value, made)) for name, value in headers]
    if content_type:
        headers_sent.append(("Content-Type", _inner("header:Content-Type", content_type, made)))
    url = f"https://api.example.com{path or '/'}" + (f"?{query}" if query else "")
    request = HttpRequest("POST", url, tuple(headers_sent), body)
    return MadeRequest(request, syntax, made.values, made.documents)


def _body(draw: st.DrawFn, syntax: str, spelling: str, made: Made) -> tuple[bytes | None, str]:
    if syntax == "none":
        return None, ""
    if syntax == "form":
        pairs = draw(_some_pairs)
        text = "&".join(_pair(name, _inner(f"form:{name}", value, made), spelling) for name, value in pairs)
        return text.encode(), "application/x-www-form-urlencoded"
    if syntax == "multipart":
        boundary = "------------------------0123456789abcdef"
        pieces = []
        pairs = draw(_some_pairs)
        for name, value in pairs:
            text = _inner(f"multipart:{name}", value, made)
            pieces.append(f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n')
        return ("".join(pieces) + f"--{boundary}--\r\n").encode(), f"multipart/form-data; boundary={boundary}"
    inner = draw(_documents[syntax])
    for name, value in inner.values.items():
        made.values[f"{syntax}{name}"] = value
    for name, kind in inner.documents.items():
        made.documents[f"{syntax}{name}"] = kind
    media_type = {"json": "application/json", "xml": "text/xml", "csv": "text/csv"}[syntax]
    return inner.text.encode(), media_type
