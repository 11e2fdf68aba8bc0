"""PHP's functions on arrays."""

from __future__ import annotations

from collections.abc import Callable
from itertools import zip_longest

from curl2sms.reading.programs import tree
from curl2sms.reading.programs.expressions import number
from curl2sms.reading.programs.language import Call, Native
from curl2sms.reading.programs.php.operators import path_of
from curl2sms.reading.programs.php.texts import not_known, whole
from curl2sms.reading.programs.values import ARRAY, Function, Number, Table, Text, Unknown, Value
from curl2sms.traced import Traced, joined


def joined_with(parts: list[Traced], new: Traced) -> Traced:
    """Texts with another one between them, which keeps its place."""
    pieces: list[Traced] = []
    for part in parts:
        pieces += [new, part] if pieces else [part]
    return joined(pieces)


def _implode(call: Call) -> Value:
    first, second = call.value(0), call.value(1)
    if isinstance(first, Table):
        first, second = second, first
    if isinstance(second, Unknown):
        return second
    between = call.machine.text(first) if first is not None else Traced("")
    texts = [call.machine.text(one) for one in second.values] if isinstance(second, Table) else []
    return Text(joined_with(texts, between) if texts else Traced(""))


def _explode(call: Call) -> Value:
    subject, text = call.value(1), call.text(1)
    separator = call.text(0).text
    if isinstance(subject, Unknown) or not separator:
        return subject
    table = Table(ARRAY)
    call.machine.steps += text.text.count(separator)
    for part in text.split(separator):
        table.append(Text(part))
    return table


def _array_merge(call: Call) -> Value:
    made = Table(ARRAY)
    for value in call.values:
        call.machine.leaves_out(value, call.span)
        for key, entry in value.entries.items() if isinstance(value, Table) else ():
            if key.isdigit():
                made.append(entry.value)
            else:
                made.put(entry.key, entry.value)
    return made


def _array_values(call: Call) -> Value:
    made = Table(ARRAY)
    for value in call.table(0).values:
        made.append(value)
    return made if isinstance(call.value(0), Table) else call.value(0)


def _array_map(call: Call) -> Value:
    function, table = call.value(0), call.value(1)
    if not isinstance(table, Table):
        return table
    if len(call.values) > 2:
        tables = [one.values if isinstance(one, Table) else [one] for one in call.values[1:]]
        rows = zip_longest(*tables)
        return _listed([_listed(list(row)) if function is None else _called(call, function, list(row)) for row in rows])
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
        return not_known(call)
    parameter = next(iter(function.routine.parameters), None)
    for entry in table.entries.values():
        call.machine.enter(function, [("", one) for one in (entry.value, Text(entry.key), *call.values[2:])])
        left = call.machine.left
        if parameter and parameter.by_reference and left and isinstance(parameter.target, tree.Variable):
            entry.value = left.get(parameter.target.name)
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
        given: list[Value] = [Text(entry.key)] if mode.endswith("_KEY") else [entry.value]
        given += [Text(entry.key)] * mode.endswith("_BOTH")
        keeps = _called(call, call.value(1), given) if call.value(1) is not None else entry.value
        if call.machine.truth(keeps) is not False:
            made.put(entry.key, entry.value)
    return made


def _array_push(call: Call) -> Value:
    for value in call.values[1:]:
        call.table(0).append(value)
    return Number(Traced(str(len(call.table(0).entries))))


def _count(call: Call) -> Value:
    value = call.value(0)
    if isinstance(value, Table):
        return number(len(value.entries), call.span)
    return call.machine.unknown(f"count@{call.span.start}", call.span, "", "", "count")


def _listed(values: list[Value]) -> Table:
    made = Table(ARRAY)
    for value in values:
        made.append(value)
    return made


def _of_array(function: Callable[[Call, Table], Value]) -> Native:
    """A function of an array; where that is not shown, neither is what it gives."""

    def apply(call: Call) -> Value:
        table = next((one for one in call.values if isinstance(one, Table)), None)
        return not_known(call) if table is None else function(call, table)

    return apply


def _array_unique(call: Call, table: Table) -> Value:
    made, seen = Table(ARRAY), set()
    for entry in table.entries.values():
        text = call.machine.text(entry.value).text
        if text not in seen:
            made.put(entry.key, entry.value)
        seen.add(text)
    return made


def _array_slice(call: Call, table: Table) -> Value:
    start, length = whole(call.value(1)), whole(call.value(2))
    if start is None or length is None or not table.is_list:
        return not_known(call)
    values = table.values[start:]
    return _listed(values if call.value(2) is None else values[:length])


def _in_array(call: Call, table: Table) -> Value:
    sign = "===" if call.value(2) is True else "=="
    same = [call.machine.operate(sign, call.value(0), one, call.span) for one in table.values]
    return True if True in same else False if all(one is False for one in same) else not_known(call)


def _key_exists(call: Call, table: Table) -> Value:
    return not_known(call) if isinstance(call.value(0), Unknown) else call.text(0).text in table.entries


def _array_combine(call: Call, table: Table) -> Value:
    made = Table(ARRAY)
    for key, value in zip(table.values, call.table(1).values, strict=False):
        made.put(call.machine.text(key), value)
    return made


def _taken(call: Call, table: Table) -> Value:
    """``array_pop``, ``array_shift``."""
    if not table.entries or not table.is_list:
        return None if not table.entries else not_known(call)
    values = table.values
    taken = values.pop(0 if call.name == "array_shift" else -1)
    table.entries = _listed(values).entries
    return taken


def _compact(call: Call) -> Value:
    made = Table(ARRAY)
    for value in call.values:
        name = call.machine.text(value)
        holder = call.machine.scope.holder(f"${name.text}")
        if holder:
            made.put(name, holder.get(f"${name.text}"))
    return made


ARRAYS: dict[str, Native] = {
    "implode": _implode,
    "join": _implode,
    "explode": _explode,
    "array_merge": _array_merge,
    "array_values": _array_values,
    "array_map": _array_map,
    "array_walk": _array_walk,
    "array_filter": _array_filter,
    "array_push": _array_push,
    "array_unique": _of_array(_array_unique),
    "array_slice": _of_array(_array_slice),
    "array_keys": _of_array(lambda _call, table: _listed([Text(entry.key) for entry in table.entries.values()])),
    "array_reverse": _of_array(lambda _call, table: _listed(table.values[::-1])),
    "array_combine": _of_array(_array_combine),
    "array_key_exists": _of_array(_key_exists),
    "in_array": _of_array(_in_array),
    "array_pop": _of_array(_taken),
    "array_shift": _of_array(_taken),
    "current": _of_array(lambda _call, table: next(iter(table.values), False)),
    "reset": _of_array(lambda _call, table: next(iter(table.values), False)),
    "end": _of_array(lambda _call, table: next(reversed(table.values), False)),
    "compact": _compact,
    "count": _count,
    "sizeof": _count,
}
