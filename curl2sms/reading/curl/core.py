"""The core of every command is read by uncurl, in one spelling; what uncurl would spoil is carried beside it."""

from __future__ import annotations

import contextlib
import io
import shlex
from collections.abc import Iterator
from functools import cache

from curl2sms.errors import SampleError, Span, note
from curl2sms.http import TOKEN, HttpRequest
from curl2sms.lean_imports import imported
from curl2sms.patterns import regex
from curl2sms.records import attribute, draft, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# shlex takes time that is quadratic in a word's length, and argparse in the number of options.
LONGEST, MOST_HEADERS = 2048, 200
_MARK = "curl2sms-stand-in-{}"
_LONE = regex("[\ud800-\udfff]")


@draft
class _Beside:
    """Values that travel beside the command: a short stand-in goes in, and is put back afterwards."""

    values: dict[str, str] = attribute(default_factory=dict)

    def short(self, value: str) -> str:
        is_short = len(value) <= LONGEST and value != "--" and _MARK.format("") not in value
        if is_short and (value.isascii() or not _LONE.search(value)):
            return value
        mark = _MARK.format(len(self.values))
        self.values[mark] = value
        return mark

    def whole(self, value: str) -> str:
        return self.values.get(value, value)


def through_uncurl(request: HttpRequest, *, insecure: bool, command: Span) -> HttpRequest:
    """The request as uncurl reads it from the one spelling ``curl -XMETHOD --header=... --data-raw=... -- URL``.

    Carried beside, because uncurl spoils it: the method's case; user and password (it cuts at every colon); order
    and repetition of headers; Cookie; headers without a value or with spaces around it; the value ``--``; long
    values, and headers beyond the 200th. Raises SampleError where uncurl can't read the core.
    """
    beside = _Beside()
    entrusted = dict(_entrusted(request))
    words = ["curl", f"-X{request.method}"]
    words += [f"--header={name}: {beside.short(value)}" for name, value in entrusted.items()]
    if request.body is not None:
        words.append(f"--data-raw={beside.short(request.body.decode('utf-8', 'surrogateescape'))}")
    if request.basic is not None:
        words.append(f"--user={beside.short(':'.join(request.basic))}")
    words += ["-k"] if insecure else []
    words += ["--", beside.short(request.url)]
    method, url, data, headers = _parsed(shlex.join(words), command)
    return replace(
        request,
        method=request.method if method == request.method.lower() else method,
        url=beside.whole(url),
        headers=tuple(
            (name, beside.whole(headers[name]) if name in entrusted else value) for name, value in request.headers
        ),
        body=None if data is None else beside.whole(data).encode("utf-8", "surrogateescape"),
    )


def _entrusted(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """The headers that uncurl reads as they are: a name that occurs once, no Cookie, no spaces around the value."""
    seen: dict[str, int] = {}
    for name, _ in request.headers:
        seen[name.lower()] = seen.get(name.lower(), 0) + 1
    for name, value in request.headers[:MOST_HEADERS]:
        plain = seen[name.lower()] == 1 and name.lower().strip("$") != "cookie" and TOKEN.fullmatch(name)
        if plain and value and value.strip() == value:
            yield name, value


@cache
def _uncurl() -> Any:
    """The module uncurl; it takes cookies through ``six``, for a header that it is never given here."""
    return imported("uncurl", instead_of="six.moves", http_cookies=_Cookies())


class _Cookies:
    """``http.cookies``, loaded when something of it is wanted."""

    def __getattr__(self, name: str) -> Any:
        from http import cookies

        return getattr(cookies, name)


def _parsed(text: str, command: Span) -> tuple[str, str, str | None, dict[str, str]]:
    """What uncurl reads. It ends the program on what it can't read, and prints: both are turned into our error."""
    uncurl = _uncurl()
    said = io.StringIO()
    try:
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
            context = uncurl.parse_context(text)
    except (SystemExit, ValueError, IndexError, AttributeError) as error:
        why = said.getvalue().strip().splitlines()[-1:] or [str(error)]
        raise SampleError(note("core-unreadable", command, why=why[0])) from error
    return context.method, context.url, context.data, context.headers
