"""What reading a script gives: commands of words."""

from __future__ import annotations

from curl2sms.errors import Note, Span
from curl2sms.reading.model import Known
from curl2sms.records import record
from curl2sms.traced import Traced


@record
class Word:
    """One word of a command as the program would receive it: quotes removed, variables put in.

    A variable that the sample leaves unset is in ``text`` as ``http.stand_in``; ``traced`` is the text with the
    places that its characters came from. ``bare`` says that the word's first character is unquoted in the sample.
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
        """What is there."""
        return None if self.traced is None else self.traced.text


@record
class Kept:
    """``$NAME`` or ``${NAME}`` between single quotes, which a shell keeps as text: its place, and the variable's value.

    ``value`` is what the sample assigns, or a stand-in; ``assigned`` is the place of the assignment.
    """

    span: Span
    value: Traced
    assigned: Span | None = None


@record
class Command:
    """A simple command: its words, its standard input, and the variable that takes its output (``X=$(curl ...)``).

    ``values`` are the places of assigned values that went into the words, ``kept`` the variables in single quotes.
    """

    words: tuple[Word, ...]
    span: Span
    stdin: Stdin | None = None
    output_to: str | None = None
    values: tuple[Span, ...] = ()
    kept: tuple[Kept, ...] = ()


@record
class LeftOut:
    """A command on a line with a call of curl that is no part of its request: its words, the operator before them."""

    span: Span
    operator: str = ""


@record
class Paste:
    """What a pasted text holds: its curl commands in order, and what is known of their variables.

    ``notes`` are about what is around the commands, ``inner_notes`` about what is in them, or in other
    statements: those that concern a command lie within it, or within what it takes from elsewhere.
    """

    commands: tuple[Command, ...]
    known: Known
    notes: tuple[Note, ...]
    inner_notes: tuple[Note, ...] = ()
