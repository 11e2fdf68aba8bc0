"""Templates of every kind, sound ones: each is proven, whole."""

from __future__ import annotations

import socket
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from curl2sms import proving, report
from curl2sms.http import HttpRequest
from curl2sms.proving.model import Report, Verdict
from curl2sms.rendering import render
from curl2sms.template import load
from curl2sms.template.model import Basic, Loss, Pair, Template

pytestmark = pytest.mark.slow

PLAIN = Template("plain", "GET", "https://a.example.com/?to=$$To&t=$$Body")
CASES = sorted((Path(__file__).parent.parent / "cases" / "proving").glob("*.json"))


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
    refused = {check.name for check in verified(path, provider).checks if "correctly refused" in check.message}
    assert {"line-feed", "crlf", "nul", "trailing-blank"} <= refused
    assert not {"plain", "delimiters", "hindi", "tab"} & refused


def test_values_that_nobody_gave_are_probes_and_that_is_reported(provider: proving.Provider) -> None:
    path = next(path for path in CASES if path.stem == "json-in-form")
    template = load(path.read_text(encoding="utf-8"), path.name)
    said = [c.message for c in proving.verify(template, provider).checks if c.name == "probes"]
    assert len(said) == 1
    assert "KEY" in said[0]
    given = proving.verify(template, provider, variables={"KEY": "k", "TENANT": "acme"})
    assert given.ok
    assert [c for c in given.checks if c.name == "probes"] == []


def test_what_is_lost_is_warned_of_and_fails_a_strict_run(provider: proving.Provider) -> None:
    lost = (Loss("proxy", "--proxy: a template can't set a proxy.", "Ask."),)
    found = proving.verify(replace(PLAIN, lost=lost), provider)
    told = [check for check in found.checks if check.group == "lost"]
    assert [(one.name, one.verdict, one.message, one.do) for one in told] == [
        ("proxy", Verdict.WARNING, "--proxy: a template can't set a proxy.", "Ask.")
    ]
    assert found.passed()
    assert not found.passed(strict=True)


def test_a_second_authorization_is_warned_of_and_arrives(provider: proving.Provider) -> None:
    headers = (Pair("X-First", "1"), Pair("Authorization", "Bearer t0ken"))
    template = replace(PLAIN, authentication=Basic("account", "password"), headers=headers)
    report = proving.verify(template, provider)
    assert report.of(Verdict.FAIL) == ()
    assert "two-authentications" in {check.name for check in report.of(Verdict.WARNING)}


def test_no_connection_leads_off_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """No name is looked up and nothing but the mock is called, whatever the environment says of proxies."""
    called: set[tuple[str, int]] = set()
    connect = socket.socket.connect

    def noted(self: socket.socket, address: tuple[str, int]) -> None:
        called.add(address[:2])
        connect(self, address)

    def refused(host: str, *args: object, **values: object) -> list[object]:
        assert host == "127.0.0.1", f"a look-up of {host}"
        return look_up(host, *args, **values)  # type: ignore[arg-type, return-value]

    look_up = socket.getaddrinfo
    with proving.provider() as provider:  # one of its own: to that of other tests a connection may be open
        monkeypatch.setattr(socket.socket, "connect", noted)
        monkeypatch.setattr(socket, "getaddrinfo", refused)
        monkeypatch.setenv("http_proxy", "http://192.0.2.1:9")
        monkeypatch.setenv("https_proxy", "http://192.0.2.1:9")
        for name in ("url-variable", "json-in-form"):
            assert verified(next(path for path in CASES if path.stem == name), provider).ok
        assert called == {provider.address}


@pytest.mark.parametrize("name", report.FORMATS)
def test_no_report_shows_a_secret(name: str, provider: proving.Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    template = load(next(path for path in CASES if path.stem == "header").read_text(encoding="utf-8"), "header")

    def spoilt(*args: Any, **values: Any) -> HttpRequest:
        request = render(*args, **values)
        return replace(request, headers=tuple((key, f"{value}x") for key, value in request.headers))

    monkeypatch.setattr("curl2sms.proving.trials.render", spoilt)
    found = proving.verify(template, provider, variables={"KEY": "s3cret-value-of-ours"})
    assert not found.ok
    shown = report.FORMATS[name]([found])
    assert "s3cret-value-of-ours" not in shown
    assert "Bearer ***" in shown


@pytest.mark.parametrize(
    "template",
    [
        replace(PLAIN, headers=tuple(Pair(f"X-{number}", "v") for number in range(120))),
        replace(PLAIN, endpoint=f"{PLAIN.endpoint}&x={'y' * 70_000}"),
    ],
    ids=["120 headers", "a line of 70,000 bytes"],
)
def test_what_the_mock_provider_cannot_take_is_reported_once(template: Template, provider: proving.Provider) -> None:
    failed = proving.verify(template, provider).of(Verdict.FAIL)
    assert [check.name for check in failed] == ["rendered"]
    assert "64 KiB" in failed[0].message
