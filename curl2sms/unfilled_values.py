"""What is still to be filled in: the one list that ``convert``, ``verify``, ``sheet``, ``send`` and a program read.

It is worked out from a request and the roles of its values. So a sample and the template that is made of it have the
same list. A value that a placeholder or a variable fills in is never on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

from curl2sms.errors import Candidate, Note, Span, note
from curl2sms.http import OPEN, HttpRequest, OAuth2, host_of, split_url
from curl2sms.layers import Field
from curl2sms.locating import survey
from curl2sms.locating.looks import filler_of, is_type_and_word, shows_types
from curl2sms.locating.model import Judged, Role
from curl2sms.locating.roles import is_unfilled
from curl2sms.locating.words import MEDIUM, STRONG, concepts_of, folded, meaning, possessives, strength, words_of
from curl2sms.patterns import regex
from curl2sms.records import attribute, record
from curl2sms.remembering import remembering
from curl2sms.template.model import Template

SET = "--set"  # the option that fills a value in
HOST, PORT = "host", "port"
BASIC = ("authentication:username", "authentication:password")
CLIENT_URL = "authentication:token_url"
CLIENT_ID, CLIENT_SECRET = "authentication:client_id", "authentication:client_secret"
CLIENT = (CLIENT_URL, CLIENT_ID, CLIENT_SECRET)

# What hides a value: asterisks or a row of x with little left of it, an ellipsis.
_MASKED = regex(
    r"[*•●]{2,}=*|[\w+.-]{0,8}[*•●]{3,}[\w.-]{0,8}=*|[A-Za-z0-9_.-]{0,8}?[xX]{4,}=*|[xX]{3,}=*"
    r"|(?=.*?(?:xx|yy|zz))[x-z]{9,}|(?=.*?(?:XX|YY|ZZ))[X-Z]{9,}|\.{3,}|…",
    only_with=("*", "•", "●", "…", "...", "xx", "yy", "zz", "XX", "YY", "ZZ", "xX", "Xx"),
)
# Values to choose from: "true | false".
_CHOICE = regex(
    r"(?:true|false|yes|no|[01])(?:\s{0,2}\|\s{0,2}(?:true|false|yes|no|[01])){1,3}", re.IGNORECASE, only_with="|"
)
# Elsewhere a text that goes on, or a word.
_MASKED_SECRET = regex(
    r"\w{1,40}(?:\.{3,}|…)|\w+(?:\.{3}|…)\w+|[\w-]{1,12}?(?:x{3,}|X{3,})", only_with=("...", "…", "xxx", "XXX")
)
_SCHEME = regex(
    r"(?P<scheme>Bearer|Basic|Token|App|Key|ApiKey|AccessKey)(?:[ =:]++(?P<rest>\S.*))?",
    re.IGNORECASE,
    begins_with=("bearer", "basic", "token", "app", "key", "apikey", "accesskey"),
)
# "tu_token", "Auth Token", "username:password", "base64(username:password)".
_A_NAME = regex(r"(?:base64(?:[ _-]?encoded)?[\W_]*)?(?P<words>[^\W\d_](?:[^\W\d]|[ :-]){1,60})\)?", re.IGNORECASE)
# In a host: brackets, except those of an IPv6 address; words that say what belongs there.
_IPV6 = regex(r"\[[0-9A-F:.]+(?:%25\w+)?\]", re.IGNORECASE, only_with="[")
_BRACKETS = regex(r"[<>{}\[\]]|%7B|%3C", re.IGNORECASE, only_with="<>{}[]%")
_LABEL_TO_FILL = regex(
    r"(?:your|my)[_-]?(?:sub)?(?:domain|host|server|company|ip|gateway|tenant)|(?:sub)?domain|[xy]{2,}|\*+|\.{3,}",
    re.IGNORECASE,
    begins_with=("your", "my", "sub", "domain", "xx", "xy", "yx", "yy", "*", "..."),
)
_HOST_TO_FILL = regex(
    r"(?:(?:api|sms|base|gateway|server|service|provider|device|phone|modem|your|my)[_-]?){0,3}(?:ip|ur[li]|endpoint)"
    r"(?:[_-]?(?:address|name))?(?:[_-]?of[_-]?[a-z]{2,20})?"
    r"|(?:(?:api|gateway|server|provider|device|phone|modem|your|my)[_-]?)?host(?:[_-]?(?:address|name))?"
    r"|server|gateway|",
    re.IGNORECASE,
)
_VARIABLE = regex(r"\$\{(?!\{)", only_with=("${",))  # ${{ secrets.KEY }} is an expression of a build's
_PORT_TO_FILL = regex(r"\D.*", re.DOTALL)


@record
class Unfilled:
    """A value that is still to be filled in.

    ``at`` is its PLACE, or ``host`` or ``port``; ``value`` is what is there; ``why`` is ``placeholder``,
    ``masked`` or ``empty``. ``span`` is where the sample spells it, as far as that is known.
    """

    at: str
    value: str
    why: str
    span: Span | None = attribute(default=None, compare=False)

    def note(self) -> Note:
        """The warning that says so."""
        value = self.value if self.why != "empty" else "it is empty"
        option = Candidate(SET, f"{self.at}=VALUE", value).typed
        return note("value-unfilled", self.span, at=self.at, value=value, option=option)


def unfilled(template: Template) -> tuple[Unfilled, ...]:
    """What is still to be filled in of a template."""
    from curl2sms.rendering import unrendered

    request = unrendered(template)
    return unfilled_in(request, survey(request).fields)


@remembering()
def unfilled_in(request: HttpRequest, fields: Iterable[Judged]) -> tuple[Unfilled, ...]:
    """What is still to be filled in of a request, as its values are judged: host and port first."""
    return (
        *_of_authority(request),
        *_of_basic(request),
        *_of_client(request.client),
        *_of_path(request),
        *_of_fields(fields),
    )


def _of_authority(request: HttpRequest) -> Iterator[Unfilled]:
    host, port = host_and_port(request.url)
    start = len(request.url.partition("://")[0]) + len("://")
    missing = [(HOST, host, start)] if not _is_open(host) and is_host_unfilled(host) else []
    missing += [(PORT, port, start + len(host) + 1)] if port and _PORT_TO_FILL.fullmatch(port) else []
    for at, value, begin in missing:
        span = request.traces.url.known_span(begin, begin + len(value))
        yield Unfilled(at, value, why_unfilled(value) or "placeholder", span)


def host_and_port(url: str) -> tuple[str, str]:
    """The host of a URL and its port, as they are written; the port is empty where the URL has none."""
    authority = split_url(url).authority
    host, colon, port = authority.rpartition(":")
    if not colon or _IPV6.fullmatch(authority) or _is_open(port):
        return authority, ""
    return host, port


def is_host_unfilled(host: str) -> bool:
    """Whether a host, as it is written, only says what belongs there: ``<host>``, ``YOUR_IP``, ``xxx.xxx.xxx.xxx``."""
    if _IPV6.fullmatch(host):
        return False
    if _BRACKETS.search(host) or ("." not in host and _HOST_TO_FILL.fullmatch(host)):
        return True
    return any(_LABEL_TO_FILL.fullmatch(label) or filler_of(label) is not None for label in host.split(".") if label)


def _of_basic(request: HttpRequest) -> Iterator[Unfilled]:
    """User and password; one of them alone may be empty, because a key often takes the place of both."""
    if request.basic is None:
        return
    beside = why_unfilled(request.basic[1], "password", Role.CREDENTIAL)
    for at, value, traced in zip(BASIC, request.basic, request.traces.basic, strict=True):
        # "account" may be a user's name, but not beside a password that is a mere name.
        named = value if beside else at.partition(":")[2]
        why = why_unfilled(value, named, Role.CREDENTIAL) or (not any(request.basic)) * "empty"
        if why:
            yield Unfilled(at, value, why, traced.known_span())


def _of_client(client: OAuth2 | None) -> Iterator[Unfilled]:
    """The host of the token's URL, the client's id and secret, which may not be empty, and the pairs."""
    if client is None:
        return
    authority = split_url(client.token_url).authority  # none where a variable means the whole origin
    if authority and not _is_open(authority) and is_host_unfilled(host_of(authority)):
        yield Unfilled(CLIENT_URL, authority, why_unfilled(authority) or "placeholder")
    for at, value in ((CLIENT_ID, client.client_id), (CLIENT_SECRET, client.client_secret)):
        why = why_unfilled(value, at.partition(":")[2], Role.CREDENTIAL) or (not value) * "empty"
        if why:
            yield Unfilled(at, value, why)
    for name, value in client.parameters:
        if why := why_unfilled(value, name):
            yield Unfilled(f"authentication:{name}", value, why)


def _of_path(request: HttpRequest) -> Iterator[Unfilled]:
    """A segment that is empty after one that names an account: ``/Accounts//Messages``, of ``/Accounts/$SID/...``."""
    segments = split_url(request.url).path.split("/")
    for number, (before, here) in enumerate(pairwise(segments[:-1]), 1):
        if not here and _names(before, STRONG, Role.CREDENTIAL, "account"):
            yield Unfilled(f"path:{number}", "", "empty")


