"""``schema``: the JSON Schema of a template."""

from __future__ import annotations

import argparse

from curl2sms.cli import say
from curl2sms.errors import ExitStatus

EXAMPLES = """\
example:
  curl2sms schema > provider-template.schema.json
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none."""
    del parser


def run(options: argparse.Namespace) -> ExitStatus:
    """Print the schema."""
    from curl2sms.template import schema

    del options
    say.out(schema.text())
    return ExitStatus.DONE
