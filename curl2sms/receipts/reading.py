"""A delivery report taken apart: JSON, a form, a query, an HTTP request, or a curl command that makes one."""

from __future__ import annotations

import json
from urllib.parse import parse_qsl

from curl2sms.errors import SampleError, Source, Span, note
from curl2sms.http import first_value
from curl2sms.patterns import regex
from curl2sms.receipts.model import Pairs, ReceivedReport, parsed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# A request as it is on the wire (RFC 9112 3), the version left out in some documentation.
_REQUEST = regex(
    r"(?P<method>[A-Z]{3,10})[ \t]+(?P<target>(?:/|https?://)\S*)(?:[ \t]+HTTP/[0-9.]+)?[ \t]*(?:\r?\n|\Z)"
)
_HEADER = regex(r"(?P<name>[!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*+(?P<value>[^\r\n]*)(?:\r?\n|\Z)")
_TARGET = regex(r"(?i)(?:https?://|www\.|[a-z0-9-]+(?:\.[a-z0-9-]+)+[/?]|/|\?)[^\s=&]*\?|\?")
_PAIRS = regex(r"[^\s=&<>{}\"'?]+=[^\r\n]*")
_METHOD_ALONE = regex(r"\A(?:GET|POST|PUT)[ \t]*\r?\n|\r?\n[ \t]*(?:GET|POST|PUT)\.?\Z")
# As PHP's print_r writes an array, and as a person writes pairs.
_PRINTED = regex(r"[^\n(]*(?:\n\s*)?\([ \t]*\r?\n(?P<rows>(?:[ \t]*\[[^\]\n]+\] => [^\n]*\n)+)[ \t]*\)")
_PRINTED_ROW = regex(r"(?m)^[ \t]*+\[([^\]\n]+)\] => ([^\n]*)\n")
_LINE = regex(r"([\w.-]+)[ \t]*[=:]([^&]*)")
_CURL = regex(r"(?:\$ +)?curl(?:\.exe)?\s")
_CHARSET = regex(r"(?i)charset=\"?([\w.:-]+)")
_MULTIPART = "multipart/form-data"
_MOST_PAIRS = 1000

Headers = tuple[tuple[str, str], ...]


def read(source: Source) -> ReceivedReport:
    """The report that a text shows; errors.SampleError, with the place, where it shows none."""
    text = _bare(source.text)
    if not text:
        raise SampleError(note("report-empty", name=source.name), source)
    if _CURL.match(text):
        from curl2sms import reading

        request = reading.read(source).request
        return of_request(request.url, request.headers, request.body or b"")
    if match := _REQUEST.match(text):
        headers, body = _headers(text[match.end() :])
        return _of_text(match["target"], headers, body, source)
    if text.startswith(("{", "[", "<")):
        return _of_text("/", (), text, source)
    if _TARGET.match(text):
        return _of_text(_on_one_line(text), (), "", source)
    if pairs := _printed(text) or _lines(text) or _wrapped(text):
        return ReceivedReport(pairs, pairs, alone=True)
    raise SampleError(note("report-unread", name=source.name), source)


def _bare(text: str) -> str:
    """A text without what is around it: empty lines, one pair of quotation marks, a method on its own line."""
    text = _METHOD_ALONE.sub("", text.removeprefix("\ufeff").strip())
    quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "\"'`" and text[0] not in text[1:-1]
    return text[1:-1].strip() if quoted else text


def _on_one_line(text: str) -> str:
    """A URL or pairs as they were before a page wrapped them: at a question mark or an ampersand."""
    first, *rest = (line.strip() for line in text.splitlines() if line.strip())
    for line in rest:
        first += line if line.startswith("&") or first.endswith(("?", "&")) else f"\n{line}"
    return first


def _printed(text: str) -> Pairs:
    """What a program printed of its pairs: ``[status] => DELIVRD``, one a line, in one pair of parentheses."""
    inner = _PRINTED.fullmatch(text)
    rows = _PRINTED_ROW.finditer(inner["rows"]) if inner else ()
    return tuple((row[1], row[2].strip()) for row in rows)


