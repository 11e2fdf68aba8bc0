"""What is compared of a request: as it arrived from curl, and as it was read."""

import re
from collections.abc import Sequence

from curl2sms.http import HttpRequest
from tests.curl_versions import as_the_newest_sends
from tests.oracles import Captured


def without_boundary(text: str) -> str:
    """A multipart body or its Content-Type with the boundary, which is random in curl, made the same."""
    return re.sub(r"-{24}[0-9A-Za-z]{16,22}", "BOUNDARY", text)


def as_seen(captured: Captured, words: Sequence[str]) -> tuple[object, ...]:
    """What is compared of a request that arrived for some arguments of curl."""
    headers = [(name, without_boundary(value.lstrip(" \t"))) for name, value in captured.own_headers]
    target = as_the_newest_sends(captured.target, words)
    return captured.method, target, headers, without_boundary(captured.body.decode("utf-8", "surrogateescape"))


def as_read(request: HttpRequest) -> tuple[object, ...]:
    """The same of a request that was read."""
    headers = [
        (name, without_boundary(value))
        for name, value in request.wire_headers()
        if name.lower() != "host" and (name, value) != ("Accept", "*/*")
    ]
    body = (request.body or b"").decode("utf-8", "surrogateescape")
    return request.method, request.target, headers, without_boundary(body)


def normal(request: tuple[object, ...]) -> tuple[object, ...]:
    """A request whose ``Authorization: Basic`` is spelt in one way and is first, as HttpRequest has it."""
    method, target, headers, body = request
    assert isinstance(headers, list)
    basic = [(n.title(), v) for n, v in headers if n.lower() == "authorization" and v.lower().startswith("basic ")]
    basic = [(name, "Basic " + value[6:]) for name, value in basic]
    others = [(n, v) for n, v in headers if not (n.lower() == "authorization" and v.lower().startswith("basic "))]
    accept = [pair for pair in others if pair != ("accept", "*/*")]
    return method, target, [*basic, *accept], body
