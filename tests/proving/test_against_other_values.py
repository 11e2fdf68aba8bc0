"""The sample's own structure decides how other numbers and texts must arrive, whatever the template claims.

In each row the template sends the sample's own number and text as the sample does; only other values show the fault.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from curl2sms import proving, reading
from curl2sms.choices import Choices
from curl2sms.errors import UnfitError, note
from curl2sms.locating import locate
from curl2sms.proving import against, oracle, trials
from curl2sms.proving.against import other_values
from curl2sms.proving.model import Check, Verdict
from curl2sms.reading.model import Reading
from curl2sms.records import replace
from curl2sms.template import build, dump, load
from curl2sms.template.model import Pair, Template, Variable

pytestmark = pytest.mark.slow

PERCENT = {"syntax": "percent"}
FORM = "curl https://sms.example/send -d to=14155550100 -d key=k "
JSON = "curl https://sms.example/send -H 'Content-Type: application/json' -d "

# The sample, what is changed in its template, the check that fails.
ROWS: dict[str, tuple[str, dict[str, object], str]] = {
    "percent too many in a form": (
        FORM + "-d text=Hello",
        {"documents": [{"at": "form:text", **PERCENT}]},
        "texts",
    ),
    "percent too many in JSON": (
        JSON + '\'{"to": "14155550100", "text": "Hello"}\'',
        {"documents": [{"at": "json:/text", **PERCENT}]},
        "texts",
    ),
    "percent too many in a query": (
        "curl 'https://sms.example/send?to=14155550100&text=Hello'",
        {"documents": [{"at": "query:text", **PERCENT}]},
        "texts",
    ),
    "percent too many around a number": (
        "curl 'https://sms.example/send?to=%2B14155550100&text=Hello'",
        {"documents": [{"at": "query:to", **PERCENT}]},
        "request",
    ),
    "percent too few in a form": (
        FORM + "-d text=Hello%2520you",
        {"documents": None},
        "texts",
    ),
    "base64 too few in JSON": (
        JSON + '\'{"to": "14155550100", "encoding": "base64", "text": "SGVsbG8geW91LCBob3cgYXJlIHlvdSB0b2RheT8="}\'',
        {"documents": None},
        "texts",
    ),
}


def of(sample: str) -> tuple[Reading, Template]:
    read = reading.read(reading.decode_sample(sample.encode(), "sample"))
    variables = [Variable(variable.name, kind=variable.kind) for variable in read.variables]
    return read, build(locate(read.request), name="t", variables=variables)


def beside(
    template: Template, read: Reading, provider: proving.Provider, given: Mapping[str, str] | None = None
) -> Mapping[str, Check]:
    expected = oracle.expectation(template)
    values = trials.plain_values(expected) | dict(given or {})
    return {check.name: check for check in against.checks(template, read, expected, provider, values)}


@pytest.mark.parametrize("name", ROWS)
def test_a_layer_too_many_or_too_few_is_caught(name: str, provider: proving.Provider) -> None:
    sample, changed, failing = ROWS[name]
    read, template = of(sample)
    sound = beside(template, read, provider)
    assert [check.verdict for check in sound.values() if check.verdict is Verdict.FAIL] == []
    data = {**json.loads(dump(template)), **changed}
    data = {key: value for key, value in data.items() if value is not None}
    assert data != json.loads(dump(template))
    checks = beside(load(json.dumps(data), "t"), read, provider)
    assert [found for found, check in checks.items() if check.verdict is Verdict.FAIL] == [failing]
    assert checks[failing].differences


def test_every_text_and_number_is_tried(provider: proving.Provider) -> None:
    read, template = of(FORM + "-d 'text=Hello you'")
    checks = beside(template, read, provider)
    assert str(len(trials.texts())) in checks["texts"].message
    assert checks["numbers"].verdict is Verdict.PASS
    assert checks["numbers"].message.startswith(f"{len(trials.numbers(template.recipient))} numbers")


def test_the_variables_of_a_sample_are_in_what_is_tried(provider: proving.Provider) -> None:
    read, template = of('curl "$BASE_URL/v1?key=$KEY" -d "to=$TO" -d text=Hello -d "a=$A"')
    checks = beside(template, read, provider)
    assert {checks[name].verdict for name in ("request", "texts", "numbers")} == {Verdict.PASS}
    data = json.loads(dump(template))
    data["parameters"]["pairs"][-1]["value"] = "a-${A}"
    other = beside(load(json.dumps(data), "t"), read, provider)
    assert other["request"].verdict is Verdict.FAIL


@pytest.mark.parametrize("value", ["my key ", ""])
def test_a_value_that_the_sample_cannot_be_filled_in_with_is_a_difference(
    value: str, provider: proving.Provider
) -> None:
    read, template = of(FORM + "-d text=Hello -H 'X-Key: YOUR_KEY'")
    headers = tuple(replace(one, value=value) if one.key == "X-Key" else one for one in template.headers)
    found = beside(replace(template, headers=headers), read, provider)
    assert found["request"].verdict is Verdict.FAIL
    assert "header:X-Key" in [one.place for one in found["request"].differences]


def test_a_media_type_that_the_sample_states_in_any_letters_may_be_implied(provider: proving.Provider) -> None:
    read, template = of(FORM + "-d text=Hello -H 'content-type: application/x-www-form-urlencoded'")
    assert template.header("Content-Type")
    checks = beside(replace(template, headers=()), read, provider)
    assert {checks[name].verdict for name in ("request", "texts", "numbers")} == {Verdict.PASS}


@pytest.mark.parametrize("key", ["X-content-type", "content-typ"])
def test_a_media_type_under_another_name_is_a_difference(key: str, provider: proving.Provider) -> None:
    read, template = of(FORM + "-d text=Hello -H 'content-type: application/x-www-form-urlencoded'")
    renamed = tuple(replace(one, key=key) for one in template.headers)
    assert beside(replace(template, headers=renamed), read, provider)["request"].verdict is Verdict.FAIL


@pytest.mark.parametrize("stated", ["text/plain", "multipart/form-data"])
def test_another_media_type_is_not_implied(stated: str, provider: proving.Provider) -> None:
    read, template = of(FORM + f"-d text=Hello -H 'content-type: {stated}'")
    assert beside(replace(template, headers=()), read, provider)["request"].verdict is Verdict.FAIL


@pytest.mark.parametrize(
    ("sample", "to", "body"),
    [
        ("curl https://sms.example/send/14155550100/Hello", "path:2", "path:3"),
        ("curl https://sms.example/send -d to=14155550100 -H 'X-Message: Hello'", "form:to", "header:X-Message"),
        (FORM + "-d text=Hello -d 'note=a $$Body b'", "form:to", "form:text"),
        (FORM + "-d text=Hello -d 'ref=$$MessageID'", "form:to", "form:text"),
    ],
    ids=["in a path", "in a header", "what looks like a placeholder", "a placeholder of the platform"],
)
def test_what_the_sample_can_carry_is_tried(sample: str, to: str, body: str, provider: proving.Provider) -> None:
    read = reading.read(reading.decode_sample(sample.encode(), "sample"))
    checks = beside(build(locate(read.request, Choices(to=to, body=body)), name="t"), read, provider)
    assert {checks[name].verdict for name in ("request", "texts", "numbers")} == {Verdict.PASS}


def test_a_space_that_the_sample_does_not_show_may_be_written_in_either_way(provider: proving.Provider) -> None:
    read, template = of(FORM + "-d text=Hello")
    for space in ("+", "%20"):
        other = replace(template, parameters=replace(template.parameters, space=space))
        assert beside(other, read, provider)["texts"].verdict is Verdict.PASS


def test_the_address_may_be_a_variable(provider: proving.Provider) -> None:
    read, template = of('curl -H "X-Key: $KEY" "$BASE_URL/v1" -d to=14155550100 -d text=Hello')
    checks = beside(template, read, provider, {"${BASE_URL}": "https://other.example"})
    assert {checks[name].verdict for name in ("request", "texts", "numbers")} == {Verdict.PASS}


def test_no_text_is_tried_where_the_sample_has_none_either(provider: proving.Provider) -> None:
    _, template = of(FORM + "-d text=Hello")
    without = replace(template, parameters=replace(template.parameters, pairs=template.parameters.pairs[:-1]))
    checks = beside(without, reading.read(reading.decode_sample(FORM.encode(), "sample")), provider)
    assert set(checks) == {"replay", "request", "other-values"}


def test_a_template_that_always_sends_the_samples_own_text_fails(provider: proving.Provider) -> None:
    read, template = of(FORM + "-d text=Hello")
    fixed = replace(template.parameters, pairs=(*template.parameters.pairs[:-1], Pair("text", "Hello")))
    checks = beside(replace(template, parameters=fixed), read, provider)
    assert checks["fixed"].verdict is Verdict.FAIL
    assert "form:text" in checks["fixed"].message
    assert {"texts", "numbers"}.isdisjoint(checks)


def test_a_sample_that_has_no_template_is_reported_to_be_tried_with_its_own_values_only(
    provider: proving.Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> Template:
        raise UnfitError(note("number-not-bare", number="07"))

    read, template = of(FORM + "-d text=Hello")
    monkeypatch.setattr(other_values, "build", refused)
    found = beside(template, read, provider)
    assert found["other-values"].verdict is Verdict.SKIPPED
    assert "07 can't be in JSON" in found["other-values"].message
    assert {"texts", "numbers"}.isdisjoint(found)


def test_a_text_that_the_template_refuses_and_the_sample_can_carry_fails(provider: proving.Provider) -> None:
    """The sample states no charset; the template's can't carry Hindi."""
    read, template = of(FORM + "-d 'text=Hello you'")
    data = {**json.loads(dump(template)), "charset": "iso-8859-1"}
    found = beside(load(json.dumps(data), "t"), read, provider)["texts"]
    assert found.verdict is Verdict.FAIL
    assert "hindi" in found.message or "more" in found.message
