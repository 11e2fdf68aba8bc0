"""Write ``curl2sms/data/numbering-plans.json`` anew: every numbering plan in short, from phonenumbers.

usage: python tools/make_numbering_plans.py
"""

from __future__ import annotations

import json
from typing import Any

import phonenumbers
from phonenumbers import PhoneNumberType
from phonenumbers.phonemetadata import PhoneMetadata

from curl2sms.shipped import DATA


def plans() -> dict[str, dict[str, dict[str, Any]]]:
    """Calling code -> region -> its plan; a code's main region first, as phonenumbers has it."""
    return {
        str(code): {region: _plan(code, region) for region in regions}
        for code, regions in sorted(phonenumbers.COUNTRY_CODE_TO_REGION_CODE.items())
    }


def _plan(code: int, region: str) -> dict[str, Any]:
    if region == "001":  # satellites and other networks of no country
        plan: Any = PhoneMetadata.metadata_for_nongeo_region(code)
        example = phonenumbers.example_number_for_non_geo_entity(code)
    else:
        plan = PhoneMetadata.metadata_for_region(region, None)
        example = phonenumbers.example_number_for_type(region, PhoneNumberType.MOBILE)
    mobile = plan.mobile.possible_length if plan.mobile else ()
    return {
        "trunk": plan.national_prefix or "",
        "lengths": list(plan.general_desc.possible_length),
        "mobile": [length for length in mobile if length > 0] or list(plan.general_desc.possible_length),
        "usual": len(phonenumbers.national_significant_number(example)) if example else 0,
    }


def main() -> None:
    """Write the plans, a region a line."""
    codes = [
        f"{json.dumps(code)}: {{\n"
        + ",\n".join(f"    {json.dumps(region)}: {json.dumps(plan)}" for region, plan in regions.items())
        + "\n  }"
        for code, regions in plans().items()
    ]
    (DATA / "numbering-plans.json").write_text("{\n  " + ",\n  ".join(codes) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
