"""The operations of an OpenAPI document become calls."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from curl2sms.errors import Note, SampleError, Source, Span, note
from curl2sms.http import FORM_TYPE
from curl2sms.patterns import regex
from curl2sms.reading.documents.composing import CallParts, check_number, composed
from curl2sms.reading.documents.openapi.references import References
from curl2sms.reading.documents.openapi.security import Security, all_of
from curl2sms.reading.documents.openapi.values import Room, Values, as_json, as_text, is_of_text
from curl2sms.reading.documents.tree import ABSENT, Node, of_json, plain
from curl2sms.reading.encoding import form, multipart, percent_encoded
from curl2sms.reading.model import Known, ReadCall, ReadSample
from curl2sms.records import record
from curl2sms.traced import Traced, joined

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch")
_JSON = regex(r"application/(?:[\w.+-]*\+)?json\b(?s:.*)|\*/\*|text/json", re.IGNORECASE)
_WRITTEN = (_JSON, regex(re.escape(FORM_TYPE)), regex("multipart/form-data"))
_TO_TRY = regex(r"sandbox|staging|(?<![a-z])(?:test|dev|mock|stage)|localhost|127\.0\.0\.1", re.IGNORECASE)
_IN_BRACES = regex(r"\{(?P<name>[^{}/]+)\}")
_MOST_SHOWN = 8
_FENCE = regex(r"^(?:```|~~~)[^\n]*\n(?P<document>.*?)(?:^(?:```|~~~)|\Z)", re.MULTILINE | re.DOTALL)
_BEGINS = regex(r"^[ \t{]*[\"']?(?:openapi|swagger)[\"']?[ \t]*:", re.MULTILINE)
_NOT_BREAK = regex(r"[^\n]")


def read(source: Source) -> ReadSample:
    """The operations of a document, in its order. Raises SampleError where it is neither JSON nor YAML."""
    root = _tree(source)
    operations = list(_operations(References(root)))
    check_number(len(operations))
    known = Known()
    room = Room()
    requests = [_Request(one, known, room) for one in operations]
    calls = [request.call() for request in requests]
    tokens = {call.span: call for request in requests if (call := request.token)}  # each once, before all others
    return ReadSample((*tokens.values(), *calls), known)


def operation_at(source: Source, span: Span) -> tuple[dict[str, Any], str, str] | None:
    """The document as plain values, and the path and the method (in lower case) of the operation at a place."""
    root = _tree(source)
    for one in _operations(References(root)):
        if one.node.span == span:
            return plain(root), one.path, one.method.lower()
    return None


def _tree(source: Source) -> Node:
    source = Source(source.name, _in_fence(source.text))
    if source.text.lstrip("\ufeff \t\r\n").startswith("{"):
        return of_json(source)
    from curl2sms.reading.documents.yaml_tree import of_yaml

    return of_yaml(source)


def _in_fence(text: str) -> str:
    """A text, or what its Markdown fence holds where the document is in one, at the same places."""
    for found in _FENCE.finditer(text):
        if _BEGINS.search(found["document"]):
            before, behind = text[: found.start("document")], text[found.end("document") :]
            return _NOT_BREAK.sub(" ", before) + found["document"] + _NOT_BREAK.sub(" ", behind)
    return text


@record
class _Operation:
    """An operation where it is: its method, its path, the item of the path around it."""

    references: References
    method: str
    path: str
    item: Node
    node: Node

    @property
    def name(self) -> str:
        """What the document calls it."""
        name = self.node.get("operationId").text.text or self.node.get("summary").text.text
        name = name or f"{self.method} {self.path}"
        return f"{name} (deprecated)" if self.node.get("deprecated").is_true else name


def _operations(references: References) -> Iterator[_Operation]:
    for path, given in references.root.get("paths").members.items():
        item = references.followed(given)
        for method in _METHODS:
            if operation := item.get(method):
                yield _Operation(references, method.upper(), path, item, operation)


class _Request:
    """The request of an operation while it is made."""

    def __init__(self, operation: _Operation, known: Known, room: Room) -> None:
        self.operation = operation
        self.node = operation.node
        self.references = operation.references
        self.root = operation.references.root
        self.values = Values(operation.references, known, room)
        self.security = Security(operation.references, known)
        self.notes: list[Note] = []
        self.parameters: list[Node] = []
        self.token: ReadCall | None = None

    def call(self) -> ReadCall:
        span, name = self.node.span, self.operation.name
        try:
            self.parameters = list(self._parameters())
            credentials = self.security.of(self.node, self.notes)
            self.token = credentials.token
            headers = all_of(credentials.headers, self._pairs("header"))
            body, content_type = self._body()
            if content_type:
                headers = all_of(headers, [(Traced("Content-Type"), Traced(content_type))])
            url = self._url(credentials.query)
        except SampleError as error:
            return ReadCall(span, None, error, name=name)
        if left_out := dict.fromkeys(self.values.left_out):
            shown = ", ".join(list(left_out)[:_MOST_SHOWN]) + (", ..." if len(left_out) > _MOST_SHOWN else "")
            self.notes.append(note("optional-left-out", span, names=shown))
        parts = CallParts(self.operation.method, url, headers, body, credentials.basic)
        return composed(parts, span, name=name, notes=self.notes)

    # Parameters

    def _parameters(self) -> Iterator[Node]:
        """The parameters of the path and of the operation; one of the operation takes the place of one of the path."""
        listed = [*self.operation.item.get("parameters").items, *self.node.get("parameters").items]
        followed = [self.references.followed(one) for one in listed]
        yield from {(one.get("in").text.text, one.get("name").text.text): one for one in followed}.values()

    def _of(self, where: str) -> list[Node]:
        return [one for one in self.parameters if one.get("in").text.text == where]

    def _pairs(self, where: str) -> list[tuple[Traced, Traced]]:
        """The parameters of a place with their values. Where none is called required or has an example, all of them."""
        found = self._of(where)
        needs_all = not any(one.get("required").is_true or self._example(one) for one in found)
        pairs: list[tuple[Traced, Traced]] = []
        for one in found:
            required = one.get("required").is_true or (needs_all and where != "header")
            value = self._value(one, required=required)
            if not value:
                self.values.left_out.append(one.get("name").text.text)
            elif value.kind == "list" and _is_repeated(one):
                pairs += [(one.get("name").text, as_text(item)) for item in value.items]
            else:
                pairs.append((one.get("name").text, as_text(value)))
        return pairs

    def _example(self, described: Node) -> Node:
        """The example of a parameter or of a media type; of several the one of a text, or the first."""
        if own := described.get("example") or described.get("x-example"):
            return own
        named = [(name, self.references.followed(one)) for name, one in described.get("examples").members.items()]
        named += [("", self.references.followed(one)) for one in described.get("examples").items]
        named = [(name, one) for name, one in named if one.get("value")]
        of_texts = (one for name, one in named if is_of_text(name) or is_of_text(one.get("summary").text.text))
        first = next(iter(named), ("", ABSENT))[1]
        return next(of_texts, first).get("value")

    def _value(self, parameter: Node, *, required: bool) -> Node:
        name = parameter.get("name").text.text
        if example := self._example(parameter):
            return example
        content = next(iter(parameter.get("content").members.values()), ABSENT)
        schema = parameter.get("schema") or content.get("schema") or parameter  # OpenAPI 2: the parameter is one itself
        return self.values.of_schema(schema, name, required=required)

    # The address

    def _url(self, credentials: list[tuple[Traced, Traced]]) -> Traced:
        query = form([*self._pairs("query"), *credentials], space="%20")
        server = self._server()
        url = server[: len(server.text.rstrip("/"))] + self._path()
        return joined((url, query), "?") if query.text else url

    def _path(self) -> Traced:
        """The path with the values of its parameters; one without a value stays in braces, to be filled in."""
        path = self.operation.path
        known = {one.get("name").text.text: one for one in self._of("path")}
        pieces: list[Traced] = []
        at = 0
        for found in _IN_BRACES.finditer(path):
            value = self._value(known[found["name"]], required=False) if found["name"] in known else ABSENT
            text = percent_encoded(as_text(value), space="%20") if value else Traced(found[0])
            pieces += Traced(path[at : found.start()]), text
            at = found.end()
        return joined((*pieces, Traced(path[at:])))

    def _server(self) -> Traced:
        """The address of the first server that is not there to try things; ``{{BASE_URL}}`` where none is absolute."""
        if self.root.get("swagger"):
            return self._server_of_version_2()
        places = (self.node, self.operation.item, self.root)
        servers = next((one.get("servers").items for one in places if one.get("servers").items), ())
        live = [one for one in servers if not _TO_TRY.search(f"{one.get('url').text} {one.get('description').text}")]
        best = [one for one in live if one.get("url").text.text.startswith("https://")]
        chosen = next(iter(best or live or servers), ABSENT)
        if len(servers) > 1:
            self.notes.append(note("server-chosen", chosen.span, count=len(servers)))
        url = chosen.get("url").text
        for found in reversed(list(_IN_BRACES.finditer(url.text))):
            value = chosen.get("variables", found["name"], "default").text
            url = joined((url[: found.start()], value, url[found.end() :])) if value.text else url
        return url if "://" in url.text or url.text.startswith("{") else Traced("{{BASE_URL}}") + url

    def _server_of_version_2(self) -> Traced:
        schemes = [one.text.text for one in (self.node.get("schemes") or self.root.get("schemes")).items]
        host, base = self.root.get("host").text, self.root.get("basePath").text
        if not host.text:
            return Traced("{{BASE_URL}}") + base
        scheme = "http" if schemes and "https" not in schemes else "https"
        return joined((Traced(f"{scheme}://"), host, base))

    # The body

    def _body(self) -> tuple[Traced | None, str]:
        """The body and its media type; ``""`` where there is no body."""
        if self.root.get("swagger"):
            return self._body_of_version_2()
        content = self.references.followed(self.node.get("requestBody")).get("content").members
        if not content:
            return None, ""
        media_type = _written_best(content)
        described = content[media_type]
        value = self._example(described) or self.values.of_schema(described.get("schema"), "body")
        return self._written(value, media_type, described)

    def _body_of_version_2(self) -> tuple[Traced | None, str]:
        consumed = [one.text.text for one in (self.node.get("consumes") or self.root.get("consumes")).items]
        if fields := self._pairs("formData"):
            if "multipart/form-data" in consumed and FORM_TYPE not in consumed:
                return multipart([(name.text, value, None) for name, value in fields])
            return form(fields), FORM_TYPE
        if not (body := next(iter(self._of("body")), ABSENT)):
            return None, ""
        media_type = _written_best(consumed or ["application/json"])
        return self._written(self._value(body, required=True), media_type, body)

    def _written(self, value: Node, media_type: str, described: Node) -> tuple[Traced | None, str]:
        """A value in the media type that the document states."""
        if not value:
            return None, ""
        if _JSON.match(media_type):
            media_type = "application/json" if "*" in media_type else media_type
            return (value.text if _is_document(value) else as_json(value)), media_type
        if media_type == FORM_TYPE and value.kind == "object":
            return form(list(_fields(value))), FORM_TYPE
        if media_type == "multipart/form-data" and value.kind == "object":
            return multipart([(name.text, text, None) for name, text in _fields(value)])
        if value.kind != "string":
            raise SampleError(note("media-type-not-written", described.span, media_type=media_type))
        return value.text, media_type


def _written_best(media_types: Collection[str]) -> str:
    """Of several media types the one that most is known of: JSON, a form, multipart; else the first."""
    liked = (name for pattern in _WRITTEN for name in media_types if pattern.fullmatch(name))
    return next(liked, next(iter(media_types)))


def _is_repeated(parameter: Node) -> bool:
    """Whether a list is in a query as several pairs: unless it is stated otherwise, in version 3 only."""
    if parameter.get("schema"):
        return not parameter.get("explode") or parameter.get("explode").is_true
    return parameter.get("collectionFormat").text.text == "multi"


def _is_document(value: Node) -> bool:
    """Whether an example is the text of a JSON document."""
    return value.kind == "string" and value.text.text.lstrip()[:1] in {"{", "["}


def _fields(value: Node) -> Iterator[tuple[Traced, Traced]]:
    """The members of an object as pairs of a form; a list is repeated."""
    for name, one in value.members.items():
        for item in one.items if one.kind == "list" else (one,):
            yield Traced(name), as_text(item)
