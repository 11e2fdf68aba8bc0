"""A request while a program builds it: a draft until the program ends, because many clients build it in several steps.

What is given for a role (``client_rows``) goes by the table at the end; what is sent is worked out when all is given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from curl2sms.errors import Note, SampleError, Span, note
from curl2sms.http import OPEN, STAND_IN
from curl2sms.patterns import regex
from curl2sms.reading.encoding import percent_encoded
from curl2sms.reading.programs.client_rows import JSON_STYLES, Client
from curl2sms.reading.programs.forms import FORM_STYLES, FormStyle, form_text, pairs_in, query_text
from curl2sms.reading.programs.http_calls import HttpCall, Part
from curl2sms.reading.programs.machine import Machine
from curl2sms.reading.programs.texts import json_text, pairs_of
from curl2sms.reading.programs.values import Function, Object, Table, Text, Unknown, Value, as_options, is_null
from curl2sms.records import attribute, draft, replace
from curl2sms.traced import Traced, joined

TYPE_CHECKING = False
if TYPE_CHECKING:
    pass

_LINE_ENDS = regex(r"\r?\n|\r")
_ABSOLUTE = regex(r"[A-Za-z][A-Za-z0-9+.-]*://")
_BODIES = ("json", "form", "multipart", "parts", "body", "data")
# Roles whose values are looked at when the request is sent.
_GIVEN = frozenset(("hostname", "path", "port", "protocol", *_BODIES))


@draft
class Request:
    """A request while a program builds it: what was given for each role, later before earlier."""

    client: Client
    span: Span
    method: str = ""
    url: Traced = attribute(default_factory=lambda: Traced(""))
    base: Traced = attribute(default_factory=lambda: Traced(""))
    headers: list[tuple[Traced, Traced]] = attribute(default_factory=list)
    query: list[Value] = attribute(default_factory=list)
    given: dict[str, Value] = attribute(default_factory=dict)
    basic: tuple[Traced, Traced] | None = None
    insecure: bool = False
    traditional: bool = False  # jQuery's lists: a name once for each member
    options: list[tuple[str, Traced | None]] = attribute(default_factory=list)  # further options of curl
    notes: list[Note] = attribute(default_factory=list)

    def header(self, name: Traced, value: Traced, *, replaces: bool = True) -> None:
        """State a header."""
        if replaces:
            self.drop_header(name.text)
        self.headers.append((name, value))

    def drop_header(self, name: str) -> None:
        """Take away what was stated of a header."""
        self.headers = [pair for pair in self.headers if pair[0].text.lower() != name.lower()]

    def stated(self, name: str) -> str:
        """The value of a header; ``""`` where it is not stated."""
        return next((value.text for key, value in self.headers if key.text.lower() == name.lower()), "")

    def take(self, machine: Machine, role: str, value: Value) -> None:
        """What a program gives for a role; null gives only a query or a body something to say."""
        value = None if is_null(value) else as_options(value)
        if value is None and role not in {"query", *_BODIES}:
            return
        if rule := _TAKEN.get(role):
            rule(self, machine, value)
        elif role in _GIVEN:
            self.given[role] = value

    def take_named(self, machine: Machine, name: str, value: Value) -> None:
        """What a program gives by the name of an option; a name that means no role is left out."""
        if role := self.client.options.get(name):
            self.take(machine, role, value)

    def take_options(self, machine: Machine, value: Value) -> None:
        """What a program gives as options by their names."""
        if isinstance(value, Unknown):
            raise SampleError(note("options-not-shown", self.span, name=value.name or "options"))
        for name, entry in value.entries.items() if isinstance(value, Table) else ():
            self.take_named(machine, name, entry.value)
        if isinstance(value, Table):
            for name, setup in value.entries.items():
                if name == "beforeSend" and isinstance(setup.value, Function):
                    machine.call(setup.value, [("", Object("request", state={"request": self}))], self.span)

    def header_line(self, line: Traced) -> None:
        """State a header as its line; one without a colon is none."""
        name, colon, value = line.partition(":")
        if colon and name.text.strip():
            self.header(name.strip(), value.strip(), replaces=False)

    # The request as it is sent

    def finished(self, machine: Machine) -> HttpCall:
        """The call that is made in the end."""
        method = self.method or self.client.method
        role, value = self._body()
        query = list(self.query)
        if role == "data" and method in self.client.query_for and not isinstance(value, Text):
            query, role, value = [*query, value], "", None
        url = self._whole_url(machine)
        if self.client.url == "replaced" and any(isinstance(one, Table) and one.entries for one in query):
            url = url.partition("?")[0]
        url = self._with_query(machine, _quoted(url) if self.client.url else url, query)
        body, content_type, parts = self._written(machine, role, value)
        return HttpCall(
            self.span, method, url, tuple(self.headers), body, content_type, parts, self.basic, self.insecure,
            tuple(self.options),
            tuple(self.notes),
        )  # fmt: skip

    def _style(self, name: str) -> FormStyle:
        style = FORM_STYLES[name]
        return replace(style, nested="repeat") if self.traditional else style

    def _body(self) -> tuple[str, Value]:
        given = self.given
        if given.get("json") is True:  # what is beside it is JSON (request of JavaScript)
            if beside := next((one for one in ("body", "data") if one in given), None):
                return "json", given[beside]
            given = {name: value for name, value in given.items() if name != "json"}
        data = given.get("data")
        if self.client.language == "python" and data is not None and not (isinstance(data, Table) and not data.entries):
            given = {name: value for name, value in given.items() if name != "json"}
        found = next(((one, given[one]) for one in _BODIES if given.get(one) is not None), ("", None))
        role = self.client.table if found[0] == "data" else found[0]
        is_empty = isinstance(found[1], Table) and not found[1].entries
        return ("", None) if is_empty and role != "json" and self.client.language != "php" else found

    def _whole_url(self, machine: Machine) -> Traced:
        given = self.given
        if "hostname" in given:
            protocol = machine.text(given.get("protocol") or Text(Traced(""))).text.rstrip(":/")
            protocol = protocol or ("https" if self.base.text.startswith("https") else "http")
            port = machine.text(given["port"]) if given.get("port") is not None else Traced("")
            host, path = machine.text(given["hostname"]), machine.text(given.get("path") or Text(Traced("/")))
            if path.text.startswith(f"{protocol}://{host.text}/"):  # RFC 9112, section 3.2.2: the absolute form
                return path
            address = joined((Traced(f"{protocol}://"), host, Traced(":") + port if port.text else Traced("")))
            return joined((address, path))
        if not self.base.text or _ABSOLUTE.match(self.url.text):
            return self.url
        if self.client.language == "php":  # Guzzle: RFC 3986 5.2
            base = self.base
            if self.url.text.startswith("/"):
                start = base.text.find("/", base.text.find("://") + 3) if "://" in base.text else -1
                base = base[:start] if start >= 0 else base
                return joined((base, self.url))
            if "/" in base.text.partition("://")[2]:
                base = base[: base.text.rfind("/") + 1]
            return joined((base, self.url), "" if base.text.endswith("/") or not self.url.text else "/")
        slashes = self.base.text.endswith("/") + self.url.text.startswith("/")
        if slashes == 2:
            return joined((self.base, self.url[1:]))
        return joined((self.base, self.url), "" if slashes or not self.url.text else "/")

    def _with_query(self, machine: Machine, url: Traced, query: Iterable[Value]) -> Traced:
        for value in query:
            text = query_text(machine, value, self._style(self.client.query))
            if text.text:
                between = "" if url.text.endswith(("?", "&")) else "&" if "?" in url.text else "?"
                url = joined((url, text), between)
        return url

    def _written(self, machine: Machine, role: str, value: Value) -> tuple[Traced | None, str, tuple[Part, ...] | None]:
        """The body, the type that the client states of it, and the parts of a multipart body."""
        client = self.client
        if role == "data":
            role = self._role_of_data(value)
        if isinstance(value, Object) and "parts" in value.state:
            return self._parts(machine, value.state["parts"])
        if role == "multipart" and isinstance(value, Table):
            has_files = client.language == "python" and "multipart" in self.given
            return self._with_files(machine, value) if has_files else self._parts(machine, value)
        if role == "parts" and isinstance(value, Table):
            table = Table("map")
            return self._parts(machine, table, [one for one in value.values if isinstance(one, Table)])
        if isinstance(value, Object) and "form" in value.state:
            return machine.text(value), client.form_type, None
        if role == "json":
            if isinstance(value, Unknown):
                raise SampleError(note("options-not-shown", self.span, name=value.name or "json"))
            return json_text(machine, value, JSON_STYLES[client.json or client.language]), client.json_type, None
        if role == "form":
            if isinstance(value, Table):
                return form_text(machine, value, self._style(client.form)), client.form_type, None
            return machine.text(value), client.form_type, None
        if role in {"body", "text"}:
            if isinstance(value, Table):
                raise SampleError(note("body-no-text", self.span))
            return machine.text(value), client.text, None
        return None, "", None

    def _role_of_data(self, value: Value) -> str:
        if not isinstance(value, Table):
            return "text"
        if self.client.by_type:
            stated = self.stated("content-type").lower()
            if "x-www-form-urlencoded" in stated:
                return "form"
            if stated.startswith("multipart/"):
                return "multipart"
        return self.client.table

    def _with_files(self, machine: Machine, files: Table) -> tuple[None, str, tuple[Part, ...]]:
        """``data`` and ``files`` of Python's clients; a file without a name is a field (``(None, "text", "type")``)."""
        data = self.given.get("data")
        pairs = pairs_in(machine, data) if isinstance(data, Table) else []
        fields = [pair for one in pairs for pair in pairs_of(machine, one, lambda before, _key, _list: before)]
        parts = [Part(*pair) for pair in fields]
        for one in pairs_in(machine, files):
            for entry in one.entries.values():
                file = entry.value
                name, *more = file.values if isinstance(file, Table) and file.entries else (Text(Traced("")), file)
                if name is not None or not more or isinstance(more[0], Object):
                    raise SampleError(note("form-from-file", self.span, file=entry.key.text))
                if len(more) > 2:
                    raise SampleError(note("multipart-of-more", self.span))
                media_type = machine.text(more[1]) if len(more) > 1 and more[1] is not None else None
                parts.append(Part(entry.key, machine.text(more[0]), media_type))
        return self._written_parts(machine, parts)

    def _parts(
        self, machine: Machine, value: Table, listed: Iterable[Table] = ()
    ) -> tuple[None, str, tuple[Part, ...]]:
        parts = [Part(entry.key, machine.text(entry.value)) for entry in value.entries.values()]
        for one in listed:
            name = machine.text(one.get("name"))
            if one.get("filename") is not None:
                raise SampleError(note("form-from-file", self.span, file=name.text))
            if one.get("headers") is not None:
                raise SampleError(note("multipart-of-more", self.span))
            parts.append(Part(name, machine.text(one.get("contents") or Text(Traced("")))))
        return self._written_parts(machine, parts)

    def _written_parts(self, machine: Machine, parts: Iterable[Part]) -> tuple[None, str, tuple[Part, ...]]:
        """The parts of a multipart body, whose Content-Type is none that the sample could state."""
        for part in parts:
            machine.writes(part.text)
        stated = self.stated("content-type")
        if stated and not stated.lower().startswith("multipart/"):
            self.notes.append(note("multipart-type-ignored", self.span, stated=stated))
        self.headers = [pair for pair in self.headers if pair[0].text.lower() != "content-type"]
        return None, "", tuple(parts)


