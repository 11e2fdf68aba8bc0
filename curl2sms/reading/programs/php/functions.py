"""PHP's own functions, as far as they shape a request: exact where the value is known, else the value stays unknown."""

from __future__ import annotations

import re
from collections.abc import Callable

from curl2sms.errors import Span
from curl2sms.http import OPEN
from curl2sms.patterns import regex
from curl2sms.reading.programs.expressions import calculated, length_of, number, number_in, without_end
from curl2sms.reading.programs.forms import FORM_STYLES, form_text
from curl2sms.reading.programs.language import Call, Native
from curl2sms.reading.programs.machine import Machine
from curl2sms.reading.programs.php.arrays import ARRAYS, joined_with
from curl2sms.reading.programs.texts import JsonStyle, base64_encoded, json_text, percent_encoded
from curl2sms.reading.programs.values import Number, Object, Table, Text, Unknown, Value
from curl2sms.records import replace
from curl2sms.traced import Traced, joined

_HASHES = frozenset(("md5", "sha1", "sha224", "sha256", "sha384", "sha512"))
_SPACE = " \t\n\r\0\x0b"
_CONVERSION = regex(r"%(?:(?P<number>\d+)\$)?(?P<flags>[-+ 0]*)(?P<width>\d*)(?:\.(?P<digits>\d+))?(?P<kind>[sduf%])")


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
    style = "php-raw" if "RFC3986" in str(_path(call.value(3, "encoding_type"))) else "php"
    table = value.properties if isinstance(value, Object) else call.table(0)
    separator = call.text(2, "arg_separator").text
    text = form_text(call.machine, _as_form(table), FORM_STYLES[style])
    return Text(text.replace("&", separator) if separator not in {"", "&"} else text)


def _as_form(table: Table) -> Table:
    """True and false are 1 and 0 in a form of PHP."""
    made = Table(table.kind)
    for key, entry in table.entries.items():
        value = entry.value
        if isinstance(value, bool):
            value = Number(Traced(str(int(value))))
        made.put(
            entry.key if entry.key.text == key else Traced(key), _as_form(value) if isinstance(value, Table) else value
        )
    return made


def _path(value: Value) -> str:
    return value.path if isinstance(value, Unknown) else "" if value is None else str(value)


def _json_encode(call: Call) -> Value:
    flags = _path(call.value(1, "flags")) + _flags(call.value(1, "flags"))
    style = JsonStyle(
        escapes_slashes="SLASHES" not in flags and "flags:64" not in flags,
        is_ascii="UNICODE" not in flags,
        indent="    " if "PRETTY" in flags else "",
        colon=": " if "PRETTY" in flags else ":",
    )
    value = call.value(0)
    if isinstance(value, Unknown):
        return value
    return Text(json_text(call.machine, value, style))


def _flags(value: Value) -> str:
    if not isinstance(value, Number):
        return ""
    bits = int(value.value)
    return "".join(name for bit, name in ((64, "SLASHES"), (128, "PRETTY"), (256, "UNICODE")) if bits & bit)


def _bits(machine: Machine, left: Value, right: Value, span: Span) -> Value:
    """``A | B`` of named flags keeps both names."""
    del machine, span
    unknown = next((one for one in (left, right) if isinstance(one, Unknown)), None)
    names = "|".join(_flags(one) or _path(one) for one in (left, right))
    return replace(unknown, path=names) if unknown else left


def _plus(machine: Machine, left: Value, right: Value, span: Span) -> Value:
    """``+`` of arrays adds the members that the first one lacks; of anything else, numbers."""
    if isinstance(left, Table) and isinstance(right, Table):
        made = left.copy()
        for key, entry in right.entries.items():
            if key not in made.entries:
                made.entries[key] = entry
        return made
    return calculated(machine, "+", left, right, span)


def _base64(call: Call) -> Value:
    return Text(base64_encoded(call.machine, call.text(0)))


def _pure(function: Callable[[str], str]) -> Native:
    """A function of one text; unknown parts stay, and this is noted where it changes more than the form."""

    def apply(call: Call) -> Value:
        value = call.value(0)
        text = call.text(0)
        if OPEN in text.text:
            return call.machine.rework(value, call, call.name)
        changed = function(text.text)
        return Text(text if changed == text.text else text.rewritten(0, len(text), changed))

    return apply


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
    if OPEN in text.text or name not in _HASHES or len(call.values) > 2:
        return call.machine.unknown(f"{name}@{call.span.start}", call.span, "", "digest-computed", name)
    import hashlib

    digest = hashlib.new(name, text.text.encode("utf-8", "surrogateescape"), usedforsecurity=False).hexdigest()
    return Text(text.rewritten(0, len(text), digest))


def _sprintf(call: Call) -> Value:
    return Text(formatted(call.text(0), list(call.values[1:]), call.machine))


