"""The commands. Each reads as its own table of contents: read, do, say, exit status."""

from __future__ import annotations

import argparse
import json
import os
import sys
from typing import TYPE_CHECKING

from curl2sms import shown
from curl2sms.cli import files, say
from curl2sms.errors import AmbiguousError, Curl2smsError, ExitStatus, Source, UsageError, note

if TYPE_CHECKING:
    from curl2sms.convert import Conversion
    from curl2sms.template.model import Template


def convert(options: argparse.Namespace) -> ExitStatus:
    """A sample to a template."""
    source = _sample(options)
    conversion = _converted(source, options)
    _say_conversion(conversion)
    _put(_dumped(conversion.template), options.output)
    return ExitStatus.DONE


def verify(options: argparse.Namespace) -> ExitStatus:
    """Prove templates; the worst of them decides the exit status."""
    from curl2sms import proving, report

    reports = []
    with proving.provider() as server:
        for path in options.templates:
            template = _template(path)
            values = _given(options, template)
            reports.append(proving.verify(template, server, variables=values, macros=dict(options.macro)))
    say.out(report.FORMATS[options.format](reports))
    return ExitStatus.DONE if all(r.ok for r in reports) else ExitStatus.NO


def render(options: argparse.Namespace) -> ExitStatus:
    """The request that a template would send."""
    from curl2sms import render as rendering

    template = _template(options.template)
    request = rendering.render(
        template,
        options.to,
        _message(options),
        variables=_values(options, template),
        macros=dict(options.macro),
    )
    say.out(rendering.FORMATS[options.format](request))
    return ExitStatus.DONE


def explain(options: argparse.Namespace) -> ExitStatus:
    """What a curl command says."""
    from curl2sms import explain as explaining

    source = _sample(options)
    explanation = explaining.explain(source, nth=options.nth, catalog=not options.no_catalog)
    if options.format == "json":
        say.out(json.dumps(explanation.as_json(), ensure_ascii=False, indent=2) + "\n")
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


def _sample(options: argparse.Namespace) -> Source:
    """The sample, from its file or from standard input."""
    from curl2sms import reading

    path = options.file or "-"
    if path == "-" and sys.stdin.isatty():
        say.line("Paste the curl command, then press Ctrl-D on a line of its own.")
    return reading.decode_sample(*files.read_bytes(path))


def _converted(source: Source, options: argparse.Namespace) -> Conversion:
    """The conversion; on a terminal a question that the sample leaves open is put to the person."""
    from curl2sms.convert import convert as converted

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
            name, _, value = answer.partition(" ")
            setattr(options, name.lstrip("-"), int(value) if name == "--nth" else value)
        except Curl2smsError as error:
            error.source = error.source or source
            raise


def _say_conversion(conversion: Conversion) -> None:
    mask = shown.Mask([credential.value for credential in conversion.credentials])
    source = conversion.reading.source
    say.notes(conversion.notes, source, mask)
    if conversion.lifted:
        say.line("The template needs these variables:")
        for name in conversion.lifted:
            say.line(f"  export {name}=...")
    elif conversion.credentials:
        places = ", ".join(shown.visible(credential.at) for credential in conversion.credentials)
        count = len(conversion.credentials)
        say.line(
            f"{shown.visible(source.name)}: the template holds {count} credential{'s' if count > 1 else ''} ({places});"
            " --secrets env lifts them to variables."
        )


def _dumped(template: Template) -> str:
    from curl2sms.template import dump

    return dump(template)


def _put(text: str, output: str | None) -> None:
    if output and output != "-":
        files.write_whole(output, text)
    else:
        say.out(text)


def _template(path: str) -> Template:
    from curl2sms.template import load

    return load(*files.read_text(path))


def _values(options: argparse.Namespace, template: Template) -> dict[str, str]:
    """Values of the declared variables: as given, then the environment under those names only.

    A name that a system or another service owns is never taken from the environment.
    """
    from curl2sms.reading import owned_names

    names = {v.name for v in template.variables if v.value is None and not owned_names.owned(v.name)}
    return {name: os.environ[name] for name in names & os.environ.keys()} | _given(options, template)


def _given(options: argparse.Namespace, template: Template) -> dict[str, str]:
    """Values of the declared variables from --var, then --env-file."""
    declared = {v.name for v in template.variables if v.value is None}
    if unknown := sorted({name for name, _ in options.var} - declared):
        names = ", ".join(sorted(declared)) or "none"
        raise UsageError(note("var-not-declared", names=", ".join(unknown), declared=names))
    from_file = files.read_env_file(options.env_file) if options.env_file else {}
    return {name: value for name, value in from_file.items() if name in declared} | dict(options.var)


def _message(options: argparse.Namespace) -> str | None:
    if options.body_file is not None:
        return files.read_text(options.body_file)[0]
    body: str | None = options.body
    return body
