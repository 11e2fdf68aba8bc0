"""Combinations of curl's options, and whether what is read of each is what curl sends: the same ones in every run.

usage: python -m tests.option_combinations [HOW_MANY [FIRST]]

A reported difference and a refusal are not faults; a silent difference is one. CURL2SMS_CURL names the curl that
judges. The suite tries 100; a search tries 2,000 and more, with the newest curl.
"""

from __future__ import annotations

import random
import shlex
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from curl2sms import reading
from curl2sms.errors import Curl2smsError, Source
from tests.curl_versions import changed_later
from tests.oracles import CurlRefusedError, run_curl
from tests.reading.requests import as_read, as_seen, normal

# What says of no difference.
NEUTRAL = {"option-shortened", "options-of-connection", "follows-redirects", "insecure", "config-read"}

_URLS = """
http://x.example http://x.example/ http://x.example/a/./b/../c http://x.example/a/%2e%2E/b/.%2e/c/%2e
http://x.example/a?b=c http://x.example/a?b=c& http://x.example/a? http://x.example/%7e%c3?q=%7e%c3
http://u:p@x.example/a http://u%40:@x.example/ https://x.example:443/a x.example:8080/a http://x.example/é?q=é
http://x.example/a?to=+447700900123&text=a+b%20c http://x.example/a//b;c=d,e
"""
TEXTS = [
    "",
    "a",
    "a=1",
    "to=+447700900123",
    "b c",
    "é₹",
    'x"y\\z',
    "a&b=%20+c",
    "@",
    "{}",
    '{"t":"a\\n"}',
    "l\nm\r\nn",
    "'",
]
NAMES = ["n", "to", "a b", "é", ""]
TYPES = ["text/plain", "text/plain; charset=utf-8", "a", "", '"x/y"', " x/y ", "x/y;q=1", "application/json", "x/y,z"]
ENCODERS = ["base64", "8bit", "binary", "7bit", "quoted-printable", "Base64", "rot13"]
HEADERS = """X: y|X:y|x: z|X;|X:|X: |:x|;|:|X|X; y|Accept: a/b|Accept:|accept: */*|User-Agent: m|User-Agent:|Cookie: q=1
Content-Type: application/json|Content-Type:|content-type: text/xml; charset=utf-8|Authorization: Bearer t
Authorization: Basic dTpw|Authorization:|Host: y.example|Connection: close|Connection:|TE: x|Range: bytes=1-2|Referer: r
Content-Length: 3|Transfer-Encoding: chunked|Expect:|X-A: b;c|Content-Type: multipart/form-data; boundary=b
Content-Type: multipart/mixed|X : y|Accept-Encoding: br|Te;|Connection;|Content-Type;""".replace("\n", "|").split("|")
COOKIES = ["a=1", "b=2; c=3", " d=4", "e=5;", "jar", "", "\tf=6"]
USERS = ["u:p", "u", ":p", "u:", "", ":", "ü:₹", "u:p:q"]
RANGES = ["0-9", "600", "6k", "-5", "5-", "a", "", "1-2,4-5", "6-x"]
_SWITCHES = """-s -S -L -k -f -i -v --http1.1 --compressed --no-compressed --tr-encoding --basic --globoff --path-as-is
-q --crlf -B --no-crlf --raw --no-keepalive --tcp-nodelay --form-escape -g --post301 --ssl-reqd"""
METHODS = ["POST", "GET", "PUT", "DELETE", "post", "PATCH", "HEAD", "PO ST", ""]


@dataclass(frozen=True, slots=True)
class Combination:
    """A command of curl: its words without ``curl``, and what is on its standard input, if anything does."""

    words: tuple[str, ...]
    stdin: str | None

    @property
    def script(self) -> str:
        """The command as a line of bash."""
        command = shlex.join(["curl", *self.words])
        return command if self.stdin is None else f"printf %s {shlex.quote(self.stdin)} | {command}"


def combination(number: int) -> Combination:
    """The combination of a number; the same number gives the same one."""
    chance = random.Random(number)  # noqa: S311 - examples, and no secret
    kind = chance.choice(["data", "data", "form", "get", "none", "json", "config", "variables"])
    stdin = chance.choice([None, None, "", "in=1\nb c", "X: y\nZ: w\n"]) if kind != "config" else None
    parts = [_header(chance) for _ in range(chance.choice([0, 0, 1, 1, 2, 3]))]
    parts += [["-b", chance.choice(COOKIES)] for _ in range(chance.choice([0, 0, 0, 1, 2]))]
    parts += [[chance.choice(_SWITCHES.split())] for _ in range(chance.choice([0, 0, 1, 2]))]
    for share, names, values in (
        (0.25, ["-u", "--user"], USERS),
        (0.15, ["-X", "--request"], METHODS),
        (0.1, ["-r", "--range"], RANGES),
        (0.1, ["-A"], ["m/1", "", " s "]),
        (0.1, ["-e"], ["r", "", "r;auto", ";auto"]),
        (0.05, ["--oauth2-bearer"], ["t", ""]),
        (0.1, ["--url-query"], ["a=b c", "+q=%c3", "=é", "", "n@-"]),
    ):
        parts += [[chance.choice(names), chance.choice(values)]] if chance.random() < share else []
    parts += [["-H", "@-"]] if stdin is not None and chance.random() < 0.1 else []
    made = _OF_KIND[kind](chance, stdin is not None)
    chance.shuffle(made)
    parts += made
    if kind != "variables":
        chance.shuffle(parts)
    words = [word for part in parts for word in part]
    if kind == "config":
        return Combination(("-K", "-", *words, chance.choice(_URLS.split())), _config(chance))
    return Combination((*words, chance.choice(_URLS.split())), stdin)


