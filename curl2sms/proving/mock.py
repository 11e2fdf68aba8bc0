"""A provider on loopback that keeps what it receives, to the letter.

It is a ``pytest_httpserver.HTTPServer`` that needs no pytest. What werkzeug folds (a leading ``//``, the case and
order of headers, raw bytes in the target) is taken from the connection before werkzeug sees it.
"""

from __future__ import annotations

import io
import re
import select
import socket
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from threading import Event

from curl2sms import wire
from curl2sms.errors import UsageError, note
from curl2sms.http import Answer, HttpRequest, first_value
from curl2sms.records import attribute, draft, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from pytest_httpserver import HTTPServer
    from werkzeug import Request, Response

# The server looks this often whether it is to stop; its own half second would be most of a verification.
_POLL_SECONDS = 0.005
_NO_ASCII = re.compile(rb"[\x7f-\xff]")
_HOST = "127.0.0.1"
# Seconds to connect to it, and to wait for what it answers: it is on this machine.
TIMEOUT = (2.0, 5.0)
_LONGEST_SECONDS = 5.0
_ENVIRON_KEY = "curl2sms.head"
_PLAIN = "text/plain; charset=utf-8"  # what werkzeug says of an answer that says nothing else
_WITHOUT_LENGTH = {"GET", "HEAD"}  # a request without a length may yet have a body, where its method has one
_WITHOUT_BODY = {204, 205, 304}
_LAST, _STAYS = {"Connection": "close"}, {"Connection": "keep-alive"}
_OF_CONNECTION = {"connection", "content-length", "keep-alive", "transfer-encoding"}


@record
class Received:
    """A request as it arrived: the target's bytes, header pairs in order and as spelt, the body before any parser.

    Header values are UTF-8; bytes that are none are kept as surrogate escapes.
    """

    method: str
    target: bytes
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        """See http.first_value."""
        return first_value(self.headers, name)


_Answer = tuple[int, dict[str, str], bytes]  # status, headers, body


@record
class Play:
    """What the mock provider answers.

    ``fault``: ``half`` ends the connection in the middle of the body, ``reset`` before any answer, ``slow`` answers
    nothing until the play is over.
    """

    status: int = 200
    headers: Mapping[str, str] = attribute(default_factory=dict)
    body: bytes = b""
    fault: str = ""


@draft
class Provider:
    """The running mock provider. ``received`` is what came in, oldest first.

    ``server`` is pytest-httpserver's own: requests that its handlers expect are answered by them, every other one
    by what is being played: an empty 200, unless ``playing`` says otherwise.
    """

    server: HTTPServer
    received: list[Received] = attribute(default_factory=list)
    _stage: _Stage = attribute(default_factory=lambda: _Stage())
    _dial: Callable[[], Any] | None = None

    @property
    def address(self) -> tuple[str, int]:
        """The loopback address that it listens on."""
        return self.server.host, self.server.port

    @property
    def url(self) -> str:
        """The origin that it listens on: ``http://127.0.0.1:PORT``."""
        return f"http://{self.server.host}:{self.server.port}"

    def send(self, request: HttpRequest, timeout: tuple[float, float] = TIMEOUT) -> Answer:
        """Send a request here, whatever host it names: see ``wire.send``."""
        return wire.send(request, timeout=timeout, stand_in=wire.StandIn(*self.address, self._dial))

    def clear(self) -> None:
        """Forget what came in."""
        self.received.clear()
        self.server.clear_log()

    def take(self) -> Received | None:
        """The only request that came in since the last call; None where none or several came."""
        only = self.received[0] if len(self.received) == 1 else None
        self.clear()
        return only

    def play(self, play: Play) -> None:
        """Answer so from now on; a slow answer that someone still waits for is over."""
        self._stage.over.set()
        self._stage.play, self._stage.over, self._stage.reached, self._stage.next = play, Event(), Event(), []

    def play_in_turn(self, plays: Iterable[Play]) -> None:
        """Answer each request with the next of these, and all further ones with the last."""
        first, *others = plays
        self.play(first)
        self._stage.next = others

    def reached(self, seconds: float) -> bool:
        """Whether a request came to what is being played, or comes within some seconds."""
        return self._stage.reached.wait(seconds)

    @contextmanager
    def playing(self, play: Play) -> Iterator[None]:
        """Answer so while this lasts."""
        self.play(play)
        try:
            yield
        finally:
            self.play(Play())


