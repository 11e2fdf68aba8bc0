"""JavaScript's own functions and methods, as far as they shape a request."""

from __future__ import annotations

import base64
import binascii
import math
from collections.abc import Callable

from curl2sms.errors import SampleError, note
from curl2sms.http import OPEN, STAND_IN
from curl2sms.reading.encoding import percent_encoded
from curl2sms.reading.programs.forms import FORM_STYLES, form_text
from curl2sms.reading.programs.javascript.expressions import TAGGED
from curl2sms.reading.programs.javascript.lists import OF_TABLE
from curl2sms.reading.programs.javascript.numbers import OF_NUMBER, of_numbers, parse_decimal, parse_integer, to_number
from curl2sms.reading.programs.javascript.operators import number_text
from curl2sms.reading.programs.javascript.pairs import METHODS_OF_PAIRS, new_pairs, new_url, object_text, search_params
from curl2sms.reading.programs.javascript.sets import METHODS_OF_MAP, METHODS_OF_SET, new_set, size
from curl2sms.reading.programs.javascript.texts import OF_TEXT, from_codes, length, new_regexp
from curl2sms.reading.programs.language import Call, Native
from curl2sms.reading.programs.statements import MOST_ROUNDS
from curl2sms.reading.programs.texts import JsonStyle, base64_encoded, json_parser, json_text
from curl2sms.reading.programs.values import (
    NULL,
    OBJECT,
    Cell,
    Function,
    Member,
    Number,
    Object,
    Table,
    Text,
    Unknown,
    Value,
    is_null,
    listed,
    members_of,
    table_of,
)
from curl2sms.records import replace
from curl2sms.traced import Traced, joined

# Functions


def _require(call: Call) -> Value:
    name = call.text(0).text.removeprefix("node:")
    return call.machine.unknown(name.rpartition("/")[2] if name.startswith((".", "@/", "~")) else name, call.span)


def _stringify(call: Call) -> Value:
    value, space, kept = call.value(0), call.value(2), call.value(1)
    if isinstance(value, Unknown):
        return value
    if value is None or isinstance(value, Function):
        return None
    if isinstance(kept, Table) and kept.is_list:
        value = _with_keys(value, {call.machine.text(one).text for one in kept.values})
    elif kept is not None and not is_null(kept):
        return call.not_known()
    width = int(space.value) if isinstance(space, Number) else 0
    indent = str(space) if isinstance(space, Text) else " " * width
    style = JsonStyle(indent=indent, colon=": " if indent else ":", omits=True, method="toJSON")
    return Text(json_text(call.machine, value, style))


def _with_keys(value: Value, names: set[str]) -> Value:
    """A value with the members of some names only, as a list for ``JSON.stringify`` says."""
    if not isinstance(value, Table):
        return value
    kept = value.entries if value.is_list else {key: one for key, one in value.entries.items() if key in names}
    return Table(value.kind, {key: Member(one.key, Cell(_with_keys(one.value, names))) for key, one in kept.items()})


def _tagged(call: Call) -> Value:
    """The texts of a tagged template, and beside them these as they are spelt."""
    made, raw = (listed(call.table(number).values) for number in (0, 1))
    made.raw = raw
    return made


def _raw(call: Call) -> Value:
    """``texts.raw`` of a tagged template."""
    return call.receiver.raw if isinstance(call.receiver, Table) else None


def _raw_text(call: Call) -> Value:
    """``String.raw`` of a template."""
    texts, pieces = call.table(0).raw, list(call.values[1:])
    if texts is None:
        return call.not_known()
    values = [part for number, text in enumerate(texts.values) for part in (text, *pieces[number : number + 1])]
    return call.machine.joined(values, call.span)


def _encoded(kept: str) -> Native:
    def encode(call: Call) -> Value:
        text = call.machine.text(call.value(0))
        call.machine.encodes(text, call)
        return Text(percent_encoded(text, kept))

    return encode


def _escape(call: Call) -> Value:
    """``escape``, which writes what is not ASCII as no server reads it."""
    if not STAND_IN.sub("", call.text(0).text).isascii() or isinstance(call.value(0), Unknown):
        return call.machine.rework(call.value(0), call, call.name)
    return _encoded("@*_+-./")(call)


def _btoa(call: Call) -> Value:
    """``btoa``, whose text is Latin-1."""
    text = call.text(0)
    if not STAND_IN.sub("", text.text).isascii():
        return call.not_known()
    return Text(base64_encoded(call, text))


def _buffer(call: Call) -> Value:
    text, encoding = call.text(0), call.text(1).text.lower()
    if encoding not in {"", "base64", "utf8", "utf-8", "ascii", "latin1", "binary"} or (
        encoding in {"latin1", "binary"} and not text.text.isascii()
    ):
        return call.not_known("Buffer")
    if encoding == "base64" and OPEN not in text.text:
        try:
            text = text.rewritten(0, len(text), base64.b64decode(text.text, validate=True).decode())
        except (binascii.Error, ValueError):
            return call.not_known("Buffer")
    return Object("buffer", state={"text": lambda _machine: text}, span=call.span)


