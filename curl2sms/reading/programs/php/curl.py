"""PHP's cURL: its handles, and what their options make (https://www.php.net/manual/en/function.curl-setopt.php)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from curl2sms.errors import SampleError, note
from curl2sms.patterns import regex
from curl2sms.reading.programs.client_rows import clients
from curl2sms.reading.programs.http_requests import Request
from curl2sms.reading.programs.language import Call, Native
from curl2sms.reading.programs.machine import Machine
from curl2sms.reading.programs.values import Cell, Member, Object, Table, Text, Unknown, Value, as_options
from curl2sms.records import draft
from curl2sms.traced import Traced, joined

TYPE_CHECKING = False
if TYPE_CHECKING:
    # Does what an option of a handle means.
    _Option = Callable[["_Made", Machine, Value], None]

_AUTHORITY = regex(r"(?:[A-Za-z]+://)?(?P<host>[^/?#:]*)(?::\d*)?")

_SCHEMES = {"CURLAUTH_DIGEST": "digest", "CURLAUTH_NTLM": "ntlm", "CURLAUTH_ANY": "anyauth"}


def _curl_init(call: Call) -> Value:
    options = Table("map")
    if call.value(0) is not None:
        options.put(Traced("CURLOPT_URL"), call.value(0))
    return Object("curl", options, span=call.span)


def _option_name(call: Call, value: Value) -> Traced:
    return Traced(value.path.rpartition(".")[2]) if isinstance(value, Unknown) else call.machine.text(value)


def _curl_setopt(call: Call) -> Value:
    handle, value = call.value(0), call.value(2)
    if isinstance(handle, Object):
        _set(handle.properties, _option_name(call, call.value(1)), value)
    return True


def _set(options: Table, name: Traced, value: Value) -> None:
    options.entries.pop(name.text, None)  # an option that is set again counts in its new place
    options.entries[name.text] = Member(name, Cell(value.copy() if isinstance(value, Table) else value))


def _curl_setopt_array(call: Call) -> Value:
    handle, options = call.value(0), call.value(1)
    if isinstance(options, Unknown):
        raise SampleError(note("options-not-shown", call.span, name=options.name or "options"))
    for key, entry in options.entries.items() if isinstance(options, Table) else ():
        if isinstance(handle, Object):
            _set(handle.properties, Traced(key), entry.value)
    return True


@draft
class _Made:
    """A request while the options of a handle are gone through, in the order in which they were set."""

    request: Request
    method: str = "GET"
    stated: str = ""  # by CURLOPT_CUSTOMREQUEST
    body: Value = None


def _curl_exec(call: Call) -> Value:
    handle, machine, answer = call.value(0), call.machine, call.answer("curl_exec")
    if not isinstance(handle, Object):
        return answer
    made = _Made(Request(clients()["curl"], call.span))
    for name, entry in handle.properties.entries.items():
        if rule := _OPTIONS.get(name):
            rule(made, machine, entry.value)
    request = made.request
    request.method = made.stated or made.method
    if made.body is not None and (made.method == "POST" or made.stated):
        request.given["data"] = made.body
    elif made.method == "POST":
        request.given["data"] = Text(Traced(""))
    machine.calls.append(request)
    return answer


def _is_on(machine: Machine, value: Value) -> bool:
    """Whether a switch is on, or may be."""
    return machine.truth(value) is not False


def _url(made: _Made, machine: Machine, value: Value) -> None:
    made.request.url = machine.text(value).strip()


def _post(made: _Made, machine: Machine, value: Value) -> None:
    made.method = "POST" if _is_on(machine, value) else "GET"


def _fields(made: _Made, _machine: Machine, value: Value) -> None:
    made.body, made.method = value, "POST"


def _get(made: _Made, machine: Machine, value: Value) -> None:
    if _is_on(machine, value):
        made.method, made.body = "GET", None


def _nobody(made: _Made, machine: Machine, value: Value) -> None:
    made.method = "HEAD" if _is_on(machine, value) else made.method


def _put(made: _Made, machine: Machine, value: Value) -> None:
    made.method = "PUT" if _is_on(machine, value) else made.method


def _custom_request(made: _Made, machine: Machine, value: Value) -> None:
    if value is not None:
        made.stated = machine.text(value).text


def _headers(made: _Made, machine: Machine, value: Value) -> None:
    value = as_options(value)
    if isinstance(value, Unknown):
        raise SampleError(note("options-not-shown", made.request.span, name=value.name or "headers"))
    for one in value.values if isinstance(value, Table) else ():
        _add_header(made.request, machine.text(one))


def _user_and_password(made: _Made, machine: Machine, value: Value) -> None:
    user, _, password = machine.text(value).partition(":")
    made.request.basic = (user, password)


def _verify(made: _Made, machine: Machine, value: Value) -> None:
    made.request.insecure = made.request.insecure or not _is_on(machine, value)


def _port(made: _Made, machine: Machine, value: Value) -> None:
    if value is not None:
        made.request.url = _with_port(made.request.url, machine.text(value))


def _scheme(made: _Made, _machine: Machine, value: Value) -> None:
    if isinstance(value, Unknown):
        made.request.options += [(_SCHEMES[part], None) for part in value.path.split("|") if part in _SCHEMES]


def _for_role(role: str) -> _Option:
    """What gives the request's role the option's value."""
    return lambda made, machine, value: made.request.take(machine, role, value)


def _as_option(name: str) -> _Option:
    """What does the same as an option of curl itself."""

    def add(made: _Made, machine: Machine, value: Value) -> None:
        if value is not None and _is_on(machine, value):
            made.request.options.append((name, machine.text(value)))

    return add


def _as_header(name: str) -> _Option:
    """What states a header."""

    def add(made: _Made, machine: Machine, value: Value) -> None:
        if value is not None and machine.text(value).text:
            made.request.header(Traced(name), machine.text(value))

    return add


_OPTIONS: Mapping[str, _Option] = {
    "CURLOPT_URL": _url,
    "CURLOPT_PORT": _port,
    "CURLOPT_POST": _post,
    "CURLOPT_POSTFIELDS": _fields,
    "CURLOPT_HTTPGET": _get,
    "CURLOPT_NOBODY": _nobody,
    "CURLOPT_PUT": _put,
    "CURLOPT_CUSTOMREQUEST": _custom_request,
    "CURLOPT_HTTPHEADER": _headers,
    "CURLOPT_USERPWD": _user_and_password,
    "CURLOPT_USERNAME": _for_role("user"),
    "CURLOPT_PASSWORD": _for_role("password"),
    "CURLOPT_XOAUTH2_BEARER": _for_role("bearer"),
    "CURLOPT_HTTPAUTH": _scheme,
    "CURLOPT_SSL_VERIFYPEER": _verify,
    "CURLOPT_USERAGENT": _as_header("User-Agent"),
    "CURLOPT_REFERER": _as_header("Referer"),
    "CURLOPT_COOKIE": _as_header("Cookie"),
    "CURLOPT_ENCODING": _as_header("Accept-Encoding"),
    "CURLOPT_RANGE": _as_header("Range"),
    "CURLOPT_PROXY": _as_option("proxy"),
    "CURLOPT_PROXYUSERPWD": _as_option("proxy-user"),
    "CURLOPT_SSLCERT": _as_option("cert"),
    "CURLOPT_SSLKEY": _as_option("key"),
    "CURLOPT_CAINFO": _as_option("cacert"),
    "CURLOPT_INTERFACE": _as_option("interface"),
}


def _with_port(url: Traced, port: Traced) -> Traced:
    """A URL with CURLOPT_PORT, which goes before a port of its own."""
    found = _AUTHORITY.match(url.text)
    if found is None:
        return url
    end = found.end("host")
    return joined((url[:end], Traced(":"), port, url[found.end() :]))


def _add_header(request: Request, line: Traced) -> None:
    """A line of CURLOPT_HTTPHEADER; one without a colon is no header, as curl has it."""
    name, colon, value = line.partition(":")
    if colon and name.text.strip():
        request.header(name.strip(), value.strip(), replaces=False)
    elif line.text.strip():
        request.notes.append(note("header-without-colon", line.known_span() or request.span, text=line.text))


FUNCTIONS_OF_CURL: dict[str, Native] = {
    "curl_init": _curl_init,
    "curl_setopt": _curl_setopt,
    "curl_setopt_array": _curl_setopt_array,
    "curl_exec": _curl_exec,
    **dict.fromkeys(("curl_getinfo", "curl_errno", "curl_error", "curl_multi_getcontent"), Call.answer),
}
