"""The commands of a pasted text become calls: those of curl, and URLs that are alone, which are read as commands."""

from __future__ import annotations

from collections.abc import Iterator

from curl2sms.errors import SampleError, Source
from curl2sms.http import HttpRequest
from curl2sms.reading import pasted, windows
from curl2sms.reading.curl import Operation, build, has_url, operations, through_uncurl, with_variables
from curl2sms.reading.model import Known, ReadCall, ReadSample
from curl2sms.reading.script.model import Command, Paste
from curl2sms.reading.shell.calls import ShellScript
from curl2sms.records import replace
from curl2sms.traced import Traced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from curl2sms.reading.script.script import Script


def read(source: Source) -> ReadSample:
    """The calls of curl in a text. Raises SampleError where a command can't be cut into words."""
    return calls_of(commands_of(source))


def commands_of(source: Source) -> Paste:
    """The commands of curl in a text, whatever is around them. Raises SampleError as ``read`` does."""
    return pasted.read(source, _script)


def _script(text: Traced) -> Script:
    """What reads the statements of a text: a shell, or the console of Windows that it was written for."""
    return windows.script_of(text) or ShellScript(text)


def calls_of(paste: Paste) -> ReadSample:
    """Every operation of every command, those without anything like a URL left out where others have one."""
    found = [one for command in paste.commands for one in _calls(command, paste.known)]
    calls = [call for call, names_url in found if names_url] or [call for call, _ in found]
    return ReadSample(tuple(calls), paste.known, paste.notes, paste.inner_notes)


def as_uncurl_reads(call: ReadCall, request: HttpRequest) -> HttpRequest:
    """The request of a command as uncurl reads it. Raises SampleError where uncurl can't."""
    return through_uncurl(request, insecure=Operation(call.options).is_on("insecure"), command=call.span)


def _calls(command: Command, known: Known) -> Iterator[tuple[ReadCall, bool]]:
    """The calls of one command, and whether each names a URL."""
    stretches = (command.span, *command.values, *([command.stdin.span] if command.stdin else []))
    empty = ReadCall(command.span, None, stretches=stretches, answer_to=command.output_to)
    try:
        read_operations = operations(command.words[1:], command.stdin, known)
    except SampleError as error:
        yield replace(empty, error=error), False
        return
    for operation in read_operations:
        try:
            meant = with_variables(operation, command)
            built = build(meant, command, known.deferred)
        except SampleError as error:
            yield replace(empty, error=error), has_url(operation)
            continue
        call = replace(
            empty,
            request=built.request,
            notes=built.notes,
            options=meant.options,
            origin_variable=built.origin_variable,
        )
        yield call, has_url(meant)
