"""Where the values of a template's JSON text are written."""

from __future__ import annotations

import json

from curl2sms.errors import Span
from curl2sms.json_pointers import pointer_of
from curl2sms.patterns import regex

_LEXEME = regex(r'"(?:[^"\\]|\\.)*+"?|[][{},:]|[^\s][^\s,\]}]*')


def repeated_name(text: str) -> Span | None:
    """Where a name is in an object that has it already."""
    open_: list[set[str] | None] = []  # the names of each open object, None for an array
    is_name = False
    for lexeme in _LEXEME.finditer(text, text.startswith("\ufeff")):
        written = lexeme[0]
        if written in "[{":
            open_.append(set() if written == "{" else None)
        elif written in "]}":
            open_.pop()
        elif is_name and open_ and (names := open_[-1]) is not None:
            if (name := json.loads(written)) in names:
                return Span(*lexeme.span())
            names.add(name)
        is_name = written in "{,"
    return None


def spans(text: str) -> dict[str, Span]:
    """Where each value of a JSON text is written, by its JSON Pointer.

    That is a plain value's own span, and an object's or array's name or opening. ``text`` is known to be
    JSON, without repeated names.
    """
    found: dict[str, Span] = {}
    path: list[str | int] = []
    objects: list[bool] = []  # of each open container: is it an object?
    name: Span | None = None  # of the member whose value comes next
    for lexeme in _LEXEME.finditer(text, text.startswith("\ufeff")):
        written, span = lexeme[0], Span(*lexeme.span())
        if written in "]}":
            if len(path) == len(objects):  # not empty: a name or an index is still open
                path.pop()
            objects.pop()
        elif written == ",":
            last = path.pop()
            if isinstance(last, int):
                path.append(last + 1)
        elif written == ":":
            continue
        elif objects and objects[-1] and len(path) < len(objects):
            path.append(json.loads(written))
            name = span
        else:
            found[pointer_of(path)] = (name or span) if written in "[{" else span
            name = None
            if written in "[{":
                objects.append(written == "{")
                if written == "[":
                    path.append(0)
    return found
