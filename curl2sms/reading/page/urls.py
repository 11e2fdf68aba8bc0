"""Where each URL of a page begins and ends, whatever is around it.

A URL is taken as it is written, with spaces, line ends and quotes: ``pasted.urls`` repairs those, as it does in a
command. What surely is around it (marks of a link, a closing bracket, a full stop) is left out here.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from curl2sms.errors import Span
from curl2sms.patterns import regex
from curl2sms.reading.choosing import TEXT_NAME
from curl2sms.records import record
from curl2sms.remembering import remembered
from curl2sms.traced import Traced, joined, written

_FILL = r"(?:<[^<>\n]{0,60}>|\{{1,2}[^{}\n]{0,60}\}{1,2}|\[[^\[\]\n]{0,60}\]|\$\{?\w{1,60}\}?)"
_NAME = r"[\w.\-\[\]%$]{1,80}[ \t]?="
_PLAIN_HOST = r"(?:[\w-]{1,63}(?:\.[\w-]{1,63}){1,10}(?::\d{1,5})?|localhost(?::\d{1,5})?)"
# The mark of a comment or of a list directly before a URL, which could else be a part of a word.
_BEHIND_MARK = r"(?:(?<=\s//)|(?<=\A//)|(?<=\s--)|(?<=\A--)|(?<=\n-)|(?<=\A-)|(?<=\n\d\.)|(?<=\A\d\.))"
# With a scheme, with one that is still to be filled in, with two to choose from; www.; a host before path and query.
_START = regex(
    rf"{_BEHIND_MARK}https?://|(?<=GET|PUT)https?://|(?<=POST)https?://"
    rf"|(?<![A-Za-z0-9.@/-])(?:https?://|https?\([sS]\)://|http\[[sS]\]://|https?[/|]https?://|{_FILL}://"
    rf"|www\.[\w-]{{1,63}}\.|(?:{_FILL}|{_PLAIN_HOST}|{_FILL}:{_FILL}|(?-i:[A-Z][A-Z_]{{1,30}}:(?:[A-Z]{{1,10}}|\d{{1,5}})))(?:/[^\s?]{{0,200}})?\?(?={_NAME}))",
    re.IGNORECASE,
)
_MORE = regex(r"\s(?:https?://|https?\(s\)://|www\.)", re.IGNORECASE)
_BASE = regex(rf"(?>{_FILL}|[^\s?<>\"'`|“”«»]|[ \t](?=\?{_NAME}))*")
_PAIR = regex(rf"(?:&(?:amp;)?|[?])[ \t]*(?={_NAME})")
_BEGINS_WITH_PAIR = regex(rf"[ \t>]*(?:[&?](?:amp;)?[ \t]*)?{_NAME}")
_BEGINS_WITH_MARK = regex(rf"[ \t>]*[&?](?:amp;)?[ \t]*{_NAME}")
_VALUE_GOES_ON = regex(
    rf"[ \t]*[^\n&=?]{{0,160}}&(?:amp;)?(?:{_NAME}|[\w.\[\]-]{{0,40}}[ \t]*\r?\n[ \t]*[\w.\[\]-]{{1,40}}=)"
)
_NAME_GOES_ON = regex(r"[ \t]*(?:[\w.\[\]-]{1,40}=|=(?![=\s]))")
# A phone number in groups of digits, before the end, a word or a sign.
_GROUPED_NUMBER = regex(r"\+?\d{1,7}(?:[ \u00a0]\d{2,7}){1,5}(?![^\s.,;)])")
_PATH_GOES_ON = regex(rf"[ \t]*[\w./~-]{{1,80}}\?{_NAME}")
_ESCAPES_GO_ON = regex(r"[ \t]*+(?=[^\s&]*?(?:%[0-9A-Fa-f]{2}|\w\+\w))[^\s&]*+[ \t]*+(?=\r?\n|$)")
_TARGET_OF_LINK = regex(r"\]\(")
_HTTP_VERSION = regex(r"(?<![ \t])[ \t]{1,40}HTTP/\d(?:\.\d)?[ \t\r]*$", re.MULTILINE)
_METHOD = regex(r"(?<!\w)(?P<method>GET|POST|PUT|PATCH|DELETE)[ \t]*+(?:[:=][ \t]*+)?[`*_\"'<(\[]*+$")
_BADGE = regex(r"[ \t`*#|-]*+(?P<method>get|post|put|patch|delete)[ \t`*|:]*+", re.IGNORECASE)
_BADGE_LENGTH = 40
# Attributes of XML, and a header, whose values are names of namespaces and no addresses.
_NAMESPACES = frozenset(("xmlns", "targetnamespace", "schemalocation", "nonamespaceschemalocation", "soapaction"))
_LABEL = regex(
    r"(?:.*(?:[:=|>→-]|\b(?:GET|POST|PUT)))?[ \t`*_\"'“‘«(<\[]*"
    r"|[ \t]*(?:[-*•+$%#;]{1,3}|//|/\*|\(?\w{1,3}[.)])[ \t]*[`*_]*"
)
TAG = regex(
    r"</[A-Za-z]\w{0,9}>|(?<!=)<(?:br|p|a|b|i|em|strong|code|pre|span|div|td|tr|li|ul)(?:\s[^<>\n]{0,200})?/?>",
    re.IGNORECASE,
)
_MARK, _MARKED_WORD = regex(r"(?<!\w)_"), regex(r"(?<!\w)_\w")
_OUTER = {'"': '"', "'": "'", "“": "”", "”": "”", "„": "“”", "‘": "’", "’": "’", "«": "»", "`": "`"}
_EMPTY_LINE = regex(r"\n[ \t\r]*\n")
_WORDS_OF_A_VALUE = 3
_LONG_LINE = 60
_MOST_LINES = 60
_MOST_MARKS = 20
_LABEL_LENGTH = 300
_LONGEST = 20_000  # characters of a URL; servers take 8,000


@record
class FoundUrl:
    """A URL of a page: from ``start`` to ``end``; up to ``outer`` what is after it and belongs to neither.

    ``link`` says that marks of a link are around it; ``method`` is before it; ``base`` is a URL that the page shows
    elsewhere, whose path this one is.
    """

    start: int
    end: int
    outer: int
    method: str = ""
    link: bool = False
    is_closed: bool = False
    base: Traced | None = None

    def address(self, text: str) -> Traced:
        """The URL that is at this place of a text."""
        own = written(text[self.start : self.end], self.start)
        if self.base is None:
            return own
        return joined((self.base, own) if own.text.startswith("/") else (self.base, Traced("/"), own))

    @property
    def span(self) -> Span:
        """All of it, with the marks after it."""
        return Span(self.start, self.outer)


def urls(text: str) -> Iterator[FoundUrl]:
    """The URLs of a text, in order."""
    pos = 0
    while match := _START.search(text, pos):
        found = _url(text, match.start())
        pos = max(found.outer, match.end())
        follows = text[found.outer - 1 : found.outer + 1] == "]("  # the text of a link, whose target is the URL
        if not follows and not _is_namespace(text, match.start()):
            yield found


def _is_namespace(text: str, start: int) -> bool:
    """Whether the value in quotes that a URL is in names a namespace, as that of ``xmlns:soap`` does."""
    near = max(0, start - _LABEL_LENGTH)
    quote = max(text.rfind(one, near, start) for one in "\"'")
    *_, name = ["", *text[near : max(quote, near)].rstrip(" \t=:").split()]
    return bool({*name.lower().split(":")} & _NAMESPACES)


def _url(text: str, start: int) -> FoundUrl:
    """The URL that begins at a character."""
    line_start = max(text.rfind("\n", max(0, start - _LABEL_LENGTH), start) + 1, start - _LABEL_LENGTH, 0)
    before = text[line_start:start]
    method = match["method"] if (match := _METHOD.search(before)) else ""
    if not before.strip(" \t`*|<(\"'"):
        method = _badge(text, line_start)
    closed = _closed(text, start, before)
    if closed:
        link = before.endswith(("](", "<"))
        return FoundUrl(start, closed[0], closed[1], method, link, is_closed=True)
    end = _end(text, start, before)
    version = _HTTP_VERSION.match(text, end)
    bare = _without_marks(text, start, end, before)
    return FoundUrl(start, bare, version.end() if version else end, method, is_closed=version is not None)


def _badge(text: str, line_start: int) -> str:
    """The method that alone is on the line above, or above empty ones, as a page's badge leaves it."""
    near = text[max(0, line_start - _BADGE_LENGTH) : line_start].rstrip()
    found = _BADGE.fullmatch(near.rpartition("\n")[2])
    return found["method"].upper() if found else ""


