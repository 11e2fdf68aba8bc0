"""Objects of JavaScript that hold pairs: URLSearchParams, FormData, Headers, and the query of a URL."""

from __future__ import annotations

import re
from itertools import count

from curl2sms.reading.programs.forms import FORM_STYLES, form_text
from curl2sms.reading.programs.language import Call, Native
from curl2sms.reading.programs.machine import Machine
from curl2sms.reading.programs.values import MAP, Entry, Object, Table, Text, Unknown, Value
from curl2sms.traced import Traced, joined


def new_pairs(kind: str) -> Native:
    """The constructor of an object of a kind, from a table, a list of pairs, another such object or a query."""

    def make(call: Call) -> Value:
        table = Table(MAP)
        value = call.value(0)
        if isinstance(value, Object) and "pairs" in value.state:
            value = value.state["pairs"]
        if isinstance(value, Table) and value.is_list:
            for pair in value.values:
                if isinstance(pair, Table):
                    _add(table, call.machine.text(pair.get("0")), pair.get("1"))
        elif isinstance(value, Table):
            for entry in value.entries.values():
                _add(table, entry.key, entry.value)
        state: dict[str, object] = {"pairs": table}
        if kind == "url-search-params":
            given = call.text(0) if isinstance(value, Text | Unknown) else Traced("")
            state |= {"form": True, "text": lambda machine: _search(machine, table, given)}
        elif kind == "form-data":
            state |= {"parts": table}
        return Object(kind, state=state, span=call.span)

    return make


def _search(machine: Machine, table: Table, given: Traced) -> Traced:
    texts = [given.lstrip("?"), form_text(machine, table, FORM_STYLES["url-search-params"])]
    return joined([text for text in texts if text.text], "&")


def _add(table: Table, name: Traced, value: Value) -> None:
    key = next(
        key for number in count() if (key := f"{name.text}\0{number}" if number else name.text) not in table.entries
    )
    table.entries[key] = Entry(name, value)


def _append(call: Call) -> Value:
    if isinstance(call.receiver, Object):
        _add(call.receiver.state["pairs"], call.text(0), call.value(1))
    return None


def _set(call: Call) -> Value:
    if isinstance(call.receiver, Object):
        call.receiver.state["pairs"].put(call.text(0), call.value(1))
    return call.receiver


def object_text(call: Call) -> Value:
    """``toString()``: what an object is in a text."""
    return Text(call.machine.text(call.receiver))


def _get_headers(call: Call) -> Value:
    del call
    return Table(MAP)


METHODS_OF_PAIRS: dict[str, Native] = {
    "append": _append,
    "set": _set,
    "toString": object_text,
    "getHeaders": _get_headers,
}


def new_url(call: Call) -> Value:
    """``new URL(text, base)``, ``url.parse(text)``: its query may be added to."""
    text = call.text(0)
    if call.value(1) is not None and not re.match(r"[a-zA-Z][\w+.-]*:", text.text):
        base = call.text(1)
        if text.text.startswith("/"):
            cut = base.text.find("/", base.text.find("://") + 3)
            base = base[:cut] if cut > 0 else base
        else:
            base = base[: base.text.rfind("/") + 1] if base.text.count("/") > 2 else base + Traced("/")
        text = joined((base, text))
    table = Table(MAP)
    one = Object("url", span=call.span)

    def whole(machine: Machine) -> Traced:
        href, mark, query = text.partition("?")
        search = one.properties.get("search")
        if search is not None:
            query, mark = machine.text(search).lstrip("?"), "?"
        texts = [query, form_text(machine, table, FORM_STYLES["url-search-params"])]
        written = joined([part for part in texts if part.text], "&")
        return joined((href, Traced("?"), written)) if written.text or mark else href

    parameters = Object(
        "url-search-params", state={"pairs": table, "form": True, "text": lambda _m: Traced("")}, span=call.span
    )
    one.state |= {"url": whole, "text": whole, "parameters": parameters}
    return one


def search_params(call: Call) -> Value:
    """``url.searchParams``: the pairs that are added to the query of a URL."""
    return call.receiver.state["parameters"] if isinstance(call.receiver, Object) else None