def _vsprintf(call: Call) -> Value:
    return Text(formatted(call.text(0), call.table(1).values, call.machine))


def formatted(pattern: Traced, values: list[Value], machine: Machine) -> Traced:
    """``sprintf``."""
    pieces: list[Traced] = []
    at = used = 0
    for found in _CONVERSION.finditer(pattern.text):
        pieces.append(pattern[at : found.start()])
        at = found.end()
        if found["kind"] == "%":
            pieces.append(pattern[found.start() : found.start() + 1])
            continue
        place = int(found["number"]) - 1 if found["number"] else used
        used += not found["number"]
        value = values[place] if place < len(values) else None
        text = machine.text(value)
        if OPEN not in text.text:
            if found["kind"] == "f" and (real := number_in(value)) is not None:
                text = text.rewritten(0, len(text), f"{real:.{int(found['digits'] or 6)}f}")
            width = int(found["width"] or 0)
            fill = "0" if "0" in found["flags"] else " "
            if width > len(text) and width < 1000:
                filling = Traced(fill * (width - len(text)))
                text = text + filling if "-" in found["flags"] else filling + text
        pieces.append(text)
    return joined((*pieces, pattern[at:]))


def _replaced(call: Call) -> Value:
    """``str_replace``: of texts, or of lists of them; what stands beside unknown values is replaced too."""
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
    for number_of, old in enumerate(searched):
        if not old.text or OPEN in old.text:
            continue
        new = given[number_of] if number_of < len(given) else Traced("")
        text = _put_in(text, old.text, new)
    return Text(text)


def _put_in(text: Traced, old: str, new: Traced) -> Traced:
    if old not in text.text or OPEN not in new.text:
        return text.replace(old, new.text)
    return joined_with(list(text.split(old)), new)


def _strtr(call: Call) -> Value:
    table = call.value(1)
    if not isinstance(table, Table):
        return call.machine.rework(call.value(0), call, call.name)
    text = call.text(0)
    for entry in table.entries.values():
        if entry.key.text:
            text = _put_in(text, entry.key.text, call.machine.text(entry.value))
    return Text(text)


def _strlen(call: Call) -> Value:
    text = call.text(0).text
    if OPEN in text:
        return length_of(call.machine, text, call.span)
    return number(len(text.encode("utf-8", "surrogateescape")) if call.name == "strlen" else len(text), call.span)


def _substr(call: Call) -> Value:
    value, text = call.value(0), call.text(0)
    start = number_in(call.value(1))
    length = number_in(call.value(2)) if len(call.values) > 2 else None
    if start == 0 and OPEN in text.text and (cut := without_end(text, call.value(2))) is not None:
        return Text(cut)
    if OPEN in text.text or start is None:
        return call.machine.rework(value, call, call.name)
    begin = int(start) if start >= 0 else max(0, len(text) + int(start))
    end = len(text) if length is None else begin + int(length) if length >= 0 else len(text) + int(length)
    return Text(text[begin : max(begin, end)])


def _define(call: Call) -> Value:
    scope = call.machine.scope
    while scope.outer is not None:
        scope = scope.outer
    scope.variables[call.text(0).text] = call.machine.keep(call.value(1), call.text(0).text)
    return True


def _defined(call: Call) -> Value:
    del call
    return True


def _function_exists(call: Call) -> Value:
    name = call.text(0).text
    known = call.machine.language.function(name) or call.machine.scope.holder(name)
    return known is not None or name.startswith(("curl_", "mb_", "json_"))


def _constant(call: Call) -> Value:
    name = call.text(0).text
    holder = call.machine.scope.holder(name)
    return holder.variables[name] if holder else call.machine.unknown(name, call.span)


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


def _to_int(call: Call) -> Value:
    value = call.value(0)
    if isinstance(value, Unknown):
        return value
    found = re.match(r"\s*[-+]?\d+", call.text(0).text)
    return Number(Traced(str(int(found[0])) if found else "0")) if not isinstance(value, Number) else value


def _to_text(call: Call) -> Value:
    value = call.value(0)
    return value if isinstance(value, Unknown) else Text(call.text(0))


def _to_flag(call: Call) -> Value:
    truth = call.machine.truth(call.value(0))
    return call.value(0) if truth is None else truth


def _call_user_func(call: Call) -> Value:
    of = call.value(0)
    if isinstance(of, Text):
        holder = call.machine.scope.holder(str(of))
        of = holder.variables[str(of)] if holder else Unknown(str(of), str(of), call.span)
    if isinstance(of, Table) and len(of.entries) == 2:
        of = call.machine.member(of.values[0], call.machine.text(of.values[1]).text, call.span)
    values = list(call.values[1:])
    if call.name.endswith("_array") and values and isinstance(values[0], Table):
        values = values[0].values
    return call.machine.call(of, [("", one) for one in values], call.span)


def _ignored(call: Call) -> Value:
    del call
    return None


