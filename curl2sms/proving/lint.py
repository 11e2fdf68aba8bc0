"""What can be told of a template by looking: every finding with a way out. Nothing is sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from curl2sms import platforms
from curl2sms.credentials import credentials
from curl2sms.errors import note
from curl2sms.http import HttpRequest, split_url
from curl2sms.locating import Role, Survey, survey
from curl2sms.patterns import regex
from curl2sms.proving import trials
from curl2sms.proving.mock import Received
from curl2sms.proving.model import SPELLING, Check, Difference, Verdict, listed, noted
from curl2sms.proving.oracle import Oracle
from curl2sms.records import replace
from curl2sms.rendering import unrendered
from curl2sms.template.model import Template
from curl2sms.tokens import BODY, BODY_TOKEN, SPELT_AS_MACRO, TO, TO_TOKEN, cut, macro_token, replaced

# What the survey of a template's values says, and a person must know before the first message is paid for.
_TOLD = {
    "schedule-kept",
    "test-flag-kept",
    "reference-kept",
    "value-unfilled",
    "encoding-declared",
    "encoding-narrow",
    "encoding-hexadecimal",
    "media-type-contradicts",
}
_AUTHORITY = regex(r"(?P<host>\[[0-9A-Fa-f:.]+(?:%25\w+)?\]|[^:\[\]]+)(?::(?P<port>[0-9]{0,5}))?")  # RFC 3986 3.2
_NEARLY_A_VARIABLE = regex(r"\$\{[^{}$]+\}")
_LABEL = regex(r"(?!-)[\w-]{1,63}(?<!-)")  # of any script, as browsers take them (UTS 46)
_NOT_IN_URL = regex(r"[\x00-\x20\x7f#]")
_NOT_IN_HEADER = regex(r"[\x00-\x08\x0a-\x1f\x7f]")
_PLATFORM = "clevertap"


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
    def credential_places(self) -> tuple[str, ...]:
        """The PLACEs that hold credentials, written out or as a variable."""
        basic = ("authentication",) if self.template.authentication else ()
        return basic + tuple(str(j.field.place) for j in self.survey.fields if j.role is Role.CREDENTIAL)

    def secrets(self) -> Iterator[str]:
        """The credentials that the template holds itself."""
        for credential in credentials(self.request, self.survey.fields):
            if not any(cut(credential.value)):
                yield credential.value

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
    yield from found or [Check("lint", "lint", Verdict.PASS, "nothing to remark")]
    yield from _without_escaping(subject)


def _finding(note_id: str, at: str = "", group: str = "lint", **values: object) -> Check:
    return replace(noted(group, note(note_id, **values)), at=at)


def _roles(subject: Subject) -> Iterator[Check]:
    """Constants that will bite, and values that are still to be filled in (not those that a variable fills in)."""
    by_token = {str(judged.field.place) for judged in subject.survey.fields if any(cut(judged.field.value))}
    for said in subject.survey.notes:
        if said.id in _TOLD and not (said.id == "value-unfilled" and said.at in by_token):
            yield replace(noted("lint", said), verdict=Verdict.WARNING)


def _in_the_clear(subject: Subject) -> Iterator[Check]:
    if subject.template.endpoint.lower().startswith("http://") and subject.credential_places:
        yield _finding("lint-in-the-clear", "endpoint", places=", ".join(subject.credential_places))


def _in_the_query(subject: Subject) -> Iterator[Check]:
    for at in subject.credential_places:
        if at.startswith("query:"):
            yield _finding("lint-credential-in-query", at, place=at)


def _host(subject: Subject) -> Iterator[Check]:
    """A host that is no name (``{base}.example.com``, ``HOST:PORT``): still to be filled in, or mistyped."""
    endpoint = subject.template.endpoint
    authority = split_url(endpoint).authority
    if "://" in endpoint and not any(cut(authority)) and not _can_be_called(authority):
        yield _finding("lint-host", "endpoint", host=authority)


def _can_be_called(authority: str) -> bool:
    match = _AUTHORITY.fullmatch(authority)
    if match is None or not 0 < int(match["port"] or 80) < 1 << 16:
        return False
    host = match["host"].removesuffix(".")
    return host.startswith("[") or (len(host) <= 253 and all(map(_LABEL.fullmatch, host.split("."))))


def _no_success(subject: Subject) -> Iterator[Check]:
    response = subject.template.response
    for status in () if response is None else response.status:
        if not 200 <= status <= 299:
            yield _finding("lint-status-of-no-success", status=status)


def _two_authentications(subject: Subject) -> Iterator[Check]:
    headers = [pair.key for pair in subject.template.headers if pair.key.lower() == "authorization"]
    if len(headers) + (subject.template.authentication is not None) > 1:
        yield _finding("lint-two-authentications", "header:Authorization")


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
            yield _finding("lint-unlisted-macro", at, place=at, name=macro["macro"])
        elif _NEARLY_A_VARIABLE.fullmatch(value) and not any(cut(value)):
            yield _finding("lint-no-variable", at, place=at, text=value)


def _unused(subject: Subject) -> Iterator[Check]:
    """Variables and macros that are listed and stand nowhere."""
    listed_names = [f"${{{v.name}}}" for v in subject.template.variables if v.value is None]
    for token in (*listed_names, *(f"$${name}" for name in subject.template.macro_names)):
        if token not in subject.oracle.tokens:
            yield _finding("lint-unused", token=token)


def _bare_text(subject: Subject) -> Iterator[Check]:
    if BODY_TOKEN in subject.oracle.tokens and subject.oracle.is_bare(BODY_TOKEN):
        yield _finding("lint-bare-body", "body")


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
    if template.method == "POST" and any(at.startswith(("path:", "query:")) for at in _places_of_macros(subject)):
        yield _finding("platform-endpoint", "endpoint", group="platform", platform=named)


def _places_of_macros(subject: Subject) -> Iterator[str]:
    for token in subject.oracle.tokens:
        if token.startswith("$$"):
            yield from subject.oracle.places(token)


def _without_escaping(subject: Subject) -> Iterator[Check]:
    """What would break at a platform that puts texts into endpoint, headers and raw body as they are."""
    if BODY_TOKEN not in subject.oracle.tokens or subject.template.parameters.type in ("form", "multipart"):
        return
    broken = [text.name for text in trials.texts() if not _survives_unescaped(subject, text.text)]
    message = f"a platform that fills in texts without escaping would break {len(broken)} of {len(trials.texts())}"
    yield Check("platform", "without-escaping", Verdict.PASS, f"{message}: {listed(broken)}" if broken else message)


def _survives_unescaped(subject: Subject, text: str) -> bool:
    """Whether a message arrives whole where it is put into the template's own request as it is."""
    if subject.oracle.uncarriable(BODY_TOKEN, text):
        return False
    values = trials.plain_values(subject.oracle) | {BODY_TOKEN: text}
    received = _unescaped(subject, values)
    if received is None:
        return False
    return all(map(_is_about_form, subject.oracle.differences(received, values)))


def _unescaped(subject: Subject, values: Mapping[str, str]) -> Received | None:
    """The template's request with values put in as they are; None where it is no request any more."""

    def fill(wire_text: str) -> str:
        return replaced(wire_text, values.__getitem__, subject.template.macro_names)

    request = subject.request
    filled, headers = fill(request.url), [(name, fill(value)) for name, value in request.wire_headers()]
    if _NOT_IN_URL.search(filled) or any(_NOT_IN_HEADER.search(value) for _, value in headers):
        return None
    url = split_url(filled)
    target = (url.path or "/") + ("" if url.query is None else f"?{url.query}")
    body = "" if request.body is None else fill(request.body.decode("utf-8", "surrogateescape"))
    return Received(
        request.method,
        target.encode("utf-8", "surrogateescape"),
        (("Host", url.authority), *headers),
        body.encode(subject.oracle.charset, "replace"),
    )


def _is_about_form(difference: Difference) -> bool:
    """Whether letters differ and the meaning does not, or what a platform has fields of their own for."""
    return difference.aspect == SPELLING or difference.layer == "authentication"


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
    _bare_text,
    _other_form_of_the_number,
    _roles,
    _platform,
)
