"""Words for people: notes, errors, questions. Standard output is for what a command makes, standard error for this."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from curl2sms import shown
from curl2sms.errors import (
    AmbiguousError,
    Candidate,
    Curl2smsError,
    ExitStatus,
    Note,
    SampleError,
    Source,
    TemplateError,
    UsageError,
)
from curl2sms.errors import note as note_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO, TypeVar

    _Held = TypeVar("_Held")

_LABEL = {
    "repair": "repaired",
    "change": "changed",
    "note": "note",
    "warning": "warning",
    "loss": "lost",
    "error": "error",
}
_COLOUR = {"repair": "36", "change": "36", "note": "2", "warning": "33", "loss": "33", "error": "31;1"}


def colour(stream: TextIO | None = None) -> bool:
    """Whether a stream (standard error for none) is a terminal that wants colour: https://no-color.org."""
    return (stream or sys.stderr).isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def columns() -> int:
    """The width to keep to: the terminal's, or 100 where there is none."""
    import shutil

    return shutil.get_terminal_size((100, 24)).columns


def painted(text: str, code: str) -> str:
    """A text in a colour (an SGR code), on a terminal."""
    return f"\x1b[{code}m{text}\x1b[0m" if colour() else text


def out(text: str) -> None:
    """What a command makes: to standard output, as it is, at once.

    Nobody may read any more (``| head``): that is no failure of the command, whose exit status stays.
    """
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _lead_nowhere(sys.stdout)
    except OSError as failure:
        _lead_nowhere(sys.stdout)
        raise UsageError(note_of("output-unwritable", why=failure.strerror or str(failure))) from failure


def line(text: str) -> None:
    """A line for people; where it can't be written, the exit status has to tell."""
    try:
        print(text, file=sys.stderr, flush=True)
    except OSError:
        _lead_nowhere(sys.stderr)


def _lead_nowhere(stream: TextIO) -> None:
    """Let what is left in a stream, and all that follows, vanish: Python would try again at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def written(path: str, then: str) -> None:
    """That a file is there, and the command that comes next; to a person at a terminal only."""
    if sys.stderr.isatty():
        import shlex

        line(f"{shown.visible(path)} is written. Next: {then} {shown.visible(shlex.quote(path))}")


def progress(files: Sequence[tuple[str, _Held]]) -> Iterator[tuple[str, _Held]]:
    """Paths and what they hold, one by one; on a terminal a line shows how far a longer row has come."""
    shows = sys.stderr.isatty() and len(files) > 3
    for number, (path, held) in enumerate(files, 1):
        if shows:
            sys.stderr.write(f"\r\x1b[K{number}/{len(files)} {shown.shortened(shown.visible(path), 60)}")
            sys.stderr.flush()
        yield path, held
    if shows:
        sys.stderr.write("\r\x1b[K")


def over_progress(text: str) -> None:
    """Whole lines for people, instead of a line of ``progress``."""
    if text:
        line(("\r\x1b[K" if sys.stderr.isatty() else "") + text.removesuffix("\n"))


def table(rows: Mapping[str, int]) -> str:
    """Numbers, each with its words after it, one below the other."""
    wide = max(len(str(number)) for number in rows.values())
    return "\n".join(f"{number:>{wide}}  {words}" for words, number in rows.items())


def notes(said: Iterable[Note], source: Source, hide: Callable[[str], str]) -> None:
    """Each note with its place; the same note at several places once. ``hide`` masks the secrets in their values."""
    seen: Counter[tuple[str, str]] = Counter()
    for note in said:
        seen[note.id, note.message] += 1
        if seen[note.id, note.message] > 1:
            continue
        label = painted(_LABEL[note.kind], _COLOUR[note.kind])
        hidden = note.hidden(hide)
        words = " ".join(shown.visible(part) for part in (hidden.message, hidden.advice) if part)
        line(f"{_where(note, source)}{label}: {words}")


def warning(said: Note) -> None:
    """A note that belongs to no place of a text."""
    words = " ".join(shown.visible(part) for part in (said.message, said.advice) if part)
    line(f"curl2sms: {painted(_LABEL[said.kind], _COLOUR[said.kind])}: {words}")


def _where(note: Note, source: Source) -> str:
    if note.span is None:
        return f"{shown.visible(source.name)}: "
    position = source.position(note.span.start)
    return f"{shown.visible(source.name)}:{position.line}:{position.column}: "


def error(failure: Curl2smsError) -> None:
    """What is wrong, where (the line with carets), and what to do; a question lists its candidates."""
    source = failure.source
    mask = suspected(source)
    note = failure.note.hidden(mask)
    if isinstance(failure, SampleError) and source:
        notes(failure.notes, source, mask)
    where = _where(note, source) if source else "curl2sms: "
    at = failure.pointer if isinstance(failure, TemplateError) else ""
    pointer = f" (at {shown.visible(at)})" if at and at not in note.message else ""
    label = painted("question" if isinstance(failure, AmbiguousError) else "error", _COLOUR["error"])
    line(f"{where}{label}: {shown.visible(note.message)}{pointer}")
    if source and note.span and source.text.strip():
        line(shown.excerpt(source, note.span, mask))
    if isinstance(failure, AmbiguousError):
        for text in answers(failure.candidates, [one.typed for one in failure.candidates], mask):
            line(f"  {text}")
    if note.advice:
        line(shown.visible(note.advice, keep="\n"))


def suspected(source: Source | None) -> shown.Mask:
    """What hides, in a text that could not be read, the values that are beside a credential's name."""
    if source is None:
        return shown.Mask(())
    from curl2sms.credentials import suspected as values_beside

    return shown.Mask(values_beside(source.text))


def answers(candidates: Sequence[Candidate], names: Sequence[str], hide: Callable[[str], str] = str) -> Iterator[str]:
    """The answers to a question, in columns: a name for each, the value there, why it may be the one."""
    heads = _aligned([shown.visible(name) for name in names])
    values = _aligned([shown.shortened(shown.visible(hide(one.value)), 60) for one in candidates])
    for head, value, one in zip(heads, values, candidates, strict=True):
        why = f"({'; '.join(map(shown.visible, one.reasons[:2]))})" if one.reasons else ""
        yield f"{head}   {value}   {why}".rstrip()


def _aligned(texts: Sequence[str], at_most: int = 40) -> list[str]:
    """Texts filled up with spaces to one width; one that is wider than ``at_most`` columns widens no other."""
    wide = max((width for width in map(shown.width, texts) if width <= at_most), default=0)
    return [text + " " * (wide - shown.width(text)) for text in texts]


def interrupted() -> ExitStatus:
    """Ctrl-C: say so, on its own line."""
    line("\nInterrupted." if sys.stderr.isatty() else "Interrupted.")  # a terminal shows ^C on its line
    return ExitStatus.INTERRUPTED


def defect(failure: Exception) -> None:
    """Something that should never happen: say so, without a traceback."""
    line(
        f"curl2sms: this is a bug in curl2sms, not in your input ({type(failure).__name__}: "
        f"{shown.shortened(shown.visible(str(failure)), 200)}). Please report it with the sample, secrets replaced; "
        "CURL2SMS_DEBUG=1 shows where it happened."
    )