def _buffer_text(call: Call) -> Value:
    text = call.machine.text(call.receiver)
    encoding = call.text(0).text
    if encoding.startswith("base64"):
        return Text(base64_encoded(call, text))
    if encoding in {"hex", "ucs2", "utf16le"}:
        return call.machine.made_of([Text(text)], call.not_known(encoding), encoding)
    return Text(text)


def _text(call: Call) -> Value:
    value = call.value(0)
    if isinstance(value, Unknown):
        return replace(value, is_number=False)
    return Text(call.machine.text(value)) if call.values else value


def _as_text(call: Call) -> Value:
    """``toString()`` of a value that the sample does not show."""
    return _text(replace(call, values=(call.receiver,)))


def _same(call: Call) -> Value:
    return call.value(0)


def _nothing(call: Call) -> Value:
    del call
    return None


def _of_object(function: Callable[[Table], Value]) -> Native:
    """A function of the members of an object or a list; those of anything else are not shown."""

    def apply(call: Call) -> Value:
        value = call.value(0)
        table = table_of(value)
        return function(table) if isinstance(table, Table) else call.not_known()

    return apply


def _array_from(call: Call) -> Value:
    """``Array.from(values, function)``; of ``{length: n}`` each value is undefined."""
    value = members_of(call.value(0))
    if isinstance(value, Text) and value.is_known:
        value = listed([Text(value.traced[at : at + 1]) for at in range(len(value.traced))])
    elif isinstance(value, Table) and not value.is_list:
        size = value.get("length")
        is_short = isinstance(size, Number) and 0 <= size.value <= MOST_ROUNDS
        value = listed([None] * int(size.value)) if isinstance(size, Number) and is_short else call.not_known()
    if not isinstance(value, Table):
        return value
    if not call.values[1:]:
        return listed(value.values)
    return OF_TABLE["map"](replace(call, values=call.values[1:], receiver=value))


def _flag(call: Call) -> Value:
    truth = call.machine.truth(call.value(0))
    return call.value(0) if truth is None else truth


def _from_entries(call: Call) -> Value:
    pairs = members_of(call.value(0))
    if not isinstance(pairs, Table):
        return call.not_known()
    made = Table(OBJECT)
    for pair in pairs.values:
        if isinstance(pair, Table):
            made.put(call.machine.text(pair.get("0")), pair.get("1"))
    return made.in_order()


def _assign(call: Call) -> Value:
    made = call.value(0)
    for value in call.values[1:]:
        call.machine.leaves_out(value, call.span)
        table, given = made.properties if isinstance(made, Object) and made.of else made, table_of(value)
        if isinstance(table, Table) and isinstance(given, Table):
            for entry in given.entries.values():
                table.put(entry.key, entry.value)
    return made.in_order() if isinstance(made, Table) else made


def _frozen(call: Call) -> Value:
    value = call.value(0)
    if isinstance(value, Table):
        value.is_frozen = True
    return value


def _define_property(call: Call) -> Value:
    """``Object.defineProperty``: of a member that is not listed, or worked out each time, it is not known."""
    made, given = call.value(0), call.value(2)
    table = made.properties if isinstance(made, Object) and made.of else made
    is_plain = isinstance(given, Table) and given.get("enumerable") is True and "value" in given.entries
    if not is_plain or not isinstance(table, Table) or not isinstance(given, Table):
        return call.not_known()
    table.put(call.text(1), given.get("value"))
    return made


def _query_string(style: str) -> Native:
    """``querystring.stringify``, ``$.param``; ``qs.stringify`` with its options."""

    def write(call: Call) -> Value:
        value, written = call.value(0), FORM_STYLES[style]
        if isinstance(value, Unknown):
            return value
        given = call.table(1).entries if style == "qs" else {}
        for name, entry in given.items():
            nested = _ARRAY_FORMATS.get(str(entry.value)) if name == "arrayFormat" else None
            if nested:
                written = replace(written, nested=nested)
            elif name == "encode" and entry.value is False:
                written = replace(written, encodes=False)
            elif name == "skipNulls":
                written = replace(written, null=None if entry.value is True else "")
            elif name not in {"indices", "addQueryPrefix"}:
                raise SampleError(note("options-not-shown", call.span, name=name))
        if (further := call.table(1).get("indices")) is False and "arrayFormat" not in given:
            del further
            written = replace(written, nested="repeat")
        before = "?" if call.table(1).get("addQueryPrefix") is True else ""
        return Text(joined((Traced(before), form_text(call.machine, call.table(0), written))))

    return write


# What qs makes of a list, by its option.
_ARRAY_FORMATS = {"indices": "index", "brackets": "brackets", "repeat": "repeat", "comma": "comma"}


def _promise(call: Call) -> Value:
    """``new Promise((resolve, reject) => ...)``: what it does is done."""
    given = [call.machine.unknown("resolve", call.span), call.machine.unknown("reject", call.span)]
    for function in call.functions:
        call.machine.enter(function, [("", one) for one in given])
    return call.machine.unknown(f"promise@{call.span.start}", call.span, "")


