"""The oracle: what must arrive, what did, and the differences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest

from curl2sms.errors import Note
from curl2sms.json_pointers import escaped
from curl2sms.proving import decoders
from curl2sms.proving.decoders import DecodedValue, UndecodableError
from curl2sms.proving.mock import Received
from curl2sms.proving.model import Difference
from curl2sms.proving.oracle.arrived import ArrivalReader, ascii_authority, decoded, is_default, lacks_length, view
from curl2sms.proving.oracle.comparing import compared
from curl2sms.proving.oracle.expectation import Expectation
from curl2sms.proving.oracle.fitting import unfit
from curl2sms.proving.oracle.markers import MarkerValues
from curl2sms.proving.oracle.spelling import Missing, between, encoded, encoded_again, form_misspelt, misspelt
from curl2sms.records import replace
from curl2sms.template.model import Template

_JSON = ("json", "lenient json")


@dataclass(frozen=True)
class Oracle:
    """The expectation of one template, ready for any values.

    Values are given by token: ``{"$$To": "14155550100", "$$Body": "Hi", "${KEY}": "k"}``, each as it must arrive.
    """

    expectation: Expectation

    @property
    def template(self) -> Template:
        """The template that it is about."""
        return self.expectation.reader.template

    @property
    def charset(self) -> str:
        """The charset that the template's Content-Type states, else UTF-8."""
        return self.expectation.reader.charset

    @property
    def defects(self) -> tuple[Note, ...]:
        """What is wrong with the template before anything is sent."""
        return self.expectation.defects

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return self.expectation.markers.pattern

    @cached_property
    def _by_marker(self) -> Mapping[str, str]:
        return self.expectation.markers.by_marker

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """The template's placeholders and variables as they are written, each once, in their order."""
        return tuple(self.expectation.markers.by_token)

    @cached_property
    def _named_by_token(self) -> tuple[bool, ...]:
        """Of each value, whether a token is in its name or in the place around it."""
        return tuple(any(map(self._pattern.search, value.steps)) for value in self.expectation.values)

    @cached_property
    def _occurrences(self) -> dict[str, tuple[DecodedValue, ...]]:
        """Where each token is."""
        return {
            token: tuple(v for v in self.expectation.values if marker in v.text or marker in v.at)
            for token, marker in self.expectation.markers.by_token.items()
        }

    def places(self, token: str) -> tuple[str, ...]:
        """The PLACEs that hold a token; none for one that the template has not."""
        return tuple(dict.fromkeys(self._named(value.at) for value in self._occurrences.get(token, ())))

    def layers(self, token: str) -> frozenset[str]:
        """The outermost layers (``query``, ``header``, ``json``) of the places that hold a token, or ``host``."""
        return frozenset(value.layer for value in self._occurrences.get(token, ()))

    def is_bare(self, token: str) -> bool:
        """Whether a token is bare in JSON somewhere."""
        return any(value.kind == "number" for value in self._occurrences.get(token, ()))

    def uncarriable(self, token: str, text: str) -> str | None:
        """Why some place of the token can't carry a text, in words; None where all can."""
        marker = self.expectation.markers.by_token[token]
        for value in self._occurrences[token]:
            if reason := unfit(value, marker, text, self.charset):
                return f"{self._named(value.at)}: {reason}"
        return None

    def differences(
        self, received: Received, values: Mapping[str, str], *, any_client: bool = False
    ) -> list[Difference]:
        """What did not arrive as it should have with these values; empty where all did.

        ``any_client``: an application's own client sent it, which may add headers of its own.
        """
        expected = [self._as_received(value) for value in self._filled(values)]
        documents = self._documents_of(expected)
        try:
            view_of_it = view(received, self.expectation.reader, any_client=any_client)
            got = list(decoders.opened(view_of_it, documents))
        except UndecodableError as error:
            return [self._undecodable(error, received)]
        found = [*compared(expected, got), *self._misspelt(received, values)]
        if lacks_length(received) and not any_client:
            found.append(Difference("header:Content-Length", str(len(received.body)), None, layer="header"))
        return found

    def _filled(self, values: Mapping[str, str]) -> Iterator[DecodedValue]:
        """The template's values with other values at its tokens; in the names of JSON as a pointer writes them."""
        filled = self._filling(values)
        in_pointer = self._filling({token: escaped(text) for token, text in values.items()})
        for value, is_named_by_token in zip(self.expectation.values, self._named_by_token, strict=True):
            if not is_named_by_token:
                yield replace(value, text=text) if (text := filled(value.text)) != value.text else value
                continue
            *around, step = (
                (in_pointer if syntax in _JSON else filled)(step)
                for step, syntax in zip_longest(value.steps, value.inside, fillvalue="")
            )
            yield DecodedValue(step, value.kind, filled(value.text), value.inside, tuple(around))

    def _as_received(self, value: DecodedValue) -> DecodedValue:
        """A header's value loses the spaces at its ends; the address's international host is named in ASCII."""
        text = value.text
        if value.inside == ("header",):
            text = text.strip(" \t")
        elif value.inside == ("host",) and self.template.header("Host") is None:
            text = ascii_authority(text)
        return value if text == value.text else replace(value, text=text)

    def _documents_of(self, filled: Sequence[DecodedValue]) -> dict[str, str]:
        """The template's documents by the PLACEs that they have once its values are filled in."""
        if not self.expectation.documents:
            return {}
        places = {
            ">".join(value.steps[:depth]): ">".join(now.steps[:depth])
            for value, now in zip(self.expectation.values, filled, strict=True)
            for depth in range(1, len(value.steps))
        }
        return {places.get(at, at): syntax for at, syntax in self.expectation.documents.items()}

    def _undecodable(self, error: UndecodableError, received: Received) -> Difference:
        """A body, or a document in a value, that is not of its syntax any more."""
        syntax = self.expectation.reader.body_syntax
        wanted = f"a body that is {syntax}" if self.template.parameters.type == "raw" else "values of their syntax"
        return Difference("body", wanted, f"{error}: {decoded(received.body, self.charset)}")

    def read(self, received: Received) -> dict[str, str]:
        """The values that a request has where the template's tokens are; those that were found."""
        try:
            got = list(decoders.opened(view(received, self._leniently), self._lenient_documents))
        except UndecodableError:
            return {}
        by_place = {(value.at, value.kind): value for value in got}
        found: dict[str, str] = {}
        for value in self.expectation.values:
            if self._pattern.search(value.at):
                arrived = self._of_that_name(value, got)
            else:
                arrived = by_place.get((value.at, value.kind))
            if arrived is None:
                continue
            for template_text, text in ((value.at, arrived.at), (value.text, arrived.text)):
                for token, part in self._parts(template_text, text):
                    found.setdefault(token, part)
        return found

    def _of_that_name(self, value: DecodedValue, got: Sequence[DecodedValue]) -> DecodedValue | None:
        """What arrived under a name that holds a token: the first such name that is no other value's."""
        fixed = {other.at for other in self.expectation.values}
        named = (other for other in got if other.kind == value.kind and other.at not in fixed)
        return next((other for other in named if any(self._parts(value.at, other.at))), None)

    def _parts(self, template_text: str, text: str) -> Iterator[tuple[str, str]]:
        """Each token of a template's text with what is in its place in another text."""
        names = self._pattern.findall(template_text)
        stretches = between(self._pattern.split(template_text), text) if names else []
        if not isinstance(stretches, Missing):
            yield from zip([self._by_marker[name] for name in names], stretches, strict=True)

    def compare(self, expected: Received, got: Received) -> list[Difference]:
        """How two requests differ in meaning; every header counts but those that clients add unasked."""
        try:
            views = [list(self._whole_view(received)) for received in (expected, got)]
        except UndecodableError as error:
            return [self._undecodable(error, got)]
        return list(compared(*views))

    def _whole_view(self, received: Received) -> Iterator[DecodedValue]:
        stated = tuple(pair for pair in received.headers if not is_default(*pair))
        values = view(replace(received, headers=stated), self._leniently, every_header=True)
        return decoders.opened(values, self._lenient_documents)

    @cached_property
    def _leniently(self) -> ArrivalReader:
        """How a sample's request is read: its JSON may be such as only lenient readers take."""
        syntax = self.expectation.reader.body_syntax
        return replace(self.expectation.reader, body_syntax="any json" if syntax == "json" else syntax)

    @cached_property
    def _lenient_documents(self) -> Mapping[str, str]:
        return {at: "any json" if one == "json" else one for at, one in self.expectation.documents.items()}

    def letters(self, sample: Received) -> list[Difference]:
        """What of the template's own letters (target and raw body, less its tokens) is not in a sample."""
        path, _, query = sample.target.decode("utf-8", "surrogateescape").partition("?")
        got = {"path": path, "query": query, "body": decoded(sample.body, self.charset)}
        found = []
        values = got["body"] if self.template.parameters.type == "form" else ""
        shown = decoders.shape(decoders.strict_json(values))
        if shown != "text":  # the one name that such a form has would arrive encoded
            found.append(misspelt("body", values, f"a form, and no {shown}"))
        for spelling in self.expectation.spellings:
            stretches = between(self._pattern.split(spelling.text), got[spelling.part])
            if isinstance(stretches, Missing):
                found.append(misspelt(spelling.part, got[spelling.part], stretches.piece))
            elif spelling.part == "query" and not values:
                values = "&".join(stretches)
        spaces = {space for space in ("+", "%20") if space in values}
        if len(spaces) == 1 and self.template.parameters.space not in spaces:
            found.append(Difference("request", min(spaces), self.template.parameters.space, "spaces"))
        return found

    def _filling(self, values: Mapping[str, str]) -> MarkerValues:
        by_token = self.expectation.markers.by_token
        by_marker = {by_token[token]: text for token, text in values.items() if token in by_token}
        return MarkerValues(self._pattern, by_marker)

    def _named(self, at: str) -> str:
        """A PLACE as people know it: tokens where markers are."""
        return self._pattern.sub(lambda match: self._by_marker[match[0]], at)

    def _misspelt(self, received: Received, values: Mapping[str, str]) -> Iterator[Difference]:
        """Where the letters differ although the meaning may not: percent-encoding, JSON spelling, white space."""
        path, _, query = received.target.decode("utf-8", "surrogateescape").partition("?")
        body = decoded(received.body, self.charset)
        space = self.template.parameters.space
        got = {"path": path, "query": query, "body": body}
        encoders = {"path": ("", "utf-8", "%20"), "query": ("*", self.charset, space)}
        for spelling in self.expectation.spellings:
            arrived, encoder = got[spelling.part], encoders.get(spelling.part)
            if encoder and not spelling.nested:
                tokens = {self._by_marker[marker] for marker in self._pattern.findall(spelling.text)}
                expected = self._filling({token: encoded(values[token], *encoder) for token in tokens})
                if (spelt := expected(spelling.text)) != arrived:
                    yield misspelt(spelling.part, spelt, arrived)
                continue
            stretches = between(self._pattern.split(spelling.text), arrived)
            if isinstance(stretches, Missing):
                yield misspelt(spelling.part, stretches.piece, arrived)
            elif encoder:
                for stretch in stretches:
                    if (spelt := encoded_again(stretch, *encoder)) != stretch:
                        yield misspelt(spelling.part, spelt, stretch)
        if self.template.parameters.type == "form":
            yield from form_misspelt(body, self.charset, space)
