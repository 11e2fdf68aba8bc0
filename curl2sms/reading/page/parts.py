"""What a page says of a call beside its URL: method, headers, body, a table of parameters, each under its heading.

Only what is plain is taken: a header line, a body of JSON, XML or a form, names with example values. Names without
values make no call; then a message shows how to write the URL with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from curl2sms.errors import Span
from curl2sms.patterns import regex
from curl2sms.reading.pasted.json_texts import end_of_json
from curl2sms.reading.pasted.xml_texts import end_of_xml
from curl2sms.records import record
from curl2sms.traced import Traced, written

# What headings are called, by what is under them.
_HEADINGS = {
    "url": r"(?:sms |gateway |base |request |api |https? )*(?:url|endpoint|uri)",
    "method": r"(?:http |request )?(?:method|verb)",
    "headers": r"(?:https? |request )?headers?(?: parameters?)?",
    "body": r"(?:request |raw |post |json |http |message )?(?:body|payload)(?: parameters?)?|(?:json|post) data",
    "parameters": r"(?:gateway |query |request |url |form |post |api |http |auth(?:entication|orization)? |required "
    r"|mandatory )*(?:parameters?|params|fields|arguments)",
    "response": r"(?:sample |success |successful |example |api |error |http )*"
    r"(?:responses?|output|returns?|reply|result|(?:error |status )?codes?|errors?)",
}
_HEADING = regex(
    r"^[ \t]*+(?:(?:#{1,6}|\d{1,2}[.)]|[-*•])[ \t]++)?[*_]{0,3}(?:"
    + "|".join(f"(?P<{kind}>{words})" for kind, words in _HEADINGS.items())
    + r")[ \t]*+(?:\([^()\n]*\))?[*_]{0,3}[ \t]*+(?::[*_]{0,3}(?P<rest>[^\n]*)|[*_]{0,3}[ \t\r]*+)$",
    re.IGNORECASE | re.MULTILINE,
)
_METHOD = regex(r"\b(?P<method>GET|POST|PUT|PATCH)\b")
_FENCE = regex(r"^[ \t]*(?:```|~~~)[^\n]*\n(?P<text>.*?)(?:^[ \t]*(?:```|~~~)|\Z)", re.DOTALL | re.MULTILINE)
_HEADER = regex(
    r"^[ \t>*`-]*(?P<name>(?:proxy-)?authorization|content-type|accept|api-?key|x-[a-z][\w-]*)`?[ \t]*:[ \t]*`?"
    r"(?P<value>[^\s`|][^\n`|]*)",
    re.IGNORECASE | re.MULTILINE,
)
_HEADER_NAME = regex(r"[A-Za-z][A-Za-z0-9-]{0,60}")
_NAME = regex(r"[A-Za-z_][\w.\[\]-]{0,40}")
_PAIR_LINE = regex(
    r"[ \t>*•-]*`?(?P<name>[A-Za-z_][\w.\[\]-]{0,40})`?[ \t]*(?P<sign>[=:])[ \t]*+`?+(?P<value>[^\n`]*+)[` \t\r]*+"
)
_NAME_LINE = regex(r"[ \t>*•-]*`?(?P<name>[A-Za-z_][\w.\[\]-]{0,40})`?[ \t]*(?:[-–—:]|\t|\(|\r?$)")
# Lines that are a program's: `payload = {'to': ...`, `auth = ("user", ...`; and names as an environment has them.
_ASSIGNED = regex(
    r"[ \t]*+(?:\w+[ \t]*+[=:][ \t]*+(?:\{[ \t]*+'|\([ \t]*+['\"])|headers?[ \t]*+=[ \t]*+\{)", re.IGNORECASE
)
_OF_ENVIRONMENT = regex(r"[A-Z][A-Z0-9]*+(?:_[A-Z0-9]++)++")
_FORM = regex(r"[\w.\[\]-]{1,60}=[^\n]*")
_NUMBER = regex(r"\+?\d[\d ()-]{6,18}\d")
_NAMES_OF_COLUMNS = regex(
    r"(?:parameters?|params?|names?|fields?|keys?|variables?|headers?)(?: names?)?", re.IGNORECASE
)
_VALUES_OF_COLUMNS = regex(
    r"(?:examples?|samples?|values?)(?: values?)?|e\.?g\.?"
    r"|beispiele?|ejemplos?|exemples?|exemplos?|esempio|örnek|przykład",
    re.IGNORECASE,
)
_ROW = regex(r"^[^\n|\t]*[|\t][^\n]*$", re.MULTILINE)
# What a table says of a name behind it: "to (required)", "to*".
_SAID_OF_NAME = regex(r"(?<=[^ \t*(])(?:[ \t]*\([^()|\n]*\)|\*)$")
_MARKED = regex(r"(?P<mark>`+|\*+)(?P<text>[^`*]+)(?P=mark)")
_BAR, _ESCAPED_BAR = regex(r"(?<!\\)\||\t"), regex(r"\\\|")
_RULE = regex(r"[\s|:+-]*")
_ANSWERS = regex(r"\b(?:respon[sd]|answer|return|result|output|repl(?:y|ies)|success)", re.IGNORECASE)
# A page with more headers or parameters shows no call.
_MOST_PAIRS = 100
# So many documents that may be the body are tried.
_MOST_DOCUMENTS = 10
_DOCUMENT = regex(r"^[ \t`]*(?=[{\[]|<(?:\?xml\b|[A-Za-z][\w:.-]*+>\s*+<))", re.MULTILINE)


@record
class ShownPair:
    """A name and its example value, as the page writes them."""

    name: Traced
    value: Traced


@record
class Parts:
    """The parts of a call that a page shows: ``names`` are those of parameters that it gives no value."""

    method: str = ""
    headers: tuple[ShownPair, ...] = ()
    body: Traced | None = None
    parameters: tuple[ShownPair, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def sends(self) -> bool:
        """Whether they hold what is sent."""
        return self.body is not None or bool(self.parameters)


@record
class _Section:
    kind: str
    start: int
    end: int


def parts_of(page: str, url: Span, stretch: Span) -> Parts:
    """The parts of a call that a stretch of a page shows; the call goes to the URL at a place."""
    text = page[: stretch.end]
    sections = [one for one in _sections(text) if one.start >= stretch.start]
    of = {kind: [one for one in sections if one.kind == kind] for kind in _HEADINGS}
    headers = _headers(text, stretch.start, of["headers"], of["response"])
    body = next(filter(None, (_body(text, one) for one in (*of["body"], *of["parameters"]))), None)
    pairs: list[ShownPair] = []
    names: list[str] = []
    if body is None:
        where = (*of["body"], *of["parameters"]) or (_Section("", url.end, _end_of_page(text, url, of["response"])),)
        for section in where:
            _read_parameters(text, section, pairs, names)
    if body is None and not pairs:
        body = _document(text, url, of["response"])
    if len(pairs) > _MOST_PAIRS or len(headers) > _MOST_PAIRS or len(names) > _MOST_PAIRS:
        return Parts()
    stated = next((found for one in of["method"] if (found := _METHOD.search(text, one.start, one.end))), None)
    return Parts(stated["method"] if stated else "", tuple(headers), body, tuple(pairs), tuple(dict.fromkeys(names)))


def _sections(text: str) -> Iterator[_Section]:
    """What is under each heading, on its own line and below."""
    found = list(_HEADING.finditer(text))
    for heading, following in zip(found, [*found[1:], None], strict=False):
        kind = next(kind for kind in _HEADINGS if heading[kind])
        start = heading.start("rest") if heading["rest"] else heading.end()
        yield _Section(kind, start, following.start() if following else len(text))


def _end_of_page(text: str, url: Span, responses: list[_Section]) -> int:
    return min((one.start for one in responses if one.start > url.end), default=len(text))


def _headers(text: str, start: int, sections: list[_Section], responses: list[_Section]) -> list[ShownPair]:
    """Header lines anywhere but in a response, and rows of a table under a heading for headers."""
    found = [
        _pair(text, one.span("name"), one.span("value"))
        for one in _HEADER.finditer(text, start)
        if not any(response.start <= one.start() < response.end for response in responses)
    ]
    known = {pair.name.text.lower() for pair in found}
    for section in sections:
        for pair in _rows(text, section)[0]:
            if _HEADER_NAME.fullmatch(pair.name.text) and pair.value.text and pair.name.text.lower() not in known:
                found.append(pair)
    return found


def _pair(text: str, name: tuple[int, int], value: tuple[int, int]) -> ShownPair:
    bare = text[slice(*value)].rstrip()
    return ShownPair(written(text[slice(*name)], name[0]), written(bare, value[0]).sub(_ESCAPED_BAR, "|"))


def _block(text: str, section: _Section) -> tuple[int, int]:
    """The text of a section that is meant: in a fence, in backticks, or its first paragraph."""
    if fence := _FENCE.search(text, section.start, section.end):
        return fence.span("text")
    found = regex(r"\s*`(?P<code>[^`\n]+)`|\s*(?P<paragraph>\S.*?)(?=\n[ \t\r]*\n|\Z)", re.DOTALL).match(
        text, section.start, section.end
    )
    if found is None:
        return section.end, section.end
    return found.span("code") if found["code"] else found.span("paragraph")


def _body(text: str, section: _Section) -> Traced | None:
    """A document or a form under a heading."""
    start, end = _block(text, section)
    while start < end and text[start].isspace():
        start += 1
    block = text[start:end].rstrip()
    if block[:1] in {"{", "["}:
        end = end_of_json(text, start) or start + len(block)
        return written(text[start:end], start)
    if block.startswith("<") and block.endswith(">") and "</" in block:
        return written(block, start)
    return written(block, start) if "&" in block and _FORM.fullmatch(block) else None


def _document(text: str, url: Span, responses: list[_Section]) -> Traced | None:
    """The first JSON or XML document after the URL, else before it, unless words before that speak of an answer."""
    return _first_document(text, url.end, _end_of_page(text, url, responses)) or _first_document(text, 0, url.start)


def _first_document(text: str, start: int, end: int) -> Traced | None:
    """The first JSON or XML document between two places; one that holds the URL itself is no body of a call to it."""
    for found in islice(_DOCUMENT.finditer(text, start, end), _MOST_DOCUMENTS):
        if _ANSWERS.search(text, start, found.start()):
            return None
        stop = end_of_json(text, found.end()) or end_of_xml(text, found.end())
        if stop and stop <= end:
            return written(text[found.end() : stop], found.end())
    return None


def _read_parameters(text: str, section: _Section, pairs: list[ShownPair], names: list[str]) -> None:
    """Names with example values, in lines or in a table; names alone."""
    rows, bare = _rows(text, section)
    if not rows and not bare:
        rows, bare = _lines(text, section)
    pairs += [pair for pair in rows if pair.value.text]
    names += [*bare, *(pair.name.text for pair in rows if not pair.value.text)]


def _rows(text: str, section: _Section) -> tuple[list[ShownPair], list[str]]:
    """The rows of a table: their headings show which columns hold names and example values."""
    lines = (line.span() for line in _ROW.finditer(text, section.start, section.end))
    table = [_cells(text, *line) for line in lines if not _RULE.fullmatch(text, *line)]
    if len(table) < 2:
        return [], []
    heads = [text[slice(*cell)] for cell in table[0]]
    name = next((number for number, head in enumerate(heads) if _NAMES_OF_COLUMNS.fullmatch(head)), None)
    value = next((number for number, head in enumerate(heads) if _VALUES_OF_COLUMNS.fullmatch(head)), None)
    if name is None:
        return [], []
    rows = [row for row in table[1:] if len(row) > name]
    named = [(_bare_name(text, *row[name]), row) for row in rows]
    found = [(cell, row) for cell, row in named if _NAME.fullmatch(text[slice(*cell)])]
    if value is None:
        return [], [text[slice(*cell)] for cell, _ in found]
    empty = (section.end, section.end)
    return [
        _pair(text, cell, _bare_value(text, cell, row[value]) if len(row) > value else empty) for cell, row in found
    ], []


def _bare_name(text: str, start: int, end: int) -> tuple[int, int]:
    """A cell for a name without what a page notes on it: ``to (required)``, ``to*``."""
    said = _SAID_OF_NAME.search(text, start, end)
    return start, said.start() if said else end


def _bare_value(text: str, name: tuple[int, int], value: tuple[int, int]) -> tuple[int, int]:
    """A cell for a value without the name that it begins with: ``to=447700900123``."""
    before = f"{text[slice(*name)]}="
    return (value[0] + len(before), value[1]) if text.startswith(before, *value) else value


def _cells(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The cells of a line, without the marks of Markdown around them."""
    bars = [found.start() for found in _BAR.finditer(text, start, end)]
    if bars and not text[start : bars[0]].strip():
        start = bars.pop(0) + 1
    ends = [*bars, end] if not bars or text[bars[-1] + 1 : end].strip() else bars
    cells = []
    for stop in ends:
        bare = text[start:stop].strip(" \r")
        marked = _MARKED.fullmatch(bare)
        bare = marked["text"] if marked else bare
        begin = text.index(bare, start, stop) if bare else stop
        cells.append((begin, begin + len(bare)))
        start = stop + 1
    return cells


