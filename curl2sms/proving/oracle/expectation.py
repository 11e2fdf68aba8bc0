"""A template read with markers in place of its tokens: what it says, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from email.message import Message

from curl2sms.errors import Note, note
from curl2sms.http import Url, split_url
from curl2sms.proving import decoders
from curl2sms.proving.decoders import UndecodableError, Value
from curl2sms.proving.oracle.arrived import IMPLIED, Reader, credentials, implied_type, parts_of
from curl2sms.proving.oracle.markers import Markers, markers
from curl2sms.proving.oracle.spelling import Spelling
from curl2sms.records import record
from curl2sms.template.model import Template
from curl2sms.tokens import cut


@record
class Expectation:
    """What a template says: its values with markers, its documents by PLACE, its wire texts, its defects."""

    reader: Reader
    defects: tuple[Note, ...]
    values: tuple[Value, ...]
    documents: Mapping[str, str]
    spellings: tuple[Spelling, ...]
    markers: Markers


def expected(template: Template, origin: str) -> Expectation:
    """Read a template; ``origin`` stands for a variable of kind ``url`` at the start of its endpoint."""
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
        body_syntax = self._syntax_of_the_body()
        values = self._with_documents(list(self._values(body_syntax)))
        reader = Reader(self.template, self.charset, body_syntax)
        spellings = tuple(self._spellings(values))
        return Expectation(reader, tuple(self.defects), tuple(values), self.documents, spellings, self.markers)

    def _put(self, text: str) -> str:
        return self.markers.put(text, self.template.macro_names)

    def _charset(self) -> str:
        """The charset that the Content-Type states, else UTF-8; whatever the template itself says.

        A request without a body has no Content-Type to state it: there the template's own is all that can tell.
        """
        if self.template.parameters.type == "none" and not self.template.header("Content-Type"):
            if _canonical(self.template.charset) != "utf-8":
                self.defects.append(note("proof-charset-unstated", charset=self.template.charset))
            return self.template.charset
        message = Message()
        message["Content-Type"] = self.template.header("Content-Type") or "text/plain"
        charset = message.get_content_charset("utf-8")
        try:
            "".encode(charset)
        except LookupError:
            self.defects.append(note("proof-charset-unknown", at="header:Content-Type", charset=charset))
            return "utf-8"
        if _canonical(charset) != _canonical(self.template.charset):
            own = self.template.charset
            self.defects.append(note("proof-charset", at="header:Content-Type", own=own, stated=charset))
        return charset

    def _syntax_of_the_body(self) -> str:
        """The syntax that the raw body's own shape shows; a contradiction to what the template says is a defect."""
        parameters = self.template.parameters
        if parameters.type != "raw":
            return "text"
        stated, text = parameters.syntax or "text", self._put(parameters.body or "")
        if stated == "csv":
            stated = decoders.csv_syntax(text)
        try:
            list(decoders.document(stated, text))
        except UndecodableError as error:
            if stated == "json" and self._is_lenient_json(text):
                self.defects.append(note("proof-json-lenient", at="body", why=error))
                return "lenient json"
            self.defects.append(note("proof-syntax", at="body", why=error))
            return decoders.shape(text)
        if stated == "text" and self._is_lenient_json(text):
            self.defects.append(note("proof-syntax-other", at="body", stated=stated, shown="json"))
            return "lenient json"
        if stated != (shown := decoders.shape(text)) and shown != "text":
            self.defects.append(note("proof-syntax-other", at="body", stated=stated, shown=shown))
            return shown
        return stated

    def _is_lenient_json(self, text: str) -> bool:
        """Whether a body is JSON to a lenient reader alone."""
        return decoders.shape(text) != "json" == decoders.shape(decoders.strict_json(text))

    def _values(self, body_syntax: str) -> Iterator[Value]:
        template = self.template
        url = self._endpoint()
        yield Value("method", "", template.method)
        yield Value("host", "", template.header("Host") or url.authority, ("host",))
        yield from decoders.segments(url.path or "/")
        yield Value("query", "present", str(url.query is not None))
        yield from decoders.pairs("query", decoders.urlencoded(url.query or "", self.charset))
        if template.authentication:
            basic = template.authentication
            yield from credentials(self._put(basic.username), self._put(basic.password))
        headers = [(self._put(pair.key), self._put(pair.value).strip(" \t")) for pair in template.headers]
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
        """The endpoint with markers, and with an origin where a variable stands for that."""
        endpoint = self.template.endpoint
        first = next(cut(endpoint), None)
        if first and first.start == 0:
            endpoint = self.origin + endpoint[first.end :]
        return split_url(self._put(endpoint))

    def _with_documents(self, values: list[Value]) -> list[Value]:
        """The values with documents opened: those that the template tells, and those that it should have told."""
        while True:
            try:
                self._settle_delimiters(values)
                opened = list(decoders.opened(values, self.documents, plain=True))
            except UndecodableError as error:
                self.defects.append(note("proof-document", why=error))
                return values
            untold = next((v for v in opened if self._is_untold_document(v)), None)
            if untold is None:
                return opened
            self.defects.append(note("proof-untold-document", at=untold.at, syntax=decoders.shape(untold.text)))
            self.documents[untold.at] = decoders.shape(untold.text)

    def _settle_delimiters(self, values: list[Value]) -> None:
        """Each CSV document with the delimiter that it has in the template: a text in it may hold others."""
        for at in [at for at, syntax in self.documents.items() if syntax == "csv"]:
            others = {place: syntax for place, syntax in self.documents.items() if place != at}
            opened = decoders.opened(values, others, plain=True)
            self.documents[at] = decoders.csv_syntax(next((value.text for value in opened if value.at == at), ""))

    def _is_untold_document(self, value: Value) -> bool:
        """Whether a value with a placeholder in it is a document in which that needs escaping."""
        if value.kind != "string" or value.at in self.documents or not self.pattern.search(value.text):
            return False
        if value.layer == "text" or (shape := decoders.shape(value.text)) == "text":
            return False
        inner = decoders.document(shape, value.text.strip())
        return any(v.kind == "string" and self.pattern.search(v.text) for v in inner)

    def _spellings(self, values: list[Value]) -> Iterator[Spelling]:
        url = self._endpoint()
        nested = {v.layer for v in values if len(v.inside) > 1 and self.pattern.search(v.text + v.at)}
        encoded = {v.layer for v in values if "base64" in v.inside}
        if "path" not in encoded:
            yield Spelling("path", url.path or "/", "path" in nested)
        if "query" not in encoded and url.query is not None:
            yield Spelling("query", url.query, "query" in nested)
        if self.template.parameters.type == "raw" and not any("base64" in v.inside for v in values):
            yield Spelling("body", self._put(self.template.parameters.body or ""), True)


def _canonical(charset: str) -> str:
    import codecs

    try:
        return codecs.lookup(charset).name
    except LookupError:
        return charset.lower()
