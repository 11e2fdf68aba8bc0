"""Judge a sample by its truth: convert, render, decode with the standard library, compare.

Verdicts: ``exact``; ``refused`` (an honest miss); ``wrong`` (converted to something else: the worst). Nothing of the
product decodes what it made.
"""

from __future__ import annotations

import base64
import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.parser import BytesParser
from email.policy import HTTP
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from curl2sms import rendering
from curl2sms.choices import Choices
from curl2sms.converting import convert
from curl2sms.errors import Curl2smsError, Source
from curl2sms.http import HttpRequest

CORPUS = Path(__file__).parent / "cases" / "corpus"
CASES = sorted(CORPUS.glob("*/*.sh"))

NUMBER, TEXT = "+919812345417", 'Say "50% off" & <more>; a+b=c? \\ #1 ₹ é 😀\nline two'
PLAIN_TEXT = "Flat 50% off + more; a=b"  # for headers, which hold no line break
_TO_FILL_IN = re.compile(r"(\$\{?\w+\}?|\{\{?[^{}]+\}\}?|<[^<>]+>|%\w+%)")
# Headers that curl, a browser or the connection make, and those that are judged by themselves.
_BESIDE = {"cookie", "postman-token", "origin", "referer", "user-agent", "accept-language", "accept-encoding"}
_BESIDE |= {"cache-control", "connection", "host", "content-length", "content-type", "accept", "authorization"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """``exact``, ``refused`` or ``wrong``, and why."""

    verdict: str
    why: tuple[str, ...] = ()


def truth_of(path: Path) -> dict[str, Any]:
    """What a careful human makes of a sample."""
    truth: dict[str, Any] = json.loads(path.with_suffix(".truth.json").read_text(encoding="utf-8"))
    return truth


def judge(path: Path, *, catalog: bool = True) -> Verdict:
    """The verdict on one sample."""
    truth = truth_of(path)
    must_refuse = truth["expect"] == "error"
    may_refuse = must_refuse or truth.get("may_refuse", False)
    text = PLAIN_TEXT if any(place["where"] == "header" for place in truth["body"]) else TEXT
    try:
        template = convert(Source(path.name, path.read_text(encoding="utf-8")), Choices(catalog=catalog)).template
        values = {variable.name: f"${variable.name}" for variable in template.variables if variable.value is None}
        values |= {name: value for name, value in (truth.get("env") or {}).items() if name in values}
        number = "+" + _country_code(truth, template.recipient.country) + NUMBER[3:]
        request = rendering.render(template, number, text, variables=values)
    except Curl2smsError as error:
        return Verdict("exact") if may_refuse else Verdict("refused", (error.note.message,))
    if must_refuse and not truth.get("may_convert"):
        return Verdict("wrong", (f"should have been refused: {truth.get('note')}",))
    why = tuple(Judge(truth, request, number, text).differences())
    return Verdict("wrong", why) if why else Verdict("exact")


def _country_code(truth: Mapping[str, Any], country: str | None) -> str:
    """A number of the country that the template writes numbers of, else one of India."""
    import phonenumbers

    return str(phonenumbers.country_code_for_region(country)) if country else "91"


class Judge:
    """Compares a rendered request with the truth's constants, ``$$To`` and ``$$Body`` in their places."""

    def __init__(self, truth: Mapping[str, Any], request: HttpRequest, number: str, text: str) -> None:
        self.truth, self.request, self.constants = truth, request, truth["constants"]
        self.digits = re.sub(r"\D", "", number)
        self.texts = {text} | ({quote(text, safe="")} if truth.get("text_encoding") == "percent" else set())
        self.places = [("$$To", place) for place in truth["to"]] + [("$$Body", place) for place in truth["body"]]

    def differences(self) -> Iterator[str]:
        """Each place where something else is than must."""
        url, wanted = urlsplit(self.request.url), urlsplit(self.constants.get("url") or self.truth["url"])
        yield from self._equal("method", self.request.method.upper(), self.truth["method"].upper())
        yield from self._equal("host", url.netloc.lower(), wanted.netloc.rpartition("@")[2].lower())
        yield from self._same("path", unquote(url.path) or "/", unquote(wanted.path) or "/")
        yield from self._pairs("query", parse_qsl(url.query, keep_blank_values=True))
        yield from self._headers()
        yield from self._authentication()
        yield from self._body()

    def _body(self) -> Iterator[str]:
        body = (self.request.body or b"").decode()
        kinds = {place["where"] for _, place in self.places} | {kind for kind, held in self.constants.items() if held}
        if "json" in kinds:
            yield from self._same("json", _json(body), self.constants["json"])
        elif self.request.media_type.startswith("multipart/"):
            yield from self._pairs("multipart" if "multipart" in kinds else "form", _multipart(self.request))
        elif "form" in kinds:
            yield from self._pairs("form", parse_qsl(body, keep_blank_values=True))
        elif "xml" in kinds:
            yield from self._same("xml", _tree(body), _tree(self.constants["xml"]))
        else:
            yield from self._same("body", body, self.constants.get("raw") or "")

    def _pairs(self, layer: str, got: list[tuple[str, str]]) -> Iterator[str]:
        wanted = dict(self.constants.get(layer) or {})
        inner = {
            place["name"]: place.get("inner", {}).get("where") for _, place in self.places if place["where"] == layer
        }
        for mark, place in self.places:
            if place["where"] == layer and mark not in json.dumps(wanted):
                around = (
                    (self.truth.get("to_prefix") or "", self.truth.get("to_suffix") or "")
                    if mark == "$$To"
                    else ("", "")
                )
                wanted[place["name"]] = around[0] + mark + around[1]
        names = {name for name, _ in got}
        wanted = {
            name: value for name, value in wanted.items() if name in names or name not in self.truth.get("optional", ())
        }
        opened = {name: _opened(value, inner.get(name)) for name, value in _collected(got).items()}
        yield from self._same(layer, opened, {name: _opened(value, inner.get(name)) for name, value in wanted.items()})

    def _headers(self) -> Iterator[str]:
        wanted = {name.lower(): value for name, value in (self.constants.get("headers") or {}).items()}
        for mark, place in self.places:
            if place["where"] == "header":
                wanted[place["name"].lower()] = mark
        got = {name.lower(): value.strip() for name, value in reversed(self.request.headers)}
        for name in (got.keys() | wanted.keys()) - _BESIDE:
            if name not in got or name not in wanted:
                yield f"header {name}: {'lost' if name in wanted else 'not in the sample'}"
            else:
                yield from self._same(f"header {name}", got[name], wanted[name])
        stated = re.sub(r"\s", "", self.truth.get("content_type") or "").lower()
        if stated and self.request.body:
            sent = re.sub(r"\s", "", self.request.header("Content-Type") or "").lower()
            multipart = stated.startswith("multipart/")
            yield from self._equal(
                "content type", sent.split(";")[0] if multipart else sent, stated.split(";")[0] if multipart else stated
            )

    def _authentication(self) -> Iterator[str]:
        wanted = self.truth.get("auth") or {}
        if wanted.get("type") == "basic":
            username, password = self.request.basic or self._basic_header()
            yield from self._same("user", username, wanted["username"])
            if wanted["password"] is not None:
                yield from self._same("password", password, wanted["password"])
            return
        headers = {name.lower(): value for name, value in (self.constants.get("headers") or {}).items()}
        stated = (
            f"Bearer {wanted['token']}"
            if wanted.get("type") == "bearer"
            else wanted.get("value") or headers.get("authorization", "")
        )
        yield from self._same("authorization", self.request.header("Authorization") or "", stated)

    def _basic_header(self) -> tuple[str, str]:
        value = (self.request.header("Authorization") or "").partition(" ")[2]
        try:
            username, _, password = base64.b64decode(value).decode().partition(":")
        except ValueError:
            return value, ""
        return username, password

    def _equal(self, at: str, got: str, wanted: str) -> Iterator[str]:
        if got != wanted:
            yield f"{at}: got {got!r}, expected {wanted!r}"

    def _same(self, at: str, got: Any, wanted: Any) -> Iterator[str]:
        if isinstance(got, dict) and isinstance(wanted, dict):
            given = {name.replace("$$To", self.digits): value for name, value in wanted.items()}
            named = {name.replace("+", "") if name not in given else name: value for name, value in got.items()}
            for name in given.keys() | named.keys():
                if name not in given or name not in named:
                    yield f"{at}/{name}: {'lost' if name in given else 'not in the sample'}"
                else:
                    yield from self._same(f"{at}/{name}", named[name], given[name])
        elif isinstance(got, list) and isinstance(wanted, list) and len(got) == len(wanted):
            for number, pair in enumerate(zip(got, wanted, strict=True)):
                yield from self._same(f"{at}/{number}", *pair)
        elif isinstance(wanted, str) and ("$$To" in wanted or "$$Body" in wanted):
            if (
                type(got) is int
                and self.truth.get("to_type") != "number"
                and "json_type" not in json.dumps(self.truth["to"])
            ):
                yield f"{at}: a JSON number, where the sample has a text"
            elif not self._fits(str(got), wanted):
                yield f"{at}: got {got!r}, expected {wanted!r}"
        elif (got != wanted or type(got) is not type(wanted)) and not _is_variable(got, wanted):
            yield f"{at}: got {got!r}, expected {wanted!r}"

    def _fits(self, got: str, wanted: str) -> bool:
        """Whether text and number are in their places: the number's digits, as far as its format shows them."""
        texts = "|".join(map(re.escape, self.texts))
        parts = re.split(r"(\d*\$\$To|\$\$Body)", wanted)
        pattern = "".join(
            r"(\+?\d{7,15})" if part.endswith("$$To") else f"(?:{texts})" if part == "$$Body" else re.escape(part)
            for part in parts
        )
        match = re.fullmatch(pattern, got, re.DOTALL)
        numbers = [re.sub(r"\D", "", one).lstrip("0") for one in match.groups()] if match else ["no match"]
        return all(self.digits.endswith(one) for one in numbers)


def _is_variable(got: Any, wanted: Any) -> bool:
    """A value that is still to be filled in may come out as it is, or as its variable's name."""
    if not isinstance(got, str) or not isinstance(wanted, str):
        return False
    parts = _TO_FILL_IN.split(wanted)
    pattern = "".join(rf"(?:{re.escape(part)}|\$\w+)" if i % 2 else re.escape(part) for i, part in enumerate(parts))
    return bool(re.fullmatch(pattern, got, re.DOTALL))


def _collected(pairs: list[tuple[str, str]]) -> dict[str, Any]:
    """Pairs as a map; the values of a repeated name as a list."""
    counts = Counter(name for name, _ in pairs)
    lists = {name: [value for other, value in pairs if other == name] for name in counts}
    return {name: values if counts[name] > 1 else values[0] for name, values in lists.items()}


def _opened(value: Any, syntax: str | None) -> Any:
    """A value that is itself a document, decoded."""
    if not isinstance(value, str):
        return value
    try:
        if syntax == "csv":
            return [row for row in csv.reader(io.StringIO(value, newline="")) if row]
        if value.lstrip()[:1] in ("{", "["):
            return _json(value)
        if value.lstrip()[:1] == "<":
            return _tree(value)
    except (ValueError, ET.ParseError):
        pass
    return value


def _json(text: str) -> Any:
    """JSON, also with a bare ``$$To`` or keys without quotes, as vendors' samples have it."""
    quoted = re.sub(r'(?<!["\w])\$\$(To|Body)(?![\w"])', r'"$$\1"', text)
    for spelling in (text, quoted, re.sub(r"([{,]\s*)(\w+)(\s*:)", r'\1"\2"\3', quoted)):
        try:
            return json.loads(spelling)
        except ValueError:
            continue
    raise ValueError(text)


def _tree(text: str) -> dict[str, Any]:
    def walk(element: ET.Element) -> Any:
        held: dict[str, Any] = {f"@{name}": value for name, value in element.attrib.items()}
        for child in element:
            held.setdefault(child.tag, []).append(walk(child))
        own = (element.text or "").strip()
        return {**held, "#": own} if held else own

    root = ET.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))  # noqa: S314  # what the product itself rendered
    return {root.tag: walk(root)}


def _multipart(request: HttpRequest) -> list[tuple[str, str]]:
    head = f"Content-Type: {request.header('Content-Type')}\r\n\r\n".encode()
    message = BytesParser(policy=HTTP).parsebytes(head + (request.body or b""))
    found = []
    for part in message.walk():
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes):
            found.append((str(part.get_param("name", header="content-disposition")), payload.decode()))
    return found