def _of_fields(fields: Iterable[Judged]) -> Iterator[Unfilled]:
    kept = [one for one in fields if one.role not in (Role.RECIPIENT, Role.MESSAGE, Role.NOISE)]
    typed = shows_types(judged.field for judged in kept)
    for judged in kept:
        one = judged.field
        if not one.is_name and (why := _why_unfilled(judged, typed=typed)):
            yield Unfilled(str(one.place), one.value, why, one.span)


def _why_unfilled(judged: Judged, *, typed: bool) -> str:
    """See why_unfilled; ``empty`` for what can't stay empty. ``typed``: other values are the names of their types."""
    one = judged.field
    if _is_empty(one):
        return "empty"
    if typed and is_type_and_word(one.value):
        return "placeholder"
    why = why_unfilled(one.value, one.place.step.own, judged.role)
    # A word of a path is a part of the call's address: "/myaccount/send".
    is_of_address = one.place.steps[0].layer == "path" and one.value.isalpha() and not is_unfilled(one.value)
    return "" if why == "placeholder" and is_of_address else why


def why_unfilled(value: str, name: str = "", role: Role = Role.CONSTANT) -> str:
    """Why a value is only a stand-in, ``placeholder`` or ``masked``; ``""`` for any other.

    ``name`` and ``role`` are the value's. A scheme before it (``Bearer ********``) does not count.
    """
    if _is_open(value):
        return ""
    text = value.strip()
    if match := _SCHEME.fullmatch(text):
        text = match["rest"] or text
    if _MASKED.fullmatch(text) or (role is Role.CREDENTIAL and _MASKED_SECRET.fullmatch(text)):
        return "masked"
    is_stand_in = text == "<>" or is_unfilled(text) or _CHOICE.fullmatch(text) or _is_a_name(text, name, role)
    return "placeholder" if is_stand_in else ""