def _closed(text: str, start: int, before: str) -> tuple[int, int] | None:
    """Where a URL ends that quotes, brackets or the bars of a table enclose, and where what closes it ends."""
    opening = before.rstrip("*_")[-1:]
    limit = _limit(text, start)
    if opening in _OUTER and opening:
        end = _closing_quote(text, start, limit, _OUTER[opening])
        return (end, end + 1) if end is not None else None
    if before.endswith("<"):
        return _balanced(text, start, limit, "<", ">")
    if before.endswith("("):
        return _balanced(text, start, limit, "(", ")")
    if before.rstrip().endswith("|"):
        bar = text.find("|", start, limit)
        return (start + len(text[start:bar].rstrip(" \t")), bar + 1) if bar >= 0 else None
    return None


def _limit(text: str, start: int) -> int:
    """The end of the paragraph, or where another URL follows."""
    farthest = min(len(text), start + _LONGEST)
    match = _EMPTY_LINE.search(text, start, farthest)
    limit = match.start() if match else farthest
    further = _further(text)
    number = bisect_left(further, (start, 0))
    return further[number][0] if number < len(further) and further[number][1] <= limit else limit


@remembered
def _further(text: str) -> list[tuple[int, int]]:
    """Where each beginning of a URL behind a space begins and ends: found once, since a page may have thousands."""
    return [found.span() for found in _MORE.finditer(text)]


