"""What commands are given to work on: a template, a message, the values of variables."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping, Sequence

from curl2sms.cli import files, say
from curl2sms.errors import Note, Source, UsageError, note
from curl2sms.http import HttpRequest
from curl2sms.records import record
from curl2sms.shown import Mask
from curl2sms.template.model import Template


def template(path: str) -> Template:
    """The template in a file."""
    from curl2sms.template import load

    return load(*files.read_text(path))


def message(options: argparse.Namespace) -> str | None:
    """The message from ``--body`` or ``--body-file``."""
    if options.body_file is not None:
        text, name = files.read_text(options.body_file)
        if text.endswith("\n"):
            say.warning(note("message-ends-with-line-break", file=name))
        return text
    body: str | None = options.body
    return body


def doubt(to: str | None, of: Template) -> Note | None:
    """What speaks against a well-formed number; it is said, and the number is never refused for it."""
    from curl2sms import numbers

    why = numbers.doubt(to, of.recipient) if to is not None else None
    return note("number-doubtful", number=to, why=why) if why else None


@record
class Given:
    """What the command line gives variables and macros, and an ``--env-file`` to variables, by their names."""

    var: Mapping[str, str]
    macro: Mapping[str, str]

    def variables(self, of: Template) -> dict[str, str]:
        """Values of a template's variables."""
        return {name: value for name, value in self.var.items() if name in _declared(of)}

    def macros(self, of: Template) -> dict[str, str]:
        """Texts of a template's macros."""
        return {name: text for name, text in self.macro.items() if name in of.macro_names}


def given(options: argparse.Namespace) -> Given:
    """What is given to the templates of a command."""
    from_file = files.read_env_file(options.env_file) if options.env_file else {}
    return Given(from_file | dict(options.var), dict(options.macro))


def refuse_undeclared(options: argparse.Namespace, templates: Sequence[Template]) -> None:
    """UsageError for a ``--var`` or ``--macro`` that none of a command's templates has."""
    one, variables = len(templates) == 1, set[str]().union(*map(_declared, templates))
    _refuse(options.var, variables, "var-not-declared" if one else "var-declared-nowhere")
    macro_names = {name for of in templates for name in of.macro_names}
    _refuse(options.macro, macro_names, "macro-not-declared" if one else "macro-declared-nowhere")


def _refuse(values: Sequence[tuple[str, str]], declared: set[str], refusal: str) -> None:
    if unknown := sorted({name for name, _ in values} - declared):
        raise UsageError(note(refusal, names=", ".join(unknown), declared=", ".join(sorted(declared)) or "none"))


def from_environment(of: Template) -> dict[str, str]:
    """Values of a template's variables from the environment, under the declared names only.

    A name that a system or another service owns is never looked up there.
    """
    from curl2sms import owned_names

    names = {name for name in _declared(of) if not owned_names.owned(name)}
    return {name: os.environ[name] for name in names & os.environ.keys()}


def mask(of: Template, rendered: HttpRequest, filled: Mapping[str, str]) -> Mask:
    """What hides a template's credentials, and the values of its secret variables, in a request rendered from it."""
    from curl2sms.credentials import credentials
    from curl2sms.locating import survey
    from curl2sms.rendering import unrendered

    named = unrendered(of)
    secrets = [found.value for found in credentials(named, survey(named).fields)]
    secrets += [filled[variable.name] for variable in of.variables if variable.secret and variable.name in filled]
    if rendered.basic:
        secrets.append(":".join(rendered.basic))  # on the wire stands base64 of both together
    return Mask(secrets)


def suspected(source: Source | None) -> Mask:
    """What hides, in a text that could not be read, the values that stand beside a credential's name."""
    from curl2sms.credentials import suspected as values_beside

    return Mask(values_beside(source.text) if source else ())


def _declared(of: Template) -> set[str]:
    return {variable.name for variable in of.variables if variable.value is None}
