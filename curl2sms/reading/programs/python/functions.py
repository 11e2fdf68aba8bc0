"""Python's own functions and methods, as far as they shape a request."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from curl2sms.http import OPEN, STAND_IN
from curl2sms.patterns import regex
from curl2sms.reading.encoding import percent_encoded
from curl2sms.reading.programs.forms import FORM_STYLES, form_text
from curl2sms.reading.programs.keys import OtherKey
from curl2sms.reading.programs.language import Call, Native
from curl2sms.reading.programs.operators import number, number_in
from curl2sms.reading.programs.python.builtins import BUILTINS, members, shaped, shown
from curl2sms.reading.programs.python.plain import MOST_REPEATED, REFUSED, applied
from curl2sms.reading.programs.python.syntax import IMPORT
from curl2sms.reading.programs.python.tables import OF_TABLE, as_table
from curl2sms.reading.programs.texts import (
    MOST_NESTED,
    JsonStyle,
    base64_encoded,
    json_text,
    split_open,
    text_method,
)
from curl2sms.reading.programs.values import (
    LIST,
    MAP,
    TUPLE,
    Cell,
    Function,
    Member,
    Number,
    Object,
    Table,
    Text,
    Unknown,
    Value,
    is_open,
    listed,
)
from curl2sms.records import replace
from curl2sms.traced import Traced, joined

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# ``{}``, ``{0}``, ``{name}``, ``{0[name]}``, ``{0.name}``; doubled braces stay one.
_FORMAT = regex(r"\{\{|\}\}|\{(?P<name>\w*+)(?P<more>(?:[.\[][^{}:!]*+)?+)(?P<shape>[^{}]*+)\}|(?P<open>[{}])")
_MORE = regex(r"\.(?P<attribute>\w+)|\[(?P<key>[^\]]*)(?:\]|\Z)")


# What the syntax does


def _import(call: Call) -> Value:
    return call.machine.unknown(call.text(0).text, call.span)


# Functions


def _dumps(call: Call) -> Value:
    """``json.dumps``: its separators, and whether it writes ASCII only."""
    value = call.value(0)
    if isinstance(value, Unknown):
        return value
    between, indent = call.named.get("separators"), call.named.get("indent")
    comma, colon = ", ", ": "
    if isinstance(between, Table) and len(between.entries) == 2:
        comma, colon = (str(one) for one in between.values)
    width = str(indent) if isinstance(indent, Text) else ""
    if isinstance(indent, Number) and isinstance(indent.value, int):
        width = " " * min(indent.value, _WIDEST)
    if width and not between:
        comma = ","
    if {"default", "cls"} & call.named.keys() and _has_object(value):  # which say what an object is written as
        return call.not_known("dumps")
    is_ascii = call.named.get("ensure_ascii") is not False
    if call.named.get("sort_keys") is True:
        value = _sorted(value)
    return Text(json_text(call.machine, value, JsonStyle(comma=comma, colon=colon, is_ascii=is_ascii, indent=width)))


def _has_object(value: Value) -> bool:
    """Whether an object of a class is in a value."""
    return isinstance(value, Object) or (isinstance(value, Table) and any(map(_has_object, value.values)))


# More than this no JSON is indented.
_WIDEST = 40


def _sorted(value: Value, depth: int = 0) -> Value:
    """A value with the keys of all its dictionaries in their order."""
    if not isinstance(value, Table) or depth > MOST_NESTED:
        return value
    entries = list(value.entries.items())
    if not value.is_list:
        with suppress(TypeError):  # keys of several kinds have no order
            entries.sort(key=_rank)
    return Table(value.kind, {key: Member(one.key, Cell(_sorted(one.value, depth + 1))) for key, one in entries})


def _rank(entry: tuple[str, Member]) -> Any:
    return entry[0].value if isinstance(entry[0], OtherKey) else entry[0]


def _urlencode(call: Call) -> Value:
    """``urlencode``: of a dictionary or of pairs; ``quote_via=quote`` writes a space as ``%20``."""
    value = call.value(0)
    if isinstance(value, Unknown):
        return value
    given = call.named.get("quote_via")
    spaces = isinstance(given, Unknown) and not given.path.endswith("_plus")
    style = FORM_STYLES["requests" if call.value(1, "doseq") else "python"]
    if (safe := call.value(2, "safe")) is not None:
        style = replace(style, kept=style.kept + call.machine.text(safe).text)
    text = form_text(call.machine, value if isinstance(value, Table) else Table(MAP), style)
    return Text(text.sub(_PLUS, "%20") if spaces else text)


_PLUS = regex(r"\+")


def _quoted_with(kept: str, space: str) -> Native:
    def quote(call: Call) -> Value:
        text, safe = call.text(0), call.value(1, "safe")
        call.machine.encodes(text, call)
        own = kept if safe is None else f"_.-~{call.machine.text(safe).text}"
        return Text(percent_encoded(text, own, space=space))

    return quote


def _b64(call: Call) -> Value:
    return Text(base64_encoded(call, call.text(0)), is_bytes=True)


def _text(call: Call) -> Value:
    """``str(value)``, ``str(value, encoding)``."""
    value = call.value(0)
    if isinstance(value, Unknown):
        return replace(value, is_number=False)
    is_decoded = len(call.values) > 1 or call.named
    return Text(call.text(0) if is_decoded or not call.values else shown(call.machine, value, call))


def _bytes(call: Call) -> Value:
    value = call.value(0)
    if not isinstance(value, Text | Unknown):  # of numbers: so many, or these
        return call.not_known()
    return value if isinstance(value, Unknown) else Text(call.text(0), is_bytes=True)


def _dict(call: Call) -> Value:
    made = Table(MAP)
    call.machine.leaves_out(call.value(0), call.span)
    for entry in as_table(call.machine, call.value(0), call.span).entries.values():
        made.put(entry.key, entry.value)
    for name, value in call.named.items():
        made.put(Traced(name), value)
    return made


def _list(call: Call) -> Value:
    """``list(value)``, ``tuple(value)``."""
    value = members(call) if call.values else Table(LIST)
    if not isinstance(value, Table):
        return value
    table = listed(list(value.values))
    table.kind = TUPLE if call.name == "tuple" else LIST
    return table


def _first(call: Call) -> Value:
    return call.value(0)


def _asked(call: Call) -> Value:
    """``input()``: the variable that takes it gives the name."""
    return call.machine.unknown(f"input@{call.span.start}", call.span, "")


def _length(call: Call) -> Value:
    value = call.value(0)
    if isinstance(value, Object) and value.of and (method := value.of.method("__len__")):
        return call.machine.enter(Function(method, value.of.scope, value), [])
    if isinstance(value, Table):
        return number(len(value.entries), call.span)
    if isinstance(value, Text) and value.is_known:
        text = str(value)
        return number(len(text.encode("utf-8", "surrogateescape") if value.is_bytes else text), call.span)
    return call.not_known("length")


def _nothing(call: Call) -> Value:
    del call
    return None


def _is_text(call: Call) -> Value:
    value, kind = call.value(0), call.value(1)
    named = kind.path if isinstance(kind, Unknown) else ""
    test = _KINDS.get(named)
    if test is None or isinstance(value, Unknown):
        return call.machine.unknown(f"isinstance@{call.span.start}", call.span, "")
    return test(value)


def _is_list(kind: str) -> Callable[[Value], bool]:
    return lambda value: isinstance(value, Table) and value.kind == kind


_KINDS: dict[str, Callable[[Value], bool]] = {
    "str": lambda value: isinstance(value, Text) and not value.is_bytes,
    "bytes": lambda value: isinstance(value, Text) and value.is_bytes,
    "int": lambda value: isinstance(value, bool) or (isinstance(value, Number) and isinstance(value.value, int)),
    "float": lambda value: isinstance(value, Number) and isinstance(value.value, float),
    "bool": lambda value: isinstance(value, bool),
    "list": _is_list(LIST),
    "tuple": _is_list(TUPLE),
    "dict": _is_list(MAP),
}


# Methods


def _self(call: Call) -> Value:
    return call.receiver


def _coded(call: Call) -> Value:
    """``encode`` and ``decode``; in another encoding than UTF-8 only ASCII stays the same text.

    What is not shown may be any text, but none that ASCII refuses goes on.
    """
    encoding = call.text(0, "encoding").text.lower().replace("_", "-")
    text = call.receiver_text
    may_change = OPEN in text.text and (encoding not in {"ascii", "us-ascii"} or call.value(1, "errors") is not None)
    if encoding not in {"", "utf-8", "utf8"} and (may_change or not STAND_IN.sub("", text.text).isascii()):
        return call.machine.rework(call.receiver, call, call.name)
    return Text(text, is_bytes=call.name == "encode") if isinstance(call.receiver, Text) else call.receiver


def _coded_argument(call: Call) -> Value:
    """``smart_str(text, encoding="utf-8")`` of Django."""
    return _coded(replace(call, receiver=call.value(0), values=call.values[1:]))


def _by_python(name: str, *, changes: bool = False) -> Native:
    """A method of texts by Python itself; what is not shown is not known, or stays where the method changes a text."""

    def apply(call: Call) -> Value:
        try:
            return applied(getattr(str, name), call, call.receiver)
        except REFUSED:
            if changes:
                return call.machine.rework(call.receiver, call, name)
            return call.not_known(name)

    return apply


def _format(call: Call) -> Value:
    """``text.format(...)``."""
    text, machine = call.receiver_text, call.machine
    pieces, at, count = [], 0, 0
    for found in _FORMAT.finditer(text.text):
        pieces.append(text[at : found.start()])
        at = found.end()
        if found["open"]:
            return machine.rework(call.receiver, call, call.name)
        if found["name"] is None:
            pieces.append(text[found.start() : found.start() + 1])
            continue
        name = found["name"]
        if not name:
            name, count = str(count), count + 1
        value = call.value(int(name)) if name.isdecimal() else call.named.get(name)
        for more in _MORE.finditer(found["more"]):
            if more["attribute"]:
                value = machine.member(value, more["attribute"], call.span)
            else:
                value = machine.item(value, Text(Traced(more["key"])), call.span)
        shape = found["shape"] if found["shape"] not in {":s", "!s", ":d"} else ""
        pieces.append(shaped(machine, value, shape, call))
    return Text(joined([*pieces, text[at:]]))


def _join(call: Call) -> Value:
    value = members(call)
    if not isinstance(value, Table):
        return value
    texts = [call.machine.text(one) for one in value.values]
    return Text(joined([part for text in texts for part in (call.receiver_text, text)][1:]))


def _padded(call: Call) -> Value:
    """``zfill``, ``rjust``, ``ljust``."""
    text, width, filled = call.receiver_text, number_in(call.value(0)), call.text(1).text or " "
    if OPEN in text.text or width is None or width > MOST_REPEATED or len(filled) != 1:
        return call.machine.rework(call.receiver, call, call.name)
    padded = {"zfill": text.text.zfill(int(width)), "rjust": text.text.rjust(int(width), filled)}
    return Text(text.rewritten(0, len(text), padded.get(call.name, text.text.ljust(int(width), filled))))


def _stripped(call: Call) -> Value:
    characters = call.text(0).text if call.values else None
    text = call.receiver_text
    if OPEN in text.text and characters is not None:
        return call.machine.rework(call.receiver, call, call.name)
    left = text.lstrip(characters) if call.name != "rstrip" else text
    return Text(left if call.name == "lstrip" else left[: len(left.text.rstrip(characters))])


def _replaced(call: Call) -> Value:
    text, old, new = call.receiver_text, call.text(0).text, call.text(1)
    if not isinstance(call.receiver, Text) or not old or len(call.values) > 2:
        return _REPLACED(call)
    if old not in text.text and OPEN in text.text:
        return call.machine.rework(call.receiver, call, call.name)
    return Text(joined([part for one in text.split(old) for part in (new, one)][1:]))


_WORD = regex(r"\S+")
_REPLACED, _SPLIT = _by_python("replace", changes=True), _by_python("split")


def _split(call: Call) -> Value:
    text, separator = call.receiver_text, call.text(0).text
    if is_open(call.receiver):
        return split_open(call, call.receiver, separator, LIST)
    if len(call.values) > 1 or call.named:
        return _SPLIT(call)
    if not separator:
        return listed([Text(text[found.start() : found.end()]) for found in _WORD.finditer(text.text)])
    return listed([Text(part) for part in text.split(separator)])


def _starts(call: Call) -> Value:
    text = call.receiver_text
    if OPEN in text.text or call.has_unknown():
        return call.machine.unknown(f"startswith@{call.span.start}", call.span, "")
    given = call.value(0)
    parts = tuple(call.machine.text(one).text for one in (given.values if isinstance(given, Table) else [given]))
    return text.text.startswith(parts) if call.name == "startswith" else text.text.endswith(parts)


_TELLING = (
    "count", "find", "index", "isalnum", "isalpha", "isascii", "isdecimal", "isdigit", "islower", "isnumeric",
    "isspace", "isupper", "partition", "rfind", "rindex", "rpartition", "rsplit", "splitlines",
)  # fmt: skip
_CHANGING = ("casefold", "center", "expandtabs", "removeprefix", "removesuffix", "swapcase")
_OF_TEXT: dict[str, Native] = {
    "format": _format,
    "join": _join,
    "encode": _coded,
    "decode": _coded,
    "strip": _stripped,
    "lstrip": _stripped,
    "rstrip": _stripped,
    "upper": text_method(str.upper),
    "lower": text_method(str.lower),
    "title": text_method(str.title),
    "capitalize": text_method(str.capitalize),
    "zfill": _padded,
    "rjust": _padded,
    "ljust": _padded,
    "replace": _replaced,
    "split": _split,
    "startswith": _starts,
    "endswith": _starts,
    **{name: _by_python(name) for name in _TELLING},
    **{name: _by_python(name, changes=True) for name in _CHANGING},
}


def _of_text(name: str) -> Native:
    """``str.name(text, ...)``: the method of a text as a function, as a ``key`` or for ``map``."""

    def apply(call: Call) -> Value:
        receiver = call.value(0)
        return _OF_TEXT[name](replace(call, name=name, values=call.values[1:], receiver=receiver))

    return apply


METHODS: dict[str, dict[str, Native]] = {
    "text": _OF_TEXT,
    "number": {"encode": _self},
    "table": OF_TABLE,
    "unknown": {
        "strip": _self,
        "encode": _coded,
        "decode": _coded,
        "read": _self,
        "startswith": _starts,
        "endswith": _starts,
        "replace": _replaced,
        "split": _split,
        **{name: _OF_TEXT[name] for name in ("title", "capitalize", "zfill", "rjust", "ljust", *_CHANGING)},
    },
}
_QUOTE, _QUOTE_PLUS = _quoted_with("_.-~/", "%20"), _quoted_with("_.-~", "+")
FUNCTIONS: dict[str, Native] = {
    **BUILTINS,
    **{f"str.{name}": _of_text(name) for name in _OF_TEXT if name != "isdigit"},
    IMPORT: _import,
    "json.dumps": _dumps,
    "simplejson.dumps": _dumps,
    "ujson.dumps": _dumps,
    "urllib.parse.urlencode": _urlencode,
    "urllib.urlencode": _urlencode,
    "parse.urlencode": _urlencode,
    "urlencode": _urlencode,  # of a listing without its imports
    "urllib.parse.quote": _QUOTE,
    "urllib.quote": _QUOTE,
    "parse.quote": _QUOTE,
    "requests.utils.quote": _QUOTE,
    "requests.utils.default_headers": lambda _call: Table(MAP),  # which the library sends of itself
    "urllib.parse.quote_plus": _QUOTE_PLUS,
    "urllib.quote_plus": _QUOTE_PLUS,
    "parse.quote_plus": _QUOTE_PLUS,
    "quote_plus": _QUOTE_PLUS,
    "base64.b64encode": _b64,
    "base64.standard_b64encode": _b64,
    "base64.encodestring": _b64,
    **{
        f"{module}{kind}_{of}": _coded_argument
        for module in ("django.utils.encoding.", "")
        for kind in ("smart", "force")
        for of in ("str", "text", "bytes")
    },
    "str": _text,
    "unicode": _text,
    "bytes": _bytes,
    "dict": _dict,
    "collections.OrderedDict": _dict,
    "list": _list,
    "tuple": _list,
    "len": _length,
    "input": _asked,
    "raw_input": _asked,
    "print": _nothing,
    "isinstance": _is_text,
    "asyncio.run": _first,
}
