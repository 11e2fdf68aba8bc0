"""What every report shares: secrets masked by value, and the words that a check is told in."""

from __future__ import annotations

from curl2sms.proving.model import Check, Difference, Report
from curl2sms.records import replace
from curl2sms.shown import Mask


def safe(report: Report) -> Report:
    """The report with ``***`` for every secret."""
    mask = Mask(report.secrets)
    return replace(report, checks=tuple(_masked(check, mask) for check in report.checks))


def _masked(check: Check, mask: Mask) -> Check:
    differences = tuple(
        Difference(d.at, None if d.expected is None else mask(d.expected), None if d.got is None else mask(d.got))
        for d in check.differences
    )
    return replace(check, message=mask(check.message), do=mask(check.do), differences=differences)


def title(check: Check) -> str:
    """What was checked, in a few words: ``texts: double-quotes at $$Body``."""
    return f"{check.group}: {check.name}" + (f" at {check.at}" if check.at else "")


def detail(check: Check) -> str:
    """All that there is to say of a check, a line each: what was found, what to do, the differences."""
    return "\n".join(filter(None, (check.message, check.do, *map(told, check.differences))))


def counted(count: int, thing: str) -> str:
    """``1 check``, ``2 checks``."""
    return f"{count} {thing}" + "s" * (count != 1)


def told(difference: Difference) -> str:
    """A difference in one line."""
    if difference.expected is None:
        return f"{difference.at}: nothing expected, got {difference.got!r}"
    if difference.got is None:
        return f"{difference.at}: expected {difference.expected!r}, nothing came"
    return f"{difference.at}: expected {difference.expected!r}, got {difference.got!r}"
