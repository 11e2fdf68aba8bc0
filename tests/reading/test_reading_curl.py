"""What is read is what real curl sends: over a table of commands, and over every sample of the corpus that runs."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from curl2sms import reading
from curl2sms.converting import convert
from curl2sms.errors import AmbiguousError, SampleError, Source
from curl2sms.http import OPEN
from curl2sms.reading.curl.encoders import quoted_printable
from tests.curl_versions import changed_later, here, rows, version
from tests.oracles import BASH, CURL, CurlRefusedError, invocations, run_curl
from tests.reading.requests import as_read, as_seen, normal

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not (CURL and BASH), reason="there is no curl or no bash here to judge by"),
]

TABLE = Path(__file__).parent / "curl_commands.txt"
CORPUS = Path(__file__).parent.parent / "cases" / "corpus"


def commands() -> list[str]:
    """The table's commands, each with its sign; an indented line goes on with the one before."""
    lines = [line for line in TABLE.read_text(encoding="utf-8").split("\n") if line and not line.startswith("#")]
    found: list[str] = []
    for line in lines:
        if line.startswith(" "):
            found[-1] += "\n" + line
        else:
            found.append(line)
    return found


def command_of(line: str) -> tuple[str, str, str]:
    """The sign of a line, the id of its note, and its command."""
    found = re.match(r"([~!?*]?)([a-z-]*) ?((?:printf|curl).*)", line, re.DOTALL)
    assert found
    return found[1], found[2], found[3]


def sent(script: str) -> tuple[object, ...] | None:
    """What curl sends for a script's first call of it; its words and its standard input are bash's.

    None where later versions of curl send something else, so that the curl here is no judge.
    """
    call = invocations(script)[0]
    if changed_later(call.words, call.stdin):
        return None
    return as_seen(run_curl(call.words, call.stdin.encode("utf-8", "surrogateescape")), call.words)


def refused_by_curl(script: str) -> bool:
    """Whether curl refuses a script's command, as far as the curl here can judge."""
    try:
        return sent(script) is None
    except CurlRefusedError:
        return True


# What is reported where a request is not the one that curl sends.
DIFFERENT = {
    "glob-kept",
    "further-urls",
    "cookie-file",
    "word-in-hashes",
    "hash-kept",
    "boundary-left-out",
    "authorization-repeated",
}


def test_the_table_is_large_enough() -> None:
    assert len(commands()) >= 200
    assert len(set(commands())) == len(commands())


@pytest.mark.parametrize("line", commands())
def test_a_command_is_read_as_curl_sends_it(line: str) -> None:
    sign, note_id, command = command_of(line)
    if sign in {"!", "?"}:
        with pytest.raises(SampleError) as refused:
            reading.read(Source("table", command))
        assert refused.value.note.id == note_id
        assert sign == "?" or refused_by_curl(command)
        return
    read = reading.read(Source("table", command))
    said = {note.id for note in read.notes}
    assert not note_id or note_id in said
    if sign == "*":
        assert refused_by_curl(command)
    elif not sign or note_id not in DIFFERENT:
        judged = sent(command)
        assert judged is None or normal(as_read(read.request)) == normal(judged)
    if not sign:
        assert said <= {"option-shortened", "options-of-connection", "follows-redirects", "insecure"}


def part_of(request: tuple[object, ...] | None, part: str) -> dict[str, object]:
    """A part of a request as the table of versions writes it; that curl refuses the command, without a request."""
    if request is None:
        return {"refused": True}
    _, target, headers, body = request
    assert isinstance(target, bytes)
    assert isinstance(headers, list)
    spelt = [f"{name}: {value}" for name, value in headers]
    return {part: {"target": target.decode(), "headers": spelt, "body": body}[part]}


def of_row(row: dict[str, Any]) -> str:
    """The part that a row is about."""
    return str(next(part for part in (*row["before"], *row["after"], "body") if part != "refused"))


@pytest.mark.parametrize("row", rows().values(), ids=rows().keys())
def test_versions_of_curl_differ_as_the_table_says(row: dict[str, Any]) -> None:
    call = invocations(row["command"])[0]
    try:
        arrived = run_curl(call.words, call.stdin.encode())
    except CurlRefusedError:
        arrived = None
    seen = None if arrived is None else (*as_seen(arrived, ())[:1], arrived.target, *as_seen(arrived, ())[2:])
    found = part_of(seen, of_row(row))
    if here() <= version(row["last"]):
        assert found == row["before"]
    if here() >= version(row["since"]):
        assert found == row["after"]


@pytest.mark.parametrize("row", rows().values(), ids=rows().keys())
def test_a_command_that_versions_read_differently_is_read_as_by_the_newest(row: dict[str, Any]) -> None:
    try:
        read = reading.read(Source("table", row["command"]))
    except SampleError:
        assert row["after"] == {"refused": True}
        return
    if row["after"] == {"refused": True}:
        assert read.notes
    else:
        assert part_of(normal(as_read(read.request)), of_row(row)) == row["after"]


def test_escapes_in_a_path_are_those_of_the_newest_curl() -> None:
    read = reading.read(Source("sample", "curl 'http://x.example/%7e/é%2f?q=%7e%c3'"))
    assert read.request.target == b"/%7E/%C3%A9%2F?q=%7e%c3"


