"""What a server takes a raw body for: by its Content-Type, and by the shape of its text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from email.message import Message

from curl2sms.http import FORM_TYPE
from curl2sms.patterns import regex
from curl2sms.proving import decoders
from curl2sms.proving.decoders import UndecodableError

JSON_LINES = "JSON lines"

# Media types that tell a structure, without those that a suffix or the first half shows (RFC 6839, RFC 2046).
_MEDIA_TYPES = {
    FORM_TYPE: "form",
    "application/json": "json",
    "text/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
    "text/csv": "csv",
    "application/csv": "csv",
    "text/comma-separated-values": "csv",
    "text/tab-separated-values": "csv",
    "application/x-ndjson": JSON_LINES,
    "application/ndjson": JSON_LINES,
    "application/jsonl": JSON_LINES,
    "application/x-jsonlines": JSON_LINES,
    "application/jsonlines": JSON_LINES,
    "application/json-seq": JSON_LINES,
}
_SUFFIXES = {"+json": "json", "+xml": "xml", "+json-seq": JSON_LINES}

_NAME = regex(r"[\w.\[\]%+-]*")  # of a parameter
_MULTIPART = regex(r"\s*--[^\r\n]+\r?\nContent-[\w-]+:", re.IGNORECASE)
_COLUMN = regex(r"\"?[\w.-]+\"?")  # a name of a column
_DELIMITERS = ",;\t|"
_LINE_ENDS = regex(r"[\r\n\x1e]+")  # U+001E begins a text of application/json-seq (RFC 7464); JSON holds the others


def of_media_type(content_type: str) -> str | None:
    """The structure that a Content-Type shows; None where it shows none (``text/plain``) or is unknown."""
    message = Message()
    message["Content-Type"] = content_type
    media_type = message.get_content_type()
    if media_type.startswith("multipart/"):
        return "multipart"
    suffix = next((shown for ending, shown in _SUFFIXES.items() if media_type.endswith(ending)), None)
    return _MEDIA_TYPES.get(media_type, suffix)


def of_shape(fillings: Sequence[str]) -> str | None:
    """The structure that the text of a body shows; None for a plain text.

    ``fillings`` are the text with one word and another instead of its placeholders: a structure is there with
    either.
    """
    return next((shown for shown, has_it in _SHAPES.items() if any(map(has_it, fillings))), None)


def is_form(text: str) -> bool:
    """Whether a body under a form's Content-Type has any pair: a text without ``=`` and ``&`` would be a mere name."""
    return "=" in text or "&" in text


def is_lenient_json(text: str) -> bool:
    """Whether a text is an object, or a list of objects, of JSON to a lenient reader alone."""
    if decoders.shape(text) == "json" or not text.strip().startswith(("{", "[")):
        return False
    try:
        return any(value.kind == "object" for value in decoders.document("lenient json", text))
    except UndecodableError:
        return False


def lines(text: str) -> list[str]:
    """The lines of a text that hold something."""
    return [line for line in _LINE_ENDS.split(text) if line.strip()]


def columns(text: str) -> int:
    """The most cells of a row of a CSV text. Raises UndecodableError where it is none."""
    cells = decoders.document(decoders.csv_syntax(text), text)
    return max((int(cell.step.rpartition(",")[2]) for cell in cells), default=0)


def _json(text: str) -> bool:
    return decoders.shape(text) == "json"


def _xml(text: str) -> bool:
    """One element, or several side by side with nothing but white space around them."""
    if decoders.shape(text) == "xml":
        return True
    if not text.lstrip().startswith("<"):  # so much can be told without a parser
        return False
    try:
        values = list(decoders.document("xml", f"<x>{text}</x>"))
    except UndecodableError:
        return False
    root, *inner = values
    outside = [v.text for v in inner if (v.kind == "tail" and v.step.count("/") == 2) or v.step == root.step]
    return any(v.kind == "element" for v in inner) and not "".join(outside).strip()


def _json_lines(text: str) -> bool:
    found = lines(text)
    return bool(found) and all(decoders.shape(line) == "json" for line in found)


def _multipart(text: str) -> bool:
    return _MULTIPART.match(text) is not None


def _form(text: str) -> bool:
    """Two pairs or more; others between them may lack their value, as ``flash`` in ``to=1&flash&text=x``."""
    cut = [pair.partition("=") for pair in text.strip().split("&")]
    named = [equals for name, equals, _ in cut if name and equals]
    return len(named) > 1 and all(_NAME.fullmatch(name) for name, *_ in cut)


def _csv(text: str) -> bool:
    """A row of names, and as many cells in each row that follows."""
    rows = lines(text)
    return len(rows) > 1 and any(map(_is_table(rows), _DELIMITERS))


def _is_table(rows: Sequence[str]) -> Callable[[str], bool]:
    def split_by(delimiter: str) -> bool:
        names = rows[0].split(delimiter)
        unquoted = (re.sub(r'"[^"]*"', "", row) for row in rows)
        return (
            len(names) > 1
            and all(map(_COLUMN.fullmatch, names))
            and all(row.count(delimiter) == len(names) - 1 for row in unquoted)
        )

    return split_by


_SHAPES: dict[str, Callable[[str], bool]] = {
    "json": _json,
    JSON_LINES: _json_lines,
    "xml": _xml,
    "multipart": _multipart,
    "form": _form,
    "csv": _csv,
}
