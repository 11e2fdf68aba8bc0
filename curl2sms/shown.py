"""Text from outside, made safe and legible for people: nothing hidden, nothing that moves a cursor, no secrets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from curl2sms.errors import Source, Span
from curl2sms.http import STAND_IN

MASK = "***"
# Below this many characters a secret is masked only where it stands as a word of its own: "secret" in "secretary".
_WHOLE_WORD_BELOW = 8
# Below this many only where it stands as a value does: "a" is an article, and a password in "pw=a".
_AS_A_VALUE_BELOW = 4
_EXCERPT_COLUMNS = 100


def _is_hidden(character: str) -> bool:
    """Control, format (bidi, zero-width, tags), surrogate, private and unassigned characters; line separators."""
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def visible(text: str, *, keep: str = "") -> str:
    """A text in which every character that a terminal would hide or obey is spelt out: ``<U+202E>``.

    Characters in ``keep`` (say ``"\\n"``) stay. A line feed and a tab are spelt ``\\n`` and ``\\t``; the stand-in of
    an unset variable is shown as ``$NAME``. A zero-width joiner between two others (an emoji, Indic text) stays.
    """
    text = STAND_IN.sub(lambda m: f"${m[1]}", text)
    if text.isascii() and text.isprintable():
        return text
    shown = []
    for i, character in enumerate(text):
        if character in keep or not _is_hidden(character):
            shown.append(character)
        elif character in "\n\r\t":
            shown.append({"\n": "\\n", "\r": "\\r", "\t": "\\t"}[character])
        elif character in "\u200c\u200d" and 0 < i < len(text) - 1 and ord(text[i - 1]) > 0x2FF:
            shown.append(character)
        else:
            shown.append(f"<U+{ord(character):04X}>")
    return "".join(shown)


def width(text: str) -> int:
    """The columns that a text takes on a terminal: two for East Asian wide characters, none for combining ones."""
    if text.isascii():
        return len(text)
    return sum(
        0
        if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me", "Cf"}
        else 2
        if unicodedata.east_asian_width(character) in "WF"
        else 1
        for character in text
    )


def shortened(text: str, columns: int) -> str:
    """A text cut to some columns, with ``…`` where something is missing."""
    end, used = 0, 0  # of what leaves a column for the sign
    for at, character in enumerate(text, 1):
        used += width(character)
        if used > columns:
            return f"{text[:end]}…"
        end = at if used < columns else end
    return text


class Mask:
    """Hides secrets by value, also in their percent-encoded and Base64 forms.

    >>> Mask(["s3cret pass"])("key=s3cret+pass&x=1")
    'key=***&x=1'
    """

    def __init__(self, secrets: Iterable[str]) -> None:
        forms = {form for secret in secrets if secret for form in _forms(secret)}
        words = map(_expression, sorted(forms, key=lambda form: (-len(form), form)))
        self._pattern = re.compile("|".join(words)) if forms else None

    def __call__(self, text: str) -> str:
        """The text with ``***`` for every secret."""
        return self._pattern.sub(MASK, text) if self._pattern else text

    def keeping_length(self, text: str) -> str:
        """The text with every secret's characters replaced one by one, so that columns stay."""
        return self._pattern.sub(lambda m: "*" * len(m[0]), text) if self._pattern else text


def _expression(form: str) -> str:
    """What finds a secret's spelling in a text; the shorter it is, the more must stand around it."""
    spelt = re.escape(form)
    if len(form) < _AS_A_VALUE_BELOW:
        return rf"""(?<=[=:"'>]){spelt}(?=["'&,;<}}\s@]|$)"""
    return spelt if len(form) >= _WHOLE_WORD_BELOW else rf"(?<![0-9A-Za-z]){spelt}(?![0-9A-Za-z])"


def _forms(secret: str) -> Iterable[str]:
    """The spellings in which a secret may be met."""
    import json
    from base64 import b64encode
    from urllib.parse import quote, quote_plus

    raw = secret.encode("utf-8", "surrogatepass")
    yield secret
    yield quote(raw, safe="")
    yield quote(raw, safe="").lower()
    yield quote_plus(raw)
    yield b64encode(raw).decode()
    for ascii_alone in (False, True):
        once = json.dumps(secret, ensure_ascii=ascii_alone)[1:-1]
        yield from (once, json.dumps(once)[1:-1])
    markup = secret.replace("&", "&amp;").replace("<", "&lt;")
    yield from (markup, markup.replace(">", "&gt;"), markup.replace(">", "&gt;").replace('"', "&quot;"))


def excerpt(source: Source, span: Span, mask: Mask | None = None) -> str:
    """The line that a span begins in, with carets under what the span covers of it, and its number at the left.

    A long line is cut around the carets; carets count display columns.
    """
    begin = source.position(span.start)
    line = source.line(begin.line)
    if mask:
        line = mask.keeping_length(line)
    start = begin.column - 1
    end = max(start + 1, min(len(line), start + span.end - span.start))
    if "\n" in source.text[span.start : span.end]:
        end = max(start + 1, len(line.rstrip()))
    first = max(0, start - _EXCERPT_COLUMNS // 3)
    last = min(len(line), first + _EXCERPT_COLUMNS)
    before = ("…" if first else "") + visible(line[first:start])
    marked = visible(line[start : min(end, last)]) or " "
    after = visible(line[end:last]) + ("…" if last < len(line) else "")
    gutter = f"{begin.line:>5} | "
    return f"{gutter}{before}{marked}{after}\n{' ' * (len(gutter) - 2)}| {' ' * width(before)}{'^' * width(marked)}"
