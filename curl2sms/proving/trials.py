"""What a template is tried with: texts, numbers, and probes for values that nobody gave."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from curl2sms.http import HttpRequest
from curl2sms.knowledge import knowledge
from curl2sms.numbers import NumberFormat
from curl2sms.oauth import with_token
from curl2sms.proving.oracle import Oracle
from curl2sms.proving.oracle.arrived import PROBE_TOKEN
from curl2sms.proving.oracle.token_request import TokenOracle
from curl2sms.records import record
from curl2sms.rendering import render
from curl2sms.template.model import Template, Variable
from curl2sms.tokens import BODY_TOKEN, TO_TOKEN, macro_token, variable_token

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

PLAIN_TEXT = "Hello from curl2sms"
PROBE_ORIGIN = "https://probe.invalid"


@record
class TrialText:
    """A text that breaks something somewhere: its name, why it is there, and whether variables are tried with it."""

    name: str
    text: str
    why: str
    everywhere: bool


@record
class TrialNumber:
    """A number as a person writes it, and as it must arrive."""

    given: str
    expected: str
    why: str


@cache
def texts() -> tuple[TrialText, ...]:
    """The torture set, ``data/torture.json``."""
    return tuple(
        TrialText(
            row["name"],
            row["text"] * row.get("times", 1) + row.get("end", ""),
            row["why"],
            row.get("everywhere", False),
        )
        for row in _data("torture")
    )


def numbers_at(oracle: Oracle) -> tuple[TrialNumber, ...]:
    """The numbers to try a template with; where its number is bare in JSON, as given means without the plus."""
    return numbers(oracle.template.recipient, bare=oracle.is_bare(TO_TOKEN))


def numbers(recipient: NumberFormat, *, bare: bool = False) -> tuple[TrialNumber, ...]:
    """Numbers with the spelling in which a recipient's format must make them arrive; the plainest first.

    The expectation is a table of its own (``data/numbers.json``) and shares nothing with what renders. ``bare``: they
    are in JSON without quotes, where no plus can.
    """
    rows = _data("numbers")
    if recipient.format == "national":
        return tuple(_national(rows["countries"].get(recipient.country), recipient))
    found = []
    for row in rows["international"]:
        given, digits = row["given"], row["digits"]
        if recipient.format == "as-given":
            mark = "+" if given.startswith("+") else "00" if given.startswith("00") else ""
            mark = "" if bare and mark == "+" else mark
        else:
            mark = {"e164": "+", "00": "00"}.get(recipient.format, "")
        found.append(TrialNumber(given, mark + digits, row["why"]))
    return tuple(found)


def _national(country: dict[str, str] | None, recipient: NumberFormat) -> list[TrialNumber]:
    """Numbers of a country as people write them, for a template that wants them without its code."""
    trunk = "0" if recipient.trunk_zero else ""
    if country is None:
        return [TrialNumber("123456789", f"{trunk}123456789", "a national number, its digits as they are")]
    code, national = country["code"], country["national"]
    found = [
        TrialNumber(f"+{code}{national}", trunk + national, "an international number of the recipient's country"),
        TrialNumber(f"00{code}{national}", trunk + national, "the international prefix 00 instead of the plus"),
        TrialNumber(national, trunk + national, "a national number as it is"),
        TrialNumber(f"+{code} {national[:3]}-{national[3:]}", trunk + national, "a space and a hyphen"),
    ]
    if prefix := country.get("trunk"):
        found.append(TrialNumber(f"{prefix} {national}", trunk + national, "a national number with its trunk prefix"))
    return found


def probe(variable: Variable, oracle: Oracle) -> str:
    """A value for a variable: its own, or one that its places can carry and that no other variable has."""
    if variable.value is not None:
        return variable.value
    if variable.kind == "url":
        return PROBE_ORIGIN
    token = variable_token(variable.name)
    if "host" in oracle.layers(token):
        return f"probe{list(oracle.tokens).index(token)}"
    return _distinct(token, variable.name, oracle)


def macro_probe(name: str, oracle: Oracle) -> str:
    """A value for a placeholder of the platform that has no example."""
    return _distinct(macro_token(name), name, oracle)


def _distinct(token: str, name: str, oracle: Oracle) -> str:
    if oracle.is_bare(token):
        return str(4711 + list(oracle.tokens).index(token))
    return f"probe-{name}"


def plain_values(oracle: Oracle) -> dict[str, str]:
    """A value for every token that breaks nothing, as it must arrive: a number, a short text, probes."""
    template = oracle.template
    values = {variable_token(v.name): probe(v, oracle) for v in template.variables}
    values |= {macro_token(m.name): macro_probe(m.name, oracle) for m in template.macros}
    return values | {TO_TOKEN: numbers_at(oracle)[0].expected, BODY_TOKEN: PLAIN_TEXT}


def plain_values_at(oracle: TokenOracle) -> dict[str, str]:
    """A value for each variable of a token request's host that is one label of it, as ``plain_values`` has them."""
    hosts = [token for token in oracle.tokens if any(value.layer == "host" for value in oracle.places(token))]
    whole = [token for token in hosts if oracle.client.token_url.startswith(token)]
    return {token: f"probe{number}" for number, token in enumerate(hosts) if token not in whole}


def rendered(template: Template, values: Mapping[str, str]) -> HttpRequest:
    """The request that a template makes of values by token, the number as a person writes it.

    Raises errors.UnfitError as ``rendering.render`` does.
    """
    named = {name: values.get(variable_token(name)) for name in (variable.name for variable in template.variables)}
    macros = {name: values.get(macro_token(name)) for name in template.macro_names}
    request = render(
        template,
        values.get(TO_TOKEN),
        values.get(BODY_TOKEN),
        variables={name: value for name, value in named.items() if value is not None},
        macros={name: value for name, value in macros.items() if value is not None},
    )
    return with_token(request, template.client, PROBE_TOKEN) if template.client else request


@cache
def _data(name: str) -> Any:
    return knowledge(name)
