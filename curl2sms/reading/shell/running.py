"""A simple command while it runs: where it is, the text that it runs or prints, and how notes may name it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from curl2sms.errors import Note, Span, note
from curl2sms.http import split_url
from curl2sms.patterns import regex
from curl2sms.reading.script.cursor import hull
from curl2sms.reading.script.model import Command, Kept, LeftOut, Stdin, Word
from curl2sms.reading.script.program_names import (
    CALLS,
    CURL,
    DIGESTING,
    EVER_NEW,
    PREFIXES,
    SHELLS,
    WITHOUT_EFFECT,
    rewrites,
    runs,
    text_to_run,
)
from curl2sms.reading.script.variables import PRICE_OF_PARAMETER, Value, Variables
from curl2sms.reading.shell.words import KEPT, NAME, Literal, Pipeline, Simple, Substitution
from curl2sms.records import attribute, draft, record, replace
from curl2sms.traced import Traced, joined, spelt

_PLAIN_HOST = regex(r"[\w.-]+")
# The program of a command: what of a substitution can be shown, because it is no secret.
UNNAMED = "a command"
_IN_CAPITALS = regex(r"[A-Z][A-Z0-9_]+")
_REPLACED = regex(r"(?:-I|-i|--replace=?)(?P<token>.*)", re.DOTALL)
_PROGRAM = regex(r"(?:.*/)?(?P<name>[A-Za-z_[][\w.+-]*)", re.DOTALL)

# ``prod|"live") ``, ``(*)``: bash's manual, "Conditional Constructs".
_PATTERN_OF_CASE = regex(r"[ \t]*\(?[^\s()|;&<>`]+(?:[ \t]*\|[ \t]*[^\s()|;&<>`]+)*+[ \t]*\)(?=\s|[A-Za-z_]\w*\+?=)")


@draft
class Flow:
    """Where the statements are that are read: under how many conditions, loops and heads of functions.

    ``bodies`` says of each open brace whether it is a function's; ``functions`` of these are. ``cases`` of the
    conditions are those of ``case``.
    """

    conditions: int = 0
    cases: int = 0
    branched: bool = False
    head: bool = False
    functions: int = 0
    bodies: list[bool] = attribute(default_factory=list)

    def reserved(self, word: str) -> None:
        """Take note of a reserved word."""
        if word == "()":
            self.head = True
        elif word == "{":
            self.bodies.append(self.head)
            self.functions += self.head
            self.conditions += self.head
            self.head = False
        elif word == "}":
            ends = bool(self.bodies and self.bodies.pop())
            self.functions -= ends
            self.conditions -= ends
        elif word in {"if", "while", "until", "for", "select", "case"}:
            self.conditions += 1
            self.cases += word == "case"
            self.branched = True
        elif word in {"fi", "done", "esac"}:
            self.conditions = max(0, self.conditions - 1)
            self.cases = max(0, self.cases - (word == "esac"))

    def begins_clause(self, text: str, start: int, end: int) -> bool:
        """Whether a pattern of an open ``case`` is here."""
        return bool(self.cases and _PATTERN_OF_CASE.match(text, start, end))


@draft
class RunningCommand:
    """A simple command that runs: the fields of its words, what its environment alone has, what went into it.

    ``conditional``: it is under a condition or in a loop.
    """

    written: Simple
    words: list[Word]
    own: dict[str, Value | None]
    values: tuple[Span, ...]
    operator: str
    conditional: bool
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


@record
class RanPipeline:
    """A pipeline that ran: its commands, and what it prints, if a rule shows.

    ``is_pattern``: it is a pattern of ``case``.
    """

    commands: tuple[RunningCommand, ...]
    printed: Traced | None
    is_pattern: bool


def program_shown(command: RunningCommand) -> str:
    """The program of a command with words, as notes may name it."""
    found = _PROGRAM.fullmatch(command.words[0].text)
    return found["name"] if found else UNNAMED


def _written_out(command: RunningCommand) -> str:
    """A command's words, and the files that it names, with a space between them."""
    files = (part.text.text for word in command.written.others for part in word.parts if isinstance(part, Literal))
    return " ".join([*(text.text for text in command.texts), *files])


def why_unknown(commands: Sequence[RunningCommand], programs: Sequence[str]) -> str:
    """The note on a substitution whose output no rule gives: what its programs make."""
    if EVER_NEW & {*programs}:
        return "computed-anew"
    if DIGESTING & {*programs}:
        return "digest-computed"
    if rewrites([_written_out(command) for command in commands]):
        return "text-rewritten"
    return "substitution-not-evaluated"


