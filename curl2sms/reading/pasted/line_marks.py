"""What a terminal, a mail or a listing puts before each line of a command that goes over several lines.

Before options such a mark could be passed over; within quotes it would be text. So the marks of a command are taken
out before it is read, where all of its lines have them.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from curl2sms.errors import Note, Span, note
from curl2sms.patterns import regex
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
    _mark("line-marks", regex(r"[ \t]*(?P<number>\d{1,4})[.):|]?(?:[ \t]|(?=\r?$))", re.MULTILINE), counts=True),
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
    starts = [start for start, _ in lines]
    calls = list(dict.fromkeys(bisect_right(starts, found.start()) - 1 for found in _CALL.finditer(text)))
    marks = _MARKS
    if all(_COMMENT.match(text, *lines[number]) for number in calls):  # else a comment is one
        marks = (*_MARKS, _COMMENT_MARK)
    if _CRON.search(text):
        return _without_times(source)
    cuts: list[tuple[int, int, str]] = []
    notes: list[Note] = []
    for number in calls[:_MOST_CALLS]:
        if cuts and lines[number][0] < cuts[-1][1]:
            continue
        found = _session(text, lines, number) or next(
            filter(None, (_marked(text, lines, number, m) for m in marks)), None
        )
        if found:
            note_id, spans = found
            cuts += [(start, end, "") for start, end in spans]
            shown = Shortened(text[slice(*spans[0])].strip())
            notes.append(note(note_id, Span(*spans[0]), text=shown))
    return source.edited(cuts), notes


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


def _lines(text: str) -> list[tuple[int, int]]:
    """Where each line begins and ends."""
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    return [(start, following - 1) for start, following in zip(starts, [*starts[1:], len(text) + 1], strict=True)]


def _marked(
    text: str, lines: list[tuple[int, int]], number: int, mark: _Mark
) -> tuple[str, list[tuple[int, int]]] | None:
    """The places of a mark before the lines of the command that begins on a line; None where one has none."""
    start, end = lines[number]
    first = mark.first.match(text, start, end) if mark.first else None
    if mark.first and not first:
        return None
    spans = [first.span()] if first else []
    count = int(first["number"]) if first and mark.counts else 0
    at, quote, within = first.end() if first else start, "", False
    while (quote := _quote_after(text[at:end], quote)) or text[at:end].rstrip().endswith(("\\", "^", "`")):
        number, count = number + 1, count + 1
        if len(spans) > _MOST_LINES:
            return None
        start, end = lines[number] if number < len(lines) else (len(text), len(text))
        found = mark.following.match(text, start, end)
        if found is None or (mark.counts and int(found["number"]) != count):
            if quote:
                return None
            break
        within = within or bool(quote)
        spans.append(found.span())
        at = found.end()
    is_one = len(spans) > (first is not None) and (within or not mark.within_quotes)
    return (mark.note_id, spans) if is_one else None


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


def _session(text: str, lines: list[tuple[int, int]], number: int) -> tuple[str, list[tuple[int, int]]] | None:
    """The prompts of a Windows console before the lines of a command, and what the system answered between them."""
    start, end = lines[number]
    prompt = _CONSOLE.match(text, start, end)
    if prompt is None or not text[start:end].rstrip().endswith(("\\", "^")):
        return None
    spans, last = [prompt.span()], end
    for start, end in lines[number + 1 : number + _MOST_LINES]:
        found = _CONSOLE.match(text, start, end)
        if found is None:
            continue
        if not _CONSOLE_GOES_ON.match(text, found.end(), end):
            break
        spans.append((last + 1, found.end()))
        last = end
        if not text[start:end].rstrip().endswith(("\\", "^")):
            break
    return ("session", spans) if len(spans) > 1 else None
