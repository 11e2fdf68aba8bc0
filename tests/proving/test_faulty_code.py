"""Small faults put into what renders and sends: each is noticed by the template of its row.

In test_broken_renderers the finished request is spoilt; here the code that makes it. A fault that no text or number
shows would mean that one is missing from the proof.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from curl2sms import proving, wire
from curl2sms.layers import base64, csv, form, header, json, multipart, path, percent, xml
from curl2sms.proving import preparing, replay
from curl2sms.proving.model import Verdict
from curl2sms.rendering import substitute
from curl2sms.template import load

pytestmark = pytest.mark.slow

CASES = Path(__file__).parent.parent / "cases" / "proving"
LAYERS: dict[str, Any] = {
    "base64": base64,
    "csv": csv,
    "form": form,
    "header": header,
    "json": json,
    "path": path,
    "percent": percent,
    "xml": xml,
}
Fault = Callable[[Any], Any]  # a function (or a table) of the code -> the faulty one


def left(raw: str) -> Fault:
    """An escape that leaves a text as it is."""
    return lambda escape: (
        lambda value, *rest: raw.join(escape(piece, *rest) if piece else "" for piece in value.split(raw))
    )


def of_value(change: Callable[[str], str]) -> Fault:
    """A value that is changed before it is escaped."""
    return lambda escape: lambda value, *rest: escape(change(value), *rest)


def of_result(change: Callable[[Any], Any]) -> Fault:
    return lambda function: lambda *given, **named: change(function(*given, **named))


def twice(escape: Callable[..., str]) -> Callable[..., str]:
    return lambda value, *rest: escape(escape(value, *rest), *rest)


def headers(change: Callable[[tuple[tuple[str, bytes], ...]], tuple[tuple[str, bytes], ...]]) -> Fault:
    """What the wire writes as headers."""

    def changed(exchange: Any) -> Any:
        exchange.headers = change(exchange.headers)
        return exchange

    return of_result(changed)


def target(change: Callable[[bytes], bytes]) -> Fault:
    def changed(exchange: Any) -> Any:
        exchange.target = change(exchange.target)
        return exchange

    return of_result(changed)


def without(name: str) -> Fault:
    return headers(lambda pairs: tuple(pair for pair in pairs if pair[0] != name))


def added(name: str, value: bytes) -> Fault:
    return headers(lambda pairs: (*pairs, (name, value)))


# Left raw inside a value that is decoded once more, & and a space mean what they mean: no fault of "percent".
# The layer, the template that shows it, the characters that are left as they are, one fault each.
RAW: list[tuple[str, str, list[str]]] = [
    ("form", "form", [" ", "&", "=", "%", "+", "#", "/", "\n", '"', "<", ";", "^", "न"]),
    ("form", "query", [" ", "&", "%", "+", "#", "\r"]),
    ("path", "path", [" ", "/", "?", "#", "%", ";", "\\"]),
    ("json", "json", ['"', "\\", "\n", "\r", "\t", "\0", "\x1b"]),
    ("json", "json-in-form", ['"', "\\", "\n"]),
    ("xml", "xml", ["<", "&", "\r"]),
    ("xml", "xml-cdata", ["]]>", "<"]),
    ("csv", "csv-bare", ["\n", ";", '"Hi"']),
    ("percent", "percent-in-form", ["%", "+"]),
]

RAW_FAULTS = {
    f"{layer} leaves {raw!a} in {case}": (LAYERS[layer], "escape", left(raw), case)
    for layer, case, every in RAW
    for raw in every
}

FAULTS: dict[str, tuple[Any, str, Fault, str]] = {
    **RAW_FAULTS,
    **{
        f"{layer} escapes twice": (LAYERS[layer], "escape", twice, case)
        for layer, case in (
            ("form", "form"),
            ("form", "query"),
            ("path", "path"),
            ("json", "json"),
            ("xml", "xml"),
            ("percent", "percent-in-form"),
            ("base64", "base64-in-form"),
        )
    },
    **{
        f"{layer} loses the spaces at the edges": (LAYERS[layer], "escape", of_value(str.strip), case)
        for layer, case in (("form", "form"), ("json", "json"), ("xml", "xml"), ("header", "header-edges"))
    },
    **{
        f"{layer} cuts at 1,599 characters": (LAYERS[layer], "escape", of_value(lambda text: text[:1599]), case)
        for layer, case in (("form", "form"), ("json", "json"), ("xml", "xml"), ("csv", "csv"))
    },
    **{
        f"{layer} cuts at 4,999 characters": (LAYERS[layer], "escape", of_value(lambda text: text[:4999]), case)
        for layer, case in (("form", "form"), ("json", "json"), ("header", "header-edges"))
    },
    "header keeps line breaks out silently": (
        header,
        "escape",
        of_value(lambda text: text.replace("\n", " ").replace("\r", " ")),
        "header-edges",
    ),
    "xml spells quotes in an attribute raw": (xml, "escape", left('"'), "xml-cdata"),
    "csv doubles no quotes": (csv, "escape", of_result(lambda spelt: spelt.replace('""', '"')), "csv"),
    "path folds dot segments": (path, "escape", of_value(lambda text: text.replace("/../", "/")), "path"),
    "path takes dots alone": (path, "_FOLDED", lambda _: {}, "path-dots"),
    "part name unescaped": (multipart, "_IN_NAME", lambda _: {}, "multipart-names"),
    "boundary always the same": (multipart, "boundary_for", of_result(lambda _: "x" * 24), "multipart"),
    "number with its separators": (substitute, "spell", lambda _: lambda number, *_: number, "form"),
    "number cut at 14 digits": (substitute, "spell", of_result(lambda spelt: spelt[:14]), "form"),
    "trunk prefix kept": (
        substitute,
        "spell",
        lambda spell: lambda number, wanted: "8" * number.startswith("8 ") + spell(number, wanted),
        "number-in-russia",
    ),
    "trunk prefix in brackets kept": (
        substitute,
        "spell",
        lambda spell: lambda number, wanted: spell(number.replace("(0)", "0"), wanted),
        "form",
    ),
    "bare number with a 0": (
        substitute,
        "_bare",
        lambda _: lambda number: number.lstrip("0+"),
        "json-bare-number-as-given",
    ),
    "a colon behind the user name": (substitute, "_basic", of_result(lambda pair: (pair[0] + ":", pair[1])), "form"),
    "no Content-Length": (wire, "_prepare", without("Content-Length"), "form"),
    "no Content-Length of nothing": (wire, "_prepare", without("Content-Length"), "put-without-body"),
    "no Content-Type": (wire, "_prepare", without("Content-Type"), "form"),
    "no Host": (wire, "_prepare", without("Host"), "form"),
    "Host twice": (wire, "_prepare", added("Host", b"api.example.com"), "form"),
    "Accept-Encoding added": (wire, "_prepare", added("Accept-Encoding", b"gzip, deflate"), "form"),
    "Connection added": (wire, "_prepare", added("Connection", b"keep-alive"), "form"),
    "another Accept": (
        wire,
        "_prepare",
        headers(lambda pairs: tuple((name, b"text/html" if name == "Accept" else value) for name, value in pairs)),
        "form",
    ),
    "charset added to an implied type": (
        wire,
        "_prepare",
        headers(lambda pairs: tuple((n, v + b"; charset=UTF-8" if n == "Content-Type" else v) for n, v in pairs)),
        "form",
    ),
    "charset added to a multipart": (
        wire,
        "_prepare",
        headers(lambda pairs: tuple((n, v + b"; charset=UTF-8" if n == "Content-Type" else v) for n, v in pairs)),
        "multipart",
    ),
    "dots of the path folded": (wire, "_prepare", target(lambda raw: raw.replace(b"/a/../b/./", b"/b/")), "path-dots"),
    "encoded dots of the query respelt": (
        wire,
        "_prepare",
        target(lambda raw: raw.replace(b"%2e%2E", b"..")),
        "path-dots",
    ),
    "hex digits in lower case": (wire, "_prepare", target(lambda raw: raw.replace(b"%2B", b"%2b")), "query"),
    "spaces of the query as %20": (wire, "_prepare", target(lambda raw: raw.replace(b"+", b"%20")), "query"),
    "target cut at 2,048 bytes": (wire, "_prepare", target(lambda raw: raw[:2048]), "query"),
}


def test_the_table_is_long_enough() -> None:
    assert len(FAULTS) >= 80


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_in_the_code_is_noticed(name: str, provider: proving.Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    module, attribute, fault, case = FAULTS[name]
    template = load((CASES / f"{case}.json").read_text(encoding="utf-8"), case)
    monkeypatch.setattr(module, attribute, fault(getattr(module, attribute)))
    checks = replay.checks(preparing.prepared(template, provider))
    assert any(check.verdict is Verdict.FAIL for check in checks)
