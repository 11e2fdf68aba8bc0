"""What a value looks like: a phone number, a list of them, words, a time, an address, a secret, a word to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterable

from curl2sms.http import CLOSE, OPEN, STAND_IN
from curl2sms.layers import Field
from curl2sms.locating.words import folded, meaning, text_words, vocabulary, words_of
from curl2sms.numbers.inferring import HIDDEN_DIGIT
from curl2sms.numbers.plans import region_of_code
from curl2sms.patterns import regex
from curl2sms.records import record, replace
from curl2sms.remembering import remembered

# A number as a person types it, maybe masked; a list of them; what may be in front of one.
_DIGIT = rf"(?:\d|{HIDDEN_DIGIT})"
_ONE = regex(rf"(?:\+|00)?\(?{_DIGIT}(?:[ ().\-\u00a0]{{0,2}}{_DIGIT})*\.*")
_BEGINNINGS = tuple("+(xX*#•●nNyYzZdD_")
_BEGIN_NUMBERS = frozenset((*_BEGINNINGS, *",;|<"))  # a list may begin with what parts its members
_IN_NO_NUMBER = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz").difference(_BEGINNINGS)
_BETWEEN_DIGITS = regex(r"[+ ().\-\u00a0]")
# A space is a break where a whole number, or most of one, is before it: not in "91 9810000000".
_LIST_BREAK = regex(r"(?:(?<!\s)\s+)?[,;|<\n\t]\s*|(?<=\d{3})\s++(?=\+)|(?<=\d{5})\s++(?=00)|(?<=\d{7})\s++(?=\d{9})")
_FILLER_BREAK = regex(r"(?:(?<!\s)\s+)?[,;|\n\t]\s*")
QUOTES = ("'", '"')  # that are around a number within its value
_OF_SCHEMES = ("tel", "sms", "smsto", "phone", "mobile", "msisdn", "whatsapp")
_SCHEMES = rf"(?:{'|'.join(_OF_SCHEMES)}):(?://)?"
_SCHEME = regex(_SCHEMES + rf" ?(?=[+\d{{<${OPEN}])", re.IGNORECASE)
_BEFORE_AND_AFTER = regex(
    rf"(?P<before>(?:(?i:{_SCHEMES}))?(?:\+|00)?(?P<code>\d{{0,4}})[ -]?)"
    r"(?P<rest>[^\d ](?:.*(?=[,;]\Z)|.*))(?P<after>[,;]?)",
    re.DOTALL,
)
_TYPE = regex(r"(?:/TYPE=[A-Za-z]+|@[\w.-]+\.[A-Za-z]{2,})$", only_with=("/TYPE=", "@"))

_NUMBER_IN_NAME = regex(r"(?P<before>\w[\w.-]*[\[.])(?P<number>\+?\d{8,15})(?P<after>\]|)")

_URL = regex(r"(?:https?|ftp|wss?)://\S+|www\.\S+", re.IGNORECASE, begins_with=("http", "ftp", "ws", "www."))
_EMAIL = regex(r"[^\s@]+@[^\s@]+\.[A-Za-z]{2,}", only_with="@")
_LITERALS = frozenset({"true", "false", "null", "none", "yes", "no", "on", "off", "y", "n"})
_PLAIN_NUMBER = regex(r"[+-]?\d+(?:\.\d+)?")
_UUID = regex(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", only_with="-")
_OPAQUE = regex(r"(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9_\-+/=.:~]{12,}|[0-9a-fA-F]{16,}")
_UTF16_HEX = regex(r"(?:00[2-7][0-9A-Fa-f]|0[1-9A-Fa-f][0-9A-Fa-f]{2}|20[0-9A-Fa-f]{2}){2,}", begins_with=("0", "20"))
_BYTES_IN_HEX = regex(
    r"(?:[2-7][0-9A-Fa-f]|0[AaDd]){8,}|(?:[2-7][0-9A-Fa-f]|0[AaDd])(?: (?:[2-7][0-9A-Fa-f]|0[AaDd])){3,}"
)
_HEX = frozenset("0123456789abcdefABCDEF ")
_DATE = regex(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
    r"|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}(?: \d{1,2}:\d{2}(?::\d{2})?)?|\d{1,2}:\d{2}(?::\d{2})?",
    only_with="-/.:",
)
_STAMP = regex(
    r"20\d{6}T\d{6}Z|"
    r"20[2-4]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?)?"
    r"|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])20[2-4]\d(?:(?:[01]\d|2[0-3])[0-5]\d)?",
    only_with=("20",),
)
_DATE_OF_JSON = regex(r"\\?/Date\(-?\d{1,15}(?:[+-]\d{4})?\)\\?/", only_with=("/Date(",))  # as .NET writes one
_UNIX = regex(r"1[2-9]\d{8}(?:\d{3})?|1[2-9]\d{8}\.\d+", begins_with="1")
_WORD = regex(r"[^\W\d_]{2,}")
_LETTERS = regex(r"[^\W\d_]")
# As every text in China must be, by its sender's name.
_SIGNED = regex(r"【[^【】]+】.+|.+【[^【】]+】", re.DOTALL, only_with="【")


def _named(group: str, brackets: str) -> str:
    """The words between brackets, without the spaces around them; none between spaces alone."""
    word = rf"[^\s{re.escape(brackets)}]++"
    return rf"\s*+(?P<{group}>{word}(?:\s++{word})*+|(?<=\s))\s*+"


# Text that only means a value to come, in every bracket style.
_BRACKETED = regex(
    rf"=?\{{\{{\{{?{_named('a', '{}')}\}}?\}}\}}|\$?\{{{_named('b', '{}')}\}}"
    rf"|<+(?!\?xml){_named('c', '<>')}>+|>>{_named('u', '<>')}<<|\[+{_named('d', '[]')}\]+"
    rf"|«{_named('p', '«»')}»|‹{_named('q', '‹›')}›"
    r"|%{1,3}(?P<e>[A-Za-z_]\w*)%{1,3}|\$\$?(?P<f>[A-Za-z_]\w*)\$?|#{1,3}(?P<g>[A-Za-z_]\w*)#{1,3}|@{1,2}(?P<h>[A-Za-z_]\w*)@{0,2}|:(?P<i>[A-Za-z_]\w*)"
    r"|%(?P<m>)(?:[1-9]\$)?[dsu]|<(?P<n>) *>|\{(?P<o>)(?:\{ *\}| *)\}"  # of printf, and empty: they name nothing
    r"|\*?\|{1,2}(?P<r>[A-Za-z_]\w*)\|{1,2}\*?|~(?P<s>[A-Za-z_]\w*)~"
    r"|__(?P<j>[A-Za-z]\w*?)__|\(\s*(?P<k>[A-Za-z_][\w ]*+)\s*\)"
    rf"|{OPEN}(?P<t>)(?:ARGUMENT|SUBSTITUTION)_\d+{CLOSE}|{OPEN}(?P<l>\w+){CLOSE}"  # $1 names nothing either
)
_OPENERS = (*tuple(f"{{<[%$#@:_(«‹*|~{OPEN}"), "={{", ">>")
_YOURS = regex(
    r"(?:your|my|enter|insert|put|replace)(?:[ _-]+|(?-i:(?<=[a-z])(?=[A-Z])))(?P<rest>[A-Za-z][\w -]*)"
    r"|(?:[x*#]{2,}[ ().-]+)+[x*#]{2,}|x{3,}|y{3,}|\*{3,}|\.{3,}|TODO|CHANGEME|(?:sample )?string(?:(?<= string) \d+)?"
    r"|boolean|int|dateTime|(?-i:guid|base64Binary|unsigned(?:Byte|Short|Int|Long)|foobar)|\?",
    re.IGNORECASE,
    begins_with=(
        *("your", "my", "enter", "insert", "put", "replace", "xx", "x*", "x#", "*", "#", "yyy", "...", "todo"),
        *("changeme", "sample string", "string", "boolean", "int", "datetime", "foobar"),
        *("guid", "base64", "unsigned", "?"),
    ),
)
# A moment in letters, of several languages: YYYY-MM-DD HH:MM, ddmmyyyyhhmm, GG.AA.YYYY, JJ/MM/AAAA.
_MOMENT_IN_LETTERS = regex(
    r"(?=[^Y]{0,12}YY|.{0,8}?(?:AAAA|JJJJ))(?:(?P<letter>[YMDHSGATJ])(?P=letter){1,3}[ ./:-]{0,2}T?){3,8}",
    re.IGNORECASE,
    begins_with=("yy", "mm", "dd", "gg", "tt", "jj", "aa", "hh"),
)
_HIDING, _PUNCTUATION = frozenset("xX*#.?"), frozenset(".,;:!?&/")
# Types that a service's page has for values (https://www.w3.org/TR/xmlschema-2/), and those that are words as well.
_TYPES = frozenset({"string", "int", "boolean", "dateTime", "guid", "base64Binary"})
_TYPES_AND_WORDS = frozenset({"byte", "short", "long", "float", "double", "decimal"})
_BESIDE = frozenset({"here", "goes", "own", "this", "by", "with", "in", "digit", "registered", "approved", "from"})
_WORDS_OF_A_NAME = 3
_VERBS = frozenset({"is", "be", "send", "sent", "receive"})
# API_KEY, PHONE_NUMBER, BASE64_CREDENTIALS; SEND_SMS is what a call does, and SMS_API what is called.
_SHOUTED = regex(
    r"(?!(?:CREATE|GET|POST|PUSH|SEND|SUBMIT)_|\w+_(?:API|APP|HTTP|SERVICE|SMS)$)"
    r"(?:[A-Z]+|BASE64|MD5)(?:_(?:[A-Z]+|BASE64|MD5))+",
    only_with="_",
)

# What a value may be that has more than letters, and one that begins with a digit.
_BY_SIGN = (("time", _DATE_OF_JSON), ("url", _URL), ("email", _EMAIL), ("hex", _UTF16_HEX), ("opaque", _UUID))
_BY_DIGIT = (("time", _DATE), ("time", _STAMP), ("time", _UNIX), *_BY_SIGN)


@record
class Look:
    """What a value looks like.

    ``kind``: ``empty``, ``literal`` (a truth value, null), ``number`` (phone), ``time``, ``small`` (any other
    number), ``long`` (digits that no phone number has), ``url``, ``email``, ``opaque`` (a key, a hash, an id),
    ``hex`` (UTF-16 or plain letters in hexadecimal), ``filler`` (a word to fill in), ``words``, ``word`` (one word, no
    spaces).
    ``number_kind`` is how sure a phone number is: ``e164``, ``00``, ``full``, ``masked``, ``maybe``. ``numbers`` are
    those of a list, as they are. ``before`` and ``after`` are around the number. ``filler`` is what is in a
    placeholder's brackets.
    """

    kind: str
    number_kind: str = ""
    numbers: tuple[str, ...] = ()
    before: str = ""
    after: str = ""
    filler: str = ""
    foreign: bool = False
    prose: bool = False
    sample: bool = False


@remembered
def look_of(value: str) -> Look:
    """What a value looks like; spaces around it don't count."""
    text = value.strip()
    if not text:
        return Look("empty")
    if len(text) <= 400 and (found := _as_numbers(text)):
        return found
    if text[0] in QUOTES and text[0] == text[-1] and (found := _as_numbers(text[1:-1])) and not found.before:
        return replace(found, before=text[0], after=found.after + text[0])
    filler = filler_of(text)
    if filler is not None:
        return Look("filler", filler=filler)
    if around := _with_filler(text):
        return around
    return _as_text(text)


