"""A template's tokens: ``$$To``, ``$$Body``, macros and ``${NAME}``, cut from a text in one pass."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from curl2sms.patterns import regex
from curl2sms.records import record

TO, BODY = "To", "Body"
_VARIABLE = r"\$\{(?P<variable>[A-Za-z_][A-Za-z0-9_]*)\}"
_MACRO = r"\$\$(?P<macro>[A-Za-z][A-Za-z0-9_]*)"
_TOKEN = regex(f"{_VARIABLE}|{_MACRO}")


@record
class Token:
    """A token and where it stands: ``text[start:end]``. ``kind`` is ``macro`` or ``variable``."""

    kind: str
    name: str
    start: int
    end: int


def cut(text: str, macros: Sequence[str] = ()) -> Iterator[Token]:
    """The tokens of a text, left to right, longest match.

    A macro's name runs as far as letters, digits and ``_`` go, so ``$$Total`` is not ``$$To``; only ``$$To``,
    ``$$Body`` and the names in ``macros`` are placeholders, and every other ``$$`` is text. Every ``${NAME}`` is a
    variable.
    """
    placeholders = {TO, BODY, *macros}
    for match in _TOKEN.finditer(text):
        if match["variable"]:
            yield Token("variable", match["variable"], *match.span())
        elif match["macro"] in placeholders:
            yield Token("macro", match["macro"], *match.span())
