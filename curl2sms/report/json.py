"""The report for programs; ``schemas/report.schema.json`` says what it holds."""

from __future__ import annotations

import json
from collections.abc import Sequence

from curl2sms.proving.model import Check, Difference, Report, Verdict
from curl2sms.report.safe import safe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

SCHEMA_ID = "urn:curl2sms:report:2"


def as_json(reports: Sequence[Report], *, strict: bool = False) -> str:
    """All reports as one JSON document; ``ok`` in it is false for a warning too in a strict run."""
    data = {
        "$schema": SCHEMA_ID,
        "ok": all(report.passed(strict=strict) for report in reports),
        "strict": strict,
        "templates": [_report(safe(report), strict) for report in reports],
    }
    return json.dumps(data, ensure_ascii=True, indent=2) + "\n"


def _report(report: Report, strict: bool) -> dict[str, Any]:
    return {
        "name": report.template,
        "file": report.source or None,
        "ok": report.passed(strict=strict),
        "counts": {verdict.value: len(report.of(verdict)) for verdict in Verdict},
        "seconds": round(report.seconds, 3),
        "checks": [check_as_data(check) for check in report.checks],
    }


def check_as_data(check: Check) -> dict[str, Any]:
    """One check as the schema describes it; its secrets must be masked already."""
    return {
        "group": check.group,
        "name": check.name,
        "verdict": check.verdict.value,
        "at": check.at or None,
        "line": check.line or None,
        "message": check.message,
        "do": check.do,
        "differences": [_difference(one) for one in check.differences],
    }


def _difference(difference: Difference) -> dict[str, Any]:
    return {
        "at": difference.place,
        "aspect": difference.aspect or None,
        "expected": difference.expected,
        "got": difference.got,
    }
