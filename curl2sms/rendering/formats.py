"""A request as a text: HTTP as people read it, JSON for programs, a curl command for a shell."""

from __future__ import annotations

from collections.abc import Callable

from curl2sms.http import HttpRequest, split_url
from curl2sms.rendering.curl import as_curl
from curl2sms.shown import safe_json, visible


def as_http(request: HttpRequest) -> str:
    """Request line, Host, headers, an empty line, the body. For eyes: what a terminal would hide is spelt out."""
    lines = [f"{request.method} {request.target.decode()} HTTP/1.1"]
    if request.header("Host") is None:
        lines.append(f"Host: {split_url(request.url).authority}")
    lines += [f"{name}: {value}" for name, value in request.wire_headers()]
    head = "".join(visible(line, keep="\t") + "\n" for line in lines)
    if request.body is None:
        return head
    body = visible(request.body.decode("utf-8", "backslashreplace"), keep="\n\t")
    return f"{head}\n{body}\n"


def as_json(request: HttpRequest) -> str:
    """See HttpRequest.as_json; 2 spaces, non-ASCII as it is, unless it would hide."""
    return safe_json(request.as_json())


FORMATS: dict[str, Callable[[HttpRequest], str]] = {"http": as_http, "json": as_json, "curl": as_curl}
