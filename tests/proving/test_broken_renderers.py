"""A renderer that is wrong in one way is caught: by templates of every kind that the fault touches.

Each fault is a function that spoils the request that was rendered, or the value that goes in. A verification that
still passes although the fault changed a request would be no proof.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest

from curl2sms import proving
from curl2sms.http import HttpRequest
from curl2sms.layers.place import parse_place
from curl2sms.proving import preparing, replay, trials
from curl2sms.proving.model import Verdict
from curl2sms.rendering import render as sound
from curl2sms.template import load
from curl2sms.template.model import Document, Parameters, Template

pytestmark = pytest.mark.slow

CASES = sorted((Path(__file__).parent.parent / "cases" / "proving").glob("*.json"))
all_texts = trials.texts
FEW_TEXTS = ("blanks", "delimiters", "backslash", "double-quotes", "line-feed", "percent-escape", "hindi")

Fault = Callable[[HttpRequest], HttpRequest]
ValueFault = Callable[[str], str]


def of_body(spoil: Callable[[bytes], bytes]) -> Fault:
    return lambda request: request if request.body is None else replace(request, body=spoil(request.body))


def of_url(spoil: Callable[[str], str]) -> Fault:
    return lambda request: replace(request, url=spoil(request.url))


def of_headers(spoil: Callable[[tuple[tuple[str, str], ...]], tuple[tuple[str, str], ...]]) -> Fault:
    return lambda request: replace(request, headers=spoil(request.headers))


def of_basic(spoil: Callable[[tuple[str, str]], tuple[str, str] | None]) -> Fault:
    return lambda request: request if request.basic is None else replace(request, basic=spoil(request.basic))


def lose_pair(body: bytes) -> bytes:
    return body.rpartition(b"&")[0] if body.count(b"&") else body


def lose_last_of_query(url: str) -> str:
    return url.rpartition("&")[0] if "?" in url and "&" in url else url


FAULTS: dict[str, Fault] = {
    "method lower case": lambda request: replace(request, method=request.method.lower()),
    "method other": lambda request: replace(request, method="PUT"),
    "path folded": of_url(lambda url: url.replace("//%7e", "/~")),
    "path with a slash more": of_url(lambda url: re.sub(r"(?<=\w)/send", "//send", url)),
    "path percent-encoding normalised": of_url(lambda url: url.replace("%7e", "~").replace("%41", "A")),
    "host other": of_url(lambda url: url.replace("example.com", "example.org").replace("probe.invalid", "p.invalid")),
    "port added": of_url(lambda url: url.replace("example.com", "example.com:8443")),
    "query parameter lost": of_url(lose_last_of_query),
    "query parameter renamed": of_url(lambda url: url.replace("?to=", "?To=").replace("?d=", "?D=")),
    "query parameter added": of_url(lambda url: url + ("&" if "?" in url else "?") + "x=1"),
    "query parameters swapped": of_url(lambda url: re.sub(r"\?([^&]+)&([^&]+)", r"?\2&\1", url)),
    "query escaped twice": of_url(lambda url: re.sub("%([0-9A-F]{2})", r"%25\1", url)),
    "query constants respelt": of_url(lambda url: url.replace("%2b", "%2B").replace("%2F", "%2f")),
    "header lost": of_headers(lambda headers: headers[1:]),
    "header added": of_headers(lambda headers: (*headers, ("X-Extra", "1"))),
    "header repeated": of_headers(lambda headers: headers + headers[:1]),
    "header changed": of_headers(lambda headers: tuple((n, v + "x") for n, v in headers)),
    "header names folded": of_headers(lambda headers: tuple((n.title(), v) for n, v in headers)),
    "header order": of_headers(lambda headers: headers[::-1]),
    "Content-Type other": of_headers(
        lambda headers: tuple((n, "text/html" if n.lower() == "content-type" else v) for n, v in headers)
    ),
    "user name changed": of_basic(lambda basic: (basic[0] + "x", basic[1])),
    "password cut at a colon": of_basic(lambda basic: (basic[0], basic[1].partition(":")[0])),
    "password changed": of_basic(lambda basic: (basic[0], basic[1][1:])),
    "credentials lost": of_basic(lambda _: None),
    "body lost": lambda request: replace(request, body=None),
    "body empty": of_body(lambda _: b""),
    "body cut": of_body(lambda body: body[:-1]),
    "body doubled": of_body(lambda body: body + body),
    "white space of the body stripped": of_body(lambda body: re.sub(rb"\s+", b"", body)),
    "a line feed at the end": of_body(lambda body: body + b"\n"),
    "form field lost": of_body(lose_pair),
    "form field renamed": of_body(lambda body: body.replace(b"To=", b"to=")),
    "form lower-case hex": of_body(lambda body: re.sub(rb"%[0-9A-F]{2}", lambda m: m[0].lower(), body)),
    "form blanks otherwise": of_body(lambda body: body.replace(b"+", b"%20")),
    "form escaped twice": of_body(lambda body: re.sub(rb"%([0-9A-F]{2})", rb"%25\1", body)),
    "form not escaped": of_body(lambda body: body.replace(b"%26", b"&").replace(b"%3D", b"=")),
    "form plus lost": of_body(lambda body: body.replace(b"%2B", b"+")),
    "JSON escapes once too often": of_body(lambda body: body.replace(b"\\", b"\\\\")),
    "JSON escapes lost": of_body(lambda body: body.replace(b'\\"', b'"')),
    "JSON unbalanced": of_body(lambda body: body.replace(b"}", b"", 1)),
    "JSON number respelt": of_body(lambda body: body.replace(b"1.10", b"1.1")),
    "JSON number turned text": of_body(lambda body: re.sub(rb"\[(\d+)\]", rb'["\1"]', body)),
    "JSON big integer rounded": of_body(lambda body: body.replace(b"12345678901234567890", b"12345678901234567000")),
    "JSON repeated name lost": of_body(lambda body: body.replace(b'"n": 1.10, ', b"")),
    "JSON null dropped": of_body(lambda body: body.replace(b', "x": null', b"")),
    "JSON non-ASCII escaped to question marks": of_body(
        lambda body: body.decode("utf-8", "replace").encode("ascii", "replace")
    ),
    "XML entity once too often": of_body(lambda body: body.replace(b"&", b"&amp;")),
    "XML comment lost": of_body(lambda body: body.replace(b"<!-- x -->", b"")),
    "XML declaration lost": of_body(lambda body: body.replace(b'<?xml version="1.0" encoding="UTF-8"?>\n', b"")),
    "XML empty element respelt": of_body(lambda body: body.replace(b"<T/>", b"<T></T>")),
    "CSV quotes lost": of_body(lambda body: body.replace(b'""', b"")),
    "sent as UTF-16": of_body(lambda body: body.decode("utf-8", "replace").encode("utf-16-le")),
    "sent as UTF-8 twice": of_body(lambda body: body.decode("latin-1").encode()),
    "line breaks normalised": of_body(lambda body: body.replace(b"\r\n", b"\n").replace(b"%0A", b"%0D%0A")),
}

VALUE_FAULTS: dict[str, ValueFault] = {
    "text cut at 40": lambda text: text[:20],
    "text trimmed of line breaks": lambda text: " ".join(text.split()),
    "text escaped before": lambda text: quote(text),
    "text unescaped before": unquote,
    "text with entities": lambda text: text.replace("&", "&amp;").replace("<", "&lt;"),
    "text in another alphabet": lambda text: text.encode("ascii", "ignore").decode(),
    "text lower case": str.lower,
    "text empty": lambda _: "",
}

TEMPLATE_FAULTS: dict[str, Callable[[Template], Template]] = {
    "documents forgotten": lambda template: replace(template, documents=()),
    "syntax text": lambda template: replace(
        template, parameters=replace(template.parameters, syntax=template.parameters.syntax and "text")
    ),
    "blank spelt otherwise": lambda template: replace(
        template, parameters=replace(template.parameters, space={"+": "%20"}.get(template.parameters.space, "+"))
    ),
    "charset other": lambda template: replace(template, charset={"utf-8": "iso-8859-1"}.get(template.charset, "utf-8")),
    "number without its plus": lambda template: replace(
        template, recipient=replace(template.recipient, format={"digits": "e164"}.get(template.recipient.format, "00"))
    ),
    "percent document added": lambda template: replace(
        template, documents=(*template.documents, Document("form:Body", "percent"), Document("query:t", "percent"))
    ),
    "parameters forgotten": lambda template: replace(template, parameters=Parameters()),
}


def few(texts: tuple[trials.TrialText, ...]) -> tuple[trials.TrialText, ...]:
    return tuple(text for text in texts if text.name in FEW_TEXTS)


@pytest.fixture(autouse=True)
def few_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trials, "texts", lambda: few(all_texts()))


TEMPLATES = [load(path.read_text(encoding="utf-8"), path.name) for path in CASES]


@pytest.fixture(scope="module")
def rendered(provider: proving.Provider) -> dict[str, list[HttpRequest]]:
    """Template -> some requests that it makes."""
    made: dict[str, list[HttpRequest]] = {}

    def render(template: Template, *args: str, **values: Mapping[str, str]) -> HttpRequest:
        made.setdefault(template.name, []).append(sound(template, *args, **values))  # type: ignore[arg-type]
        return made[template.name][-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("curl2sms.proving.trials.render", render)
        patch.setattr(trials, "texts", lambda: few(all_texts()))
        for template in TEMPLATES:
            proving.verify(template, provider)
    return made


# What a difference may name besides a PLACE: the parts of a request.
AUTHENTICATION = {f"authentication:{part}" for part in ("username", "password", "token")}
PARTS = {"request", "method", "host", "path", "query", "form", *AUTHENTICATION}


def fails(template: Template, provider: proving.Provider) -> bool:
    """Whether a check fails; the first that does is enough. Each of its differences names a place and nothing else."""
    checks = replay.checks(preparing.prepared(template, provider))
    first = next((check for check in checks if check.verdict is Verdict.FAIL), None)
    for difference in first.differences if first else ():
        assert difference.place in PARTS or parse_place(difference.place)
    return first is not None


def survivors(
    provider: proving.Provider,
    monkeypatch: pytest.MonkeyPatch,
    broken: Callable[..., HttpRequest],
    touched: list[Template],
) -> list[str]:
    """The templates whose verification does not notice the fault."""
    monkeypatch.setattr("curl2sms.proving.trials.render", broken)
    assert touched, "no template is touched: the fault tests nothing"
    return [template.name for template in touched if not fails(template, provider)]


@pytest.mark.parametrize("name", FAULTS)
def test_a_spoilt_request_is_caught(
    name: str,
    provider: proving.Provider,
    monkeypatch: pytest.MonkeyPatch,
    rendered: dict[str, list[HttpRequest]],
) -> None:
    fault = FAULTS[name]

    def broken(template: Template, to: str, body: str | None, **values: Mapping[str, str]) -> HttpRequest:
        return fault(sound(template, to, body, **values))

    touched = [template for template in TEMPLATES if any(fault(r) != r for r in rendered[template.name])]
    assert survivors(provider, monkeypatch, broken, touched) == []


@pytest.mark.parametrize("name", VALUE_FAULTS)
def test_a_spoilt_text_is_caught(name: str, provider: proving.Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(template: Template, to: str, body: str | None, **values: Mapping[str, str]) -> HttpRequest:
        return sound(template, to, None if body is None else VALUE_FAULTS[name](body), **values)

    touched = [template for template in TEMPLATES if template.name != "template-id"]
    assert survivors(provider, monkeypatch, broken, touched) == []


@pytest.mark.parametrize("name", TEMPLATE_FAULTS)
def test_a_template_rendered_as_if_it_said_something_else_is_caught(
    name: str,
    provider: proving.Provider,
    monkeypatch: pytest.MonkeyPatch,
    rendered: dict[str, list[HttpRequest]],
) -> None:
    def broken(template: Template, to: str, body: str | None, **values: Mapping[str, str]) -> HttpRequest:
        return sound(TEMPLATE_FAULTS[name](template), to, body, **values)

    def changes(template: Template) -> bool:
        made: list[HttpRequest] = []

        def render(*args: Any, **values: Any) -> HttpRequest:
            made.append(broken(*args, **values))
            return made[-1]

        monkeypatch.setattr("curl2sms.proving.trials.render", render)
        proving.verify(template, provider)
        return made != rendered[template.name]

    touched = [template for template in TEMPLATES if TEMPLATE_FAULTS[name](template) != template and changes(template)]
    assert survivors(provider, monkeypatch, broken, touched) == []


def test_number_and_text_swapped_are_caught(provider: proving.Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(template: Template, to: str, body: str | None, **values: Mapping[str, str]) -> HttpRequest:
        return sound(template, "4711" if body is None else to, to, **values)

    touched = [template for template in TEMPLATES if template.name != "template-id"]
    assert survivors(provider, monkeypatch, broken, touched) == []