@draft
class _Stage:
    """What is being played, when it is over, and whether a request came to it."""

    play: Play = attribute(default_factory=Play)
    over: Event = attribute(default_factory=Event)
    reached: Event = attribute(default_factory=Event)
    next: list[Play] = attribute(default_factory=list)
    waits: bool = True

    def answer(self) -> _Answer:
        """Status, headers and body; ConnectionError, which the server takes for a client that left, for none."""
        play, over = self.play, self.over
        self.reached.set()
        if self.next:
            self.play = self.next.pop(0)
        if play.fault == "slow" and self.waits:
            over.wait(_LONGEST_SECONDS)
        if play.fault in ("slow", "reset"):
            raise ConnectionResetError
        length = 2 * len(play.body) + 1 if play.fault == "half" else len(play.body)
        headers = dict(play.headers)
        if first_value(tuple(headers.items()), "Content-Type") is None:
            headers["Content-Type"] = _PLAIN
        framing = {} if play.status in _WITHOUT_BODY else {"Content-Length": str(length)}
        ends = play.fault or not framing or any(name.lower() in _OF_CONNECTION for name in headers)
        return play.status, {**headers, **framing, **(_LAST if ends else {})}, play.body


@contextmanager
def provider(port: int = 0) -> Iterator[Provider]:
    """A running mock provider on 127.0.0.1; port 0 takes any free one. errors.UsageError where the port is taken."""
    _require_listening(port)
    received: list[Received] = []
    stage, own = _Stage(), _OwnConnections()
    server = _server(port, received.append, stage.answer, own)
    running = Provider(server, received, stage, lambda: own.open((server.host, server.port)))
    running.server.start()
    try:
        yield running
    finally:
        wire.hang_up()
        running.server.stop()
        own.close()


@contextmanager
def provider_in_process() -> Iterator[Provider]:
    """The same provider where there are no sockets and no threads (a browser): a request goes to its handler as bytes.

    Nobody waits here: an answer that is slow never comes.
    """
    received: list[Received] = []
    stage = _Stage(waits=False)
    handler = _handler(received.append, stage.answer, _Conduct())
    server: Any = NoServer()

    def dial() -> _Line:
        return _Line(lambda line: handler(line, (_HOST, 0), server))

    yield Provider(server, received, stage, dial)


@record
class NoServer:
    """What a handler and a Provider ask of a server, where none listens."""

    host: str = _HOST
    port: int = 0
    ssl_context: None = None

    def clear_log(self) -> None:
        """There is none."""


class _Line:
    """Both ends of a connection in one process: what the client wrote is handled when it begins to read."""

    def __init__(self, handle: Callable[[_Line], object]) -> None:
        self._handle: Callable[[_Line], object] | None = handle
        self._written = bytearray()

    def sendall(self, data: bytes) -> None:
        """What either end writes."""
        self._written += data

    def makefile(self, *args: Any, **kwargs: Any) -> io.BytesIO:
        """What the client reads, then what the handler does: each all that the other has written."""
        del args, kwargs
        if (handle := self._handle) is not None:
            self._handle = None
            handle(self)
        said = io.BytesIO(bytes(self._written))
        self._written.clear()
        return said

    def settimeout(self, seconds: float | None) -> None:
        """Nobody waits."""

    def setsockopt(self, *args: Any) -> None:
        """It is no socket."""

    def shutdown(self, how: int) -> None:
        """It is no socket."""

    def close(self) -> None:
        """Nothing is open."""


def _require_listening(port: int) -> None:
    """errors.UsageError where nothing can listen, or another program holds the port: werkzeug would print and leave.

    So it is where this machine can't reach itself: every request would fail, and the template not be at fault.
    """
    try:
        listening = socket.create_server((_HOST, port))
    except OSError as error:
        raise UsageError(note("mock-port", port=port or "any", why=error.strerror or str(error))) from error
    with listening:
        try:
            socket.create_connection(listening.getsockname(), timeout=TIMEOUT[0]).close()
        except OSError as error:
            raise UsageError(note("mock-unreachable", why=error.strerror or str(error))) from error


