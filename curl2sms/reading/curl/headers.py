"""``-H``: what curl makes of a header line (http.c, Curl_add_custom_headers; curl's manual, ``--header``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from curl2sms.errors import Note, SampleError, note
from curl2sms.http import split_url
from curl2sms.layers.leaf import MAX_LEAVES
from curl2sms.reading.model import ReadOption
from curl2sms.traced import Traced

# Headers that the connection makes again for each message.
_COUNTED = frozenset(("content-length", "transfer-encoding", "expect"))


class Headers:
    """The header lines of a command: those that are sent, in order, and the names that are taken away.

    ``X: v`` is sent, ``X;`` is sent empty, ``X:`` takes away what curl would send of itself; anything else without a
    colon is left out, as curl does, and ``X;v`` takes away as ``X:`` does, also where ``v`` is a space (http.c,
    Curl_checkheaders). A line without
    a name is none.
    """

    def __init__(self, options: Sequence[ReadOption], notes: list[Note]) -> None:
        self.sent: list[tuple[Traced, Traced]] = []
        self.removed: set[str] = set()
        count = 0
        for option in options:
            lines = _lines(option, notes)
            count += len(lines)
            if count > MAX_LEAVES:  # a request has not so many values
                raise SampleError(note("too-many-values", option.place, most=MAX_LEAVES))
            for line in lines:
                self._add(line, option, notes)

    def _add(self, line: Traced, option: ReadOption, notes: list[Note]) -> None:
        """Take one line for a header that is sent, for one that is taken away, or for none; see the class."""
        spelt, colon, value = line.partition(":")
        if not colon:
            spelt, semicolon, value = line.partition(";")
        name, known = spelt.strip(), spelt.text.strip().lower()
        if not colon and (not semicolon or value.text):
            notes.append(note("header-without-colon", option.place, text=line.text))
            if semicolon:
                self.removed.add(known)
            return
        if not name.text:
            notes.append(note("header-without-name", option.place, text=line.text))
            return
        if name != spelt:
            notes.append(note("header-name-blank", option.place, name=name.text))
        if known in _COUNTED and (value.text.strip() or known == "content-length" or not colon):
            notes.append(note("header-counted", option.place, name=name.text))
        elif colon and not value.text.strip(" \t"):
            self.removed.add(known)
        else:
            self.sent.append((name, value.lstrip(" \t")))

    def has(self, name: str) -> bool:
        """Whether the sample states a header, or takes it away."""
        return name.lower() in self.removed or self.value(name) is not None

    def value(self, name: str) -> str | None:
        """The first value of a header; None where none is sent."""
        traced = self.traced(name)
        return None if traced is None else traced.text

    def traced(self, name: str) -> Traced | None:
        """The first value of a header with its place."""
        return next((value for key, value in self.sent if key.text.lower() == name.lower()), None)

    def taken(self, name: str) -> list[tuple[Traced, Traced]]:
        """A header's lines, which are taken out."""
        lines = [pair for pair in self.sent if pair[0].text.lower() == name.lower()]
        self.drop(name)
        return lines

    def drop(self, name: str) -> None:
        """Take a header's lines out."""
        self.sent = [pair for pair in self.sent if pair[0].text.lower() != name.lower()]

    def drop_what_clients_send(self, url: str) -> None:
        """Take out what every client sends of itself: a Host that says what the URL says, and ``Accept: */*``."""
        self.sent = [pair for pair in self.sent if (pair[0].text.lower(), pair[1].text.strip()) != ("accept", "*/*")]
        if (self.value("Host") or "").strip().lower() == split_url(url).authority.lower():
            self.drop("Host")


def _lines(option: ReadOption, notes: list[Note]) -> list[Traced]:
    """The header lines of one option: itself, or what ``@-`` brings; a line break inside begins another header."""
    value = option.traced or Traced("")
    if value.text.startswith("@"):
        if option.stdin is None:
            raise SampleError(note("headers-from-file", option.place, file=value.text[1:]))
        return [line for line in _split(option.stdin) if line.text]
    if "\n" not in value.text and "\r" not in value.text:
        return [value]
    lines = [line for line in value.replace("\r", "\n").split("\n") if line.text.strip()]
    if len(lines) > 1:
        notes.append(note("header-with-line-break", option.place))
    return lines


def _split(text: Traced) -> Iterator[Traced]:
    """As ``str.splitlines``."""
    at = 0
    for line, whole in zip(text.text.splitlines(), text.text.splitlines(keepends=True), strict=True):
        yield text[at : at + len(line)]
        at += len(whole)
