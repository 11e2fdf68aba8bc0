"""JavaScript's methods of texts: exact for values that the sample shows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from curl2sms.http import OPEN
from curl2sms.reading.programs.javascript.numbers import whole_argument
from curl2sms.reading.programs.javascript.operators import SPACE, number_of
from curl2sms.reading.programs.language import Call, Native
from curl2sms.reading.programs.operators import length_of, number, without_end
from curl2sms.reading.programs.texts import split_open, text_method
from curl2sms.reading.programs.values import LIST, Object, Table, Text, Value, is_open, listed
from curl2sms.traced import Traced, joined, spelt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

_MOST_MADE = 4096
_FORMS: dict[str, Literal["NFC", "NFD", "NFKC", "NFKD"]] = {
    "": "NFC", "NFC": "NFC", "NFD": "NFD", "NFKC": "NFKC", "NFKD": "NFKD",
}  # fmt: skip


def _known(call: Call) -> str | None:
    """The text that a method is called on, where a character is one of JavaScript's units; None where not."""
    text = call.receiver_text.text
    return None if OPEN in text or any(ord(one) > 0xFFFF for one in text) else text


def _normalized(call: Call) -> Value:
    """``text.normalize(form)``."""
    text, form = call.receiver_text, _FORMS.get(call.text(0).text)
    if OPEN in text.text or form is None:
        return call.machine.rework(call.receiver, call, call.name)
    made = unicodedata.normalize(form, text.text)
    return Text(text if made == text.text else text.rewritten(0, len(text), made))


def _trim(call: Call) -> Value:
    text = call.receiver_text
    start = 0 if call.name == "trimEnd" else len(text) - len(text.text.lstrip(SPACE))
    end = len(text) if call.name == "trimStart" else len(text.text.rstrip(SPACE))
    return Text(text[start : max(start, end)])


def _concat(call: Call) -> Value:
    return call.machine.joined((call.receiver, *call.values), call.span)


def _replace(call: Call) -> Value:
    text, value = call.receiver_text, call.value(0)
    new = call.text(1)
    if OPEN in text.text and (not isinstance(call.receiver, Text) or isinstance(value, Object)):
        return call.machine.rework(call.receiver, call, call.name)
    if isinstance(value, Text) and str(value) and not call.functions and "$" not in new.text:
        old = str(value)
        if call.name == "replaceAll":
            return Text(text.replace(old, new.text))
        before, mark, after = text.partition(old)
        return Text(joined((before, new, after)) if mark else text)
    if isinstance(value, Object) and value.kind == "regexp" and not call.functions:
        compiled = value.state["pattern"]
        if compiled is not None and "$" not in new.text and len(text) < 2000:
            found = (
                text.sub(compiled, new.text)
                if value.state["all"]
                else text.edited([(*one.span(), new.text) for one in [compiled.search(text.text)] if one])
            )
            return Text(found)
    return call.machine.rework(call.receiver, call, call.name)


def new_regexp(call: Call) -> Value:
    """A pattern in the simple form that listings use on numbers; any other is not applied."""
    source, flags = call.text(0).text, call.text(1).text
    simple = re.fullmatch(r"\^?(?:\\[dDsSwW+()\-./]|\[\^?[\w\\+\-. ()/]*\]|[\w +\-,:;@=%#!~^$])[+*]?\$?", source)
    is_plain = simple and len(source) < 60 and not set(flags) - {"g"}
    pattern = re.compile(source.replace("\\/", "/"), re.ASCII) if is_plain else None
    return Object("regexp", state={"pattern": pattern, "source": source, "all": "g" in flags}, span=call.span)


def _split(call: Call) -> Value:
    text, separator, limit = call.receiver_text, call.text(0).text, whole_argument(call, 1, 1 << 32)
    if is_open(call.receiver):
        of = call.value(0)
        choices = of.state["source"].replace("|", "") if isinstance(of, Object) and of.kind == "regexp" else separator
        return split_open(call, call.receiver, choices, LIST)
    if isinstance(call.value(0), Object) or limit is None:
        return call.not_known()
    if not call.values:
        return listed([Text(text)])
    call.machine.steps += text.text.count(separator)
    each = text.split(separator) if separator else (text[at : at + 1] for at in range(len(text)))
    return listed([Text(part) for part in each][:limit])