def _quoted(url: Traced) -> Traced:
    """A URL with what no URL may hold percent-encoded; a percent sign too, where some are no encoding.

    This is ``requests.utils.requote_uri``; other clients do the same.
    """
    url = url.lstrip()
    start = next((at for at, one in enumerate(url.text) if one in "/?" and at > url.text.find("://") + 2), len(url))
    kept = "!#$&'()*+,/:;=?@[]~-._" + "%" * (not _BARE_PERCENT.search(url.text))
    return joined((url[:start], percent_encoded(url[start:], kept)))


_BARE_PERCENT = regex(r"%(?![0-9A-Fa-f]{2})")


def _take_url(request: Request, machine: Machine, value: Value) -> None:
    if isinstance(value, Object) and value.kind == "fetch-request":  # new Request(url, options)
        for role, inner in value.state["request"]:
            request.take(machine, role, inner)
    elif isinstance(value, Object) and "url" in value.state:
        request.url = value.state["url"](machine)
    else:
        request.url = machine.text(value)


def _take_base(request: Request, machine: Machine, value: Value) -> None:
    request.base = machine.text(value)


def _take_method(request: Request, machine: Machine, value: Value) -> None:
    name = machine.text(value).text  # POST, or a constant's METHOD_POST
    request.method = name if OPEN in name else name.rpartition("_")[2].upper()


