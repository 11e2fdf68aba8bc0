"""The number of a sample, as it is sent by the template; another one in its place where the sample has none."""

from __future__ import annotations

from collections.abc import Iterator

from curl2sms.errors import UnfitError
from curl2sms.locating import survey
from curl2sms.numbers import NumberFormat, spell
from curl2sms.proving import trials
from curl2sms.proving.against.sample import Sample
from curl2sms.proving.model import Check, Difference, Verdict
from curl2sms.proving.oracle import Oracle
from curl2sms.records import record
from curl2sms.template.model import Template
from curl2sms.tokens import TO_TOKEN


@record
class SampleNumber:
    """What is sent for ``$$To``.

    ``stand_in`` is what the sample has where it has no number (``91XXXXXXXXXX``); ``expected`` is how the number that
    is sent instead arrives.
    """

    given: str
    stand_in: str | None = None
    expected: str = ""


def number_of(sample: Sample, template: Template, oracle: Oracle, read: str) -> SampleNumber:
    """The number of a sample; ``read`` is what is where the template has ``$$To``."""
    text = _as_its_reader_sees_it(sample, template) or read
    if _is_number(text):
        return SampleNumber(text)
    other = trials.numbers_at(oracle)[0]
    return SampleNumber(other.given, text, other.expected)


def told(number: SampleNumber, sample: Sample, oracle: Oracle) -> Iterator[Check]:
    """A stand-in of the sample (``91XXXXXXXXXX``) is no fault; a number that is elsewhere is one."""
    if number.stand_in is None:
        return
    recipient = survey(sample.reading.request).recipient
    if recipient is not None and str(recipient.field.place) not in oracle.places(TO_TOKEN):
        elsewhere = (Difference(str(recipient.field.place), TO_TOKEN, None),)
        message = f"the sample holds {number.stand_in} where the template has {TO_TOKEN}, and its recipient elsewhere"
        yield Check("sample", "recipient", Verdict.FAIL, message, at=TO_TOKEN, differences=elsewhere)
    else:
        message = f"the sample holds {number.stand_in} where the number goes; a number was sent instead"
        yield Check("sample", "recipient", Verdict.PASS, message, at=TO_TOKEN)


def _as_its_reader_sees_it(sample: Sample, template: Template) -> str:
    """The sample's number without what is around it: what the template writes there must not count for it.

    Digits with a country code get their plus, so that they can't be taken for a national number.
    """
    surveyed, fill = sample.surveyed, sample.fill
    if surveyed.recipient is None:
        return ""
    value = fill(surveyed.recipient.field.value)
    number = value.removeprefix(fill(surveyed.prefix)).removesuffix(fill(surveyed.suffix))
    international = surveyed.number_format.format == "digits" and template.recipient.format != "as-given"
    return f"+{number}" if international and number.isdigit() else number


def _is_number(text: str) -> bool:
    try:
        spell(text, NumberFormat("as-given"))
    except UnfitError:
        return False
    return True
