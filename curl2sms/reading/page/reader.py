"""The URLs of a page that shows no curl command become calls, with what the page says of each beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from curl2sms.errors import Note, SampleError, Source, Span, note
from curl2sms.http import stand_in
from curl2sms.owned_names import owned
from curl2sms.patterns import regex
from curl2sms.reading.choosing import TEXT_NAME
from curl2sms.reading.commands import calls_of
from curl2sms.reading.encoding import json_string
from curl2sms.reading.model import Known, ReadSample
from curl2sms.reading.page.headers import headers_of
from curl2sms.reading.page.parts import Parts, frame_of, parts_of
from curl2sms.reading.page.paths import endpoints, refuse_without_host
from curl2sms.reading.page.sections import between, sections
from curl2sms.reading.page.urls import TAG, FoundUrl, end_of_line, urls
from curl2sms.reading.script.model import Command, Paste, Word
from curl2sms.shown import Shortened
from curl2sms.traced import Traced, joined

_VARIABLE = regex(
    r"\$\{(?P<braced>[A-Za-z_]\w{0,80})\}|(?:(?<==)|(?<=\A))\$(?P<whole>[A-Za-z_]\w{0,80})(?=[&/?]|\Z)", re.ASCII
)
# A URL that is about a call and none itself.
_ABOUT = regex(r"\b(?:docs?|documentation|developers?|help|support|wiki|github|guide|reference)\b", re.IGNORECASE)
# What a body is by its first character.
_TYPES = {"{": "application/json", "[": "application/json", "<": "text/xml"}


def read(source: Source) -> ReadSample:
    """The URLs of a page, in order, each once, as curl would call them."""
    text = source.text
    shown, said = endpoints(text, list(urls(text)))
    if not any(one.base for one in shown):
        refuse_without_host(text)
    known = Known()
    found, parts = _once(text, shown, _parts(text, shown))
    notes = [*said, *(said for one in found for said in _said_of(text, one))]
    makes_call = any(one.sends for one in parts.values())
    if not makes_call and (bare := next((number for number, one in parts.items() if one.names), None)) is not None:
        raise SampleError(_how_to_write(text, found[bare], parts[bare]))
    called = tuple(_command(text, one, known, notes, parts.get(number, Parts())) for number, one in enumerate(found))
    behind = () if makes_call else tuple(_said_behind(text, found))
    return calls_of(Paste(called, known, behind, tuple(notes)))


def _parts(text: str, shown: list[FoundUrl]) -> dict[int, Parts]:
    """What the page shows of a call beside each URL that it describes, by the URL's number."""
    described = _described(text, shown)
    every = list(sections(text)) if shown else []
    if not described:
        whole = [number for number, one in enumerate(shown) if _is_whole(text, one)]
        same = {text[shown[number].start : shown[number].end] for number in whole}
        return {whole[0]: frame_of(text, every)} if len(same) == 1 else {}
    lead = headers_of(text, Span(0, described[0][1].start), every)
    return {
        number: parts_of(text, shown[number], stretch, between(every, stretch), lead) for number, stretch in described
    }


def _how_to_write(text: str, found: FoundUrl, parts: Parts) -> Note:
    """What to say of parameters without values: the URL with a place for each."""
    query = "&".join(f"{name}=<{name}>" for name in parts.names)
    return note("parameters-without-values", found.span, url=f"{found.address(text).text}?{query}")


def _said_of(text: str, found: FoundUrl) -> Iterator[Note]:
    yield note("url-alone", Span(found.start, found.end))
    if found.link:
        yield note("link-around-url", found.span)
    elif not found.is_closed and text[found.end : found.outer].strip():
        behind = Span(found.end, found.outer)
        yield note("mark-behind-url", behind, text=text[found.end : found.outer].strip())
    if found.method not in ("", "GET"):
        yield note("method-before-url", found.span, method=found.method)


def _is_whole(text: str, found: FoundUrl) -> bool:
    """Whether a URL has the message in its own query."""
    query = text.find("?", found.start, found.end)
    return query >= 0 and TEXT_NAME.search(text, query, found.end) is not None


def _described(text: str, found: list[FoundUrl]) -> list[tuple[int, Span]]:
    """The URLs whose message, if any, the page shows elsewhere, by their numbers; and where on the page it does.

    The only URL, or the only one that a method is before, has the whole page. Of several that a method is
    before, each has what follows it, up to the next.
    """
    if any(_is_whole(text, one) for one in found):
        return []
    asked = [number for number, one in enumerate(found) if one.method or one.base] or [
        number for number, one in enumerate(found) if not _ABOUT.search(text, one.start, one.end)
    ]
    if len(asked) == 1:
        return [(asked[0], Span(0, len(text)))]
    if not asked or not (found[asked[0]].method or found[asked[0]].base):
        return []
    ends = [*(found[number].start for number in asked[1:]), len(text)]
    return [(number, Span(found[number].start, end)) for number, end in zip(asked, ends, strict=True)]


