"""A request leaves as it was rendered, byte for byte; errors tell whether anything left at all."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
import trustme

from curl2sms import __version__, wire
from curl2sms.errors import ExitStatus, MaybeSentError, SendError
from curl2sms.http import ANSWER_LIMIT, HttpRequest
from tests.servers import Server, request_on, serving

pytestmark = pytest.mark.usefixtures("no_proxy_of_this_machine")

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Id: 1\r\nX-Id: 2\r\n\r\nok"


class Peer(Server):
    """A server that keeps what arrived, and answers with fixed bytes."""

    def __init__(self, answer: bytes, tls: ssl.SSLContext | None) -> None:
        super().__init__()
        self.answer = answer
        self.tls = tls
        self.received: list[bytes] = []

    def converse(self, connection: socket.socket) -> None:
        try:
            with self.tls.wrap_socket(connection, server_side=True) if self.tls else connection as opened:
                self.answer_on(opened)
        except OSError:
            self.received.append(b"")

    def answer_on(self, connection: socket.socket) -> None:
        head, body = request_on(connection)
        self.received.append(head + b"\r\n\r\n" + body)
        connection.sendall(b"HTTP/1.1 502 No\r\n\r\n" if head.startswith(b"CONNECT ") else self.answer)


def peer(
    answer: bytes = OK, tls: ssl.SSLContext | None = None, kind: type[Peer] = Peer
) -> AbstractContextManager[Peer]:
    return serving(kind(answer, tls))


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def bundle(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("ca") / "ca.pem"
    authority.cert_pem.write_to_path(path)
    return str(path)


def server_context(authority: trustme.CA, name: str = "127.0.0.1") -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


# Each row: method, target as in the URL, headers, body; what must be on the wire.
EXACT: list[tuple[str, str, tuple[tuple[str, str], ...], bytes | None]] = [
    ("GET", "/", (), None),
    ("GET", "//a//../b/./%7e%2fx", (), None),
    ("GET", "/?", (), None),
    ("GET", "/x?a=%2b%2B&b='\"{}|^`&c=%zz&d=+", (), None),
    ("GET", "/x?text=à la carte €".replace(" ", "%20"), (), None),
    ("POST", "/v1/%41%5B1%5D;x=1", (("Content-Type", "application/json"),), '{"a": "ü"}'.encode()),
    ("POST", "/x", (("x-odd-CASE", "1"), ("X-Odd-Case", "2"), ("X-Empty", "")), b""),
    ("POST", "/x", (("X-Utf8", "grün ₹"), ("X-Tab", "a\tb"), ("Accept", "application/json")), b"\x00\xff\r\n\r\n"),
    ("POST", "/no-body", (), None),
    ("PUT", "/x", (("User-Agent", "mine/1"), ("Host", "elsewhere.example")), b"x=1&x=2"),
    ("DELETE", "/x", (("Accept-Encoding", "gzip"), ("Cookie", "a=b"), ("Cookie", "c=d")), None),
    ("purge", "/x", (), None),
]


def expected(row: tuple[str, str, tuple[tuple[str, str], ...], bytes | None], authority: str) -> bytes:
    method, target, headers, body = row
    stated = {name.lower() for name, _ in headers}
    lines = [f"{method} {target} HTTP/1.1"]
    lines += [f"Host: {authority}"] * ("host" not in stated)
    lines += [f"User-Agent: curl2sms/{__version__}"] * ("user-agent" not in stated)
    lines += ["Accept: */*"] * ("accept" not in stated)
    lines += [f"{name}: {value}" for name, value in headers]
    if body is not None or method == "POST":
        lines += [f"Content-Length: {len(body or b'')}"]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + (body or b"")


@pytest.mark.parametrize("row", EXACT, ids=lambda row: f"{row[0]} {row[1]}")
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_request_leaves_byte_for_byte(
    row: tuple[str, str, tuple[tuple[str, str], ...], bytes | None], scheme: str, authority: trustme.CA, bundle: str
) -> None:
    method, target, headers, body = row
    with peer(tls=server_context(authority) if scheme == "https" else None) as server:
        request = HttpRequest(method, f"{scheme}://127.0.0.1:{server.port}{target}", headers, body)
        answer = wire.send(request, timeout=(2, 2), ca_bundle=bundle)
    assert server.received == [expected(row, f"127.0.0.1:{server.port}")]
    assert (answer.status, answer.body) == (200, b"ok")
    assert [pair for pair in answer.headers if pair[0] == "X-Id"] == [("X-Id", "1"), ("X-Id", "2")]


def test_basic_authentication_is_utf8_and_stands_first() -> None:
    with peer() as server:
        url = f"http://127.0.0.1:{server.port}/"
        wire.send(HttpRequest("GET", url, (("X", "1"),), basic=("usér", "p:w")), timeout=(2, 2))
    head = server.received[0].decode()
    assert "Authorization: Basic dXPDqXI6cDp3\r\nX: 1\r\n" in head


def test_a_stand_in_server_gets_the_request_of_the_real_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with peer() as server:
        wire.send(
            HttpRequest("GET", "https://api.example.com:8443//x"), stand_in=wire.StandIn("127.0.0.1", server.port)
        )
    assert server.received[0].startswith(b"GET //x HTTP/1.1\r\nHost: api.example.com:8443\r\n")


def test_an_international_host_is_named_in_ascii() -> None:
    with peer() as server:
        wire.send(HttpRequest("GET", "http://sms.bücher.example/"), stand_in=wire.StandIn("127.0.0.1", server.port))
    assert b"Host: sms.xn--bcher-kva.example\r\n" in server.received[0]


def test_through_a_proxy_the_target_is_absolute(monkeypatch: pytest.MonkeyPatch) -> None:
    with peer() as proxy:
        monkeypatch.setenv("http_proxy", f"http://user:pass@127.0.0.1:{proxy.port}")
        wire.send(HttpRequest("GET", "http://sms.invalid//a/%7e?b=à", (("X", "1"),)), timeout=(2, 2))
    head = proxy.received[0]
    assert head.startswith("GET http://sms.invalid//a/%7e?b=à HTTP/1.1\r\nHost: sms.invalid\r\n".encode())
    assert b"Proxy-Authorization: Basic dXNlcjpwYXNz\r\n" in head


def test_https_through_a_proxy_is_tunnelled_and_a_refusal_means_nothing_was_sent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with peer() as proxy:
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{proxy.port}")
        with pytest.raises(SendError) as caught:
            wire.send(HttpRequest("POST", "https://sms.invalid/", (("X-Key", "s3cret"),), b"text"), timeout=(2, 2))
    assert proxy.received[0].startswith(b"CONNECT sms.invalid:443 ")
    assert b"s3cret" not in proxy.received[0]
    assert caught.value.note.id == "wire-not-connected"


def test_a_redirect_is_an_answer_and_is_not_followed() -> None:
    with peer() as elsewhere:
        answer = f"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:{elsewhere.port}/\r\nContent-Length: 0\r\n\r\n"
        with peer(answer.encode()) as server:
            url = f"http://127.0.0.1:{server.port}/"
            assert wire.send(HttpRequest("GET", url, basic=("u", "p")), timeout=(2, 2)).status == 302
    assert elsewhere.received == []


def test_no_netrc_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    netrc = tmp_path / ".netrc"
    netrc.write_text("machine 127.0.0.1 login who password s3cret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HOME", str(tmp_path))
    with peer() as server:
        wire.send(HttpRequest("GET", f"http://127.0.0.1:{server.port}/"), timeout=(2, 2))
    assert b"Authorization" not in server.received[0]


REFUSED = {
    "wire-method": lambda url: HttpRequest("GE T", url),
    "wire-url": lambda url: HttpRequest("GET", url + "a b"),
    "wire-header": lambda url: HttpRequest("GET", url, (("X", "a\r\nY: b"),)),
    "wire-framing": lambda url: HttpRequest("POST", url, (("Content-Length", "3"),), b"four"),
}


@pytest.mark.parametrize("note_id", REFUSED)
def test_what_would_break_the_messages_form_is_refused_before_anything_is_sent(note_id: str) -> None:
    build: Callable[[str], HttpRequest] = REFUSED[note_id]
    with peer() as server:
        with pytest.raises(SendError) as caught:
            wire.send(build(f"http://127.0.0.1:{server.port}/"))
        assert caught.value.note.id == note_id
    assert server.received == []


def test_a_closed_port_means_that_nothing_was_sent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(SendError) as caught:
        wire.send(HttpRequest("GET", f"http://127.0.0.1:{port}/"), timeout=(2, 2))
    assert caught.value.exit_status == ExitStatus.UNUSABLE
    assert "refused" in caught.value.note.message


def test_an_untrusted_certificate_means_that_nothing_was_sent(authority: trustme.CA) -> None:
    with peer(tls=server_context(authority)) as server, pytest.raises(SendError) as caught:
        wire.send(HttpRequest("POST", f"https://127.0.0.1:{server.port}/", body=b"secret"), timeout=(2, 2))
    assert "certificate" in caught.value.note.message.lower()


def test_a_certificate_of_another_name_means_that_nothing_was_sent(authority: trustme.CA, bundle: str) -> None:
    with peer(tls=server_context(authority, "other.example")) as server, pytest.raises(SendError):
        wire.send(HttpRequest("GET", f"https://127.0.0.1:{server.port}/"), timeout=(2, 2), ca_bundle=bundle)


@pytest.mark.parametrize(
    "answer",
    [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf", b"nonsense\r\n\r\n"],
    ids=["none", "half a body", "no HTTP"],
)
def test_without_a_whole_answer_it_may_have_been_sent(answer: bytes) -> None:
    with peer(answer) as server, pytest.raises(MaybeSentError) as caught:
        wire.send(HttpRequest("POST", f"http://127.0.0.1:{server.port}/", body=b"x"), timeout=(2, 2))
    assert caught.value.exit_status == ExitStatus.UNKNOWN
    assert len(server.received) == 1, "sent once, and not again"


def test_an_endless_answer_is_cut() -> None:
    with peer(b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * (ANSWER_LIMIT + 100_000)) as server:
        answer = wire.send(HttpRequest("GET", f"http://127.0.0.1:{server.port}/"), timeout=(2, 2))
    assert len(answer.body) == ANSWER_LIMIT


@pytest.mark.parametrize("drop", [b"X-Y: z\r\n", b"a"], ids=["headers", "a body without a length"])
def test_an_answer_that_comes_drop_by_drop_is_not_waited_for_without_end(drop: bytes) -> None:
    head = b"HTTP/1.1 200 OK\r\n" if drop.endswith(b"\n") else b"HTTP/1.1 200 OK\r\n\r\n"

    class Dripping(Peer):
        def answer_on(self, connection: socket.socket) -> None:
            super().answer_on(connection)
            for _ in range(100):
                time.sleep(0.05)
                connection.sendall(drop)

    with peer(head, kind=Dripping) as server, pytest.raises(MaybeSentError) as caught:
        wire.send(HttpRequest("POST", f"http://127.0.0.1:{server.port}/", body=b"x"), timeout=(2, 2), whole=0.3)
    assert "took too long" in caught.value.note.message
    assert server.received[0].startswith(b"POST ")


def test_nothing_of_the_bound_on_the_whole_is_left_behind() -> None:
    with peer() as server:
        wire.send(HttpRequest("GET", f"http://127.0.0.1:{server.port}/"), timeout=(2, 2))
    assert [thread.name for thread in threading.enumerate() if isinstance(thread, threading.Timer)] == []
