"""Batches: sound ones are proven with 1, 2 and as many records as fit; each fault is caught."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from curl2sms import converting, load, proving
from curl2sms.choices import Choices
from curl2sms.errors import Source, TemplateError
from curl2sms.http import HttpRequest
from curl2sms.proving import batch, preparing
from curl2sms.proving.model import Verdict
from curl2sms.records import replace
from curl2sms.rendering.batches import BatchMessage, render_batch
from curl2sms.template.dumping import as_data
from curl2sms.template.model import Template

CASES = Path(__file__).parents[1] / "cases"
SOUND = load((CASES / "proving" / "batch.json").read_text(encoding="utf-8"))
SAMPLES = ("d7networks-02", "exotel-07", "fasthub-01", "infobip-01", "karix-01", "msg91-05")

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("few_texts")]


def verdicts(template: Template, provider: proving.Provider) -> dict[str, Verdict]:
    return {check.name: check.verdict for check in batch.checks(preparing.prepared(template, provider))}


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("size", [1, 2, 100])
def test_the_samples_of_the_corpus_are_proven_as_batches(name: str, size: int, provider: proving.Provider) -> None:
    (path,) = (CASES / "corpus").rglob(f"{name}.sh")
    conversion = converting.convert(Source(name, path.read_text(encoding="utf-8")), Choices(batch=size))
    told = verdicts(conversion.template, provider)
    assert told == dict.fromkeys([f"records-{count}" for count in dict.fromkeys((1, min(2, size), size))], Verdict.PASS)
    if size == 2:
        report = proving.verify(conversion.template, provider, sample=conversion.reading)
        assert report.of(Verdict.FAIL) == ()


def test_a_batch_of_a_thousand_is_proven(provider: proving.Provider) -> None:
    largest = replace(SOUND, batch=SOUND.batch and replace(SOUND.batch, size=1000))
    assert verdicts(largest, provider)["records-1000"] is Verdict.PASS


def test_a_template_without_a_batch_has_no_such_check(provider: proving.Provider) -> None:
    assert verdicts(replace(SOUND, batch=None), provider) == {}


# Faults of what renders.

Fault = Callable[[HttpRequest, Sequence[BatchMessage]], HttpRequest]


def with_list(change: Callable[[dict[str, Any]], object]) -> Fault:
    """A fault of the meaning: the body's letters are those of another spelling too."""

    def fault(request: HttpRequest, _messages: Sequence[BatchMessage]) -> HttpRequest:
        data = json.loads(request.body or b"")
        change(data)
        return replace(request, body=json.dumps(data, ensure_ascii=False).encode())

    return fault


def spelt(old: bytes, new: bytes, count: int = 1) -> Fault:
    return lambda request, _: replace(request, body=(request.body or b"").replace(old, new, count))


FAULTS: dict[str, Fault] = {
    "a record too many": with_list(lambda data: data["messages"].append(data["messages"][-1])),
    "a record lost": with_list(lambda data: data["messages"].pop()),
    "two records in the other order": with_list(lambda data: data["messages"].reverse()),
    "the first record's number for all": with_list(
        lambda data: [one.update(to=data["messages"][0]["to"]) for one in data["messages"]]
    ),
    "the first record's text for all": with_list(
        lambda data: [one.update(text=data["messages"][0]["text"]) for one in data["messages"]]
    ),
    "a global inside of each record": with_list(lambda data: [one.update(sender="ACME") for one in data["messages"]]),
    "a global only inside": with_list(
        lambda data: (sender := data.pop("sender"), [one.update(sender=sender) for one in data["messages"]])
    ),
    "a global lost": with_list(lambda data: data.pop("sender")),
    "records in a list of their own": with_list(lambda data: data.update(messages=[data["messages"]])),
    "the list in another place": with_list(lambda data: data.update(items=data.pop("messages"))),
    "an empty record": with_list(lambda data: data["messages"].append({})),
    "a constant of the last record changed": with_list(lambda data: data["messages"][-1].update(type=2)),
    "a comma lost": spelt(b"},{", b"} {"),
    "a text escaped once more": spelt(b'\\"', b'\\\\\\"', -1),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_spoilt_batch_is_caught(name: str, provider: proving.Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    touched = set[int]()

    def broken(template: Template, messages: Sequence[BatchMessage], **values: Any) -> HttpRequest:
        sound = render_batch(template, messages, **values)
        try:
            spoilt = FAULTS[name](sound, messages)
        except IndexError:
            return sound
        if spoilt.body != sound.body:
            touched.add(len(messages))
        return spoilt

    monkeypatch.setattr("curl2sms.proving.batch.render_batch", broken)
    told = verdicts(SOUND, provider)
    assert touched
    assert {name for name, verdict in told.items() if verdict is not Verdict.PASS} >= {
        f"records-{count}" for count in touched if count > 1
    }


# Changed templates, beside the sample.


def of_body(old: str, new: str) -> Callable[[dict[str, Any]], None]:
    def change(data: dict[str, Any]) -> None:
        body = data["parameters"]["body"]
        assert old in body
        data["parameters"]["body"] = body.replace(old, new, 1)

    return change


SAMPLE = (
    "curl https://sms.example/send --json "
    '\'{"sender": "ACME", "messages": [{"to": "447700900123", "text": "Hello you", "type": 1}]}\''
)
CHANGES: dict[str, Callable[[dict[str, Any]], Any]] = {
    "a global inside of the record": lambda data: (
        of_body('"sender": "ACME", ', "")(data), of_body('"type"', '"sender": "ACME", "type"')(data),
    ),
    "a constant outside of the record": lambda data: (
        of_body(', "type": 1', "")(data), of_body('"sender"', '"type": 1, "sender"')(data),
    ),
    "two records": of_body("}]", '}, {"to": "1", "text": "2"}]'),
    "no record": lambda data: data["parameters"].update(body='{"messages": [], "x": "$$To $$Body"}'),
    "the text outside": lambda data: (
        of_body(', "text": "$$Body"', "")(data), of_body('"sender"', '"text": "$$Body", "sender"')(data),
    ),
    "the number outside": lambda data: data.update(endpoint="https://sms.example/send?to=$$To"),
    "another key": lambda data: data["batch"].update(key="json:/sender"),
    "a key that is not there": lambda data: data["batch"].update(key="json:/items"),
    "the record for the list": lambda data: data["batch"].update(key="json:/messages/0"),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_batch_is_caught_beside_its_sample(name: str, provider: proving.Provider) -> None:
    conversion = converting.convert(Source("s", SAMPLE), Choices(batch=2))
    data = as_data(conversion.template)
    CHANGES[name](data)
    try:
        template = load(json.dumps(data))
    except TemplateError:
        return
    assert not proving.verify(template, provider, sample=conversion.reading).ok
