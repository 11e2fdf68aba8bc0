"""The page as a WSGI application: three kinds of requests, and a check of each before it is looked at.

It keeps nothing and logs nothing. A browser also sends it the requests of other pages. So the host must be one of its
own, or another page's name could be made to point here; the origin must be its own; and a local page adds a token.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from threading import BoundedSemaphore

from curl2sms import api
from curl2sms.errors import Note, UsageError, note
from curl2sms.page import content
from curl2sms.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from _typeshed.wsgi import StartResponse, WSGIEnvironment
    from werkzeug import Request, Response

TOKEN_HEADER = "X-Curl2sms-Token"
# Each proof runs a provider of its own and takes half a second of a processor.
_PROOFS_AT_ONCE = 2

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

_CALLS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "/api/convert": api.convert,
    "/api/render": api.render,
    "/api/sheet": api.sheet,
    "/api/receipt": api.receipt,
}
_PROOF = "/api/verify"


@record
class Settings:
    """``hosts`` are the exact values that Host may have, in lower case; ``limit`` is the largest body, in bytes.

    ``token`` is what each call must carry; there is none where many copies serve one page.
    """

    hosts: frozenset[str]
    limit: int
    token: str = ""


class _RefusedError(Exception):
    """A request that is refused unread: the status, and the note that says why."""

    def __init__(self, status: int, said: Note) -> None:
        super().__init__(said.message)
        self.status = status
        self.said = said


class Application:
    """The WSGI application (PEP 3333)."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._proofs = BoundedSemaphore(_PROOFS_AT_ONCE)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        from werkzeug import Request

        request = Request(environ)
        try:
            response = self._response(request)
        except _RefusedError as refused:
            response = _answer(api.refusal(UsageError(refused.said)), refused.status)
        except Exception as failure:
            if os.environ.get("CURL2SMS_DEBUG"):
                raise
            response = _answer(_defect(failure), 500)
        response.headers.update(HEADERS)
        return response(environ, start_response)

    def _response(self, request: Request) -> Response:
        """The page, one of its files, or the answer to a call."""
        self._check_host(request)
        if request.path == "/":
            _check_method(request, "GET", "HEAD")
            page = content.index("local" if self.settings.token else "hosted", self.settings.token)
            return _response(page.encode(), "text/html")
        name = request.path.removeprefix("/static/")
        if name in content.files() and name != request.path:
            _check_method(request, "GET", "HEAD")
            media_type, data = content.files()[name]
            return _response(data, media_type)
        if request.path in _CALLS:
            return _answer(_CALLS[request.path](self._asked(request)))
        if request.path == _PROOF:
            return self._proof(self._asked(request))
        raise _RefusedError(404, note("page-nothing-there", path=request.path))

    def _check_host(self, request: Request) -> None:
        if request.environ.get("HTTP_HOST", "").lower() not in self.settings.hosts:
            raise _RefusedError(421, note("page-host", hosts=", ".join(sorted(self.settings.hosts))))

    def _asked(self, request: Request) -> Any:
        """What a call asks for; refused unless it comes from the page itself, as JSON of a known length."""
        _check_method(request, "POST")
        self._check_origin(request)
        if self.settings.token and not _is_same(request.headers.get(TOKEN_HEADER, ""), self.settings.token):
            raise _RefusedError(403, note("page-token"))
        if request.mimetype != "application/json":
            raise _RefusedError(415, note("page-not-json", why="its Content-Type is another"))
        if request.content_length is None:
            raise _RefusedError(411, note("page-no-length"))
        if request.content_length > self.settings.limit:
            raise _RefusedError(413, note("page-too-large", limit=self.settings.limit >> 10))
        try:
            return json.loads(request.get_data())
        except (ValueError, RecursionError) as error:
            raise _RefusedError(400, note("page-not-json", why="it can't be read as that")) from error

    def _check_origin(self, request: Request) -> None:
        """A browser says where a call comes from; any other program says nothing, and has nobody's rights."""
        scheme, _, host = request.headers.get("Origin", "").partition("://")
        foreign = scheme and (scheme not in ("http", "https") or host.lower() not in self.settings.hosts)
        if foreign or request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
            raise _RefusedError(403, note("page-elsewhere"))

    def _proof(self, asked: Any) -> Response:
        """A proof as it goes on: one JSON text a line."""
        if not self._proofs.acquire(blocking=False):
            raise _RefusedError(503, note("page-busy"))
        return _response(_Stream(api.verify(asked), self._proofs.release), "application/x-ndjson")


class _Stream:
    """Rows as lines of JSON. ``close`` (PEP 3333) stops what makes them, also where the reader leaves before the first.

    A generator that never began would not run its ``finally``; so what is to be given back is given back here.
    """

    def __init__(self, rows: Iterator[dict[str, Any]], release: Callable[[], None]) -> None:
        self._rows = rows
        self._release: Callable[[], None] | None = release

    def __iter__(self) -> Iterator[bytes]:
        try:
            for row in self._rows:
                yield _line(row)
        except Exception as failure:  # the status is sent already
            if os.environ.get("CURL2SMS_DEBUG"):
                raise
            yield _line(_defect(failure))

    def close(self) -> None:
        """Called once or more by whoever serves."""
        release, self._release = self._release, None
        if release:
            self._rows.close()  # type: ignore[attr-defined]
            release()


def _check_method(request: Request, *allowed: str) -> None:
    if request.method not in allowed:
        raise _RefusedError(405, note("page-method", path=request.path, method=request.method))


def _is_same(given: str, wanted: str) -> bool:
    from hmac import compare_digest

    return compare_digest(given.encode(), wanted.encode())


def _defect(failure: Exception) -> dict[str, Any]:
    return api.refusal(UsageError(note("page-defect", name=type(failure).__name__)))


def _answer(data: dict[str, Any], status: int = 200) -> Response:
    return _response(_line(data), "application/json", status)


def _line(data: dict[str, Any]) -> bytes:
    return json.dumps(data).encode() + b"\n"  # ASCII: a lone surrogate is no UTF-8


def _response(body: Iterable[bytes] | bytes, media_type: str, status: int = 200) -> Response:
    from werkzeug import Response

    return Response(body, status, content_type=f"{media_type}; charset=utf-8")
