"""A request onto a connection, byte for byte as it was rendered, and the answer back.

``requests`` rewrites what it is given: it normalises percent-encoding, folds ``..``, and merges repeated headers. So
only its road is used (proxies, TLS, timeouts); the request line and the headers are written by a connection of our
own. Redirects are not followed, nothing is tried twice, and no ``.netrc`` is read.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import cache

from curl2sms import __version__
from curl2sms.errors import MaybeSentError, SendError, note
from curl2sms.http import ANSWER_LIMIT, TOKEN, Answer, HttpRequest, host_of, split_url
from curl2sms.records import draft, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from requests import PreparedRequest, Response, Session
    from requests.adapters import HTTPAdapter

CONNECT_SECONDS, READ_SECONDS = 10.0, 60.0
# Each byte begins the wait on the answer again; a server that sends them one by one has so long for all.
WHOLE_SECONDS = 180.0

_CONTROL = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")
_SPACE_OR_CONTROL = re.compile(rb"[\x00-\x20\x7f]")
# They tell where a message ends (RFC 9112 6), which only the one who writes it knows.
_FRAMING = {"content-length", "transfer-encoding"}
_EXPECTS_A_BODY = {"POST", "PUT", "PATCH"}


@record
class StandIn:
    """A server that replaces the one that a request names; it is spoken to over plain http.

    ``dial`` gives what is spoken through instead of a socket that leads to it, where there are no sockets.
    """

    host: str
    port: int
    dial: Callable[[], Any] | None = None


@draft
class _Exchange:
    """What the connection is to write, whether it has begun to, and whether its time was up.

    ``head`` is what waits for the body, to be written with it; ``joins`` says that the head comes next.
    """

    method: str
    origin: str
    target: bytes
    headers: tuple[tuple[str, bytes], ...]
    has_body: bool = False
    check_peer: Callable[[str], None] | None = None
    dial: Callable[[], Any] | None = None
    head: bytes = b""
    joins: bool = False
    began: bool = False
    expired: bool = False
    sock: socket.socket | None = None

    def expire(self) -> None:
        """End the exchange, whoever waits on it."""
        self.expired = True
        if self.sock is not None:
            with suppress(OSError):
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)  # beneath TLS, whose own would wait


# urllib3 copies the headers that it carries, and folds them on the way; so they go round it.
_exchange: ContextVar[_Exchange] = ContextVar("_exchange")


def send(
    request: HttpRequest,
    *,
    timeout: tuple[float, float] = (CONNECT_SECONDS, READ_SECONDS),
    whole: float = WHOLE_SECONDS,
    ca_bundle: str | None = None,
    stand_in: StandIn | None = None,
    check_peer: Callable[[str], None] | None = None,
) -> Answer:
    """Send a request once and read the answer.

    ``timeout`` is for connecting and for each wait on the answer, ``whole`` for all of it, in seconds. ``ca_bundle``
    is a file of certificates to trust instead of the usual ones; TLS verification is never off. The proxies of the
    environment are used, unless the request goes to a ``stand_in``, without a bound on the whole; Host stays that of
    the request. ``check_peer`` is given the IP address of the server that a connection reached, before a byte is
    written, and raises errors.SendError to stop; a proxy is not asked about.

    Raises errors.SendError while nothing has left this machine, errors.MaybeSentError from the first byte on, also
    where the wait is interrupted (Ctrl-C).
    """
    import requests

    exchange = _prepare(request)
    exchange.check_peer, exchange.dial = check_peer, stand_in.dial if stand_in else None
    prepared = requests.PreparedRequest()
    prepared.method = request.method
    prepared.url = f"http://{stand_in.host}:{stand_in.port}/" if stand_in else exchange.origin + "/"
    prepared.headers = requests.structures.CaseInsensitiveDict({"Content-Length": str(len(request.body or b""))})
    prepared.body = request.body
    token = _exchange.set(exchange)
    try:
        if stand_in:
            with _to_a_stand_in().send(prepared, stream=True, timeout=timeout) as response:
                return _answer(response)
        with _session() as session, _within(whole, exchange):
            settings = session.merge_environment_settings(prepared.url, {}, True, ca_bundle, None)
            with session.send(prepared, timeout=timeout, allow_redirects=False, **settings) as response:
                answer = _answer(response)
            if exchange.expired:  # an answer without a length ends where the connection does
                raise TimeoutError  # noqa: TRY301 - it is one of the reasons why no whole answer came
            return answer
    except SendError:  # of check_peer, before a byte was written
        raise
    except Exception as error:  # whatever a library makes of a server's bytes, a message may be on its way
        if not exchange.began and not isinstance(error, (requests.RequestException, OSError, ValueError)):
            raise
        raise _as_ours(error, exchange) from error
    except KeyboardInterrupt:
        if not exchange.began or stand_in:  # a stand-in sends no message: nothing to be in doubt of
            raise
        host = exchange.origin.partition("://")[2]
        raise MaybeSentError(note("wire-no-answer", host=host, why="interrupted"), interrupted=True) from None
    finally:
        _exchange.reset(token)


@contextmanager
def _within(seconds: float, exchange: _Exchange) -> Iterator[None]:
    """Ends an exchange that takes longer."""
    from threading import Timer

    timer = Timer(seconds, exchange.expire)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()


def _prepare(request: HttpRequest) -> _Exchange:
    """The bytes of the request line and the headers; errors.SendError where they would break the message's form."""
    url = split_url(request.url)
    target = request.target
    if not TOKEN.fullmatch(request.method):
        raise SendError(note("wire-method", method=request.method))
    if _SPACE_OR_CONTROL.search(target) or _SPACE_OR_CONTROL.search(url.authority.encode()):
        raise SendError(note("wire-url"))
    authority = _ascii(url.authority)
    stated = {name.lower() for name, _ in request.headers}
    headers: list[tuple[str, bytes]] = []
    if "host" not in stated:
        headers.append(("Host", authority.encode()))
    if "user-agent" not in stated:
        headers.append(("User-Agent", f"curl2sms/{__version__}".encode()))
    if "accept" not in stated:
        headers.append(("Accept", b"*/*"))
    for name, value in request.wire_headers():
        written = value.encode("utf-8", "surrogateescape")
        if not TOKEN.fullmatch(name) or _CONTROL.search(written):
            raise SendError(note("wire-header", name=name))
        if name.lower() in _FRAMING:
            raise SendError(note("wire-framing", name=name))
        headers.append((name, written))
    if request.body is not None or request.method in _EXPECTS_A_BODY:
        headers.append(("Content-Length", str(len(request.body or b"")).encode()))
    return _Exchange(request.method, f"{url.scheme}://{authority}", target, tuple(headers), bool(request.body))


