"""What must arrive when a template is rendered, told without rendering it.

The template is read with stand-ins in place of its placeholders, by the standard library's decoders; the values are
then put into the decoded texts. What arrived goes through the same decoders, and the two are compared.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from email.message import Message
from functools import cached_property
from urllib.parse import quote, unquote, urlsplit

from curl2sms.proving import decoders
from curl2sms.proving.decoders import UndecodableError, Value
from curl2sms.proving.mock import Received
from curl2sms.proving.model import Difference
from curl2sms.template.model import Template
from curl2sms.tokens import cut

# The Content-Type that a type of parameters implies where the template states none.
_IMPLIED = {"form": "application/x-www-form-urlencoded", "multipart": "multipart/form-data"}
# What a client adds of its own accord; a header that the template states is compared whatever its name.
_OF_THE_CLIENT = {"host", "user-agent", "accept", "content-length", "connection", "accept-encoding"}

_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0 2.2
_JSON_SCALAR = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?|true|false|null")
_LABEL = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?")  # RFC 1123 2.1


@dataclass(frozen=True, slots=True)
class Defect:
    """Something about a template that is wrong before anything is sent."""

    id: str
    at: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class _StandIns:
    """Digits that stand for each placeholder: no decoder changes them, and they may stand bare in JSON."""

    by_token: Mapping[str, str]

    def put(self, text: str, macros: Sequence[str]) -> str:
        """A template's text with stand-ins in place of its tokens."""
        parts, end = [], 0
        for token in cut(text, macros):
            parts += [text[end : token.start], self.by_token[text[token.start : token.end]]]
            end = token.end
        return "".join((*parts, text[end:]))

    @property
    def pattern(self) -> re.Pattern[str]:
        """What finds a stand-in in a decoded text."""
        return re.compile("|".join(self.by_token.values()) or r"(?!)")


@dataclass(frozen=True, slots=True)
class _Spelling:
    """A stretch of wire text: what stands there to the letter, and the stand-ins between.

    ``at`` is ``path``, ``query`` or ``body``. ``nested``: documents around the values decide how they are spelt.
    """

    at: str
    text: str
    nested: bool


