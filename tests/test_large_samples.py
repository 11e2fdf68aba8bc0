"""A large sample is converted, explained or refused, whatever it is full of; tests/benchmarks says how soon."""

from __future__ import annotations

from typing import Any

import pytest

from curl2sms import converting, explaining, layers, reading
from curl2sms.errors import SampleError, Source
from tests.large_samples import others, too_many

SIZE = 1 << 17  # the smallest power of two at which all of too_many() are
TOO_MANY, OTHERS = too_many(SIZE), others(SIZE >> 2)
OUTCOMES = {
    "a text": "template",
    "an encoded text": "template",
    "a text of escapes": "template",
    "a list of numbers": "no-recipient",
    "deep JSON": "nested-too-deep",
    "JSON in a form": "template",
}

pytestmark = pytest.mark.slow


def converted(sample: str) -> str:
    """``template``, or the id of the refusal."""
    try:
        converting.convert(Source("large", sample))
    except SampleError as refused:
        return refused.note.id
    return "template"


def explained(sample: str) -> dict[str, Any]:
    """What is told of a sample: of its request, whatever it is full of."""
    told = explaining.explain(Source("large", sample)).as_json()
    assert told["request"]["url"].startswith("https://sms.example/")
    return told


@pytest.mark.parametrize("sample", TOO_MANY.values(), ids=TOO_MANY.keys())
def test_what_holds_too_many_values_is_refused_and_its_request_is_reported(sample: str) -> None:
    assert converted(sample) == "too-many-values"
    explained(sample)


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_large_in_another_way_is_dealt_with_and_its_request_is_reported(name: str) -> None:
    assert converted(OTHERS[name]) == OUTCOMES[name]
    explained(OTHERS[name])


def test_explain_says_that_the_values_are_too_many() -> None:
    told = explained(TOO_MANY["a query"])
    assert (told["notes"][-1]["id"], told["fields"]) == ("too-many-values", [])


def test_a_request_of_too_many_values_is_gone_through_once() -> None:
    request = reading.read(Source("sample", TOO_MANY["a query"])).request
    refused = []
    for _ in range(2):
        with pytest.raises(SampleError) as raised:
            layers.fields(request)
        refused.append(raised.value.note)
    assert refused[0] is refused[1]
