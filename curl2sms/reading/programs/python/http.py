"""The HTTP clients of Python that are built up step by step: sessions, urllib's requests, http.client's connections."""

from __future__ import annotations

from curl2sms.errors import SampleError, note
from curl2sms.reading.programs.client_rows import clients
from curl2sms.reading.programs.clients import sent
from curl2sms.reading.programs.forms import FORM_STYLES, form_text
from curl2sms.reading.programs.http_requests import Request
from curl2sms.reading.programs.language import Call, Native
from curl2sms.reading.programs.machine import Machine
from curl2sms.reading.programs.python.plain import value_of_key
from curl2sms.reading.programs.values import LIST, MAP, Object, Table, Text, Value
from curl2sms.records import replace
from curl2sms.traced import Traced, joined


def _pair(call: Call) -> Value:
    """``HTTPBasicAuth(user, password)``."""
    made = Table(LIST)
    for value in (call.value(0, "login"), call.value(1, "password")):
        made.append(value)
    return made


# A session's headers, parameters and authentication


def _kept(name: str) -> Native:
    """A table of an object, made when it is first asked for."""

    def make(call: Call) -> Value:
        table = Table(MAP)
        if isinstance(call.receiver, Object):
            call.receiver.properties.put(Traced(name), table)
        return table

    return make


_SESSION: dict[str, Native] = {name: _kept(name) for name in ("headers", "params")}
PROPERTIES: dict[str, dict[str, Native]] = dict.fromkeys(
    ("client requests", "client httpx", "client aiohttp"), _SESSION
)


# aiohttp's forms


def _form_data(call: Call) -> Value:
    """``FormData(fields)``: a form, unless a field has a type or a file's name."""
    pairs = Table(LIST)
    given = call.value(0, "fields")
    for entry in given.entries.values() if isinstance(given, Table) and not given.is_list else ():
        _put_pair(pairs, value_of_key(entry.key), entry.value)

    def text(machine: Machine) -> Traced:
        return form_text(machine, pairs, FORM_STYLES["python"])

    return Object("form data", state={"form": True, "pairs": pairs, "text": text}, span=call.span)


def _put_pair(pairs: Table, name: Value, value: Value) -> None:
    pair = Table(LIST)
    for one in (name, value):
        pair.append(one)
    pairs.append(pair)


def _add_field(call: Call) -> Value:
    if call.named.keys() - {"name", "value"} or len(call.values) > 2:
        raise SampleError(note("multipart-of-more", call.span))
    if isinstance(call.receiver, Object):
        _put_pair(call.receiver.state["pairs"], call.value(0, "name"), call.value(1, "value"))
    return None


def _as_dictionary(call: Call) -> Value:
    """``asdict(value)``, ``vars(value)``."""
    value = call.value(0)
    return value.properties.copy() if isinstance(value, Object) else value


def _joined_url(call: Call) -> Value:
    """``urljoin(base, url)``: RFC 3986 5.2, as far as listings go."""
    base, url = call.text(0), call.text(1)
    if "://" in url.text[:8]:
        return Text(url)
    start = base.text.find("/", base.text.find("://") + 3) if "://" in base.text else -1
    if url.text.startswith("/"):
        return Text(joined((base[:start] if start >= 0 else base, url)))
    kept = base[: base.text.rfind("/") + 1] if start >= 0 else joined((base, Traced("/")))
    return Text(joined((kept, url))) if url.text else Text(base)


# urllib.request, urllib2


def _request(call: Call) -> Value:
    """``Request(url, data, headers, method=...)``."""
    request = Request(clients()["urllib"], call.span)
    for role, number, name in (("url", 0, "url"), ("body", 1, "data"), ("headers", 2, "headers")):
        request.take(call.machine, role, call.value(number, name))
    request.take(call.machine, "method", call.named.get("method"))
    return Object("urllib request", state={"request": request}, span=call.span)


def _open(call: Call) -> Value:
    """``urlopen(url or request, data)``."""
    given = call.value(0, "url")
    if isinstance(given, Object) and given.kind == "urllib request":
        request: Request = given.state["request"]
    else:
        request = Request(clients()["urllib"], call.span)
        request.take(call.machine, "url", given)
    request.span = call.span
    if (data := call.value(1, "data")) is not None:
        request.take(call.machine, "body", data)
    if not request.method:
        request.method = "POST" if request.given.get("body") is not None else "GET"
    call.machine.calls.append(request)
    return call.answer("urlopen")


