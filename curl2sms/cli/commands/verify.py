"""``verify``: templates proven against a local mock provider, each alone or beside its sample."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, redirect_stderr
from functools import partial

from curl2sms.cli import arguments, files, inputs, processes, say, values
from curl2sms.errors import Curl2smsError, ExitStatus, UsageError, note
from curl2sms.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from curl2sms.proving.model import Report
    from curl2sms.reading.model import Reading
    from curl2sms.template.model import Template

EXAMPLES = """\
examples:
  curl2sms verify provider.json
  curl2sms verify provider.json --against sample.sh
  curl2sms verify providers/ --strict --format junit > report.xml
  curl2sms verify providers/ -j 4
"""


@record
class _Tried:
    """The report on a file, and whether it could be used: whether there is a template, and it could be tried.

    ``told`` is what a person is told of it besides.
    """

    report: Report
    usable: bool = True
    told: str = ""


@record
class _Found:
    """The template in a file, and the file's text."""

    template: Template
    text: str


# What each file contains, by its path: a template, or the report that there is none.
_Loaded = Sequence[tuple[str, "_Found | _Tried"]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Templates, a sample beside them, and the form of the report."""
    parser.add_argument(
        "templates",
        nargs="+",
        type=arguments.InputFile,
        metavar="TEMPLATE",
        help="a template; - for standard input, a folder for its *.json",
    )
    parser.add_argument(
        "--against",
        type=arguments.InputFile,
        metavar="SAMPLE",
        help="the sample that the template was made from: compare them",
    )
    parser.add_argument(
        "--nth", type=arguments.count, metavar="N", help="with --against: the sample's Nth call, from 1"
    )
    arguments.kind(parser)
    parser.add_argument("--strict", action="store_true", help="let warnings fail")
    parser.add_argument("--format", choices=("text", "json", "junit", "github"), default="text")
    arguments.processes(parser)
    arguments.values(parser)


def run(options: argparse.Namespace) -> ExitStatus:
    """Prove templates; the worst of them decides the exit status."""
    paths = files.in_folders(files.matching(options.templates), ".json")
    _refuse_contradictions(options, paths)
    sample = _sample(options)
    loaded = [(path, _loaded(path)) for path in paths]
    _refuse_undeclared(options, loaded)
    tried = list(_tried(options, loaded, sample))
    reports = [one.report for one in tried]
    if options.format != "text" or len(tried) > 1 or tried[0].usable:  # what is wrong with a single file was reported
        say.out(_told(reports, options))
    if options.format == "text" and len(tried) > 1:
        say.line(_summary(tried, options))
    return _exit_status(options, tried)


def _refuse_contradictions(options: argparse.Namespace, paths: Sequence[str]) -> None:
    """UsageError for options that say nothing together."""
    if options.against and len(paths) > 1:
        raise UsageError(note("against-one-template"))
    if options.nth is not None and not options.against:
        raise UsageError(note("nth-without-against"))


def _sample(options: argparse.Namespace) -> Reading | None:
    """The reading of the sample that a template is held beside."""
    if not options.against:
        return None
    from curl2sms import reading

    source = inputs.sample(options.against)
    try:
        return reading.read(source, options.nth, options.kind)
    except Curl2smsError as error:
        error.source = error.source or source
        raise


def _loaded(path: str) -> _Found | _Tried:
    """The template in a file; or the report that there is none, after the error was printed."""
    from curl2sms.template import load

    try:
        text, name = files.read_text(path)
        return _Found(load(text, name), text)
    except Curl2smsError as error:
        say.error(error)
        return _Tried(_refusal(path, error), usable=False)


def _refuse_undeclared(options: argparse.Namespace, loaded: _Loaded) -> None:
    """UsageError for values that no template has; a file that can't be read may have what no other has."""
    templates = [found.template for _, found in loaded if not isinstance(found, _Tried)]
    if len(templates) == len(loaded):
        values.refuse_undeclared(options, templates)


def _tried(options: argparse.Namespace, loaded: _Loaded, sample: Reading | None) -> Iterator[_Tried]:
    """A report on each file: the proof of its template, or why there is none. One file stops no other."""
    work = partial(_try, given=values.given(options), sample=sample)
    with closing(processes.each(work, loaded, options.processes or 1)) as all_tried:
        for _, tried in zip(say.progress(loaded), all_tried, strict=True):
            say.over_progress(tried.told)
            yield tried


def _try(file: tuple[str, _Found | _Tried], *, given: values.GivenValues, sample: Reading | None) -> _Tried:
    """The report on one file, against a provider of its own. This runs in any process."""
    from curl2sms import proving
    from curl2sms.report import with_lines

    path, found = file
    if isinstance(found, _Tried):
        return found
    template = found.template
    variables, macros = given.variables(template), given.macros(template)
    told = io.StringIO()
    with redirect_stderr(told):
        try:
            with proving.provider() as provider:
                report = proving.verify(
                    template, provider, variables=variables, macros=macros, source=path, sample=sample
                )
            return _Tried(with_lines(report, found.text))
        except Curl2smsError as error:
            say.error(error)
            return _Tried(_refusal(path, error), usable=False, told=told.getvalue())
        except Exception as failure:  # a defect of ours must not hide what is known of the others
            if os.environ.get("CURL2SMS_DEBUG"):
                raise
            say.defect(failure)
            stopped = Curl2smsError(note("proof-stopped", why=type(failure).__name__))
            return _Tried(_refusal(path, stopped), usable=False, told=told.getvalue())


def _refusal(path: str, error: Curl2smsError) -> Report:
    """The report on a file that holds no template, or one that could not be tried."""
    from curl2sms.proving.model import Check, Report, Verdict

    said = error.note.hidden(say.suspected(error.source))
    message, line = said.message, 0
    if error.source and error.note.span:
        place = error.source.position(error.note.span.start)
        line = place.line
        message = f"line {place.line}, column {place.column}: {message}"
    return Report(path, (Check("template", "schema", Verdict.FAIL, message, said.advice, line=line),), path)


def _told(reports: Sequence[Report], options: argparse.Namespace) -> str:
    """The reports in the form that was asked for."""
    from curl2sms import report

    if options.format == "text":
        return report.text(reports, colour=say.colour(sys.stdout), columns=say.columns(), strict=options.strict)
    return report.FORMATS[options.format](reports, strict=options.strict)


def _summary(tried: Sequence[_Tried], options: argparse.Namespace) -> str:
    """How many there are of each kind: a table for people."""
    reports = [one.report for one in tried if one.usable]
    proven = sum(report.passed(strict=options.strict) for report in reports)
    unfilled = sum(any(check.name == "value-unfilled" for check in report.checks) for report in reports)
    return say.table(
        {
            "proven": proven,
            "not proven": len(reports) - proven,
            "refused": len(tried) - len(reports),
            "with values still to be filled in": unfilled,
        }
    )


def _exit_status(options: argparse.Namespace, tried: Sequence[_Tried]) -> ExitStatus:
    """The worst of all: a file that could not be used, then a template that is not proven."""
    if not all(one.usable for one in tried):
        return ExitStatus.UNUSABLE
    return ExitStatus.DONE if all(one.report.passed(strict=options.strict) for one in tried) else ExitStatus.NO
