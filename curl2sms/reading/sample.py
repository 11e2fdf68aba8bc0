"""A sample becomes its request: its commands, the one that is meant, and what there is to say of the others."""

from __future__ import annotations

import re
from itertools import takewhile

from curl2sms.errors import AmbiguousError, Candidate, Note, SampleError, Source, Span, note
from curl2sms.http import CLOSE, OPEN, STAND_IN, HttpRequest
from curl2sms.patterns import regex
from curl2sms.reading import choosing, other_kinds, page, shell
from curl2sms.reading.curl import Built, Operation, build, has_url, operations, through_uncurl, with_variables
from curl2sms.reading.model import Reading, ReadVariable
from curl2sms.reading.shell import Command, Known, Paste
from curl2sms.records import record, replace

# What curl alone takes, where the word itself is missing.
_OPTION = regex(r"(?:^|\s)(?:-[dFHuX]|--(?:data|form|header|request|user)[\w-]*)(?=\s)")

# What a token is called that one command fetches and another carries, where the sample gives it no name.
TOKEN_VARIABLE = "ACCESS_TOKEN"


@record
class _Candidate:
    """One operation of one command: what it makes, or why it can't be read."""

    command: Command
    operation: Operation
    built: Built | None
    error: SampleError | None


def read(source: Source, nth: int | None = None) -> Reading:
    """The request that a sample makes.

    ``nth`` picks one of several commands, counted from 1. Raises SampleError where the command can't be read, and
    AmbiguousError where several commands send a message.
    """
    try:
        _check(source)
        paste = _paste(source)
        candidates = _candidates(paste)
        chosen = _chosen(candidates, nth)
        return _reading(source, paste, candidates, chosen)
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


def _paste(source: Source) -> Paste:
    """The sample's commands; a bare URL counts as one."""
    paste = shell.read(source)
    if paste.commands:
        return paste
    other_kinds.refuse(source)
    urls = None if _OPTION.search(source.text) else page.read(source)
    if urls is None:
        raise SampleError(note("no-curl", name=source.name))
    return urls


def _candidates(paste: Paste) -> list[_Candidate]:
    """Every operation of every command, those without anything like a URL left out where others have one."""
    found: list[_Candidate] = []
    for command in paste.commands:
        try:
            read_operations = operations(command.words[1:], command.stdin, paste.known)
        except SampleError as error:
            found.append(_Candidate(command, Operation(()), None, error))
            continue
        for operation in read_operations:
            try:
                meant = with_variables(operation, command)
                built = build(meant, command, paste.known.deferred)
                found.append(_Candidate(command, meant, built, None))
            except SampleError as error:
                found.append(_Candidate(command, operation, None, error))
    return [each for each in found if has_url(each.operation)] or found


def _chosen(candidates: list[_Candidate], nth: int | None) -> _Candidate:
    """The command that is meant: the ``nth``, the only one, or the only one that sends a message."""
    if nth is not None:
        if not 1 <= nth <= len(candidates):
            raise SampleError(note("no-such-command", nth=nth, count=len(candidates)))
        return candidates[nth - 1]
    readable = [each for each in candidates if each.built]
    if len(candidates) == 1 or not readable:
        return candidates[0]
    sending = [each for each in readable if each.built and choosing.sends(each.built.request)]
    if len(sending) == 1:
        return sending[0]
    broken = next((each for each in candidates if each.error), None)
    if not sending and broken is not None:
        return broken
    asked = sending or readable
    found = tuple(
        Candidate("--nth", str(candidates.index(each) + 1), _named(each.built.request)) for each in asked if each.built
    )
    span = asked[1].command.span
    raise AmbiguousError(note("which-command", span, count=len(asked)), found)


def _named(request: HttpRequest) -> str:
    return f"{request.method} {request.url.partition('?')[0]}"


def _reading(source: Source, paste: Paste, candidates: list[_Candidate], chosen: _Candidate) -> Reading:
    if chosen.error is not None or chosen.built is None:
        raise chosen.error or SampleError(note("no-url", chosen.command.span))
    command = chosen.command
    built = _with_fetched_token(candidates, chosen.built)
    request = through_uncurl(built.request, insecure=chosen.operation.is_on("insecure"), command=command.span)
    variables = _variables(built, paste.known)
    notes = [*paste.notes_of(command), *built.notes]
    notes += _about_others(candidates, chosen, variables)
    notes += _about_loops(variables, paste.known)
    notes.sort(key=lambda said: said.span.start if said.span else 0)
    return Reading(
        source,
        request,
        command.span,
        _once(notes),
        variables,
        chosen.operation.options,
    )


def _with_fetched_token(candidates: list[_Candidate], built: Built) -> Built:
    """A token that is still to be filled in, where an earlier command of the sample fetches it, becomes a variable."""
    before = takewhile(lambda each: each.built is not built, candidates)
    if not any(each.built and choosing.fetches_token(each.built.request) for each in before):
        return built
    return replace(built, request=choosing.with_token(built.request, TOKEN_VARIABLE))


def _once(notes: list[Note]) -> tuple[Note, ...]:
    """What is said twice in the same words is said once, at its first place."""
    return tuple({(said.id, said.message): said for said in reversed(notes)}.values())[::-1]


def _about_others(candidates: list[_Candidate], chosen: _Candidate, variables: tuple[ReadVariable, ...]) -> list[Note]:
    """The commands that were not taken; one whose answer the chosen one needs is a loss."""
    notes, names = [], {variable.name for variable in variables}
    for number, other in enumerate(candidates, 1):
        if other is chosen:
            continue
        name = TOKEN_VARIABLE if other.built and choosing.fetches_token(other.built.request) else None
        if other.command.output_to in names or name in names:
            notes.append(note("token-fetched", other.command.span, name=other.command.output_to or name))
        else:
            notes.append(note("command-left-out", other.command.span, nth=number))
    return notes


def _about_loops(variables: tuple[ReadVariable, ...], known: Known) -> list[Note]:
    """The variables of the request that are those of a loop (``for NAME in ...``)."""
    spelt = {variable.sample_name or variable.name: variable.name for variable in variables}
    loops = [note("loop-variable", span, name=spelt[name]) for name, span in known.looped.items() if name in spelt]
    return loops + [
        note("value-not-shown", span, name=spelt[name]) for name, span in known.given.items() if name in spelt
    ]


def _variables(built: Built, known: Known) -> tuple[ReadVariable, ...]:
    """The variables that stand in the request, in their order."""
    request = built.request
    texts = [request.url, *(value for pair in request.headers for value in pair), *(request.basic or ())]
    texts.append((request.body or b"").decode("utf-8", "replace"))
    names = dict.fromkeys(name for text in texts for name in STAND_IN.findall(text))
    return tuple(
        ReadVariable(
            name,
            known.about.get(name),
            "url" if name == built.origin_variable else None,
            known.renamed.get(name),
            known.rewritten.get(name),
        )
        for name in names
    )
