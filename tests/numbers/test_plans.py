"""The numbering plans in short say what phonenumbers says at length."""

from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from curl2sms.knowledge import knowledge
from curl2sms.numbers.plans import is_possible, is_region, plan_of, region_of_code

ROWS = knowledge("numbering-plans")
REGIONS = sorted(region for rows in ROWS.values() for region in rows if region != "001")


def test_every_calling_code_has_the_regions_that_the_library_knows() -> None:
    """Run tools/make_numbering_plans.py where a newer library knows others."""
    known = {str(code): list(regions) for code, regions in phonenumbers.COUNTRY_CODE_TO_REGION_CODE.items()}
    assert {code: list(rows) for code, rows in ROWS.items()} == known


@pytest.mark.parametrize("region", REGIONS)
def test_a_regions_example_fits_its_plan(region: str) -> None:
    plan, example = plan_of(region), phonenumbers.example_number_for_type(region, phonenumbers.PhoneNumberType.MOBILE)
    assert plan is not None
    assert plan.code == str(phonenumbers.country_code_for_region(region))
    assert is_region(region)
    if example:
        digits = phonenumbers.national_significant_number(example)
        assert len(digits) in plan.mobile
        assert len(digits) in plan.lengths
        assert is_possible(plan.code + digits)


def test_a_code_has_a_main_region_or_none() -> None:
    assert [region_of_code(code) for code in ("91", "1", "44", "7", "881", "999", "")] == [
        "IN", "US", "GB", "RU", None, None, None,
    ]  # fmt: skip
    assert (plan_of("001"), plan_of("in"), is_region("001"), is_region("UK")) == (None, None, False, False)


@st.composite
def possible_numbers(draw: st.DrawFn) -> tuple[str, str]:
    """A calling code, and a national number of one of the lengths that its main region's may have."""
    code = draw(st.sampled_from(sorted(ROWS)))
    length = draw(st.sampled_from(next(iter(ROWS[code].values()))["lengths"]))
    digits = draw(st.text("0123456789", min_size=length - 1, max_size=length - 1))
    return code, draw(st.sampled_from("123456789")) + digits


@given(possible_numbers())
def test_a_possible_number_is_one_to_the_library_too(number: tuple[str, str]) -> None:
    code, national = number
    trunk = next(iter(ROWS[code].values()))["trunk"]
    assume(is_possible(code + national))
    assume(not trunk or not national.startswith(trunk))  # which the library may take off
    parsed = phonenumbers.parse(f"+{code}{national}")
    assert phonenumbers.is_possible_number(parsed)
