"""JavaScript's own functions and methods, as far as they shape a request."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable

from curl2sms.errors import Span
from curl2sms.http import OPEN
from curl2sms.reading.programs.expressions import length_of, number, number_in, without_end
from curl2sms.reading.programs.forms import FORM_STYLES, form_text
from curl2sms.reading.programs.javascript.pairs import METHODS_OF_PAIRS, new_pairs, new_url, object_text, search_params
from curl2sms.reading.programs.language import Call, Native
from curl2sms.reading.programs.machine import Machine
from curl2sms.reading.programs.statements import MOST_ROUNDS
from curl2sms.reading.programs.texts import JsonStyle, base64_encoded, json_text, percent_encoded, text_method
from curl2sms.reading.programs.values import LIST, MAP, Function, Number, Object, Table, Text, Unknown, Value, listed
from curl2sms.records import replace
from curl2sms.traced import Traced, joined

_SPACE = " \t\n\r\v\f\xa0\ufeff"


def text_of(machine: Machine, value: Value) -> Traced:
    """A value as a text, as ``String(value)`` has it."""
    if isinstance(value, bool):
        return Traced(str(value).lower())
    if value is None:
        return Traced("undefined")
    if isinstance(value, Table):
        texts = [Traced("") if one is None else machine.text(one) for one in value.values]
        return joined(texts, ",") if value.is_list else Traced("[object Object]")
    if isinstance(value, Object):
        make: Callable[[Machine], Traced] | None = value.state.get("text")
        return make(machine) if make else Traced("[object Object]")
    return Traced("[function]")


def truth_of(value: Value) -> bool | None:
    """What a value is in a test."""
    if isinstance(value, Text):
        return str(value) != ""
    number = number_in(value) if isinstance(value, Number | bool) else None
    return bool(number) if number is not None else value is not None


def _plus(machine: Machine, left: Value, right: Value, span: Span) -> Value:
    """``+`` adds numbers and joins everything else."""
    if all(isinstance(one, Number | bool) for one in (left, right)):
        first, second = number_in(left), number_in(right)
        return number((first or 0) + (second or 0), span)
    sides = [one for one in (left, right) if isinstance(one, Unknown)]
    if len(sides) == 1 and sides[0].why and (isinstance(left, Number) or isinstance(right, Number)):
        return replace(sides[0], path=f"{sides[0].path}+@{span.start}")
    return machine.joined((Text(Traced("")) if left is None else left, right), span)


def _last(machine: Machine, left: Value, right: Value, span: Span) -> Value:
    del machine, left, span
    return right


OPERATORS: dict[str, Callable[[Machine, Value, Value, Span], Value]] = {"+": _plus, ",": _last}


# Functions


def _require(call: Call) -> Value:
    name = call.text(0).text.removeprefix("node:")
    return call.machine.unknown(name.rpartition("/")[2] if name.startswith((".", "@/", "~")) else name, call.span)


def _stringify(call: Call) -> Value:
    value = call.value(0)
    if isinstance(value, Unknown):
        return value
    space = call.value(2)
    width = int(space.value) if isinstance(space, Number) else 0
    indent = str(space) if isinstance(space, Text) else " " * width
    style = JsonStyle(indent=indent, colon=": " if indent else ":")
    return Text(json_text(call.machine, value, style))


def _encoded(kept: str) -> Native:
    def encode(call: Call) -> Value:
        text = call.text(0)
        call.machine.encodes(text, call)
        return Text(percent_encoded(text, kept))

    return encode


def _btoa(call: Call) -> Value:
    return Text(base64_encoded(call.machine, call.text(0)))


def _buffer(call: Call) -> Value:
    text, encoding = call.text(0), call.text(1).text
    if encoding == "base64" and OPEN not in text.text:
        try:
            text = text.rewritten(0, len(text), base64.b64decode(text.text, validate=True).decode())
        except (binascii.Error, ValueError):
            return call.machine.unknown(f"Buffer@{call.span.start}", call.span, "", "", "Buffer")
    return Object("buffer", state={"text": lambda _machine: text}, span=call.span)


def _buffer_text(call: Call) -> Value:
    text = call.machine.text(call.receiver)
    encoding = call.text(0).text
    if encoding.startswith("base64"):
        return Text(base64_encoded(call.machine, text))
    if encoding in {"hex", "ucs2", "utf16le"}:
        return call.machine.unknown(f"{encoding}@{call.span.start}", call.span, "", "", encoding)
    return Text(text)


def _text(call: Call) -> Value:
    value = call.value(0)
    return value if isinstance(value, Unknown) else Text(call.text(0))


def _number(call: Call) -> Value:
    value = call.value(0)
    return number(found, call.span) if (found := number_in(value)) is not None else value


def _same(call: Call) -> Value:
    return call.value(0)


def _nothing(call: Call) -> Value:
    del call
    return None


def _keys(call: Call) -> Value:
    return listed([Text(entry.key) for entry in call.table(0).entries.values()])


def _values(call: Call) -> Value:
    return listed(call.table(0).values)


def _entries(call: Call) -> Value:
    return listed([listed([Text(entry.key), entry.value]) for entry in call.table(0).entries.values()])


def _from_entries(call: Call) -> Value:
    made = Table(MAP)
    for pair in call.table(0).values:
        if isinstance(pair, Table):
            made.put(call.machine.text(pair.get("0")), pair.get("1"))
    return made


def _assign(call: Call) -> Value:
    made = call.value(0)
    for value in call.values[1:]:
        call.machine.leaves_out(value, call.span)
        if isinstance(made, Table) and isinstance(value, Table):
            for entry in value.entries.values():
                made.put(entry.key, entry.value)
    return made


def _query_string(style: str) -> Native:
    def write(call: Call) -> Value:
        value = call.value(0)
        if isinstance(value, Unknown):
            return value
        return Text(form_text(call.machine, call.table(0), FORM_STYLES[style]))

    return write


def _promise(call: Call) -> Value:
    """``new Promise((resolve, reject) => ...)``: what it does is done."""
    given = [call.machine.unknown("resolve", call.span), call.machine.unknown("reject", call.span)]
    for function in call.functions:
        call.machine.enter(function, [("", one) for one in given])
    return call.machine.unknown(f"promise@{call.span.start}", call.span, "")


def _all(call: Call) -> Value:
    return call.value(0)


def _timeout(call: Call) -> Value:
    for function in call.functions:
        call.machine.enter(function, [])
    return None


# Methods of texts and lists


def _strip(call: Call) -> Value:
    return Text(call.receiver_text.strip(_SPACE))


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
    if isinstance(value, Text) and str(value) and not call.functions:
        old = str(value)
        if call.name == "replaceAll":
            return Text(text.replace(old, new.text))
        before, mark, after = text.partition(old)
        return Text(joined((before, new, after)) if mark else text)
    if isinstance(value, Object) and value.kind == "regexp" and not call.functions:
        compiled = value.state["pattern"]
        if compiled is not None and not re.search(r"[$]", new.text) and len(text) < 2000:
            found = (
                text.sub(compiled, new.text)
                if value.state["all"]
                else text.edited([(*one.span(), new.text) for one in [compiled.search(text.text)] if one])
            )
            return Text(found)
    return call.machine.rework(call.receiver, call, call.name)


def _regexp(call: Call) -> Value:
    """A pattern in the simple form that listings use on numbers; any other is not applied."""
    source, flags = call.text(0).text, call.text(1).text
    simple = re.fullmatch(r"\^?(?:\\[dDsSwW+()\-./]|\[\^?[\w\\+\-. ()/]*\]|[\w +\-,:;@=%#!~^$])[+*]?\$?", source)
    pattern = re.compile(source.replace("\\/", "/")) if simple and len(source) < 60 else None
    return Object("regexp", state={"pattern": pattern, "all": "g" in flags}, span=call.span)


def _split(call: Call) -> Value:
    text, separator = call.receiver_text, call.text(0).text
    if isinstance(call.receiver, Unknown) or not separator or OPEN in text.text:
        return call.receiver
    call.machine.steps += text.text.count(separator)
    return listed([Text(part) for part in text.split(separator)])


def _slice(call: Call) -> Value:
    start, end = number_in(call.value(0)) or 0, number_in(call.value(1)) if len(call.values) > 1 else None
    if isinstance(call.receiver, Table):
        return listed(call.receiver.values[int(start) : None if end is None else int(end)])
    text = call.receiver_text
    if OPEN in text.text:
        cut = without_end(text, call.value(1)) if start == 0 else None
        return call.machine.rework(call.receiver, call, call.name) if cut is None else Text(cut)
    if call.name == "substr" and end is not None:
        end = start + end
    return Text(text[int(start) : len(text) if end is None else int(end)])


def _pad(call: Call) -> Value:
    text, width = call.receiver_text, int(number_in(call.value(0)) or 0)
    fill = call.text(1).text if len(call.values) > 1 else " "
    if OPEN in text.text or not fill or width > 1000:
        return call.machine.rework(call.receiver, call, call.name)
    filling = Traced((fill * width)[: max(0, width - len(text))])
    return Text(filling + text if call.name == "padStart" else text + filling)


def _length(call: Call) -> Value:
    if isinstance(call.receiver, Table):
        return number(len(call.receiver.entries), call.span)
    text = call.receiver_text.text
    return length_of(call.machine, text, call.span) if OPEN in text else number(len(text), call.span)


def _starts(call: Call) -> Value:
    text, start = call.receiver_text.text, call.text(0).text
    if OPEN in text:
        return call.machine.unknown(f"{call.name}@{call.span.start}", call.span, "")
    return {"startsWith": text.startswith(start), "endsWith": text.endswith(start)}.get(call.name, start in text)


def _join(call: Call) -> Value:
    between = call.text(0) if call.values else Traced(",")
    texts = [call.machine.text(one) for one in call.receiver.values] if isinstance(call.receiver, Table) else []
    pieces = [part for text in texts for part in (between, text)][1:]
    return Text(joined(pieces))


def _push(call: Call) -> Value:
    if isinstance(call.receiver, Table):
        for value in call.values:
            call.receiver.append(value)
    return None


def _each(call: Call) -> Value:
    """``map``, ``forEach``, ``filter``: the function for each member; of calls that it makes, the first."""
    table = call.receiver if isinstance(call.receiver, Table) else Table(LIST)
    made: list[Value] = []
    before = len(call.machine.calls)
    for number_of, value in enumerate(table.values[:MOST_ROUNDS]):
        for function in call.functions[:1]:
            place = Number(Traced(str(number_of)))
            made.append(call.machine.enter(function, [("", value), ("", place), ("", table)]))
        if len(call.machine.calls) > before:
            call.machine.note_loop(call.span, len(table.entries))
            break
    if call.name == "filter":
        made = [
            value for value, keeps in zip(table.values, made, strict=False) if call.machine.truth(keeps) is not False
        ]
    return listed(made)


def _reduce(call: Call) -> Value:
    table = call.receiver if isinstance(call.receiver, Table) else Table(LIST)
    value = call.value(1)
    for one in table.values[:MOST_ROUNDS]:
        for function in call.functions[:1]:
            value = call.machine.enter(function, [("", value), ("", one)])
    return value


def _reverse(call: Call) -> Value:
    return listed(list(reversed(call.receiver.values))) if isinstance(call.receiver, Table) else call.receiver


def _self(call: Call) -> Value:
    return call.receiver


def _then(call: Call) -> Value:
    """``promise.then(f)``: the function gets what is promised."""
    receiver: Value = call.receiver
    value = call.value(0)
    return call.machine.enter(value, [("", receiver)]) if isinstance(value, Function) else receiver


def _catch(call: Call) -> Value:
    return call.receiver


def _apply(call: Call) -> Value:
    """``f.call(this, a)``, ``f.bind(this)``."""
    if call.name == "bind":
        return call.receiver
    values = list(call.values[1:])
    if call.name == "apply":
        values = call.table(1).values
    return call.machine.call(call.receiver, [("", one) for one in values], call.span)


_PROMISES: dict[str, Native] = {
    "then": _then, "catch": _catch, "finally": _catch, "done": _catch, "fail": _catch, "always": _catch,
    "success": _catch, "error": _catch, "toPromise": _self, "pipe": _self, "subscribe": _then, "json": _self,
    "text": _self,
}  # fmt: skip
_OF_TEXT: dict[str, Native] = {
    "trim": _strip, "toString": object_text, "valueOf": _self, "concat": _concat, "replace": _replace,
    "replaceAll": _replace, "split": _split, "slice": _slice, "substring": _slice, "substr": _slice,
    "toUpperCase": text_method(str.upper), "toLowerCase": text_method(str.lower), "padStart": _pad, "padEnd": _pad,
    "startsWith": _starts, "endsWith": _starts, "includes": _starts, "normalize": _self,
}  # fmt: skip
_OF_TABLE: dict[str, Native] = {
    "join": _join, "push": _push, "map": _each, "forEach": _each, "filter": _each, "reduce": _reduce,
    "concat": _concat, "slice": _slice, "reverse": _reverse, "toString": object_text,
    "hasOwnProperty": lambda _call: True,
}  # fmt: skip
METHODS: dict[str, dict[str, Native]] = {
    "text": _OF_TEXT,
    "number": {"toString": object_text, "toFixed": _self, "valueOf": _self},
    "table": {**_OF_TABLE, **_PROMISES},
    "unknown": {**_PROMISES, "trim": _self, "toString": _self, "valueOf": _self, "String": _self},
    "function": {"call": _apply, "apply": _apply, "bind": _apply},
    "buffer": {"toString": _buffer_text},
    "url-search-params": METHODS_OF_PAIRS,
    "form-data": METHODS_OF_PAIRS,
    "headers": METHODS_OF_PAIRS,
    "url": {"toString": object_text},
    "encoder": {"encode": _same},
}
PROPERTIES: dict[str, dict[str, Native]] = {
    "text": {"length": _length},
    "table": {"length": _length},
    "url": {"searchParams": search_params, "href": object_text},
}
_URL_KEPT = "-_.!~*'()"
FUNCTIONS: dict[str, Native] = {
    "require": _require,
    "import": _require,
    "JSON.stringify": _stringify,
    "JSON.parse": _same,
    "encodeURIComponent": _encoded(_URL_KEPT),
    "encodeURI": _encoded(_URL_KEPT + ";/?:@&=+$,#"),
    "escape": _encoded("@*_+-./"),
    "urlencode": _encoded(_URL_KEPT),
    "new TextEncoder": lambda call: Object("encoder", span=call.span),
    "new util.TextEncoder": lambda call: Object("encoder", span=call.span),
    "Utilities.base64Encode": _btoa,
    "btoa": _btoa,
    "Buffer": _buffer,
    "new Buffer": _buffer,
    "Buffer.from": _buffer,
    "Buffer.byteLength": lambda call: call.machine.unknown(f"length@{call.span.start}", call.span, "", "", "length"),
    "base64.encode": _btoa,
    "Base64.encode": _btoa,
    "String": _text,
    "Number": _number,
    "parseInt": _number,
    "Object.keys": _keys,
    "Object.values": _values,
    "Object.entries": _entries,
    "Object.fromEntries": _from_entries,
    "Object.assign": _assign,
    "Array.isArray": lambda call: isinstance(call.value(0), Table),
    "Array.from": _same,
    "querystring.stringify": _query_string("querystring"),
    "querystring.escape": _encoded(_URL_KEPT),
    "qs.stringify": _query_string("qs"),
    "$.param": _query_string("jquery"),
    "jQuery.param": _query_string("jquery"),
    "new Promise": _promise,
    "Promise.all": _all,
    "Promise.resolve": _same,
    "setTimeout": _timeout,
    "new URLSearchParams": new_pairs("url-search-params"),
    "url.URLSearchParams": new_pairs("url-search-params"),
    "new url.URLSearchParams": new_pairs("url-search-params"),
    "new FormData": new_pairs("form-data"),
    "new form-data": new_pairs("form-data"),
    "new Headers": new_pairs("headers"),
    "new Request": lambda call: Object(
        "fetch-request", state={"request": [("url", call.value(0)), ("options", call.value(1))]}, span=call.span
    ),
    "new URL": new_url,
    "new url.URL": new_url,
    "url.parse": new_url,
    "new RegExp": _regexp,
    **dict.fromkeys(
        ("console.log", "console.error", "console.warn", "console.info", "alert", "process.exit"), _nothing
    ),
}
