"""What Postman's own runner sends for a collection: the judge of what we read from it."""

import json
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from curl2sms import reading
from curl2sms.errors import Source

Sent = tuple[str, str, list[tuple[str, str]], bytes]
# What newman sends of itself, and what a connection makes.
OWN = {"user-agent", "postman-token", "host", "accept-encoding", "connection", "content-length", "cache-control"}


class Capture(HTTPServer):
    """Keeps what arrives on loopback."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Keeper)
        self.seen: list[Sent] = []


class Keeper(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        assert isinstance(self.server, Capture)
        self.server.seen.append((self.command, self.path, comparable(self.headers.items()), body))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def capture() -> Iterator[Capture]:
    with Capture() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def comparable(headers: Any) -> list[tuple[str, str]]:
    pairs = [(name.lower(), value.strip()) for name, value in headers]
    return sorted(pair for pair in pairs if pair[0] not in OWN and pair != ("accept", "*/*"))


def without_boundary(sent: Sent) -> Sent:
    """The same with one word for the boundary of a multipart body."""
    method, target, headers, body = sent
    found = re.search("boundary=(.*)", dict(headers).get("content-type", ""))
    if found is None:
        return sent
    headers = [(name, value.replace(found[1], "BOUNDARY")) for name, value in headers]
    return method, target, headers, body.replace(found[1].encode(), b"BOUNDARY")


def pairs(*named: tuple[str, str], **more: Any) -> list[dict[str, Any]]:
    return [{"key": key, "value": value, **more} for key, value in named]


def auth(kind: str, **values: str) -> dict[str, Any]:
    return {"type": kind, kind: pairs(*values.items())}


def raw(text: str, language: str = "") -> dict[str, Any]:
    return {"mode": "raw", "raw": text, "options": {"raw": {"language": language}} if language else {}}


def requests(base: str, port: int) -> Iterator[dict[str, Any]]:
    """Requests of every kind that a collection may hold; {{n}} is 9, {{open}} has no value."""
    parts = {"protocol": "http", "host": ["127", "0", "0", "1"], "port": str(port)}
    odd = [*pairs(("a", "+1 é%20"), ("b", ""), ("d", "a&b=c#d"), ("e f", "<x>{y}|z^`")), {"key": "n", "value": None}]
    yield {"url": f'{base}/x?a=b c&d=é+1%20&e="q"\'s'}
    yield {"url": {**parts, "path": ["x", ":id", "y"], "query": odd, "variable": pairs(("id", "7 8/9"))}}
    yield {"url": {**parts, "path": ["x/:id", ":id"], "variable": [{"id": "id", "value": "{{n}}"}]}}
    yield {
        "url": {"host": ["{{base}}"], "path": ["x", ""], "query": pairs(("q", "{{n}}"), ("off", "1"), disabled=False)}
    }
    yield {"url": f"{base}/{{{{nest}}}}?t={{{{open}}}}", "header": pairs(("X", "{{open}}"))}
    for language in ("", "json", "xml", "html", "text", "javascript"):
        yield {"url": base, "body": raw('{"a": "{{n}}"}', language)}
    yield {"url": base, "body": raw("{}", "json"), "header": pairs(("content-type", "text/json"))}
    yield {"url": base, "body": raw("")}
    yield {"url": base, "body": {**raw("x"), "disabled": True}}
    yield {"url": base, "method": "GET", "body": raw("x")}
    fields = [*pairs(("to", "+1"), ("a b", "ü*~'()!"), ("t", "x&y=z\n%20 ")), *pairs(("off", "1"), disabled=True)]
    yield {"url": base, "body": {"mode": "urlencoded", "urlencoded": [*fields, {"key": "n", "value": None}]}}
    yield {"url": base, "body": {"mode": "urlencoded", "urlencoded": "to=+1&text=a b"}}
    yield {
        "url": base,
        "body": {"mode": "formdata", "formdata": fields},
        "header": pairs(("Content-Type", "multipart/form-data")),
    }
    yield {"url": base, "header": "X: {{n}}\nY: z\n"}
    yield {
        "url": base,
        "header": [*pairs(("X", "1"), ("X", "2"), ("Accept", "*/*")), *pairs(("Y", "1"), disabled=True)],
    }
    yield {"url": base, "auth": auth("basic", username="u", password="{{n}}")}
    yield {"url": base, "auth": auth("bearer", token="t"), "header": pairs(("authorization", "X y"))}
    yield {"url": base, "auth": auth("apikey", key="X-K", value="k"), "header": pairs(("x-k", "other"))}
    yield {"url": f"{base}/x?a=1", "auth": auth("apikey", key="k y", value="k&=+ é", **{"in": "query"})}
    yield {"url": base, "auth": auth("oauth2", accessToken="t", addTokenTo="header")}
    yield {"url": base, "auth": auth("oauth2", accessToken="t", headerPrefix="Token ", addTokenTo="header")}
    yield {"url": base, "auth": auth("oauth2", accessToken="t", addTokenTo="queryParams")}


@pytest.mark.newman
@pytest.mark.slow
def test_newman_sends_what_we_read(capture: Capture, tmp_path: Path) -> None:
    newman = shutil.which("newman")
    if newman is None:
        pytest.skip("newman is not installed: npm install -g newman")
    base = f"http://127.0.0.1:{capture.server_port}"
    items = [
        {"name": str(number), "request": {"method": "POST", **one}}
        for number, one in enumerate(requests(base, capture.server_port), 1)
    ]
    text = json.dumps(
        {
            "info": {"name": "x", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
            "item": items,
            "variable": pairs(("base", base), ("n", "9"), ("nest", "a{{n}}")),
        }
    )
    (tmp_path / "collection.json").write_text(text, encoding="utf-8")
    subprocess.run([newman, "run", "collection.json", "--silent"], cwd=tmp_path, timeout=100, check=False)
    read = [reading.read(Source("collection", text), number).request for number in range(1, len(items) + 1)]
    ours = [(one.method, one.target.decode(), comparable(one.wire_headers()), one.body or b"") for one in read]
    assert len(ours) == len(capture.seen)
    differ = [
        (our, seen)
        for our, seen in zip(map(without_boundary, ours), map(without_boundary, capture.seen), strict=True)
        if our != seen
    ]
    assert differ == []
