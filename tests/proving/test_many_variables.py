"""Variables share requests, so that many of them take little time; what goes wrong at one is told of that one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from curl2sms import proving
from curl2sms.http import HttpRequest
from curl2sms.proving import arriving, oracle, trials
from curl2sms.proving.model import Verdict
from curl2sms.rendering import render
from curl2sms.template.model import Pair, Parameters, Template, Variable

pytestmark = pytest.mark.slow

MANY = 60


@pytest.fixture(scope="module")
def provider() -> Iterator[proving.Provider]:
    with proving.provider() as running:
        yield running


def template(count: int, at: str = "form") -> Template:
    """A template with so many variables, each in a field or a header of its own."""
    fields = (Pair("to", "$$To"), Pair("text", "$$Body"))
    held = tuple(Pair(f"X-{number}", f"${{V{number}}}") for number in range(count))
    return Template(
        "many",
        "POST",
        "https://sms.example/send",
        headers=held if at == "header" else (),
        parameters=Parameters("form", pairs=fields + (held if at == "form" else ())),
        variables=tuple(Variable(f"V{number}", secret=False) for number in range(count)),
    )


@pytest.fixture
def requests(monkeypatch: pytest.MonkeyPatch) -> list[Mapping[str, str]]:
    """The variables of each request that is rendered."""
    seen: list[Mapping[str, str]] = []

    def counted(*args: Any, variables: Mapping[str, str], **values: Any) -> HttpRequest:
        seen.append(variables)
        return render(*args, variables=variables, **values)

    monkeypatch.setattr(trials, "render", counted)
    return seen


@pytest.mark.parametrize("at", ["form", "header"])
def test_every_text_is_tried_at_every_variable(
    at: str, provider: proving.Provider, requests: list[Mapping[str, str]]
) -> None:
    report = proving.verify(template(MANY, at), provider)
    assert report.ok
    everywhere = [text for text in trials.texts() if text.everywhere]
    told = [(check.at, check.name) for check in report.checks if check.at.startswith("${")]
    assert told == [(f"${{V{number}}}", text.name) for number in range(MANY) for text in everywhere]
    filled = {(name, value) for variables in requests for name, value in variables.items()}
    assert {(f"V{number}", text.text) for number in range(MANY) for text in everywhere} <= filled


def test_many_variables_take_no_more_requests_than_few(
    provider: proving.Provider, requests: list[Mapping[str, str]]
) -> None:
    proving.verify(template(2), provider)
    few = len(requests)
    requests.clear()
    proving.verify(template(MANY), provider)
    assert len(requests) == few


def test_what_goes_wrong_at_one_variable_is_told_of_it_alone(
    provider: proving.Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoilt(*args: Any, variables: Mapping[str, str], **values: Any) -> HttpRequest:
        wrong = {"V7": variables["V7"].replace("+", " "), "V41": variables["V41"].strip()}
        return render(*args, variables={**variables, **wrong}, **values)

    monkeypatch.setattr(trials, "render", spoilt)
    failed = proving.verify(template(MANY), provider).of(Verdict.FAIL)
    assert {(check.at, check.name) for check in failed} == {
        ("${V7}", "delimiters"),
        ("${V7}", "plus"),
        ("${V41}", "leading-blank"),
    }
    assert {difference.place for check in failed for difference in check.differences} == {
        "form:X-7",
        "form:X-41",
    }


def test_where_nothing_is_right_each_variable_is_tried_alone(
    provider: proving.Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trials, "render", lambda *_, **__: HttpRequest("PUT", "https://sms.example/"))
    failed = [check for check in proving.verify(template(3), provider).of(Verdict.FAIL) if check.group == "texts"]
    assert len(failed) == len(trials.texts()) + 3 * sum(text.everywhere for text in trials.texts())


def test_no_marker_is_the_beginning_of_another() -> None:
    judge = oracle.expectation(template(1500), trials.PROBE_ORIGIN)
    markers = list(judge.expectation.markers.by_token.values())
    assert len({len(one) for one in markers}) == 1
    assert judge.places("${V100}") == ("form:X-100",)


@pytest.fixture
def counts_as_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every template counts as one of very many values."""
    monkeypatch.setattr(arriving, "_MOST_COMPARED", 1)


@pytest.mark.usefixtures("counts_as_large")
def test_in_a_large_template_texts_are_tried_together_and_the_report_says_so(
    provider: proving.Provider, requests: list[Mapping[str, str]]
) -> None:
    report = proving.verify(template(0), provider)
    assert report.ok
    told = [check for check in report.checks if check.group == "texts" and check.at == "$$Body"]
    assert [check.name for check in told] == ["together", *(text.name for text in trials.texts())]
    assert f"{len(trials.texts())} texts were tried in 4 requests" in told[0].message
    assert len(requests) < 30


@pytest.mark.usefixtures("counts_as_large")
def test_what_goes_wrong_with_one_of_the_texts_together_is_told_of_it_first(
    provider: proving.Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoilt(template: Template, to: str, body: str, **values: Any) -> HttpRequest:
        return render(template, to, body.replace("€", "?"), **values)

    monkeypatch.setattr(trials, "render", spoilt)
    failed = {check.name for check in proving.verify(template(0), provider).of(Verdict.FAIL)}
    assert {text.name for text in trials.texts() if "€" in text.text} <= failed
    assert 0 < len(failed) < len(trials.texts())
