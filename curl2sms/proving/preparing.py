"""A template made ready to be tried: its oracle, a value for every token, and the provider that answers."""

from __future__ import annotations

from collections.abc import Mapping

from curl2sms import secret_values
from curl2sms.errors import Curl2smsError, note
from curl2sms.http import HttpRequest
from curl2sms.proving import lint, trials
from curl2sms.proving import oracle as oracles
from curl2sms.proving.mock import Provider
from curl2sms.proving.model import Difference
from curl2sms.proving.oracle import Oracle
from curl2sms.proving.oracle.token_request import TokenOracle
from curl2sms.records import record
from curl2sms.secret_values import Secrets
from curl2sms.template.model import Template
from curl2sms.tokens import TO_TOKEN, macro_token, variable_token

_TOO_LARGE = {414, 431}  # what the mock provider's server says of a line or of headers: RFC 9110 15.5.15, RFC 6585 5


@record
class Trial:
    """A template with everything that is needed to try it.

    ``values`` are plain ones for all tokens, by token, ``number`` that of ``$$To``; ``unset`` names the variables and
    macros that nobody gave a value, so that probes are in. ``token_oracle`` is that of the request which fetches the
    message's token, None where none is.
    """

    template: Template
    provider: Provider
    oracle: Oracle
    token_oracle: TokenOracle | None
    values: Mapping[str, str]
    number: trials.TrialNumber
    unset: tuple[str, ...]
    subject: lint.Subject

    @property
    def secrets(self) -> Secrets:
        """What no report may show: the secrets of the template, and the values of its secret variables."""
        given = [(v.name, self.values[variable_token(v.name)]) for v in self.template.variables]
        return secret_values.of_template(self.template, self.subject.survey, given)

    def rendered(self) -> HttpRequest:
        """The request with plain values."""
        return trials.rendered(self.template, self.values)

    def differences(
        self, texts: Mapping[str, str] | None = None, number: trials.TrialNumber | None = None
    ) -> list[Difference]:
        """What goes wrong with texts at tokens, plain values elsewhere."""
        number = number or self.number
        values = {**self.values, **(texts or {}), TO_TOKEN: number.given}
        request = trials.rendered(self.template, values)
        self.provider.clear()
        answer = self.provider.send(request)
        received = self.provider.take()
        if received is None and answer.status in _TOO_LARGE:
            raise Curl2smsError(note("proof-too-large"))
        if received is None:
            return [Difference("request", "1", "another number", "count")]
        return self.oracle.differences(received, values | {TO_TOKEN: number.expected})


def prepared(
    template: Template,
    provider: Provider,
    variables: Mapping[str, str] | None = None,
    macros: Mapping[str, str] | None = None,
) -> Trial:
    """A template made ready to be tried; values that are not given are probes."""
    variables, macros = variables or {}, macros or {}
    origin = next((variables.get(v.name, v.value or "") for v in template.variables if v.kind == "url"), "")
    origin = origin.removesuffix("/")
    oracle = oracles.expectation(template, origin or trials.PROBE_ORIGIN)
    number = trials.numbers_at(oracle)[0]
    examples = {macro_token(m.name): m.example for m in template.macros if m.example}
    given = {variable_token(name): value for name, value in variables.items()}
    given |= {macro_token(name): value for name, value in macros.items()}
    of_token = TokenOracle(template.client, origin or trials.PROBE_ORIGIN) if template.client else None
    plain = trials.plain_values(oracle) | (trials.plain_values_at(of_token) if of_token else {})
    return Trial(
        template=template,
        provider=provider,
        oracle=oracle,
        token_oracle=of_token,
        values=plain | examples | given | {TO_TOKEN: number.given},
        number=number,
        unset=(
            *(v.name for v in template.variables if v.value is None and v.name not in variables),
            *(macro_token(m.name) for m in template.macros if m.example is None and m.name not in macros),
        ),
        subject=lint.Subject(template, oracle),
    )
