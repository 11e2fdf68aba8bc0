"""A sample in short, and how the program reads it, in short: all that these tests know of its inside.

A sample is the parameters of a query (``?to=447700900123&text=Hello``), a path (``/send/447700900123``), a body of JSON
or XML, or a request as HTTP writes it: ``POST https://api.example/send``, headers, an empty line, the body. Or it is a
curl command.

A template in short is ``+`` and, as JSON, what it has besides the least that a template has. Any other text is read as
it is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from curl2sms import locating, numbers, reading, template
from curl2sms.choices import Choices
from curl2sms.converting import convert
from curl2sms.errors import AmbiguousError, Curl2smsError, Source, TemplateError
from curl2sms.http import HttpRequest
from curl2sms.locating import evidence
from curl2sms.unfilled_values import unfilled_in

HOST = "https://api.example"
_TYPES = {"{": "application/json", "[": "application/json", "<": "application/xml"}


def request_of(sample: str) -> HttpRequest:
    """The request that a sample in short means."""
    if sample.startswith("curl "):
        return reading.read(Source("sample", sample)).request
    if sample.startswith("?"):
        return HttpRequest("GET", f"{HOST}/send{sample}")
    if sample.startswith("/"):
        return HttpRequest("GET", HOST + sample)
    if media_type := _TYPES.get(sample[0]):
        return HttpRequest("POST", f"{HOST}/send", (("Content-Type", media_type),), sample.encode())
    head, _, body = sample.partition("\n\n")
    (method, _, url), *headers = (line.partition(" ") for line in head.split("\n"))
    named = tuple((name.removesuffix(":"), value) for name, _, value in headers)
    return HttpRequest(method, url, named, body.encode() if body else None)


def chosen(sample: str, *, catalog: bool = False) -> str:
    """The places of recipient and message, or what stops a template, with the places that it speaks of."""
    found = locating.survey(request_of(sample), Choices(catalog=catalog))
    if isinstance(found.problem, AmbiguousError):
        return " ".join([found.problem.note.id, *(one.place for one in found.problem.candidates)])
    if found.problem:
        return " ".join(filter(None, [found.problem.note.id, found.problem.note.at]))
    return " ".join(str(one.field.place) if one else "-" for one in (found.recipient, found.message))


def documented(sample: str) -> str:
    """The same, where what is known about providers counts."""
    return chosen(sample, catalog=True)


def roles(sample: str) -> str:
    """The roles of the values that are neither recipient, message nor constant."""
    fields = locating.survey(request_of(sample), Choices(catalog=False)).fields
    told = ("recipient", "message", "constant")
    return " ".join(f"{one.field.place}={one.role.value}" for one in fields if one.role.value not in told)


def because(sample: str) -> str:
    """The reasons of the roles of the values that are neither recipient, message nor constant."""
    fields = locating.survey(request_of(sample), Choices(catalog=False)).fields
    told = ("recipient", "message", "constant")
    return " | ".join("; ".join(one.reasons) for one in fields if one.role.value not in told)


def reasons(sample: str) -> str:
    """What speaks for and against the recipient and the message, what is known about providers included."""
    found = locating.survey(request_of(sample))
    return " | ".join("; ".join(one.reasons) if one else "-" for one in (found.recipient, found.message))


def notes(sample: str) -> str:
    """The ids of the notes, with the places that they speak of."""
    found = locating.survey(request_of(sample), Choices(catalog=False)).notes
    return " ".join(f"{one.id}@{one.at}" if one.at else one.id for one in found)


def unfilled(sample: str) -> str:
    """What is still to be filled in, with the places, and why."""
    found = locating.survey(request_of(sample), Choices(catalog=False))
    return " ".join(f"{one.at}={one.why}" for one in unfilled_in(found.request, found.fields))


def said(sample: str) -> str:
    """The words of the notes."""
    return " ".join(one.message for one in locating.survey(request_of(sample), Choices(catalog=False)).notes)


def number(sample: str) -> str:
    """The format of the recipient's number, and what is around it in its value."""
    found = locating.survey(request_of(sample), Choices(catalog=False))
    written = found.number_format
    zero = "" if written.trunk_zero is None else f"0={written.trunk_zero}"
    around = f"{found.prefix}_{found.suffix}" if found.prefix or found.suffix else ""
    return " ".join(filter(None, [written.format, written.country, zero, around]))


