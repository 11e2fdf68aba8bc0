"""Raw HTTP, as documents print it, and as the REST clients of editors keep it in ``.http`` files (RFC 9112 2.1).

A request line begins a request, an empty line its body. Where the body ends is known by its syntax, because prose or an
answer may follow and a printed Content-Length is often wrong.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from curl2sms.errors import Note, SampleError, Source, Span, note
from curl2sms.http import FORM_TYPE
from curl2sms.patterns import regex
from curl2sms.reading.documents.braces import BracedVariables
from curl2sms.reading.documents.composing import CallParts, Header, check_number, composed
from curl2sms.reading.model import Known, ReadCall, ReadSample
from curl2sms.reading.pasted.json_texts import end_of_brackets, with_straight_quotes
from curl2sms.reading.pasted.xml_texts import end_of_xml
from curl2sms.records import record
from curl2sms.shown import Shortened
from curl2sms.traced import Traced, joined, written

_METHODS = "GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS"
_VERSION = r"HTTP/\d(?:\.\d)?"
_REQUEST_LINE = regex(
    rf"^(?P<lead>[ \t]*(?:>[ \t]?)?)(?P<method>{_METHODS}|(?i:{_METHODS})(?=[^\r\n]*[ \t]HTTP/\d))[ \t]++"
    rf"(?P<target>(?:https?://|/|\{{\{{|[a-z][\w-]*/[\w./-]++(?=[ \t?]|\r?$))[^ \t\r\n]*+"
    rf"(?:[ \t]++(?!{_VERSION}[ \t]*+\r?$)[^ \t\r\n]++)*+)"
    rf"(?P<version>[ \t]++{_VERSION})?+[ \t]*+\r?$",
    re.MULTILINE,
)
_HEADER = regex(r"[ \t]*(?P<name>[A-Za-z0-9!#$%&'*+.^_|~-]{1,100})[ \t]*:(?P<value>(?!//)[^\r\n]*)")
_WITHOUT_BOUNDARY = regex(r"content-type[ \t]*:[ \t]*multipart/[^;]*$", re.IGNORECASE)
_ON_ONE_LINE = regex(rf"\s{_VERSION}\s+[\w-]{{1,60}}:", only_with=("HTTP/",))
_SEPARATOR = regex(r"^[ \t]*###(?P<title>[^\r\n]*)", re.MULTILINE)
_NAMED = regex(r"^[ \t]*(?:#|//)[ \t]*@name(?:[ \t]*+=|(?=[ \t]))[ \t]*+(?P<name>[^\r\n]+)", re.MULTILINE)
_ASSIGNED = regex(r"^[ \t]*@(?P<name>[A-Za-z_][\w.-]*)[ \t]*=[ \t]*+(?P<value>[^\r\n]*)", re.MULTILINE)
_FENCE = regex(r"^[ \t]*(?:```|~~~)[^\n]*$", re.MULTILINE)
# An answer; what an editor's client does with one: runs a script, keeps it in a file, compares it with one.
_ANSWER = regex(r"^[ \t<]*HTTP/\d(?:\.\d)?[ \t]+\d{3}\b|^>[ \t]*\{%|^>>!?[ \t]|^<>[ \t]", re.MULTILINE)
_FROM_FILE = regex(r"<@?[ \t]+(?P<file>[^\s<>]+)[ \t\r]*(?:\n|\Z)")
_TABLE = regex(r"^[ \t]*\|[^\r\n]*\|[ \t]*\r?\n[ \t]*\|[ \t]*:?-{2,}", re.MULTILINE)
_COMMENT = regex(r"[ \t]*(?:#|//)")
_QUERY_GOES_ON = regex(r"[ \t]+[?&]")
_EMPTY_LINE = regex(r"[ \t\r]*(?:\n|\Z)")
_LINE_BREAK = regex(r"(?:(?<![ \t])[ \t]++)?\r?\n[ \t]*|(?<![ \t])[ \t]++(?=&[ \t]*\r?\n)")
# A form as editors' clients format it (``to = 447700900123 &``): they send it without the spaces around its signs.
_ALL_SPACED = regex(r"[^&=\s]+ += [^&=]*(?:&[^&=\s]+ += [^&=]*)*")
_SPACED_SIGN = regex(r"(?<! ) ++= ")
_LOOKS_LIKE_FORM = regex(r"[\w.%\[\]-]+=[^\s&]*(?:&|[ \t\r]*$)", re.MULTILINE)
_ABSOLUTE = regex(r"https?://|\{\{", re.IGNORECASE)
_URL = regex(r"(?P<origin>https?://[\w.-]+(?::\d+)?)(?P<path>/[^\s\"'`<>()\]]*)?", re.IGNORECASE)
_IS_BASE = regex(r"\b(?:base|server|root|host)\b[^\n]{0,40}$", re.IGNORECASE)
_NOT_ENCODED = regex(r"basic[ \t]+(?P<user>[^\s:]+)(?:[ \t]*:[ \t]*|[ \t]+)(?P<password>\S+)[ \t]*", re.IGNORECASE)
# What JSON and XML begin with.
_OPENING = tuple("{[<")
_MOST_LOOKED_AT = 100
_MOST_HEADERS = 1_000
_NEAR = 2000  # characters before a request line that may name it


@record
class _Region:
    """A request as it is in a text: from its request line to where another thing surely begins.

    ``text`` is all of it, without what is before each line; ``bounded`` says that a fence or a separator ends it,
    so that no prose can follow.
    """

    line: re.Match[str]
    text: Traced
    name: str
    bounded: bool

    @property
    def method(self) -> str:
        return self.line["method"].upper()


def read(source: Source) -> ReadSample:
    """The requests of a text; none where a method before a URL is all there is, which is a URL's own form."""
    text = source.text
    is_page = _TABLE.search(text) is not None  # whose headings look like an editor's separators
    is_file = not is_page and _SEPARATOR.search(text) is not None and _REQUEST_LINE.search(text) is not None
    regions = [one for one in _regions(text) if (is_file or _is_request(one)) and not _has_table(one)]
    known = Known()
    values = {
        found["name"]: written(found["value"].rstrip(" \t"), found.start("value")) for found in _ASSIGNED.finditer(text)
    }
    if not regions or not (is_file or any(map(_is_raw, regions))):
        return ReadSample(())
    check_number(len(regions))
    addresses = _Addresses(text)
    calls = tuple(_call(one, BracedVariables(values, known), addresses, is_file=is_file) for one in regions)
    return ReadSample(calls, known)


