"""A sample, converted and rendered with its own number and text, is the request that real curl sends for it."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, quote_plus

import pytest
from hypothesis import HealthCheck, assume, given
from hypothesis import strategies as st

from curl2sms.choices import Choices
from curl2sms.converting import convert
from curl2sms.errors import Source
from curl2sms.http import HttpRequest
from curl2sms.rendering import render
from tests.curl_versions import as_the_newest_sends
from tests.decoders import multipart
from tests.examples import examples
from tests.oracles import Captured, run_bash, run_curl

NUMBER = "14155550123"
FORM = "application/x-www-form-urlencoded"
# Texts as a sample has them; the corners of every text are the matter of the render properties.
MESSAGES = st.sampled_from(["Hello from the lab", "50% off & more: a+b=c?", 'It\'s "quoted"', "नमस्ते ₹500", "x"])
VALUES = st.text(st.sampled_from("abcXYZ019 -._~!*'()+%&=/?,;:@\"\\$<>{}é₹\n"), max_size=10)
KEYS = st.sampled_from(["a", "key", "sender", "ref", "x[]", "sms.route", "é"])
PAIRS = st.lists(st.tuples(KEYS, VALUES), max_size=3)
LINES = VALUES.map(lambda value: " ".join(value.split()).replace("{", "").replace("}", ""))


@dataclass(frozen=True)
class Sample:
    """A command's words, and where its recipient and its message are."""

    words: list[str]
    to: str
    body: str
    text: str


def _query(pairs: list[tuple[str, str]]) -> str:
    return "&".join(f"{quote(name, safe='[].')}={quote(value, safe='')}" for name, value in pairs)


@st.composite
def samples(draw: st.DrawFn, layer: str) -> Sample:
    """A command that sends a number and a text in one layer, among other things."""
    text = draw(MESSAGES)
    pairs = [("to", NUMBER), ("text", text), *draw(PAIRS)]
    others = draw(PAIRS)
    url = f"https://sms.example.com/v1/{draw(st.sampled_from(['send', 'a%2Fb', 'é', '~x']))}"
    words: list[str] = []
    headers = [
        f"X-{name}: {line}" for name, line in draw(st.lists(st.tuples(st.sampled_from("AB"), LINES), max_size=2))
    ]
    places = {
        "query": ("query:to", "query:text"),
        "form": ("form:to", "form:text"),
        "urlencode": ("form:to", "form:text"),
        "get": ("query:to", "query:text"),
        "json": ("json:/to", "json:/text"),
        "path": ("path:2", "query:text"),
        "header": ("header:X-To", "query:text"),
        "multipart": ("multipart:to", "multipart:text"),
    }[layer]
    if layer == "query":
        url += "?" + _query(pairs)
    elif layer == "path":
        url = f"https://sms.example.com/to/{NUMBER}?" + _query([("text", text), *others])
    elif layer == "header":
        headers.append(f"X-To: {NUMBER}")
        url += "?" + _query([("text", text)])
    elif layer == "form":
        words += ["-d", "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in pairs)]
    elif layer in ("urlencode", "get"):
        words += ["-G"] * (layer == "get")
        words += [word for name, value in pairs for word in ("--data-urlencode", f"{name}={value}")]
    elif layer == "multipart":
        words += [word for name, value in pairs for word in ("--form-string", f"{name}={value}")]
    else:
        ascii_only, indent = draw(st.booleans()), draw(st.sampled_from([None, 2]))
        document = json.dumps(dict(pairs), ensure_ascii=ascii_only, indent=indent)
        words += ["-H", "Content-Type: application/json", "--data-raw", document]
    if draw(st.booleans()):
        words += ["-u", f"user:{draw(LINES)}"]
    words += [word for header in headers for word in ("-H", header)]
    words += [url]
    return Sample(words, *places, text)


def _body(request: HttpRequest | Captured, layer: str) -> list[tuple[str, str]] | bytes:
    """The pairs of a form or a multipart, decoded; any other body as it is."""
    body = request.body or b""
    if layer == "multipart":
        return list(multipart(body, request.header("Content-Type") or ""))
    return parse_qsl(body.decode(), keep_blank_values=True) if layer in ("form", "urlencode") else body


def _headers(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Headers in an order of their own, without the boundary, which is each writer's, and the spaces before a value,
    which are none of it (RFC 9110 5.5)."""
    return sorted((name, re.sub("boundary=.*", "boundary=", value.lstrip(" \t"))) for name, value in pairs)


def _target(target: bytes) -> list[bytes | tuple[str, str]]:
    """The path and the query's pairs as they are spelt; the message's as it is meant."""
    path, _, query = target.partition(b"?")
    pairs = query.split(b"&")
    return [path, *(parse_qsl(p.decode())[0] if p.startswith(b"text=") else p for p in pairs)]


@pytest.mark.parametrize("layer", ["query", "form", "urlencode", "get", "json", "path", "header", "multipart"])
@examples(15, suppress=[HealthCheck.filter_too_much])
@given(data=st.data())
def test_the_sample_s_own_request_comes_back(layer: str, data: st.DataObject) -> None:
    sample = data.draw(samples(layer))
    script = "curl " + shlex.join(sample.words) + "\n"
    assume(run_bash(script) == [sample.words])
    sent = run_curl(sample.words)
    converted = convert(Source("sample", script), Choices(to=sample.to, body=sample.body, catalog=False))
    values = {v.name: "" for v in converted.template.variables if v.value is None}
    assert not values
    request = render(converted.template, NUMBER, sample.text)
    assert request.method == sent.method
    assert _headers(request.wire_headers()) == _headers(sent.own_headers)
    if "escapes-respelt" in {said.id for said in converted.notes}:
        assert not sample.text.isascii()
        assert json.loads(request.body or b"") == json.loads(sent.body or b"")
    else:
        assert _body(request, layer) == _body(sent, layer)
    assert _target(request.target) == _target(as_the_newest_sends(sent.target, sample.words))
