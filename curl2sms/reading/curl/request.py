"""Options become the request that curl would put on the wire, by curl's own rules (tool_operate.c, http.c)."""

from __future__ import annotations

import re

from curl2sms.errors import Note, SampleError, Span, note
from curl2sms.http import CLOSE, FORM_TYPE, MARKS, OPEN, STAND_IN, TOKEN, HttpRequest, Traces, forged
from curl2sms.patterns import regex
from curl2sms.reading.curl import data
from curl2sms.reading.curl.headers import Headers
from curl2sms.reading.curl.options import PAIR, Operation, looks_like_url, said_of, said_of_values
from curl2sms.reading.model import ReadOption
from curl2sms.reading.script.limits import MOST_CUT_OFF, too_many
from curl2sms.reading.script.model import Command
from curl2sms.reading.url import ReadUrl, appended, read_url
from curl2sms.records import attribute, draft, record
from curl2sms.traced import Traced, joined, spelt

# What curl 7.88 and later asks for with --compressed, built with all its libraries.
ACCEPT_ENCODING = "deflate, gzip, br, zstd"
# Authentication that is not Basic: with these, user and password don't go into the request as they are.
_SCHEMES = ("digest", "ntlm", "ntlm-wb", "negotiate", "anyauth", "aws-sigv4")
_UNDECODED = regex("[\udc80-\udcff]")  # PEP 383
_LINE_FEED = regex(r"(?<!\r)\n")
# A first position without a last one: no hyphen anywhere, and a number that curl can count to.
_NUMBER_ALONE = regex(r"(?![^-]*-)[0-9]{1,18}(?![0-9])", begins_with="0123456789")
_BASIC = regex(r"basic[ \t]+(?P<token>\S+)[ \t]*", re.IGNORECASE)


@record
class Built:
    """A request, what was reported while it was made, and the name of the variable that is its origin."""

    request: HttpRequest
    notes: tuple[Note, ...]
    origin_variable: str | None


@draft
class _Making:
    """A request while it is made."""

    operation: Operation
    deferred: dict[str, str]
    notes: list[Note] = attribute(default_factory=list)

    def on(self, name: str) -> bool:
        return self.operation.is_on(name)

    def value(self, name: str) -> str | None:
        option = self.operation.last(name)
        return option.value if option else None

    def traced(self, name: str) -> Traced:
        option = self.operation.last(name)
        return (option.traced if option else None) or Traced("")


def build(operation: Operation, command: Command, deferred: dict[str, str]) -> Built:
    """The request of one operation. ``deferred`` are the texts of variables that are the Base64 of other variables.

    Raises SampleError where curl itself would refuse the command, or its contents are elsewhere.
    """
    making = _Making(operation, deferred, list(operation.notes))
    making.notes += [*said_of(operation), *said_of_values(operation)]
    _check_marks(operation)
    url = _url(making)
    headers = Headers(operation.all("header"), making.notes)
    posted, form = operation.all(*data.OPTIONS), operation.all("form", "form-string")
    _check_together(making, posted, form)
    url, body, content_type = _body(making, url, headers, posted, form)
    body = _line_ends(making, body)
    basic = _basic(making, url, headers)
    headers.sent += _json_headers(operation, headers)
    whole_url = _with_target(making, url)
    headers.drop_what_clients_send(whole_url.text)
    before, after = _own_headers(making, headers, content_type, body)
    connection = _connection(making, headers)
    sent = (*before, *headers.sent, *after, *connection)
    request = _request(_method(making, posted, form), whole_url, sent, body, basic)
    texts = [request.url, *(part for pair in request.headers for part in pair), *(request.basic or ())]
    if any(not text.isascii() and _UNDECODED.search(text) for text in texts):
        raise SampleError(note("bytes-no-text", command.span))
    return Built(request, tuple(making.notes), url.origin_variable)


def _request(
    method: str,
    url: Traced,
    headers: tuple[tuple[Traced, Traced], ...],
    body: Traced | None,
    basic: tuple[Traced, Traced] | None,
) -> HttpRequest:
    return HttpRequest(
        method,
        url.text,
        tuple((name.text, value.text) for name, value in headers),
        None if body is None else body.text.encode("utf-8", "surrogateescape"),
        None if basic is None else (basic[0].text, basic[1].text),
        given=Traces(url, headers, body or Traced(""), basic or ()),
    )


