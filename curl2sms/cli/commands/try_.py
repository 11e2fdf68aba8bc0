"""``try``: a sample to a proven template and its sheet, in one go."""

from __future__ import annotations

import argparse
import sys

from curl2sms.cli import arguments, ask, conversions, files, say
from curl2sms.errors import ExitStatus, Source
from curl2sms.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from curl2sms.choices import Choices
    from curl2sms.converting import Conversion
    from curl2sms.proving.model import Report

EXAMPLES = """\
examples:
  curl2sms try sample.sh
  curl2sms try --clipboard -o provider.json
  curl2sms try sample.sh --set form:sender=ACME --set authentication:password=@env:AUTH_TOKEN
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """A sample, what settles its questions, what is put into it, the platform, and where the template goes."""
    conversions.add_arguments(parser)
    arguments.platform(parser)
    arguments.output(parser, "template")


def run(options: argparse.Namespace) -> ExitStatus:
    """Convert, ask, prove, and show the sheet."""
    source = conversions.pasted(options)
    conversion = _filled(*conversions.converted(source, conversions.choices_of(options)), source)
    conversions.say_what_was_made(conversion)
    if options.output not in (None, "-"):
        _write(conversion, options)
    report = _proven(conversion, source)
    say.out(_sheet(conversion, options))
    _say_how_it_went(report, options)
    return ExitStatus.DONE if report.ok else ExitStatus.NO


def _filled(conversion: Conversion, choices: Choices, source: Source) -> Conversion:
    """The conversion with what the person at the terminal fills in; Enter leaves a value as it is."""
    missing = conversion.unfilled
    if not missing or not sys.stderr.isatty():
        return conversion
    say.line(f"Still to be filled in: {len(missing)}. Press Enter to leave a value as it is.")
    secret, settings = _secret_places(conversion), dict(choices.settings)
    for one in missing:
        value = ask.value(f"  {one.at} ({one.value or 'empty'}): ", hidden=one.at in secret)
        if value is None:
            break
        if value:
            settings[one.at] = value
    filled, _ = conversions.converted(source, replace(choices, settings=settings))
    return filled


def _secret_places(conversion: Conversion) -> set[str]:
    """Where a value is typed without its echo."""
    from curl2sms.locating import Role
    from curl2sms.unfilled_values import BASIC, CLIENT_SECRET

    by_role = (str(one.field.place) for one in conversion.survey.fields if one.role is Role.CREDENTIAL)
    return {*BASIC, CLIENT_SECRET, *by_role}


def _write(conversion: Conversion, options: argparse.Namespace) -> None:
    files.put(conversions.dumped(conversion), options.output, options.file)


def _proven(conversion: Conversion, source: Source) -> Report:
    """The proof of the template, alone and beside its sample."""
    from curl2sms import proving

    with proving.provider() as provider:
        return proving.verify(conversion.template, provider, source=source.name, sample=conversion.reading)


def _sheet(conversion: Conversion, options: argparse.Namespace) -> str:
    from curl2sms import sheet

    filled = sheet.sheet(conversion.template, options.platform)
    return sheet.as_text(filled, columns=say.columns(), colour=say.colour(sys.stdout))


def _say_how_it_went(report: Report, options: argparse.Namespace) -> None:
    """The report where something failed, one line in any case, and the command that comes next."""
    from curl2sms import report as reports

    if report.ok:
        say.line(reports.summary(report))
    else:
        say.line(reports.text([report], colour=say.colour(), columns=say.columns()).rstrip())
    if options.output not in (None, "-"):
        say.written(options.output, "curl2sms send")
