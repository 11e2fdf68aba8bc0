"""PHP's own functions, as far as they shape a request: exact where the value is known, else the value stays unknown."""

from __future__ import annotations

import json
from collections.abc import Callable

from curl2sms.http import OPEN
from curl2sms.patterns import regex
from curl2sms.reading.encoding import percent_encoded
from curl2sms.reading.programs.forms import FORM_STYLES, form_text
from curl2sms.reading.programs.language import Call, Native
from curl2sms.reading.programs.operators import length_of, number
from curl2sms.reading.programs.php.array_callbacks import CALLBACKS
from curl2sms.reading.programs.php.arrays import ARRAYS, joined_with
from curl2sms.reading.programs.php.operators import flags_of, number_of, number_text, path_of
from curl2sms.reading.programs.php.patterns import PATTERNS
from curl2sms.reading.programs.php.texts import TEXTS
from curl2sms.reading.programs.texts import JsonStyle, base64_encoded, json_parser, json_text
from curl2sms.reading.programs.values import (
    Cell,
    Member,
    Number,
    Object,
    Table,
    Text,
    Unknown,
    Value,
    is_open,
    names_in,
)
from curl2sms.records import replace
from curl2sms.traced import Traced, joined

_HASHES = frozenset(("md5", "sha1", "sha224", "sha256", "sha384", "sha512"))
_SPACE = " \t\n\r\0\x0b"


def _encoded(kept: str, space: str = "%20") -> Native:
    def encode(call: Call) -> Value:
        text = call.text(0)
        call.machine.encodes(text, call)
        return Text(percent_encoded(text, kept, space=space))

    return encode


def _http_build_query(call: Call) -> Value:
    value = call.value(0)
    if isinstance(value, Unknown):
        return value
    style = "php-raw" if "RFC3986" in str(path_of(call.value(3, "encoding_type"))) else "php"
    table = value.seen if isinstance(value, Object) else call.table(0)
    if prefix := call.text(1, "numeric_prefix"):
        table = _with_prefix(table, prefix)
    separator = call.text(2, "arg_separator").text
    text = form_text(call.machine, table, FORM_STYLES[style])
    return Text(text.replace("&", separator) if separator not in {"", "&"} else text)


def _with_prefix(table: Table, prefix: Traced) -> Table:
    """A table whose numbers among the keys have a text before them."""
    made = Table(table.kind)
    for key, entry in table.entries.items():
        made.put(joined((prefix, entry.key)) if key.isdigit() else entry.key, entry.value)
    return made


def _json_encode(call: Call) -> Value:
    flags = path_of(call.value(1, "flags")) + flags_of(call.value(1, "flags"))
    style = JsonStyle(
        escapes_slashes="SLASHES" not in flags and "flags:64" not in flags,
        is_ascii="UNICODE" not in flags,
        indent="    " if "PRETTY" in flags else "",
        colon=": " if "PRETTY" in flags else ":",
        method="jsonSerialize",
        interface="JsonSerializable",
    )
    value = call.value(0)
    if isinstance(value, Unknown):
        return value
    if "NUMERIC" in flags:
        value = _with_numbers(value, call)
    if "FORCE" in flags or ("ZERO_FRACTION" in flags and _has_whole(value)):
        return call.not_known()
    return Text(json_text(call.machine, value, style))


def _with_numbers(value: Value, call: Call) -> Value:
    """A value with numbers instead of the texts that spell one, as JSON_NUMERIC_CHECK has it."""
    if is_open(value):
        return call.machine.rework(value, call, "JSON_NUMERIC_CHECK")
    if isinstance(value, Table):
        return Table(
            value.kind,
            {key: Member(one.key, Cell(_with_numbers(one.value, call))) for key, one in value.entries.items()},
        )
    if not isinstance(value, Text) or (found := number_of(value)) is None or (shown := number_text(found)) is None:
        return value
    return Number(value.traced.rewritten(0, len(value.traced), shown))


def _has_whole(value: Value) -> bool:
    """Whether a whole number is in a value: PHP may have it as a float."""
    if isinstance(value, Table | Object):
        return any(map(_has_whole, (value if isinstance(value, Table) else value.properties).values))
    return isinstance(value, Number) and isinstance(value.value, int)


def _base64(call: Call) -> Value:
    return Text(base64_encoded(call, call.text(0)))


