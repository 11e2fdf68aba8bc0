"""A simple command while it runs, where among conditions and functions it stands, and how it may be shown."""

from __future__ import annotations

import re

from curl2sms.errors import Span
from curl2sms.http import split_url
from curl2sms.patterns import regex
from curl2sms.reading.shell.model import Command, Stdin, Word
from curl2sms.reading.shell.programs import CURL, PREFIXES
from curl2sms.reading.shell.variables import Value
from curl2sms.reading.shell.words import Literal, Simple
from curl2sms.records import draft, field
from curl2sms.traced import Traced

_PLAIN_HOST = regex(r"[\w.-]+")
# The program of a command: what of a substitution can be shown, because it is no secret.
UNNAMED = "a command"
_PROGRAM = regex(r"(?:.*/)?(?P<name>[A-Za-z_[][\w.+-]*)", re.DOTALL)


@draft
class Flow:
    """Where the statements stand that are read: under how many conditions, loops and heads of functions.

    ``bodies`` says of each open brace whether it is a function's.
    """

    conditions: int = 0
    branched: bool = False
    head: bool = False
    bodies: list[bool] = field(default_factory=list)

    def reserved(self, word: str) -> None:
        """Take note of a reserved word."""
        if word == "()":
            self.head = True
        elif word == "{":
            self.bodies.append(self.head)
            self.conditions += self.head
            self.head = False
        elif word == "}":
            self.conditions -= bool(self.bodies and self.bodies.pop())
        elif word in {"if", "while", "until", "for", "select", "case"}:
            self.conditions += 1
            self.branched = True
        elif word in {"fi", "done", "esac"}:
            self.conditions = max(0, self.conditions - 1)


@draft
class Run:
    """A simple command that runs: the fields of its words, what its environment alone has, what went into it."""

    written: Simple
    words: list[Word]
    own: dict[str, Value | None]
    values: tuple[Span, ...]
    operator: str
    stdin: Stdin | None = None
    runs_text: bool = False  # a text that it runs was read

    @property
    def texts(self) -> list[Traced]:
        """The words' texts."""
        return [word.traced for word in self.words]

    @property
    def program(self) -> str:
        """The first word without folders."""
        return self.words[0].text.rpartition("/")[2] if self.words else ""

    def curl_at(self) -> int | None:
        """Which word is curl, where this is a call of it."""
        for number, word in enumerate(self.words):
            if CURL.fullmatch(word.text):
                return number
            if not number and self.program not in PREFIXES:
                return None
        return None


def program_shown(command: Run) -> str:
    """The program of a command with words, as notes may name it."""
    found = _PROGRAM.fullmatch(command.words[0].text)
    return found["name"] if found else UNNAMED


def written_out(command: Run) -> str:
    """A command's words, and the files that it names, with a space between them."""
    files = (part.text.text for word in command.written.others for part in word.parts if isinstance(part, Literal))
    return " ".join([*(text.text for text in command.texts), *files])


def call_shown(command: Command) -> str:
    """A call of curl as notes and descriptions may name it: by its host, because its words may be secrets."""
    hosts = (split_url(word.text).host for word in command.words[1:] if "://" in word.text)
    host = next(filter(_PLAIN_HOST.fullmatch, hosts), None)
    return f"curl to {host}" if host else "curl"
