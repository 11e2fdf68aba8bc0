"""A clear margin decides; otherwise it is a question, or a refusal with its reason."""

from __future__ import annotations

from collections.abc import Sequence

from curl2sms.errors import AmbiguousError, Candidate, SampleError, note
from curl2sms.http import HttpRequest
from curl2sms.layers import Field
from curl2sms.locating import refusals
from curl2sms.locating.evidence import Evidence, table_of_weights
from curl2sms.locating.members import containers
from curl2sms.locating.model import Role
from curl2sms.locating.roles import role_of
from curl2sms.patterns import regex
from curl2sms.records import record
from curl2sms.tokens import TEMPLATE_ID, holds_macro

# A candidate that is not sure enough is still worth a question, above this score.
_WORTH_ASKING = 1.0
# How a JSON or an XML with values begins; one that can be read has its own values, and is none itself.
_DOCUMENT = regex(r"\s*+(?:(?:[\[{][\[{\s]*+)?\"[^\"]*\"\s*:|<\?xml\b|<[A-Za-z][\w.:-]*>\s*<[A-Za-z])")


@record
class _Asked:
    """The option that names a value, and the notes on no candidate, on several, and on one that is not sure."""

    option: str
    none: str
    several: str
    unsure: str


_ASKED = {
    Role.RECIPIENT: _Asked("--to", "no-recipient", "which-recipient", "unsure-recipient"),
    Role.MESSAGE: _Asked("--body", "no-message", "which-message", "unsure-message"),
}


@record
class Decision:
    """The values that were chosen, and what stops a template: a question or a refusal."""

    recipient: Evidence | None
    message: Evidence | None
    problem: SampleError | None

    @property
    def chosen(self) -> dict[Role, Evidence]:
        """The values that were chosen, by their roles."""
        both = ((Role.RECIPIENT, self.recipient), (Role.MESSAGE, self.message))
        return {role: one for role, one in both if one}


def decide(
    request: HttpRequest,
    evidence: Sequence[Evidence],
    *,
    to: Field | None,
    body: Field | None,
    stored_at: str | None,
) -> Decision:
    """Choose the recipient, then the message among the rest.

    ``to`` and ``body`` are fields that a person named; ``stored_at`` is the provider that holds the text itself: then
    a text in the request is at most a part of it, unless a person or ``$$Body`` says otherwise.
    """
    recipient = _choose(Role.RECIPIENT, evidence, to, taken=body)
    message = _choose(
        Role.MESSAGE, evidence, body, taken=to or (recipient.field if isinstance(recipient, Evidence) else None)
    )
    given = body is not None or (isinstance(message, Evidence) and message.has("token", Role.MESSAGE))
    if isinstance(message, Evidence) and isinstance(recipient, SampleError) and to is None:
        recipient = _left_empty(recipient, evidence)
    if stored_at and not given:
        message = SampleError(note("text-at-provider", provider=stored_at))
    found = [one if isinstance(one, Evidence) else None for one in (recipient, message)]
    outcomes = [
        _impossible(request, evidence),
        None if given else _spoken(evidence),
        recipient,
        None if _is_stored(message, evidence) else message,
    ]
    problems = [one for one in outcomes if isinstance(one, SampleError)]
    problem = _clearer(problems[0], found, evidence, is_asked=isinstance(message, AmbiguousError)) if problems else None
    return Decision(found[0], found[1], problem)


def _choose(
    role: Role, evidence: Sequence[Evidence], given: Field | None, *, taken: Field | None
) -> Evidence | SampleError:
    """The value with the best score by a clear margin, or a question, or nothing at all."""
    if given:
        return next(one for one in evidence if one.field.place == given.place)
    rules = table_of_weights()["decision"][role]
    ranking = _ranking(role, evidence, taken)
    near = [one for one in ranking if one.score(role) >= _WORTH_ASKING]
    best = ranking[0] if ranking else None
    if best and best.has("token", role):  # taken at its word, also where it occurs twice: each becomes a placeholder
        return best
    if best is None or best.score(role) < rules["least"]:
        return _question(role, near) if near else SampleError(note(_ASKED[role].none))
    rivals = [
        one for one in near if best.score(role) - one.score(role) < rules["margin"] or _is_as_open(role, best, one)
    ]
    if len(rivals) > 1:
        return _question(role, rivals)
    return best


