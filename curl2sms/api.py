"""The library as functions from JSON to JSON: what a page, or a service of your own, calls.

``schemas/api.schema.json`` says what each takes (``convert``) and gives (``convert-answer``). Every fault of an input
is an answer: ``{"state": "error", ...}``. Spans are ``[start, end]`` in UTF-16 code units of the text that was given,
because browsers count so; None where the text does not spell it. Secrets are masked unless ``reveal``; a template's
text is always whole.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, wraps

from curl2sms.errors import AmbiguousError, Candidate, Curl2smsError, Note, SampleError, Source, Span, UsageError, note
from curl2sms.patterns import regex
from curl2sms.remembering import remembering

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from jsonschema.protocols import Validator

    from curl2sms.choices import Choices
    from curl2sms.converting import Conversion
    from curl2sms.credentials import Credential
    from curl2sms.explaining import Explanation
    from curl2sms.reading.model import Reading
    from curl2sms.receipts import Given
    from curl2sms.template.model import Template

    Asked = Mapping[str, Any]
    Answer = dict[str, Any]
    _Hide = Callable[[str], str]

_SAMPLE, _TEMPLATE = "The sample", "The template"
_ASTRAL = regex("[\U00010000-\U0010ffff]")


def schema() -> dict[str, Any]:
    """The JSON Schema of what the functions take and give, by their names under ``$defs``."""
    from curl2sms.template.schema import published

    read: dict[str, Any] = json.loads(published("api.schema.json"))
    return read


def _answered(function: Callable[[Asked], Answer]) -> Callable[[Asked], Answer]:
    """A function whose input is checked against the schema, and whose refusals are answers."""

    @wraps(function)
    def answered(asked: Asked) -> Answer:
        try:
            _check(function.__name__, asked)
            return function(asked)
        except Curl2smsError as error:
            return refusal(error)
        except RecursionError:
            return refusal(UsageError(note("api-too-deep")))

    return answered


def refusal(error: Curl2smsError) -> Answer:
    """The answer for what could not be done: the note, its place, and what was reported before.

    ``pointer`` is the JSON Pointer of a template's defect, ``notes`` are its other ones.
    """
    from curl2sms.credentials import suspected
    from curl2sms.shown import Mask

    source = error.source
    hide = Mask(suspected(source.text)) if source else str
    notes = getattr(error, "notes", ()) or getattr(error, "others", ())
    return {
        "state": "error",
        "error": {**_note(error.note, hide, _units(source)), "pointer": getattr(error, "pointer", "")},
        "notes": [_note(one, hide, _units(source)) for one in notes],
        "values": [],
    }


@_answered
@remembering()
def convert(asked: Asked) -> Answer:
    """What a text is and becomes. ``state`` is ``empty``, ``converted``, ``question``, ``error`` or ``template``.

    ``to``, ``body`` and ``nth`` answer questions, as ``--to``, ``--body`` and ``--nth`` do; ``macros`` are names of the
    platform's placeholders with the PLACEs that they take; ``settings`` are values by PLACE for what is still to be
    filled in; ``batch`` is how many messages one request takes; ``secrets`` is ``keep`` or ``env``. A template is taken
    where a sample is: it is checked, and its sheet filled in.
    """
    from curl2sms import credentials, reading, rendering, template
    from curl2sms.locating import survey

    text = asked["sample"]
    if not text.strip("\ufeff \t\r\n"):
        return {"state": "empty"}
    reveal = asked.get("reveal", False)
    if template.is_template(text):
        loaded = template.load(text, _TEMPLATE)
        request = rendering.unrendered(loaded)
        held = credentials.credentials_of(request, survey(request).fields)
        return {"state": "template", **_about_template(loaded, text, held, reveal=reveal)}
    source = reading.decode_sample(text.encode("utf-8", "surrogatepass"), _SAMPLE)
    return _converted(source, asked, reveal=reveal)


@_answered
def render(asked: Asked) -> Answer:
    """The request that a template sends for a number and a text, as HTTP and as a curl command; the text's segments.

    ``notes`` say what is doubtful of the number, and why there is no curl command, if so.
    """
    from curl2sms import rendering, secret_values, segments

    loaded, to, body = _loaded(asked), asked.get("to"), asked.get("body")
    variables, macros = asked.get("variables", {}), asked.get("macros", {})
    request = rendering.render(loaded, to, body, variables=variables, macros=macros)
    hide: _Hide = str
    if not asked.get("reveal", False):
        hide = secret_values.of_message(loaded, request, variables.items()).mask()
    doubt = rendering.doubt_of(to, loaded.recipient, request) if to is not None else None
    notes = [doubt] if doubt else []
    try:
        curl: str | None = hide(rendering.FORMATS["curl"](request))
    except Curl2smsError as error:
        curl, notes = None, [*notes, error.note]
    counted = segments.count(body) if body is not None else None
    return {
        "state": "rendered",
        "http": hide(rendering.FORMATS["http"](request)),
        "curl": curl,
        "notes": [_note(one, hide) for one in notes],
        "segments": counted
        and {
            "encoding": counted.encoding,
            "characters": counted.characters,
            "units": counted.units,
            "segments": counted.segments,
            "per_segment": counted.per_segment,
            "says": segments.describe(counted),
        },
    }


@_answered
def sheet(asked: Asked) -> Answer:
    """What to type into which field of a platform's form."""
    from curl2sms import sheet as sheets

    filled = sheets.sheet(_loaded(asked), asked.get("platform", "clevertap"), reveal=asked.get("reveal", False))
    return {"state": "sheet", "sheet": sheets.as_data(filled)}


