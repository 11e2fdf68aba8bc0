"""Options become the request that curl would put on the wire, by curl's own rules (tool_operate.c, http.c)."""

from __future__ import annotations

import base64
import binascii
import re

from curl2sms.errors import Note, SampleError, Span, note
from curl2sms.http import CLOSE, OPEN, TOKEN, HttpRequest
from curl2sms.patterns import regex
from curl2sms.reading.curl import data, multipart
from curl2sms.reading.curl.headers import Headers
from curl2sms.reading.curl.options import LOOKS_LIKE_URL, PAIR, Operation, said_of, said_of_values
from curl2sms.reading.model import ReadOption
from curl2sms.reading.shell import Command
from curl2sms.reading.url import ReadUrl, appended, read_url
from curl2sms.records import draft, field, record

FORM_TYPE = "application/x-www-form-urlencoded"
# What curl 7.88 and later asks for with --compressed, built with all its libraries.
ACCEPT_ENCODING = "deflate, gzip, br, zstd"
# Authentication that is not Basic: with these, user and password don't go into the request as they are.
_SCHEMES = ("digest", "ntlm", "ntlm-wb", "negotiate", "anyauth", "aws-sigv4")
_BASIC = regex(r"basic[ \t]+(?P<token>\S+)[ \t]*", re.IGNORECASE)


@record
class Built:
    """A request, what was said while it was made, and the name of the variable that is its origin."""

    request: HttpRequest
    notes: tuple[Note, ...]
    origin_variable: str | None
    spelt: tuple[Span, ...]


@draft
class _Making:
    """A request while it is made."""

    operation: Operation
    stdin: str | None
    deferred: dict[str, str]
    notes: list[Note] = field(default_factory=list)

    def on(self, name: str) -> bool:
        return self.operation.is_on(name)

    def value(self, name: str) -> str | None:
        option = self.operation.last(name)
        return option.value if option else None


def build(operation: Operation, command: Command, deferred: dict[str, str]) -> Built:
    """The request of one operation. ``deferred`` are the texts of variables that are the Base64 of other variables.

    Raises SampleError where curl itself would refuse the command, or its contents stand elsewhere.
    """
    making = _Making(operation, command.stdin.text if command.stdin else None, deferred, list(operation.notes))
    making.notes += [*said_of(operation), *said_of_values(operation)]
    url = _url(making)
    headers = Headers(operation.all("header"), making.stdin, making.notes)
    posted, form = operation.all(*data.OPTIONS), operation.all("form", "form-string")
    _check_together(making, posted, form)
    url, body, content_type = _body(making, url, headers, posted, form)
    basic = _basic(making, url, headers)
    for name, value in _json_headers(operation, headers):
        headers.sent.append((name, value))
    text_of_url = _with_target(making, url)
    headers.drop_what_clients_send(text_of_url)
    before, after = _own_headers(making, headers, content_type, body)
    request = HttpRequest(_method(making, posted, form), text_of_url, (*before, *headers.sent, *after), body, basic)
    texts = [request.url, *(part for pair in request.headers for part in pair), *(basic or ())]
    if any("\udc80" <= character <= "\udcff" for text in texts for character in text):
        raise SampleError(note("bytes-no-text", command.span))
    return Built(request, tuple(making.notes), url.origin_variable, _spelt(operation, command))


def has_url(operation: Operation) -> bool:
    """Whether an operation names something that looks like a URL."""
    return any(LOOKS_LIKE_URL.match(option.value or "") for option in operation.all("url"))


# The URL


def _url(making: _Making) -> ReadUrl:
    """The URL of an operation, with ``--url-query`` behind it. Words that an unquoted blank cut off are put back."""
    options = _urls(making)
    if not options:
        raise SampleError(note("no-url", making.operation.options[-1].span if making.operation.options else None))
    option = options[0]
    if len(options) > 1:
        making.notes.append(note("further-urls", options[1].span, count=len(options) - 1))
    if (option.value or "").startswith("@") and option.name == "url":
        raise SampleError(note("urls-from-file", option.place, file=(option.value or "")[1:]))
    url = read_url(
        option.value or "",
        option.place,
        making.notes,
        globs=not making.on("globoff"),
        squashes=not making.on("path-as-is"),
        default_scheme=(making.value("proto-default") or "http").lower(),
    )
    if making.on("get") and making.operation.all(*data.OPTIONS):
        return url  # curl then leaves --url-query out
    queries = making.operation.all("url-query")
    if not queries:
        return url
    text = "&".join(data.contents(query, making.stdin) for query in queries)
    return appended(url, text, queries[0].place, making.notes)


