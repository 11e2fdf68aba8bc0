"""Wire text to the letter: what is between placeholders, and how a value is percent-encoded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import quote, unquote

from curl2sms.proving.model import SPELLING, Difference
from curl2sms.records import record


@record
class Spelling:
    """A stretch of wire text: what is there to the letter, and the markers between.

    ``part`` is ``path``, ``query`` or ``body``. ``nested``: documents around the values decide how they are spelt.
    """

    part: str
    text: str
    nested: bool


def misspelt(part: str, expected: str, got: str) -> Difference:
    """Letters of a part of the request (``path``, ``query``, ``form``, ``body``) that are not as they should be."""
    return Difference(part, expected, got, SPELLING)


@record
class Missing:
    """A piece of a text that should be there and is not."""

    piece: str


def between(pieces: Sequence[str], text: str) -> list[str] | Missing:
    """What is between the pieces in a text that holds them all, in order, from its start to its end."""
    if len(pieces) == 1:
        return [] if text == pieces[0] else Missing(pieces[0])
    if not text.startswith(pieces[0]):
        return Missing(pieces[0])
    found, at = [], len(pieces[0])
    for piece in pieces[1:-1]:
        begin = text.find(piece, at)
        if begin < 0:
            return Missing(piece)
        found.append(text[at:begin])
        at = begin + len(piece)
    end = len(text) - len(pieces[-1])
    if end < at or not text.endswith(pieces[-1]):
        return Missing(pieces[-1])
    return [*found, text[at:end]]


def form_misspelt(body: str, charset: str, space: str) -> Iterator[Difference]:
    """Pairs that a form's one encoder would spell otherwise."""
    for pair in body.split("&") if body else []:
        name, equals, value = pair.partition("=")
        spelt = "=".join(encoded_again(part, "*", charset, space) for part in (name, value))
        if not equals or spelt != pair:
            yield misspelt("form", spelt, pair)


def encoded(text: str, safe: str, charset: str, space: str) -> str:
    """A text percent-encoded by the standard library; ``safe`` stays, and ``space`` spells a space.

    What the charset has not becomes a question mark: no such text should have been sent.
    """
    try:
        raw = text.encode(charset, "surrogateescape")
    except UnicodeEncodeError:
        raw = text.encode(charset, "replace")
    return quote(raw, safe).replace("%20", space)


def encoded_again(spelt: str, safe: str, charset: str, space: str) -> str:
    """A percent-encoded text as its one encoder would spell it."""
    plus = "%20" if space == "+" else "%2B"  # a plus is a space only to the encoder that writes it so
    return encoded(unquote(spelt.replace("+", plus), charset, "surrogateescape"), safe, charset, space)