def _header(chance: random.Random) -> list[str]:
    return [chance.choice(["-H", "--header"]), chance.choice(HEADERS)]


def _nothing(_chance: random.Random, _has_stdin: bool) -> list[list[str]]:
    return []


def _data(chance: random.Random, has_stdin: bool) -> list[list[str]]:
    found = []
    for _ in range(chance.choice([1, 1, 2, 3])):
        option = chance.choice(["-d", "--data", "--data-raw", "--data-binary", "--data-urlencode", "--data-ascii"])
        value = chance.choice(TEXTS)
        if option == "--data-urlencode":
            value = chance.choice(["", *(f"{name}=" for name in NAMES)]) + value
        if has_stdin and chance.random() < 0.4:
            value = chance.choice(["n@-", "@-"]) if option == "--data-urlencode" else "@-"
        found.append([option, value])
    return found


def _get(chance: random.Random, has_stdin: bool) -> list[list[str]]:
    return [[chance.choice(["-G", "--get", "-I"])], *_data(chance, has_stdin)]


def _json(chance: random.Random, has_stdin: bool) -> list[list[str]]:
    extra = _data(chance, has_stdin) if chance.random() < 0.3 else []
    return [["--json", chance.choice(TEXTS)] for _ in range(chance.choice([1, 1, 2]))] + extra


def _form(chance: random.Random, has_stdin: bool) -> list[list[str]]:
    found = []
    for _ in range(chance.choice([1, 1, 2, 3])):
        value = chance.choice(
            [*TEXTS, '"q;r"', '"q" r', " s ", "t;u", "<-", "@-"] if has_stdin else [*TEXTS, '"q;r"', " s "]
        )
        for _ in range(chance.choice([0, 0, 1, 2])):
            name, values = chance.choice(
                [
                    ("type", TYPES),
                    ("filename", ["a.txt", "b.CSV", '"c;d"', " e ", ""]),
                    ("encoder", ENCODERS),
                    ("headers", ['"X: y"', "X: y", '"Content-Type: x/y"', '"content-transfer-encoding: 8bit"', '"X;"']),
                    ("Type", TYPES),
                    ("other", ["x"]),
                ]
            )
            value += f";{chance.choice(['', ' '])}{name}={chance.choice(values)}"
        option = chance.choice(["-F", "-F", "-F", "--form", "--form-string"])
        found.append([option, f"{chance.choice(NAMES)}={value}"])
    return found


def _variables(chance: random.Random, has_stdin: bool) -> list[list[str]]:
    names = ["a", "b", "c_1"]
    found = [["--variable", f"{chance.choice(['', '', '%'])}{name}={chance.choice(TEXTS)}"] for name in names]
    found += [["--variable", "a@-"]] if has_stdin and chance.random() < 0.5 else []
    for _ in range(chance.choice([1, 2])):
        value = "".join(
            chance.choice(["x", "&", "=", " ", "\\{{a}}", "{{", "}}", "{{d}}", "{{a b}}"])
            if chance.random() < 0.4
            else "{{"
            + ":".join([chance.choice(names), *chance.choices(_FUNCTIONS, k=chance.choice([0, 0, 1, 2]))])
            + "}}"
            for _ in range(chance.choice([1, 2, 3]))
        )
        found.append([chance.choice(["--expand-data", "--expand-json", "--expand-data-urlencode"]), value])
    return [[word for part in found for word in part]]


_FUNCTIONS = ["trim", "json", "url", "b64", "64dec"]
_OF_KIND: dict[str, Callable[[random.Random, bool], list[list[str]]]] = {
    "data": _data,
    "form": _form,
    "get": _get,
    "json": _json,
    "variables": _variables,
    "config": _data,
    "none": _nothing,
}


def _config(chance: random.Random) -> str:
    lines = [
        'data = "a b"',
        "data = c",
        "data-urlencode = n=é",
        'header = "X: y"',
        "header: Z;",
        "# data = no",
        "",
        "get",
        'data = "q\\"r\\\\s\\tt"',
        "next",
        "-d x",
        "request = PUT",
        "user u:p",
    ]
    return "\n".join(chance.choices(lines, k=chance.choice([1, 2, 3]))) + "\n"


def verdict(tried: Combination) -> str:
    """``equal``, ``said``, ``refused`` (by us, or by both), ``no judge`` (an older curl), or ``silent``: a fault."""
    if changed_later(tried.words, tried.stdin or ""):
        return "no judge"
    try:
        sent = normal(as_seen(run_curl(list(tried.words), (tried.stdin or "").encode()), tried.words))
    except CurlRefusedError:
        sent = None
    try:
        read = reading.read(Source("combination", tried.script))
    except Curl2smsError:
        return "refused"
    if sent is not None and normal(as_read(read.request)) == sent:
        return "equal"
    return "said" if {note.id for note in read.notes} - NEUTRAL else "silent"


def main() -> int:
    """Try combinations, and print how many there are of each verdict; the silent ones in full."""
    count, first = (*map(int, sys.argv[1:3]), *(2000, 0)[len(sys.argv[1:3]) :])
    verdicts: Counter[str] = Counter()
    for number in range(first, first + count):
        tried = combination(number)
        found = verdict(tried)
        verdicts[found] += 1
        if found == "silent":
            print(f"{number}: {tried.script}")
    print(", ".join(f"{name}: {amount}" for name, amount in verdicts.most_common()))
    return bool(verdicts["silent"])


if __name__ == "__main__":
    sys.exit(main())