def _urls(making: _Making) -> list[ReadOption]:
    """The URLs; words that follow one in the text and are none themselves belong to its message."""
    urls: list[ReadOption] = []
    for option in making.operation.all("url"):
        between = _cut_off(urls[-1], option, making.notes) if urls else None
        if between is None:
            urls.append(option)
        else:
            span = Span(urls[-1].span.start, option.span.end)
            urls[-1] = ReadOption("url", f"{urls[-1].value}{between}{option.value}", span, span)
    good = [option for option in urls if LOOKS_LIKE_URL.match(option.value or "")]
    for option in _first_of_each(urls) if good else []:
        if not LOOKS_LIKE_URL.match(option.value or "x:"):
            making.notes.append(note("word-left-out", option.span, text=option.value))
    return good or urls


def _cut_off(url: ReadOption, word: ReadOption, notes: list[Note]) -> str | None:
    """What stood between a URL and a word that was cut off it; None where the word is one of its own."""
    begun, value = url.value or "", word.value or ""
    if begun.endswith(("?", "&")) and PAIR.match(value):
        notes.append(note("url-goes-on", url.span))
        return ""
    gap = word.span.start - url.span.end
    is_text = "?" in begun and not LOOKS_LIKE_URL.match(value)
    return " " * gap if is_text and 0 < gap <= 3 else None


def _first_of_each(options: list[ReadOption]) -> list[ReadOption]:
    return list({option.value: option for option in reversed(options)}.values())[::-1]


def _with_target(making: _Making, url: ReadUrl) -> str:
    """The URL with ``--request-target`` in the place of path and query."""
    option = making.operation.last("request-target")
    if option is None:
        return str(url)
    if not (option.value or "").startswith("/"):
        raise SampleError(note("target-no-path", option.place, target=option.value))
    return f"{url.scheme}://{url.authority}{option.value}"


# The body


def _check_together(making: _Making, posted: list[ReadOption], form: list[ReadOption]) -> None:
    """What curl refuses: two kinds of request at once (tool_helpers.c, SetHTTPrequest)."""
    kinds = {}
    if posted and (form or not making.on("get")):
        kinds["--data"] = posted[0]
    if form:
        kinds["--form"] = form[0]
    if making.on("head"):
        kinds["--head"] = making.operation.all("head")[0]
    if upload := making.operation.last("upload-file"):
        kinds["--upload-file"] = upload
    if len(kinds) > 1:
        second = max(kinds.values(), key=lambda option: option.span.start)
        raise SampleError(note("options-clash", second.span, options=" and ".join(kinds)))


def _body(
    making: _Making, url: ReadUrl, headers: Headers, posted: list[ReadOption], form: list[ReadOption]
) -> tuple[ReadUrl, bytes | None, str | None]:
    """The URL (with ``-G`` the data go there), the body, and the Content-Type that curl implies."""
    operation = making.operation
    if form:
        stated = headers.value("Content-Type") if "content-type" not in headers.removed else ""
        body, content_type = multipart.multipart(
            form, making.stdin, making.notes, backslashes=making.on("form-escape"), stated_type=stated
        )
        headers.drop("Content-Type")
        headers.removed.discard("content-type")
        return url, body, content_type
    if operation.last("upload-file"):
        return url, _upload(making), None
    if not posted:
        return url, None, None
    text = data.joined(posted, making.stdin, making.notes)
    if making.on("get"):
        return appended(url, text, posted[0].place, making.notes), None, None
    json_typed = operation.last("json") is not None
    return url, text.encode("utf-8", "surrogateescape"), None if json_typed else FORM_TYPE


def _upload(making: _Making) -> bytes | None:
    """``-T -`` with a known standard input is a body; every other upload is a file that is not read."""
    if making.value("upload-file") in {"-", "."} and making.stdin is not None:
        making.notes[:] = [said for said in making.notes if said.id != "upload"]
        return making.stdin.encode("utf-8", "surrogateescape")
    return None


def _method(making: _Making, posted: list[ReadOption], form: list[ReadOption]) -> str:
    """``-X`` as it is spelt; else what the other options make it."""
    option = making.operation.last("request")
    if option is not None:
        method = option.value or ""
        if not TOKEN.fullmatch(method):  # RFC 9110 9.1
            if not re.fullmatch(f"{OPEN}\\w+{CLOSE}", method):
                raise SampleError(note("method-no-token", option.place, method=method))
            raise SampleError(note("method-variable", option.place))
        return method
    if making.on("head"):
        return "HEAD"
    if making.operation.last("upload-file"):
        return "PUT"
    if form or (posted and not making.on("get")):
        return "POST"
    return "GET"


