"""The judges of every question about curl and the shell: real curl and real bash, both on a short leash.

``run_curl`` bends curl to a server on 127.0.0.1: it reads no configuration, knows no proxy, resolves no name, and
must not name an option that would send it elsewhere. ``run_bash`` runs a script in which ``curl`` is a stub that
writes down its arguments; no other program is on its path.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import ssl
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

# CURL2SMS_CURL names another curl than the machine's, a newer one, to judge by.
CURL, BASH = os.environ.get("CURL2SMS_CURL") or shutil.which("curl"), shutil.which("bash")

# Options that would lead curl off the loopback, or have it read or write files; letters that take no value.
FORBIDDEN = {
    "--config",
    "--proxy",
    "--proxy1.0",
    "--preproxy",
    "--socks4",
    "--socks4a",
    "--socks5",
    "--socks5-hostname",
    "--unix-socket",
    "--abstract-unix-socket",
    "--doh-url",
    "--dns-servers",
    "--dns-interface",
    "--resolve",
    "--connect-to",
    "--output",
    "--output-dir",
    "--remote-name",
    "--remote-name-all",
    "--cookie-jar",
    "--dump-header",
    "--trace",
    "--trace-ascii",
    "--stderr",
    "--hsts",
    "--alt-svc",
    "--etag-save",
    "--libcurl",
    "--interface",
    "--netrc-file",
    "--ipfs-gateway",
    "--no-noproxy",
}
FLAGS = "#012346:BGIJLMNORSVZafghijklnpqsv"
FORBIDDEN_SHORT = "KxoOcDUp"
# What a request says of its body may be false: no more of it comes then.
_BODY_SECONDS = 2
# Headers of every request, and those of how a body travels, which is no part of the request.
FRAMING = {("Accept", "*/*"), ("Expect", "100-continue"), ("Transfer-Encoding", "chunked")}
# What a config on standard input may hold.
FOR_CONFIG = {
    *("url", "data", "d", "data-raw", "data-urlencode", "json", "header", "H", "user", "get", "G", "request", "next"),
    *("variable", "expand-data"),
}


@dataclass(frozen=True, slots=True)
class Captured:
    """A request as it arrived: the request line's parts, the header lines cut at the colon, the body.

    Header values are UTF-8 with what is no UTF-8 escaped, without the space after the colon; a chunked body is put
    together.
    """

    method: str
    target: bytes
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def own_headers(self) -> list[tuple[str, str]]:
        """The headers without those that curl puts into every request."""
        default = {"host", "content-length"}
        return [
            (name, value)
            for name, value in self.headers
            if name.lower() not in default
            and not (name == "User-Agent" and value.startswith("curl/"))
            and (name, value) not in FRAMING
        ]

    def header(self, name: str) -> str | None:
        """The first value of a header, its name compared without case; None where it is absent."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


