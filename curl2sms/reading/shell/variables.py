"""The variables of a sample: what it assigns is put in, what it leaves unset travels as a stand-in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from curl2sms import owned_names
from curl2sms.errors import Span
from curl2sms.http import stand_in
from curl2sms.patterns import regex
from curl2sms.records import record

ASSIGNMENT = regex(r"(?P<name>[A-Za-z_][A-Za-z0-9_]*)(?P<append>\+?)=")
# ${NAME}, ${NAME[@]}, ${#NAME}, ${NAME<operator><word>}; bash's manual, "Shell Parameter Expansion".
PARAMETER = regex(
    r"(?P<length>#?)(?P<name>[A-Za-z_][A-Za-z0-9_]*|[0-9]+|[@*?$!#-])(?P<index>\[[^]]*\])?"
    r"(?P<operator>:?[-=+?]|##?|%%?|//?|\^\^?|,,?|:|@|$)(?P<word>.*)",
    re.DOTALL,
)
# What a special parameter is called as a variable of a template.
SPECIAL = {"?": "EXIT_STATUS", "$": "PROCESS_ID", "!": "BACKGROUND_ID", "#": "ARGUMENT_COUNT", "-": "SHELL_FLAGS"}
_GLOB = regex(r"[*?\[]")


@record
class Value:
    """What a variable holds: one text, or several where it is an array; and the place that assigns it."""

    texts: tuple[str, ...]
    span: Span

    @property
    def text(self) -> str:
        """The value as ``$NAME`` gives it: an array's first member."""
        return self.texts[0] if self.texts else ""


@dataclass(slots=True, eq=False)
class Scope:
    """The variables at one point of a sample.

    ``assigned`` are those with a known value; ``deferred`` are texts that become Base64 once their variables are
    known, by the name of the variable that stands for them; ``renamed`` are names that a system or another service
    owns, as the template calls them; ``about`` tells what a variable stands for, where its name does not; ``looped``
    are the variables of loops, each with the place that names it.
    """

    assigned: dict[str, Value] = field(default_factory=dict)
    deferred: dict[str, str] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)
    about: dict[str, str] = field(default_factory=dict)
    looped: dict[str, Span] = field(default_factory=dict)
    counter: int = 0
    put_in: int = 0  # how many characters of values were put in so far

    def unset(self, name: str) -> str:
        """The stand-in of a variable without a value."""
        if owned_names.owned(name):
            self.renamed[f"SAMPLE_{name}"] = name
            name = f"SAMPLE_{name}"
        return stand_in(name)

    def new_name(self) -> str:
        """A name for a value that the sample computes without naming it."""
        self.counter += 1
        return f"SUBSTITUTION_{self.counter}"


# More than this, and a few lines that double a variable would fill the memory.
MOST_PUT_IN = 4 << 20


def alternative(operator: str, value: Value | None, word: str) -> str | None:
    """``${NAME:-word}`` and its relatives; None where the variable itself is the result.

    With a colon an empty value counts as none (bash's manual, "Shell Parameter Expansion").
    """
    has_value = value is not None and (bool(value.text) or not operator.startswith(":"))
    if operator in {":-", "-", ":=", "="}:
        return None if has_value else word
    if operator in {":+", "+"}:
        return word if has_value else ""
    return None


def trimmed(operator: str, value: str, word: str) -> str | None:
    """``${NAME#word}``, ``${NAME/a/b}``, ``${NAME:1:2}``, ``${NAME^^}``; None where the pattern is not plain text."""
    if operator == ":":
        return _substring(value, word)
    if operator in {"^^", ",,", "^", ","} and not word:
        changed = value.upper() if "^" in operator else value.lower()
        return changed if len(operator) == 2 else changed[:1] + value[1:]
    if _GLOB.search(word) or operator not in {"#", "##", "%", "%%", "/", "//"}:
        return None
    if operator in {"#", "##"}:
        return value.removeprefix(word)
    if operator in {"%", "%%"}:
        return value.removesuffix(word)
    pattern, _, replacement = word.partition("/")
    if not pattern or pattern[0] in "#%" or "\\" in word or "&" in replacement:
        return None
    return value.replace(pattern, replacement, -1 if operator == "//" else 1)


def _substring(value: str, word: str) -> str | None:
    match = re.fullmatch(r"\s*(\d{1,9}|\s-\d{1,9})\s*(?::\s*(-?\d{1,9})\s*)?", word)
    if match is None:
        return None
    start = int(match[1])
    rest = value[start:] if start >= 0 or -start <= len(value) else ""
    if match[2] is None:
        return rest
    length = int(match[2])
    return rest[:length] if length >= 0 else rest[: max(0, len(rest) + length)]


def joined(texts: Sequence[str]) -> str:
    """An array as ``"${NAME[*]}"`` gives it."""
    return " ".join(texts)
