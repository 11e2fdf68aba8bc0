"""What is measured, and the bounds. A bound is what an idle machine of today keeps with some room."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path
from urllib.request import urlopen

import uncurl

from curl2sms import api, converting, explaining, proving, reading
from curl2sms.errors import SampleError, Source
from curl2sms.http import HttpRequest
from curl2sms.layers import Style, slots
from curl2sms.layers.place import parse_place
from curl2sms.proving import misbehaviour
from curl2sms.response import Point
from curl2sms.template import load
from curl2sms.template.model import Pair, Parameters, Template, Variable
from curl2sms.tokens import cut
from tests.benchmarks import attacking, curlconverter, memory
from tests.benchmarks.crafted import crafted, plain
from tests.benchmarks.measuring import ROOT, Benchmark, Figure, Work, median, seconds_of, slowest, start
from tests.benchmarks.stages import of_a_conversion
from tests.large_samples import others, too_many
from tests.package_patterns import KNOWN_SQUARES, patterns
from tests.reading.hostile import hostile
from tests.rules import response, rule

CASES = Path(__file__).parent.parent / "cases"
SIMPLE = 'curl -X POST https://api.example/send -H \'Content-Type: application/json\' -d \'{"to": "+1", "text": "hi"}\''
PLIVO = ROOT / "samples" / "plivo.sh"
MEGABYTE = (1 << 20) - 200


def sources(folder: str) -> list[Source]:
    """The samples of a folder of cases."""
    return [Source(path.name, path.read_text(encoding="utf-8")) for path in sorted((CASES / folder).rglob("*.sh"))]


def templates() -> list[Template]:
    """One template of every kind."""
    return [load(path.read_text(encoding="utf-8"), path.name) for path in sorted((CASES / "proving").glob("*.json"))]


def corpus_texts() -> list[str]:
    """The samples of the corpus."""
    return [source.text for source in sources("corpus")]


def ended(work: Callable[[Source], object], source: Source) -> None:
    """Do something with a sample, which may be refused."""
    with suppress(SampleError):
        work(source)


def each(work: Callable[[Source], object], samples: dict[str, str]) -> dict[str, Work]:
    """The same work with each of some samples."""
    return {name: partial(ended, work, Source(name, text)) for name, text in samples.items()}


def answered(source: Source) -> None:
    """What a page is answered for a sample."""
    api.convert({"sample": source.text})


def of_the_corpus(work: Callable[[Source], object]) -> Figure:
    """Milliseconds for one sample of the corpus, on average."""
    found = sources("corpus")

    def all_of_them() -> None:
        for source in found:
            ended(work, source)

    return Figure(1000 * median(all_of_them, 3).value / len(found))


def beside_uncurl() -> Figure:
    """The time to read a simple command, as a ratio to uncurl's."""
    source = Source("simple", SIMPLE)
    ours = median(lambda: [reading.read(source) for _ in range(200)], 5).value
    theirs = median(lambda: [uncurl.parse_context(SIMPLE) for _ in range(200)], 5).value
    return Figure(ours / theirs, f"{200 / ours:.0f} a second")


def many_tokens() -> None:
    """Fill in 50,000 placeholders of one text."""
    text = '{"a":"' + "$$To " * 50_000 + '"}'
    slots(text, "json", parse_place("body"), {}, list(cut(text))).fill(["1"] * 50_000, Style())


def bad_days() -> Figure:
    """All the bad days of a provider."""
    told = response((200,), (rule(Point("json:/type"), "equals", "ok"),))
    template = Template("t", "POST", "https://api.example/send", response=told)
    request = HttpRequest("POST", "https://api.example/send", body=b"x")
    with proving.provider() as provider:
        return median(lambda: list(misbehaviour.checks(template, request, provider)), 3, time.perf_counter)


def start_and_stop() -> None:
    """Start and stop the mock provider five times; the server's own poll would take 2.5 s."""
    for _ in range(5):
        with proving.provider():
            pass