class CurlRefusedError(Exception):
    """Curl sent nothing: its exit status and what it said."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(f"curl: exit status {status}: {said}")
        self.status = status


class CaptureServer:
    """A server on 127.0.0.1 that speaks http and https on one port, writes requests down and answers 200."""

    def __init__(self) -> None:
        import trustme

        self.requests: list[Captured] = []
        self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        trustme.CA().issue_cert("localhost").configure_cert(self._tls)
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            connection, _ = self._socket.accept()
            connection.settimeout(10)
            try:
                if connection.recv(1, socket.MSG_PEEK) == b"\x16":  # a TLS handshake record: RFC 8446 5.1
                    connection = self._tls.wrap_socket(connection, server_side=True)
                while (request := _receive(connection)) is not None:
                    self.requests.append(request)
                    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            except (OSError, ValueError):
                pass
            finally:
                connection.close()


def _receive(connection: socket.socket) -> Captured | None:
    """One request from a connection; None where it was closed."""
    received = b""

    def more() -> bool:
        nonlocal received
        try:
            piece = connection.recv(1 << 16)
        except TimeoutError:
            return False
        received += piece
        return bool(piece)

    while b"\r\n\r\n" not in received:
        if not more():
            return None
    head, _, received = received.partition(b"\r\n\r\n")
    connection.settimeout(_BODY_SECONDS)
    request_line, *lines = re.split(rb"\r?\n", head)
    method, target, _ = request_line.split(b" ", 1)[0], request_line.split(b" ", 1)[1].rpartition(b" ")[0], None
    headers = []
    for line in lines:
        name, _, value = line.decode("utf-8", "surrogateescape").partition(":")
        headers.append((name, value.removeprefix(" ")))
    found = {name.lower(): value.strip() for name, value in headers}
    if found.get("expect") == "100-continue":
        connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
    if "chunked" in found.get("transfer-encoding", ""):
        while not received.endswith(b"0\r\n\r\n") and more():
            pass
        body = b"".join(_chunks(received))
    else:
        length = int(found.get("content-length") or 0)
        while len(received) < length and more():
            pass
        body = received[:length]
    return Captured(method.decode(), target, tuple(headers), body)


def _chunks(data: bytes) -> Iterator[bytes]:
    while data:
        size, _, data = data.partition(b"\r\n")
        length = int(size, 16)
        yield data[:length]
        data = data[length + 2 :]


@cache
def _server() -> CaptureServer:
    return CaptureServer()


def check_harmless(words: Sequence[str], stdin: bytes = b"") -> None:
    """AssertionError where a word could be an option that leads curl astray; it errs on the careful side."""
    for number, word in enumerate(words):
        following = words[number + 1 : number + 2]
        if word in {"-o", "--output"} and following == ["/dev/null"]:
            continue
        if word in {"-K", "--config"} and following == ["-"]:
            for name in re.findall(r"^\s*-*([\w-]+)", stdin.decode(), re.MULTILINE):
                assert name in FOR_CONFIG, f"a config's {name} is not tried here"
            continue
        if word.startswith("--") and len(word) > 3:
            assert not any(name.startswith(word.partition("=")[0]) for name in FORBIDDEN), f"{word} is not tried here"
        elif word.startswith("-"):
            for letter in word[1:]:
                assert letter not in FORBIDDEN_SHORT, f"-{letter} is not tried here"
                if letter not in FLAGS:
                    break


def replay(words: Sequence[str], stdin: bytes = b"") -> tuple[list[Captured], int, str]:
    """All the requests that ``curl WORDS`` sends, its exit status and what it said."""
    assert CURL is not None
    check_harmless(words, stdin)
    server = _server()
    before = len(server.requests)
    bent = ["-q", "-k", "--noproxy", "*", "--connect-to", f"::127.0.0.1:{server.port}", "--max-time", "10"]
    bent += ["--proto", "=http,https", "-sS"]
    with tempfile.TemporaryDirectory() as home:
        done = subprocess.run(
            [CURL, *bent, *words],
            input=stdin,
            capture_output=True,
            cwd=home,
            env={"PATH": "/usr/bin:/bin", "HOME": home, "LC_ALL": "C.UTF-8"},
            timeout=30,
            check=False,
        )
    return server.requests[before:], done.returncode, done.stderr.decode("utf-8", "replace").strip()


def run_curl(words: Sequence[str], stdin: bytes = b"") -> Captured:
    """The first request that ``curl WORDS`` sends; words are curl's arguments, without ``curl`` itself.

    Raises CurlRefusedError where it sends none.
    """
    requests, status, said = replay(words, stdin)
    if not requests:
        raise CurlRefusedError(status, said)
    return requests[0]


@dataclass(frozen=True, slots=True)
class Invocation:
    """One call of ``curl`` in a script: its arguments, and what came on its standard input."""

    words: list[str]
    stdin: str


STUB = """#!{bash}
{{ printf '%s\\0' "$#" "$@"; while IFS= read -r -d '' part; do :; done; printf '%s\\0' "$part"; }} >>"$CALLS"
"""


@contextmanager
def _stub_path(tools: Sequence[str]) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bin"
        path.mkdir()
        (path / "curl").write_text(STUB.format(bash=BASH))
        (path / "curl").chmod(0o755)
        for tool in tools:
            (path / tool).symlink_to(shutil.which(tool) or f"/bin/{tool}")
        yield Path(folder)


def invocations(script: str, tools: Sequence[str] = ("cat", "base64", "tr", "bash", "sh")) -> list[Invocation]:
    """Every call of ``curl`` that bash makes in a script, in order; ``tools`` are the only other programs."""
    assert BASH is not None
    with _stub_path(tools) as folder:
        calls = folder / "calls"
        calls.touch()
        (folder / "script").write_bytes(script.encode("utf-8", "surrogateescape"))
        subprocess.run(
            [BASH, "--norc", "--noprofile", str(folder / "script")],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            cwd=folder,
            env={"PATH": str(folder / "bin"), "HOME": str(folder), "LC_ALL": "C.UTF-8", "CALLS": str(calls)},
            timeout=30,
            check=False,
        )
        fields = calls.read_bytes().decode("utf-8", "surrogateescape").split("\0")[:-1]
    found = []
    while fields:
        count = int(fields[0])
        found.append(Invocation(fields[1 : count + 1], fields[count + 1]))
        fields = fields[count + 2 :]
    return found


def run_bash(script: str) -> list[list[str]]:
    """The arguments of every call of ``curl`` that bash makes in a script, in order."""
    return [call.words for call in invocations(script)]
