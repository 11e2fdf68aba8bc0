"""What JavaScript's operators do, and what its values are in texts and in tests (ECMA-262, 7.1 and 13.15)."""

from __future__ import annotations

import math
from collections.abc import Callable

from curl2sms.errors import Span
from curl2sms.patterns import regex
from curl2sms.reading.programs.machine import Machine
from curl2sms.reading.programs.operators import compared, of_numbers, unknown_result
from curl2sms.reading.programs.values import (
    Class,
    Function,
    Native,
    Number,
    Object,
    Table,
    Text,
    Unknown,
    Value,
    as_number,
    is_null,
)
from curl2sms.records import replace
from curl2sms.traced import Traced, joined, spelt

Operation = Callable[[Machine, Value, Value, Span], Value]

SPACE = " \t\n\r\v\f\xa0\ufeff"
_NUMERIC = regex(r"[-+]?(?:Infinity|\d++(?:\.\d*+)?(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?)")
_OF_BASE = regex(r"0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+")
_KINDS: dict[type, str] = {Text: "string", Number: "number", bool: "boolean", Function: "function"}


def text_of(machine: Machine, value: Value) -> Traced:
    """A value as a text, as ``String(value)`` has it."""
    if isinstance(value, bool):
        return Traced(str(value).lower())
    if value is None or is_null(value):
        return Traced("undefined" if value is None else "null")
    if isinstance(value, Table):
        texts = [Traced("") if one is None or is_null(one) else machine.text(one) for one in value.values]
        return joined(texts, ",") if value.is_list else Traced("[object Object]")
    if isinstance(value, Object):
        make: Callable[[Machine], Traced] | None = value.state.get("text")
        if value.of and (method := value.of.method("toString")):
            return machine.text(machine.enter(Function(method, value.of.scope, value), []))
        return make(machine) if make else Traced("[object Object]")
    return machine.text(machine.unknown(f"function@{machine.steps}", Span(0, 0), "", "", "function"))


def truth_of(value: Value) -> bool | None:
    """What a value is in a test."""
    if isinstance(value, Text):
        return str(value) != ""
    return bool(value.value) if isinstance(value, Number) else value not in (None, False) and not is_null(value)


# Numbers


def number_text(value: float) -> str:
    """A number as JavaScript writes it: as few digits as tell it from every other (ECMA-262 6.1.6.1.20).

    >>> number_text(12345678901234567890), number_text(1.50), number_text(1e21), number_text(1.5e-7), number_text(-0.0)
    ('12345678901234567000', '1.5', '1e+21', '1.5e-7', '0')
    """
    number = float(value)
    sign, written = ("-" if number < 0 else ""), repr(abs(number))
    mantissa, _, exponent = written.partition("e")
    whole, _, part = mantissa.partition(".")
    part = "" if part == "0" else part
    digits = (whole + part).lstrip("0")
    point = len(whole) + int(exponent or 0) - (len(whole + part) - len(digits))
    digits = digits.rstrip("0")
    if not digits:
        return "0"
    if 0 < point <= 21:
        return sign + (digits.ljust(point, "0") if len(digits) <= point else f"{digits[:point]}.{digits[point:]}")
    if -6 < point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    power = f"e{'+' if point > 0 else '-'}{abs(point - 1)}"
    return f"{sign}{digits[0]}{'.' * (len(digits) > 1)}{digits[1:]}{power}"


def made_number(value: float, span: Span) -> Number | None:
    """A number that was worked out; None where it is none (NaN, infinity)."""
    return Number(spelt(number_text(value), span)) if math.isfinite(value) else None


def number_of(value: Value) -> float | None:
    """A value as ``Number(value)`` has it; None where that is NaN, or not known."""
    if value is None or isinstance(value, bool):
        return None if value is None else float(value)
    if is_null(value):
        return 0.0
    if isinstance(value, Number):
        return float(value.value)
    if not isinstance(value, Text) or not value.is_known:
        return None
    text = str(value).strip(SPACE)
    if _OF_BASE.fullmatch(text):
        return float(int(text, 0))
    return float(text or 0) if not text or _NUMERIC.fullmatch(text) else None


