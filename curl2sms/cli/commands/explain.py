"""``explain``: what a sample says, value by value."""

from __future__ import annotations

import argparse

from curl2sms.cli import arguments, inputs, say
from curl2sms.errors import ExitStatus

EXAMPLES = """\
examples:
  curl2sms explain sample.sh
  curl2sms explain sample.sh --format json
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """A sample, and the form of what is reported of it."""
    arguments.sample(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text")
    arguments.reveal(parser)


def run(options: argparse.Namespace) -> ExitStatus:
    """Explain a sample."""
    from curl2sms import explaining, shown
    from curl2sms.choices import Choices

    source = inputs.pasted(options)
    choices = Choices(nth=options.nth, kind=options.kind, catalog=not options.no_catalog)
    explanation = explaining.explain(source, choices)
    if options.format == "json":
        say.out(shown.safe_json(explanation.as_json(reveal=options.reveal)))
    else:
        say.notes(explanation.notes, source, explaining.mask(explanation, reveal=options.reveal))
        say.out(explaining.as_text(explanation, reveal=options.reveal))
    return ExitStatus.DONE
