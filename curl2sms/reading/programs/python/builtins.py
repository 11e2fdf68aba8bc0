"""Python's own functions over collections and texts: what they give for values that the sample shows."""

from __future__ import annotations

import json
import math
import re
import textwrap
from collections.abc import Callable

from curl2sms.http import OPEN
from curl2sms.patterns import regex
from curl2sms.reading.programs.language import Call, Native
from curl2sms.reading.programs.machine import Machine
from curl2sms.reading.programs.operators import number, number_in
from curl2sms.reading.programs.python.definitions import DECORATE
from curl2sms.reading.programs.python.plain import MOST_REPEATED, REFUSED, NotKnownError, applied, plain, value_of_key
from curl2sms.reading.programs.python.syntax import ENTER, FORMAT, MEMBERS, SLICE
from curl2sms.reading.programs.statements import MOST_ROUNDS, raised
from curl2sms.reading.programs.texts import json_parser
from curl2sms.reading.programs.values import (
    SET,
    TUPLE,
    Function,
    Number,
    Object,
    Table,
    Text,
    Unknown,
    Value,
    as_number,
    is_url,
    listed,
)
from curl2sms.records import replace
from curl2sms.traced import Traced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# One set of characters, which takes no longer than the text is long.
_PLAIN_SET = regex(r"(?:\\[DdSsWw]|\[\^?(?:\\[dsw+\-.]|[^\[\]\\])+\])\+?")


def _is_known(value: Value) -> bool:
    return value is None or isinstance(value, bool | Number) or (isinstance(value, Text) and value.is_known)


# What the syntax does


def _slice(call: Call) -> Value:
    """``value[start:end:step]``."""
    of, limits = call.value(0), [call.value(at) for at in range(1, len(call.values))]
    known = all(one is None or isinstance(one, Number) for one in limits)
    cut = slice(*[int(one.value) if isinstance(one, Number) else None for one in limits])
    if cut.step == 0 or not known:
        return call.machine.rework(of, call, "slice")
    if isinstance(of, Table):
        table = listed(of.values[cut])
        table.kind = of.kind
        return table
    if not isinstance(of, Text) or not of.is_known:
        return call.machine.rework(of, call, "slice")
    if cut.step in (None, 1):
        return Text(of.traced[cut.start : cut.stop], of.is_bytes)
    return Text(of.traced.rewritten(0, len(of.traced), str(of)[cut]), of.is_bytes)


def members(call: Call) -> Value:
    """What a loop goes over: the keys of a dictionary, the characters of a text."""
    over = call.value(0)
    if isinstance(over, Table) and not over.is_list:
        return listed([value_of_key(entry.key) for entry in over.entries.values()])
    if isinstance(over, Text) and over.is_known:
        return listed([Text(over.traced[at : at + 1]) for at in range(len(over.traced))])
    return over


def shaped(machine: Machine, value: Value, shape: str, call: Call) -> Traced:
    """A value as ``{value!r:shape}`` writes it: a conversion, a shape, both or none (``!r:>5``).

    Of what is not shown no rule gives that.
    """
    conversion, shape = (shape[1:2], shape[2:]) if shape.startswith("!") else ("", shape)
    shape = shape.removeprefix(":")
    if not shape and conversion in {"", "s"}:
        return shown(machine, value, call)
    if isinstance(value, Object):  # of which only ``str`` is worked out
        return machine.text(call.not_known("repr"))
    widths = [int(number) for number in re.findall(r"\d+", shape)]
    try:
        if max(widths, default=0) > MOST_REPEATED:
            raise NotKnownError
        known = plain(value)
        written = format(_CONVERSIONS[conversion](known) if conversion else known, shape)
    except REFUSED:
        return machine.text(machine.rework(value, call, "format"))
    text = machine.text(value)
    return text.rewritten(0, len(text), written)


_CONVERSIONS: dict[str, Callable[[object], str]] = {"r": repr, "s": str, "a": ascii}


def shown(machine: Machine, value: Value, call: Call) -> Traced:
    """A value as a text shows it. Of bytes that is no text of theirs: it is noted, and their text is taken."""
    if isinstance(value, Text) and value.is_bytes:
        machine.rework(value, call, "str")
    return machine.text(value)


def _entered(call: Call) -> Value:
    """What ``with`` gives its name: what the value's ``__enter__`` returns, or the value."""
    value, machine = call.value(0), call.machine
    if isinstance(value, Object) and value.of and value.of.method("__enter__"):
        return machine.call(machine.member(value, "__enter__", call.span), [], call.span)
    return value


