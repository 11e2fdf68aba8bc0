"""PHP's functions on texts and numbers: exact where the values are known; a change of any other is noted."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from functools import cmp_to_key

from curl2sms.http import OPEN
from curl2sms.patterns import regex
from curl2sms.reading.programs.language import Call, Native
from curl2sms.reading.programs.machine import Machine
from curl2sms.reading.programs.operators import number, without_end
from curl2sms.reading.programs.php.operators import made_number, number_of, order_of, path_of
from curl2sms.reading.programs.values import Table, Text, Unknown, Value, as_number
from curl2sms.traced import Traced, joined, spelt

_MOST_MADE = 4096
_CONVERSION = regex(
    r"%(?:(?P<number>\d+)\$)?(?P<flags>(?:[-+ 0]|'.)*+)(?P<width>\d*+)(?:\.(?P<digits>\d++))?(?P<kind>[a-zA-Z%]?)"
)
_WHOLE = regex(r"\s*[-+]?\d+")
_REAL = regex(r"\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_BASES = {"x": "x", "X": "X", "o": "o", "b": "b"}


# Numbers


def whole(value: Value) -> int | None:
    """``(int) $value``; None where it is not known."""
    if isinstance(value, Text):
        found = _REAL.match(str(value))
        return None if not value.is_known else _cut(found[0]) if found else 0
    found_number = number_of(value)
    return None if found_number is None else int(found_number)


def _cut(text: str) -> int | None:
    """A number without its fraction, as ``1e3`` and ``12.9``; None for one that is too large."""
    if _WHOLE.fullmatch(text):
        return int(text)
    return int(float(text)) if abs(float(text)) < 1 << 63 else None


def to_whole(call: Call) -> Value:
    """``intval``, ``(int)``; what is not shown becomes a number."""
    base = whole(call.value(1)) if len(call.values) > 1 else 10
    if base != 10 and not isinstance(call.value(0), Unknown):
        return call.not_known()
    found = whole(call.value(0))
    return as_number(call.value(0)) if found is None else number(found, call.span)


def to_real(call: Call) -> Value:
    """``floatval``, ``(float)``."""
    value = call.value(0)
    if isinstance(value, Text) and value.is_known:
        found = _REAL.match(str(value))
        made = made_number(float(found[0]) if found else 0, call.span)
        return call.not_known() if made is None else made
    return as_number(value)


def _of_numbers(function: Callable[..., float]) -> Native:
    def apply(call: Call) -> Value:
        given = call.table(0).values if len(call.values) == 1 and isinstance(call.value(0), Table) else call.values
        amounts = [number_of(one) for one in given]
        known = [one for one in amounts if one is not None]
        made = made_number(function(*known), call.span) if known and len(known) == len(amounts) else None
        return call.not_known() if made is None else made

    return apply


def _rounded(amount: float, digits: float = 0) -> float:
    return float(Decimal(repr(amount)).quantize(Decimal(1).scaleb(-int(digits)), ROUND_HALF_UP))


def _number_format(call: Call) -> Value:
    """``number_format($number, $decimals, $point, $thousands)``."""
    found, digits = number_of(call.value(0)), whole(call.value(1))
    if found is None or digits is None or not 0 <= digits <= 20:
        return call.machine.rework(call.value(0), call, call.name)
    point, between = (call.text(at).text if len(call.values) > at else sign for at, sign in ((2, "."), (3, ",")))
    rounded = Decimal(repr(found)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    written = f"{rounded if rounded else abs(rounded):,f}"
    parts = written.partition(".")
    text = call.text(0)
    shown = parts[0].replace(",", between) + (point + parts[2] if parts[2] else "")
    return Text(text.rewritten(0, len(text), shown))


# Formats


def formatted(pattern: Traced, values: list[Value], call: Call) -> Traced:
    """``sprintf``."""
    pieces: list[Traced] = []
    at = used = 0
    for found in _CONVERSION.finditer(pattern.text):
        pieces.append(pattern[at : found.start()])
        at = found.end()
        if found["kind"] in {"%", ""}:  # a sign alone; no conversion
            pieces.append(pattern[found.start() : found.start() + 1 if found["kind"] else at])
            continue
        place = int(found["number"]) - 1 if found["number"] else used
        used += not found["number"]
        pieces.append(_put_in(call.machine, values[place] if place < len(values) else None, found, call))
    return joined((*pieces, pattern[at:]))


def _put_in(machine: Machine, value: Value, found: re.Match[str], call: Call) -> Traced:
    """A value as a conversion writes it; one that is not known can only be put in as it is."""
    text = machine.text(value)
    is_known = OPEN not in text.text
    if not is_known and found["kind"] in "sdu" and not found["width"] and not found["digits"]:
        return text
    written = _converted(value, text.text, found) if is_known else None
    width = int(found["width"] or 0)
    if written is None or width > _MOST_MADE:
        return machine.text(machine.rework(value, call, call.name))
    flags = re.sub("'.", "", found["flags"])
    custom = re.findall("'(.)", found["flags"])
    fill = custom[-1] if custom else "0" if "0" in flags else " "
    missing = fill * (width - len(written.encode("utf-8", "surrogateescape")))
    if written == text.text:  # it keeps its place
        return text + Traced(missing) if "-" in flags else Traced(missing) + text
    if "-" in flags:
        written += missing
    elif fill == "0" and written[:1] in {"-", "+"}:
        written = written[0] + missing + written[1:]
    else:
        written = missing + written
    return text.rewritten(0, len(text), written)


def _converted(value: Value, text: str, found: re.Match[str]) -> str | None:
    """A known value by the letter of its conversion; None for a letter that no rule knows."""
    kind, sign = found["kind"], "+" if "+" in found["flags"] else ""
    if kind == "s":
        return text[: int(found["digits"])] if found["digits"] else text
    amount = number_of(value) if kind in "fFeE" else whole(value)
    if amount is None:
        return None
    if kind in "du":
        return f"{amount:{sign}d}" if amount >= 0 or kind == "d" else None
    if kind in "fF":
        return f"{float(amount):{sign}.{int(found['digits'] or 6)}f}"
    if kind in "eE":
        mantissa, _, power = f"{float(amount):{sign}.{int(found['digits'] or 6)}e}".partition("e")
        return f"{mantissa}{kind}{int(power):+d}"
    if kind == "c":
        return chr(int(amount)) if 0 <= amount < 128 else None
    return format(int(amount), _BASES[kind]) if kind in _BASES and amount >= 0 else None


def _sprintf(call: Call) -> Value:
    return Text(formatted(call.text(0), list(call.values[1:]), call))


def _vsprintf(call: Call) -> Value:
    return Text(formatted(call.text(0), call.table(1).values, call))


# Texts


def pure(function: Callable[[str], str]) -> Native:
    """A function of one text; unknown parts stay, and this is noted."""

    def apply(call: Call) -> Value:
        text = call.text(0)
        if OPEN in text.text or len(call.values) > 1:
            return call.machine.rework(call.value(0), call, call.name)
        changed = function(text.text)
        return Text(text if changed == text.text else text.rewritten(0, len(text), changed))

    return apply


def _upper(text: str) -> str:
    """PHP 8 knows the case of ASCII letters only."""
    return regex("[a-z]+").sub(lambda found: found[0].upper(), text)


def _lower(text: str) -> str:
    return regex("[A-Z]+").sub(lambda found: found[0].lower(), text)


def _capitals(text: str) -> str:
    return re.sub(r"(^|[ \t\r\n\f\v])([a-z])", lambda found: found[1] + found[2].upper(), text)


def _padded(call: Call) -> Value:
    """``str_pad($text, $length, $fill, $side)``."""
    text, width = call.text(0), whole(call.value(1))
    fill = call.text(2).text if len(call.values) > 2 else " "
    side = path_of(call.value(3))
    if OPEN in text.text or width is None or width > _MOST_MADE or not fill or "BOTH" in side:
        return call.machine.rework(call.value(0), call, call.name)
    missing = max(0, width - len(text.text.encode("utf-8", "surrogateescape")))
    filling = Traced((fill * missing)[:missing])
    return Text(filling + text if "LEFT" in side or side == "0" else text + filling)


def _repeated(call: Call) -> Value:
    times = whole(call.value(1))
    if times is None or len(call.text(0)) * times > _MOST_MADE:
        return call.not_known()
    return Text(joined([call.text(0)] * times))


def _strtr(call: Call) -> Value:
    """``strtr``: each place once, the longest first; character by character where two texts are given."""
    table, text = call.value(1), call.text(0)
    if isinstance(table, Table):
        pairs = [(entry.key, call.machine.text(entry.value)) for entry in table.entries.values() if entry.key.text]
    elif len(call.values) == 3 and not call.has_unknown():
        pairs = [(Traced(old), Traced(new)) for old, new in zip(call.text(1).text, call.text(2).text, strict=False)]
    else:
        return call.machine.rework(call.value(0), call, call.name)
    if not pairs or isinstance(call.value(0), Unknown):
        return call.machine.rework(call.value(0), call, call.name) if pairs else Text(text)
    news = {old.text: new for old, new in pairs}
    pattern = re.compile("|".join(map(re.escape, sorted(news, key=len, reverse=True))))
    pieces: list[Traced] = []
    at = 0
    for found in pattern.finditer(text.text):
        pieces += text[at : found.start()], news[found[0]]
        at = found.end()
    return Text(joined((*pieces, text[at:])))


def _substr(call: Call) -> Value:
    """``mb_substr``; ``substr`` counts bytes, and is exact for ASCII."""
    value, text = call.value(0), call.text(0)
    start = whole(call.value(1))
    length = whole(call.value(2)) if call.value(2) is not None else None
    if start == 0 and OPEN in text.text and (cut := without_end(text, call.value(2))) is not None:
        return Text(cut)
    is_open = OPEN in text.text or start is None or (length is None and call.value(2) is not None)
    if is_open or start is None or (call.name == "substr" and not text.text.isascii()):
        return call.machine.rework(value, call, call.name)
    begin = start if start >= 0 else max(0, len(text) + start)
    end = len(text) if length is None else begin + length if length >= 0 else len(text) + length
    return Text(text[begin : max(begin, end)])


def _tells(function: Callable[..., bool | int | None]) -> Native:
    """A question to known texts, as ``strpos`` is; None is PHP's false."""

    def tell(call: Call) -> Value:
        if not call.values or call.has_unknown() or any(isinstance(one, Table) for one in call.values):
            return call.not_known()
        texts = [call.text(at).text for at in range(len(call.values))]
        try:
            found = function(*texts)
        except TypeError:
            return call.not_known()
        return number(found, call.span) if isinstance(found, int) and not isinstance(found, bool) else found or False

    return tell


