"""The report as GitHub's workflow commands, which become annotations at the template's file."""

from __future__ import annotations

from collections.abc import Sequence

from curl2sms.proving.model import Report, Verdict
from curl2sms.report.safe import counted, detail, safe, title
from curl2sms.shown import visible

_COMMAND = {Verdict.FAIL: "error", Verdict.WARNING: "warning"}
_STRICT_COMMAND = {Verdict.FAIL: "error", Verdict.WARNING: "error"}


def github(reports: Sequence[Report], *, strict: bool = False) -> str:
    """A line for each failure and each warning, which is an error in a strict run, and a notice for each template."""
    command = _STRICT_COMMAND if strict else _COMMAND
    lines = []
    for report in map(safe, reports):
        file = f"file={_property(report.source)}," if report.source else ""
        for check in report.of(*command):
            line = f"line={check.line}," if check.line else ""
            lines.append(
                f"::{command[check.verdict]} {file}{line}title={_property(title(check))}::{_data(detail(check))}"
            )
        verdict = "proven" if report.passed(strict=strict) else "not proven"
        checks = counted(len(report.checks), "check")
        lines.append(f"::notice {file}title=curl2sms::{_data(report.template)}: {verdict}, {checks}")
    return "\n".join(lines) + "\n"


def _data(text: str) -> str:
    """A text as a command's message: of what the log would obey or hide, only line feeds are left, and escaped."""
    return visible(text, keep="\n").replace("%", "%25").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
