"""What PHP's operators do, and what its values are in texts and in tests (https://www.php.net/manual/en/language.operators.php)."""

from __future__ import annotations

import math
from collections.abc import Callable

from curl2sms.errors import Span
from curl2sms.patterns import regex
from curl2sms.reading.programs.machine import Machine
from curl2sms.reading.programs.operators import compared, of_numbers
from curl2sms.reading.programs.values import Class, Function, Native, Number, Object, Table, Text, Unknown, Value
from curl2sms.records import replace
from curl2sms.traced import Traced, spelt

Operation = Callable[[Machine, Value, Value, Span], Value]
Amount = int | float

_NUMERIC = regex(r"[ \t\n\r\v\f]*[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?[ \t\n\r\v\f]*")
_INTEGER = regex(r"[ \t\n\r\v\f]*[-+]?\d+[ \t\n\r\v\f]*")
_LARGEST = 1 << 63


def text_of(machine: Machine, value: Value) -> Traced:
    """A value as a text, as ``(string) $value`` has it."""
    if value is True:
        return Traced("1")
    if isinstance(value, Object) and "text" in value.state:
        make: Callable[[Machine], Traced] = value.state["text"]
        return make(machine)
    if isinstance(value, Object) and value.of and (method := value.of.method("__toString")):
        return machine.text(machine.enter(Function(method, value.of.scope, value), []))
    if isinstance(value, Object | Class | Function | Native):
        return machine.text(machine.unknown(f"object@{machine.steps}", Span(0, 0), "", "", "object"))
    return Traced("Array") if isinstance(value, Table) else Traced("")


def truth_of(value: Value) -> bool | None:
    """What a value is in a test."""
    if isinstance(value, Table):
        return bool(value.entries)
    if isinstance(value, Text):
        return str(value) not in {"", "0"}
    return bool(value.value) if isinstance(value, Number) else value not in (None, False)


def key_of(machine: Machine, value: Value) -> Traced:
    """A value as the key of an array: a text, or a whole number (https://www.php.net/manual/en/language.types.array.php)."""
    if isinstance(value, bool) or (isinstance(value, Number) and "." in str(value)):
        return Traced(str(int(number_of(value) or 0)))
    return machine.text(value)


# Numbers


def number_text(value: Amount) -> str | None:
    """A number as PHP writes it, in a text as in JSON; None where these differ, or PHP has no such number.

    >>> number_text(25.0), number_text(0.5), number_text(1 / 3), number_text(2 ** 70)
    ('25', '0.5', None, None)
    """
    if isinstance(value, int):
        return str(value) if abs(value) < _LARGEST else None
    if not math.isfinite(value):
        return None
    if abs(value) >= 1e15:
        return None
    if value == int(value):
        return str(int(value))
    written = repr(value)
    return written if float(f"{value:.14G}") == value and "e" not in written else None


def made_number(value: Amount, span: Span) -> Number | None:
    """A number that was worked out; None where PHP writes it in several ways."""
    text = number_text(value)
    return None if text is None else Number(spelt(text, span))


def number_of(value: Value) -> Amount | None:
    """A value as a number; None where it is none, or not known."""
    if isinstance(value, bool) or value is None:
        return int(bool(value))
    if isinstance(value, Number):
        return value.value
    if not isinstance(value, Text) or not value.is_known or not _NUMERIC.fullmatch(str(value)):
        return None
    return int(str(value)) if _INTEGER.fullmatch(str(value)) else float(str(value))


def _of_numbers(sign: str, function: Callable[[Amount, Amount], Amount]) -> Operation:
    return of_numbers(sign, function, number_of, made_number)


def _quotient(left: Amount, right: Amount) -> Amount:
    whole = isinstance(left, int) and isinstance(right, int) and right and left % right == 0
    return int(left) // int(right) if whole else left / right


def _rest(left: Amount, right: Amount) -> Amount:
    """``%``: of whole numbers, with the sign of the first."""
    return int(math.fmod(int(left), int(right)))


def _power(base: Amount, exponent: Amount) -> Amount:
    if abs(exponent) > 64:
        raise ValueError
    found: Amount = base**exponent
    return found


_PLUS_OF_NUMBERS = _of_numbers("+", lambda a, b: a + b)


def _plus(machine: Machine, left: Value, right: Value, span: Span) -> Value:
    """``+`` of arrays adds the members that the first one lacks; of anything else, numbers."""
    if isinstance(left, Table) and isinstance(right, Table):
        made = left.copy()
        for key, entry in right.entries.items():
            if key not in made.entries:
                made.put(entry.key, entry.value)
        return made
    return _PLUS_OF_NUMBERS(machine, left, right, span)


