"""A provider's bad days: none of them may be taken for success, and none makes the client try again."""

from __future__ import annotations

import json
import os
import signal
import threading
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from curl2sms import proving, wire
from curl2sms.http import Answer, HttpRequest
from curl2sms.proving import misbehaviour
from curl2sms.proving.model import Check, Verdict
from curl2sms.response import Point, Response, RuleSet
from curl2sms.shipped import DATA
from curl2sms.template.model import Template
from tests.rules import response, rule

pytestmark = pytest.mark.slow

TEMPLATE = Template("t", "POST", "https://api.example.com/send?to=$$To&text=$$Body")
REQUEST = HttpRequest("POST", "https://api.example.com/send?to=1", body=b"x", basic=("user", "s3cret"))
GOOD = response((200,), (rule(Point("json:/type"), "equals", "success"),))


def lived(response: Response | None, provider: proving.Provider) -> list[Check]:
    return list(misbehaviour.checks(replace(TEMPLATE, response=response), REQUEST, provider))


def test_the_data_is_of_its_schema() -> None:
    schema = json.loads((DATA / "misbehaviour.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    rows = json.loads((DATA / "misbehaviour.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(rows)
    assert len({row["name"] for row in rows}) == len(rows)


def test_good_rules_live_through_every_bad_day(provider: proving.Provider) -> None:
    checks = lived(GOOD, provider)
    assert [check for check in checks if check.verdict is not Verdict.PASS] == []
    said = {check.name: check.message.partition(":")[0] for check in checks}
    assert {said[name] for name in ("slow", "reset", "half-body", "empty", "redirect", "server-error")} == {"unknown"}
    assert {said[name] for name in ("unauthorised", "too-many")} == {"refused"}


# What each careless set of rules falls for.
CARELESS: dict[str, tuple[Response, set[str]]] = {
    "a part of a word": (
        response((200,), (rule(Point("json:/status"), "contains", "success"),)),
        {"unsuccessful-json"},
    ),
    "a word anywhere": (response((200,), (rule(Point("body"), "contains", "ccess"),)), {"login-page"}),
    "any answer that has a body": (response((), (rule(Point("body"), "prefix", ""),)), {"error-xml", "server-error"}),
    "whatever begins with nothing": (response((200,), (rule(Point("body"), "prefix", ""),)), {"error-text"}),
    "a redirect is good": (response((302,)), {"redirect"}),
}


@pytest.mark.parametrize("name", CARELESS)
def test_careless_rules_are_caught(name: str, provider: proving.Provider) -> None:
    response, at_least = CARELESS[name]
    failed = {check.name for check in lived(response, provider) if check.verdict is Verdict.FAIL}
    assert at_least <= failed


def test_a_template_without_rules_is_warned_of(provider: proving.Provider) -> None:
    (check,) = lived(None, provider)
    assert (check.verdict, check.name) == (Verdict.WARNING, "response")
    assert check.do


GOOD_DAYS: dict[str, Response] = {
    "JSON": GOOD,
    "JSON array": response((201,), (), (), Point("json:/0/id")),
    "JSON, nested, numbers": response(
        (200,),
        (rule(Point("json:/messages/1/status"), "equals", 0), rule(Point("json:/a~1b"), "equals", True)),
        message_id=Point("json:/messages/1/id"),
    ),
    "JSON and body": response((200,), (rule(Point("body"), "contains", "OK"), rule(Point("json:/s"), "prefix", "q"))),
    "XML": response(
        (200,),
        (rule(Point("xml:/r/m[2]/@state"), "equals", "sent"), rule(Point("xml:/r/ns:code"), "equals", "0")),
        message_id=Point("xml:/r/m[2]/id"),
    ),
    "text": response((200,), (rule(Point("body"), "prefix", "OK"),)),
    "text that ends in a blank": response((200,), (rule(Point("body"), "prefix", "OK: "),)),
    "split text": response((200,), (rule(Point("body", "|", 0), "equals", "0"),), message_id=Point("body", "|", 2)),
    "a part from the end": response(
        (201,), (rule(Point("json:/url"), "contains", "/requests/"), rule(Point("json:/url", "/", -1), "digits"))
    ),
    "a part from the end alone": response((201,), (rule(Point("body", "/", -3), "digits"),)),
    "header": response((202,), (rule(Point("header:X-Status"), "equals", "ok"),)),
    "header and JSON": response(
        (200,), (rule(Point("header:X-Status"), "equals", "ok"), rule(Point("json:/s"), "equals", "ok"))
    ),
    "header, message id in JSON": response(
        (200,), (rule(Point("header:X-Status"), "equals", "ok"),), message_id=Point("json:/id")
    ),
    "header and XML": response(
        (200,), (rule(Point("header:X-Status"), "equals", "ok"), rule(Point("xml:/s"), "equals", "ok"))
    ),
    "the status alone": response((202,)),
}


@pytest.mark.parametrize("name", GOOD_DAYS)
def test_the_answer_that_the_rules_describe_is_a_success(name: str, provider: proving.Provider) -> None:
    (check,) = (check for check in lived(GOOD_DAYS[name], provider) if check.name == "good-day")
    assert check.verdict is Verdict.PASS


def test_a_number_is_asked_for_as_it_is_compared(provider: proving.Provider) -> None:
    for wanted in (1.0, 1e300, True):
        rules = response((200,), (rule(Point("json:/n"), "equals", wanted), rule(Point("json:/s"), "equals", "ok")))
        assert [check for check in lived(rules, provider) if check.verdict is not Verdict.PASS] == []


# What no answer has, or none that could be made up here: each ends in a verdict, and none in a defect.
UNHEARD_OF: dict[str, Point] = {
    "a place far down a list": Point("json:/99999999"),
    "a list's place with a 0 before": Point("json:/a/007"),
    "a place in digits of another script": Point("json:/a/\u00b2"),
    "an element of no number": Point("xml:/a/b[0]"),
    "an element far down": Point("xml:/a/b[900000000]"),
    "an element with a word for a number": Point("xml:/a/b[last()]"),
    "a part far down": Point("body", "|", 10**15),
    "a part far from the end": Point("body", "|", -(10**15)),
    "a header that ends its line": Point("header:X Y\r\nZ"),
    "a header that every answer has": Point("header:Content-Length"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", UNHEARD_OF)
@pytest.mark.parametrize("wanted", ["a", "a\r\nb", "\u20b9"])
def test_rules_at_strange_places_are_no_defect(
    name: str, wanted: str, provider: proving.Provider, capfd: pytest.CaptureFixture[str]
) -> None:
    for rules in (
        response((200,), (rule(UNHEARD_OF[name], "equals", wanted),)),
        response((202,), message_id=UNHEARD_OF[name]),
        response((100, 103), (rule(UNHEARD_OF[name], "prefix", wanted),)),
    ):
        checks = lived(rules, provider)
        assert checks
        assert all(len(check.message) < 1000 for check in checks)
    assert capfd.readouterr() == ("", "")


def test_a_header_that_the_rules_ask_for_may_have_any_value_that_a_header_can_have(
    provider: proving.Provider,
) -> None:
    rules = response((200,), (rule(Point("header:X-Status"), "equals", "a\r\nb"),))
    (failed,) = (check for check in lived(rules, provider) if check.verdict is not Verdict.PASS)
    assert (failed.name, failed.verdict) == ("good-day", Verdict.FAIL)


IMPOSSIBLE: dict[str, Response] = {
    "a failure rule too wide": response(
        (200,), (rule(Point("json:/s"), "equals", "ok"),), (rule(Point("body"), "contains", "s"),)
    ),
    "rules that exclude each other": response(
        (200,), (rule(Point("json:/s"), "equals", "ok"), rule(Point("json:/s"), "equals", "sent"))
    ),
}


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_rules_that_no_answer_fulfils_are_caught(name: str, provider: proving.Provider) -> None:
    (check,) = (check for check in lived(IMPOSSIBLE[name], provider) if check.name == "good-day")
    assert check.verdict is Verdict.FAIL
    assert check.do


BY_STATUS_200: dict[str, Response] = {
    "the status": response((200,)),
    "one status of several": response((201, 200)),
    "the status and a message id": response((200,), message_id=Point("json:/id")),
    "all that is no known failure": response((200,), (), (rule(Point("json:/type"), "equals", "error"),)),
}


@pytest.mark.parametrize("name", BY_STATUS_200)
def test_success_by_status_200_alone_fails_once(name: str, provider: proving.Provider) -> None:
    checks = lived(BY_STATUS_200[name], provider)
    (failed,) = (check for check in checks if check.verdict is not Verdict.PASS)
    assert (failed.verdict, failed.name) == (Verdict.FAIL, "status-200-alone")
    assert "error-status-json, rejected-json" in failed.message
    assert "response.success" in failed.do
    assert {"server-error", "unauthorised", "redirect"} <= {check.name for check in checks}


def test_the_way_out_of_a_status_alone_is_proven(provider: proving.Provider) -> None:
    """What the failure recommends: the place of the message id, whatever is there."""
    named = response((200,), (rule(Point("json:/id"), "prefix", ""),))
    assert [check for check in lived(named, provider) if check.verdict is not Verdict.PASS] == []


DOCUMENTED_EMPTY: dict[str, Response] = {
    "204": response((204,)),
    "205 or 204": response((205, 204)),
    "an empty 200": response((200,), failure=(rule(Point("body"), "present"),)),
}


@pytest.mark.parametrize("name", DOCUMENTED_EMPTY)
def test_an_empty_answer_is_no_bad_day_where_the_rules_ask_for_it(name: str, provider: proving.Provider) -> None:
    checks = lived(DOCUMENTED_EMPTY[name], provider)
    assert [check for check in checks if check.verdict is not Verdict.PASS] == []
    assert len(checks) == sum(not day.own for day in misbehaviour.bad_days())  # the good day, for one bad day less


@pytest.mark.parametrize("status", [201, 202, 299])
def test_success_by_a_status_that_errors_do_not_have_is_warned_of(status: int, provider: proving.Provider) -> None:
    (warned,) = (check for check in lived(response((status,)), provider) if check.verdict is not Verdict.PASS)
    assert (warned.verdict, warned.name) == (Verdict.WARNING, "status-alone")
    assert f"HTTP {status} alone" in warned.message
    assert "error-status-json, " in warned.message


def test_careless_rules_are_caught_under_their_own_status(provider: proving.Provider) -> None:
    careless = response((202,), (rule(Point("json:/status"), "contains", "success"),))
    failed = {check.name for check in lived(careless, provider) if check.verdict is Verdict.FAIL}
    assert failed == {"unsuccessful-json"}


def test_nobody_waits_for_real(provider: proving.Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    patience = []
    send = wire.send

    def sends(request: HttpRequest, *, timeout: tuple[float, float], **options: Any) -> Answer:
        patience.append(timeout[1])
        return send(request, timeout=timeout, **options)

    monkeypatch.setattr(wire, "send", sends)
    lived(GOOD, provider)
    slow = [day for day in misbehaviour.bad_days() if day.fault == "slow"]
    assert len([seconds for seconds in patience if seconds < 0.1]) == len(slow) > 0


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX'")
def test_an_interruption_ends_a_verification_and_is_no_verdict(provider: proving.Provider) -> None:
    with provider.playing(proving.Play(fault="slow")):
        interrupt = threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT))
        interrupt.start()
        with pytest.raises(KeyboardInterrupt):
            provider.send(REQUEST, timeout=(2.0, 5.0))
        interrupt.join()


LISTED: dict[str, Response] = {
    "each member": response((200,), (rule(Point("json:/messages/*/id"), "present"),)),
    "each id": response((200,), (rule(Point("json:/ids/*"), "digits"),)),
}
OF_THE_FIRST: dict[str, Response] = {
    "the first member": response((200,), (rule(Point("json:/messages/0/id"), "present"),)),
    "the first id": response((200,), (rule(Point("json:/ids/0"), "digits"),)),
    "a list at the root": response((200,), (rule(Point("json:/0/id"), "present"),)),
}


@pytest.mark.parametrize("name", LISTED)
def test_rules_on_every_member_see_a_refused_part(name: str, provider: proving.Provider) -> None:
    assert [check for check in lived(LISTED[name], provider) if check.verdict is not Verdict.PASS] == []


@pytest.mark.parametrize("name", OF_THE_FIRST)
def test_rules_on_the_first_member_are_warned_of(name: str, provider: proving.Provider) -> None:
    (warned,) = (check for check in lived(OF_THE_FIRST[name], provider) if check.verdict is not Verdict.PASS)
    assert (warned.verdict, warned.name) == (Verdict.WARNING, "own-part-refused")
    assert "*" in warned.do


def test_the_own_answer_is_spoilt_in_every_way(provider: proving.Provider) -> None:
    names = {check.name for check in lived(GOOD, provider)}
    assert {"own-null", "own-empty", "own-cut-off", "own-named-twice", "own-too-deep"} <= names
    xml = response((200,), (rule(Point("xml:/r/s"), "equals", "ok"),))
    names = {check.name for check in lived(xml, provider)}
    assert {"own-empty", "own-cut-off", "own-entities"} <= names


def test_each_set_of_success_is_tried_under_its_own_status(provider: proving.Provider) -> None:
    careless = RuleSet((202,), (rule(Point("json:/message"), "present"),))
    both = Response((RuleSet((200,), (rule(Point("json:/id"), "digits"),)), careless))
    checks = lived(both, provider)
    assert {check.name for check in checks if check.name.startswith("good-day")} == {"good-day", "good-day-2"}
    failed = {check.name for check in checks if check.verdict is Verdict.FAIL}
    assert "error-status-json-2" in failed
    assert "error-status-json" not in failed


def test_a_set_that_goes_by_its_status_alone_is_named_by_it(provider: proving.Provider) -> None:
    both = Response((RuleSet((200,), (rule(Point("json:/id"), "digits"),)), RuleSet((202,))))
    (warned,) = (check for check in lived(both, provider) if check.verdict is not Verdict.PASS)
    assert (warned.verdict, warned.name) == (Verdict.WARNING, "status-alone")
    assert "HTTP 202 alone" in warned.message


def test_a_redirect_takes_no_credentials_along(provider: proving.Provider) -> None:
    elsewhere = {"Location": f"{provider.url}/elsewhere"}
    provider.clear()
    with provider.playing(proving.Play(302, elsewhere)):
        assert provider.send(REQUEST).status == 302
    assert [received.target for received in provider.received] == [b"/send?to=1"]
