"""Samples of a megabyte, or less, that are full of something, with a call of an SMS provider among it."""

from __future__ import annotations

CALL = "curl https://sms.example/send "
PARTS = "447700900123", "Hi there"


def items(size: int, unit: str, separator: str) -> str:
    """As many numbered copies of a unit as fit."""
    count = size // len(unit.format("1234567") + separator)
    return separator.join(unit.format(f"{number:07}") for number in range(count))


def of_json(inside: str) -> str:
    to, text = PARTS
    return f'{CALL}-d \'{{"to": "{to}", "text": "{text}", {inside}}}\''


def of_xml(inside: str) -> str:
    to, text = PARTS
    return f"{CALL}-d '<sms><to>{to}</to><text>{text}</text>{inside}</sms>'"


def too_many(size: int) -> dict[str, str]:
    """Samples of more than 5,000 values: what each is full of, and the sample, about ``size`` bytes."""
    return {
        "a form": f"{CALL}-d 'to=447700900123&text=Hi+there&" + items(size, "k{}=v", "&") + "'",
        "options": f"{CALL}-d to=447700900123 -d 'text=Hi there'" + " -d k=v" * (size // 26),
        "a query": "curl 'https://sms.example/send?to=447700900123&text=Hi+there&" + items(size, "k{}=v", "&") + "'",
        "a path": "curl 'https://sms.example/" + "a/" * (size // 2) + "?to=447700900123&text=Hi'",
        "headers": f"{CALL}-d to=447700900123 -d 'text=Hi there'"
        + "".join(f" -H 'X-{number}: v'" for number in range(5_000)),
        "JSON names": of_json(items(size, '"k{}": "v"', ", ")),
        "JSON numbers": of_json(items(size, '"k{0}": "4477{0}"', ", ")),
        "JSON elements": of_json('"a": [' + ",".join("1" * (size // 2)) + "]"),
        "JSON objects": of_json('"a": [' + ",".join(['{"b": "c"}'] * (size // 11)) + "]"),
        "XML elements": of_xml("<b>c</b>" * (size // 8)),
        "XML attributes": of_xml(items(size, '<b x{}="y"/>', "")),
        "rows of CSV": f"{CALL}-H 'Content-Type: text/csv' -d '" + items(size, "4477{},Hi there", "\n") + "'",
    }


def others(size: int) -> dict[str, str]:
    """Samples that are large in another way."""
    return {
        "a text": f"{CALL}-d to=447700900123 -d 'text=" + "Hello there " * (size // 12) + "'",
        "an encoded text": f"{CALL}-d to=447700900123 -d 'text=" + "%20%C3%A9" * (size // 9) + "'",
        "a text of escapes": of_json('"c": "' + "\\u20b9" * (size // 6) + '"'),
        "a list of numbers": f"{CALL}-d 'text=Hi there' -d 'to=" + items(size, "4477{}", ",") + "'",
        "deep JSON": of_json('"a": ' + '{"a":' * 60_000 + "1" + "}" * 60_000),
        "JSON in a form": f"{CALL}-d to=447700900123 -d 'text=Hi there' --data-urlencode 'x={{"
        + items(size, '"k{}":"v"', ",")
        + "}'",
    }
