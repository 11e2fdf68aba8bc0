"""The texts of a template in which tokens may stand, each with its JSON Pointer, its layer and its PLACE."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from curl2sms import tokens
from curl2sms.layers import Place, place
from curl2sms.template.model import Template
from curl2sms.template.pointers import pointer

# An endpoint: its origin, its path, its query. An origin is all up to the path, or a variable for all of that.
_ENDPOINT = re.compile(r"(?P<origin>\$\{[^}]*\}|[^:/?]*://[^/?]*)(?P<path>[^?]*)(?:\?(?P<query>.*))?\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Region:
    """One text of a template.

    ``layer`` says how the text is spelt: ``origin``, ``path``, ``query``, ``header``; ``json``, ``xml``, ``csv``,
    ``text`` for a raw body; ``meaning`` for what is encoded as a whole later: credentials and pairs. ``place`` is
    the PLACE of the value that the text is, or of the layer that it holds.
    """

    pointer: str
    text: str
    layer: str
    place: Place
    macros: bool = True  # may placeholders stand here?

    def tokens(self, template: Template) -> list[tokens.Token]:
        """The tokens of the text."""
        return list(tokens.cut(self.text, template.macro_names))


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An endpoint's parts: ``origin`` is scheme and authority, or a variable; ``query`` is None without a ``?``."""

    origin: str
    path: str
    query: str | None


def cut_endpoint(endpoint: str) -> Endpoint:
    """An endpoint cut into its parts; all of it is the path where it has no origin."""
    match = _ENDPOINT.match(endpoint)
    return Endpoint(match["origin"], match["path"], match["query"]) if match else Endpoint("", endpoint, None)


def regions(template: Template) -> Iterator[Region]:
    """Every text of a template in which tokens may stand, in the order of the request."""
    endpoint = cut_endpoint(template.endpoint)
    yield Region("/endpoint", endpoint.origin, "origin", place("path"), macros=False)
    yield Region("/endpoint", endpoint.path, "path", place("path"))
    if endpoint.query is not None:
        yield Region("/endpoint", endpoint.query, "query", place("query"))
    if template.authentication is not None:
        credentials = template.authentication
        for name, text in (("username", credentials.username), ("password", credentials.password)):
            yield Region(f"/authentication/{name}", text, "meaning", place("header", "Authorization"), macros=False)
    for number, (name, header) in enumerate(
        zip(_names(h.key for h in template.headers), template.headers, strict=True)
    ):
        yield Region(pointer(["headers", number, "value"]), header.value, "header", place("header", name))
    yield from _body(template)


def _body(template: Template) -> Iterator[Region]:
    parameters = template.parameters
    if parameters.body is not None:
        syntax = parameters.syntax or "text"
        yield Region("/parameters/body", parameters.body, syntax, place("body" if syntax == "text" else syntax))
    pairs = parameters.pairs
    for number, (name, pair) in enumerate(zip(_names(pair.key for pair in pairs), pairs, strict=True)):
        at = pointer(["parameters", "pairs", number])
        yield Region(f"{at}/key", pair.key, "meaning", place(parameters.type, f"{name}#"))
        yield Region(f"{at}/value", pair.value, "meaning", place(parameters.type, name))


def _names(keys: Iterator[str]) -> Iterator[str]:
    """Names as a PLACE has them: the second ``to`` is ``to#2``."""
    seen: Counter[str] = Counter()
    for key in keys:
        seen[key] += 1
        yield key if seen[key] == 1 else f"{key}#{seen[key]}"
