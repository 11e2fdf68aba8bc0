"""Methods of Python's lists and dictionaries."""

from __future__ import annotations

from curl2sms.errors import SampleError, Span, note
from curl2sms.reading.programs.language import Call, Native
from curl2sms.reading.programs.machine import Machine
from curl2sms.reading.programs.operators import number_in
from curl2sms.reading.programs.python.builtins import BUILTINS, as_set, as_tuple, members
from curl2sms.reading.programs.python.plain import value_of_key
from curl2sms.reading.programs.values import MAP, SET, Table, Unknown, Value, listed
from curl2sms.records import replace
from curl2sms.traced import Traced


def as_table(machine: Machine, value: Value, span: Span) -> Table:
    """A dictionary, or a list of pairs as one; a name may come twice."""
    if not isinstance(value, Table):
        return Table(MAP)
    if not value.is_list:
        return value
    made = Table(MAP)
    for pair in value.values:
        if not isinstance(pair, Table) or len(pair.entries) != 2:
            raise SampleError(note("options-not-shown", span, name="pairs"))
        name, member = machine.key(pair.get("0")), pair.get("1")
        known = made.get(name.text)
        made.put(name, listed([known, member]) if name.text in made.entries else member)
    return made


def _key(call: Call) -> Traced:
    """The first argument as a key of what the method is called on."""
    return call.machine.key(call.value(0), call.receiver)


def _get(call: Call) -> Value:
    """``table.get(key, default)``."""
    key = call.value(0)
    if isinstance(call.receiver, Table) and not isinstance(key, Unknown):
        name = _key(call).text
        return call.receiver.get(name) if name in call.receiver.entries else call.value(1)
    found = call.machine.item(call.receiver, key, call.span)
    return call.value(1) if found is None else found


def _update(call: Call) -> Value:
    for value in call.values:
        call.machine.leaves_out(value, call.span)
        if isinstance(call.receiver, Table) and call.receiver.kind == SET:
            over = members(replace(call, values=(value,)))
            both = [*call.receiver.values, *(over.values if isinstance(over, Table) else [])]
            _renewed(call.receiver, as_set(call.machine, both).values)
        elif isinstance(call.receiver, Table) and isinstance(value, Table):
            for entry in as_table(call.machine, value, call.span).entries.values():
                call.receiver.put(entry.key, entry.value)
    if isinstance(call.receiver, Table):
        for name, value in call.named.items():
            call.receiver.put(Traced(name), value)
    return None


def _append(call: Call) -> Value:
    if isinstance(call.receiver, Table):
        call.receiver.append(call.value(0))
    return None


def _extend(call: Call) -> Value:
    value = members(call)
    call.machine.leaves_out(value, call.span)
    if isinstance(call.receiver, Table) and isinstance(value, Table):
        for one in value.values:
            call.receiver.append(one)
    return None


def _renewed(table: Table, values: list[Value]) -> None:
    table.entries = listed(values).entries


def _insert(call: Call) -> Value:
    at = number_in(call.value(0))
    if at is None:
        return call.not_known("insert")
    if isinstance(call.receiver, Table):
        values = call.receiver.values
        values.insert(int(at), call.value(1))
        _renewed(call.receiver, values)
    return None


def _pop(call: Call) -> Value:
    """``list.pop(at)``, ``dict.pop(key, default)``."""
    table, key = call.receiver, call.value(0)
    if not isinstance(table, Table) or isinstance(key, Unknown):
        return call.not_known("pop")
    if not table.is_list:
        entry = table.entries.pop(_key(call).text, None)
        return entry.value if entry else call.value(1)
    values, at = table.values, -1 if key is None else int(number_in(key) or 0)
    if not -len(values) <= at < len(values):
        return None
    taken = values.pop(at)
    _renewed(table, values)
    return taken


def _remove(call: Call) -> Value:
    if isinstance(call.receiver, Table):
        values = call.receiver.values
        same = [call.machine.operate("==", one, call.value(0), call.span) for one in values]
        if any(not isinstance(one, bool) for one in same):
            return call.not_known("remove")
        if True in same:
            del values[same.index(True)]
        _renewed(call.receiver, values)
    return None


def _set_default(call: Call) -> Value:
    if not isinstance(call.receiver, Table):
        return call.receiver
    key = _key(call)
    if key.text not in call.receiver.entries:
        call.receiver.put(key, call.value(1))
    return call.receiver.get(key.text)


def _in_order(call: Call) -> Value:
    """``list.sort()``, ``list.reverse()``."""
    table = call.receiver
    if isinstance(table, Table) and call.name == "reverse":
        _renewed(table, table.values[::-1])
    elif isinstance(table, Table):
        made = BUILTINS["sorted"](replace(call, values=(table,), receiver=None))
        if not isinstance(made, Table):
            return made
        _renewed(table, made.values)
    return None


def _add(call: Call) -> Value:
    """``set.add``."""
    table = call.receiver
    if isinstance(table, Table):
        _renewed(table, as_set(call.machine, [*table.values, call.value(0)]).values)
    return None


def _to_end(call: Call) -> Value:
    """``OrderedDict.move_to_end(key)``."""
    key, table = _key(call).text, call.receiver
    if not isinstance(table, Table) or key not in table.entries or len(call.values) > 1 or call.named:
        return call.not_known("move_to_end")
    table.entries[key] = table.entries.pop(key)
    return None


def _clear(call: Call) -> Value:
    if isinstance(call.receiver, Table):
        call.receiver.entries = {}
    return None


def _keys(call: Call) -> Value:
    if not isinstance(call.receiver, Table):
        return call.receiver
    return listed([value_of_key(entry.key) for entry in call.receiver.entries.values()])


def _values(call: Call) -> Value:
    return listed(call.receiver.values) if isinstance(call.receiver, Table) else call.receiver


def _items(call: Call) -> Value:
    if not isinstance(call.receiver, Table):
        return call.receiver
    return listed([as_tuple([value_of_key(entry.key), entry.value]) for entry in call.receiver.entries.values()])


def _copy(call: Call) -> Value:
    return call.receiver.copy() if isinstance(call.receiver, Table) else call.receiver


# Methods that change what they are called on.
CHANGES = dict.fromkeys(
    (
        "sort",
        "insert",
        "remove",
        "pop",
        "popitem",
        "discard",
        "difference_update",
        "intersection_update",
        "symmetric_difference_update",
        "move_to_end",
        "appendleft",
        "extendleft",
        "rotate",
        "subtract",
    ),
    (-1,),
)
OF_TABLE: dict[str, Native] = {
    "add": _add,
    "clear": _clear,
    "move_to_end": _to_end,
    "get": _get,
    "update": _update,
    "append": _append,
    "extend": _extend,
    "keys": _keys,
    "values": _values,
    "items": _items,
    "copy": _copy,
    "insert": _insert,
    "pop": _pop,
    "remove": _remove,
    "setdefault": _set_default,
    "sort": _in_order,
    "reverse": _in_order,
}
