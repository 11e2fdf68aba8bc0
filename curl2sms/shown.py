"""Text from outside, made safe and legible for people: nothing hidden, nothing that moves a cursor, no secrets."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from functools import cached_property

from curl2sms.errors import Source, Span
from curl2sms.http import STAND_IN
from curl2sms.records import record

MASK = "***"
# Below this many characters a secret is masked only where it is as a value does: "a" is an article.
_AS_A_VALUE_BELOW = 4
# No letter or digit is there, or one that ends an escape: %3D, %253D, \\n, \\u0022.
_WORD_BEGINS = r"(?:(?<![^\W_])|(?<=%[0-9A-Fa-f]{2})|(?<=%25[0-9A-Fa-f]{2})|(?<=\\[nrtbf])|(?<=\\u[0-9A-Fa-f]{4}))"
_WORD_ENDS = r"(?![^\W_])"
_VALUE_BEGINS = r"""(?:(?<=[="'>])|(?<== )|(?<=%3[AaDd])|(?<=%22)|(?<=: )(?=\S+\r?(?:\n|$)))"""  # the last: a header's
_VALUE_ENDS = r"""(?=["'&,;<}\])\s@\\]|%26|%22|%0A|$)"""
_PLACEHOLDER = r"\$\{\w+\}|\$\$\w+|\{\{?[^\W\d][\w .-]*\}?\}|<[^\W\d][\w .-]*>"
# What other spellings a character has: of markup, and of JSON.
_ESCAPED = {
    "&": ("&amp;",),
    "<": ("&lt;",),
    ">": ("&gt;",),
    '"': ("&quot;", '\\"', '\\\\\\"'),
    "'": ("&#x27;", "&#39;"),
    "/": (r"\/", r"\\/"),
    "\\": ("\\\\", "\\\\\\\\"),
    " ": ("+",),
    "\n": ("\\n", "\\\\n"),
    "\r": ("\\r", "\\\\r"),
    "\t": ("\\t", "\\\\t"),
}
_EXCERPT_COLUMNS = 100


def _is_hidden(character: str) -> bool:
    """Control, format (bidi, zero-width, tags), surrogate, private and unassigned characters; line separators."""
    if character.isprintable():
        return False
    import unicodedata

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


def safe_json(data: object) -> str:
    """Data as JSON for programs, indented by two, with a line feed at its end.

    Characters that a terminal would hide or obey are escaped, which changes nothing for who parses it (RFC 8259 7).
    """
    import json

    return with_escapes(json.dumps(data, ensure_ascii=False, indent=2)) + "\n"


def with_escapes(text: str) -> str:
    """A JSON text in which every character that a terminal or an editor would hide or obey is escaped."""
    if text.isascii() and "\x7f" not in text:
        return text
    return "".join(_escaped(one) if one != "\n" and _is_hidden(one) else one for one in text)


def _escaped(character: str) -> str:
    """A character as JSON escapes it: by its units of UTF-16."""
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(rf"\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def width(text: str) -> int:
    """The columns that a text takes on a terminal: two for East Asian wide characters, none for combining ones."""
    if text.isascii():
        return len(text)
    import unicodedata

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
    """Hides secrets by value, however a URL, JSON, markup or Base64 spells them.

    A secret is hidden between characters that are no letters or digits, and never within a longer word or number. One
    of ``words``, which are words of other texts too, and a very short one are hidden only where a value is.
    Placeholders (``{token}``) stay.

    >>> Mask(["s3cret pass"])("key=s3cret+pass&x=1")
    'key=***&x=1'
    """

    def __init__(self, secrets: Iterable[str], words: Collection[str] = ()) -> None:
        self._secrets = sorted({secret for secret in secrets if secret}, key=lambda secret: (-len(secret), secret))
        self._words = words
        self._kept = [run for secret in self._secrets for run in (_plainest(secret), _plainest(_base64(secret)))]

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        patterns = [_pattern(secret, as_value=secret in self._words) for secret in self._secrets]
        return re.compile("|".join([f"(?P<secret>{'|'.join(patterns)})", _PLACEHOLDER]))

    def __call__(self, text: str) -> str:
        """The text with ``***`` for every secret."""
        return self._replaced(text, lambda _: MASK)

    def keeping_length(self, text: str) -> str:
        """The text with every secret's characters replaced one by one, so that columns stay."""
        return self._replaced(text, lambda secret: "*" * len(secret))

    def _replaced(self, text: str, instead: Callable[[str], str]) -> str:
        if not any(run in text for run in self._kept):
            return text

        def replaced(found: re.Match[str]) -> str:
            whole: str = found[0]
            return whole if found["secret"] is None else instead(whole)

        return self._pattern.sub(replaced, text)


def _base64(secret: str) -> str:
    from binascii import b2a_base64  # the module base64 loads more

    return b2a_base64(secret.encode("utf-8", "surrogatepass"), newline=False).decode().rstrip("=")


def _plainest(text: str) -> str:
    """The longest run of ASCII letters and digits, which every spelling of the text has; maybe none."""
    runs: list[str] = re.findall("[A-Za-z0-9]*", text)
    return max(runs, key=len)


def _pattern(secret: str, *, as_value: bool) -> str:
    """What finds a secret in a text; the less it is worth as a sign of itself, the more must be around it."""
    encoded = _base64(secret)
    patterns = [_between(_spellings(secret), secret, as_value=as_value or len(secret) < _AS_A_VALUE_BELOW)]
    if len(encoded) >= _AS_A_VALUE_BELOW:
        either = _spellings(encoded).replace(r"\+", r"[+\-]").replace("/", "[/_]")
        patterns.append(_between(either, encoded, as_value=False) + "(?:=|%3[Dd]|%253[Dd])*")
    return "|".join(patterns)


def _between(pattern: str, spelt: str, *, as_value: bool) -> str:
    """A pattern with what must be before and after it."""
    if as_value:
        return f"{_VALUE_BEGINS}{pattern}{_VALUE_ENDS}"
    return f"{_WORD_BEGINS if spelt[0].isalnum() else ''}{pattern}{_WORD_ENDS if spelt[-1].isalnum() else ''}"


def _spellings(secret: str) -> str:
    """A pattern for a text as it is and as encoders spell it; letters and digits of ASCII are never encoded."""
    return "".join(
        character if character.isascii() and character.isalnum() else _spellings_of(character) for character in secret
    )


def _spellings_of(character: str) -> str:
    raw = character.encode("utf-8", "surrogatepass")
    percent = "".join(f"%{byte:02X}" for byte in raw)
    units = character.encode("utf-16-be", "surrogatepass").hex()
    escaped = "".join(rf"\u{units[at : at + 4]}" for at in range(0, len(units), 4))
    spelt = [
        *_ESCAPED.get(character, ()),
        *(form for once in (percent, percent.lower()) for form in (once.replace("%", "%25"), once)),
        *(form for once in (escaped, escaped.upper().replace("U", "u")) for form in ("\\" + once, once)),
        visible(character),
        character,
    ]
    return f"(?:{'|'.join(map(re.escape, dict.fromkeys(spelt)))})"


@record
class Shortened:
    """A text that is shown at most so long; what is secret in it is masked before it is cut."""

    text: str
    columns: int = 60

    def __str__(self) -> str:
        return shortened(self.text, self.columns)

    def __format__(self, spec: str) -> str:
        return str(self)

    def hidden(self, hide: Callable[[str], str]) -> Shortened:
        """With secrets masked."""
        return Shortened(hide(self.text), self.columns)


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
