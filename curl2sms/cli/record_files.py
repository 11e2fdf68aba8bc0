"""``--records FILE``: the messages of a batch, one a line: JSON objects, or CSV with a line of names first."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence

from curl2sms.cli import files
from curl2sms.errors import UsageError, note
from curl2sms.records import record
from curl2sms.template.model import Template

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_TO, _BODY = "to", "body"


@record
class RecordLine:
    """A line of a file of records: its number, from 1, and the texts that it gives, by the template's names."""

    file: str
    number: int
    texts: Mapping[str, str]

    @property
    def to(self) -> str | None:
        """The recipient's number."""
        return self.texts.get(_TO)

    @property
    def body(self) -> str | None:
        """The message."""
        return self.texts.get(_BODY)

    @property
    def macros(self) -> dict[str, str]:
        """The texts of other placeholders."""
        return {name: text for name, text in self.texts.items() if name not in (_TO, _BODY)}


def read(path: str, template: Template) -> list[RecordLine]:
    """The lines of a file; UsageError with the line for one that can't be read, or that names what there is not."""
    text, name = files.read_text(path)
    known = (_TO, _BODY, *template.macro_names)
    rows = _json_lines(text) if text.lstrip("\ufeff \t\r\n").startswith("{") else _csv_lines(text)
    lines = []
    for number, texts in _told(rows, name, known):
        unknown = [key for key in texts if key not in known]
        if unknown:
            raise _unread(name, number, f"the template has no placeholder {unknown[0]!r}", known)
        if not texts.get(_TO):
            raise _unread(name, number, "the number (to) is missing", known)
        lines.append(RecordLine(name, number, texts))
    if not lines:
        raise _unread(name, 1, "it has no records", known)
    return lines


class _BadLineError(Exception):
    """A line that can't be read: its number, and why."""

    def __init__(self, number: int, why: str) -> None:
        super().__init__(why)
        self.number = number


def _told(
    rows: Iterator[tuple[int, dict[str, str]]], name: str, known: Sequence[str]
) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows, names without their ``$$``; UsageError for one that can't be read."""
    try:
        for number, row in rows:
            yield number, {key.removeprefix("$$"): text for key, text in row.items()}
    except _BadLineError as bad:
        raise _unread(name, bad.number, str(bad), known) from None


def _unread(file: str, line: int, why: str, known: Sequence[str]) -> UsageError:
    return UsageError(note("records-not-read", file=file, line=line, why=why, known=", ".join(known)))


def _json_lines(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        if not line.strip():
            continue
        try:
            pairs: Any = json.loads(line, object_pairs_hook=_Pairs, parse_constant=_no_constant)
        except (ValueError, RecursionError) as error:
            raise _BadLineError(number, f"it is not valid JSON ({error})") from None
        if not isinstance(pairs, _Pairs):
            raise _BadLineError(number, "it is not a JSON object")
        row = dict(pairs)
        if len(row) < len(pairs):
            raise _BadLineError(number, "a name occurs twice")
        for key, value in row.items():
            if isinstance(value, bool) or not isinstance(value, str | int):
                raise _BadLineError(number, f"{key} is no text")
        yield number, {key: str(value) for key, value in row.items()}


class _Pairs(list["tuple[str, Any]"]):
    """The members of a JSON object; a type of its own, because an array is a list too."""


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def _csv_lines(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.reader(text.removeprefix("\ufeff").splitlines(keepends=True), strict=True)
    names: list[str] = []
    begun = 1
    try:
        for row in reader:
            number, begun = begun, reader.line_num + 1
            if not row:
                continue
            if not names:
                names = [name.strip() for name in row]
                if len(set(names)) < len(names) or "to" not in [name.removeprefix("$$") for name in names]:
                    raise _BadLineError(number, "the first line must name the columns, each once, and one must be to")
                continue
            if len(row) != len(names):
                raise _BadLineError(number, f"it has {len(row)} values for {len(names)} names")
            yield number, dict(zip(names, row, strict=True))
    except csv.Error as error:
        raise _BadLineError(begun, f"it is not valid CSV ({error})") from None
