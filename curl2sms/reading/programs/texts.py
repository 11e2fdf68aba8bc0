"""How programs write values into texts: JSON, Base64, pairs. Unknown values stay whole in all of them."""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Callable, Iterator

from curl2sms.http import OPEN, stand_in
from curl2sms.reading.encoding import json_string
from curl2sms.reading.programs.keys import json_name
from curl2sms.reading.programs.language import Call, Native
from curl2sms.reading.programs.machine import Machine
from curl2sms.reading.programs.statements import raised
from curl2sms.reading.programs.values import MAP, Function, Number, Object, Table, Text, Unknown, Value, is_null, listed
from curl2sms.records import record, replace
from curl2sms.traced import Traced, joined, spelt

MOST_NESTED = 60


# What is between the numbers of a list.
_BETWEEN_NUMBERS = frozenset(",;|")


def split_open(call: Call, value: Value, separator: str, kind: str) -> Value:
    """The parts of a text that is not shown, or not as a whole: a list of numbers is taken to have one.

    ``separator`` is a text, or the choices of a pattern. Where the text is cut in another way, each part is all of it,
    and this is noted. ``kind`` is that of the table. The parts of an answer stay its members.
    """
    if isinstance(value, Unknown) and value.why:
        return value
    of_numbers, text = not _BETWEEN_NUMBERS.isdisjoint(separator), call.machine.text(value)
    if not of_numbers:
        call.machine.rework(value, call, call.name)
    shows_parts = of_numbers and separator in text.text
    made = Table(kind, rest=None if shows_parts else value)
    for part in map(Text, text.split(separator)) if shows_parts else [value]:
        made.append(part)
    return made


def base64_encoded(call: Call, text: Traced) -> Traced:
    """The Base64 of a text; of one with unknown values a variable, whose text ``known.deferred`` keeps."""
    if OPEN not in text.text:
        return _put(base64.b64encode(text.text.encode("utf-8", "surrogateescape")).decode(), text)
    deferred = call.machine.known.deferred
    name = next(name for name in _numbered("BASE64") if name not in deferred)
    deferred[name] = text.text
    call.machine.reworked[name] = (call.span, call.name)
    return _put(stand_in(name), text)


def _put(made: str, text: Traced) -> Traced:
    """A text that was made of another, with all of that one's place."""
    span = text.known_span()
    return spelt(made, span) if span else Traced(made)


def _numbered(name: str) -> Iterator[str]:
    yield name
    yield from (f"{name}_{number}" for number in range(2, 1000))


@record
class JsonStyle:
    """How a language's own function writes JSON.

    ``indent`` is the white space of one level; ``""`` puts all on one line. ``omits``: members that are undefined or
    functions are left out, as JavaScript does. ``method`` is what an object may have to say itself what it is written
    as, and ``interface`` what its class must then name.
    """

    comma: str = ","
    colon: str = ":"
    escapes_slashes: bool = False
    is_ascii: bool = False
    indent: str = ""
    omits: bool = False
    method: str = ""
    interface: str = ""


def json_text(machine: Machine, value: Value, style: JsonStyle) -> Traced:
    """A value as JSON."""
    return joined(list(_json(machine, _by_itself(machine, value, style, ""), style, 0)))


def _json(machine: Machine, value: Value, style: JsonStyle, depth: int) -> Iterator[Traced]:
    if depth > MOST_NESTED or value is None or is_null(value) or (style.omits and isinstance(value, Function)):
        yield Traced("null")
    elif isinstance(value, bool):
        yield Traced(json.dumps(value))
    elif isinstance(value, Number):
        is_finite = math.isfinite(value.value)
        yield value.traced if is_finite or not style.omits else Traced("null")
    elif isinstance(value, Object) and "members" in value.state:
        yield Traced("{}")
    elif isinstance(value, Table | Object) and (table := _table_of(value)) is not None:
        yield from _json_table(machine, table, style, depth)
    else:
        text = machine.text(value)
        machine.writes(text)
        yield text if isinstance(value, Text | Unknown) and value.is_number else _string(text, style)


