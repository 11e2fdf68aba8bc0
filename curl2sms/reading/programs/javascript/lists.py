"""JavaScript's methods of lists and plain objects: exact for values that the sample shows."""

from __future__ import annotations

from functools import cmp_to_key

from curl2sms.reading.programs.javascript.numbers import whole_argument
from curl2sms.reading.programs.javascript.operators import number_of
from curl2sms.reading.programs.javascript.texts import length
from curl2sms.reading.programs.language import Call
from curl2sms.reading.programs.language import Native as NativeCode
from curl2sms.reading.programs.operators import number
from curl2sms.reading.programs.values import (
    LIST,
    Function,
    Native,
    Number,
    Table,
    Text,
    Unknown,
    Value,
    is_null,
    listed,
)
from curl2sms.traced import Traced, joined

# Methods and functions that change what they are called on (-1), or an argument.
CHANGES: dict[str, tuple[int, ...]] = {
    **dict.fromkeys(("sort", "splice", "fill", "copyWithin"), (-1,)),
    **dict.fromkeys(("Object.defineProperty", "Object.defineProperties", "Object.setPrototypeOf"), (0,)),
}


def _members(call: Call) -> list[Value]:
    return call.receiver.values if isinstance(call.receiver, Table) else []


def _concat(call: Call) -> Value:
    values = list(_members(call))
    for value in call.values:
        values += value.values if isinstance(value, Table) else [value]
    return listed(values)


def _slice(call: Call) -> Value:
    start, end = whole_argument(call, 0, 0), whole_argument(call, 1, 1 << 32)
    return call.not_known() if start is None or end is None else listed(_members(call)[start:end])


def _at(call: Call) -> Value:
    values, at = _members(call), whole_argument(call, 0, 0)
    return call.not_known() if at is None else values[at] if -len(values) <= at < len(values) else None


def _place(call: Call) -> int | None:
    """Where a value is in a list; -1 for nowhere, None where that is not known."""
    same = [call.machine.operate("===", one, call.value(0), call.span) for one in _members(call)]
    if len(call.values) > 1 or any(one not in (True, False) for one in same):
        return None
    return same.index(True) if True in same else -1


def _includes(call: Call) -> Value:
    at = _place(call)
    return call.not_known() if at is None else at >= 0


def _index_of(call: Call) -> Value:
    at = _place(call)
    return call.not_known() if at is None else number(at, call.span)


def _join(call: Call) -> Value:
    between = call.text(0) if call.values else Traced(",")
    texts = [Traced("") if one is None or is_null(one) else call.machine.text(one) for one in _members(call)]
    pieces = [part for text in texts for part in (between, text)][1:]
    return Text(joined(pieces))


def _put(call: Call) -> Value:
    """``push``, ``unshift``."""
    if isinstance(call.receiver, Table):
        values = [*call.values, *call.receiver.values] if call.name == "unshift" else [*_members(call), *call.values]
        call.receiver.entries = listed(values).entries
    return length(call)


def _taken(call: Call) -> Value:
    """``pop``, ``shift``."""
    values = _members(call)
    if not values or not isinstance(call.receiver, Table):
        return None
    taken = values.pop(0 if call.name == "shift" else -1)
    call.receiver.entries = listed(values).entries
    return taken


def _splice(call: Call) -> Value:
    values, start, count = _members(call), whole_argument(call, 0, 0), whole_argument(call, 1, 1 << 32)
    if start is None or count is None or not isinstance(call.receiver, Table):
        return call.not_known()
    start = max(0, len(values) + start) if start < 0 else start
    taken = values[start : start + max(0, count)]
    values[start : start + max(0, count)] = call.values[2:]
    call.receiver.entries = listed(values).entries
    return listed(taken)


def _sort(call: Call) -> Value:
    """``sort``: by the texts of the members, or as a function says."""
    machine = call.machine
    if not isinstance(call.receiver, Table):
        return call.receiver
    if not call.functions:
        values = sorted(_members(call), key=lambda one: machine.text(one).text.encode("utf-16-be", "surrogatepass"))
    else:
        function, is_open = call.functions[0], False

        def order(first: Value, second: Value) -> int:
            nonlocal is_open
            found = number_of(machine.enter(function, [("", first), ("", second)]))
            is_open = is_open or found is None
            return 0 if found is None else (found > 0) - (found < 0)

        values = sorted(_members(call), key=cmp_to_key(order))
        if is_open:
            return call.not_known()
    call.receiver.entries = listed(values).entries
    return call.receiver