@dataclass(frozen=True)
class Oracle:
    """The expectation of one template, ready for any values.

    Values are given by token: ``{"$$To": "14155550100", "$$Body": "Hi", "${KEY}": "k"}``, each as it must arrive.
    """

    template: Template
    defects: tuple[Defect, ...]
    charset: str
    _body_syntax: str
    _values: tuple[Value, ...]
    _documents: Mapping[str, str]
    _spellings: tuple[_Spelling, ...]
    _stand_ins: _StandIns
    _pattern: re.Pattern[str] = field(repr=False)

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """The template's placeholders and variables as they are written, each once, in their order."""
        return tuple(self._stand_ins.by_token)

    @cached_property
    def _occurrences(self) -> dict[str, tuple[Value, ...]]:
        """Where each token stands."""
        return {
            token: tuple(v for v in self._values if stand_in in v.text or stand_in in v.at)
            for token, stand_in in self._stand_ins.by_token.items()
        }

    def places(self, token: str) -> tuple[str, ...]:
        """The PLACEs that hold a token."""
        return tuple(dict.fromkeys(self._named(value.at) for value in self._occurrences[token]))

    def is_bare(self, token: str) -> bool:
        """Whether a token stands bare in JSON somewhere."""
        return any(value.kind == "number" for value in self._occurrences[token])

    def uncarriable(self, token: str, text: str) -> str | None:
        """Why some place of the token can't carry a text, in words; None where all can."""
        stand_in = self._stand_ins.by_token[token]
        for value in self._occurrences[token]:
            if reason := self._unfit(value, stand_in, text):
                return f"{self._named(value.at)}: {reason}"
        return None

    def _unfit(self, value: Value, stand_in: str, text: str) -> str | None:
        whole = value.text.replace(stand_in, text)
        outermost = value.inside[0] if value.inside else ""
        if not _encodable(text, self.charset if outermost not in ("header", "path", "basic") else "utf-8"):
            return f"{self.charset} has no such character"
        if value.inside == ("header",) and (_CONTROL.search(text) or whole != whole.strip(" \t")):
            return "a header carries no control character, and no blank at its ends (RFC 9110 5.5)"
        if outermost == "path" and whole in ("", ".", ".."):
            return "this path segment would vanish (RFC 3986 5.2.4)"
        if "xml" in value.inside and _NOT_XML.search(text):
            return "XML 1.0 has no such character"
        if value.kind == "number" and not _JSON_SCALAR.fullmatch(whole):
            return "it stands bare in JSON, where only a number can (RFC 8259 6)"
        if outermost == "basic" and (
            "\t" in text or _CONTROL.search(text) or (value.at.endswith("username") and ":" in text)
        ):
            return "Basic authentication carries no control character, and no colon in a user name (RFC 7617 2)"
        if outermost == "host" and not _LABEL.fullmatch(text):
            return "it is no label of a host name (RFC 1123 2.1)"
        return None

    def differences(self, received: Received, values: Mapping[str, str]) -> list[Difference]:
        """What did not arrive as it should have with these values; empty where all did."""
        filled = self._filling(values)
        expected = [_as_received(replace(v, at=filled(v.at), text=filled(v.text))) for v in self._values]
        documents = {filled(at): syntax for at, syntax in self._documents.items()}
        try:
            got = list(decoders.opened(self._view(received), documents))
        except UndecodableError as error:
            return [Difference("body", f"a body that is {self._body_syntax}", str(error))]
        return [*_compared(expected, got), *self._misspelt(received, values)]

    def read(self, received: Received) -> dict[str, str]:
        """The values that a request has where the template's tokens stand; those that were found."""
        try:
            got = list(decoders.opened(self._view(received), self._documents))
        except UndecodableError:
            return {}
        by_place = {(value.at, value.kind): value for value in got}
        found: dict[str, str] = {}
        for value in self._values:
            if self._pattern.search(value.at):  # a token in a name: any name of that form
                pairs = [(value.at, other.at) for other in got if other.kind == value.kind]
            elif arrived := by_place.get((value.at, value.kind)):
                pairs = [(value.text, arrived.text)]
            else:
                continue
            for template_text, text in pairs:
                for token, part in self._parts(template_text, text):
                    found.setdefault(token, part)
        return found

    def _parts(self, template_text: str, text: str) -> Iterator[tuple[str, str]]:
        """Each token of a template's text with what stands in its place in another text."""
        tokens = {stand_in: token for token, stand_in in self._stand_ins.by_token.items()}
        names = self._pattern.findall(template_text)
        between = _between(self._pattern.split(template_text), text) if names else []
        if not isinstance(between, _Missing):
            yield from zip([tokens[name] for name in names], between, strict=True)

    def between(self, expected: Received, got: Received) -> list[Difference]:
        """How two requests differ in meaning, each header of theirs counted but the client's own defaults."""
        views = []
        for received in (expected, got):
            headers = tuple(pair for pair in received.headers if not _is_default(*pair))
            try:
                views.append(
                    list(decoders.opened(self._view(replace(received, headers=headers), True), self._documents))
                )
            except UndecodableError as error:
                return [Difference("body", f"a body that is {self._body_syntax}", str(error))]
        return list(_compared(*views))

    def letters(self, sample: Received) -> list[Difference]:
        """What of the template's own letters (target and raw body, less its tokens) does not stand in a sample."""
        path, _, query = sample.target.decode("utf-8", "surrogateescape").partition("?")
        got = {"path": path, "query": query, "body": _decoded(sample.body, self.charset)}
        found = []
        values = got["body"] if self.template.parameters.type == "form" else ""
        for spelling in self._spellings:
            between = _between(self._pattern.split(spelling.text), got[spelling.at])
            if isinstance(between, _Missing):
                found.append(Difference(f"{spelling.at}, as spelt", got[spelling.at], between.piece))
            elif spelling.at == "query" and not values:
                values = "&".join(between)
        blanks = {blank for blank in ("+", "%20") if blank in values}
        if len(blanks) == 1 and self.template.parameters.space not in blanks:
            found.append(Difference("blanks, as spelt", min(blanks), self.template.parameters.space))
        return found

    def _filling(self, values: Mapping[str, str]) -> _Filling:
        by_stand_in = {self._stand_ins.by_token[token]: text for token, text in values.items() if token in self.tokens}
        return _Filling(self._pattern, by_stand_in)

    def _named(self, at: str) -> str:
        """A PLACE as people know it: tokens where stand-ins are."""
        names = {stand_in: token for token, stand_in in self._stand_ins.by_token.items()}
        return self._pattern.sub(lambda match: names[match[0]], at)

    def _view(self, received: Received, every_header: bool = False) -> Iterator[Value]:
        """What arrived, decoded as far as the request's own parts go."""
        path, mark, query = received.target.decode("utf-8", "surrogateescape").partition("?")
        yield Value("method", "", received.method)
        yield Value("host", "", received.header("Host") or "", ("host",))
        yield from decoders.segments(path)
        yield Value("query", "present", str(bool(mark)))
        yield from decoders.pairs("query", decoders.urlencoded(query, self.charset))
        basic = self.template.authentication is not None
        headers = []
        for name, value in received.headers:
            if basic and name.lower() == "authorization":
                yield from _credentials(value)
            elif (
                (every_header and name.lower() != "host")
                or name.lower() not in _OF_THE_CLIENT
                or _stated(self.template, name)
            ):
                headers.append((name, value.strip(" \t")))
        yield from self._body_view(received, headers)

    def _body_view(self, received: Received, headers: list[tuple[str, str]]) -> Iterator[Value]:
        kind = self.template.parameters.type
        implied = _IMPLIED.get(kind)
        content_type = received.header("Content-Type") or ""
        if implied and not _stated(self.template, "content-type") and _media_type(content_type) == implied:
            headers.remove(("Content-Type", content_type))
            yield Value("header:Content-Type", "media type", implied)
        yield from decoders.pairs("header", headers)
        if kind == "form":
            text = _decoded(received.body, "utf-8")
            yield from decoders.pairs("form", decoders.urlencoded(text, self.charset))
        elif kind == "multipart":
            parts = decoders.multipart(content_type, received.body, self.charset)
            yield from decoders.pairs("multipart", [(name, value) for name, value, _ in parts])
            yield from _part_types(media for _, _, media in parts)
        elif kind == "raw":
            yield from decoders.document(self._body_syntax, _decoded(received.body, self.charset))
        elif received.body:
            yield Value("body", "string", _decoded(received.body, self.charset))

    def _misspelt(self, received: Received, values: Mapping[str, str]) -> Iterator[Difference]:
        """Where the letters differ although the meaning may not: percent-encoding, JSON spelling, white space."""
        path, _, query = received.target.decode("utf-8", "surrogateescape").partition("?")
        body = _decoded(received.body, self.charset)
        space = self.template.parameters.space
        got = {"path": path, "query": query, "body": body}
        encoders = {"path": ("", "utf-8", "%20"), "query": ("*", self.charset, space)}
        for spelling in self._spellings:
            arrived, encoder = got[spelling.at], encoders.get(spelling.at)
            if encoder and not spelling.nested:
                expected = self._filling({token: _encoded(text, *encoder) for token, text in values.items()})
                if (spelt := expected(spelling.text)) != arrived:
                    yield Difference(f"{spelling.at}, as spelt", spelt, arrived)
                continue
            between = _between(self._pattern.split(spelling.text), arrived)
            if isinstance(between, _Missing):
                yield Difference(f"{spelling.at}, as spelt", between.piece, arrived)
            elif encoder:
                for stretch in between:
                    if (spelt := _encoded_again(stretch, *encoder)) != stretch:
                        yield Difference(f"{spelling.at}, as spelt", spelt, stretch)
        if self.template.parameters.type == "form":
            yield from _form_misspelt(body, self.charset, space)


