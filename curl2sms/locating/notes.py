"""What a sample shows besides: values that stay as they are, and that the one who uses the template must know of."""

from __future__ import annotations

import contextlib
import json
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from shlex import quote

from curl2sms import layers
from curl2sms.errors import Note, UnfitError, note
from curl2sms.http import OPEN, STAND_IN, HttpRequest
from curl2sms.layers.fields import Hop
from curl2sms.locating import kept, own_ids, refusals
from curl2sms.locating.catalog import CatalogEntry
from curl2sms.locating.evidence import Evidence
from curl2sms.locating.looks import QUOTES, look_of
from curl2sms.locating.model import Judged, Role
from curl2sms.locating.placeholders import near
from curl2sms.locating.roles import role_of
from curl2sms.locating.words import words_of
from curl2sms.numbers import NumberFormat
from curl2sms.patterns import regex
from curl2sms.tokens import BODY, MESSAGE_ID, SPELT_AS_MACRO, TO, cut, documented, holds_macro

# What is reported of a value by its role alone; of other roles the value decides (_BY_VALUE).
_BY_ROLE = {
    Role.REFERENCE: "reference-kept",
    Role.CALLBACK: "callback-kept",
}
# Headers that a request states once (RFC 9110 5.3): of two, servers take either, or refuse the request.
_STATED_ONCE = frozenset({"authorization", "content-encoding", "content-type", "host"})
# What the values of a flag for the encoding mean: only these letters fit, or the text must be written otherwise.
_HEXADECIMAL = regex(r"16bit|hex|binary|ucs-?2be", re.IGNORECASE)
_OFF = regex(
    r"0|false|no|off|plain|text|english|gsm-?7?(?:[-_ ]?(?:bit|default))*|gsm0338|latin-?1"
    r"|iso-8859-1|ascii|us-ascii|7bit",
    re.IGNORECASE,
)
_WITH_NAMES = frozenset({"query", "form", "multipart", "json"})
_MANY_DIGITS = regex(r"\d{10,}")  # a date and an hour, maybe with a digit too few: a time to live has fewer
_TEST_OFF = regex(r"0|false|no|off", re.IGNORECASE)
_ENTITY = frozenset({"entity", "entityid", "pe", "peid", "principal"})
_ESCAPE = regex(r"\\|&")
# What a provider or a program fills in within a text: {name}, {{name}}, ${name}, {#var#}, {}, ##OTP##, %name%, <name>.
_PLACE_IN_TEXT = regex(
    r"\$?\{\{?[\w #.-]{0,30}\}?\}|##?[A-Za-z]\w{0,30}##?|\$\$\w{1,30}\$\$|%[A-Za-z]\w{0,30}%|<[\w -]{1,30}>"
)
_DECLARED = regex(r"[\s\ufeff]*<\?xml\s[^>]*?\sencoding\s*=\s*[\"']([A-Za-z][\w.-]*)")  # XML 1.0, 4.3.3
_BETWEEN_DIGITS = regex(r"[\s+().%-]")
_NO_TEXT = regex("[\udc80-\udcff]")  # bytes that the charset can't read: PEP 383
_MEDIA_TYPES = {
    "json": regex(r".*[/+]json\b|"),
    "xml": regex(r".*[/+]xml\b|"),
    "form": regex(r"application/x-www-form-urlencoded|"),
    "csv": regex(r"text/.*|application/(?:octet-stream|csv|x-www-form-urlencoded)|"),
}
# Before a placeholder of the number.
_DIGITS_BEFORE = regex(r"\d{1,4}(?=[^\d\s])")


