"""PHP's functions with patterns: those of a sample are applied where they are simple enough to end soon."""

from __future__ import annotations

import math
import re

from curl2sms.http import OPEN
from curl2sms.patterns import regex
from curl2sms.reading.programs.language import Call, Native
from curl2sms.reading.programs.texts import split_open
from curl2sms.reading.programs.values import ARRAY, Table, Text, Value, is_open

# A pattern between its delimiters, of characters that mean the same in Python's patterns.
_SIMPLE = regex(r"(?P<end>[/#~])(?P<body>[\[\]\\\w^+\-. ()*?|{},]*)(?P=end)[u]?")
_ESCAPE_OR_SET = regex(r"\\.|\[\^?\]?[^\]]*\]?")
# A repeat of a repeat: ``a*+``, ``(a+)*``.
_NESTED = regex(r"[*+}]\)?[*+{]")
_NESTED_IN_GROUP = regex(r"[^(]*+\([^*+?|{]*+[*+?|{].*\)[*+{]")
_REPEAT, _CHOICE = regex(r"[*+{]"), regex(r"[?|]")
# In so many ways a sample's own pattern is tried at most.
_MOST_WAYS = 5_000_000


def _replaced(call: Call) -> Value:
    """``preg_replace`` of one pattern by a plain text; anything else leaves the text, and is noted."""
    text, new = call.text(2), call.text(1).text
    pattern = None if OPEN in text.text or isinstance(call.value(0), Table) else _simple(call.text(0).text, len(text))
    if pattern is None or "\\" in new or "$" in new or len(call.values) > 3:
        return call.machine.rework(call.value(2), call, call.name)
    return Text(text.sub(pattern, new))


def _simple(spelling: str, length: int) -> re.Pattern[str] | None:
    """A sample's pattern for a text of some length; None where it may mean something else here, or take too long."""
    found = _SIMPLE.fullmatch(spelling)
    if found is None or _ways(found["body"], length) > _MOST_WAYS:
        return None
    try:
        return re.compile(found["body"])
    except re.error:
        return None


def _ways(pattern: str, length: int) -> float:
    """An upper limit of the ways in which a pattern is tried at a text of some length; ``inf`` for none."""
    bare = _ESCAPE_OR_SET.sub("x", pattern)
    if _NESTED.search(bare) or _NESTED_IN_GROUP.match(bare):
        return math.inf
    repeats, choices = len(_REPEAT.findall(bare)), len(_CHOICE.findall(bare))
    return float(max(length, 1)) ** min(repeats + 1, 40) * 2.0 ** min(choices, 40)


def _split(call: Call) -> Value:
    """``preg_split`` of a list of numbers that is not shown."""
    subject, choices = call.value(1), call.text(0).text.replace("|", "")
    return split_open(call, subject, choices, ARRAY) if is_open(subject) else call.not_known()


PATTERNS: dict[str, Native] = {
    "preg_replace": _replaced,
    "preg_split": _split,
    "preg_replace_callback": lambda call: call.machine.rework(call.value(2), call, call.name),
}