def _slice(call: Call) -> Value:
    """``slice``, ``substring``, ``substr``."""
    start, end, text = whole_argument(call, 0, 0), whole_argument(call, 1, 1 << 32), call.receiver_text
    if OPEN in text.text:
        cut = without_end(text, call.value(1)) if start == 0 else None
        return call.machine.rework(call.receiver, call, call.name) if cut is None else Text(cut)
    if start is None or end is None or _known(call) is None:
        return call.machine.rework(call.receiver, call, call.name)
    length = len(text)
    if call.name == "substring":
        start, end = sorted((min(max(start, 0), length), min(max(end, 0), length)))
        return Text(text[start:end])
    start = max(0, length + start) if start < 0 else start
    if call.name == "substr":
        end = start + max(0, end)
    return Text(text[start : max(start, length + end if end < 0 else end)])


def _pad(call: Call) -> Value:
    text, width = call.receiver_text, whole_argument(call, 0, 0)
    fill = call.text(1).text if len(call.values) > 1 else " "
    if OPEN in text.text or not fill or width is None or width > _MOST_MADE:
        return call.machine.rework(call.receiver, call, call.name)
    filling = Traced((fill * width)[: max(0, width - len(text))])
    return Text(filling + text if call.name == "padStart" else text + filling)


def _repeat(call: Call) -> Value:
    times = whole_argument(call, 0, 0)
    if times is None or len(call.receiver_text) * max(times, 0) > _MOST_MADE:
        return call.not_known()
    return Text(joined([call.receiver_text] * times))


def _character(call: Call) -> Value:
    """``charAt``, ``charCodeAt``."""
    text, at = _known(call), whole_argument(call, 0, 0)
    if text is None or at is None:
        return call.not_known()
    if call.name == "charAt":
        return Text(call.receiver_text[at : at + 1] if at >= 0 else Traced(""))
    return number(ord(text[at]), call.span) if 0 <= at < len(text) else call.not_known()


def from_codes(call: Call) -> Value:
    """``String.fromCharCode``."""
    codes = [number_of(one) for one in call.values]
    if not all(one is not None and 0 <= one < 0xD800 for one in codes):
        return call.not_known()
    return Text(spelt("".join(chr(int(one or 0)) for one in codes), call.span))


def _at(call: Call) -> Value:
    at = whole_argument(call, 0, 0)
    if at is None or not isinstance(call.receiver, Text):
        return call.not_known()
    at = at + len(call.receiver_text) if at < 0 else at
    return call.not_known() if _known(call) is None else Text(call.receiver_text[at : at + 1])


def length(call: Call) -> Value:
    """The ``length`` of a text or a list."""
    if isinstance(call.receiver, Table):
        return number(len(call.receiver.entries), call.span)
    text = call.receiver_text.text
    if isinstance(call.receiver, Object):
        return call.not_known()
    if OPEN in text:
        return length_of(call.machine, text, call.span)
    return number(len(text.encode("utf-16-be", "surrogatepass")) // 2, call.span)


def _tests(function: Callable[[str, str], bool | int]) -> Native:
    """A question to a text, as ``startsWith`` and ``indexOf`` are."""

    def test(call: Call) -> Value:
        text = _known(call)
        if text is None or len(call.values) != 1 or call.has_unknown():
            return call.not_known()
        found = function(text, call.text(0).text)
        return found if isinstance(found, bool) else number(found, call.span)

    return test


OF_TEXT: dict[str, Native] = {
    "trim": _trim, "trimStart": _trim, "trimEnd": _trim, "concat": _concat, "replace": _replace, "replaceAll": _replace,
    "split": _split, "slice": _slice, "substring": _slice, "substr": _slice, "padStart": _pad, "padEnd": _pad,
    "toUpperCase": text_method(str.upper), "toLowerCase": text_method(str.lower), "repeat": _repeat, "at": _at,
    "charAt": _character, "charCodeAt": _character, "startsWith": _tests(str.startswith),
    "endsWith": _tests(str.endswith), "includes": _tests(lambda text, part: part in text), "indexOf": _tests(str.find),
    "lastIndexOf": _tests(str.rfind), "normalize": _normalized,
}  # fmt: skip