def _regions(text: str) -> Iterator[_Region]:
    """What follows each request line, up to the next one, a separator, the end of a fence, or an answer."""
    lines = list(_REQUEST_LINE.finditer(text))
    separators = [found.start() for found in _SEPARATOR.finditer(text)]
    fences = [found.start() for found in _FENCE.finditer(text)]
    answers = [found.start() for found in _ANSWER.finditer(text)]
    for number, line in enumerate(lines):
        start = line.start("method")
        following = lines[number + 1].start() if number + 1 < len(lines) else len(text)
        marks = [_next(fences, start), _next(separators, start)]
        end = min(at for at in (following, _next(answers, start), *marks, len(text)) if at is not None)
        region = written(text[start:end], start)
        if line["lead"]:
            lead = line["lead"].rstrip() or line["lead"]
            region = region.sub(regex(rf"^{re.escape(lead)}[ \t]?", re.MULTILINE), "")
        yield _Region(line, region, _name_of(text, line.start()), end in marks)


def _next(places: list[int], start: int) -> int | None:
    at = bisect_right(places, start)
    return places[at] if at < len(places) else None


def _name_of(text: str, start: int) -> str:
    """What the lines before a request call it: ``# @name``, or the title after ``###``."""
    near = max(0, start - _NEAR)
    begin = max(text.rfind("###", near, start), near)
    named = list(_NAMED.finditer(text, begin, start))
    title = _SEPARATOR.match(text, begin)
    return named[-1]["name"].rstrip() if named else title["title"].strip() if title else ""


def _is_request(region: _Region) -> bool:
    """Whether a line that names a method and a target begins a request, and is no mere mention of an endpoint."""
    head, _, body = _parts(region.text)
    if len(head) > 1 or (region.method != "GET" and body.text.lstrip().startswith(_OPENING)):
        return True
    target = region.line["target"]
    is_whole = not _ABSOLUTE.match(target)  # else a method before a URL, which is a URL's own form
    return (is_whole and (bool(region.line["version"]) or "?" in target)) or _ON_ONE_LINE.search(target) is not None


def _is_raw(region: _Region) -> bool:
    """Whether a request is whole: a page that has only a method, a URL and a document, or words where the body should
    be, shows the rest elsewhere.
    """
    head, _, rest = _parts(region.text)
    target = region.line["target"]
    if region.line["version"] is None and any(map(_WITHOUT_BOUNDARY.match, (line.text for line in head))):
        return False
    words = rest.text.lstrip()
    is_described = bool(words) and not words.startswith(_OPENING) and "=" not in words.partition("\n")[0]
    has_headers = len(head) > 1 and not (is_described and region.method != "GET")
    return has_headers or bool(region.line["version"]) or not target.lower().startswith(("http:", "https:"))


