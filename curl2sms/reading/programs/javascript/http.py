"""The HTTP clients of JavaScript that are built up step by step: XMLHttpRequest, Node's http, superagent, unirest."""

from __future__ import annotations

from curl2sms.errors import SampleError, note
from curl2sms.http import FORM_TYPE
from curl2sms.patterns import regex
from curl2sms.reading.programs.client_rows import clients
from curl2sms.reading.programs.clients import sent
from curl2sms.reading.programs.http_requests import Request
from curl2sms.reading.programs.language import Call, Native
from curl2sms.reading.programs.unknown import unknown_call
from curl2sms.reading.programs.values import Object, Table, Text, Unknown, Value
from curl2sms.traced import Traced, joined

_URL_LIKE = regex(r"(?i)https?://|[\ufdd0/]")


def _callbacks(call: Call, name: str) -> None:
    for function in call.functions:
        call.machine.enter(function, [("", call.answer(name)) for _ in function.routine.parameters])


def _draft(call: Call, client: str) -> tuple[Object, Request]:
    request = Request(clients()[client], call.span)
    return Object(f"{client} request", state={"request": request}, span=call.span), request


def _request_of(call: Call) -> Request | None:
    found: Request | None = call.receiver.state.get("request") if isinstance(call.receiver, Object) else None
    return found


# XMLHttpRequest


def _xhr(call: Call) -> Value:
    return _draft(call, "xhr")[0]


def _open(call: Call) -> Value:
    if request := _request_of(call):
        request.method = call.text(0).text.upper()
        request.take(call.machine, "url", call.value(1))
        if call.value(3) is not None:
            request.basic = (call.text(3), call.text(4))
    return None


def _set_header(call: Call) -> Value:
    if request := _request_of(call):
        value = call.value(1)
        if isinstance(call.value(0), Table):
            request.take(call.machine, "headers", call.value(0))
        else:
            request.header(call.text(0), Traced("") if value is None else call.text(1))
    return call.receiver


def _xhr_send(call: Call) -> Value:
    if request := _request_of(call):
        request.span = call.span
        if call.value(0) is not None and request.method not in {"GET", "HEAD"}:
            request.given["body"] = call.value(0)
        call.machine.calls.append(request)
    return None


# Node's http and https


def _node(base: str, method: str = "") -> Native:
    def start(call: Call) -> Value:
        one, request = _draft(call, "node")
        request.base = Traced(base)
        request.method = method
        for value in call.values:
            if isinstance(value, Text | Unknown | Object):
                request.take(call.machine, "url", value)
                request.base = Traced("")
            elif isinstance(value, Table):
                request.take_options(call.machine, value)
        call.machine.calls.append(request)
        _callbacks(call, "request")
        return one

    return start


def _write(call: Call) -> Value:
    request = _request_of(call)
    if request and call.value(0) is not None and not call.functions:
        before = request.given.get("body")
        texts = [Traced("") if before is None else call.machine.text(before), call.text(0)]
        request.given["body"] = Text(joined(texts))
    return call.receiver


def _self(call: Call) -> Value:
    return call.receiver


# superagent and unirest


def _fluent(client: str, method: str = "") -> Native:
    def start(call: Call) -> Value:
        one, request = _draft(call, client)
        values = list(call.values)
        request.method = method or (call.text(0).text.upper() if len(values) > 1 else "GET")
        if not method and len(values) > 1:
            values.pop(0)
        request.take(call.machine, "url", values[0] if values else None)
        call.machine.calls.append(request)
        return one

    return start


_TYPES = {"json": "application/json", "form": FORM_TYPE, "xml": "text/xml"}


def _type(name: str) -> Native:
    def state(call: Call) -> Value:
        if request := _request_of(call):
            text = call.text(0)
            request.header(Traced(name), text.rewritten(0, len(text), _TYPES.get(text.text, text.text)))
        return call.receiver

    return state


