"""Which value is the recipient's number, which the message: judge, decide, mend, and say why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from curl2sms import layers
from curl2sms.errors import SampleError, UsageError, note
from curl2sms.http import HttpRequest
from curl2sms.layers import Field, Place
from curl2sms.locating import changes, facts, members
from curl2sms.locating.catalog import Entry, entry_for
from curl2sms.locating.countries import countries_of
from curl2sms.locating.deciding import Decision, decide
from curl2sms.locating.evidence import Documented, Evidence, evidence_on
from curl2sms.locating.model import Judged, Role, Survey
from curl2sms.locating.roles import names_account, role_of, told_by_the_whole
from curl2sms.locating.values import look_at
from curl2sms.numbers import NumberFormat, infer, infer_after
from curl2sms.records import replace
from curl2sms.tokens import BODY, TO, cut

_LISTED = 20  # of a sample's places, where one that it has not is asked for


def locate(request: HttpRequest, *, to: str | None = None, body: str | None = None, catalog: bool = True) -> Survey:
    """See survey; for a template, so what stops one is raised.

    Raises AmbiguousError where several values may be meant, SampleError where no template can hold the request,
    UsageError for a PLACE that the request does not have.
    """
    surveyed = survey(request, to=to, body=body, catalog=catalog)
    if surveyed.problem:
        raise surveyed.problem
    return surveyed


def survey(request: HttpRequest, *, to: str | None = None, body: str | None = None, catalog: bool = True) -> Survey:
    """Know the recipient and the message of any request, and mend what must be mended.

    ``to`` and ``body`` are PLACEs that a person gave; ``catalog`` lets what is known about providers count.

    Raises UsageError for a PLACE that the request does not have.
    """
    entry = entry_for(request) if catalog else None
    try:
        everything = layers.fields(request, names=True)
    except SampleError as too_many:
        return Survey(request, (), None, None, notes=(replace(too_many.note, span=None),), problem=too_many)
    given = {Role.RECIPIENT: _given(to, "--to", everything), Role.MESSAGE: _given(body, "--body", everything)}
    wanted = [one.place for one in given.values() if one]
    if len(wanted) == 2 and wanted[0] == wanted[1]:
        raise UsageError(note("one-place-for-both", place=str(wanted[0])))
    evidence = evidence_on(request, _documented(entry), wanted=wanted)
    stored_at = entry.title if entry and entry.text_at_provider else None
    decided = decide(request, evidence, to=given[Role.RECIPIENT], body=given[Role.MESSAGE], stored_at=stored_at)
    plan = _planned(request, evidence, decided)
    told = facts.told(request, changes.staying(evidence, plan), decided.recipient, decided.message)
    surveyed = _surveyed(changes.apply(request, plan), evidence, plan, decided, entry)
    return replace(surveyed, notes=(*plan.notes, *told, *surveyed.notes))


def _planned(request: HttpRequest, evidence: Sequence[Evidence], decided: Decision) -> changes.Plan:
    """All that is to be changed."""
    recipient, message = (one.field if one else None for one in (decided.recipient, decided.message))
    fields = [one.field for one in evidence if not one.field.is_name]
    numbers = [one.field for one in evidence if one is decided.recipient or role_of(one)[0] is Role.ORIGINATOR]
    plan = changes.without_noise(request) + changes.mended_plus(numbers)
    if recipient:
        plan += changes.one_number(recipient, plan)
    plan += changes.one_of_each(recipient, message, fields)
    if message:
        plan += changes.without_strays(message, fields) + changes.in_quotes(message)
    return plan


def _surveyed(
    request: HttpRequest, before: Sequence[Evidence], plan: changes.Plan, decided: Decision, entry: Entry | None
) -> Survey:
    """What is known of the request after the changes; ``before`` is the evidence from before them."""
    chosen = {Role.RECIPIENT: decided.recipient, Role.MESSAGE: decided.message}
    kept = {role: members.moved(one.field.place, plan.removals) for role, one in chosen.items() if one}
    evidence = before
    if plan != changes.Plan():
        evidence = evidence_on(request, _documented(entry), wanted=tuple(kept.values()))
    found = {role: layers.find((one.field for one in evidence), place) for role, place in kept.items()}
    roles = {one.place: role for role, one in found.items() if one}
    lost = next((place for role, place in kept.items() if not found[role]), None)
    evidence = [one for one in evidence if not one.field.is_name or one.field.place in roles]
    told = told_by_the_whole(request, evidence)
    judged = tuple(_judged(one, roles.get(one.field.place), chosen, told) for one in evidence)
    by_role = {one.role: one for one in judged}
    to, body = by_role.get(Role.RECIPIENT), by_role.get(Role.MESSAGE)
    prefix, suffix = _around(to.field, TO) if to else ("", "")
    message_prefix, message_suffix = _around(body.field, BODY) if body else ("", "")
    number_format = _format(to.field, prefix, entry, countries_of(evidence, request, entry)) if to else NumberFormat()
    said = facts.format_differs(to.field, number_format, entry) if to and entry and not prefix else ()
    return Survey(
        request=request,
        fields=judged,
        recipient=to,
        message=body,
        prefix=prefix,
        suffix=suffix,
        number_format=number_format,
        changes=plan.changes,
        notes=tuple(said),
        provider=entry.name if entry else None,
        response=entry.response if entry else None,
        message_prefix=message_prefix,
        message_suffix=message_suffix,
        problem=decided.problem or (SampleError(note("list-not-cut", at=str(lost))) if lost else None),
    )


def _judged(
    one: Evidence, chosen_as: Role | None, chosen: Mapping[Role, Evidence | None], told: Mapping[Place, str]
) -> Judged:
    """A field with its role; recipient and message with the score and the reasons that they were chosen for.

    ``told`` are the credentials that only the whole request tells.
    """
    source = chosen[chosen_as] if chosen_as else None
    if chosen_as and source:
        return Judged(one.field, chosen_as, source.score(chosen_as), source.reasons(chosen_as))
    place = one.field.place
    kind, why = (Role.CREDENTIAL, told[place]) if place in told else role_of(one)
    score = max(one.score(Role.RECIPIENT), one.score(Role.MESSAGE))
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


def _format(one: Field, prefix: str, entry: Entry | None, countries: Iterable[str]) -> NumberFormat:
    """The format of what stands for ``$$To``, without what stands around it.

    ``countries`` are drawn only where they are needed. Of a JSON number it is ``digits`` at least: no other mark of a
    country code can stand there.
    """
    found = _format_of_text(one, prefix, entry, countries)
    unmarked = one.kind in ("bare", "number") and one.hops[-1].layer == "json" and found.format == "as-given"
    return NumberFormat("digits") if unmarked else found


def _format_of_text(one: Field, prefix: str, entry: Entry | None, countries: Iterable[str]) -> NumberFormat:
    seen = look_at(one.value, is_name=one.is_name)
    before = prefix and re.sub(r"^[a-z]+:|[ -]", "", prefix, flags=re.IGNORECASE)
    if before and seen.kind == "filler":
        return NumberFormat("digits") if before in ("+", "00") else infer_after(re.sub(r"^(?:\+|00)", "", before))
    if seen.kind == "filler" and re.match(r"0\D", one.value.strip()):  # 0{phone}
        country = next(iter(countries), None)
        return NumberFormat("national", country, trunk_zero=True) if country else NumberFormat()
    if seen.kind != "number":
        return NumberFormat()
    documented = entry is not None and _fits_digits(seen.numbers[0], entry)
    if documented and not (countries := list(countries)):
        return NumberFormat("digits")  # no numbering plan could say otherwise, and none is loaded
    found = infer(seen.numbers[0], countries=countries)
    return NumberFormat("digits") if documented and found.format == "as-given" else found


def _fits_digits(number: str, entry: Entry) -> bool:
    return entry.number_format.format == "digits" and bool(re.fullmatch(r"[1-9][\dXx*]{9,14}", number))


def _documented(entry: Entry | None) -> Documented:
    if entry is None:
        return {}
    return {
        Role.RECIPIENT: (entry.recipients, entry.title),
        Role.MESSAGE: (entry.messages, entry.title),
        Role.ENCODING_FLAG: (entry.encoding_flags, entry.title),
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
