"""PHP's functions on arrays; ``array_callbacks`` has those that call a function for each member."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from curl2sms.reading.programs.language import Call, Native
from curl2sms.reading.programs.operators import number
from curl2sms.reading.programs.php.texts import whole
from curl2sms.reading.programs.texts import split_open
from curl2sms.reading.programs.values import (
    ARRAY,
    Number,
    Object,
    Table,
    Text,
    Unknown,
    Value,
    is_open,
    key_as_value,
)
from curl2sms.traced import Traced, joined


def joined_with(parts: list[Traced], new: Traced) -> Traced:
    """Texts with another one between them, which keeps its place."""
    pieces: list[Traced] = []
    for part in parts:
        pieces += [new, part] if pieces else [part]
    return joined(pieces)


def array_of(values: Iterable[Value]) -> Table:
    """A list of values."""
    made = Table(ARRAY)
    for value in values:
        made.append(value)
    return made


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
    if is_open(subject):
        return split_open(call, subject, separator, ARRAY)
    if not separator:
        return subject
    limit = whole(call.value(2)) if len(call.values) > 2 else 1 << 31
    if limit is None:
        return call.not_known()
    call.machine.steps += text.text.count(separator)
    parts = list(text.split(separator))
    if 0 <= limit < len(parts):
        first = max(limit, 1) - 1
        parts[first:] = [joined_with(parts[first:], Traced(separator))]
    return array_of([Text(part) for part in (parts[:limit] if limit < 0 else parts)])


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


def _array_push(call: Call) -> Value:
    for value in call.values[1:]:
        call.table(0).append(value)
    return Number(Traced(str(len(call.table(0).entries))))


def _count(call: Call) -> Value:
    value = call.value(0)
    if isinstance(value, Table) and len(call.values) == 1:
        return number(len(value.entries), call.span)
    return call.not_known("count")


def _of_array(function: Callable[[Call, Table], Value]) -> Native:
    """A function of an array; where that is not shown, neither is what it gives."""

    def apply(call: Call) -> Value:
        table = next((one for one in call.values if isinstance(one, Table)), None)
        return call.not_known() if table is None else function(call, table)

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
    if start is None or length is None or not table.is_list or call.value(3) not in {None, False}:
        return call.not_known()
    values = table.values[start:]
    return array_of(values if call.value(2) is None else values[:length])


def _in_array(call: Call, table: Table) -> Value:
    sign = "===" if call.value(2) is True else "=="
    same = [call.machine.operate(sign, call.value(0), one, call.span) for one in table.values]
    return True if True in same else False if all(one is False for one in same) else call.not_known()


def _key_exists(call: Call, table: Table) -> Value:
    return call.not_known() if isinstance(call.value(0), Unknown) else call.text(0).text in table.entries


def _array_combine(call: Call, table: Table) -> Value:
    made = Table(ARRAY)
    for key, value in zip(table.values, call.table(1).values, strict=False):
        made.put(call.machine.text(key), value)
    return made


def _taken(call: Call, table: Table) -> Value:
    """``array_pop``, ``array_shift``."""
    if not table.entries:
        return None
    entries = list(table.entries.items())
    _, taken = entries.pop(0 if call.name == "array_shift" else -1)
    table.entries, table.used = {}, -1
    for key, entry in entries:
        if call.name == "array_shift" and _is_number(key):  # which count again
            table.append(entry.value)
        else:
            table.entries[key] = entry
    return taken.value


def _is_number(key: str) -> bool:
    return isinstance(key_as_value(Traced(key)), Number)


def _object_vars(call: Call) -> Value:
    """``get_object_vars``: the class itself sees all of its properties."""
    value, this = call.value(0), call.machine.this
    if not isinstance(value, Object):
        return call.not_known()
    table = value.properties if isinstance(this, Object) and this.of is value.of else value.seen
    return Table(ARRAY, dict(table.entries)).copy()


def _to_array(call: Call) -> Value:
    """``(array) $value``: a list of one, nothing of null; an object with hidden properties has no plain keys."""
    value = call.value(0)
    if isinstance(value, Table | Unknown):
        return Table(ARRAY, value.entries).copy() if isinstance(value, Table) else value
    if isinstance(value, Object):
        table = value.properties
        return call.not_known() if len(value.seen.entries) != len(table.entries) else Table(ARRAY, table.entries).copy()
    return array_of([] if value is None else [value])


def _unshift(call: Call, table: Table) -> Value:
    """``array_unshift``: keys that are numbers count again, names stay."""
    before, table.used = list(table.entries.items()), -1
    table.entries = {}
    for value in call.values[1:]:
        table.append(value)
    for key, entry in before:
        if _is_number(key):
            table.append(entry.value)
        else:
            table.put(entry.key, entry.value)
    return number(len(table.entries), call.span)


def _sum(call: Call, table: Table) -> Value:
    """``array_sum``."""
    found: Value = Number(Traced("0"))
    for one in table.values:
        found = call.machine.operate("+", found, one, call.span)
    return found


def _compact(call: Call) -> Value:
    made = Table(ARRAY)
    for value in call.values:
        name = call.machine.text(value)
        holder, path = call.machine.scope.holder(f"${name.text}"), f"${name.text}"
        made.put(name, holder.get(path) if holder else call.machine.unknown(path, call.span))
    return made


def _extract(call: Call, table: Table) -> Value:
    """``extract($array)``: its members become variables."""
    if len(call.values) > 1:
        return call.not_known()
    for entry in table.entries.values():
        call.machine.scope.set(f"${entry.key.text}", call.machine.keep(entry.value, entry.key.text))
    return number(len(table.entries), call.span)


# Functions that change an argument, by its number.
CHANGES: dict[str, tuple[int, ...]] = {
    **dict.fromkeys(
        ("sort", "rsort", "asort", "arsort", "ksort", "krsort", "usort", "uasort", "uksort", "natsort", "natcasesort",
         "shuffle", "settype", "array_splice", "array_walk", "array_walk_recursive", "array_pop", "array_shift",
         "array_push", "array_unshift"),
        (0,),
    ),
    "array_multisort": (0, 1, 2, 3),
    "parse_str": (1,),
    "preg_match": (2,),
    "preg_match_all": (2,),
    "str_replace": (3,),
}  # fmt: skip


def _array_column(call: Call, table: Table) -> Value:
    """``array_column($rows, $name, $key)``: the members of a name of arrays or objects that have it."""
    made = Table(ARRAY)
    for row in table.values:
        entries = row.entries if isinstance(row, Table) else row.seen.entries if isinstance(row, Object) else {}
        name, key = call.value(1), call.value(2)
        if name is not None and call.text(1).text not in entries:
            continue
        value = row if name is None else entries[call.text(1).text].value
        if key is not None and call.text(2).text in entries:
            made.put(call.machine.text(entries[call.text(2).text].value), value)
        else:
            made.append(value)
    return made


def _array_keys(call: Call, table: Table) -> Value:
    if len(call.values) > 1:  # those of some values only
        return call.not_known()
    return array_of([key_as_value(entry.key) for entry in table.entries.values()])


def _array_reverse(call: Call, table: Table) -> Value:
    """``array_reverse``: keys that are numbers count again, unless they are preserved."""
    made = Table(ARRAY)
    for key, entry in reversed(table.entries.items()):
        if _is_number(key) and call.value(1) is not True:
            made.append(entry.value)
        else:
            made.put(entry.key, entry.value)
    return made


def _array_flip(call: Call, table: Table) -> Value:
    made = Table(ARRAY)
    for entry in table.entries.values():
        made.put(call.machine.text(entry.value), key_as_value(entry.key))
    return made


def _array_replace(call: Call, table: Table) -> Value:
    made = table.copy()
    for value in call.values[1:]:
        call.machine.leaves_out(value, call.span)
        for entry in value.entries.values() if isinstance(value, Table) else ():
            made.put(entry.key, entry.value)
    return made


def _array_chunk(call: Call, table: Table) -> Value:
    size = whole(call.value(1))
    if size is None or size < 1 or call.value(2) not in {None, False}:
        return call.not_known()
    values = table.values
    return array_of([array_of(values[at : at + size]) for at in range(0, len(values), size)])


ARRAYS: dict[str, Native] = {
    "array_column": _of_array(_array_column),
    "array_flip": _of_array(_array_flip),
    "array_replace": _of_array(_array_replace),
    "array_chunk": _of_array(_array_chunk),
    "iterator_to_array": _of_array(lambda _call, table: table),
    "array_key_first": _of_array(
        lambda _call, table: next((key_as_value(one.key) for one in table.entries.values()), None)
    ),
    "implode": _implode,
    "join": _implode,
    "explode": _explode,
    "array_merge": _array_merge,
    "array_values": _array_values,
    "array_push": _array_push,
    "array_unique": _of_array(_array_unique),
    "array_slice": _of_array(_array_slice),
    "array_keys": _of_array(_array_keys),
    "array_reverse": _of_array(_array_reverse),
    "array_combine": _of_array(_array_combine),
    "array_key_exists": _of_array(_key_exists),
    "in_array": _of_array(_in_array),
    "array_pop": _of_array(_taken),
    "array_shift": _of_array(_taken),
    "current": _of_array(lambda _call, table: next(iter(table.values), False)),
    "reset": _of_array(lambda _call, table: next(iter(table.values), False)),
    "end": _of_array(lambda _call, table: next(reversed(table.values), False)),
    "array_unshift": _of_array(_unshift),
    "array_sum": _of_array(_sum),
    "get_object_vars": _object_vars,
    "(array)": _to_array,
    "compact": _compact,
    "extract": _of_array(_extract),
    "count": _count,
    "sizeof": _count,
}
