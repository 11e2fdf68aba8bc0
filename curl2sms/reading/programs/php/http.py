"""The HTTP clients of PHP that are built up step by step: streams, Laravel's Http, HTTP_Request2."""

from __future__ import annotations

from curl2sms.errors import SampleError, note
from curl2sms.http import OPEN
from curl2sms.patterns import regex
from curl2sms.reading.programs.client_rows import clients
from curl2sms.reading.programs.clients import sent
from curl2sms.reading.programs.http_calls import JSON_TYPE
from curl2sms.reading.programs.http_requests import Request
from curl2sms.reading.programs.language import Call, Native
from curl2sms.reading.programs.php.curl import FUNCTIONS_OF_CURL
from curl2sms.reading.programs.php.functions import FUNCTIONS as FUNCTIONS_OF_PHP
from curl2sms.reading.programs.php.simplexml import FUNCTIONS_OF_XML, METHODS_OF_XML
from curl2sms.reading.programs.unknown import unknown_call
from curl2sms.reading.programs.values import Object, Table, Text, Unknown, Value
from curl2sms.traced import Traced, joined

_URL_LIKE = regex(r"(?i)https?://|[\ufdd0/]")
# A constant of a library: HTTP_Request2::METHOD_POST, HTTP_METH_POST.
_METHOD = regex(r"(?:\b|_)METH(?:OD)?_(?P<method>[A-Z]+)\Z")

# Streams


def _stream_context(call: Call) -> Value:
    return Object("stream", state={"options": call.value(0)}, span=call.span)


def _file_get_contents(call: Call) -> Value:
    """``file_get_contents``, ``fopen``, ``file`` of a URL, with the options of a stream context, if there is one."""
    machine = call.machine
    url = call.text(0).strip()
    context = next((one for one in call.values[1:] if isinstance(one, Object) and one.kind == "stream"), None)
    is_url = regex(r"(?i)https?://").match(url.text) or (url.text.startswith(OPEN) and (context or "?" in url.text))
    if not is_url:
        return machine.unknown(f"{call.name}({url.text})", call.span, "", "", call.name)
    request = Request(clients()["stream"], call.span, url=url)
    options = context.state["options"] if context else None
    http = (options.get("http") or options.get("https")) if isinstance(options, Table) else None
    if isinstance(http, Unknown):
        raise SampleError(note("options-not-shown", call.span, name=http.name or "http"))
    request.take_options(machine, http)
    machine.calls.append(request)
    return call.answer()


# Laravel: https://laravel.com/docs/http-client


def _laravel(call: Call) -> Object:
    if isinstance(call.receiver, Object):
        return call.receiver
    return Object("laravel", state={"request": [], "role": "json"}, span=call.span)


def _laravel_step(role: str) -> Native:
    def step(call: Call) -> Value:
        one = _laravel(call)
        one.state["request"].append((role, call))
        return one

    return step


def _laravel_role(role: str) -> Native:
    def choose(call: Call) -> Value:
        one = _laravel(call)
        one.state["role"] = role
        return one

    return choose


def _laravel_send(call: Call) -> Value:
    machine = call.machine
    one = _laravel(call)
    request = Request(clients()["laravel"], call.span)
    for role, step in one.state["request"]:
        _laravel_take(request, role, step)
    name = call.name.rpartition(".")[2]
    given = list(call.values)
    if name == "send":
        request.method = call.text(0).text.upper()
        request.url = call.text(1)
        options = call.table(2)
        for key, option in {"json": "json", "form_params": "form", "query": "query", "body": "body"}.items():
            if key in options.entries:
                request.take(machine, option, options.get(key))
    else:
        request.method = name.upper()
        request.url = machine.text(given[0]) if given else Traced("")
        if len(given) > 1:
            request.take(machine, "query" if name in {"get", "head"} else one.state["role"], given[1])
        elif name == "post" and "body" not in request.given and one.state["role"] == "json":
            request.given["json"] = Table("list")
    machine.calls.append(request)
    return call.answer("Http")


