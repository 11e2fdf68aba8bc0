"""A question to the person at the terminal: on the terminal itself, never through standard input or output."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from curl2sms import shown
from curl2sms.cli import say
from curl2sms.errors import AmbiguousError, Candidate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

TERMINAL = Path("/dev/tty")
# What a candidate is called where its place alone does not tell what it is.
_NAMED = {"--nth": "command {}"}


def ask(question: AmbiguousError) -> Candidate | None:
    """The answer to a question that the person chooses; None where nobody watches, or gives no answer."""
    if not question.candidates or not sys.stderr.isatty():
        return None
    try:
        with _terminal() as (typed, shows):
            return _ask(question, typed, shows)
    except OSError:
        return None


def confirm(question: str) -> bool:
    """Whether the person at the terminal says yes."""
    try:
        with _terminal() as (typed, shows):
            print(f"{question} [y/N] ", end="", file=shows, flush=True)
            return typed.readline().strip().lower() in {"y", "yes"}
    except OSError:
        return False


def value(question: str, *, hidden: bool) -> str | None:
    """What the person at the terminal types, without its echo where it is ``hidden``; None where nobody answers."""
    try:
        with _terminal() as (typed, shows):
            with _without_echo(typed) if hidden else nullcontext():
                print(shown.visible(question), end="", file=shows, flush=True)
                line = typed.readline()
            if hidden:
                print(file=shows, flush=True)
    except OSError:
        return None
    return line.rstrip("\r\n") if line else None


@contextmanager
def _without_echo(typed: TextIO) -> Iterator[None]:
    """A terminal that does not show what is typed."""
    import termios

    descriptor = typed.fileno()
    before = termios.tcgetattr(descriptor)
    silent = [*before[:3], before[3] & ~termios.ECHO, *before[4:]]
    try:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, silent)
        yield
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


@contextmanager
def _terminal() -> Iterator[tuple[TextIO, TextIO]]:
    """What is typed at the terminal, and what shows there; OSError where there is none."""
    with TERMINAL.open(encoding="utf-8", errors="replace") as typed, TERMINAL.open("w", encoding="utf-8") as shows:
        yield typed, shows


def _ask(question: AmbiguousError, typed: TextIO, shows: TextIO) -> Candidate | None:
    candidates = question.candidates
    print(shown.visible(question.note.message), file=shows)
    names = [_NAMED.get(one.option, "{}").format(one.place) for one in candidates]
    for number, text in enumerate(say.answers(candidates, names), 1):
        print(f"  {number}  {text}", file=shows)
    while True:
        print(f"Which one? [1-{len(candidates)}, or Enter to stop] ", end="", file=shows, flush=True)
        answer = typed.readline().strip()
        if not answer:
            return None
        if answer.isdecimal() and 1 <= int(answer) <= len(candidates):
            chosen = candidates[int(answer) - 1]
            say.line(f"Next time, type: {shown.visible(chosen.typed)}")
            return chosen