def shows_types(fields: Iterable[Field]) -> bool:
    """Whether values are the names of their types, as in a sample of a service's page."""
    return any(field.value.strip() in _TYPES for field in fields)


def is_type_and_word(value: str) -> bool:
    """Whether a value is a type's name that is also a word, as ``long``: a text to fill in only among other types."""
    return value.strip() in _TYPES_AND_WORDS


def look_of_field(field: Field) -> Look:
    """The look of a field's value, or of a name, which may hold a number: ``to[447700900123]``."""
    match = _NUMBER_IN_NAME.fullmatch(field.value) if field.is_name else None
    if match and (found := _as_numbers(match["number"])):
        return replace(found, before=match["before"], after=match["after"])
    return look_of(field.value)


def look_of_number(value: str) -> Look | None:
    """The look of digits that may be a phone number, also where they may be a time: ``1712345678``, ``20301112``."""
    text = value.strip()
    return Look("number", number_kind="maybe", numbers=(text,)) if re.fullmatch(r"[0-9]{7,15}", text) else None


def may_be_number(value: str) -> bool:
    """Whether a value looks like a phone number, or would if its digits were no time."""
    return look_of(value).kind == "number" or look_of_number(value) is not None


@remembered
def filler_of(text: str) -> str | None:
    """What a placeholder names (``{{mobile}}``, ``YOUR_KEY``); ``""`` for ``xxxx``; None for a value of its own."""
    match = _BRACKETED.fullmatch(text) if text.startswith(_OPENERS) else None
    if match:
        return next(group for group in match.groups() if group is not None)
    may_say_so = text[:1] in _HIDING or _PUNCTUATION.isdisjoint(text)  # most texts are sentences, and need no pattern
    if match := _YOURS.fullmatch(text) if may_say_so else None:
        rest = match["rest"] or ""
        # "Your sender name" is to be filled in, "Your parcel has left" is a text: it has words that no name has.
        said = re.findall(r"[^\W_]+", folded(rest))
        known = all(word in _BESIDE or (word in vocabulary() and word not in _VERBS) for word in said)
        if said and len(said) <= _WORDS_OF_A_NAME and _VERBS.isdisjoint(said):  # "your profile id"
            known = known or bool(set(meaning(said[-1])) - {"neutral", "message"})
        return rest if known or not any(character.isspace() for character in rest) else None
    if text[:4].lower() == "your" and text.isalpha():  # yourapikey; and yourself is none
        first, *said = words_of(text)
        return text[4:] if first == "your" and said and all(word in vocabulary() for word in said) else None
    if _MOMENT_IN_LETTERS.fullmatch(text):
        return ""
    # The last word says what it is: API_KEY; of TEMPLATE_BASED it says nothing.
    return text if _SHOUTED.fullmatch(text) and folded(text.rpartition("_")[2]) in vocabulary() else None


