"""``convert``: a pasted sample to a template."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from curl2sms import shown
from curl2sms.cli import arguments, files, inputs, say
from curl2sms.errors import AmbiguousError, Curl2smsError, ExitStatus, Source, UsageError, note

if TYPE_CHECKING:
    from curl2sms.converting import Conversion
    from curl2sms.template.model import Template

EXAMPLES = """\
examples:
  curl2sms convert sample.sh > provider.json
  curl2sms convert --clipboard -o provider.json
  curl2sms convert sample.sh --to form:mobiles --body form:message --macro MessageID=form:reference
"""

_USUAL_SIZE, _LARGEST_SIZE = 100, 1000  # of a batch
# The argument that the answer to a question goes to, by its option.
_ANSWERED: dict[str, tuple[str, Callable[[str], object]]] = {
    "--to": ("to", str),
    "--body": ("body", str),
    "--nth": ("nth", int),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """A sample, what settles its questions, and where its template goes."""
    arguments.sample(parser)
    parser.add_argument("--to", metavar="PLACE", help="where the recipient's number stands, say form:mobiles")
    parser.add_argument("--body", metavar="PLACE", help="where the message stands, say json:/text")
    parser.add_argument(
        "--macro",
        action="append",
        type=arguments.assignment,
        default=[],
        metavar="NAME=PLACE",
        help="put the platform's $$NAME at PLACE, say MessageID=json:/reference",
    )
    parser.add_argument(
        "--batch",
        nargs="?",
        const=str(_USUAL_SIZE),
        metavar="N",
        help=f"make it a batch: one request takes up to N messages (default: {_USUAL_SIZE})",
    )
    parser.add_argument(
        "--secrets",
        choices=("keep", "env"),
        default="keep",
        help="keep credentials in the template, or lift them to variables (default: keep)",
    )
    arguments.output(parser, "template")


def run(options: argparse.Namespace) -> ExitStatus:
    """A sample to a template."""
    size = _size_of_batch(options)
    source = inputs.pasted(options)
    conversion = _converted(source, options, size)
    _say_what_was_made(conversion)
    files.put(_dumped(conversion.template), options.output, options.file)
    if options.output not in (None, "-"):
        say.written(options.output, "curl2sms verify")
    return ExitStatus.DONE


def _size_of_batch(options: argparse.Namespace) -> int | None:
    """What ``--batch`` asks for. ``--batch FILE`` names no size: the word behind it is the sample's file."""
    if options.batch is None:
        return None
    if not options.batch.isdecimal() and options.file is None and not options.clipboard:
        options.file, options.batch = arguments.InputFile(options.batch), str(_USUAL_SIZE)
    if not re.fullmatch(r"[0-9]{1,4}", options.batch) or not 1 <= int(options.batch) <= _LARGEST_SIZE:
        raise UsageError(note("batch-size", size=options.batch, largest=_LARGEST_SIZE))
    return int(options.batch)


def _converted(source: Source, options: argparse.Namespace, batch: int | None) -> Conversion:
    """The conversion; on a terminal a question that the sample leaves open is put to the person."""
    from curl2sms.converting import convert

    while True:
        try:
            return convert(
                source,
                to=options.to,
                body=options.body,
                macros=tuple(options.macro),
                nth=options.nth,
                kind=options.kind,
                catalog=not options.no_catalog,
                lift_secrets=options.secrets == "env",
                batch=batch,
            )
        except AmbiguousError as question:
            question.source = question.source or source
            from curl2sms.cli import ask

            answer = ask.ask(question)
            if answer is None:
                raise
            name, kind = _ANSWERED[answer.option]
            setattr(options, name, kind(answer.place))
        except Curl2smsError as error:
            error.source = error.source or source
            raise


def _say_what_was_made(conversion: Conversion) -> None:
    """The notes, the variables that want a value, and the credentials that the template holds."""
    source = conversion.reading.source
    say.notes(conversion.notes, source, conversion.secrets.mask_of_sample())
    if needed := [variable.name for variable in conversion.template.variables if variable.value is None]:
        say.line("The template needs these variables:")
        for name in needed:
            say.line(f"  export {name}=...")
    secrets = [credential for credential in conversion.credentials if not credential.is_name]
    if secrets and not conversion.lifted:
        places, count = ", ".join(shown.visible(secret.at) for secret in secrets), len(secrets)
        say.line(
            f"{shown.visible(source.name)}: the template holds {count} credential{'s' if count > 1 else ''} ({places});"
            " --secrets env lifts them to variables."
        )


def _dumped(template: Template) -> str:
    from curl2sms.template import dump

    return dump(template)
