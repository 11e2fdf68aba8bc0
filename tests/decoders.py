"""The standard library's decoders over a whole request: an oracle that knows nothing of ``curl2sms.layers``.

``decoded(request, syntax, documents)`` gives every value by its PLACE, documents in documents included.
"""

from __future__ import annotations

import base64
import csv
import io
import json
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator, Mapping
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from curl2sms.http import HttpRequest


def decoded(request: HttpRequest, syntax: str, documents: Mapping[str, str]) -> dict[str, str]:
    """Every value of a request by its place; ``syntax`` is the body's, ``documents`` maps places to syntaxes."""
    url = urlsplit(request.url)
    found: dict[str, str] = {}

    def add(place: str, value: str) -> None:
        inner = documents.get(place)
        if inner is None:
            found[place] = value
            return
        for name, value_in_it in DECODERS[inner](value):
            add(f"{place}>{inner}:{name}" if name else f"{place}>{inner}", value_in_it)

    for name, value in numbered(parse_qsl(url.query, keep_blank_values=True)):
        add(f"query:{name}", value)
    for number, segment in enumerate(url.path.split("/")):
        if number and segment:
            add(f"path:{number}", unquote(segment))
    for name, value in numbered(list(request.headers)):
        add(f"header:{name}", value)
    body = request.body or b""
    if syntax == "multipart":
        for name, value in multipart(body, request.header("Content-Type") or ""):
            add(f"multipart:{name}", value)
    elif body:
        for name, value in DECODERS[syntax](body.decode()):
            add(f"{syntax}:{name}" if name else syntax, value)
    return found


def numbered(pairs: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Pairs with names of their own: ``to``, ``to#2``."""
    seen: Counter[str] = Counter()
    for name, value in pairs:
        seen[name] += 1
        yield (name if seen[name] == 1 else f"{name}#{seen[name]}"), value


def form(text: str) -> Iterator[tuple[str, str]]:
    return numbered(parse_qsl(text, keep_blank_values=True))


def json_leaves(text: str) -> Iterator[tuple[str, str]]:
    """Scalars by their JSON Pointers; numbers and literals as they are spelt."""

    class Word(str):
        __slots__ = ()

    def walk(value: Any, pointer: str) -> Iterator[tuple[str, str]]:
        if isinstance(value, list):
            for i, item in enumerate(value):
                yield from walk(item, f"{pointer}/{i}")
        elif isinstance(value, tuple):
            for name, item in numbered([(k.replace("~", "~0").replace("/", "~1"), v) for k, v in value]):
                yield from walk(item, f"{pointer}/{name}")
        elif isinstance(value, str):
            yield pointer, str(value)
        else:
            yield pointer, json.dumps(value)

    decoder = json.JSONDecoder(object_pairs_hook=tuple, parse_int=Word, parse_float=Word, parse_constant=Word)
    yield from walk(decoder.decode(text), "")


def xml_leaves(text: str) -> Iterator[tuple[str, str]]:
    """Attributes, and the text of elements that hold no others, by their paths."""

    def walk(element: ET.Element, path: str) -> Iterator[tuple[str, str]]:
        for name, value in element.attrib.items():
            yield f"{path}/@{name}", value
        if not len(element):
            yield path, element.text or ""
        of_name = Counter(child.tag for child in element)
        seen: Counter[str] = Counter()
        for child in element:
            seen[child.tag] += 1
            number = f"[{seen[child.tag]}]" if of_name[child.tag] > 1 else ""
            yield from walk(child, f"{path}/{child.tag}{number}")

    root = ET.fromstring(text.encode())  # noqa: S314 -- a text that a test has made
    yield from walk(root, f"/{root.tag}")


def csv_cells(text: str) -> Iterator[tuple[str, str]]:
    rows = [row for row in csv.reader(io.StringIO(text, newline="")) if row]
    for r, row in enumerate(rows, 1):
        for c, cell in enumerate(row, 1):
            yield f"{r},{c}", cell


def multipart(body: bytes, content_type: str) -> Iterator[tuple[str, str]]:
    message = BytesParser(EmailMessage, policy=HTTP).parsebytes(
        b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body
    )
    parts = [part for part in message.iter_parts() if isinstance(part, EmailMessage)]
    names = [str(part.get_param("name", header="content-disposition")) for part in parts]
    values = [part.get_payload(decode=True) for part in parts]
    return numbered([(n, v.decode() if isinstance(v, bytes) else "") for n, v in zip(names, values, strict=True)])


DECODERS: dict[str, Any] = {
    "form": form,
    "json": json_leaves,
    "xml": xml_leaves,
    "csv": csv_cells,
    "percent": lambda text: [("", unquote(text))],
    "base64": lambda text: [("", base64.b64decode(text).decode())],
    "body": lambda text: [("", text)],
}
