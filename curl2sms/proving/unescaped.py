"""What would break at a platform that puts texts into endpoint, headers and raw body as they are. Nothing is sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from curl2sms.http import HttpRequest, split_url
from curl2sms.patterns import regex
from curl2sms.proving import trials
from curl2sms.proving.mock import Received
from curl2sms.proving.model import SPELLING, Check, Difference, Verdict, listed
from curl2sms.proving.oracle import Oracle
from curl2sms.proving.oracle.arrived import ascii_authority
from curl2sms.rendering import unrendered
from curl2sms.tokens import BODY_TOKEN, replaced

_LARGE = 1_500  # values of a template: beyond them only the texts for everywhere are tried
_NOT_IN_URL = regex(r"[\x00-\x20\x7f#]")
_NOT_IN_HEADER = regex(r"[\x00-\x08\x0a-\x1f\x7f]")


def checks(oracle: Oracle) -> Iterator[Check]:
    """How many of the texts would not survive; none for parameters in pairs, which every platform encodes."""
    if BODY_TOKEN not in oracle.tokens or oracle.template.parameters.type in ("form", "multipart"):
        return
    request = unrendered(oracle.template)
    plain = trials.plain_values(oracle)
    is_large = len(oracle.expectation.values) > _LARGE
    texts = [text for text in trials.texts() if text.everywhere or not is_large]
    broken = [text.name for text in texts if not _survives(oracle, request, plain, text.text)]
    message = f"a platform that fills in texts without escaping would break {len(broken)} of {len(texts)}"
    yield Check("platform", "without-escaping", Verdict.INFO, f"{message}: {listed(broken)}" if broken else message)


def _survives(oracle: Oracle, request: HttpRequest, plain: Mapping[str, str], text: str) -> bool:
    """Whether a message arrives whole where it is put, beside plain values, into the template's request as it is."""
    if oracle.uncarriable(BODY_TOKEN, text):
        return False
    values = {**plain, BODY_TOKEN: text}
    received = _filled(oracle, request, values)
    return received is not None and all(map(_is_about_form, oracle.differences(received, values)))


def _filled(oracle: Oracle, request: HttpRequest, values: Mapping[str, str]) -> Received | None:
    """The template's request with values put in as they are; None where it is no request any more."""

    def fill(wire_text: str) -> str:
        return replaced(wire_text, values.__getitem__, oracle.template.macro_names)

    filled, headers = fill(request.url), [(name, fill(value)) for name, value in request.wire_headers()]
    if _NOT_IN_URL.search(filled) or any(_NOT_IN_HEADER.search(value) for _, value in headers):
        return None
    url = split_url(filled)
    if request.header("Host") is None:
        headers.insert(0, ("Host", ascii_authority(url.authority)))
    target = (url.path or "/") + ("" if url.query is None else f"?{url.query}")
    text = "" if request.body is None else fill(request.body.decode("utf-8", "surrogateescape"))
    body = text.encode(oracle.charset, "replace")
    return Received(
        request.method,
        target.encode("utf-8", "surrogateescape"),
        (*headers, ("Content-Length", str(len(body)))),
        body,
    )


def _is_about_form(difference: Difference) -> bool:
    """Whether letters differ and the meaning does not, or what a platform has fields of its own for."""
    return difference.aspect == SPELLING or difference.layer == "authentication"
