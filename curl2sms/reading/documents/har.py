"""HAR 1.2: the requests that a browser or a proxy recorded, as they were sent.

Whether the values of ``params`` and ``queryString`` are percent-encoded, HAR leaves open, and recorders differ. What a
recording spells twice, in a URL or a text and as pairs, shows it for all of the recording.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Iterator
from urllib.parse import unquote, unquote_plus

from curl2sms.errors import Note, SampleError, Source, note
from curl2sms.http import FORM_TYPE
from curl2sms.patterns import regex
from curl2sms.reading.documents import tree
from curl2sms.reading.documents.composing import CallParts, Header, check_number, composed
from curl2sms.reading.documents.tree import Node
from curl2sms.reading.encoding import form, multipart
from curl2sms.reading.model import ReadCall, ReadSample
from curl2sms.traced import Traced, joined

# A name or a value in which a form or a query leaves nothing to encode; one with a sign that encoding may have put in.
_ENCODED = regex(r"(?:[A-Za-z0-9_*\-.~!'()+]|%[0-9A-Fa-f]{2})*")
_ESCAPE = regex(r"%[0-9A-Fa-f]{2}|[^+]\+|\+(?!\d)")


def read(source: Source) -> ReadSample:
    """The requests of a recording, in order. Raises SampleError where it is no JSON."""
    entries = tree.of_json(source).get("log", "entries").items
    check_number(len(entries))
    requests = [entry.get("request") for entry in entries]
    shown = {one for request in requests for one in _encoding_shown(request)}
    encoded = next(iter(shown)) if len(shown) == 1 else None
    return ReadSample(tuple(_call(request, number, encoded) for number, request in enumerate(requests, 1)))


def _call(request: Node, number: int, encoded: bool | None) -> ReadCall:
    """The call of a request; ``encoded`` says whether the recording has pairs percent-encoded, None: not known."""
    name = f"entry {number}"
    headers = list(_pairs(request.get("headers")))
    notes: list[Note] = []
    try:
        body, content_type = _body(request, encoded, notes)
    except SampleError as error:
        return ReadCall(request.span, None, error, name=name)
    if content_type is not None:
        headers = [pair for pair in headers if pair[0].text.lower() != "content-type"]
        headers.append((Traced("Content-Type"), content_type))
    url = _url(request, encoded, notes)
    parts = CallParts(request.get("method").text.text, url, headers, body)
    return composed(parts, request.span, name=name, notes=notes)


def _url(request: Node, encoded: bool | None, notes: list[Note]) -> Traced:
    """The URL; the pairs of ``queryString`` are its query where it has none, and are compared with it where it has."""
    url, listed = request.get("url").text, request.get("queryString")
    if not listed.items:
        return url
    before, mark, query = url.partition("#")[0].partition("?")
    if not mark:
        return joined((before, _written(listed, encoded, notes)), "?")
    pairs = [tuple(part.text for part in pair) for pair in _pairs(listed)]
    spelt = list(_spelt(query.text))
    decoded = [[tuple(map(decode, pair)) for pair in spelt] for decode in (unquote, unquote_plus)]
    if pairs not in (spelt, *decoded):
        notes.append(note("har-query-differs", listed.span))
    return url


def _spelt(text: str) -> Iterator[tuple[str, str]]:
    """The pairs of a form or a query as they are spelt."""
    for part in text.split("&"):
        if part:
            name, _, value = part.partition("=")
            yield name, value


def _encoding_shown(request: Node) -> Iterator[bool]:
    """For each pair that a request has as a text too: whether the pair is percent-encoded."""
    posted = request.get("postData")
    query = request.get("url").text.text.partition("#")[0].partition("?")[2]
    for text, listed in ((posted.get("text").text.text, posted.get("params")), (query, request.get("queryString"))):
        spelt = set(_spelt(text)) if listed.items else set()
        decoded = {(unquote_plus(name), unquote_plus(value)) for name, value in spelt}
        for name, value in _pairs(listed):
            pair = (name.text, value.text)
            if (pair in spelt) is not (pair in decoded):
                yield pair in spelt


def _pairs(listed: Node) -> Iterator[Header]:
    for one in listed.items:
        yield one.get("name").text, one.get("value").text


def _written(listed: Node, encoded: bool | None, notes: list[Note]) -> Traced:
    """Pairs as a form. Where it is not known whether they are encoded, their look decides, and this is noted."""
    pairs = list(_pairs(listed))
    if encoded is None:
        encoded, first = _look_encoded(pairs)
        if first is not None:
            notes.append(note("har-encoding-open", first.known_span() or listed.span, value=first.text))
    return joined((joined(pair, "=") for pair in pairs), "&") if encoded else form(pairs)


def _look_encoded(pairs: Iterable[Header]) -> tuple[bool, Traced | None]:
    """Whether all texts look percent-encoded, and the first that would differ if they were not."""
    texts = [text for pair in pairs for text in pair]
    if not all(_ENCODED.fullmatch(text.text) for text in texts):
        return False, None
    first = next((text for text in texts if _ESCAPE.search(text.text)), None)
    return first is not None, first


def _body(request: Node, encoded: bool | None, notes: list[Note]) -> tuple[Traced | None, Traced | None]:
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
    return _written(posted.get("params"), encoded, notes), Traced(FORM_TYPE)


def _decoded(text: Traced) -> Traced:
    try:
        data = base64.b64decode(text.text, validate=True)
    except (binascii.Error, ValueError):
        return text
    return text.rewritten(0, len(text), data.decode("utf-8", "surrogateescape"))