def _laravel_take(request: Request, role: str, call: Call) -> None:
    machine = call.machine
    if role == "headers":
        if isinstance(call.value(0), Table):
            request.take(machine, "headers", call.value(0))
        else:
            request.header(call.text(0), call.text(1))
    elif role == "basic":
        request.basic = (call.text(0), call.text(1))
    elif role == "token":
        scheme = call.text(1) if call.value(1) is not None else Traced("Bearer")
        request.header(Traced("Authorization"), joined((scheme, call.text(0)), " "))
    elif role == "body":
        request.given["body"] = call.value(0)
        request.header(Traced("Content-Type"), call.text(1) if call.value(1) is not None else Traced(JSON_TYPE))
    elif role == "accept":
        request.header(Traced("Accept"), call.text(0) if call.values else Traced(JSON_TYPE))
    elif role == "content_type":
        request.header(Traced("Content-Type"), call.text(0))
    elif role == "base":
        request.base = call.text(0)
    elif role == "query":
        request.take(machine, "query", call.value(0))
    elif role == "agent":
        request.header(Traced("User-Agent"), call.text(0))
    elif role == "insecure":
        request.insecure = True
    elif role == "options":
        machine.leaves_out(call.value(0), call.span)
        request.take_options(machine, call.table(0))


_LARAVEL: dict[str, Native] = {
    "withheaders": _laravel_step("headers"),
    "withheader": _laravel_step("headers"),
    "replaceheaders": _laravel_step("headers"),
    "withbasicauth": _laravel_step("basic"),
    "withtoken": _laravel_step("token"),
    "withbody": _laravel_step("body"),
    "accept": _laravel_step("accept"),
    "acceptjson": _laravel_step("accept"),
    "contenttype": _laravel_step("content_type"),
    "baseurl": _laravel_step("base"),
    "withqueryparameters": _laravel_step("query"),
    "withoptions": _laravel_step("options"),
    "withuseragent": _laravel_step("agent"),
    "withoutverifying": _laravel_step("insecure"),
    "asform": _laravel_role("form"),
    "asmultipart": _laravel_role("multipart"),
    "asjson": _laravel_role("json"),
    **dict.fromkeys(("get", "post", "put", "patch", "delete", "head", "send"), _laravel_send),
    **dict.fromkeys(
        (
            "timeout",
            "retry",
            "connecttimeout",
            "throw",
            "async",
            "dd",
        ),
        _laravel_step(""),
    ),
}


# PEAR's HTTP_Request2, and PHP's own HttpRequest, which has the same methods


def _request2(call: Call) -> Value:
    state: dict[str, Value] = {"url": call.value(0), "method": call.value(1)}
    return Object("http_request2", Table("map"), state={"steps": [], **state}, span=call.span)


def _request2_step(role: str) -> Native:
    def step(call: Call) -> Value:
        if isinstance(call.receiver, Object):
            call.receiver.state["steps"].append((role, call))
        return call.receiver

    return step


def _request2_send(call: Call) -> Value:
    machine = call.machine
    request = Request(clients()["http_request2"], call.span)
    one = call.receiver
    state = one.state if isinstance(one, Object) else {"steps": []}
    request.take(machine, "url", state.get("url"))
    _take_method(call, request, state.get("method"))
    form = Table("array")
    for role, step in state["steps"]:
        if role == "header" and not isinstance(step.value(0), Table):
            if len(step.values) > 1:
                request.header(step.text(0), step.text(1))
            else:
                request.take(machine, "headers", Text(step.text(0)))
        elif role == "post":
            if isinstance(step.value(0), Table):
                form.entries |= step.table(0).entries
            else:
                form.put(step.text(0), step.value(1))
        elif role == "auth":
            request.basic = (step.text(0), step.text(1))
        elif role == "method":
            _take_method(step, request, step.value(0))
        else:
            request.take(machine, {"header": "headers"}.get(role, role), step.value(0))
    if form.entries:
        request.given["form"] = form
    machine.calls.append(request)
    return call.answer("send")


def _take_method(call: Call, request: Request, value: Value) -> None:
    """``HTTP_Request2::METHOD_POST``, ``'POST'``."""
    constant = _METHOD.search(value.path) if isinstance(value, Unknown) else None
    if constant:
        request.method = constant["method"]
    elif value is not None:
        request.take(call.machine, "method", value)