def _decorated(call: Call) -> Value:
    """What a decorator of the sample makes of a function; any other leaves it as it is."""
    decorator, function = call.value(0), call.value(1)
    if not isinstance(decorator, Function):
        return function
    made = call.machine.call(decorator, [("", function)], call.span)
    return made if isinstance(made, Function) else function


def _format(call: Call) -> Value:
    """``{value!r:shape}`` of an f-string, and ``format(value, shape)``."""
    value, shape = call.value(0), call.text(1).text
    return Text(shaped(call.machine, value, shape, call))


# Collections


def as_tuple(values: list[Value]) -> Table:
    """A tuple of values."""
    table = listed(values)
    table.kind = TUPLE
    return table


def _enumerate(call: Call) -> Value:
    over, first = members(call), number_in(call.value(1, "start")) or 0
    if not isinstance(over, Table):
        return over
    return listed([as_tuple([number(first + at, call.span), one]) for at, one in enumerate(over.values)])


def _zip(call: Call) -> Value:
    over = [members(replace(call, values=(one,))) for one in call.values]
    if not all(isinstance(one, Table) for one in over):
        return call.not_known("zip")
    tables = [one.values for one in over if isinstance(one, Table)]
    return listed([as_tuple(list(row)) for row in zip(*tables, strict=False)])


def _range(call: Call) -> Value:
    limits = [number_in(one) for one in call.values]
    if not limits or any(one is None for one in limits) or len(limits) > 3 or limits[2:] == [0]:
        return call.not_known("range")
    numbers = range(*(int(one or 0) for one in limits))
    if len(numbers) > MOST_ROUNDS:
        return call.not_known("range")
    return listed([number(one, call.span) for one in numbers])


def _sorted(call: Call) -> Value:
    """``sorted``, with its key; of pairs that are not known as a whole the first members are enough if they differ."""
    over = members(call)
    if not isinstance(over, Table):
        return over
    order = _order(call, over.values)
    return call.not_known("sorted") if order is None else listed([over.values[at] for at in order])


def _order(call: Call, values: list[Value]) -> list[int] | None:
    """The numbers of some values in their order, as ``key`` and ``reverse`` say; None where that is not known."""
    key, is_reverse = call.named.get("key"), call.named.get("reverse", False)
    keys = values if key is None else [call.machine.call(key, [("", one)], call.span) for one in values]
    for given in (keys, [one.get("0") if isinstance(one, Table) and one.is_list else one for one in keys]):
        try:
            known: list[Any] = [plain(one) for one in given]
            if given is not keys and len(set(known)) < len(known):
                return None
            return sorted(range(len(known)), key=known.__getitem__, reverse=bool(plain(is_reverse)))
        except REFUSED:
            pass
    return None


def _extreme(function: Callable[..., object], *, is_last: bool) -> Native:
    """``max``, ``min``, also with a ``key``."""
    exact = _exact(function)

    def pick(call: Call) -> Value:
        if "key" not in call.named or set(call.named) > {"key"}:
            return exact(call)
        over = members(call) if len(call.values) == 1 else listed(call.values)
        named = {**call.named, "reverse": is_last}  # of equal ones the first counts
        order = _order(replace(call, named=named), over.values) if isinstance(over, Table) else None
        return over.values[order[0]] if isinstance(over, Table) and order else call.not_known(call.name)

    return pick


def _set(call: Call) -> Value:
    """``set(values)``, ``{a, b}``: each value once, in the order of the sample: Python has none."""
    over = members(call) if call.values else listed([])
    if not isinstance(over, Table):
        return over
    return as_set(call.machine, over.values)


def as_set(machine: Machine, values: list[Value]) -> Table:
    """A set of values."""
    made, seen = Table(SET), set()
    for one in values:
        key = f"{type(one).__name__} {machine.text(one).text}"
        if key not in seen:
            made.append(one)
        seen.add(key)
    return made


def _map(call: Call) -> Value:
    function, over = call.value(0), call.value(1)
    if isinstance(over, Unknown):
        return over
    if not isinstance(over, Table):
        return call.not_known("map")
    made, before = [], len(call.machine.calls)
    for one in over.values:
        made.append(call.machine.call(function, [("", one)], call.span))
        if len(call.machine.calls) > before:
            call.machine.note_loop(call.span, len(over.entries))
            break
    return listed(made)


