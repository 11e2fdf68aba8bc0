"""A platform that takes callbacks on loopback, and is out of order as often as it is told."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

TAKEN = (200, b'{"status":"success","message":"Callback processed successfully"}')
BROKEN = (500, b"")
DRIPPING = (200, b"." * 1000)  # a byte now and then

# What the platform answers to the callback of a number, from 1: a status and a body, or None for nothing at all.
Mood = Callable[[int], tuple[int, bytes] | None]


class Platform:
    """What was asked of the platform, and which callbacks it took."""

    def __init__(self, mood: Mood) -> None:
        self.mood = mood
        self.asked: list[Any] = []
        self.taken: list[Any] = []
        self.lock = threading.Lock()
        self.closing = threading.Event()
        self.url = ""

    @property
    def ids(self) -> set[str]:
        """The ids of the messages whose callbacks were taken."""
        return {one["meta"] for callback in self.taken for event in callback for one in event["data"]}

    def answer(self, body: bytes) -> tuple[int, bytes] | None:
        """What one callback is answered."""
        callback = json.loads(body)
        with self.lock:
            self.asked.append(callback)
            said = self.mood(len(self.asked))
            if said and said == TAKEN:
                self.taken.append(callback)
        return said


@contextmanager
def platform(mood: Mood = lambda _: TAKEN) -> Iterator[Platform]:
    """A platform on a free port of loopback."""
    known = Platform(mood)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said = known.answer(self.rfile.read(int(self.headers["Content-Length"])))
            if said is None:  # it hangs, until the one who waits goes away
                self.connection.settimeout(20)
                while not known.closing.is_set() and self.connection.recv(1):
                    pass
                self.close_connection = True
                return
            self.send_response(said[0])
            self.send_header("Content-Length", str(len(said[1])))
            self.end_headers()
            if said == DRIPPING:
                for byte in said[1]:
                    self.wfile.write(bytes([byte]))
                    if known.closing.wait(0.05):
                        return
            self.wfile.write(said[1])

        def log_message(self, format: str, *args: object) -> None:
            """Nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 128

        def handle_error(self, request: Any, client_address: Any) -> None:
            """Nothing: whoever waited has gone away."""

    with Server(("127.0.0.1", 0), Handler) as server:
        known.url = f"http://127.0.0.1:{server.server_address[1]}/callback?account=1"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield known
        finally:
            known.closing.set()
            server.shutdown()
            thread.join()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