def _take(role: str) -> Native:
    def take(call: Call) -> Value:
        if request := _request_of(call):
            if role == "basic" and isinstance(call.value(0), Table):
                request.take(call.machine, "basic", call.value(0))
            elif role == "basic":
                request.basic = (call.text(0), call.text(1))
            else:
                request.take(call.machine, role, call.value(0))
        return call.receiver

    return take


def _field(call: Call) -> Value:
    if request := _request_of(call):
        parts = request.given.setdefault("multipart", Table("map"))
        if isinstance(parts, Table) and isinstance(call.value(0), Table):
            for entry in call.table(0).entries.values():
                parts.put(entry.key, entry.value)
        elif isinstance(parts, Table):
            parts.put(call.text(0), call.value(1))
    return call.receiver


def _end(call: Call) -> Value:
    _callbacks(call, "request")
    return call.answer("request")


# A client that the sample gets from elsewhere


def _injected(method: str, roles: list[str]) -> Native:
    """``client.post(url, data)`` of an object that the sample does not show: a client, where it gets a URL."""

    def send(call: Call) -> Value:
        url = next((one for one in call.values[:1] if isinstance(one, Text | Unknown)), None)
        text = call.machine.text(url).text if isinstance(url, Text) else ""
        options = call.value(0)
        has_url = isinstance(options, Table) and "url" in options.entries
        is_route = text.startswith("/") and call.functions  # of a server
        if (_URL_LIKE.match(text) and not is_route and (len(call.values) > 1 or "://" in text)) or has_url:
            return sent(clients()["angular"], method, roles, call)
        return unknown_call(call.machine, call.name, call.receiver, call)

    return send


FUNCTIONS: dict[str, Native] = {
    "new XMLHttpRequest": _xhr,
    "new xmlhttprequest.XMLHttpRequest": _xhr,
    "new ActiveXObject": _xhr,
    "https.request": _node("https://"),
    "https.get": _node("https://", "GET"),
    "http.request": _node("http://"),
    "http.get": _node("http://", "GET"),
    "follow-redirects.https.request": _node("https://"),
    "follow-redirects.http.request": _node("http://"),
    "unirest": _fluent("superagent"),
    **{
        f"{name}.{method}": _fluent("superagent", method.upper())
        for name in ("superagent", "unirest", "agent")
        for method in ("get", "post", "put", "patch", "delete")
    },
}


def _send_more(call: Call) -> Value:
    """``send(data)``: what is sent in several parts is one object, or one text with ``&`` between."""
    if isinstance(call.receiver, Object):
        request, value = call.receiver.state["request"], call.value(0)
        known = request.given.get("data")
        if isinstance(known, Table) and isinstance(value, Table):
            made = known.copy()
            for entry in value.entries.values():
                made.put(entry.key, entry.value)
            value = made
        elif known is not None and value is not None:
            value = Text(joined((call.machine.text(known), call.machine.text(value)), "&"))
        request.take(call.machine, "data", value)
    return call.receiver


def _attach(call: Call) -> Value:
    raise SampleError(note("form-from-file", call.span, file=call.text(0).text))


_FLUENT: dict[str, Native] = {
    "set": _set_header, "header": _set_header, "headers": _set_header, "type": _type("Content-Type"),
    "accept": _type("Accept"), "query": _take("query"), "send": _send_more, "json": _take("json"),
    "form": _take("form"), "auth": _take("basic"), "field": _field, "attach": _attach, "end": _end, "then": _end,
    "timeout": _self, "retry": _self, "on": _self, "catch": _self, "multipart": _self, "strictSSL": _self,
}  # fmt: skip
METHODS: dict[str, dict[str, Native]] = {
    "xhr request": {"open": _open, "setRequestHeader": _set_header, "send": _xhr_send, "addEventListener": _self},
    "request": {"setRequestHeader": _set_header},
    "node request": {"write": _write, "end": _write, "setHeader": _set_header, "on": _self, "once": _self},
    "superagent request": _FLUENT,
    "unknown": {
        "post": _injected("post", ["url", "data", "options"]),
        "put": _injected("put", ["url", "data", "options"]),
        "get": _injected("get", ["url", "options"]),
        "request": _injected("request", ["url", "options"]),
    },
}
