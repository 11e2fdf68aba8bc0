"""When it happened, in every spelling that providers use: seconds since 1970, in UTC."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from curl2sms.errors import UsageError, note
from curl2sms.patterns import regex
from curl2sms.records import record

# A clock may be wrong by so much: what is later is no time of a report.
_AHEAD = timedelta(days=1)
_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
_LAST = datetime(2100, 1, 1, tzinfo=UTC).timestamp()  # a number past it counts smaller units

_LONGEST = 100  # characters of any spelling

_NUMBER = regex(r"(?P<whole>[0-9]{9,19})(?:\.[0-9]+)?")
_UNITS = (1, 1_000, 1_000_000, 1_000_000_000)  # in a second
# Digits without signs between them: a gateway's (SMPP 3.4 5.2, YYMMDDhhmm) and a database's.
_DIGITS = {10: "%y%m%d%H%M", 12: "%y%m%d%H%M%S", 14: "%Y%m%d%H%M%S"}
_DOT_NET = regex(r"\\?/Date\((\d+)(?:[+-]\d{4})?\)\\?/")

_CLOCK = r"(?P<hour>\d\d?)(?::?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:[.,:]\d+)?)?)?(?:\s*(?P<half>[ap])\.?m\.?)?"
_ZONE = r"(?:\s*(?P<zone>Z|(?:UTC|GMT)?(?P<sign>[+\u2212-])(?P<hours>\d\d?):?(?P<minutes>\d\d)?|UTC|GMT))?"
_YEAR_FIRST = regex(rf"(?i)(\d{{4}})([-/.]?)(\d\d?)\2(\d\d?)[T\s_]+{_CLOCK}{_ZONE}")
_BY_WEEK_OR_DAY = regex(rf"(?i)(?P<date>\d{{4}}-?W\d\d-?\d|\d{{4}}-?\d{{3}})[T\s]{_CLOCK}{_ZONE}")
_YEAR_LAST = regex(rf"(?i)(\d\d?)([-/.])(\d\d?)\2(\d{{4}})[T,\s]+{_CLOCK}{_ZONE}")
_MONTH = r"(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_IN_WORDS = (
    regex(rf"(?i)(?:[a-z]{{3,9}}\.?,?\s+)?(?P<day>\d\d?)[\s-]+{_MONTH}[\s,-]+(?P<year>\d{{4}})[T,\s]+{_CLOCK}{_ZONE}"),
    regex(rf"(?i)(?:[a-z]{{3,9}}\.?,?\s+)?{_MONTH}\s+(?P<day>\d\d?),?\s+(?P<year>\d{{4}})[,\s]+{_CLOCK}{_ZONE}"),
    regex(rf"(?i)(?:[a-z]{{3}}\s+)?{_MONTH}\s+(?P<day>\d\d?)\s+{_CLOCK}{_ZONE}\s+(?P<year>\d{{4}})"),
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@record
class Moment:
    """A time as it was read: ``seconds`` since 1970; None, with the id of a note, where that is not to be known."""

    seconds: int | None
    why: str = ""


def moment(text: str, *, now: int, zone: tzinfo | None = None) -> Moment:
    """The moment that a text names; ``zone`` is that of a local time which states none.

    A number counts seconds, or thousandths, millionths or billionths of them. A reading that is later than a day after
    ``now``, or earlier than 2000, is none: so ten digits are either seconds or a date of two digits a part.
    """
    latest = datetime.fromtimestamp(now, UTC) + _AHEAD
    why = "report-time-unread"
    for read in _readings(text.strip()) if len(text) <= _LONGEST else ():
        known = read.replace(tzinfo=zone) if read.tzinfo is None and zone else read
        if known.tzinfo is None:
            why = "report-time-local"
        elif _EARLIEST <= known <= latest:
            return Moment(int(known.timestamp()))
        elif why == "report-time-unread":
            why = "report-time-odd"
    return Moment(None, why)


def zone_of(name: str) -> tzinfo:
    """The time zone of a name of the IANA database (``Asia/Kolkata``); errors.UsageError where there is none."""
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):  # a name that leads out of the database; a folder of it, or no such name
        raise UsageError(note("report-zone-unknown", zone=name)) from None


def _readings(text: str) -> Iterable[datetime]:
    """The moments that a text may name; without a zone where it states none."""
    for reader in (_numbers, _digits, _year_first, _by_week_or_day, _year_last, _in_words):
        try:
            yield from reader(text)
        except (ValueError, OverflowError):  # a month 13, an hour 25
            continue


def _numbers(text: str) -> list[datetime]:
    text = match[1] if (match := _DOT_NET.fullmatch(text)) else text
    number = _NUMBER.fullmatch(text)
    seconds = [int(number["whole"]) / unit for unit in _UNITS] if number else []
    return [datetime.fromtimestamp(one, UTC) for one in seconds if one < _LAST]


def _digits(text: str) -> list[datetime]:
    return [datetime.strptime(text, _DIGITS[len(text)])] if text.isdecimal() and len(text) in _DIGITS else []


def _year_first(text: str) -> list[datetime]:
    match = _YEAR_FIRST.fullmatch(text)
    return [_made(match, int(match[1]), int(match[3]), int(match[4]))] if match else []


def _by_week_or_day(text: str) -> list[datetime]:
    """Dates by the week or by the day of the year: ISO 8601 5.2.2 and 5.2.3."""
    match = _BY_WEEK_OR_DAY.fullmatch(text)
    if not match:
        return []
    date = match["date"].upper().replace("-", "")
    day = datetime.strptime(date, "%GW%V%u" if "W" in date else "%Y%j")
    return [_made(match, day.year, day.month, day.day)]


def _year_last(text: str) -> list[datetime]:
    """Day and month before the year. Only dots say which is first; else a number over 12 must."""
    match = _YEAR_LAST.fullmatch(text)
    if not match:
        return []
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if match[2] == "." or first > 12 or first == second:
        return [_made(match, year, second, first)]
    return [_made(match, year, first, second)] if second > 12 else []


def _in_words(text: str) -> list[datetime]:
    for pattern in _IN_WORDS:
        if match := pattern.fullmatch(text):
            month = _MONTHS.index(match["month"][:3].lower()) + 1
            return [_made(match, int(match["year"]), month, int(match["day"]))]
    return []


def _made(match: re.Match[str], year: int, month: int, day: int) -> datetime:
    """A day with the time of ``_CLOCK`` and the zone of ``_ZONE``; ValueError where there is none such."""
    hour, minute, second = (int(match[part] or 0) for part in ("hour", "minute", "second"))
    if half := match["half"]:
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    midnight = datetime(year, month, day, tzinfo=_zone(match))
    if hour > 24 or minute > 59 or second > 60 or (hour == 24 and minute + second):
        raise ValueError(match[0])
    return midnight + timedelta(hours=hour, minutes=minute, seconds=second)  # 24:00 and :60 are the next second's


def _zone(match: re.Match[str]) -> tzinfo | None:
    if not match["zone"]:
        return None
    away = timedelta(hours=int(match["hours"] or 0), minutes=int(match["minutes"] or 0))
    return timezone(away if match["sign"] == "+" else -away)
