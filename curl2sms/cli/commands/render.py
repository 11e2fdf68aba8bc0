"""``render``: the request that a template would send."""

from __future__ import annotations

import argparse

from curl2sms.cli import arguments, messages, say
from curl2sms.errors import ExitStatus

EXAMPLES = """\
examples:
  curl2sms render provider.json --to +919812345417 --body 'Hello & welcome'
  curl2sms render provider.json --to 919812345417 --body-file text.txt --format curl
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """A message, and the form of its request."""
    arguments.message(parser)
    parser.add_argument("--format", choices=("http", "json", "curl"), default="http")


def run(options: argparse.Namespace) -> ExitStatus:
    """Show a request."""
    from curl2sms import rendering

    message = messages.given(options)
    request = message.request()
    if doubt := message.doubt():
        say.warning(doubt)
    client = message.client() if options.format == "curl" else None
    say.out(rendering.with_token(client, request) if client else rendering.FORMATS[options.format](request))
    return ExitStatus.DONE