def verified(count: int) -> Figure:
    """Verify some templates on one mock provider."""
    chosen = list(itertools.islice(itertools.cycle(templates()), count))
    with proving.provider() as provider:
        proving.verify(chosen[0], provider)  # what is loaded and worked out once
        return Figure(
            seconds_of(lambda: [proving.verify(template, provider) for template in chosen], time.perf_counter)
        )


def large_templates() -> dict[str, Template]:
    """Templates of very many values."""
    to_and_text = Pair("to", "$$To"), Pair("text", "$$Body")
    names = [f"k{number}" for number in range(9_900)]

    def of_json(value: str) -> Parameters:
        body = {"to": "$$To", "text": "$$Body"} | {name: value.format(name) for name in names[:1_000]}
        return Parameters("raw", syntax="json", body=json.dumps(body))

    made = {
        "1,000 variables": of_json("${{{}}}"),
        "1,000 constants": of_json("{}"),
        "9,900 pairs": Parameters("form", pairs=(*to_and_text, *(Pair(name, "v") for name in names))),
    }
    return {
        name: Template(
            "large",
            "POST",
            "https://sms.example/send",
            headers=(Pair("Content-Type", "application/json"),) if parameters.type == "raw" else (),
            parameters=parameters,
            variables=tuple(Variable(one, secret=False) for one in names[:1_000]) if "variables" in name else (),
        )
        for name, parameters in made.items()
    }


def verified_large() -> Figure:
    """Verify each of the large templates."""
    with proving.provider() as provider:
        return slowest({name: partial(proving.verify, one, provider) for name, one in large_templates().items()})


def steepest() -> Figure:
    """The growth of the time to convert, from 64 KiB to 1 MiB, as a ratio to that of the length; of ten shapes."""

    def shapes(size: int) -> dict[str, Work]:
        filled = hostile(size)
        return each(
            converting.convert,
            {name: filled[name] for name in ("prose", "ampersands", "escaped quotes", "carets")}
            | {name: too_many(size)[name] for name in ("a form", "JSON names")}
            | {name: text for name, text in others(size).items() if name not in {"deep JSON", "JSON in a form"}},
        )

    small, large = shapes(1 << 16), shapes(MEGABYTE)
    grown = {
        name: min(seconds_of(large[name]) for _ in range(2))
        / min(seconds_of(small[name]) for _ in range(3))
        / (MEGABYTE >> 16)
        for name in small
    }
    name = max(grown, key=lambda name: grown[name])
    return Figure(grown[name], name)


def explained(source: Source) -> None:
    """What a person is shown of a sample."""
    explaining.as_text(explaining.explain(source))


def beside_plain(work: Callable[[Source], object]) -> Figure:
    """The longest that a crafted text of 64 KiB takes, as a ratio to the conversion of a plain text of its length.

    The least of some runs counts for both: one that seems too long is tried again as often as the plain one.
    """
    size = 1 << 16
    ordinary = partial(ended, converting.convert, Source("plain", plain(size)))
    ordinary()
    bare = _least(ordinary)
    works = each(work, crafted(size))
    took = {name: seconds_of(crafted_work) / bare for name, crafted_work in works.items()}
    took |= {name: min(ratio, _least(works[name]) / bare) for name, ratio in took.items() if ratio > 6}
    name = max(took, key=lambda name: took[name])
    return Figure(took[name], f"{name}; {sum(one > 6 for one in took.values())} of {len(took)} over 6")


def _least(work: Work) -> float:
    return min(seconds_of(work) for _ in range(5))


def attacked() -> Figure:
    """The number of patterns that a text made of their parts is slow for, and of those of FOUND_BEFORE that it is not.

    What seems slow is tried again, because another process may have made it so.
    """
    slow = [
        one.place
        for one in set(patterns())
        if one.place not in KNOWN_SQUARES and all(_is_slow(one.expression, one.flags, one.uses) for _ in range(3))
    ]
    missed = [one for one in attacking.FOUND_BEFORE if not _is_slow(one, 0, {"finditer"})]
    return Figure(len(slow) + len(missed), ", ".join((*slow, *missed)))


