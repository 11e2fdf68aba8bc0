"""Listings of every shape: what we read is what the language itself sends (``tests/cases/programs/README.md``)."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from email.parser import BytesParser
from email.policy import HTTP
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest

from curl2sms import reading
from curl2sms.errors import Source
from curl2sms.http import CLOSE, OPEN

CASES = Path(__file__).parent.parent / "cases" / "programs"
SAMPLES = sorted(path for path in CASES.iterdir() if path.suffix in {".php", ".js", ".py"})
# Headers that a client makes of itself; they are none of the sample's.
OWN = {"host", "user-agent", "content-length", "accept-encoding", "connection", "expect", "accept-language"}
OWN |= {"sec-fetch-mode", "origin", "referer", "cache-control", "pragma", "transfer-encoding", "x-requested-with"}
# What the modules of a case need; named by this variable of the environment.
MODULES = os.environ.get("CURL2SMS_NODE_MODULES", "")

Request = dict[str, Any]


def expected(path: Path) -> dict[str, Any]:
    """What a case says: the request, and how the listing is run."""
    case: dict[str, Any] = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    return case


def without_own(request: Request, text: str) -> Request:
    """A request without the Accept header that a client states of itself."""
    headers = request["headers"]
    if "accept" in headers and "accept" not in text.lower():
        del headers["accept"]
    return request


def comparable(method: str, target: str, headers: list[tuple[str, str]], body: bytes) -> Request:
    """A request as it is compared: the query and a multipart body by their pairs, any other body by its text."""
    parts = urlsplit(target)
    kept = {name.lower(): value for name, value in headers if name.lower() not in OWN}
    if "*/*" in kept.get("accept", ""):
        del kept["accept"]
    shown: Any = body.decode()
    if kept.get("content-type", "").startswith("multipart/form-data"):
        message = BytesParser(policy=HTTP).parsebytes(
            b"Content-Type: " + kept["content-type"].encode() + b"\r\n\r\n" + body
        )
        kept["content-type"] = "multipart/form-data"
        shown = [
            [part.get_param("name", header="content-disposition"), part.get_content().strip()]
            for part in message.iter_parts()
        ]
    query = [list(pair) for pair in parse_qsl(parts.query, keep_blank_values=True)]
    return {
        "method": method,
        "path": unquote(parts.path),
        "query": query,
        "headers": dict(sorted(kept.items())),
        "body": shown,
    }


def read(path: Path) -> Request:
    """What we read of a listing; a variable is its own name."""
    request = reading.read(Source(path.name, path.read_text(encoding="utf-8"))).request
    request = request.with_texts(lambda text: text.replace(OPEN, "").replace(CLOSE, ""))
    target = request.target.decode()
    return comparable(request.method, target, list(request.wire_headers()), request.body or b"")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_what_is_read_is_what_the_language_sends(path: Path, update: bool) -> None:
    case = expected(path)
    if update and not case.get("runs", True):  # nothing else shows what it sends: to be reviewed
        write(path, case | {"request": read(path)})
    assert read(path) == expected(path)["request"]


def write(path: Path, case: dict[str, Any]) -> None:
    text = json.dumps(case, ensure_ascii=False, indent=1) + "\n"
    path.with_suffix(".json").write_text(text, encoding="utf-8")


class Capture(ThreadingHTTPServer):
    """A server on loopback that keeps what it gets."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.seen: list[Request] = []


ANSWER = b'{"token": "token", "data": {"token": "token"}}'


class Handler(BaseHTTPRequestHandler):
    """Answers each request with an empty JSON object."""

    server: Capture

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.headers.get("Transfer-Encoding") == "chunked":
            body = b"".join(self.chunks())
        self.server.seen.append(comparable(self.command, self.path, self.headers.items(), body))
        self.send_response(200)
        self.send_header("Content-Length", str(len(ANSWER)))
        self.send_header("Content-Type", "application/json")
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Access-Control-Allow-Headers", "*")
        self.end_headers()
        self.wfile.write(ANSWER)

    do_GET = do_PUT = do_OPTIONS = do_POST  # noqa: N815 - what http.server calls them

    def chunks(self) -> Iterator[bytes]:
        while size := int(self.rfile.readline(), 16):
            yield self.rfile.read(size)
            self.rfile.readline()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def capture() -> Iterator[Capture]:
    with Capture() as server:
        thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def on_loopback(text: str, port: int) -> str:
    """A listing that sends to loopback: its hosts are replaced, and https by http."""
    text = re.sub(
        r"HTTPS?Connection\(([\"'][\w.-]+[\"']|[a-z]\w*)(?:, 443)?", f"HTTPConnection('127.0.0.1', {port}", text
    )
    text = re.sub(r"import HTTPSConnection", "import HTTPConnection", text)
    text = re.sub(r"https?://[\w.-]+(?::\d+)?(?=[/?'\"`]|$)", f"http://127.0.0.1:{port}", text)
    text = re.sub(r"(['\"]?host(?:name)?['\"]?\s*:\s*)(['\"`])[\w.-]+\2", rf"\1'127.0.0.1', port: {port}", text)
    text = re.sub(r"port: '?443'?,\s*", "", text)
    text = re.sub(r"require\('(?:follow-redirects'\)\.https|https'\))", "require('http')", text)
    return re.sub(r"from ['\"]https['\"]", "from 'http'", text)


