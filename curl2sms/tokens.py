"""A template's tokens: ``$$To``, ``$$Body``, macros and ``${NAME}``, cut from a text in one pass."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import cache

from curl2sms.knowledge import knowledge, names_in
from curl2sms.patterns import regex
from curl2sms.records import record

TO, BODY, TEMPLATE_ID, MESSAGE_ID = "To", "Body", "TemplateID", "MessageID"
TO_TOKEN, BODY_TOKEN = f"$${TO}", f"$${BODY}"  # as a text writes them
ACCESS_TOKEN = "${ACCESS_TOKEN}"  # what means a token that is fetched, in a request that is only shown
_VARIABLE = r"\$\{(?P<variable>[A-Za-z_][A-Za-z0-9_]*)\}"
_MACRO = r"\$\$(?P<macro>[A-Za-z][A-Za-z0-9_]*)"
_TOKEN = regex(f"{_VARIABLE}|{_MACRO}", only_with=("${", "$$"))
SPELT_AS_MACRO = regex(_MACRO, only_with=("$$",))  # whatever its name, ``$$Total`` too


@record
class Token:
    """A token and where it is: ``text[start:end]``. ``kind`` is ``macro`` or ``variable``."""

    kind: str
    name: str
    start: int
    end: int


def variable_token(name: str) -> str:
    """A variable as a text writes it: ``${NAME}``."""
    return f"${{{name}}}"


def macro_token(name: str) -> str:
    """A macro as a text writes it: ``$$MessageID``."""
    return f"$${name}"


@cache
def documented() -> frozenset[str]:
    """The names of the placeholders that platforms document besides To and Body (``data/platforms/``)."""
    rows = [knowledge(name)["placeholders"] for name in names_in("platforms")]
    spelt = {name for row in rows for name, known in row.items() if known["spelling"] == f"$${name}"}
    return frozenset(spelt - {TO, BODY})


def cut(text: str, macros: Collection[str] = ()) -> Iterator[Token]:
    """The tokens of a text, left to right, longest match.

    A macro's name runs as far as letters, digits and ``_`` go, so ``$$Total`` is not ``$$To``; only ``$$To``,
    ``$$Body`` and the names in ``macros`` are placeholders, and every other ``$$`` is text. Every ``${NAME}`` is a
    variable.
    """
    if "$" not in text:
        return
    placeholders = {TO, BODY, *macros}
    for match in _TOKEN.finditer(text):
        if match["variable"]:
            yield Token("variable", match["variable"], *match.span())
        elif match["macro"] in placeholders:
            yield Token("macro", match["macro"], *match.span())


def holds_macro(text: str, name: str) -> bool:
    """Whether a text holds a placeholder of a name, spelt as one: ``$$To`` is in ``+$$To``, and not in ``$$Total``."""
    return (
        "$$" in text
        and macro_token(name) in text
        and any(one.kind == "macro" and one.name == name for one in cut(text, (name,)))
    )


def replaced(text: str, value_of: Callable[[str], str], macros: Collection[str] = ()) -> str:
    """A text with a value in place of each token, in one pass; ``value_of`` is given the token as it is written.

    >>> replaced("Hi ${NAME}, $$Total of $$To", {"${NAME}": "Ann", "$$To": "2"}.__getitem__)
    'Hi Ann, $$Total of 2'
    """
    parts, end = [], 0
    for token in cut(text, macros):
        parts += [text[end : token.start], value_of(text[token.start : token.end])]
        end = token.end
    return "".join((*parts, text[end:]))
