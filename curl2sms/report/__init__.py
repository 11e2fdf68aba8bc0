"""Reports of a verification: the same checks for people, for programs and for CI servers. They check nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from curl2sms.proving.model import Report
from curl2sms.report.github import github
from curl2sms.report.json import as_json
from curl2sms.report.junit import junit
from curl2sms.report.text import text

FORMATS: dict[str, Callable[[Sequence[Report]], str]] = {
    "text": text,
    "json": as_json,
    "junit": junit,
    "github": github,
}

__all__ = ["FORMATS", "as_json", "github", "junit", "text"]
