"""Servers of raw sockets on loopback, which answer as no real one should."""

from __future__ import annotations

import socket
import threading
from abc import abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar


class Server:
    """A server that does with each connection what ``converse`` says, until its listener is closed."""

    def __init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listener.getsockname()[1]
        self.origin = f"http://127.0.0.1:{self.port}"

    def serve(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            with connection, suppress(ConnectionError, TimeoutError):
                connection.settimeout(5)
                self.converse(connection)

    @abstractmethod
    def converse(self, connection: socket.socket) -> None: ...


_Server = TypeVar("_Server", bound=Server)


@contextmanager
def serving(server: _Server) -> Iterator[_Server]:
    """A server that answers while this lasts."""
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.listener.shutdown(socket.SHUT_RDWR)
        server.listener.close()
        thread.join(5)


def request_on(connection: socket.socket) -> tuple[bytes, bytes]:
    """The head and the body of the request on a connection; ConnectionError where it does not come whole."""

    def more() -> bytes:
        data = connection.recv(65536)
        if not data:
            raise ConnectionError("no whole request came")
        return data

    data = b""
    while b"\r\n\r\n" not in data:
        data += more()
    head, _, body = data.partition(b"\r\n\r\n")
    lengths = (line[15:] for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:"))
    length = int(next(lengths, b"0"))
    while len(body) < length:
        body += more()
    return head, body
