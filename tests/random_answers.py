"""Random answers of a provider to ``send``, the same ones in every run, and what the command makes of each.

usage: python -m tests.random_answers [HOW_MANY [FIRST]]

An answer is one that a provider of the catalog documents, under its rules, then broken in some way: other bytes, other
headers, another status, another framing, cut off. Whatever is answered, exactly one message has left, and the exit
status is 0 (accepted), 1 (refused) or 3 (unknown): never 2, and never a defect.
"""

from __future__ import annotations

import contextlib
import gzip
import io
import random
import socket
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from curl2sms import cli
from curl2sms.locating.catalog import entry_for
from curl2sms.template import dump
from curl2sms.template.model import Pair, Parameters, Template
from tests.catalog.test_answers import CASES, case_of

ANSWERS = sorted(CASES.rglob("*.http"))
_STATUSES = "100 Continue|101 x|199|200 OK|201 Created|202|204 No Content|206 x|301 Moved|302 Found|304 x|400 Bad|401 x"
_STATUSES += "|403 x|404 x|429 x|500 x|503 x|599 x|600 x|999 x|0 x|-1 x|2e2 x|20|"
_HEADERS = [
    b"Content-Type: application/json; charset=utf-16", b"Content-Type: text/xml; charset=nobodys",
    b"Content-Type: a/b/c",
    b"Content-Encoding: gzip", b"Content-Encoding: deflate, br", b"Content-Encoding: x", b"Transfer-Encoding: chunked",
    b"Transfer-Encoding: gzip, chunked", b"Content-Length: 3", b"Content-Length: -1", b"Content-Length: 99999999999",
    b"Content-Length: 1\r\nContent-Length: 2", b"Location: http://[::1", b"Location: \xff\xfe", b"Location: //",
    b"Location:",
    b"Location: http://a.example/\x1b]0;x", b"no colon", b": no name", b"X: " + b"y" * 70000, b" folded",
    b"Set-Cookie: a",
    b"Content-Range: bytes */*", b"Retry-After: never", b"WWW-Authenticate: Negotiate", b"Connection: upgrade",
]  # fmt: skip


def answer(number: int, choice: random.Random) -> tuple[Path, bytes]:
    """A documented answer's file, and the bytes to answer with."""
    path = choice.choice(ANSWERS)
    case = case_of(path).answer
    status = f"{case.status} x" if choice.random() < 0.6 else choice.choice(_STATUSES.split("|"))
    head = [b"HTTP/1.1 " + status.encode()]
    head += [f"{name}: {value}".encode("utf-8", "surrogateescape") for name, value in case.headers]
    body = bytes(case.body)
    for change in choice.sample(_CHANGES, choice.choice([0, 1, 1, 2, 3])):
        head, body = change(choice, head, body)
    raw = b"\r\n".join([*head, b"", body])
    return path, choice.randbytes(choice.randrange(80)) if choice.random() < 0.03 else raw


Changed = tuple[list[bytes], bytes]


def _other_header(choice: random.Random, head: list[bytes], body: bytes) -> Changed:
    at = choice.randrange(1, len(head) + 1)
    return [*head[:at], choice.choice(_HEADERS), *head[at:]], body


def _without_header(choice: random.Random, head: list[bytes], body: bytes) -> Changed:
    return head[: choice.randrange(1, len(head) + 1)], body


def _cut(choice: random.Random, head: list[bytes], body: bytes) -> Changed:
    return [*head, b"Content-Length: %d" % len(body)], body[: choice.randrange(len(body) + 1)]


def _other_bytes(choice: random.Random, head: list[bytes], body: bytes) -> Changed:
    broken = bytearray(body)
    for _ in range(choice.randrange(1, 5)):
        if broken:
            broken[choice.randrange(len(broken))] = choice.randrange(256)
    return head, bytes(broken)


def _other_words(choice: random.Random, head: list[bytes], body: bytes) -> Changed:
    old, new = choice.choice(
        [(b'"', b""), (b"}", b"]"), (b"0", b"null"), (b"1", b"1e999"), (b":", b":["), (b"<", b"<!")]
    )
    return head, body.replace(old, new)