def _place(text: str, part: str) -> int | None:
    at = text.find(part)
    return None if at < 0 else len(text[:at].encode("utf-8", "surrogateescape"))


def _to_charset(text_at: int, charset_at: int) -> Native:
    """``iconv``, ``mb_convert_encoding``: what is not ASCII stays only in UTF-8."""

    def convert(call: Call) -> Value:
        value, charset = call.value(text_at), call.text(charset_at).text.partition("//")[0].lower()
        is_same = charset in {"utf-8", "utf8"} or (isinstance(value, Text) and str(value).isascii())
        return value if is_same else call.machine.rework(value, call, call.name)

    return convert


def _ascii_only(call: Call) -> Value:
    """``utf8_decode``: a text of ASCII stays the same."""
    value = call.value(0)
    return value if isinstance(value, Text) and str(value).isascii() else call.machine.rework(value, call, call.name)


def _character(call: Call) -> Value:
    """``chr``, of ASCII."""
    code = whole(call.value(0))
    is_ascii = code is not None and 0 <= code < 128
    return Text(spelt(chr(code or 0), call.span)) if is_ascii else call.not_known()


def _hex(call: Call) -> Value:
    text = call.text(0)
    if OPEN in text.text:
        return call.machine.rework(call.value(0), call, call.name)
    return Text(text.rewritten(0, len(text), text.text.encode("utf-8", "surrogateescape").hex()))


