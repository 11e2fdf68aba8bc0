"""``sheet``: what to type into which field of the platform's form."""

from __future__ import annotations

import argparse
import sys

from curl2sms.cli import arguments, files, inputs, say
from curl2sms.errors import ExitStatus

TYPE_CHECKING = False
if TYPE_CHECKING:
    from curl2sms.sheet import Sheet

EXAMPLES = """\
examples:
  curl2sms sheet provider.json
  curl2sms sheet provider.json --format html -o sheet.html
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """A template, the platform, and the form of the sheet."""
    arguments.template(parser)
    arguments.platform(parser)
    parser.add_argument("--format", choices=("text", "markdown", "html"), default="text")
    arguments.reveal(parser)
    arguments.output(parser, "sheet")


def run(options: argparse.Namespace) -> ExitStatus:
    """Fill in a sheet."""
    from curl2sms import sheet

    filled = sheet.sheet(inputs.template(options.template), options.platform, reveal=options.reveal)
    files.put(_told(filled, options), options.output, options.template)
    return ExitStatus.DONE


def _told(filled: Sheet, options: argparse.Namespace) -> str:
    """The sheet in the form that was asked for."""
    from curl2sms import sheet

    if options.format == "text":
        colour = not options.output and say.colour(sys.stdout)
        return sheet.as_text(filled, columns=say.columns(), colour=colour)
    return {"markdown": sheet.as_markdown, "html": sheet.as_html}[options.format](filled)
