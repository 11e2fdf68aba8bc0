"""What the newest curl would have sent where an older one is the judge: the rows of data/curl-versions.json."""

import json
import re
import subprocess
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from curl2sms.reading.curl.options import table
from curl2sms.shipped import DATA
from tests.oracles import CURL

Row = dict[str, Any]
_ESCAPE = re.compile(b"%[0-9A-Fa-f]{2}")


def version(text: str) -> list[int]:
    """A version as numbers that can be compared."""
    return [int(part) for part in re.findall(r"[0-9]+", text)[:3]]


@cache
def here() -> list[int]:
    """The version of the curl that judges."""
    said = subprocess.run([str(CURL), "--version"], capture_output=True, text=True, check=True).stdout
    return version(said.split()[1])


@cache
def rows() -> dict[str, Row]:
    """The rows by their ids."""
    listed: list[Row] = json.loads((DATA / "curl-versions.json").read_text(encoding="utf-8"))
    return {row["id"]: row for row in listed}


def is_later(name: str) -> bool:
    """Whether what a row says is newer than the curl that judges."""
    return here() < version(rows()[name]["since"])


def as_the_newest_sends(target: bytes, words: Sequence[str]) -> bytes:
    """A target that the curl here has sent for its arguments, with what later versions changed about its escapes."""
    path, mark, query = target.partition(b"?")
    if is_later("path-escape-written"):
        path = _upper(path)
    if is_later("query-escape-appended") and {"-G", "--get", "--url-query"} & set(words):
        written = _query_of_url(words)
        query = written + _upper(query.removeprefix(written)) if query.startswith(written) else _upper(query)
    return path + mark + query


def changed_later(words: Sequence[str], stdin: str = "") -> list[str]:
    """The rows newer than the curl here that may change what it makes of its arguments, those of escapes left out."""
    command = _Words(words, stdin)
    return [name for name, touches in _TOUCHES.items() if is_later(name) and touches(command)]


class _Words:
    """curl's arguments, asked about their options in the spellings that the tests use."""

    def __init__(self, words: Sequence[str], stdin: str) -> None:
        self.words = words
        self.config = stdin if "-K" in words or "--config" in words else ""

    def values(self, *names: str) -> list[str]:
        """The values of options, glued or in the next word."""
        found: list[str] = []
        for number, word in enumerate(self.words):
            for name in names:
                if word == name:
                    found += self.words[number + 1 : number + 2]
                elif word.startswith(f"{name}=" if name.startswith("--") else name):
                    found.append(word.removeprefix(name).removeprefix("=" if name.startswith("--") else ""))
        return found

    def any(self, pattern: str, *names: str) -> bool:
        """Whether the value of an option matches."""
        return any(re.search(pattern, value, re.IGNORECASE) for value in self.values(*names))


_DATA = ("-d", "--data", "--data-ascii", "--data-binary", "--data-raw", "--data-urlencode", "--json")
_TOUCHES: dict[str, Callable[[_Words], bool]] = {
    "dots-encoded": lambda c: any(re.search(r"/\.?%2e|/%2e\.", word, re.IGNORECASE) for word in c.words),
    "data-behind-nothing": lambda c: any(value == "" or value.endswith("@-") for value in c.values(*_DATA)[:1]),
    "cookies-joined": lambda c: len(c.values("-b", "--cookie")) > 1,
    "header-without-name": lambda c: c.any(r"^\s*;", "-H", "--header"),
    "user-empty": lambda c: c.any("^:?$", "-u", "--user"),
    "userinfo-empty": lambda c: any(re.search(r"^(?:[A-Za-z]+:/+)?:?@[^/]", word) for word in c.words),
    "user-without-name": lambda c: c.any("^:.", "-u", "--user"),
    "connection-last": lambda c: c.any("^connection", "-H", "--header"),
    "connection-empty": lambda c: c.any("^connection;", "-H", "--header"),
    "te-first": lambda c: "--tr-encoding" in c.words,
    "line-ends-of-data": lambda c: bool({"--crlf", "-B", "--use-ascii"} & set(c.words)),
    "form-type-quoted": lambda c: c.any(r"type=", "-F", "--form") and not c.any(r"type=\s*[\w/.+-]+(?:;|$)", "-F"),
    "form-type-one-word": lambda c: c.any(r"type=[^/]*(?:;|$)", "-F", "--form"),
    "option-shortened": lambda c: any(
        word[:2] == "--" and word[2:] and word[2:].partition("=")[0].removeprefix("no-") not in table()
        for word in c.words
        if not word.startswith("--expand-")
    ),
    "next-without-url": lambda c: "--next" in c.words,
    "value-empty": lambda c: c.any("^$", "-r", "--range", "--oauth2-bearer", "-X", "--request", "--url"),
    "variables": lambda c: (
        any(word.startswith(("--variable", "--expand-")) for word in c.words) or "expand-" in c.config
    ),
    "config-indented": lambda c: bool(re.search(r"^\s+[^\s#/*]", c.config, re.MULTILINE)),
    "config-behind-switch": lambda c: bool(re.search(r"^get .", c.config, re.MULTILINE)),
}


def _query_of_url(words: Sequence[str]) -> bytes:
    """The query that is in the URL itself."""
    url = next((word for word in words if re.match("[a-z]+://", word)), "")
    return url.partition("#")[0].partition("?")[2].encode()


def _upper(text: bytes) -> bytes:
    return _ESCAPE.sub(lambda found: found[0].upper(), text)