def _command(text: str, found: FoundUrl, known: Known, notes: list[Note], parts: Parts) -> Command:
    start, url_span = Span(found.start, found.start), Span(found.start, found.end)
    words = [Word(Traced("curl"), start)]
    method = found.method or parts.method
    for option, value in _options(parts, method):
        words += [Word(Traced(option), start), Word(value, value.span() or url_span, bare=False)]
    is_get = method in ("", "GET")
    if not is_get and (method != "POST" or not (parts.parameters or parts.body)):
        words += [Word(Traced("-X"), start), Word(Traced(method), start)]
    if parts.parameters and is_get:
        words.append(Word(Traced("-G"), start))
    url = _with_variables(found.address(text), known, notes)
    words.append(Word(url, url_span))
    if parts.headers or parts.sends:
        made = "POST" if parts.body is not None and is_get else method or "GET"
        notes.append(note("call-of-parts", found.span, method=made))
    notes += parts.said
    if parts.names and parts.sends:
        notes.append(note("parameters-left-out", found.span, names=", ".join(parts.names)))
    return Command(tuple(words), found.span, values=tuple(one.span for one in parts.said if one.span))


def _options(parts: Parts, method: str) -> Iterator[tuple[str, Traced]]:
    """The options of curl, each with its value, that the parts of a page mean."""
    for pair in parts.query:
        yield "--url-query", joined((pair.name, Traced("="), pair.value))
    for pair in parts.headers:
        if parts.parameters and pair.name.text.lower() == "content-type" and "multipart" in pair.value.text.lower():
            continue  # curl states it, with the boundary that it makes
        yield "-H", joined((pair.name, Traced(": "), pair.value))
    is_json = any(
        pair.name.text.lower() == "content-type" and "json" in pair.value.text.lower() for pair in parts.headers
    )
    is_form_data = any(
        pair.name.text.lower() == "content-type" and "multipart" in pair.value.text.lower() for pair in parts.headers
    )
    if parts.parameters and (is_json or parts.is_json) and method not in ("", "GET"):
        if not is_json:
            yield "-H", Traced("Content-Type: application/json")
        members = [joined((json_string(pair.name), json_string(pair.value)), ":") for pair in parts.parameters]
        yield "--data-raw", joined((Traced("{"), joined(members, ","), Traced("}")))
        return
    for pair in parts.parameters:
        plain = "--data-raw" if pair.is_encoded else "--data-urlencode"
        yield "--form-string" if is_form_data else plain, joined((pair.name, Traced("="), pair.value))
    if parts.body is not None:
        media_type = _TYPES.get(parts.body.text[:1])
        if media_type and not any(pair.name.text.lower() == "content-type" for pair in parts.headers):
            yield "-H", Traced(f"Content-Type: {media_type}")
        yield "--data-raw", parts.body


def _with_variables(url: Traced, known: Known, notes: list[Note]) -> Traced:
    """A URL with a variable for each ``${NAME}``, and for ``$NAME`` where that is a whole value."""

    def variable(found: re.Match[str]) -> str:
        own = found["braced"] or found["whole"]
        name = f"SAMPLE_{own}" if owned(own) else own
        if name != own:
            known.renamed[name] = own
        notes.append(note("variable-in-url", url.span(*found.span()), text=found[0], name=name))
        return stand_in(name)

    return url.sub(_VARIABLE, variable)


def _once(text: str, shown: list[FoundUrl], parts: dict[int, Parts]) -> tuple[list[FoundUrl], dict[int, Parts]]:
    """Each URL at its first place, or wherever the page shows what a call to it sends; and those parts again."""
    sending = {shown[number].address(text).text for number, one in parts.items() if one.sends}
    seen, found, kept = set(), list[FoundUrl](), dict[int, Parts]()
    for number, one in enumerate(shown):
        url = one.address(text).text
        own = parts.get(number, Parts())
        if (url in sending and not own.sends) or (url in seen and not own.sends):
            continue
        seen.add(url)
        kept[len(found)] = own
        found.append(one)
    return found, kept


def _said_behind(text: str, found: list[FoundUrl]) -> Iterator[Note]:
    """What is after each URL: on its line, or, where nothing does, on the line below."""
    for number, one in enumerate(found):
        limit = found[number + 1].start if number + 1 < len(found) else len(text)
        line_end = end_of_line(text, one.outer, limit)
        if not any(map(str.isalnum, text[one.outer : line_end])):
            below = min(line_end + 1, limit)
            end_below = end_of_line(text, below, len(text))
            line_end = end_below if end_below <= limit else line_end  # a label of the next URL says nothing
        behind = text[one.outer : line_end]
        if any(map(str.isalnum, TAG.sub("", behind))):
            span = Span(line_end - len(behind.lstrip()), one.outer + len(behind.rstrip()))
            yield note("text-behind-url", span, text=Shortened(text[span.start : span.end]))
