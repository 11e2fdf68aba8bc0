"""A sample of a megabyte is converted, explained or refused within two seconds, whatever it is full of."""

from __future__ import annotations

import time

import pytest

from curl2sms import converting, explaining
from curl2sms.errors import SampleError, Source

SIZE = (1 << 20) - 200
CALL = "curl https://sms.example/send "
PARTS = "447700900123", "Hi there"


def items(unit: str, separator: str) -> str:
    """As many numbered copies of a unit as fit."""
    count = SIZE // len(unit.format("1234567") + separator)
    return separator.join(unit.format(f"{number:07}") for number in range(count))


def of_json(inside: str) -> str:
    to, text = PARTS
    return f'{CALL}-d \'{{"to": "{to}", "text": "{text}", {inside}}}\''


def of_xml(inside: str) -> str:
    to, text = PARTS
    return f"{CALL}-d '<sms><to>{to}</to><text>{text}</text>{inside}</sms>'"


TOO_MANY = {
    "a form": f"{CALL}-d 'to=447700900123&text=Hi+there&" + items("k{}=v", "&") + "'",
    "40,000 options": f"{CALL}-d to=447700900123 -d 'text=Hi there'" + " -d k=v" * 40_000,
    "a query": "curl 'https://sms.example/send?to=447700900123&text=Hi+there&" + items("k{}=v", "&") + "'",
    "a path": "curl 'https://sms.example/" + "a/" * (SIZE // 2) + "?to=447700900123&text=Hi'",
    "20,000 headers": f"{CALL}-d to=447700900123 -d 'text=Hi there'"
    + "".join(f" -H 'X-{number}: v'" for number in range(20_000)),
    "JSON names": of_json(items('"k{}": "v"', ", ")),
    "JSON numbers": of_json(items('"k{0}": "4477{0}"', ", ")),
    "JSON elements": of_json('"a": [' + ",".join("1" * (SIZE // 2)) + "]"),
    "JSON objects": of_json('"a": [' + ",".join(['{"b": "c"}'] * (SIZE // 11)) + "]"),
    "XML elements": of_xml("<b>c</b>" * (SIZE // 8)),
    "XML attributes": of_xml(items('<b x{}="y"/>', "")),
    "rows of CSV": f"{CALL}-H 'Content-Type: text/csv' -d '" + items("4477{},Hi there", "\n") + "'",
}
OTHERS = {
    "a text": f"{CALL}-d to=447700900123 -d 'text=" + "Hello there " * (SIZE // 12) + "'",
    "an encoded text": f"{CALL}-d to=447700900123 -d 'text=" + "%20%C3%A9" * (SIZE // 9) + "'",
    "a text of escapes": of_json('"c": "' + "\\u20b9" * (SIZE // 6) + '"'),
    "a list of numbers": f"{CALL}-d 'text=Hi there' -d 'to=" + items("4477{}", ",") + "'",
    "deep JSON": of_json('"a": ' + '{"a":' * 60_000 + "1" + "}" * 60_000),
    "JSON in a form": f"{CALL}-d to=447700900123 -d 'text=Hi there' --data-urlencode 'x={{"
    + items('"k{}":"v"', ",")
    + "}'",
}


def converted(sample: str) -> str:
    """``template``, or the id of the refusal."""
    try:
        converting.convert(Source("large", sample))
    except SampleError as refused:
        return refused.note.id
    return "template"


@pytest.mark.parametrize("sample", TOO_MANY.values(), ids=TOO_MANY.keys())
def test_what_holds_too_many_values_is_refused_soon(sample: str) -> None:
    started = time.process_time()
    assert converted(sample) == "too-many-values"
    assert time.process_time() - started < 2


@pytest.mark.parametrize("sample", OTHERS.values(), ids=OTHERS.keys())
def test_what_is_large_in_another_way_is_dealt_with_soon(sample: str) -> None:
    started = time.process_time()
    converted(sample)
    assert time.process_time() - started < 2


@pytest.mark.parametrize("sample", [*TOO_MANY.values(), *OTHERS.values()], ids=[*TOO_MANY, *OTHERS])
def test_its_request_is_told_all_the_same(sample: str) -> None:
    started = time.process_time()
    told = explaining.explain(Source("large", sample)).as_json()
    assert told["request"]["url"].startswith("https://sms.example/")
    assert time.process_time() - started < 2


def test_explain_says_that_the_values_are_too_many() -> None:
    told = explaining.explain(Source("large", TOO_MANY["a query"])).as_json()
    assert (told["notes"][-1]["id"], told["fields"]) == ("too-many-values", [])
