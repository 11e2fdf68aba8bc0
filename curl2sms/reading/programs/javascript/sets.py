"""Map and Set of JavaScript. A key of a Map is its text here, which no listing of texts notices."""

from __future__ import annotations

from curl2sms.reading.programs.javascript.pairs import METHODS_OF_PAIRS, entries_of
from curl2sms.reading.programs.language import Call, Native
from curl2sms.reading.programs.operators import number
from curl2sms.reading.programs.values import MAP, Number, Object, Table, Text, Unknown, Value, listed, members_of


def new_set(call: Call) -> Value:
    """``new Set(values)``: each value once."""
    table, over = Table(MAP), members_of(call.value(0))
    if isinstance(over, Unknown):
        return call.machine.unknown(f"Set@{call.span.start}", call.span, over.name, over.why, "Set")
    for value in over.values if isinstance(over, Table) else ():
        _put(call, table, value)
    return Object("set", state={"pairs": table, "members": lambda: listed(table.values)}, span=call.span)


def _put(call: Call, table: Table, value: Value) -> None:
    text = call.machine.text(value)
    key = f"{type(value).__name__} {text.text}" if isinstance(value, Text | Number) else f"{id(value)}"
    if key not in table.entries:
        table.put(text.rewritten(0, len(text), key), value)


def _pairs(call: Call) -> Table:
    table: Table = call.receiver.state["pairs"] if isinstance(call.receiver, Object) else Table(MAP)
    return table


def _add(call: Call) -> Value:
    _put(call, _pairs(call), call.value(0))
    return call.receiver


def size(call: Call) -> Value:
    """How many members it has."""
    return number(len(_pairs(call).entries), call.span)


def _has(call: Call) -> Value:
    same = [call.machine.operate("===", one, call.value(0), call.span) for one in _pairs(call).values]
    return True if True in same else False if all(one is False for one in same) else call.not_known()


def _delete(call: Call) -> Value:
    table = _pairs(call)
    for key, entry in list(table.entries.items()):
        if call.machine.operate("===", entry.value, call.value(0), call.span) is True:
            del table.entries[key]
    return True


def _get(call: Call) -> Value:
    return _pairs(call).get(call.text(0).text)


def _for_each(call: Call) -> Value:
    for entry in list(_pairs(call).entries.values()):
        for function in call.functions[:1]:
            call.machine.enter(function, [("", entry.value), ("", Text(entry.key)), ("", call.receiver)])
    return None


def _keys(call: Call) -> Value:
    return listed([Text(entry.key) for entry in _pairs(call).entries.values()])


def _values(call: Call) -> Value:
    return listed(_pairs(call).values)


def _entries(call: Call) -> Value:
    return entries_of(_pairs(call))


METHODS_OF_MAP: dict[str, Native] = {
    "set": METHODS_OF_PAIRS["set"], "delete": METHODS_OF_PAIRS["delete"], "has": METHODS_OF_PAIRS["has"],
    "get": _get, "forEach": _for_each, "keys": _keys, "values": _values, "entries": _entries,
}  # fmt: skip
METHODS_OF_SET: dict[str, Native] = {
    "add": _add, "has": _has, "delete": _delete, "forEach": _for_each, "values": _values, "keys": _values,
}  # fmt: skip
