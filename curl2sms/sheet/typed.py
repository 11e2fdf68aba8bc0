"""A template's texts as they are typed: the platform's placeholders in place of the template's tokens."""

from __future__ import annotations

from collections.abc import Iterator

from curl2sms import layers
from curl2sms.platforms import Platform
from curl2sms.records import record, replace
from curl2sms.template.model import Template
from curl2sms.template.regions import ClientRegions, Region, Regions, client_regions, regions

# A piece of a typed text, and whether it is a placeholder of the platform.
Piece = tuple[str, bool]


@record
class TypedText:
    """A text as it is typed, the name to call it by, and the stretches of it that are the platform's placeholders."""

    name: str
    text: str
    placeholders: frozenset[tuple[int, int]] = frozenset()


@record
class Texts:
    """All that is typed for a template; as an iterable, one after the other."""

    endpoint: TypedText
    username: TypedText | None
    password: TypedText | None
    headers: tuple[tuple[TypedText, TypedText], ...]
    pairs: tuple[tuple[TypedText, TypedText], ...]
    body: TypedText | None
    token_url: TypedText | None = None
    client_id: TypedText | None = None
    client_secret: TypedText | None = None
    client_pairs: tuple[tuple[TypedText, TypedText], ...] = ()

    def __iter__(self) -> Iterator[TypedText]:
        of_client = (self.token_url, self.client_id, self.client_secret)
        single = (self.endpoint, self.username, self.password, *of_client, self.body)
        yield from (text for text in single if text is not None)
        for pair in (*self.headers, *self.pairs, *self.client_pairs):
            yield from pair


def typed(template: Template, platform: Platform) -> Texts:
    """The texts of a template as they are typed into a platform's form."""
    typist = _Typist(template, platform)
    at = regions(template)
    own = Texts(
        endpoint=_text("endpoint", typist.endpoint(at)),
        username=_text("username", typist.pieces(at.username)) if at.username else None,
        password=_text("password", typist.pieces(at.password)) if at.password else None,
        headers=tuple(
            (TypedText(header.key, header.key), _text(header.key, typist.pieces(value)))
            for header, value in zip(template.headers, at.headers, strict=True)
        ),
        pairs=tuple(
            (_text(pair.key, typist.pieces(key)), _text(pair.key, typist.pieces(value)))
            for pair, (key, value) in zip(template.parameters.pairs, at.pairs, strict=True)
        ),
        body=_text("body", typist.pieces(at.body)) if at.body else None,
    )
    client = client_regions(template)
    if client is None:
        return own
    return replace(
        own,
        token_url=_text("token_url", typist.endpoint(client)),
        client_id=_text("client_id", typist.pieces(client.client_id)),
        client_secret=_text("client_secret", typist.pieces(client.client_secret)),
        client_pairs=tuple(
            (_text(key.text, typist.pieces(key)), _text(key.text, typist.pieces(value))) for key, value in client.pairs
        ),
    )


def spelling(platform: Platform, macro: str) -> str:
    """How a platform spells a placeholder; where it has none of that name, as the template does."""
    if macro in platform.placeholders:
        return platform.placeholders[macro].spelling
    return (platform.custom.prefix if platform.custom else "$$") + macro


class _Typist:
    """What it takes to spell a template's tokens: the platform's placeholders, and values that are fixed."""

    def __init__(self, template: Template, platform: Platform) -> None:
        self.template = template
        self.platform = platform
        self.fixed = {v.name: v.value for v in template.variables if v.value is not None}
        self.documents = {document.at: document.syntax for document in template.documents}
        self.style = layers.Style(template.parameters.space, template.charset)

    def endpoint(self, at: Regions | ClientRegions) -> Iterator[Piece]:
        yield from self.pieces(at.origin)
        yield from self.pieces(at.path)
        if at.query is not None:
            yield "?", False
            yield from self.pieces(at.query)

    def pieces(self, region: Region) -> Iterator[Piece]:
        """A text in pieces. A fixed value is escaped by where it is, as it is when a request is rendered."""
        end, tokens = 0, region.tokens(self.template)
        escaped = self.escaped(region) if any(token.name in self.fixed for token in tokens) else {}
        for number, token in enumerate(tokens):
            yield region.text[end : token.start], False
            if token.kind == "macro":
                yield spelling(self.platform, token.name), True
            else:
                yield escaped.get(number, region.text[token.start : token.end]), False
            end = token.end
        yield region.text[end:], False

    def escaped(self, region: Region) -> dict[int, str]:
        """The spelling of each token that has a fixed value, by the token's number in the text."""
        tokens = region.tokens(self.template)
        if region.layer == "origin":  # a host's label, or the whole: nothing is escaped there
            return {
                n: self.fixed[token.name].removesuffix("/")
                for n, token in enumerate(tokens)
                if token.name in self.fixed
            }
        slots = layers.slots(region.text, region.layer, region.place, self.documents, tokens, self.template.charset)
        return {
            number: slot.escape(self.fixed[token.name], self.style)
            for number, (token, slot) in enumerate(zip(tokens, slots, strict=True))
            if token.kind == "variable" and token.name in self.fixed
        }


def _text(name: str, pieces: Iterator[Piece]) -> TypedText:
    """Pieces put together."""
    text, placeholders = "", set()
    for piece, is_placeholder in pieces:
        if is_placeholder:
            placeholders.add((len(text), len(text) + len(piece)))
        text += piece
    return TypedText(name, text, frozenset(placeholders))
