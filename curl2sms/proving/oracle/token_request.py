"""What must arrive at the token endpoint, by the standard library's decoders alone, and the differences (RFC 6749)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from curl2sms.http import FORM_TYPE, OAuth2, split_url
from curl2sms.noise import is_noise
from curl2sms.proving import decoders
from curl2sms.proving.decoders import DecodedValue, UndecodableError
from curl2sms.proving.mock import Received
from curl2sms.proving.model import Difference
from curl2sms.proving.oracle.arrived import ascii_authority, basic_of, hosts, lacks_length
from curl2sms.proving.oracle.comparing import compared
from curl2sms.proving.oracle.fitting import unfit
from curl2sms.proving.oracle.markers import Markers, MarkerValues, markers_in
from curl2sms.records import replace
from curl2sms.unfilled_values import CLIENT_ID, CLIENT_SECRET

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_MEDIA_TYPES = {"form": FORM_TYPE, "json": "application/json"}
# What a client may add to a token request, and what is judged apart.
_OTHER_HEADERS = {"host", "content-type", "content-length", "accept", "user-agent", "authorization"}
_PLACES = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}


@dataclass(frozen=True)
class TokenOracle:
    """What the token request of one client must be, ready for any values of its variables, by token."""

    client: OAuth2
    origin: str  # what a variable of the kind url means, at the start of the token's URL

    @cached_property
    def markers(self) -> Markers:
        """A marker for each of the client's variables."""
        return markers_in(self.client.texts)

    @cached_property
    def _values(self) -> tuple[DecodedValue, ...]:
        """What the client says, with markers."""
        return tuple(_expected(self.client.with_texts(lambda text: self.markers.put(text, ())), self._origin_marker))

    @property
    def _origin_marker(self) -> tuple[str, str]:
        first = next((token for token in self.markers.by_token if self.client.token_url.startswith(token)), None)
        return (self.markers.by_token[first], self.origin) if first else ("", "")

    @property
    def tokens(self) -> tuple[str, ...]:
        """The variables of the token request as they are written."""
        return tuple(self.markers.by_token)

    def places(self, token: str) -> tuple[DecodedValue, ...]:
        """The values that hold a token."""
        marker = self.markers.by_token[token]
        return tuple(value for value in self._values if marker in value.text or marker in value.at)

    def uncarriable(self, token: str, text: str) -> str | None:
        """Why some place of a token can't carry a text, in words; None where all can."""
        for value in self.places(token):
            if reason := unfit(value, self.markers.by_token[token], text, "utf-8"):
                return f"{value.at}: {reason}"
        return None

    def differences(self, received: Received, values: Mapping[str, str]) -> list[Difference]:
        """What did not arrive as it should have with these values; empty where all did."""
        by_marker = {self.markers.by_token[token]: values[token] for token in self.tokens}
        filled = MarkerValues(self.markers.pattern, by_marker)
        expected = [replace(one, step=filled(one.step), text=filled(one.text)) for one in self._values]
        expected = [_in_ascii(one) for one in expected]
        try:
            got = list(view(received, self.client.syntax))
        except UndecodableError as error:
            return [Difference("token:body", f"a body that is {self.client.syntax}", str(error))]
        found = list(compared(_sorted(expected), _sorted(got)))
        if lacks_length(received):
            found.append(Difference("header:Content-Length", str(len(received.body)), None, layer="header"))
        return found


def _in_ascii(value: DecodedValue) -> DecodedValue:
    return replace(value, text=ascii_authority(value.text)) if value.step == "host" else value


def _sorted(values: list[DecodedValue]) -> list[DecodedValue]:
    """Values in the order of their places: which pair comes first means nothing in a form or an object of names."""
    return sorted(values, key=lambda value: (value.at, value.kind))


def _expected(client: OAuth2, origin: tuple[str, str]) -> Iterator[DecodedValue]:
    """What must arrive where the token is fetched (RFC 6749 4.4), decoded from the template's client."""
    url = client.token_url
    marker, stands_for = origin
    if marker:
        url = stands_for + url.removeprefix(marker)
    split = split_url(url)
    yield from _target("POST", split.authority, split.path or "/", split.query)
    pairs = list(client.parameters)
    given = [("client_id", client.client_id), ("client_secret", client.client_secret)]
    if client.client == "basic":
        yield from _basic(*(text for _, text in given))
    else:
        pairs += given
    if pairs or client.syntax == "json":
        yield DecodedValue("header:Content-Type", "media type", _MEDIA_TYPES[client.syntax], ("header",))
    yield from _pairs(pairs, client.syntax)


def differences_between(expected: Received, got: Received, syntax: str) -> list[Difference]:
    """How two token requests differ in meaning."""
    try:
        return list(compared(_sorted(list(view(expected, syntax))), _sorted(list(view(got, syntax)))))
    except UndecodableError as error:
        return [Difference("token:body", f"a body that is {syntax}", str(error))]


def view(received: Received, syntax: str) -> Iterator[DecodedValue]:
    """A token request that arrived, decoded; UndecodableError where its body is not of the syntax."""
    path, mark, query = received.target.decode("utf-8", "surrogateescape").partition("?")
    host = received.header("Host") or ""
    yield from _target(received.method, host, path, query if mark else None)
    media_type = (received.header("Content-Type") or "").partition(";")[0].strip().lower()
    if received.body:
        yield DecodedValue("header:Content-Type", "media type", media_type, ("header",))
    for name, value in received.headers:
        if name.lower() == "authorization":
            given = basic_of(value)
            yield from _basic(*given) if given else [DecodedValue("header:Authorization", "string", value, ("header",))]
        elif name.lower() not in _OTHER_HEADERS and not is_noise(name, value):
            yield DecodedValue(f"header:{name}", "string", value, ("header",))
    text = received.body.decode("utf-8", "surrogateescape")
    yield from _pairs(_of_json(text) if syntax == "json" else decoders.urlencoded(text, "utf-8"), syntax)


def _target(method: str, host: str, path: str, query: str | None) -> Iterator[DecodedValue]:
    yield DecodedValue("method", "", method)
    yield from hosts([host])
    yield from decoders.segments(path)
    yield DecodedValue("query", "present", str(query is not None))
    yield from decoders.pairs("query", decoders.urlencoded(query or "", "utf-8"))


def _basic(client_id: str, client_secret: str) -> Iterator[DecodedValue]:
    yield DecodedValue(CLIENT_ID, "basic", client_id, ("authentication",))
    yield DecodedValue(CLIENT_SECRET, "basic", client_secret, ("authentication",))


def _pairs(pairs: list[tuple[str, str]], syntax: str) -> Iterator[DecodedValue]:
    for name, value in pairs:
        yield DecodedValue(_PLACES.get(name, f"{syntax}:{name}"), "string", value, (syntax,))


def _of_json(text: str) -> list[tuple[str, str]]:
    try:
        found: Any = json.loads(text, object_pairs_hook=list)
    except ValueError as error:
        raise UndecodableError(f"not JSON: {error}") from error
    plain = isinstance(found, list) and all(isinstance(one, tuple) and isinstance(one[1], str) for one in found)
    if not plain or not text.lstrip().startswith("{"):
        raise UndecodableError("not one JSON object of texts")
    return [(str(name), str(value)) for name, value in found]
