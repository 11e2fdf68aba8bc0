"""The texts of a template in which tokens may be, each with its JSON Pointer, its layer and its PLACE."""

from __future__ import annotations

from collections.abc import Iterator

from curl2sms import tokens
from curl2sms.json_pointers import pointer_of
from curl2sms.layers import Place, place
from curl2sms.layers.place import Names
from curl2sms.records import record
from curl2sms.template.model import Template

# An endpoint: its origin, its path, its query. An origin is all up to the path, or a variable for all of that.


@record
class Region:
    """One text of a template.

    ``layer`` says how the text is spelt: ``origin``, ``path``, ``query``, ``header``; ``json``, ``xml``, ``csv``
    for a raw body; ``text`` for a raw body of no syntax, and for meaning, which is encoded as a whole later:
    credentials, names and values of pairs. ``place`` is the PLACE of a text or a header's value; in the other layers
    the values have places of their own. ``takes_macros`` says whether placeholders may be here.
    """

    pointer: str
    text: str
    layer: str
    place: Place
    takes_macros: bool = True

    def tokens(self, template: Template) -> list[tokens.Token]:
        """The tokens of the text."""
        if "$" not in self.text:
            return []
        return template.remembered(_tokens, self)


def _tokens(template: Template, region: Region) -> list[tokens.Token]:
    return list(tokens.cut(region.text, template.macro_names))


@record
class Regions:
    """A template's texts by their place in the request; as an iterable, all of them in that order."""

    origin: Region
    path: Region
    query: Region | None
    username: Region | None
    password: Region | None
    headers: tuple[Region, ...]
    pairs: tuple[tuple[Region, Region], ...]
    body: Region | None

    def __iter__(self) -> Iterator[Region]:
        single = (self.origin, self.path, self.query, self.username, self.password)
        yield from (region for region in single if region is not None)
        yield from self.headers
        for name, value in self.pairs:
            yield from (name, value)
        if self.body is not None:
            yield self.body


@record
class ClientRegions:
    """The texts of a template's token request; as an iterable, all of them in that order."""

    origin: Region
    path: Region
    query: Region | None
    client_id: Region
    client_secret: Region
    pairs: tuple[tuple[Region, Region], ...]

    def __iter__(self) -> Iterator[Region]:
        single = (self.origin, self.path, self.query, self.client_id, self.client_secret)
        yield from (region for region in single if region is not None)
        for name, value in self.pairs:
            yield from (name, value)


def _split(url: str) -> tuple[str, str, str | None]:
    """A URL's origin, path and query. Without an origin it is not valid, and is looked at anyway."""
    end = url.find("}") + 1 if url.startswith("${") else 0
    if not end:
        scheme, mark, rest = url.partition("://")
        if not mark or any(sign in scheme for sign in ":/?"):
            return url, "", None
        end = len(scheme) + len(mark) + len(rest.partition("/")[0].partition("?")[0])
    path, mark, query = url[end:].partition("?")
    return url[:end], path, query if mark else None


def client_regions(template: Template) -> ClientRegions | None:
    """The texts of a template's token request in which variables may be; None where it has no such request."""
    client = template.client
    if client is None:
        return None
    origin, path, query = _split(client.token_url)
    at = "/authentication/token_url"
    return ClientRegions(
        origin=Region(at, origin, "origin", place("path"), takes_macros=False),
        path=Region(at, path, "path", place("path"), takes_macros=False),
        query=None if query is None else Region(at, query, "query", place("query"), takes_macros=False),
        client_id=_credential("client_id", client.client_id),
        client_secret=_credential("client_secret", client.client_secret),
        pairs=tuple(
            (_credential(f"parameters/{index}/key", key), _credential(f"parameters/{index}/value", value))
            for index, (key, value) in enumerate(client.parameters)
        ),
    )


def regions(template: Template) -> Regions:
    """Every text of a template's own request in which tokens may be."""
    return template.remembered(_regions)


def _regions(template: Template) -> Regions:
    """See regions."""
    origin, path, query = _split(template.endpoint)
    credentials = template.basic
    parameters = template.parameters
    syntax = parameters.syntax or "text"
    around = place("body" if syntax == "text" else syntax)
    return Regions(
        origin=Region("/endpoint", origin, "origin", place("path"), takes_macros=False),
        path=Region("/endpoint", path, "path", place("path")),
        query=None if query is None else Region("/endpoint", query, "query", place("query")),
        username=_credential("username", credentials.username) if credentials else None,
        password=_credential("password", credentials.password) if credentials else None,
        headers=tuple(_headers(template)),
        pairs=tuple(_pairs(template)),
        body=None if parameters.body is None else Region("/parameters/body", parameters.body, syntax, around),
    )


def _credential(name: str, text: str) -> Region:
    return Region(f"/authentication/{name}", text, "text", place("header", "Authorization"), takes_macros=False)


def _headers(template: Template) -> Iterator[Region]:
    names = Names()
    for index, header in enumerate(template.headers):
        at = place("header", names.unique(header.key))
        yield Region(pointer_of(["headers", index, "value"]), header.value, "header", at)


def _pairs(template: Template) -> Iterator[tuple[Region, Region]]:
    kind, names = template.parameters.type, Names()
    for index, pair in enumerate(template.parameters.pairs):
        at = f"/parameters/pairs/{index}"
        name = names.unique(pair.key)
        yield (
            Region(f"{at}/key", pair.key, "text", place(kind, names.itself(name))),
            Region(f"{at}/value", pair.value, "text", place(kind, name)),
        )
