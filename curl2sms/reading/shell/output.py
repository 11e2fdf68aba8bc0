"""What a command prints, where a rule shows it without running anything: ``echo``, ``printf``, ``cat``, ``base64``."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Sequence

from curl2sms.http import OPEN, STAND_IN
from curl2sms.patterns import regex
from curl2sms.reading.script.program_names import DECLARING
from curl2sms.reading.script.variables import Variables
from curl2sms.reading.shell.evaluation import ECHO, FORMAT, ansi_c
from curl2sms.records import record
from curl2sms.traced import Traced, joined

_BASE64_OPTION = regex(r"-w ?0|--wrap=0|-b ?0|-A|-n|-")
_CONVERSION = regex(r"%(?P<kind>[sbd%])|(?P<other>%)")
_WHOLE_NUMBER = regex(
    r"\s*(?P<sign>[-+]?)(?:(?P<hex>0[xX][0-9A-Fa-f]{1,15})|(?P<oct>0[0-7]{1,18})|(?P<dec>0|[1-9][0-9]{0,17}))"
)


def output(words: Sequence[Traced], stdin: Traced | None, variables: Variables) -> Traced | None:
    """What a command of these words prints, given its standard input; None where no rule shows.

    The Base64 of a text with variables in it is a variable itself, whose text ``variables.known.deferred`` keeps.
    """
    rule = _RULES.get(words[0].text.rpartition("/")[2])
    return rule(_Program(list(words[1:]), stdin, variables)) if rule else None


@record
class _Program:
    """What a program is given."""

    arguments: list[Traced]
    stdin: Traced | None
    variables: Variables


def _echo(program: _Program) -> Traced | None:
    """``echo -neE``; with ``-e`` escapes are undone, and ``\\c`` ends the output."""
    arguments, flags = program.arguments, ""
    while arguments and re.fullmatch(r"-[neE]+", arguments[0].text):
        flags += arguments.pop(0).text[1:]
    text = joined(arguments, " ")
    if "e" in flags.rpartition("E")[2]:
        text, stop, _ = text.partition("\\c")
        flags += "n" if stop else ""
        text = ansi_c(text, ECHO)
    return text if "n" in flags else text + Traced("\n")


def _printf(program: _Program) -> Traced | None:
    """Bash's manual, "Bash Builtin Commands": the format is used again until no values are left."""
    arguments = program.arguments
    if arguments and arguments[0].text == "--":
        arguments = arguments[1:]
    if not arguments or arguments[0].text.startswith("-"):
        return None
    pattern, *values = arguments
    conversions = list(_CONVERSION.finditer(pattern.text))
    if any(one["other"] for one in conversions):
        return None
    count = sum(1 for one in conversions if one["kind"] != "%")
    rounds = max(1, -(-len(values) // count)) if count else 1
    given = iter(values)
    pieces: list[Traced] = []
    for _ in range(rounds):
        at = 0
        for one in conversions:
            converted = _converted(one["kind"], given)
            if converted is None:
                return None
            pieces += ansi_c(pattern[at : one.start()], FORMAT), converted
            at = one.end()
        pieces.append(ansi_c(pattern[at:], FORMAT))
    return joined(pieces)


def _converted(kind: str, given: Iterator[Traced]) -> Traced | None:
    if kind == "%":
        return Traced("%")
    value = next(given, Traced(""))
    if kind == "d":
        return _whole_number(value)
    return ansi_c(value) if kind == "b" else value


def _whole_number(value: Traced) -> Traced | None:
    """A number as ``printf %d`` writes it, which reads one as C does: 010 is 8. None for what is none for certain."""
    if STAND_IN.fullmatch(value.text):
        return value
    found = _WHOLE_NUMBER.fullmatch(value.text or "0")
    if found is None:
        return None
    number = int(found["hex"] or found["oct"] or found["dec"], 16 if found["hex"] else 8 if found["oct"] else 10)
    written = str(-number if found["sign"] == "-" else number)
    return value if written == value.text else value.rewritten(0, len(value), written)


def _cat(program: _Program) -> Traced | None:
    return program.stdin if [one.text for one in program.arguments] in ([], ["-"]) else None


def _tr(program: _Program) -> Traced | None:
    """``tr -d``; the names of variables are left whole."""
    arguments, stdin = program.arguments, program.stdin
    if stdin is None or len(arguments) != 2 or arguments[0].text not in {"-d", "--delete"}:
        return None
    unwanted = ansi_c(arguments[1]).text
    if not unwanted or re.search(r"[\[\]-]", unwanted):
        return None
    pattern = regex(rf"(?P<kept>{STAND_IN.pattern})|[{re.escape(unwanted)}]")
    return stdin.sub(pattern, lambda found: found["kept"] or "")


def _base64(program: _Program) -> Traced | None:
    """``base64``; that of coreutils breaks its lines at 76 characters, with these options none does.

    With ``-w 0`` that of coreutils does not end the line either.
    """
    options = " ".join(one.text for one in program.arguments)
    if not _BASE64_OPTION.fullmatch(options or "-"):
        return None
    return _encoded(program, 76 if options in {"", "-"} else None, end="" if "w" in options else "\n")


def _encoded(program: _Program, width: int | None, end: str) -> Traced | None:
    """The standard input in Base64, in lines of so many characters; ``end`` is what is behind them."""
    stdin, variables = program.stdin, program.variables
    if stdin is None:
        return None
    if OPEN in stdin.text:
        name = variables.new_name()
        variables.known.deferred[name] = stdin.text
        return Traced(variables.unset(name, "Base64, made by the sample") + end)
    encoded = base64.b64encode(stdin.text.encode("utf-8", "surrogateescape")).decode()
    if width:
        encoded = "\n".join(encoded[i : i + width] for i in range(0, len(encoded), width))
    return Traced(encoded + end)


def _openssl(program: _Program) -> Traced | None:
    """``openssl base64``, ``openssl enc -base64``: lines of 64 characters, with ``-A`` one without an end."""
    words = {one.text for one in program.arguments}
    encodes = "base64" in words or ("enc" in words and words & {"-base64", "-a"})
    if not encodes or not words <= {"base64", "enc", "-base64", "-a", "-A", "-e"}:
        return None
    return _encoded(program, None, "") if "-A" in words else _encoded(program, 64, "\n")


def _jq(program: _Program) -> Traced | None:
    from curl2sms.reading.shell import jq  # few samples have it

    return jq.printed(program.arguments)


def _nothing(_: _Program) -> Traced:
    return Traced("")


def _declared(program: _Program) -> Traced | None:
    """Nothing, where no option such as ``-p`` has what is declared shown."""
    return None if any(one.text.startswith("-") for one in program.arguments) else Traced("")


_RULES = {
    ":": _nothing,
    "true": _nothing,
    "shift": _nothing,
    **dict.fromkeys(DECLARING, _declared),
    "echo": _echo,
    "printf": _printf,
    "cat": _cat,
    "tr": _tr,
    "base64": _base64,
    "openssl": _openssl,
    "jq": _jq,
}
