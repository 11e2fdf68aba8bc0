"""What reading a sample gives."""

from __future__ import annotations

from curl2sms.errors import Note, Source, Span
from curl2sms.http import HttpRequest
from curl2sms.records import record
from curl2sms.traced import Traced


@record
class ReadOption:
    """One option of the command as curl takes it: its long name, its value (None for a switch), its place.

    ``traced`` is the value with the places that its characters came from. A URL that stands alone is the option
    ``url``. ``negated`` is a switch given as ``--no-name``. ``value_span`` is the place of the value, quotes included,
    where it has one. ``stdin`` is what an option reads that names the standard input (``@-``): all of it, or nothing
    where an earlier option has read it; None where the sample does not show it.
    """

    name: str
    traced: Traced | None
    span: Span
    value_span: Span | None = None
    negated: bool = False
    stdin: Traced | None = None

    @property
    def value(self) -> str | None:
        """The value as curl takes it."""
        return None if self.traced is None else self.traced.text

    @property
    def place(self) -> Span:
        """The place of the value, or of the option where it takes none."""
        return self.value_span or self.span


@record
class ReadVariable:
    """A variable of the sample: its name in the template, and what is known about it.

    ``kind`` is ``url`` where it stands for the origin at the start of the URL. ``sample_name`` is how the sample
    spells it, where that name belongs to the system and had to be changed. ``rewritten`` is the place where the sample
    makes it of a text, as hex digits or in another charset.
    """

    name: str
    description: str | None = None
    kind: str | None = None
    sample_name: str | None = None
    rewritten: Span | None = None


@record
class Reading:
    """The request that a sample makes, with all that was said on the way.

    ``request`` is what curl would put on the wire, unset variables as stand-ins, with the place of each text
    (``HttpRequest.traces``). ``options`` are the command's, in order: they make the command again.
    """

    source: Source
    request: HttpRequest
    command: Span
    notes: tuple[Note, ...] = ()
    variables: tuple[ReadVariable, ...] = ()
    options: tuple[ReadOption, ...] = ()