def _of_numbers(sign: str, function: Callable[[float, float], float]) -> Operation:
    return of_numbers(sign, function, number_of, made_number)


def _power(base: float, exponent: float) -> float:
    found = base**exponent
    return found if isinstance(found, float) else math.nan


_PLUS_OF_NUMBERS = _of_numbers("+", lambda a, b: a + b)


def _plus(machine: Machine, left: Value, right: Value, span: Span) -> Value:
    """``+`` adds numbers and joins everything else."""
    if all(isinstance(one, Number | bool) or is_null(one) for one in (left, right)):
        return _PLUS_OF_NUMBERS(machine, left, right, span)
    if None in (left, right) and all(
        one is None or is_null(one) or isinstance(one, Number | bool) for one in (left, right)
    ):
        return unknown_result(machine, "+", span)
    sides = [one for one in (left, right) if isinstance(one, Unknown)]
    if len(sides) == 1 and sides[0].why and (isinstance(left, Number) or isinstance(right, Number)):
        return replace(sides[0], path=f"{sides[0].path}+@{span.start}")
    return machine.joined((Text(Traced("")) if left is None else left, right), span)


# Comparisons


def _equals(*, strict: bool, same: bool) -> Operation:
    """``==``, ``===`` (``strict``), and what says the opposite (not ``same``): ECMA-262 7.2.14 and 7.2.15."""

    def compare(machine: Machine, left: Value, right: Value, span: Span) -> Value:
        sign = ("==" if same else "!=") + "=" * strict
        equal = _equal(left, right, strict=strict)
        return compared(machine, sign, left, right, span) if equal is None else equal is same

    return compare


def _equal(left: Value, right: Value, *, strict: bool) -> bool | None:
    """Whether two values are equal; None where that is not known."""
    if any(isinstance(one, Unknown) or (isinstance(one, Text) and not one.is_known) for one in (left, right)):
        return None
    absent = [one is None or is_null(one) for one in (left, right)]
    if any(absent):
        return all(absent) and (not strict or (left is None) == (right is None))
    if not all(isinstance(one, Text | Number | bool) for one in (left, right)):
        return None
    if isinstance(left, Text) and isinstance(right, Text):
        return str(left) == str(right)
    if strict and type(left) is not type(right):
        return False
    first, second = number_of(left), number_of(right)
    return first is not None and first == second


def _orders(sign: str, function: Callable[[object, object], bool]) -> Operation:
    def compare(machine: Machine, left: Value, right: Value, span: Span) -> Value:
        if isinstance(left, Text) and isinstance(right, Text) and left.is_known and right.is_known:
            return function(*(str(one).encode("utf-16-be", "surrogatepass") for one in (left, right)))
        first, second = number_of(left), number_of(right)
        if first is None or second is None:
            return compared(machine, sign, left, right, span)
        return function(first, second)

    return compare


# Others


def _of_one(machine: Machine, left: Value, right: Value, span: Span) -> Value:
    """``+value``: a number."""
    del left
    found = number_of(right)
    made = None if found is None else made_number(found, span)
    return as_number(right) if isinstance(right, Unknown) else made or unknown_result(machine, "+", span)


def _type_of(machine: Machine, left: Value, right: Value, span: Span) -> Value:
    del left
    if isinstance(right, Unknown):
        return machine.unknown(f"typeof@{span.start}", span, "", right.why, "typeof")
    return Text(spelt("undefined" if right is None else _KINDS.get(type(right), "object"), span))


def _last(machine: Machine, left: Value, right: Value, span: Span) -> Value:
    del machine, left, span
    return right


