"""A sample becomes its request: its kind of text, its calls, the one that is meant, what is reported of the others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib import import_module
from itertools import takewhile

from curl2sms.errors import AmbiguousError, Candidate, Note, SampleError, Source, Span, UsageError, note
from curl2sms.http import CLOSE, OPEN, STAND_IN, HttpRequest
from curl2sms.reading.model import Known, ReadCall, Reading, ReadOption, ReadSample, ReadToken, ReadVariable
from curl2sms.reading.pasted import listing_marks
from curl2sms.records import replace
from curl2sms.remembering import remembering
from curl2sms.sample_kinds import CURL, HTTP, KINDS, NAMES, URL, Kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Protocol

    from curl2sms.reading.token_fetch import TokenFetch
else:
    Protocol = object

_MOST_LISTED = 20  # calls that were not taken
# The kinds of text that have words of people around the call.
_SHOWN = (CURL, HTTP, URL)
# A call with its number, from 1, and its request.
_Numbered = tuple[int, ReadCall, HttpRequest]


class Reader(Protocol):
    """The module that reads a kind of text."""

    def read(self, source: Source) -> ReadSample:
        """The calls that a text describes, none where it is not of this kind; SampleError where it can't be read."""


@remembering()
def read(source: Source, nth: int | None = None, kind: str | None = None) -> Reading:
    """The request that a sample makes.

    ``nth`` picks one of several calls, counted from 1; ``kind`` is the kind of text (``sample_kinds.NAMES``), where
    the text itself should not decide. Raises SampleError where the call can't be read, and AmbiguousError where several
    calls send a message.
    """
    try:
        _check(source)
        known, sample = _of_kind(source, kind) if kind else _by_content(source)
        chosen = _chosen(sample.calls, nth, is_page=known is URL)
        return _reading(source, known, sample, chosen)
    except AmbiguousError as error:
        raise AmbiguousError(error.note, error.candidates, source) from error.__cause__
    except SampleError as error:
        raise SampleError(error.note, source) from error.__cause__


def _check(source: Source) -> None:
    """What no sample can be."""
    if not source.text.strip(" \t\r\n\ufeff\u200b"):
        raise SampleError(note("sample-empty", name=source.name))
    if not source.text.isascii() and (found := re.search(f"[{OPEN}{CLOSE}\ud800-\udfff]", source.text)):
        raise SampleError(note("sample-noncharacter", Span(*found.span()), code=f"U+{ord(found[0]):04X}"))


def _by_content(source: Source) -> tuple[Kind, ReadSample]:
    """The first kind of text that finds a call; SampleError where none does."""
    shown = {source.text, listing_marks.bare_text(source.text)}
    for kind in KINDS:
        if kind is URL:
            _refuse_other_kinds(source)
        may_be = kind.pattern is None or any(map(kind.pattern.match, shown))
        if may_be and (sample := _read(source, kind)).calls:
            return kind, sample
    raise _nothing_found(source)


def _of_kind(source: Source, name: str) -> tuple[Kind, ReadSample]:
    """The calls of the kind of text that a person names."""
    kind = next((kind for kind in KINDS if kind.name == name), None)
    if kind is None:
        raise UsageError(note("kind-unknown", name=name, known=", ".join(NAMES)))
    sample = _read(source, kind)
    if not sample.calls:
        raise SampleError(note("kind-without-call", name=source.name, what=kind.words))
    return kind, sample


def _read(source: Source, kind: Kind) -> ReadSample:
    module: Any = import_module(kind.module)
    reader: Reader = module
    return reader.read(source)


def _refuse_other_kinds(source: Source) -> None:
    """A URL in a text of a kind that nothing reads is not the whole call."""
    from curl2sms.reading import other_kinds

    other_kinds.refuse(source)


def _nothing_found(source: Source) -> SampleError:
    from curl2sms.reading import other_kinds

    return SampleError(other_kinds.nothing_found(source))


