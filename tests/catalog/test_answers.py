"""What providers answer, file by file: every answer of the catalog's providers with what it must be taken for.

``tests/cases/answers/PROVIDER/NAME.http`` holds an answer as it comes: status, headers, body. Before it are the call
(``# call:``, ``# sends:`` for a body that distinguishes calls), what must come out (``# outcome:``, ``# message_id:``,
``# error_text:``, ``# refused:`` for each refused part), and the ``# source:`` that shows such an answer.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from curl2sms.http import Answer, HttpRequest
from curl2sms.json_pointers import pointer_of
from curl2sms.locating.catalog import entry_for
from curl2sms.records import record
from curl2sms.response import Outcome, from_data, fulfilling, judge
from curl2sms.shipped import DATA
from curl2sms.template import load

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent.parent
CASES = ROOT / "tests" / "cases" / "answers"
ENTRIES = sorted((DATA / "catalog").glob("*.json"))
_MEDIA_TYPES = {"{": "application/json", "[": "application/json", "<": "application/xml"}


@record
class Case:
    """An answer to a call, and what it must be taken for."""

    call: HttpRequest
    answer: Answer
    outcome: str
    message_id: str | None
    error_text: str | None
    refused: tuple[str, ...]
    source: str

    def is_met_by(self, outcome: Outcome) -> bool:
        """Whether this is what was to come out."""
        refused = tuple(part.at for part in outcome.refused)
        found = (outcome.verdict, outcome.message_id, outcome.error_text, refused)
        return found == (self.outcome, self.message_id, self.error_text, self.refused)


@cache
def case_of(path: Path) -> Case:
    """The case that a file holds."""
    text = path.read_text(encoding="utf-8")
    head, _, answer = text.partition("HTTP/1.1 ")
    said: dict[str, list[str]] = {}
    for line in head.splitlines():
        name, _, value = line.removeprefix("# ").partition(": ")
        said.setdefault(name, []).append(value)
    lines, _, body = answer.partition("\n\n")
    status, *headers = lines.splitlines()
    method, url = said["call"][0].split(" ", 1)
    sends = said.get("sends", [""])[0]
    media_type = _MEDIA_TYPES.get(sends[:1], "application/x-www-form-urlencoded")
    call = HttpRequest(method, url, (("Content-Type", media_type),) if sends else (), sends.encode() if sends else None)
    pairs = tuple((name, value) for name, _, value in (line.partition(": ") for line in headers))
    return Case(
        call,
        Answer(int(status.split(" ")[0]), pairs, body.removesuffix("\n").encode()),
        said["outcome"][0],
        said.get("message_id", [None])[0],
        _unquoted(said.get("error_text", [None])[0]),
        tuple(said.get("refused", ())),
        said["source"][0],
    )


def _unquoted(text: str | None) -> str | None:
    """A text of several lines is written as JSON."""
    if text is not None and text.startswith('"') and "\\n" in text:
        value: str = json.loads(text)
        return value
    return text


def cases_of(provider: str) -> list[Path]:
    return sorted((CASES / provider).glob("*.http"))


ALL = [path for folder in sorted(CASES.iterdir()) for path in cases_of(folder.name)]


@pytest.mark.parametrize("path", ALL, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_an_answer_is_taken_for_what_it_is(path: Path) -> None:
    case = case_of(path)
    entry = entry_for(case.call)
    assert entry is not None
    assert entry.name == path.parent.name
    outcome = judge(entry.response, case.answer)
    assert case.is_met_by(outcome), outcome
    assert case.source


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda path: path.stem)
def test_an_entry_with_rules_has_answers_of_each_kind(entry: Path) -> None:
    rows = json.loads(entry.read_text(encoding="utf-8"))["apis"]
    counted = Counter(case_of(path).outcome for path in cases_of(entry.stem))
    if any("response" in api for api in rows):
        assert counted["accepted"]
        assert counted["refused"]
    for api in rows:
        sends = not (api.get("text_at_provider") or api.get("simulates") or api.get("signed"))
        assert ("response" in api) == (api["basis"]["kind"] != "none") or not sends


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda path: path.stem)
def test_the_rules_of_an_entry_fit_a_template(entry: Path) -> None:
    template = json.loads((ROOT / "samples" / "plivo.json").read_text(encoding="utf-8"))
    for api in json.loads(entry.read_text(encoding="utf-8"))["apis"]:
        if "response" in api:
            loaded = load(json.dumps({**template, "response": api["response"]}), entry.name)
            assert loaded.response == from_data(api["response"])


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda path: path.stem)
def test_no_rule_of_an_entry_is_beyond_every_answer(entry: Path) -> None:
    for api in json.loads(entry.read_text(encoding="utf-8"))["apis"]:
        if "response" in api:
            response = from_data(api["response"])
            assert [fulfilling.never(one) for one in (*response.success, *response.failure)] == [None] * (
                len(response.success) + len(response.failure)
            )
            assert not list(fulfilling.shadowed(response))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda path: path.stem)
def test_every_value_of_every_rule_is_pinned_by_an_answer(entry: Path) -> None:
    """With any value changed, any rule or set left out, one case of the entry comes out otherwise at least."""
    cases = [case_of(path) for path in cases_of(entry.stem)]
    unpinned = []
    for api in json.loads(entry.read_text(encoding="utf-8"))["apis"]:
        if "response" not in api:
            continue
        own = [case for case in cases if _is_of(api, case)]
        for change, changed in changes(api["response"]):
            response = from_data(changed)
            if all(case.is_met_by(judge(response, case.answer)) for case in own):
                unpinned.append(f"{api['path']}: {change}")
    assert unpinned == []


def _is_of(api: dict[str, Any], case: Case) -> bool:
    entry = entry_for(case.call)
    return entry is not None and entry.response == from_data(api["response"])


def changes(response: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rules for answers with one thing changed, each with what it is."""
    for way in _ways(response):
        for how, changed in _changed(_at(response, way), way):
            copy = deepcopy(response)
            holder = _at(copy, way[:-1])
            if changed is None:
                del holder[way[-1]]
            else:
                holder[way[-1]] = changed
            if not _is_hollow(copy):
                yield f"{pointer_of(way)} {how}", copy


def _ways(value: Any, way: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every value within a value."""
    for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
        yield (*way, step)
        if isinstance(inner, dict | list):
            yield from _ways(inner, (*way, step))


def _at(value: Any, way: tuple[str | int, ...]) -> Any:
    for step in way:
        value = value[step]
    return value


def _changed(value: Any, way: tuple[str | int, ...]) -> Iterator[tuple[str, Any]]:
    """What a value may be changed to; None for nothing."""
    if way[-1] in ("present", "digits"):
        return  # can only be true: the rule is left out as a whole
    if isinstance(value, bool):
        yield "the contrary", not value
    elif isinstance(value, str):
        yield "spelt otherwise", f"{value}~"
    elif isinstance(value, int):
        yield "another number", value + 1000
    else:
        yield "left out", None


def _is_hollow(response: dict[str, Any]) -> bool:
    """Whether nothing is left of a set: no rules for answers are made so."""
    sets = [response.get("success"), response.get("failure", {"status": [1]})]
    for one in [inner for value in sets for inner in (value if isinstance(value, list) else [value])]:
        if not one or any(not inner for inner in one.values()):
            return True
    return not all(sets)