def _of_bits(sign: str, function: Callable[[int, int], int]) -> Operation:
    """An operator on the bits of whole numbers of 32 bits (ECMA-262 7.1.6)."""

    def operate(machine: Machine, left: Value, right: Value, span: Span) -> Value:
        if not all(isinstance(one, Number | bool | None) or _is_shown(one) for one in (left, right)):
            return unknown_result(machine, sign, span)
        first, second = (_with_sign(int(number_of(one) or 0)) for one in (left, right))
        return Number(spelt(str(function(first, second)), span))

    return operate


def _is_shown(value: Value) -> bool:
    return is_null(value) or (isinstance(value, Text) and value.is_known)


def _with_sign(number: int) -> int:
    """A whole number as 32 bits with a sign hold it."""
    return (number + (1 << 31)) % (1 << 32) - (1 << 31)


def _instance_of(machine: Machine, left: Value, right: Value, span: Span) -> Value:
    """``value instanceof Class``: of a class or a function of the sample, or of one that the language has."""
    if isinstance(left, Unknown) and left.path == "this" and machine.this is None:  # a function without ``new``
        return False
    if isinstance(left, Text | Number | bool | None) or is_null(left):
        return False
    if isinstance(left, Object) and left.of and isinstance(right, Class | Function):
        names = [one.definition.name for one in left.of.line()]
        return right in left.of.line() if isinstance(right, Class) else right.routine.name in names
    if isinstance(left, Table) and isinstance(right, Class | Function):
        return False
    path = right.path if isinstance(right, Unknown) else right.name if isinstance(right, Native) else ""
    if path == "Object" or (isinstance(left, Table) and path == "Array"):
        return path == "Object" or (isinstance(left, Table) and left.is_list)
    return machine.unknown(f"instanceof@{span.start}", span, "")


def _in(machine: Machine, left: Value, right: Value, span: Span) -> Value:
    """``name in object``: a member of its own; what every object has is not looked for."""
    table = right.properties if isinstance(right, Object) and right.of else right
    if not isinstance(table, Table) or isinstance(left, Unknown) or (isinstance(left, Text) and not left.is_known):
        return machine.unknown(f"in@{span.start}", span, "")
    return machine.text(left).text in table.entries


def _is_new(machine: Machine, left: Value, right: Value, span: Span) -> Value:
    """``new.target`` in a test: whether there is an object that is being made."""
    del machine, left, span
    return isinstance(right, Object) and right.of is not None


# Operators with one operand, as they are called among those with two.
PLUS_OF_ONE, TYPE_OF, IS_NEW = "+ of one", "typeof", "new.target"
OPERATORS: dict[str, Operation] = {
    "+": _plus,
    "-": _of_numbers("-", lambda a, b: a - b),
    "*": _of_numbers("*", lambda a, b: a * b),
    "/": _of_numbers("/", lambda a, b: a / b),
    "%": _of_numbers("%", math.fmod),
    "**": _of_numbers("**", _power),
    "==": _equals(strict=False, same=True),
    "!=": _equals(strict=False, same=False),
    "===": _equals(strict=True, same=True),
    "!==": _equals(strict=True, same=False),
    "<": _orders("<", lambda a, b: a < b),  # type: ignore[operator]
    "<=": _orders("<=", lambda a, b: a <= b),  # type: ignore[operator]
    ">": _orders(">", lambda a, b: a > b),  # type: ignore[operator]
    ">=": _orders(">=", lambda a, b: a >= b),  # type: ignore[operator]
    PLUS_OF_ONE: _of_one,
    TYPE_OF: _type_of,
    IS_NEW: _is_new,
    "instanceof": _instance_of,
    "in": _in,
    "|": _of_bits("|", lambda a, b: a | b),
    "&": _of_bits("&", lambda a, b: a & b),
    "^": _of_bits("^", lambda a, b: a ^ b),
    "<<": _of_bits("<<", lambda a, b: _with_sign(a << (b & 31))),
    ">>": _of_bits(">>", lambda a, b: a >> (b & 31)),
    ">>>": _of_bits(">>>", lambda a, b: a % (1 << 32) >> (b & 31)),
    ",": _last,
}
