"""Requests that no template can hold, however well their values are understood."""

from __future__ import annotations

import re
from collections.abc import Sequence

from curl2sms import layers
from curl2sms.errors import Note, note
from curl2sms.http import OPEN, HttpRequest
from curl2sms.layers.charset import declared, known_charset
from curl2sms.layers.place import Names
from curl2sms.locating.evidence import Evidence
from curl2sms.locating.model import Role
from curl2sms.locating.words import all_words_of, folded, words_of
from curl2sms.patterns import regex

# Authorization schemes that sign each request again, whatever their parameters are called: AWS Signature 4, HTTP
# Signatures, Digest (RFC 7616), HMAC of every kind, Aliyun's ACS3.
_SIGNING_SCHEME = regex(
    r"(?:AWS4?(?:-HMAC-SHA256)?|[\w-]+-HMAC-SHA\d+|HMAC(?:[-_]?\w+)?|Signature|Digest|Hawk|ACS\d?(?:-\S+)?)[\s:]",
    re.IGNORECASE,
)
_PARAMETER = regex(r"(?<![\w-])([A-Za-z][\w-]{0,40}) {0,3}=", only_with="=")
_SIGNATURE = frozenset(
    {"signature", "sign", "sig", "hmac", "mac", "checksum", "digest", "sha256", "sha1", "md5", "hash"}
)
_MAY_BE_FIXED = frozenset({"sign", "mac", "sha256", "sha1", "md5", "hash"})
_ABOUT = frozenset({"method", "version", "type", "nonce", "name", "algorithm"})
_FRESH = frozenset(
    {"nonce", "timestamp", "ts", "time", "date", "signed", "created", "expires", "timestampms", "rand", "salt"}
)
# What a moment's own field is called, and a digest where a password or a secret would be: MD5, SHA-1, SHA-256.
_MOMENT = frozenset({"nonce", "timestamp", "timestampms", "ts", "rand", "salt"})
_DIGEST = regex(r"[0-9a-fA-F]{32}|[0-9a-fA-F]{40}|[0-9a-fA-F]{64}")
_SIGNED = regex(r"(?:\$\d\$)?(?=[A-Za-z0-9+/=_-]*[A-Za-z])[A-Za-z0-9+/=_-]{20,}")  # a version may be before: "$1$"


# Access keys of AWS are made for Signature Version 4 alone, whatever they are in.
_AWS_KEY = regex(
    r"(?:AKIA|ASIA)[A-Z0-9]{16}|.*AWS_ACCESS_KEY.*", re.DOTALL, only_with=("AKIA", "ASIA", "AWS_ACCESS_KEY")
)


# What the address of a voice call names, or a field for the channel holds; and what makes it a written message.
_SPOKEN = frozenset(
    {"voice", "call", "calls", "calling", "callout", "callouts", "dial", "ivr", "tts", "maketts", "speech", "say"}
    | {"voicecall", "voicecalls", "voicemessage", "voicemessages", "voiceotp", "texttospeech"}
)
_WRITTEN = frozenset({"sms", "smses", "mms", "text", "texts", "whatsapp", "rcs", "viber"})
_CHANNEL = frozenset({"channel", "channels", "type", "via"})
_ACTION = frozenset({"action", "cmd", "command", "method", "mode", "op", "operation", "product", "service"})
_PLAIN_SEGMENT = regex(r"[A-Za-z][A-Za-z._-]{1,40}")


def signed(request: HttpRequest, fields: Sequence[Evidence]) -> Note | None:
    """Why a request's signature rules a template out: it holds for this very message and moment only."""
    names = Names()
    for name, value in request.headers:
        at = layers.place("header", names.unique(name))
        scheme = name.lower() in ("authorization", "proxy-authorization") and _SIGNING_SCHEME.match(value)
        if scheme or _holds_signature(name, value):
            return note("signed-request", at=str(at), name=name)
    if request.basic is not None and _AWS_KEY.fullmatch(request.basic[0]):
        return note("signed-request", name="AWS Signature Version 4")
    signature = next((one for one in fields if _is_signature(one)), None)
    if signature and any(_is_fresh(one) for one in fields if one is not signature):
        at = signature.field.place
        return note("signed-request", at=str(at), name=at.step.name or str(at))
    return None