def _add_header(call: Call) -> Value:
    if isinstance(call.receiver, Object):
        call.receiver.state["request"].header(call.text(0), call.text(1))
    return None


def _add_data(call: Call) -> Value:
    if isinstance(call.receiver, Object):
        call.receiver.state["request"].take(call.machine, "body", call.value(0))
    return None


# http.client, httplib


def _connection(scheme: str) -> Native:
    def make(call: Call) -> Value:
        host, port = call.text(0, "host"), call.value(1, "port")
        address = joined((Traced(f"{scheme}://"), host))
        if port is not None:
            address = joined((address, Traced(":"), call.machine.text(port)))
        return Object("connection", state={"address": address}, span=call.span)

    return make


def _on_connection(call: Call) -> Value:
    """``connection.request(method, path, body, headers)``."""
    if not isinstance(call.receiver, Object):
        return None
    request = Request(clients()["http-client"], call.span)
    request.take(call.machine, "method", call.value(0, "method"))
    request.url = joined((call.receiver.state["address"], call.text(1, "url")))
    for role, number, name in (("body", 2, "body"), ("headers", 3, "headers")):
        request.take(call.machine, role, call.value(number, name))
    if isinstance(request.given.get("body"), Text) and not str(request.given["body"]):
        del request.given["body"]  # an empty payload of a GET
    call.machine.calls.append(request)
    return None


def _connection_answer(call: Call) -> Value:
    return call.answer("http.client")


# Requests that are made before they are sent: requests.Request, httpx's build_request


def _built(client: str, *roles: str) -> Native:
    def make(call: Call) -> Value:
        return Object("built request", state={"client": client, "roles": roles, "call": call}, span=call.span)

    return make


def _prepared(call: Call) -> Value:
    """``session.prepare_request(request)``: what the session has goes into the request."""
    given = call.value(0, "request")
    if isinstance(given, Object) and given.kind == "built request":
        own: Call = given.state["call"]
        state = {**given.state, "call": replace(own, receiver=call.receiver)}
        return Object("built request", state=state, span=call.span)
    return given


def _send(call: Call) -> Value:
    """``session.send(request)``, ``client.send(request)``."""
    given = call.value(0, "request")
    if not isinstance(given, Object) or given.kind != "built request":
        raise SampleError(note("options-not-shown", call.span, name="request"))
    made: Call = replace(given.state["call"], span=call.span)
    return sent(clients()[given.state["client"]], "", given.state["roles"], made)


_HTTPX = {"build_request": _built("httpx", "method", "url"), "send": _send}
METHODS: dict[str, dict[str, Native]] = {
    "client requests": {"prepare_request": _prepared, "send": _send},
    "client httpx": _HTTPX,
    "built request": {"prepare": lambda call: call.receiver},
    "urllib request": {"add_header": _add_header, "add_data": _add_data},
    "form data": {"add_field": _add_field},
    "connection": {"request": _on_connection, "getresponse": _connection_answer},
}
FUNCTIONS: dict[str, Native] = {
    **dict.fromkeys(
        ("requests.Request", "requests.models.Request"),
        _built("requests", "method", "url", "headers", "multipart", "data", "query", "basic"),
    ),
    "aiohttp.FormData": _form_data,
    "dataclasses.asdict": _as_dictionary,
    "vars": _as_dictionary,
    **dict.fromkeys(
        ("urllib.parse.urljoin", "urlparse.urljoin", "parse.urljoin", "requests.compat.urljoin"), _joined_url
    ),
    **dict.fromkeys(
        ("requests.auth.HTTPBasicAuth", "HTTPBasicAuth", "httpx.BasicAuth", "aiohttp.BasicAuth"),
        _pair,
    ),
    **dict.fromkeys(("urllib.request.Request", "urllib2.Request", "request.Request", "Request"), _request),
    **dict.fromkeys(
        ("urllib.request.urlopen", "urllib2.urlopen", "urllib.urlopen", "request.urlopen", "urlopen"), _open
    ),
    **dict.fromkeys(("http.client.HTTPSConnection", "httplib.HTTPSConnection"), _connection("https")),
    **dict.fromkeys(("http.client.HTTPConnection", "httplib.HTTPConnection"), _connection("http")),
}
