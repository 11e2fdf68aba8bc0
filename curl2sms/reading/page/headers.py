"""The headers that a page shows: lines of them anywhere, and whatever is below a heading for headers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from curl2sms.errors import Note, Span, note
from curl2sms.patterns import regex
from curl2sms.reading.page.listed import listed
from curl2sms.reading.page.sections import Section, is_in
from curl2sms.reading.page.tables import OF_HEADERS, ShownPair, shown_pair, stacked, tables
from curl2sms.shown import Shortened
from curl2sms.traced import Traced, written

# A line of a header, also in a list, with quotes or backticks around its name and value.
_HEADER = regex(
    r"^[ \t>*•`\"'-]*(?P<name>(?:proxy-)?authorization|content-type|accept|api-?key|x-(?!rate-?limit)[a-z][\w-]*)"
    r"[`\"']*[ \t]*:[ \t]*+(?P<quote>[`\"'])?"
    r"(?P<value>[^\s`\"'|][^\n`\"|]*)",
    re.IGNORECASE | re.MULTILINE,
)
# In words or in a row of two cells: ``Content type: application/json``, ``CONTENT-TYPE - text/xml``.
_MEDIA_TYPE = regex(
    r"^[ \t>*•|`-]*+content[-_ ]?type[`*]*+(?=[ \t:|–=-])[ \t:|`*–=-]*+"
    r"(?P<value>[a-z]+/[\w.+-]++(?:;[^\n|\t`]*+)?)[ \t`*|.\r]*+$",
    re.IGNORECASE | re.MULTILINE,
)
# Below a heading for headers, those of any name: ``Client-Key: abc``, ``"token": "abc"``, ``"token: abc"``.
_LINE = regex(
    r"[ \t>*•-]*+[`\"']?(?P<name>[A-Za-z][A-Za-z0-9_-]{0,60})[`\"']?(?:[ \t]*+(?:[:=]|=>|⇒)|\t(?!.*\t))[ \t]*+"
    r"(?P<quote>[`\"'])?(?P<value>[^\s`\"'{\[|/][^\n`\"|]*+)[`\"']?[ \t,]*+"
)
_QUOTED = regex(
    r"(?P<mark>[\"'])(?P<name>[A-Za-z][A-Za-z0-9_-]{0,60})(?:(?P=mark)[ \t]*+(?::|=>)[ \t]*+(?P=mark)|[ \t]*+:[ \t]*+)"
    r"(?P<value>[^\"'\n]++)(?P=mark)"
)
_NAME = regex(r"[A-Za-z][A-Za-z0-9_-]{0,60}")
_PAIR_LINE = regex(r"[ \t>*•-]*`?[A-Za-z_][\w.\[\]-]{0,40}`?[ \t]*[=:][^\n]*")
# What is no header but said of one or of the call.
_SAID = frozenset((
    "note", "notes", "example", "examples", "important", "warning", "tip", "type", "required", "optional",
    "description", "format", "value", "name", "default", "method", "url", "endpoint", "where", "see", "host",
))  # fmt: skip
_SHORTEST, _SHOWN = 8, 60  # characters: of what is more than "none", and what a note shows
_WORDS_OF_A_VALUE = 4
_LINES_BEFORE = 2  # of words, between a heading and the headers


def headers_of(text: str, place: Span, sections: list[Section]) -> list[ShownPair]:
    """The headers that a stretch of a page shows, those of a response left out, each once."""
    headings = [one for one in sections if one.kind == "headers"]
    answers = [one for one in sections if one.kind == "response"]
    found = [*_anywhere(text, place, sections)]
    for section in headings:
        if place.start <= section.start < place.end:
            found += _below(text, section.start, min(section.end, place.end))
    for table in tables(text, place.start, place.end):
        if table.is_of_headers and not is_in(answers, table.start):
            found += table.pairs
    for stated in _MEDIA_TYPE.finditer(text, place.start, place.end):
        if not is_in(answers, stated.start("value")):
            value = written(stated["value"].rstrip(), stated.start("value"))
            found.append(ShownPair(Traced("Content-Type"), value))
    once: dict[str, ShownPair] = {}
    for pair in found:
        if pair.value.text:
            once.setdefault(pair.name.text.lower(), pair)
    return sorted(once.values(), key=_place)


def not_read(text: str, place: Span, sections: list[Section], headers: list[ShownPair]) -> Iterator[Note]:
    """What the page shows as headers and none was read of, and other values of those that were."""
    taken = {pair.name.text.lower(): _bare(pair.value.text) for pair in headers}
    for pair in _anywhere(text, place, sections):
        name = pair.name.text.lower()
        if name in taken and _bare(pair.value.text) != taken[name]:
            del taken[name]
            yield note("header-shown-again", pair.name.span(), name=pair.name.text)
    places = [span.start for pair in headers if (span := pair.name.span())]
    for section in sections:
        shown = text[section.start : section.end].strip("\n\r\t :*`")
        if (
            section.kind == "headers"
            and len(shown) > _SHORTEST
            and not any(section.start <= place < section.end for place in places)
        ):
            start = text.index(shown, section.start)
            words = Shortened(shown, _SHOWN)
            yield note("headers-left-out", Span(start, start + len(shown)), text=words)


def _bare(value: str) -> str:
    """What of a value counts: not the charset of a media type."""
    return value.partition(";")[0].strip().lower()


def _pair(text: str, found: re.Match[str]) -> ShownPair:
    """A header of a line, whose value ends where the quote that it begins with closes."""
    start, end = found.span("value")
    closing = text.find(found["quote"], start, end) if found["quote"] else -1
    return shown_pair(text, found.span("name"), (start, closing if closing > 0 else end))


def _place(pair: ShownPair) -> int:
    span = pair.name.span()
    return span.start if span else 0


def _anywhere(text: str, place: Span, sections: list[Section]) -> Iterator[ShownPair]:
    """Lines of headers that are known by their names; a key is none among parameters."""
    answers = [one for one in sections if one.kind == "response"]
    for found in _HEADER.finditer(text, place.start, place.end):
        at = found.start("name")
        if not is_in(answers, at) and (OF_HEADERS.fullmatch(found["name"]) or not _is_among_parameters(text, found)):
            yield _pair(text, found)


def _is_among_parameters(text: str, found: re.Match[str]) -> bool:
    """Whether the lines around a key are pairs of other names than headers have."""
    begin = text.rfind("\n\n", 0, found.start()) + 1
    end = text.find("\n\n", found.end())
    lines = text[begin : end if end >= 0 else len(text)].splitlines()
    pairs = [line for line in lines if _PAIR_LINE.fullmatch(line)]
    return len(pairs) > 1 and not any(_OF_HEADER_LINE.match(line) for line in pairs)


_OF_HEADER_LINE = regex(
    r"[ \t>*•`\"'-]*+(?:headers?|(?:proxy-)?authorization|content-type|accept|x-[a-z][\w-]*)[`\"']?[ \t]*+:",
    re.IGNORECASE,
)


def _below(text: str, start: int, end: int) -> Iterator[ShownPair]:
    """What is below a heading for headers: a table, an object or a list of texts in quotes, or lines."""
    shown = [*tables(text, start, end)]
    if shown:
        for pair in shown[0].pairs:
            if _NAME.fullmatch(pair.name.text):
                yield pair
        return
    if shown_below := [pair for pair in listed(text, start, end, are_headers=True) if pair.value.text]:
        yield from shown_below
        return
    if cells := [*stacked(text, start, end)]:
        yield from cells
        return
    opening = regex(r"\s*+(?:```\w*\s*+)?[\[{]").match(text, start, end)
    if opening:
        closing = min((at for at in (text.find(one, opening.end(), end) for one in "]}") if at >= 0), default=end)
        for one in _QUOTED.finditer(text, opening.end(), closing):
            yield shown_pair(text, one.span("name"), one.span("value"))
        return
    before, taken = 0, False
    for line in regex(r"[^\n]+").finditer(text, start, end):
        if not line[0].strip(" \t\r`~"):
            continue
        found = _LINE.match(text, line.start(), line.end())
        if found and _may_be_header(found["name"], found["value"]):
            taken = True
            yield _pair(text, found)
        elif taken or before >= _LINES_BEFORE:
            return
        before += 1


def _may_be_header(name: str, value: str) -> bool:
    """Whether a line is no sentence: it has few words, and does not begin with one that says something of the call."""
    says_value = value.strip().lower() not in {"string", "text"}
    return name.lower() not in _SAID and says_value and len(value.split()) <= _WORDS_OF_A_VALUE
