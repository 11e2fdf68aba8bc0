"""What can go wrong or deserves a word: spans, notes, the tree of errors, the exit statuses.

The tree::

    Curl2smsError            always carries a Note: what, where, what to do
    ├── UsageError           the command line makes no sense
    ├── SampleError          a sample that can't be read, or that no template can hold
    │   └── AmbiguousError   a question: which of these fields is it?
    ├── TemplateError        a template that is not valid
    ├── UnfitError           a number, a text or a value that its place can't carry, or that is missing
    ├── SendError            a request that could not be sent: nothing has left the machine
    └── MaybeSentError       a request that may have been sent: no answer shows

Every note's words are in one table, ``data/notes.json``, keyed by a stable id.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from enum import IntEnum
from functools import cache

from curl2sms.knowledge import knowledge, row_of
from curl2sms.records import attribute, record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class ExitStatus(IntEnum):
    """What the command's exit status shows a script; the only place with these numbers."""

    DONE = 0
    NO = 1
    UNUSABLE = 2
    UNKNOWN = 3
    INTERRUPTED = 130


@record
class Span:
    """Characters ``start`` to ``end`` of a text that a person gave: the sample, or a template's file."""

    start: int
    end: int


@record
class Stretch:
    """Characters ``start`` to ``end`` of any other text: a body, a value, a document in one.

    It is no Span, so that the two can't be taken for each other. A traced text leads from one to the other.
    """

    start: int
    end: int


@record
class Position:
    """A place as editors count it: line and column from 1, in characters."""

    line: int
    column: int


@record
class Source:
    """A text as it was given, with the name that a person knows it by (a path, or ``standard input``)."""

    name: str
    text: str
    _starts: tuple[int, ...] | None = attribute(default=None, init=False, compare=False, repr=False)

    def position(self, offset: int) -> Position:
        """Line and column of a character; a line ends at ``\\n``, ``\\r\\n`` or a lone ``\\r``.

        >>> Source("s", "ab\\ncd").position(4)
        Position(line=2, column=2)
        """
        offset = min(offset, len(self.text))
        starts = self._line_starts()
        line = bisect_right(starts, offset)
        return Position(line, offset - starts[line - 1] + 1)

    def _line_starts(self) -> tuple[int, ...]:
        """Where each line begins: looked for once, since a sample may have thousands of notes."""
        if self._starts is None:
            ends = re.finditer("\r\n?|\n", self.text)
            object.__setattr__(self, "_starts", (0, *(found.end() for found in ends)))
        return self._starts or (0,)

    def line(self, number: int) -> str:
        """The text of a line, counted from 1, without its end."""
        return self.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[number - 1]


@record
class Note:
    """Something that is reported about an input: a stable id, the words, what to do, and the place.

    ``kind`` is one of ``repair`` (the text was repaired), ``change`` (a value was repaired), ``note``,
    ``warning``, ``loss`` (something that the template does not carry) and ``error``.
    ``span`` is the place in the source; None where a note concerns the whole. ``at`` is the PLACE of the value that the
    note is about, and ``within`` a stretch of the text that was read, where the one who made the note knew only these.
    ``values`` are what was put into the words, by the names of their fields; ``typed`` is what to type for ``do``, said
    on the command line only, and ``clicked`` what to click for it, said on a page only.
    """

    id: str
    kind: str
    message: str
    do: str = ""
    span: Span | None = None
    at: str = ""
    within: Stretch | None = None
    values: tuple[tuple[str, Any], ...] = attribute(default=(), compare=False, repr=False)
    typed: str = ""
    clicked: str = ""

    @property
    def advice(self) -> str:
        """What to do, and what to type for it."""
        return f"{self.do} {self.typed}".strip()

    def hidden(self, hide: Callable[[str], str]) -> Note:
        """The note with secrets masked by ``hide``: in the values that it holds, never in its own words."""
        if not self.values:
            return self
        values = {name: _hidden(name, value, hide) for name, value in self.values}
        row = _row(self.id)
        says, do, typed, clicked = [row[part].format(**values) if part in row else "" for part in _PARTS]
        return replace(self, message=says, do=do, typed=typed, clicked=clicked, values=tuple(values.items()))


