"""``convert``: a pasted sample becomes a template."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from curl2sms import layers, reading, secret_values, template
from curl2sms.choices import NO_CHOICES, Choices
from curl2sms.credentials import Credential, credentials_of, lift
from curl2sms.errors import AmbiguousError, Note, SampleError, Source, Span, note
from curl2sms.http import STAND_IN, HttpRequest, split_url, stand_in
from curl2sms.layers import Field
from curl2sms.locating import Survey, locate
from curl2sms.locating.members import containers
from curl2sms.patterns import regex
from curl2sms.reading.model import Reading
from curl2sms.records import attribute, record, replace
from curl2sms.remembering import remembering
from curl2sms.secret_values import Secrets
from curl2sms.shown import visible
from curl2sms.template.model import Batch, Loss, Template, Variable
from curl2sms.tokens import BODY_TOKEN, TO_TOKEN
from curl2sms.traced import Traced
from curl2sms.unfilled_values import BASIC, CLIENT, Unfilled, is_host_unfilled, unfilled_in

# Losses that no template survives: curl makes these parts of a request again each time.
_STOPS = {"signed-by-curl"}
# Losses that the template shows by itself: whoever reads it finds them again.
_SHOWN_BY_TEMPLATE = {"get-with-body", "method-unusual", "signature-kept"}
# Notes on what the sample leaves open or has as a text, with the name of the variable that it becomes.
_COMPUTED = {"computed-anew", "digest-computed"}
_OPEN = {
    *_COMPUTED,
    "token-fetched",
    "special-parameter",
    "expansion-not-evaluated",
    "substitution-not-evaluated",
    "value-not-shown",
    "loop-variable",
    "variable-in-quotes",
    "macro-of-monitoring",
    "glob-kept",
    "dollar-kept",
}
# Where nothing travels over a network.
_LOOPBACK = regex(r"localhost|127(?:\.[0-9]+){3}|\[?::1\]?")
_IN_A_LIST = regex(r"json:(?:.*/)?0/")
# The parts of a request that a PLACE begins with, and the template's own name of one.
_IN_URL = {"/endpoint", "path", "query"}
_IN_BODY = {"body", "csv", "form", "json", "multipart", "xml"}
_NOT_FOUND = {"no-sending", "no-recipient", "no-message"}


@record
class Conversion:
    """A template, and how it came about.

    ``notes`` are those of every stage in the order of the sample, with their spans; ``credentials`` are the secrets
    that the sample holds; ``lifted`` those that became variables (name -> secret); ``unfilled`` is what is still to be
    filled in of the template.
    """

    template: Template
    reading: Reading = attribute(repr=False)
    survey: Survey = attribute(repr=False)
    notes: tuple[Note, ...] = attribute(repr=False)
    credentials: tuple[Credential, ...] = attribute(repr=False)
    lifted: dict[str, str] = attribute(default_factory=dict, repr=False)
    unfilled: tuple[Unfilled, ...] = ()

    @property
    def secrets(self) -> Secrets:
        """What of the sample nobody is shown."""
        found = secret_values.of_sample(self.reading, self.survey)
        return found | Secrets(frozenset(one.value for one in self.credentials))


@remembering()
def convert(source: Source, choices: Choices = NO_CHOICES) -> Conversion:
    """Turn a sample into a template. The same text and choices give the same template, always.

    Raises SampleError where the sample can't be read or no template can hold it, or no batch is possible,
    AmbiguousError where it leaves a question open.
    """
    read = reading.read(source, choices.nth, choices.kind)
    for said in read.notes:
        if said.id in _STOPS:
            raise SampleError(said, source)
    lifted: dict[str, str] = {}
    try:
        survey = _located(read, choices)
        secrets, missing = credentials_of(survey.request, survey.fields), unfilled_in(survey.request, survey.fields)
        name = survey.provider or name_of(survey.request)
        if choices.lift_secrets and secrets:
            survey, lifted = _lifted(survey, name)
        made = _built(read, survey, name, lifted, choices.batch)
    except SampleError as refused:
        refused.source, refused.notes = refused.source or source, read.notes
        raise
    notes = [*placed(read, survey, missing), *(() if choices.batch else _of_batches(read, survey))]
    notes.sort(key=lambda one: one.span.start if one.span else 0)
    made_so_far = Conversion(made, read, survey, tuple(notes), secrets, lifted, missing)
    return replace(made_so_far, template=replace(made, lost=_lost(made_so_far)))


def _located(read: Reading, choices: Choices) -> Survey:
    """The request with a person's values in it, judged; what refuses it has its place in the sample."""
    request, said_of_settings = _filled_in(read, choices.settings)
    try:
        survey = locate(request, choices)
    except AmbiguousError as question:
        _refuse_rewritten(read, [one.value for one in question.candidates])
        raise
    except SampleError as refused:
        if refused.note in layers.body_notes(read.request):
            refused.note = _in_the_sample(refused.note, read)
        elif refused.note.id in _NOT_FOUND and (hidden := _hidden(read)):
            refused.note = hidden
        elif refused.note.at and not refused.note.span:
            refused.note = replace(refused.note, span=span_of(read, refused.note.at))
        raise
    _refuse_rewritten(read, [survey.message.field.value] if survey.message else [])
    return replace(survey, notes=(*said_of_settings, *survey.notes))


