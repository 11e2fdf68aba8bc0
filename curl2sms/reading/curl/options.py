"""Words become options, by curl's own rules: tool_getparam.c, and "OPTIONS" of curl's manual."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from curl2sms.errors import Note, SampleError, Span, note
from curl2sms.http import OPEN
from curl2sms.knowledge import knowledge
from curl2sms.patterns import regex
from curl2sms.reading.model import Known, ReadOption
from curl2sms.reading.script.limits import MOST_CUT_OFF, too_many
from curl2sms.reading.script.model import Stdin, Word
from curl2sms.records import draft, record, replace
from curl2sms.traced import Traced, joined, spelt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from curl2sms.reading.curl.variables import CurlVariables

# What means a hyphen after a word processor: hyphen, no-break hyphen, figure dash, en dash, em dash, minus.
DASHES = "‐‑‒–—−"
_LOOKS_LIKE_URL = regex(
    r"[A-Za-z][\w+.-]*:/|[\w-]+(\.[\w-]+)+(?=[:/?#]|$)|localhost\b|"
    + OPEN
    + r"|[{<$]|\[[^\]]*\]\(https?:|[\w.-]+(?:/|:[^\s:])"
)
_USUAL = ("https://", "http://")  # for which the pattern is not even compiled
PAIR = regex(r"[\w.\[\]-]+=")
_WITH_SCHEME = regex(r"[A-Za-z][\w+.-]*://|" + OPEN)
# Options whose value is a text that a person may have typed with spaces and without quotes.
_TEXTS = frozenset(
    ("data", "data-ascii", "data-binary", "data-raw", "data-urlencode", "json", "form", "form-string", "header")
)
# A header that is alone, by names that a call of a provider has.
_HEADER = regex(
    r"(?P<name>(?:proxy-)?authorization|content-type|accept|api-?key|x-[a-z][\w-]*)[ \t]*:(?!//)",
    re.IGNORECASE,
    begins_with=("proxy-authorization", "authorization", "content-type", "accept", "api", "x-"),
)
# The values with which options read the standard input, which can be read once.
_FROM_STDIN = {
    **dict.fromkeys(("data", "data-ascii", "data-binary", "json", "header"), regex(r"@(?:-|/dev/stdin)\Z")),
    **dict.fromkeys(("data-urlencode", "url-query"), regex(r"(?!\+)[^=@]*@(?:-|/dev/stdin)\Z")),
    "form": regex(r"[^=]*=[@<]\s*(?:-|\"-\")\s*(?:[;,]|\Z)"),
    "variable": regex(r"%?\w+(?:\[\d+-\d*\])?@-\Z", re.ASCII),
    "upload-file": regex(r"[-.]\Z"),
    "config": regex(r"-\Z"),
}
# Options that curl 8 refuses with an empty value, where they would say nothing.
_NEVER_EMPTY = frozenset(("oauth2-bearer", "proto-default", "range"))
# What looks like an option within a value: a quote before it may be missing, or of another kind.
_OPTION_IN_VALUE = regex(r"[ \n]-(?:[dFHXu]|-(?:data|form|header|request|url|user)[a-z-]*)[ \n]+\S")
# What the command takes that PowerShell calls curl.
_OF_POWERSHELL = frozenset(("uri", "method", "body", "headers", "contenttype", "usebasicparsing"))


@record
class Option:
    """A row of curl's option table, data/options.json: ``argument`` is None for a switch."""

    name: str
    fate: str
    short: str | None = None
    argument: str | None = None
    since: str | None = None
    note: str | None = None
    replay: bool = False


@cache
def _rows() -> dict[str, dict[str, Any]]:
    """The rows of the table by curl's long names: a command has a few of these options, so each is made when named."""
    rows = knowledge("options")
    return {row["name"]: row for row in rows}


@cache
def option_named(name: str) -> Option:
    """The option of a long name, which is in the table."""
    return Option(**_rows()[name])


@cache
def _by_letter() -> dict[str, str]:
    return {row["short"]: name for name, row in _rows().items() if "short" in row}


def table() -> dict[str, Option]:
    """All of curl's options by their long names."""
    return {name: option_named(name) for name in _rows()}


def looks_like_url(text: str) -> bool:
    """Whether a word of a command is meant as a URL, with its scheme or without."""
    return text.startswith(_USUAL) or _LOOKS_LIKE_URL.match(text) is not None


def replayable(name: str) -> bool:
    """Whether curl may be given an option in a replay: it neither reads, writes nor connects elsewhere."""
    return name in _rows() and option_named(name).replay