def _check_marks(operation: Operation) -> None:
    """Refuse values with marks that no variable brought: a shell's ``$'\\ufdd0'``, a page's ``&#xFDD0;``."""
    for option in operation.options:
        text = option.traced
        if text is None or text.text.isascii():
            continue
        lone = MARKS.search(STAND_IN.sub(lambda found: " " * len(found[0]), text.text))
        made = (found for found in STAND_IN.finditer(text.text) if text.is_cut(*found.span()))
        if lone or any(made):
            raise SampleError(note("sample-noncharacter", option.place, code=f"U+{ord(lone[0] if lone else OPEN):04X}"))


def has_url(operation: Operation) -> bool:
    """Whether an operation names something that looks like a URL."""
    return any(looks_like_url(option.value or "") for option in operation.all("url"))


# The URL


def _url(making: _Making) -> ReadUrl:
    """The URL of an operation, with ``--url-query`` after it. Words that an unquoted space cut off are put back."""
    options = _urls(making)
    if not options:
        raise SampleError(note("no-url", making.operation.options[-1].span if making.operation.options else None))
    option = options[0]
    if len(options) > 1:
        making.notes.append(note("further-urls", options[1].span, count=len(options) - 1))
    if (option.value or "").startswith("@") and option.name == "url":
        raise SampleError(note("urls-from-file", option.place, file=(option.value or "")[1:]))
    url = read_url(
        option.traced or Traced(""),
        option.place,
        making.notes,
        globs=not making.on("globoff"),
        squashes=not making.on("path-as-is") or _appends(making),
        default_scheme=(making.value("proto-default") or "http").lower(),
    )
    if making.on("get") and making.operation.all(*data.OPTIONS):
        return url  # curl then leaves --url-query out
    queries = making.operation.all("url-query")
    if not queries:
        return url
    text = joined((data.contents(query) for query in queries), "&")
    return appended(url, text, queries[0].place, making.notes)


def _appends(making: _Making) -> bool:
    """Whether something is put after the URL, which curl then reads again, the dots of its path included."""
    return bool(making.operation.all("url-query") or (making.on("get") and making.operation.all(*data.OPTIONS)))


def _urls(making: _Making) -> list[ReadOption]:
    """The URLs; words that follow one in the text and are none themselves belong to its message."""
    begun: list[_BegunUrl] = []
    for option in making.operation.all("url"):
        between = _cut_off(begun[-1], option, making.notes) if begun else None
        if between is None:
            begun.append(_BegunUrl(option))
        else:
            begun[-1].add(between, option)
    urls = [one.whole() for one in begun]
    good = [option for option in urls if looks_like_url(option.value or "")]
    for option in _first_of_each(urls) if good else []:
        if not looks_like_url(option.value or "x:"):
            making.notes.append(note("word-left-out", option.span, text=option.value))
    return good or urls


class _BegunUrl:
    """A URL, and the words after it that an unquoted space cut off; they are joined once, when all are there."""

    def __init__(self, option: ReadOption) -> None:
        self.option = option
        self.pieces = [option.traced or Traced("")]
        self.span = option.span
        self.has_query = "?" in (option.value or "")

    @property
    def last(self) -> Traced:
        """The last piece that is not empty, or the first."""
        return next((piece for piece in reversed(self.pieces) if piece.text), self.pieces[0])

    def add(self, between: Traced, word: ReadOption) -> None:
        """Put a word after it; raises SampleError where there are more than any message has."""
        if len(self.pieces) > 2 * MOST_CUT_OFF:
            raise too_many(word.span)
        self.pieces += between, word.traced or Traced("")
        self.span = Span(self.span.start, word.span.end)
        self.has_query = self.has_query or "?" in (word.value or "")

    def whole(self) -> ReadOption:
        """The URL with all its words."""
        return ReadOption("url", joined(self.pieces), self.span, self.span) if len(self.pieces) > 1 else self.option


def _cut_off(url: _BegunUrl, word: ReadOption, notes: list[Note]) -> Traced | None:
    """What was between a URL and a word that was cut off it; None where the word is one of its own.

    Nothing is cut off a URL that a quote closes: ``"https://...&id=7" 1 >/dev/null``.
    """
    begun, value = url.last, word.value or ""
    if begun.text.endswith(("?", "&")) and PAIR.match(value):
        notes.append(note("url-goes-on", url.span))
        return Traced("")
    gap = Span(url.span.end, word.span.start)
    if not url.has_query or not 0 < gap.end - gap.start <= 3 or looks_like_url(value):
        return None
    last = begun.known_span(len(begun) - 1, len(begun))
    is_closed = last is not None and last.end < url.span.end
    return None if is_closed else spelt(" " * (gap.end - gap.start), gap)


