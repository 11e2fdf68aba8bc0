"""multipart/form-data (RFC 7578): parts with a name, maybe a content type, and a value, by their names.

The boundary is the body's first line; who reads a request compares it with the Content-Type's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from curl2sms.errors import SampleError, Source, Span, note
from curl2sms.layers.charset import check_carried
from curl2sms.layers.leaf import Leaf, Names, Style
from curl2sms.patterns import regex
from curl2sms.records import record

# A part that is a file by its Content-Disposition.
FILE = "file"

_PARAMETER = regex(r';\s*(name|filename)\s*=\s*("(?:[^"\\\r\n]|\\.)*"|[^\s;]*)', re.IGNORECASE)
_HEADERS_END = regex(r"\r\n\r\n|\n\n")
_LINE_END = regex(r"\r?\n")
_QUOTED_NAMES = {"%22": '"', "%0D": "\r", "%0A": "\n", "\\\\": "\\", '\\"': '"'}  # WHATWG HTML 4.10.21.8; older curl


@record
class Part:
    """One part: its name, its Content-Type, whether it is a file, the span of its value, and of all of it."""

    name: str
    content_type: str | None
    is_file: bool
    value: Span
    whole: Span


def boundary_of(content_type: str) -> str | None:
    """The boundary parameter of a Content-Type; None where it has none."""
    match = re.search(r';\s*boundary\s*=\s*(?:"([^"]+)"|([^\s;]+))', content_type, re.IGNORECASE)
    return (match[1] or match[2]) if match else None


def parts(text: str) -> list[Part]:
    """The parts in order; errors.SampleError (``multipart-broken``) where a delimiter or a part's headers are off."""
    line_end = _LINE_END.search(text)
    if not text.startswith("--") or not line_end:
        raise _broken(text, 0)
    delimiter = text[: line_end.start()]
    found: list[Part] = []
    start = 0
    while True:
        after = start + len(delimiter)
        if text.startswith("--", after):
            return found
        line_end = _LINE_END.match(text, after)
        end = _next_delimiter(text, after, delimiter)
        if not line_end or end is None:
            raise _broken(text, start)
        headers_end = _HEADERS_END.search(text, line_end.end() - 1, end.end)
        if not headers_end or headers_end.end() > end.start:
            raise _broken(text, start)
        headers = text[line_end.end() : headers_end.start()]
        found.append(_part(headers, Span(headers_end.end(), end.start), Span(start, end.end)))
        start = end.end


def leaves(text: str, _charset: str = "utf-8", /) -> Iterator[Leaf]:
    """Each part's value as it stands (kind ``value``, or ``file``), by the part's name."""
    names = Names()
    for part in parts(text):
        span = part.value
        yield Leaf(names.unique(part.name), text[span.start : span.end], span, FILE if part.is_file else "value")


def escape(value: str, _kind: str, style: Style, /) -> str:
    """The text itself; errors.UnfitError where the charset can't carry it."""
    check_carried(value, style.charset)
    return value


def offsets(raw: str, _kind: str, _charset: str = "utf-8", /) -> Sequence[int]:
    """See Layer."""
    return range(len(raw) + 1)


def cuts(text: str, names: Collection[str], _charset: str = "utf-8", /) -> list[Span]:
    """Parts, each with the delimiter before it."""
    called = Names()
    return [part.whole for part in parts(text) if called.unique(part.name) in names]


def _next_delimiter(text: str, start: int, delimiter: str) -> Span | None:
    """From the line end that belongs to the next delimiter to the delimiter itself."""
    at = text.find("\n" + delimiter, start)
    if at < 0:
        return None
    return Span(at - (text[at - 1] == "\r"), at + 1)


def _part(headers: str, value: Span, whole: Span) -> Part:
    name, content_type, is_file = "", None, False
    for line in _LINE_END.split(headers):
        key, _, rest = line.partition(":")
        if key.strip().lower() == "content-type":
            content_type = rest.strip()
        elif key.strip().lower() == "content-disposition":
            given = {match[1].lower(): match[2] for match in _PARAMETER.finditer(rest)}
            name, is_file = _unquoted(given.get("name", "")), "filename" in given
    return Part(name, content_type, is_file, value, whole)


def _unquoted(name: str) -> str:
    if not name.startswith('"'):
        return name
    return re.sub(r'%22|%0D|%0A|\\\\|\\"', lambda match: _QUOTED_NAMES[match[0]], name[1:-1])


def _broken(text: str, at: int) -> SampleError:
    return SampleError(note("multipart-broken", Span(at, min(at + 1, len(text)))), Source("the multipart body", text))