def _left_empty(problem: SampleError, evidence: Sequence[Evidence]) -> SampleError:
    """A question for what has the recipient's name and no value, where nothing may be the number and a text is sent."""
    against = ("other-name", "originator-name", "originator-parent", "other-party-parent")
    near = [
        one
        for one in evidence
        if one.look.kind == "empty"
        and one.has("name", Role.RECIPIENT)
        and not any(one.has(clue, Role.RECIPIENT) for clue in against)
    ]
    return _question(Role.RECIPIENT, near) if near and problem.note.id == _ASKED[Role.RECIPIENT].none else problem


def _is_as_open(role: Role, best: Evidence, other: Evidence) -> bool:
    """Whether two values are open for the same role by what they name: ``{{to}}``, ``{{to_no_plus}}``.

    Of two values one may be fixed; but what is still to be filled in with the recipient's number can't stay as it is.
    """
    return all(one.look.kind == "filler" and one.has("filler", role) and one.has("name", role) for one in (best, other))


def _is_stored(message: Evidence | SampleError, evidence: Sequence[Evidence]) -> bool:
    """Whether no text goes with the call, for the platform's ``$$TemplateID`` names one that the provider holds.

    Not where a name says that its value is the text, whatever that value is.
    """
    if not isinstance(message, SampleError) or message.note.id != _ASKED[Role.MESSAGE].none:
        return False
    if any(one.has("name", Role.MESSAGE) and one.look.kind != "empty" for one in evidence):
        return False
    return any(holds_macro(one.field.value, TEMPLATE_ID) for one in evidence)


def _ranking(role: Role, evidence: Sequence[Evidence], taken: Field | None) -> list[Evidence]:
    """One value for each list, by score; not the one that is taken.

    Of a list it is the first that is as good as any; of those beside the one that is taken, where some are: a text
    belongs to the number of its own message.
    """
    ours = frozenset(containers(taken.place)) if taken else frozenset()
    best: dict[str, tuple[int, float, Evidence]] = {}
    for one in evidence:
        if taken is not None and one.field.place == taken.place:
            continue
        score = one.score(role)
        near = sum(at in ours for at in containers(one.field.place)) if score >= _WORTH_ASKING else -1
        if one.group not in best or (near, score) > best[one.group][:2]:
            best[one.group] = near, score, one
    return [one for _, _, one in sorted(best.values(), key=lambda ranked: -ranked[1])]


def _question(role: Role, evidence: Sequence[Evidence]) -> AmbiguousError:
    listed = tuple(_candidate(role, one) for one in evidence)
    asked = _ASKED[role].several if len(listed) > 1 else _ASKED[role].unsure
    return AmbiguousError(note(asked, at=listed[0].place, option=listed[0].typed, count=len(listed)), listed)


def _candidate(role: Role, one: Evidence) -> Candidate:
    return Candidate(_ASKED[role].option, str(one.field.place), one.field.value, one.reasons(role))


def _clearer(
    problem: SampleError, found: Sequence[Evidence | None], evidence: Sequence[Evidence], *, is_asked: bool
) -> SampleError:
    """The same problem in better words, where the whole request shows what it is.

    ``is_asked``: some value may be the message, so that the request is not one that sends nothing.
    """
    recipient, message = found
    if not problem.note.id.startswith("no-"):
        return problem
    if broken := next((one for one in evidence if _DOCUMENT.match(one.field.value)), None):
        return SampleError(note("document-unread", at=str(broken.field.place)))
    if recipient is None and message is None and not is_asked:
        return SampleError(note("no-sending"))
    if message is None:
        stored = next((one for one in evidence if role_of(one)[0] is Role.TEMPLATE_ID), None)
        if stored:
            return SampleError(note("no-message-but-template", at=str(stored.field.place)))
    return problem


def _spoken(evidence: Sequence[Evidence]) -> SampleError | None:
    reason = refusals.spoken(evidence)
    return SampleError(reason) if reason else None


def _impossible(request: HttpRequest, evidence: Sequence[Evidence]) -> SampleError | None:
    reason = refusals.signed(request, evidence) or refusals.broken_body(request) or refusals.unknown_charset(request)
    return SampleError(reason) if reason else None
