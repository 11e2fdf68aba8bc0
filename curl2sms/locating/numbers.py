"""Phone numbers: the form that a sample writes them in, and a number written in that form.

What is known about numbering plans comes from ``plans``, and where counts of digits don't tell, from phonenumbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from curl2sms.errors import UnfitError, note
from curl2sms.locating.plans import Plan, code_of, is_possible, mobile_lengths, plan_of, region_of_code
from curl2sms.patterns import regex
from curl2sms.records import record

MIN_DIGITS, MAX_DIGITS = 4, 15  # E.164 6.1 allows 15; shorter than 4 is no subscriber's number

# What people write between the digits: blanks of every kind, hyphens and dashes, dots, brackets, and the invisible
# marks that come along when a number is copied from a contact's card.
_SEPARATORS = regex(r"[\s\u00a0\u2000-\u200f\u202a-\u202f\u2060\u2066-\u2069\ufeff.()\[\]\u2010-\u2015\u2212-]+")
_TRUNK_IN_BRACKETS = regex(r"(?<=\d)\s*\(0\)")  # +44 (0)20 ...: the 0 is not dialled from abroad
# A digit that a sample hides: 91XXXXXXXXXX, +9198******10; other signs only in a row (254711XXXYYY) or before X (NXX).
HIDDEN_DIGIT = "|".join(["[xX*#•●]", "[nN](?=[xX])", *(f"{sign}(?={sign})|(?<={sign}){sign}" for sign in "yYzZnNdD_")])
_HIDDEN_DIGIT = regex(HIDDEN_DIGIT)


@record
class Recipient:
    """How the recipient's number replaces ``$$To``: ``e164``, ``digits``, ``00``, ``national`` or ``as-given``.

    ``country`` is ISO 3166 alpha-2; ``trunk_zero`` says that a national number is written with its leading 0.
    """

    format: str = "as-given"
    country: str | None = None
    trunk_zero: bool | None = None


def spell(to: str, recipient: Recipient) -> str:
    """A number as the recipient's format writes it.

    A leading ``+`` or ``00`` says that the country code follows. Without it the digits are a full number for
    ``e164``, ``digits`` and ``00``, a number of the country for ``national``, and stay as they are for ``as-given``.

    >>> spell("+44 20 7946 0018", Recipient("digits"))
    '442079460018'
    >>> spell("+919812345417", Recipient("national", "IN"))
    '9812345417'

    Raises UnfitError where it is no number of 4 to 15 digits, or not one of the recipient's country.
    """
    mark, digits = _cut(to)
    if recipient.format == "as-given":
        return mark + digits
    if recipient.format == "national" and recipient.country:
        national = _national(mark, digits, recipient.country, to)
        return ("0" if recipient.trunk_zero else "") + national
    return {"e164": "+", "00": "00"}.get(recipient.format, "") + digits


def doubt(to: str, recipient: Recipient) -> str | None:
    """Why a well-formed number may still reach nobody, in words; None where nothing speaks against it."""
    import phonenumbers

    mark, digits = _cut(to)
    national = not mark and recipient.format == "national"
    if not mark and recipient.format == "as-given":
        return None
    if not national and digits.startswith("0"):
        return "no country code begins with 0"
    try:
        if national:
            parsed = phonenumbers.parse(digits, recipient.country)
        else:
            parsed = phonenumbers.parse("+" + digits)
    except phonenumbers.NumberParseException:
        return "no country has this code"
    return None if phonenumbers.is_valid_number(parsed) else "the country's numbering plan has no such number"


def infer(number: str, *, prefix: str = "", countries: Iterable[str] = ()) -> Recipient:
    """The format that a sample's number is written in; ``as-given`` where the sample does not tell.

    ``prefix`` is a country code that the sample writes before the number (``91$MOBILE``). ``countries`` are the
    regions (ISO 3166 alpha-2) that other values of the sample speak for: only these make a number ``national``.
    Masked digits (``91XXXXXXXXXX``) count as digits of which nothing is known.

    >>> infer("+27825550101"), infer("0046707654321").format
    (Recipient(format='e164', country=None, trunk_zero=None), '00')
    >>> infer("9900112255", countries=["IN"])
    Recipient(format='national', country='IN', trunk_zero=False)
    """
    if re.fullmatch(r"[1-9]\d{0,2}", prefix):
        region = region_of_code(prefix)
        return Recipient("national", region, trunk_zero=False) if region else Recipient()
    text = _SEPARATORS.sub("", number)
    masked = bool(_HIDDEN_DIGIT.search(text))
    text = _HIDDEN_DIGIT.sub("5", text)
    if not re.fullmatch(r"\+?\d{4,17}", text):
        return Recipient()
    if text.startswith("+"):
        return Recipient("e164")
    if text.startswith("00"):
        return Recipient("00")
    for country in countries:
        found = _of_country(text, country, masked=masked)
        if found:
            return found
    return Recipient("digits") if _is_international(text, masked=masked) else Recipient()


def _cut(to: str) -> tuple[str, str]:
    """A number's mark (``+``, ``00`` or none) and its digits, ASCII."""
    text = to.strip().replace("＋", "+")
    international = text.startswith(("+", "00"))
    text = _SEPARATORS.sub("", _TRUNK_IN_BRACKETS.sub("", text) if international else text)
    mark = next((mark for mark in ("+", "00") if text.startswith(mark)), "")
    text = text[len(mark) :]
    if not text.isdecimal():
        raise UnfitError(note("number-unreadable", number=to))
    digits = "".join(str(int(character)) for character in text)
    if not MIN_DIGITS <= len(digits) <= MAX_DIGITS:
        raise UnfitError(note("number-length", number=to, count=len(digits)))
    return mark, digits


