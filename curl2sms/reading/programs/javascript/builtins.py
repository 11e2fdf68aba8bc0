"""Methods of JavaScript's texts, lists and numbers: exact for values that the sample shows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from functools import cmp_to_key

from curl2sms.http import OPEN
from curl2sms.patterns import regex
from curl2sms.reading.programs.javascript.operators import SPACE, made_number, number_of
from curl2sms.reading.programs.language import Call
from curl2sms.reading.programs.language import Native as NativeCode
from curl2sms.reading.programs.operators import length_of, number, without_end
from curl2sms.reading.programs.texts import text_method
from curl2sms.reading.programs.values import (
    LIST,
    Function,
    Native,
    Number,
    Object,
    Table,
    Text,
    Unknown,
    Value,
    is_null,
    listed,
)
from curl2sms.traced import Traced, joined, spelt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

_MOST_MADE = 4096
_INTEGER = regex(r"[-+]?\d+")
_DECIMAL = regex(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


def _known(call: Call) -> str | None:
    """The text that a method is called on, where a character is one of JavaScript's units; None where not."""
    text = call.receiver_text.text
    return None if OPEN in text or any(ord(one) > 0xFFFF for one in text) else text


def _whole(call: Call, at: int, otherwise: int) -> int | None:
    """An argument as a whole number; None where it is not known."""
    value = call.value(at)
    found = float(otherwise) if value is None else number_of(value)
    return None if found is None or abs(found) > 1 << 53 else int(found)


# Numbers


def to_number(call: Call) -> Value:
    """``Number(value)``; what is not shown stays as it is."""
    return _numeric(call, number_of(call.value(0)))


def parse_integer(call: Call) -> Value:
    """``parseInt(text)``: the digits that it begins with."""
    found = _INTEGER.match(call.text(0).text.strip(SPACE))
    is_decimal = call.value(1) is None or number_of(call.value(1)) == 10
    is_decimal = is_decimal and not call.text(0).text.strip(SPACE).lower().startswith("0x")
    return _numeric(call, float(found[0]) if found and is_decimal else None)


def parse_decimal(call: Call) -> Value:
    """``parseFloat(text)``."""
    found = _DECIMAL.match(call.text(0).text.strip(SPACE))
    return _numeric(call, float(found[0]) if found else None)


def _numeric(call: Call, found: float | None) -> Value:
    if isinstance(call.value(0), Unknown):
        return call.value(0)
    made = None if found is None else made_number(found, call.span)
    return call.not_known() if made is None else made


def of_numbers(function: Callable[..., float]) -> NativeCode:
    """A function of ``Math``."""

    def apply(call: Call) -> Value:
        given = [number_of(one) for one in call.values]
        known = [one for one in given if one is not None]
        made = made_number(function(*known), call.span) if known and len(known) == len(given) else None
        return call.not_known() if made is None else made

    return apply


def _in_base(call: Call) -> Value:
    """``number.toString(base)``."""
    found, base = number_of(call.receiver), _whole(call, 0, 10)
    if base == 10:
        return Text(call.receiver_text)
    if found is None or base not in _BASES or found != int(found):
        return call.not_known()
    text = call.receiver_text
    return Text(text.rewritten(0, len(text), format(int(found), _BASES[base])))


_BASES = {2: "b", 8: "o", 16: "x"}


_FORMS: dict[str, Literal["NFC", "NFD", "NFKC", "NFKD"]] = {
    "": "NFC", "NFC": "NFC", "NFD": "NFD", "NFKC": "NFKC", "NFKD": "NFKD",
}  # fmt: skip


def _normalized(call: Call) -> Value:
    """``text.normalize(form)``."""
    text, form = call.receiver_text, _FORMS.get(call.text(0).text)
    if OPEN in text.text or form is None:
        return call.machine.rework(call.receiver, call, call.name)
    made = unicodedata.normalize(form, text.text)
    return Text(text if made == text.text else text.rewritten(0, len(text), made))