@dataclass(frozen=True, slots=True)
class _Filling:
    """Puts values in the place of stand-ins, in one pass."""

    pattern: re.Pattern[str]
    by_stand_in: Mapping[str, str]

    def __call__(self, text: str) -> str:
        return self.pattern.sub(lambda match: self.by_stand_in[match[0]], text)


def expectation(template: Template, origin: str = "https://probe.invalid") -> Oracle:
    """Read a template; ``origin`` stands for a variable of kind ``url`` at the start of its endpoint."""
    return _Reading(template, origin).oracle()


class _Reading:
    """The reading of one template: its decoded values, and what is wrong with it."""

    def __init__(self, template: Template, origin: str) -> None:
        self.template = template
        self.origin = origin
        self.defects: list[Defect] = []
        self.stand_ins = _stand_ins(template)
        self.pattern = self.stand_ins.pattern
        self.charset = self._charset()
        self.documents = {self._put(document.at): document.syntax for document in template.documents}

    def oracle(self) -> Oracle:
        body_syntax = self._syntax_of_the_body()
        values = self._with_documents(list(self._values(body_syntax)))
        spellings = tuple(self._spellings(values))
        return Oracle(
            self.template,
            tuple(self.defects),
            self.charset,
            body_syntax,
            tuple(values),
            self.documents,
            spellings,
            self.stand_ins,
            self.pattern,
        )

    def _put(self, text: str) -> str:
        return self.stand_ins.put(text, self.template.macro_names)

    def _header(self, name: str) -> str:
        return next((pair.value for pair in self.template.headers if pair.key.lower() == name), "")

    def _charset(self) -> str:
        """The charset that the Content-Type states, else UTF-8; whatever the template itself says."""
        message = Message()
        message["Content-Type"] = self._header("content-type") or "text/plain"
        charset = message.get_content_charset("utf-8")
        try:
            "".encode(charset)
        except LookupError:
            self.defects.append(Defect("charset", "header:Content-Type", charset))
            return "utf-8"
        if _canonical(charset) != _canonical(self.template.charset):
            self.defects.append(Defect("charset", "header:Content-Type", f"{self.template.charset}, {charset}"))
        return charset

    def _syntax_of_the_body(self) -> str:
        """The syntax that the raw body's own shape shows; a contradiction to what the template says is a defect."""
        parameters = self.template.parameters
        if parameters.type != "raw":
            return "text"
        stated, text = parameters.syntax or "text", self._put(parameters.body or "")
        try:
            list(decoders.document(stated, text))
        except UndecodableError as error:
            if stated == "json" and decoders.shape(decoders.strict_json(text)) == "json":
                self.defects.append(Defect("lenient", "body", str(error)))
                return "lenient json"
            self.defects.append(Defect("syntax", "body", str(error)))
            return decoders.shape(text)
        if stated != (shown := decoders.shape(text)) and shown != "text":
            self.defects.append(Defect("syntax", "body", f"{stated}, {shown}"))
            return shown
        return stated

    def _values(self, body_syntax: str) -> Iterator[Value]:
        template = self.template
        origin, path, query = self._endpoint()
        yield Value("method", "", template.method)
        yield Value("host", "", self._header("host") or urlsplit(origin).netloc, ("host",))
        yield from decoders.segments(path or "/")
        yield Value("query", "present", str(query is not None))
        yield from decoders.pairs("query", decoders.urlencoded(query or "", self.charset))
        if template.authentication:
            yield Value("basic:username", "string", self._put(template.authentication.username), ("basic",))
            yield Value("basic:password", "string", self._put(template.authentication.password), ("basic",))
        headers = [(self._put(pair.key), self._put(pair.value).strip(" \t")) for pair in template.headers]
        parameters = template.parameters
        if (implied := _IMPLIED.get(parameters.type)) and not _stated(template, "content-type"):
            yield Value("header:Content-Type", "media type", implied)
        yield from decoders.pairs("header", headers)
        pairs = [(self._put(pair.key), self._put(pair.value)) for pair in parameters.pairs]
        if parameters.type in ("form", "multipart"):
            yield from decoders.pairs(parameters.type, pairs)
        if parameters.type == "multipart":
            yield from _part_types(pair.content_type for pair in parameters.pairs)
        if parameters.type == "raw":
            try:
                yield from decoders.document(body_syntax, self._put(parameters.body or ""), plain=True)
            except UndecodableError as error:
                self.defects.append(Defect("syntax", "body", str(error)))

    def _endpoint(self) -> tuple[str, str, str | None]:
        """Origin, path and query (None where there is no ``?``), with stand-ins."""
        endpoint = self.template.endpoint
        first = next(cut(endpoint), None)
        if first and first.start == 0:
            endpoint = self.origin + endpoint[first.end :]
        scheme, _, rest = self._put(endpoint).partition("://")
        cut_at = re.search(r"[/?]|$", rest)
        end = cut_at.start() if cut_at else len(rest)
        path, mark, query = rest[end:].partition("?")
        return f"{scheme}://{rest[:end]}", path, query if mark else None

    def _with_documents(self, values: list[Value]) -> list[Value]:
        """The values with documents opened: those that the template tells, and those that it should have told."""
        while True:
            try:
                opened = list(decoders.opened(values, self.documents, plain=True))
            except UndecodableError as error:
                self.defects.append(Defect("document", "", str(error)))
                return values
            untold = next((v for v in opened if self._is_untold_document(v)), None)
            if untold is None:
                return opened
            self.defects.append(Defect("untold-document", untold.at, decoders.shape(untold.text)))
            self.documents[untold.at] = decoders.shape(untold.text)

    def _is_untold_document(self, value: Value) -> bool:
        """Whether a value with a placeholder in it is a document in which that needs escaping."""
        if value.kind != "string" or value.at in self.documents or not self.pattern.search(value.text):
            return False
        if value.inside[:1] == ("text",) or (shape := decoders.shape(value.text)) == "text":
            return False
        inner = decoders.document(shape, value.text.strip())
        return any(v.kind == "string" and self.pattern.search(v.text) for v in inner)

    def _spellings(self, values: list[Value]) -> Iterator[_Spelling]:
        _, path, query = self._endpoint()
        nested = {v.inside[0] for v in values if len(v.inside) > 1 and self.pattern.search(v.text + v.at)}
        encoded = {v.inside[0] for v in values if "base64" in v.inside}
        if "path" not in encoded:
            yield _Spelling("path", path or "/", "path" in nested)
        if "query" not in encoded and query is not None:
            yield _Spelling("query", query, "query" in nested)
        if self.template.parameters.type == "raw" and not any("base64" in v.inside for v in values):
            yield _Spelling("body", self._put(self.template.parameters.body or ""), True)


