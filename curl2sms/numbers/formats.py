"""A phone number, written in the form that a provider takes."""

from __future__ import annotations

from collections.abc import Iterable

from curl2sms.errors import UnfitError, note
from curl2sms.numbers.plans import code_of, is_valid, plan_of
from curl2sms.patterns import regex
from curl2sms.records import record

MIN_DIGITS, MAX_DIGITS = 4, 15  # E.164 6.1 allows 15; shorter than 4 is no subscriber's number

# What people write between the digits: spaces of every kind, hyphens and dashes, dots, brackets, and the invisible
# marks that come along when a number is copied from a contact's card.
SEPARATORS = regex(r"[\s\u00a0\u2000-\u200f\u202a-\u202f\u2060\u2066-\u2069\ufeff.()\[\]\u2010-\u2015\u2212-]+")
_TRUNK_IN_BRACKETS = regex(r"(?<=\d)\s*\(0\)")  # +44 (0)20 ...: the 0 is not dialled from abroad


@record
class NumberFormat:
    """How a number is written: ``e164``, ``digits``, ``00``, ``national`` or ``as-given``.

    ``country`` is ISO 3166 alpha-2; ``trunk_zero`` says that a national number is written with its leading 0.
    """

    format: str = "as-given"
    country: str | None = None
    trunk_zero: bool | None = None


def spell(number: str, wanted: NumberFormat) -> str:
    """A number as a person types it, written in a format.

    A leading ``+`` or ``00`` says that the country code follows. Without it the digits are a full number for
    ``e164``, ``digits`` and ``00``, a number of the country for ``national``, and stay as they are for ``as-given``.

    >>> spell("+44 20 7946 0018", NumberFormat("digits"))
    '442079460018'
    >>> spell("+919812345417", NumberFormat("national", "IN"))
    '9812345417'

    Raises UnfitError where it is no number of 4 to 15 digits, or not one of the format's country.
    """
    prefix, digits = _cut(number)
    if wanted.format == "as-given":
        return prefix + digits
    if wanted.format == "national" and wanted.country:
        return ("0" if wanted.trunk_zero else "") + _national(number, wanted.country)
    return {"e164": "+", "00": "00"}.get(wanted.format, "") + digits


def doubt(number: str, wanted: NumberFormat) -> str | None:
    """Why a well-formed number may still reach nobody, in words; None where nothing speaks against it."""
    import phonenumbers

    prefix, digits = _cut(number)
    national = not prefix and wanted.format == "national"
    if not prefix and wanted.format == "as-given":
        return None
    if not national and digits.startswith("0"):
        return "no country code begins with 0"
    try:
        if national:
            parsed = phonenumbers.parse(digits, wanted.country)
        else:
            parsed = phonenumbers.parse("+" + digits)
    except phonenumbers.NumberParseException:
        return "no country has this code"
    return None if phonenumbers.is_valid_number(parsed) else "the country's numbering plan has no such number"


def whole_number(number: str, wanted: NumberFormat, countries: Iterable[str]) -> tuple[str, str, str] | None:
    """The number with the country code that it may lack, the country, and the country code that it seems to have.

    None where it lacks none, or no one knows which. ``countries`` are the regions (ISO 3166 alpha-2) that may be meant,
    drawn only where a code may be missing. A number without ``+`` may be a whole one of one country, and lack the code
    of another: its first digits are then the code that it seems to have, else that is empty.

    >>> whole_number("098123 45417", NumberFormat("digits"), ["IN"])
    ('+919812345417', 'IN', '')
    >>> whole_number("6592345678", NumberFormat("digits"), ["US"])
    ('+16592345678', 'US', '65')
    >>> whole_number("919812345417", NumberFormat("digits"), ["IN"])
    """
    prefix, digits = _cut(number)
    if prefix or wanted.format not in ("e164", "digits", "00"):
        return None
    code = code_of(digits)
    read_as = code if code and is_valid(code, digits.removeprefix(code)) else ""
    for country in countries:
        plan = plan_of(country)
        if plan and is_valid(plan.code, national := _national(number, country)):
            whole = f"{plan.code}{national}"
            return None if whole == digits else (f"+{whole}", country, read_as)
    return None


def _cut(number: str) -> tuple[str, str]:
    """The international prefix (``+``, ``00`` or none) and the digits after it, ASCII."""
    text = number.strip().replace("＋", "+")
    if text[:4].lower() == "tel:":  # RFC 3966 3
        text = text[4:].partition(";")[0]
    if text.startswith(("-", "−")):  # an option that lost its value, and no number
        raise UnfitError(note("number-unreadable", number=number))
    international = text.startswith(("+", "00"))
    text = SEPARATORS.sub("", _TRUNK_IN_BRACKETS.sub("", text) if international else text)
    prefix = next((prefix for prefix in ("+", "00") if text.startswith(prefix)), "")
    text = text[len(prefix) :]
    if not text.isdecimal():
        raise UnfitError(note("number-unreadable", number=number))
    digits = "".join(str(int(character)) for character in text)
    if not MIN_DIGITS <= len(digits) <= MAX_DIGITS:
        raise UnfitError(note("number-length", number=number, count=len(digits)))
    return prefix, digits


def _national(number: str, country: str) -> str:
    """The national significant number: without country code and trunk prefix."""
    plan = plan_of(country)
    if plan is None:
        raise UnfitError(note("number-country-unknown", country=country))
    prefix, digits = _cut(number)
    if prefix:
        if not digits.startswith(plan.code):
            raise UnfitError(note("number-other-country", number=number, country=country, code=plan.code))
        return digits[len(plan.code) :]
    if plan.trunk and digits.startswith(plan.trunk) and (plan.trunk == "0" or len(digits) not in plan.lengths):
        return digits[len(plan.trunk) :]
    rest = digits.removeprefix(plan.code)
    # The plan has the number without the code in front, and none with it: the full number is meant.
    full = rest != digits and is_valid(plan.code, rest) and not is_valid(plan.code, digits)
    return rest if full else digits