def is_phone_digits(digits: str) -> bool:
    """Whether digits may be a phone number: of 7 to 15, and no time."""
    return 7 <= len(digits) <= 15 and not _STAMP.fullmatch(digits)


def _as_numbers(text: str) -> Look | None:
    """The look of one phone number or a list of them, with ``tel:`` before; None for anything else."""
    scheme = _SCHEME.match(text) if ":" in text else None
    before = scheme[0] if scheme else ""
    rest = text[len(before) :]
    first = rest.lstrip()[:1]
    if not (first.isdecimal() or first in _BEGIN_NUMBERS):
        return None
    after = match[0] if (match := _TYPE.search(rest)) and _is_one(rest[: match.start()]) else ""
    rest = rest[: len(rest) - len(after)]
    is_plain = rest.removeprefix("+").isdecimal()
    parts = [rest] if is_plain else [part for part in _LIST_BREAK.split(rest) if part]
    sure = {_number_kind(part) for part in parts}
    if not parts or "" in sure or len(sure - {"maybe", "full", "masked"}) > 1:
        return None
    best = next(kind for kind in ("e164", "00", "masked", "full", "maybe") if kind in sure)
    if best == "maybe" and _UNIX.fullmatch(rest):
        return Look("time")
    return Look("number", number_kind=best, numbers=tuple(parts), before=before, after=after)