def notes_on(
    request: HttpRequest,
    evidence: Sequence[Evidence],
    recipient: Evidence | None,
    message: Evidence | None,
    placeholders: Collection[str] = (),
) -> Iterator[Note]:
    """The notes on values and on the request as a whole; ``placeholders`` are names of a person's own."""
    for one in evidence:
        if one is not recipient and one is not message and not one.field.is_name:
            yield from _of_value(one, placeholders)
            yield from _unknown_macro(one, placeholders)
    yield from _of_names(evidence)
    if message and message.look.kind == "hex":
        yield note("message-hexadecimal", at=str(message.field.place), value=message.field.value)
    if message:
        yield from _places_in_text(message)
    for chosen in filter(None, (recipient, message)):
        yield from _respelt(request, chosen.field)
    yield from kept.notes_on(request, evidence, recipient, message)
    if maybe := refusals.maybe_signed(evidence):
        yield maybe
    if recipient and recipient.look.before.endswith(QUOTES):
        yield note("quotes-kept", at=str(recipient.field.place), value=recipient.field.value)
    if recipient:
        yield from _digits_gone(recipient)
        yield from _number_once_more(evidence, recipient)
    yield from _of_charset(request, evidence)
    yield from _of_declarations(evidence)
    yield from _of_request(request)


def _known(placeholders: Collection[str]) -> Collection[str]:
    """The names of placeholders that platforms document, and a person's own."""
    return documented() | {*placeholders}


def _digits_gone(recipient: Evidence) -> Iterator[Note]:
    """Digits before what means the number that are no country's code: with it they are one number, as ``0{phone}``."""
    value = recipient.field.value.strip()
    digits = _DIGITS_BEFORE.match(value)
    if digits and recipient.look.kind == "filler" and recipient.look.filler and not recipient.look.before:
        shown = STAND_IN.sub(r"$\1", value)
        yield note("digits-gone", at=str(recipient.field.place), text=shown, digits=digits[0])


def format_differs(recipient: layers.Field, sample: NumberFormat, entry: CatalogEntry) -> Iterator[Note]:
    """A number that the sample writes otherwise than the provider's documentation: the sample's wins."""
    known = {sample.format, entry.number_format.format}
    if "as-given" not in known and len(known) > 1:
        yield note(
            "number-format-differs",
            at=str(recipient.place),
            provider=entry.title,
            sample=sample.format,
            documented=entry.number_format.format,
        )


def on_answers(entry: CatalogEntry) -> Iterator[Note]:
    """What a person must know who wants to tell by the provider's answer what became of a message."""
    if entry.simulates:
        yield note("call-simulates", provider=entry.title)
    elif entry.answers_unknown and not entry.text_at_provider:
        yield note("answers-unknown", provider=entry.title)


def on_repeated_names(evidence: Sequence[Evidence]) -> Iterator[Note]:
    """Names that occur more than once in one object of a JSON document (RFC 8259 4): readers differ on these."""
    for at, hop in _documents(evidence, "json"):
        yield from (note("json-name-repeated", at=at, name=name) for name in _repeated_names(hop.text))


def _documents(evidence: Sequence[Evidence], layer: str) -> Iterator[tuple[str, Hop]]:
    """The documents of a layer in a request, each once, and what notes call their places."""
    seen = set()
    for one in evidence:
        steps = one.field.place.steps
        for depth, hop in enumerate(one.field.hops):
            if hop.layer == layer and steps[:depth] not in seen:
                seen.add(steps[:depth])
                yield str(layers.Place(steps[:depth])) if depth else "body", hop


def _repeated_names(text: str) -> dict[str, None]:
    """The names that a JSON text repeats within an object, in order; a variable in it may mean any value."""
    found: dict[str, None] = {}

    def take_note(pairs: list[tuple[str, object]]) -> None:
        counts = Counter(name for name, _ in pairs)
        found.update(dict.fromkeys(name for name, count in counts.items() if count > 1))

    with contextlib.suppress(ValueError):  # what a template leaves open without quotes is no JSON
        json.loads(STAND_IN.sub("0", text), object_pairs_hook=take_note)
    return found


def on_own_id(request: HttpRequest, judged: Sequence[Judged], entry: CatalogEntry) -> Iterator[Note]:
    """Where the platform's id of a message may go, so that delivery reports can be matched.

    Nothing where it is already, or where a reference of the sample's is spoken of.
    """
    at = own_ids.place_of(entry, request, [one.field for one in judged])
    spoken_of = {str(one.field.place) for one in judged if one.role is Role.REFERENCE and one.field.value.strip()}
    if at and at not in spoken_of and not any(holds_macro(one.field.value, MESSAGE_ID) for one in judged):
        yield note("own-id-offered", provider=entry.title, place=at, quoted=quote(at))


