"""The words of reports, in ``data/report-words.json``: names of fields, states, and what has which code."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from curl2sms.knowledge import knowledge
from curl2sms.patterns import regex

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_WORD = regex(r"(?:(?![A-Z][a-z])[A-Z])+|[A-Z]?[a-z]+|[^\W\d_A-Za-z]+|\d+")


@cache
def table() -> Mapping[str, Any]:
    """The rows of the file."""
    rows: dict[str, Any] = knowledge("report-words")
    return rows


def spaced(text: str) -> str:
    """The words of a text in lower case, apart by one space.

    >>> spaced("AbsentSubscriber"), spaced("ERR_INBOX_FULL"), spaced("DLT template: not found")
    ('absent subscriber', 'err inbox full', 'dlt template not found')
    """
    return " ".join(word.lower() for word in _WORD.findall(text))


def strength(part: str, name: str) -> int:
    """How surely a field of that name is the ``id``, ``state``, ``time`` or ``error``: 2, 1, or 0 for not at all."""
    known, said = _names()[part], spaced(name).split(" ")
    return known.get("".join(said), 0) or (said[0] in table()["prefixes"] and known.get("".join(said[1:]), 0)) or 0


@cache
def _names() -> Mapping[str, Mapping[str, int]]:
    return {
        part: {word.replace(" ", ""): 2 - level for level in (1, 0) for word in levels[level]}
        for part, levels in table()["names"].items()
    }


def meaning(state: str) -> str | None:
    """What a state most likely means: ``delivered``, ``failed``, ``pending``; None for a word that is not known."""
    return _meanings().get(spaced(state).replace(" ", ""))


@cache
def _meanings() -> Mapping[str, str]:
    return {word.replace(" ", ""): kind for kind in ("delivered", "failed", "pending") for word in table()[kind]}


def code_of(text: str) -> str | None:
    """The platform's code that the words of an error or a state mean; None where none does."""
    padded = f" {spaced(text)} "
    rows = table()["codes"]
    return next((row["code"] for row in rows if any(f" {words} " in padded for words in row["words"])), None)
