"""Is a value itself a document? Only with good evidence: ``{name}``, ``[x]`` and ``<phone>`` are words to fill in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from curl2sms.errors import SampleError
from curl2sms.http import CLOSE, OPEN
from curl2sms.layers import percent
from curl2sms.layers.leaf import Leaf
from curl2sms.layers.place import Step
from curl2sms.patterns import regex

# How many documents may be in one another before the innermost is taken for a text.
MAX_NESTED = 8

# A text that is marked up (HTML; SSML in voice calls) is a message, and no document around one.
_MARKUP_ROOTS = {
    "a",
    "b",
    "br",
    "div",
    "em",
    "font",
    "h1",
    "h2",
    "html",
    "i",
    "p",
    "s",
    "span",
    "speak",
    "strong",
    "u",
    "ul",
}

_FIRST = regex(r"[\s\ufeff]*(.)", re.DOTALL)
_TWO_LINES = regex(r"[^\r\n][\r\n]+[^\r\n]", only_with="\r\n")
_LIKE_A_NUMBER = regex(r"\s*\+?[0-9][0-9 ().-]{5,}+\s*|.*" + OPEN + ".*", re.DOTALL)
_ENCODED_ONCE_MORE = regex(rf"(?:[A-Za-z0-9\-._~!*'(),:;/?@+${OPEN}{CLOSE}]|%[0-9A-Fa-f]{{2}})+")
# A placeholder in a URL, which is percent-encoded there: an address for reports with the message's id.
_PLACEHOLDER_IN_URL = regex(r"https?://[^\s/?#]+[/?]\S*?\$\$[A-Za-z]", re.IGNORECASE, only_with=("$$",))
_BASE64 = regex(r"[A-Za-z0-9+/]{15,}={0,2}")


def document_in(value: str, charset: str = "utf-8") -> tuple[str, Sequence[Leaf]] | None:
    """The syntax of the document that a value is (json, xml, csv, percent, base64), and its leaves; None for a text."""
    first = _FIRST.match(value)
    if not first:
        return None
    if first[1] in "{[":
        found = json_in(value)
        return ("json", found) if found else None
    if first[1] == "<":
        found = xml_in(value)
        return ("xml", found) if found else None
    if is_table(value):
        from curl2sms.layers import csv

        return "csv", csv.leaves(value)
    if ("%" in value and _is_percent_encoded(value, charset)) or _PLACEHOLDER_IN_URL.match(value):
        return "percent", tuple(percent.leaves(value, charset))
    decoded = _in_base64(value, charset)
    return ("base64", (decoded,)) if decoded else None


def json_in(value: str) -> list[Leaf] | None:
    """The leaves of an array or object that is more than bare words in brackets; None for anything else."""
    from curl2sms.layers import json

    try:
        leaves = json.leaves(value)
    except SampleError:
        return None
    bare = [leaf for leaf in leaves if leaf.kind in (json.BARE, json.BARE_KEY)]
    # A variable among words without quotes makes a document of them, unless one is no word: "{$$To:$KEY}" is a text.
    variable = any(OPEN in leaf.value for leaf in bare) and not any("$$" in leaf.value for leaf in bare)
    return leaves if variable or len(bare) < len(leaves) else None


def xml_in(value: str) -> list[Leaf] | None:
    """The leaves of an XML document that is more than one marked-up text; None for anything else."""
    from curl2sms.layers import xml

    try:
        leaves = xml.leaves(value)
    except SampleError:
        return None
    steps = [Step("xml", leaf.name) for leaf in leaves]
    root = steps[0].parts[0].text.removeprefix("/") if steps else ""
    deep = any(step.container.name for step in steps) or value.lstrip().startswith("<?xml")
    return leaves if deep and root.lower() not in _MARKUP_ROOTS else None


def is_table(value: str) -> bool:
    """Whether a text is rows of cells: two rows at least, as wide as each other, and a column of numbers."""
    if not _TWO_LINES.search(value):
        return False
    from curl2sms.layers import csv

    if not any(delimiter in value for delimiter in csv.DELIMITERS):
        return False
    found = csv.table(value)
    if found is None or len(found[1]) < 2:
        return False
    _, (_, *rows) = found  # the first row may be the columns' names
    columns = zip(*rows, strict=True)
    return any(all(_LIKE_A_NUMBER.fullmatch(cell.value) for cell in column) for column in columns)


def _is_percent_encoded(value: str, charset: str) -> bool:
    """Whether a text is percent-encoded once more: it has no spaces, but escapes of spaces or of letters."""
    if "://" in value or not _ENCODED_ONCE_MORE.fullmatch(value):
        return False
    decoded = percent.decode(value, charset, plus=False)
    if any("\ud800" <= character <= "\udfff" for character in decoded):
        return False
    if decoded[:1] in ("{", "[", "<"):
        return bool(json_in(decoded) or xml_in(decoded))
    return any(character.isspace() or character > "\x7f" for character in decoded)


def _in_base64(value: str, charset: str) -> Leaf | None:
    """The text that a value is base64 of: a JSON or XML document, or words."""
    if len(value) % 4 or not _BASE64.fullmatch(value):
        return None
    from curl2sms.layers import base64

    try:
        (leaf,) = base64.leaves(value, charset)
    except SampleError:
        return None
    text = leaf.value
    if not all(character.isprintable() or character in "\r\n\t" for character in text):
        return None
    first = _FIRST.match(text)
    if first and first[1] in "{[<":
        return leaf if json_in(text) or xml_in(text) else None
    words = [word for word in text.split() if any(map(str.isalpha, word))]
    return leaf if len(words) > 1 or sum(character > "\x7f" for character in text) > 3 else None
