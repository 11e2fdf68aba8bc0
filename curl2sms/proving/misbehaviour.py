"""A provider's bad days, and what a template's rules would believe of them.

A false success is the costly kind: the platform counts a message as sent that nobody will ever get.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache

from curl2sms import wire
from curl2sms.errors import DATA, MaybeSentError, SendError, note
from curl2sms.http import HttpRequest
from curl2sms.proving.answers import good_answer
from curl2sms.proving.mock import TIMEOUT, Play, Provider
from curl2sms.proving.model import Check, Verdict, listed, noted
from curl2sms.records import record
from curl2sms.response import Response, judge
from curl2sms.template.model import Template

_NO_PATIENCE = (TIMEOUT[0], 0.01)  # where no answer is to come, nobody waits for real
_WELL = 200
_NO_BODY = {204, 205}  # RFC 9110 15.3.5, 15.3.6


@record
class BadDay:
    """An answer that no template may take for success; ``fault`` is that of a Play."""

    name: str
    why: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: str
    fault: str


@cache
def bad_days() -> tuple[BadDay, ...]:
    """The bad days, ``data/misbehaviour.json``."""
    rows = json.loads((DATA / "misbehaviour.json").read_text(encoding="utf-8"))
    return tuple(
        BadDay(row["name"], row["why"], row["status"], tuple(row["headers"].items()), row["body"], row.get("fault", ""))
        for row in rows
    )


def checks(template: Template, request: HttpRequest, provider: Provider) -> Iterator[Check]:
    """Send a request into each bad day, once, and judge what the template makes of it.

    A false success is a failure. Of a template that goes by the status alone it is told once; where that status is
    not the 200 under which errors are known to come (a documented 202), it is a doubt and no finding: a warning.
    """
    if template.response is None:
        yield noted("template", note("proof-response"))
        return
    days = [day for day in bad_days() if not _is_asked_for(day, template.response)]
    lived = {day: _lived(day, template.response, request, provider) for day in days}
    believed = () if template.response.success else tuple(_believed_by_status(lived))
    if believed:
        named, status = listed([day.name for day in believed]), _well(template.response)
        said = "proof-status-200-alone" if status == _WELL else "proof-status-alone"
        yield noted("template", note(said, status=status, days=named))
    yield from _good_day(template.response, request, provider)
    yield from (check for day, check in lived.items() if day not in believed)


def _is_asked_for(day: BadDay, response: Response) -> bool:
    """Whether an empty answer is the very one that the rules describe: a documented 204, or an empty body."""
    good = good_answer(response)
    well = 200 <= day.status <= 299 and day.status in response.status
    return well and not (day.body or day.fault) and good is not None and good.body == b""


def _believed_by_status(lived: Mapping[BadDay, Check]) -> Iterator[BadDay]:
    return (day for day, check in lived.items() if check.verdict is Verdict.FAIL and day.status == _WELL)


def _well(response: Response) -> int:
    """The status under which an error is hardest to tell from success: 200, or that of the template's own success."""
    own = [status for status in response.status if 200 <= status <= 299 and status not in _NO_BODY]
    return own[0] if own and _WELL not in own else _WELL


def _good_day(response: Response, request: HttpRequest, provider: Provider) -> Iterator[Check]:
    """The answer that the rules themselves describe must be taken for success."""
    play = good_answer(response)
    if play is None:
        return
    provider.clear()
    try:
        with provider.playing(play):
            outcome = judge(response, wire.send(request, timeout=TIMEOUT, connect_to=provider.address))
    except (MaybeSentError, SendError) as error:
        yield Check("answers", "good-day", Verdict.FAIL, error.note.message, error.note.do)
        return
    if outcome.verdict == "accepted":
        yield Check("answers", "good-day", Verdict.PASS, f"accepted: {play.body.decode()}")
    else:
        said = note("answers-no-success", answer=play.body.decode(), reason=outcome.why)
        yield Check("answers", "good-day", Verdict.FAIL, said.message, said.do)


def _lived(day: BadDay, response: Response, request: HttpRequest, provider: Provider) -> Check:
    status = _well(response) if day.status == _WELL else day.status
    timeout = _NO_PATIENCE if day.fault == "slow" else TIMEOUT
    provider.clear()
    with provider.playing(Play(status, dict(day.headers), day.body.encode(), day.fault)):
        try:
            outcome = judge(response, wire.send(request, timeout=timeout, connect_to=provider.address))
        except MaybeSentError:
            provider.reached(TIMEOUT[1])  # the client's patience may end before a busy machine has read the request
            return _once(day, "unknown: no whole answer, it may have been sent", provider)
        except SendError as error:
            return Check("answers", day.name, Verdict.FAIL, error.note.message, error.note.do)
    if outcome.verdict == "accepted":
        said = note("answers-false-success", why=day.why, reason=outcome.why)
        return Check("answers", day.name, Verdict.FAIL, said.message, said.do)
    return _once(day, f"{outcome.verdict}: {day.why}", provider)


def _once(day: BadDay, message: str, provider: Provider) -> Check:
    """A pass, if the request went out once: neither repeated nor sent after a redirect."""
    count = len(provider.received)
    if count != 1:
        return Check("answers", day.name, Verdict.FAIL, f"sent {count} times; a message may arrive as often")
    return Check("answers", day.name, Verdict.PASS, message)