def left(sample: str) -> str:
    """The request after the changes: its target and its body."""
    request = locating.survey(request_of(sample), Choices(catalog=False)).request
    return request.url.removeprefix(HOST) + (" " + request.body.decode() if request.body else "")


def spelt(case: str) -> str:
    """A number as a format writes it: ``+44 20 7946 0018 | national GB``."""
    to, _, written = case.rpartition(" | ")
    kind, _, country = written.partition(" ")
    try:
        return numbers.spell(to, numbers.NumberFormat(kind, country or None))
    except Curl2smsError as error:
        return error.note.id


def doubtful(case: str) -> str:
    """Why a number, in a format, may reach nobody."""
    to, _, written = case.rpartition(" | ")
    kind, _, country = written.partition(" ")
    return numbers.doubt(to, numbers.NumberFormat(kind, country or None)) or "-"


def changes(sample: str) -> str:
    """What was repaired, with its places."""
    return " ".join(f"{one.id}@{one.at}" for one in locating.survey(request_of(sample), Choices(catalog=False)).changes)


def made(sample: str) -> str:
    """The template that is made of a sample, as JSON without what is mostly so; of one that none can hold the id."""
    try:
        if sample.startswith("curl "):
            built = convert(Source("sample", sample), Choices(catalog=False)).template
        else:
            built = template.build(locating.locate(request_of(sample), Choices(catalog=False)), name="x")
    except Curl2smsError as error:
        return error.note.id
    data = json.loads(template.dump(built))
    stated = [name for name in data if name not in ("$schema", "version", "name", "recipient")]
    more = {name: data[name] for name in stated if data[name] not in ("GET", [], {"type": "none"})}
    return json.dumps(more, ensure_ascii=False)


def reported(sample: str) -> str:
    """The words of all notes on a curl command and its template, each after its id."""
    found = convert(Source("sample", sample), Choices(catalog=False)).notes
    return " ".join(f"{one.id}: {one.message}" for one in found)


def defects(short: str) -> str:
    """The defects of a template, each with its JSON Pointer; the worst first, and what is written at its span."""
    text = written(short)
    try:
        template.load(text, "provider.json")
    except TemplateError as error:
        span = error.note.span
        at = f"{error.pointer} `{text[span.start : span.end]}`" if span else error.pointer
        return " ".join([f"{error.note.id}@{at}", *(one.id for one in error.others)])
    return "valid"


def told(short: str) -> str:
    """What is reported of a template's worst defect."""
    try:
        template.load(written(short), "provider.json")
    except TemplateError as error:
        return " ".join(filter(None, [error.note.message, error.note.do]))
    return "valid"


def written(short: str) -> str:
    """The template that one in short means."""
    if not short.startswith("+"):
        return short
    least = {"version": 1, "name": "x", "method": "GET", "endpoint": f"{HOST}/send?to=$$To&text=$$Body"}
    more: dict[str, Any] = json.loads(short[1:])
    return json.dumps({name: value for name, value in {**least, **more}.items() if value is not None})


VIEWS: Mapping[str, Callable[[str], str]] = {
    view.__name__: view
    for view in (
        chosen,
        documented,
        roles,
        because,
        reasons,
        notes,
        unfilled,
        said,
        reported,
        number,
        spelt,
        doubtful,
        left,
        changes,
        made,
        defects,
        told,
    )
}


def weights() -> list[str]:
    """Every clue that has a weight: ``recipient/e164``."""
    return [f"{role}/{clue}" for role in ("recipient", "message") for clue in evidence.table_of_weights()[role]]


def thresholds() -> list[str]:
    """Every number that decides: ``recipient/least``."""
    return [f"{part}/{name}" for part, rules in evidence.table_of_weights()["decision"].items() for name in rules]


def strike(weight: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a clue weigh nothing."""
    role, _, clue = weight.partition("/")
    monkeypatch.setitem(evidence.table_of_weights()[role][clue], "weight", 0)


def move(threshold: str, by: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a threshold be a little more, or less."""
    part, _, name = threshold.partition("/")
    rules = evidence.table_of_weights()["decision"][part]
    monkeypatch.setitem(rules, name, rules[name] + by)
