"""Which value is the recipient's number, which the message: judge, decide, mend, and say why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from curl2sms import layers
from curl2sms.errors import Note, SampleError, UsageError, note
from curl2sms.http import HttpRequest
from curl2sms.layers import Field, Place
from curl2sms.locating import changes, facts, members
from curl2sms.locating.catalog import Entry, entry_for
from curl2sms.locating.countries import countries_of
from curl2sms.locating.deciding import decide
from curl2sms.locating.evidence import ENCODING_FLAG, MESSAGE, RECIPIENT, Evidence, evidence_on
from curl2sms.locating.model import Judged, Located, Role, Survey
from curl2sms.locating.numbers import Recipient, infer
from curl2sms.locating.roles import names_account, role, told_by_the_whole
from curl2sms.locating.values import look_at
from curl2sms.records import replace
from curl2sms.tokens import BODY, TO, cut

_ROLES = {RECIPIENT: Role.RECIPIENT, MESSAGE: Role.MESSAGE}
_LISTED = 20  # of a sample's places, where one that it has not is asked for


def locate(request: HttpRequest, *, to: str | None = None, body: str | None = None, catalog: bool = True) -> Located:
    """Know the recipient and the message of a request, and mend what must be mended.

    ``to`` and ``body`` are PLACEs that a person gave; ``catalog`` lets what is known about providers count.

    Raises AmbiguousError where several values may be meant, SampleError where no template can hold the request,
    UsageError for a PLACE that the request does not have.
    """
    surveyed = survey(request, to=to, body=body, catalog=catalog)
    if surveyed.problem:
        raise surveyed.problem
    return surveyed


def survey(request: HttpRequest, *, to: str | None = None, body: str | None = None, catalog: bool = True) -> Survey:
    """What can be told of any request; what stops a template stands in ``problem`` instead of being raised."""
    entry = entry_for(request) if catalog else None
    try:
        everything = layers.fields(request, names=True)
    except SampleError as too_many:
        return Survey(request, (), None, None, notes=(replace(too_many.note, span=None),), problem=too_many)
    given = {RECIPIENT: _given(to, "--to", everything), MESSAGE: _given(body, "--body", everything)}
    wanted = [one.place for one in given.values() if one]
    if len(wanted) == 2 and wanted[0] == wanted[1]:
        raise UsageError(note("one-place-for-both", place=str(wanted[0])))
    evidence = evidence_on(request, _documented(entry), wanted=wanted)
    stored_at = entry.title if entry and entry.text_at_provider else None
    decided = decide(request, evidence, to=given[RECIPIENT], body=given[MESSAGE], stored_at=stored_at)
    return _mended(request, evidence, decided.recipient, decided.message, entry, decided.problem)


def _mended(
    request: HttpRequest,
    evidence: Sequence[Evidence],
    recipient: Evidence | None,
    message: Evidence | None,
    entry: Entry | None,
    problem: SampleError | None,
) -> Survey:
    """The request after all changes, its fields with their roles, and what there is to say."""
    fields = [one.field for one in evidence if not one.field.is_name]
    numbers = [one.field for one in evidence if one is recipient or role(one)[0] is Role.ORIGINATOR]
    plan = changes.without_noise(request) + changes.mended_plus(numbers)
    if recipient:
        plan += changes.one_number(recipient.field, plan)
    plan += changes.one_of_each(recipient.field if recipient else None, message.field if message else None, fields)
    if message:
        plan += changes.without_strays(message.field, fields)
    said = (*plan.notes, *facts.told(request, changes.staying(evidence, plan), recipient, message))
    quoted = changes.unquoted(request, message) if message else None
    if message and quoted:
        said = (*said, note("message-quoted", at=str(message.field.place)))
        request = quoted
        plan = replace(plan, writes={_again(one, request): value for one, value in plan.writes.items()})
    after = changes.apply(request, plan)
    return _surveyed(after, evidence, plan, recipient, message, entry, problem, said, quoted=quoted is not None)


def _again(one: Field, request: HttpRequest) -> Field:
    return next(found for found in layers.fields(request, names=True) if found.place == one.place)


def _surveyed(
    request: HttpRequest,
    evidence: Sequence[Evidence],
    plan: changes.Plan,
    recipient: Evidence | None,
    message: Evidence | None,
    entry: Entry | None,
    problem: SampleError | None,
    said: tuple[Note, ...],
    *,
    quoted: bool,
) -> Survey:
    """What is known of the request after the changes; ``evidence`` is that from before them."""
    before = {RECIPIENT: recipient, MESSAGE: message}
    kept = {part: members.moved(one.field.place, plan.removals) for part, one in before.items() if one}
    if plan != changes.Plan() or quoted:
        evidence = evidence_on(request, _documented(entry), wanted=tuple(kept.values()))
    found = {part: layers.find((one.field for one in evidence), place) for part, place in kept.items()}
    parts = {one.place: part for part, one in found.items() if one}
    lost = next((place for part, place in kept.items() if not found[part]), None)
    problem = problem or (SampleError(note("list-not-cut", at=str(lost))) if lost else None)
    evidence = [one for one in evidence if not one.field.is_name or one.field.place in parts]
    told = told_by_the_whole(request, evidence)
    judged = tuple(_judged(one, parts.get(one.field.place), before, told) for one in evidence)
    chosen = {one.role: one for one in judged}
    to, body = chosen.get(Role.RECIPIENT), chosen.get(Role.MESSAGE)
    prefix, suffix = _around(to.field, TO) if to else ("", "")
    number = _format(to.field, prefix, evidence, request, entry) if to else Recipient()
    if to and entry and not prefix:
        said = (*said, *facts.format_differs(to.field, number, entry.number, entry.title))
    around_message = _around(body.field, BODY) if body else ("", "")
    return Survey(
        request,
        judged,
        to,
        body,
        prefix,
        suffix,
        number,
        plan.changes,
        said,
        entry.name if entry else None,
        entry.response if entry else None,
        *around_message,
        problem,
    )


def _judged(
    one: Evidence, part: str | None, before: Mapping[str, Evidence | None], told: Mapping[Place, str]
) -> Judged:
    """A field with its role; recipient and message with the score and the reasons that they were chosen for.

    ``told`` are the credentials that only the whole request tells.
    """
    source = before[part] if part else None
    if part and source:
        return Judged(one.field, _ROLES[part], source.score(part), source.reasons(part))
    place = one.field.place
    kind, why = (Role.CREDENTIAL, told[place]) if place in told else role(one)
    score = max(one.score(RECIPIENT), one.score(MESSAGE))
    is_account = kind is Role.CREDENTIAL and names_account(one)
    return Judged(one.field, kind, score, (why,) if why else (), is_account)


def _around(one: Field, token: str) -> tuple[str, str]:
    """What stands before and after the number or the message in its value, and stays."""
    for found in cut(one.value):
        if found.kind == "macro" and found.name == token:
            return one.value[: found.start], one.value[found.end :]
    if token == BODY:
        return "", ""
    seen = look_at(one.value, is_name=one.is_name)
    start = one.value.index(seen.before) + len(seen.before) if seen.before else 0
    return one.value[:start], seen.after


def _format(
    one: Field, prefix: str, evidence: Sequence[Evidence], request: HttpRequest, entry: Entry | None
) -> Recipient:
    """The format of what stands for ``$$To``, without what stands around it.

    Of a JSON number it is ``digits`` at least: no other mark of a country code can stand there.
    """
    found = _format_of_text(one, prefix, evidence, request, entry)
    unmarked = one.kind in ("bare", "number") and one.hops[-1].layer == "json" and found.format == "as-given"
    return Recipient("digits") if unmarked else found


def _format_of_text(
    one: Field, prefix: str, evidence: Sequence[Evidence], request: HttpRequest, entry: Entry | None
) -> Recipient:
    seen = look_at(one.value, is_name=one.is_name)
    before = prefix and re.sub(r"^[a-z]+:|[ -]", "", prefix, flags=re.IGNORECASE)
    if before and seen.kind == "filler":
        return Recipient("digits") if before in ("+", "00") else infer("", prefix=re.sub(r"^(?:\+|00)", "", before))
    if seen.kind == "filler" and re.match(r"0\D", one.value.strip()):  # 0{phone}
        country = next(iter(countries_of(evidence, request, entry)), None)
        return Recipient("national", country, trunk_zero=True) if country else Recipient()
    if seen.kind != "number":
        return Recipient()
    documented = entry is not None and _fits_digits(seen.numbers[0], entry)
    countries: Iterable[str] = countries_of(evidence, request, entry)
    if documented and not (countries := list(countries)):
        return Recipient("digits")  # no numbering plan could say otherwise, and none is loaded
    found = infer(seen.numbers[0], countries=countries)
    return Recipient("digits") if documented and found.format == "as-given" else found


def _fits_digits(number: str, entry: Entry) -> bool:
    return entry.number.format == "digits" and bool(re.fullmatch(r"[1-9][\dXx*]{9,14}", number))


def _documented(entry: Entry | None) -> Mapping[str, tuple[frozenset[str], str]]:
    if entry is None:
        return {}
    return {
        RECIPIENT: (entry.recipients, entry.title),
        MESSAGE: (entry.messages, entry.title),
        ENCODING_FLAG: (entry.encoding_flags, entry.title),
    }


def _given(place: str | None, option: str, fields: Sequence[Field]) -> Field | None:
    """The field that a person named; UsageError where there is none."""
    if place is None:
        return None
    try:
        wanted = layers.parse_place(place)
    except ValueError:
        wanted = None
    found = layers.find(fields, wanted) if wanted else None
    if found is None:
        places = [str(one.place) for one in fields if not one.is_name]
        more = f" and {len(places) - _LISTED} more" if len(places) > _LISTED else ""
        known = ", ".join(places[:_LISTED]) + more
        raise UsageError(note("no-such-place", option=option, place=place, known=known))
    return found