@_answered
def receipt(asked: Asked) -> Answer:
    """A provider's delivery report as the platform's callback; a question where nothing says how it is read.

    ``callback`` is what a template's ``callback`` holds, as far as it is known; it goes before that of ``template``,
    and before what the catalog says of the provider.
    ``now`` is the time of receipt, in seconds since 1970; ``zone`` that of local times (``Asia/Kolkata``).
    """
    import time

    from curl2sms import callbacks, receipts
    from curl2sms.receipts.times import zone_of

    source, now = Source("The report", asked["report"]), asked.get("now", int(time.time()))
    zone = zone_of(asked["zone"]) if "zone" in asked else None
    given = _given_of_reports(asked)
    try:
        report = receipts.read(source)
        callback = receipts.callback_of(report, given, now=now)
        made = receipts.receipt(report, callback, now=now, zone=zone)
    except AmbiguousError as asks:
        asks.source = source
        return _stopped(asks, None, reveal=False)
    except Curl2smsError as error:
        error.source = error.source or source
        raise
    return {
        "state": "mapped",
        "callback": made.as_data(),
        "reads": callbacks.as_data(callback),
        "read": [{"id": one.id, "state": one.state, "time": one.time, "error": one.error} for one in made.read],
        "notes": [_note(one, str) for one in made.notes],
        "unmapped": [_note(one, str) for one in made.unmapped],
    }


def _given_of_reports(asked: Asked) -> Given:
    """What the template says of reports, or the catalog of its provider's; and what ``callback`` says instead."""
    from curl2sms import callbacks, receipts

    known = receipts.known_of(_loaded(asked)) if "template" in asked else receipts.Given({})
    said = asked.get("callback", {})
    points = {name: said[name] for name in callbacks.POINTS if name in said}
    return known.with_answers(points, said.get("delivered"), said.get("failed"), said.get("code"))


def verify(asked: Asked, *, in_process: bool = False) -> Iterator[Answer]:
    """The proof of a template against a mock provider on loopback: ``{"check": ...}`` as each ends, then the total.

    The last is ``{"total": {"ok", "counts"}}``, or an error. Who stops reading stops the proof. ``in_process`` is for
    where there are no sockets: the provider is then no server.
    """
    try:
        _check("verify", asked)
        yield from _proof(_loaded(asked), asked.get("variables", {}), asked.get("macros", {}), in_process=in_process)
    except Curl2smsError as error:
        yield refusal(error)
    except RecursionError:
        yield refusal(UsageError(note("api-too-deep")))