def _first_of_each(options: list[ReadOption]) -> list[ReadOption]:
    return list({option.value: option for option in reversed(options)}.values())[::-1]


def _with_target(making: _Making, url: ReadUrl) -> Traced:
    """The URL with ``--request-target`` instead of path and query."""
    option = making.operation.last("request-target")
    if option is None:
        return url.text
    if option.traced is None or not option.traced.text.startswith("/"):
        raise SampleError(note("target-no-path", option.place, target=option.value))
    return url.with_target(option.traced)


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
) -> tuple[ReadUrl, Traced | None, str | None]:
    """The URL (with ``-G`` the data go there), the body, and the Content-Type that curl implies."""
    operation = making.operation
    if form:
        stated = headers.value("Content-Type") if "content-type" not in headers.removed else ""
        from curl2sms.reading.curl import multipart

        body, content_type = multipart.multipart(
            form, making.notes, backslashes=making.on("form-escape"), stated_type=stated
        )
        headers.drop("Content-Type")
        headers.removed.discard("content-type")
        return url, body, content_type
    if operation.last("upload-file"):
        return url, _upload(making), None
    if not posted:
        return url, None, None
    text = data.joined(posted, making.notes)
    if making.on("get"):
        return appended(url, text, posted[0].place, making.notes), None, None
    json_typed = operation.last("json") is not None
    return url, text, None if json_typed else FORM_TYPE


def _line_ends(making: _Making, body: Traced | None) -> Traced | None:
    """The body with the line ends that ``--crlf`` and ``--use-ascii`` make; curl 7 made them in uploads only."""
    switch = next((name for name in ("crlf", "use-ascii") if making.on(name)), None)
    if body is None or switch is None:
        return body
    option = making.operation.all(switch)[-1]
    making.notes.append(note("line-feeds-changed", option.span, option=f"--{switch}"))
    return body.sub(_LINE_FEED, "\r\n")


def _upload(making: _Making) -> Traced | None:
    """``-T -`` with a known standard input is a body; every other upload is a file that is not read."""
    upload = making.operation.last("upload-file")
    if upload is None or upload.stdin is None:
        return None
    making.notes[:] = [said for said in making.notes if said.id != "upload"]
    return upload.stdin


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


def _json_headers(operation: Operation, headers: Headers) -> list[tuple[Traced, Traced]]:
    """What ``--json`` adds after the sample's own headers, unless those state it."""
    if operation.last("json") is None:
        return []
    wanted = [("Content-Type", "application/json"), ("Accept", "application/json")]
    return [(Traced(name), Traced(value)) for name, value in wanted if not headers.has(name)]


def _own_headers(
    making: _Making, headers: Headers, content_type: str | None, body: Traced | None
) -> tuple[list[tuple[Traced, Traced]], list[tuple[Traced, Traced]]]:
    """The headers that options make: those that curl writes before the sample's own, and those after."""
    before: list[tuple[str, Traced]] = []
    if token := making.traced("oauth2-bearer"):
        before.append(("Authorization", Traced("Bearer ") + token))
    span = _range(making.traced("range"))
    if span.text and body is None:
        before.append(("Range", Traced("bytes=") + span))
    elif span.text and body is not None and not making.operation.all("form", "form-string"):
        # curl does not know how much an upload will be
        length = -1 if making.operation.last("upload-file") else len(body.text.encode("utf-8", "surrogateescape"))
        before.append(("Content-Range", joined((Traced("bytes "), span, Traced(f"/{length}")))))
    if agent := making.traced("user-agent"):
        before.append(("User-Agent", agent))
    if making.on("tr-encoding"):
        before.append(("TE", Traced("gzip")))
    if making.on("compressed"):
        before.append(("Accept-Encoding", Traced(ACCEPT_ENCODING)))
    referer = making.traced("referer")
    if referer := referer[: len(referer.text.removesuffix(";auto"))]:
        before.append(("Referer", referer))
    if cookie := _cookie(making):
        before.append(("Cookie", cookie))
    after = [("Content-Type", Traced(content_type))] if content_type else []
    stripped = [  # as in ``Headers``
        (Traced(name), value.lstrip(" \t")) for name, value in before if not headers.has(name)
    ]
    return stripped, [(Traced(name), value) for name, value in after if not headers.has(name)]


