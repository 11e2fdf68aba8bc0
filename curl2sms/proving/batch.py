"""A batch as it arrives: one record for each message, each with its own number and texts, all else once.

The list is found by the standard library's JSON decoder. Then each record is judged as if it were alone in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from curl2sms.errors import Curl2smsError, note
from curl2sms.json_pointers import tokens_of
from curl2sms.patterns import regex
from curl2sms.proving import trials
from curl2sms.proving.decoders import UndecodableError
from curl2sms.proving.mock import Received
from curl2sms.proving.model import Check, Difference, Verdict
from curl2sms.proving.oracle.arrived import PROBE_TOKEN
from curl2sms.proving.preparing import Trial
from curl2sms.records import record, replace
from curl2sms.rendering.batches import BatchMessage, render_batch
from curl2sms.template.model import Batch
from curl2sms.tokens import BODY_TOKEN, TO_TOKEN, macro_token, variable_token

_SPACE = regex(r"[ \t\r\n]*")


@record
class Elements:
    """A list in a JSON text: what is before its first element, the elements' texts, what is after the last."""

    before: str
    elements: tuple[str, ...]
    behind: str

    def alone(self, number: int) -> str:
        """The text with one element in the list."""
        return self.before + self.elements[number] + self.behind


def checks(trial: Trial) -> Iterator[Check]:
    """A batch of one, of two and of as many records as fit; none for a template that takes one message."""
    batch = trial.template.batch
    if batch is None:
        return
    for count in dict.fromkeys((1, min(2, batch.size), batch.size)):
        yield _check(trial, batch, count)


def _check(trial: Trial, batch: Batch, count: int) -> Check:
    plural = "s" if count > 1 else ""
    check = Check(
        "batch", f"records-{count}", Verdict.PASS, f"{count} record{plural}, each with its own number and text"
    )
    try:
        found = _differences(trial, batch, count)
    except Curl2smsError as error:
        said = error.note
        return replace(check, verdict=Verdict.FAIL, message=said.message, do=said.do, said=said)
    return replace(check, verdict=Verdict.FAIL, differences=tuple(found)) if found else check


def _differences(trial: Trial, batch: Batch, count: int) -> list[Difference]:
    """What does not arrive as it should of so many messages in one request."""
    values = [_values(trial, number) for number in range(count)]
    answer, received = _caught(trial, [given for given, _ in values])
    if received is None and answer in (413, 414, 431):
        raise Curl2smsError(note("proof-too-large"))
    if received is None:
        return [Difference("request", "1", "another number", "count")]
    try:
        found = elements(received.body.decode(trial.oracle.charset, "surrogateescape"), batch.key)
    except UndecodableError as error:
        return [Difference("body", f"a list at {batch.key}", str(error))]
    if len(found.elements) != count:
        return [Difference(batch.key, str(count), str(len(found.elements)), "count")]
    return [
        replace(one, place=f"{one.place} (record {number + 1})")
        for number, (_, expected) in enumerate(values)
        for one in trial.oracle.differences(_alone(received, found, number, trial.oracle.charset), expected)
    ]


def one_of(received: Received, at: str, number: int, charset: str) -> Received:
    """A request with one of the records of its list, as it would have arrived without the others.

    AssertionError where there is no such record.
    """
    try:
        found = elements(received.body.decode(charset, "surrogateescape"), at)
    except UndecodableError as error:
        raise AssertionError(f"the body has no list at {at}: {error}") from error
    if not -len(found.elements) <= number < len(found.elements):
        raise AssertionError(f"the list at {at} has {len(found.elements)} records")
    return _alone(received, found, number, charset)


def _alone(received: Received, found: Elements, number: int, charset: str) -> Received:
    body = found.alone(number).encode(charset, "surrogateescape")
    headers = tuple(
        (name, str(len(body)) if name.lower() == "content-length" else value) for name, value in received.headers
    )
    return replace(received, headers=headers, body=body)


def _values(trial: Trial, number: int) -> tuple[dict[str, str], dict[str, str]]:
    """The values of one message by token, as they are given and as they must arrive.

    Numbers, texts and the placeholders inside of the record are its own; all else is the same for all.
    """
    given = dict(trial.values)
    texts = trials.texts()
    text = texts[number % len(texts)].text if number else trials.PLAIN_TEXT
    if BODY_TOKEN in trial.oracle.tokens:
        own = f"{text} #{number}"
        given[BODY_TOKEN] = own if trial.oracle.uncarriable(BODY_TOKEN, own) is None else f"Text {number}"
    for name in trial.template.macro_names:
        token = macro_token(name)
        if token in trial.oracle.tokens and _is_inside(trial, token):
            given[token] = str(4711000 + number) if trial.oracle.is_bare(token) else f"{given[token]}-{number}"
    digits = f"{number:03}"
    to, expected = (text[: -len(digits)] + digits for text in (trial.number.given, trial.number.expected))
    given[TO_TOKEN] = to
    return given, {**given, TO_TOKEN: expected}


def _is_inside(trial: Trial, token: str) -> bool:
    """Whether all places of a token lie in the record."""
    batch = trial.template.batch
    return batch is not None and all(place.startswith(f"{batch.key}/0/") for place in trial.oracle.places(token))


def _caught(trial: Trial, values: Sequence[Mapping[str, str]]) -> tuple[int, Received | None]:
    """The status that came back, and the request of several messages as the mock provider receives it."""
    template = trial.template
    messages = [
        BatchMessage(
            one[TO_TOKEN], one.get(BODY_TOKEN), {name: one[macro_token(name)] for name in template.macro_names}
        )
        for one in values
    ]
    variables = {variable.name: values[0][variable_token(variable.name)] for variable in template.variables}
    request = render_batch(template, messages, variables=variables)
    if template.client:
        from curl2sms.oauth import with_token

        request = with_token(request, template.client, PROBE_TOKEN)
    trial.provider.clear()
    answer = trial.provider.send(request)
    return answer.status, trial.provider.take()


def elements(text: str, at: str) -> Elements:
    """The elements of the list at a point (``json:/messages``) of a JSON text; UndecodableError where there is none."""
    decoder, start = json.JSONDecoder(), _behind_space(text, 0)
    try:
        decoder.decode(text)  # what follows takes commas on trust
        for step in tokens_of(at):
            start = _member(decoder, text, start, step)
        if text[start : start + 1] != "[":
            raise UndecodableError("the value differs")
        found, begin, end = list[str](), _behind_space(text, start + 1), start + 1
        first = begin
        while text[begin : begin + 1] != "]":
            _, end = decoder.raw_decode(text, begin)
            found.append(text[begin:end])
            begin = _behind_space(text, end)
            if text[begin : begin + 1] == ",":
                begin = _behind_space(text, begin + 1)
    except (ValueError, RecursionError) as error:
        raise UndecodableError(f"not found: {error}") from error
    return Elements(text[:first], tuple(found), text[end:])


def _member(decoder: json.JSONDecoder, text: str, start: int, step: str) -> int:
    """Where the member that a step of a pointer names begins, in the object or the array that begins at ``start``."""
    opening, number = text[start : start + 1], 0
    at = _behind_space(text, start + 1)
    while text[at : at + 1] not in ("]", "}", ""):
        name: object = str(number)
        if opening == "{":
            name, at = decoder.raw_decode(text, at)
            at = _behind_space(text, _behind_space(text, at) + 1)
        if name == step:
            return at
        _, at = decoder.raw_decode(text, at)
        at = _behind_space(text, at)
        at = _behind_space(text, at + 1) if text[at : at + 1] == "," else at
        number += 1
    raise UndecodableError(f"there is no {step}")


def _behind_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
