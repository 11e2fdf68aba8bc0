"""What of a value and of a request the oracle takes for fit, for its own, and for decoded: a row for each rule."""

from __future__ import annotations

import pytest

from curl2sms.proving.decoders import DecodedValue, UndecodableError
from curl2sms.proving.mock import Received
from curl2sms.proving.oracle import token_request
from curl2sms.proving.oracle.arrived import basic_of, is_default, lacks_length
from curl2sms.proving.oracle.fitting import unfit

HEADER = DecodedValue("header:X-Text", "string", "M", ("header",))
SEGMENT = DecodedValue("path:2", "string", "M", ("path",))
USER = DecodedValue("authentication:username", "string", "M", ("authentication",))
PASSWORD = DecodedValue("authentication:password", "string", "M", ("authentication",))
NUMBER = DecodedValue("json:/to", "number", "M", ("json",))


@pytest.mark.parametrize(
    ("value", "text", "why"),
    [
        (HEADER, "a b", None),
        (HEADER, "a\x01b", "control character"),
        (HEADER, " a", "space at its ends"),
        (HEADER, "", None),
        (DecodedValue("json:/a", "string", "M", ("header", "json"), ("header:X-Text",)), "a\x7fb", "U+007F"),
        (DecodedValue("percent", "string", "M", ("header", "percent"), ("header:X-Text",)), "a\x7fb", None),
        (DecodedValue("base64", "string", "M", ("header", "base64"), ("header:X-Text",)), "a\x7fb", None),
        (SEGMENT, "..", "path segment"),
        (SEGMENT, "", "path segment"),
        (SEGMENT, "...", None),
        (NUMBER, "14155550123", None),
        (NUMBER, "+14155550123", "no quotes in JSON"),
        (USER, "a:b", "Basic authentication"),
        (USER, "a\tb", "Basic authentication"),
        (PASSWORD, "a:b", None),
        (PASSWORD, "a\x01b", "Basic authentication"),
        (DecodedValue("xml:/a", "element", "M", ("xml",)), "a\x0b", "XML 1.0"),
    ],
)
def test_a_text_that_a_place_cannot_have_is_told_with_its_reason(
    value: DecodedValue, text: str, why: str | None
) -> None:
    told = unfit(value, "M", text, "utf-8")
    assert told is None if why is None else why in (told or "")


@pytest.mark.parametrize(
    ("name", "value", "ours"),
    [
        ("User-Agent", "curl/8.5.0", True),
        ("user-agent", "curl2sms/0.1", True),
        ("User-Agent", "shop/1.0", False),
        ("Accept", "*/*", True),
        ("Accept", "text/xml", False),
        ("Content-Length", "7", True),
        ("X-Key", "*/*", False),
        ("X-Key", "curl/8.5.0", False),
    ],
)
def test_a_header_that_a_client_adds_unasked_is_known(name: str, value: str, ours: bool) -> None:
    assert is_default(name, value) is ours


@pytest.mark.parametrize(
    ("method", "headers", "body", "lacks"),
    [
        ("GET", (), b"", False),
        ("GET", (), b"a", True),
        ("POST", (), b"", True),
        ("POST", (("Content-Length", "1"),), b"a", False),
        ("POST", (("Transfer-Encoding", "chunked"),), b"a", False),
    ],
)
def test_a_body_without_a_length_is_known(
    method: str, headers: tuple[tuple[str, str], ...], body: bytes, lacks: bool
) -> None:
    assert lacks_length(Received(method, b"/", headers, body)) is lacks


@pytest.mark.parametrize(
    ("header", "pair"),
    [
        ("Basic dTpw", ("u", "p")),
        ("basic dTo=", ("u", "")),
        ("Bearer dTpw", None),
        ("Basic dXA=", None),
        ("Basic dTpw!", None),
        ("Basic //8=", None),
    ],
)
def test_only_basic_authentication_is_decoded(header: str, pair: tuple[str, str] | None) -> None:
    assert basic_of(header) == pair


@pytest.mark.parametrize("body", ['{"grant_type": 1}', "[]", '[["a", "b"]]', "{", '"a"'])
def test_a_body_that_is_no_object_of_texts_is_no_token_request(body: str) -> None:
    with pytest.raises(UndecodableError):
        list(token_request.view(_token_request(body), "json"))


def test_a_token_request_s_own_headers_are_compared() -> None:
    seen = {one.at: one.text for one in token_request.view(_token_request('{"a": "b"}'), "json")}
    assert seen["header:X-Shop"] == "7"
    assert seen["header:Content-Type"] == "application/json"
    assert not seen.keys() & {"header:Host", "header:Content-Length"}


def _token_request(body: str) -> Received:
    headers = (("Host", "h"), ("Content-Length", "9"), ("Content-Type", "application/json; charset=utf-8"))
    return Received("POST", b"/token", (*headers, ("X-Shop", "7")), body.encode())