def _of_names(evidence: Sequence[Evidence]) -> Iterator[Note]:
    """Yield a note on each name with spaces around it: no provider's has any, and ``a=1 & b=2`` was pasted so."""
    for one in evidence:
        name = one.field.place.step.own
        layer = one.field.place.step.layer
        if layer in _WITH_NAMES and not one.field.is_name and name != name.strip() and name.strip():
            yield note("name-with-space", at=str(one.field.place), name=name)


def _of_value(one: Evidence, placeholders: Collection[str]) -> Iterator[Note]:
    role, value = role_of(one)[0], one.field.value
    if not value.strip() or ("$$" in value and any(cut(value, _known(placeholders)))):
        return
    said = _BY_VALUE[role](one) if role in _BY_VALUE else _BY_ROLE.get(role)
    if said:
        at = str(one.field.place)
        yield note(said, at=at, value=_as_date(value) if role is Role.SCHEDULE else value, quoted=quote(at))


def _of_schedule(one: Evidence) -> str | None:
    is_moment = one.look.kind == "time" or _MANY_DIGITS.fullmatch(one.field.value.strip())
    return "schedule-kept" if is_moment else None


def _of_test_flag(one: Evidence) -> str | None:
    return None if _TEST_OFF.fullmatch(one.field.value.strip()) else "test-flag-kept"


def _of_encoding(one: Evidence) -> str | None:
    value = one.field.value.strip()
    if _HEXADECIMAL.fullmatch(value):
        return "encoding-hexadecimal"
    return "encoding-narrow" if _OFF.fullmatch(value) else "encoding-kept"


def _of_template_id(one: Evidence) -> str:
    """The id of a text, which differs from message to message, or of the sender's registration, which does not."""
    return "entity-id-kept" if _ENTITY & {*words_of(one.field.place.step.name)} else "template-id-kept"


def _of_constant(one: Evidence) -> str | None:
    return "time-kept" if _is_moment(one) else None


_BY_VALUE: Mapping[Role, Callable[[Evidence], str | None]] = {
    Role.SCHEDULE: _of_schedule,
    Role.TEST_FLAG: _of_test_flag,
    Role.ENCODING_FLAG: _of_encoding,
    Role.TEMPLATE_ID: _of_template_id,
    Role.CONSTANT: _of_constant,
}


def _is_moment(one: Evidence) -> bool:
    """Whether a value of any name is a date or a time; an API's version may be one too, and stays."""
    step = one.field.place.step
    is_version = step.layer in ("path", "header") or any("version" in word for word in words_of(step.name))
    return one.look.kind == "time" and not one.field.value.strip().isdecimal() and not is_version


def _unknown_macro(one: Evidence, placeholders: Collection[str]) -> Iterator[Note]:
    """A value that is spelt as a placeholder of a platform's, and that none documents."""
    spelt = SPELT_AS_MACRO.fullmatch(one.field.value.strip())
    if not spelt or spelt["macro"] in {TO, BODY, *_known(placeholders)}:
        return
    if meant := near(spelt["macro"]):
        yield note("macro-case", at=str(one.field.place), name=spelt["macro"], meant=meant)
    else:
        yield note("macro-unknown", at=str(one.field.place), value=one.field.value, name=spelt["macro"])


def _places_in_text(message: Evidence) -> Iterator[Note]:
    """What is filled in within the sample's text, and goes with it; a mere stand-in has no such places, nor HTML."""
    value = message.field.value
    if not any(sign in value for sign in "{#$%<"):
        return
    found = dict.fromkeys(match[0] for match in _PLACE_IN_TEXT.finditer(value))
    whole = value.strip() in found or any(token.kind == "macro" for token in cut(value, documented()))
    if found and message.look.kind in ("words", "word") and "</" not in value and not whole:
        yield note("message-with-places", at=str(message.field.place), places=", ".join(found))