def _has_table(region: _Region) -> bool:
    """Whether a table of Markdown follows, as on a page that lists the parameters: that is no body."""
    return _TABLE.search(region.text.text) is not None


def _parts(region: Traced) -> tuple[list[Traced], bool, Traced]:
    """The request line, with what continues it, and the header lines; whether an empty line follows; the rest."""
    head: list[Traced] = []
    at = 0
    text = region.text
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = region[at : end - text.endswith("\r", at, end)]
        if head and _EMPTY_LINE.match(text, at):
            return head, True, region[min(end + 1, len(text)) :]
        if head and len(head) == 1 and _QUERY_GOES_ON.match(text, at):
            head[0] = joined((head[0], line.strip()))
        elif not head or _HEADER.fullmatch(line.text):
            head.append(line)
            if len(head) > _MOST_HEADERS:
                raise SampleError(note("too-many-values", line.known_span(), most=_MOST_HEADERS))
        elif not _COMMENT.match(text, at):
            return head, False, region[at:]
        at = end + 1
    return head, False, Traced("")


def _call(region: _Region, variables: BracedVariables, addresses: _Addresses, *, is_file: bool) -> ReadCall:
    head, is_parted, rest = _parts(region.text)
    notes: list[Note] = []
    first = head[0]
    if _ON_ONE_LINE.search(region.line["target"]):
        span = first.known_span() or Span(0, 0)
        return ReadCall(span, None, SampleError(note("request-on-one-line", span)), name=region.name)
    target = first[len(region.method) :].strip(" \t")
    if region.line["version"]:
        target = target.rpartition("HTTP/")[0].strip(" \t")
    headers = [_header(line, variables) for line in head[1:]]
    headers, basic = _with_credentials(headers, notes)
    url = variables.put_into(target)
    if not _ABSOLUTE.match(url.text):
        url = url if url.text.startswith("/") else joined((Traced("/"), url))
        url = addresses.with_origin(url, headers, first, notes)
    if not is_parted and len(head) > 1 and rest.text.lstrip()[:1] in _OPENING:  # RFC 9112 2.1
        span = rest[: rest.text.find("\n") + 1 or None].known_span() or Span(0, 0)
        return ReadCall(span, None, SampleError(note("no-empty-line", span)), name=region.name)
    try:
        body = _body(rest, headers, region, is_file=is_file, notes=notes)
    except SampleError as error:
        return ReadCall(first.known_span() or Span(0, 0), None, error, name=region.name)
    if body is not None:
        if len(head) == 1 and not region.line["version"] and not is_file and body.text[0] in _OPENING:
            # A page that shows no headers means what the body is.
            headers = [(Traced("Content-Type"), Traced("text/xml" if body.text[0] == "<" else "application/json"))]
        body = variables.put_into(body)
    end = (rest.known_span() or first.known_span() or Span(0, 0)).end
    last = body.known_span() if body else head[-1].known_span()
    span = Span(region.line.start("method"), last.end if last else end)
    return composed(
        CallParts(region.method, url, headers, body, basic),
        span,
        name=region.name,
        notes=(*notes, *variables.notes),
        stretches=(span, *variables.taken),
    )


def _header(line: Traced, variables: BracedVariables) -> Header:
    name, _, value = line.partition(":")
    return name.strip(), variables.put_into(value.strip(" \t"))


def _with_credentials(headers: list[Header], notes: list[Note]) -> tuple[list[Header], tuple[Traced, Traced] | None]:
    """``Authorization: Basic user:password``, which editors' clients encode, as user and password."""
    for at, (name, value) in enumerate(headers):
        found = _NOT_ENCODED.fullmatch(value.text) if name.text.lower() == "authorization" else None
        if found:
            notes.append(note("basic-not-encoded", value.known_span()))
            return headers[:at] + headers[at + 1 :], (value[slice(*found.span(1))], value[slice(*found.span(2))])
    return headers, None


# The address


