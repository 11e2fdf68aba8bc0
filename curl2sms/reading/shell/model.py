"""What the shell's reading gives: commands of words."""

from __future__ import annotations

from curl2sms.errors import Span
from curl2sms.records import record
from curl2sms.traced import Traced

# A command of more words is refused, and a text of more statements, or more calls of curl.
MOST_WORDS, MOST_PARTS, MOST_CALLS = 100_000, 60_000, 500


@record
class Word:
    """One word of a command as the program would receive it: quotes removed, variables put in.

    A variable that the sample leaves unset stands in ``text`` as ``http.stand_in``; ``traced`` is the text with the
    places that its characters came from. ``bare`` says that the word's first character stands unquoted in the sample.
    ``span`` is the word's spelling, quotes included, in characters of the source.
    """

    traced: Traced
    span: Span
    bare: bool = True

    @property
    def text(self) -> str:
        """The word as the program would receive it."""
        return self.traced.text


@record
class Stdin:
    """What a command finds on its standard input: a text, or None where it can't be known (a file, a program)."""

    traced: Traced | None
    span: Span

    @property
    def text(self) -> str | None:
        """What stands there."""
        return None if self.traced is None else self.traced.text


@record
class Command:
    """A simple command: its words, its standard input, and the variable that takes its output (``X=$(curl ...)``).

    ``values`` are the places of assigned values that went into the words.
    """

    words: tuple[Word, ...]
    span: Span
    stdin: Stdin | None = None
    output_to: str | None = None
    values: tuple[Span, ...] = ()


@record
class LeftOut:
    """A command on a line with a call of curl that is no part of its request: its words, the operator before them."""

    span: Span
    operator: str = ""


@record
class Output:
    """What a command substitution gives: its text where a rule tells it, else None; and the names of who makes it."""

    text: str | None
    programs: tuple[str, ...]

    @property
    def shown(self) -> str:
        """The programs as a note names them."""
        return ", ".join(self.programs)


class UnclosedError(Exception):
    """A quote or a substitution that is opened and never closed: where it opens, and the character it wants."""

    def __init__(self, span: Span, wanted: str) -> None:
        super().__init__(wanted)
        self.span = span
        self.wanted = wanted


class TooManyWordsError(Exception):
    """More words, statements or calls of curl than are read: where the first one too many stands."""

    def __init__(self, span: Span) -> None:
        super().__init__()
        self.span = span


class TooLargeError(Exception):
    """Variables that, put in, make more text than is read: where the last one stands."""

    def __init__(self, span: Span) -> None:
        super().__init__()
        self.span = span


class TooDeepError(Exception):
    """Substitutions nested deeper than is read."""

    def __init__(self, span: Span) -> None:
        super().__init__()
        self.span = span
