"""What a place can't carry, by the standards alone."""

from __future__ import annotations

from curl2sms.patterns import regex
from curl2sms.proving.decoders import DecodedValue
from curl2sms.proving.oracle.arrived import USERNAME
from curl2sms.unfilled_values import CLIENT_ID

_CONTROL = regex(r"[\x00-\x08\x0a-\x1f\x7f]")
# XML 1.0 2.2, as the class of what it leaves out: that compiles in a tenth of the time.
_NOT_XML = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_JSON_SCALAR = regex(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?|true|false|null")
_LABEL = regex(r"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?")  # RFC 1123 2.1


def unfit(value: DecodedValue, marker: str, text: str, charset: str) -> str | None:
    """Why a text can't be at a value in place of a marker, in words; None where it can."""
    whole = value.text.replace(marker, text)
    outermost = value.layer
    if not _encodable(text, charset if outermost not in ("header", "path", "authentication") else "utf-8"):
        return f"{charset} has no such character"
    if value.inside == ("header",) and (_CONTROL.search(text) or (text and whole != whole.strip(" \t"))):
        return "a header can't contain a control character, or a space at its ends (RFC 9110 5.5)"
    if outermost == "header" and "\x7f" in text and not {"base64", "percent"} & set(value.inside):
        return "a header can't contain U+007F, and JSON and XML don't escape it (RFC 8259 7)"
    if outermost == "path" and whole in ("", ".", ".."):
        return "servers remove this path segment (RFC 3986 5.2.4)"
    if "xml" in value.inside and _NOT_XML.search(text):
        return "XML 1.0 has no such character"
    if value.kind == "number" and not _JSON_SCALAR.fullmatch(whole):
        return "it has no quotes in JSON, where only a number needs none (RFC 8259 6)"
    if outermost == "authentication" and (
        "\t" in text or _CONTROL.search(text) or (value.at in (USERNAME, CLIENT_ID) and ":" in text)
    ):
        return "Basic authentication can't contain a control character, or a colon in the user name (RFC 7617 2)"
    if outermost == "host" and not _LABEL.fullmatch(text):
        return "it is not a label of a host name (RFC 1123 2.1)"
    return None


def _encodable(text: str, charset: str) -> bool:
    try:
        return text.encode(charset).decode(charset) == text
    except UnicodeEncodeError:
        return False
