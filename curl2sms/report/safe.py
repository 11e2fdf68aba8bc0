"""What every report shares: secrets masked, and the words that a check is reported in."""

from __future__ import annotations

from curl2sms.proving.model import Check, Difference, Report
from curl2sms.records import replace
from curl2sms.secret_values import Secrets
from curl2sms.shown import Mask


def safe(report: Report) -> Report:
    """The report with ``***`` for every secret."""
    mask = report.secrets.mask()
    return replace(report, checks=tuple(safe_check(check, report.secrets, mask) for check in report.checks))


def safe_check(check: Check, secrets: Secrets, mask: Mask) -> Check:
    """A check with ``***`` for every secret; ``mask`` is that of the secrets."""
    differences = tuple(masked(one, secrets, mask) for one in check.differences)
    if check.said:
        said = check.said.hidden(mask)
        return replace(check, message=said.message, do=said.do, differences=differences)
    return replace(check, message=mask(check.message), do=mask(check.do), differences=differences)


def masked(difference: Difference, secrets: Secrets, mask: Mask) -> Difference:
    """A difference with ``***`` for every secret on both sides, first by its place and then by value."""
    hide = secrets.at(difference.place, mask)
    expected, got = (None if side is None else hide(side) for side in (difference.expected, difference.got))
    return replace(difference, expected=expected, got=got)


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
    at, expected, got = named(difference), difference.expected, difference.got
    if expected is None:
        return f"{at}: nothing expected, got {got!r}"
    if got is None:
        return f"{at}: expected {expected!r}, nothing came"
    return f"{at}: expected {expected!r}, got {got!r}"


def named(difference: Difference) -> str:
    """The place of a difference and what of it differs: ``json:/to (number)``."""
    return f"{difference.place} ({difference.aspect})" if difference.aspect else difference.place
