"""The commands. Each reads as its own table of contents: read, do, say, exit status."""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from curl2sms import shown
from curl2sms.cli import files, say, values
from curl2sms.errors import AmbiguousError, Curl2smsError, ExitStatus, Source, UsageError, note

if TYPE_CHECKING:
    from curl2sms.converting import Conversion
    from curl2sms.proving.model import Report
    from curl2sms.reading.model import Reading
    from curl2sms.template.model import Template

# The argument that the answer to a question goes to, by its option.
_ANSWERED: dict[str, tuple[str, Callable[[str], object]]] = {
    "--to": ("to", str),
    "--body": ("body", str),
    "--nth": ("nth", int),
}


def convert(options: argparse.Namespace) -> ExitStatus:
    """A sample to a template."""
    source = _pasted(options)
    conversion = _converted(source, options)
    _say_conversion(conversion)
    files.put(_dumped(conversion.template), options.output, options.file)
    if options.output not in (None, "-"):
        say.written(options.output, "curl2sms verify")
    return ExitStatus.DONE


def verify(options: argparse.Namespace) -> ExitStatus:
    """Prove templates, each alone or beside its sample; the worst of them decides the exit status."""
    from curl2sms import proving

    paths = files.matching(options.templates)
    if options.against and len(paths) > 1:
        raise UsageError(note("against-one-template"))
    if options.nth is not None and not options.against:
        raise UsageError(note("nth-without-against"))
    sample = _against(options)
    loaded = [(path, _loaded(path)) for path in paths]
    templates = [template for _, template in loaded if not isinstance(template, Curl2smsError)]
    if len(templates) == len(loaded):  # else one that can't be read may have what no other has
        values.refuse_undeclared(options, templates)
    given, reports = values.given(options), []
    with proving.provider() as provider:
        for path, template in say.progress(loaded):
            if isinstance(template, Curl2smsError):
                reports += [_refusal(path, template)] if options.format != "text" else []
                continue
            variables, macros = given.variables(template), given.macros(template)
            proof = proving.verify(template, provider, variables=variables, macros=macros, source=path, sample=sample)
            reports.append(proof)
    if reports:
        say.out(_reported(reports, options))
    if len(templates) < len(loaded):
        return ExitStatus.UNUSABLE
    return ExitStatus.DONE if all(one.passed(strict=options.strict) for one in reports) else ExitStatus.NO


def render(options: argparse.Namespace) -> ExitStatus:
    """The request that a template would send."""
    from curl2sms import rendering

    template = values.template(options.template)
    values.refuse_undeclared(options, [template])
    given = values.given(options)
    request = rendering.render(
        template,
        options.to,
        values.message(options),
        variables=values.from_environment(template) | given.variables(template),
        macros=given.macros(template),
    )
    if said := values.doubt(options.to, template):
        say.warning(said)
    say.out(rendering.FORMATS[options.format](request))
    return ExitStatus.DONE


def explain(options: argparse.Namespace) -> ExitStatus:
    """What a curl command says."""
    from curl2sms import explaining

    source = _pasted(options)
    explanation = explaining.explain(source, nth=options.nth, catalog=not options.no_catalog)
    if options.format == "json":
        say.out(json.dumps(explanation.as_json(reveal=options.reveal), ensure_ascii=False, indent=2) + "\n")
    else:
        say.notes(explanation.notes, source, explaining.mask(explanation, reveal=options.reveal))
        say.out(explaining.as_text(explanation, reveal=options.reveal))
    return ExitStatus.DONE


def schema(options: argparse.Namespace) -> ExitStatus:
    """The JSON Schema."""
    from curl2sms.template import schema as template_schema

    del options
    say.out(template_schema.text())
    return ExitStatus.DONE


def completion(options: argparse.Namespace) -> ExitStatus:
    """What a shell needs to complete our words."""
    import shtab

    from curl2sms.cli import arguments

    say.out(shtab.complete(arguments.parser(""), shell=options.shell))
    return ExitStatus.DONE


def _loaded(path: str) -> Template | Curl2smsError:
    """The template in a file, or why there is none, which is said."""
    try:
        return values.template(path)
    except Curl2smsError as error:
        say.error(error, values.suspected(error.source))
        return error


def _refusal(path: str, error: Curl2smsError) -> Report:
    """The report on a file that holds no template, for the programs that read reports."""
    from curl2sms.proving.model import Check, Report, Verdict

    message, hide = error.note.message, values.suspected(error.source)
    if error.source and error.note.span:
        place = error.source.position(error.note.span.start)
        message = f"line {place.line}, column {place.column}: {message}"
    return Report(path, (Check("template", "schema", Verdict.FAIL, hide(message), hide(error.note.do)),), path)


def _reported(reports: Sequence[Report], options: argparse.Namespace) -> str:
    """The reports in the form that was asked for."""
    from curl2sms import report

    if options.format == "text":
        return report.text(reports, colour=say.colour(sys.stdout), columns=say.columns(), strict=options.strict)
    return report.FORMATS[options.format](reports, strict=options.strict)


def _against(options: argparse.Namespace) -> Reading | None:
    """The reading of the sample that a template is held beside."""
    if not options.against:
        return None
    from curl2sms import reading

    source = _sample(options.against)
    try:
        return reading.read(source, options.nth)
    except Curl2smsError as error:
        error.source = error.source or source
        raise


def _pasted(options: argparse.Namespace) -> Source:
    """The sample that convert and explain are given: a file, standard input, or what was copied last."""
    if options.clipboard and options.file:
        raise UsageError(note("clipboard-and-file"))
    if options.clipboard:
        return _source(*files.read_clipboard())
    try:
        return _sample(options.file or "-")
    except UsageError:
        if options.file and re.match(r"curl\s|https?://", options.file):
            raise UsageError(note("usage-sample-for-file", command=options.command)) from None
        raise


def _sample(path: str) -> Source:
    """The sample, from its file or from standard input."""
    if path == "-" and sys.stdin.isatty():
        end = "Ctrl-Z and Enter" if os.name == "nt" else "Ctrl-D"
        say.line(f"Paste the curl command, then press {end} on a line of its own.")
    return _source(*files.read_bytes(path))


def _source(data: bytes, name: str) -> Source:
    from curl2sms import reading

    source = reading.decode_sample(data, name)
    if _is_template(source.text):
        raise UsageError(note("sample-is-template", name=source.name))
    return source


def _is_template(text: str) -> bool:
    if not text.lstrip().startswith("{"):
        return False
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(data, dict) and "endpoint" in data


def _converted(source: Source, options: argparse.Namespace) -> Conversion:
    """The conversion; on a terminal a question that the sample leaves open is put to the person."""
    from curl2sms.converting import convert as converted

    while True:
        try:
            return converted(
                source,
                to=options.to,
                body=options.body,
                nth=options.nth,
                catalog=not options.no_catalog,
                lift_secrets=options.secrets == "env",
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


def _say_conversion(conversion: Conversion) -> None:
    mask = shown.Mask([credential.value for credential in conversion.credentials])
    source = conversion.reading.source
    say.notes(conversion.notes, source, mask)
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
