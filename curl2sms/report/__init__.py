"""Reports of a verification: the same checks for people, for programs and for CI servers. They check nothing."""

from __future__ import annotations

from collections.abc import Sequence

from curl2sms.proving.model import Report
from curl2sms.report.github import github
from curl2sms.report.json import as_json, check_as_data
from curl2sms.report.junit import junit
from curl2sms.report.lines import with_lines
from curl2sms.report.safe import safe_check
from curl2sms.report.text import summary, text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol
else:
    Protocol = object


class Format(Protocol):
    """Reports in one form. In a ``strict`` run a warning counts as a failure, as it does for the exit status."""

    def __call__(self, reports: Sequence[Report], *, strict: bool = False) -> str: ...


FORMATS: dict[str, Format] = {
    "text": text,
    "json": as_json,
    "junit": junit,
    "github": github,
}

__all__ = [
    "FORMATS",
    "Format",
    "as_json",
    "check_as_data",
    "github",
    "junit",
    "safe_check",
    "summary",
    "text",
    "with_lines",
]
