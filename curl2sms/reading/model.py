"""What reading a sample gives."""

from __future__ import annotations

from curl2sms.errors import Note, Source, Span
from curl2sms.http import HttpRequest
from curl2sms.records import record


@record
class ReadOption:
    """One option of the command as curl takes it: its long name, its value (None for a switch), its place.

    A URL that stands alone is the option ``url``. ``negated`` is a switch given as ``--no-name``. ``value_span`` is
    the place of the value, where it has one.
    """

    name: str
    value: str | None
    span: Span
    value_span: Span | None = None
    negated: bool = False

    @property
    def place(self) -> Span:
        """The place of the value, or of the option where it takes none."""
        return self.value_span or self.span


@record
class ReadVariable:
    """A variable of the sample: its name in the template, and what is known about it.

    ``kind`` is ``url`` where it stands for the origin at the start of the URL. ``sample_name`` is how the sample
    spells it, where that name belongs to the system and had to be changed.
    """

    name: str
    description: str | None = None
    kind: str | None = None
    sample_name: str | None = None


@record
class Reading:
    """The request that a sample makes, with all that was said on the way.

    ``request`` is what curl would put on the wire, unset variables as stand-ins. ``spelt`` are the stretches of the
    source that went into the request (the URL's word, each header's, each piece of data), for ``span_of``.
    ``options`` are the command's, in order; with ``stdin``, what it reads from its standard input, they make the
    command again.
    """

    source: Source
    request: HttpRequest
    command: Span
    spelt: tuple[Span, ...] = ()
    notes: tuple[Note, ...] = ()
    variables: tuple[ReadVariable, ...] = ()
    options: tuple[ReadOption, ...] = ()
    stdin: str | None = None

    def span_of(self, *spellings: str) -> Span:
        """The place of a value: the first of its spellings that stands in the sample just once, else the command."""
        for spelling in filter(None, spellings):
            hits: list[int] = []
            for stretch in self.spelt or (self.command,):
                at = self.source.text.find(spelling, stretch.start, stretch.end)
                while at >= 0 and len(hits) < 2:
                    hits.append(at)
                    at = self.source.text.find(spelling, at + 1, stretch.end)
            if len(hits) == 1:
                return Span(hits[0], hits[0] + len(spelling))
        return self.command
