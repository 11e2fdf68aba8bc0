"""What can be told of a template by looking: every finding with a way out. Nothing is sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from fnmatch import fnmatchcase
from functools import cached_property

from curl2sms import platforms
from curl2sms.errors import note
from curl2sms.http import HttpRequest, split_url
from curl2sms.locating import Role, Survey, survey
from curl2sms.locating.catalog import entry_for
from curl2sms.locating.model import Judged
from curl2sms.locating.placeholders import near
from curl2sms.patterns import regex
from curl2sms.proving.model import Check, Verdict, noted
from curl2sms.proving.oracle import Oracle
from curl2sms.records import replace
from curl2sms.rendering import unrendered
from curl2sms.template.model import Template
from curl2sms.tokens import BODY, BODY_TOKEN, MESSAGE_ID, SPELT_AS_MACRO, TO, TO_TOKEN, cut, macro_token, variable_token
from curl2sms.unfilled_values import CLIENT_URL, HOST, PORT, Unfilled, unfilled_in

# What the survey of a template's values says, and a person must know before the first message is paid for.
_TOLD = {
    "schedule-kept",
    "test-flag-kept",
    "reference-kept",
    "number-kept",
    "encoding-declared",
    "encoding-narrow",
    "encoding-hexadecimal",
    "media-type-contradicts",
    "recipient-kept",
    "group-kept",
    "header-repeated",
    "person-kept",
    "signature-kept",
    "channel-other",
}
_AUTHORITY = regex(r"(?P<host>\[[0-9A-Fa-f:.]+(?:%25\w+)?\]|[^:\[\]]+)(?::(?P<port>[0-9]{0,5}))?")  # RFC 3986 3.2
_NEARLY_A_VARIABLE = regex(r"\$\{[^{}$]+\}")
_LABEL = regex(r"(?!-)[\w-]{1,63}(?<!-)")  # of any script, as browsers take them (UTS 46)
_PLATFORM = "clevertap"
_NEAR = 0.85  # how like a documented name another must be, by difflib: a letter more, less or in another place


@dataclass(frozen=True)
class Subject:
    """A template with what is known about it."""

    template: Template
    oracle: Oracle

    @cached_property
    def request(self) -> HttpRequest:
        """The template's request, tokens still in it."""
        return unrendered(self.template)

    @cached_property
    def survey(self) -> Survey:
        """Its values with their roles, and what there is to say of them."""
        return survey(self.request)

    @cached_property
    def unfilled(self) -> tuple[Unfilled, ...]:
        """What is still to be filled in."""
        return unfilled_in(self.request, self.survey.fields)

    @property
    def credentials(self) -> Iterator[Judged]:
        """The fields that hold credentials, written out or as a variable."""
        return (judged for judged in self.survey.fields if judged.role is Role.CREDENTIAL)

    @property
    def texts(self) -> Iterator[tuple[str, str]]:
        """Every text of the template, with what it is."""
        yield "endpoint", self.template.endpoint
        for pair in self.template.headers:
            yield f"header:{pair.key}", pair.value
        for pair in self.template.parameters.pairs:
            yield f"{self.template.parameters.type}:{pair.key}", pair.value
        yield "body", self.template.parameters.body or ""


def checks(subject: Subject) -> Iterator[Check]:
    """Every finding of every rule; a single pass where there is none."""
    found = [check for rule in _RULES for check in rule(subject)]
    yield from found or [Check("lint", "lint", Verdict.PASS, "no issues")]


def _finding(note_id: str, at: str = "", group: str = "lint", **values: object) -> Check:
    """A finding in the words of the table, about a PLACE, a placeholder or a part of the template."""
    return noted(group, note(note_id, at=at, **values))


def _roles(subject: Subject) -> Iterator[Check]:
    """Constants that will bite."""
    for said in subject.survey.notes:
        if said.id in _TOLD:
            yield replace(noted("lint", said), verdict=Verdict.WARNING)


def _unfilled(subject: Subject) -> Iterator[Check]:
    """Values that are still to be filled in."""
    return (noted("lint", one.note()) for one in subject.unfilled)


def _in_the_clear(subject: Subject) -> Iterator[Check]:
    places = [str(one.field.place) for one in subject.credentials]
    if subject.template.authentication:
        places.insert(0, "authentication")
    if places and split_url(subject.template.endpoint).scheme.lower() == "http":
        yield _finding("lint-in-the-clear", "endpoint", places=", ".join(places))


def _in_the_query(subject: Subject) -> Iterator[Check]:
    for place in (one.field.place for one in subject.credentials):
        if place.steps[0].layer == "query":
            yield _finding("lint-credential-in-query", str(place))


def _host(subject: Subject) -> Iterator[Check]:
    """A host that is no name: mistyped."""
    client = subject.template.client
    named = {"endpoint": subject.template.endpoint, CLIENT_URL: client.token_url if client else ""}
    to_fill = {"endpoint" if one.at in (HOST, PORT) else one.at for one in subject.unfilled}
    for at, url in named.items():
        authority = split_url(url).authority
        if "://" in url and not any(cut(authority)) and at not in to_fill and not _can_be_called(authority):
            yield _finding("lint-host", at, host=authority)


def _can_be_called(authority: str) -> bool:
    match = _AUTHORITY.fullmatch(authority)
    if match is None or not 0 < int(match["port"] or 80) < 1 << 16:
        return False
    host = match["host"].removesuffix(".")
    return host.startswith("[") or (len(host) <= 253 and all(map(_LABEL.fullmatch, host.split("."))))


def _no_success(subject: Subject) -> Iterator[Check]:
    response = subject.template.response
    for status in () if response is None else response.statuses:
        if not 200 <= status <= 299:
            yield _finding("lint-status-of-no-success", status=status)


