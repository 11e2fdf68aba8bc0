"""A pasted text becomes its curl commands, whatever is around them: prose, prompts, Markdown, other commands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from curl2sms.errors import Note, Source, Span, note
from curl2sms.patterns import regex
from curl2sms.reading.script.cursor import NO_WIDTH, ODD_SPACES, Cursor, UnclosedError
from curl2sms.reading.script.limits import DEEPEST
from curl2sms.reading.script.model import Command, Paste
from curl2sms.reading.script.program_names import BEGINNING, PREFIXES
from curl2sms.reading.script.script import Script
from curl2sms.shown import Shortened
from curl2sms.traced import Traced, joined, written

_ODD_SPACE = regex(f"[{ODD_SPACES}{NO_WIDTH}]")


def _pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern for a text whose odd spaces are spaces; ␣ means a space."""
    return regex(text.replace("␣", "[ \t]"), flags)


_FENCE = _pattern(r"^␣*(?P<fence>```+|~~~++)[^\n`]*$", re.MULTILINE)
# What a terminal prints before a command: $, %, >, user@host:~$, [user@host ~]#, PS C:\>, C:\>, an arrow.
_PROMPT = _pattern(
    r"␣*(?:\([\w.-]+\) ?)?(?:[\w.-]+@[\w.-]+[: ][^\n$#%>]*[$#%>]|\[[\w.-]+@[^\]\n]*\][$#%]"
    r"|(?:ba|z|k|da)?sh(?:-[\d.]+)?[$#%]"
    r"|PS(?: [A-Za-z]:[^\n>]*)?>|[A-Za-z]:\\[^\n>]*>|[$%>❯➜](?=␣)|!(?=curl␣))␣*(?=\S)"
)
_ROOT_PROMPT = _pattern(r"^␣*#+␣+(?=(?:sudo␣+)?curl(?:\.exe)?␣)", re.MULTILINE)
# A call of curl, wherever it is in a line: in a sentence, after a label, in backticks. A version is no URL.
_CURL_IN_LINE = _pattern(
    r"(?<![\w./\\~-])(?P<call>(?:sudo␣+)?(?:[\w./~-]*/)?curl(?:\.exe)?␣+"
    r"(?!v?\d+(?:\.\d+){1,2}(?![:/\w]|\.\d))(?=[-–—'\"$\\“‘<{]|https?:|[\w-]+\.[\w-]|[\w.-]+[:/]))",
    re.IGNORECASE,
)
_PREFIX = "|".join(sorted(PREFIXES))
_CURL = (
    r"(?:['\"]curl['\"]"
    r"|(?:&␣*)?['\"]?(?:[A-Za-z]:|\.)\\[^\n'\"]*curl(?:\.exe)?['\"]?"  # & "C:\Windows\System32\curl.exe"
    r"|(?:[\w./~-]*/)?\\?curl(?:\.exe)?)"
)
_BEGINS_STATEMENT = _pattern(
    rf"␣*(?:(?:[({{!]␣*)*(?:(?:{_PREFIX})␣+)?{_CURL}(?=␣|[\\^`'\";&|)]|\s|$)"
    r"|[()]␣*(?=\r?\n|$)|(?:[({]␣*)*[A-Za-z_]\w*(?:\[\w+\])?\+?=|[\w-]+ *\(\)"
    r"|function␣+[\w.:-]+␣*+(?:\(␣*\)␣*+)?(?:\{|\r?\n)|case␣+\S+␣+in(?=\s)|(?P<word>\S++)(?=\s)(?!\s*=\s))"
)
# As most samples begin: no prompt, and sure to be a statement. The patterns for others are not even compiled then.
_PLAIN_CALL = ("curl ", "curl\t")
_COMMENT = _pattern(r"␣*#")
_EMPTY_LINES = _pattern(r"(?:␣*\r?\n)+")
# Notes on what is behind the words of a command as well: of each, the first counts.
_BEHIND = {"comment-cuts", "tag-left-out"}
# So many statements that never close their quotes are tried; a text with more is no script.
_PATIENCE = 20


