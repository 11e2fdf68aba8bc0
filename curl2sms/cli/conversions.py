"""From a sample to a template, as ``convert`` and ``try`` do it: the options, the questions, what is reported."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable

from curl2sms import shown
from curl2sms.choices import Choices
from curl2sms.cli import arguments, inputs, say
from curl2sms.errors import AmbiguousError, Curl2smsError, Source, UsageError, note
from curl2sms.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from curl2sms.converting import Conversion

_USUAL_SIZE, _LARGEST_SIZE = 100, 1000  # of a batch
# The choices with the answer to a question, by its option.
_ANSWERED: dict[str, Callable[[Choices, str], Choices]] = {
    "--to": lambda choices, place: replace(choices, to=place),
    "--body": lambda choices, place: replace(choices, body=place),
    "--nth": lambda choices, number: replace(choices, nth=int(number)),
}


def add_arguments(parser: argparse.ArgumentParser, *, several: bool = False) -> None:
    """A sample (or several), what settles its questions, and what is put into it."""
    arguments.sample(parser, several=several)
    parser.add_argument("--to", metavar="PLACE", help="where the recipient's number is, for example form:mobiles")
    parser.add_argument("--body", metavar="PLACE", help="where the message is, for example json:/text")
    parser.add_argument(
        "--macro",
        action="append",
        type=arguments.assignment,
        default=[],
        metavar="NAME=PLACE",
        help="put the platform's $$NAME at PLACE, for example MessageID=json:/reference",
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
        help="keep credentials in the template, or move them to variables (default: keep)",
    )
    arguments.settings(parser)


def pasted(options: argparse.Namespace) -> Source:
    """The sample. ``--batch FILE`` names no size: the word after it is the sample's file."""
    if options.batch is not None and not options.batch.isdecimal() and options.file is None and not options.clipboard:
        options.file, options.batch = arguments.InputFile(options.batch), str(_USUAL_SIZE)
    refuse_size(options)
    return inputs.pasted(options)


def refuse_size(options: argparse.Namespace) -> None:
    """UsageError for a size that no batch can have."""
    if options.batch is None:
        return
    if not re.fullmatch(r"[0-9]{1,4}", options.batch) or not 1 <= int(options.batch) <= _LARGEST_SIZE:
        raise UsageError(note("batch-size", size=options.batch, largest=_LARGEST_SIZE))


def choices_of(options: argparse.Namespace) -> Choices:
    """What the options of ``add_arguments`` decide; values that no option has are asked for on the terminal."""
    return Choices(
        nth=options.nth,
        kind=options.kind,
        to=options.to,
        body=options.body,
        macros=tuple(options.macro),
        catalog=not options.no_catalog,
        settings=_settings(options),
        lift_secrets=options.secrets == "env",
        batch=int(options.batch) if options.batch else None,
    )


def _settings(options: argparse.Namespace) -> dict[str, str]:
    """What ``--set`` puts at places."""
    if not options.settings:
        return {}
    from curl2sms.cli import settings

    return settings.given(options)


def converted(source: Source, choices: Choices) -> tuple[Conversion, Choices]:
    """The conversion; on a terminal a question that the sample leaves open is put to the person.

    The choices come back with the answers in them.
    """
    while True:
        try:
            return convert_once(source, choices), choices
        except AmbiguousError as question:
            from curl2sms.cli import ask

            answer = ask.ask(question)
            if answer is None:
                raise
            choices = _ANSWERED[answer.option](choices, answer.place)


def convert_once(source: Source, choices: Choices) -> Conversion:
    """The conversion; a question is raised, and every error knows its source."""
    from curl2sms.converting import convert

    try:
        return convert(source, choices)
    except Curl2smsError as error:
        error.source = error.source or source
        raise


def dumped(conversion: Conversion) -> str:
    """The template as its file holds it."""
    from curl2sms.template import dump

    return dump(conversion.template)


def say_what_was_made(conversion: Conversion) -> None:
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
            " --secrets env moves them to variables."
        )