def _chosen(calls: tuple[ReadCall, ...], nth: int | None, *, is_page: bool) -> ReadCall:
    """The call that is meant: the ``nth``, the only one, or the only one that sends a message.

    Of the calls that a page describes it is the one whose path is the plainest.
    """
    if nth is not None:
        if not 1 <= nth <= len(calls):
            raise SampleError(note("no-such-command", nth=nth, count=len(calls)))
        return calls[nth - 1]
    readable = [(number, call, call.request) for number, call in enumerate(calls, 1) if call.request]
    if len(calls) == 1 or not readable:
        return calls[0]
    from curl2sms.reading import choosing  # most samples have one call

    sending = [each for each in readable if choosing.sends(each[2])]
    if len(sending) == 1:
        return sending[0][1]
    if sending and len({choosing.as_received(request) for _, _, request in sending}) == 1:
        return sending[0][1]
    if all(call.name for call in calls):
        return _of_named(sending, len(calls))
    if sending and (texting := choosing.the_one_with_text([request for _, _, request in sending])) is not None:
        return sending[texting][1]
    if sending and (filled := choosing.filled([request for _, _, request in sending])) is not None:
        chosen = sending[filled][1]
        return replace(chosen, notes=(*chosen.notes, note("filled-call-taken", chosen.span, count=len(sending))))
    texts = [each for each in sending if choosing.carries_text(each[2])] if is_page else []
    if texts and (plain := choosing.plainest_path([request for _, _, request in texts])) is not None:
        return texts[plain][1]
    broken = next((call for call in calls if call.error), None)
    if not sending and broken is not None:
        return broken
    if not is_page and all(choosing.carries_nothing(request) for _, _, request in readable):
        raise SampleError(note("no-call-sends", readable[0][1].span, count=len(calls)))
    raise _question(sending or readable)


def _of_named(sending: Sequence[_Numbered], count: int) -> ReadCall:
    """Of the calls of a whole document that look as if they send, the only one with a text, else the plainest."""
    from curl2sms.reading import choosing

    texts = [each for each in sending if choosing.carries_text(each[2])]
    if not texts:
        raise SampleError(note("no-call-sends", count=count))
    plainest = choosing.plainest([(call.name, request) for _, call, request in texts])
    if plainest is None:
        raise _question(texts)
    return texts[plainest][1]


def _question(asked: Sequence[_Numbered]) -> AmbiguousError:
    """Which of several calls is meant."""
    from curl2sms.reading import differing  # few samples leave it open

    names = [_named(call, request) for _, call, request in asked]
    apart = (
        differing.differences([request for _, _, request in asked]) if len({*names}) < len(names) else [()] * len(names)
    )
    found = tuple(
        Candidate("--nth", str(number), name, reasons)
        for (number, _, _), name, reasons in zip(asked, names, apart, strict=True)
    )
    return AmbiguousError(note("which-command", asked[1][1].span, count=len(asked)), found)


def _named(call: ReadCall, request: HttpRequest) -> str:
    """What a question calls a call: its name, its method and its address."""
    called = f"{request.method} {request.url.partition('?')[0]}"
    return f"{call.name}: {called}" if call.name else called


def _reading(source: Source, kind: Kind, sample: ReadSample, chosen: ReadCall) -> Reading:
    if chosen.request is None:
        raise chosen.error or SampleError(note("no-url", chosen.span))
    request, options, fetch = _with_fetched_token(source, sample.calls, chosen, chosen.request)
    if options:
        request = _as_uncurl_reads(chosen, request)
    token = fetch.token if fetch else None
    variables = _variables(request, chosen, token, sample.known)
    notes = sample.notes_of(chosen)
    if fetch:  # it says what becomes of the token
        notes = [said for said in notes if not _tells_of_token(said, fetch, request, source)]
    if kind in _SHOWN and (said := _without_credentials(source, chosen, request)):
        notes.append(said)
    notes = [_by_its_name(said, {one.name for one in variables}, sample.known) for said in notes]
    notes += _about_others(sample.calls, chosen, fetch)
    notes += _about_loops(variables, sample.known)
    notes.sort(key=lambda said: said.span.start if said.span else 0)
    return Reading(source, request, chosen.span, _once(notes), variables, options, kind.name, token)


def _without_credentials(source: Source, call: ReadCall, request: HttpRequest) -> Note | None:
    """What the text around a call says of credentials that it does not carry."""
    if not (source.text[: call.span.start] + source.text[call.span.end :]).strip():
        return None
    from curl2sms.reading import credentials_elsewhere  # most samples have no words around the call

    return credentials_elsewhere.said_of(source.text, call.span, request)


