"""PHP's functions on arrays that call a function for each member: of the sample, or one of PHP's own."""

from __future__ import annotations

from functools import cmp_to_key
from itertools import zip_longest

from curl2sms.reading.programs.language import Call, Native
from curl2sms.reading.programs.php.arrays import array_of
from curl2sms.reading.programs.php.operators import number_of, path_of
from curl2sms.reading.programs.values import (
    ARRAY,
    Function,
    Member,
    Number,
    Table,
    Text,
    Unknown,
    Value,
    key_as_value,
)
from curl2sms.records import replace
from curl2sms.traced import Traced

# Sorting calls the function about so many times as a list of this length has pairs of neighbours, times ten.
_MOST_SORTED = 500


def _array_map(call: Call) -> Value:
    function, table = call.value(0), call.value(1)
    if not isinstance(table, Table):
        return table
    if len(call.values) > 2:
        rows = zip_longest(*(one.values if isinstance(one, Table) else [one] for one in call.values[1:]))
        return array_of(array_of(row) if function is None else _called(call, function, [*row]) for row in rows)
    made, before = Table(table.kind), len(call.machine.calls)
    for entry in list(table.entries.values()):
        made.put(entry.key, _called(call, function, [entry.value]))
        if len(call.machine.calls) > before:
            call.machine.note_loop(call.span, len(table.entries))
            break
    return made


def _array_walk(call: Call) -> Value:
    """``array_walk``: what the function gives its parameter by reference, the member gets."""
    function, table = call.value(1), call.value(0)
    if not isinstance(table, Table) or not isinstance(function, Function):
        return call.not_known()
    shared = [one.shares for one in function.routine.parameters[:1] if one.shares]
    for entry in table.entries.values():
        of = replace(function, captured={**function.captured, **dict.fromkeys(shared, entry.cell)})
        call.machine.enter(of, [("", one) for one in (entry.value, key_as_value(entry.key), *call.values[2:])])
    return True


def _called(call: Call, function: Value, values: list[Value]) -> Value:
    """What a function gives; one of PHP's own is named by a text."""
    name = call.machine.text(function).text if isinstance(function, Text) else ""
    of: Value = function if isinstance(function, Function) else Unknown(name, name, call.span)
    return call.machine.call(of, [("", one) for one in values], call.span)


def _array_filter(call: Call) -> Value:
    table = call.value(0)
    if not isinstance(table, Table):
        return table
    made = Table(ARRAY)
    mode = path_of(call.value(2))
    for entry in list(table.entries.values()):
        given: list[Value] = [key_as_value(entry.key)] if mode.endswith("_KEY") else [entry.value]
        given += [key_as_value(entry.key)] * mode.endswith("_BOTH")
        keeps = _called(call, call.value(1), given) if call.value(1) is not None else entry.value
        if call.machine.passes(keeps, call.span):
            made.put(entry.key, entry.value)
    return made


def _sorted_by_function(call: Call) -> Value:
    """``usort``, ``uasort``, ``uksort``: in the order that a function gives two values, or two keys."""
    table, open_ = call.value(0), False
    if not isinstance(table, Table) or len(table.entries) > _MOST_SORTED:
        return call.not_known()

    def compared(one: Value, other: Value) -> int:
        nonlocal open_
        found = _called(call, call.value(1), [one, other])
        if found is False:  # which may mean less or equal: the other way round shows it
            found = Number(Traced("-1")) if _called(call, call.value(1), [other, one]) is True else False
        amount = number_of(found) if isinstance(found, bool | Number) else None
        open_ = open_ or amount is None
        return 0 if not amount else 1 if amount >= 1 else -1 if amount <= -1 else 0

    def order(one: tuple[str, Member], other: tuple[str, Member]) -> int:
        by_key = call.name == "uksort"
        return compared(*(key_as_value(entry.key) if by_key else entry.value for _, entry in (one, other)))

    entries = sorted(table.entries.items(), key=cmp_to_key(order))
    if open_:
        return call.not_known()
    table.entries = array_of([one.value for _, one in entries]).entries if call.name == "usort" else dict(entries)
    return True


CALLBACKS: dict[str, Native] = {
    "array_map": _array_map,
    "array_walk": _array_walk,
    "array_filter": _array_filter,
    **dict.fromkeys(("usort", "uasort", "uksort"), _sorted_by_function),
}
