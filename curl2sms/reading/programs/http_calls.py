"""The HTTP call that a program makes, and the curl command that makes the same: so both go one road from here."""

from __future__ import annotations

from curl2sms.errors import Note, Span
from curl2sms.http import FORM_TYPE
from curl2sms.patterns import regex
from curl2sms.reading.curl import Operation
from curl2sms.reading.model import ReadOption
from curl2sms.records import record
from curl2sms.traced import Traced, joined

JSON_TYPE = "application/json"
_TO_ESCAPE = regex(r"[\\\"]")


@record
class Part:
    """A field of a multipart body: its name, its text, and its media type if one is stated."""

    name: Traced
    text: Traced
    media_type: Traced | None = None


@record
class HttpCall:
    """A request as a client of the language would send it.

    ``content_type`` is what the client says of the body where the sample does not; ``""`` where it says nothing.
    ``parts`` are the fields of a multipart body. ``basic`` is user and password, decoded.
    ``further`` are other options of curl.
    """

    span: Span
    method: str
    url: Traced
    headers: tuple[tuple[Traced, Traced], ...] = ()
    body: Traced | None = None
    content_type: str = ""
    parts: tuple[Part, ...] | None = None
    basic: tuple[Traced, Traced] | None = None
    insecure: bool = False
    further: tuple[tuple[str, Traced | None], ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def operation(self) -> Operation:
        """The options of curl that make the same request."""
        options = [self._option("url", self.url), ReadOption("globoff", None, self.span)]
        if self.method != ("GET" if self.body is None and self.parts is None else "POST"):
            options.append(self._option("request", Traced(self.method)))
        stated = {name.text.strip().lower() for name, _ in self.headers}
        options += [self._option("header", joined((name, value), ": ")) for name, value in self.headers if value.text]
        options += [self._option("header", name + Traced(";")) for name, value in self.headers if not value.text]
        if self.parts is not None:
            options += [self._field(part) for part in self.parts]
        elif self.body is not None:
            options.append(self._option("data-raw", self.body))
            if "content-type" not in stated and self.content_type != FORM_TYPE:
                options.append(self._option("header", Traced(f"Content-Type: {self.content_type}".rstrip())))
        if self.basic is not None:
            options.append(self._option("user", joined(self.basic, ":")))
        if self.insecure:
            options.append(ReadOption("insecure", None, self.span))
        for name, value in self.further:
            options.append(ReadOption(name, None, self.span) if value is None else self._option(name, value))
        return Operation(tuple(options), self.notes)

    def _field(self, part: Part) -> ReadOption:
        """A field as ``--form-string``; one with a type as ``--form``, its text between quotes."""
        if part.media_type is None:
            return self._option("form-string", joined((part.name, part.text), "="))
        text = part.text.sub(_TO_ESCAPE, lambda found: f"\\{found[0]}")
        return self._option("form", joined((part.name, Traced('="'), text, Traced('";type='), part.media_type)))

    def _option(self, name: str, value: Traced) -> ReadOption:
        return ReadOption(name, value, self.span, value.known_span() or self.span)
