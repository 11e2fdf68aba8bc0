"""A provider on loopback that keeps what it receives, to the letter.

It is a ``pytest_httpserver.HTTPServer`` that needs no pytest. What werkzeug folds (a leading ``//``, the case and
order of headers, raw bytes in the target) is taken from the connection before werkzeug sees it.
"""

from __future__ import annotations

import io
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
_HOST = "127.0.0.1"
# Seconds to connect to it, and to wait for what it answers: it is on this machine.
TIMEOUT = (2.0, 5.0)
_LONGEST_SECONDS = 5.0
_ENVIRON_KEY = "curl2sms.head"
_PLAIN = "text/plain; charset=utf-8"  # what werkzeug says of an answer that says nothing else
_WITHOUT_LENGTH = {"GET", "HEAD"}  # a request without a length may yet have a body, where its method has one
_WITHOUT_BODY = {204, 205, 304}


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
        """The loopback address that it listens on, for ``wire.send(connect_to=...)``."""
        return self.server.host, self.server.port

    @property
    def url(self) -> str:
        """The origin that it listens on: ``http://127.0.0.1:PORT``."""
        return f"http://{self.server.host}:{self.server.port}"

    def send(self, request: HttpRequest, timeout: tuple[float, float] = TIMEOUT) -> Answer:
        """Send a request here, whatever host it names: see ``wire.send``."""
        return wire.send(request, timeout=timeout, connect_to=self.address, dial=self._dial)

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
        return play.status, {**headers, **framing, "Connection": "close"}, play.body


@contextmanager
def provider(port: int = 0) -> Iterator[Provider]:
    """A running mock provider on 127.0.0.1; port 0 takes any free one. errors.UsageError where the port is taken."""
    _require_listening(port)
    received: list[Received] = []
    stage = _Stage()
    running = Provider(_server(port, received.append, stage.answer), received, stage)
    running.server.start()
    try:
        yield running
    finally:
        running.server.stop()


@contextmanager
def provider_in_process() -> Iterator[Provider]:
    """The same provider where there are no sockets and no threads (a browser): a request goes to its handler as bytes.

    Nobody waits here: an answer that is slow never comes.
    """
    received: list[Received] = []
    stage = _Stage(waits=False)
    handler = _handler(received.append, stage.answer, lambda: False)
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


def _server(port: int, keep: Callable[[Received], None], answer: Callable[[], _Answer]) -> HTTPServer:
    """pytest-httpserver's server, quiet, quick to stop, and told of each request before any parser.

    Where none of its handlers may expect a request, that is answered without werkzeug, which takes most of the time
    of a verification.
    """
    from pytest_httpserver import HTTPServer
    from werkzeug import Response

    class Server(HTTPServer):
        def thread_target(self) -> None:
            if self.server is not None:
                self.server.RequestHandlerClass = _handler(keep, answer, self.has_handlers)
                self.server.serve_forever(poll_interval=_POLL_SECONDS)

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
            return Response(body, status, headers)

    return Server(host=_HOST, port=port)


def _handler(keep: Callable[[Received], None], answer: Callable[[], _Answer], has_handlers: Callable[[], bool]) -> Any:
    """The class that takes a request from a connection and answers it; by werkzeug where ``has_handlers``."""
    from werkzeug.serving import WSGIRequestHandler

    class Handler(WSGIRequestHandler):
        raw_requestline: bytes
        raw_target: bytes

        def parse_request(self) -> bool:
            method, _, rest = self.raw_requestline.rstrip(b"\r\n").partition(b" ")
            target, _, version = rest.rpartition(b" ")
            # http.server splits the line at what Latin-1 calls spaces, which are mere bytes of UTF-8.
            escaped = b"".join(b"%%%02X" % byte if byte > 0x7E else bytes([byte]) for byte in target)
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
            if has_handlers() or framed_otherwise or not length.isdecimal():
                super().run_wsgi()
                return
            keep(Received(*self.head(), self.rfile.read(int(length))))
            status, headers, body = answer()
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD" and status not in _WITHOUT_BODY:
                self.wfile.write(body)

        def log(self, type: str, message: str, *args: Any) -> None:
            """Silence: the report says what is to be reported."""

    return Handler


def _utf8(value: str) -> str:
    return value.encode("latin-1", "replace").decode("utf-8", "surrogateescape")
