"""What a value is for, where it is neither recipient nor message: by what its name says and what it looks like."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from curl2sms.http import OPEN, HttpRequest
from curl2sms.layers import Field, Place
from curl2sms.locating.evidence import Evidence
from curl2sms.locating.looks import Look, filler_of, look_of
from curl2sms.locating.model import Role
from curl2sms.locating.words import MEDIUM, STRONG, concepts_of, strength, words_of
from curl2sms.noise import is_noise
from curl2sms.patterns import regex
from curl2sms.records import record
from curl2sms.remembering import remembered

# Looks of what a person may write into a field.
_TEXTS = frozenset({"opaque", "word", "words", "number", "small", "long", "email", "time", "hex", "filler"})


@record
class _Fit:
    """What gives a value a role: its name means it at least so strongly, and its look fits (None: any does).

    ``likely`` are the looks that speak for the role where the name leaves it open.
    """

    least: float
    looks: frozenset[str] | None = None
    likely: frozenset[str] = frozenset()


_FITS: Mapping[Role, _Fit] = {
    Role.CALLBACK: _Fit(MEDIUM, frozenset({"url", "filler", "email"}), likely=frozenset({"url"})),
    Role.TEMPLATE_ID: _Fit(MEDIUM),
    Role.SCHEDULE: _Fit(MEDIUM, frozenset({"time", "number", "long", "empty", "filler"}), likely=frozenset({"time"})),
    Role.ENCODING_FLAG: _Fit(STRONG),
    Role.TEST_FLAG: _Fit(MEDIUM, frozenset({"literal", "small"})),
    Role.CREDENTIAL: _Fit(MEDIUM, _TEXTS, likely=frozenset({"opaque"})),
    Role.ORIGINATOR: _Fit(MEDIUM, likely=frozenset({"number", "word"})),
    Role.REFERENCE: _Fit(MEDIUM, _TEXTS),
}
_LIKELY = 0.3  # what a likely look adds to the strength of a name
_OF_A_MESSAGE = frozenset(
    {"id", "ids", "message", "msg", "sms", "client", "cli", "user", "unique", "own", "my", "request", "req"}
)
_ABOUT_A_SECRET = frozenset({"scheme", "type", "method", "mode", "version"})
_MEDIA = frozenset({"attachment", "attachments", "audio", "file", "files", "image", "images", "media", "video"})
_ABOUT_A_SENDER = frozenset({"type", "kind", "ton", "npi", "mode"})
_NO_SECRETS = frozenset({"content-type", "accept", "host", "user-agent"})
# A header that authenticates, whatever it is called: a scheme (RFC 9110 11.4) before a token.
_AUTHENTICATES = regex(r"(?P<scheme>(?:Basic|Bearer)(?=\s+\S)|(?:AccessKey|ApiKey|Token)(?=\s+\S+$)).+", re.IGNORECASE)
_ENCODINGS = regex(
    r"(?:text/)?(?:unicode|utf-?8|utf-?16|ucs-?2|16bit|8bit|gsm-?7?(?:[-_ ]?(?:bit|default))*|gsm0338|latin-?1|hex)",
    re.IGNORECASE,
    begins_with=("text/", "unicode", "utf", "ucs", "16bit", "8bit", "gsm", "latin", "hex"),
)
_SENDER_NAME = regex(r"[A-Za-z][A-Za-z0-9 _.-]{2,10}")
_KEY_IN_PATH = regex(r"(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9_\-:=]{20,}")
_SOURCE = regex(r"\{[^{}]+\{")  # braces within braces, as code has them: of a GraphQL call, say
_HELD = regex(
    r"\{\{?[^{}]+\}\}?|<(?!\?)[^<>]+>|\b(?:YOUR|MY|ENTER|INSERT)[_-][A-Z0-9_]+\b|(?<![A-Z])(?:REPLACE|CHANGE)_?ME(?![A-Z])",
    only_with=("{", "<", "YOUR", "MY", "ENTER", "INSERT", "REPLACE", "CHANGE"),
)
_HELD_KEY = regex(r"\b(?:your|my)[_ -](?:api|auth|access|app|token|key|secret)", only_with=("your", "my"))


def credentials_in_context(request: HttpRequest, evidence: Sequence[Evidence]) -> Mapping[Place, str]:
    """Credentials that are known only beside all other values, and what shows: place -> reason.

    Where nothing else identifies the sender: two letters that mean user and password (``u``, ``p``), or the one
    segment of the path that looks like a key. Where there is a secret: the account's name beside it (``email``).
    """
    judged = [(one, role_of(one)[0]) for one in evidence]
    if any(role is Role.CREDENTIAL and not names_account(one) for one, role in judged) or request.basic is not None:
        beside = [one for one, role in judged if role is Role.CONSTANT and names_account(one) and not _about(one)]
        return {one.field.place: "it names the account next to a secret" for one in beside}
    if any(role in (Role.CREDENTIAL, Role.UNFILLED) for _, role in judged):
        return {}
    constants = (one for one, role in judged if role is Role.CONSTANT)
    letters = [one for one in constants if strength(one.own, Role.CREDENTIAL) and len(one.field.place.step.own) == 1]
    keys = [one for one in evidence if _is_key_in_path(one.field)]
    found = letters if len(letters) > 1 else keys if len(keys) == 1 else []
    return {one.field.place: "nothing else identifies the sender" for one in found}


def names_account(evidence: Evidence) -> bool:
    """Whether a value's name speaks of an account rather than of its secret: ``username``, but not ``user_key``."""
    account = strength(evidence.own, "account")
    return account > 0 and account >= strength(evidence.own, Role.CREDENTIAL)