def _tells_of_token(said: Note, fetch: TokenFetch, request: HttpRequest, source: Source) -> bool:
    """Whether a note is on a fetched token, or on a substitution that gives one: it becomes no variable then."""
    if said.id == "token-fetched":
        return True
    if said.id != "substitution-not-evaluated" or said.span is None or fetch.token is None:
        return False
    call, before = fetch.call.span, source.text[: said.span.start].rstrip("\"'")
    names = STAND_IN.findall(request.headers[fetch.token.at][1])
    is_around = said.span.start <= call.start and call.end <= said.span.end
    return is_around or any(before.endswith(f"{name}=") for name in names)


def _by_its_name(said: Note, names: set[str], known: Known) -> Note:
    """A note on a variable that had no name of its own, with the name of the one that it was given to (``TO=$1``)."""
    values = dict(said.values)
    if values.get("name") in names or values.get("name") not in known.named:
        return said
    return note(said.id, said.span, **{**values, "name": known.named[values["name"]]})


def _as_uncurl_reads(call: ReadCall, request: HttpRequest) -> HttpRequest:
    """See commands.as_uncurl_reads; a sample of another kind never loads it."""
    from curl2sms.reading import commands

    return commands.as_uncurl_reads(call, request)


def _with_fetched_token(
    source: Source, calls: tuple[ReadCall, ...], chosen: ReadCall, request: HttpRequest
) -> tuple[HttpRequest, tuple[ReadOption, ...], TokenFetch | None]:
    """The request, its options, and how its token is fetched, where an earlier call of the sample does that.

    A token that is still to be filled in then becomes a variable.
    """
    before = [each.request for each in takewhile(lambda each: each is not chosen, calls) if each.request]
    if not before:
        return request, chosen.options, None
    from curl2sms.reading import choosing

    if not any(map(choosing.fetches_token, before)):
        return request, chosen.options, None
    from curl2sms.reading import token_fetch  # few samples have such a call

    request = choosing.with_token(request, token_fetch.TOKEN_VARIABLE)
    options = choosing.options_with_token(chosen.options, token_fetch.TOKEN_VARIABLE)
    return request, options, token_fetch.found(source, calls, chosen, request)


def _once(notes: list[Note]) -> tuple[Note, ...]:
    """What is reported twice in the same words is reported once, at its first place."""
    return tuple({(said.id, said.message): said for said in reversed(notes)}.values())[::-1]


def _about_others(calls: tuple[ReadCall, ...], chosen: ReadCall, fetch: TokenFetch | None) -> list[Note]:
    """The calls that were not taken; the one that fetches the token goes along, or is a loss."""
    notes, named, unnamed = [], [], []
    for number, other in enumerate(calls, 1):
        if other is chosen:
            continue
        if fetch and other is fetch.call:
            notes += [fetch.lost] if fetch.lost else [note("token-carried", other.span), *fetch.said]
        elif other.name:
            named.append(other)
        else:
            unnamed.append((number, other.span))
    if len(unnamed) == 1:
        notes.append(note("command-left-out", unnamed[0][1], nth=unnamed[0][0]))
    elif unnamed:
        listed = [str(number) for number, _ in unnamed[:_MOST_LISTED]] + ["..."] * (len(unnamed) > _MOST_LISTED)
        notes.append(note("commands-left-out", unnamed[0][1], count=len(unnamed), numbers=", ".join(listed)))
    if named:
        notes.append(note("calls-left-out", count=len(calls), name=chosen.name))
    return notes


def _about_loops(variables: tuple[ReadVariable, ...], known: Known) -> list[Note]:
    """The variables of the request that are those of a loop (``for NAME in ...``)."""
    spelt = {variable.sample_name or variable.name: variable.name for variable in variables}
    loops = [note("loop-variable", span, name=spelt[name]) for name, span in known.looped.items() if name in spelt]
    return loops + [
        note("value-not-shown", span, name=spelt[name]) for name, span in known.given.items() if name in spelt
    ]


def _variables(request: HttpRequest, call: ReadCall, token: ReadToken | None, known: Known) -> tuple[ReadVariable, ...]:
    """The variables that are in the request, and in the one that fetches its token, in their order."""
    texts = [request.url, *(value for pair in request.headers for value in pair), *(request.basic or ())]
    texts.append((request.body or b"").decode("utf-8", "replace"))
    origins = {call.origin_variable}
    if token:
        texts += token.client.texts
        origins.add(token.call.origin_variable)
    names = dict.fromkeys(name for text in texts for name in STAND_IN.findall(text))
    return tuple(
        ReadVariable(
            name,
            known.about.get(name),
            "url" if name in origins else None,
            known.renamed.get(name),
            known.rewritten.get(name),
        )
        for name in names
    )
