"""``$NAME`` between single quotes, which a shell keeps as text: where the place shows that a variable is meant.

It is meant where it is the whole of a value: a username, a password, a token after its scheme, a label of the host,
a value of a form or a document. Within a longer value only ``${NAME}`` in a URL, or in a header that is no credential,
is taken for one: ``pa$word`` and ``costs $USD`` are text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from curl2sms.errors import Note, Span, note
from curl2sms.patterns import regex
from curl2sms.reading.curl import data
from curl2sms.reading.curl.options import Operation
from curl2sms.reading.model import ReadOption
from curl2sms.reading.script.model import Command, Kept
from curl2sms.records import replace
from curl2sms.traced import Traced, joined

_NAME = r"(?P<variable>\$(?:\{[A-Za-z_]\w*\}|[A-Za-z_]\w*))"
_BRACED = r"(?P<variable>\$\{[A-Za-z_]\w*\})"
# Where a variable is the whole of a value, by the option that has it; elsewhere it is the whole of the option's value.
_WHOLE = (rf"\A\s*{_NAME}\s*\Z",)
_PLACES = {
    "url": (_BRACED, rf"(?:\A|(?<=[/.:@]))(?<!=){_NAME}(?=[./:@?#]|\Z)", rf"[?&][^=?&#]*={_NAME}(?=[&#]|\Z)"),
    "user": (rf"\A{_NAME}(?=:|\Z)", rf"\A[^:]*:{_NAME}\Z"),
    "cookie": (rf"(?:\A|;)[^=;]*={_NAME}(?=;|\Z)", *_WHOLE),
    "form": (rf"\A[^=]*={_NAME}(?=;|\Z)",),
    "form-string": (rf"\A[^=]*={_NAME}\Z",),
    "data": (rf"(?:\A|&)(?:[^=&]*=)?{_NAME}(?=&|\Z)",),
    "data-urlencode": (rf"\A[^=]*={_NAME}\Z", *_WHOLE),
}
_PLACES |= dict.fromkeys({"url-query", "referer"}, _PLACES["url"])
_PLACES |= dict.fromkeys({*data.OPTIONS} - {"data-urlencode"}, _PLACES["data"])
# A header's value, or the token after its scheme; and, where it is no credential, a part of it.
_HEADER = (rf"\A[^:]*:\s*(?:[A-Za-z][\w-]*\s+)?{_NAME}\s*\Z",)
_PLAIN_HEADER = (*_HEADER, _BRACED)
_CREDENTIAL = regex(r"[^:]*(?:auth|token|key|secret|pass|cookie|sign)", re.IGNORECASE)
# In documents: a text of JSON that is no name, a value without quotes, an element's text.
_WITH_DOCUMENTS = {*data.OPTIONS, "form", "form-string"}
_DOCUMENT = regex(r"\s*[\[{<]|[^=&]*=\s*[\[{<]")
_QUOTE = regex(r'(?<!\\)"')
_IN_DOCUMENT = (
    rf'(?P<quote>\\{{0,15}}"){_NAME}(?P=quote)(?!\s*:)',
    rf"(?P<bare>[:,\[])\s*{_NAME}(?=\s*[,}}\]])",
    rf">\s*{_NAME}(?=\s*</)",
)


def with_variables(operation: Operation, command: Command) -> Operation:
    """An operation in whose values variables are that single quotes had kept as text; each is noted."""
    kept = {one.span: one for one in command.kept}
    if not kept:
        return operation
    notes: list[Note] = []
    options = []
    for option in operation.options:
        if option.traced and "$" in option.traced.text:
            option = replace(option, traced=_put_in(option.traced, _places(option), kept, notes))
        if option.stdin and "$" in option.stdin.text:
            places = (*_PLACES["data"], *_IN_DOCUMENT)
            option = replace(option, stdin=_put_in(option.stdin, places, kept, notes))
        options.append(option)
    return replace(operation, options=tuple(options), notes=(*operation.notes, *notes))


def _places(option: ReadOption) -> tuple[str, ...]:
    """The patterns of the places where a variable may be meant in an option's value."""
    value = option.value or ""
    if option.name == "header":
        return _HEADER if _CREDENTIAL.match(value) else _PLAIN_HEADER
    places = _PLACES.get(option.name, _WHOLE)
    return (*places, *_IN_DOCUMENT) if option.name in _WITH_DOCUMENTS and _DOCUMENT.match(value) else places


def _put_in(text: Traced, places: tuple[str, ...], kept: dict[Span, Kept], notes: list[Note]) -> Traced:
    """The text with the values of the variables that are at these places, each noted."""
    quotes = [quote.start() for quote in _QUOTE.finditer(text.text)]
    every = (one for place in places for one in _compiled(place).finditer(text.text))
    found = {one.span("variable"): one["variable"] for one in every if not _is_within_string(one, quotes)}
    pieces: list[Traced] = []
    at = 0
    for (start, end), spelling in sorted(found.items()):
        runs = text[start:end].runs
        variable = kept.get(runs[0].span) if len(runs) == 1 else None
        if variable is None:
            continue
        notes.append(note("variable-in-quotes", variable.span, text=spelling))
        pieces += text[at:start], variable.value
        at = end
    return joined((*pieces, text[at:])) if pieces else text


@cache
def _compiled(place: str) -> re.Pattern[str]:
    return re.compile(place)


def _is_within_string(match: re.Match[str], quotes: list[int]) -> bool:
    """Whether what looks like a value without quotes is in a string of JSON, as GraphQL's own variables do.

    ``quotes`` are the places of all quotes that are not escaped.
    """
    return bool(match.groupdict().get("bare")) and bisect_left(quotes, match.start()) % 2 == 1