def _plan(country: str) -> Plan:
    """A region's plan; UnfitError where there is none."""
    plan = plan_of(country)
    if plan is None:
        raise UnfitError(note("number-country-unknown", country=country))
    return plan


def _national(mark: str, digits: str, country: str, to: str) -> str:
    """The national significant number: less country code and trunk prefix."""
    plan = _plan(country)
    if mark:
        if not digits.startswith(plan.code):
            raise UnfitError(note("number-other-country", number=to, country=country, code=plan.code))
        return digits[len(plan.code) :]
    if plan.trunk and digits.startswith(plan.trunk) and (plan.trunk == "0" or len(digits) not in plan.lengths):
        return digits[len(plan.trunk) :]
    rest = digits.removeprefix(plan.code)
    # The plan has the number without the code in front, and none with it: the full number is meant.
    full = rest != digits and _is_valid(plan.code, rest) and not _is_valid(plan.code, digits)
    return rest if full else digits


def _is_valid(code: str, national: str) -> bool:
    import phonenumbers

    return bool(phonenumbers.is_valid_number(phonenumbers.parse(f"+{code}{national}")))


def _of_country(digits: str, country: str, *, masked: bool) -> Recipient | None:
    """The format of digits that were found beside a country; None where they don't fit its plan.

    Messages go to mobiles: what is one read as a national number is national, unless it is the country's own mobile
    read with its code. Where a sample invents its number, its length decides; but a mobile of any other country,
    read with its code, is no invention of this one's.
    """
    plan = plan_of(country)
    if plan is None:
        return None
    if plan.trunk == "0" and digits.startswith("0"):
        return Recipient("national", country, trunk_zero=True) if len(digits) - 1 in plan.lengths else None
    usual, rest = plan.usual, digits.removeprefix(plan.code)
    if rest != digits and (len(rest) == usual != len(digits) or (not masked and _is_mobile(plan.code, rest))):
        return None if not masked and _is_mobile(plan.code, digits) else Recipient("digits")
    if masked or len(digits) == usual:
        of_another = not masked and _is_anyones_mobile(digits) and not _is_mobile(plan.code, digits)
        fits = len(digits) == usual and not of_another
    else:
        fits = _is_mobile(plan.code, digits)
    return Recipient("national", country, trunk_zero=False) if fits else None


def _is_mobile(code: str, national: str) -> bool:
    """Whether a plan has a mobile number, or one that may be."""
    if len(national) not in mobile_lengths(code):
        return False
    import phonenumbers

    kinds = phonenumbers.PhoneNumberType
    return phonenumbers.number_type(phonenumbers.parse(f"+{code}{national}")) in (
        kinds.MOBILE,
        kinds.FIXED_LINE_OR_MOBILE,
    )


def _is_anyones_mobile(digits: str) -> bool:
    """Whether digits are a mobile number of some country, read with its code."""
    code = code_of(digits)
    return code is not None and _is_mobile(code, digits[len(code) :])


def _is_international(digits: str, *, masked: bool) -> bool:
    """Whether digits without a mark can only be a number with its country code.

    Twelve and more digits that begin with one, whatever their count: samples invent numbers, and Mexico's had a 1 more
    until 2019. Eleven of a possible length. Where they begin with 1, they are a North American number or a national one
    of China or Brazil: the plan must have it.
    """
    if len(digits) < 11:
        return False
    if digits.startswith("1"):
        return not masked and _is_valid("1", digits[1:])
    return code_of(digits) is not None and (len(digits) > 11 or is_possible(digits))
