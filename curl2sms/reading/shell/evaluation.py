"""What bash works out without running anything: ``${A%.*}``, ``${A//[^0-9]/}``, ``$'a\\n'``.

Bash's manual, "Shell Parameter Expansion", "Pattern Matching" and "ANSI-C Quoting". Each function gives None where its
rule does not tell the result for certain.
"""

from __future__ import annotations

import re
from itertools import islice

from curl2sms.errors import SampleError, note
from curl2sms.http import CLOSE, OPEN
from curl2sms.patterns import regex
from curl2sms.traced import Traced, joined

# A value longer than this is not matched against patterns with stars, which takes quadratic time.
_LONGEST_MATCHED = 2000
# Of more replacements than these in a value, each has the place of the whole.
_MOST_PIECES = 100
_STAR_OR_CLASS = regex(
    r"\*|\?|\[(?P<not>[!^]?)(?P<set>\]?(?:\[:[a-z]+:\]|[^\]])*)\]|\\(?P<char>.)|(?P<other>.)", re.DOTALL
)
_CLASSES = {
    "digit": "0-9", "alpha": "A-Za-z", "alnum": "A-Za-z0-9", "upper": "A-Z", "lower": "a-z", "space": r"\s",
    "blank": r" \t", "xdigit": "0-9A-Fa-f",
}  # fmt: skip


def _escapes(octal: str, control: str, others: str, braced: str = "(?P<braced>(?!))") -> re.Pattern[str]:
    """The escapes that a backslash begins; ``others`` are the characters that it may be before besides."""
    numbers = rf"x(?:{braced}|(?P<hex>[0-9A-Fa-f]{{1,2}}))|u(?P<u>[0-9A-Fa-f]{{1,4}})|U(?P<U>[0-9A-Fa-f]{{1,8}})"
    return regex(rf"\\(?:{octal}|{numbers}|{control}|(?P<char>{others}))", re.DOTALL)