def _take_headers(request: Request, machine: Machine, value: Value) -> None:
    """Headers by their names, as pairs, or as lines; one without a value takes away what was stated of that name."""
    if isinstance(value, Unknown):
        raise SampleError(note("options-not-shown", request.span, name=value.name or "headers"))
    if isinstance(value, Object) and "pairs" in value.state:
        value = value.state["pairs"]
    if isinstance(value, Table):
        for key, entry in value.entries.items():
            pair = entry.value
            if value.is_list and isinstance(pair, Table) and pair.is_list and len(pair.entries) == 2:
                request.header(machine.text(pair.get("0")), machine.text(pair.get("1")))
            elif value.is_list and key.isdigit():
                request.header_line(machine.text(entry.value))
            elif OPEN in entry.key.text:
                raise SampleError(note("options-not-shown", request.span, name=STAND_IN.sub(r"\1", entry.key.text)))
            elif entry.value is not None and not is_null(entry.value):
                request.header(entry.key, machine.text(entry.value))
            else:
                request.drop_header(entry.key.text)
    elif isinstance(value, Text):
        for line in _lines_of(value.traced):
            request.header_line(line)


def _take_query(request: Request, _machine: Machine, value: Value) -> None:
    request.query.append(value)


def _take_cookies(request: Request, machine: Machine, value: Value) -> None:
    if isinstance(value, Table):
        pairs = [joined((entry.key, machine.text(entry.value)), "=") for entry in value.entries.values()]
        request.header(Traced("Cookie"), joined(pairs, "; "))


