"""Moments in the spellings of providers."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curl2sms.errors import UsageError
from curl2sms.receipts.times import Moment, moment, zone_of
from tests.examples import examples

MOMENT = int(datetime(2024, 5, 22, 10, 6, 20, tzinfo=UTC).timestamp())
NOW = MOMENT + 3600
KOLKATA = ZoneInfo("Asia/Kolkata")


@pytest.mark.parametrize(
    "text",
    """\
1716372380
1716372380.9
1716372380000
1716372380123
1716372380123456
1716372380123456789
/Date(1716372380000)/
/Date(1716372380000+0530)/
2024-05-22T10:06:20Z
2024-05-22t10:06:20z
2024-05-22T10:06:20.123456789Z
2024-05-22T10:06:20,5Z
2024-05-22T10:06:20+00
2024-05-22T10:06:20-00:00
2024-05-22T15:36:20+05:30
2024-05-22T15:36:20.000+0530
2024-05-22 15:36:20 +05:30
2024-05-22T05:06:20\u221205
2024-05-22 10:06:20 UTC
20240522T100620Z
20240522T153620+0530
2024-W21-3T10:06:20Z
2024W213T100620Z
2024-143T10:06:20Z
2024143T100620Z
2024/05/22 10:06:20 GMT
22/05/2024 10:06:20 Z
05/22/2024 10:06:20 Z
05/22/2024 10:06:20 AM UTC
22.05.2024 10:06:20 +00:00
22-05-2024 15:36:20 GMT+5:30
Wed, 22 May 2024 10:06:20 +0000
Wed, 22 May 2024 15:36:20 +0530
22-May-2024 10:06:20 UTC
May 22, 2024 10:06:20 AM UTC
Wed May 22 10:06:20 UTC 2024""".splitlines(),
)
def test_a_moment_is_read_in_every_spelling(text: str) -> None:
    assert moment(text, now=NOW) == Moment(MOMENT)
    assert moment(f" {text}\n", now=NOW) == Moment(MOMENT)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("2024-05-22T23:59:60Z", 0),
        ("2024-05-22T24:00:00Z", 0),
        ("2024-05-23T00:00Z", 0),
        ("2024-05-23T00Z", 0),
        ("May 23, 2024 12:00:00 AM UTC", 0),
        ("May 23, 2024 12:00:00 PM UTC", 12 * 3600),
    ],
)
def test_midnight_has_many_spellings(text: str, seconds: int) -> None:
    midnight = int(datetime(2024, 5, 23, tzinfo=UTC).timestamp())
    assert moment(text, now=midnight) == Moment(midnight + seconds)


LOCAL = """\
2024-05-22 15:36:20
2024-05-22T15:36:20
2024-05-22T15:36:20.000
20240522T153620
20240522153620
240522153620
22/05/2024 15:36:20
22.05.2024 15:36:20
22 May 2024 15:36:20
May 22, 2024 3:36:20 PM
Wed May 22 15:36:20 2024""".splitlines()


@pytest.mark.parametrize("text", LOCAL)
def test_a_local_time_needs_a_zone(text: str) -> None:
    assert moment(text, now=NOW) == Moment(None, "report-time-local")
    assert moment(text, now=NOW, zone=KOLKATA) == Moment(MOMENT)


def test_ten_digits_are_seconds_or_a_gateways_date() -> None:
    assert moment("2405221536", now=NOW, zone=KOLKATA) == Moment(MOMENT - 20)  # as seconds it would be in 2046
    assert moment("1716372380", now=NOW, zone=KOLKATA) == Moment(MOMENT)


def test_a_stated_zone_comes_before_the_given_one() -> None:
    assert moment("2024-05-22T10:06:20Z", now=NOW, zone=KOLKATA) == Moment(MOMENT)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2024-05-24T10:06:20Z", "report-time-odd"),  # two days after the report came
        ("1999-12-31T23:59:59Z", "report-time-odd"),
        ("0", "report-time-unread"),
        ("yesterday", "report-time-unread"),
        ("2024-05-22", "report-time-unread"),
        ("05/06/2024 10:06", "report-time-unread"),  # the day or the month, nobody knows
        ("2024-13-22T10:06:20Z", "report-time-unread"),
        ("2024-05-22T25:06:20Z", "report-time-unread"),
        ("2024-05-22T10:60:20Z", "report-time-unread"),
        ("2024-05-22T24:00:01Z", "report-time-unread"),
        ("2024-02-30T10:06:20Z", "report-time-unread"),
        ("13/13/2024 10:06:20 Z", "report-time-unread"),
        ("9" * 19, "report-time-unread"),
        ("9" * 400, "report-time-unread"),
        ("Wed, 32 May 2024 10:06:20 +0000", "report-time-unread"),
    ],
)
def test_what_is_no_moment_says_why(text: str, why: str) -> None:
    assert moment(text, now=NOW) == Moment(None, why)


@examples(50)
@given(st.text(max_size=40), st.integers(min_value=0, max_value=4_000_000_000))
def test_any_text_ends_in_a_moment_or_a_reason(text: str, now: int) -> None:
    read = moment(text, now=now, zone=KOLKATA)
    assert (read.seconds is None) == bool(read.why)
    assert read.seconds is None or read.seconds <= now + 86_400


@examples(50)
@given(st.datetimes(datetime(2001, 9, 10), datetime(2035, 1, 1), timezones=st.timezones()))
def test_iso_8601_is_read_as_python_writes_it(known: datetime) -> None:
    seconds = int(known.timestamp())
    if known.utcoffset().total_seconds() % 60 == 0:  # type: ignore[union-attr]
        assert moment(known.isoformat(), now=seconds) == Moment(seconds)


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "../etc/passwd", "Asia", "/etc/localtime", "x\0"])
def test_a_zone_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(UsageError):
        zone_of(name)