def _ordered(one: Value, other: Value) -> int:
    return order_of(one, other) or 0


_BY_ORDER = cmp_to_key(_ordered)


def sorted_by(keys: bool, *, reverse: bool) -> Native:
    """``ksort``, ``sort`` and their like, where PHP knows the order of the keys or the values."""

    def order(call: Call) -> Value:
        table = call.table(0)
        pairs = [(Text(entry.key) if keys else entry.value, key, entry) for key, entry in table.entries.items()]
        flag = path_of(call.value(1))
        if flag == "SORT_STRING":
            pairs = [(Text(Traced(f"s{call.machine.text(one).text}")), key, entry) for one, key, entry in pairs]
        if flag not in {"", "SORT_REGULAR", "SORT_STRING"} or any(order_of(one[0], one[0]) is None for one in pairs):
            return call.not_known()
        pairs.sort(key=lambda pair: _BY_ORDER(pair[0]), reverse=reverse)
        if call.name in {"sort", "rsort"}:
            values = [entry.value for _, _, entry in pairs]
            table.entries.clear()
            for value in values:
                table.append(value)
        else:
            table.entries = {key: entry for _, key, entry in pairs}
        return True

    return order


TEXTS: dict[str, Native] = {
    "sprintf": _sprintf,
    "vsprintf": _vsprintf,
    "strtoupper": pure(_upper),
    "strtolower": pure(_lower),
    "mb_strtoupper": pure(str.upper),
    "mb_strtolower": pure(str.lower),
    "ucfirst": pure(lambda text: _upper(text[:1]) + text[1:]),
    "lcfirst": pure(lambda text: _lower(text[:1]) + text[1:]),
    "ucwords": pure(_capitals),
    "strrev": pure(lambda text: text.encode("utf-8", "surrogateescape")[::-1].decode("utf-8", "surrogateescape")),
    "stripslashes": pure(lambda text: re.sub(r"\\(.?)", r"\1", text)),
    "addslashes": pure(lambda text: re.sub(r"(['\"\\])", r"\\\1", text)),
    "nl2br": pure(lambda text: re.sub(r"(\r\n|\n|\r)", r"<br />\1", text)),
    "str_pad": _padded,
    "str_repeat": _repeated,
    "strtr": _strtr,
    "substr": _substr,
    "mb_substr": _substr,
    "strpos": _tells(_place),
    "stripos": _tells(lambda text, part: _place(_lower(text), _lower(part))),
    "str_starts_with": _tells(str.startswith),
    "str_ends_with": _tells(str.endswith),
    "str_contains": _tells(lambda text, part: part in text),
    "substr_count": _tells(str.count),
    "strcmp": _tells(lambda one, other: (one > other) - (one < other)),
    "chr": _character,
    "ctype_digit": _tells(lambda text: re.fullmatch("[0-9]+", text) is not None),
    "iconv": _to_charset(2, 1),
    "mb_convert_encoding": _to_charset(0, 1),
    "utf8_decode": _ascii_only,
    "bin2hex": _hex,
    "number_format": _number_format,
    "intval": to_whole,
    "floatval": to_real,
    "max": _of_numbers(max),
    "min": _of_numbers(min),
    "abs": _of_numbers(abs),
    "round": _of_numbers(_rounded),
    "floor": _of_numbers(lambda one: one // 1),
    "ceil": _of_numbers(lambda one: -(-one // 1)),
    "ksort": sorted_by(True, reverse=False),
    "krsort": sorted_by(True, reverse=True),
    "asort": sorted_by(False, reverse=False),
    "arsort": sorted_by(False, reverse=True),
    "sort": sorted_by(False, reverse=False),
    "rsort": sorted_by(False, reverse=True),
    "(int)": to_whole,
    "(integer)": to_whole,
    "(float)": to_real,
    "(double)": to_real,
}