def _is_one(text: str) -> bool:
    """Whether a text is written as one number may be; what begins as none, or has letters of none, is not compared."""
    begins = text[:1].isdecimal() or text.startswith(_BEGINNINGS)
    return begins and _IN_NO_NUMBER.isdisjoint(text) and _ONE.fullmatch(text) is not None


def _number_kind(text: str) -> str:
    """How sure it is that a text is a phone number; ``""``: it is none."""
    bare = text.removeprefix("+")
    if not (bare.isdecimal() and bare.isascii()) and not _is_one(text):
        return ""
    digits = _BETWEEN_DIGITS.sub("", text)
    if not digits.isdecimal() or text.endswith("..."):
        return "masked" if _is_masked(text, digits) else ""
    if text.startswith("+"):
        return "e164" if 6 <= len(digits) <= 16 else ""
    if not is_phone_digits(digits):
        return ""
    if text != digits and (
        _DATE.fullmatch(text) or re.fullmatch(r"\d{1,3}(?:\.\d{1,3}){3}", text) or text.count(".") == 1
    ):
        return ""
    if digits.startswith("00") and digits[2] != "0" and len(digits) > 9:  # no country's code begins with 0
        return "00"
    return "full" if len(digits) >= 10 and not _UNIX.fullmatch(digits) else "maybe"


