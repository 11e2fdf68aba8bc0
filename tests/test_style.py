"""No sentence has a word that docs/style.md says to avoid: messages, documents, help, schemas, docstrings, comments."""

from __future__ import annotations

import ast
import io
import json
import re
import tokenize
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
DATA = ROOT / "curl2sms" / "data"
STYLE = ROOT / "docs" / "style.md"
_CODE = re.compile(r"^```.*?^```$|``[^`]*``|`[^`\n]*`|“[^”]*”", re.M | re.S)
# The keys whose texts people read, in data and schemas.
_SENTENCES = {"says", "do", "typed", "clicked", "title", "description", "hint", "why", "what", "steps", "resent"}


def avoided() -> list[str]:
    """The left column of the table under "Words to avoid"."""
    chapter = STYLE.read_text(encoding="utf-8").partition("## Words to avoid")[2].partition("\n## ")[0]
    rows = [line.split("|")[1] for line in chapter.splitlines() if line.startswith("|")][2:]
    return [word.strip() for row in rows for word in row.split(",")]


# A word within a compound ("stand-in") is another word.
AVOIDED = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, avoided()))})(?![\w-])", re.IGNORECASE)


def data() -> Iterator[tuple[str, str]]:
    """The sentences of the data files and the schemas."""
    for path in sorted([*DATA.rglob("*.json"), *(ROOT / "schemas").glob("*.json")]):
        for text in sentences(json.loads(path.read_text(encoding="utf-8"))):
            yield path.name, text


def sentences(value: Any, key: str = "") -> Iterator[str]:
    """The texts of a JSON value that people read."""
    if isinstance(value, dict):
        for name, member in value.items():
            yield from sentences(member, name)
    elif isinstance(value, list):
        for member in value:
            yield from sentences(member, key)
    elif isinstance(value, str) and key in _SENTENCES:
        yield value


def page() -> Iterator[tuple[str, str]]:
    """The words of the page."""
    words = json.loads((DATA / "page-words.json").read_text(encoding="utf-8"))
    yield from (("page-words.json", word) for word in words.values() if isinstance(word, str))


def documents() -> Iterator[tuple[str, str]]:
    """The documents, without code."""
    tests = (ROOT / "tests").rglob("*.md")
    for path in sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *tests]):
        if path != STYLE:
            yield from ((path.name, line) for line in _CODE.sub("", path.read_text(encoding="utf-8")).splitlines())


def help_texts() -> Iterator[tuple[str, str]]:
    """``--help`` of every command."""
    from curl2sms.cli.commands import COMMANDS, load
    from curl2sms.cli.parsing import parser

    whole = parser({name: load(name) for name in COMMANDS})
    yield "--help", whole.format_help()
    for action in whole._actions:
        for name, command in (action.choices or {}).items() if isinstance(action.choices, dict) else ():
            yield f"{name} --help", command.format_help()


def comments(folder: str) -> Iterator[tuple[str, str]]:
    """The docstrings and comments of a folder's modules."""
    for path in sorted((ROOT / folder).rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        try:
            tree = ast.parse(text)
        except SyntaxError:  # a case: a program that is not Python 3
            continue
        place = str(path.relative_to(ROOT))
        for node in ast.walk(tree):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                yield place, _CODE.sub("", ast.get_docstring(node) or "")
        if "#" in text:
            for token in tokenize.generate_tokens(io.StringIO(text).readline):
                if token.type == tokenize.COMMENT:
                    yield f"{place}:{token.start[0]}", _CODE.sub("", token.string)


AREAS: dict[str, Callable[[], Iterator[tuple[str, str]]]] = {
    "data": data,
    "page": page,
    "documents": documents,
    "help": help_texts,
    "code": lambda: comments("curl2sms"),
    "tests": lambda: comments("tests"),
}


@pytest.mark.parametrize("area", AREAS)
def test_no_sentence_has_a_word_to_avoid(area: str) -> None:
    found = [
        f"{place}: {match[0]!r} in {text.strip()[:120]!r}"
        for place, text in AREAS[area]()
        for match in AVOIDED.finditer(text)
    ]
    assert found == []


def test_the_search_can_fail() -> None:
    assert len(avoided()) > 20
    assert AVOIDED.search("The value stands here.")
    assert AVOIDED.search("Nothing to remark")
    assert not AVOIDED.search("A stand-in, and what he understands.")
    assert _CODE.sub("", "as `blank` and “blank” say") == "as  and  say"
