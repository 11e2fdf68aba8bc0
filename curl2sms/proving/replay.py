"""The proof of a template: what it sends, caught on loopback and judged by the oracle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from time import perf_counter
from typing import TYPE_CHECKING

from curl2sms import wire
from curl2sms.errors import Curl2smsError, UnfitError, note
from curl2sms.http import HttpRequest
from curl2sms.proving import lint, misbehaviour, trials
from curl2sms.proving import oracle as oracles
from curl2sms.proving.mock import TIMEOUT, Provider
from curl2sms.proving.model import Check, Difference, Report, Verdict, noted
from curl2sms.proving.oracle import Oracle
from curl2sms.records import record
from curl2sms.template.model import Template
from curl2sms.tokens import BODY_TOKEN, TO_TOKEN, macro_token, variable_token

if TYPE_CHECKING:
    from curl2sms.reading.model import Reading

_TOO_LARGE = {414, 431}  # what the mock provider's server says of a line or of headers: RFC 9110 15.5.15, RFC 6585 5
# The part of the request that a layer of it belongs to; all others are of the parameters.
_PART_OF_LAYER = {
    "method": "method",
    "host": "target",
    "path": "target",
    "query": "target",
    "header": "headers",
    "authentication": "credentials",
}
_NOT_SENT = "rendered"  # the check that fails where a request with plain values can't be made, or not be received


def verify(
    template: Template,
    provider: Provider,
    *,
    variables: Mapping[str, str] | None = None,
    macros: Mapping[str, str] | None = None,
    source: str = "",
    sample: Reading | None = None,
) -> Report:
    """Prove a template, loaded and so valid against its schema, by replay on a mock provider.

    ``variables`` and ``macros`` are the values to use; the others are filled with probes, and the report says so.
    ``sample`` is the command that the template was made from: the two are then compared.
    Nothing leaves the machine: whatever host the template names, its requests go to ``provider``.
    """
    started = perf_counter()
    trial = prepared(template, provider, variables, macros)
    found = tuple(checks(trial, sample))
    return Report(template.name, found, source, perf_counter() - started, trial.secrets)


def checks(trial: Trial, sample: Reading | None = None) -> Iterator[Check]:
    """Every check of a template, the plainest first."""
    yield Check("template", "schema", Verdict.PASS, "valid against the schema")
    yield from (noted("template", defect) for defect in trial.oracle.defects)
    yield from _probes(trial)
    yield from (plain := tuple(_plain(trial)))
    if not any(check.name == _NOT_SENT for check in plain):  # else there is nothing more to learn from sending
        yield from _texts(trial, apart=any(check.verdict is Verdict.FAIL for check in plain))
        yield from _numbers(trial)
        yield from _bad_days(trial)
    yield from _beside(trial, sample)
    yield from lint.checks(trial.subject)


@record
class Trial:
    """A template with everything that is needed to try it.

    ``values`` are plain ones for all tokens, by token, ``number`` that of ``$$To``; ``unset`` names the variables and
    macros that nobody gave a value, so that probes stand in.
    """

    template: Template
    provider: Provider
    oracle: Oracle
    values: Mapping[str, str]
    number: trials.Number
    unset: tuple[str, ...]
    subject: lint.Subject

    @property
    def secrets(self) -> tuple[str, ...]:
        """The values that no report may show: the template's credentials, and the values of secret variables."""
        given = (self.values[variable_token(v.name)] for v in self.template.variables if v.secret)
        return tuple(sorted({secret for secret in (*self.subject.secrets(), *given) if secret}))

    def rendered(self) -> HttpRequest:
        """The request with plain values."""
        return trials.rendered(self.template, self.values)

    def differences(
        self, texts: Mapping[str, str] | None = None, number: trials.Number | None = None
    ) -> list[Difference]:
        """What goes wrong with texts at tokens, plain values elsewhere."""
        number = number or self.number
        values = {**self.values, **(texts or {}), TO_TOKEN: number.given}
        request = trials.rendered(self.template, values)
        self.provider.clear()
        answer = wire.send(request, timeout=TIMEOUT, connect_to=self.provider.address)
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
    oracle = oracles.expectation(template, origin.removesuffix("/") or trials.PROBE_ORIGIN)
    number = trials.numbers_at(oracle)[0]
    examples = {macro_token(m.name): m.example for m in template.macros if m.example}
    given = {variable_token(name): value for name, value in variables.items()}
    given |= {macro_token(name): value for name, value in macros.items()}
    return Trial(
        template=template,
        provider=provider,
        oracle=oracle,
        values=trials.plain_values(oracle) | examples | given | {TO_TOKEN: number.given},
        number=number,
        unset=(
            *(v.name for v in template.variables if v.value is None and v.name not in variables),
            *(macro_token(m.name) for m in template.macros if m.example is None and m.name not in macros),
        ),
        subject=lint.Subject(template, oracle),
    )


def _probes(trial: Trial) -> Iterator[Check]:
    if trial.unset:
        message = f"no value was given for {', '.join(trial.unset)}: probes stand in"
        yield Check("template", "probes", Verdict.PASS, message)


def _plain(trial: Trial) -> Iterator[Check]:
    """One request with plain values, part by part."""
    try:
        found = trial.differences()
    except Curl2smsError as error:
        yield Check("request", _NOT_SENT, Verdict.FAIL, error.note.message, error.note.do)
        return
    for name in _parts(trial):
        own = tuple(difference for difference in found if _part(trial.oracle, difference) == name)
        yield Check("request", name, Verdict.FAIL if own else Verdict.PASS, differences=own)


