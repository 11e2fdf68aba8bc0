"""Parameters that a page lists each on lines of its own: its name, its type, what it is, and an example."""

from __future__ import annotations

import re
from collections.abc import Iterator

from curl2sms.patterns import regex
from curl2sms.reading.page.tables import NAME, ShownPair, shown_pair

_TYPE = r"(?:string|str|integer|int|number|numeric|boolean|bool|array|object|text|float|date|datetime|enum)"
_TYPE_LINE = regex(rf"{_TYPE}\b[^\n]{{0,60}}", re.IGNORECASE)
# ``to  string  required. The number. Example: 447700900123``
_ON_ONE_LINE = regex(
    r"[`*•> \t-]*+(?P<name>[A-Za-z_][\w.\[\]-]{0,40})[`*]*[ \t]++[`*]*(?:string|integer|int|boolean|bool|array|float)"
    r"(?=[`*\[\] \t]*+(?:$|[.,;(|<]|required|optional|mandatory))",
    re.IGNORECASE | re.MULTILINE,
)
_NO_NAMES = frozenset((
    "required", "optional", "mandatory", "example", "default", "defaults", "type", "description", "the", "a", "an",
    "this",
))  # fmt: skip
_EXAMPLE = regex(r"\b(?:examples?[ \t]*:|defaults[ \t]+to\b|default[ \t]*:)[ \t]*(?P<value>[^\n]*)", re.IGNORECASE)
_MOST_LINES = 8  # between the name of a parameter and its example


def listed(text: str, start: int, end: int, *, are_headers: bool = False) -> Iterator[ShownPair]:
    """The parameters of a stretch, the value empty where it shows none; those of headers need no type."""
    lines = [line for line in regex(r"[^\n]+").finditer(text, start, end) if line[0].strip()]
    spans = [(line.end() - len(line[0].lstrip()), line.start() + len(line[0].rstrip())) for line in lines]
    names = [
        (number, name)
        for number in range(len(spans))
        if (name := _name_at(text, spans, number, are_headers=are_headers)) is not None
    ]
    for (number, name), following in zip(names, [*(number for number, _ in names[1:]), len(spans)], strict=False):
        yield shown_pair(text, name, _example(text, spans[number : min(following, number + _MOST_LINES)]))


def _name_at(text: str, spans: list[tuple[int, int]], number: int, *, are_headers: bool) -> tuple[int, int] | None:
    """Where the name is of a parameter that begins on a line, if one does."""
    start, end = spans[number]
    first = text[start:end].split(maxsplit=1)[0].strip("`*:").lower()
    if first in _NO_NAMES:
        return None
    if found := _ON_ONE_LINE.match(text, start, end):
        return found.span("name")
    if not NAME.fullmatch(text, start, end) or _TYPE_LINE.fullmatch(text, start, end):
        return None
    following = spans[number + 1 : number + 3]
    if len(following) > 1 and text[slice(*following[0])].lower() in _NO_NAMES:
        following = following[1:]
    if not following:
        return None
    has_type = _TYPE_LINE.fullmatch(text, *following[0]) is not None
    return (start, end) if has_type or (are_headers and _EXAMPLE.match(text, *following[0])) else None


def _example(text: str, spans: list[tuple[int, int]]) -> tuple[int, int]:
    """Where the example of a parameter is: behind the word for it, or on the line below."""
    for number, (start, end) in enumerate(spans):
        if found := _EXAMPLE.search(text, start, end):
            value = found.span("value")
            if value[0] == value[1] and number + 1 < len(spans):
                value = spans[number + 1]
            while value[0] < value[1] and text[value[1] - 1] in ".`\"'":
                value = value[0], value[1] - 1
            while value[0] < value[1] and text[value[0]] in "`\"'":
                value = value[0] + 1, value[1]
            return value
    return spans[0][1], spans[0][1]
