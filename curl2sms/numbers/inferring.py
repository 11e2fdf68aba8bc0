"""The form that a sample writes its number in, as far as the number shows it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from curl2sms.numbers.formats import SEPARATORS, NumberFormat
from curl2sms.numbers.plans import code_of, is_mobile, is_mobile_of_any, is_possible, is_valid, plan_of, region_of_code
from curl2sms.patterns import regex

# A digit that a sample hides: 91XXXXXXXXXX, +9198******10; other signs only in a row (254711XXXYYY) or before X (NXX).
# An atomic group: a sign in the middle of a row would match in two ways, and a row of them in 2 to its length.
_IN_A_ROW = "|".join(f"{sign}(?={sign})|(?<={sign}){sign}" for sign in "yYzZnNdD_")
HIDDEN_DIGIT = f"(?>[xX*#•●]|[nN](?=[xX])|{_IN_A_ROW})"
_HIDDEN_DIGIT = regex(HIDDEN_DIGIT, only_with="xX*#•●nNyYzZdD_")


def infer(number: str, countries: Iterable[str]) -> NumberFormat:
    """The format that a sample's number is written in; ``as-given`` where the sample does not tell.

    ``countries`` are the regions (ISO 3166 alpha-2) that other values of the sample speak for: only these make a
    number ``national``. Masked digits (``91XXXXXXXXXX``) count as digits of which nothing is known.

    >>> infer("+27825550101", []), infer("0046707654321", []).format
    (NumberFormat(format='e164', country=None, trunk_zero=None), '00')
    >>> infer("9900112255", ["IN"])
    NumberFormat(format='national', country='IN', trunk_zero=False)
    """
    text = number if number.isdecimal() else SEPARATORS.sub("", number)
    masked = bool(_HIDDEN_DIGIT.search(text))
    text = _HIDDEN_DIGIT.sub("5", text)
    if not re.fullmatch(r"\+?\d{4,17}", text):
        return NumberFormat()
    if text.startswith("+"):
        return NumberFormat("e164")
    if text.startswith("00") and text[2] != "0":  # no country's code begins with 0
        return NumberFormat("00")
    for country in countries:
        found = _of_country(text, country, masked=masked)
        if found:
            return found
    return NumberFormat("digits") if _is_international(text, masked=masked) else NumberFormat()


def infer_after(code: str) -> NumberFormat:
    """The format of a number that a sample writes after its calling code (``91$MOBILE``): it is the code's country's.

    >>> infer_after("91"), infer_after("0").format
    (NumberFormat(format='national', country='IN', trunk_zero=False), 'as-given')
    """
    region = region_of_code(code)
    return NumberFormat("national", region, trunk_zero=False) if region else NumberFormat()


def _of_country(digits: str, country: str, *, masked: bool) -> NumberFormat | None:
    """The format of digits that were found beside a country; None where they don't fit its plan.

    Messages go to mobiles: what is one read as a national number is national, unless it is the country's own mobile
    read with its code. Where a sample invents its number, its length decides; but a mobile of any other country,
    read with its code, is no invention of this one's.
    """
    plan = plan_of(country)
    if plan is None:
        return None
    if plan.trunk == "0" and digits.startswith("0"):
        if digits.startswith("00"):
            return None  # no number of a plan begins with 0 after its trunk prefix
        return NumberFormat("national", country, trunk_zero=True) if len(digits) - 1 in plan.lengths else None
    usual, rest = plan.usual, digits.removeprefix(plan.code)
    if rest != digits and (len(rest) == usual != len(digits) or (not masked and is_mobile(plan.code, rest))):
        return None if not masked and is_mobile(plan.code, digits) else NumberFormat("digits")
    if masked or len(digits) == usual:
        of_another = not masked and is_mobile_of_any(digits) and not is_mobile(plan.code, digits)
        fits = len(digits) == usual and not of_another
    else:
        fits = is_mobile(plan.code, digits)
    return NumberFormat("national", country, trunk_zero=False) if fits else None


def _is_international(digits: str, *, masked: bool) -> bool:
    """Whether digits without ``+`` or ``00`` can only be a number with its country code.

    Twelve and more digits that begin with one, whatever their count: samples invent numbers, and Mexico's had a 1 more
    until 2019. Eleven of a possible length. Where they begin with 1, they are a North American number or a national one
    of China or Brazil: the plan must have it.
    """
    if len(digits) < 11:
        return False
    if digits.startswith("1"):
        return not masked and is_valid("1", digits[1:])
    return code_of(digits) is not None and (len(digits) > 11 or is_possible(digits))
