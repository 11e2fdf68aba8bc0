"""What reading a sample gives."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from curl2sms.errors import Note, SampleError, Source, Span
from curl2sms.http import HttpRequest, OAuth2
from curl2sms.records import attribute, record, replace
from curl2sms.traced import Traced


@record
class ReadOption:
    """One option of the command as curl takes it: its long name, its value (None for a switch), its place.

    ``traced`` is the value with the places that its characters came from. A URL that is alone is the option
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

    ``kind`` is ``url`` where it means the origin at the start of the URL. ``sample_name`` is how the sample
    spells it, where that name belongs to the system and had to be changed. ``rewritten`` is the place where the sample
    makes it of a text, as hex digits or in another charset.
    """

    name: str
    description: str | None = None
    kind: str | None = None
    sample_name: str | None = None
    rewritten: Span | None = None


@record
class Known:
    """What is known of a sample's variables beside their values.

    ``named`` are variables that had no name of their own (``$1``), with the names of those that they were given to;
    ``deferred`` are texts that become Base64 once their variables are known, by the name of the variable that is
    for them; ``renamed`` are names that a system or another service owns, as the template calls them; ``about`` says
    what a variable means, where its name does not; ``looped`` are the variables of loops, each with the place that
    names it, and ``given`` those that ``read`` or a sum gives a value that the sample does not show. ``rewritten`` are
    those that hold a text as hex digits or in another charset, each with the place that makes it.
    """

    named: dict[str, str] = attribute(default_factory=dict)
    deferred: dict[str, str] = attribute(default_factory=dict)
    renamed: dict[str, str] = attribute(default_factory=dict)
    about: dict[str, str] = attribute(default_factory=dict)
    looped: dict[str, Span] = attribute(default_factory=dict)
    given: dict[str, Span] = attribute(default_factory=dict)
    rewritten: dict[str, Span] = attribute(default_factory=dict)

    def called(self, name: str) -> str:
        """What the template calls a variable: one that a system or another service owns gets a name of its own."""
        from curl2sms.owned_names import owned

        if not owned(name):
            return name
        self.renamed[f"SAMPLE_{name}"] = name
        return f"SAMPLE_{name}"


@record
class ReadCall:
    """One call that a sample describes: its request, or the error that says why there is none.

    The request is what goes on the wire, unset variables as stand-ins, with the place of each text
    (``HttpRequest.traces``). ``span`` is the place of the call, ``stretches`` are its own place and those of values
    that it takes from elsewhere. ``notes`` were made while it was read. ``name`` is what the sample calls it; empty
    where a question can only name method and URL. ``answer_to`` is the variable that takes its answer,
    ``origin_variable`` the one that means the origin of its URL. ``options`` are those of a curl command, in
    order, or those that make the request of a program; a document's call has none.
    """

    span: Span
    request: HttpRequest | None
    error: SampleError | None = None
    notes: tuple[Note, ...] = ()
    stretches: tuple[Span, ...] = ()
    name: str = ""
    answer_to: str | None = None
    origin_variable: str | None = None
    options: tuple[ReadOption, ...] = ()


@record
class ReadSample:
    """What a reader makes of a text: the calls that it describes in order, and what is known of their variables.

    ``notes`` are about the whole text, ``inner_notes`` about what is in it: those that concern a call lie within
    its ``stretches``.
    """

    calls: tuple[ReadCall, ...]
    known: Known = attribute(default_factory=Known)
    notes: tuple[Note, ...] = ()
    inner_notes: tuple[Note, ...] = ()

    def notes_of(self, call: ReadCall) -> list[Note]:
        """What was reported about one call, or about the whole text."""
        begun = sorted({call.span, *call.stretches}, key=lambda each: each.start)
        starts = [each.start for each in begun]
        ends = [0, *accumulate((each.end for each in begun), max)]  # the farthest of those begun so far
        inner = [
            said
            for said in self.inner_notes
            if said.span and said.span.end <= ends[bisect_right(starts, said.span.start)]
        ]
        return [*self.notes, *inner, *call.notes]


@record
class ReadToken:
    """How the token of a request is fetched first: the call that does it, and what it does as a client.

    ``client``'s texts hold unset variables as stand-ins. ``at`` is which of the request's headers carries the token.
    ``is_open``: the sample only says that id and secret belong there, and they became variables.
    """

    call: ReadCall
    client: OAuth2
    at: int
    is_open: bool = False


@record
class Reading:
    """The request that a sample makes, with all that was reported on the way.

    ``request`` is what goes on the wire, unset variables as stand-ins, with the place of each text
    (``HttpRequest.traces``). ``span`` is the place of the call. ``kind`` is the kind of text (``sample_kinds``).
    ``options`` are those of a curl command, in order: they make the command again. ``token`` says how the token that
    the request carries is fetched, where another call of the sample does that and a template can.
    """

    source: Source
    request: HttpRequest
    span: Span
    notes: tuple[Note, ...] = ()
    variables: tuple[ReadVariable, ...] = ()
    options: tuple[ReadOption, ...] = ()
    kind: str = "curl"
    token: ReadToken | None = None

    @property
    def carried(self) -> HttpRequest:
        """The request as a template holds it: with the client that fetches the token, without the header for that."""
        if self.token is None:
            return self.request
        headers, at = self.request.traces.headers, self.token.at
        kept = self.request.with_headers((*headers[:at], *headers[at + 1 :]))
        return replace(kept, client=self.token.client)