def _take_proxies(request: Request, machine: Machine, value: Value) -> None:
    first = next(iter(value.values), None) if isinstance(value, Table) else value
    if first is not None:
        request.options.append(("proxy", machine.text(first)))


def _take_verify(request: Request, _machine: Machine, value: Value) -> None:
    request.insecure = request.insecure or value is False


def _take_basic(request: Request, machine: Machine, value: Value) -> None:
    if isinstance(value, Unknown):
        raise SampleError(note("options-not-shown", request.span, name=value.name or value.made_by or "auth"))
    request.basic = _credentials(machine, value) or request.basic


def _take_auth(request: Request, machine: Machine, value: Value) -> None:
    """``{bearer: token}``, or user and password."""
    bearer = value.get("bearer") if isinstance(value, Table) else None
    if bearer is not None:
        _take_bearer(request, machine, bearer)
    elif isinstance(value, Table):
        request.basic = _credentials(machine, value) or request.basic


def _take_user(request: Request, machine: Machine, value: Value) -> None:
    request.basic = (machine.text(value), request.basic[1] if request.basic else Traced(""))


def _take_password(request: Request, machine: Machine, value: Value) -> None:
    request.basic = (request.basic[0] if request.basic else Traced(""), machine.text(value))


def _take_bearer(request: Request, machine: Machine, value: Value) -> None:
    request.header(Traced("Authorization"), joined((Traced("Bearer "), machine.text(value))))


def _take_content_type(request: Request, machine: Machine, value: Value) -> None:
    request.header(Traced("Content-Type"), machine.text(value))


def _take_traditional(request: Request, _machine: Machine, value: Value) -> None:
    request.traditional = value is True


def _take_multipart(request: Request, _machine: Machine, value: Value) -> None:
    if not isinstance(value, Table) or value.entries:  # no files: then the data are a form
        request.given["multipart"] = value


_TAKEN: Mapping[str, Callable[[Request, Machine, Value], None]] = {
    "url": _take_url,
    "base": _take_base,
    "method": _take_method,
    "headers": _take_headers,
    "query": _take_query,
    "cookies": _take_cookies,
    "proxies": _take_proxies,
    "verify": _take_verify,
    "basic": _take_basic,
    "auth": _take_auth,
    "user": _take_user,
    "password": _take_password,
    "bearer": _take_bearer,
    "content_type": _take_content_type,
    "options": Request.take_options,
    "multipart": _take_multipart,
    "traditional": _take_traditional,
}


def _credentials(machine: Machine, value: Value) -> tuple[Traced, Traced] | None:
    """User and password: two members of a list, or members of these names; a text with a colon between them."""
    if isinstance(value, Text | Unknown):
        user, _, password = machine.text(value).partition(":")
        return user, password
    if not isinstance(value, Table):
        return None
    if value.is_list:
        both = [machine.text(one) for one in value.values[:2]]
        return (both[0], both[1]) if len(both) == 2 else None
    user_value = next((one for name in ("user", "username", "login") if (one := value.get(name)) is not None), None)
    secret = next((one for name in ("pass", "password", "passwd") if (one := value.get(name)) is not None), None)
    if user_value is None:
        return None
    return machine.text(user_value), Traced("") if secret is None else machine.text(secret)


def _lines_of(text: Traced) -> list[Traced]:
    """The lines of a text that are not empty."""
    lines, at = [], 0
    for end in _LINE_ENDS.finditer(text.text):
        lines.append(text[at : end.start()])
        at = end.end()
    return [line for line in (*lines, text[at:]) if line.text.strip()]
