"""The proof of a template: what it sends, caught on loopback and judged by the oracle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from time import perf_counter

from curl2sms import secret_values
from curl2sms.errors import Curl2smsError
from curl2sms.locating import survey
from curl2sms.proving import access_token, arriving, batch, lint, misbehaviour, unescaped
from curl2sms.proving.mock import Provider
from curl2sms.proving.model import Check, Difference, Report, Verdict, noted
from curl2sms.proving.oracle import Oracle
from curl2sms.proving.preparing import Trial, prepared
from curl2sms.template.model import Template
from curl2sms.tokens import BODY_TOKEN, TO_TOKEN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from curl2sms.reading.model import Reading

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
    found, secrets = tuple(checks(trial, sample)), trial.secrets
    if sample is not None:
        secrets |= secret_values.of_sample(sample, survey(sample.request))
    return Report(template.name, found, source, perf_counter() - started, secrets)


def checks(trial: Trial, sample: Reading | None = None) -> Iterator[Check]:
    """Every check of a template, the plainest first."""
    yield Check("template", "schema", Verdict.PASS, "valid against the schema")
    yield from (noted("template", defect) for defect in trial.oracle.defects)
    yield from _lost(trial)
    yield from _probes(trial)
    yield from (plain := tuple(_plain(trial)))
    if not any(check.name == _NOT_SENT for check in plain):  # else there is nothing more to learn from sending
        yield from arriving.texts(trial, apart=any(check.verdict is Verdict.FAIL for check in plain))
        yield from arriving.numbers(trial)
        yield from _bad_days(trial)
        yield from access_token.checks(trial)
        yield from batch.checks(trial)
    yield from _beside(trial, sample)
    yield from lint.checks(trial.subject)
    yield from unescaped.checks(trial.oracle)


def _lost(trial: Trial) -> Iterator[Check]:
    """What the template says that it can't do."""
    return (Check("lost", loss.id, Verdict.WARNING, loss.says, loss.do) for loss in trial.template.lost)


def _probes(trial: Trial) -> Iterator[Check]:
    """Whose values nobody gave."""
    if trial.unset:
        message = f"used probes for variables without a value: {', '.join(trial.unset)}"
        yield Check("template", "probes", Verdict.INFO, message)


def _plain(trial: Trial) -> Iterator[Check]:
    """One request with plain values, part by part."""
    try:
        found = trial.differences()
    except Curl2smsError as error:
        yield Check("request", _NOT_SENT, Verdict.FAIL, error.note.message, error.note.do, said=error.note)
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
        if difference.place in oracle.places(token):
            return name
    return _PART_OF_LAYER.get(difference.layer or difference.place, "parameters")


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
