"""What ``jq -n`` prints for an object of arguments and literals: ``jq -n --arg to "$TO" '{to: $to, text: "Hi"}'``.

Jq's manual, "Invoking jq", "Types and Values". Everything else of jq's language is left alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from curl2sms.patterns import regex
from curl2sms.records import draft
from curl2sms.traced import Traced, joined

_FLAGS = regex(r"-[ncrjM]+|--(?:null-input|compact-output|raw-output|monochrome-output)")
_TOKEN = regex(
    r'\s*(?:(?P<string>"(?:[^"\\]|\\["\\/bfnrt]|\\u[0-9A-Fa-f]{4})*")|(?P<variable>\$[A-Za-z_]\w*(?!\w|\.|::))'
    r"|(?P<number>-?(?:0|[1-9]\d{0,14})(?![\d.eE]))|(?P<word>[A-Za-z_]\w*)|(?P<sign>[{}\[\]:,]))"
)
_ESCAPED = regex(r'["\\\x00-\x1f\x7f]')
_LITERALS = {"true", "false", "null"}
_MOST_TOKENS, _DEEPEST = 2000, 50


class _UnknownError(Exception):
    """The filter says something that this module does not know."""


def printed(arguments: Sequence[Traced]) -> Traced | None:
    """What jq prints on a line end for these arguments; None where no rule shows."""
    invoked = _invoked(arguments)
    if invoked is None:
        return None
    program, values, compact = invoked
    try:
        filter_ = _Filter(list(_tokens(program.text)), values, compact)
        made = filter_.value(0)
    except (_UnknownError, IndexError):
        return None
    return joined((made, Traced("\n"))) if not filter_.tokens and made.text[:1] in {"{", "["} else None


def _invoked(arguments: Sequence[Traced]) -> tuple[Traced, dict[str, Traced], bool] | None:
    """The program, the values of its variables as JSON, and whether it prints on one line."""
    left, values, programs, flags = list(arguments), {}, [], ""
    while left:
        one = left.pop(0)
        if one.text in {"--arg", "--argjson"} and len(left) > 1:
            name, value = left.pop(0).text, left.pop(0)
            if one.text == "--argjson" and not re.fullmatch(r"-?(?:0|[1-9]\d{0,14})|true|false|null", value.text):
                return None
            values[f"${name}"] = value if one.text == "--argjson" else _string(value)
        elif _FLAGS.fullmatch(one.text):
            flags += {"--null-input": "n", "--compact-output": "c"}.get(one.text, one.text)
        elif one.text.startswith("-"):
            return None
        else:
            programs.append(one)
    return (programs[0], values, "c" in flags) if len(programs) == 1 and "n" in flags else None


def _string(value: Traced) -> Traced:
    return joined((Traced('"'), value.sub(_ESCAPED, lambda found: _escape(found[0])), Traced('"')))


def _escape(character: str) -> str:
    return "\\u007f" if character == "\x7f" else json.dumps(character)[1:-1]


def _tokens(program: str) -> Iterator[tuple[str, str]]:
    at, end, count = 0, len(program.rstrip()), 0
    while at < end:
        found = _TOKEN.match(program, at)
        count += 1
        if found is None or count > _MOST_TOKENS:
            raise _UnknownError
        kind = found.lastgroup or ""
        yield kind, found[kind]
        at = found.end()


@draft
class _Filter:
    """Reads a value and writes it as jq prints it: each member on its own line, or (``compact``) all on one."""

    tokens: list[tuple[str, str]]
    values: dict[str, Traced]
    compact: bool

    def value(self, depth: int) -> Traced:
        """The value that begins here."""
        if depth > _DEEPEST:
            raise _UnknownError
        kind, text = self.tokens.pop(0)
        if kind == "string":
            return _string(Traced(json.loads(text)))
        if kind == "number" or text in _LITERALS:
            return Traced(text)
        if kind == "variable":
            return self._value_of(text)
        if text == "{":
            return self._members("{}", depth)
        if text == "[":
            return self._members("[]", depth)
        raise _UnknownError

    def _members(self, brackets: str, depth: int) -> Traced:
        """What is between brackets that have just been opened."""
        members: list[Traced] = []
        names: set[str] = set()
        if self.tokens[0][1] == brackets[1]:
            self.tokens.pop(0)
            return Traced(brackets)
        sign = ","
        while sign == ",":
            members.append(self._pair(depth + 1, names) if brackets == "{}" else self.value(depth + 1))
            sign = self.tokens.pop(0)[1]
        if sign != brackets[1]:
            raise _UnknownError
        inner, outer = ("", "") if self.compact else ("\n" + "  " * (depth + 1), "\n" + "  " * depth)
        return joined((Traced(brackets[0] + inner), joined(members, f",{inner}"), Traced(outer + brackets[1])))

    def _pair(self, depth: int, names: set[str]) -> Traced:
        """``name: value``, ``"name": value``, ``$name``."""
        kind, text = self.tokens.pop(0)
        if kind not in {"word", "string", "variable"}:
            raise _UnknownError
        name = json.loads(text) if kind == "string" else text.removeprefix("$")
        if name in names:
            raise _UnknownError
        names.add(name)
        if kind == "variable":
            value = self._value_of(text)
        elif self.tokens.pop(0)[1] == ":":
            value = self.value(depth)
        else:
            raise _UnknownError
        return joined((_string(Traced(name)), Traced(":" if self.compact else ": "), value))

    def _value_of(self, variable: str) -> Traced:
        if variable not in self.values:
            raise _UnknownError
        return self.values[variable]