def _fixed(call: Call) -> Value:
    """``toFixed(digits)``; of what is not shown it is noted."""
    found, digits = number_of(call.receiver), _whole(call, 0, 0)
    if found is None or digits is None or not 0 <= digits <= 20 or abs(found) >= 1e21:
        return call.machine.rework(call.receiver, call, call.name)
    text = call.receiver_text
    fixed = Decimal(abs(found)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return Text(text.rewritten(0, len(text), f"{'-' if found < 0 and fixed else ''}{fixed:f}"))


# Texts


def _trim(call: Call) -> Value:
    text = call.receiver_text
    start = 0 if call.name == "trimEnd" else len(text) - len(text.text.lstrip(SPACE))
    end = len(text) if call.name == "trimStart" else len(text.text.rstrip(SPACE))
    return Text(text[start : max(start, end)])


def _concat(call: Call) -> Value:
    if isinstance(call.receiver, Table):
        values = list(call.receiver.values)
        for value in call.values:
            values += value.values if isinstance(value, Table) else [value]
        return listed(values)
    return call.machine.joined((call.receiver, *call.values), call.span)


def _replace(call: Call) -> Value:
    text, value = call.receiver_text, call.value(0)
    new = call.text(1)
    if OPEN in text.text and (not isinstance(call.receiver, Text) or isinstance(value, Object)):
        return call.machine.rework(call.receiver, call, call.name)
    if isinstance(value, Text) and str(value) and not call.functions and "$" not in new.text:
        old = str(value)
        if call.name == "replaceAll":
            return Text(text.replace(old, new.text))
        before, mark, after = text.partition(old)
        return Text(joined((before, new, after)) if mark else text)
    if isinstance(value, Object) and value.kind == "regexp" and not call.functions:
        compiled = value.state["pattern"]
        if compiled is not None and "$" not in new.text and len(text) < 2000:
            found = (
                text.sub(compiled, new.text)
                if value.state["all"]
                else text.edited([(*one.span(), new.text) for one in [compiled.search(text.text)] if one])
            )
            return Text(found)
    return call.machine.rework(call.receiver, call, call.name)


def new_regexp(call: Call) -> Value:
    """A pattern in the simple form that listings use on numbers; any other is not applied."""
    source, flags = call.text(0).text, call.text(1).text
    simple = re.fullmatch(r"\^?(?:\\[dDsSwW+()\-./]|\[\^?[\w\\+\-. ()/]*\]|[\w +\-,:;@=%#!~^$])[+*]?\$?", source)
    is_plain = simple and len(source) < 60 and not set(flags) - {"g"}
    pattern = re.compile(source.replace("\\/", "/"), re.ASCII) if is_plain else None
    return Object("regexp", state={"pattern": pattern, "all": "g" in flags}, span=call.span)


def _split(call: Call) -> Value:
    text, separator, limit = call.receiver_text, call.text(0).text, _whole(call, 1, 1 << 32)
    if isinstance(call.receiver, Unknown) or OPEN in text.text:
        return call.receiver
    if isinstance(call.value(0), Object) or limit is None:
        return call.not_known()
    if not call.values:
        return listed([Text(text)])
    call.machine.steps += text.text.count(separator)
    each = text.split(separator) if separator else (text[at : at + 1] for at in range(len(text)))
    return listed([Text(part) for part in each][:limit])


def _slice(call: Call) -> Value:
    """``slice``, ``substring``, ``substr``, of a text or a list."""
    start, end = _whole(call, 0, 0), _whole(call, 1, 1 << 32)
    if isinstance(call.receiver, Table):
        return call.not_known() if start is None or end is None else listed(call.receiver.values[start:end])
    text = call.receiver_text
    if OPEN in text.text:
        cut = without_end(text, call.value(1)) if start == 0 else None
        return call.machine.rework(call.receiver, call, call.name) if cut is None else Text(cut)
    if start is None or end is None or _known(call) is None:
        return call.machine.rework(call.receiver, call, call.name)
    length = len(text)
    if call.name == "substring":
        start, end = sorted((min(max(start, 0), length), min(max(end, 0), length)))
        return Text(text[start:end])
    start = max(0, length + start) if start < 0 else start
    if call.name == "substr":
        end = start + max(0, end)
    return Text(text[start : max(start, length + end if end < 0 else end)])


def _pad(call: Call) -> Value:
    text, width = call.receiver_text, _whole(call, 0, 0)
    fill = call.text(1).text if len(call.values) > 1 else " "
    if OPEN in text.text or not fill or width is None or width > _MOST_MADE:
        return call.machine.rework(call.receiver, call, call.name)
    filling = Traced((fill * width)[: max(0, width - len(text))])
    return Text(filling + text if call.name == "padStart" else text + filling)


def _repeat(call: Call) -> Value:
    times = _whole(call, 0, 0)
    if times is None or len(call.receiver_text) * max(times, 0) > _MOST_MADE:
        return call.not_known()
    return Text(joined([call.receiver_text] * times))


def _character(call: Call) -> Value:
    """``charAt``, ``charCodeAt``."""
    text, at = _known(call), _whole(call, 0, 0)
    if text is None or at is None:
        return call.not_known()
    if call.name == "charAt":
        return Text(call.receiver_text[at : at + 1] if at >= 0 else Traced(""))
    return number(ord(text[at]), call.span) if 0 <= at < len(text) else call.not_known()


def from_codes(call: Call) -> Value:
    """``String.fromCharCode``."""
    codes = [number_of(one) for one in call.values]
    if not all(one is not None and 0 <= one < 0xD800 for one in codes):
        return call.not_known()
    return Text(spelt("".join(chr(int(one or 0)) for one in codes), call.span))


def _at(call: Call) -> Value:
    at = _whole(call, 0, 0)
    if at is None or not isinstance(call.receiver, Table | Text):
        return call.not_known()
    if isinstance(call.receiver, Table):
        values = call.receiver.values
        return values[at] if -len(values) <= at < len(values) else None
    at = at + len(call.receiver_text) if at < 0 else at
    return call.not_known() if _known(call) is None else Text(call.receiver_text[at : at + 1])


def length(call: Call) -> Value:
    """The ``length`` of a text or a list."""
    if isinstance(call.receiver, Table):
        return number(len(call.receiver.entries), call.span)
    text = call.receiver_text.text
    if isinstance(call.receiver, Object):
        return call.not_known()
    if OPEN in text:
        return length_of(call.machine, text, call.span)
    return number(len(text.encode("utf-16-be", "surrogatepass")) // 2, call.span)


def _tests(function: Callable[[str, str], bool | int]) -> NativeCode:
    """A question to a text, as ``startsWith`` and ``indexOf`` are."""

    def test(call: Call) -> Value:
        text = _known(call)
        if text is None or len(call.values) != 1 or call.has_unknown():
            return call.not_known()
        found = function(text, call.text(0).text)
        return found if isinstance(found, bool) else number(found, call.span)

    return test


# Lists


def _members(call: Call) -> list[Value]:
    return call.receiver.values if isinstance(call.receiver, Table) else []


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
    values, start, count = _members(call), _whole(call, 0, 0), _whole(call, 1, 1 << 32)
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


def _function_at(call: Call) -> bool:
    return isinstance(call.value(0), Function)


OF_NUMBER: dict[str, NativeCode] = {"toFixed": _fixed, "toString": _in_base}
OF_TEXT: dict[str, NativeCode] = {
    "trim": _trim, "trimStart": _trim, "trimEnd": _trim, "concat": _concat, "replace": _replace, "replaceAll": _replace,
    "split": _split, "slice": _slice, "substring": _slice, "substr": _slice, "padStart": _pad, "padEnd": _pad,
    "toUpperCase": text_method(str.upper), "toLowerCase": text_method(str.lower), "repeat": _repeat, "at": _at,
    "charAt": _character, "charCodeAt": _character, "startsWith": _tests(str.startswith),
    "endsWith": _tests(str.endswith), "includes": _tests(lambda text, part: part in text), "indexOf": _tests(str.find),
    "lastIndexOf": _tests(str.rfind), "normalize": _normalized,
}  # fmt: skip
# Methods and functions that change what they are called on (-1), or an argument.
CHANGES: dict[str, tuple[int, ...]] = {
    **dict.fromkeys(("sort", "splice", "fill", "copyWithin"), (-1,)),
    **dict.fromkeys(("Object.defineProperty", "Object.defineProperties", "Object.setPrototypeOf"), (0,)),
}


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
