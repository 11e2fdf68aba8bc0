"""What a terminal, a mail or a listing puts before each line of a command that goes over several lines.

Before options such a mark could be passed over; within quotes it would be text. So the marks of a command are taken
out before it is read, where all of its lines have them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from curl2sms.errors import Note, Span, Stretch, note
from curl2sms.patterns import regex
from curl2sms.reading.pasted.listing_marks import NUMBER
from curl2sms.records import record
from curl2sms.shown import Shortened
from curl2sms.traced import Traced

_CALL = regex(r"(?<![\w./\\~-])curl(?:\.exe)?[ \t]", re.IGNORECASE)
# What begins a line with a mark; others begin with a digit, or a drive of Windows.
_BEGIN_MARKS = (*">@+|│┃*#•", "- ", "-\t", "//", "PS ", "quote>", "dquote>", "bquote>", "More?")
# A line of a crontab that calls curl (crontab(5)): five fields of time, or a word for them, and the command.
_CRON = regex(
    r"^[ \t]*(?P<times>(?:(?:[\d*][\d*/,-]*|[A-Za-z]{3}(?:-[A-Za-z]{3})?)[ \t]++){5}"
    r"|@(?:hourly|daily|weekly|reboot)[ \t]++)"
    r"[^\n]*?\bcurl\b[^\n]*",
    re.MULTILINE,
)
_PERCENT = regex(r"\\%")
_COMMENT = regex(r"[ \t]*(?:#+|//+|\*)(?:[ \t]|(?=\r?$))", re.MULTILINE)
# The prompt of a Windows console; what goes on after one: an option, a value, the URL.
_CONSOLE = regex(r"[ \t]*(?:[A-Za-z]:\\[^\n>]*|PS [A-Za-z]:[^\n>]*)>[ \t]*")
_CONSOLE_GOES_ON = regex(r"-{1,2}[A-Za-z]|['\"{]|https?:")
# What opens a quote outside all quotes, or begins a comment; what closes each.
_ENDS_OF = {
    "": regex(r"\\.|(?P<sign>\$'|['\"]|(?:(?<=\s)|(?<![^\n]))#)"),
    "'": regex(r"(?P<sign>')"),
    "$'": regex(r"\\.|(?P<sign>')"),
    '"': regex(r'\\.|(?P<sign>")'),
}
# More calls, or lines of one, and a text is no paste: looking on could take quadratic time.
_MOST_CALLS, _MOST_LINES = 30, 500


@record
class _Mark:
    """What is before a command's lines: before the first (None: nothing), and before each that continues it.

    ``within_quotes``: only where a line begins within quotes; elsewhere the words are read without it. ``counts``: each
    is the number after the one before it.
    """

    note_id: str
    first: re.Pattern[str] | None
    following: re.Pattern[str]
    within_quotes: bool = False
    counts: bool = False


@record
class _Marked:
    """The marks before the lines of one command: where each is, and the note on them."""

    note_id: str
    marks: tuple[Stretch, ...]

    def said(self, text: str) -> Note:
        """What is reported of them."""
        first = self.marks[0]
        shown = Shortened(text[first.start : first.end].strip())
        return note(self.note_id, Span(first.start, first.end), text=shown)


def _mark(note_id: str, pattern: re.Pattern[str], *, counts: bool = False) -> _Mark:
    return _Mark(note_id, pattern, pattern, counts=counts)


_PROMPT = regex(r"[ \t]*>(?:[ \t](?![ \t]*>)|(?=\r?$))", re.MULTILINE)
# What bash, zsh and PowerShell print where a quote is open; what cmd and PowerShell print after ^ and `.
_PROMPT_IN_QUOTES = regex(r"[ \t]*(?:>{1,2}|(?:d|b)?quote>)(?:[ \t]|(?=\r?$))", re.MULTILINE)
_PROMPT_OF_WINDOWS = regex(r"[ \t]*(?:More\?|>>(?=[ \t]+(?:[-\"'{]|https?:)))[ \t]*", re.MULTILINE)
# The marks of a list before options, which the first line may be without.
_BEFORE_OPTIONS = regex(r"[ \t]*[-•+*][ \t]+(?=-{1,2}[A-Za-z]|https?:)")
_MARKS: tuple[_Mark, ...] = (
    _mark("prompt", _PROMPT),
    _mark("line-marks", regex(r"[ \t]*(?:>[ \t]?)+")),
    _mark("line-marks", regex(r"[ \t]*[-•+|│┃](?:[ \t]|(?=\r?$))", re.MULTILINE)),
    _mark("line-marks", NUMBER, counts=True),
    _Mark("prompt", None, _PROMPT_IN_QUOTES, within_quotes=True),
    _Mark("prompt", None, _PROMPT_OF_WINDOWS),
    _Mark("line-marks", None, _BEFORE_OPTIONS),
)
_COMMENT_MARK = _mark("line-marks", _COMMENT)


def calls_curl(text: str) -> bool:
    """Return whether a text has a call of curl somewhere."""
    return _CALL.search(text) is not None


def without(source: Traced) -> tuple[Traced, list[Note]]:
    """A text without the marks before the lines of its commands, and what was left out."""
    text = source.text
    if not _may_be_marked(text) or not _CALL.search(text):
        return source, []
    lines = _lines(text)
    starts = [line.start for line in lines]
    calls = list(dict.fromkeys(bisect_right(starts, found.start()) - 1 for found in _CALL.finditer(text)))
    kinds = _MARKS
    if all(_COMMENT.match(text, lines[number].start, lines[number].end) for number in calls):  # else a comment is one
        kinds = (*_MARKS, _COMMENT_MARK)
    if _CRON.search(text):
        return _without_times(source)
    found_all: list[_Marked] = []
    for number in calls[:_MOST_CALLS]:
        if found_all and lines[number].start < found_all[-1].marks[-1].end:
            continue
        tried = (_marked(text, lines, number, kind) for kind in kinds)
        if found := _session(text, lines, number) or next(filter(None, tried), None):
            found_all.append(found)
    cuts = ((mark.start, mark.end, "") for found in found_all for mark in found.marks)
    return source.edited(cuts), [found.said(text) for found in found_all]


def _may_be_marked(text: str) -> bool:
    """Whether a line begins as some mark does: most texts have none, and need no pattern."""
    lines = (line.lstrip(" \t") for line in text.split("\n"))
    return any(line.startswith(_BEGIN_MARKS) or line[:1].isdecimal() or line[1:3] == ":\\" for line in lines)


def _without_times(source: Traced) -> tuple[Traced, list[Note]]:
    """A crontab without the times before its commands; ``\\%`` is a percent sign there (crontab(5))."""
    cuts: list[tuple[int, int, str]] = []
    lines = list(_CRON.finditer(source.text))
    for found in lines:
        cuts.append((*found.span("times"), ""))
        cuts += [(*one.span(), "%") for one in _PERCENT.finditer(source.text, found.end("times"), found.end())]
    return source.edited(cuts), [note("crontab", Span(*lines[0].span("times")))]


def _lines(text: str) -> list[Stretch]:
    """Where each line begins and ends."""
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    return [Stretch(start, following - 1) for start, following in pairwise([*starts, len(text) + 1])]


def _marked(text: str, lines: Sequence[Stretch], number: int, kind: _Mark) -> _Marked | None:
    """The marks of a kind before the lines of the command that begins on a line; None where one has none."""
    line = lines[number]
    first = kind.first.match(text, line.start, line.end) if kind.first else None
    if kind.first and not first:
        return None
    marks = [Stretch(*first.span())] if first else []
    count = int(first["number"]) if first and kind.counts else 0
    at, quote, within = first.end() if first else line.start, "", False
    while (quote := _quote_after(text[at : line.end], quote)) or _goes_on(text[at : line.end]):
        number, count = number + 1, count + 1
        if len(marks) > _MOST_LINES:
            return None
        line = lines[number] if number < len(lines) else Stretch(len(text), len(text))
        found = kind.following.match(text, line.start, line.end)
        if found is None or (kind.counts and int(found["number"]) != count):
            if quote:
                return None
            break
        within = within or bool(quote)
        marks.append(Stretch(*found.span()))
        at = found.end()
    has_more = len(marks) > (first is not None) and (within or not kind.within_quotes)
    return _Marked(kind.note_id, tuple(marks)) if has_more else None


def _goes_on(line: str) -> bool:
    """Whether a line ends in a sign that continues it, in any shell."""
    return line.rstrip().endswith(("\\", "^", "`"))


def _quote_after(text: str, quote: str) -> str:
    """The quote that is open at the end of a line, given the one that is open where it begins."""
    at = 0
    while found := _ENDS_OF[quote].search(text, at):
        at, sign = found.end(), found["sign"]
        if sign == "#":
            break
        if sign:
            quote = "" if quote else sign
    return quote


def _session(text: str, lines: Sequence[Stretch], number: int) -> _Marked | None:
    """The prompts of a Windows console before the lines of a command, and what the system answered between them."""
    line = lines[number]
    prompt = _CONSOLE.match(text, line.start, line.end)
    if prompt is None or not text[line.start : line.end].rstrip().endswith(("\\", "^")):
        return None
    marks, last = [Stretch(*prompt.span())], line.end
    for line in lines[number + 1 : number + _MOST_LINES]:
        found = _CONSOLE.match(text, line.start, line.end)
        if found is None:
            continue
        if not _CONSOLE_GOES_ON.match(text, found.end(), line.end):
            break
        marks.append(Stretch(last + 1, found.end()))
        last = line.end
        if not text[line.start : line.end].rstrip().endswith(("\\", "^")):
            break
    return _Marked("session", tuple(marks)) if len(marks) > 1 else None
