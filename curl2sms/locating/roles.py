"""What a value is for, where it is neither recipient nor message: by what its name says and what it looks like."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from curl2sms.errors import DATA
from curl2sms.http import OPEN, HttpRequest
from curl2sms.layers import Field, Place
from curl2sms.locating.evidence import Evidence
from curl2sms.locating.model import Role
from curl2sms.locating.values import Look, filler_of, look
from curl2sms.locating.words import concepts, words
from curl2sms.patterns import regex

# The least that a name must say, and the looks that fit the role: None for any.
_TEXTS = frozenset({"opaque", "word", "words", "number", "small", "long", "email", "time", "hex", "filler"})
_FITS: Mapping[Role, tuple[str, float, frozenset[str] | None]] = {
    Role.CALLBACK: ("callback", 0.6, frozenset({"url", "filler", "email"})),
    Role.TEMPLATE_ID: ("template-id", 0.6, None),
    Role.SCHEDULE: ("schedule", 0.6, frozenset({"time", "empty", "filler"})),
    Role.ENCODING_FLAG: ("encoding-flag", 1.0, None),
    Role.TEST_FLAG: ("test-flag", 0.6, frozenset({"literal", "small"})),
    Role.CREDENTIAL: ("credential", 0.6, _TEXTS),
    Role.ORIGINATOR: ("originator", 0.6, None),
    Role.REFERENCE: ("reference", 0.6, _TEXTS),
}
_OF_A_MESSAGE = frozenset({"id", "ids", "message", "msg", "sms", "client", "cli", "user", "unique", "own", "my"})
_NO_SECRETS = frozenset({"content-type", "accept", "host", "user-agent"})
_ENCODINGS = regex(
    r"(?:text/)?(?:unicode|utf-?8|utf-?16|ucs-?2|16bit|8bit|gsm-?7?|gsm0338|latin-?1|hex)", re.IGNORECASE
)
_SENDER_NAME = regex(r"[A-Za-z][A-Za-z0-9 _.-]{2,10}")
_KEY_IN_PATH = regex(r"(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9_\-:=]{20,}")
_HELD = regex(
    r"\{\{?[^{}]+\}\}?|<[^<>]+>|\b(?:YOUR|MY|ENTER|INSERT)[_-][A-Z0-9_]+\b"
    r"|\b(?:your|my)[_ -](?:api|auth|access|app|token|key|secret)[\w -]*"
)


@cache
def noise() -> Mapping[str, Any]:
    """``data/noise.json``: headers that a browser or a client adds, by name, by prefix, and agents."""
    rows: dict[str, Any] = json.loads((DATA / "noise.json").read_text(encoding="utf-8"))
    return rows


def is_noise(name: str, value: str) -> bool:
    """Whether a header came along from a browser or a client: a template leaves it out."""
    name = name.lower()
    if name == "user-agent":
        return value.lower().startswith(tuple(noise()["agents"]))
    return (
        name in noise()["names"]
        or name.startswith(tuple(noise()["prefixes"]))
        or (name == "accept" and value.strip() == "*/*")
    )


def told_by_the_whole(request: HttpRequest, evidence: Sequence[Evidence]) -> Mapping[Place, str]:
    """Credentials that no name alone tells, and what does: place -> reason.

    Where nothing else identifies the sender: two letters that stand for user and password (``u``, ``p``), or the one
    segment of the path that looks like a key. Where there is a secret: the account's name beside it (``email``).
    """
    judged = [(one, role(one)[0]) for one in evidence]
    if any(kind is Role.CREDENTIAL and not names_account(one) for one, kind in judged) or request.basic is not None:
        beside = [one for one, kind in judged if kind is Role.CONSTANT and names_account(one) and not _about(one)]
        return {one.field.place: "it names the account beside a secret" for one in beside}
    if any(kind in (Role.CREDENTIAL, Role.UNFILLED) for _, kind in judged):
        return {}
    letters = [one for one, kind in judged if kind is Role.CONSTANT and _strength(one) and len(_own_name(one)) == 1]
    keys = [one for one in evidence if _is_key_in_path(one.field)]
    found = letters if len(letters) > 1 else keys if len(keys) == 1 else []
    return {one.field.place: "nothing else identifies the sender" for one in found}


def names_account(evidence: Evidence) -> bool:
    """Whether a value's name speaks of an account rather than of its secret: ``username``, but not ``user_key``."""
    account = evidence.own.get("account", (0.0, ""))[0]
    return account > 0 and account >= _strength(evidence)


