"""A template whose secrets are hidden, by their places; what is met of them elsewhere is hidden by value."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from urllib.parse import parse_qsl

from curl2sms import layers
from curl2sms.credentials import Credential
from curl2sms.http import HttpRequest, OAuth2, split_url
from curl2sms.locating.model import Role
from curl2sms.records import replace
from curl2sms.secret_values import Secrets
from curl2sms.shown import MASK, Mask
from curl2sms.template.model import Basic, Parameters, Template
from curl2sms.template.regions import regions
from curl2sms.tokens import replaced
from curl2sms.unfilled_values import BASIC, CLIENT_ID, CLIENT_SECRET, why_unfilled

USERNAME, PASSWORD = BASIC


def secrets(template: Template, found: Iterable[Credential]) -> tuple[Credential, ...]:
    """The credentials that the template itself holds: one that is no more than a variable is not in it.

    The user name of a Basic authentication is one of them: with many providers it is an API key.
    """
    user = template.basic.username if template.basic else ""
    user = "" if why_unfilled(user, "username", Role.CREDENTIAL) else user
    named = {one.at: one for one in (Credential(USERNAME, user), *found)}
    return tuple(one for one in named.values() if replaced(one.value, lambda _: "", template.macro_names).strip())


def elsewhere(request: HttpRequest, found: Iterable[Credential], secrets: Secrets) -> Mask:
    """What hides secrets wherever they are met, except those that the host's name shows anyway (a trial key)."""
    host = split_url(request.url).authority.lower()
    values = secrets.values | {one.value for one in found}
    return Secrets(frozenset(value for value in values if value.lower() not in host)).mask()


def masked(template: Template, request: HttpRequest, found: Iterable[Credential]) -> Template:
    """The template with ``***`` for each of its credentials. ``request`` is its own, unrendered."""
    found = tuple(found)
    style = layers.Style(template.parameters.space, template.charset)
    places = {
        one.field: [layers.Edit(len(one.before), len(one.field.value), MASK)] for one in found if one.field is not None
    }
    hidden = layers.insert(request, places, style)
    scheme = request.url.removesuffix(template.endpoint)  # where a variable means the whole origin
    return replace(
        template,
        endpoint=hidden.url.removeprefix(scheme),
        authentication=_authentication(template.authentication, {one.at for one in found}),
        headers=tuple(
            replace(pair, value=value) for pair, (_, value) in zip(template.headers, hidden.headers, strict=False)
        ),
        parameters=_parameters(template, hidden, {one.at for one in found}),
    )


def _authentication(given: Basic | OAuth2 | None, places: Collection[str]) -> Basic | OAuth2 | None:
    if isinstance(given, OAuth2):
        return replace(
            given,
            client_id=MASK if CLIENT_ID in places else given.client_id,
            client_secret=MASK if CLIENT_SECRET in places else given.client_secret,
        )
    if given is None:
        return None
    return Basic(
        username=MASK if USERNAME in places else given.username,
        password=MASK if PASSWORD in places else given.password,
    )


def _parameters(template: Template, hidden: HttpRequest, places: Collection[str]) -> Parameters:
    parameters = template.parameters
    if parameters.type == "raw":
        return replace(parameters, body=layers.body_text(hidden))
    if parameters.type == "form" and parameters.pairs:
        pairs = parse_qsl(layers.body_text(hidden), keep_blank_values=True, encoding=template.charset)
        values = (replace(pair, value=value) for pair, (_, value) in zip(parameters.pairs, pairs, strict=True))
        return replace(parameters, pairs=tuple(values))
    if parameters.type == "multipart":
        named = zip(parameters.pairs, regions(template).pairs, strict=True)
        values = (replace(pair, value=MASK) if str(at.place) in places else pair for pair, (_, at) in named)
        return replace(parameters, pairs=tuple(values))
    return parameters