def text_run_by(command: RunningCommand) -> tuple[Span, Traced] | None:
    """The text that a command runs, with its place: ``bash -c "curl ..."``, ``ssh host <<EOF``."""
    stdin = command.stdin.traced if command.stdin else None
    if found := text_to_run([word.text for word in command.words]):
        number, text = found
        word = command.words[number]
        if command.program == "eval":
            return word.span, joined(command.texts[1:], " ")
        return word.span, word.traced[len(word.traced) - len(text) :]  # of alias NAME=TEXT, the text
    if stdin and command.stdin and command.program in {*SHELLS, "ssh"} and CALLS.search(stdin.text):
        return command.stdin.span, stdin
    return None


def calls_printed_by(command: RunningCommand) -> list[tuple[Traced, Span]]:
    """The texts with calls of curl that a command only prints or writes down."""
    if command.words[0].text not in {"echo", "printf", "cat", "tee"}:
        return []
    texts = [(word.traced, word.span) for word in command.words[1:]]
    if command.stdin and command.stdin.traced:
        texts.append((command.stdin.traced, command.stdin.span))
    return [(text, span) for text, span in texts if " " in text.text and CALLS.search(text.text)]


def kept_in(command: RunningCommand, places: Sequence[Span], variables: Variables) -> Iterator[Kept]:
    """The variables that single quotes keep as text in a command, with the values that they would have.

    ``places`` are those of all texts between single quotes that may hold one.
    """
    stdin = [command.stdin.traced] if command.stdin and command.stdin.traced else []
    ordered = sorted(places, key=lambda place: (place.start, place.end))
    starts, farthest = [one.start for one in ordered], [0, *accumulate((one.end for one in ordered), max)]
    for text in (*command.texts, *stdin):
        for found in KEPT.finditer(text.text):
            name, runs = found["braced"] or found["name"], text[slice(*found.span())].runs
            span = runs[0].span if len(runs) == 1 and runs[0].exact else None
            if span and span.start < farthest[bisect_right(starts, span.start)]:
                variables.pay(PRICE_OF_PARAMETER, span)
                value = variables.get(name)
                traced = value.text.put_in_at(span) if value else spelt(variables.unset(name), span)
                yield Kept(span, traced, value.span if value else None)


def left_out_of(pipeline: RanPipeline) -> Iterator[LeftOut]:
    """The commands that share a line with a call of curl, and neither make it nor look at its answer."""
    commands = pipeline.commands
    calls = [number for number, command in enumerate(commands) if command.curl_at() is not None]
    rest = commands[calls[0] + 1 :] if calls else commands
    if rest and not rest[0].words and rest[0].written.assignments and rest[0].operator == "&":
        yield LeftOut(rest[0].written.span, "&")
    if not rest or not rest[0].words or rest[0].runs_text or (pipeline.is_pattern and not calls):
        return
    program = rest[0].words[0].text
    if not runs(program) if calls else program.rpartition("/")[2] not in WITHOUT_EFFECT:
        span = hull((Span(rest[0].written.span.start, rest[0].written.span.start), rest[0].words[-1].span))
        yield LeftOut(span, "|" if calls else commands[0].operator)


def variable_of_make(substitution: Substitution) -> str | None:
    """The variable that ``$(NAME)`` is to make and to build pipelines; no program has a name in capitals."""
    pipelines = [item.commands for item in substitution.items if isinstance(item, Pipeline)]
    commands = pipelines[0] if len(pipelines) == len(substitution.items) == 1 else ()
    if len(commands) != 1 or substitution.sign:
        return None
    (only,) = commands
    is_word = len(only.words) == 1 and not only.assignments and not only.others and not only.stdin
    found = _IN_CAPITALS.fullmatch(only.words[0].text) if is_word else None
    return found[0] if found else None


def item_of_xargs(words: Sequence[Traced]) -> str | None:
    """What ``xargs -I TOKEN`` replaces in the words after it; None without one."""
    texts = [word.text for word in words]
    if not texts or texts[0].rpartition("/")[2] != "xargs":
        return None
    for number, text in enumerate(texts):
        if text == "-I" and number + 1 < len(texts):
            return texts[number + 1]
        if found := _REPLACED.fullmatch(text):
            return found["token"] or "{}"
    return None


def with_items(words: list[Word], at: int, token: str, variables: Variables) -> tuple[list[Word], Note]:
    """Words with a variable instead of what ``xargs -I`` replaces after curl, which is at ``at``."""
    name = variables.known.called(token if NAME.fullmatch(token) else "ITEM")
    stand_in = variables.unset(name, "each item that xargs reads")
    found = [replace(one, traced=one.traced.replace(token, stand_in)) for one in words[at + 1 :]]
    span = Span(words[0].span.start, max(one.span.end for one in words))
    return [*words[: at + 1], *found], note("xargs-item", span, text=token, name=name)


def call_shown(command: Command) -> str:
    """A call of curl as notes and descriptions may name it: by its host, because its words may be secrets."""
    hosts = (split_url(word.text).host for word in command.words[1:] if "://" in word.text)
    host = next(filter(_PLAIN_HOST.fullmatch, hosts), None)
    return f"curl to {host}" if host else "curl"