def run(path: Path, case: dict[str, Any], port: int, folder: Path) -> None:
    text = on_loopback(path.read_text(encoding="utf-8"), port)
    names = re.findall(r"\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b", text)  # of variables of the environment
    environment = {"PATH": os.environ["PATH"], **{name: name for name in names}, "NO_PROXY": "*"}
    if path.suffix == ".php":
        text = re.sub(r"(?is)\A.*?<\?php", "", text, count=1)
        script = folder / "listing.php"
        text = re.sub(r"(?m)^require(?:_once)? .*$|^namespace [\w\\]+;$|^use [\w\\]+;$", "", text)
        text = re.sub(r"(?ms)^\?>.*\Z", "", text)
        script.write_text(f"<?php {case.get('before', '')}\n{text}\n{case.get('run', '')}", encoding="utf-8")
        command = ["php", "-d", "display_errors=0", str(script)]
    elif path.suffix == ".py":
        script = folder / "listing.py"
        script.write_text(f"{case.get('before', '')}\n{text}\n{case.get('run', '')}\n", encoding="utf-8")
        command = [sys.executable, str(script)]
    else:
        is_module = re.search(r"(?m)^(?:import|export) |^(?:const|let|var) .*= await ", text)
        folder = Path(MODULES) if case.get("modules") else folder
        script = folder / f"listing-{port}.{'mjs' if is_module else 'cjs'}"
        script.write_text(
            f"{case.get('before', '')}\n{text}\n{case.get('run', '')}".replace("PORT", str(port)), encoding="utf-8"
        )
        command = ["node", str(script)]
    try:
        subprocess.run(command, env=environment, timeout=20, check=False, capture_output=True, cwd=folder)
    finally:
        script.unlink()


def missing_for(path: Path) -> str:
    """The program or the library that a listing needs and that is not installed."""
    if path.suffix == ".py":
        imported = re.findall(r"(?m)^ *(?:import|from) (.+)", path.read_text(encoding="utf-8"))
        needed = [name for line in imported for name in re.findall(r"\b(?:requests|httpx|aiohttp)\b", line)]
        return next((name for name in needed if find_spec(name) is None), "")
    program = "php" if path.suffix == ".php" else "node"
    if shutil.which(program) is None:
        return program
    text = path.read_text(encoding="utf-8")
    needed = [name for name, used in _EXTENSIONS.items() if program == "php" and re.search(used, text)]
    return next((f"PHP's extension {name}" for name in needed if name not in _php_extensions()), "")


# Of PHP's functions and classes those that most systems have in packages of their own.
_EXTENSIONS = {"curl": r"\bcurl_", "SimpleXML": r"\bSimpleXML|\bsimplexml_", "dom": r"\bDOM", "mbstring": r"\bmb_"}


@cache
def _php_extensions() -> list[str]:
    return subprocess.run(["php", "-m"], capture_output=True, text=True, check=True).stdout.split()


RUN = [path for path in SAMPLES if expected(path).get("runs", True)]


@pytest.mark.interpreters
@pytest.mark.slow
@pytest.mark.parametrize("path", RUN, ids=lambda path: path.name)
def test_the_language_itself_sends_this(path: Path, capture: Capture, tmp_path: Path, update: bool) -> None:
    case = expected(path)
    if missing := missing_for(path):
        pytest.skip(f"{missing} is not installed")
    if case.get("modules") and not MODULES:
        pytest.skip("CURL2SMS_NODE_MODULES names no folder with the modules that the listing needs")
    run(path, case, capture.server_port, tmp_path)
    assert capture.seen, "the listing sent nothing"
    sent = without_own(capture.seen[case.get("nth", 1) - 1], path.read_text(encoding="utf-8"))
    if update:
        write(path, case | {"request": sent})
    assert sent == expected(path)["request"]
