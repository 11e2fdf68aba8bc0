"""Operators that work out a value of two, as all languages have them; each has its own rules before these."""

from __future__ import annotations

import re
from collections.abc import Callable

from curl2sms.errors import Span
from curl2sms.http import CLOSE, OPEN
from curl2sms.reading.programs.values import Number, Text, Unknown, Value, as_number, is_open
from curl2sms.records import replace
from curl2sms.traced import Traced, spelt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from curl2sms.reading.programs.machine import Machine

_COMPARISONS = frozenset(("==", "!=", "===", "!==", "<", ">", "<=", ">="))
_SUMS: dict[str, Any] = {
    "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b,
    "/": lambda a, b: a / b, "%": lambda a, b: a % b,
}  # fmt: skip


def operated(machine: Machine, sign: str, left: Value, right: Value, span: Span) -> Value:
    """The value of an operator with two operands."""
    if own := machine.language.operators.get(sign):
        return own(machine, left, right, span)
    if sign == ".":
        return machine.joined((left, right), span)
    if sign in _COMPARISONS:
        return compared(machine, sign, left, right, span)
    if sign in _SUMS:
        return calculated(machine, sign, left, right, span)
    return machine.unknown(f"{sign}@{span.start}", span, "")


def compared(machine: Machine, sign: str, left: Value, right: Value, span: Span) -> Value:
    """The value of an operator that compares."""
    sides = (left, right)
    why = next((one.why for one in sides if isinstance(one, Unknown) and one.why), "")
    unknown = machine.unknown(f"{sign}@{span.start}", span, "", why)
    if any(map(is_open, sides)):
        return unknown
    tests_equality = sign in {"==", "===", "!=", "!=="}
    if not all(isinstance(one, Text | Number | bool | None) for one in sides):
        return sign.startswith("!") if tests_equality and None in sides else unknown
    if tests_equality:
        equal = _loose(machine, left) == _loose(machine, right)
        if sign in {"===", "!=="}:
            equal = equal and type(left) is type(right)
        return equal != sign.startswith("!")
    first, second = number_in(left), number_in(right)
    if first is None or second is None:
        return unknown
    less = first < second
    return {"<": less, ">": first > second, "<=": first <= second, ">=": not less}[sign]


def _loose(machine: Machine, value: Value) -> object:
    number = number_in(value)
    return number if number is not None else machine.text(value).text


def number_in(value: Value) -> float | None:
    """A value as a number; None where it is none."""
    if isinstance(value, bool):
        return int(value)
    text = str(value) if isinstance(value, Text | Number) else "0" if value is None else ""
    return float(text) if re.fullmatch(r"\s*[-+]?\d{1,15}(?:\.\d{1,15})?\s*", text) else None


# What only makes a number of a text, by operator.
_CHANGES_NOTHING = {"*": 1, "/": 1, "+": 0, "-": 0}


def calculated(machine: Machine, sign: str, left: Value, right: Value, span: Span) -> Value:
    """The value of an operator of arithmetic."""
    first, second = number_in(left), number_in(right)
    if first is None or second is None or isinstance(left, Unknown) or (sign in "/%" and not second):
        unknown = next((one for one in (left, right) if isinstance(one, Unknown)), None)
        if unknown is left and second is not None and _CHANGES_NOTHING.get(sign) == second:
            return as_number(unknown)
        if unknown and unknown.why:
            return replace(unknown, path=f"{unknown.path}{sign}@{span.start}")
        if isinstance(left, Unknown) and left.made_by == LENGTH and second is not None:
            return replace(left, path=f"{left.path}{sign}{second:g}")
        made = replace(unknown_result(machine, sign, span), is_number=True)
        return machine.made_of((left, right), made, f"the operator {sign}")
    return number(_SUMS[sign](first, second), span)


def of_numbers(
    sign: str,
    function: Callable[[float, float], float],
    number_of: Callable[[Value], float | None],
    made: Callable[[float, Span], Number | None],
) -> Callable[[Machine, Value, Value, Span], Value]:
    """An operator of arithmetic by a language's own numbers; what gives no number is not known."""

    def operate(machine: Machine, left: Value, right: Value, span: Span) -> Value:
        if isinstance(left, Unknown) or isinstance(right, Unknown):
            return calculated(machine, sign, left, right, span)
        first, second = number_of(left), number_of(right)
        try:
            found = None if first is None or second is None else made(function(first, second), span)
        except (ArithmeticError, ValueError):
            found = None
        return unknown_result(machine, sign, span) if found is None else found

    return operate


def unknown_result(machine: Machine, sign: str, span: Span) -> Unknown:
    """What an operator gives for values that no rule takes."""
    return machine.unknown(f"{sign}@{span.start}", span, "", "", "sum")


def number(value: float, span: Span | None = None) -> Number:
    """A number that was worked out."""
    text = str(int(value)) if abs(value) < 1e21 and value == int(value) else repr(value)
    return Number(spelt(text, span) if span else Traced(text))


# Lengths


# What the length of a text with unknown values is made by.
LENGTH = "length"


def length_of(machine: Machine, text: str, span: Span) -> Unknown:
    """The length of a text with unknown values; less a number, it still says where the text is cut."""
    return machine.unknown(f"{LENGTH} of {text}", span, "", "", LENGTH)


def without_end(text: Traced, length: Value) -> Traced | None:
    """A text without its last characters, where ``length`` is its own less a number, and they are known."""
    if isinstance(length, Unknown) and length.path.startswith(f"{LENGTH} of {text.text}-"):
        cut = int(float(length.path.rpartition("-")[2]))
    elif isinstance(length, Number) and length.value < 0:
        cut = -int(length.value)
    else:
        return None
    end = len(text) - cut
    return text[:end] if end >= 0 and OPEN not in text.text[end:] and CLOSE not in text.text[end:] else None
