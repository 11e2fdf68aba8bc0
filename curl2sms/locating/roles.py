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


_ANYTHING: frozenset[str] = frozenset()


@record
class _Fit:
    """What gives a value a role by its name: how strongly the name means it at least, and what else must hold.

    Of ``looks`` the value has one. None of ``besides`` is a word of the name; its last word is none of ``about``, which
    make it speak of the role's value (``auth_scheme``). Where the name means the role less than strongly, the value
    has one of ``sure_looks``, and all words of the name are among ``sure_words``. Where a set is empty, anything goes.
    ``likely`` are the looks that speak for the role where the name leaves it open.
    """

    least: float
    looks: frozenset[str] = _ANYTHING
    likely: frozenset[str] = _ANYTHING
    besides: frozenset[str] = _ANYTHING
    about: frozenset[str] = _ANYTHING
    sure_looks: frozenset[str] = _ANYTHING
    sure_words: frozenset[str] = _ANYTHING

    def holds(self, meant: float, parts: Sequence[str], look: Look) -> bool:
        """Whether it holds of a value of this look, whose name has these words and means the role so strongly."""
        if meant < self.least or (self.looks and look.kind not in self.looks):
            return False
        if not self.besides.isdisjoint(parts) or not self.about.isdisjoint(parts[-1:]):
            return False
        if meant >= STRONG:
            return True
        is_sure = not self.sure_looks or look.kind in self.sure_looks
        return is_sure and (not self.sure_words or self.sure_words.issuperset(parts))


_FITS: Mapping[Role, _Fit] = {
    Role.CALLBACK: _Fit(
        MEDIUM,
        looks=frozenset({"url", "filler", "email"}),
        likely=frozenset({"url"}),
        besides=frozenset(  # "media_url": what goes along with a message
            {"attachment", "attachments", "audio", "file", "files", "image", "images", "media", "video"}
        ),
    ),
    Role.TEMPLATE_ID: _Fit(MEDIUM),
    Role.SCHEDULE: _Fit(
        MEDIUM, looks=frozenset({"time", "number", "long", "empty", "filler"}), likely=frozenset({"time"})
    ),
    Role.ENCODING_FLAG: _Fit(STRONG),
    Role.TEST_FLAG: _Fit(MEDIUM, looks=frozenset({"literal", "small"})),
    Role.CREDENTIAL: _Fit(
        MEDIUM,
        looks=_TEXTS,
        likely=frozenset({"opaque"}),
        about=frozenset({"scheme", "type", "method", "mode", "version"}),
        sure_looks=frozenset({"opaque", "filler"}),  # "client", "app" are secrets only if they look so
    ),
    Role.ORIGINATOR: _Fit(
        MEDIUM,
        likely=frozenset({"number", "word"}),
        about=frozenset({"type", "kind", "ton", "npi", "mode"}),
    ),
    Role.REFERENCE: _Fit(
        MEDIUM,
        looks=_TEXTS,
        sure_words=frozenset(  # of an application, a region it is the same for all messages, and rightly so
            {"id", "ids", "message", "msg", "sms", "client", "cli", "user", "unique", "own", "my", "request", "req"}
        ),
    ),
}
_LIKELY = 0.3  # what a likely look adds to the strength of a name
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
    """See role_of: what a header is decides first, then what is to be filled in, then the value's own name."""
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
    """The role that a value's own name gives it, where the value fits; of several the one that is meant most."""
    own, look = evidence.own, evidence.look
    if not own:
        return Role.CONSTANT, ""
    parts = words_of(evidence.field.place.step.own)
    fitting: list[tuple[float, int, Role]] = []
    for order, (role, fit) in enumerate(_FITS.items()):
        if role in own and fit.holds(own[role][0], parts, look):
            likely = look.kind in fit.likely and _may_be_its_value(role, evidence.field, look)
            fitting.append((own[role][0] + _LIKELY * likely, -order, role))
    if fitting and not _names_a_field(evidence, parts):
        best = max(fitting)[2]
        return best, f"“{own[best][1]}” in its name"
    if own.get("qualifier") and _ENCODINGS.fullmatch(evidence.field.value.strip()):
        return Role.ENCODING_FLAG, "the name of an encoding"
    if strength(own, Role.CREDENTIAL) and look.kind == "opaque":
        return Role.CREDENTIAL, "it looks like a key"
    return Role.CONSTANT, ""


def _names_a_field(evidence: Evidence, parts: Sequence[str]) -> bool:
    """Whether a value names another one: ``"key": "phonenumber"``."""
    return parts == ("key",) and evidence.look.kind == "word" and bool(concepts_of(evidence.field.value))


def _may_be_its_value(role: Role, field: Field, look: Look) -> bool:
    """Whether a word may be a sender's name, where that is the role: it has three to eleven characters."""
    is_name = role is Role.ORIGINATOR and look.kind == "word"
    return not is_name or _SENDER_NAME.fullmatch(field.value.strip()) is not None
