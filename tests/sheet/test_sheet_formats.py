"""The sheet in its three formats: all of it is there, it can be copied, and text from outside is only text."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curl2sms.errors import Note
from curl2sms.sheet import Cell, Meaning, Row, Sheet, as_html, as_markdown, as_text
from curl2sms.shown import visible

BODY = '{\n\t"to": "$$To",\n  "text": "$$Body"\n}'
MARKUP = "</script><script>alert(1)</script>\"><img src=x onerror=alert(2)>' & `x` |y| <!-- [l](javascript:1) **b** $z$"
HOSTILE = f"\x1b[31m\u202e\u200b{MARKUP}"


def a_sheet(hostile: str = "", **parts: Any) -> Sheet:
    """A sheet with a text at every place that text from outside can reach."""
    h = hostile
    cells = (Cell("X-Key"), Cell("***", masked=True)), (Cell(f"k{h}"), Cell(f"v{h} ${{TOKEN}}", to_fill=("TOKEN",)))
    made = Sheet(
        template=f"lab{h}",
        platform="CleverTap",
        form="Other (Generic)",
        way=("Settings", "SMS"),
        lost=(Note("proxy", "loss", f"gone{h}", "Look for it."),),
        first=(Note("a", "warning", f"first{h}", "Do this."),),
        rows=(
            Row("Provider", "choose", Cell("Other (Generic)")),
            Row("HTTP Endpoint", "type", Cell(f"https://sms.example/{h}"), hint="A hint."),
            Row("Headers", "type", pairs=cells),
            Row("Password", "type", Cell("${TOKEN}", to_fill=("TOKEN",))),
            Row("Parameters", "type", Cell(BODY + h, block=True)),
            Row("Batch", "leave", hint="Not ticked."),
            Row("Type", "stop", Cell("multipart")),
        ),
        placeholders=(Meaning("$$To", "the number"),),
        losses=(Note("b", "loss", f"lost{h}", "The way out."),),
        number=Note("c", "note", f"number{h}"),
        reports=(Note("e", "note", "returned", "Ask for it."),),
        unknown=(Note("d", "note", "unknown", "Find out."),),
        steps=(f"Go{h}.",),
        test_text="Test & <ok>",
        sources=("https://docs.example/sms",),
    )
    return replace(made, **parts)


PRINTABLE = st.characters(min_codepoint=32, max_codepoint=126)

FORMATS: dict[str, Callable[[Sheet], str]] = {"text": as_text, "markdown": as_markdown, "html": as_html}


@pytest.mark.parametrize("name", FORMATS)
def test_all_of_a_sheet_is_in_every_format(name: str) -> None:
    words = re.sub(r"<(?!https)[^>]*>|\\", "", FORMATS[name](a_sheet()))
    for said in ("lab", "CleverTap", "gone", "Look for it.", "first",
                 "Do this.", "HTTP Endpoint", "https://sms.example/", "A hint.", "X-Key",
                 "Not ticked.", "multipart", "the number", "lost", "The way out.", "number", "unknown", "Find out.",
                 "returned", "Ask for it.",
                 "Go.", "--reveal", "docs.example/sms", "Settings"):  # fmt: skip
        assert said in words, said


@pytest.mark.parametrize("name", FORMATS)
def test_sections_without_anything_to_say_are_left_out(name: str) -> None:
    written = FORMATS[name](a_sheet(lost=(), first=(), losses=()))
    assert "What the sample did" not in written
    assert "Before you type" not in written
    assert "can't hold" not in re.sub("&#x27;", "'", written)


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_hidden_in_a_text_is_made_visible(name: str) -> None:
    written = FORMATS[name](a_sheet(HOSTILE))
    seen = re.sub(r'data-copy="[^"]*"', "", written)  # what is copied is the value, to the letter
    assert not set("\x1b\u202e\u200b") & set(seen)
    assert "202E" in seen


# Text.


def test_a_value_is_never_broken_over_lines() -> None:
    long = "https://sms.example/" + "very/long/" * 30 + " and blanks"
    made = a_sheet(
        rows=(Row("HTTP Endpoint", "type", Cell(long)), Row("Headers", "type", pairs=((Cell("a"), Cell(long)),)))
    )
    for columns in (20, 80, 200):
        assert as_text(made, columns).count(long) == 2


def test_a_document_is_at_the_left_edge_to_the_letter() -> None:
    assert f"\n{BODY}\n" in as_text(a_sheet(), 60)


def test_on_a_narrow_terminal_a_value_stands_below_its_label() -> None:
    lines = as_text(a_sheet(), 59).splitlines()
    for label, below in (
        ("HTTP Endpoint", "https://sms.example/"),
        ("Headers", "X-Key  ***"),
        ("Batch", "Not ticked."),
    ):
        at = next(number for number, line in enumerate(lines) if line.startswith(f"  {label} "))
        assert lines[at].split()[-1] in ("type", "leave")
        assert lines[at + 1] == f"    {below}"
    assert f"\n{BODY}\n" in as_text(a_sheet(), 59)
    assert any(line.endswith("type    https://sms.example/") for line in as_text(a_sheet(), 60).splitlines())


def test_words_are_wrapped() -> None:
    made = a_sheet(losses=(Note("x", "loss", "word " * 60, "do " * 40),))
    prose = as_text(made, 60).partition("can't hold")[2]
    assert max(len(line) for line in prose.splitlines() if "http" not in line) <= 60


def test_colour_is_there_only_on_demand() -> None:
    assert "\x1b[" not in as_text(a_sheet(), 80)
    coloured = as_text(a_sheet(), 80, True)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[\d+m", "", coloured) == as_text(a_sheet(), 80)


# Markdown, judged by a parser of CommonMark with GitHub's tables.


def rendered(markdown: str) -> str:
    markdown_it = pytest.importorskip("markdown_it")
    html: str = (
        markdown_it.MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough").render(markdown)
    )
    return html


class Page(HTMLParser):
    """The elements, attributes and text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.code: list[str] = []
        self.text = ""
        self._in_code = 0
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag in ("code", "pre"):
            self._in_code += 1
            self.code.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("code", "pre"):
            self._in_code -= 1

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._in_code:
            self.code[-1] += data


