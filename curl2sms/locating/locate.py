"""Which value is the recipient's number, which the message: judge, decide, repair, and say why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from curl2sms import layers
from curl2sms.choices import NO_CHOICES, Choices, Macros
from curl2sms.errors import SampleError, UsageError, note
from curl2sms.http import HttpRequest
from curl2sms.layers import Field, Place
from curl2sms.locating import changes, members, notes, own_ids, placeholders, reports
from curl2sms.locating.catalog import CatalogEntry, entry_for
from curl2sms.locating.changes import NOTHING, PlannedChanges
from curl2sms.locating.clues import Documented, evidence_on
from curl2sms.locating.deciding import Decision, decide
from curl2sms.locating.evidence import Evidence
from curl2sms.locating.formats import countries_of, format_of
from curl2sms.locating.looks import look_of_field
from curl2sms.locating.model import Judged, Role, Survey
from curl2sms.locating.placeholders import Placed
from curl2sms.locating.roles import credentials_in_context, names_account, role_of
from curl2sms.locating.strict_json import made_strict
from curl2sms.numbers import NumberFormat
from curl2sms.records import record, replace
from curl2sms.remembering import remembering
from curl2sms.tokens import BODY, TO, cut

_LISTED = 20  # of a sample's places, where one that it has not is asked for


def locate(request: HttpRequest, choices: Choices = NO_CHOICES) -> Survey:
    """See survey; for a template, so what stops one is raised.

    Raises AmbiguousError where several values may be meant, SampleError where no template can hold the request,
    UsageError for a PLACE that the request does not have.
    """
    surveyed = survey(request, choices)
    if surveyed.problem:
        raise surveyed.problem
    return surveyed


@remembering()
def survey(request: HttpRequest, choices: Choices = NO_CHOICES) -> Survey:
    """Know the recipient and the message of any request, and repair what must be repaired.

    Of the choices ``to``, ``body``, ``macros`` and ``catalog`` count.

    Raises UsageError for a PLACE that the request does not have.
    """
    return request.remembered(_survey, choices.to, choices.body, choices.macros, choices.catalog)


def _survey(request: HttpRequest, to: str | None, body: str | None, macros: Macros, catalog: bool) -> Survey:
    """See survey: judge, decide, change what must be changed, and find all again in what that gives."""
    entry = entry_for(request) if catalog else None
    try:
        placed = _placed(request, macros, entry)
        request, strict = made_strict(placed.request, entry)
        everything = layers.fields(request, names=True)
    except SampleError as unread:
        return Survey(request, (), None, None, notes=(unread.note,), problem=unread)
    recipient, message = _named(to, body, everything, placed)
    evidence = evidence_on(request, _documented(entry), wanted=[one.place for one in (recipient, message) if one])
    stored_at = entry.title if entry and entry.text_at_provider else None
    decided = decide(request, evidence, to=recipient, body=message, stored_at=stored_at)
    if entry and entry.signed:
        decided = replace(decided, problem=SampleError(note("signed-request", name=entry.signed)))
    planned = strict + _planned(request, evidence, decided)
    said = notes.notes_on(request, changes.staying(evidence, planned), decided.recipient, decided.message, placed.names)
    changed = changes.carried_out(request, planned)
    chosen = _found_again(changed, evidence, planned, decided, entry)
    surveyed = _surveyed(changed, chosen, planned, decided, entry)
    if dropped := placed.missing_in(one.field for one in surveyed.fields):
        raise UsageError(note("macro-place-dropped", place=str(dropped)))
    return replace(
        surveyed,
        notes=(*placed.notes, *planned.notes, *said, *surveyed.notes),
        changes=(*placed.changes, *surveyed.changes),
        placeholders=placed.names,
    )


def _placed(request: HttpRequest, macros: Macros, entry: CatalogEntry | None) -> Placed:
    """The request with a person's placeholders in it; UsageError where one has no place.

    The field in which the provider takes the sender's own id need not be there: then it is added.
    """
    if not macros:
        return Placed(request)
    known = layers.fields(request)
    own_id = own_ids.place_of(entry, request, known) if entry else None
    is_new = own_id in [place for _, place in macros] and own_id not in [str(one.place) for one in known]
    added = placeholders.added(request, own_id) if own_id and is_new else None
    if added is not None:
        request, known = added, layers.fields(added)
    placed = placeholders.put(request, [(name, field_at(place, "--macro", known)) for name, place in macros])
    if added is None or own_id is None or entry is None:
        return placed
    said = note("macro-added", at=own_id, provider=entry.title)
    return replace(placed, changes=(*placed.changes, placeholders.adding(own_id)), notes=(*placed.notes, said))


def _named(
    to: str | None, body: str | None, fields: Sequence[Field], placed: Placed
) -> tuple[Field | None, Field | None]:
    """The fields that a person named for the number and for the message; UsageError where it can't be these."""
    recipient, message = _field_at(to, "--to", fields), _field_at(body, "--body", fields)
    if recipient and message and recipient.place == message.place:
        raise UsageError(note("one-place-for-both", place=str(message.place)))
    named = (one.place for one in (recipient, message) if one)
    if taken := next((place for place in named if place in placed.places), None):
        raise UsageError(note("macro-place-twice", place=str(taken)))
    return recipient, message


def _field_at(place: str | None, option: str, fields: Sequence[Field]) -> Field | None:
    """The field that a person named, if any; UsageError where there is none at that place."""
    return None if place is None else field_at(place, option, fields)


def field_at(place: str, option: str, fields: Sequence[Field]) -> Field:
    """The field at a PLACE that a person gave with an option; UsageError where there is none."""
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