def _reverse(call: Call) -> Value:
    if isinstance(call.receiver, Table):
        call.receiver.entries = listed(list(reversed(_members(call)))).entries
    return call.receiver


def _flat(call: Call) -> Value:
    found: list[Value] = []
    for one in _members(call):
        found += one.values if isinstance(one, Table) and one.is_list else [one]
    return listed(found) if not call.values else call.not_known()


def _each(call: Call) -> Value:
    """``map``, ``forEach``, ``filter``: the function for each member; of calls that it makes, the first."""
    table, function = call.receiver if isinstance(call.receiver, Table) else Table(LIST), call.value(0)
    if not isinstance(function, Function | Native | Unknown):
        return call.not_known()
    made: list[Value] = []
    before = len(call.machine.calls)
    for number_of_one, value in enumerate(table.values):
        place = Number(Traced(str(number_of_one)))
        made.append(call.machine.call(function, [("", value), ("", place), ("", table)], call.span))
        if len(call.machine.calls) > before:
            call.machine.note_loop(call.span, len(table.entries))
            break
    if call.name == "filter":
        made = [one for one, keeps in zip(table.values, made, strict=False) if call.machine.passes(keeps, call.span)]
    return listed(made)


def _searched(call: Call) -> Value:
    """``find``, ``findIndex``, ``some``, ``every``: where a test of a member is open, so is the result."""
    if not call.functions:
        return call.not_known()
    values = _members(call)
    tests = [
        call.machine.enter(call.functions[0], [("", one), ("", number(at)), ("", call.receiver)])
        for at, one in enumerate(values)
    ]
    truths = [call.machine.truth(one) for one in tests]
    if None in truths:
        return call.not_known()
    at = truths.index(True) if True in truths else -1
    if call.name == "find":
        return values[at] if at >= 0 else None
    if call.name == "findIndex":
        return number(at, call.span)
    return all(truths) if call.name == "every" else at >= 0


def _reduce(call: Call) -> Value:
    table = call.receiver if isinstance(call.receiver, Table) else Table(LIST)
    values = list(table.values)
    if not call.functions:
        return call.not_known()
    first = 0 if len(call.values) > 1 else 1
    value = call.value(1) if not first else values[0] if values else None
    for at, one in enumerate(values[first:], first):
        given = (value, one, number(at), table)
        value = call.machine.enter(call.functions[0], [("", each) for each in given])
    return value


def _has_own(call: Call) -> Value:
    """``hasOwnProperty``."""
    name = call.value(0)
    is_open = isinstance(name, Unknown) or not isinstance(call.receiver, Table)
    return call.not_known() if is_open else call.text(0).text in call.receiver.entries  # type: ignore[union-attr]


def _pairs(call: Call) -> Value:
    """``keys()``, ``values()``, ``entries()`` of a list."""
    if not isinstance(call.receiver, Table) or not call.receiver.is_list:
        return call.not_known()
    values = call.receiver.values
    numbers = [number(at) for at in range(len(values))]
    if call.name == "entries":
        return listed([listed(pair) for pair in zip(numbers, values, strict=True)])
    return listed(numbers if call.name == "keys" else values)


OF_TABLE: dict[str, NativeCode] = {
    "keys": _pairs, "values": _pairs, "entries": _pairs,
    "join": _join, "push": _put, "unshift": _put, "pop": _taken, "shift": _taken, "splice": _splice, "map": _each,
    "forEach": _each, "filter": _each, "reduce": _reduce, "concat": _concat, "slice": _slice, "reverse": _reverse,
    "sort": _sort, "flat": _flat, "at": _at, "includes": _includes, "indexOf": _index_of, "find": _searched,
    "findIndex": _searched, "some": _searched, "every": _searched, "hasOwnProperty": _has_own,
}  # fmt: skip
