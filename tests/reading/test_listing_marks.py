"""What a page puts on each line of a listing: without it, the listing is what it is anyway, each value at its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from curl2sms import reading
from curl2sms.errors import Source

PROGRAMS = Path(__file__).parent.parent / "cases" / "programs"
LISTINGS = sorted(path for path in PROGRAMS.iterdir() if path.suffix in {".php", ".js", ".py"})
AROUND = "Untitled\nNever\nSign Up, it unlocks many cool features!\n"


def numbered(lines: list[str]) -> str:
    return "".join(f"{number:3}. {line}\n" for number, line in enumerate(lines, 1))


def dashed(lines: list[str]) -> str:
    return "".join(f"- {line}\n" for line in lines)


def barred(lines: list[str]) -> str:
    return "".join(f"{line} | |\n" for line in lines[:-1]) + f"{lines[-1]} |\n"


def many_lines(path: Path) -> bool:
    return len(path.read_text(encoding="utf-8").splitlines()) > 2


@pytest.mark.slow
@pytest.mark.parametrize("marked", [numbered, dashed, barred])
@pytest.mark.parametrize("path", [one for one in LISTINGS if many_lines(one)], ids=lambda path: path.name)
def test_a_marked_listing_is_the_listing(path: Path, marked: Callable[[list[str]], str]) -> None:
    text = path.read_text(encoding="utf-8")
    nth = 1 if '"nth"' in path.with_suffix(".json").read_text(encoding="utf-8") else None
    bare = reading.read(Source("x", text), nth)
    sample = AROUND + marked(text.splitlines()) + "Advertisement\n"
    read = reading.read(Source("x", sample), nth)
    assert (read.request.method, read.request.url) == (bare.request.method, bare.request.url)
    assert (read.request.headers, read.request.basic) == (bare.request.headers, bare.request.basic)
    assert [said.id for said in read.notes].count("listing-marks") == 1
    of_bare, of_read = bare.request.traces.url.known_span(), read.request.traces.url.known_span()
    if of_bare and of_read and "\n" not in text[of_bare.start : of_bare.end]:
        assert sample[of_read.start : of_read.end] == text[of_bare.start : of_bare.end]


@pytest.mark.parametrize(
    "listed", ["- milk\n- eggs\n- bread", "1. milk\n2. eggs\n3. bread", "milk | |\neggs | |\nbread |"]
)
def test_a_list_within_a_text_stays(listed: str) -> None:
    url = "https://x.example/send?to=1&text="
    program = f"<?php\n$text = 'To buy:\n{listed}';\nfile_get_contents('{url}' . urlencode($text));\n"
    read = reading.read(Source("x", program))
    assert read.request.url.endswith(
        "text=To+buy%3A%0A" + listed.replace(" ", "+").replace("\n", "%0A").replace("|", "%7C")
    )


@pytest.mark.parametrize("words", ["there u go.", "Hi all,\n\nthis does not work", "PHP - cURL"])
@pytest.mark.parametrize("path", [one for one in LISTINGS if many_lines(one)], ids=lambda path: path.name)
def test_words_before_a_listing_change_nothing(path: Path, words: str) -> None:
    text = path.read_text(encoding="utf-8")
    nth = 1 if '"nth"' in path.with_suffix(".json").read_text(encoding="utf-8") else None
    bare, read = reading.read(Source("x", text), nth), reading.read(Source("x", f"{words}\n\n{text}"), nth)
    assert read.request == bare.request
