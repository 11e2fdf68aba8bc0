"""The adapter between a provider and the platform, as a WSGI application (PEP 3333): a report in, a callback out.

It keeps nothing. The provider is answered with success only after the platform has taken the callback; until then the
provider's own retries are the queue. So it may run in as many processes as one likes.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import tzinfo
from hmac import compare_digest
from http import HTTPStatus
from pathlib import Path

from curl2sms import refused_addresses, shown, wire
from curl2sms.callbacks import Callback
from curl2sms.errors import Curl2smsError, Note, UsageError, note
from curl2sms.http import Answer, HttpRequest, split_url
from curl2sms.patterns import regex
from curl2sms.receipts.mapping import receipt
from curl2sms.receipts.model import Receipt
from curl2sms.receipts.reading import of_request
from curl2sms.receipts.times import zone_of
from curl2sms.records import attribute, record
from curl2sms.template import load
from curl2sms.tokens import MESSAGE_ID

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_PREFIX = "CURL2SMS_RECEIPTS_"
_SECRET = regex(r"[A-Za-z0-9._~-]{16,200}")  # what a path holds as it is (RFC 3986 2.3), and nobody guesses
_URL = regex(r"https://[^/?#@\s]+(?:[/?][^#\s]*)?|http://(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?(?:[/?][^#\s]*)?")
_LARGEST = 1 << 20  # bytes of a report
_MOST = 100  # callbacks in one request: CleverTap's limit
_DONE = "OK"
_METHODS = {"GET", "POST", "PUT"}
_NOT_STARTED = 3  # by this status gunicorn knows that no worker can start, and stops

SECONDS = 10.0  # for the platform to take the callbacks of a report
_LEAST = 0.01  # seconds for one more request, where the time is up: it will not do

log = logging.getLogger("curl2sms.receipts")

Environ = Mapping[str, "Any"]
StartResponse = Callable[[str, list[tuple[str, str]]], object]


@record
class Settings:
    """What an operator decides: how reports are read, the secret in the path, and where callbacks go.

    ``zone`` is that of local times in reports, ``answer`` the text that the provider wants to see for success.
    """

    callback: Callback
    secret: str = attribute(repr=False)
    url: str = attribute(repr=False)
    zone: tzinfo | None = None
    answer: str = _DONE


def settings_from(environment: Mapping[str, str]) -> Settings:
    """The settings in ``CURL2SMS_RECEIPTS_TEMPLATE``, ``_SECRET``, ``_CALLBACK``, ``_ZONE`` and ``_ANSWER``.

    Raises UsageError for the first that is missing or makes no sense.
    """

    def stated(name: str) -> str:
        if value := environment.get(_PREFIX + name, ""):
            return value
        raise UsageError(note("adapter-setting-missing", name=_PREFIX + name))

    path = stated("TEMPLATE")
    try:
        template = load(Path(path).read_text(encoding="utf-8"), path)
    except (OSError, ValueError) as error:
        raise UsageError(note("file-unreadable", file=path, why=str(error))) from None
    if template.callback is None:
        raise UsageError(note("adapter-no-callback", file=path))
    if MESSAGE_ID not in template.macro_names:
        log.warning("%s", shown.visible(note("report-id-not-sent").message))
    secret, url, zone = stated("SECRET"), stated("CALLBACK"), environment.get(_PREFIX + "ZONE")
    if not _SECRET.fullmatch(secret):
        raise UsageError(note("adapter-secret", name=_PREFIX + "SECRET"))
    if not _URL.fullmatch(url) or refused_addresses.refused(split_url(url).authority):
        raise UsageError(note("adapter-callback-url", name=_PREFIX + "CALLBACK"))
    known = zone_of(zone) if zone else None
    return Settings(template.callback, secret, url, known, environment.get(_PREFIX + "ANSWER") or _DONE)


@record
class _Said:
    """What a provider is answered."""

    status: HTTPStatus
    text: str
    headers: tuple[tuple[str, str], ...] = ()


class Adapter:
    """The WSGI application. ``seconds`` is how long the platform may take for a callback."""

    def __init__(self, settings: Settings, *, seconds: float = SECONDS, clock: Callable[[], float] = time.time) -> None:
        self.settings = settings
        self.seconds = seconds
        self.clock = clock

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request of the provider."""
        try:
            said = self._answered(environ)
        except Exception as defect:  # noqa: BLE001 - whatever it is, the provider is to try again
            # No traceback: it would show what the report holds.
            log.error("a bug in curl2sms: %s", type(defect).__name__)  # noqa: TRY400
            said = _Said(HTTPStatus.INTERNAL_SERVER_ERROR, "not taken: try again")
        body = said.text.encode()
        headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body))), *said.headers]
        start_response(f"{said.status.value} {said.status.phrase}", headers)
        return [b"" if environ.get("REQUEST_METHOD") == "HEAD" else body]

    def _answered(self, environ: Environ) -> _Said:
        given = str(environ.get("PATH_INFO", "")).strip("/")
        if not compare_digest(given.encode("utf-8", "replace"), self.settings.secret.encode()):
            return _Said(HTTPStatus.NOT_FOUND, "not found")
        if environ.get("REQUEST_METHOD") not in _METHODS:
            return _Said(
                HTTPStatus.METHOD_NOT_ALLOWED, "send a report with GET or POST", (("Allow", "GET, POST, PUT"),)
            )
        try:
            body = _body(environ)
        except ValueError as error:
            return _Said(HTTPStatus.BAD_REQUEST, str(error))
        if len(body) > _LARGEST:
            return _Said(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "the report is too large")
        try:
            made = self._mapped(environ, body)
        except Curl2smsError as error:
            _log(error.note)
            return _Said(HTTPStatus.UNPROCESSABLE_ENTITY, "not taken: this is not a report in a known format")
        for one in made.unmapped:
            _log(one)
        if made.unmapped and not made.events:
            return _Said(HTTPStatus.UNPROCESSABLE_ENTITY, "not taken: the report has no id or no state")
        if not self._delivered(made):
            return _Said(HTTPStatus.SERVICE_UNAVAILABLE, "not taken yet: try again")
        return _Said(HTTPStatus.OK, self.settings.answer)

    def _mapped(self, environ: Environ, body: bytes) -> Receipt:
        """The callbacks of a report; errors.SampleError where it can't be read."""
        query = str(environ.get("QUERY_STRING", "")).encode("latin-1", "replace").decode("utf-8", "replace")
        headers = (("Content-Type", str(environ.get("CONTENT_TYPE", ""))),)
        report = of_request(f"/?{query}", headers, body)
        made = receipt(report, self.settings.callback, now=int(self.clock()), zone=self.settings.zone)
        for one in made.notes:
            if one.kind == "warning" or one.id == "report-state-not-final":
                _log(one)
        return made

    def _delivered(self, made: Receipt) -> bool:
        """Whether the platform has taken all callbacks of a report in time; the first that it does not take ends it."""
        callbacks, until = made.as_data(), time.monotonic() + self.seconds
        return all(self._taken(callbacks[start : start + _MOST], until) for start in range(0, len(callbacks), _MOST))

    def _taken(self, callbacks: list[dict[str, Any]], until: float) -> bool:
        """Whether the platform takes callbacks before a moment of the monotonic clock."""
        import json

        seconds = max(until - time.monotonic(), _LEAST)
        headers = (("Content-Type", "application/json"),)
        request = HttpRequest("POST", self.settings.url, headers, json.dumps(callbacks).encode())
        try:
            answer = wire.send(request, timeout=(seconds, seconds), whole=seconds)
        except Curl2smsError as error:
            log.warning("the platform did not take a callback: %s", error.note.id)
            return False
        taken = 200 <= answer.status < 300 and not _is_error(answer)
        if not taken:
            log.warning("the platform did not take a callback: HTTP %d", answer.status)
        return taken


