"""The values that a command line gives to a template's variables and macros."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping, Sequence

from curl2sms.cli import files
from curl2sms.errors import UsageError, note
from curl2sms.records import record
from curl2sms.template.model import Template


@record
class GivenValues:
    """What the command line gives variables and macros, and an ``--env-file`` to variables, by their names."""

    var: Mapping[str, str]
    macro: Mapping[str, str]

    def variables(self, of: Template) -> dict[str, str]:
        """Values of a template's variables."""
        return {name: value for name, value in self.var.items() if name in _declared(of)}

    def macros(self, of: Template) -> dict[str, str]:
        """Texts of a template's macros."""
        return {name: text for name, text in self.macro.items() if name in of.macro_names}


def given(options: argparse.Namespace) -> GivenValues:
    """What is given to the templates of a command by ``arguments.values``."""
    from_file = files.read_env_file(options.env_file) if options.env_file else {}
    return GivenValues(from_file | dict(options.var), dict(options.macro))


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


def _declared(of: Template) -> set[str]:
    return {variable.name for variable in of.variables if variable.value is None}
