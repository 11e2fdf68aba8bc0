"""``segments``: how many parts a text takes, and why."""

from __future__ import annotations

import argparse

from curl2sms.cli import files, say
from curl2sms.errors import ExitStatus

EXAMPLES = """\
examples:
  curl2sms segments 'Flat 50% off, only today'
  curl2sms segments - < message.txt
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """A text."""
    parser.add_argument("text", metavar="TEXT", help="the message; - for standard input")


def run(options: argparse.Namespace) -> ExitStatus:
    """Count a text."""
    from curl2sms import segments

    text = files.read_text("-")[0].removesuffix("\n") if options.text == "-" else options.text
    say.out(segments.describe(segments.count(text)) + "\n")
    return ExitStatus.DONE
