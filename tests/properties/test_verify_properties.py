"""The oracle and the renderer, which share no code, agree: on any text, any number, at templates of every kind."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from curl2sms.errors import UnfitError
from curl2sms.http import HttpRequest, split_url
from curl2sms.proving import oracle, trials
from curl2sms.proving.mock import Received
from curl2sms.template import load
from curl2sms.template.model import Template
from curl2sms.tokens import BODY_TOKEN, TO_TOKEN

CASES = sorted((Path(__file__).parent.parent / "cases" / "proving").glob("*.json"))
TEMPLATES = {path.stem: load(path.read_text(encoding="utf-8"), path.name) for path in CASES}
ORACLES = {name: oracle.expectation(template) for name, template in TEMPLATES.items()}

TROUBLE = st.sampled_from(
    ["$$To", "$$Body", "${KEY}", "%", "%4", "&amp;", "]]>", "<!DOCTYPE", "\\u", "\r\n", '"', "'", "+", "a", " "]
)
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.lists(TROUBLE, max_size=6).map("".join),
)


def as_received(request: HttpRequest) -> Received:
    host = ("Host", split_url(request.url).authority.encode("idna").decode())
    length = ("Content-Length", str(len(request.body or b"")))
    counted = [length] if request.body is not None or request.method in {"POST", "PUT", "PATCH"} else []
    return Received(request.method, request.target, (host, *request.wire_headers(), *counted), request.body or b"")


def tried(template: Template, judge: oracle.Oracle, number: trials.TrialNumber, text: str) -> list[str]:
    """What went wrong when a text was rendered, or refused."""
    values = trials.plain_values(judge) | {TO_TOKEN: number.expected, BODY_TOKEN: text}
    try:
        request = trials.rendered(template, values | {TO_TOKEN: number.given})
    except UnfitError as error:
        rightly = judge.uncarriable(BODY_TOKEN, text) if BODY_TOKEN in judge.tokens else None
        return [] if rightly else [f"refused: {error.note.message}"]
    return [f"{d.place} {d.aspect}: {d.expected!r}, {d.got!r}" for d in judge.differences(as_received(request), values)]


@pytest.mark.parametrize("name", TEMPLATES)
@given(text=TEXTS)
@example(text="7305918264000 6")
@example(text=" ")
@example(text="1 ¥‾")
@example(text="\ufdd0X\ufdd1")
@example(text="<!DOCTYPE a [")
def test_any_text_arrives_or_is_rightly_refused(name: str, text: str) -> None:
    template = TEMPLATES[name]
    number = trials.numbers_at(ORACLES[name])[0]
    assert tried(template, ORACLES[name], number, text) == []


@given(data=st.data(), digits=st.from_regex(r"[1-9][0-9]{6,14}", fullmatch=True))
def test_any_number_arrives(data: st.DataObject, digits: str) -> None:
    forms = {"e164": "+" + digits, "digits": digits, "00": "00" + digits, "as-given": "+" + digits}
    names = [name for name, template in TEMPLATES.items() if template.recipient.format in forms]
    template = TEMPLATES[name := data.draw(st.sampled_from(names))]
    bare = "json-bare-number" in name  # where no plus can be
    number = trials.TrialNumber("+" + digits, digits if bare else forms[template.recipient.format], "")
    assert tried(template, ORACLES[name], number, "Hello") == []