def _preg_replace(call: Call) -> Value:
    """A pattern in the simple form that listings use on numbers; anything else leaves the text and is noted."""
    value, text = call.value(2), call.text(2)
    pattern = re.fullmatch(r"(?P<end>[/#~])(?P<body>[\[\]\\\w^+\-. ()*?|{},]*)(?P=end)[u]?", call.text(0).text)
    if pattern is None or OPEN in text.text or isinstance(call.value(0), Table) or len(text) > 2000:
        return call.machine.rework(value, call, call.name)
    try:
        compiled = re.compile(pattern["body"])
    except re.error:
        return call.machine.rework(value, call, call.name)
    if (
        re.search(r"[*+}]\)?[*+{]|\(.*[*+].*\)[*+]", pattern["body"])
        or "\\" in call.text(1).text
        or "$" in call.text(1).text
    ):
        return call.machine.rework(value, call, call.name)
    return Text(text.sub(compiled, call.text(1).text))


def _uncomputed(call: Call) -> Value:
    """A function that only an exact rule could apply to a known text: the text stays, and this is noted."""
    return call.machine.rework(call.value(0), call, call.name)


def _html(call: Call) -> Value:
    quotes = "ENT_NOQUOTES" not in _path(call.value(1))
    is_xml = "ENT_XML1" in _path(call.value(1))
    table = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
    table |= {'"': "&quot;", "'": "&apos;" if is_xml else "&#039;"} if quotes else {}
    return Text(call.text(0).sub(regex("[&<>\"']"), lambda found: table.get(found[0], found[0])))


FUNCTIONS: dict[str, Native] = {
    **ARRAYS,
    "urlencode": _encoded("-_.", "+"),
    "rawurlencode": _encoded("-_.~"),
    "http_build_query": _http_build_query,
    "json_encode": _json_encode,
    "wp_json_encode": _json_encode,
    "base64_encode": _base64,
    "md5": _hash,
    "sha1": _hash,
    "hash": _hash,
    "sprintf": _sprintf,
    "vsprintf": _vsprintf,
    "str_replace": _replaced,
    "strtr": _strtr,
    "strlen": _strlen,
    "mb_strlen": _strlen,
    "substr": _substr,
    "mb_substr": _substr,
    "trim": _trimmed("lr"),
    "ltrim": _trimmed("l"),
    "rtrim": _trimmed("r"),
    "chop": _trimmed("r"),
    "strtolower": _pure(str.lower),
    "mb_strtolower": _pure(str.lower),
    "strtoupper": _pure(str.upper),
    "mb_strtoupper": _pure(str.upper),
    "ucfirst": _pure(lambda text: text[:1].upper() + text[1:]),
    "stripslashes": _pure(lambda text: re.sub(r"\\(.?)", r"\1", text)),
    "addslashes": _pure(lambda text: re.sub(r"(['\"\\])", r"\\\1", text)),
    "strval": _to_text,
    "intval": _to_int,
    "define": _define,
    "defined": _defined,
    "constant": _constant,
    "isset": _isset,
    "empty": _empty,
    "is_array": _is_array,
    "is_object": _is_array,
    "is_string": _is_kind(lambda value: isinstance(value, Text)),
    "is_null": _is_kind(lambda value: value is None),
    "is_numeric": _is_kind(lambda value: number_in(value) is not None),
    "function_exists": _function_exists,
    "extension_loaded": _defined,
    "is_callable": _defined,
    "call_user_func": _call_user_func,
    "call_user_func_array": _call_user_func,
    "preg_replace": _preg_replace,
    "htmlspecialchars": _html,
    "json_decode": _same,
    "utf8_encode": _same,
    "utf8_decode": _same,
    "mb_convert_encoding": _same,
    "iconv": lambda call: call.value(2),
    "__": _same,
    "_e": _same,
    "esc_html": _same,
    "sanitize_text_field": _same,
    "stdclass": _std_class,
    "new stdclass": _std_class,
    "new arrayobject": _object,
    "(string)": _to_text,
    "(int)": _to_int,
    "(integer)": _to_int,
    "(float)": _same,
    "(bool)": _to_flag,
    "(boolean)": _to_flag,
    "(array)": _same,
    "(object)": _object,
    **dict.fromkeys(
        (
            "echo",
            "print",
            "print_r",
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
            "var_export",
        ),
        _ignored,
    ),
    **dict.fromkeys(
        (
            "nl2br",
            "htmlentities",
            "strip_tags",
            "wordwrap",
            "chunk_split",
            "str_pad",
            "ucwords",
            "number_format",
            "bin2hex",
            "strrev",
            "quotemeta",
            "html_entity_decode",
            "mb_encode_numericentity",
            "preg_replace_callback",
        ),
        _uncomputed,
    ),
}
OPERATORS = {"|": _bits, "+": _plus}