def _ascii(authority: str) -> str:
    """The host and port with an international name in its ASCII form (RFC 5890)."""
    if authority.isascii():
        return authority
    import idna

    host = host_of(authority)
    try:
        return idna.encode(host, uts46=True).decode() + authority.removeprefix(host)
    except idna.IDNAError as error:
        raise SendError(note("wire-not-connected", host=authority, why=str(error))) from error


@cache
def _exact_connections() -> dict[type, type]:
    """urllib3's connection classes, each with one that writes the request line and headers of the exchange instead."""
    from urllib3.connection import HTTPConnection, HTTPSConnection

    def exact(base: type[HTTPConnection]) -> type[HTTPConnection]:
        class ExactConnection(base):  # type: ignore[misc, valid-type]
            def _new_conn(self) -> socket.socket:
                if (dial := _exchange.get().dial) is not None:
                    dialled: socket.socket = dial()
                    return dialled
                connection: socket.socket = super()._new_conn()
                check_peer = _exchange.get().check_peer
                if check_peer is not None and self.proxy is None:
                    try:
                        check_peer(connection.getpeername()[0])
                    except SendError:
                        connection.close()
                        raise
                return connection

            def putrequest(self, method: str, url: str, *args: Any, **kwargs: Any) -> None:
                del method, url, args, kwargs
                exchange = _exchange.get()
                target = exchange.target.decode("latin-1")
                if self.proxy is not None and self._tunnel_host is None:  # RFC 9112 3.2.2
                    target = exchange.origin + target
                super().putrequest(exchange.method, target, skip_host=True, skip_accept_encoding=True)
                for name, value in exchange.headers:
                    super().putheader(name, value)

            def putheader(self, header: str, *values: str) -> None:
                if header.lower() == "proxy-authorization":
                    super().putheader(header, *values)

            def endheaders(self, *args: Any, **kwargs: Any) -> None:
                if self.sock is None:
                    self.connect()
                exchange = _exchange.get()
                exchange.began, exchange.sock, exchange.joins = True, self.sock, exchange.has_body
                super().endheaders(*args, **kwargs)

            def send(self, data: Any) -> None:
                """The head goes with what follows it: alone it would only wake the server, to wait for the rest."""
                exchange = _exchange.get()
                if exchange.joins:
                    exchange.head, exchange.joins = data, False
                    return
                head, exchange.head = exchange.head, b""
                super().send(head + data if head else data)

            def _encode_request(self, request: str) -> bytes:
                return request.encode("latin-1")

        return ExactConnection

    return {base: exact(base) for base in (HTTPConnection, HTTPSConnection)}