def _proof(
    loaded: Template, variables: Mapping[str, str], macros: Mapping[str, str], *, in_process: bool
) -> Iterator[Answer]:
    from curl2sms import proving, report

    counts = Counter(dict.fromkeys((verdict.value for verdict in proving.Verdict), 0))
    with proving.provider_in_process() if in_process else proving.provider() as provider:
        trial = proving.prepared(loaded, provider, variables, macros)
        mask = trial.secrets.mask()
        for check in proving.checks(trial):
            counts[check.verdict.value] += 1
            yield {"check": report.check_as_data(report.safe_check(check, trial.secrets, mask))}
    yield {"total": {"ok": not counts[proving.Verdict.FAIL], "counts": dict(counts)}}


@cache
def _validator(name: str) -> Validator:
    """The validator of what a function takes."""
    from jsonschema import Draft202012Validator

    whole = schema()
    return Draft202012Validator({"$schema": whole["$schema"], "$ref": f"#/$defs/{name}", "$defs": whole["$defs"]})


def _check(name: str, asked: Asked) -> None:
    """UsageError for what a function can't take."""
    found = next(iter(_validator(name).iter_errors(asked)), None)
    if found is not None:
        raise UsageError(note("api-misfit", where=found.json_path, why=_why(found)))


def _why(found: Any) -> str:
    """What is wrong in few words: the library's own repeat the value, which may be a secret, or long."""
    if found.validator == "required":
        missing = [name for name in found.validator_value if name not in found.instance]
        return f"{' and '.join(missing)} must be there"
    if found.validator == "type":
        return f"it must be of type {found.validator_value}"
    if found.validator == "additionalProperties":
        return f"only these are known: {', '.join(found.schema['properties'])}"
    return f"it does not keep to “{found.validator}”"


def _loaded(asked: Asked) -> Template:
    from curl2sms import template

    return template.load(asked["template"], _TEMPLATE)


def _choices(asked: Asked) -> Choices:
    from curl2sms.choices import Choices

    return Choices(
        nth=asked.get("nth"),
        kind=asked.get("kind"),
        to=asked.get("to"),
        body=asked.get("body"),
        macros=tuple(asked.get("macros", {}).items()),
        settings=asked.get("settings", {}),
        lift_secrets=asked.get("secrets") == "env",
        batch=asked.get("batch"),
    )


def _converted(source: Source, asked: Asked, *, reveal: bool) -> Answer:
    """A sample's conversion, its question, or why there is none; the values that were read in each case."""
    from curl2sms import converting, explaining

    choices = _choices(asked)
    try:
        made = converting.convert(source, choices)
    except SampleError as stopped:
        stopped.source = stopped.source or source
        try:
            explained: Explanation | None = explaining.explain(source, choices)
        except Curl2smsError:
            explained = None
        return _stopped(stopped, explained, reveal=reveal)
    except Curl2smsError as error:
        error.source = error.source or source
        raise
    return {"state": "converted", **_about_conversion(made, reveal=reveal)}


def _stopped(stopped: SampleError, explained: Explanation | None, *, reveal: bool) -> Answer:
    """A question with its candidates, or a refusal, beside the values as far as they are known."""
    from curl2sms.credentials import suspected
    from curl2sms.shown import Mask

    answer = refusal(stopped)
    if explained is not None:
        answer |= _about_reading(explained, reveal=reveal)
    if isinstance(stopped, AmbiguousError):
        source = stopped.source
        hide = Mask(suspected(source.text)) if source and not reveal else str
        said = answer.pop("error")
        del said["pointer"]
        candidates = [_candidate(one, explained, hide) for one in stopped.candidates]
        answer |= {"state": "question", "question": {**said, "candidates": candidates}}
    return answer


