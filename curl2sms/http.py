"""The waist: left of HttpRequest everything knows curl, right of it everything knows HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from curl2sms.patterns import regex
from curl2sms.records import attribute, record, replace
from curl2sms.remembering import WithMemory
from curl2sms.traced import Traced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# A variable that a sample leaves unset travels inside texts as a stand-in: its name between two Unicode
# noncharacters, which no interchanged text may hold (Unicode 23.7). Encoders leave stand-ins whole.
OPEN, CLOSE = "\ufdd0", "\ufdd1"
STAND_IN = regex(f"{OPEN}([A-Za-z_][A-Za-z0-9_]*){CLOSE}", only_with=OPEN)


# The media type of a form (WHATWG URL 5).
FORM_TYPE = "application/x-www-form-urlencoded"

# A method, and the name of a header: RFC 9110 5.6.2.
TOKEN = regex(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


# What means something else in a text: the marks of stand-ins, and that of a part to be written (``layers``).
MARKS = regex("[\ufdd0-\ufdd2]")


def forged(text: str, spelling: str) -> str | None:
    """A mark that a text has of its decoding, and its spelling has not: ``%EF%B7%90`` would begin a stand-in."""
    if text.isascii():
        return None
    marks = MARKS.findall(text)
    return marks[0] if len(marks) > len(MARKS.findall(spelling)) else None


def stand_in(name: str) -> str:
    """The stand-in of a variable."""
    return f"{OPEN}{name}{CLOSE}"


def around_stand_ins(encode: Callable[[str], str], text: str) -> str:
    """``encode`` applied to all of a text but its stand-ins."""
    if OPEN not in text:
        return encode(text)
    parts = STAND_IN.split(text)
    return "".join(stand_in(part) if i % 2 else encode(part) for i, part in enumerate(parts))


@record
class Url:
    """A URL's parts as they are, nothing decoded: RFC 3986 3. ``query`` is None where there is no ``?``."""

    scheme: str
    authority: str
    path: str
    query: str | None

    def __str__(self) -> str:
        return f"{self.scheme}://{self.authority}{self.path}" + ("" if self.query is None else f"?{self.query}")

    @property
    def host(self) -> str:
        """See host_of."""
        return host_of(self.authority)


def split_url(url: str) -> Url:
    """Cut an absolute URL at the first ``://``, ``/`` and ``?``; the fragment must be gone already."""
    scheme, _, rest = url.partition("://")
    before, mark, query = rest.partition("?")
    authority = before.partition("/")[0]
    return Url(scheme, authority, before[len(authority) :], query if mark else None)


def host_of(authority: str) -> str:
    """The host of an authority as it is written (RFC 3986 3.2): without userinfo, port, and an IPv6 address's brackets.

    A bare IPv6 address is taken as it is: so a socket names its peer.

    >>> host_of("api.example.com:8443"), host_of("[2001:db8::1]:80"), host_of("fe80::1%eth0")
    ('api.example.com', '2001:db8::1', 'fe80::1%eth0')
    """
    host = authority.rpartition("@")[2]
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host if host.count(":") > 1 else host.partition(":")[0]


def first_value(headers: Iterable[tuple[str, str]], name: str) -> str | None:
    """The first value of a header, its name compared without case (RFC 9110 5.1); None where it is absent."""
    return next((value for key, value in headers if key.lower() == name.lower()), None)


@record
class Traces:
    """The texts of a request with the places in the sample that they came from; the body as UTF-8 (PEP 383)."""

    url: Traced = Traced("")
    headers: tuple[tuple[Traced, Traced], ...] = ()
    body: Traced = Traced("")
    basic: tuple[Traced, ...] = ()