def _all(call: Call) -> Value:
    return call.value(0)


def _defaults_of(client: str) -> Native:
    """Options, or a function, for all calls of a client that follow."""

    def keep(call: Call) -> Value:
        call.machine.defaults.setdefault(client, []).append(call.value(0))
        return None

    return keep


def _timeout(call: Call) -> Value:
    for function in call.functions:
        call.machine.enter(function, [])
    return None


# Methods


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
METHODS: dict[str, dict[str, Native]] = {
    "text": {**OF_TEXT, "toString": object_text, "valueOf": _self},
    "number": {**OF_NUMBER, "valueOf": _self},
    "table": {**OF_TABLE, **_PROMISES, "toString": object_text},
    "unknown": {
        **_PROMISES,
        "trim": _self,
        "join": _self,
        "split": OF_TEXT["split"],
        "toString": _as_text,
        "valueOf": _self,
        "String": _self,
    },
    "function": {"call": _apply, "apply": _apply, "bind": _apply},
    "buffer": {"toString": _buffer_text},
    "url-search-params": METHODS_OF_PAIRS,
    "form-data": METHODS_OF_PAIRS,
    "headers": {**METHODS_OF_PAIRS, "get": Call.not_known, "has": Call.not_known},
    "map of pairs": METHODS_OF_MAP,
    "set": METHODS_OF_SET,
    "url": {"toString": object_text},
    "encoder": {"encode": _buffer},
}
PROPERTIES: dict[str, dict[str, Native]] = {
    "text": {"length": length},
    "table": {"length": length, "raw": _raw},
    "map of pairs": {"size": size},
    "set": {"size": size},
    "url": {"searchParams": search_params, "href": object_text},
}
_URL_KEPT = "-_.!~*'()"
_OF_MATH: dict[str, Callable[..., float]] = {
    "round": lambda one: math.floor(one + 0.5), "floor": math.floor, "ceil": math.ceil, "trunc": math.trunc,
    "abs": abs, "max": max, "min": min,
}  # fmt: skip
FUNCTIONS: dict[str, Native] = {
    "require": _require,
    TAGGED: _tagged,
    "String.raw": _raw_text,
    "import": _require,
    "JSON.stringify": _stringify,
    "JSON.parse": json_parser(lambda text: number_text(float(text)), NULL, OBJECT, "SyntaxError"),
    "encodeURIComponent": _encoded(_URL_KEPT),
    "encodeURI": _encoded(_URL_KEPT + ";/?:@&=+$,#"),
    "escape": _escape,
    "urlencode": _encoded(_URL_KEPT),
    "new TextEncoder": lambda call: Object("encoder", span=call.span),
    "new util.TextEncoder": lambda call: Object("encoder", span=call.span),
    "Utilities.base64Encode": _btoa,
    "btoa": _btoa,
    "Buffer": _buffer,
    "new Buffer": _buffer,
    "Buffer.from": _buffer,
    "Buffer.byteLength": lambda call: call.not_known("length"),
    "base64.encode": _btoa,
    "Base64.encode": _btoa,
    "String": _text,
    "String.fromCharCode": from_codes,
    "Number": to_number,
    **dict.fromkeys(("parseInt", "Number.parseInt"), parse_integer),
    **dict.fromkeys(("parseFloat", "Number.parseFloat"), parse_decimal),
    **{f"Math.{name}": of_numbers(function) for name, function in _OF_MATH.items()},
    "Object.keys": _of_object(lambda table: listed([Text(one.key) for one in table.entries.values()])),
    "Object.values": _of_object(lambda table: listed(table.values)),
    "Object.entries": _of_object(
        lambda table: listed([listed([Text(one.key), one.value]) for one in table.entries.values()])
    ),
    "Object.fromEntries": _from_entries,
    "Object.assign": _assign,
    "Object.defineProperty": _define_property,
    "Object.freeze": _frozen,
    **dict.fromkeys(("Object.seal", "Object.preventExtensions"), _same),
    "Array.isArray": lambda call: isinstance(call.value(0), Table),
    "Array.from": _array_from,
    "Boolean": _flag,
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
    "new Map": new_pairs("map of pairs"),
    "new Set": new_set,
    "new form-data": new_pairs("form-data"),
    "new Headers": new_pairs("headers"),
    "new Request": lambda call: Object(
        "fetch-request", state={"request": [("url", call.value(0)), ("options", call.value(1))]}, span=call.span
    ),
    "new URL": new_url,
    "new url.URL": new_url,
    "url.parse": new_url,
    "new RegExp": new_regexp,
    **dict.fromkeys(("$.ajaxSetup", "jQuery.ajaxSetup"), _defaults_of("jquery")),
    **dict.fromkeys(("axios.interceptors.request.use", "interceptors.request.use"), _defaults_of("axios interceptors")),
    **dict.fromkeys(
        ("console.log", "console.error", "console.warn", "console.info", "alert", "process.exit"), _nothing
    ),
}