def _candidate(one: Candidate, explained: Explanation | None, hide: _Hide) -> Answer:
    """A possible answer: ``name`` and ``answer`` go into the next call of ``convert``."""
    name = one.option.removeprefix("--")
    return {
        "name": name,
        "answer": int(one.place) if name == "nth" else one.place,
        "value": hide(_with_dollars(one.value)),
        "reasons": list(one.reasons),
        "span": _span_at(explained.reading, one.place) if explained and name != "nth" else None,
    }


def _about_conversion(made: Conversion, *, reveal: bool) -> Answer:
    from curl2sms import template
    from curl2sms.explaining import Explanation

    explained = Explanation(made.reading, made.survey, made.notes, made.unfilled)
    text = template.dump(made.template)
    about = _about_template(made.template, text, made.credentials, reveal=reveal)
    return about | _about_reading(explained, reveal=reveal) | {"lifted": list(made.lifted)}


def _about_template(loaded: Template, text: str, held: Iterable[Credential], *, reveal: bool) -> Answer:
    """What the template says: where it sends, its text, its form, and the values that it wants."""
    from curl2sms import rendering, sheet
    from curl2sms.http import split_url

    request = rendering.unrendered(loaded)
    return {
        "name": loaded.name,
        "method": loaded.method,
        "host": _with_dollars(split_url(request.url).host),
        "template": text,
        "variables": [
            {"name": one.name, "secret": one.secret, "description": one.description or ""}
            for one in loaded.variables
            if one.value is None
        ],
        "macros": [{"name": one.name, "example": one.example or ""} for one in loaded.macros],
        "credentials": [one.at for one in held if not one.is_name],
        "sheet": sheet.as_data(sheet.sheet(loaded, reveal=reveal)),
        "values": [],
        "changes": [],
        "notes": [],
    }


def _about_reading(explained: Explanation, *, reveal: bool) -> Answer:
    """Every value with its role, what was changed of them, and what there is to say, each with its place."""
    from curl2sms import explaining

    units, hide = _units(explained.reading.source), explaining.mask(explained, reveal=reveal)
    return {
        "values": [
            {
                "at": one.at,
                "value": _with_dollars(one.value),
                "role": one.role.value,
                "reasons": list(one.reasons),
                "span": units(one.span),
            }
            for one in explaining.shown_values(explained, reveal=reveal)
        ],
        "changes": [
            {
                "id": change.id,
                "at": change.at,
                "before": hide(_with_dollars(change.before)),
                "after": None if change.after is None else hide(_with_dollars(change.after)),
                "span": _span_at(explained.reading, change.at),
            }
            for change in explained.survey.changes
        ],
        "notes": [_note(one, hide, units) for one in explained.notes],
    }


def _span_at(read: Reading, at: str) -> list[int] | None:
    """Where the sample spells what is at a PLACE; None where it does not."""
    from curl2sms import converting

    span = converting.span_of(read, at)
    return None if span == read.span else _units(read.source)(span)


def _note(said: Note, hide: _Hide, units: Callable[[Span | None], list[int] | None] = lambda _: None) -> Answer:
    """A note in words for everywhere (``do``), for a command line (``typed``) and for a page (``clicked``)."""
    shown = said.hidden(hide)
    return {
        "id": shown.id,
        "kind": shown.kind,
        "message": _with_dollars(shown.message),
        "do": _with_dollars(shown.do),
        "typed": shown.typed,
        "clicked": shown.clicked,
        "at": shown.at,
        "span": units(said.span),
    }


def _units(source: Source | None) -> Callable[[Span | None], list[int] | None]:
    """What turns a span of a text into UTF-16 code units; None where the text is not known."""
    if source is None or not source.text:
        return lambda _: None
    astral = [] if source.text.isascii() else [found.start() for found in _ASTRAL.finditer(source.text)]

    def units(span: Span | None) -> list[int] | None:
        if span is None:
            return None
        return [at + bisect_left(astral, at) for at in (span.start, span.end)]

    return units


def _with_dollars(text: str) -> str:
    from curl2sms.explaining import with_dollars

    return with_dollars(text)