def _doubled(choice: random.Random, head: list[bytes], body: bytes) -> Changed:
    return head, choice.choice([body * 2, b"[" * 2000 + body, body + b"\x00", b"\xef\xbb\xbf" + body, body * 300])


def _zipped(choice: random.Random, head: list[bytes], body: bytes) -> Changed:
    packed = gzip.compress(body, mtime=0)
    return [*head, b"Content-Encoding: gzip"], packed[: choice.choice([len(packed), len(packed) // 2, 9])]


def _chunked(choice: random.Random, head: list[bytes], body: bytes) -> Changed:
    size = choice.choice([b"%x" % len(body), b"1", b"ffffffff", b"-1", b"zz", b"%x;a=b" % len(body)])
    return [*head, b"Transfer-Encoding: chunked"], size + b"\r\n" + body + choice.choice(
        [b"\r\n0\r\n\r\n", b"\r\n0\r\n", b""]
    )


def _other_charset(choice: random.Random, head: list[bytes], body: bytes) -> Changed:
    charset = choice.choice(["utf-16", "utf-7", "shift_jis", "latin-1", "idna", "hex", "undefined"])
    return [*head, f"Content-Type: application/json; charset={charset}".encode()], body


_CHANGES: list[Callable[[random.Random, list[bytes], bytes], Changed]] = [
    _other_header, _without_header, _cut, _other_bytes, _other_words, _doubled, _zipped, _chunked, _other_charset
]  # fmt: skip


class Server:
    """A provider on loopback that answers each request with the bytes that it was given, and counts messages."""

    def __init__(self) -> None:
        self.answer = b""
        self.messages = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}/send"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            with connection, contextlib.suppress(OSError):
                connection.settimeout(5)
                received = b""
                while b"&text=Hi" not in received:
                    received += connection.recv(65536) or b"&text=Hi"
                self.messages += received.startswith(b"POST /send ")
                connection.sendall(self.answer)
                connection.shutdown(socket.SHUT_WR)
                while connection.recv(65536):
                    pass


def outcomes(count: int, first: int = 0) -> Iterator[tuple[int, Path, int, str]]:
    """For each number the documented answer's file, the exit status, and what is wrong (empty: nothing)."""
    server, folder = Server(), Path(tempfile.mkdtemp(prefix="random-answers-"))
    for number in range(first, first + count):
        path, server.answer = answer(number, random.Random(number))  # noqa: S311 - a choice of tests
        file = folder / f"{path.parent.name}-{path.stem}.json"
        if not file.exists():
            known, pairs = entry_for(case_of(path).call), (Pair("to", "$$To"), Pair("text", "$$Body"))
            response = known.response if known else None
            file.write_text(
                dump(Template("t", "POST", server.url, parameters=Parameters("form", pairs), response=response))
            )
        server.messages = 0
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = cli.main(["send", str(file), "--to", "+14155550100", "--body", "Hi", "--yes"])
        said = out.getvalue() + err.getvalue()
        wrong = "" if status in (0, 1, 3) else f"exit status {status}"
        wrong = wrong or ("a defect" if "reading its answer failed" in said or "a defect of" in said else "")
        yield number, path, status, wrong or ("" if server.messages == 1 else f"{server.messages} messages left")


def main() -> int:
    """Send, and print how many there are of each exit status; what is wrong in full."""
    count, first = (*map(int, sys.argv[1:3]), *(10_000, 0)[len(sys.argv[1:3]) :])
    statuses: Counter[int] = Counter()
    faults = 0
    for number, path, status, wrong in outcomes(count, first):
        statuses[status] += 1
        if wrong:
            faults += 1
            print(f"{number}: {path.parent.name}/{path.stem}: {wrong}")
    print(f"{faults} wrong; " + ", ".join(f"exit {status}: {amount}" for status, amount in sorted(statuses.items())))
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