def _trimmed(sides: str) -> Native:
    def trim(call: Call) -> Value:
        value, text = call.value(0), call.text(0)
        if isinstance(value, Unknown):
            return call.machine.rework(value, call, call.name) if call.text(1).text.strip(_SPACE) else value
        characters = call.text(1).text or _SPACE
        start = len(text) - len(text.text.lstrip(characters)) if "l" in sides else 0
        end = len(text.text.rstrip(characters)) if "r" in sides else len(text)
        return Text(text[start : max(start, end)])

    return trim


def _hash(call: Call) -> Value:
    """``md5``, ``sha1``, ``hash`` of a known text; of any other it is noted."""
    name, text = (call.text(0).text, call.text(1)) if call.name == "hash" else (call.name, call.text(0))
    if OPEN in text.text or name not in _HASHES or len(call.values) > (2 if call.name == "hash" else 1):
        return call.machine.unknown(f"{name}@{call.span.start}", call.span, "", "digest-computed", name)
    import hashlib

    digest = hashlib.new(name, text.text.encode("utf-8", "surrogateescape"), usedforsecurity=False).hexdigest()
    return Text(text.rewritten(0, len(text), digest))


def _replaced(call: Call) -> Value:
    """``str_replace``: of texts, or of lists of them; what is beside unknown values is replaced too."""
    subject = call.value(2)
    if isinstance(subject, Table):
        return subject
    text = call.text(2)
    olds, news = call.value(0), call.value(1)
    searched = [call.machine.text(one) for one in olds.values] if isinstance(olds, Table) else [call.text(0)]
    given = (
        [call.machine.text(one) for one in news.values] if isinstance(news, Table) else [call.text(1)] * len(searched)
    )
    if isinstance(subject, Unknown):
        is_encoding = all(
            new.text == f"%{ord(old.text):02X}" or (old.text, new.text) == (" ", "+")
            for old, new in zip(searched, given, strict=False)
            if len(old) == 1
        )
        return subject if is_encoding else call.machine.rework(subject, call, call.name)
    for at, old in enumerate(searched):
        if not old.text or OPEN in old.text:
            continue
        new = given[at] if at < len(given) else Traced("")
        text = _put_in(text, old.text, new)
    return Text(text)


def _put_in(text: Traced, old: str, new: Traced) -> Traced:
    if old not in text.text or OPEN not in new.text:
        return text.replace(old, new.text)
    return joined_with(list(text.split(old)), new)


def _strlen(call: Call) -> Value:
    text = call.text(0).text
    if OPEN in text:
        return length_of(call.machine, text, call.span)
    return number(len(text.encode("utf-8", "surrogateescape")) if call.name == "strlen" else len(text), call.span)


def _define(call: Call) -> Value:
    call.machine.scope.outermost.set(call.text(0).text, call.machine.keep(call.value(1), call.text(0).text))
    return True


def _defined(call: Call) -> Value:
    """``defined``: a constant that the sample does not define may be one of what loads it."""
    known = call.machine.scope.holder(call.text(0).text)
    return call.machine.unknown(f"defined@{call.span.start}", call.span, "") if known is None else True


def _always(call: Call) -> Value:
    del call
    return True


def _function_exists(call: Call) -> Value:
    name = call.text(0).text
    known = call.machine.language.function(name) or call.machine.scope.holder(name)
    return known is not None or name.startswith(("curl_", "mb_", "json_"))


def _constant(call: Call) -> Value:
    name = call.text(0).text
    holder = call.machine.scope.holder(name)
    return holder.get(name) if holder else call.machine.unknown(name, call.span)


def _isset(call: Call) -> Value:
    for value in call.values:
        if value is None:
            return False
        if isinstance(value, Unknown) or (isinstance(value, Text) and not value.is_known and call.name == "empty"):
            return _tested(call, value)
    return True


def _empty(call: Call) -> Value:
    truth = call.machine.truth(call.value(0))
    return _tested(call, call.value(0)) if truth is None else not truth


def _tested(call: Call, value: Value) -> Value:
    """What a test of an unknown value gives."""
    return call.machine.unknown(
        f"test@{call.span.start}", call.span, "", value.why if isinstance(value, Unknown) else ""
    )


def _is_kind(test: Callable[[Value], bool]) -> Native:
    def check(call: Call) -> Value:
        value = call.value(0)
        if isinstance(value, Unknown):
            return _tested(call, value)
        return test(value)

    return check


def _is_array(call: Call) -> Value:
    """An unknown value is one value: a list of recipients is never assumed."""
    return isinstance(call.value(0), Table)


def _same(call: Call) -> Value:
    return call.value(0)


