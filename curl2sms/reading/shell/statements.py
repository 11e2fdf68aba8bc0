"""A simple command while it is read, where among conditions and functions it stands, and how it may be shown."""

from __future__ import annotations

from curl2sms.errors import Span
from curl2sms.patterns import regex
from curl2sms.reading.shell.cursor import Heredoc
from curl2sms.reading.shell.model import Command, Stdin, Word
from curl2sms.reading.shell.programs import CURL, PREFIXES
from curl2sms.reading.shell.variables import Value
from curl2sms.records import draft, field

# How much of a text a note shows, in columns.
EXCERPT = 60
# The host of a URL, which is no secret.
_HOST = regex(r"[A-Za-z]+://(?:[^/?#]*@)?(?P<host>[\w.-]+)(?::\d+)?(?:[/?#]|$)")


@draft
class Simple:
    """A simple command while it is read."""

    words: list[Word] = field(default_factory=list)
    stdin: Stdin | Heredoc | None = None
    span: Span = field(default_factory=lambda: Span(0, 0))
    values: tuple[Span, ...] = ()
    operator: str = ""  # what stands directly before it
    assigned: list[tuple[str, Value | None, int]] = field(default_factory=list)  # names, with the old value and where
    own: dict[str, Value | None] = field(default_factory=dict)  # what its environment alone has
    runs: bool = False  # whether it runs a text, whose calls were read

    def calls(self, start: int) -> bool:
        """Whether one of the words from ``start`` on makes this a call of curl."""
        if len(self.words) <= start or (start and self.words[0].text.rpartition("/")[2] not in PREFIXES):
            return False
        return any(CURL.fullmatch(word.text) for word in self.words[start:]) and self.curl_at() is not None

    def curl_at(self) -> int | None:
        """Which word is curl, where this is a call of it."""
        for i, word in enumerate(self.words):
            if CURL.fullmatch(word.text):
                return i
            if not i and word.text.rpartition("/")[2] not in PREFIXES:
                return None
        return None


@draft
class Flow:
    """Where the statements stand that are read: under how many conditions, loops and heads of functions.

    ``bodies`` tells of each open brace whether it is a function's.
    """

    conditions: int = 0
    branched: bool = False
    head: bool = False
    bodies: list[bool] = field(default_factory=list)
    operator: str = ""  # what stands before the pipeline that is read

    def behind(self, operator: str) -> None:
        """Take note of the operator before the pipeline that is read next."""
        self.operator = operator
        self.branched = self.branched or operator == "||"

    def reserved(self, word: str) -> None:
        """Take note of a reserved word."""
        if word == "{":
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


def call_shown(command: Command) -> str:
    """A call of curl as notes and descriptions may name it: without its words, which may be secrets."""
    found = next(filter(None, (_HOST.match(word.text) for word in command.words[1:])), None)
    return f"curl to {found['host']}" if found else "curl"