def _is_slow(expression: str, flags: int, uses: Iterable[str]) -> bool:
    return attacking.worst(expression, flags, uses).times > attacking.TOO_STEEP


def page_shown() -> Figure:
    """From `curl2sms page` to its page in full, beside the bare interpreter; wall time, because a server only waits."""
    bare = median(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True), 5, time.perf_counter).value

    def shown() -> None:
        command = [sys.executable, "-m", "curl2sms", "page", "--no-browser"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
            assert process.stdout
            with urlopen(process.stdout.readline().strip()) as page:  # noqa: S310  the command's own address
                page.read()
            process.kill()

    took = median(shown, 5, time.perf_counter).value
    return Figure(took / bare, f"{1000 * took:.0f} ms")


def command(*arguments: str) -> Callable[[], Figure]:
    """The start of a command."""
    return partial(start, ["-m", "curl2sms", *arguments])


BARE = "x python -c pass"
RENDER = ["render", "samples/plivo.json", "--to", "14155550142", "--body", "Hello"]
BENCHMARKS = [
    Benchmark("read a hostile sample of 256 KiB", 2, "s", lambda: slowest(each(reading.read, hostile(1 << 18)))),
    Benchmark(
        "convert a sample of 1 MiB",
        2,
        "s",
        lambda: slowest(each(converting.convert, too_many(MEGABYTE) | others(MEGABYTE))),
    ),
    Benchmark("convert a crafted text of 64 KiB", 6, "x plain", lambda: beside_plain(converting.convert)),
    Benchmark("explain a crafted text of 64 KiB", 6, "x plain", lambda: beside_plain(explained)),
    Benchmark("attack each pattern", 0, "slow", attacked),
    Benchmark("explain a sample of 256 KiB", 0.7, "s", lambda: slowest(each(explaining.explain, others(1 << 18)))),
    Benchmark("fill in 50,000 placeholders", 2, "s", lambda: median(many_tokens, 1)),
    Benchmark("read a sample of the corpus", 1, "ms", lambda: of_the_corpus(reading.read)),
    Benchmark("convert the median sample of the corpus", 2, "ms", lambda: of_a_conversion(sources("corpus"))),
    Benchmark("read a simple command", 6, "x uncurl", beside_uncurl),
    Benchmark(
        "read the corpus, less uncurl", 1, "x curlconverter", lambda: curlconverter.in_process(sources("corpus"))
    ),
    Benchmark("live through a provider's bad days", 2, "s", bad_days),
    Benchmark("start and stop the mock five times", 0.5, "s", lambda: median(start_and_stop, 3, time.perf_counter)),
    Benchmark("verify one template", 1, "s", lambda: verified(1)),
    Benchmark("verify 100 templates", 12.3, "s", lambda: verified(100)),
    Benchmark("verify a template of very many values", 5, "s", verified_large),
    Benchmark("growth from 64 KiB to 1 MiB", 2, "x linear", steepest),
    Benchmark("2,000 conversions in a process", 5, "MiB", lambda: memory.growth(corpus_texts(), 2_000)),
    Benchmark("answer a sample of the corpus", 8, "ms", lambda: of_the_corpus(answered)),
    Benchmark("answer a sample of 256 KiB", 1.5, "s", lambda: slowest(each(answered, others(1 << 18)))),
    Benchmark("curl2sms page, to its page", 20, BARE, page_shown),
    Benchmark("curl2sms convert, beside another", 0.3, "x curlconverter", lambda: curlconverter.cold_start(PLIVO)),
    Benchmark("curl2sms --help", 2.5, BARE, command("--help")),
    Benchmark("curl2sms convert, JSON", 6, BARE, command("convert", "samples/plivo.sh")),
    Benchmark("curl2sms convert, a query", 6, BARE, command("convert", "samples/msg91.sh")),
    Benchmark("curl2sms render", 6.5, BARE, command(*RENDER)),
    Benchmark("curl2sms sheet", 7, BARE, command("sheet", "samples/plivo.json")),
    Benchmark("curl2sms verify", 30, BARE, command("verify", "samples/plivo.json")),
]