def _object(call: Call) -> Value:
    value = call.value(0)
    if isinstance(value, Table):
        made = value.copy()
        made.kind = "map"
        return made
    return value


def _std_class(call: Call) -> Value:
    return Object("map", span=call.span)


def _to_text(call: Call) -> Value:
    value = call.value(0)
    return replace(value, is_number=False) if isinstance(value, Unknown) else Text(call.text(0))


def _to_flag(call: Call) -> Value:
    truth = call.machine.truth(call.value(0))
    return call.value(0) if truth is None else truth


def _call_user_func(call: Call) -> Value:
    of = call.value(0)
    if isinstance(of, Text):
        holder = call.machine.scope.holder(str(of))
        of = holder.get(str(of)) if holder else Unknown(str(of), str(of), call.span)
    if isinstance(of, Table) and len(of.entries) == 2:
        of = call.machine.member(of.values[0], call.machine.text(of.values[1]).text, call.span)
    values = list(call.values[1:])
    if call.name.endswith("_array") and values and isinstance(values[0], Table):
        values = values[0].values
    return call.machine.call(of, [("", one) for one in values], call.span)


def _ignored(call: Call) -> Value:
    del call
    return None


def _uncomputed(call: Call) -> Value:
    """A function that only an exact rule could apply to a known text: the text stays, and this is noted."""
    return call.machine.rework(call.value(0), call, call.name)


def _html(call: Call) -> Value:
    quotes = "ENT_NOQUOTES" not in path_of(call.value(1))
    is_xml = "ENT_XML1" in path_of(call.value(1))
    table = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
    table |= {'"': "&quot;", "'": "&apos;" if is_xml else "&#039;"} if quotes else {}
    for name in names_in(call.text(0).text):
        call.machine.escaped[name] = (call.span, call.name)
    return Text(call.text(0).sub(regex("[&<>\"']"), lambda found: table.get(found[0], found[0])))


FUNCTIONS: dict[str, Native] = {
    **ARRAYS,
    **CALLBACKS,
    **TEXTS,
    **PATTERNS,
    "urlencode": _encoded("-_.", "+"),
    "rawurlencode": _encoded("-_.~"),
    "http_build_query": _http_build_query,
    "json_encode": _json_encode,
    "wp_json_encode": _json_encode,
    "base64_encode": _base64,
    "md5": _hash,
    "sha1": _hash,
    "hash": _hash,
    "str_replace": _replaced,
    "strlen": _strlen,
    "mb_strlen": _strlen,
    "trim": _trimmed("lr"),
    "ltrim": _trimmed("l"),
    "rtrim": _trimmed("r"),
    "chop": _trimmed("r"),
    "strval": _to_text,
    "define": _define,
    "defined": _defined,
    "constant": _constant,
    "isset": _isset,
    "empty": _empty,
    "is_array": _is_array,
    "is_object": _is_array,
    "is_string": _is_kind(lambda value: isinstance(value, Text)),
    "is_null": _is_kind(lambda value: value is None),
    "is_numeric": _is_kind(lambda value: isinstance(value, Text | Number) and number_of(value) is not None),
    "function_exists": _function_exists,
    "extension_loaded": _always,
    "is_callable": _always,
    "call_user_func": _call_user_func,
    "call_user_func_array": _call_user_func,
    "htmlspecialchars": _html,
    "json_decode": json_parser(lambda text: number_text(json.loads(text)) or text),
    "utf8_encode": _same,
    "__": _same,
    "_e": _same,
    "esc_html": _same,
    "sanitize_text_field": _same,
    "stdclass": _std_class,
    "new stdclass": _std_class,
    "new arrayobject": _object,
    "(string)": _to_text,
    "(bool)": _to_flag,
    "(boolean)": _to_flag,
    **dict.fromkeys(("print_r", "var_export"), lambda call: call.not_known() if call.value(1) is True else None),
    "(object)": _object,
    **dict.fromkeys(
        (
            "echo",
            "print",
            "var_dump",
            "printf",
            "error_log",
            "header",
            "ini_set",
            "set_time_limit",
            "sleep",
            "usleep",
            "error_reporting",
            "date_default_timezone_set",
            "session_start",
            "ob_start",
            "flush",
        ),
        _ignored,
    ),
    **dict.fromkeys(
        (
            "htmlentities",
            "strip_tags",
            "wordwrap",
            "chunk_split",
            "quotemeta",
            "html_entity_decode",
            "mb_encode_numericentity",
        ),
        _uncomputed,
    ),
}
