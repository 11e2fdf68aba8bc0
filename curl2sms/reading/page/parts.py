"""What a page says of a call beside its URL: method, headers, body, a table of parameters, each under its heading.

Only what is plain is taken: a header line, a body of JSON, XML or a form, names with example values. Names without
values make no call; then a message shows how to write the URL with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from curl2sms.errors import Note, Span, note
from curl2sms.patterns import regex
from curl2sms.reading.page.bodies import assigned_object, block_of, body_under, document_between
from curl2sms.reading.page.headers import headers_of, not_read
from curl2sms.reading.page.listed import listed
from curl2sms.reading.page.sections import HEADINGS, Section
from curl2sms.reading.page.tables import ShownPair, shown_pair, tables
from curl2sms.reading.page.urls import FoundUrl
from curl2sms.records import record
from curl2sms.traced import Traced, written

_METHOD = regex(r"\b(?P<method>GET|POST|PUT|PATCH)\b", re.IGNORECASE)
_GET = regex(r"\bGET\b", re.IGNORECASE)
# In a table or a list: ``Method⇥POST``, ``METHOD - POST``.
_METHOD_ROW = regex(
    r"^[ \t|*•-]*+(?:(?:http|request)[ \t])?+(?:method|verb|m[eé]todo|méthode|метод|yöntem|请求方[式法])[ \t|*`–-]++"
    r"(?P<method>GET|POST|PUT|PATCH)\b",
    re.IGNORECASE | re.MULTILINE,
)
_METHOD_IN_WORDS, _JSON_IN_WORDS = regex(r"\b(?P<method>GET|POST|PUT|PATCH)\b"), regex(r"\bJSON\b")
_OF_ANSWERS = regex(r"\b(?:respon[sd]|return|answer|repl[iy])", re.IGNORECASE)
_FORM_LINE = regex(
    r"^[ \t`>]*+(?P<form>[\w.\[\]-]{1,60}=[^\s&`]*+(?:&[\w.\[\]-]{1,60}=[^\s&`]*+)++)[ \t`\r]*+$", re.MULTILINE
)
_OF_QUERY = regex(r"\b(?:query|url)\b", re.IGNORECASE)
_PAIR_LINE = regex(
    r"[ \t>*•-]*`?(?P<name>[A-Za-z_][\w.\[\]-]{0,40})`?[ \t]*(?P<sign>[=:])[ \t]*+`?+(?P<value>[^\n`]*+)[` \t\r]*+"
)
_NAME_LINE = regex(r"[ \t>*•-]*`?(?P<name>[A-Za-z_][\w.\[\]-]{0,40})`?[ \t]*(?:[-–—:]|\t|\(|\r?$)")
# Lines that are a program's: `payload = {'to': ...`, `auth = ("user", ...`; and names as an environment has them.
_ASSIGNED = regex(
    r"[ \t]*+(?:\w+[ \t]*+[=:][ \t]*+(?:\{[ \t]*+'|\([ \t]*+['\"])|headers?[ \t]*+=[ \t]*+\{)", re.IGNORECASE
)
_OF_ENVIRONMENT = regex(r"[A-Z][A-Z0-9]*+(?:_[A-Z0-9]++)++")
_NUMBER = regex(r"\+?\d[\d ()-]{6,18}\d")
# A page with more headers or parameters shows no call.
_MOST_PAIRS = 100


@record
class Parts:
    """The parts of a call that a page shows: ``names`` are those of parameters that it gives no value.

    ``query`` are those that a heading calls parameters of the URL; ``is_json`` says that words beside the URL call the
    others JSON; ``said`` what was taken from such words, or was not read.
    """

    method: str = ""
    headers: tuple[ShownPair, ...] = ()
    body: Traced | None = None
    parameters: tuple[ShownPair, ...] = ()
    query: tuple[ShownPair, ...] = ()
    names: tuple[str, ...] = ()
    is_json: bool = False
    said: tuple[Note, ...] = ()

    @property
    def sends(self) -> bool:
        """Whether they hold what is sent."""
        return self.body is not None or bool(self.parameters) or bool(self.query)


def parts_of(text: str, url: FoundUrl, stretch: Span, own: list[Section], lead: Sequence[ShownPair]) -> Parts:
    """The parts of a call to a URL that a stretch of a page shows, with its sections.

    ``lead`` are the headers that the page shows before the first call: they are for all of them.
    """
    of = {kind: [one for one in own if one.kind == kind] for kind in HEADINGS}
    headers = headers_of(text, stretch, own)
    named = {pair.name.text.lower() for pair in headers}
    headers += [pair for pair in lead if pair.name.text.lower() not in named]
    taken = {pair.name.span() for pair in headers}
    method = _stated_method(text, stretch, own)
    answers = of["response"]
    of_url = [one for one in of["parameters"] if _OF_QUERY.search(one.heading)]
    under = [*of["body"], *(one for one in of["parameters"] if one not in of_url)]
    body = next(filter(None, (body_under(text, one) for one in under)), None)
    pairs, query, names = list[ShownPair](), list[ShownPair](), list[str]()
    for section in of_url:
        _read_parameters(text, section, query, names, taken)
    if body is None:
        if not under and not of_url:
            under = [Section("", url.outer, _end_of_page(stretch, url, [*answers, *of["path"]]))]
        for section in under:
            _read_parameters(text, section, pairs, names, taken)
    if body is None and "GET" not in (url.method, method):  # else it is what the call answers
        body = _document(text, url, stretch, answers, pairs)
        pairs = [] if body else pairs
    if body is None and not pairs and any(map(_is_json, headers)):
        body = assigned_object(text, url.outer, stretch.end)
    if max(len(pairs), len(query), len(headers), len(names)) > _MOST_PAIRS:
        return Parts()
    said = list(not_read(text, stretch, own, headers))
    is_json = False
    if pairs and body is None:
        method = method or _method_in_words(text, url, said)
        is_json = (method or url.method) not in ("", "GET") and _says_json(text, url, headers, said)
    shown = {pair.name.text for pair in (*pairs, *query)}
    left_out = tuple(dict.fromkeys(name for name in names if name not in shown and not _holds(body, name)))
    return Parts(method, tuple(headers), body, tuple(pairs), tuple(query), left_out, is_json, tuple(said))


def frame_of(text: str, own: list[Section]) -> Parts:
    """The method and the headers that a page shows of a call whose URL holds all that it sends."""
    everything = Span(0, len(text))
    headers = headers_of(text, everything, own)
    method = _stated_method(text, everything, own)
    method = "" if _offers_get(text, method, own) else method  # as the URL is written for
    return Parts(method, tuple(headers)) if len(headers) <= _MOST_PAIRS else Parts()


def _stated_method(text: str, stretch: Span, own: list[Section]) -> str:
    """The method below a heading, or in a row of a table."""
    under = (_METHOD.search(text, one.start, one.end) for one in own if one.kind == "method")
    stated = next(filter(None, under), None) or _METHOD_ROW.search(text, stretch.start, stretch.end)
    return stated["method"].upper() if stated else ""


def _offers_get(text: str, method: str, own: list[Section]) -> bool:
    """Whether a page offers GET beside the method that it states first: ``Method: POST, GET``."""
    under = [text[one.start : one.end].strip().partition("\n")[0] for one in own if one.kind == "method"]
    return method != "GET" and any(_GET.search(line) for line in under)


def _document(text: str, url: FoundUrl, stretch: Span, answers: list[Section], pairs: list[ShownPair]) -> Traced | None:
    """A document or a form without a heading; beside parameters with values, one that holds all of them."""
    body = document_between(text, url.outer, stretch.end, answers)
    body = body or document_between(text, stretch.start, url.start, answers)
    if body is None and (form := _FORM_LINE.search(text, url.outer, _end_of_page(stretch, url, answers))):
        body = written(form["form"], form.start("form"))
    return body if all(_holds(body, pair.name.text) for pair in pairs) else None


def _holds(body: Traced | None, name: str) -> bool:
    """Whether a body has a name in it."""
    return body is not None and regex(rf"(?<![\w-]){re.escape(name)}(?![\w-])").search(body.text) is not None


def _is_json(header: ShownPair) -> bool:
    """Whether a header says that the body is JSON."""
    return header.name.text.lower() == "content-type" and "json" in header.value.text.lower()


def _lines_beside(text: str, url: FoundUrl) -> Iterator[tuple[int, int]]:
    """The line of a URL, and those directly above and below it."""
    above = text.rfind("\n", 0, max(text.rfind("\n", 0, url.start), 0)) + 1
    line = above
    for _ in range(3):
        end = text.find("\n", line)
        yield line, end if end >= 0 else len(text)
        if end < 0:
            return
        line = end + 1


def _method_in_words(text: str, url: FoundUrl, said: list[Note]) -> str:
    """The only method that the words beside a URL name."""
    if url.method:
        return ""
    found = [one for line in _lines_beside(text, url) for one in _METHOD_IN_WORDS.finditer(text, *line)]
    if len({one["method"] for one in found}) != 1:
        return ""
    said.append(note("method-from-words", Span(*found[0].span()), method=found[0]["method"]))
    return found[0]["method"]


def _says_json(text: str, url: FoundUrl, headers: Sequence[ShownPair], said: list[Note]) -> bool:
    """Whether the words beside a URL call what is sent JSON, and no header says what it is."""
    if any(pair.name.text.lower() == "content-type" for pair in headers):
        return False
    for line in _lines_beside(text, url):
        if (found := _JSON_IN_WORDS.search(text, *line)) and not _OF_ANSWERS.search(text, *line):
            said.append(note("json-from-words", Span(*found.span())))
            return True
    return False


def _end_of_page(stretch: Span, url: FoundUrl, responses: list[Section]) -> int:
    return min((one.start for one in responses if one.start > url.outer), default=stretch.end)


def _read_parameters(
    text: str, section: Section, pairs: list[ShownPair], names: list[str], headers: set[Span | None]
) -> None:
    """Names with example values, in lines or in tables; names alone. Those of ``headers`` are none."""
    shown = [
        pair for table in tables(text, section.start, section.end) if not table.is_of_headers for pair in table.pairs
    ]
    bare: list[str] = []
    shown = shown or [pair for pair in listed(text, section.start, section.end) if pair.name.span() not in headers]
    if not shown:
        shown, bare = _lines(text, section, headers)
    pairs += [pair for pair in shown if pair.value.text]
    names += [*bare, *(pair.name.text for pair in shown if not pair.value.text)]


def _lines(text: str, section: Section, headers: set[Span | None]) -> tuple[list[ShownPair], list[str]]:
    """Lines ``name=value``; lines ``name: value`` where a value is a number as phones have; else their names.

    Where one is an object that a program makes, the names are those of its variables; so are names that are all like
    ``SMS_TO``, which the environment has. Quotes around a value mark where it begins and ends.
    """
    lines = [
        span
        for span in _lines_of(text, *block_of(text, section))
        if text[slice(*span)].strip() and not any(one and span[0] <= one.start < span[1] for one in headers)
    ]
    found = [_PAIR_LINE.fullmatch(text, *span) for span in lines]
    if any(one and _ASSIGNED.match(one[0]) for one in found):
        return [], []
    pairs = [shown_pair(text, one.span("name"), _within_quotes(text, *one.span("value"))) for one in found if one]
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
