"""Objects of JavaScript that hold pairs: URLSearchParams, FormData, Headers, and the query of a URL."""

from __future__ import annotations

import re
from itertools import count
from urllib.parse import unquote_plus

from curl2sms.errors import SampleError, note
from curl2sms.reading.programs.forms import FORM_STYLES, form_text
from curl2sms.reading.programs.language import Call, Native
from curl2sms.reading.programs.machine import Machine
from curl2sms.reading.programs.values import MAP, NULL, Cell, Member, Object, Table, Text, Unknown, Value, listed
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
                    _add(table, call.machine.text(pair.get("0")), pair.get("1"), once=kind == "map of pairs")
        elif isinstance(value, Table):
            for entry in value.entries.values():
                _add(table, entry.key, entry.value)
        state: dict[str, object] = {"pairs": table, "members": lambda: entries_of(table)}
        if kind == "url-search-params":
            given = Traced("")
            if isinstance(value, Text):
                _add_query(table, value.traced)
            elif isinstance(value, Unknown):
                given = call.text(0)
            state |= {"form": True, "text": lambda machine: _search(machine, table, given)}
        elif kind == "form-data":
            state |= {"parts": table}
        return Object(kind, state=state, span=call.span)

    return make


def _search(machine: Machine, table: Table, given: Traced) -> Traced:
    texts = [given.lstrip("?"), form_text(machine, table, FORM_STYLES["url-search-params"])]
    return joined([text for text in texts if text.text], "&")


def entries_of(table: Table) -> Table:
    """The pairs of an object as a list of lists."""
    return listed([listed([Text(entry.key), entry.value]) for entry in table.entries.values()])


def _add(table: Table, name: Traced, value: Value, *, once: bool = False) -> None:
    if once and name.text in table.entries:
        table.entries[name.text].value = value
        return
    key = next(
        key for number in count() if (key := f"{name.text}\0{number}" if number else name.text) not in table.entries
    )
    table.entries[key] = Member(name, Cell(value))


def _add_query(table: Table, text: Traced) -> None:
    """Add the pairs of a query, decoded."""
    for part in text.lstrip("?").split("&"):
        if part.text:
            name, _, value = part.partition("=")
            _add(table, _decoded(name), Text(_decoded(value)))


def _decoded(text: Traced) -> Traced:
    """A name or a value of a query, without its escapes."""
    if not {"%", "+"} & set(text.text):
        return text
    return text.rewritten(0, len(text), unquote_plus(text.text))


def _append(call: Call) -> Value:
    if isinstance(call.receiver, Object):
        _add(call.receiver.state["pairs"], call.text(0), call.value(1))
    return None


def _set(call: Call) -> Value:
    """``set``: the first pair of a name gets the value, the others go."""
    if isinstance(call.receiver, Object):
        table, name = call.receiver.state["pairs"], call.text(0)
        keys = [key for key, entry in table.entries.items() if entry.key.text == name.text]
        for key in keys[1:]:
            del table.entries[key]
        if keys:
            table.entries[keys[0]].value = call.value(1)
        else:
            _add(table, name, call.value(1))
    return call.receiver


def _delete(call: Call) -> Value:
    if isinstance(call.receiver, Object):
        table, name = call.receiver.state["pairs"], call.text(0).text
        table.entries = {key: entry for key, entry in table.entries.items() if entry.key.text != name}
    return None


def _get(call: Call) -> Value:
    """The value of the first pair of a name, as a text; null without one."""
    entries = call.receiver.state["pairs"].entries.values() if isinstance(call.receiver, Object) else ()
    values = [entry.value for entry in entries if entry.key.text == call.text(0).text]
    if not values:
        return NULL
    return values[0] if isinstance(values[0], Unknown) else Text(call.machine.text(values[0]))


def object_text(call: Call) -> Value:
    """``toString()``: what an object is in a text."""
    return Text(call.machine.text(call.receiver))


def _has(call: Call) -> Value:
    return _get(call) is not NULL


def _sort(call: Call) -> Value:
    """``URLSearchParams.sort``: the pairs by their names; those of one name stay as they are."""
    if isinstance(call.receiver, Object):
        table = call.receiver.state["pairs"]
        pairs = sorted(table.entries.items(), key=lambda one: one[1].key.text.encode("utf-16-be", "surrogatepass"))
        table.entries = dict(pairs)
    return None


def _get_headers(call: Call) -> Value:
    del call
    return Table(MAP)


METHODS_OF_PAIRS: dict[str, Native] = {
    "append": _append,
    "set": _set,
    "delete": _delete,
    "get": _get,
    "has": _has,
    "sort": _sort,
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
    text = _resolved(text)
    table = Table(MAP)
    one = Object("url", span=call.span)
    origin_and_path, _, query = text.partition("#")[0].partition("?")
    _add_query(table, query)
    written = _search(call.machine, table, Traced(""))

    def whole(machine: Machine) -> Traced:
        """The URL; a query that nothing changes stays as it is spelt."""
        given = {name: machine.text(entry.value) for name, entry in one.properties.entries.items()}
        if further := next((name for name in given if name not in {"search", "pathname", "hash"}), ""):
            raise SampleError(note("options-not-shown", call.span, name=further))
        path, search = origin_and_path, _search(machine, table, Traced(""))
        if search.text == written.text:
            search = query
        if "search" in given:
            search = given["search"].lstrip("?")
        if "pathname" in given:
            end = path.text.find("/", path.text.find("://") + 3)
            path = joined((path[:end] if end > 0 else path, Traced("/"), given["pathname"].lstrip("/")))
        return joined((path, search), "?") if search.text else path

    parameters = Object(
        "url-search-params",
        state={"pairs": table, "form": True, "text": lambda machine: _search(machine, table, Traced(""))},
        span=call.span,
    )
    one.state |= {"url": whole, "text": whole, "parameters": parameters}
    return one


def _resolved(text: Traced) -> Traced:
    """A URL without steps like ``/../`` in its path (RFC 3986 5.2.4)."""
    before, mark, query = text.text.partition("?")
    if not any(step in f"{before}/" for step in ("/../", "/./")):
        return text
    scheme, _, rest = before.partition("://")
    host, _, path = rest.partition("/")
    steps: list[str] = []
    for step in path.split("/"):
        if step == "..":
            del steps[-1:]
        elif step != ".":
            steps.append(step)
    last = "" if path.rpartition("/")[2] not in {".", ".."} else "/"
    resolved = f"{scheme}://{host}/{'/'.join(steps)}{last if steps else ''}"
    return text.rewritten(0, len(text), resolved + mark + query)


def search_params(call: Call) -> Value:
    """``url.searchParams``: the pairs that are added to the query of a URL."""
    return call.receiver.state["parameters"] if isinstance(call.receiver, Object) else None