_PARTS = ("says", "do", "typed", "clicked")
# The fields of a note that hold places, or words of our own.
_NO_VALUES = frozenset(
    {"at", "place", "places", "quoted", "known", "option", "name", "names", "charset", "syntax", "why", "what"}
)


def _hidden(name: str, value: Any, hide: Callable[[str], str]) -> Any:
    if name in _NO_VALUES:
        return value
    if isinstance(value, str):
        return hide(value)
    return value.hidden(hide) if hasattr(value, "hidden") else value


@cache
def table() -> dict[str, dict[str, str]]:
    """The table of notes: id -> ``{"kind", "says", "do"?, "typed"?, "clicked"?}``; the texts hold ``{name}`` fields."""
    rows: dict[str, dict[str, str]] = knowledge("notes")
    return rows


@cache
def _row(note_id: str) -> dict[str, str]:
    found: dict[str, str] = row_of("notes", note_id)
    return found


def note(note_id: str, where: Span | Stretch | None = None, /, **values: Any) -> Note:
    """A note from the table, its fields filled in; KeyError for an id or a field that the table lacks.

    The field ``at`` is also the note's own ``at``.
    """
    row = _row(note_id)
    says, do, typed, clicked = [row[part].format(**values) if part in row else "" for part in _PARTS]
    at = str(values.get("at", ""))
    held = tuple(values.items())
    if isinstance(where, Stretch):
        return Note(note_id, row["kind"], says, do, None, at, where, held, typed, clicked)
    return Note(note_id, row["kind"], says, do, where, at, values=held, typed=typed, clicked=clicked)


class Curl2smsError(Exception):
    """What stops a command. ``source`` is the text that ``note.span`` counts in, where it is known."""

    exit_status = ExitStatus.UNUSABLE

    def __init__(self, note: Note, source: Source | None = None) -> None:
        super().__init__(note.message)
        self.note = note
        self.source = source


class UsageError(Curl2smsError):
    """The command line makes no sense."""


class SampleError(Curl2smsError):
    """A sample that can't be read, or that no template can hold; ``notes``: what was reported before."""

    notes: tuple[Note, ...] = ()


@record
class Candidate:
    """One possible answer to a question.

    ``option`` is the option that settles it (``--to``), ``place`` what that takes: a PLACE, or for ``--nth`` the number
    of a command, from 1. ``value`` is what is there, ``reasons`` are why it may be the one, strongest first.
    """

    option: str
    place: str
    value: str
    reasons: tuple[str, ...] = ()

    @property
    def typed(self) -> str:
        """The option as a person types it in a shell: ``--to 'form:to#2'``."""
        import shlex

        return f"{self.option} {shlex.quote(self.place)}"


class AmbiguousError(SampleError):
    """A question that the sample leaves open; ``candidates`` are in order of likelihood."""

    def __init__(self, note: Note, candidates: tuple[Candidate, ...], source: Source | None = None) -> None:
        super().__init__(note, source)
        self.candidates = candidates


class TemplateError(Curl2smsError):
    """A template that is not valid.

    ``note`` shows the worst defect, ``pointer`` is its JSON Pointer (RFC 6901), ``others`` are the other defects.
    """

    def __init__(
        self, note: Note, pointer: str = "", source: Source | None = None, others: tuple[Note, ...] = ()
    ) -> None:
        super().__init__(note, source)
        self.pointer = pointer
        self.others = others


class UnfitError(Curl2smsError):
    """A number, a text or a variable's value that is missing, or that its place can't carry."""


class SendError(Curl2smsError):
    """A request that could not be sent; nothing has left the machine."""


class MaybeSentError(Curl2smsError):
    """A request of which some byte has left the machine, and no answer came: it may have been sent.

    ``interrupted``: a person did not wait for the answer (Ctrl-C).
    """

    exit_status = ExitStatus.UNKNOWN

    def __init__(self, note: Note, source: Source | None = None, *, interrupted: bool = False) -> None:
        super().__init__(note, source)
        self.interrupted = interrupted
