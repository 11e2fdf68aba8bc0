"""``completion``: what a shell needs to complete the words of the command line."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from curl2sms import platforms
from curl2sms.cli import arguments, parsing, say
from curl2sms.cli.commands import COMMANDS, load
from curl2sms.errors import ExitStatus

EXAMPLES = """\
examples:
  curl2sms completion bash > ~/.local/share/bash-completion/completions/curl2sms
  curl2sms completion zsh > ~/.zfunc/_curl2sms
  curl2sms completion fish > ~/.config/fish/completions/curl2sms.fish
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """A shell."""
    parser.add_argument("shell", choices=("bash", "zsh", "fish", "tcsh"), help="the shell")


def run(options: argparse.Namespace) -> ExitStatus:
    """Print a completion script."""
    import shtab

    parser = parsing.parser({name: load(name) for name in COMMANDS})
    for action in _actions(parser):
        may_be_over = bool(action.option_strings) and action.nargs == "?"  # a file may come next
        if action.type in (arguments.InputFile, arguments.OutputFile) or may_be_over:
            action.complete = shtab.FILE  # type: ignore[attr-defined]
        elif action.dest == "platform":
            action.choices = platforms.names()
    say.out(shtab.complete(parser, shell=options.shell))
    return ExitStatus.DONE


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """All arguments and options of a parser and of the commands in it."""
    for action in parser._actions:
        yield action
        for command in action.choices.values() if isinstance(action.choices, dict) else ():
            yield from _actions(command)