def _about(evidence: Evidence) -> bool:
    """Whether the name reports something else as well, or the value is no name: ``notify_email``, ``user=true``."""
    others = set(evidence.own) - {"account", Role.CREDENTIAL, "qualifier", "person"}
    return bool(others) or evidence.look.kind not in _TEXTS or evidence.field.place.steps[0].layer == "path"


def _is_key_in_path(field: Field) -> bool:
    in_path = field.place.steps[0].layer == "path"
    return in_path and bool(_KEY_IN_PATH.fullmatch(field.value)) and look_of(field.value).kind == "opaque"


def role_of(evidence: Evidence) -> tuple[Role, str]:
    """The role of a value, and the word or the look that says so."""
    return evidence.remembered(_role_of)


def _role_of(evidence: Evidence) -> tuple[Role, str]:
    field = evidence.field
    layer, name = field.place.steps[0].layer, field.place.step.own.lower()
    header = name if layer == "header" and len(field.place.steps) == 1 else ""
    if header and is_noise(header, field.value):
        return Role.NOISE, "a header of a browser or a client"
    if header in _NO_SECRETS:
        return Role.CONSTANT, ""
    if is_unfilled(field.value) or evidence.look == Look("filler"):
        return Role.UNFILLED, "a value to fill in"
    if header in ("authorization", "proxy-authorization"):
        return Role.CREDENTIAL, header
    if header and (scheme := _AUTHENTICATES.fullmatch(field.value.strip())):
        return Role.CREDENTIAL, f"the credential follows “{scheme['scheme']}”"
    return (Role.CONSTANT, "") if layer == "path" else _by_name(evidence)


@remembered
def is_unfilled(value: str) -> bool:
    """Whether a value is, or holds, a word to fill in; a variable of a shell or a template is none."""
    if OPEN in value or "$$" in value or "${" in value.replace("${{", ""):
        return False
    text = value.strip()
    if text and filler_of(text) is not None:
        return True
    return len(text) < 120 and bool(_HELD.search(text) or _HELD_KEY.search(text)) and not _SOURCE.search(text)


def _by_name(evidence: Evidence) -> tuple[Role, str]:
    own, look = evidence.own, evidence.look
    if not own:
        return Role.CONSTANT, ""
    parts = words_of(evidence.field.place.step.own)
    names_a_field = look.kind == "word" and parts == ("key",) and concepts_of(evidence.field.value)
    fitting: list[tuple[float, int, Role, str]] = []
    for order, (candidate, fit) in enumerate(_FITS.items()):
        if candidate not in own or own[candidate][0] < fit.least:
            continue
        sure, word = own[candidate]
        if candidate is Role.CREDENTIAL and names_a_field:
            continue  # "key": "phonenumber" names another value
        if candidate is Role.CREDENTIAL and not _ABOUT_A_SECRET.isdisjoint(parts[-1:]):
            continue  # "auth_scheme": how a secret is presented is none
        if candidate is Role.CALLBACK and not _MEDIA.isdisjoint(parts):
            continue  # "media_url": what goes along with a message
        if candidate is Role.ORIGINATOR and not _ABOUT_A_SENDER.isdisjoint(parts[-1:]):
            continue  # "senderType": how an originator is written is none
        if candidate is Role.CREDENTIAL and sure < STRONG and look.kind not in ("opaque", "filler"):
            continue  # "client", "app" are secrets only if they look so
        if candidate is Role.REFERENCE and sure < STRONG and not set(parts) <= _OF_A_MESSAGE:
            continue  # an application's id, a region's: the same for all messages, and rightly so
        if fit.looks is None or look.kind in fit.looks:
            likely = look.kind in fit.likely and _may_be_its_value(candidate, evidence.field, look)
            fitting.append((sure + _LIKELY * likely, -order, candidate, word))
    if fitting:
        _, _, best, word = max(fitting)
        return best, f"“{word}” in its name"
    if own.get("qualifier") and _ENCODINGS.fullmatch(evidence.field.value.strip()):
        return Role.ENCODING_FLAG, "the name of an encoding"
    if look.kind == "time" and Role.SCHEDULE in own:
        return Role.SCHEDULE, "a time"
    if strength(own, Role.CREDENTIAL) and look.kind == "opaque":
        return Role.CREDENTIAL, "it looks like a key"
    return Role.CONSTANT, ""


def _may_be_its_value(candidate: Role, field: Field, look: Look) -> bool:
    """Whether a word may be a sender's name, where that is the role: it has three to eleven characters."""
    is_name = candidate is Role.ORIGINATOR and look.kind == "word"
    return not is_name or _SENDER_NAME.fullmatch(field.value.strip()) is not None
