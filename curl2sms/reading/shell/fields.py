"""What one word of the text becomes: fields (bash's manual, "Word Splitting"), and what an expansion gives."""

from __future__ import annotations

from curl2sms.patterns import regex
from curl2sms.reading.shell.variables import joined
from curl2sms.records import draft, field, record

_IFS = regex(r"[ \t\n]+")
_IFS_CHARACTERS = (" ", "\t", "\n")


@draft
class Fields:
    """The words that one word of the text becomes: an unquoted variable may split it, or add to it."""

    start: int
    words: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    started: bool = False  # quotes make a word even where they hold nothing
    bare: list[str] = field(default_factory=list)
    holds_value: bool = False  # known to be ``name=value`` or ``name:value``
    closed: int = 0  # where the last quotes ended

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.started = True

    def split(self, text: str) -> None:
        """An unquoted variable's value: its blanks part words (bash's manual, "Word Splitting")."""
        pieces = [piece for piece in _IFS.split(text) if piece]
        if text[:1] in _IFS_CHARACTERS:
            self.end()
        for i, piece in enumerate(pieces):
            if i:
                self.end()
            self.add(piece)
        if pieces and text[-1:] in _IFS_CHARACTERS:
            self.end()

    def end(self) -> None:
        if self.started:
            self.words.append("".join(self.parts))
        self.parts, self.started = [], False


@record
class Expansion:
    """What a dollar gives: a text, or several for an array.

    ``members`` says that each is a word of its own even between quotes (``"${NAME[@]}"``), ``quoted`` that blanks in
    it don't part words although it stands outside quotes (``${NAME:-'a b'}``).
    """

    texts: tuple[str, ...]
    members: bool = False
    quoted: bool = False

    @property
    def text(self) -> str:
        return joined(self.texts)