def _built(read: Reading, survey: Survey, name: str, lifted: dict[str, str], batch: int | None) -> Template:
    """The template; what refuses it has its place in the sample."""
    try:
        of_batch = _batch(survey, batch) if batch else None
        made = template.build(survey, name=name, variables=_variables(read, lifted), batch=of_batch)
    except SampleError as refused:
        is_place = refused.note.at and refused.note.id.startswith("batch-")
        span = span_of(read, refused.note.at) if is_place else _span_of_part(read, refused.note.at)
        refused.note = replace(refused.note, span=span)
        raise
    if made.parameters.type == "raw" and layers.body_syntax(survey.request) == "multipart":
        raise SampleError(note("multipart-of-more", read.span))
    return made


def _batch(survey: Survey, size: int) -> Batch:
    """The list of records of a call that can take several messages; SampleError with the reason where it can't."""
    from curl2sms.template import batching  # few samples are converted as a batch

    return Batch(batching.key_of(survey), size)


def _of_batches(read: Reading, survey: Survey) -> Iterator[Note]:
    """That one request could carry several messages."""
    recipient = survey.recipient
    if recipient is None or not _IN_A_LIST.match(str(recipient.field.place)):
        return
    from curl2sms.template import batching

    if key := batching.possible_key(survey):
        at = "body" if key == "json:" else key
        yield replace(note("batch-possible", at=at), span=span_of(read, f"{key}/0"))


def _filled_in(read: Reading, settings: Mapping[str, str]) -> tuple[HttpRequest, tuple[Note, ...]]:
    """What a template holds of the sample's request, with a person's values in it; and what there is to say of them."""
    if not settings:
        return read.carried, ()
    from curl2sms.filling_in import fill_in

    filled = fill_in(read.carried, settings)
    return filled.request, filled.notes


def _lost(conversion: Conversion) -> tuple[Loss, ...]:
    """What the template does not carry, for a reader who never sees the sample; secrets of the sample are masked."""
    losses = [said for said in conversion.notes if said.kind == "loss" and said.id not in _SHOWN_BY_TEMPLATE]
    hide = conversion.secrets.mask_of_sample() if losses else str
    told = (said.hidden(hide) for said in losses)
    return tuple(dict.fromkeys(Loss(one.id, visible(one.message), visible(one.do)) for one in told))


def _refuse_rewritten(read: Reading, messages: Iterable[str]) -> None:
    """Raises SampleError where what may be the message is a text that the sample writes otherwise, as hex digits."""
    rewritten = {one.name: one.rewritten for one in read.variables if one.rewritten}
    for message in messages if rewritten else ():
        if span := next((rewritten[name] for name in STAND_IN.findall(message) if name in rewritten), None):
            raise SampleError(note("message-rewritten", span))


def _hidden(read: Reading) -> Note | None:
    """Where number and text may be although none was found: in a body or a query that is one variable as a whole."""
    request = read.request
    url = request.traces.url
    texts = {"body": layers.traced_body(request), "query": url.partition("?")[2]}
    for part, text in texts.items():
        if match := STAND_IN.fullmatch(text.text):
            variable = next((one for one in read.variables if one.name == match[1]), None)
            what = variable.description if variable and variable.description else f"the variable {match[1]}"
            return note("part-not-shown", text.span() or read.span, part=part, what=what)
    return None


def _lifted(survey: Survey, provider: str) -> tuple[Survey, dict[str, str]]:
    """Judge once more with the secrets out, for the spans have moved; what was reported stays said."""
    request, lifted = lift(survey, provider)
    to, body = (str(judged.field.place) if judged else None for judged in (survey.recipient, survey.message))
    again = locate(request, Choices(to=to, body=body, catalog=False))
    return replace(
        survey, request=again.request, fields=again.fields, recipient=again.recipient, message=again.message
    ), lifted


def _variables(read: Reading, lifted: dict[str, str]) -> list[Variable]:
    return [
        *(Variable(v.name, description=v.description, kind=v.kind) for v in read.variables),
        *(Variable(name, secret=True) for name in lifted),
    ]


def placed(read: Reading, survey: Survey, missing: Iterable[Unfilled]) -> tuple[Note, ...]:
    """The notes of reading and those about values, in the order of the sample.

    ``missing`` is what is still to be filled in. A note about a value gets the span of its PLACE, else that of the part
    of the request that holds it.
    """
    about = [*survey.notes, *(one.note() for one in missing)]
    found = [replace(one, span=_span_around(read, one.at)) if one.span is None and one.at else one for one in about]
    computed = {one.span for one in read.notes if one.id in _COMPUTED}
    found = [one for one in found if one.id != "signature-kept" or one.span not in computed]  # said already
    said = [*_as_it_became(read, survey), *_of_transport(read), *_of_body(read), *found]
    return tuple(sorted(said, key=lambda one: one.span.start if one.span else 0))


def _as_it_became(read: Reading, survey: Survey) -> Iterator[Note]:
    """The notes of reading, each true of the template too.

    What a sample leaves open (``$1``, the output of a program, the variable of a loop) is no variable of the template
    where the number or the text takes its place.
    """
    gone = [
        (one, TO_TOKEN) for one in (survey.recipient,) if one and not STAND_IN.search(survey.prefix + survey.suffix)
    ]
    gone += [(one, BODY_TOKEN) for one in (survey.message,) if one]
    for said in read.notes:
        values = dict(said.values)
        token = next((token for one, token in gone if _is_of(said, one.field)), "") if said.id in _OPEN else ""
        if said.id == "token-fetched" and _stays(values.get("name"), read.request, [one.field for one, _ in gone]):
            token = ""
        text = values.get("text") or values.get("name") or f"The output of {values.get('programs')}"
        yield note("gave-way", said.span, text=text, placeholder=token) if token else said


def _stays(name: object, request: HttpRequest, gone: Iterable[Field]) -> bool:
    """Whether a variable is in a request beside the values that give way."""
    texts = [request.url, *(text for header in request.headers for text in header), *(request.basic or ())]
    texts.append((request.body or b"").decode("utf-8", "replace"))
    named = stand_in(str(name))
    there: int = sum(text.count(named) for text in texts)
    going: int = sum(one.value.count(named) for one in gone)
    return there > going


def _is_of(said: Note, value: Field) -> bool:
    """Whether a note of reading is about what is in a value: its variable, or characters that spell it."""
    values = dict(said.values)
    names = STAND_IN.findall(value.value)
    if values.get("name") in names or (not names and str(values.get("text")) in value.value):
        return True
    ours, theirs = said.span, value.span
    return ours is not None and theirs is not None and theirs.start <= ours.start and ours.end <= theirs.end