def _strength(evidence: Evidence) -> float:
    return evidence.own.get("credential", (0.0, ""))[0]


def _about(evidence: Evidence) -> bool:
    """Whether the name tells of something else as well, or the value is no name: ``notify_email``, ``user=true``."""
    others = set(evidence.own) - {"account", "credential", "qualifier"}
    return bool(others) or evidence.look.kind not in _TEXTS or evidence.field.place.steps[0].layer == "path"


def _own_name(evidence: Evidence) -> str:
    return evidence.field.place.steps[-1].name.rpartition("/")[2]


def _is_key_in_path(field: Field) -> bool:
    in_path = field.place.steps[0].layer == "path"
    return in_path and bool(_KEY_IN_PATH.fullmatch(field.value)) and look(field.value).kind == "opaque"


def role(evidence: Evidence) -> tuple[Role, str]:
    """The role of a value, and the word or the look that says so."""
    field, look = evidence.field, evidence.look
    layer, name = field.place.steps[0].layer, field.place.steps[-1].name.lower()
    if layer == "header" and len(field.place.steps) == 1:
        if is_noise(name.partition("#")[0], field.value):
            return Role.NOISE, "a header of a browser or a client"
        if name in ("authorization", "proxy-authorization"):
            return (Role.UNFILLED, "a value to fill in") if is_unfilled(field.value) else (Role.CREDENTIAL, name)
        if name in _NO_SECRETS:
            return Role.CONSTANT, ""
    if layer == "path":
        return (Role.UNFILLED, "a value to fill in") if is_unfilled(field.value) else (Role.CONSTANT, "")
    if is_unfilled(field.value):
        return Role.UNFILLED, "a value to fill in"
    return _by_name(evidence, look)


def is_unfilled(value: str) -> bool:
    """Whether a value is, or holds, a word to fill in; a variable of a shell or a template is none."""
    if OPEN in value or "$$" in value or "${" in value:
        return False
    text = value.strip()
    return (bool(text) and filler_of(text) is not None) or bool(_HELD.search(text) and len(text) < 120)


def _by_name(evidence: Evidence, look: Look) -> tuple[Role, str]:
    own = evidence.own
    said = words(evidence.field.place.steps[-1].name.rpartition("/")[2])
    names_a_field = look.kind == "word" and said == ("key",) and concepts(evidence.field.value)
    fitting: list[tuple[float, int, Role, str]] = []
    for order, (candidate, (concept, least, looks)) in enumerate(_FITS.items()):
        strength, word = own.get(concept, (0.0, ""))
        if candidate is Role.CREDENTIAL and (names_a_field or (strength < 1 and look.kind not in ("opaque", "filler"))):
            continue  # "key": "phonenumber" names another value; "client", "app" are secrets only if they look so
        if candidate is Role.REFERENCE and strength < 1 and not set(said) <= _OF_A_MESSAGE:
            continue  # an application's id, a region's: the same for all messages, and rightly so
        if strength >= least and (looks is None or look.kind in looks):
            fitting.append((strength + _likely(candidate, evidence.field, look), -order, candidate, word))
    if fitting:
        _, _, best, word = max(fitting)
        return best, f"“{word}” in its name"
    if own.get("qualifier") and _ENCODINGS.fullmatch(evidence.field.value.strip()):
        return Role.ENCODING_FLAG, "the name of an encoding"
    if look.kind == "time" and "schedule" in own:
        return Role.SCHEDULE, "a time"
    if own.get("credential", (0.0, ""))[0] and look.kind == "opaque":
        return Role.CREDENTIAL, "it looks like a key"
    return Role.CONSTANT, ""


def _likely(role_: Role, field: Field, look: Look) -> float:
    """What a value's look adds where the name leaves it open."""
    text = field.value.strip()
    if role_ is Role.ORIGINATOR:
        return 0.3 if look.kind == "number" or (_SENDER_NAME.fullmatch(text) and look.kind == "word") else 0.0
    if role_ is Role.CREDENTIAL:
        return 0.3 if look.kind == "opaque" else 0.0
    if role_ is Role.CALLBACK:
        return 0.3 if look.kind == "url" else 0.0
    if role_ is Role.SCHEDULE:
        return 0.3 if look.kind == "time" else 0.0
    return 0.0
