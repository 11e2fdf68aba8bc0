"""The mock provider keeps what it receives to the letter, and leaves nothing behind."""

from __future__ import annotations

import socket
import threading
from typing import Any

import pytest

from curl2sms import proving
from curl2sms.errors import UsageError
from curl2sms.http import HttpRequest


def exchanged(raw: bytes) -> tuple[proving.Provider, bytes]:
    """What the mock kept of the bytes, and what it answered."""
    with proving.provider() as provider, socket.create_connection(provider.address, timeout=2) as connection:
        connection.sendall(raw)
        answer = b""
        while piece := connection.recv(65536):
            answer += piece
    return provider, answer


def test_a_request_is_kept_as_it_came() -> None:
    raw = (
        "POST //a//../%7e%2f;x?b=%2b+&c=à\x85 HTTP/1.1\r\nHost: h\r\nX-oDD: 1\r\nx-odd: zwei ₹\r\n"
        "X-Empty:\r\nX_Under: y\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 5\r\n\r\n"
    ).encode() + b"a=\xff+b"
    provider, answer = exchanged(raw)
    (received,) = provider.received
    assert answer.startswith((b"HTTP/1.0 200 OK", b"HTTP/1.1 200 OK"))
    assert received.method == "POST"
    assert received.target == "//a//../%7e%2f;x?b=%2b+&c=à\x85".encode()
    assert received.headers[1:5] == (("X-oDD", "1"), ("x-odd", "zwei ₹"), ("X-Empty", ""), ("X_Under", "y"))
    assert received.body == b"a=\xff+b"


def test_a_machine_without_loopback_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(*_: object, **__: object) -> socket.socket:
        raise OSError(101, "Network is unreachable")

    monkeypatch.setattr(socket, "create_connection", unreachable)
    with (
        pytest.raises(UsageError, match=r"can't reach the mock provider at 127\.0\.0\.1.*: Network is unreachable"),
        proving.provider(),
    ):
        pass


def test_a_chunked_body_is_put_together() -> None:
    provider, _ = exchanged(
        b"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
    )
    assert provider.received[0].body == b"abcde"


def test_it_says_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    exchanged(b"GET /x HTTP/1.1\r\nHost: h\r\n\r\n")
    exchanged(b"nonsense\r\n\r\n")
    assert capfd.readouterr() == ("", "")


def test_it_leaves_nothing_behind() -> None:
    threads = threading.active_count()
    for _ in range(5):
        with proving.provider() as provider:
            host, port = provider.address
    assert threading.active_count() == threads
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((host, port), timeout=1)


def test_a_connection_ends_with_it_also_where_an_answer_is_still_held(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []
    connect = socket.create_connection

    def connected(*given: Any) -> socket.socket:
        opened.append(connect(*given))
        return opened[-1]

    with proving.provider() as provider:
        monkeypatch.setattr(socket, "create_connection", connected)
        provider.send(HttpRequest("GET", "https://sms.example/"))
        (connection,) = opened
        held = connection.makefile("rb")
        connection.close()
        assert connection.fileno() >= 0
    assert connection.fileno() == -1
    with pytest.raises(OSError):
        held.read()


def test_it_listens_on_loopback_alone() -> None:
    with proving.provider() as provider:
        assert provider.address[0] == "127.0.0.1"


def test_a_taken_port_is_an_error_that_says_so(capfd: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UsageError) as caught, proving.provider(port):
            pass
    assert caught.value.note.id == "mock-port"
    assert str(port) in caught.value.note.message
    assert capfd.readouterr() == ("", "")


def test_an_interrupted_run_stops_the_server() -> None:
    threads = threading.active_count()
    with pytest.raises(KeyboardInterrupt), proving.provider():
        raise KeyboardInterrupt
    assert threading.active_count() == threads


def test_handlers_of_pytest_httpserver_answer_what_they_expect() -> None:
    with proving.provider() as provider:
        provider.server.expect_request("/v1/send").respond_with_json({"status": "queued"})
        with socket.create_connection(provider.address, timeout=2) as connection:
            connection.sendall(b"GET /v1/send HTTP/1.1\r\nHost: h\r\n\r\n")
            answer = b""
            while piece := connection.recv(65536):
                answer += piece
    assert b'"queued"' in answer


def test_the_connection_of_a_proof_stays_open_and_no_other_does(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[object] = []
    connect = socket.create_connection

    def counted(*given: Any, **named: Any) -> socket.socket:
        opened.append(given)
        return connect(*given, **named)

    request = HttpRequest("POST", "https://api.example/send", body=b"x")
    with proving.provider() as provider:
        monkeypatch.setattr(socket, "create_connection", counted)
        answers = [provider.send(request) for _ in range(3)]
        assert len(opened) == 1
        with connect(provider.address, timeout=2) as other:
            other.sendall(b"GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            assert b"Connection: close" in b"".join(iter(lambda: other.recv(65536), b""))
        answers.append(provider.send(request))
        assert len(opened) == 2  # it gave way to the other
        for play in (proving.Play(205), proving.Play(200, {"Content-Length": "0"})):
            with provider.playing(play):
                answers.append(provider.send(request))
        answers.append(provider.send(request))
        assert len(opened) == 4  # and ends with an answer that has no length of ours
    assert [answer.status for answer in answers] == [200] * 4 + [205, 200, 200]
    assert len(provider.received) == 8
