"""The step of a sample that fetches its token, beside the template's: the same request, pair by pair."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from curl2sms.errors import Curl2smsError
from curl2sms.http import OAuth2
from curl2sms.proving import access_token
from curl2sms.proving.against.sample import Sample, as_received, filled, replayed_options
from curl2sms.proving.mock import Provider
from curl2sms.proving.model import Check, Difference, Verdict
from curl2sms.proving.oracle.token_request import differences_between
from curl2sms.template.model import Template
from curl2sms.unfilled_values import CLIENT_ID, CLIENT_SECRET

_OF_CLIENT = (CLIENT_ID, CLIENT_SECRET, "header:Authorization")


def checks(sample: Sample, template: Template, provider: Provider, given: Mapping[str, str]) -> Iterator[Check]:
    """What the template asks the token endpoint for, beside what the sample does; ``given`` are values by token."""
    token, client = sample.reading.token, template.client
    if client is None:
        return
    if token is None or token.call.request is None:
        message = "the template fetches a token, and the sample does not"
        yield Check("sample", "token", Verdict.FAIL, message, "Check that the template was made from this sample.")
        return
    sent, _ = replayed_options(token.call.options, sample.reading, sample.fill, provider)
    sent = sent or as_received(filled(token.call.request, sample.fill))
    try:
        own = access_token.client_with(template, given)
        got = access_token.caught(own, provider) if own else None
    except Curl2smsError as error:
        yield Check("sample", "token", Verdict.FAIL, error.note.message, error.note.do)
        return
    found = differences_between(sent, got, client.syntax) if got else []
    if token.is_open:
        found = [one for one in found if one.place not in _OF_CLIENT]
    found += _place_of_the_token(token.client, client) if _is_shown(sample) else []
    message = "" if found else "the template asks for a token as the sample does"
    yield Check("sample", "token", Verdict.FAIL if found else Verdict.PASS, message, differences=tuple(found))


def _is_shown(sample: Sample) -> bool:
    """Whether the sample itself shows where in the answer the token is."""
    return all(said.id != "token-place-assumed" for said in sample.reading.notes)


def _place_of_the_token(sample: OAuth2, own: OAuth2) -> list[Difference]:
    return [] if sample.token_at == own.token_at else [Difference("token_at", sample.token_at, own.token_at)]
