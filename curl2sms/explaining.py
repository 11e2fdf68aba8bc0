"""``explain``: what was read, each field with its role and the evidence, what was repaired, what is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from curl2sms import reading, secret_values, shown
from curl2sms.choices import NO_CHOICES, Choices
from curl2sms.converting import placed
from curl2sms.errors import Note, Source, Span
from curl2sms.http import STAND_IN
from curl2sms.locating import Survey, survey
from curl2sms.locating.model import Judged, Role
from curl2sms.reading.model import Reading
from curl2sms.records import attribute, record, replace
from curl2sms.remembering import WithMemory, remembering
from curl2sms.response import told
from curl2sms.unfilled_values import BASIC, CLIENT_ID, CLIENT_SECRET, CLIENT_URL, Unfilled, unfilled_in

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_AUTHENTICATION = "authentication:"


@record
class Explanation(WithMemory):
    """A reading, what was made of its values, and all that is reported about both, in the order of the sample.

    ``unfilled`` is what is still to be filled in.
    """

    reading: Reading = attribute(repr=False)
    survey: Survey = attribute(repr=False)
    notes: tuple[Note, ...] = attribute(repr=False)
    unfilled: tuple[Unfilled, ...] = ()

    @remembering()
    def as_json(self, *, reveal: bool = False) -> dict[str, Any]:
        """What ``explain --format json`` prints, as data.

        ``request`` is curl's own (``HttpRequest.as_json``); ``changes`` are ``{"id", "at", "before", "after"}``;
        ``token_request`` is there where a request for a token comes first that a template can make.
        ``fields`` are ``{"at", "value", "role", "score", "reasons"}``; ``recipient`` and ``message`` are a PLACE or
        None; ``notes`` and ``losses`` are ``{"id", "message", "line", "column", "end_line", "end_column"}``, counted
        from 1 in characters of the sample. Credentials are masked but in ``request``; ``reveal`` shows them.
        """
        survey, source, hide = self.survey, self.reading.source, mask(self, reveal=reveal)
        return {
            "request": self.reading.request.with_texts(with_dollars).as_json(),
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
                    "at": one.at,
                    "value": with_dollars(one.value),
                    "role": one.role.value,
                    "score": one.score,
                    "reasons": list(one.reasons),
                }
                for one in shown_values(self, reveal=reveal)
                if not one.at.startswith(_AUTHENTICATION)  # `request` has them, or `token_request`
            ],
            **_token_request(self.reading),
            "recipient": str(survey.recipient.field.place) if survey.recipient else None,
            "message": str(survey.message.field.place) if survey.message else None,
            "notes": list(_as_json(source, (note for note in self.notes if note.kind != "loss"), hide)),
            "losses": list(_as_json(source, (note for note in self.notes if note.kind == "loss"), hide)),
        }


@record
class ShownValue:
    """A value as a person may see it: its PLACE, its role, why, and where the sample spells it (None: nowhere)."""

    at: str
    value: str
    role: Role
    score: float = 0.0
    reasons: tuple[str, ...] = ()
    span: Span | None = None


@remembering()
def explain(source: Source, choices: Choices = NO_CHOICES) -> Explanation:
    """Read any sample and say what every value of it is taken for; of the choices, those count that change no value.

    Raises SampleError only where the command itself can't be read, UsageError for a PLACE that it does not have.
    """
    read = reading.read(source, choices.nth, choices.kind)
    surveyed = survey(read.request, replace(choices, macros=()))
    client = read.token.client if read.token else None
    missing = unfilled_in(replace(surveyed.request, client=client), surveyed.fields)
    return Explanation(read, surveyed, placed(read, surveyed, missing), missing)


def mask(explanation: Explanation, *, reveal: bool = False) -> Callable[[str], str]:
    """What hides the sample's secrets; nothing with ``reveal``."""
    if reveal:
        return str
    return explanation.remembered(_mask)


def _mask(explanation: Explanation) -> Callable[[str], str]:
    return secret_values.of_sample(explanation.reading, explanation.survey).mask_of_sample()


def shown_values(explanation: Explanation, *, reveal: bool = False) -> Iterator[ShownValue]:
    """Every value: user name and password of Basic authentication, what fetches the token, then the fields.

    Unset variables are stand-ins.

    Secrets are masked unless ``reveal``.
    """
    hide, request = mask(explanation, reveal=reveal), explanation.reading.request
    for at, value, traced in zip(BASIC, request.basic or (), request.traces.basic, strict=False):
        is_open = reveal or STAND_IN.fullmatch(value)
        yield ShownValue(at, value if is_open else shown.MASK, Role.CREDENTIAL, span=traced.known_span())
    yield from _of_client(explanation.reading, reveal=reveal)
    for judged in explanation.survey.fields:
        field, value = judged.field, hide(_shown(judged, reveal=reveal))
        yield ShownValue(str(field.place), value, judged.role, judged.score, judged.reasons, field.span)


def _of_client(reading: Reading, *, reveal: bool) -> Iterator[ShownValue]:
    """What the sample's token is fetched with."""
    if reading.token is None:
        return
    client, span = reading.token.client, reading.token.call.span
    yield ShownValue(CLIENT_URL, client.token_url, Role.CONSTANT, span=span)
    for at, value in ((CLIENT_ID, client.client_id), (CLIENT_SECRET, client.client_secret)):
        is_open = reveal or STAND_IN.fullmatch(value)
        yield ShownValue(at, value if is_open else shown.MASK, Role.CREDENTIAL, span=span)
    for name, value in client.parameters:
        yield ShownValue(f"{_AUTHENTICATION}{name}", value, Role.CONSTANT, span=span)


def _token_request(reading: Reading) -> dict[str, Any]:
    """The request that fetches the sample's token; nothing where a template fetches none."""
    request = reading.token.call.request if reading.token else None
    return {"token_request": request.with_texts(with_dollars).as_json()} if request else {}


def _shown(judged: Judged, *, reveal: bool) -> str:
    """A field's value; hidden where it is a credential, and no variable."""
    hidden = judged.role is Role.CREDENTIAL and not reveal and not STAND_IN.search(judged.field.value)
    return shown.MASK if hidden else judged.field.value


@remembering()
def as_text(explanation: Explanation, *, reveal: bool = False) -> str:
    """For people: the request, a table of its values, the changes, how an answer is read. Credentials masked."""
    survey, request = explanation.survey, explanation.reading.request.with_texts(with_dollars)
    hide = mask(explanation, reveal=reveal)
    rows = list(shown_values(explanation, reveal=reveal))
    wide = min(max((shown.width(shown.visible(one.at)) for one in rows), default=0), 40)
    lines = [hide(f"{request.method} {shown.visible(request.url)}"), ""]
    for one in rows:
        place = shown.visible(one.at).ljust(wide)
        lines.append(f"  {one.role:<13}  {place}  {shown.shortened(shown.visible(one.value), 50)}".rstrip())
        reasons = one.reasons[:3] if one.role in {Role.RECIPIENT, Role.MESSAGE} else ()
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


def with_dollars(text: str) -> str:
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
