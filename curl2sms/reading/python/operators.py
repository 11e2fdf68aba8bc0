"""What Python's operators do, and what its values are in texts and in tests."""

from __future__ import annotations

from collections.abc import Callable

from curl2sms.errors import Span
from curl2sms.patterns import regex
from curl2sms.reading.programs.expressions import calculated, number, number_in
from curl2sms.reading.programs.language import Call
from curl2sms.reading.programs.machine import Machine
from curl2sms.reading.programs.values import MAP, Number, Object, Table, Text, Unknown, Value, listed
from curl2sms.reading.python.builtins import MOST_REPEATED, shaped
from curl2sms.traced import Traced, joined

# ``%s``, ``%(name)s``, ``%d``; any other shape is a change of the value.
_PERCENT = regex(r"%(?:\((?P<name>\w+)\))?(?P<shape>[-+ #0-9.]*)(?P<kind>[sdiufr%])")


def text_of(machine: Machine, value: Value) -> Traced:
    """A value as a text, as ``str(value)`` has it."""
    if isinstance(value, bool) or value is None:
        return Traced(str(value))
    if isinstance(value, Table):
        if value.is_list:
            return joined((Traced("["), joined([_quoted(machine, one) for one in value.values], ", "), Traced("]")))
        pairs = [
            joined((_quoted(machine, Text(entry.key)), Traced(": "), _quoted(machine, entry.value)))
            for entry in value.entries.values()
        ]
        return joined((Traced("{"), joined(pairs, ", "), Traced("}")))
    if isinstance(value, Object):
        make: Callable[[Machine], Traced] | None = value.state.get("text")
        return make(machine) if make else Traced(f"<{value.kind}>")
    return Traced("<function>")


def _quoted(machine: Machine, value: Value) -> Traced:
    """A member as ``repr`` writes it."""
    text = machine.text(value)
    if not isinstance(value, Text | Unknown):
        return text
    sign = '"' if "'" in text.text and '"' not in text.text else "'"
    return joined((Traced(sign), text, Traced(sign)))


def truth_of(value: Value) -> bool | None:
    """What a value is in a test."""
    if isinstance(value, Text):
        return str(value) != ""
    if isinstance(value, Table):
        return bool(value.entries)
    found = number_in(value) if isinstance(value, Number | bool) else None
    return bool(found) if found is not None else value is not None


def _plus(machine: Machine, left: Value, right: Value, span: Span) -> Value:
    """``+`` adds numbers, and joins texts and lists."""
    if all(isinstance(one, Number | bool) for one in (left, right)):
        return number((number_in(left) or 0) + (number_in(right) or 0), span)
    if isinstance(left, Table) and isinstance(right, Table):
        return listed([*left.values, *right.values])
    if any(isinstance(one, Unknown) and one.why for one in (left, right)) and isinstance(right, Number | Object):
        return calculated(machine, "+", left, right, span)
    return machine.joined((left, right), span)


def _percent(machine: Machine, left: Value, right: Value, span: Span) -> Value:
    """``text % values``; with two numbers the rest of a division."""
    if not isinstance(left, Text):
        return calculated(machine, "%", left, right, span)
    values = right.values if isinstance(right, Table) and right.is_list else [right]
    pieces, at = [], 0
    for found in _PERCENT.finditer(str(left)):
        pieces.append(left.traced[at : found.start()])
        at = found.end()
        if found["kind"] == "%":
            pieces.append(left.traced[found.start() : found.start() + 1])
            continue
        value = right.get(found["name"]) if found["name"] and isinstance(right, Table) else None
        if not found["name"] and values:
            value, *values = values
        shape = found["shape"] + found["kind"] if found["shape"] or found["kind"] == "f" else ""
        shape = f">{shape}" if shape and not shape.startswith(("-", "0", ".")) else shape.replace("-", "<")
        call = Call(machine, "format", span, (), {})
        pieces.append(
            shaped(machine, value, shape.rstrip("siur"), call) if found["kind"] != "r" else _quoted(machine, value)
        )
    return Text(joined([*pieces, left.traced[at:]]))


def _merged(machine: Machine, left: Value, right: Value, span: Span) -> Value:
    """``a | b`` of two dictionaries."""
    made = Table(MAP)
    for value in (left, right):
        machine.leaves_out(value, span)
        for entry in value.entries.values() if isinstance(value, Table) else ():
            made.put(entry.key, entry.value)
    return made


def _times(machine: Machine, left: Value, right: Value, span: Span) -> Value:
    """``text * number`` repeats; two numbers are multiplied."""
    times = number_in(right)
    if isinstance(left, Text) and isinstance(times, float | int) and len(left.traced) * times <= MOST_REPEATED:
        return Text(joined([left.traced] * int(times)))
    return calculated(machine, "*", left, right, span)


def _in(machine: Machine, left: Value, right: Value, span: Span) -> Value:
    """``a in b``: a text in a text, a value among values, a name among those of a dictionary."""
    if isinstance(right, Table):
        among = right.values if right.is_list else [Text(entry.key) for entry in right.entries.values()]
        same = [machine.operate("==", left, one, span) for one in among]
        if any(one is True for one in same):
            return True
        return False if all(one is False for one in same) else machine.unknown(f"in@{span.start}", span, "")
    if isinstance(left, Text) and isinstance(right, Text) and left.is_known and right.is_known:
        return str(left) in str(right)
    return machine.unknown(f"in@{span.start}", span, "")


def _not_in(machine: Machine, left: Value, right: Value, span: Span) -> Value:
    found = _in(machine, left, right, span)
    return not found if isinstance(found, bool) else found


OPERATORS: dict[str, Callable[[Machine, Value, Value, Span], Value]] = {
    "+": _plus,
    "%": _percent,
    "|": _merged,
    "*": _times,
    "in": _in,
    "not in": _not_in,
}