@record
class Operation:
    """What curl does between two ``--next``: its options in order, the URLs among them."""

    options: tuple[ReadOption, ...]
    notes: tuple[Note, ...] = ()

    def last(self, name: str) -> ReadOption | None:
        """The option that counts where only the last one does."""
        for option in reversed(self.options):  # asked of some twenty names: a generator would cost more
            if option.name == name:
                return option
        return None

    def all(self, *names: str) -> list[ReadOption]:
        """All options of some names, in order."""
        return [option for option in self.options if option.name in names]

    def is_on(self, name: str) -> bool:
        """Whether a switch is on: the last word on it counts."""
        option = self.last(name)
        return option is not None and not option.negated


def operations(words: Sequence[Word], stdin: Stdin | None = None, known: Known | None = None) -> list[Operation]:
    """The operations of a command: ``words`` are those after ``curl``, ``stdin`` is what options may read.

    ``known`` learns what the template calls variables that come from the environment. Raises SampleError for an
    unknown option, one without its value, and one that makes the command unreadable.
    """
    found: list[list[ReadOption]] = [[]]
    notes: list[Note] = []
    shared = _Shared(_StandardInput(stdin), known or Known(), notes)
    for option in _Reader(words, shared).read():
        if option.name == "next":
            found.append([])
        else:
            found[-1].append(option)
    if len(found) > 1 and not found[-1]:
        found.pop()
    made = [Operation(tuple(shared.stdin.uploaded(each) for each in options)) for options in found]
    return [Operation(made[0].options, tuple(notes)), *made[1:]]


class _StandardInput:
    """What a command finds on its standard input: the first option that names it reads all of it, others nothing."""

    def __init__(self, stdin: Stdin | None) -> None:
        self.span = stdin.span if stdin else None
        self._left = stdin.traced if stdin else None

    def read_by(self, option: ReadOption) -> ReadOption:
        """The option with what it reads. ``--upload-file`` reads later, when all options are known."""
        pattern = _FROM_STDIN.get(option.name)
        if self._left is None or option.name == "upload-file" or not (pattern and pattern.match(option.value or "")):
            return option
        return self._given_to(option)

    def uploaded(self, option: ReadOption) -> ReadOption:
        """``--upload-file -`` with what is left for it; any other option as it is."""
        if self._left is None or option.name != "upload-file" or not _FROM_STDIN[option.name].match(option.value or ""):
            return option
        return self._given_to(option)

    def _given_to(self, option: ReadOption) -> ReadOption:
        text, self._left = self._left, Traced("")
        return replace(option, stdin=text)


@draft
class _Shared:
    """What the words of a command and those of its configs share; whether the operation has its URL already."""

    stdin: _StandardInput
    known: Known
    notes: list[Note]
    has_url: bool = False
    own_variables: CurlVariables | None = None

    @property
    def variables(self) -> CurlVariables:
        """Those of curl; few commands have any."""
        if self.own_variables is None:
            from curl2sms.reading.curl.variables import CurlVariables

            self.own_variables = CurlVariables(self.known, self.notes)
        return self.own_variables


