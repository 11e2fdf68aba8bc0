"""PHP's cURL: its handles, and what their options make (https://www.php.net/manual/en/function.curl-setopt.php)."""

from __future__ import annotations

from curl2sms.errors import SampleError, note
from curl2sms.patterns import regex
from curl2sms.reading.programs.client_rows import clients
from curl2sms.reading.programs.http_requests import Request
from curl2sms.reading.programs.language import Call, Native
from curl2sms.reading.programs.values import Cell, Member, Object, Table, Text, Unknown, Value
from curl2sms.traced import Traced, joined

_AUTHORITY = regex(r"(?:[A-Za-z]+://)?(?P<host>[^/?#:]*)(?::\d*)?")

# The headers that options state.
_HEADER_OPTIONS = {
    "CURLOPT_USERAGENT": "User-Agent",
    "CURLOPT_REFERER": "Referer",
    "CURLOPT_COOKIE": "Cookie",
    "CURLOPT_ENCODING": "Accept-Encoding",
    "CURLOPT_RANGE": "Range",
}

# Options of curl itself that do the same.
_OF_CURL = {
    "CURLOPT_PROXY": "proxy",
    "CURLOPT_PROXYUSERPWD": "proxy-user",
    "CURLOPT_SSLCERT": "cert",
    "CURLOPT_SSLKEY": "key",
    "CURLOPT_CAINFO": "cacert",
    "CURLOPT_INTERFACE": "interface",
}
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


def _curl_exec(call: Call) -> Value:
    handle = call.value(0)
    machine = call.machine
    answer = call.answer("curl_exec")
    if not isinstance(handle, Object):
        return answer
    options = handle.properties
    request = Request(clients()["curl"], call.span)
    body: Value = None
    method, stated = "GET", ""
    for name, entry in options.entries.items():
        value, on = entry.value, machine.truth(entry.value) is not False
        if name == "CURLOPT_URL":
            request.url = machine.text(value).strip()
        elif name == "CURLOPT_POST":
            method = "POST" if on else "GET"
        elif name == "CURLOPT_POSTFIELDS":
            body, method = value, "POST"
        elif name == "CURLOPT_HTTPGET" and on:
            method, body = "GET", None
        elif name == "CURLOPT_NOBODY" and on:
            method = "HEAD"
        elif name == "CURLOPT_PUT" and on:
            method = "PUT"
        elif name == "CURLOPT_CUSTOMREQUEST" and value is not None:
            stated = machine.text(value).text
        elif name == "CURLOPT_HTTPHEADER":
            if isinstance(value, Unknown):
                raise SampleError(note("options-not-shown", call.span, name=value.name or "headers"))
            for one in value.values if isinstance(value, Table) else ():
                _add_header(request, machine.text(one))
        elif name == "CURLOPT_USERPWD":
            user, _, password = machine.text(value).partition(":")
            request.basic = (user, password)
        elif name == "CURLOPT_USERNAME":
            request.basic = (machine.text(value), request.basic[1] if request.basic else Traced(""))
        elif name == "CURLOPT_PASSWORD":
            request.basic = (request.basic[0] if request.basic else Traced(""), machine.text(value))
        elif name == "CURLOPT_XOAUTH2_BEARER":
            request.header(Traced("Authorization"), joined((Traced("Bearer "), machine.text(value))))
        elif name == "CURLOPT_SSL_VERIFYPEER" and not on:
            request.insecure = True
        elif name == "CURLOPT_PORT" and value is not None:
            request.url = _with_port(request.url, machine.text(value))
        elif name == "CURLOPT_HTTPAUTH" and isinstance(value, Unknown):
            request.options += [(_SCHEMES[part], None) for part in value.path.split("|") if part in _SCHEMES]
        elif name in _OF_CURL and value is not None and on:
            request.options.append((_OF_CURL[name], machine.text(value)))
        elif name in _HEADER_OPTIONS and value is not None and machine.text(value).text:
            request.header(Traced(_HEADER_OPTIONS[name]), machine.text(value))
    request.method = stated or method
    if body is not None and (method == "POST" or stated):
        request.given["data"] = body
    elif method == "POST":
        request.given["data"] = Text(Traced(""))
    machine.calls.append(request)
    return answer


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
