"""The page on this machine alone: a server on 127.0.0.1, for one person."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from curl2sms.errors import UsageError, note
from curl2sms.page.application import Application, Settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from werkzeug.serving import BaseWSGIServer

_HOST = "127.0.0.1"
# A sample may have 1 MiB, and JSON spells a control character with six.
_LARGEST = 7 << 20
_PATIENCE_SECONDS = 30
_LAST_PORT = 65535


@contextmanager
def server(port: int = 0) -> Iterator[BaseWSGIServer]:
    """A server that listens, and answers within its ``serve_forever``; port 0 takes any free one.

    Raises errors.UsageError where the port can't be had.
    """
    from werkzeug.serving import WSGIRequestHandler, make_server

    class Handler(WSGIRequestHandler):
        protocol_version = "HTTP/1.1"  # rows of a proof go out as they come
        timeout = _PATIENCE_SECONDS

        def log(self, type: str, message: str, *args: Any) -> None:
            """Log nothing: requests hold samples and secrets."""

    with _listening(port) as listener:
        port = listener.getsockname()[1]
        hosts = frozenset(f"{name}:{port}" for name in (_HOST, "localhost"))
        application = Application(Settings(hosts, _LARGEST, secrets.token_urlsafe()))
        serving = make_server(_HOST, port, application, threaded=True, request_handler=Handler, fd=listener.fileno())
        try:
            yield serving
        finally:
            serving.server_close()


def url(serving: BaseWSGIServer) -> str:
    """The address of the page."""
    return f"http://{_HOST}:{serving.port}/"


def _listening(port: int) -> socket.socket:
    if port > _LAST_PORT:
        raise UsageError(note("page-port", port=port, why=f"the last one is {_LAST_PORT}"))
    try:
        return socket.create_server((_HOST, port))
    except OSError as error:
        raise UsageError(note("page-port", port=port, why=error.strerror or str(error))) from error