def test_escapes_of_what_is_put_after_the_query_are_those_of_the_newest_curl() -> None:
    command = "curl -G 'http://x.example/?a=%7e' -d b=%c3%a9 --data-urlencode 'c=/é'"
    read = reading.read(Source("sample", command))
    assert read.request.target == b"/?a=%7e&b=%C3%A9&c=%2F%C3%A9"


def runnable() -> list[Path]:
    """The samples that curl runs as they are."""
    found = []
    for truth in sorted(CORPUS.glob("*/*.truth.json")):
        if json.loads(truth.read_text(encoding="utf-8")).get("runnable"):
            found.append(truth.with_name(truth.name.replace(".truth.json", ".sh")))
    return found


# What is reported where a sample means something else than its letter.
ANNOUNCING = {
    "glob-kept",
    "blank-in-url",
    "html-ampersand",
    "substitution-not-evaluated",
    "fragment-left-out",
    "signed-by-curl",
}


@pytest.mark.parametrize("path", runnable(), ids=lambda path: path.stem)
def test_a_sample_is_read_as_curl_sends_it(path: Path) -> None:
    source = reading.decode_sample(path.read_bytes(), path.name)
    try:
        read = reading.read(source)
    except AmbiguousError:
        pytest.skip("several commands of it send a message")
    repaired = [note.id for note in read.notes if note.kind == "repair" or note.id in ANNOUNCING]
    if repaired or OPEN in repr(read.request).encode().decode("unicode-escape"):
        pytest.skip(f"announced: {repaired or 'variables'}")
    judged = sent(source.text)
    assert judged is None or normal(as_read(read.request)) == normal(judged)


@pytest.mark.parametrize(
    ("options", "said"),
    [("-4", "--ipv4: it doesn't change"), ("-4 --tcp-nodelay", "--ipv4, --tcp-nodelay: they don't")],
)
def test_ignored_options_of_the_connection_are_one_note(options: str, said: str) -> None:
    (told,) = convert(Source("sample", f"curl {options} 'https://x.example/send?to=447700900123&text=Hello'")).notes
    assert told.id == "options-of-connection"
    assert said in str(told)


@pytest.mark.parametrize(
    ("data", "lengths"), [(b"a" * 229, [76, 76, 76, 4]), (b"a" * 76 + b"\r\n" + b"b" * 77, [76, 76, 2])]
)
def test_a_line_of_quoted_printable_has_76_characters(data: bytes, lengths: list[int]) -> None:
    assert [len(line) for line in quoted_printable(data).split(b"\r\n")] == lengths


def test_a_hash_that_fields_follow_is_text() -> None:
    read = reading.read(Source("sample", "curl 'http://x.example/a?text=Order #5, {#var#}&key=a#b&ref=1#end'"))
    assert read.request.target == b"/a?text=Order%20%235,%20{%23var%23}&key=a%23b&ref=1"
    assert {"hash-kept", "fragment-left-out"} <= {note.id for note in read.notes}


# What curl 8.23 sends where an older curl is no judge.
BY_THE_NEWEST = [
    ("curl -b a=1 -b ' b=2' -b 'c=3;' -b d=4 http://x.example/", "headers", ["Cookie: a=1; b=2; c=3;; d=4"]),
    (r"curl --variable a=x --expand-data '\{{a}}' http://x.example/", "body", r"\{{a}}"),
    (r"curl --variable a=x --expand-data '\{{a}} {{a}} {{b {{' http://x.example/", "body", "{{a}} x {{b {{"),
    (
        "curl --variable 'a=b c' --expand-data '{{a:url}} {{a:b64}} {{a:trim:json}}' http://x.example/",
        "body",
        "b%20c YiBj b c",
    ),
    ("curl --variable 'a[1-2]=xyzw' --expand-data '{{a}}' http://x.example/", "body", "yz"),
    ("curl --crlf -d $'a\\nb\\r\\nc' http://x.example/", "body", "a\r\nb\r\nc"),
    (
        "curl --tr-encoding -H 'connection: a' -H 'X: y' http://x.example/",
        "headers",
        ["TE: gzip", "X: y", "Connection: a, TE"],
    ),
    ("curl http://x.example/a/.%2e/b/%2E/c%2e", "target", "/b/c%2E"),
]


@pytest.mark.parametrize(("command", "part", "expected"), BY_THE_NEWEST)
def test_a_command_is_read_as_the_newest_curl_sends_it(command: str, part: str, expected: object) -> None:
    request = normal(as_read(reading.read(Source("table", command)).request))
    assert part_of(request, part) == {part: expected}


def test_the_type_of_a_part_ends_where_the_newest_curl_ends_it() -> None:
    command = "curl -F 'a=b;type=x/y;  q=1 ; r=2 ;filename=c' -F 'd=e;type=x/y ;filename=f' http://x.example/"
    body = (reading.read(Source("table", command)).request.body or b"").decode()
    assert re.findall("Content-Type: (.*)\r", body) == ["x/y;  q=1 ; r=2", "x/y"]
    assert re.findall('filename="(.*)"', body) == ["c"]