def _parts(trial: Trial) -> list[str]:
    """The parts of the request that this template has something to say of, the plainest first."""
    there = {
        "credentials": trial.template.authentication is not None,
        "recipient": TO_TOKEN in trial.oracle.tokens,
        "message": BODY_TOKEN in trial.oracle.tokens,
    }
    parts = ("method", "target", "headers", "credentials", "parameters", "recipient", "message")
    return [part for part in parts if there.get(part, True)]


def _part(oracle: Oracle, difference: Difference) -> str:
    """The part of the request that a difference belongs to."""
    for token, name in ((TO_TOKEN, "recipient"), (BODY_TOKEN, "message")):
        if token in oracle.tokens and difference.place in oracle.places(token):
            return name
    return _PART_OF_LAYER.get(difference.layer or difference.place, "parameters")


def _texts(trial: Trial, *, apart: bool) -> Iterator[Check]:
    """Every text at every placeholder but the number's; at variables those that are for everywhere.

    ``apart``: each in a request of its own, for together they would all fail.
    """
    fixed = {variable_token(v.name) for v in trial.template.variables if v.value is not None or v.kind == "url"}
    left = fixed | {TO_TOKEN}
    tokens = [one for one in trial.oracle.tokens if one not in left and "host" not in trial.oracle.places(one)]
    at_variables = _at_variables(trial, [token for token in tokens if token.startswith("${")], apart=apart)
    for token in tokens:
        if token in at_variables:
            yield from at_variables[token]
        else:
            yield from (_arrived(trial, _of(token, text), text.text) for text in trials.texts())


def _at_variables(trial: Trial, tokens: Sequence[str], *, apart: bool) -> dict[str, list[Check]]:
    """What came of each text at each variable, the variables of one request filled in all at once.

    A request of its own for each text at each variable would take time that grows with the square of their number.
    There are as many rounds as texts; in a round each variable has another text than its neighbours.
    """
    texts = [text for text in trials.texts() if text.everywhere]
    found: dict[tuple[str, str], Check] = {}
    for turn in range(len(texts)):
        chosen = ((token, texts[(turn + number) % len(texts)]) for number, token in enumerate(tokens))
        tries = [(_of(token, text), text.text) for token, text in chosen]
        alone = [apart or bool(trial.oracle.uncarriable(check.at, text)) for check, text in tries]
        together = [one for one, is_alone in zip(tries, alone, strict=True) if not is_alone]
        for check in _arrived_together(trial, together):
            found[check.at, check.name] = check
        for check, text in (one for one, is_alone in zip(tries, alone, strict=True) if is_alone):
            found[check.at, check.name] = _arrived(trial, check, text)
    return {token: [found[token, text.name] for text in texts] for token in tokens}


def _arrived_together(trial: Trial, tries: Sequence[tuple[Check, str]]) -> Iterator[Check]:
    """The checks with their verdicts, by one request; where that goes wrong by one for each half, and so on."""
    if len(tries) < 2:
        yield from (_arrived(trial, check, text) for check, text in tries)
    elif _all_arrived(trial, {check.at: text for check, text in tries}):
        yield from (check for check, _ in tries)
    else:
        half = len(tries) // 2
        yield from _arrived_together(trial, tries[:half])
        yield from _arrived_together(trial, tries[half:])


def _all_arrived(trial: Trial, texts: Mapping[str, str]) -> bool:
    try:
        return not trial.differences(texts)
    except Curl2smsError:
        return False


def _of(token: str, text: trials.Text) -> Check:
    return Check("texts", text.name, Verdict.PASS, text.why, at=token)


def _numbers(trial: Trial) -> Iterator[Check]:
    """Numbers as people write them, in the recipient's format."""
    if TO_TOKEN not in trial.oracle.tokens:
        return
    for number in trials.numbers_at(trial.oracle):
        check = Check("numbers", number.given, Verdict.PASS, number.why, at=TO_TOKEN)
        yield _arrived(trial, check, number.expected, number)


def _bad_days(trial: Trial) -> Iterator[Check]:
    """What the template's `response` makes of a provider's bad days."""
    try:
        request = trial.rendered()
    except Curl2smsError:  # said where the plain request was tried
        return
    yield from misbehaviour.checks(trial.template, request, trial.provider)


def _beside(trial: Trial, sample: Reading | None) -> Iterator[Check]:
    """The template beside its sample, where there is one."""
    if sample is None:
        return
    from curl2sms.proving import against  # it knows all of curl, which a template alone does not need

    yield from against.checks(trial.template, sample, trial.oracle, trial.provider, trial.values)


def _arrived(trial: Trial, check: Check, text: str, number: trials.Number | None = None) -> Check:
    """The check with its verdict: did the text arrive, or was one that can't be carried refused?"""
    reason = trial.oracle.uncarriable(check.at, text)
    try:
        found = trial.differences({} if number else {check.at: text}, number)
    except UnfitError as error:
        if reason:
            return _judged(check, Verdict.PASS, f"refused, and rightly so: {reason}")
        return _judged(check, Verdict.FAIL, f"refused, although its place can carry it: {error.note.message}")
    except Curl2smsError as error:
        return _judged(check, Verdict.FAIL, error.note.message, error.note.do)
    if found:
        return _judged(check, Verdict.FAIL, check.message, differences=tuple(found))
    return check


def _judged(
    check: Check, verdict: Verdict, message: str, do: str = "", differences: tuple[Difference, ...] = ()
) -> Check:
    return Check(check.group, check.name, verdict, message, do, check.at, differences)
