"""A template beside its sample: what it sends with the sample's own number and text, and what the sample sends.

Then other numbers and texts: the structure of the sample's request alone says how they must arrive.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from curl2sms.errors import Curl2smsError, note
from curl2sms.http import HttpRequest
from curl2sms.numbers import NumberFormat
from curl2sms.proving import trials
from curl2sms.proving.against import other_values, specification, token_step
from curl2sms.proving.against.differences import explained
from curl2sms.proving.against.number import number_of, told
from curl2sms.proving.against.sample import Sample, as_received, sample_of
from curl2sms.proving.mock import Provider, Received
from curl2sms.proving.model import Check, Verdict, noted
from curl2sms.proving.oracle import Oracle
from curl2sms.reading.model import Reading
from curl2sms.template.model import Template
from curl2sms.tokens import TO_TOKEN, variable_token

__all__ = ["checks"]


def checks(
    template: Template, reading: Reading, oracle: Oracle, provider: Provider, given: Mapping[str, str]
) -> Iterator[Check]:
    """Compare the template with its sample: each difference is an announced change, or a failure.

    ``given`` are values by token: those of the template's variables are in the sample too.
    """
    sample, replayed = sample_of(reading, template, oracle, provider, given)
    yield replayed
    yield from token_step.checks(sample, template, provider, given)
    values = _values(sample, oracle, given)
    if lacking := [token for token in oracle.tokens if token not in values]:
        yield from (_lacking(token, oracle) for token in lacking)
        return
    number = number_of(sample, template, oracle, values[TO_TOKEN]) if TO_TOKEN in values else None
    if number is not None:
        yield from told(number, sample, oracle)
        values[TO_TOKEN] = number.given
    try:
        request = trials.rendered(template, {**given, **values})
    except Curl2smsError as error:
        yield _not_rendered(error)
        return
    found = explained(sample, request, _caught(request, provider), oracle, number)
    yield from found.checks(sample)
    yield from specification.checks(sample, request, has_token=template.client is not None)
    if not found.unexplained:  # else every other value would show the same differences
        yield from other_values.checks(sample, template, oracle, {**given, **values})
    yield from _form_of_the_number(template.recipient, sample.surveyed.number_format)


def _values(sample: Sample, oracle: Oracle, given: Mapping[str, str]) -> dict[str, str]:
    """What the sample has where the template's tokens are, by token; the variables that both have, as given."""
    shared = [variable_token(variable.name) for variable in sample.reading.variables]
    return oracle.read(as_received(sample.mended)) | {token: given[token] for token in shared if token in given}


def _lacking(token: str, oracle: Oracle) -> Check:
    """The check of a token that the sample has no value for."""
    places = ", ".join(oracle.places(token))
    message = f"the sample has no value at {token}" + (f": {places}" if places else "")
    do = "Check that the template was made from this sample."
    return Check("sample", "value", Verdict.FAIL, message, do, at=token)


def _not_rendered(error: Curl2smsError) -> Check:
    """The check of a sample whose values the template can't send."""
    message = f"the sample's own number and text can't be sent: {error.note.message}"
    return Check("sample", "rendered", Verdict.FAIL, message, error.note.do)


def _caught(request: HttpRequest, provider: Provider) -> Received:
    """A request as the mock provider receives it."""
    provider.clear()
    provider.send(request)
    return provider.take() or as_received(request)


def _form_of_the_number(own: NumberFormat, read: NumberFormat) -> Iterator[Check]:
    """One number of the sample can't show every difference of form: as given, and digits, write some alike."""
    if read.format != "as-given" and _form(own) != _form(read):
        yield noted("sample", note("sample-other-form", sample=_form(read), template=_form(own)))


def _form(recipient: NumberFormat) -> str:
    """A form of numbers as the template names it: ``national of IN, with a 0 in front``."""
    country = f" of {recipient.country}" if recipient.country else ""
    trunk = ", with a 0 in front" if recipient.trunk_zero else ""
    return f"{recipient.format}{country}{trunk}"