@cache
def _to_a_stand_in() -> HTTPAdapter:
    """The way to servers that replace others: ``requests`` without a session, which keeps cookies and asks for proxies.

    It stays open, because a verification sends a hundred requests and more: what is set up for a server serves for all.
    """
    from requests import Response

    class StandInAdapter(_exact_adapter()):  # type: ignore[misc]
        """One server at a time; of an answer only what ``_answer`` asks for."""

        def get_connection_with_tls_context(self, request: PreparedRequest, *args: Any, **kwargs: Any) -> Any:
            if request.url not in pools:
                pools.clear()  # the one before is closed now
                pools[request.url] = super().get_connection_with_tls_context(request, *args, **kwargs)
            return pools[request.url]

        def request_url(self, request: PreparedRequest, proxies: Any) -> str:
            del request, proxies
            return "/"  # the connection writes the exchange's

        def build_response(self, req: PreparedRequest, resp: Any) -> Response:
            del req
            response = Response()
            response.status_code, response.raw = resp.status, resp
            return response

        def close(self) -> None:
            pools.clear()
            super().close()

    pools: dict[str | None, Any] = {}
    adapter: HTTPAdapter = StandInAdapter(max_retries=0, pool_connections=1, pool_maxsize=1)
    return adapter


def hang_up() -> None:
    """Close the connections to a mock server that is about to stop."""
    _to_a_stand_in().close()


def _session() -> Session:
    """A session of ``requests`` whose connections write the exchange."""
    import requests

    class ExactSession(requests.Session):
        def get_redirect_target(self, resp: Response) -> None:
            """None: a redirect is an answer, and its Location is not so much as parsed."""

    session = ExactSession()
    for scheme in ("http://", "https://"):
        session.mount(scheme, _exact_adapter()(max_retries=0, pool_connections=1, pool_maxsize=1))
    return session


@cache
def _exact_adapter() -> type[HTTPAdapter]:
    """The adapter of ``requests`` whose connections write the exchange."""
    from requests.adapters import HTTPAdapter

    class ExactAdapter(HTTPAdapter):
        def get_connection_with_tls_context(self, request: PreparedRequest, *args: Any, **kwargs: Any) -> Any:
            pool: Any = super().get_connection_with_tls_context(request, *args, **kwargs)
            connections = _exact_connections()
            pool.ConnectionCls = connections.get(pool.ConnectionCls, pool.ConnectionCls)
            return pool

    return ExactAdapter


def _answer(response: Response) -> Answer:
    return Answer(response.status_code, tuple(response.raw.headers.items()), _body(response))


def _body(response: Response) -> bytes:
    """The body's first ANSWER_LIMIT bytes, its Content-Encoding undone.

    A server that never stops talking is not listened to for ever.
    """
    body = b""
    for piece in response.iter_content(1 << 16):
        body += piece
        if len(body) >= ANSWER_LIMIT:
            break
    return body[:ANSWER_LIMIT]


def _as_ours(error: Exception, exchange: _Exchange) -> SendError | MaybeSentError:
    """The error that a person sees: what matters is whether a message may be on its way."""
    host = exchange.origin.partition("://")[2]
    why = "the answer took too long" if exchange.expired else _reason(error)
    if exchange.began:
        return MaybeSentError(note("wire-no-answer", host=host, why=why))
    return SendError(note("wire-not-connected", host=host, why=why))


def _reason(error: BaseException) -> str:
    """The innermost reason that a chain of wrapped errors shows, in a few words."""
    from urllib3.exceptions import MaxRetryError

    while True:
        wrapped = [error.reason] if isinstance(error, MaxRetryError) else list(error.args)
        inner = [cause for cause in (*wrapped, error.__cause__, error.__context__) if isinstance(cause, BaseException)]
        if not inner:
            break
        error = inner[0]
    words = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return words.strip().rstrip(".")
