"""Numbering plans: what can be reported of digits, first from a few facts, then from the whole plan.

The facts are ``data/numbering-plans.json``, made from phonenumbers by ``tools/make_numbering_plans.py``. The library
itself takes a fifth of a cold command's time to load: ``is_valid`` and ``is_mobile`` ask it, and only where the facts
don't decide.
"""

from __future__ import annotations

from functools import cache

from curl2sms.knowledge import knowledge
from curl2sms.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_NOWHERE = "001"  # UN M.49 for the world: the networks that belong to no country


@record
class NumberingPlan:
    """A region's plan: its calling code, its trunk prefix (``""`` for none), and counts of digits.

    ``lengths`` are those that national (significant) numbers can have, ``mobile`` those of mobile ones, and ``usual``
    that of the plan's own example of a mobile number (0 where it has none).
    """

    code: str
    trunk: str
    lengths: tuple[int, ...]
    mobile: tuple[int, ...]
    usual: int


def plan_of(region: str) -> NumberingPlan | None:
    """The plan of a region (ISO 3166 alpha-2, in upper case); None where it has none."""
    code = _codes_of_regions().get(region)
    return _plan(code, region) if code else None


def region_of_code(code: str) -> str | None:
    """The main region of a country calling code: ``91`` -> ``IN``; None where there is none."""
    region = next(iter(_regions_of_codes().get(code, ())), _NOWHERE)
    return None if region == _NOWHERE else region


def is_region(name: str) -> bool:
    """Whether a text is an ISO 3166 alpha-2 code, in upper case, of a region with phone numbers."""
    return name in _codes_of_regions()


def code_of(digits: str) -> str | None:
    """The calling code that digits begin with (E.164 6.2): no code is the beginning of another."""
    return next((digits[:length] for length in (1, 2, 3) if digits[:length] in _regions_of_codes()), None)


def is_possible(digits: str) -> bool:
    """Whether digits begin with a calling code, and as many follow as numbers of its main region have."""
    code = code_of(digits)
    return code is not None and len(digits) - len(code) in _plan(code, next(iter(_regions_of_codes()[code]))).lengths


def is_valid(code: str, national: str) -> bool:
    """Whether the plan of a calling code has a national number."""
    import phonenumbers

    return bool(phonenumbers.is_valid_number(phonenumbers.parse(f"+{code}{national}")))


def is_mobile(code: str, national: str) -> bool:
    """Whether the plan of a calling code has a mobile number, or one that may be."""
    if not any(len(national) in _plan(code, region).mobile for region in _regions_of_codes().get(code, ())):
        return False
    import phonenumbers

    kinds = phonenumbers.PhoneNumberType
    return phonenumbers.number_type(phonenumbers.parse(f"+{code}{national}")) in (
        kinds.MOBILE,
        kinds.FIXED_LINE_OR_MOBILE,
    )


def is_mobile_of_any(digits: str) -> bool:
    """Whether digits are a mobile number of some country, read with its code."""
    code = code_of(digits)
    return code is not None and is_mobile(code, digits[len(code) :])


def _plan(code: str, region: str) -> NumberingPlan:
    row = _regions_of_codes()[code][region]
    return NumberingPlan(code, row["trunk"], tuple(row["lengths"]), tuple(row["mobile"]), row["usual"])


@cache
def _regions_of_codes() -> dict[str, dict[str, Any]]:
    """The table: calling code -> region -> row, a code's main region first."""
    table: dict[str, dict[str, Any]] = knowledge("numbering-plans")
    return table


@cache
def _codes_of_regions() -> dict[str, str]:
    return {region: code for code, rows in _regions_of_codes().items() for region in rows if region != _NOWHERE}
