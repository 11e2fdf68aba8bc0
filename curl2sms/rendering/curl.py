"""A request as a curl command that runs in bash and sends that very request."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from curl2sms.errors import UnfitError, note
from curl2sms.http import FORM_TYPE, HttpRequest, OAuth2, split_url
from curl2sms.json_pointers import INDEX, tokens_of
from curl2sms.patterns import regex
from curl2sms.shown import visible
from curl2sms.tokens import ACCESS_TOKEN

_PLAIN = regex(r"[A-Za-z0-9%+,./:=@_-]+\Z")
_PLAIN_NAME = regex(r"[A-Za-z_][A-Za-z0-9_]*\Z")  # of jq's .name
_SAFE_IN_QUOTES = regex(r"[A-Za-z0-9: _-]+\Z")
_LONGEST = 128 * 1024 - 1  # bytes of one argument: MAX_ARG_STRLEN of Linux, execve(2)
_IMPLIED = ("Content-Type", FORM_TYPE)  # what curl adds to a body, after all other headers
# What curl of one version or another would write again in a target: a dot segment, a lower-case escape, non-ASCII.
_REWRITTEN = regex(r"/\.{1,2}(?:/|\Z)|%[0-9A-F]?[a-f]|[^\x00-\x7f]")


def as_curl(request: HttpRequest) -> str:
    """The command, an option a line.

    Raises errors.UnfitError for a body that no argument of a command can hold: one with a NUL, or of 128 KiB.
    """
    return _command([" ".join(map(_quoted, words)) for words in _options(request)], request) + "\n"


def with_token(client: OAuth2, request: HttpRequest) -> str:
    """Two commands for bash: the first fetches a token, which jq takes from the answer; the second sends with it.

    The first header of ``request`` is the one that carries the token. Raises errors.UnfitError as ``as_curl`` does.
    """
    from curl2sms.oauth import token_request

    name = ACCESS_TOKEN[2:-1]
    options = [" ".join(map(_quoted, words)) for words in _options(request)]
    carrying = next(number for number, words in enumerate(_options(request)) if words[0] == b"--header")
    before = f"{client.header}: {client.scheme}".rstrip() + " "
    if _SAFE_IN_QUOTES.match(before):
        options[carrying] = f'--header "{before}${name}"'
    else:
        options[carrying] = f'--header {_quoted(before.encode())}"${name}"'
    steps = (_jq_step(step) for step in tokens_of(client.token_at))
    first = as_curl(token_request(client)).removesuffix("\n")
    path = "." + "".join(steps).removeprefix(".")
    return f"{name}=$({first} |\n  jq -r {_quoted(path.encode())})\n{_command(options, request)}\n"


def _command(options: list[str], request: HttpRequest) -> str:
    return " \\\n  ".join(["curl", *options, _quoted(request.url.encode())])


def _jq_step(step: str) -> str:
    """A step of a pointer as jq's filters write it."""
    if _PLAIN_NAME.match(step):
        return f".{step}"
    return f"[{step}]" if INDEX.fullmatch(step) else f"[{json.dumps(step)}]"


def _options(request: HttpRequest) -> Iterator[tuple[bytes, ...]]:
    """The options, each with its argument; only those that this request needs."""
    if request.method == "HEAD" and request.body is None:
        yield (b"--head",)
    elif request.method != ("GET" if request.body is None else "POST"):
        yield b"--request", request.method.encode()
    if re.search(r"[][{}]", request.url):
        yield (b"--globoff",)
    if _REWRITTEN.search(split_url(request.url).path):
        yield (b"--path-as-is",)
        yield b"--request-target", request.target
    yield from _headers(request)
    if request.body is not None:
        yield b"--data-raw", request.body  # unlike --data-binary, it takes a leading @ as it is


def _headers(request: HttpRequest) -> Iterator[tuple[bytes, ...]]:
    own = request.header("Authorization") is not None  # curl would leave out --user
    if request.basic is not None and not own:
        yield b"--user", ":".join(request.basic).encode()
    headers = list(request.wire_headers() if own else request.headers)
    if request.body is not None and headers[-1:] == [_IMPLIED]:
        headers.pop()
    for name, value in headers:
        # "Name;" is how curl spells an empty value; "Name:" would leave the header out.
        yield b"--header", f"{name}: {value}".encode() if value.strip() else f"{name};".encode()
    if request.body is not None and request.header("Content-Type") is None:
        yield b"--header", b"Content-Type:"


def _quoted(word: bytes) -> str:
    """A word for bash: bare, in single quotes, or as ``$'...'`` where it holds what no eye can see."""
    if b"\0" in word:
        raise UnfitError(note("curl-no-nul"))
    if len(word) > _LONGEST:
        raise UnfitError(note("curl-argument-too-long", length=len(word), longest=_LONGEST))
    try:
        text = word.decode()
    except UnicodeDecodeError:
        text = ""
    if _PLAIN.match(text):
        return text
    if (text or not word) and visible(text, keep="\n\t") == text:
        return "'" + text.replace("'", "'\\''") + "'"
    return "$'" + "".join(_spelt(byte) for byte in word) + "'"


def _spelt(byte: int) -> str:
    """A byte inside ``$'...'``, which knows ``\\xHH`` whatever the locale."""
    character = chr(byte)
    if character in "\\'":
        return "\\" + character
    return (
        character if 0x20 <= byte < 0x7F else {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(character, f"\\x{byte:02x}")
    )
