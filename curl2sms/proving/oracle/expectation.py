"""A template read with markers in place of its tokens: what it says, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from email.message import Message
from functools import cache
from urllib.parse import unquote

from curl2sms.errors import Note, note
from curl2sms.http import Url, split_url
from curl2sms.knowledge import knowledge
from curl2sms.proving import decoders
from curl2sms.proving.decoders import DecodedValue, UndecodableError
from curl2sms.proving.oracle import charsets, inescapable, structure
from curl2sms.proving.oracle.arrived import (
    IMPLIED,
    PROBE_TOKEN,
    ArrivalReader,
    carried_token,
    credentials,
    hosts,
    implied_type,
    parts_of,
    with_scheme,
)
from curl2sms.proving.oracle.markers import Markers, markers
from curl2sms.proving.oracle.spelling import Spelling
from curl2sms.records import record
from curl2sms.template.model import Template
from curl2sms.tokens import cut


@record
class Expectation:
    """What a template says: its values with markers, its documents by PLACE, its wire texts, its defects."""

    reader: ArrivalReader
    defects: tuple[Note, ...]
    values: tuple[DecodedValue, ...]
    documents: Mapping[str, str]
    spellings: tuple[Spelling, ...]
    markers: Markers


@cache
def methods() -> frozenset[str]:
    """The methods of HTTP that are registered; they are case-sensitive (RFC 9110 9.1)."""
    return frozenset(knowledge("methods"))


def expected(template: Template, origin: str) -> Expectation:
    """Read a template; ``origin`` means a variable of kind ``url`` at the start of its endpoint."""
    return _Decoding(template, origin).expectation()


class _Decoding:
    """The decoding of one template: its values, and what is wrong with it."""

    def __init__(self, template: Template, origin: str) -> None:
        self.template = template
        self.origin = origin
        self.defects: list[Note] = []
        self.markers = markers(template)
        self.pattern = self.markers.pattern
        self.charset = self._charset()
        self.documents = {self._put(document.at): document.syntax for document in template.documents}

    def expectation(self) -> Expectation:
        method = self.template.method
        if method not in methods():
            meant = method.upper()
            self.defects.append(
                note("proof-method-in-small-letters", at="method", method=method, meant=meant)
                if meant in methods()
                else note("proof-method-unknown", at="method", method=method)
            )
        body_syntax = self._syntax_of_the_body()
        values = self._with_documents(list(self._values(body_syntax)))
        self.defects += self._document_names()
        reader = ArrivalReader(self.template, self.charset, body_syntax)
        spellings = tuple(self._spellings(values))
        return Expectation(reader, tuple(self.defects), tuple(values), self.documents, spellings, self.markers)

    def _put(self, text: str) -> str:
        return self.markers.put(text, self.template.macro_names)

    def _charset(self) -> str:
        """The charset that the Content-Type states, else UTF-8; whatever the template itself says.

        A request without a body has no Content-Type to state it: there the template's own is all that can tell.
        """
        if self.template.parameters.type == "none" and not self.template.header("Content-Type"):
            if charsets.canonical(self.template.charset) != "utf-8":
                self.defects.append(note("proof-charset-unstated", charset=self.template.charset))
            return self.template.charset
        message = Message()
        message["Content-Type"] = self.template.header("Content-Type") or "text/plain"
        charset = message.get_content_charset("utf-8")
        if not charsets.is_known(charset):
            self.defects.append(note("proof-charset-unknown", at="header:Content-Type", charset=charset))
            return "utf-8"
        if not charsets.keeps_ascii(charset):
            self.defects.append(note("proof-charset-not-ascii", at="header:Content-Type", charset=charset))
            return "utf-8"
        if charsets.canonical(charset) != charsets.canonical(self.template.charset):
            own = self.template.charset
            self.defects.append(note("proof-charset", at="header:Content-Type", own=own, stated=charset))
        return charset

    def _syntax_of_the_body(self) -> str:
        """The syntax by which a server reads the raw body; a contradiction to what the template says is a defect."""
        parameters = self.template.parameters
        if parameters.type != "raw":
            return "text"
        text = self._put(parameters.body or "")
        if (stated := parameters.syntax or "text") == "text":
            return self._syntax_of_a_text(text)
        if stated == "csv":
            stated = decoders.csv_syntax(text)
        try:
            list(decoders.document(stated, text))
        except UndecodableError as error:
            if stated == "json" and structure.is_lenient_json(text):
                self.defects.append(note("proof-json-lenient", at="body", why=error))
                return "lenient json"
            self.defects.append(note("proof-syntax", at="body", why=error))
            return decoders.shape(text)
        by_media = structure.of_media_type(self.template.header("Content-Type") or "")
        if by_media == structure.JSON_LINES and stated == "json" and len(structure.lines(text)) > 1:
            self.defects.append(note("proof-json-lines", at="body", stated=stated))
        if stated != (shown := decoders.shape(text)) and shown != "text":
            self.defects.append(note("proof-syntax-other", at="body", stated=stated, shown=shown))
            return shown
        if parameters.syntax == "csv" and structure.columns(text) < 2 and self._shown(text) not in (None, "csv"):
            return self._other("csv", text)
        return stated

    def _syntax_of_a_text(self, text: str) -> str:
        """The syntax of a body that the template calls a text: that of the structure which a server would see."""
        if self._shown(text) is not None:
            return self._other("text", text)
        if structure.is_lenient_json(text):
            self.defects.append(note("proof-syntax-other", at="body", stated="text", shown="json"))
            return "lenient json"
        if self.pattern.search(text) and not self.pattern.fullmatch(text):
            self.defects.append(note("proof-format-unknown", at="body"))
        return "text"

    def _shown(self, text: str) -> str | None:
        """The structure that a server sees in the body: that of its shape, else that of its Content-Type."""
        by_media = structure.of_media_type(self.template.header("Content-Type") or "")
        if by_media == "form" and not structure.is_form(text):
            by_media = None
        return structure.of_shape(self._fillings(text)) or by_media

    def _other(self, stated: str, text: str) -> str:
        """Note that the body is of another structure than stated; the syntax to read it by."""
        shown = self._shown(text) or "text"
        by_shape = structure.of_shape(self._fillings(text)) is not None
        content_type = self.template.header("Content-Type")
        if shown in ("form", "multipart"):
            self.defects.append(note("proof-type-other", at="body", stated=stated, shown=shown))
        elif shown == structure.JSON_LINES:
            self.defects.append(note("proof-json-lines", at="body", stated=stated))
        elif by_shape:
            self.defects.append(note("proof-syntax-other", at="body", stated=stated, shown=shown))
        else:
            self.defects.append(note("proof-syntax-media", at="body", stated=stated, media=content_type, shown=shown))
        return decoders.shape(text)

    def _fillings(self, text: str) -> tuple[str, str]:
        """A text with markers, and with a word instead of each: digits can't be everywhere where a word can."""
        return text, self.pattern.sub("x", text)

    def _values(self, body_syntax: str) -> Iterator[DecodedValue]:
        """Everything that must arrive, decoded from the template with its placeholders in it."""
        template = self.template
        url = self._endpoint()
        yield DecodedValue("method", "", template.method)
        stated = [self._put(pair.value) for pair in template.headers if pair.key.lower() == "host"]
        yield from hosts(stated or [url.authority])
        yield from decoders.segments(url.path or "/")
        yield DecodedValue("query", "present", str(url.query is not None))
        yield from decoders.pairs("query", decoders.urlencoded(url.query or "", self.charset))
        if basic := template.basic:
            yield from credentials(self._put(basic.username), self._put(basic.password))
        if client := template.client:
            yield carried_token(with_scheme(client, PROBE_TOKEN))
        headers = [(self._put(pair.key), self._put(pair.value).strip(" \t")) for pair in template.headers]
        headers = [pair for pair in headers if pair[0].lower() != "host"]
        parameters = template.parameters
        if (implied := IMPLIED.get(parameters.type)) and template.header("Content-Type") is None:
            yield implied_type(implied)
        yield from decoders.pairs("header", headers)
        pairs = [(self._put(pair.key), self._put(pair.value)) for pair in parameters.pairs]
        if parameters.type == "form":
            yield from decoders.pairs("form", pairs)
        elif parameters.type == "multipart":
            yield from parts_of(pairs, [pair.content_type for pair in parameters.pairs])
        elif parameters.type == "raw":
            try:
                yield from decoders.document(body_syntax, self._put(parameters.body or ""), plain=True)
            except UndecodableError as error:
                self.defects.append(note("proof-syntax", at="body", why=error))

    def _endpoint(self) -> Url:
        """The endpoint with markers, and with an origin where a variable means that."""
        endpoint = self.template.endpoint
        first = next(cut(endpoint), None)
        if first and first.start == 0:
            endpoint = self.origin + endpoint[first.end :]
        return split_url(self._put(endpoint))

    def _with_documents(self, values: list[DecodedValue]) -> list[DecodedValue]:
        """The values with documents opened: those that the template shows, and those that it should have told."""
        while True:
            try:
                self._settle_delimiters(values)
                opened = list(decoders.opened(values, self.documents, plain=True))
            except UndecodableError as error:
                self.defects.append(note("proof-document", why=error))
                return values
            untold = next(((v.at, syntax) for v in opened if (syntax := self._untold_syntax(v)) != "text"), None)
            if untold is None:
                self.defects += inescapable.defects(self.template, opened, self.markers)
                return opened
            at, syntax = untold
            self.defects.append(note("proof-untold-document", at=at, syntax=syntax))
            self.documents[at] = syntax

    def _document_names(self) -> Iterator[Note]:
        """Names of parameters that are documents with a placeholder in them, which no list of documents can hold."""
        query = decoders.urlencoded(self._endpoint().query or "", self.charset)
        names = [("query", name) for name, _ in query]
        names += [(self.template.parameters.type, self._put(pair.key)) for pair in self.template.parameters.pairs]
        for layer, name in names:
            shown = self._untold_syntax(DecodedValue("name", "string", name))
            if shown != "text":
                yield note("proof-name-document", at=layer, syntax=shown)

    def _settle_delimiters(self, values: list[DecodedValue]) -> None:
        """Each CSV document with the delimiter that it has in the template: a text in it may hold others."""
        for at in [at for at, syntax in self.documents.items() if syntax == "csv"]:
            others = {place: syntax for place, syntax in self.documents.items() if place != at}
            opened = decoders.opened(values, others, plain=True)
            self.documents[at] = decoders.csv_syntax(next((value.text for value in opened if value.at == at), ""))

    def _untold_syntax(self, value: DecodedValue) -> str:
        """The syntax of a value with a placeholder in it that is a document, and not listed as one; else ``text``."""
        if value.kind != "string" or value.at in self.documents or not self.pattern.search(value.text):
            return "text"
        if value.layer == "text":  # the raw body was judged as a whole
            return "text"
        fillings = self._fillings(value.text)
        if structure.of_shape(fillings) == "csv":
            return "csv"
        return next((shown for one in fillings if (shown := _document_in(one)) != "text"), "text")

    def _spellings(self, values: list[DecodedValue]) -> Iterator[Spelling]:
        url = self._endpoint()
        nested = {v.layer for v in values if len(v.inside) > 1 and self.pattern.search(v.text + v.at)}
        encoded = {v.layer for v in values if "base64" in v.inside}
        if "path" not in encoded:
            yield Spelling("path", url.path or "/", "path" in nested)
        if "query" not in encoded and url.query is not None:
            yield Spelling("query", url.query, "query" in nested)
        if self.template.parameters.type == "raw" and not any("base64" in v.inside for v in values):
            yield Spelling("body", self._put(self.template.parameters.body or ""), True)


def _document_in(text: str) -> str:
    """The syntax of a document, ``percent`` for one that is percent-encoded once more; else ``text``."""
    if (shown := decoders.shape(text)) != "text":
        return shown
    return "percent" if "%" in text and decoders.shape(unquote(text)) != "text" else "text"