def _next_text(text: str) -> str:
    """``++`` of a text that is no number: its last letters and digits count on, as the columns of a sheet.

    >>> _next_text("a9"), _next_text("Zz"), _next_text("a-z"), _next_text("-"), _next_text("")
    ('b0', 'AAa', 'a-a', '-', '1')
    """
    turned: list[str] = []
    for one in reversed(text):
        if one not in _FIRST:  # to which nothing more is carried
            last = chr(ord(one) + 1) if one.isascii() and one.isalnum() else one
            return text[: -len(turned) - 1] + last + "".join(reversed(turned))
        turned.append(_FIRST[one])
    return "".join(reversed([*turned, "1" if turned[-1:] in ([], ["0"]) else turned[-1]]))


# What follows the last of its kind.
_FIRST = {"9": "0", "z": "a", "Z": "A"}


def _stepped(sign: str, function: Operation) -> Operation:
    """``++`` and ``--``: true and false stay, null counts up only; a text that is no number counts up its letters."""

    def step(machine: Machine, value: Value, _none: Value, span: Span) -> Value:
        if isinstance(value, bool) or (value is None and sign == "--"):
            return value
        if isinstance(value, Text) and value.is_known and number_of(value) is None:
            if sign == "++":
                return Text(spelt(_next_text(str(value)), span))
            return value if str(value) else Number(spelt("-1", span))
        return function(machine, value, Number(Traced("1")), span)

    return step


_MINUS = _of_numbers("-", lambda a, b: a - b)


# Flags by their names


def path_of(value: Value) -> str:
    """What the sample calls a constant; any other value as a text."""
    return value.path if isinstance(value, Unknown) else "" if value is None else str(value)


_FLAGS = ((16, "FORCE"), (32, "NUMERIC"), (1024, "ZERO_FRACTION"), (64, "SLASHES"), (128, "PRETTY"), (256, "UNICODE"))


def flags_of(value: Value) -> str:
    """The names of the flags of ``json_encode`` that a number means."""
    if not isinstance(value, Number):
        return ""
    bits = int(value.value)
    return "".join(name for bit, name in _FLAGS if bits & bit)


def _bits(machine: Machine, left: Value, right: Value, span: Span) -> Value:
    """``A | B`` of named flags keeps both names."""
    unknown = next((one for one in (left, right) if isinstance(one, Unknown)), None)
    names = "|".join(flags_of(one) or path_of(one) for one in (left, right))
    if unknown:
        return replace(unknown, path=names)
    return _of_numbers("|", lambda a, b: int(a) | int(b))(machine, left, right, span)


# Comparisons


def order_of(left: Value, right: Value) -> int | None:
    """-1, 0 or 1, as ``<=>`` has it in PHP 8; None where that is not known."""
    if any(isinstance(one, Unknown) or (isinstance(one, Text) and not one.is_known) for one in (left, right)):
        return None
    if isinstance(left, bool) or isinstance(right, bool) or left is None or right is None:
        if {type(left), type(right)} == {Text, type(None)}:  # null is an empty text beside one
            return _sign(str(left or ""), str(right or ""))
        return _sign(bool(truth_of(left)), bool(truth_of(right)))
    if not all(isinstance(one, Text | Number) for one in (left, right)):
        return None
    first, second = number_of(left), number_of(right)
    if first is not None and second is not None:
        return _sign(first, second)
    return _sign(*(str(one).encode("utf-8", "surrogateescape") for one in (left, right)))


def _sign(left: float | str | bytes, right: float | str | bytes) -> int:
    return (left > right) - (left < right)  # type: ignore[operator]


def _compares(sign: str, test: Callable[[int], bool]) -> Operation:
    def compare(machine: Machine, left: Value, right: Value, span: Span) -> Value:
        found = order_of(left, right)
        if found is not None and len(sign) == 3 and type(left) is not type(right):
            return sign == "!=="
        return compared(machine, sign, left, right, span) if found is None else test(found)

    return compare


def _spaceship(machine: Machine, left: Value, right: Value, span: Span) -> Value:
    found = order_of(left, right)
    return machine.unknown(f"<=>@{span.start}", span, "") if found is None else Number(spelt(str(found), span))


OPERATORS: dict[str, Operation] = {
    "|": _bits,
    "+": _plus,
    "-": _MINUS,
    "++": _stepped("++", _PLUS_OF_NUMBERS),
    "--": _stepped("--", _MINUS),
    "*": _of_numbers("*", lambda a, b: a * b),
    "/": _of_numbers("/", _quotient),
    "%": _of_numbers("%", _rest),
    "**": _of_numbers("**", _power),
    "==": _compares("==", lambda one: one == 0),
    "===": _compares("===", lambda one: one == 0),
    "!=": _compares("!=", lambda one: one != 0),
    "!==": _compares("!==", lambda one: one != 0),
    "<": _compares("<", lambda one: one < 0),
    "<=": _compares("<=", lambda one: one <= 0),
    ">": _compares(">", lambda one: one > 0),
    ">=": _compares(">=", lambda one: one >= 0),
    "<=>": _spaceship,
}
