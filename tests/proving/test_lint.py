"""What lint says of templates: each rule on one that it is for, and silence on one that is fine."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

import pytest

from curl2sms.callbacks import Callback
from curl2sms.numbers import NumberFormat
from curl2sms.proving import lint, oracle, trials, unescaped
from curl2sms.proving.model import Check, Verdict
from curl2sms.response import Point
from curl2sms.template.model import Basic, Macro, Pair, Parameters, Template, Variable
from tests.rules import response, rule

JSON = (Pair("Content-Type", "application/json"),)
FINE = Template(
    "fine",
    "POST",
    "https://api.example.com/v1/messages",
    Basic("account", "${TOKEN}"),
    JSON,
    Parameters("raw", syntax="json", body='{"from": "ACME", "to": "$$To", "text": "$$Body"}'),
    variables=(Variable("TOKEN", secret=True),),
)


def raw(body: str, syntax: str = "json") -> Parameters:
    return Parameters("raw", syntax=syntax, body=body)


def found(template: Template) -> list[Check]:
    expected = oracle.expectation(template)
    return [*lint.checks(lint.Subject(template, expected)), *unescaped.checks(expected)]


def warnings(checks: Iterable[Check]) -> set[str]:
    return {f"{check.group}: {check.name}" for check in checks if check.verdict is Verdict.WARNING}


def test_a_fine_template_is_not_remarked_upon() -> None:
    assert warnings(found(FINE)) == set()


FORM = Parameters("form", (Pair("to", "$$To"), Pair("text", "$$Body")))


def test_what_a_variable_fills_in_is_not_left_to_be_filled_in() -> None:
    pairs = (*FORM.pairs, Pair("apikey", "${TOKEN}"))
    assert warnings(found(replace(FINE, parameters=Parameters("form", pairs), headers=()))) == set()
    pairs = (*FORM.pairs, Pair("apikey", "YOUR_API_KEY"))
    unfilled = warnings(found(replace(FINE, parameters=Parameters("form", pairs), headers=())))
    assert unfilled == {"lint: value-unfilled"}


def with_macro(name: str) -> Template:
    pairs = (*FORM.pairs, Pair("x", f"$${name}"))
    return replace(FINE, parameters=Parameters("form", pairs), headers=(), macros=(Macro(name),))


def test_a_placeholder_in_other_letters_than_the_platforms_is_pointed_at() -> None:
    assert warnings(found(with_macro("TemplateId"))) == {"lint: macro-case"}
    assert warnings(found(with_macro("TemplateID"))) == set()
    assert warnings(found(with_macro("uid"))) == set()


def test_a_callback_needs_the_id_by_which_it_is_matched() -> None:
    callback = Callback("json:/id", "json:/status", ("ok",), ())
    assert warnings(found(replace(with_macro("uid"), callback=callback))) == {"lint: callback-without-id"}
    assert warnings(found(replace(with_macro("MessageID"), callback=callback))) == set()


def test_a_number_that_stays_beside_the_recipient_is_pointed_at() -> None:
    pairs = (*FORM.pairs, Pair("foo", "+447700900124"))
    assert warnings(found(replace(FINE, parameters=Parameters("form", pairs), headers=()))) == {"lint: number-kept"}
    for other in (Pair("foo", "4711"), Pair("from", "+447700900124"), Pair("user", "447700900124")):
        pairs = (*FORM.pairs, other)
        assert warnings(found(replace(FINE, parameters=Parameters("form", pairs), headers=()))) == set()


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("groups[]", "vip", "group-kept"),
        ("second", "447700900124", "number-kept"),
        ("contacts", "ann", "recipient-kept"),
        ("first_name", "Ann", "person-kept"),
        ("sig", "${TOKEN}", "signature-kept"),
        ("channel", "whatsapp", "channel-other"),
    ],
)
def test_what_stays_for_others_or_for_one_message_is_reported(key: str, value: str, said: str) -> None:
    pairs = Parameters("form", (*FORM.pairs, Pair(key, value)))
    checks = found(replace(FINE, parameters=pairs, headers=(), authentication=Basic("account", "${TOKEN}")))
    assert warnings(checks) == {f"lint: {said}"}


def hosts(*names: str) -> list[set[str]]:
    return [warnings(found(replace(FINE, endpoint=f"https://{name}/v1"))) for name in names]


def test_a_host_that_can_be_called_is_not_remarked_upon() -> None:
    named = hosts("api.example.com", "a_b.example.", "bücher.example:8443", "127.0.0.1:80", "[::1]:1", "localhost:")
    assert named == [set()] * 6


def test_a_host_that_cannot_be_called_is_pointed_at() -> None:
    wrong = hosts("a.example:99999", "a..example", "-a.example", "a" * 64)
    assert all("lint: host" in found for found in wrong)


def test_a_host_or_a_port_that_is_to_be_filled_in_is_reported_once() -> None:
    wrong = hosts("{base}.example.com", "<host>", "a.example:PORT", "[zz]")
    assert all(found == {"lint: value-unfilled"} for found in wrong)


def textlocal(to: str, text: str) -> Template:
    """A call of Textlocal, which the catalog knows, with these names for number and text."""
    pairs = (Pair("apikey", "${KEY}"), Pair(to, "$$To"), Pair(text, "$$Body"))
    variables = (Variable("KEY", secret=True),)
    return replace(
        FINE,
        endpoint="https://api.textlocal.in/send/",
        headers=(),
        parameters=replace(FORM, pairs=pairs),
        variables=(*FINE.variables, *variables),
    )


def test_names_that_the_provider_knows_and_quite_other_ones_are_not_remarked_upon() -> None:
    assert "lint: other-name" not in warnings(found(textlocal("numbers", "message")))
    assert "lint: other-name" not in warnings(found(textlocal("Numbers", "body")))
    listed = replace(
        textlocal("recipients.0.msisdn", "message"), endpoint="https://gatewayapi.com/rest/mtsms"
    )  # the catalog says recipients.*.msisdn
    assert "lint: other-name" not in warnings(found(listed))


FINDINGS: dict[str, tuple[Template, str]] = {
    "a status that is no success": (
        replace(FINE, response=response((200, 302), (rule(Point("json:/id"), "prefix", ""),))),
        "lint: status-of-no-success",
    ),
    "credentials in the clear": (replace(FINE, endpoint="http://api.example.com/v1"), "lint: in-the-clear"),
    "credential in the query": (
        replace(FINE, endpoint="https://api.example.com/send?apikey=f3a9b2c4d5e6f708&x=1"),
        "lint: credential-in-query",
    ),
    "two authentications": (
        replace(FINE, headers=(*JSON, Pair("authorization", "Bearer ${TOKEN}"))),
        "lint: two-authentications",
    ),
    "wrong case": (replace(FINE, endpoint="https://api.example.com/$$to/send"), "lint: nearly-placeholder"),
    "a longer name": (
        replace(FINE, parameters=raw('{"to": "$$To", "text": "$$Body", "sum": "$$Total"}')),
        "lint: nearly-placeholder",
    ),
    "a placeholder that is not listed": (
        replace(FINE, parameters=raw('{"from": "$$Sender", "to": "$$To", "text": "$$Body"}')),
        "lint: unlisted-macro",
    ),
    "a variable's name with a blank": (
        replace(FINE, parameters=raw('{"from": "${MY KEY}", "to": "$$To", "text": "$$Body"}')),
        "lint: no-variable",
    ),
    "a variable that nothing holds": (
        replace(FINE, variables=(*FINE.variables, Variable("KEY", secret=True))),
        "lint: unused",
    ),
    "a macro that nothing holds": (replace(FINE, macros=(Macro("MessageID"),)), "lint: unused"),
    "bare text in JSON": (replace(FINE, parameters=raw('{"to": "$$To", "text": $$Body}')), "lint: bare-body"),
    "bare number in JSON": (
        replace(FINE, parameters=raw('{"to": $$To, "text": "$$Body"}')),
        "lint: other-number-form",
    ),
    "another method": (replace(FINE, method="PUT"), "platform: method"),
    "multipart": (replace(FINE, headers=(), parameters=replace(FORM, type="multipart")), "platform: body"),
    "raw XML": (
        replace(
            FINE,
            headers=(Pair("Content-Type", "text/xml"),),
            parameters=raw("<m><to>$$To</to><t>$$Body</t></m>", "xml"),
        ),
        "platform: body",
    ),
    "GET with a body": (replace(FINE, method="GET"), "platform: get-body"),
    "placeholders in the address": (
        replace(FINE, endpoint="https://api.example.com/send?to=$$To"),
        "platform: endpoint",
    ),
    "a parameter that the provider calls otherwise": (textlocal("number", "message"), "lint: other-name"),
    "a message that the provider calls otherwise": (textlocal("numbers", "mesage"), "lint: other-name"),
    "a schedule": (
        replace(FINE, parameters=raw('{"to": "$$To", "text": "$$Body", "send_at": "2027-01-15 10:00:00"}')),
        "lint: schedule-kept",
    ),
    "a switch for tests": (
        replace(FINE, headers=(), parameters=replace(FORM, pairs=(*FORM.pairs, Pair("test", "true")))),
        "lint: test-flag-kept",
    ),
    "a value to fill in": (
        replace(FINE, headers=(*JSON, Pair("X-Api-Key", "YOUR_API_KEY"))),
        "lint: value-unfilled",
    ),
    "a fixed reference": (
        replace(FINE, parameters=raw('{"to": "$$To", "text": "$$Body", "reference": "order-1234567"}')),
        "lint: reference-kept",
    ),
    "a contradicting Content-Type": (
        replace(FINE, headers=(Pair("Content-Type", "application/xml"),)),
        "lint: media-type-contradicts",
    ),
}


@pytest.mark.parametrize("name", FINDINGS)
def test_a_finding_is_told_with_a_way_out(name: str) -> None:
    template, expected = FINDINGS[name]
    checks = found(template)
    assert expected in warnings(checks)
    assert all(check.do and check.message for check in checks if check.verdict is Verdict.WARNING)


def test_a_placeholder_of_the_templates_own_is_no_near_miss() -> None:
    template = replace(
        FINE,
        parameters=raw('{"to": "$$To", "text": "$$Body", "t": "$$Token $$Topic pa$$word"}'),
        macros=(Macro("Token"), Macro("Topic")),
    )
    assert "lint: nearly-placeholder" not in warnings(found(template))


def test_what_is_listed_or_is_within_a_text_is_no_placeholder_that_is_missing() -> None:
    template = replace(
        FINE,
        parameters=raw('{"to": "$$To", "text": "$$Body", "from": "$$uid", "a": "pa$$word", "b": "use ${MY KEY} here"}'),
        macros=(Macro("uid"),),
        variables=(*FINE.variables, Variable("TEXT", secret=False, value="never used")),
    )
    assert warnings(found(template)) == set()


def test_texts_that_break_without_escaping_are_named() -> None:
    (check,) = (check for check in found(FINE) if check.name == "without-escaping")
    assert "double-quotes" in check.message
    assert "backslash" in check.message
    assert "hindi" not in check.message
    assert check.verdict is Verdict.INFO, "the template is not at fault"


def test_a_text_in_a_query_breaks_alike_with_a_path_before_it_and_without() -> None:
    queries = [f"https://sms.example.com{path}?to=$$To&text=$$Body" for path in ("/", "")]
    fine = replace(FINE, headers=(), parameters=Parameters("none"), recipient=NumberFormat("digits"))
    checks = [one for query in queries for one in found(replace(fine, endpoint=query))]
    with_path, without = (one.message for one in checks if one.name == "without-escaping")
    assert with_path == without
    assert "plain" not in with_path


def test_where_the_platform_encodes_a_form_nothing_breaks_without_escaping() -> None:
    template = replace(FINE, headers=(), parameters=FORM)
    assert [check for check in found(template) if check.name == "without-escaping"] == []


def test_texts_that_hold_placeholders_break_nothing_that_fills_in_once(monkeypatch: pytest.MonkeyPatch) -> None:
    holding = tuple(text for text in trials.texts() if "$$" in text.text)
    assert len(holding) >= 3
    monkeypatch.setattr(trials, "texts", lambda: holding)
    template = replace(FINE, parameters=raw('{"text": "$$Body", "to": "$$To", "more": "$$Body"}'))
    (check,) = (check for check in found(template) if check.name == "without-escaping")
    assert check.message.endswith(f"would break 0 of {len(holding)}")


def test_of_many_texts_that_would_break_three_are_named() -> None:
    (check,) = (check for check in found(FINE) if check.name == "without-escaping")
    assert re.search(r": [a-z-]+, [a-z-]+, [a-z-]+ and \d+ more$", check.message)