class _Addresses:
    """The addresses that a text shows: what a request without one takes from the words around it."""

    def __init__(self, text: str) -> None:
        self.shown = [(found.start(), found["origin"], _base(text, found)) for found in _URL.finditer(text)]
        self.starts = [start for start, _, _ in self.shown]
        self.schemes: dict[str, set[str]] = {}
        for _, origin, _ in self.shown:
            scheme, _, host = origin.lower().partition("://")
            self.schemes.setdefault(host, set()).add(scheme)

    def with_origin(self, target: Traced, headers: list[Header], line: Traced, notes: list[Note]) -> Traced:
        """The target after its scheme and host: those of the Host header, else of the one address in the text."""
        host = next((value for name, value in headers if name.text.lower() == "host" and value.text), None)
        if host is not None:
            return joined((Traced(f"{self._scheme(host, notes)}://"), host, target))
        place = line.known_span() or Span(0, 0)
        before = self.shown[: bisect_right(self.starts, place.start)][-_MOST_LOOKED_AT:]
        bases = before or self.shown[bisect_right(self.starts, place.end) :][:_MOST_LOOKED_AT]
        if len({origin.lower() for _, origin, _ in bases}) != 1:
            return joined((Traced("{{BASE_URL}}"), target))
        start, origin, path = next((one for one in bases if one[2]), bases[0])
        base = written(origin + ("" if target.text.startswith(f"{path}/") else path), start)
        notes.append(note("origin-from-text", place, text=base.text))
        return joined((base, target))

    def _scheme(self, host: Traced, notes: list[Note]) -> str:
        """The scheme that the text shows with the host; https where it shows none."""
        shown = self.schemes.get(host.text.lower(), set())
        if shown == {"http"} or (not shown and host.text.endswith(":80")):
            return "http"
        if not shown:
            notes.append(note("scheme-not-shown", host.known_span(), host=host.text))
        return "https"


def _base(text: str, found: re.Match[str]) -> str:
    """The path of a URL that the words before it call a base; what every target then follows."""
    is_base = _IS_BASE.search(text[max(0, found.start() - 60) : found.start()])
    return (found["path"] or "").rstrip("/.,;:*_") if is_base else ""


# The body


def _body(rest: Traced, headers: list[Header], region: _Region, *, is_file: bool, notes: list[Note]) -> Traced | None:
    """The body that begins after the headers; None where what follows is prose, or nothing."""
    stated = next((value.text for name, value in headers if name.text.lower() == "content-type"), "")
    media_type = stated.partition(";")[0].strip().lower()
    start = len(rest.text) - len(rest.text.lstrip())
    text = rest[start:]
    place = text.known_span() or Span(0, 0)
    if not text.text or (region.method == "GET" and not media_type):
        return None
    if found := _FROM_FILE.match(text.text):
        raise SampleError(note("form-from-file", place, file=found["file"]))
    if text.text[0] in "{[" and (end := end_of_brackets(text.text)):
        _say_left_out(text[end:], region, notes)
        return with_straight_quotes(text[:end], place, notes)
    if text.text[0] == "<" and (end := end_of_xml(text.text, 0)):
        _say_left_out(text[end:], region, notes)
        return text[:end]
    if media_type.startswith("multipart/"):
        return _multipart(text, stated, place, notes)
    if media_type == FORM_TYPE or (not media_type and _LOOKS_LIKE_FORM.match(text.text)):
        return _form(text, region, notes)
    if not media_type and not region.bounded and not is_file:
        _say_left_out(text, region, notes)
        return None
    end = len(text) if region.bounded or is_file else _end_of_paragraph(text.text)
    _say_left_out(text[end:], region, notes)
    return text[: len(text.text[:end].rstrip())]


def _say_left_out(text: Traced, region: _Region, notes: list[Note]) -> None:
    """What follows the body within a fence or a file is no prose: it is reported."""
    left = text.strip()
    if left.text and region.bounded and (span := left.known_span()):
        notes.append(note("text-left-out", span, text=Shortened(left.text)))


def _end_of_paragraph(text: str) -> int:
    found = regex(r"\n[ \t\r]*\n").search(text)
    return found.start() if found else len(text)


def _form(text: Traced, region: _Region, notes: list[Note]) -> Traced:
    """A form, which may go on over several lines: each begins with ``&`` or follows one that ends with it."""
    end = _end_of_paragraph(text.text)
    _say_left_out(text[end:], region, notes)
    form = text[:end].strip().sub(_LINE_BREAK, "")
    return form.sub(_SPACED_SIGN, "=") if _ALL_SPACED.fullmatch(form.text) else form


def _multipart(text: Traced, content_type: str, place: Span, notes: list[Note]) -> Traced:
    """A multipart body up to its closing delimiter, with the line ends that it must have (RFC 2046 5.1.1)."""
    boundary = regex(r"boundary=\"?([^\";]+)", re.IGNORECASE).search(content_type)
    end = text.text.find(f"--{boundary[1].strip()}--") if boundary else -1
    if boundary and end >= 0:
        text = text[: end + len(boundary[1].strip()) + 4]
    if "\r\n" not in text.text:
        text = text.sub(regex(r"\n"), "\r\n")
        notes.append(note("multipart-line-ends", place))
    return text if text.text.endswith("\n") else joined((text, Traced("\r\n")))