class _Reader:
    def __init__(self, words: Sequence[Word], shared: _Shared, *, in_config: bool = False) -> None:
        self.words = words
        self.shared = shared
        self.notes = shared.notes
        self.in_config = in_config
        self.at = 0
        self.has_scheme: bool | None = None

    def read(self) -> Iterator[ReadOption]:
        only_urls = False
        while self.at < len(self.words):
            word = self.words[self.at]
            self.at += 1
            traced = word.traced if only_urls else self._hyphens(word)
            text = traced.text
            if header := None if only_urls or self.in_config else _HEADER.match(text):
                self.notes.append(note("header-without-option", word.span, name=header["name"]))
                value, span = self._with_cut_off(traced, word.span) if word.bare else (traced, word.span)
                yield ReadOption("header", value, span, span)
            elif only_urls or not text.startswith("-"):
                self.shared.has_url = True
                yield ReadOption("url", traced, word.span, word.span)
            elif text == "--":
                only_urls = True
            else:
                for option in [self._long(word, traced[2:])] if text[:2] == "--" else self._letters(word, traced[1:]):
                    yield from self._judged(option)

    def _judged(self, option: ReadOption) -> Iterator[ReadOption]:
        """The option, or those that it brings; SampleError for one that makes the command unreadable."""
        row = option_named(option.name)
        option = self.shared.stdin.read_by(option)
        if option.name == "config" and option.stdin is not None:
            yield from self._config(option.stdin, self.shared.stdin.span or option.span)
        elif option.name == "variable":
            self.shared.variables.assign(option)
        elif option.name == "next" and not self.shared.has_url:
            if not self.in_config:  # there curl goes on with the same operation
                raise SampleError(note("next-without-url", option.span))
        elif row.fate == "refused" and row.note:
            raise SampleError(note(row.note, option.span, option=f"--{option.name}"))
        elif option.value == "" and option.name in _NEVER_EMPTY:
            self.notes.append(note("option-empty", option.span, option=f"--{option.name}"))
        else:
            self.shared.has_url = option.name != "next" and (self.shared.has_url or option.name == "url")
            yield option

    def _config(self, text: Traced, span: Span) -> Iterator[ReadOption]:
        """The options that ``--config -`` reads from the standard input that the sample shows."""
        from curl2sms.reading.curl import config

        words, notes = config.words(text, span)
        self.notes += [note("config-read", span), *notes]
        yield from _Reader(words, self.shared, in_config=True).read()

    def _hyphens(self, word: Word) -> Traced:
        """The word with the dash of a word processor in front of it as the hyphens that were typed."""
        text = word.text
        if word.bare and text in {"-", "--"}:
            return self._joined(word)
        if not word.bare or text[:1] not in DASHES or not text[:1]:
            return word.traced
        rest = text.lstrip(DASHES + "-")
        if not rest:
            return self._joined(word)
        name = rest.partition("=")[0]
        long = len(text) - len(rest) > 1 or (len(name) > 1 and any(n.startswith(name) for n in _rows()))
        self.notes.append(note("dash-for-hyphen", Span(word.span.start, word.span.start + len(text) - len(rest))))
        return word.traced.edited([(0, len(text) - len(rest), "--" if long else "-")])

    def _joined(self, word: Word) -> Traced:
        """Hyphens alone with the name of an option that is apart from them: ``- X POST``, ``-- data``."""
        behind = self.words[self.at] if self.at < len(self.words) and not self.in_config else None
        if behind is None or not behind.bare:
            return word.traced
        is_letter = word.text != "--" and behind.text in _by_letter()
        if not is_letter and (word.text == "-" or behind.text not in _rows()):
            return word.traced
        self.at += 1
        hyphens = "-" if is_letter else "--"
        self.notes.append(note("hyphen-apart", Span(word.span.start, behind.span.end), option=hyphens + behind.text))
        return word.traced.rewritten(0, len(word.traced), hyphens) + behind.traced

    def _value(self, word: Word, option: Option) -> tuple[Traced, Span]:
        if self.at >= len(self.words):
            raise SampleError(note("option-without-value", word.span, option=word.text))
        value = self.words[self.at]
        self.at += 1
        if option.name in _TEXTS and value.bare:
            return self._with_cut_off(value.traced, value.span)
        return value.traced, value.span

    def _with_cut_off(self, text: Traced, span: Span) -> tuple[Traced, Span]:
        """A value without quotes, with the words after it that can be neither options nor the URL."""
        parts, end = [text], span.end
        while self.at < len(self.words):
            word = self.words[self.at]
            gap = word.span.start - end
            stray = not word.bare or word.text[:1] in ("-", *DASHES) or word.text in {"/", "\\", "//", "*"}
            ends = self._may_be_url(word.text) or PAIR.match(word.text) or _HEADER.match(word.text)
            if stray or not 0 < gap <= 2 or ends:
                break
            if len(parts) > 2 * MOST_CUT_OFF:
                raise too_many(word.span)
            parts += spelt(" " * gap, Span(end, word.span.start)), word.traced
            end = word.span.end
            self.at += 1
        if len(parts) == 1:
            return text, span
        whole = Span(span.start, end)
        self.notes.append(note("blank-in-value", whole, text="".join(part.text for part in parts[1:]).strip()))
        return joined(parts), whole

    def _may_be_url(self, text: str) -> bool:
        """Whether a word may be the URL: where one with a scheme is among the words, only one with a scheme."""
        if self.has_scheme is None:
            self.has_scheme = any(_WITH_SCHEME.match(word.text) for word in self.words)
        return _WITH_SCHEME.match(text) is not None if self.has_scheme else looks_like_url(text)

    def _long(self, word: Word, text: Traced) -> ReadOption:
        """``--data text``, ``--no-verbose``, ``--expand-data text``, ``--data=text``."""
        spelt_name, equals, glued = text.partition("=")
        name = spelt_name.text
        option, negated = self._named(word, name)
        expands = name.startswith("expand-")
        if option.argument is None:
            if expands:
                raise SampleError(note("curl-variable", word.span, option=f"--{name}"))
            if equals:
                raise SampleError(note("option-takes-no-value", word.span, option=f"--{name}"))
            return ReadOption(option.name, None, word.span, None, negated)
        if negated:
            raise SampleError(note("option-not-negated", word.span, option=f"--{name}"))
        if equals:  # since curl 8.16
            start = min(word.span.end, word.span.start + len(name) + 3)
            value, span = glued, Span(start, word.span.end)
        else:
            value, span = self._value(word, option)
        if expands:
            value = self.shared.variables.expanded(option.name, value, span)
        return ReadOption(option.name, value, Span(word.span.start, span.end), span)

    def _named(self, word: Word, name: str) -> tuple[Option, bool]:
        """A long name in full, or so much of it as was unique to the curl 7 that took it so.

        With ``no-`` in front a switch is off; with ``expand-`` variables are put into the value.
        """
        for start, negated in (("", False), ("no-", True), ("expand-", False)):
            meant = name.removeprefix(start)
            if name.startswith(start) and meant in _rows():
                return option_named(meant), negated
        older = [option for option in table().values() if option.since is None]
        begun = [option for option in older if name and option.name.startswith(name)]
        if len(begun) == 1:
            self.notes.append(note("option-shortened", word.span, option=f"--{name}", meant=f"--{begun[0].name}"))
            return begun[0], False
        if begun:
            names = ", ".join(f"--{option.name}" for option in begun[:6])
            raise SampleError(note("option-ambiguous", word.span, option=f"--{name}", names=names))
        raise SampleError(_unknown(word.span, f"--{name}", name))

    def _letters(self, word: Word, text: Traced) -> Iterator[ReadOption]:
        """``-sSLk``, ``-XPOST``: letters until one takes a value, which is the rest or else the next word."""
        letters = text.text
        if not letters:
            raise SampleError(_unknown(word.span, "-", ""))
        if letters.lower() in _OF_POWERSHELL:
            raise SampleError(note("another-program", word.span, program="Invoke-WebRequest"))
        if len(letters) > 2 and letters in _rows():
            self.notes.append(note("hyphen-missing", word.span, option=f"-{letters}", meant=f"--{letters}"))
            yield self._long(word, text)
            return
        told: set[str] = set()
        for i, letter in enumerate(letters):
            if letter not in _by_letter():
                raise SampleError(_unknown(word.span, f"-{letter}", letters))
            option = option_named(_by_letter()[letter])
            if option.argument is None:
                if letter not in told:  # a switch twice says nothing new
                    yield ReadOption(option.name, None, word.span)
                told.add(letter)
                continue
            rest = text[i + 1 :]
            if rest.text:
                if rest.text.startswith("="):
                    self.notes.append(note("equals-kept", word.span, option=f"-{letter}"))
                start = min(word.span.end, word.span.start + i + 2)
                yield ReadOption(option.name, rest, word.span, Span(start, word.span.end))
            else:
                value, span = self._value(word, option)
                yield ReadOption(option.name, value, Span(word.span.start, span.end), span)
            return