def of_unix(text: str) -> Traced:
    """A sample's text, as line ends of old Macs are those of Unix."""
    return written(text.replace("\r", "\n") if "\n" not in text else text, 0)


def commands(sample: Source, text: Traced, script: Script, notes: list[Note]) -> Paste:
    """The commands of a text that ``script`` reads; ``notes`` are on what was repaired in all of it."""
    return _Lines(sample, text, script, notes).read()


class _Lines:
    """Goes through a text line by line and distinguishes commands from what is around them."""

    def __init__(self, sample: Source, source: Traced, script: Script, notes: list[Note]) -> None:
        self.sample = sample
        self.cursor = Cursor(source, Span(0, len(sample.text)))
        self.text = text = source.text
        # For patterns: each odd space a space, at the same place.
        self.plain = text if text.isascii() else _ODD_SPACE.sub(" ", text)
        # A letter whose lower case is longer would move the places.
        self.lower = (
            self.plain.lower() if text.isascii() else re.sub("[A-Z]+", lambda found: found[0].lower(), self.plain)
        )
        self.script = script
        self.notes = notes
        self.failures = 0
        self.attempts = 0
        self.left_out: tuple[int, int] | None = None

    def read(self) -> Paste:
        if self.text.startswith("\ufeff"):
            self._say("byte-order-mark", 0, 1)
        if "\r\n" in self.text:
            at = self.text.index("\r\n")
            self._say("windows-line-ends", at, at + 2)
        self._region_by_region(comments_are_prompts=False)
        if not self.script.commands and _ROOT_PROMPT.search(
            self.plain
        ):  # then "# curl ..." is a command after the prompt of root
            self._region_by_region(comments_are_prompts=True)
        if not self.script.commands:
            for printed, span in islice(dict.fromkeys(self.script.printed), _PATIENCE):
                self.script.run_text(printed, span, note("command-printed", span))
        if self.left_out and self.script.commands:
            text = self.text[slice(*self.left_out)]
            self._say("text-left-out", *self.left_out, text=Shortened(text))
        self._say_other_commands()
        said = self.script.said()
        behind = [one for one in said if one.id in _BEHIND]
        inner = [one for one in said if one.id not in _BEHIND]
        self.notes += {one.id: one for one in reversed(behind)}.values()
        return Paste(tuple(self.script.found()), self.script.variables.known, tuple(self.notes), tuple(inner))

    def _say(self, note_id: str, start: int, end: int, **values: object) -> None:
        self.notes.append(note(note_id, self.cursor.at(start, end), **values))

    def _say_other_commands(self) -> None:
        """Say once which other commands are on the lines of curl: often the end of a value without quotes."""
        others = self.script.left_out
        if not others:
            return
        text = "; ".join(self.sample.text[each.span.start : each.span.end] for each in islice(others, 20))
        cut = next((each for each in others if each.operator == "&"), None)
        said = note(
            "command-cut-by-ampersand" if cut else "other-command",
            (cut or others[0]).span,
            text=Shortened(text),
        )
        self.notes.append(said)

    def _region_by_region(self, *, comments_are_prompts: bool) -> None:
        for start, end in self._regions():
            pos = start
            while pos < end:
                known, before = len(self.script.commands), pos
                pos = self._line(pos, end, comments_are_prompts)
                if len(self.script.commands) == known and self.left_out is None:
                    self._leave_out(before, pos)

    def _leave_out(self, start: int, end: int) -> None:
        """Remember a line that is neither a command nor anything of a script: prose."""
        text = self.text[start:end].strip()
        if not text[:1].isalpha() or len(text.split(None, 1)) < 2:
            return
        if not self._begins_statement(start, end) and not self.script.assigns(start, end):
            at = self.text.index(text, start)
            self.left_out = at, at + len(text)

    def _regions(self) -> Iterator[tuple[int, int]]:
        """The whole text, or, where a Markdown fence is before the first command, what the fences hold.

        What is between the fences, where none of them holds a command.
        """
        fences = list(_FENCE.finditer(self.plain)) if "```" in self.plain or "~~~" in self.plain else []
        first = _CURL_IN_LINE.search(self.plain) if fences else None
        if not fences or first is None or fences[0].start() > first.start():
            end = len(self.text)
            if fences and len(fences) % 2:  # a closing fence was pasted along
                end = fences[-1].start()
            yield 0, end
            return
        pairs = [*zip(fences[::2], [*fences[1::2], None], strict=False)]
        held = [(opening.end(), closing.start() if closing else len(self.text)) for opening, closing in pairs]
        if any(_CURL_IN_LINE.search(self.plain, *one) for one in held):
            self._say("markdown-fence", *fences[0].span("fence"))
            yield from held
            return
        between = [closing.end() for _, closing in pairs if closing]
        yield from zip(between, [*(one.start() for one in fences[2::2]), len(self.text)], strict=False)

    def _line(self, pos: int, end: int, comments_are_prompts: bool) -> int:
        """Read what begins at a line's start; where the next line begins."""
        if empty := _EMPTY_LINES.match(self.plain, pos, end):
            return empty.end()
        start = self._after_prompt(pos, end, comments_are_prompts)
        line_end = self._end_of_line(start, end)
        if _COMMENT.match(self.plain, start, end):
            return line_end
        if self._begins_statement(start, end) or self.script.assigns(start, end):
            return self._statement(start, end, line_end)
        if not self._mentions(start, line_end):
            return line_end
        return self._around_call(start, end, line_end)

    def _around_call(self, start: int, end: int, line_end: int) -> int:
        """Read a line that mentions curl and is no statement by its beginning; where the next line begins."""
        found = _CURL_IN_LINE.search(self.plain, start, line_end)
        before = self.text[start : found.start()] if found else ""
        closing = self._closing_mark(before, found.end(), line_end) if found else None
        in_code = closing is not None and before.endswith("`")
        if found and not in_code and (after := self._in_string(found, end)) is not None:
            return after
        if (after := self._called(start, end, line_end)) is not None:
            return after
        if found is None:
            return self._in_list(start, end, line_end)
        if before.strip(" \t`*") and self.left_out is None:
            self.left_out = start, start + len(before.rstrip(" \t`*"))
        after = self._in_brackets(before, found.start("call"), end if closing is None else closing)
        return after if closing is None else line_end

    def _in_brackets(self, before: str, start: int, end: int) -> int:
        """Read a call in brackets that open before it on its line, as in ``(cd /tmp && curl ...)``.

        They count as subshells: a bracket that closes one is no part of the call.
        """
        variables = self.script.variables
        known = variables.subshells
        for _ in range(min(before.count("(") - before.count(")"), DEEPEST)):
            variables.enter()
        after = self.script.read(start, end)
        while variables.subshells > known:
            variables.leave()
        return after

    def _closing_mark(self, before: str, start: int, line_end: int) -> int | None:
        """Where the mark of Markdown closes that opens directly before a call: of code, of bold."""
        if before.endswith("`"):
            at = self.text.find("`", start, line_end)
            return at if at >= 0 else None
        stars = len(before) - len(before.rstrip("*"))
        found = regex(rf"(?<=\S)\*{{{stars}}}(?=[\s.,;:]|$)").search(self.text, start, line_end) if stars else None
        return found.start() if found else None

    def _in_string(self, found: re.Match[str], end: int) -> int | None:
        """Read a call of curl that is the beginning of a string of another language; where its line goes on."""
        opening = found.start("call") - 1
        if opening < 0 or self.text[opening] not in "'\"`“":
            return None
        from curl2sms.reading.pasted import strings

        if self.text.startswith(self.text[opening] * 3, opening - 2):
            opening -= 2
        string = strings.string(self.cursor, opening, end, self.script.variables)
        if string is None:
            return None
        span = self.cursor.at(opening, string.end)
        if not self.script.run_text(string.text, span, note("command-in-string", span)):
            return None
        if string.goes_on:
            self._say("string-goes-on", string.end - 1, string.end)
        return self._end_of_line(string.end, end)

    def _in_list(self, start: int, end: int, line_end: int) -> int:
        """Read a call of curl that is a list of strings; where the next line begins."""
        from curl2sms.reading.pasted import strings

        found = strings.IN_LIST.search(self.text, start, line_end)
        if not found:
            return line_end
        listed = strings.listed(self.cursor, found, end, self.script.variables)
        words = listed.words
        span, in_one = self.cursor.at(found.start(), listed.end), len(words) == 2 and " " in words[1].text
        command = joined((Traced("curl "), words[1].traced)) if in_one else None
        if not command or not self.script.run_text(command, span, note("command-in-string", span)):
            self.script.commands.append(Command(words, span))
            self.notes.append(note("command-in-list", span))
        if listed.goes_on:
            self._say("string-goes-on", listed.end - 1, listed.end)
        return self._end_of_line(listed.end, end)

    def _mentions(self, start: int, end: int) -> bool:
        """Whether a stretch holds the word curl, however it is meant: most lines of a listing don't."""
        return self.lower.find("curl", start, end) >= 0

    def _called(self, start: int, end: int, line_end: int) -> int | None:
        """Read a line that may be a statement of some other program, or prose, and the lines that continue it.

        None if it does not call curl: then nothing of it is kept.
        """
        if "|" not in self.text[start:line_end] and "$(" not in self.text[start:line_end]:
            words = self.text[start:line_end].split(None, 1)
            begins = bool(words) and re.fullmatch(r"[a-z][\w.-]*\)?", words[0]) is not None
            if not begins or not _CURL_IN_LINE.search(self.plain, start, line_end):
                return None
        for stop in (end, line_end) if self.attempts < _PATIENCE else (line_end,):
            try:
                after = self.script.read_if_call(start, stop)
            except UnclosedError:
                after = None
            if after is not None:
                return after
            self.attempts += 1
        return None

    def _statement(self, start: int, end: int, line_end: int) -> int:
        """Read a statement; one that is no call of curl and never closes its quotes is prose."""
        try:
            return self.script.read(start, end)
        except UnclosedError:
            self.failures += 1
            calls = _CURL_IN_LINE.search(self.plain, start, line_end) is not None
            if calls or self.failures > _PATIENCE or re.match(r"\s*curl\b", self.text[start : start + 200]):
                raise
            return line_end

    def _after_prompt(self, pos: int, end: int, comments_are_prompts: bool) -> int:
        """Where a statement begins on a line: behind the prompt of a terminal, if a command is there."""
        if self.plain.startswith(_PLAIN_CALL, pos, end):
            return pos
        found = _PROMPT.match(self.plain, pos, end)
        if found is None and comments_are_prompts:
            found = _ROOT_PROMPT.match(self.plain, pos, end)
        if found is None:
            return pos
        line_end = self._end_of_line(pos, end)
        curl = self._mentions(pos, line_end) and _CURL_IN_LINE.search(self.plain, found.end(), line_end)
        if curl or self._begins_statement(found.end(), end):
            self._say("prompt", pos, found.end())
            return found.end()
        return pos

    def _begins_statement(self, start: int, end: int) -> bool:
        """Whether a call of curl begins, an assignment, a function, or a statement by a word of the shell."""
        if self.plain.startswith(_PLAIN_CALL, start, end):
            return True
        found = _BEGINS_STATEMENT.match(self.plain, start, end)
        return found is not None and (found["word"] is None or found["word"] in BEGINNING)

    def _end_of_line(self, pos: int, end: int) -> int:
        at = self.text.find("\n", pos, end)
        return end if at < 0 else at + 1
