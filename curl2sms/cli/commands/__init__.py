"""The commands, a module each: its arguments, its examples, and what it does."""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from typing import Any, Protocol

    from curl2sms.errors import ExitStatus
else:
    Protocol = object

# Each command with its summary. The module of that name is loaded where the command is wanted.
COMMANDS = {
    "convert": "a pasted call (curl, a URL, HTTP, Postman, OpenAPI, code) -> a template",
    "try": "convert a sample, ask open questions, verify the template, and show what to type where",
    "verify": "prove a template against a local mock provider",
    "render": "the request that a template would send",
    "explain": "what a sample says, value by value",
    "sheet": "what to type into which field of the platform's form",
    "page": "do all of this on a page in your browser",
    "send": "send one real message",
    "receipt": "a provider's delivery report -> the platform's callback",
    "segments": "how many parts a text takes, and why",
    "schema": "print the JSON Schema of a template",
    "completion": "print a completion script for your shell",
}

# The module of a command whose name is a word of Python.
_MODULES = {"try": "try_"}


class Command(Protocol):
    """The module of a command; ``EXAMPLES`` are at the end of its help."""

    EXAMPLES: str

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Tell the command's own parser what can be typed."""

    def run(self, options: Namespace) -> ExitStatus:
        """Do what the command does; raise Curl2smsError where it can't."""


def load(name: str) -> Command:
    """The module of a command."""
    module: Any = import_module(f"{__name__}.{_MODULES.get(name, name)}")
    command: Command = module
    return command
