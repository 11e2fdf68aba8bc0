"""Real curl on a short leash: a sample's options, rebuilt one by one, against the mock provider and nothing else.

A sample is a stranger's words. Curl reads files, uses proxies, loops over globs and writes where it is told to; so
only options that the table marks as safe to replay are passed on, values that name a file never are, and curl runs
without configuration and environment, bent to loopback by options of our own, which come last.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from curl2sms.proving.mock import Provider, Received
from curl2sms.proving.oracle.arrived import ascii_authority
from curl2sms.reading.curl.options import option_named, replayable
from curl2sms.reading.model import ReadOption
from curl2sms.records import replace
from curl2sms.traced import Traced

_SECONDS = 10
# curl 7.88 reads lines of a configuration up to 100 KiB, with their quoting.
_LONGEST_VALUE = 45_000
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\v": "\\v"}
# The fates of options that shape nothing in the request; leaving one out is always safe.
_LEFT_OUT = {"connection", "noted"}
# What shapes nothing here: all of a replay goes over http.
_WITHOUT_EFFECT = {"proto-default"}


class NotReplayedError(Exception):
    """The command can't be given to curl; the words say which option is in the way."""


def version() -> str | None:
    """``curl 7.88.1``; None where the machine has no curl."""
    binary = shutil.which("curl")
    return _version(binary) if binary else None


@cache
def _version(binary: str) -> str | None:
    try:
        said = subprocess.run([binary, "-q", "--version"], capture_output=True, text=True, timeout=_SECONDS, check=True)  # noqa: S603 - found on the path, no argument from outside
    except (OSError, subprocess.SubprocessError):
        return None
    return " ".join(said.stdout.split()[:2]) or None


def replay(options: Iterable[ReadOption], provider: Provider) -> tuple[Received, tuple[str, ...]]:
    """The request that curl makes of these options, and the options that were left out as they shape nothing.

    Values are as curl gets them: nothing may be open in them. Raises NotReplayedError.
    """
    binary = shutil.which("curl")
    if binary is None:
        raise NotReplayedError("there is no curl on this machine")
    passed, left_out = _chosen([_inlined(option) for option in options])
    configuration = "\n".join((*passed, *_leash(provider))) + "\n"
    provider.clear()
    try:
        # An empty folder as home and as working directory; curl has no terminal to ask for a password on.
        with tempfile.TemporaryDirectory(prefix="curl2sms-") as home:
            run = subprocess.run(  # noqa: S603 - its arguments are fixed, its configuration is made here
                [binary, "-q", "--config", "-"],
                input=configuration.encode("utf-8", "surrogateescape"),
                capture_output=True,
                cwd=home,
                env={"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": home},
                timeout=_SECONDS + 5,
                check=False,
                start_new_session=True,
            )
    except (OSError, subprocess.SubprocessError) as error:
        raise NotReplayedError(f"curl does not run: {error}") from error
    received = provider.take()
    if received is None:
        said = run.stderr.decode("utf-8", "replace").strip().splitlines()
        raise NotReplayedError(
            said[-1] if said else f"curl made not exactly one request (exit status {run.returncode})"
        )
    return received, left_out


def _leash(provider: Provider) -> Iterator[str]:
    """Our own options: no proxy, http alone, every host on loopback, an end, and no globs."""
    host, port = provider.address
    yield from (
        'noproxy = "*"',
        'proto = "=http"',
        f'connect-to = "::{host}:{port}"',
        f"max-time = {_SECONDS}",
        "globoff",
        "silent",
        "show-error",
    )


def _chosen(options: Iterable[ReadOption]) -> tuple[list[str], tuple[str, ...]]:
    """The lines of a configuration, and the options that are left out."""
    lines, left_out = [], []
    for option in options:
        if replayable(option.name):
            lines.append(_line(option))
        elif option.name in _WITHOUT_EFFECT or option_named(option.name).fate in _LEFT_OUT:
            left_out.append(f"--{option.name}")
        else:
            raise NotReplayedError(f"--{option.name}")
    return lines, tuple(dict.fromkeys(left_out))


def _inlined(option: ReadOption) -> ReadOption:
    """Data that comes from standard input as data in the command; ``--data`` strips its line breaks."""
    if option.stdin is None or option.name not in ("data", "data-ascii", "data-binary"):
        return option
    stdin = option.stdin.text
    text = stdin if option.name == "data-binary" else re.sub(r"[\r\n\0]", "", stdin)
    return replace(option, name="data-raw", traced=Traced(text))


def _line(option: ReadOption) -> str:
    if option.value is None:
        return f"no-{option.name}" if option.negated else option.name
    if _NAMES_A_FILE.get(option.name, _never)(option.value):
        raise NotReplayedError(f"--{option.name}, whose value names a file or standard input")
    value = _REWRITTEN.get(option.name, str)(option.value)
    if len(value) > _LONGEST_VALUE or "\0" in value:
        raise NotReplayedError(f"--{option.name}, whose value a configuration can't hold")
    return f'{option.name} = "{"".join(_ESCAPES.get(character, character) for character in value)}"'


def _never(value: str) -> bool:
    del value
    return False


def _begins_with_at(value: str) -> bool:
    return value.startswith("@")


def _urlencoded_file(value: str) -> bool:
    """``@file`` and ``name@file``: an at sign where no equals sign comes first (curl's --data-urlencode)."""
    return "=" not in value and "@" in value


def _form_file(value: str) -> bool:
    content = value.partition("=")[2]
    return content.startswith(("@", "<")) or re.search(r"headers=\s*[@<]", content) is not None


_NAMES_A_FILE: dict[str, Callable[[str], bool]] = {
    "data": _begins_with_at,
    "data-ascii": _begins_with_at,
    "data-binary": _begins_with_at,
    "json": _begins_with_at,
    "header": _begins_with_at,
    "cookie": lambda value: "=" not in value,
    "data-urlencode": _urlencoded_file,
    "url-query": lambda value: not value.startswith("+") and _urlencoded_file(value),
    "form": _form_file,
}


def _over_http(url: str) -> str:
    """An https URL as http; the port that https implies is not named in Host.

    An international host is named in ASCII, as curl itself does where the locale's charset is UTF-8.
    """
    match = re.match(r"(?i)https?://([^/?#]*)", url)
    if not match:
        return url
    if url[:5].lower() == "http:":
        return url[: match.start(1)] + ascii_authority(match[1]) + url[match.end() :]
    return "http://" + ascii_authority(match[1].removesuffix(":443")) + url[match.end() :]


def _with_password(user: str) -> str:
    """Without a colon curl would ask for the password."""
    return user if ":" in user else f"{user}:"


_REWRITTEN: dict[str, Callable[[str], str]] = {"url": _over_http, "user": _with_password}
