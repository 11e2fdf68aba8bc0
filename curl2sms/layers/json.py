"""JSON (RFC 8259): strings, numbers, literals and bare words by their JSON Pointers (RFC 6901).

It has its own tokenizer, because the standard one neither gives spans nor reads what people paste. It accepts texts
that are clear although they are not strict JSON (unquoted keys and words, single quotes, comments, trailing commas,
line breaks in strings), and says how each is written strictly; and a template's ``{"to": $$To}``. Broken JSON is
refused with its place.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from curl2sms.errors import SampleError, Source, Stretch, UnfitError, note
from curl2sms.http import CLOSE, OPEN
from curl2sms.json_pointers import escaped
from curl2sms.layers.charset import check_carried
from curl2sms.layers.edits import Edit, without_members
from curl2sms.layers.leaf import MAX_DEPTH, MAX_LEAVES, MAX_NAMES, Leaf, Style, is_whole
from curl2sms.layers.place import Names
from curl2sms.patterns import regex
from curl2sms.records import attribute, draft, record

# What is repaired of a value that has no quotes.
WITHOUT_QUOTES, IN_PYTHON = "a value without quotes", "a word of Python"
# How a value is written: in quotes, or not. PART is a piece of a bare word.
STRING, SINGLE, NUMBER, LITERAL, BARE, PART = "string", "single-quoted", "number", "literal", "bare", "part"
KEY, SINGLE_KEY, BARE_KEY = "key", "single-quoted-key", "bare-key"
_QUOTED = {STRING: '"', KEY: '"', SINGLE: "'", SINGLE_KEY: "'"}

_COMMENT = r"//[^\r\n]*|/\*.*?\*/|#[ \t][^\r\n]*"  # the last one is Python's
_GAP = regex(rf"(?>[ \t\r\n\ufeff]+|{_COMMENT})*", re.DOTALL)
_IN_GAP = "/#\ufeff"  # besides spaces
_NEAR = 40  # how far plain spaces are looked at without a pattern: as far as lines are indented
_COMMENT_IN_GAP = regex(r"(?:(?<![ \t])[ \t]++)?(?://[^\r\n]*|/\*.*?(?:\*/|\Z)|#[ \t][^\r\n]*)", re.DOTALL)
_IN_QUOTES = {
    '"': regex(r'"([^"\\]*(?:\\.[^"\\]*)*)"', re.DOTALL),
    "'": regex(r"'([^'\\]*(?:\\.[^'\\]*)*)'", re.DOTALL),
}
# Words without quotes: also a template's ${NAME}, {{name}} and <name>, but no typographic quotes.
_PIECE = r"\$\{\w+\}|\{\{[^{}\"'\r\n]*\}\}|(?!#[ \t])[^\s,:/\\\[\]{}\"'“”„‟‘’]|/(?![/*])"
_BARE_KEY = regex(rf"(?:{_PIECE})+")
_BARE_WORD = regex(rf"(?>{_PIECE}|:(?://)?)+(?:[ \t]+(?:{_PIECE})+)*")
_NUMBER = regex(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_LITERALS = ("true", "false", "null")
_OF_PYTHON = {"True": "true", "False": "false", "None": "null"}
_STAND_IN = rf"{OPEN}\w+{CLOSE}"
_FITS_BARE = regex(rf"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?|true|false|null|(?:[1-9][0-9]*)?(?:{_STAND_IN}[0-9]*)+")
_FITS_PART = regex(rf"(?:[0-9]|{_STAND_IN})+")

_ESCAPE = regex(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)", re.DOTALL)
_MEANINGS = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_LENIENT_MEANINGS = {"'": "'", "\n": "", "\r": ""}  # JSON5 5.1
_UNKNOWN_ESCAPE = regex(r"\\(?!u[0-9a-fA-F]{4}|[\"\\/bfnrt'\r\n])", re.DOTALL)
_NEITHER = regex(r"[\x00-\x1f]|\\['\r\n]")
_IN_SINGLE = regex(r"[\x00-\x1f]|(?<!\\)\"|\\['\r\n]")
_SPELLINGS = {chr(code): f"\\u{code:04x}" for code in range(0x20)} | {
    meaning: f"\\{letter}" for letter, meaning in _MEANINGS.items() if letter != "/"
}
_TO_ESCAPE = {
    '"': regex(r'["\\\x00-\x1f]'),
    "'": regex(r"['\\\x00-\x1f]"),
}


@record
class Mend:
    """What a strict reader would refuse, though it is plain in meaning: what, in words, and the edits that repair it.

    ``at`` is the name of the leaf where it is a value, else empty.
    """

    what: str
    edits: tuple[Edit, ...]
    at: str = ""

    @property
    def span(self) -> Stretch:
        """From the first edit to the last."""
        return Stretch(self.edits[0].start, self.edits[-1].end)


@record
class Contents:
    """All that a document holds. ``containers`` are the members of each array and object: names and spans."""

    leaves: list[Leaf]
    mends: list[Mend]
    containers: list[list[tuple[str, Stretch]]]


def leaves(text: str, _charset: str = "utf-8", /) -> list[Leaf]:
    """Every scalar, named by its pointer, and before a member's value its key (named by the pointer and ``#``).

    Of repeated keys the second is ``/a#2``. Raises errors.SampleError (``json-broken``, ``nested-too-deep``,
    ``too-many-values``).
    """
    return read(text).leaves


def mends(text: str) -> list[Mend]:
    """What a strict reader of JSON would refuse in a text that ``leaves`` can read, and how it is repaired."""
    return read(text).mends


def escape(value: str, kind: str, style: Style, /) -> str:
    """In quotes: the quote, the backslash and control characters escaped, all else as it is.

    Without quotes only what means itself there: a number, ``true``, ``false``, ``null``; in a part of a word only
    digits. Raises errors.UnfitError, also for what the charset can't encode, and for lone surrogates.
    """
    quote = _QUOTED.get(kind)
    if quote is None:
        if not (_FITS_PART if kind in (PART, BARE_KEY) else _FITS_BARE).fullmatch(value):
            raise UnfitError(note("text-no-json-number", text=value))
        return value
    check_carried(value, style.charset)
    return _TO_ESCAPE[quote].sub(lambda special: _SPELLINGS.get(special[0]) or f"\\{special[0]}", value)


def offsets(raw: str, kind: str, _charset: str = "utf-8", /) -> Sequence[int]:
    """See Layer."""
    if kind not in _QUOTED or "\\" not in raw:
        return range(len(raw) + 1)
    found: list[int] = []
    at, known = 0, _Meanings()
    for match in _ESCAPE.finditer(raw):
        start, end = match.span()
        found += range(at, start)
        if known[match[0]]:
            found.append(start)
        at = end
    found += range(at, len(raw) + 1)
    return found


def cuts(text: str, names: Collection[str], _charset: str = "utf-8", /) -> list[Stretch]:
    """Members of arrays and objects, each with a comma."""
    found: list[Stretch] = []
    for members in read(text).containers:
        gone = {i for i, (name, _) in enumerate(members) if name in names}
        if gone:
            found += without_members([span for _, span in members], gone)
    return _outermost(found)


def kinds_of_parts(kind: str, around: Sequence[str], /) -> list[str]:
    """See Layer."""
    return [kind if kind in _QUOTED or is_whole(around) else PART] * (len(around) - 1)


@draft
class _Container:
    """An array or object that is being read."""

    closing: str
    pointer: str
    start: int  # of the member that this container is, in the one around it
    members: list[tuple[str, Stretch]] = attribute(default_factory=list)
    names: Names = attribute(default_factory=Names)


def read(text: str, most: int = MAX_LEAVES) -> Contents:
    """Read a document of at most so many values in one pass, without recursion; errors.SampleError: it is broken."""
    reader = _Reader(text, most)
    pointer, start = "", reader.at
    while True:
        opening = reader.opening()
        if opening:
            reader.open(opening, pointer, start)
            if not reader.at_closing():
                pointer, start = reader.next_member()
                continue
            pointer, start = reader.close()
        else:
            reader.scalar(pointer)
        while reader.open_containers and reader.ends_member(pointer, start):
            pointer, start = reader.close()
        if not reader.open_containers:
            reader.end()
            return reader.contents
        pointer, start = reader.next_member()


class _Reader:
    """The tokenizer: where it is, what is open, what it has found."""

    def __init__(self, text: str, most: int) -> None:
        self.text = text
        self.most = most
        self.contents = Contents([], [], [])
        self.open_containers: list[_Container] = []
        self.at = 0
        self._name_room = MAX_NAMES
        self._skip()

    def opening(self) -> str:
        """The bracket that is here; ``""`` before a scalar."""
        char = self.text[self.at : self.at + 1]
        return char if char == "[" or (char == "{" and not self._stands_bare()) else ""

    def open(self, bracket: str, pointer: str, start: int) -> None:
        """Enter the array or object that begins here, the member ``pointer`` of the one around it."""
        if len(self.open_containers) == MAX_DEPTH:
            raise SampleError(note("nested-too-deep", Stretch(self.at, self.at + 1), depth=MAX_DEPTH), self._source())
        self.open_containers.append(_Container("]" if bracket == "[" else "}", pointer, start))
        self.contents.containers.append(self.open_containers[-1].members)
        self.at += 1
        self._skip()

    def at_closing(self) -> bool:
        """Whether the innermost container ends here."""
        return self.text.startswith(self.open_containers[-1].closing, self.at)

    def close(self) -> tuple[str, int]:
        """Leave the innermost container: the pointer and the start of the member that it is."""
        self.at += 1
        done = self.open_containers.pop()
        return done.pointer, done.start

    def next_member(self) -> tuple[str, int]:
        """The name and start of the member that begins here; an object's key is read."""
        container = self.open_containers[-1]
        start = self.at
        if container.closing == "]":
            return f"{container.pointer}/{len(container.members)}", start
        span, key, kind = self._key()
        step = container.names.unique(escaped(key))
        pointer = f"{container.pointer}/{step}"
        self._leaf(f"{container.pointer}/{container.names.itself(step)}", key, span, kind)
        self._skip()
        if not self.text.startswith(":", self.at):
            raise self._broken("a colon is missing after a key")
        self.at += 1
        self._skip()
        return pointer, start

    def ends_member(self, pointer: str, start: int) -> bool:
        """Take the member that ends here, and what parts it from the next; whether the container ends too."""
        container = self.open_containers[-1]
        container.members.append((pointer, Stretch(start, self.at)))
        self._skip()
        if self.text.startswith(",", self.at):
            comma = self.at
            self.at += 1
            self._skip()
            if not self.text.startswith(container.closing, self.at):
                return False
            self._mend("a comma before a closing bracket", Edit(comma, comma + 1, ""))
            return True
        if self.text.startswith(container.closing, self.at):
            return True
        raise self._broken(
            "a comma or a closing bracket is missing" if self.at < len(self.text) else "it ends too early"
        )

    def scalar(self, pointer: str) -> None:
        """Take the string, number, literal or bare word that is here."""
        char = self.text[self.at : self.at + 1]
        if char in _IN_QUOTES:
            span, value = self._quoted(char)
            self._leaf(pointer, value, span, STRING if char == '"' else SINGLE)
            return
        match = _BARE_WORD.match(self.text, self.at)
        if not match:
            raise self._broken("a value is missing" if self.at < len(self.text) else "it ends too early")
        word, span = match[0], Stretch(*match.span())
        if word in _LITERALS:
            kind = LITERAL
        elif _NUMBER.fullmatch(word):
            kind = NUMBER
        else:
            kind = BARE
            if word in _OF_PYTHON:
                self._mend(IN_PYTHON, Edit(span.start, span.end, _OF_PYTHON[word]), at=pointer)
            else:
                self._mend(WITHOUT_QUOTES, *_in_quotes(word, span), at=pointer)
        self.at = match.end()
        self._leaf(pointer, word, span, kind)

    def end(self) -> None:
        """See that only white space and comments follow."""
        self._skip()
        if self.at < len(self.text):
            raise self._broken("there is text after the end of the document")

    def _key(self) -> tuple[Stretch, str, str]:
        """Go over a key: its span, what it means, and its kind (in quotes of either kind, or bare)."""
        char = self.text[self.at : self.at + 1]
        if char in _IN_QUOTES:
            span, key = self._quoted(char)
            return span, key, KEY if char == '"' else SINGLE_KEY
        match = _BARE_KEY.match(self.text, self.at)
        if not match:
            raise self._broken("a key is missing" if self.at < len(self.text) else "it ends too early")
        span = Stretch(*match.span())
        self.at = match.end()
        self._mend("a key without quotes", *_in_quotes(match[0], span))
        return span, match[0], BARE_KEY

    def _quoted(self, quote: str) -> tuple[Stretch, str]:
        """The string that is here: its span within the quotes, and what it means."""
        match = _IN_QUOTES[quote].match(self.text, self.at)
        if not match:
            raise self._broken("a quote is not closed")
        raw, span = match[1], Stretch(*match.span(1))
        if quote == '"' and "\\" not in raw and raw.isprintable():  # as most are: nothing is escaped or must be
            self.at = match.end()
            return span, raw
        unknown = _UNKNOWN_ESCAPE.search(_without_backslash_pairs(raw)) if "\\" in raw else None
        if unknown:
            self.at = span.start + unknown.start()
            raise self._broken("a backslash before a character that needs none")
        self.at = match.end()
        odd = (_NEITHER if quote == '"' else _IN_SINGLE).finditer(_without_backslash_pairs(raw))
        edits = [Edit(span.start + one.start(), span.start + one.end(), _strict(one[0])) for one in odd]
        if quote == "'":
            around = Edit(match.start(), span.start, '"'), Edit(span.end, match.end(), '"')
            self._mend("single quotes", around[0], *edits, around[1])
        else:
            escapes = tuple(edit for edit in edits if edit.end - edit.start > 1)
            if characters := tuple(edit for edit in edits if edit not in escapes):
                self._mend("a line break or control character in a string", *characters)
            if escapes:
                self._mend("an escape that JSON does not have", *escapes)
        return span, _decode(raw)

    def _stands_bare(self) -> bool:
        """Whether ``{`` begins a word: ``{{name}}``."""
        return self.text.startswith("{{", self.at) and _BARE_WORD.match(self.text, self.at) is not None

    def _leaf(self, name: str, value: str, span: Stretch, kind: str) -> None:
        self._name_room -= len(name)
        if len(self.contents.leaves) == self.most or self._name_room < 0:
            raise SampleError(note("too-many-values", span, most=self.most), self._source())
        self.contents.leaves.append(Leaf(name, value, span, kind))

    def _mend(self, what: str, *edits: Edit, at: str = "") -> None:
        self.contents.mends.append(Mend(what, edits, at))

    def _skip(self) -> None:
        """Go over spaces and comments; a comment is repaired."""
        ahead = self.text[self.at : self.at + _NEAR]
        behind = ahead.lstrip(" \t\r\n")
        if not ahead or (behind and behind[0] not in _IN_GAP):  # as most are, which needs no pattern
            self.at += len(ahead) - len(behind)
            return
        match = _GAP.match(self.text, self.at)
        if match and match.end() > self.at:
            if "/" in match[0] or "#" in match[0]:
                found = _COMMENT_IN_GAP.finditer(self.text, self.at, match.end())
                self._mend("a comment", *(Edit(*comment.span(), "") for comment in found))
            self.at = match.end()

    def _broken(self, why: str) -> SampleError:
        return SampleError(
            note("json-broken", Stretch(self.at, min(self.at + 1, len(self.text))), why=why), self._source()
        )

    def _source(self) -> Source:
        return Source("the JSON", self.text)


