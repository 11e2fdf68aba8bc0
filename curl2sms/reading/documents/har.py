"""HAR 1.2: the requests that a browser or a proxy recorded, as they were sent."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator

from curl2sms.errors import SampleError, Source, note
from curl2sms.http import FORM_TYPE
from curl2sms.reading.documents import tree
from curl2sms.reading.documents.composing import CallParts, Header, check_number, composed
from curl2sms.reading.documents.tree import Node
from curl2sms.reading.encoding import form, multipart
from curl2sms.reading.model import ReadCall, ReadSample
from curl2sms.traced import Traced


def read(source: Source) -> ReadSample:
    """The requests of a recording, in order. Raises SampleError where it is no JSON."""
    entries = tree.of_json(source).get("log", "entries").items
    check_number(len(entries))
    return ReadSample(tuple(_call(entry.get("request"), number) for number, entry in enumerate(entries, 1)))


def _call(request: Node, number: int) -> ReadCall:
    name = f"entry {number}"
    headers = list(_pairs(request.get("headers")))
    try:
        body, content_type = _body(request)
    except SampleError as error:
        return ReadCall(request.span, None, error, name=name)
    if content_type is not None:
        headers = [pair for pair in headers if pair[0].text.lower() != "content-type"]
        headers.append((Traced("Content-Type"), content_type))
    parts = CallParts(request.get("method").text.text, request.get("url").text, headers, body)
    return composed(parts, request.span, name=name)


def _pairs(listed: Node) -> Iterator[Header]:
    for one in listed.items:
        yield one.get("name").text, one.get("value").text


def _body(request: Node) -> tuple[Traced | None, Traced | None]:
    """The body, and its Content-Type where that is not the one of the headers."""
    posted = request.get("postData")
    if not posted:
        size = request.get("bodySize").text.text
        if size.isdecimal() and int(size) > 0:
            raise SampleError(note("har-without-body", request.span, size=size))
        return None, None
    text = posted.get("text").text
    if text.text and "base64" in {posted.get("encoding").text.text, posted.get("_encoding").text.text}:
        return _decoded(text), None
    if text.text or not posted.get("params").items:
        return text, None
    for one in posted.get("params").items:
        if file := one.get("fileName"):
            raise SampleError(note("form-from-file", one.span, file=file.text.text))
    params = list(_pairs(posted.get("params")))
    if posted.get("mimeType").text.text.lower().startswith("multipart/"):
        body, content_type = multipart([(name.text, value, None) for name, value in params])
        return body, Traced(content_type)
    return form(params), Traced(FORM_TYPE)


def _decoded(text: Traced) -> Traced:
    try:
        data = base64.b64decode(text.text, validate=True)
    except (binascii.Error, ValueError):
        return text
    return text.rewritten(0, len(text), data.decode("utf-8", "surrogateescape"))