def _connection(making: _Making, headers: Headers) -> list[tuple[Traced, Traced]]:
    """The Connection headers, which the newest curl writes after all others; ``--tr-encoding`` names TE there."""
    own = [(name, value) for name, value in headers.taken("Connection") if value.text]
    if not making.on("tr-encoding") or headers.has("TE"):
        return own
    first = joined((*(value for _, value in own[:1]), Traced("TE")), ", ")
    return [(Traced("Connection"), first), *own[1:]]


def _range(span: Traced) -> Traced:
    """``-r 600``: a number alone goes on to the end; what is after it is left out (tool_getparam.c)."""
    number = _NUMBER_ALONE.match(span.text)
    return span if number is None else span[: number.end()] + Traced("-")


def _cookie(making: _Making) -> Traced:
    """``-b`` with an equals sign is a cookie; several have ``; `` between them, or ``;`` before a space.

    Without an equals sign it is a file, which is never read.
    """
    cookies: list[Traced] = []
    for option in making.operation.all("cookie"):
        if option.traced and ("=" in option.traced.text or OPEN in option.traced.text):
            between = ";" if option.traced.text[:1] in {" ", "\t"} else "; "
            cookies += [Traced(between), option.traced] if cookies else [option.traced]
        elif option.value:
            making.notes.append(note("cookie-file", option.place, file=option.value))
    return joined(cookies)


def _basic(making: _Making, url: ReadUrl, headers: Headers) -> tuple[Traced, Traced] | None:
    """User and password of Basic authentication: an own Authorization header, then ``-u``, then those in the URL."""
    own = headers.traced("Authorization")
    user = making.operation.last("user")
    if headers.has("Authorization"):
        if user is not None or url.userinfo:
            making.notes.append(note("authorization-stated", (user or making.operation.options[0]).place))
        return _from_header(making, headers, own) if own is not None else None
    bearer = making.operation.last("oauth2-bearer")
    if bearer is not None and bearer.value:
        if making.operation.is_on("basic"):
            making.notes.append(note("bearer-kept", bearer.place))
        return None
    if any(making.operation.is_on(scheme) or making.value(scheme) for scheme in _SCHEMES):
        return None
    if user is not None and not _is_empty(user):
        name, colon, password = making.traced("user").partition(":")
        if url.userinfo and not name.text:
            return url.userinfo
        if not colon:
            shown = name.text.replace(OPEN, "$").replace(CLOSE, "")
            making.notes.append(note("user-without-password", user.place, user=shown))
        return name, password
    if user is not None:
        making.notes.append(note("user-empty", user.place))
    return url.userinfo


def _is_empty(user: ReadOption) -> bool:
    """Whether ``-u`` is written without user and password, for which curl sends nothing.

    Where variables leave both empty, they are still to be filled in: more is there than quotes around the value.
    """
    value = user.value or ""
    return value in {"", ":"} and user.place.end - user.place.start <= len(value) + 2


def _from_header(making: _Making, headers: Headers, value: Traced) -> tuple[Traced, Traced] | None:
    """The credentials of ``Authorization: Basic``, whose header then goes; None where it is no Base64 of user:pass."""
    found = _BASIC.fullmatch(value.text)
    if found is None:
        return None
    variable = re.fullmatch(f"{OPEN}(\\w+){CLOSE}", found["token"])
    if variable and variable[1] in making.deferred:
        text = making.deferred[variable[1]].rstrip("\n")
    else:
        import base64

        try:
            text = base64.b64decode(found["token"], validate=True).decode("utf-8")
        except ValueError:  # binascii.Error is one
            return None
        if re.search(r"[\x00-\x1f\x7f]", text) or forged(text, found["token"]):  # RFC 7617 2 forbids controls
            return None
    token = value[slice(*found.span("token"))]
    user, colon, password = token.rewritten(0, len(token), text).partition(":")
    if not colon:
        return None
    if len(headers.taken("Authorization")) > 1:
        making.notes.append(note("authorization-repeated", making.operation.all("header")[0].place))
    headers.removed.add("authorization")  # so that no option states another
    return user, password
