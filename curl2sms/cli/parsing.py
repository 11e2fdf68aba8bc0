"""A command line read: the command that it names, and the command's options."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import cache

from curl2sms import __version__
from curl2sms.cli.commands import COMMANDS, Command, load
from curl2sms.cli.english import argparse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Never

# uncurl declares options, and for each argparse asks shutil how wide the terminal is, which loads every compression.
_OF_WIDTH = argparse.HelpFormatter.__init__
_OF_WIDTH.__defaults__ = tuple(80 if value is None else value for value in _OF_WIDTH.__defaults__ or ())

_ALONE = ("-h", "--help", "-V", "--version")

_EPILOG = """\
examples:
  curl2sms convert sample.sh > provider.json
  curl2sms verify provider.json

`curl2sms COMMAND --help` lists the options of a command.
exit status: 0 done; 1 the answer is no; 2 the input can't be used as it is; 3 unknown, it may have been sent
"""


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """As wide as argparse would be, without shutil, which loads every compression that Python knows."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_columns() - 2)


@cache
def _columns() -> int:
    """The width of the terminal: argparse makes a formatter for each argument that is declared."""
    try:
        return int(os.environ.get("COLUMNS", "")) or os.get_terminal_size().columns
    except (ValueError, OSError):
        return 80


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> Never:
        from curl2sms.errors import UsageError, note

        raise UsageError(note("usage", message=message, command=self.prog))


def read(argv: Sequence[str]) -> argparse.Namespace:
    """The options of a command line; UsageError where it makes no sense. ``--help`` and ``--version`` end here."""
    if argv and argv[0] == "help":
        argv = [*argv[1:2], "--help"]
    _offer_a_command(argv)
    wanted = {argv[0]: load(argv[0])} if argv[0] in COMMANDS else dict.fromkeys(COMMANDS)
    options, left_over = parser(wanted).parse_known_args(argv)
    _refuse_what_makes_no_sense(options, left_over)
    return options


def _refuse_what_makes_no_sense(options: argparse.Namespace, left_over: Sequence[str]) -> None:
    from curl2sms.errors import UsageError, note

    if left_over:
        raise UsageError(note("usage-left-over", command=f"curl2sms {options.command}", words=" ".join(left_over)))
    if _inputs(options).count("-") > 1:
        raise UsageError(note("stdin-twice"))


def _inputs(options: argparse.Namespace) -> list[str]:
    """The files that a command line names to be read."""
    from curl2sms.cli.arguments import InputFile

    values = (value if isinstance(value, list) else [value] for value in vars(options).values())
    return [one for several in values for one in several if isinstance(one, InputFile)]


def _offer_a_command(argv: Sequence[str]) -> None:
    """``curl2sms sample.sh``, ``curl2sms convrt``: name the command that was meant."""
    if argv and (argv[0] in COMMANDS or argv[0] in _ALONE):
        return
    from pathlib import Path

    from curl2sms.errors import UsageError, note

    if not argv:
        raise UsageError(note("usage-no-command"))
    if argv[0].startswith("-"):
        raise UsageError(note("usage-left-over", command="curl2sms", words=argv[0]))
    meant = argv[0]
    if meant == "curl":
        raise UsageError(note("usage-curl-as-arguments"))
    if Path(meant).is_file():
        command = "verify" if Path(meant).suffix == ".json" else "convert"
        raise UsageError(note("usage-file-without-command", file=meant, command=command))
    from difflib import get_close_matches

    if near := get_close_matches(meant, COMMANDS, 1):
        raise UsageError(note("usage-unknown-command-near", name=meant, near=f"curl2sms {near[0]}"))
    raise UsageError(note("usage-unknown-command", name=meant, commands=", ".join(COMMANDS)))


def parser(wanted: Mapping[str, Command | None]) -> argparse.ArgumentParser:
    """The parser of some commands by name; one without its module is listed, and has no arguments."""
    top = _Parser(
        prog="curl2sms",
        description="Turn an SMS provider's sample call into a proven provider template.",
        epilog=_EPILOG,
        formatter_class=_Formatter,
        allow_abbrev=False,
    )
    top.add_argument("-V", "--version", action="version", version=f"curl2sms {__version__}")
    commands = top.add_subparsers(
        dest="command", metavar="COMMAND", required=True, parser_class=_Parser, prog="curl2sms"
    )
    for name, module in wanted.items():
        summary = COMMANDS[name]
        command = commands.add_parser(
            name,
            help=summary,
            description=summary[0].upper() + summary[1:] + ".",
            epilog=module.EXAMPLES if module else None,
            formatter_class=_Formatter,
            allow_abbrev=False,
        )
        if module is not None:
            module.add_arguments(command)
    return top