def scheme_of(value: str) -> str:
    """What a credential has in front of its secret, with the separator: ``"Bearer "``; ``""`` for nothing.

    >>> scheme_of("Bearer YOUR_TOKEN"), scheme_of("Bearer"), scheme_of("YOUR_TOKEN")
    ('Bearer ', 'Bearer ', '')
    """
    match = _SCHEME.fullmatch(value.strip())
    if match is None:
        return ""
    return match[0][: match.start("rest")] if match["rest"] else f"{match['scheme']} "


def _is_empty(one: Field) -> bool:
    """Whether a value is empty that can't stay so: a credential's or a sender's; an Authorization without its token."""
    value, name = one.value.strip(), one.place.step.own
    if one.place.step.layer == "header" and name.lower() == "authorization" and " " not in value and value:
        alone = _SCHEME.fullmatch(value.rstrip("=:"))
        return alone is not None and not alone["rest"]
    return not value and _names(name, STRONG, Role.CREDENTIAL, "account", Role.ORIGINATOR)


def _names(name: str, least: float, *concepts: str) -> bool:
    about = concepts_of(name)
    return any(strength(about, concept) >= least for concept in concepts)


def _is_open(text: str) -> bool:
    """Whether a placeholder or a variable is in a text: of a sample, or of a template."""
    return OPEN in text or ("$" in text and ("$$" in text or _VARIABLE.search(text) is not None))


def _is_a_name(text: str, name: str, role: Role) -> bool:
    """Whether a value only names what belongs there: ``tu_token``, ``password``, ``SenderId``, ``username:password``.

    An account may well be called ``account``: of a user's name only its field's own name counts (``user=username``).
    """
    match = _A_NAME.fullmatch(text)
    if not match or (any(map(str.isdecimal, text)) and not text.lower().startswith("base64")):
        return False
    words = [word for part in match["words"].split(":") for one in words_of(part) for word in _parted(one)]
    named = [word for word in words if _stands_for(word, Role.CREDENTIAL, "account", Role.ORIGINATOR)]
    own = [word for word in words if word in possessives()]
    said = [word for word in words if word not in own]
    if own and said and set(said) <= set(words_of(name)):  # votre_client_id, under X-Client-ID
        return True
    if not named or not all(word in named or word in own or "neutral" in meaning(word) for word in words):
        return False
    alike = folded(text) in folded(name) or (folded(name) in folded(text) and len(name) > 2)
    if own or (alike and _names(name, MEDIUM, Role.CREDENTIAL, "account", Role.ORIGINATOR)):
        return True
    if role is Role.CREDENTIAL:
        secrets = (word for word in named if _stands_for(word, Role.CREDENTIAL) and not _stands_for(word, "account"))
        return ":" in text or [*secrets] == named
    return role is Role.ORIGINATOR and all(meaning(word).get(Role.ORIGINATOR) == STRONG for word in named)


def _parted(word: str) -> tuple[str, ...]:
    """A word without the possessive that is written together with it: ``tupassword``, ``您的密钥``."""
    if meaning(word) or not word.startswith(_own_words()):
        return (word,)
    for own in _own_words():
        if word.startswith(own) and meaning(word[len(own) :]):
            return own, word[len(own) :]
    return (word,)


@cache
def _own_words() -> tuple[str, ...]:
    """The possessives that may be written together with a word: those of one letter are none."""
    return tuple(own for own in possessives() if len(own) > 1)


def _stands_for(word: str, *concepts: str) -> bool:
    return any(meaning(word).get(concept, 0.0) >= MEDIUM for concept in concepts)
