"""A provider's bad days, and what a template's rules would believe of them.

A false success is the costly kind: the platform counts a message as sent that nobody will ever get.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from curl2sms.errors import MaybeSentError, SendError, note
from curl2sms.http import HttpRequest
from curl2sms.knowledge import knowledge
from curl2sms.proving.answers import good_answers, spoilt
from curl2sms.proving.mock import TIMEOUT, Play, Provider
from curl2sms.proving.model import Check, Verdict, listed, noted
from curl2sms.records import record
from curl2sms.response import Response, RuleSet, judge
from curl2sms.response.fulfilling import never
from curl2sms.template.model import Template

_NO_PATIENCE = (TIMEOUT[0], 0.01)  # where no answer is to come, nobody waits for real
_WELL = 200
_NO_BODY = {204, 205}  # RFC 9110 15.3.5, 15.3.6


@record
class BadDay:
    """An answer that no template may take for success; ``fault`` is that of a Play.

    ``own`` says what is wrong with an answer that is otherwise what the template's rules call success.
    """

    name: str
    why: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: str
    fault: str = ""
    own: str = ""


@cache
def bad_days() -> tuple[BadDay, ...]:
    """The bad days, ``data/misbehaviour.json``."""
    rows = knowledge("misbehaviour")
    return tuple(BadDay(**{**row, "headers": tuple(row["headers"].items())}) for row in rows)


def checks(template: Template, request: HttpRequest, provider: Provider) -> Iterator[Check]:
    """Send a request into each bad day, once, and see how the template judges it.

    A false success is a failure. Of a template that goes by the status alone it is reported once; where that status is
    not the 200 under which errors are known to come (a documented 202), it is a doubt and no finding: a warning.
    """
    if template.response is None:
        yield noted("template", note("proof-response"))
        return
    response = template.response
    lived = {
        (day, index): _lived(day, index, play, response, request, provider)
        for day in bad_days()
        if not _is_asked_for(day, response)
        for index, play in enumerate(_plays(day, response))
    }
    by_status = any(not one.rules for one in response.success)
    believed = dict.fromkeys(_believed_by_status(lived) if by_status else ())
    if believed:
        named = listed([day.name for day in believed])
        status = _wells(one for one in response.success if not one.rules)[0]
        said = "proof-status-200-alone" if status == _WELL else "proof-status-alone"
        yield noted("template", note(said, status=status, days=named))
    yield from _good_days(response, request, provider)
    yield from (check for (day, _), check in lived.items() if day not in believed)


def _is_asked_for(day: BadDay, response: Response) -> bool:
    """Whether an empty answer is the very one that the rules describe: a documented 204, or an empty body."""
    empty = any(good is not None and good.body == b"" for good in good_answers(response))
    well = 200 <= day.status <= 299 and day.status in response.statuses
    return well and empty and not (day.body or day.fault or day.own)


def _believed_by_status(lived: Mapping[tuple[BadDay, int], Check]) -> Iterator[BadDay]:
    return (day for (day, _), check in lived.items() if check.verdict is Verdict.FAIL and day.status == _WELL)


def _plays(day: BadDay, response: Response) -> list[Play]:
    """A bad day in each of the forms in which the template could believe it: under every status of success."""
    if day.own:
        return spoilt(day.own, response)
    statuses = _wells(response.success) if day.status == _WELL else [day.status]
    return [Play(status, dict(day.headers), day.body.encode(), day.fault) for status in statuses]


def _wells(sets: Iterable[RuleSet]) -> list[int]:
    """The statuses under which an error is hardest to tell from success: for each set, 200 or its own."""
    wells = []
    for rules in sets:
        own = [status for status in rules.status if 200 <= status <= 299 and status not in _NO_BODY]
        wells.append(own[0] if own and _WELL not in own else _WELL)
    return list(dict.fromkeys(wells))


def _good_days(response: Response, request: HttpRequest, provider: Provider) -> Iterator[Check]:
    """The answers that the rules themselves describe must be taken for success, one for each set."""
    for index, (rules, play) in enumerate(zip(response.success, good_answers(response), strict=True)):
        name = _numbered("good-day", index)
        if play is not None:
            yield _good_day(name, play, response, request, provider)
        elif found := never(rules):
            said = note("template-rule-never", where=f"Rule {found[0] + 1} of success", why=found[1])
            yield Check("answers", name, Verdict.FAIL, said.message, said.do, said=said)


def _good_day(name: str, play: Play, response: Response, request: HttpRequest, provider: Provider) -> Check:
    provider.clear()
    try:
        with provider.playing(play):
            outcome = judge(response, provider.send(request))
    except (MaybeSentError, SendError) as error:
        return Check("answers", name, Verdict.FAIL, error.note.message, error.note.do, said=error.note)
    if outcome.verdict == "accepted":
        return Check("answers", name, Verdict.PASS, f"accepted: {play.body.decode()}")
    said = note("answers-no-success", answer=play.body.decode(), reason=outcome.why)
    return Check("answers", name, Verdict.FAIL, said.message, said.do, said=said)


def _numbered(name: str, index: int) -> str:
    return f"{name}-{index + 1}" if index else name


def _lived(day: BadDay, index: int, play: Play, response: Response, request: HttpRequest, provider: Provider) -> Check:
    """What becomes of one message on a bad day: it must not be taken for accepted, nor sent twice."""
    name = _numbered(day.name, index)
    timeout = _NO_PATIENCE if day.fault == "slow" else TIMEOUT
    provider.clear()
    with provider.playing(play):
        try:
            outcome = judge(response, provider.send(request, timeout))
        except MaybeSentError:
            provider.reached(TIMEOUT[1])  # the client's patience may end before a busy machine has read the request
            return _once(name, "unknown: incomplete answer, the message may have been sent", provider)
        except SendError as error:
            return Check("answers", name, Verdict.FAIL, error.note.message, error.note.do, said=error.note)
    if outcome.verdict == "accepted" and day.own == "part-refused":
        said = note("answers-part-refused")
        return Check("answers", name, Verdict.WARNING, said.message, said.do, said=said)
    if outcome.verdict == "accepted":
        said = note("answers-false-success", why=day.why, reason=outcome.why)
        return Check("answers", name, Verdict.FAIL, said.message, said.do, said=said)
    return _once(name, f"{outcome.verdict}: {day.why}", provider)


def _once(name: str, message: str, provider: Provider) -> Check:
    """A pass, if the request went out once: neither repeated nor sent after a redirect."""
    count = len(provider.received)
    if count != 1:
        return Check("answers", name, Verdict.FAIL, f"sent {count} times; a message may arrive as often")
    return Check("answers", name, Verdict.PASS, message)