def countries(request: HttpRequest) -> Iterator[str]:
    """The regions (ISO 3166 alpha-2) that a request speaks for: a number without its country code may be theirs."""
    return countries_of(layers.fields(request), request, entry_for(request))


def _documented(entry: CatalogEntry | None) -> Documented:
    if entry is None:
        return {}
    return {
        Role.RECIPIENT: (entry.recipients, entry.title),
        Role.MESSAGE: (entry.messages, entry.title),
        Role.ENCODING_FLAG: (entry.encoding_flags, entry.title),
    }


def _planned(request: HttpRequest, evidence: Sequence[Evidence], decided: Decision) -> PlannedChanges:
    """All that is to be changed."""
    recipient, message = (one.field if one else None for one in (decided.recipient, decided.message))
    values = [one for one in evidence if not one.field.is_name]
    numbers = [one.field for one in evidence if one is decided.recipient or role_of(one)[0] is Role.ORIGINATOR]
    planned = changes.in_capitals(request) + changes.without_noise(request) + changes.with_media_type(request)
    planned += changes.mended_plus(numbers)
    if recipient:
        planned += changes.one_number(recipient, planned)
    planned += changes.one_of_each(decided.recipient, decided.message, values)
    if message:
        planned += changes.without_strays(message, [one.field for one in values])
    return planned + changes.in_quotes(message)


@record
class _Chosen:
    """The chosen values where they are in the request as it goes into a template, and the evidence on all its values.

    ``lost`` is the place of a chosen value that went with what was changed around it.
    """

    fields: Mapping[Role, Field]
    evidence: Sequence[Evidence]
    lost: Place | None = None


def _found_again(
    request: HttpRequest,
    before: Sequence[Evidence],
    planned: PlannedChanges,
    decided: Decision,
    entry: CatalogEntry | None,
) -> _Chosen:
    """The chosen values after the changes; ``before`` is the evidence from before them."""
    chosen = {role: one.field for role, one in decided.chosen.items()}
    if planned is NOTHING:
        return _Chosen(chosen, before)
    places = {role: members.moved(one.place, planned.removals) for role, one in chosen.items()}
    evidence = evidence_on(request, _documented(entry), wanted=tuple(places.values()))
    now = {role: layers.find((one.field for one in evidence), place) for role, place in places.items()}
    lost = next((place for role, place in places.items() if not now[role]), None)
    return _Chosen({role: one for role, one in now.items() if one}, evidence, lost)


def _surveyed(
    request: HttpRequest, chosen: _Chosen, planned: PlannedChanges, decided: Decision, entry: CatalogEntry | None
) -> Survey:
    """What is known of the request after the changes."""
    evidence = chosen.evidence
    judged = _judged(request, evidence, {one.place: role for role, one in chosen.fields.items()}, decided)
    by_role = {one.role: one for one in judged}
    to, body = by_role.get(Role.RECIPIENT), by_role.get(Role.MESSAGE)
    prefix, suffix = _around_number(to.field) if to else ("", "")
    message_prefix, message_suffix = (body and _around_token(body.field, BODY)) or ("", "")
    number_format, said = NumberFormat(), notes.on_repeated_names(evidence)
    if to:
        countries = countries_of([one.field for one in evidence], request, entry)
        number_format = format_of(to.field, prefix, entry, countries)
    if to and entry:
        differs = () if prefix else notes.format_differs(to.field, number_format, entry)
        said = chain(said, differs, notes.on_answers(entry), notes.on_own_id(request, judged, entry))
    lost = SampleError(note("list-not-cut", at=str(chosen.lost))) if chosen.lost else None
    return Survey(
        request=request,
        fields=judged,
        recipient=to,
        message=body,
        prefix=prefix,
        suffix=suffix,
        number_format=number_format,
        changes=planned.changes,
        notes=tuple(said),
        provider=entry.name if entry else None,
        response=entry.response if entry else None,
        callback=reports.callback_of(entry, judged) if entry else None,
        message_prefix=message_prefix,
        message_suffix=message_suffix,
        problem=decided.problem or lost,
    )


def _judged(
    request: HttpRequest, evidence: Sequence[Evidence], roles: Mapping[Place, Role], decided: Decision
) -> tuple[Judged, ...]:
    """The fields with their roles; of the names only those that were chosen. ``roles`` are those of the chosen."""
    judging = [one for one in evidence if not one.field.is_name or one.field.place in roles]
    in_context = credentials_in_context(request, judging)
    judged = []
    for one in judging:
        place = one.field.place
        if place in roles:  # with the score and the reasons that it was chosen for, before the changes
            source, role = decided.chosen[roles[place]], roles[place]
            judged.append(Judged(one.field, role, source.score(role), source.reasons(role)))
        else:
            role, why = (Role.CREDENTIAL, in_context[place]) if place in in_context else role_of(one)
            score = max(one.score(Role.RECIPIENT), one.score(Role.MESSAGE))
            is_account = role is Role.CREDENTIAL and names_account(one)
            judged.append(Judged(one.field, role, score, (why,) if why else (), is_account))
    return tuple(judged)


def _around_number(recipient: Field) -> tuple[str, str]:
    """What is before and after the number in its value, and stays."""
    if around := _around_token(recipient, TO):
        return around
    seen, value = look_of_field(recipient), recipient.value
    start = value.index(seen.before) + len(seen.before) if seen.before else 0
    return value[:start], seen.after


def _around_token(field: Field, name: str) -> tuple[str, str] | None:
    """What is before and after a placeholder in a value; None where it holds none of that name."""
    for token in cut(field.value):
        if token.kind == "macro" and token.name == name:
            return field.value[: token.start], field.value[token.end :]
    return None
