"""Digits that mean a template's placeholders while standard decoders read it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from curl2sms.records import record
from curl2sms.template.model import Template
from curl2sms.tokens import cut, replaced

_DIGITS = 10  # which all markers begin with, and no text of the template holds


@record
class Markers:
    """Digits that mean each placeholder: no decoder changes them, and they may be bare in JSON."""

    by_token: Mapping[str, str]

    def put(self, text: str, macros: Sequence[str]) -> str:
        """A template's text with markers in place of its tokens."""
        return replaced(text, self.by_token.__getitem__, macros)

    @property
    def pattern(self) -> re.Pattern[str]:
        """What finds a marker in a decoded text; one by one they would take it time for each, at every character."""
        first = next(iter(self.by_token.values()), "")
        return re.compile(rf"{first[:_DIGITS]}\d{{{len(first) - _DIGITS}}}" if first else r"(?!)")

    @property
    def by_marker(self) -> dict[str, str]:
        """The token that each means."""
        return {marker: token for token, marker in self.by_token.items()}


@record
class MarkerValues:
    """Puts values instead of markers, in one pass."""

    pattern: re.Pattern[str]
    by_marker: Mapping[str, str]

    def __call__(self, text: str) -> str:
        """The text with them."""
        return self.pattern.sub(lambda match: self.by_marker[match[0]], text)


def markers(template: Template) -> Markers:
    """A marker for every token of a template's own request."""
    texts = [template.endpoint, template.parameters.body or ""]
    for pair in (*template.headers, *template.parameters.pairs):
        texts += [pair.key, pair.value]
    if template.basic:
        texts += [template.basic.username, template.basic.password]
    return markers_in(texts, template.macro_names)


def markers_in(texts: Iterable[str], macros: Sequence[str] = ()) -> Markers:
    """A marker for every token of some texts; digits that do not occur in them."""
    texts = tuple(texts)
    found = dict.fromkeys(text[t.start : t.end] for text in texts for t in cut(text, macros))
    whole = "\n".join(texts)
    root = next(root for root in range(7305918264, 10**_DIGITS, 97) if str(root) not in whole)
    digits = len(str(len(found)))  # all of one length: none is the beginning of another
    return Markers({token: f"{root}{number:0{digits}}6" for number, token in enumerate(found)})
