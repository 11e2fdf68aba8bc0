"""multipart/form-data (RFC 7578): parts with a name, maybe a content type, and a value, by their names.

The boundary is the body's first line; the reader of a request compares it with the Content-Type's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from curl2sms.errors import SampleError, Source, Stretch, note
from curl2sms.layers.charset import check_carried
from curl2sms.layers.leaf import Leaf, Style, one_to_one, same_kinds
from curl2sms.layers.place import Names
from curl2sms.patterns import regex
from curl2sms.records import record

# A part that is a file by its Content-Disposition.
FILE = "file"

# How a quoted name holds what would end it: as curl and browsers write (WHATWG HTML, "Multipart form data"), and as
# older curl did.
_IN_NAME = str.maketrans({'"': "%22", "\r": "%0D", "\n": "%0A"})
_IN_NAME_BACKSLASHED = str.maketrans({'"': '\\"', "\\": "\\\\"})
_ESCAPE_IN_NAME = regex(r'%22|%0D|%0A|\\\\|\\"')
_MEANINGS_IN_NAME = {"%22": '"', "%0D": "\r", "%0A": "\n", "\\\\": "\\", '\\"': '"'}

_PARAMETER = regex(r';\s*(name|filename)\s*=\s*("(?:[^"\\\r\n]|\\.)*"|[^\s;]*)', re.IGNORECASE)
_BOUNDARY = regex(r';\s*boundary\s*=\s*(?:"([^"]+)"|([^\s;]+))', re.IGNORECASE, only_with=("boundary",))
_HEADERS_END = regex(r"\r\n\r\n|\n\n")
_LINE_END = regex(r"\r?\n")


@record
class BodyPart:
    """One part: its name, its Content-Type, whether it is a file, the span of its value, and of all of it."""

    name: str
    content_type: str | None
    is_file: bool
    value: Stretch
    whole: Stretch


offsets, kinds_of_parts = one_to_one, same_kinds


def boundary_of(content_type: str) -> str | None:
    """The boundary parameter of a Content-Type; None where it has none."""
    match = _BOUNDARY.search(content_type)
    return (match[1] or match[2]) if match else None


def parts(text: str) -> list[BodyPart]:
    """The parts in order; errors.SampleError (``multipart-broken``) where a delimiter or a part's headers are off."""
    line_end = _LINE_END.search(text)
    if not text.startswith("--") or not line_end:
        raise _broken(text, 0)
    delimiter = text[: line_end.start()]
    found: list[BodyPart] = []
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
        found.append(_part(headers, Stretch(headers_end.end(), end.start), Stretch(start, end.end)))
        start = end.end


def head(
    name: str | None,
    content_type: str | None = None,
    *,
    filename: str | None = None,
    headers: Sequence[str] = (),
    disposition: str | None = "form-data",
    backslashes: bool = False,
) -> str:
    """A part's headers as curl writes them, and the empty line after them.

    ``headers`` are whole lines without their ends; without a ``disposition`` they state it. ``backslashes`` quotes
    names as ``curl --form-escape`` does.
    """
    quoting = _IN_NAME_BACKSLASHED if backslashes else _IN_NAME
    line = f"Content-Disposition: {disposition}"
    for parameter, value in (("name", name), ("filename", filename)):
        if value is not None:
            line += f'; {parameter}="{value.translate(quoting)}"'
    disposed = [] if disposition is None else [line]
    typed = [] if content_type is None else [f"Content-Type: {content_type}"]
    return "\r\n".join([*disposed, *typed, *headers, "", ""])


def joined(whole_parts: Sequence[bytes]) -> tuple[bytes, str]:
    """The body of parts (each its head and its value), and its boundary."""
    boundary = boundary_for(whole_parts)
    before, after, end = (text.encode() for text in delimiters(boundary))
    return b"".join((*(before + part + after for part in whole_parts), end)), boundary


def boundary_for(whole_parts: Sequence[bytes]) -> str:
    """The boundary of a body: 24 hyphens and 16 hex digits, as curl has it.

    It is a digest of the parts, so that the same parts give the same body. None of them holds it (RFC 2046 5.1.1).
    """
    import hashlib

    digest = hashlib.sha256(b"\0".join(whole_parts))
    boundary = "-" * 24 + digest.hexdigest()[:16]
    while any(boundary.encode() in part for part in whole_parts):
        digest.update(b"\0")
        boundary = "-" * 24 + digest.hexdigest()[:16]
    return boundary


def delimiters(boundary: str) -> tuple[str, str, str]:
    """What is before each part, after each, and at the end of the body."""
    return f"--{boundary}\r\n", "\r\n", f"--{boundary}--\r\n"


def leaves(text: str, _charset: str = "utf-8", /) -> Iterator[Leaf]:
    """Each part's value as it is (kind ``value``, or ``file``), by the part's name."""
    names = Names()
    for part in parts(text):
        span = part.value
        yield Leaf(names.unique(part.name), text[span.start : span.end], span, FILE if part.is_file else "value")


def escape(value: str, _kind: str, style: Style, /) -> str:
    """The text itself; errors.UnfitError where the charset can't encode it."""
    check_carried(value, style.charset)
    return value


def cuts(text: str, names: Collection[str], _charset: str = "utf-8", /) -> list[Stretch]:
    """Parts, each with the delimiter before it."""
    called = Names()
    return [part.whole for part in parts(text) if called.unique(part.name) in names]


def _next_delimiter(text: str, start: int, delimiter: str) -> Stretch | None:
    """From the line end that belongs to the next delimiter to the delimiter itself."""
    at = text.find("\n" + delimiter, start)
    if at < 0:
        return None
    return Stretch(at - (text[at - 1] == "\r"), at + 1)


def _part(headers: str, value: Stretch, whole: Stretch) -> BodyPart:
    """The part that some header lines describe."""
    name, content_type, is_file = "", None, False
    for line in _LINE_END.split(headers):
        key, _, rest = line.partition(":")
        if key.strip().lower() == "content-type":
            content_type = rest.strip() or None  # an empty one says nothing
        elif key.strip().lower() == "content-disposition":
            given = {match[1].lower(): match[2] for match in _PARAMETER.finditer(rest)}
            name, is_file = _unquoted(given.get("name", "")), "filename" in given
    return BodyPart(name, content_type, is_file, value, whole)


def _unquoted(name: str) -> str:
    if not name.startswith('"'):
        return name
    return _ESCAPE_IN_NAME.sub(lambda match: _MEANINGS_IN_NAME[match[0]], name[1:-1])


def _broken(text: str, at: int) -> SampleError:
    where = Stretch(at, min(at + 1, len(text)))
    return SampleError(note("multipart-broken", where), Source("the multipart body", text))