@record
class OAuth2:
    """A client that fetches a token with its id and secret (RFC 6749 4.4) and sends it in a header: decoded texts.

    ``parameters`` are the other pairs of the token request, in order. ``client`` says where id and secret go: ``body``
    or ``basic`` (RFC 6749 2.3.1); ``syntax`` is that of the body: ``form`` or ``json``. ``token_at`` and ``expires_at``
    are points of the answer (``json:/access_token``); at the latter is the token's lifetime in seconds. The token
    is sent as ``header: scheme token``, or alone where ``scheme`` is empty.
    """

    token_url: str
    client_id: str = attribute(repr=False)
    client_secret: str = attribute(repr=False)
    parameters: tuple[tuple[str, str], ...] = attribute(default=(), repr=False)
    client: str = "body"
    syntax: str = "form"
    token_at: str = "json:/access_token"
    expires_at: str | None = None
    header: str = "Authorization"
    scheme: str = "Bearer"

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts of the token request: URL, id, secret, pairs."""
        pairs = (text for pair in self.parameters for text in pair)
        return (self.token_url, self.client_id, self.client_secret, *pairs)

    def with_texts(self, change: Callable[[str], str]) -> OAuth2:
        """The client with each text of its token request changed: URL, id, secret, pairs."""
        return replace(
            self,
            token_url=change(self.token_url),
            client_id=change(self.client_id),
            client_secret=change(self.client_secret),
            parameters=tuple((change(key), change(value)) for key, value in self.parameters),
        )


@record
class HttpRequest(WithMemory):
    """A request as curl or a template puts it on the wire.

    ``url`` is absolute, without userinfo and fragment; non-ASCII in it goes out as UTF-8. ``headers`` are the pairs in
    order, as spelt, without those that every client makes (Host, User-Agent, ``Accept: */*``, Content-Length) and
    without Basic authentication, which is in ``basic`` (user, password; decoded). ``body`` is None where there is
    none; ``b""`` is an empty body. Header values and the URL may hold stand-ins of variables, and so may the body, in
    UTF-8. ``tables`` are the PLACEs (``body`` for the whole) of values that are known to be CSV, though the one row
    that was left of them does not look so. ``client`` fetches a token that goes into a header which is not among
    ``headers``; a request that is to be sent has none, and the header instead.

    ``given`` are the texts with their places as the reader of a sample gave them: see ``traces``.
    """

    method: str
    url: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes | None = None
    basic: tuple[str, str] | None = None
    tables: frozenset[str] = frozenset()
    client: OAuth2 | None = None
    given: Traces = attribute(default=Traces(), compare=False, repr=False)

    @property
    def traces(self) -> Traces:
        """The texts as they are, with their places; a text that was put in since without its place has none."""
        return self.remembered(_traces)

    def header(self, name: str) -> str | None:
        """See first_value."""
        return first_value(self.headers, name)

    @property
    def media_type(self) -> str:
        """The Content-Type without its parameters, in lower case; ``""`` where it is absent."""
        return (self.header("Content-Type") or "").partition(";")[0].strip().lower()

    @property
    def target(self) -> bytes:
        """The request target in origin form (RFC 9112 3.2.1)."""
        url = split_url(self.url)
        return ((url.path or "/") + ("" if url.query is None else f"?{url.query}")).encode()

    def wire_headers(self) -> Iterator[tuple[str, str]]:
        """The headers with Basic authentication in its place, first, as RFC 7617 writes it."""
        if self.basic is not None:
            from binascii import b2a_base64  # the module base64 loads more

            yield "Authorization", "Basic " + b2a_base64(":".join(self.basic).encode(), newline=False).decode()
        yield from self.headers

    def with_headers(self, headers: tuple[tuple[Traced, Traced], ...]) -> HttpRequest:
        """The request with other headers."""
        texts = tuple((name.text, value.text) for name, value in headers)
        return replace(self, headers=texts, given=replace(self.traces, headers=headers))

    def with_texts(self, change: Callable[[str], str]) -> HttpRequest:
        """The request with each of its texts changed: URL, names and values of headers, body, credentials."""
        body = None if self.body is None else change(self.body.decode("utf-8", "surrogateescape"))
        return replace(
            self,
            url=change(self.url),
            headers=tuple((change(name), change(value)) for name, value in self.headers),
            body=None if body is None else body.encode("utf-8", "surrogateescape"),
            basic=None if self.basic is None else (change(self.basic[0]), change(self.basic[1])),
            client=self.client and self.client.with_texts(change),
        )

    def as_json(self) -> dict[str, Any]:
        """``{"method", "url", "headers": [[name, value], ...], "body"}``; ``body_base64`` where it is no UTF-8."""
        shown: dict[str, Any] = {
            "method": self.method,
            "url": self.url,
            "headers": [list(pair) for pair in self.wire_headers()],
            "body": None,
        }
        if self.body is not None:
            try:
                shown["body"] = self.body.decode()
            except UnicodeDecodeError:
                import base64

                shown["body_base64"] = base64.b64encode(self.body).decode()
        return shown


def _traces(request: HttpRequest) -> Traces:
    given = request.given
    headers = [(Traced(name), Traced(value)) for name, value in request.headers]
    basic = tuple(Traced(part) for part in request.basic or ())
    body = Traced((request.body or b"").decode("utf-8", "surrogateescape"))
    return Traces(
        given.url if given.url.text == request.url else Traced(request.url),
        given.headers if list(given.headers) == headers else tuple(headers),
        given.body if given.body == body else body,
        given.basic if given.basic == basic else basic,
    )


# Bytes of an answer's body that are read: no provider's is longer. One that is as long may be cut off.
ANSWER_LIMIT = 1 << 20


@record
class Answer:
    """What a server said: the status code, header pairs as received, the body's first ANSWER_LIMIT bytes."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        """See first_value."""
        return first_value(self.headers, name)
