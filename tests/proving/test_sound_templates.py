"""Templates of every kind, sound ones: each is proven, whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from curl2sms import proving
from curl2sms.proving.model import Report, Verdict
from curl2sms.template import load

CASES = sorted((Path(__file__).parent.parent / "cases" / "proving").glob("*.json"))


@pytest.fixture(scope="module")
def provider() -> Iterator[proving.Provider]:
    with proving.provider() as running:
        yield running


def verified(path: Path, provider: proving.Provider) -> Report:
    return proving.verify(load(path.read_text(encoding="utf-8"), path.name), provider)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_sound_template_is_proven(path: Path, provider: proving.Provider) -> None:
    report = verified(path, provider)
    assert report.of(Verdict.FAIL) == ()
    assert len(report.checks) > 90


def test_every_text_is_tried_at_every_placeholder(provider: proving.Provider) -> None:
    path = next(path for path in CASES if path.stem == "json-many")
    tried = [(check.at, check.name) for check in verified(path, provider).checks if check.group == "texts"]
    assert len({name for _, name in tried}) >= 80
    assert {at for at, _ in tried} == {"$$Body", "$$MessageID"}
    assert len(tried) == len(set(tried)) == 2 * len({name for _, name in tried})


def test_a_text_that_its_place_cannot_carry_must_be_refused(provider: proving.Provider) -> None:
    path = next(path for path in CASES if path.stem == "header")
    refused = {check.name for check in verified(path, provider).checks if "rightly" in check.message}
    assert {"line-feed", "crlf", "nul", "trailing-blank"} <= refused
    assert not {"plain", "delimiters", "hindi", "tab"} & refused


def test_values_that_nobody_gave_are_probes_and_that_is_said(provider: proving.Provider) -> None:
    path = next(path for path in CASES if path.stem == "json-in-form")
    template = load(path.read_text(encoding="utf-8"), path.name)
    said = [c.message for c in proving.verify(template, provider).checks if c.name == "probes"]
    assert len(said) == 1
    assert "KEY" in said[0]
    given = proving.verify(template, provider, variables={"KEY": "k", "TENANT": "acme"})
    assert given.ok
    assert [c for c in given.checks if c.name == "probes"] == []
