"""``convert``: a pasted sample to a template."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from curl2sms.cli import arguments, conversions, files, say
from curl2sms.errors import ExitStatus

if TYPE_CHECKING:
    from curl2sms.template.model import Template

EXAMPLES = """\
examples:
  curl2sms convert sample.sh > provider.json
  curl2sms convert --clipboard -o provider.json
  curl2sms convert sample.sh --to form:mobiles --body form:message --macro MessageID=form:reference
  curl2sms convert sample.sh --set form:sender=ACME --set header:authkey=@env:AUTH_KEY -o provider.json
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """A sample, what settles its questions, what is put into it, and where its template goes."""
    conversions.add_arguments(parser)
    arguments.output(parser, "template")


def run(options: argparse.Namespace) -> ExitStatus:
    """A sample to a template."""
    source = conversions.pasted(options)
    conversion = conversions.converted(source, options)
    conversions.say_what_was_made(conversion)
    files.put(_dumped(conversion.template), options.output, options.file)
    if options.output not in (None, "-"):
        say.written(options.output, "curl2sms verify")
    return ExitStatus.DONE


def _dumped(template: Template) -> str:
    from curl2sms.template import dump

    return dump(template)