def _body(environ: Environ) -> bytes:
    """The first bytes of the body, one more than a report may have; ValueError where its length is no number."""
    stated = str(environ.get("CONTENT_LENGTH") or "")
    if environ.get("HTTP_CONTENT_ENCODING", "identity").lower() != "identity":
        raise ValueError("send the report without Content-Encoding")
    if stated and not (stated.isascii() and stated.isdecimal()):
        raise ValueError("the Content-Length is not a number")
    if not stated and not environ.get("wsgi.input_terminated"):
        return b""
    read: bytes = environ["wsgi.input"].read(min(int(stated), _LARGEST + 1) if stated else _LARGEST + 1)
    if stated and len(read) < min(int(stated), _LARGEST + 1):
        raise ValueError("the report is cut off")
    return read


def _is_error(answer: Answer) -> bool:
    """Whether the platform says under 2xx that it did not take a callback: ``{"status": "error"}``."""
    import json

    try:
        said = json.loads(answer.body)
    except (ValueError, RecursionError):
        return False
    return isinstance(said, dict) and str(said.get("status", "")).lower() in ("error", "fail", "failed")


def _log(said: Note) -> None:
    log.warning("%s: %s", said.id, shown.shortened(shown.visible(said.message), 300))


def from_environment(environment: Mapping[str, str]) -> Adapter:
    """The adapter that a server runs; SystemExit, with the reason in the log, where the settings are no good."""
    try:
        return Adapter(settings_from(environment))
    except Curl2smsError as error:
        log.critical("curl2sms.receipts: %s", shown.visible(f"{error.note.message} {error.note.advice}"))
        raise SystemExit(_NOT_STARTED) from None