def _without_backslash_pairs(raw: str) -> str:
    """The same text, as long, with each escaped backslash out of the way."""
    return raw.replace("\\\\", "..") if "\\\\" in raw else raw


def _strict(odd: str) -> str:
    """What is no JSON within a string, as JSON writes it."""
    return _SPELLINGS.get(odd) or _LENIENT_MEANINGS.get(odd[1:], "")


def _in_quotes(word: str, span: Stretch) -> tuple[Edit, ...]:
    tabs = (Edit(span.start + at, span.start + at + 1, "\\t") for at, char in enumerate(word) if char == "\t")
    return Edit(span.start, span.start, '"'), *tabs, Edit(span.end, span.end, '"')


def _decode(raw: str) -> str:
    if "\\" not in raw:
        return raw
    known = _Meanings()
    return _ESCAPE.sub(lambda escape: known[escape[0]], raw)


class _Meanings(dict[str, str]):
    """What the escapes of a text mean: a long one has a few of them, again and again."""

    def __missing__(self, escape: str) -> str:
        self[escape] = meant = _meaning(escape)
        return meant


def _meaning(escape: str) -> str:
    """What an escape means; ``""`` for a continued line (JSON5 5.2)."""
    if escape[1] != "u":
        return _MEANINGS.get(escape[1], _LENIENT_MEANINGS.get(escape[1], escape[1]))
    if len(escape) == 12:
        high, low = int(escape[2:6], 16), int(escape[8:], 16)
        return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
    return chr(int(escape[2:], 16))


def _outermost(spans: list[Stretch]) -> list[Stretch]:
    """Spans less those that lie within another."""
    kept: list[Stretch] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept
