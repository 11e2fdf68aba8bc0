"""A sample with values instead of what it leaves open: what it sends, and how we read it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from curl2sms.choices import Choices
from curl2sms.errors import UnfitError, UsageError
from curl2sms.filling_in import fill_in, value_at
from curl2sms.http import OPEN, STAND_IN, HttpRequest, OAuth2, split_url
from curl2sms.locating import Change, Survey, own_ids, placeholders, survey
from curl2sms.patterns import regex
from curl2sms.proving import curl, trials
from curl2sms.proving.mock import Provider, Received
from curl2sms.proving.model import Check, Verdict
from curl2sms.proving.oracle import Oracle
from curl2sms.proving.oracle.arrived import PROBE_TOKEN, ascii_authority, with_scheme
from curl2sms.reading.model import Reading, ReadOption
from curl2sms.records import record, replace
from curl2sms.rendering import unrendered
from curl2sms.template.model import Template
from curl2sms.tokens import BODY_TOKEN, TO_TOKEN, macro_token, replaced, variable_token
from curl2sms.traced import Traced
from curl2sms.unfilled_values import unfilled_in

# What puts values into a text of the sample.
Fill = Callable[[str], str]

_ORIGIN = regex(r"https?://", re.IGNORECASE)
# The id of the change of a value that the sample leaves to be filled in.
FILLED_IN = "filled-in"
_TEXT = "Hello"  # what a variable of the sample means, where it becomes no variable of the template


@record
class Sample:
    """A sample and its values.

    ``surveyed`` are the values with the announced changes made; ``fill`` puts values into what is left open. ``sent``
    is what the sample sends, ``read`` what our reading makes of that, ``mended`` its request after the changes.
    """

    reading: Reading
    surveyed: Survey
    fill: Fill
    sent: Received
    read: Received
    mended: HttpRequest

    @property
    def repairs(self) -> tuple[str, ...]:
        """What reading repaired in the text, as its notes tell it."""
        return tuple(dict.fromkeys(said.message for said in self.reading.notes if said.kind == "repair"))


def sample_of(
    reading: Reading, template: Template, oracle: Oracle, provider: Provider, given: Mapping[str, str]
) -> tuple[Sample, Check]:
    """A sample beside its template, and the check that says how what it sends was found out.

    ``given`` are values by token.
    """
    request = reading.carried if template.client else reading.request
    with_values, changes = _with_values(request, template)
    surveyed = _with_placeholders(_surveyed(with_values, oracle), template, oracle)
    surveyed = replace(surveyed, changes=(*surveyed.changes, *changes))
    fill = _filling(template, surveyed, given)
    read = as_received(filled(request, fill))
    sent, replayed = replayed_options(reading.options, reading, fill, provider)
    if sent and reading.token and template.client:
        sent = _with_probe(sent, template.client)
    return Sample(reading, surveyed, fill, sent or read, read, filled(surveyed.request, fill)), replayed


def as_received(request: HttpRequest) -> Received:
    """A request as it would arrive; where it carries a token that is fetched first, with the probe for it."""
    headers = tuple(request.wire_headers())
    if client := request.client:
        headers = ((client.header, with_scheme(client, PROBE_TOKEN)), *headers)
    if request.header("Host") is None:
        headers = (("Host", ascii_authority(split_url(request.url).authority)), *headers)
    body = request.body or b""
    return Received(request.method, request.target, (*headers, ("Content-Length", str(len(body)))), body)


def _with_probe(sent: Received, client: OAuth2) -> Received:
    """What a sample sends, with the probe instead of its token, or of the words that mean it."""
    before = f"{client.scheme} " if client.scheme else ""
    probe = with_scheme(client, PROBE_TOKEN)

    def is_token(name: str, value: str) -> bool:
        return name.lower() == client.header.lower() and value.startswith(before) and value != before

    return replace(
        sent, headers=tuple((name, probe if is_token(name, value) else value) for name, value in sent.headers)
    )


def _surveyed(request: HttpRequest, oracle: Oracle) -> Survey:
    """The sample's values, with the announced changes made; the template shows which are number and text."""
    to, body = (next(iter(oracle.places(token)), None) for token in (TO_TOKEN, BODY_TOKEN))
    found = survey(request)
    if [str(one.field.place) if one else None for one in (found.recipient, found.message)] == [to, body]:
        return found  # places count as in the template: what was dropped before them counts no more
    try:
        return survey(request, Choices(to=to, body=body))
    except UsageError:  # the template has them where the sample has nothing
        return found


def _with_placeholders(found: Survey, template: Template, oracle: Oracle) -> Survey:
    """The sample as placeholders need it: with quotation marks, and with the field for an id of one's own."""
    tokens = [token for name in template.macro_names if not oracle.is_bare(token := macro_token(name))]
    places = {place for token in tokens for place in oracle.places(token)}
    bare = [one.field for one in found.fields if str(one.field.place) in places and placeholders.is_bare(one.field)]
    request, changes = placeholders.in_quotes(found.request, bare), tuple(map(placeholders.quoting, bare))
    own_id = own_ids.offered(request, [one.field for one in found.fields])
    if own_id in places and (added := placeholders.added(request, own_id)):
        request, changes = added, (*changes, placeholders.adding(own_id))
    return replace(found, request=request, changes=(*found.changes, *changes))


def _with_values(request: HttpRequest, template: Template) -> tuple[HttpRequest, tuple[Change, ...]]:
    """The sample with what the template has where the sample leaves values to be filled in; and these changes."""
    own, changes = unrendered(template), []
    for one in unfilled_in(request, survey(request).fields):
        value = value_at(own, one.at)
        if value and value != value_at(request, one.at):
            try:
                request = fill_in(request, {one.at: value}).request
            except UnfitError:  # then the two differ there, and that is reported
                continue
            changes.append(Change(FILLED_IN, one.at, one.value, value))
    return request, tuple(changes)


def _filling(template: Template, surveyed: Survey, given: Mapping[str, str]) -> Fill:
    """What puts values instead of the variables, and of ``$$To`` and ``$$Body``, that a sample leaves open."""
    # Of no known form: digits alone mean the same in every place, a plus left bare in a form is a space.
    number = trials.numbers(template.recipient)[0].expected
    number = number.lstrip("+") if template.recipient.format == "as-given" else number
    recipient, message = (one.field.value if one else "" for one in (surveyed.recipient, surveyed.message))
    tokens = {TO_TOKEN: number} if TO_TOKEN in recipient else {}
    tokens |= {BODY_TOKEN: _TEXT} if BODY_TOKEN in message else {}

    def value(name: str, stand_in: str) -> str:
        return given.get(variable_token(name)) or (number if stand_in in recipient else _TEXT)

    def fill(text: str) -> str:
        text = replaced(text, lambda token: tokens.get(token, token)) if tokens else text
        return STAND_IN.sub(lambda match: value(match[1], match[0]), text) if OPEN in text else text

    return fill


def filled(request: HttpRequest, fill: Fill) -> HttpRequest:
    """A request with values instead of its stand-ins."""
    return replace(request.with_texts(fill), url=_filled_url(request.url, fill))


def _filled_url(url: str, fill: Fill) -> str:
    """A URL filled in; a variable that means the whole origin brings its own scheme."""
    scheme, mark, rest = url.partition("://")
    filled = fill(rest)
    return filled if rest.startswith(OPEN) and _ORIGIN.match(filled) else f"{scheme}{mark}{filled}"


def replayed_options(
    given: Sequence[ReadOption], reading: Reading, fill: Fill, provider: Provider
) -> tuple[Received | None, Check]:
    """What real curl sends for a command of the sample, None where it can't be asked; and the check that shows."""
    options = [_filled_option(one, fill) for one in given]
    if not options:
        message = "the sample is not a curl command; compared with our own reading of it"
        return None, Check("sample", "replay", Verdict.SKIPPED, message)
    try:
        _require_known(given, reading)
        received, left_out = curl.replay(options, provider)
    except curl.NotReplayedError as reason:
        message = f"not replayed: {reason}; compared with our own reading of the sample"
        return None, Check("sample", "replay", Verdict.SKIPPED, message)
    message = f"replayed by {curl.version()}"
    if left_out:
        message += f"; left out, because the request is the same without: {', '.join(left_out)}"
    return received, Check("sample", "replay", Verdict.PASS, message)


def _filled_option(option: ReadOption, fill: Fill) -> ReadOption:
    traced, stdin = (text and Traced(fill(text.text)) for text in (option.traced, option.stdin))
    return replace(option, traced=traced, stdin=stdin)


def _require_known(options: Sequence[ReadOption], reading: Reading) -> None:
    """NotReplayedError where a value is open that is no variable: what a shell would have computed."""
    known = {variable.name for variable in reading.variables}
    for option in options:
        if option.value and set(STAND_IN.findall(option.value)) - known:
            raise curl.NotReplayedError(f"--{option.name}, whose value the shell computes")
