"""The proof of a template: what it sends, caught on loopback and judged by the oracle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

from curl2sms import wire
from curl2sms.errors import Curl2smsError, UnfitError
from curl2sms.http import HttpRequest
from curl2sms.proving import lint, misbehaviour, trials
from curl2sms.proving import oracle as oracles
from curl2sms.proving.mock import Provider
from curl2sms.proving.model import Check, Difference, Report, Verdict
from curl2sms.proving.oracle import Oracle
from curl2sms.render import render
from curl2sms.template.model import Template
from curl2sms.tokens import BODY, TO

if TYPE_CHECKING:
    from curl2sms.reading.model import Reading

_TIMEOUT = (2.0, 5.0)  # seconds; the provider is on this machine
_TO, _BODY = f"$${TO}", f"$${BODY}"

_DEFECTS = {
    "charset": (
        "The template's charset is not the one that its Content-Type states: {detail}.",
        "Set `charset` to what the Content-Type says, or state it there.",
    ),
    "syntax": (
        "The body is not of the syntax that the template states: {detail}.",
        "Set `parameters.syntax` to the body's own, or mend the body: texts are escaped by it.",
    ),
    "lenient": (
        "The body is JSON only to a lenient reader: {detail}.",
        "Write it as strict JSON, unless the provider's documentation has it so.",
    ),
    "document": (
        "A value under `documents` is not of its syntax: {detail}.",
        "Mend the value, or take it from the list.",
    ),
    "untold-document": (
        "The value at {at} is {detail}, and `documents` does not say so: texts in it are not escaped.",
        'Add {{"at": "{at}", "syntax": "{detail}"}} to `documents`.',
    ),
}


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
    trial = _prepared(template, provider, variables or {}, macros or {})
    subject = lint.Subject(template, trial.oracle)
    checks = (
        Check("template", "schema", Verdict.PASS, "valid against the schema"),
        *_defects(trial.oracle),
        *_probes(template, variables or {}, macros or {}),
        *_plain(trial),
        *_texts(trial),
        *_numbers(trial),
        *_bad_days(trial),
        *_beside(trial, sample),
        *lint.checks(subject),
    )
    return Report(template.name, checks, source, perf_counter() - started, _secrets(trial, subject))


@dataclass(frozen=True, slots=True)
class _Trial:
    """A template with everything that is needed to try it: values for all but the number and the text."""

    template: Template
    provider: Provider
    oracle: Oracle
    variables: Mapping[str, str]
    macros: Mapping[str, str]
    number: trials.Number

    def rendered(self) -> HttpRequest:
        """The request with plain values."""
        body = self.macros.get(BODY, trials.PLAIN_TEXT)
        return render(self.template, self.number.given, body, variables=self.variables, macros=self.macros)

    def differences(self, token: str = "", text: str = "", number: trials.Number | None = None) -> list[Difference]:
        """What goes wrong with one text at one token, plain values elsewhere."""
        number = number or self.number
        variables, macros = dict(self.variables), {BODY: trials.PLAIN_TEXT, **self.macros}
        if token.startswith("${"):
            variables[token[2:-1]] = text
        elif token:
            macros[token[2:]] = text
        body = macros.pop(BODY)
        request = render(self.template, number.given, body, variables=variables, macros=macros)
        self.provider.clear()
        wire.send(request, timeout=_TIMEOUT, connect_to=self.provider.address)
        received = self.provider.take()
        if received is None:
            return [Difference("requests", "1", "another number of them")]
        values = {f"${{{name}}}": value for name, value in variables.items()}
        values |= {f"$${name}": value for name, value in macros.items()}
        values |= {_TO: number.expected, _BODY: body}
        return self.oracle.differences(received, values)


def _prepared(
    template: Template, provider: Provider, variables: Mapping[str, str], macros: Mapping[str, str]
) -> _Trial:
    origin = next((variables.get(v.name, v.value or "") for v in template.variables if v.kind == "url"), "")
    oracle = oracles.expectation(template, origin.removesuffix("/") or trials.PROBE_ORIGIN)
    return _Trial(
        template,
        provider,
        oracle,
        {v.name: trials.probe(v, oracle) for v in template.variables} | dict(variables),
        {m.name: m.example or trials.macro_probe(m.name, oracle) for m in template.macros} | dict(macros),
        trials.numbers(template.recipient)[0],
    )


def _defects(oracle: Oracle) -> Iterator[Check]:
    """What is wrong with the template before anything is sent."""
    for defect in oracle.defects:
        message, do = _DEFECTS[defect.id]
        fields = {"at": defect.at, "detail": defect.detail}
        verdict = Verdict.WARNING if defect.id == "lenient" else Verdict.FAIL
        yield Check("template", defect.id, verdict, message.format(**fields), do.format(**fields), defect.at)


def _probes(template: Template, variables: Mapping[str, str], macros: Mapping[str, str]) -> Iterator[Check]:
    unset = [v.name for v in template.variables if v.value is None and v.name not in variables]
    unset += [f"$${m.name}" for m in template.macros if m.example is None and m.name not in macros]
    if unset:
        yield Check("template", "probes", Verdict.PASS, f"no value was given for {', '.join(unset)}: probes stand in")


def _plain(trial: _Trial) -> Iterator[Check]:
    """One request with plain values, part by part."""
    try:
        found = trial.differences()
    except Curl2smsError as error:
        yield Check("request", "rendered", Verdict.FAIL, error.note.message, error.note.do)
        return
    for name in _parts(trial):
        own = tuple(d for d in found if _part(trial.oracle, d.at) == name)
        yield Check("request", name, Verdict.FAIL if own else Verdict.PASS, differences=own)


def _parts(trial: _Trial) -> list[str]:
    parts = ["method", "target", "headers"]
    parts += ["credentials"] * (trial.template.authentication is not None)
    parts += ["parameters"]
    parts += ["recipient"] * (_TO in trial.oracle.tokens)
    parts += ["message"] * (_BODY in trial.oracle.tokens)
    return parts


def _part(oracle: Oracle, at: str) -> str:
    """The part of the request that a PLACE belongs to."""
    for token, name in ((_TO, "recipient"), (_BODY, "message")):
        if token in oracle.tokens and at.partition(" ")[0] in oracle.places(token):
            return name
    layer = at.partition(":")[0].partition(",")[0].partition(" ")[0]
    by_layer = {"method": "method", "host": "target", "path": "target", "query": "target"}
    return by_layer.get(layer) or {"header": "headers", "basic": "credentials"}.get(layer, "parameters")


def _texts(trial: _Trial) -> Iterator[Check]:
    """Every text at every placeholder but the number's; at variables those that are for everywhere."""
    fixed = {f"${{{v.name}}}" for v in trial.template.variables if v.value is not None or v.kind == "url"}
    for token in trial.oracle.tokens:
        if token == _TO or token in fixed or "host" in trial.oracle.places(token):
            continue
        for text in (text for text in trials.texts() if text.everywhere or not token.startswith("${")):
            yield _arrived(trial, Check("texts", text.name, Verdict.PASS, text.why, at=token), text.text)


