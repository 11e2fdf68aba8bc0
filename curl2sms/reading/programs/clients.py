"""HTTP clients as functions: a call of one makes a request, and gives an answer that the sample does not show."""

from __future__ import annotations

from collections.abc import Iterable

from curl2sms.patterns import regex
from curl2sms.reading.programs.client_rows import Client, clients
from curl2sms.reading.programs.http_requests import Request
from curl2sms.reading.programs.language import Call, Native
from curl2sms.reading.programs.machine import Machine
from curl2sms.reading.programs.unknown import unknown_arguments
from curl2sms.reading.programs.values import Function, Object, Table, Unknown, Value
from curl2sms.records import replace
from curl2sms.traced import Traced


def functions_of(language: str) -> dict[str, Native]:
    """The functions of all clients of a language by the paths that programs call them by."""
    found: dict[str, Native] = {}
    for client in clients().values():
        if client.language != language:
            continue
        for name in client.names:
            for method, roles in client.calls.items():
                found[f"{name}.{method}" if method else name] = _caller(client, method, roles)
        for path in client.makes:
            found[path] = _maker(client)
    return found


def methods_of(language: str) -> dict[str, dict[str, Native]]:
    """The methods of the objects that clients of a language make, by the kind of the object."""
    return {
        f"client {client.name}": {method: _caller(client, method, roles) for method, roles in client.calls.items()}
        for client in clients().values()
        if client.language == language
    }


def _maker(client: Client) -> Native:
    def make(call: Call) -> Value:
        return Object(f"client {client.name}", state={"defaults": [call.value(0), *call.named.items()]}, span=call.span)

    return make


def _caller(client: Client, method: str, roles: list[str]) -> Native:
    def send(call: Call) -> Value:
        return sent(client, method, roles, call)

    return send


_VERBS = frozenset(("get", "post", "put", "patch", "delete", "head"))


def sent(client: Client, method: str, roles: Iterable[str], call: Call) -> Value:
    """A call of a client's function: the request that it makes, and its answer."""
    request = Request(client, call.span)
    machine = call.machine
    verb = method.lower().removesuffix("async").removesuffix("json")
    request.method = verb.upper() if verb in _VERBS else ""
    for each in machine.defaults.get(client.name, ()):
        request.take_options(machine, each)
    if isinstance(call.receiver, Object):
        for each in call.receiver.state.get("defaults", ()):
            if isinstance(each, tuple):
                request.take_named(machine, *each)
            else:
                request.take_options(machine, each)
        request.take_options(machine, call.receiver.properties)
    _take_assigned(machine, request, verb)
    given = list(call.values)
    for role in roles:
        if not given:
            break
        value = given.pop(0)
        if isinstance(value, Function):  # what is called with the answer
            break
        request.take(machine, "options" if role == "url" and isinstance(value, Table) else role, value)
    for name, value in call.named.items():
        request.take_named(machine, name, value)
    for intercept in machine.defaults.get(f"{client.name} interceptors", ()):
        _intercepted(machine, request, intercept)
    machine.calls.append(request)
    answer = call.answer(client.name)
    for function in call.functions:
        machine.enter(function, [("", one) for one in _answers(machine, function, answer)])
    return answer


_ASSIGNED = regex(
    r"(?:(?P<client>[\w.]+)\.)?defaults\.(?:(?P<option>\w+)|headers(?:\.(?P<scope>\w+))?\[(?P<header>[^\]]+)\])"
)


def _take_assigned(machine: Machine, request: Request, verb: str) -> None:
    """What a program assigns to the ``defaults`` of a client (``axios.defaults.baseURL``), or of an object of it."""
    for path, value in machine.given.items():
        assigned = _ASSIGNED.fullmatch(path)
        if assigned is None or assigned["client"] not in {None, *request.client.names}:
            continue
        if assigned["option"] in request.client.options:
            request.take(machine, request.client.options[assigned["option"]], value)
        elif assigned["header"] not in {None, "common", *_VERBS} and assigned["scope"] in {None, "common", verb}:
            request.header(Traced(assigned["header"]), machine.text(value))


def _intercepted(machine: Machine, request: Request, intercept: Value) -> None:
    """What a function makes of every request of its client: its headers and its query."""
    if isinstance(intercept, Function):
        headers, query = Table("map"), Table("map")
        config = Table("map")
        for name, table in (("headers", headers), ("params", query)):
            config.put(Traced(name), table)
        machine.enter(intercept, [("", config)])
        for role, name in (("headers", "headers"), ("query", "params")):
            request.take(machine, role, config.get(name))


def _answers(machine: Machine, function: Function, answer: Unknown) -> list[Value]:
    return [
        replace(one, why=answer.why, made_by=answer.made_by) if isinstance(one, Unknown) else one
        for _, one in unknown_arguments(machine, function)
    ]