def _server(
    port: int, keep: Callable[[Received], None], answer: Callable[[], _Answer], own: _OwnConnections
) -> HTTPServer:
    """pytest-httpserver's server, quiet, quick to stop, and told of each request before any parser.

    Where none of its handlers may expect a request, that is answered without werkzeug, which takes most of the time
    of a verification.
    """
    from pytest_httpserver import HTTPServer
    from werkzeug import Response

    class Server(HTTPServer):
        stops = False

        def thread_target(self) -> None:
            if self.server is not None:
                conduct = _Conduct(self.has_handlers, own.is_one, self.is_wanted)
                self.server.RequestHandlerClass = _handler(keep, answer, conduct)
                self.server.serve_forever(poll_interval=_POLL_SECONDS)

        def is_wanted(self, connection: socket.socket) -> bool:
            """Whether the next request comes through an open connection, before anybody else wants to connect."""
            while self.server is not None and not self.stops:
                ready, _, _ = select.select([connection, self.server.socket], [], [], _POLL_SECONDS)
                if ready:
                    return connection in ready
            return False

        def stop(self) -> None:
            self.stops = True
            super().stop()

        def application(self, request: Request) -> Response:
            method, target, headers = request.environ[_ENVIRON_KEY]
            keep(Received(method, target, headers, request.get_data()))
            return super().application(request)

        def has_handlers(self) -> bool:
            """Whether a test expects requests of its own."""
            return bool(self.handlers or self.oneshot_handlers or self.ordered_handlers)

        def dispatch(self, request: Request) -> Response:
            if self.has_handlers():
                return super().dispatch(request)
            status, headers, body = answer()
            return Response(body, status, {**headers, **_LAST})

    return Server(host=_HOST, port=port)


class _OwnConnections:
    """The connections that this program opens to its own mock: they stay open between requests, and no others."""

    def __init__(self) -> None:
        self._ports: set[int] = set()
        self._open: list[socket.socket] = []

    def open(self, address: tuple[str, int]) -> socket.socket:
        """A new one."""
        connection = socket.create_connection(address, TIMEOUT[0])
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._ports.add(connection.getsockname()[1])
        self._open = [one for one in self._open if one.fileno() >= 0]
        self._open.append(connection)
        return connection

    def close(self) -> None:
        """Close those that are open, also under an answer that somebody still holds: that would keep a socket open."""
        for connection in self._open:
            if connection.fileno() >= 0:
                socket.close(connection.detach())

    def is_one(self, client: tuple[str, int]) -> bool:
        """Whether a client is this program."""
        return client[1] in self._ports


@record
class _Conduct:
    """What a server decides for its handlers.

    ``has_handlers``: a test expects requests. ``may_stay``: a client's connection may stay open. ``is_wanted``: the
    next request comes through a connection that stayed open.
    """

    has_handlers: Callable[[], bool] = lambda: False
    may_stay: Callable[[tuple[str, int]], bool] = lambda _client: False
    is_wanted: Callable[[socket.socket], bool] = lambda _connection: False


def _handler(keep: Callable[[Received], None], answer: Callable[[], _Answer], conduct: _Conduct) -> Any:
    """The class that takes requests from a connection and answers them; by werkzeug where a test expects requests."""
    from werkzeug.serving import WSGIRequestHandler

    class Handler(WSGIRequestHandler):
        raw_requestline: bytes
        raw_target: bytes
        disable_nagle_algorithm = True
        has_answered = False

        def handle_one_request(self) -> None:
            if self.has_answered and not conduct.is_wanted(self.connection):
                self.close_connection = True
                return
            super().handle_one_request()
            self.has_answered = True

        def parse_request(self) -> bool:
            method, _, rest = self.raw_requestline.rstrip(b"\r\n").partition(b" ")
            target, _, version = rest.rpartition(b" ")
            # http.server splits the line at what Latin-1 calls spaces, which are mere bytes of UTF-8.
            escaped = _NO_ASCII.sub(lambda found: b"%%%02X" % found[0][0], target)
            self.raw_requestline = b" ".join((method, escaped, version)) + b"\r\n"
            self.raw_target = target
            return super().parse_request()

        def head(self) -> tuple[str, bytes, tuple[tuple[str, str], ...]]:
            """Method, target and headers, as they arrived."""
            return self.command, self.raw_target, tuple((name, _utf8(value)) for name, value in self.headers.items())

        def make_environ(self) -> dict[str, Any]:
            return {**super().make_environ(), _ENVIRON_KEY: self.head()}

        def run_wsgi(self) -> None:
            length = self.headers.get("Content-Length") or ("0" if self.command in _WITHOUT_LENGTH else "")
            framed_otherwise = "Transfer-Encoding" in self.headers or "Expect" in self.headers
            if conduct.has_handlers() or framed_otherwise or not length.isdecimal():
                super().run_wsgi()
                return
            keep(Received(*self.head(), self.rfile.read(int(length))))
            status, headers, body = answer()
            self.send_response(status)
            stays = _STAYS if conduct.may_stay(self.client_address) else _LAST
            for name, value in {**stays, **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            if body and self.command != "HEAD" and status not in _WITHOUT_BODY:
                self.wfile.write(body)

        def log(self, type: str, message: str, *args: Any) -> None:
            """Silence: the report says what is to be reported."""

    return Handler


def _utf8(value: str) -> str:
    return value.encode("latin-1", "replace").decode("utf-8", "surrogateescape")