def _lines(text: str) -> Pairs:
    """Pairs one a line, ``status=DELIVRD`` or ``status: DELIVRD``, as they are meant."""
    matches = [_LINE.fullmatch(line.strip()) for line in text.splitlines() if line.strip()]
    pairs = tuple((match[1], match[2].strip().removesuffix(",")) for match in matches if match)
    return pairs if len(matches) > 1 and all(matches) else ()


def _wrapped(text: str) -> Pairs:
    """Pairs as a form or a query has them."""
    text = _on_one_line(text)
    return _pairs(text) if _PAIRS.fullmatch(text) else ()


def of_request(target: str, headers: Headers, body: bytes) -> ReceivedReport:
    """The report that an HTTP request carries; errors.SampleError where its body is none."""
    stated = first_value(headers, "Content-Type") or ""
    if stated.lower().startswith(_MULTIPART):
        return ReceivedReport(_query(target), _parts(stated, body))
    charset = _CHARSET.search(stated)
    return _of_text(target, headers, _decoded(body, charset[1] if charset else "utf-8"), None)


def _of_text(target: str, headers: Headers, body: str, source: Source | None) -> ReceivedReport:
    query, body = _query(target), body.strip().removeprefix("\ufeff")
    stated = first_value(headers, "Content-Type") or ""
    if stated.lower().startswith(_MULTIPART):
        return ReceivedReport(query, _parts(stated, body.encode()))
    if body.startswith(("{", "[")):
        return ReceivedReport(query, json=_json(body, source))
    if body.startswith("<"):
        raise SampleError(note("report-xml"), source)
    return ReceivedReport(query, _pairs(body))


def _query(target: str) -> Pairs:
    """The pairs after the first question mark of a URL or of a part of one."""
    return _pairs(target.partition("?")[2].partition("#")[0])


def _pairs(text: str) -> Pairs:
    """The pairs of a form or a query, as servers decode them; errors.SampleError for more than any report has."""
    try:
        return tuple(parse_qsl(text, keep_blank_values=True, max_num_fields=_MOST_PAIRS))
    except ValueError:
        raise SampleError(note("report-too-many-pairs", most=_MOST_PAIRS)) from None


def _parts(content_type: str, body: bytes) -> Pairs:
    """The named texts of a multipart form (RFC 7578)."""
    from email.parser import BytesParser
    from email.policy import HTTP

    message = BytesParser(policy=HTTP).parsebytes(f"Content-Type: {content_type}\r\n\r\n".encode() + body)
    parts = [part for part in message.iter_parts() if part.get_filename() is None]
    return tuple((str(part.get_param("name", "", "content-disposition")), _content(part)) for part in parts)


def _content(part: Any) -> str:
    raw: bytes = part.get_payload(decode=True) or b""
    return _decoded(raw, part.get_content_charset("utf-8"))


def _decoded(body: bytes, charset: str) -> str:
    try:
        return body.decode(charset, "replace")
    except (LookupError, ValueError):  # a charset that Python has not, or that is none of text
        return body.decode("utf-8", "replace")


def _headers(text: str) -> tuple[Headers, str]:
    """The headers of a request's text up to the empty line, and what follows it."""
    headers, at = [], 0
    while match := _HEADER.match(text, at):
        headers.append((match["name"], match["value"].strip()))
        at = match.end()
    return tuple(headers), text[at:]


def _json(text: str, source: Source | None) -> Any:
    try:
        return parsed(text)
    except json.JSONDecodeError as error:
        start = source.text.find(text) if source else -1
        span = Span(start + error.pos, start + error.pos + 1) if start >= 0 else None
        raise SampleError(note("report-no-json", span, why=error.msg), source) from None
    except ValueError as error:
        raise SampleError(note("report-no-json", why=str(error)), source) from None
