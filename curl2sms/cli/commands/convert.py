"""``convert``: a pasted sample to a template."""

from __future__ import annotations

import argparse

from curl2sms.cli import arguments, conversions, files, say
from curl2sms.errors import ExitStatus

EXAMPLES = """\
examples:
  curl2sms convert sample.sh > provider.json
  curl2sms convert --clipboard -o provider.json
  curl2sms convert samples/*.sh -o templates/
  curl2sms convert sample.sh --to form:mobiles --body form:message --macro MessageID=form:reference
  curl2sms convert sample.sh --set form:sender=ACME --set header:authkey=@env:AUTH_KEY -o provider.json
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Samples, what settles their questions, what is put into them, and where the templates go."""
    conversions.add_arguments(parser, several=True)
    arguments.output(parser, "template", several=True)
    parser.add_argument("--force", action="store_true", help="with several samples: replace existing templates")
    arguments.processes(parser)
    parser.add_argument(
        "--format",
        choices=("text", "jsonl"),
        default="text",
        help="with several samples: jsonl prints one line of JSON for each on standard output",
    )


def run(options: argparse.Namespace) -> ExitStatus:
    """A sample to a template, or each of several to one of its own."""
    if _several(options):
        from curl2sms.cli import many

        return many.convert(options)
    options.file = next(iter(options.files), None)
    source = conversions.pasted(options)
    conversion, _ = conversions.converted(source, conversions.choices_of(options))
    conversions.say_what_was_made(conversion)
    files.put(conversions.dumped(conversion), options.output, options.file)
    if options.output not in (None, "-"):
        say.written(options.output, "curl2sms verify")
    return ExitStatus.DONE


def _several(options: argparse.Namespace) -> bool:
    """Whether templates go into a folder, by the names of their samples: of several, or with an option for several.

    A pattern may match one sample only: with ``-o FOLDER/`` it counts as several.
    """
    into_folder = bool(options.files) and files.names_folder(options.output or "")
    is_one = len(options.files) < 2 and not into_folder
    return not is_one or options.force or options.format != "text" or options.processes is not None