def maybe_signed(fields: Sequence[Evidence]) -> Note | None:
    """What is to be reported where a digest is as the password, beside a moment: it may be made of both.

    A digest may as well be of the password alone, and the moment a schedule: so it is no refusal.
    """
    moment = next((one for one in fields if one.words & _MOMENT and one.field.value.strip()), None)
    digest = next((one for one in fields if _is_digest(one)), None)
    if moment is None or digest is None:
        return None
    return note("maybe-signed", at=str(digest.field.place), beside=str(moment.field.place))


def is_made_outside(one: Evidence) -> bool:
    """Whether a value is a signature that something outside the sample makes: ``sig=$SIG``, ``checksum=9a03...``.

    ``hash`` and ``md5`` are also called so what means a password and never changes; ``sign`` is a sender's name
    in China. Of these only a variable or a word to fill in may be one.
    """
    if not one.words & _SIGNATURE or one.words & _ABOUT:
        return False
    if OPEN in one.field.value or "${" in one.field.value or all_words_of(one.look.filler) & _SIGNATURE - _MAY_BE_FIXED:
        return True
    return (
        not one.words & _MAY_BE_FIXED and one.look.kind != "filler" and bool(_SIGNED.fullmatch(one.field.value.strip()))
    )


def spoken(fields: Sequence[Evidence]) -> Note | None:
    """Why a call sends no SMS: its address, or its field for the channel, says that the text is read aloud."""
    call = next((one for one in fields if _says(one, _CHANNEL) & _SPOKEN), None)
    if call is None or any(_says(one, _CHANNEL | _ACTION) & _WRITTEN for one in fields):
        return None
    return note("voice-call", at=str(call.field.place), value=call.field.value)


def _says(one: Evidence, named: frozenset[str]) -> frozenset[str]:
    """The words of a segment of the path, or of a value that is a mere word under one of these names."""
    if one.field.place.steps[0].layer == "path":
        fits = bool(_PLAIN_SEGMENT.fullmatch(one.field.value))
    else:
        fits = one.look.kind == "word" and bool(named & one.words)
    if not fits:
        return frozenset()
    whole = folded(one.field.value)
    return frozenset((whole,) if whole in _SPOKEN else words_of(one.field.value))  # "texttospeech" says no "text"


def _is_digest(one: Evidence) -> bool:
    secret = "password" in one.own or "secret" in one.words
    return secret and bool(_DIGEST.fullmatch(one.field.value.strip()))


def broken_body(request: HttpRequest) -> Note | None:
    """What is wrong with a body that can't be read by its own syntax."""
    if layers.body_syntax(request) not in ("json", "xml", "form", "csv"):
        return None
    if any(found.place.steps[0].layer == "body" for found in layers.fields(request)):
        return next((said for said in layers.body_notes(request) if said.kind == "error"), None)
    return None


def unknown_charset(request: HttpRequest) -> Note | None:
    """What is wrong with a Content-Type whose charset no text can be written in, or that is no name of one."""
    name = declared(request)
    if name is None or OPEN in name or known_charset(name):
        return None
    return note("charset-unusable", at="header:Content-Type", name=name)


def _holds_signature(name: str, value: str) -> bool:
    """Whether a header's own parameters are a signature and what makes it fresh.

    So of OAuth 1 (RFC 5849), MAC, WSSE, and Signature-Input (RFC 9421), whose name says the first.
    """
    named = [all_words_of(parameter) for parameter in _PARAMETER.findall(value)]
    signature = any(said & _SIGNATURE and not said & _ABOUT for said in (*named, all_words_of(name)))
    return signature and any(said & _FRESH for said in named)


def _is_signature(one: Evidence) -> bool:
    if not one.words & _SIGNATURE or one.words & _ABOUT:
        return False
    return bool(_SIGNED.fullmatch(one.field.value.strip())) or one.look.kind == "filler"


def _is_fresh(one: Evidence) -> bool:
    """Whether a value is another for each request: a nonce, the moment of sending."""
    named = one.words
    if "nonce" in named:
        return True
    return (
        bool(named & _FRESH)
        and not one.own.get(Role.ORIGINATOR)
        and (
            (one.look.kind == "time" and not named & {"schedule", "send", "delivery", "start"})
            or ("timestamp" in named and one.look.kind in ("filler", "small", "number", "long"))
        )
    )
