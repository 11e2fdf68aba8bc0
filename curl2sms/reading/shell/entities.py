"""A command that was copied from a page's source: its quotes and signs are character references (HTML 13.1.4)."""

from __future__ import annotations

import html

from curl2sms.errors import Span
from curl2sms.patterns import regex
from curl2sms.traced import Traced

_REFERENCE = regex(r"&(?:quot|apos|lt|gt|amp|nbsp|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});")


def first(text: str) -> Span:
    """The place of the first reference."""
    found = _REFERENCE.search(text)
    return Span(*found.span()) if found else Span(0, 0)


def undone(source: Traced) -> Traced:
    """The text that a page shows."""
    return source.sub(_REFERENCE, lambda found: html.unescape(found[0]))