def _unknown(span: Span, spelt: str, name: str) -> Note:
    """An option that curl has not, with the nearest that it has."""
    import difflib

    spelt = spelt.replace(OPEN, "$")
    near = difflib.get_close_matches(name[:40], _rows(), n=1, cutoff=0.6)
    if not near:
        return note("option-unknown", span, option=spelt)
    return note("option-unknown-near", span, option=spelt, near=f"--{near[0]}")


def said_of_values(operation: Operation) -> list[Note]:
    """Values that seem to hold an option."""
    notes = []
    for option in operation.options:
        value = option.value or ""
        if (" -" in value or "\n-" in value) and option.name in _TEXTS | {"url"}:
            found = _OPTION_IN_VALUE.search(value)
            notes += [note("option-in-value", option.place, text=found[0].strip())] if found else []
    return notes


def said_of(operation: Operation) -> list[Note]:
    """What matters and no template can hold, each option once; all of the connection and the output in one note."""
    notes: list[Note] = []
    of_connection: dict[str, Span] = {}
    told: set[str] = set()
    for option in operation.options:
        row = option_named(option.name)
        if option.negated or option.name in told:
            continue
        told.add(option.name)
        if row.fate == "connection":
            of_connection.setdefault(f"--{option.name}", option.span)
        elif row.fate in {"loss", "noted"} and row.note:
            notes.append(note(row.note, option.span, option=f"--{option.name}"))
    if of_connection:
        names, first = ", ".join(of_connection), next(iter(of_connection.values()))
        negated = "they don't" if len(of_connection) > 1 else "it doesn't"
        notes.append(note("options-of-connection", first, options=names, negated=negated))
    return notes
