"""What an answer means by a template's rules."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from curl2sms.errors import note
from curl2sms.http import Answer
from curl2sms.records import record
from curl2sms.response.model import Point, Response, Rule, RuleSet
from curl2sms.response.reading import ReadAnswer
from curl2sms.response.words import rules_in_words

_NAMED = 20  # parts that a sentence lists


@record
class RefusedPart:
    """A refused part of a message to several recipients, or in several parts: its place in the answer, and why."""

    at: str
    error_text: str | None = None


@record
class Outcome:
    """What an answer means. ``verdict`` is ``accepted``, ``refused``, ``partial`` or ``unknown``; ``why`` a sentence.

    ``message_id`` is None of what was refused, ``error_text`` of what was accepted. ``refused`` are the parts that
    were refused where others were accepted (``partial``).
    """

    verdict: str
    message_id: str | None
    error_text: str | None
    why: str
    refused: tuple[RefusedPart, ...] = ()


@record
class _Fit:
    """How far an answer is what a set of rules describes: as a whole, or in some members of a list (``*``)."""

    rules: RuleSet
    whole: bool
    members: tuple[str, ...] = ()


def judge(response: Response | None, answer: Answer) -> Outcome:
    """What an answer means; it never raises, however strange the answer.

    1. Where a set of failure fits, the message was refused. 2. Where a set of success fits, it was accepted. Where
    rules about the members of a list (``*``) show some refused and others accepted, it was partly refused. 3. A
    status of the 4xx class is a refusal by HTTP itself (RFC 9110 15.5). All else is unknown, and so is an answer that
    is broken (see ReadAnswer.defect): something may have been sent.
    """
    rules = response or Response()
    document = ReadAnswer(answer)
    message_id = _first(rules.message_id, document)
    error_text = _first(rules.error_text, document)
    if response is not None and (defect := document.defect(_points(rules))):
        if 400 <= answer.status <= 499:
            return _refused_by_http(answer, error_text)
        return Outcome("unknown", None, None, defect.message)
    failed = [_fit(one, document) for one in rules.failure]
    succeeded = [_fit(one, document) for one in rules.success]
    refused = dict.fromkeys(member for fit in failed for member in fit.members)
    accepted = [member for fit in succeeded for member in fit.members if member not in refused]
    failure = next((fit for fit in failed if fit.whole), None)
    success = next((fit for fit in succeeded if fit.whole), None)
    if refused and (accepted or (success and not failure)):
        parts = _parts(refused, rules.error_text, document)
        why = note("answer-partly-refused", parts=_listed(parts))
        message_id = _first(rules.message_id, document, without=refused)
        return Outcome("partial", message_id, error_text, why.message, parts)
    if failure:
        return Outcome("refused", None, error_text, _why("answer-failure-rules", failure.rules, answer))
    if success:
        return Outcome("accepted", message_id, None, _why("answer-success-rules", success.rules, answer))
    if 400 <= answer.status <= 499:
        return _refused_by_http(answer, error_text)
    said = "answer-no-rules" if response is None else "answer-no-match"
    return Outcome("unknown", message_id, error_text, note(said, status=answer.status).message)


def _refused_by_http(answer: Answer, error_text: str | None) -> Outcome:
    return Outcome("refused", None, error_text, note("answer-client-error", status=answer.status).message)


def _fit(rules: RuleSet, document: ReadAnswer) -> _Fit:
    """Whether a set fits an answer; a rule at a point with ``*`` must hold for each member, and there must be one."""
    if rules.status and document.answer.status not in rules.status:
        return _Fit(rules, whole=False)
    lists: dict[str, dict[str, bool]] = {}  # the place of a list -> its members, and whether every rule holds for each
    whole = bool(rules.status or rules.rules)
    for rule in rules.rules:
        found = list(document.found(rule.point))
        if _is_of_members(rule):
            members = lists.setdefault(_list_of(rule.point), {})
            for one in found:
                if one.member is not None:
                    members[one.member] = members.get(one.member, True) and rule.holds(one.text)
        elif not all(rule.holds(one.text) for one in found):
            return _Fit(rules, whole=False)
    every = {place: bool(members) and all(members.values()) for place, members in lists.items()}
    fitting = [
        member
        for place, members in lists.items()
        if all(fits for other, fits in every.items() if other != place)
        for member, fits in members.items()
        if fits
    ]
    return _Fit(rules, whole and all(every.values()), tuple(fitting))


def _is_of_members(rule: Rule) -> bool:
    return "*" in rule.point.steps


def _list_of(point: Point) -> str:
    """The place of the list whose members a point is about."""
    layer, _, name = point.at.partition(":")
    return f"{layer}:{name.partition('/*')[0]}"


def _first(point: Point | None, document: ReadAnswer, without: Collection[str] = ()) -> str | None:
    """The first value at a point, in none of some members; None where there is none."""
    found = document.found(point) if point else ()
    return next((one.text for one in found if one.text is not None and one.member not in without), None)


def _parts(refused: Iterable[str], error_text: Point | None, document: ReadAnswer) -> tuple[RefusedPart, ...]:
    """The refused members, each with the error text that is in it."""
    texts: dict[str, str] = {}
    for one in document.found(error_text) if error_text else ():
        if one.member is not None and one.text is not None:
            texts.setdefault(one.member, one.text)
    return tuple(RefusedPart(member, texts.get(member)) for member in refused)


def _listed(parts: tuple[RefusedPart, ...]) -> str:
    said = [part.at if part.error_text is None else f"{part.at} ({part.error_text})" for part in parts[:_NAMED]]
    return ", ".join(said) + (f" and {len(parts) - _NAMED} more" if len(parts) > _NAMED else "")


def _points(response: Response) -> list[Point]:
    rules = [rule.point for one in (*response.success, *response.failure) for rule in one.rules]
    return rules + [point for point in (response.message_id, response.error_text) if point]


def _why(note_id: str, rules: RuleSet, answer: Answer) -> str:
    return note(note_id, rules=rules_in_words(rules), status=answer.status).message