def _lines(text: str, section: _Section) -> tuple[list[ShownPair], list[str]]:
    """Lines ``name=value``; lines ``name: value`` where a value is a number as phones have; else their names.

    Where one is an object that a program makes, the names are those of its variables; so are names that are all like
    ``SMS_TO``, which the environment has. Quotes around a value mark where it begins and ends.
    """
    lines = [
        span
        for span in _lines_of(text, *_block(text, section))
        if text[slice(*span)].strip() and not _HEADER.match(text, *span)
    ]
    found = [_PAIR_LINE.fullmatch(text, *span) for span in lines]
    if any(one and _ASSIGNED.match(one[0]) for one in found):
        return [], []
    pairs = [_pair(text, one.span("name"), _within_quotes(text, *one.span("value"))) for one in found if one]
    if pairs and all(_OF_ENVIRONMENT.fullmatch(pair.name.text) for pair in pairs):
        return [], []
    if 1 < len(found) == len(pairs):
        has_number = any(_NUMBER.fullmatch(pair.value.text) for pair in pairs)
        if has_number or all(one["sign"] == "=" for one in found if one):
            return pairs, []
    names = [one["name"] for span in lines if (one := _NAME_LINE.match(text, *span))]
    return [], names if 1 < len(names) == len(lines) else []


def _within_quotes(text: str, start: int, end: int) -> tuple[int, int]:
    """A value without the quotes around all of it."""
    bare = text[start:end].rstrip()
    is_quoted = len(bare) > 1 and bare[0] in "'\"" and bare[-1] == bare[0] and bare.count(bare[0]) == 2
    return (start + 1, start + len(bare) - 1) if is_quoted else (start, end)


def _lines_of(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the lines of a stretch begin and end."""
    while start <= end:
        at = text.find("\n", start, end)
        yield start, end if at < 0 else at
        start = (end if at < 0 else at) + 1
