"""The secrets of a request, by role: to count them, to mask them, to lift them into variables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from curl2sms import layers
from curl2sms.http import OPEN, HttpRequest, stand_in
from curl2sms.layers import Place
from curl2sms.locating.model import Judged, Role, Survey
from curl2sms.locating.words import concepts_of
from curl2sms.patterns import regex
from curl2sms.records import record, replace
from curl2sms.unfilled_values import BASIC, CLIENT_ID, CLIENT_SECRET, why_unfilled

# An Authorization header's scheme is no secret: RFC 9110 11.4.
_SCHEME = regex(r"(?P<scheme>[A-Za-z][\w-]*[ =:]+)(?P<secret>\S.*)", re.S)


@record
class Credential:
    """A secret and its place. ``value`` is the secret alone; ``before`` is what is in front of it (``Bearer ``).

    ``field`` is None for Basic authentication. ``is_name`` marks the name of an account beside its secret: it is
    hidden from people as the secret is, but may stay in a file that is shared.
    """

    at: str
    value: str
    before: str = ""
    field: layers.Field | None = None
    is_name: bool = False


def credentials_of(request: HttpRequest, fields: Iterable[Judged]) -> tuple[Credential, ...]:
    """The secrets that a request holds: its Basic authentication, its OAuth 2.0 client's, its fields of that role.

    A value that is a variable, or is still to be filled in, is no secret of this text. Where the password of a Basic
    authentication is empty, the user name is the secret (a token); so is the name of an account where the request
    holds nothing else.
    """
    found = [one for one in _all(request, fields) if one.value and not _is_to_fill(one)]
    if all(one.is_name for one in found):
        found = [replace(one, is_name=False) for one in found]
    return tuple(one for one in found if OPEN not in one.value)


def _all(request: HttpRequest, fields: Iterable[Judged]) -> Iterator[Credential]:
    if request.basic is not None:
        user, password = request.basic
        yield Credential(BASIC[0], user, is_name=bool(password))
        yield Credential(BASIC[1], password)
    if request.client is not None:
        yield Credential(CLIENT_ID, request.client.client_id, is_name=True)
        yield Credential(CLIENT_SECRET, request.client.client_secret)
    for judged in fields:
        if judged.role is not Role.CREDENTIAL:
            continue
        field = judged.field
        header = field.place.steps[0].layer == "header" and len(field.place.steps) == 1
        match = _SCHEME.fullmatch(field.value) if header else None
        before, value = (match["scheme"], match["secret"]) if match else ("", field.value)
        yield Credential(str(field.place), value, before, field, is_name=judged.is_account)


def _is_to_fill(one: Credential) -> bool:
    name = one.field.place.step.own if one.field else one.at.partition(":")[2]
    return why_unfilled(one.value, name, Role.CREDENTIAL) != ""


def lift(survey: Survey, provider: str) -> tuple[HttpRequest, dict[str, str]]:
    """The request with its secrets made variables, and what they were: variable name -> secret.

    The same secret in two places becomes one variable.
    """
    request = survey.request
    names: dict[str, str] = {}
    writes: dict[layers.Field, str] = {}
    for found in credentials_of(request, survey.fields):
        if found.is_name:
            continue
        name = names.setdefault(found.value, _variable_name(provider, found, set(names.values())))
        if found.field is not None:
            writes[found.field] = found.before + stand_in(name)
        elif found.at == CLIENT_SECRET and request.client is not None:
            request = replace(request, client=replace(request.client, client_secret=stand_in(name)))
        elif request.basic is not None:
            user, password = request.basic
            basic = (stand_in(name), password) if found.at == BASIC[0] else (user, stand_in(name))
            request = replace(request, basic=basic)
    return layers.write(request, writes, layers.Style()), {name: secret for secret, name in names.items()}


def _variable_name(provider: str, found: Credential, taken: set[str]) -> str:
    """``PLIVO_PASSWORD``, ``MSG91_AUTHKEY``: what the provider's own name for the place suggests."""
    own = found.at.rpartition(":")[2] if found.field is None else _name_in_place(found.field.place)
    words = re.findall(r"[A-Za-z0-9]+", f"{provider}_{own}")
    name = "_".join(words).upper()
    if not name or name[0].isdigit():
        name = f"SMS_{name}"
    number = 2
    while name in taken:
        name = f"{name.rstrip('0123456789_')}_{number}"
        number += 1
    return name


def _name_in_place(place: Place) -> str:
    """What a place calls its value: within a document by its own name, else by all of it, as in ``auth[key]``."""
    named = next((step for step in reversed(place.steps) if step.name), place.step)
    around = len(named.container.parts) if named.layer in ("json", "xml") else 0
    return "_".join(part.name or part.text for part in named.parts[around:]) or named.layer


# A name and what is given to it, as samples and templates write it: key=value, "key": "value", Key: value, -u value.
# The name begins with the first letter of a word. Each word is tried once, because what follows is the same for all
# of its letters.
_GIVEN = regex(
    r"""(?<![\w.\[\]-])(?:(?![A-Za-z])[\w.\[\]-])*+(?P<name>[A-Za-z][\w.\[\]-]*+)"""
    r"""["']?\s*[:=]\s*["']?(?P<value>[^\s"'&,;}<?=]{3,})""",
    only_with=":=",
)
_KEY_AND_VALUE = regex(
    r""""key"\s*:\s*"(?P<name>[^"]*)"\s*,\s*"value"\s*:\s*"(?P<value>[^"]*)\"""", only_with=('"key"',)
)
_WORDS_OF_JSON = ("true", "false", "null")  # "secret": true
_ALWAYS = regex(
    r"""://(?P<userinfo>[^/\s"'@]+)@|(?:\s-u|--user)[ =]?["']?(?P<user>[^\s"']+)|"""
    r"""\b(?:Bearer|Basic|App|Token|AccessKey)\s+(?P<token>[^\s"']+)""",
    only_with=("://", "-u", "Bearer", "Basic", "App", "Token", "AccessKey"),
)


def suspected(text: str) -> set[str]:
    """The values that are where a credential would, in a text that could not be read: no excerpt shows them."""
    pairs = list(_KEY_AND_VALUE.finditer(text))
    names = {pair.start("name") for pair in pairs}  # in a template's {"key": "message", ...} no key is given away
    given = [match for match in _GIVEN.finditer(text) if match.start("value") not in names]
    found = {match["value"] for match in (*given, *pairs) if Role.CREDENTIAL in concepts_of(match["name"])}
    for match in _ALWAYS.finditer(text):
        found |= {part for group in match.groups() if group for part in (group, *group.split(":", 1))}
    return {value for value in found if value and value not in _WORDS_OF_JSON}
