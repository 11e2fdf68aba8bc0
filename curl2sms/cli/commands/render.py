"""``render``: the request that a template would send."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from curl2sms.cli import arguments, messages, say
from curl2sms.cli.messages import MessageInput
from curl2sms.errors import ExitStatus, UnfitError, UsageError, note
from curl2sms.http import HttpRequest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from curl2sms.cli.record_files import RecordLine
    from curl2sms.rendering.batches import BatchMessage

EXAMPLES = """\
examples:
  curl2sms render provider.json --to +919812345417 --body 'Hello & welcome'
  curl2sms render provider.json --to 919812345417 --body-file text.txt --format curl
  curl2sms render batch.json --records messages.csv
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """A message or several, and the form of their request."""
    arguments.message(parser, several=True)
    parser.add_argument(
        "--records",
        type=arguments.InputFile,
        metavar="FILE",
        help="the messages of a batch: a JSON object a line, or CSV; names: to, body, those of placeholders",
    )
    parser.add_argument("--format", choices=("http", "json", "curl"), default="http")


def run(options: argparse.Namespace) -> ExitStatus:
    """Show a request."""
    from curl2sms import rendering

    numbers: list[str] = options.to
    if options.records and numbers:
        raise UsageError(note("records-and-message"))
    options.to = numbers[0] if numbers else None
    message = messages.given(options)
    several = len(numbers) > 1 or options.records is not None
    request = _of_batch(message, numbers, options.records) if several else message.request()
    if not several and (doubt := message.doubt(request)):
        say.warning(doubt)
    client = message.client() if options.format == "curl" else None
    say.out(rendering.with_token(client, request) if client else rendering.FORMATS[options.format](request))
    return ExitStatus.DONE


def _of_batch(message: MessageInput, numbers: Sequence[str], records: str | None) -> HttpRequest:
    """The request that carries several messages: one text for several numbers, or what a file holds."""
    from curl2sms.cli import record_files
    from curl2sms.rendering.batches import BatchMessage, render_batch

    if records is None:
        listed = [BatchMessage(number, message.body, message.macros) for number in numbers]
    else:
        listed = [_checked(message, line) for line in record_files.read(records, message.template)]
    return render_batch(message.template, listed, variables=message.filled)


def _checked(message: MessageInput, line: RecordLine) -> BatchMessage:
    """A record's message; UsageError with its line where the template can't send it."""
    from curl2sms.rendering import render
    from curl2sms.rendering.batches import BatchMessage

    body = message.body if line.body is None else line.body
    one = BatchMessage(line.to, body, {**message.macros, **line.macros})
    try:
        render(message.template, one.to, one.body, variables=message.filled, macros=one.macros)
    except UnfitError as error:
        said = error.note
        raise UsageError(
            note("record-unfit", file=line.file, line=line.number, why=said.message, way=said.do)
        ) from error
    return one
