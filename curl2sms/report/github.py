"""The report as GitHub's workflow commands, which become annotations at the template's file."""

from __future__ import annotations

from collections.abc import Sequence

from curl2sms.proving.model import Report, Verdict
from curl2sms.report.safe import safe, title, told

_COMMAND = {Verdict.FAIL: "error", Verdict.WARNING: "warning"}


def github(reports: Sequence[Report]) -> str:
    """A line for each failure and each warning, and a notice for each template."""
    lines = []
    for report in map(safe, reports):
        file = f"file={_property(report.source)}," if report.source else ""
        for check in report.of(*_COMMAND):
            words = "\n".join(filter(None, (check.message, check.do, *(told(d) for d in check.differences))))
            lines.append(f"::{_COMMAND[check.verdict]} {file}title={_property(title(check))}::{_data(words)}")
        verdict = "proven" if report.ok else "not proven"
        lines.append(f"::notice {file}title=curl2sms::{_data(report.template)}: {verdict}, {len(report.checks)} checks")
    return "\n".join(lines) + "\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
