"""What can be typed: one parser a command, each with its examples."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Never

from curl2sms import __version__
from curl2sms.errors import UsageError, note

COMMANDS = {
    "convert": "a pasted curl command -> a template",
    "verify": "prove a template against a local mock provider",
    "render": "the request that a template would send",
    "explain": "what a curl command says, value by value",
    "sheet": "what to type into which field of the platform's form",
    "send": "send one real message",
    "segments": "how many parts a text takes, and why",
    "schema": "print the JSON Schema of a template",
    "completion": "print what lets a shell complete this command's words",
}

_READ = ("file", "template", "against", "body_file", "env_file")
_ALONE = ("-h", "--help", "-V", "--version")

_EPILOG = """\
examples:
  curl2sms convert sample.sh > provider.json
  curl2sms verify provider.json

`curl2sms COMMAND --help` tells each command's options.
exit status: 0 done; 1 the answer is no; 2 the input can't be used as it is; 3 unknown, it may have been sent
"""

_EXAMPLES = {
    "convert": """\
examples:
  curl2sms convert sample.sh > provider.json
  curl2sms convert --clipboard -o provider.json
  curl2sms convert sample.sh --to form:mobiles --body form:message
""",
    "verify": """\
examples:
  curl2sms verify provider.json
  curl2sms verify provider.json --against sample.sh
  curl2sms verify providers/*.json --strict --format junit > report.xml
""",
    "render": """\
examples:
  curl2sms render provider.json --to +919812345417 --body 'Hello & welcome'
  curl2sms render provider.json --to 919812345417 --body-file text.txt --format curl
""",
    "explain": """\
examples:
  curl2sms explain sample.sh
  curl2sms explain sample.sh --format json
""",
    "sheet": """\
examples:
  curl2sms sheet provider.json
  curl2sms sheet provider.json --format html -o sheet.html
""",
    "send": """\
examples:
  curl2sms send provider.json --to +919812345417 --body 'Hello' --dry-run
  curl2sms send provider.json --to +919812345417 --body 'Hello'

exit status: 0 accepted; 1 refused; 3 unknown, it may have been sent
""",
    "segments": """\
examples:
  curl2sms segments 'Flat 50% off, only today'
  curl2sms segments - < message.txt
""",
    "schema": """\
example:
  curl2sms schema > provider-template.schema.json
""",
    "completion": """\
examples:
  curl2sms completion bash > ~/.local/share/bash-completion/completions/curl2sms
  curl2sms completion zsh > ~/.zfunc/_curl2sms
""",
}


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """As wide as argparse would be, without shutil, which loads every compression that Python knows."""

    def __init__(self, prog: str) -> None:
        try:
            columns = int(os.environ.get("COLUMNS", "")) or os.get_terminal_size().columns
        except (ValueError, OSError):
            columns = 80
        super().__init__(prog, width=columns - 2)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> Never:
        raise UsageError(note("usage", message=message, command=self.prog))


def read(argv: Sequence[str]) -> argparse.Namespace:
    """The options of a command line; UsageError where it makes no sense. ``--help`` and ``--version`` end here."""
    if argv and argv[0] == "help":
        argv = [*argv[1:2], "--help"]
    _offer_a_command(argv)
    options, left_over = parser(argv[0]).parse_known_args(argv)
    if left_over:
        raise UsageError(note("usage-left-over", command=f"curl2sms {options.command}", words=" ".join(left_over)))
    if _inputs(options).count("-") > 1:
        raise UsageError(note("stdin-twice"))
    return options


def _inputs(options: argparse.Namespace) -> list[str]:
    """The files that a command line names to be read."""
    named = vars(options)
    return [*named.get("templates", ()), *(named.get(name) for name in _READ)]


def _offer_a_command(argv: Sequence[str]) -> None:
    """``curl2sms sample.sh``, ``curl2sms convrt``: name the command that was meant."""
    if not argv:
        raise UsageError(note("usage-no-command"))
    if argv[0] in COMMANDS or argv[0] in _ALONE:
        return
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


def parser(wanted: str) -> argparse.ArgumentParser:
    """The parser of one command; of all of them, where what is wanted is none (``--help``).

    Every parser costs: argparse looks on the disk for translations of its headings.
    """
    top = _Parser(
        prog="curl2sms",
        description="Turn an SMS provider's sample curl command into a proven provider template.",
        epilog=_EPILOG,
        formatter_class=_Formatter,
        allow_abbrev=False,
    )
    top.add_argument("-V", "--version", action="version", version=f"curl2sms {__version__}")
    commands = top.add_subparsers(
        dest="command", metavar="COMMAND", required=True, parser_class=_Parser, prog="curl2sms"
    )
    for name in [wanted] if wanted in _ADD else _ADD:
        command = commands.add_parser(
            name,
            help=COMMANDS[name],
            description=COMMANDS[name][0].upper() + COMMANDS[name][1:] + ".",
            epilog=_EXAMPLES[name],
            formatter_class=_Formatter,
            allow_abbrev=False,
        )
        _ADD[name](command)
    return top


def _convert(command: argparse.ArgumentParser) -> None:
    _sample(command)
    command.add_argument("--to", metavar="PLACE", help="where the recipient's number stands, say form:mobiles")
    command.add_argument("--body", metavar="PLACE", help="where the message stands, say json:/text")
    command.add_argument(
        "--secrets",
        choices=("keep", "env"),
        default="keep",
        help="keep credentials in the template, or lift them to variables (default: keep)",
    )
    command.add_argument("-o", "--output", metavar="FILE", help="write the template to FILE, whole or not at all")


def _verify(command: argparse.ArgumentParser) -> None:
    command.add_argument("templates", nargs="+", metavar="TEMPLATE", help="a template; - for standard input")
    command.add_argument("--against", metavar="SAMPLE", help="the sample that the template was made from: compare them")
    command.add_argument("--nth", type=_count, metavar="N", help="with --against: the sample's Nth command, from 1")
    command.add_argument("--strict", action="store_true", help="let warnings fail")
    command.add_argument("--format", choices=("text", "json", "junit", "github"), default="text")
    _values(command)


def _render(command: argparse.ArgumentParser) -> None:
    _message(command)
    command.add_argument("--format", choices=("http", "json", "curl"), default="http")


def _explain(command: argparse.ArgumentParser) -> None:
    _sample(command)
    command.add_argument("--format", choices=("text", "json"), default="text")
    command.add_argument("--reveal", action="store_true", help="show credentials whole")


def _sheet(command: argparse.ArgumentParser) -> None:
    command.add_argument("template", metavar="TEMPLATE", help="a template; - for standard input")
    command.add_argument(
        "--platform", default="clevertap", metavar="NAME", help="the form to fill in (default: clevertap)"
    )
    command.add_argument("--format", choices=("text", "markdown", "html"), default="text")
    command.add_argument("--reveal", action="store_true", help="show credentials whole")
    command.add_argument("-o", "--output", metavar="FILE", help="write the sheet to FILE, whole or not at all")


def _send(command: argparse.ArgumentParser) -> None:
    _message(command)
    command.add_argument("--yes", action="store_true", help="send without asking")
    command.add_argument("--dry-run", action="store_true", help="show the request, and send nothing")
    command.add_argument("--insecure-http", action="store_true", help="let credentials travel over plain http")
    command.add_argument("--format", choices=("text", "json"), default="text")


def _segments(command: argparse.ArgumentParser) -> None:
    command.add_argument("text", metavar="TEXT", help="the message; - for standard input")


def _schema(command: argparse.ArgumentParser) -> None:
    del command  # it takes nothing


def _completion(command: argparse.ArgumentParser) -> None:
    command.add_argument("shell", choices=("bash", "zsh", "tcsh"), help="the shell")


def _sample(command: argparse.ArgumentParser) -> None:
    command.add_argument("--clipboard", action="store_true", help="read what was copied last, instead of FILE")
    command.add_argument("file", nargs="?", metavar="FILE", help="a pasted curl command; standard input if left out")
    command.add_argument("--nth", type=_count, metavar="N", help="take the sample's Nth command, from 1")
    command.add_argument("--no-catalog", action="store_true", help="judge without what is known about providers")


def _message(command: argparse.ArgumentParser) -> None:
    command.add_argument("template", metavar="TEMPLATE", help="a template; - for standard input")
    command.add_argument("--to", metavar="NUMBER", help="the recipient's number, say +919812345417")
    text = command.add_mutually_exclusive_group()
    text.add_argument("--body", metavar="TEXT", help="the message")
    text.add_argument("--body-file", metavar="FILE", help="the message from a file, as it stands; - for standard input")
    _values(command)


def _values(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--var", action="append", type=_assignment, default=[], metavar="NAME=VALUE", help="a variable's value"
    )
    command.add_argument("--env-file", metavar="FILE", help="variables, one NAME=value a line")
    command.add_argument(
        "--macro", action="append", type=_assignment, default=[], metavar="NAME=TEXT", help="a macro's text"
    )


def _assignment(text: str) -> tuple[str, str]:
    match = re.fullmatch(r"(?:\$\$)?(\w+)=(.*)", text, re.S)
    if not match:
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=value, the name of letters, digits and _")
    return match[1], match[2]


def _count(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number")
    return int(text)


_ADD = {
    "convert": _convert,
    "verify": _verify,
    "render": _render,
    "explain": _explain,
    "sheet": _sheet,
    "send": _send,
    "segments": _segments,
    "schema": _schema,
    "completion": _completion,
}
