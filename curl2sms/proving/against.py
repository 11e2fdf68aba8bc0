"""A template beside its sample: what it sends with the sample's own number and text, and what the sample sends."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from curl2sms import wire
from curl2sms.errors import Curl2smsError, UnfitError, UsageError, note
from curl2sms.http import OPEN, STAND_IN, HttpRequest, split_url
from curl2sms.locating import Change, Survey, survey
from curl2sms.numbers import NumberFormat, spell
from curl2sms.patterns import regex
from curl2sms.proving import curl, trials
from curl2sms.proving.mock import TIMEOUT, Provider, Received
from curl2sms.proving.model import Check, Difference, Verdict, noted
from curl2sms.proving.oracle import Oracle
from curl2sms.reading.model import Reading
from curl2sms.records import record, replace
from curl2sms.template.model import Template
from curl2sms.tokens import BODY_TOKEN, TO_TOKEN, replaced, variable_token

Fill = Callable[[str], str]

_NUMBER_OF_MANY = regex(r"\[\d+\]|#\d+(?=$|>)")
_ORIGIN = regex(r"https?://", re.IGNORECASE)
_JSON_ROOT = regex(r"(?<![^>])json$")
_GROUPING = regex(r"[\s().-]")
_MEMBER_OF_ARRAY = regex(r"(?<=json)(?::/\d+)$|/\d+$")
_TEXT = "Hello"  # what a variable of the sample stands for, where it becomes no variable of the template


def checks(
    template: Template, reading: Reading, oracle: Oracle, provider: Provider, given: Mapping[str, str]
) -> Iterator[Check]:
    """Compare the template with its sample: each difference is an announced change, or a failure.

    ``given`` are values by token: those of the template's variables stand in the sample too.
    """
    surveyed = _surveyed(reading, oracle)
    fill = _filling(template, surveyed, given)
    said, sent = _sent(reading, fill, provider)
    yield said
    sample = _Sample(sent, _as_received(_filled(reading.request, fill)), surveyed.changes, _repairs(reading))
    mended = _filled(surveyed.request, fill)
    values = oracle.read(_as_received(mended))
    shared = [variable_token(variable.name) for variable in reading.variables]
    values |= {token: given[token] for token in shared if token in given}
    if missing := [token for token in oracle.tokens if token not in values]:
        for token in missing:
            where = ", ".join(oracle.places(token))
            message = f"the sample has no value where {token} stands"
            do = "See that the sample is the one that the template was made from."
            yield Check("sample", "value", Verdict.FAIL, message, do, at=where)
        return
    if TO_TOKEN in values:
        values[TO_TOKEN] = _number(surveyed, template, fill) or values[TO_TOKEN]
        if not _is_number(values[TO_TOKEN]):
            yield from _no_number(values[TO_TOKEN], reading, oracle)
            number = trials.numbers_at(oracle)[0]
            sample = replace(sample, stand_in=(values[TO_TOKEN], number.expected))
            values[TO_TOKEN] = number.given
    try:
        request = trials.rendered(template, {**given, **values})
    except Curl2smsError as error:
        message = f"the sample's own number and text can't be sent: {error.note.message}"
        yield Check("sample", "rendered", Verdict.FAIL, message, error.note.do)
        return
    yield from _judged(oracle, sample, _as_received(mended), _caught(request, provider), _scheme(mended, request))
    yield from _form_of_the_number(template.recipient, surveyed.number_format)


def _form_of_the_number(own: NumberFormat, read: NumberFormat) -> Iterator[Check]:
    """One number of the sample can't show every difference of form: as given, and digits, write some alike."""
    if read.format != "as-given" and _form(own) != _form(read):
        yield noted("sample", note("sample-other-form", sample=_form(read), template=_form(own)))


def _form(recipient: NumberFormat) -> str:
    """A form of numbers as the template names it: ``national of IN, with a 0 in front``."""
    country = f" of {recipient.country}" if recipient.country else ""
    trunk = ", with a 0 in front" if recipient.trunk_zero else ""
    return f"{recipient.format}{country}{trunk}"


@record
class _Sample:
    """What is known of a sample: what it sends, what our reading makes of it, and what was announced to be mended.

    ``stand_in`` is what the sample has for a number (``91XXXXXXXXXX``), and the number that was sent instead.
    """

    sent: Received
    read: Received
    changes: Sequence[Change]
    repairs: tuple[str, ...]
    stand_in: tuple[str, str] | None = None