_REQUEST2: dict[str, Native] = {
    "seturl": _request2_step("url"),
    "setrequesturl": _request2_step("url"),
    "setmethod": _request2_step("method"),
    "setrequestmethod": _request2_step("method"),
    "setheader": _request2_step("header"),
    "setheaders": _request2_step("header"),
    "setbody": _request2_step("body"),
    "setauth": _request2_step("auth"),
    "addpostparameter": _request2_step("post"),
    "setpostfields": _request2_step("post"),
    "setconfig": _request2_step("options"),
    "setquerydata": _request2_step("query"),
    "setadapter": _request2_step("options"),
    "send": _request2_send,
}


# Guzzle's PSR-7 requests


def _psr_request(call: Call) -> Value:
    if not call.values:  # pecl_http's
        return _request2(call)
    return Object("psr", state={"arguments": call.values}, span=call.span)


def _guzzle_send(call: Call) -> Value:
    psr = call.value(0)
    arguments = psr.state.get("arguments", ()) if isinstance(psr, Object) else ()
    method, url, headers, body = (*arguments, None, None, None, None)[:4]
    options = Table("map")
    if headers is not None:
        options.put(Traced("headers"), headers)
    if body is not None:
        options.put(Traced("body"), body)
    options.entries |= call.table(1).entries
    inner = Call(call.machine, call.name, call.span, (method, url, options), {}, call.receiver)
    return sent(clients()["guzzle"], "request", ["method", "url", "options"], inner)


def _injected(method: str) -> Native:
    """``$client->post($url, [...])`` of an object that the sample does not show: Guzzle, where it gets a URL."""

    def send(call: Call) -> Value:
        roles = ["url", "options"] if method else ["method", "url", "options"]
        place = len(roles) - 2
        is_url = _URL_LIKE.match(call.text(place).text) if len(call.values) > place else None
        if is_url and call.table(place + 1).entries.keys() & clients()["guzzle"].options.keys():
            return sent(clients()["guzzle"], method or "request", roles, call)
        return unknown_call(call.machine, call.name, call.receiver, call)

    return send


def _unirest(method: str) -> Native:
    """``Unirest\\Request::post($url, $headers, $body)``."""

    def send(call: Call) -> Value:
        if not _URL_LIKE.match(call.text(0).text):
            return unknown_call(call.machine, call.name, call.receiver, call)
        return sent(clients()["unirest"], method, clients()["unirest"].calls[method], call)

    return send


def _text_body(call: Call) -> Value:
    pieces: list[Traced] = []
    return Object("text-body", state={"pieces": pieces, "text": lambda _machine: joined(pieces)}, span=call.span)


def _append(call: Call) -> Value:
    if isinstance(call.receiver, Object):
        call.receiver.state["pieces"].append(call.text(0))
    return call.receiver


def _enqueue(call: Call) -> Value:
    return call.value(0)


FUNCTIONS: dict[str, Native] = {
    **FUNCTIONS_OF_CURL,
    **FUNCTIONS_OF_XML,
    "stream_context_create": _stream_context,
    "file_get_contents": _file_get_contents,
    "fopen": _file_get_contents,
    "file": _file_get_contents,
    "readfile": _file_get_contents,
    "simplexml_load_file": _file_get_contents,
    "new http_request2": _request2,
    "new httprequest": _request2,
    "new request": _psr_request,
    "new body": _text_body,
    "body.json": FUNCTIONS_OF_PHP["json_encode"],
    "body.form": FUNCTIONS_OF_PHP["http_build_query"],
    "body.multipart": lambda call: call.value(0),
    **{f"request.{method}": _unirest(method) for method in ("get", "post", "put")},
    "new guzzlehttp\\psr7\\request": _psr_request,
    **{f"http.{name}": native for name, native in _LARAVEL.items()},
}
METHODS: dict[str, dict[str, Native]] = {
    "laravel": _LARAVEL,
    "http_request2": _REQUEST2,
    "simplexml": METHODS_OF_XML,
    "client guzzle": {"send": _guzzle_send, "sendasync": _guzzle_send, "enqueue": _enqueue},
    "text-body": {"append": _append},
    "unknown": {
        "request": _injected(""),
        **{method: _injected(method) for method in ("get", "post", "put", "patch")},
    },
}