def _closing_quote(text: str, start: int, limit: int, closing: str) -> int | None:
    """The quote that closes the one before the URL: not one around a value within it."""
    pos = start
    while pos < limit:
        pos = min((at for at in (text.find(one, pos, limit) for one in closing) if at >= 0), default=-1)
        if pos < 0:
            return None
        behind = text.find(text[pos], pos + 1, limit)
        is_inner = text[pos - 1] == "=" and behind > 0 and _PAIR.match(text, behind + 1) is not None
        if text[pos - 1] == "=" and behind > 0 and text[behind + 1 : behind + 2] == text[pos]:
            is_inner = True
        if not is_inner:
            return pos
        pos = behind + 1
    return None


def _balanced(text: str, start: int, limit: int, opening: str, closing: str) -> tuple[int, int] | None:
    """Where the bracket closes that is before the URL; ``<URL|text>`` is Slack's."""
    depth, end = 1, None
    for pos in range(start, limit):
        if text[pos] == opening:
            depth += 1
        elif text[pos] == "|" and opening == "<" and depth == 1 and end is None:
            end = pos
        elif text[pos] == closing:
            depth -= 1
            if not depth:
                return (pos if end is None else end), pos + 1
    return None


def end_of_line(text: str, pos: int, limit: int) -> int:
    at = text.find("\n", pos, limit)
    return limit if at < 0 else at


def _end(text: str, start: int, before: str) -> int:
    """Where a URL ends that nothing encloses: on its line, or on one that continues it."""
    limit = min(len(text), start + _LONGEST)
    alone = _LABEL.fullmatch(before) is not None
    begin, end = start, start
    for _ in range(_MOST_LINES):
        line_end = end_of_line(text, begin, limit)
        end = _end_on_line(text, start, begin, line_end, alone=alone)
        if text[end:line_end].strip(" \t\r\\"):
            return end
        following = _continued(text, start, end, line_end + 1)
        if following is None:
            return end
        begin = following
    return end


def _end_on_line(text: str, start: int, begin: int, line_end: int, *, alone: bool) -> int:
    """Where the URL ends on a line that it reaches from ``begin`` on."""
    stop = line_end
    for pattern in (_MORE, TAG, _TARGET_OF_LINK, _HTTP_VERSION):
        if match := pattern.search(text, begin + 1 if pattern is _MORE else begin, stop):
            stop, alone = match.start(), alone and pattern is not _MORE
    if "?" in text[start:begin]:
        tail = begin
    else:
        base = _BASE.match(text, begin, stop)
        tail = base.end() if base else begin
        if text[tail : tail + 1] != "?":
            return tail
    last = tail
    for match in _PAIR.finditer(text, tail, stop):
        last = match.end()
    if last == tail and tail == begin and begin > start:  # a line without a pair of its own: the rest of a value
        last = max(text.rfind("&", start, begin), text.rfind("?", start, begin)) + 1
    return _end_of_value(text, last, max(begin, last), stop, alone=alone)