def _filter(call: Call) -> Value:
    """``filter``: of a list by a function of the sample, or by itself; of a text by ``str.isdigit``."""
    over, test = call.value(1), call.value(0)
    if isinstance(over, Table) and (test is None or isinstance(test, Function)):
        each = members(replace(call, values=(over,)))
        values = each.values if isinstance(each, Table) else []
        tests = [one if test is None else call.machine.enter(test, [("", one)]) for one in values]
        return listed([one for one, given in zip(values, tests, strict=True) if call.machine.passes(given, call.span)])
    if isinstance(test, Unknown) and test.path == "str.isdigit" and isinstance(over, Text) and over.is_known:
        return listed([Text(over.traced[at : at + 1]) for at, one in enumerate(str(over)) if one.isdigit()])
    return call.machine.rework(over, call, "filter")


def _reversed(call: Call) -> Value:
    over = members(call)
    return listed(over.values[::-1]) if isinstance(over, Table) else call.not_known("reversed")


def _getattr(call: Call) -> Value:
    """``getattr(value, name, default)``."""
    found, default = call.machine.member(call.value(0), call.text(1).text, call.span), call.value(2)
    return default if found is None or (isinstance(found, Unknown) and is_url(default)) else found


# Texts


def _substituted(call: Call) -> Value:
    """``re.sub`` of one set of characters; a pattern of more is not tried."""
    pattern, new, value = call.text(0).text, call.text(1), call.value(2)
    plain = isinstance(value, Text) and _PLAIN_SET.fullmatch(pattern) and not {"\\", OPEN} & set(new.text)
    if not plain or not isinstance(value, Text) or not value.is_known:
        return call.machine.rework(value, call, "re.sub")
    try:
        changed = re.sub(pattern, new.text, str(value))
    except re.error:
        return call.machine.rework(value, call, "re.sub")
    return Text(value.traced.rewritten(0, len(value.traced), changed))


def _dedented(call: Call) -> Value:
    value = call.value(0)
    if not isinstance(value, Text) or not value.is_known:
        return call.machine.rework(value, call, "dedent")
    return Text(value.traced.rewritten(0, len(value.traced), textwrap.dedent(str(value))))


def _number(function: Callable[..., object]) -> Native:
    """``int``, ``float``, ``round``: what is not shown becomes a number."""

    def make(call: Call) -> Value:
        try:
            return applied(function, call)
        except REFUSED:
            if not _is_known(call.value(0)):
                return as_number(call.value(0))
            raised(call.machine, "ValueError", call.span)
            return call.not_known(call.name)

    return make


def _exact(function: Callable[..., object]) -> Native:
    """One of Python's own functions: where the sample does not show its arguments, neither does it show the result."""

    def make(call: Call) -> Value:
        try:
            return applied(function, call)
        except REFUSED:
            return call.not_known(call.name)

    return make


def _bool(call: Call) -> Value:
    truth = call.machine.truth(call.value(0)) if call.values else False
    return call.not_known("bool") if truth is None else truth


def _type(call: Call) -> Value:
    """``type(value)``: the class of an object of the sample."""
    value = call.value(0)
    return value.of if isinstance(value, Object) and value.of and len(call.values) == 1 else call.not_known("type")


BUILTINS: dict[str, Native] = {
    "type": _type,
    "reversed": _reversed,
    SLICE: _slice,
    MEMBERS: members,
    FORMAT: _format,
    ENTER: _entered,
    DECORATE: _decorated,
    "format": _format,
    "enumerate": _enumerate,
    "zip": _zip,
    "range": _range,
    "sorted": _sorted,
    "map": _map,
    "filter": _filter,
    "getattr": _getattr,
    "re.sub": _substituted,
    "textwrap.dedent": _dedented,
    "json.loads": json_parser(lambda text: repr(json.loads(text)), error="JSONDecodeError"),
    "int": _number(int),
    "float": _number(float),
    "round": _number(round),
    "abs": _number(abs),
    **{one.__name__: _exact(one) for one in (all, any, ascii, bin, chr, divmod, hex, oct, ord, repr, sum)},
    "max": _extreme(max, is_last=True),
    "min": _extreme(min, is_last=False),
    "set": _set,
    "math.ceil": _exact(math.ceil),
    "math.floor": _exact(math.floor),
    "bool": _bool,
}
