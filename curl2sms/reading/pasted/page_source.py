"""A command that was copied from a page's source: its quotes and signs are character references (HTML 13.1.4)."""

from __future__ import annotations

from curl2sms.errors import Note, Span, note
from curl2sms.patterns import regex
from curl2sms.traced import Traced

# A character reference to a quote where an option's value or the URL begins: no shell, and no text, has it there.
_IS_SOURCE = regex(
    r"(?:\bcurl|[ \t]-{1,2}[A-Za-z][\w-]*)[ \t=]+&(?:quot|apos|#0*3[49]|#x2[27]);", only_with=("&quot", "&apos", "&#")
)
_REFERENCE = regex(r"&(?:quot|apos|lt|gt|amp|nbsp|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});")


def undone(text: Traced) -> tuple[Traced, list[Note]]:
    """The text that a page shows, and what is reported of that."""
    if not _IS_SOURCE.search(text.text):
        return text, []
    import html  # few samples are of this kind

    first = _REFERENCE.search(text.text)
    shown = text.sub(_REFERENCE, lambda found: html.unescape(found[0]))
    return shown, [note("page-source", Span(*first.span()) if first else None)]