# Headers


def _json_headers(operation: Operation, headers: Headers) -> list[tuple[str, str]]:
    """What ``--json`` adds behind the sample's own headers, unless those state it."""
    if operation.last("json") is None:
        return []
    wanted = [("Content-Type", "application/json"), ("Accept", "application/json")]
    return [(name, value) for name, value in wanted if not headers.has(name)]


def _own_headers(
    making: _Making, headers: Headers, content_type: str | None, body: bytes | None
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The headers that options make: those that curl writes before the sample's own, and those behind."""
    before: list[tuple[str, str]] = []
    if token := making.value("oauth2-bearer"):
        before.append(("Authorization", f"Bearer {token}"))
    if span := making.value("range"):
        name, value = ("Range", f"bytes={span}") if body is None else ("Content-Range", f"bytes {span}/{len(body)}")
        before.append((name, value))
    if agent := making.value("user-agent"):
        before.append(("User-Agent", agent))
    if making.on("tr-encoding"):
        before += [("Connection", "TE"), ("TE", "gzip")]
    if making.on("compressed"):
        before.append(("Accept-Encoding", ACCEPT_ENCODING))
    if referer := (making.value("referer") or "").removesuffix(";auto"):
        before.append(("Referer", referer))
    if cookie := _cookie(making):
        before.append(("Cookie", cookie))
    after = [("Content-Type", content_type)] if content_type else []
    stripped = [(name, value.lstrip(" \t")) for name, value in before if not headers.has(name)]  # as in ``Headers``
    return stripped, [pair for pair in after if not headers.has(pair[0])]


def _cookie(making: _Making) -> str:
    """``-b`` with an equals sign is a cookie, several are joined with ``;``; without one it is a file, never read."""
    cookies = []
    for option in making.operation.all("cookie"):
        if "=" in (option.value or "") or OPEN in (option.value or ""):
            cookies.append(option.value or "")
        elif option.value:
            making.notes.append(note("cookie-file", option.place, file=option.value))
    return ";".join(cookies)


def _basic(making: _Making, url: ReadUrl, headers: Headers) -> tuple[str, str] | None:
    """User and password of Basic authentication: an own Authorization header, then ``-u``, then those in the URL."""
    own = headers.value("Authorization")
    user = making.operation.last("user")
    if headers.has("Authorization"):
        if user is not None or url.userinfo:
            making.notes.append(note("authorization-stated", (user or making.operation.options[0]).place))
        return _from_header(making, headers, own) if own is not None else None
    if making.value("oauth2-bearer"):
        return None
    if any(making.operation.is_on(scheme) or making.value(scheme) for scheme in _SCHEMES):
        return None
    if user is not None:
        name, colon, password = (user.value or "").partition(":")
        if not colon:
            making.notes.append(
                note("user-without-password", user.place, user=name.replace(OPEN, "$").replace(CLOSE, ""))
            )
        return name, password
    return url.userinfo


def _from_header(making: _Making, headers: Headers, value: str) -> tuple[str, str] | None:
    """The credentials of ``Authorization: Basic``, whose header then goes; None where it is no Base64 of user:pass."""
    found = _BASIC.fullmatch(value)
    if found is None:
        return None
    variable = re.fullmatch(f"{OPEN}(\\w+){CLOSE}", found["token"])
    if variable and variable[1] in making.deferred:
        text = making.deferred[variable[1]].rstrip("\n")
    else:
        try:
            text = base64.b64decode(found["token"], validate=True).decode("utf-8")
        except (binascii.Error, ValueError):
            return None
        if re.search(r"[\x00-\x1f\x7f]", text):  # RFC 7617 2 forbids them
            return None
    user, colon, password = text.partition(":")
    if not colon:
        return None
    headers.drop("Authorization")
    return user, password


def _spelt(operation: Operation, command: Command) -> tuple[Span, ...]:
    """Where in the sample the request's values are spelt."""
    shaping = (
        "url",
        "url-query",
        "user",
        "user-agent",
        "cookie",
        "referer",
        "header",
        "form",
        "form-string",
        *data.OPTIONS,
    )
    spans = [option.place for option in operation.all(*shaping)]
    stdin = [command.stdin.span] if command.stdin else []
    return (*spans, *stdin, *command.values)