def _stand_ins(template: Template) -> _StandIns:
    """A stand-in for every token of a template; digits that do not occur in it."""
    texts = [template.endpoint, template.parameters.body or ""]
    for pair in (*template.headers, *template.parameters.pairs):
        texts += [pair.key, pair.value]
    if template.authentication:
        texts += [template.authentication.username, template.authentication.password]
    found = dict.fromkeys(text[t.start : t.end] for text in texts for t in cut(text, template.macro_names))
    whole = "\n".join(texts)
    root = next(root for root in range(7305918264, 10**10, 97) if str(root) not in whole)
    return _StandIns({token: f"{root}{number:03}6" for number, token in enumerate(found)})


def _is_default(name: str, value: str) -> bool:
    """Whether a header is one that curl and our own client add unasked."""
    lower = name.lower()
    return (
        lower in ("content-length", "connection", "expect")
        or (lower, value) == ("accept", "*/*")
        or (lower == "user-agent" and value.startswith(("curl/", "curl2sms/")))
    )


def _stated(template: Template, name: str) -> bool:
    return any(pair.key.lower() == name.lower() for pair in template.headers)


def _compared(expected: Sequence[Value], got: Sequence[Value]) -> Iterator[Difference]:
    """Expected and got, matched by place and kind in their order; first what is wrong, then what is too much."""
    waiting: dict[tuple[str, str], list[Value]] = {}
    for value in got:
        waiting.setdefault((value.at, value.kind), []).append(value)
    same = True
    for value in expected:
        candidates = waiting.get((value.at, value.kind))
        arrived = candidates.pop(0).text if candidates else None
        if arrived != value.text:
            same = False
            yield Difference(_part(value), _shown(value), arrived)
    for value in (value for candidates in waiting.values() for value in candidates):
        same = False
        yield Difference(_part(value), None, _shown(value))
    order = [(value.at, value.kind) for value in got]
    if same and order != [(value.at, value.kind) for value in expected]:
        yield Difference("order", ", ".join(v.at for v in expected), ", ".join(v.at for v in got))


