"""``completion``: what a shell needs to complete the words of the command line."""

from __future__ import annotations

import argparse

from curl2sms.cli import parsing, say
from curl2sms.cli.commands import COMMANDS, load
from curl2sms.errors import ExitStatus

EXAMPLES = """\
examples:
  curl2sms completion bash > ~/.local/share/bash-completion/completions/curl2sms
  curl2sms completion zsh > ~/.zfunc/_curl2sms
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """A shell."""
    parser.add_argument("shell", choices=("bash", "zsh", "tcsh"), help="the shell")


def run(options: argparse.Namespace) -> ExitStatus:
    """Print a completion script."""
    import shtab

    say.out(shtab.complete(parsing.parser({name: load(name) for name in COMMANDS}), shell=options.shell))
    return ExitStatus.DONE
