"""What reads the statements of a text: a shell, or a console of Windows."""

from __future__ import annotations

from abc import abstractmethod

from curl2sms.errors import Note, Span
from curl2sms.reading.script.model import Command, LeftOut
from curl2sms.reading.script.variables import Variables
from curl2sms.traced import Traced


class Script:
    """The commands of a text; they grow as its statements are read, and so do the notes.

    ``left_out`` are commands beside calls of curl, ``printed`` texts with such calls that are only printed.
    """

    def __init__(self) -> None:
        self.variables = Variables()
        self.commands: list[Command] = []
        self.notes: list[Note] = []
        self.left_out: list[LeftOut] = []
        self.printed: list[tuple[Traced, Span]] = []

    @abstractmethod
    def read(self, start: int, end: int) -> int:
        """Read from ``start`` to the end of the statement's line; where that is. UnclosedError, SampleError."""

    @abstractmethod
    def read_if_call(self, start: int, end: int) -> int | None:
        """The same for what may be no statement: None, and nothing of it is kept, where it does not call curl."""

    @abstractmethod
    def assigns(self, start: int, end: int) -> bool:
        """Whether an assignment is here, or a call of a function of the text."""

    def run_text(self, text: Traced, around: Span, said: Note) -> bool:
        """Read a text that another language holds, if that makes sense here; ``said`` is noted if it calls curl."""
        del text, around, said
        return False

    def found(self) -> list[Command]:
        """The commands that count."""
        return self.commands

    def said(self) -> list[Note]:
        """The notes on these."""
        return self.notes
