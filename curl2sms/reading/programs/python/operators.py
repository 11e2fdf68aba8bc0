"""What Python's operators do, and what its values are in texts and in tests."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable

from curl2sms.errors import Span
from curl2sms.http import OPEN
from curl2sms.patterns import regex
from curl2sms.reading.programs.language import Call
from curl2sms.reading.programs.machine import Machine
from curl2sms.reading.programs.operators import calculated, compared, unknown_result
from curl2sms.reading.programs.python.builtins import as_set, shown
from curl2sms.reading.programs.python.plain import MOST_REPEATED, REFUSED, NotKnownError, plain, value_of, value_of_key
from curl2sms.reading.programs.values import (
    MAP,
    SET,
    TUPLE,
    Function,
    Number,
    Object,
    Table,
    Text,
    Unknown,
    Value,
    listed,
)
from curl2sms.traced import Traced, joined

Operation = Callable[[Machine, Value, Value, Span], Value]

# ``%s``, ``%(name)s``, ``%-5.1f`` (https://docs.python.org/3/library/stdtypes.html#old-string-formatting).
_PERCENT = regex(r"%(?:\((?P<name>[^()]*)\))?(?P<shape>[-+ #0]*+\d*+(?:\.\d+)?)[hlL]?(?P<kind>[a-zA-Z%])")
_LARGEST_POWER, _MOST_RAISED = 64, 10**18


def text_of(machine: Machine, value: Value) -> Traced:
    """A value as a text, as ``str(value)`` has it."""
    if isinstance(value, bool) or value is None:
        return Traced(str(value))
    if isinstance(value, Table):
        if value.kind == SET:
            if len(value.entries) > 1:
                return machine.text(machine.unknown(f"set@{machine.steps}", Span(0, 0), "", "", "set"))
            members = joined([_quoted(machine, one) for one in value.values])
            return joined((Traced("{"), members, Traced("}"))) if value.entries else Traced("set()")
        if value.is_list:
            is_tuple = value.kind == TUPLE
            members = joined([_quoted(machine, one) for one in value.values], ", ")
            end = ("," * (len(value.entries) == 1) + ")") if is_tuple else "]"
            return joined((Traced("(" if is_tuple else "["), members, Traced(end)))
        pairs = [
            joined((_quoted(machine, value_of_key(entry.key)), Traced(": "), _quoted(machine, entry.value)))
            for entry in value.entries.values()
        ]
        return joined((Traced("{"), joined(pairs, ", "), Traced("}")))
    if isinstance(value, Object):
        make: Callable[[Machine], Traced] | None = value.state.get("text")
        return _written_by(machine, value, "__str__", "__repr__") if make is None else make(machine)
    return machine.text(machine.unknown(f"function@{machine.steps}", Span(0, 0), "", "", "str"))


def _written_by(machine: Machine, value: Object, *names: str) -> Traced:
    """An object as the first of its methods that it has writes it; without one it is not known."""
    for name in names:
        if value.of and (method := value.of.method(name)):
            return machine.text(machine.enter(Function(method, value.of.scope, value), []))
    return machine.text(machine.unknown(f"{value.kind}@{value.span.start}", value.span, "", "", value.kind))


def _quoted(machine: Machine, value: Value) -> Traced:
    """A member as ``repr`` writes it."""
    if isinstance(value, Object) and value.of:
        return _written_by(machine, value, "__repr__")
    text = machine.text(value)
    if not isinstance(value, Text | Unknown):
        return text
    sign = '"' if "'" in text.text and '"' not in text.text else "'"
    if OPEN not in text.text:
        written = repr(plain(value))
        text = text.rewritten(0, len(text), written[written.index(sign) + 1 : -1])
        sign = written[: written.index(sign) + 1]
    return joined((Traced(sign), text, Traced(sign[-1])))


def truth_of(value: Value) -> bool | None:
    """What a value is in a test."""
    if isinstance(value, Text):
        return str(value) != ""
    if isinstance(value, Table):
        return bool(value.entries)
    return bool(value.value) if isinstance(value, Number) else value not in (None, False)


def _of_numbers(sign: str, function: Callable[[object, object], object]) -> Operation:
    """An operator of arithmetic, worked out by Python itself; of anything but numbers it is not known."""

    def operate(machine: Machine, left: Value, right: Value, span: Span) -> Value:
        if isinstance(left, Number | bool) and isinstance(right, Number | bool):
            try:
                return value_of(function(plain(left), plain(right)), span)
            except REFUSED:
                pass
        elif isinstance(left, Unknown) or isinstance(right, Unknown):
            return calculated(machine, sign, left, right, span)
        return unknown_result(machine, sign, span)

    return operate


def _power(base: object, exponent: object) -> object:
    """``**``, where it stays a number that a listing could hold."""
    if isinstance(base, int | float) and isinstance(exponent, int | float):
        if abs(exponent) > _LARGEST_POWER or abs(base) > _MOST_RAISED:
            raise NotKnownError
        return base**exponent
    raise NotKnownError


def _shifted(left: object, right: object) -> object:
    if isinstance(left, int) and isinstance(right, int) and right <= _LARGEST_POWER:
        return left << right
    raise NotKnownError


def _compares(sign: str, function: Callable[[object, object], object]) -> Operation:
    """A comparison by Python itself; of what is not known, what all languages make of it."""

    def compare(machine: Machine, left: Value, right: Value, span: Span) -> Value:
        try:
            return value_of(function(plain(left), plain(right)), span)
        except REFUSED:
            return compared(machine, sign, left, right, span)

    return compare


def _is(left: object, right: object) -> bool:
    return type(left) is type(right) and left == right


def _is_not(left: object, right: object) -> bool:
    return not _is(left, right)


_PLUS_OF_NUMBERS = _of_numbers("+", operator.add)
_TIMES_OF_NUMBERS = _of_numbers("*", operator.mul)
_REST_OF_NUMBERS = _of_numbers("%", operator.mod)
_BITS = _of_numbers("|", operator.or_)


def _plus(machine: Machine, left: Value, right: Value, span: Span) -> Value:
    """``+`` adds numbers, and joins texts and lists."""
    if all(isinstance(one, Number | bool) for one in (left, right)):
        return _PLUS_OF_NUMBERS(machine, left, right, span)
    if isinstance(left, Table) and isinstance(right, Table):
        table = listed([*left.values, *right.values])
        table.kind = left.kind
        return table
    if any(isinstance(one, Table) for one in (left, right)):  # a list and a value that is not shown
        return unknown_result(machine, "+", span)
    if any(isinstance(one, Unknown) and one.why for one in (left, right)) and isinstance(right, Object):
        return calculated(machine, "+", left, right, span)
    if {type(left), type(right)} in ({Unknown, Number}, {Unknown, bool}):  # no text has a number added to it
        return calculated(machine, "+", left, right, span)
    is_bytes = all(isinstance(one, Text) and one.is_bytes for one in (left, right))
    return Text(machine.joined((left, right), span).traced, is_bytes)


def _percent(machine: Machine, left: Value, right: Value, span: Span) -> Value:
    """``text % values``; with two numbers the rest of a division."""
    if not isinstance(left, Text):
        return _REST_OF_NUMBERS(machine, left, right, span)
    values = right.values if isinstance(right, Table) and right.kind == TUPLE else [right]
    call = Call(machine, "%", span, (), {})
    pieces, at = [], 0
    for found in _PERCENT.finditer(str(left)):
        pieces.append(left.traced[at : found.start()])
        at = found.end()
        if found["kind"] == "%":
            pieces.append(left.traced[found.start() : found.start() + 1])
            continue
        value = right.get(found["name"]) if found["name"] is not None and isinstance(right, Table) else None
        if found["name"] is None and values:
            value, *values = values
        pieces.append(_put_in(machine, value, found, call))
    return Text(joined([*pieces, left.traced[at:]]))


def _put_in(machine: Machine, value: Value, found: re.Match[str], call: Call) -> Traced:
    """A value as a conversion of ``%`` writes it; one that is not known can only be put in as it is."""
    if found["kind"] in "sdiu" and not found["shape"] and not isinstance(value, Number | bool):
        return shown(machine, value, call)
    width = re.search(r"\d+", found["shape"])
    try:
        if width and int(width[0]) > MOST_REPEATED:
            raise NotKnownError
        written = f"%{found['shape']}{found['kind']}" % (plain(value),)
    except REFUSED:
        return machine.text(machine.rework(value, call, "%"))
    text = machine.text(value)
    return text.rewritten(0, len(text), written)


def _either(machine: Machine, left: Value, right: Value, span: Span) -> Value:
    """``a | b``: of two dictionaries the members of both; of two numbers their bits."""
    if isinstance(left, Number) and isinstance(right, Number):
        return _BITS(machine, left, right, span)
    if isinstance(left, Table) and isinstance(right, Table) and {left.kind, right.kind} == {SET}:
        return as_set(machine, [*left.values, *right.values])
    made = Table(MAP)
    for value in (left, right):
        machine.leaves_out(value, span)
        for entry in value.entries.values() if isinstance(value, Table) else ():
            made.put(entry.key, entry.value)
    return made


def _times(machine: Machine, left: Value, right: Value, span: Span) -> Value:
    """``text * number`` repeats, and so does ``list * number``; two numbers are multiplied."""
    if isinstance(left, Number) and isinstance(right, Text | Table):
        left, right = right, left
    if isinstance(left, Text | Table) and isinstance(right, Number) and isinstance(right.value, int):
        size = len(left.traced) if isinstance(left, Text) else len(left.entries)
        if size * right.value > MOST_REPEATED:
            return unknown_result(machine, "*", span)
        if isinstance(left, Text):
            return Text(joined([left.traced] * right.value))
        table = listed(left.values * right.value)
        table.kind = left.kind
        return table
    return _TIMES_OF_NUMBERS(machine, left, right, span)


def _in(machine: Machine, left: Value, right: Value, span: Span) -> Value:
    """``a in b``: a text in a text, a value among values, a name among those of a dictionary."""
    if isinstance(right, Table):
        among = right.values if right.is_list else [value_of_key(entry.key) for entry in right.entries.values()]
        same = [machine.operate("==", left, one, span) for one in among]
        if any(one is True for one in same):
            return True
        return False if all(one is False for one in same) else machine.unknown(f"in@{span.start}", span, "")
    if isinstance(left, Text) and isinstance(right, Text) and left.is_known and right.is_known:
        return str(left) in str(right)
    return machine.unknown(f"in@{span.start}", span, "")


def _not_in(machine: Machine, left: Value, right: Value, span: Span) -> Value:
    found = machine.operate("in", left, right, span)
    return not found if isinstance(found, bool) else found


_COMPARISONS: dict[str, Callable[..., object]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
    "===": _is, "!==": _is_not,
}  # fmt: skip
_ARITHMETIC: dict[str, Callable[..., object]] = {
    "-": operator.sub, "/": operator.truediv, "//": operator.floordiv, "&": operator.and_, "^": operator.xor,
    "**": _power, "<<": _shifted, ">>": operator.rshift,
}  # fmt: skip
# What an operator calls its first and its second operand for (https://docs.python.org/3/reference/datamodel.html#special-method-names).
_METHODS = {
    "+": ("__add__", "__radd__"), "-": ("__sub__", "__rsub__"), "*": ("__mul__", "__rmul__"),
    "/": ("__truediv__", "__rtruediv__"), "//": ("__floordiv__", "__rfloordiv__"), "%": ("__mod__", "__rmod__"),
    "|": ("__or__", "__ror__"), "&": ("__and__", "__rand__"), ">>": ("__rshift__", "__rrshift__"),
    "<<": ("__lshift__", "__rlshift__"), "==": ("__eq__", "__eq__"), "<": ("__lt__", "__gt__"),
    ">": ("__gt__", "__lt__"), "<=": ("__le__", "__ge__"), ">=": ("__ge__", "__le__"), "in": ("", "__contains__"),
}  # fmt: skip


def _by_object(sign: str, operation: Operation) -> Operation:
    """An operator that asks an object of the sample first; of one that has no method for it nothing is known."""

    def operate(machine: Machine, left: Value, right: Value, span: Span) -> Value:
        for name, own, other in zip(_METHODS[sign], (left, right), (right, left), strict=True):
            if isinstance(own, Object) and own.of and (method := own.of.method(name)):
                return machine.enter(Function(method, own.of.scope, own), [("", other)])
        if sign not in {"==", "%"} and any(isinstance(one, Object) and one.of for one in (left, right)):
            return unknown_result(machine, sign, span)
        return operation(machine, left, right, span)

    return operate


_PLAIN_OPERATORS: dict[str, Operation] = {
    **{sign: _compares(sign, function) for sign, function in _COMPARISONS.items()},
    **{sign: _of_numbers(sign, function) for sign, function in _ARITHMETIC.items()},
    "+": _plus,
    "%": _percent,
    "|": _either,
    "*": _times,
    "in": _in,
    "not in": _not_in,
}
OPERATORS = {
    sign: _by_object(sign, operation) if sign in _METHODS else operation for sign, operation in _PLAIN_OPERATORS.items()
}