def _numbers(trial: _Trial) -> Iterator[Check]:
    """Numbers as people write them, in the recipient's format."""
    if _TO not in trial.oracle.tokens:
        return
    for number in trials.numbers(trial.template.recipient):
        check = Check("numbers", number.given, Verdict.PASS, number.why, at=_TO)
        yield _arrived(trial, check, number.expected, number)


def _bad_days(trial: _Trial) -> Iterator[Check]:
    """What the template's `response` makes of a provider's bad days."""
    try:
        request = trial.rendered()
    except Curl2smsError:  # said where the plain request was tried
        return
    yield from misbehaviour.checks(trial.template, request, trial.provider)


def _beside(trial: _Trial, sample: Reading | None) -> Iterator[Check]:
    """The template beside its sample, where there is one."""
    if sample is None:
        return
    from curl2sms.proving import against  # it knows all of curl, which a template alone does not need

    yield from against.checks(trial.template, sample, trial.oracle, trial.provider, trial.variables)


def _secrets(trial: _Trial, subject: lint.Subject) -> tuple[str, ...]:
    """The values that no report may show: the template's credentials, and the values of secret variables."""
    given = (trial.variables[v.name] for v in trial.template.variables if v.secret)
    return tuple(sorted({secret for secret in (*subject.secrets(), *given) if secret}))


def _arrived(trial: _Trial, check: Check, text: str, number: trials.Number | None = None) -> Check:
    """The check with its verdict: did the text arrive, or was one that can't be carried refused?"""
    reason = trial.oracle.uncarriable(check.at, text)
    try:
        found = trial.differences("" if number else check.at, text, number)
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