def _respelt(request: HttpRequest, field: layers.Field) -> Iterator[Note]:
    """A number or a text that a document spells with escapes which no text is written with, as ``\\/``."""
    hop = field.hops[-1]
    raw = hop.text[hop.leaf.span.start : hop.leaf.span.end]
    if field.place.steps[0].layer not in ("json", "xml") or not _ESCAPE.search(raw):
        return
    style = layers.Style(charset=layers.charset_of(request))
    try:
        same = layers.write(request, {field: field.value}, style).body == request.body
    except UnfitError:  # half a character, which can be escaped and not be written
        same = False
    if not same:
        yield note("escapes-respelt", at=str(field.place), value=raw)


def _as_date(value: str) -> str:
    """A Unix time with its date in UTC; any other time as it is."""
    import datetime

    text = value.strip()
    if not re.fullmatch(r"\d{10}(?:\d{3})?", text):
        return text
    moment = datetime.datetime.fromtimestamp(int(text[:10]), tz=datetime.UTC)
    return f"{text} ({moment:%Y-%m-%d %H:%M} UTC)"


def _number_once_more(evidence: Sequence[Evidence], recipient: Evidence) -> Iterator[Note]:
    """The recipient's digits in other values, which stay as they are for every message."""
    seen = recipient.look
    digits = _digits(seen.numbers[0]) if seen.kind == "number" else ""
    if len(digits) < 8 or seen.number_kind == "masked":
        return
    signs = frozenset(digits)
    for one in evidence:
        value = one.field.value
        if len(value) < len(digits) or not all(sign in value for sign in signs):  # most: no need to look further
            continue
        if one.field.place == recipient.field.place or look_of(value).kind == "words":
            continue
        if digits in _BETWEEN_DIGITS.sub("", value):
            yield note("number-once-more", at=str(one.field.place), value=value)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _of_charset(request: HttpRequest, evidence: Sequence[Evidence]) -> Iterator[Note]:
    """Letters that are not written in UTF-8, though nothing says so."""
    if charset := layers.inferred(request):
        yield note("charset-inferred", charset=charset)
    if (charset := layers.charset_of(request)) != "utf-8" and _is_utf_8(request.body):
        yield note("charset-contradicts", at="header:Content-Type", charset=charset)
        return
    for one in evidence:
        if not one.field.value.isascii() and _NO_TEXT.search(one.field.value):
            yield note("escapes-of-no-utf-8", at=str(one.field.place))


def _is_utf_8(body: bytes | None) -> bool:
    """Whether a body has letters beyond ASCII, maybe percent-encoded, and all of them are UTF-8."""
    from urllib.parse import unquote_to_bytes

    data = unquote_to_bytes(body or b"")
    try:
        return STAND_IN.sub("", data.decode()).isascii() is False
    except UnicodeDecodeError:
        return False


def _of_declarations(evidence: Sequence[Evidence]) -> Iterator[Note]:
    """XML that declares another encoding than the one it is written in."""
    for at, hop in _documents(evidence, "xml"):
        declared = _DECLARED.match(hop.text)
        if declared and layers.known_charset(declared[1]) != layers.known_charset(hop.charset):
            yield note("encoding-declared", at=at, declared=declared[1], charset=hop.charset)


def _of_request(request: HttpRequest) -> Iterator[Note]:
    """Notes on the method, on headers that are there twice, and on a Content-Type that the body contradicts."""
    method = request.method.upper()
    if method == "GET" and request.body:
        yield note("get-with-body")
    elif method not in ("GET", "POST"):
        yield note("method-unusual", method=request.method)
    counts = Counter(name.lower() for name, _ in request.headers)
    for name, _ in request.headers:
        if name.lower() in _STATED_ONCE and (count := counts.pop(name.lower(), 0)) > 1:
            yield note("header-repeated", at=f"header:{name}", count=count)
    syntax = layers.body_syntax(request)
    fits = _MEDIA_TYPES.get(syntax)
    if fits and OPEN not in request.media_type and not fits.fullmatch(request.media_type):
        where = None if _states_type(request) else request.traces.body.known_span()
        yield note("media-type-contradicts", where, at="header:Content-Type", stated=request.media_type, syntax=syntax)


def _states_type(request: HttpRequest) -> bool:
    """Whether the sample spells the Content-Type; curl adds one for a body."""
    return any(name.text.lower() == "content-type" and value.runs for name, value in request.traces.headers)
