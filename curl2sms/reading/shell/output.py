"""What a command prints, where a rule tells it without running anything: ``echo``, ``printf``, ``cat``, ``base64``."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence

from curl2sms.http import OPEN
from curl2sms.patterns import regex
from curl2sms.reading.shell.evaluation import ansi_c
from curl2sms.reading.shell.variables import Scope

_BASE64_OPTION = regex(r"-w ?0|--wrap=0|-b ?0|-A|-n|-")
_FORMAT = regex(r"%(?P<conversion>[sbd%])|(?P<other>%)|(?P<escape>\\.)", re.DOTALL)


def output(words: Sequence[str], stdin: str | None, scope: Scope) -> str | None:
    """What a command of these words prints, given its standard input; None where no rule tells.

    The Base64 of a text with variables in it is a variable itself, whose text ``scope.deferred`` keeps.
    """
    if not words:
        return None
    program, *arguments = words
    rule = _RULES.get(program.rpartition("/")[2])
    return rule(arguments, stdin, scope) if rule else None


def _echo(arguments: list[str], stdin: str | None, scope: Scope) -> str | None:
    del stdin, scope
    flags = ""
    while arguments and re.fullmatch(r"-[neE]+", arguments[0]):
        flags += arguments.pop(0)[1:]
    text = " ".join(arguments)
    if "e" in flags.rpartition("E")[2]:
        text, stop, _ = text.partition("\\c")
        flags += "n" if stop else ""
        text = ansi_c(re.sub(r"((?<!\\)(?:\\\\)*)\\0([0-7]{1,3})", r"\1\\\2", text))  # echo's octal: \0nnn
    return text if "n" in flags else text + "\n"


def _printf(arguments: list[str], stdin: str | None, scope: Scope) -> str | None:
    del stdin, scope
    if arguments[:1] == ["--"]:
        arguments = arguments[1:]
    if not arguments or arguments[0].startswith("-"):
        return None
    pattern, *values = arguments
    found = [match["conversion"] for match in _FORMAT.finditer(pattern)]
    if any(match["other"] for match in _FORMAT.finditer(pattern)):
        return None
    count = sum(1 for conversion in found if conversion and conversion != "%")
    rounds = max(1, -(-len(values) // count)) if count else 1
    given = iter(values)

    def fill(match: re.Match[str]) -> str:
        if match["escape"]:
            return ansi_c(match["escape"])
        if match["conversion"] == "%":
            return "%"
        value = next(given, "0" if match["conversion"] == "d" else "")
        return ansi_c(value) if match["conversion"] == "b" else value

    return "".join(_FORMAT.sub(fill, pattern) for _ in range(rounds))


def _cat(arguments: list[str], stdin: str | None, scope: Scope) -> str | None:
    del scope
    return stdin if arguments in ([], ["-"]) else None


def _tr(arguments: list[str], stdin: str | None, scope: Scope) -> str | None:
    del scope
    if stdin is None or len(arguments) != 2 or arguments[0] not in {"-d", "--delete"}:
        return None
    unwanted = ansi_c(arguments[1])
    return None if re.search(r"[\[\]-]", unwanted) else "".join(c for c in stdin if c not in unwanted)


def _base64(arguments: list[str], stdin: str | None, scope: Scope) -> str | None:
    if stdin is None or not _BASE64_OPTION.fullmatch(" ".join(arguments) or "-"):
        return None
    if OPEN in stdin:
        name = scope.new_name()
        scope.deferred[name] = stdin
        return scope.unset(name, "Base64, made by the sample") + "\n"
    encoded = base64.b64encode(stdin.encode("utf-8", "surrogateescape")).decode()
    if not arguments or arguments == ["-"]:  # coreutils' base64 breaks its lines at 76 characters
        encoded = "\n".join(encoded[i : i + 76] for i in range(0, len(encoded), 76))
    return encoded + "\n"


def _openssl(arguments: list[str], stdin: str | None, scope: Scope) -> str | None:
    if arguments[:1] in (["base64"], ["enc"]) and set(arguments[1:]) <= {"-A", "-base64", "-e"}:
        return _base64(["-A"], stdin, scope)
    return None


def _nothing(arguments: list[str], stdin: str | None, scope: Scope) -> str:
    del arguments, stdin, scope
    return ""


_RULES = {
    ":": _nothing,
    "true": _nothing,
    "echo": _echo,
    "printf": _printf,
    "cat": _cat,
    "tr": _tr,
    "base64": _base64,
    "openssl": _openssl,
}