def _by_itself(machine: Machine, value: Value, style: JsonStyle, key: str) -> Value:
    """What an object says itself that it is written as (``toJSON``, ``jsonSerialize``); any other value."""
    if not style.method or not isinstance(value, Table | Object) or is_null(value):
        return value
    own = (value if isinstance(value, Table) else value.properties).get(style.method)
    if isinstance(value, Object) and value.of and not isinstance(own, Function):
        named = {name for one in value.of.line() for name in (*one.definition.mixins, one.definition.base)}
        routine = value.of.method(style.method) if style.interface in {"", *named} else None
        own = Function(routine, value.of.scope, value) if routine else None
    elif style.interface:
        own = None
    if not isinstance(own, Function):
        return value
    own = replace(own, this=value) if own.routine.has_own_this else own
    return machine.enter(own, [("", Text(Traced(key)))])


def _table_of(value: Table | Object) -> Table | None:
    if isinstance(value, Table):
        return value
    return value.seen if value.of is not None or value.properties.entries or value.kind == "map" else None


def _json_table(machine: Machine, table: Table, style: JsonStyle, depth: int) -> Iterator[Traced]:
    is_list = table.is_list
    opening, closing = "[]" if is_list else "{}"
    entries = [(one.key, _by_itself(machine, one.value, style, key)) for key, one in list(table.entries.items())]
    if style.omits and not is_list:
        entries = [(key, one) for key, one in entries if one is not None and not isinstance(one, Function)]
    if not entries:
        yield Traced(opening + closing)
        return
    line = f"\n{style.indent * (depth + 1)}" if style.indent else ""
    for number, (key, value) in enumerate(entries):
        yield Traced((style.comma if number else opening) + line)
        if not is_list:
            yield _string(key if (name := json_name(key.text)) is key.text else Traced(name), style)
            yield Traced(style.colon)
        yield from _json(machine, value, style, depth + 1)
    yield Traced((f"\n{style.indent * depth}" if style.indent else "") + closing)


def _string(text: Traced, style: JsonStyle) -> Traced:
    return json_string(text, is_ascii=style.is_ascii, escapes_slashes=style.escapes_slashes)


def json_parser(number: Callable[[str], str], nothing: Value = None, kind: str = MAP, error: str = "") -> Native:
    """A function that gives the value that a JSON text spells; of a text that is not shown it is not known.

    ``number`` spells a number of JSON as the language does, ``nothing`` is what null becomes, ``kind`` that of a table.
    ``error`` is what a text that is no JSON raises.
    """

    def made(value: object) -> Value:
        if isinstance(value, dict):
            table = Table(kind)
            for key, one in value.items():
                table.put(Traced(key), made(one))
            return table.in_order()
        if isinstance(value, list):
            return listed([made(one) for one in value])
        if isinstance(value, Number | bool):
            return value
        if not isinstance(value, str):
            return nothing
        return Text(Traced(value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")))

    def spelt_number(text: str) -> Number:
        return Number(Traced(number(text)))

    def parse(call: Call) -> Value:
        value = call.value(0)
        if not isinstance(value, Text):
            return value
        try:
            if value.is_known and not call.functions and not call.named:  # which make something else of it
                return made(json.loads(str(value), parse_float=spelt_number, parse_int=spelt_number))
        except (ValueError, RecursionError):
            if error:
                raised(call.machine, error, call.span)
        return call.not_known("json")

    return parse


def pairs_of(
    machine: Machine, table: Table, name_in: Callable[[Traced, Traced, bool], Traced], before: Traced | None = None
) -> Iterator[tuple[Traced, Traced]]:
    """The pairs of a form: tables within become several, whose names ``name_in`` makes of both names.

    ``None`` as a value is no pair.
    """
    for entry in table.entries.values():
        name = entry.key if before is None else name_in(before, entry.key, table.is_list)
        value = entry.value
        if isinstance(value, Table):
            yield from pairs_of(machine, value, name_in, name)
        elif value is not None:
            yield name, machine.text(value)


def text_method(function: Callable[[str], str]) -> Native:
    """A method that makes a text of a text; unknown parts stay, with a note on what would be done to them."""

    def apply(call: Call) -> Value:
        text = call.receiver_text
        if OPEN in text.text:
            return call.machine.rework(call.receiver, call, call.name)
        changed = function(text.text)
        return Text(text if changed == text.text else text.rewritten(0, len(text), changed))

    return apply
