"""The arguments that several commands take, each with its words for ``--help``, and the types of their values."""

from __future__ import annotations

import argparse
import re


class InputFile(str):
    """The path of a file that a command reads, or ``-`` for standard input, which can be read only once."""

    __slots__ = ()


class OutputFile(str):
    """The path of a file or a folder that a command writes, or ``-`` for standard output."""

    __slots__ = ()


def sample(parser: argparse.ArgumentParser, *, several: bool = False) -> None:
    """A pasted sample (``file``; or several, ``files``), and which of its commands is meant.

    ``inputs.pasted`` reads ``file``.
    """
    parser.add_argument("--clipboard", action="store_true", help="read what was copied last, instead of FILE")
    parser.add_argument(
        "files" if several else "file",
        nargs="*" if several else "?",
        type=InputFile,
        metavar="FILE",
        help="a pasted call: a curl command, a URL, ...; standard input if left out",
    )
    parser.add_argument("--nth", type=count, metavar="N", help="take the sample's Nth call, from 1")
    kind(parser)
    parser.add_argument("--no-catalog", action="store_true", help="judge without what is known about providers")


def kind(parser: argparse.ArgumentParser) -> None:
    """The kind of text that a sample is, where the text itself should not decide."""
    from curl2sms import sample_kinds

    parser.add_argument(
        "--from",
        dest="kind",
        choices=sample_kinds.NAMES,
        metavar="KIND",
        help=f"read the sample as KIND, instead of deciding by its content: {', '.join(sample_kinds.NAMES)}",
    )


def settings(parser: argparse.ArgumentParser) -> None:
    """Values for what a sample leaves to be filled in: ``settings.given`` reads them."""
    parser.add_argument(
        "--set",
        action="append",
        type=setting,
        default=[],
        dest="settings",
        metavar="PLACE[=VALUE]",
        help="put VALUE at PLACE, as in form:from=ACME; @env:NAME takes it from the environment; asked for if left out",
    )


def template(parser: argparse.ArgumentParser) -> None:
    """One template: ``inputs.template`` reads it."""
    parser.add_argument("template", type=InputFile, metavar="TEMPLATE", help="a template; - for standard input")


def message(parser: argparse.ArgumentParser, *, several: bool = False) -> None:
    """A template, a number (or several), a text and values: ``messages.given`` reads them."""
    template(parser)
    if several:
        number = "the recipient's number, for example +919812345417; several times for a batch"
        parser.add_argument("--to", action="append", default=[], metavar="NUMBER", help=number)
    else:
        parser.add_argument("--to", metavar="NUMBER", help="the recipient's number, for example +919812345417")
    text = parser.add_mutually_exclusive_group()
    text.add_argument("--body", metavar="TEXT", help="the message")
    text.add_argument(
        "--body-file",
        type=InputFile,
        metavar="FILE",
        help="the message from a file, unchanged; - for standard input",
    )
    values(parser)


def values(parser: argparse.ArgumentParser) -> None:
    """Values of variables and macros: ``values.given`` reads them."""
    parser.add_argument(
        "--var", action="append", type=assignment, default=[], metavar="NAME=VALUE", help="a variable's value"
    )
    parser.add_argument("--env-file", type=InputFile, metavar="FILE", help="variables, one NAME=value a line")
    parser.add_argument(
        "--macro", action="append", type=assignment, default=[], metavar="NAME=TEXT", help="a macro's text"
    )


def platform(parser: argparse.ArgumentParser) -> None:
    """The platform whose form a sheet fills in."""
    parser.add_argument(
        "--platform", default="clevertap", metavar="NAME", help="the form to fill in (default: clevertap)"
    )


def reveal(parser: argparse.ArgumentParser) -> None:
    """Whether credentials are shown."""
    parser.add_argument("--reveal", action="store_true", help="show credentials whole")


def output(parser: argparse.ArgumentParser, made: str, *, several: bool = False) -> None:
    """The file that takes what a command makes: ``files.put`` writes it. Of ``several`` it is a folder."""
    folder = "; to a folder, under the name of each FILE" if several else ""
    parser.add_argument(
        "-o",
        "--output",
        type=OutputFile,
        metavar="FILE",
        help=f"write the {made} to FILE{folder}",
    )


def processes(parser: argparse.ArgumentParser) -> None:
    """How many processes share the work on several files: ``processes.each`` starts them."""
    parser.add_argument(
        "-j", dest="processes", type=positive, metavar="N", help="with several files: use N processes (default: 1)"
    )


def assignment(text: str) -> tuple[str, str]:
    """``NAME=value``, the name with or without ``$$``."""
    match = re.fullmatch(r"(?:\$\$)?(\w+)=(.*)", text, re.S)
    if not match:
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=value, the name of letters, digits and _")
    return match[1], match[2]


def setting(text: str) -> tuple[str, str | None]:
    """``PLACE=VALUE``, or a PLACE alone, whose value is asked for."""
    place, given, value = text.partition("=")
    if not place:
        raise argparse.ArgumentTypeError(f"{text!r} is not PLACE=VALUE")
    return place, value if given else None


def count(text: str) -> int:
    """A whole number, not negative."""
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number")
    return int(text)


def positive(text: str) -> int:
    """A whole number from 1."""
    number = count(text)
    if not number:
        raise argparse.ArgumentTypeError("at least 1 is needed")
    return number