# Of ``$'...'``, of ``printf %b``, of ``printf``'s format, of ``echo -e``: bash's manual, "Bash Builtin Commands".
# The manual is silent on braces: bash has them from ksh.
QUOTED = _escapes("(?P<oct>[0-7]{1,3})", "c(?P<ctrl>.)", ".", r"\{(?P<braced>[0-9A-Fa-f]*+)\}?")
ANSI = _escapes("(?P<oct>[0-7]{1,3})", "c(?P<ctrl>.)", ".")
FORMAT = _escapes("(?P<oct>[0-7]{1,3})", "(?P<ctrl>(?!))", ".")
ECHO = _escapes("0(?P<oct>[0-7]{0,3})", "(?P<ctrl>(?!))", "[^\"'?]")
_AS_BYTES = ("utf-8", "surrogateescape")
_ESCAPED = regex(r"\\(.)", re.DOTALL)
_BYTES = regex("[\udc80-\udcff]+")
_ANSI_CHARS = {"a": "\a", "b": "\b", "e": "\x1b", "E": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


def trimmed(operator: str, value: Traced, word: Traced) -> Traced | None:
    """``${NAME#word}``, ``${NAME/a/b}``, ``${NAME:1:2}``, ``${NAME^^}``; ``word`` has lost its quotes already."""
    if operator == ":":
        return _substring(value, word.text)
    if operator in {"^^", ",,", "^", ","} and not word.text:
        changed = value.text.upper() if "^" in operator else value.text.lower()
        if len(changed) != len(value):  # bash changes character by character
            return None
        count = len(value) if len(operator) == 2 else min(1, len(value))
        return value.rewritten(0, count, changed[:count]) + value[count:]
    if operator in {"#", "##", "%", "%%"}:
        return _without_end(operator, value, word.text)
    return _replaced(operator, value, word) if operator in {"/", "//"} else None


def _without_end(operator: str, value: Traced, word: str) -> Traced | None:
    """The value without its shortest (``#``, ``%``) or longest (``##``, ``%%``) beginning or end that matches."""
    text = value.text
    pattern = _expression(word)
    if pattern is None or ("*" in word and len(text) > _LONGEST_MATCHED):
        if operator[0] == "%" or set(word) & set("*?[\\"):
            return None
        return value[len(word) :] if text.startswith(word) else value
    lengths = range(len(text) + 1) if "*" in word else [min(len(text), _length(word))]
    for length in lengths if len(operator) == 1 else reversed(lengths):
        end = text[:length] if operator[0] == "#" else text[len(text) - length :]
        if pattern.fullmatch(end):
            return value[length:] if operator[0] == "#" else value[: len(text) - length]
    return value


def _length(word: str) -> int:
    """How many characters a pattern without stars matches."""
    return sum(1 for _ in _STAR_OR_CLASS.finditer(word))


def _replaced(operator: str, value: Traced, word: Traced) -> Traced | None:
    """``${NAME/pattern/text}``: the first match, with ``//`` all, with ``/#`` and ``/%`` one at an end."""
    anchor = word.text[0] if operator == "/" and word.text[:1] in {"#", "%"} else ""
    found = regex(r"(?P<pattern>(?>\[[^\]]*\]|\\.|[^/\\])*+)(?:/(?P<text>.*))?", re.DOTALL).fullmatch(
        word.text, len(anchor)
    )
    if found is None or not found["pattern"]:
        return None
    text = word[found.start("text") :] if found["text"] else Traced("")
    expression = _expression(found["pattern"], anchor)
    if (
        expression is None
        or re.search(r"(?<!\\)&", text.text)
        or ("*" in found["pattern"] and len(value) > _LONGEST_MATCHED)
    ):
        return None
    text = text.sub(_ESCAPED, lambda escaped: escaped[1])
    found_all = islice(expression.finditer(value.text), None if operator == "//" else 1)
    # Nothing is replaced after the last match, which took all there is.
    stretches = [match.span() for match in found_all if match[0] or not value.text]
    ends = [0, *(end for _, end in stretches)]
    kept = [slice(end, start) for end, (start, _) in zip(ends, stretches, strict=False)]
    rest = slice(ends[-1], len(value))
    if len(stretches) > _MOST_PIECES:
        whole = text.text.join([value.text[part] for part in (*kept, rest)])
        return value.rewritten(0, len(value), whole)
    return joined([piece for part in kept for piece in (value[part], text)] + [value[rest]])


def _expression(pattern: str, anchor: str = "") -> re.Pattern[str] | None:
    """A pattern of the shell as a regular expression; None for what is not known for certain (``+(a)``, two stars)."""
    if len(pattern) > 200 or pattern.count("*") > 2 or re.search(r"[?*+@!]\(", pattern):
        return None
    parts = []
    for found in _STAR_OR_CLASS.finditer(pattern):
        if found[0] in {"*", "?"}:
            parts.append(".*" if found[0] == "*" else ".")
        elif found["set"] is not None:
            members = _members(found["set"])
            if members is None:
                return None
            parts.append(f"[{'^' if found['not'] else ''}{members}]")
        elif found[0] == "[":
            return None
        else:
            parts.append(re.escape(found["char"] or found[0]))
    whole = "".join(parts)
    return re.compile({"#": rf"\A{whole}", "%": rf"{whole}\Z"}.get(anchor, whole), re.DOTALL)


def _members(text: str) -> str | None:
    """What is in a bracket expression, for a regular expression; ranges of ASCII digits and letters only."""
    if not text or text.endswith("\\") or text[0] == "]" or "[" in regex(r"\[:[a-z]+:\]").sub("", text):
        return None
    parts = []
    for found in re.finditer(r"\[:([a-z]+):\]|([0-9]-[0-9]|[a-z]-[a-z]|[A-Z]-[A-Z])|\\?(.)", text, re.DOTALL):
        if found[1] and found[1] not in _CLASSES:
            return None
        if found[3] == "-" and 0 < found.start() < len(text) - 1:
            return None
        if found[2] and found[2][0] > found[2][2]:
            return None
        parts.append(_CLASSES[found[1]] if found[1] else found[2] or re.escape(found[3]))
    return "".join(parts)


def _substring(value: Traced, word: str) -> Traced | None:
    """``${NAME:offset:length}``."""
    match = re.fullmatch(r"\s*(\d{1,9}|\s-\d{1,9})\s*(?::\s*(-?\d{1,9})\s*)?", word)
    if match is None:
        return None
    start = int(match[1])
    rest = value[start:] if start >= 0 or -start <= len(value) else Traced("")
    if match[2] is None:
        return rest
    length = int(match[2])
    return rest[:length] if length >= 0 else rest[: max(0, len(rest) + length)]


def ansi_c(text: Traced, escapes: re.Pattern[str] = ANSI) -> Traced:
    """Escapes undone, those of ``$'...'`` or others; a NUL ends the text, as in bash; bytes above 0x7F join to UTF-8.

    >>> ansi_c(Traced(r"a\\tb\\u20b9\\'")).text
    "a\\tb₹'"
    """
    if "\\" not in text.text:
        return text
    undone = text.sub(escapes, _character)
    undone = undone[: len(undone.text.partition("\0")[0])]
    return without_marks(with_whole_characters(undone), text)


def with_whole_characters(text: Traced) -> Traced:
    """A text whose bytes above 0x7F, which travel as surrogates, are joined to UTF-8 where they make characters."""
    return text.sub(_BYTES, lambda found: found[0].encode(*_AS_BYTES).decode(*_AS_BYTES))


def without_marks(made: Traced, text: Traced) -> Traced:
    """What was made of a text; SampleError where that made what marks stand-ins, because it would forge a variable."""
    for mark in (OPEN, CLOSE) if not made.text.isascii() else ():
        if made.text.count(mark) > text.text.count(mark):
            raise SampleError(note("sample-noncharacter", text.span(), code=f"U+{ord(mark):04X}"))
    return made


def _character(found: re.Match[str]) -> str:
    """What an escape means; a byte above 0x7F travels as a surrogate."""
    if found["oct"] is not None:
        return _byte(int(found["oct"] or "0", 8) & 0xFF)
    if found["braced"] is not None:
        return _byte(int(found["braced"][-2:] or "0", 16))
    if found["hex"]:
        return _byte(int(found["hex"], 16))
    if found["u"] or found["U"]:
        number = int(found["u"] or found["U"], 16)
        return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"
    if found["ctrl"]:
        return chr(ord(found["ctrl"].upper()) & 0x1F) if found["ctrl"] != "?" else "\x7f"
    return _ANSI_CHARS.get(found["char"], found["char"] if found["char"] in "\\'\"?" else "\\" + found["char"])


def _byte(number: int) -> str:
    return chr(number) if number < 0x80 else chr(0xDC00 + number)