def _two_authentications(subject: Subject) -> Iterator[Check]:
    client = subject.template.client
    name = client.header if client else "Authorization"
    headers = [pair.key for pair in subject.template.headers if pair.key.lower() == name.lower()]
    if headers and subject.template.authentication is not None:
        yield _finding("lint-two-authentications", f"header:{name}", name=name)


def _nearly_placeholders(subject: Subject) -> Iterator[Check]:
    """``$$to``, ``$$Total``: text that a platform may take for a placeholder, or that was meant as one."""
    known = (TO, BODY, *subject.template.macro_names)
    for at, text in subject.texts:
        taken = {token.start for token in cut(text, subject.template.macro_names)}
        for match in SPELT_AS_MACRO.finditer(text):
            meant = next((name for name in known if match["macro"].lower().startswith(name.lower())), None)
            if meant and match.start() not in taken:
                yield _finding("lint-nearly-placeholder", at, text=match[0], meant=macro_token(meant))


def _unlisted(subject: Subject) -> Iterator[Check]:
    """``$$Sender``, ``${MY KEY}``: whole values that are spelt as placeholders and are none."""
    known = tuple(name.lower() for name in (TO, BODY, *subject.template.macro_names))
    for judged in subject.survey.fields:
        at, value = str(judged.field.place), judged.field.value
        macro = SPELT_AS_MACRO.fullmatch(value)
        if macro and not macro["macro"].lower().startswith(known):  # else it is nearly a placeholder
            yield _finding("lint-unlisted-macro", at, name=macro["macro"])
        elif _NEARLY_A_VARIABLE.fullmatch(value) and not any(cut(value)):
            yield _finding("lint-no-variable", at, text=value)


def _unused(subject: Subject) -> Iterator[Check]:
    """Variables and macros that are listed and are nowhere."""
    variables = [variable_token(v.name) for v in subject.template.variables if v.value is None]
    client = subject.template.client
    of_client = [text[one.start : one.end] for text in (client.texts if client else ()) for one in cut(text)]
    for token in (*variables, *map(macro_token, subject.template.macro_names)):
        if token not in (*subject.oracle.tokens, *of_client):
            yield _finding("lint-unused", token=token)


def _in_other_letters(subject: Subject) -> Iterator[Check]:
    """``$$TemplateId``, listed as a placeholder of one's own, beside the platform's ``$$TemplateID``."""
    for name in subject.template.macro_names:
        if meant := near(name):
            yield _finding("lint-macro-case", name=name, meant=meant)


def _callback_without_id(subject: Subject) -> Iterator[Check]:
    """Reports are read, and no message carries the id by which they would be matched."""
    if subject.template.callback and macro_token(MESSAGE_ID) not in subject.oracle.tokens:
        yield _finding("lint-callback-without-id", place=subject.template.callback.id)


def _bare_text(subject: Subject) -> Iterator[Check]:
    if subject.oracle.is_bare(BODY_TOKEN):
        yield _finding("lint-bare-body", "body")


def _other_name(subject: Subject) -> Iterator[Check]:
    """A parameter whose name the catalog spells a little otherwise: the provider would not find the value."""
    entry, found = entry_for(subject.request), subject.survey
    if entry is None:
        return
    for judged, known in ((found.recipient, entry.recipients), (found.message, entry.messages)):
        if judged is None or judged.field.place.step.layer not in ("form", "query"):
            continue
        name, names = judged.field.place.step.name, sorted(one for one in known if "/" not in one)
        is_known = any(fnmatchcase(name.lower(), one) for one in names)  # "*" is a position in a list
        if not is_known and (near := get_close_matches(name.lower(), names, 1, _NEAR)):
            at = str(judged.field.place)
            yield _finding("lint-other-name", at, provider=entry.title, name=name, known=near[0])


def _other_form_of_the_number(subject: Subject) -> Iterator[Check]:
    """Platforms don't tell whether they write the number with a plus: would the other form survive too?"""
    own = subject.template.recipient.format
    if TO_TOKEN in subject.oracle.tokens and own in ("e164", "digits", "as-given"):
        other = "14155550100" if own == "e164" else "+14155550100"
        if reason := subject.oracle.uncarriable(TO_TOKEN, other):
            yield _finding("lint-other-number-form", TO_TOKEN, other=other, reason=reason)


def _platform(subject: Subject) -> Iterator[Check]:
    """What the form of the platform can't hold."""
    form, template = platforms.load(_PLATFORM), subject.template
    named = form.platform
    if template.method not in form.methods:
        offered = " and ".join(form.methods)
        yield _finding("platform-method", group="platform", platform=named, offered=offered, method=template.method)
    kind = template.parameters.kind
    if kind != "none":
        if kind not in form.bodies:
            offered = ", ".join(form.bodies.values())
            yield _finding("platform-body", group="platform", platform=named, offered=offered, kind=kind)
        if template.method in form.methods and template.method not in form.body_methods:
            yield _finding("platform-get-body", group="platform", platform=named, method=template.method)
    placeholders = map(macro_token, (TO, BODY, *template.macro_names))
    if template.method == "POST" and any(subject.oracle.layers(one) & {"path", "query"} for one in placeholders):
        yield _finding("platform-endpoint", "endpoint", group="platform", platform=named)


Rule = Callable[[Subject], Iterator[Check]]
_RULES: tuple[Rule, ...] = (
    _host,
    _in_the_clear,
    _in_the_query,
    _no_success,
    _two_authentications,
    _nearly_placeholders,
    _unlisted,
    _unused,
    _in_other_letters,
    _callback_without_id,
    _bare_text,
    _other_form_of_the_number,
    _other_name,
    _roles,
    _unfilled,
    _platform,
)