def test_markdown_is_a_table_with_a_row_for_each_field() -> None:
    page = Page(rendered(as_markdown(a_sheet())))
    assert page.elements.count("table") == 1
    assert page.elements.count("tr") == 1 + len(a_sheet().rows)
    assert page.elements.count("td") == 3 * len(a_sheet().rows)


def test_markup_in_markdown_is_only_text() -> None:
    plain, hostile = Page(rendered(as_markdown(a_sheet()))), Page(rendered(as_markdown(a_sheet(MARKUP))))
    assert sorted(hostile.elements) == sorted(plain.elements)
    assert f"https://sms.example/{MARKUP}" in hostile.code
    assert f"first{MARKUP} Do this." in hostile.text


@given(st.text(st.one_of(PRINTABLE, st.sampled_from("|\\`*_<>&$[]()#! \n\té")), max_size=60))
def test_any_value_survives_markdown(value: str) -> None:
    made = a_sheet(rows=(Row("Field", "type", Cell(f"x{value}")), Row("Other", "type", Cell("z"))))
    page = Page(rendered(as_markdown(made)))
    assert page.elements.count("td") == 6
    shown = visible(f"x{value}")
    assert [" ".join(code.split()) for code in page.code[:2]] == [" ".join(shown.split()), "z"]


@given(st.text(st.one_of(PRINTABLE, st.sampled_from("`~\n")), min_size=1, max_size=60))
def test_any_document_survives_markdown(document: str) -> None:
    made = a_sheet(rows=(Row("Parameters", "type", Cell(document, block=True)),))
    assert f"{document}\n" in Page(rendered(as_markdown(made))).code


# HTML.


def test_the_page_is_alone() -> None:
    page = Page(as_html(a_sheet(HOSTILE)))
    links = [(name, value) for name, value in page.attributes if name in ("src", "href", "action", "srcset", "data")]
    assert links == [("href", "https://docs.example/sms")]
    assert not [name for name, _ in page.attributes if name.startswith("on") or name == "style"]
    assert "url(" not in as_html(a_sheet())
    assert "@import" not in as_html(a_sheet())


def test_the_policy_admits_the_pages_own_style_and_script_alone() -> None:
    page = as_html(a_sheet())
    policy = dict(
        part.strip().split(" ", 1) for part in page.partition('Policy" content="')[2].partition('"')[0].split(";")
    )
    assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == "'none'"
    for directive, tag in (("style-src", "style"), ("script-src", "script")):
        (content,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert policy[directive] == f"'sha256-{digest}'"


def test_markup_in_html_is_only_text() -> None:
    plain, hostile = Page(as_html(a_sheet())), Page(as_html(a_sheet(MARKUP)))
    assert hostile.elements == plain.elements
    assert f"https://sms.example/{MARKUP}" in hostile.code


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=60))
def test_what_is_copied_is_the_value_to_the_letter(value: str) -> None:
    page = Page(as_html(a_sheet(rows=(Row("Field", "type", Cell(value)),))))
    assert ("data-copy", value) in page.attributes


def test_what_cannot_be_typed_has_nothing_to_copy() -> None:
    copied = [value for name, value in Page(as_html(a_sheet())).attributes if name == "data-copy"]
    assert copied == ["https://sms.example/", "X-Key", "k", "v ${TOKEN}", BODY, "Test & <ok>"]


def test_a_page_marks_the_variables_that_want_a_value_and_no_others() -> None:
    fixed = Row("Login", "type", Cell("${FIXED}"))
    written = as_html(a_sheet(rows=(Row("Password", "type", Cell("${TOKEN}", to_fill=("TOKEN",))), fixed)))
    assert '<mark>${TOKEN}</mark></code><span class="aside">yours</span>' in written
    assert 'data-copy="${TOKEN}"' not in written
    assert '${FIXED}</code><button class="copy"' in written
