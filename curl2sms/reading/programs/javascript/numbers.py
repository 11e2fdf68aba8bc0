"""JavaScript's functions and methods of numbers: exact for values that the sample shows."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

from curl2sms.patterns import regex
from curl2sms.reading.programs.javascript.operators import SPACE, made_number, number_of
from curl2sms.reading.programs.language import Call, Native
from curl2sms.reading.programs.values import Text, Unknown, Value, as_number

_BASES = {2: "b", 8: "o", 16: "x"}
_INTEGER = regex(r"[-+]?\d+")
_DECIMAL = regex(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


def whole_argument(call: Call, at: int, otherwise: int) -> int | None:
    """An argument as a whole number, ``otherwise`` where it is not given; None where it is not known."""
    value = call.value(at)
    found = float(otherwise) if value is None else number_of(value)
    return None if found is None or abs(found) > 1 << 53 else int(found)


def to_number(call: Call) -> Value:
    """``Number(value)``; what is not shown becomes a number."""
    return _numeric(call, number_of(call.value(0)))


def parse_integer(call: Call) -> Value:
    """``parseInt(text)``: the digits that it begins with."""
    found = _INTEGER.match(call.text(0).text.strip(SPACE))
    is_decimal = call.value(1) is None or number_of(call.value(1)) == 10
    is_decimal = is_decimal and not call.text(0).text.strip(SPACE).lower().startswith("0x")
    return _numeric(call, float(found[0]) if found and is_decimal else None)


def parse_decimal(call: Call) -> Value:
    """``parseFloat(text)``."""
    found = _DECIMAL.match(call.text(0).text.strip(SPACE))
    return _numeric(call, float(found[0]) if found else None)


def _numeric(call: Call, found: float | None) -> Value:
    value = as_number(call.value(0))
    if isinstance(value, Text | Unknown) and value.is_number:
        return value
    made = None if found is None else made_number(found, call.span)
    return call.not_known() if made is None else made


def of_numbers(function: Callable[..., float]) -> Native:
    """A function of ``Math``."""

    def apply(call: Call) -> Value:
        given = [number_of(one) for one in call.values]
        known = [one for one in given if one is not None]
        made = made_number(function(*known), call.span) if known and len(known) == len(given) else None
        return call.not_known() if made is None else made

    return apply


def _in_base(call: Call) -> Value:
    """``number.toString(base)``."""
    found, base = number_of(call.receiver), whole_argument(call, 0, 10)
    if base == 10:
        return Text(call.receiver_text)
    if found is None or base not in _BASES or found != int(found):
        return call.not_known()
    text = call.receiver_text
    return Text(text.rewritten(0, len(text), format(int(found), _BASES[base])))


def _fixed(call: Call) -> Value:
    """``toFixed(digits)``; of what is not shown it is noted."""
    found, digits = number_of(call.receiver), whole_argument(call, 0, 0)
    if found is None or digits is None or not 0 <= digits <= 20 or abs(found) >= 1e21:
        return call.machine.rework(call.receiver, call, call.name)
    text = call.receiver_text
    fixed = Decimal(abs(found)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return Text(text.rewritten(0, len(text), f"{'-' if found < 0 and fixed else ''}{fixed:f}"))


OF_NUMBER: dict[str, Native] = {"toFixed": _fixed, "toString": _in_base}