def _repairs(reading: Reading) -> tuple[str, ...]:
    """What reading mended in the text, as its notes tell it."""
    return tuple(dict.fromkeys(said.message for said in reading.notes if said.kind == "repair"))


def _number(surveyed: Survey, template: Template, fill: Fill) -> str:
    """The sample's number as its own reader sees it: what the template writes around it must not count for it.

    Digits with a country code get their plus, so that they can't be taken for a national number.
    """
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


def _no_number(text: str, reading: Reading, oracle: Oracle) -> Iterator[Check]:
    """A stand-in of the sample (``91XXXXXXXXXX``) is no fault; a number that stands elsewhere is one."""
    recipient = survey(reading.request).recipient
    if recipient is not None and str(recipient.field.place) not in oracle.places(TO_TOKEN):
        elsewhere = (Difference(str(recipient.field.place), TO_TOKEN, None),)
        message = f"the sample holds {text} where the template has {TO_TOKEN}, and its recipient elsewhere"
        yield Check("sample", "recipient", Verdict.FAIL, message, at=TO_TOKEN, differences=elsewhere)
    else:
        message = f"the sample holds {text} where the number goes; a number was sent instead"
        yield Check("sample", "recipient", Verdict.PASS, message, at=TO_TOKEN)


def _surveyed(reading: Reading, oracle: Oracle) -> Survey:
    """The sample's values, with the announced changes made; the template tells which are number and text."""
    given = {name: _only(oracle, token) for name, token in (("to", TO_TOKEN), ("body", BODY_TOKEN))}
    found = survey(reading.request)
    if [str(one.field.place) if one else None for one in (found.recipient, found.message)] == list(given.values()):
        return found  # places count as in the template: what was dropped before them counts no more
    try:
        return survey(reading.request, to=given["to"], body=given["body"])
    except UsageError:  # the template has them where the sample has nothing
        return survey(reading.request)


def _only(oracle: Oracle, token: str) -> str | None:
    """The first PLACE of a token; None where it has none, also where its text could not be read."""
    return next(iter(oracle.places(token)), None) if token in oracle.tokens else None


def _filling(template: Template, surveyed: Survey, given: Mapping[str, str]) -> Fill:
    """What puts values in the place of the variables, and of ``$$To`` and ``$$Body``, that a sample leaves open."""
    # Of no known form: digits alone mean the same in every place, a plus left bare in a form is a blank.
    number = trials.numbers(template.recipient)[0].expected
    number = number.lstrip("+") if template.recipient.format == "as-given" else number
    recipient, message = (one.field.value if one else "" for one in (surveyed.recipient, surveyed.message))
    tokens = {TO_TOKEN: number} if TO_TOKEN in recipient else {}
    tokens |= {BODY_TOKEN: _TEXT} if BODY_TOKEN in message else {}

    def value(name: str, stand_in: str) -> str:
        return given.get(variable_token(name)) or (number if stand_in in recipient else _TEXT)

    def fill(text: str) -> str:
        text = replaced(text, lambda token: tokens.get(token, token)) if tokens else text
        return STAND_IN.sub(lambda match: value(match[1], match[0]), text) if OPEN in text else text

    return fill


def _filled(request: HttpRequest, fill: Fill) -> HttpRequest:
    return replace(request.with_texts(fill), url=_filled_url(request.url, fill))


def _filled_url(url: str, fill: Fill) -> str:
    """A URL filled in; a variable that stands for the whole origin brings its own scheme."""
    scheme, mark, rest = url.partition("://")
    filled = fill(rest)
    return filled if rest.startswith(OPEN) and _ORIGIN.match(filled) else f"{scheme}{mark}{filled}"


def _sent(reading: Reading, fill: Fill, provider: Provider) -> tuple[Check, Received]:
    """What the sample sends: by real curl where that can be, else by our own reading; and which of them it was."""
    options = [replace(o, value=None if o.value is None else fill(o.value)) for o in reading.options]
    try:
        _require_known(reading)
        received, left_out = curl.replay(options, None if reading.stdin is None else fill(reading.stdin), provider)
    except curl.NotReplayedError as reason:
        message = f"not replayed: {reason}; compared with our own reading of the sample"
        return Check("sample", "replay", Verdict.SKIPPED, message), _as_received(_filled(reading.request, fill))
    message = f"replayed by {curl.version()}"
    if left_out:
        message += f"; left out, for the request is the same without: {', '.join(left_out)}"
    return Check("sample", "replay", Verdict.PASS, message), received