def span_of(read: Reading, at: str) -> Span:
    """Where the sample spells what is at a PLACE: a value, or all values of a container (``json:/sms/1``).

    The command, where the sample does not spell it: a header that curl adds of itself.
    """
    traces = read.request.traces
    if at in BASIC and traces.basic:
        return traces.basic[BASIC.index(at)].known_span() or read.span
    if read.token and at in CLIENT:
        return read.token.call.span
    of_values = read.request.remembered(_spans_of_values)
    inside = [of_values[at]] if at in of_values else _spans_within(read, at)
    spans = [span for span in inside if span]
    return Span(min(one.start for one in spans), max(one.end for one in spans)) if spans else read.span


def _spans_of_values(request: HttpRequest) -> dict[str, Span | None]:
    return {str(one.place): one.span for one in layers.fields(request, names=True)}


def _spans_within(read: Reading, at: str) -> list[Span | None]:
    """The spans of all values that a container of that PLACE holds."""
    known = layers.fields(read.request, names=True)
    return [one.span for one in known if any(str(up) == at for up in containers(one.place))]


def _span_around(read: Reading, at: str) -> Span:
    """Where the sample spells what is at a PLACE; where it does not, the URL or the body that holds it."""
    span = span_of(read, at)
    return span if span != read.span else _span_of_part(read, at)


def _span_of_part(read: Reading, at: str) -> Span:
    """Where the sample spells the URL or the body that a PLACE or a part of the template is in; else the command."""
    part, traces = at.partition(":")[0], read.request.traces
    text = traces.url if part in _IN_URL else traces.body if part in _IN_BODY else Traced("")
    return text.known_span() or read.span


def _of_transport(read: Reading) -> Iterator[Note]:
    """What there is to say of a URL whose request everybody on the way can read; on the machine itself nobody can."""
    url = read.request.traces.url
    if url.text.startswith("http://") and not _LOOPBACK.fullmatch(split_url(url.text).host):
        yield note("plain-http", url.known_span(0, len("http://")) or url.known_span() or read.span)


def _of_body(read: Reading) -> Iterator[Note]:
    """What there is to say about the body as a whole: JSON that is not strict, say. A broken one stops before."""
    for said in layers.body_notes(read.request):
        if said.kind != "error":
            yield _in_the_sample(said, read)


def _in_the_sample(said: Note, read: Reading) -> Note:
    """A note on a stretch of the body, with its span in the sample."""
    text = layers.traced_body(read.request)
    start, end = (said.within.start, said.within.end) if said.within else (0, len(text))
    return replace(said, span=text.known_span(start, end) or read.span)


def name_of(request: HttpRequest) -> str:
    """A name for a template from its host: the label that a person would call the provider by.

    ``provider`` where that label is still to be filled in.

    >>> name_of(HttpRequest("GET", "https://api.ng.termii.com/api/sms/send"))
    'termii'
    """
    host = STAND_IN.sub("", split_url(request.url).host)  # a variable's name says nothing of the provider
    host = regex(r"<[^<>]*>|(?<!\{)\{++[^{}]*\}+").sub("", host)
    address, *_ = host.split("%")
    if ":" in address or re.fullmatch(r"\d[\d.]*", address):
        return address
    labels = host.lower().rstrip(".").split(".")
    if len(labels) > 1:
        labels.pop()
    if len(labels) > 1 and labels[-1] in {"co", "com", "org", "net", "gov", "edu", "ac", "or", "ne", "go"}:
        labels.pop()
    if is_host_unfilled(labels[-1]):
        return "provider"
    return re.sub(r"[^\w-]|_", "", _in_letters(labels[-1])) or "provider"


def _in_letters(label: str) -> str:
    """A label of a host, an international one (RFC 5890) in its own script."""
    try:
        return label.encode().decode("idna") if label.startswith("xn--") else label
    except UnicodeError:
        return label
