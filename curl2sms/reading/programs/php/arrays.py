"""PHP's functions on arrays."""

from __future__ import annotations

from curl2sms.reading.programs.expressions import number
from curl2sms.reading.programs.language import Call, Native
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
    made = Table(table.kind)
    for entry in list(table.entries.values())[:200]:
        name = call.machine.text(function).text if isinstance(function, Text) else ""
        of: Value = function if isinstance(function, Function) else Unknown(name, name, call.span)
        made.put(entry.key, call.machine.call(of, [("", entry.value)], call.span))
    return made


def _array_filter(call: Call) -> Value:
    table = call.value(0)
    if not isinstance(table, Table):
        return table
    if call.functions:
        return table
    made = Table(ARRAY)
    for entry in table.entries.values():
        if call.machine.truth(entry.value) is not False:
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


def _compact(call: Call) -> Value:
    made = Table(ARRAY)
    for value in call.values:
        name = call.machine.text(value)
        holder = call.machine.scope.holder(f"${name.text}")
        if holder:
            made.put(name, holder.variables[f"${name.text}"])
    return made


ARRAYS: dict[str, Native] = {
    "implode": _implode,
    "join": _implode,
    "explode": _explode,
    "array_merge": _array_merge,
    "array_values": _array_values,
    "array_map": _array_map,
    "array_filter": _array_filter,
    "array_push": _array_push,
    "array_unique": lambda call: call.value(0),
    "compact": _compact,
    "count": _count,
    "sizeof": _count,
}
