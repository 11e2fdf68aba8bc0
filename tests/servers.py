"""Servers of raw sockets on loopback, which answer as no real one should."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol, TypeVar


class Server(Protocol):
    """What listens, and what answers until the listener is closed."""

    listener: socket.socket

    def serve(self) -> None: ...


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
