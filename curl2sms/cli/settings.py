"""Values for what a sample leaves to be filled in: typed, from the environment, or asked for on the terminal."""

from __future__ import annotations

import argparse
import os

from curl2sms.cli import ask
from curl2sms.errors import UsageError, note
from curl2sms.unfilled_values import SET

_FROM_ENVIRONMENT = "@env:"


def given(options: argparse.Namespace) -> dict[str, str]:
    """The values of ``arguments.settings``, by place; the last one of a place counts.

    Raises UsageError for a variable that the environment does not have, and for a value that nobody can be asked for.
    """
    return {at: _from_environment(at, value) if value is not None else _asked(at) for at, value in options.settings}


def _from_environment(at: str, value: str) -> str:
    """A value as it is typed, or that of the variable that it names."""
    if not value.startswith(_FROM_ENVIRONMENT):
        return value
    name = value.removeprefix(_FROM_ENVIRONMENT)
    if name not in os.environ:
        raise UsageError(note("setting-variable-unset", option=SET, at=at, name=name))
    return os.environ[name]


def _asked(at: str) -> str:
    """What the person at the terminal gives for a place, without an echo: it may be a credential."""
    value = ask.value(f"Value for {at}: ", hidden=True)
    if value is None:
        raise UsageError(note("setting-without-value", option=SET, at=at))
    return value
