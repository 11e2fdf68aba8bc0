"""Values in which no escaping of a template keeps a text whole, although each decodes as the template says."""

from __future__ import annotations

import json
import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from email.message import Message
from urllib.parse import unquote

from curl2sms.errors import Note, note
from curl2sms.patterns import regex
from curl2sms.proving.decoders import DecodedValue
from curl2sms.proving.oracle import structure
from curl2sms.proving.oracle.charsets import canonical
from curl2sms.proving.oracle.markers import Markers
from curl2sms.template.model import Template
from curl2sms.tokens import BODY_TOKEN, TO_TOKEN

_STARTS = 20  # of what may be JSON around a placeholder: the nearest ones are looked at
_JSON_START = regex(r"[{\[]")
# The source of a call to a GraphQL API (its specification, 2.3): texts in it are quoted as in JSON.
_GRAPHQL = regex(
    r"\s*(?:(?:query|mutation|subscription)\b[^{}\"]*(?:\"[^\"]*\"[^{}\"]*)*)?\{\s*\w[\w\s:{}]*\((?>.*?\))(?>.*\})\s*",
    re.DOTALL,
)
_URL_WITH_QUERY = regex(r"(?i:\s*https?://)[^\s?]+\?\S*\s*")
_SHOWN = {"form": "a form", "multipart": "multipart", structure.JSON_LINES: "JSON lines"}
_QUOTED = regex(r"'[^']*'|\"[^\"]*\"")
_PARAMETER = regex(r"(?<![\w-])[\w-]++=\"([^\"]*)\"")  # of a header's value: RFC 9110 5.6.6
_CONTENT_TYPE = "content type"


def defects(template: Template, values: Sequence[DecodedValue], markers: Markers) -> Iterator[Note]:
    """What is wrong with values that hold a placeholder; ``values`` are the template's, documents opened."""
    for value in values:
        if markers.pattern.search(value.text) and (shown := _shown(value, markers)):
            yield note("proof-structure-in-value", at=value.at, shown=shown)
    yield from _of_repeated_names(values, markers)
    yield from _of_parts(template, values, markers)
    yield from _of_the_encoding(template)
    yield from _of_the_plus(template, values, markers)


def _shown(value: DecodedValue, markers: Markers) -> str | None:
    """The structure of a value that no entry of ``documents`` can state."""
    if value.layer == "text" and structure.of_shape((value.text,)) is not None:
        return None  # the raw body's own shape was judged before
    if value.step.partition("#")[0].lower() == "header:cookie":
        return "cookies"
    message = markers.by_token.get(BODY_TOKEN)
    if message and value.inside == ("header",) and any(message in one for one in _PARAMETER.findall(value.text)):
        return "parameters in quotes"
    either = dict.fromkeys((value.text, unquote(value.text)))  # percent-encoded once more it is the same structure
    return next((shown for text in either if (shown := _shown_in(text, markers))), None)


def _shown_in(text: str, markers: Markers) -> str | None:
    if shown := _SHOWN.get(structure.of_shape((text,)) or ""):
        return shown
    if _GRAPHQL.fullmatch(text):
        return "the source of a GraphQL call"
    if structure.is_lenient_json(text) and any(map(markers.pattern.search, _QUOTED.findall(text))):
        return "JSON that only lenient readers take"
    if _holds_json(text, markers):
        return "JSON with other text around it"
    is_url = _URL_WITH_QUERY.fullmatch(text) and markers.by_token.get(BODY_TOKEN, " ") in text
    return "a URL" if is_url else None


def _holds_json(text: str, markers: Markers) -> bool:
    """Whether JSON with a placeholder in it is within a text, as in ``callback({"text": "$$Body"})``."""
    starts = [match.start() for match in _JSON_START.finditer(text)]
    for marker in markers.pattern.finditer(text):
        before = starts[: bisect(starts, marker.start())]
        if any(_is_json_until(text, start, marker.end()) for start in before[-_STARTS:]):
            return True
    return False


def _is_json_until(text: str, start: int, least: int) -> bool:
    """Whether an object, or a list of objects or texts, begins in a text and reaches so far."""
    try:
        found, end = json.JSONDecoder().raw_decode(text, start)
    except (ValueError, RecursionError):
        return False
    return end >= least and any(isinstance(one, str | dict) for one in found)


def _of_repeated_names(values: Sequence[DecodedValue], markers: Markers) -> Iterator[Note]:
    """Members of JSON objects whose name occurs again: of two, most readers take the last one."""
    places = {value.at for value in values if value.step.startswith("json:")}
    beginnings = tuple(f"{at}{mark}" for at in places if f"{at}#2" in places for mark in "/#")
    for value in values:
        if markers.pattern.search(value.text) and f"{value.at}/".startswith(beginnings):
            yield note("proof-name-repeated", at=value.at)


def _of_parts(template: Template, values: Sequence[DecodedValue], markers: Markers) -> Iterator[Note]:
    """Parts of a multipart whose Content-Type states another charset than the template's, or a structure."""
    held = {v.at: v.text for v in values if v.layer == "multipart" and markers.pattern.search(v.text)}
    for value in values:
        if value.kind != _CONTENT_TYPE or value.at not in held:
            continue
        message = Message()
        message["Content-Type"] = value.text
        charset = message.get_content_charset(template.charset)
        if canonical(charset) != canonical(template.charset):
            yield note("proof-charset", at=value.at, own=template.charset, stated=charset)
        shown = structure.of_media_type(value.text)
        if shown in ("json", "xml", "csv"):
            yield note("proof-untold-document", at=value.at, syntax=shown)
        elif shown in _SHOWN and (shown != "form" or structure.is_form(held[value.at])):
            yield note("proof-structure-in-value", at=value.at, shown=_SHOWN[shown])


def _of_the_encoding(template: Template) -> Iterator[Note]:
    """A header that says the body is compressed: a template sends it as it is."""
    coding = template.header("Content-Encoding") or "identity"
    if template.parameters.type != "none" and coding.strip().lower() != "identity":
        yield note("proof-content-encoding", at="header:Content-Encoding", coding=coding)


def _of_the_plus(template: Template, values: Sequence[DecodedValue], markers: Markers) -> Iterator[Note]:
    """``+$$To`` in the query, where a server reads a space."""
    marker, query = markers.by_token.get(TO_TOKEN), template.endpoint.partition("?")[2]
    for value in values:
        if marker and value.inside == ("query",) and f" {marker}" in value.text and f"+{TO_TOKEN}" in query:
            yield note("proof-plus-is-space", at=value.at)