def _end_of_value(text: str, last: int, begin: int, stop: int, *, alone: bool) -> int:
    """Where the last value ends: at a space, or, where it is a text on its own line, at the line's end."""
    name, equals, _ = text[last:stop].partition("=")
    begin = max(begin, last + len(name) + len(equals))
    quote = text[begin : begin + 1]
    if (
        quote in _OUTER
        and quote != ""
        and (at := min((p for c in _OUTER[quote] if (p := text.find(c, begin + 1, stop)) > 0), default=-1)) > 0
    ):
        return at + 1
    rest = text[begin:stop].rstrip()
    pos = begin
    if not alone or (not TEXT_NAME.search(f"{name}=") and len(rest.split()) > _WORDS_OF_A_VALUE):
        number = _GROUPED_NUMBER.match(text, begin, stop)
        if number and 8 <= sum(map(str.isdigit, number[0])) <= 15:
            return number.end()
        pieces = regex(rf"(?>{_FILL}|\S)*+").match(text, begin, stop)
        pos = pieces.end() if pieces else begin
    else:
        pos = begin + len(rest)
    return pos


def _continued(text: str, start: int, end: int, line: int) -> int | None:
    """Where the URL goes on, if the line below continues it."""
    if line > len(text):
        return None
    so_far = text[start:end].rstrip("\\ \t\r")
    has_query = "?" in so_far
    empty = regex(r"[ \t]*\r?\n").match(text, line)
    if empty:
        return empty.end() if has_query and _BEGINS_WITH_MARK.match(text, empty.end()) else None
    if _BEGINS_WITH_MARK.match(text, line) and has_query == (text[line : line + 100].lstrip(" \t>")[:1] == "&"):
        return line
    if so_far.endswith(("?", "&", "&amp;")) and _BEGINS_WITH_PAIR.match(text, line):
        return line
    if _MORE.search(text, line - 1, end_of_line(text, line, len(text))):
        return None
    if not has_query:
        glued = so_far.endswith("/") or text[line : line + 100].lstrip(" \t")[:1] in ("/", "?")
        return line if glued and _PATH_GOES_ON.match(text, line) else None
    last = so_far[max(so_far.rfind("&"), so_far.rfind("?")) + 1 :]
    if "=" not in last:
        return line if last and _NAME_GOES_ON.match(text, line) else None
    long = len(so_far) - so_far.rfind("\n") > _LONG_LINE
    broken = regex(r"%[0-9A-Fa-f]?$").search(so_far) is not None
    if _VALUE_GOES_ON.match(text, line) or ((long or broken) and _ESCAPES_GO_ON.match(text, line)):
        return line
    return None


def _without_marks(text: str, start: int, end: int, before: str) -> int:
    """Where a URL ends without the punctuation, the quotes and the marks of markup after it."""
    for _ in range(_MOST_MARKS):
        if end <= start:
            break
        url, last = text[start:end], text[end - 1]
        value = url[max(url.rfind("="), url.rfind("&"), url.rfind("?")) + 1 :]
        if last.isspace() or last == "\\":
            pass
        elif last in ".,;:":
            if value.endswith("..") or not value.strip("."):
                return end
        elif last in ")]}>":
            if url.count(last) <= url.count("([{<"[")]}>".index(last)]):
                return end
        elif last in "\"'`”’»“":
            opener = {"”": "“„”", "’": "‘’", "»": "«", "“": "„“"}.get(last, last)
            inside = sum(url.count(one) for one in set(opener) | {last})
            if inside % 2 == 0:
                return end
        elif last == "*":
            run = len(value) - len(value.rstrip("*"))
            opened = before.endswith("*" * run) and not before.endswith("*" * (run + 1))
            if opened and not value.strip("*"):
                return end - run
            if not value.strip("*") or value.startswith("*") or run > 3:
                return end
        elif last == "_":
            *_, joined = f"{before}\ufffc".split()
            if not (_MARK.search(joined) or _MARKED_WORD.search(before)):
                return end
        else:
            return end
        end -= 1
    return end
