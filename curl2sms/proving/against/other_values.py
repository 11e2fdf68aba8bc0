"""Other texts and numbers, put into the sample's own request by its own layers: does the template send the same?

One text of the sample can't show every encoding around it: ``Hello`` is the same in a form, in JSON and percent-encoded
once more. So the structure is taken from the sample alone, and the template must send every text as it demands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from curl2sms.errors import Curl2smsError, UnfitError
from curl2sms.http import stand_in
from curl2sms.proving import oracle as oracles
from curl2sms.proving import trials
from curl2sms.proving.against.sample import Sample, as_received
from curl2sms.proving.model import Check, Difference, Verdict, listed
from curl2sms.proving.oracle import Oracle
from curl2sms.proving.oracle.arrived import IMPLIED
from curl2sms.records import record, replace
from curl2sms.template import build
from curl2sms.template.model import Template, Variable
from curl2sms.tokens import BODY_TOKEN, TO_TOKEN, macro_token, variable_token


@record
class Both:
    """A template, the sample's own structure, and plain values for the tokens of either.

    ``own`` is the oracle of what the sample's request itself shows; ``own_values`` are by its tokens, each as it must
    arrive, ``values`` by the template's, the number as a person writes it.
    """

    template: Template
    oracle: Oracle
    own: Oracle
    values: Mapping[str, str]
    own_values: Mapping[str, str]

    def differences(self, token: str, given: str, expected: str) -> list[Difference]:
        """What the template sends otherwise than the sample's structure demands, with one value at a token."""
        if self.own.uncarriable(token, expected):
            return []
        try:
            request = trials.rendered(self.template, {**self.values, token: given})
        except UnfitError as error:
            return [Difference(place, expected, error.note.message) for place in self.own.places(token)]
        return self.own.differences(as_received(request), {**self.own_values, token: expected})


def checks(sample: Sample, template: Template, oracle: Oracle, values: Mapping[str, str]) -> Iterator[Check]:
    """One check for the texts, one for the numbers; ``values`` are the sample's own, by the template's tokens."""
    try:
        both = _both(sample, template, oracle, values)
    except Curl2smsError as error:  # then only its own values were compared
        message = f"only the sample's own values were compared, because no template can hold it: {error.note.message}"
        yield Check("sample", "other-values", Verdict.SKIPPED, message, error.note.do)
        return
    every = (
        (BODY_TOKEN, "texts", [(text.name, text.text, text.text) for text in trials.texts()]),
        (TO_TOKEN, "numbers", [(one.given, one.given, one.expected) for one in trials.numbers_at(oracle)]),
    )
    if fixed := [token for token, *_ in every if token not in oracle.tokens]:
        yield from (_fixed(token, both.own) for token in fixed)
        return
    for token, name, tried in every:
        yield (check := _check(both, token, name, tried))
        if check.verdict is Verdict.FAIL:  # the number's request holds a text too
            return


def _fixed(token: str, own: Oracle) -> Check:
    """The check of a template that sends the sample's own number or text with every message."""
    message = f"the template sends the sample's own value at {', '.join(own.places(token))}, and has no {token} there"
    return Check("sample", "fixed", Verdict.FAIL, message, f"Write {token} there.", at=token)


def _check(both: Both, token: str, name: str, tried: Sequence[tuple[str, str, str]]) -> Check:
    failed = {tried_name: found for tried_name, given, sent in tried if (found := both.differences(token, given, sent))}
    if not failed:
        message = f"{len(tried)} {name}, put into the sample's own request, are what the template sends"
        return Check("sample", name, Verdict.PASS, message, at=token)
    message = f"{len(failed)} of {len(tried)} {name}, put into the sample's own request, are sent differently"
    do = "Correct `parameters` and `documents`: the encodings around a placeholder must be those of the sample."
    differences = tuple(next(iter(failed.values())))
    return Check("sample", name, Verdict.FAIL, f"{message}: {listed(list(failed))}", do, token, differences)


def _both(sample: Sample, template: Template, oracle: Oracle, values: Mapping[str, str]) -> Both:
    """Raises errors.Curl2smsError where no template can hold the sample."""
    variables = [Variable(variable.name, kind=variable.kind) for variable in sample.reading.variables]
    own = build(sample.surveyed, name=template.name, variables=variables)
    # How a space is written was compared already, where the sample shows one.
    own = replace(own, parameters=replace(own.parameters, space=template.parameters.space))
    own = _as_implied(own, template)
    filled = {v.name: sample.fill(stand_in(v.name)) if v.value is None else v.value for v in own.variables}
    origin = next((filled[v.name] for v in own.variables if v.kind == "url"), trials.PROBE_ORIGIN)
    own_values = {variable_token(name): value for name, value in filled.items()}
    own_values |= {macro_token(name): macro_token(name) for name in own.macro_names}
    number = trials.numbers_at(oracle)[0]
    return Both(
        template=template,
        oracle=oracle,
        own=oracles.expectation(own, origin),
        values={**values, TO_TOKEN: number.given, BODY_TOKEN: trials.PLAIN_TEXT},
        own_values={**own_values, TO_TOKEN: number.expected, BODY_TOKEN: trials.PLAIN_TEXT},
    )


def _as_implied(own: Template, template: Template) -> Template:
    """Return the sample's template without the Content-Type that a form implies, where the other leaves it out."""
    implied = IMPLIED.get(own.parameters.type)
    if implied is None or own.header("Content-Type") != implied or template.header("Content-Type") is not None:
        return own
    return replace(own, headers=tuple(one for one in own.headers if one.key.lower() != "content-type"))