def _require_known(reading: Reading) -> None:
    """NotReplayedError where a value is open that is no variable: what a shell would have computed."""
    known = {variable.name for variable in reading.variables}
    for option in reading.options:
        if option.value and set(STAND_IN.findall(option.value)) - known:
            raise curl.NotReplayedError(f"--{option.name}, whose value the shell computes")


def _caught(request: HttpRequest, provider: Provider) -> Received:
    """A request as the mock provider receives it."""
    provider.clear()
    wire.send(request, timeout=TIMEOUT, connect_to=provider.address)
    return provider.take() or _as_received(request)


def _scheme(sample: HttpRequest, rendered: HttpRequest) -> list[Difference]:
    """The one thing that a replay can't show: all of it goes over plain http."""
    schemes = [split_url(request.url).scheme.lower() for request in (sample, rendered)]
    return [] if schemes[0] == schemes[1] else [Difference("scheme", *schemes)]


def _judged(
    oracle: Oracle, sample: _Sample, mended: Received, rendered: Received, unexplained: list[Difference]
) -> Iterator[Check]:
    """Every difference between the sample and the template: announced, or a failure."""
    announced: dict[Change, list[Difference]] = {}
    repaired = []
    misread = {(one.place, one.aspect) for one in oracle.compare(sample.sent, sample.read)}
    for difference in oracle.compare(sample.sent, mended):
        change = next((change for change in sample.changes if _explains(change, difference)), None)
        if change is not None:
            announced.setdefault(change, []).append(difference)
        elif (difference.place, difference.aspect) in misread and sample.repairs:
            repaired.append(difference)
        else:
            unexplained.append(difference)
    apart = [d for d in oracle.compare(mended, rendered) if not _is_stand_in(d, oracle, sample.stand_in)]
    regrouped = [d for d in apart if _is_regrouped(d, oracle)]
    unexplained += [d for d in apart if d not in regrouped]
    unexplained += oracle.letters(mended) if not unexplained else ()
    message = "" if unexplained else "the template makes the sample's request again"
    verdict = Verdict.FAIL if unexplained else Verdict.PASS
    yield Check("sample", "request", verdict, message, differences=tuple(unexplained))
    for difference in regrouped:
        message = "the number, without the blanks and marks that group its digits"
        yield Check("sample", "number-regrouped", Verdict.PASS, message, at=difference.place, differences=(difference,))
    if repaired:
        message = f"announced by convert: {' '.join(sample.repairs)}"
        yield Check("sample", "repaired", Verdict.PASS, message, differences=tuple(repaired))
    for change, differences in announced.items():
        message = "announced by convert"
        yield Check("sample", change.id, Verdict.PASS, message, at=change.at, differences=tuple(differences))


def _is_stand_in(difference: Difference, oracle: Oracle, stand_in: tuple[str, str] | None) -> bool:
    """Whether a difference is the number that was sent where the sample has none, and nothing else."""
    if stand_in is None or not stand_in[0] or difference.expected is None:
        return False
    at_number = difference.place in oracle.places(TO_TOKEN)
    return at_number and difference.expected.replace(*stand_in) == difference.got


def _is_regrouped(difference: Difference, oracle: Oracle) -> bool:
    """Whether a number differs only in what groups its digits for people: ``+1 (415) 555-0100``."""
    if TO_TOKEN not in oracle.tokens or difference.place not in oracle.places(TO_TOKEN):
        return False
    ungrouped = _GROUPING.sub("", difference.expected or "")
    return ungrouped != difference.expected and ungrouped == difference.got


def _explains(change: Change, difference: Difference) -> bool:
    """Whether a change is about the place of a difference, or about a list or document around it.

    Which of several of one name it is does not count: where one goes, the others move up. So do an array's.
    """
    gone = _MEMBER_OF_ARRAY.sub("", change.at) if change.after is None else change.at
    places = (difference.place, gone)
    at, changed = (_JSON_ROOT.sub("json:", _NUMBER_OF_MANY.sub("", place)) for place in places)
    return at == changed or any(
        one.startswith(other) and one[len(other)] in "/>,:"
        for one, other in ((at, changed), (changed, at))
        if len(one) > len(other)
    )


def _as_received(request: HttpRequest) -> Received:
    """A request as it would arrive."""
    headers = tuple(request.wire_headers())
    if request.header("Host") is None:
        headers = (("Host", split_url(request.url).authority), *headers)
    return Received(request.method, request.target, headers, request.body or b"")