def _as_received(value: Value) -> Value:
    """A header's value loses the blanks at its ends, and an international host is named in ASCII."""
    if value.inside == ("header",):
        return replace(value, text=value.text.strip(" \t"))
    if value.inside == ("host",) and not value.text.isascii():
        return replace(value, text=value.text.encode("idna").decode())
    return value


def _part(value: Value) -> str:
    return value.at if value.kind in ("", "string") else f"{value.at} ({value.kind})"


def _shown(value: Value) -> str:
    return value.text


def _credentials(authorization: str) -> Iterator[Value]:
    scheme, _, encoded = authorization.partition(" ")
    try:
        user, colon, password = base64.b64decode(encoded, validate=True).decode("utf-8").partition(":")
    except (binascii.Error, ValueError):
        colon = ""
    if scheme.lower() != "basic" or not colon:
        yield Value("header:Authorization", "string", authorization, ("header",))
        return
    yield Value("basic:username", "string", user, ("basic",))
    yield Value("basic:password", "string", password, ("basic",))


def _part_types(media: Iterable[str | None]) -> Iterator[Value]:
    for number, content_type in enumerate(media, 1):
        if content_type is not None:
            yield Value(f"multipart part {number}, Content-Type", "string", content_type)


def _media_type(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()


@dataclass(frozen=True, slots=True)
class _Missing:
    """A piece of a text that should be there and is not."""

    piece: str


def _between(pieces: Sequence[str], text: str) -> list[str] | _Missing:
    """What stands between the pieces in a text that holds them all, in order, from its start to its end."""
    if len(pieces) == 1:
        return [] if text == pieces[0] else _Missing(pieces[0])
    if not text.startswith(pieces[0]):
        return _Missing(pieces[0])
    between, at = [], len(pieces[0])
    for piece in pieces[1:-1]:
        found = text.find(piece, at)
        if found < 0:
            return _Missing(piece)
        between.append(text[at:found])
        at = found + len(piece)
    end = len(text) - len(pieces[-1])
    if end < at or not text.endswith(pieces[-1]):
        return _Missing(pieces[-1])
    return [*between, text[at:end]]


def _form_misspelt(body: str, charset: str, space: str) -> Iterator[Difference]:
    """Pairs that a form's one encoder would spell otherwise."""
    for pair in body.split("&") if body else []:
        name, equals, value = pair.partition("=")
        spelt = "=".join(_encoded_again(part, "*", charset, space) for part in (name, value))
        if not equals or spelt != pair:
            yield Difference("form, as spelt", spelt, pair)


def _encoded(text: str, safe: str, charset: str, space: str) -> str:
    return quote(text, safe, charset, "surrogateescape").replace("%20", space)


def _encoded_again(spelt: str, safe: str, charset: str, space: str) -> str:
    """A percent-encoded text as its one encoder would spell it."""
    plus = "%20" if space == "+" else "%2B"  # a plus is a blank only to the encoder that writes it so
    return _encoded(unquote(spelt.replace("+", plus), charset, "surrogateescape"), safe, charset, space)


def _encodable(text: str, charset: str) -> bool:
    try:
        text.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def _decoded(raw: bytes, charset: str) -> str:
    return raw.decode(charset, "surrogateescape")


def _canonical(charset: str) -> str:
    import codecs

    try:
        return codecs.lookup(charset).name
    except LookupError:
        return charset.lower()