def _is_masked(text: str, digits: str) -> bool:
    """Whether a text with hidden or left-out digits is a whole number: ``5XXXXXXXX``, ``+44XXXX``, ``98765...``."""
    shown = sum(character.isdigit() for character in digits)
    if text.startswith("+"):
        return 5 <= len(digits) <= 15
    return (shown >= 1 and 8 <= len(digits) <= 15) or (shown > 4 and text.endswith("..."))


def _with_filler(text: str) -> Look | None:
    """A placeholder with something before or after it, or several: ``91$MOBILE``, ``+{phone}``, ``{a},{b}``.

    Digits before a placeholder stay only where they are a country calling code: of ``0{phone}`` and ``5xxx`` the whole
    is the number.
    """
    if not _may_have_more(text):
        return None
    match = _BEFORE_AND_AFTER.fullmatch(text)
    parts = [part for part in _FILLER_BREAK.split(match["rest"]) if part] if match else []
    if not match or not parts or not (match["before"] or match["after"] or len(parts) > 1):
        return None
    filler = filler_of(parts[0])
    if filler is None or any(filler_of(part) is None for part in parts[1:]):
        return None
    code = match["code"]
    kept = not code or (filler and region_of_code(code))
    return Look("filler", filler=filler, before=match["before"] if kept else "", after=match["after"])


def _may_have_more(text: str) -> bool:
    """Whether something may be before or after a placeholder, or a second one be there: not in ``v1``, ``Hi, you``."""
    if text.isdecimal():
        return False
    if text[0].isdecimal() or text[0] in "+-" or (":" in text and text.lower().startswith(_OF_SCHEMES)):
        return True
    first = _FILLER_BREAK.split(text, 1)[0]
    return first != text and (not first or filler_of(first) is not None)


def _spells_words(text: str) -> bool:
    """Whether hexadecimal digits mean plain letters, as ``48656C6C6F20776F726C6421``: those of a hash don't."""
    if text.isdecimal() or not _HEX.issuperset(text) or not _BYTES_IN_HEX.fullmatch(text):
        return False
    spelt = bytes.fromhex(text).decode("ascii")
    return sum(character.isalpha() or character.isspace() for character in spelt) > 0.8 * len(spelt)


def _as_text(text: str) -> Look:
    """The look of a value that is neither a number nor a word to fill in."""
    if text.lower() in _LITERALS:
        return Look("literal")
    kinds = () if text.isalpha() else _BY_DIGIT if text[0].isdecimal() else _BY_SIGN
    for kind, pattern in kinds:
        if pattern.fullmatch(text):
            return Look(kind)
    if _spells_words(text):
        return Look("hex")
    if _PLAIN_NUMBER.fullmatch(text):
        return Look("small" if len(text) < 10 else "long")
    if _OPAQUE.fullmatch(text):
        return Look("opaque")
    plain = STAND_IN.sub(" ", text)
    found = _WORD.findall(plain)
    foreign = not plain.isascii() and any(
        letter > "\u024f" or folded(letter) != letter.casefold() for letter in _LETTERS.findall(plain)
    )
    prose = len(found) >= 2 and any(character.isspace() for character in text)
    return Look(
        "words" if prose else "word",
        foreign=foreign,
        prose=prose or (foreign and len(plain) >= 6),
        sample=bool(_SIGNED.fullmatch(text)) or any(word in text_words() for word in _WORD.findall(folded(text))),
    )
