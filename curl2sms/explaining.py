"""``explain``: what was read, each field with its role and the evidence, what was repaired, what is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from curl2sms import reading, secret_values, shown
from curl2sms.converting import placed
from curl2sms.errors import Note, Source
from curl2sms.http import STAND_IN, HttpRequest
from curl2sms.locating import Survey, survey
from curl2sms.locating.model import Judged, Role
from curl2sms.reading.model import Reading
from curl2sms.records import field, record
from curl2sms.remembering import remembering
from curl2sms.response import told
from curl2sms.unfilled_values import Unfilled, unfilled_in


@record
class Explanation:
    """A reading, what was made of its values, and all that is said about both, in the order of the sample.

    ``unfilled`` is what is still to be filled in.
    """

    reading: Reading = field(repr=False)
    survey: Survey = field(repr=False)
    notes: tuple[Note, ...] = field(repr=False)
    unfilled: tuple[Unfilled, ...] = ()

    def as_json(self, *, reveal: bool = False) -> dict[str, Any]:
        """What ``explain --format json`` prints, as data.

        ``request`` is curl's own (``HttpRequest.as_json``); ``changes`` are ``{"id", "at", "before", "after"}``;
        ``fields`` are ``{"at", "value", "role", "score", "reasons"}``; ``recipient`` and ``message`` are a PLACE or
        None; ``notes`` and ``losses`` are ``{"id", "message", "line", "column", "end_line", "end_column"}``, counted
        from 1 in characters of the sample. Credentials are masked but in ``request``; ``reveal`` shows them.
        """
        survey, source, hide = self.survey, self.reading.source, mask(self, reveal=reveal)
        return {
            "request": self.reading.request.with_texts(_dollars).as_json(),
            "changes": [
                {
                    "id": change.id,
                    "at": change.at,
                    "before": hide(change.before),
                    "after": change.after and hide(change.after),
                }
                for change in survey.changes
            ],
            "fields": [
                {
                    "at": str(judged.field.place),
                    "value": hide(_dollars(_shown(judged, reveal=reveal))),
                    "role": judged.role.value,
                    "score": judged.score,
                    "reasons": list(judged.reasons),
                }
                for judged in survey.fields
            ],
            "recipient": str(survey.recipient.field.place) if survey.recipient else None,
            "message": str(survey.message.field.place) if survey.message else None,
            "notes": list(_as_json(source, (note for note in self.notes if note.kind != "loss"), hide)),
            "losses": list(_as_json(source, (note for note in self.notes if note.kind == "loss"), hide)),
        }


@remembering()
def explain(source: Source, *, nth: int | None = None, kind: str | None = None, catalog: bool = True) -> Explanation:
    """Read any curl command and say what every value of it is taken for.

    Raises SampleError only where the command itself can't be read.
    """
    read = reading.read(source, nth, kind)
    surveyed = survey(read.request, catalog=catalog)
    missing = unfilled_in(surveyed.request, surveyed.fields)
    return Explanation(read, surveyed, placed(read, surveyed.notes, missing), missing)


def mask(explanation: Explanation, *, reveal: bool = False) -> Callable[[str], str]:
    """What hides the sample's secrets; nothing with ``reveal``."""
    if reveal:
        return str
    return secret_values.of_sample(explanation.reading, explanation.survey).mask_of_sample()


def _shown(judged: Judged, *, reveal: bool) -> str:
    """A field's value; hidden where it is a credential, and no variable."""
    hidden = judged.role is Role.CREDENTIAL and not reveal and not STAND_IN.search(judged.field.value)
    return shown.MASK if hidden else judged.field.value


def as_text(explanation: Explanation, *, reveal: bool = False) -> str:
    """For people: the request, a table of its values, the changes, how an answer is read. Credentials masked."""
    survey, request = explanation.survey, explanation.reading.request.with_texts(_dollars)
    hide = mask(explanation, reveal=reveal)
    rows: list[tuple[Role, str, str, tuple[str, ...]]] = [
        (Role.CREDENTIAL, at, value, ()) for at, value in _basic(explanation.reading.request, reveal)
    ]
    for judged in survey.fields:
        reasons = judged.reasons[:3] if judged.role in {Role.RECIPIENT, Role.MESSAGE} else ()
        rows.append((judged.role, str(judged.field.place), _shown(judged, reveal=reveal), reasons))
    wide = min(max((shown.width(shown.visible(at)) for _, at, _, _ in rows), default=0), 40)
    lines = [hide(f"{request.method} {shown.visible(request.url)}"), ""]
    for role, at, value, reasons in rows:
        place = shown.visible(at).ljust(wide)
        lines.append(f"  {role:<13}  {place}  {shown.shortened(shown.visible(hide(value)), 50)}".rstrip())
        lines += [f"  {'':13}  {'':{wide}}  because {shown.visible(reason)}" for reason in reasons]
    lines += [""] if survey.changes else []
    for change in survey.changes:
        after = "left out" if change.after is None else f"“{shown.shortened(shown.visible(hide(change.after)), 40)}”"
        before = shown.shortened(shown.visible(hide(change.before)), 40)
        lines.append(f"  {shown.visible(change.at)}: “{before}” -> {after}")
    rules = told(survey.response) if survey.response else ()
    answers = [f"  {verdict + ' if':<13}  {shown.visible(words)}" for verdict, words in rules]
    lines += ["", *answers] if answers else []
    return "\n".join(lines) + "\n"


def _basic(request: HttpRequest, reveal: bool) -> Iterator[tuple[str, str]]:
    """User name and password of Basic authentication with their places; hidden, if they are no variables."""
    for part, value in zip(("username", "password"), request.basic or (), strict=False):
        yield f"authentication:{part}", value if reveal or STAND_IN.fullmatch(value) else shown.MASK


def _dollars(text: str) -> str:
    """A text with its unset variables as a shell writes them."""
    return STAND_IN.sub(r"${\1}", text)


def _as_json(source: Source, notes: Iterable[Note], hide: Callable[[str], str]) -> Iterator[dict[str, Any]]:
    for note in notes:
        start = source.position(note.span.start if note.span else 0)
        end = source.position(note.span.end if note.span else len(source.text))
        yield {
            "id": note.id,
            "message": note.hidden(hide).message,
            "line": start.line,
            "column": start.column,
            "end_line": end.line,
            "end_column": end.column,
        }
