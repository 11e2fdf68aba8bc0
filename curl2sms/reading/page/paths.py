"""Endpoints that a page shows by their paths alone, and the base URL or the host that it names apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import attrgetter

from curl2sms.errors import Note, SampleError, Span, note
from curl2sms.patterns import regex
from curl2sms.reading.page.urls import FoundUrl
from curl2sms.records import record
from curl2sms.traced import Traced, joined, written

_METHODS = r"(?P<method>GET|POST|PUT|PATCH|DELETE)"
_PATH = r"(?!/(?:GET|POST|PUT)\b)/[A-Za-z{:][^\s`*|\"'<>,;]*+"
# ``POST /sms``, also in a sentence, with the path on the next line, or glued to it as a page's badge leaves it.
_WITH_METHOD = regex(
    rf"(?<![\w/.-]){_METHODS}(?:[ \t`*:|\"]*+(?:\r?\n[ \t`*|]*+)?(?P<path>{_PATH})"
    r"|[ \t]*+(?:\r?\n[ \t`*|]*+)?(?P<bare>(?:api|rest)[\w.-]*+/[\w./{}:-]++))"
)
_ALONE = regex(
    r"^[ \t`*•#>-]*+(?:(?:url|uri|end-?point|path|resource|route|recurso|ruta|chemin)s?(?=[ \t:|=])[ \t:|=`*-]*+)?+"
    rf"(?P<path>{_PATH})[ \t`*|\r]*+$",
    re.IGNORECASE | re.MULTILINE,
)
_HOST = regex(
    r"^[ \t*•`>-]*+host(?: ?name)?[`*]*+(?=[ \t:|])[ \t:`*|]*+"
    r"(?P<host>(?:[\w-]{1,63}\.){1,8}[A-Za-z]{2,24}(?::\d{1,5})?(?:/[\w./-]*)?)[ \t`|\r]*+$",
    re.IGNORECASE | re.MULTILINE,
)
# Words before a URL that call it what the paths of the page follow.
_IS_BASE = regex(
    r"\b(?:base|server|root|host|domain|url principal|url raíz|raiz|базовый|основной|temel|ana)\b[^\n]{0,60}\s*$",
    re.IGNORECASE,
)
# A request line, maybe in a list, or the path of one that a page shows in parts.
_REQUEST_LINE = regex(
    r"^[ \t]*(?:[-*•][ \t]+)?(?:GET|POST|PUT|(?i:url|end-?point|path)[ \t]*:)[ \t]+"
    r"(?P<target>/[^\s]*+(?:[ \t]++(?!HTTP/\d[\d.]*[ \t\r]*+$)[^\s]++)*+|(?-i:[A-Za-z][\w.-]*/[\w./{}?&=-]++))"
    r"(?:[ \t]++HTTP/\d[\d.]*)?[ \t\r]*+$",
    re.MULTILINE,
)
_ABOUT = regex(
    r"\b(?:docs?|documentation|developers?|help|support|wiki|github|guide|reference|portal)\b", re.IGNORECASE
)
# How the path of a base URL ends, where no words call it one: in a version, or in what is named after the interface.
_LAST_OF_BASE = regex(r"|v\d[\w.]{0,8}|version\d{1,3}|\d{4}[\d.-]{0,8}|\w{0,20}api|rest", re.IGNORECASE)
_BEFORE = 120  # characters before a URL that may call it a base
_ORIGIN = regex(r"https?://[^/?#\s]++", re.IGNORECASE)


@record
class Base:
    """What the paths of a page follow; a host has no scheme of its own."""

    url: Traced
    has_scheme: bool = True

    def before(self, path: str) -> Traced:
        """The part of it that is before a path, which may begin with its own."""
        own = _ORIGIN.sub("", self.url.text)
        return self.url[: len(self.url) - len(own)] if own and path.startswith(f"{own}/") else self.url


def endpoints(text: str, shown: list[FoundUrl]) -> tuple[list[FoundUrl], list[Note]]:
    """The URLs of a page and those that its paths make, in order, where no URL says by itself what is called.

    Raises SampleError for a path without any host.
    """
    if any(one.method or "?" in text[one.start : one.end] for one in shown):
        return shown, []
    paths = [*_paths(text)]
    if not paths:
        return shown, []
    base = _base_of(text, shown)
    if base is None:
        return shown, []
    if any(base.url.text.endswith(text[span.start : span.end]) for span, _ in paths):
        return shown, []  # what looks like a base URL is the whole one
    found = []
    for span, method in paths:
        path = text[span.start : span.end].rstrip(".:")
        found.append(FoundUrl(span.start, span.start + len(path), span.end, method, base=base.before(path)))
    place = found[0].span
    said = [note("origin-from-text", place, text=base.url.text)]
    if not base.has_scheme:
        said.append(note("scheme-not-shown", place, host=base.url.text.removeprefix("https://")))
    others = [one for one in shown if text[one.start : one.end].rstrip("/") != base.url.text]
    return sorted([*others, *found], key=attrgetter("start")), said


def refuse_without_host(text: str) -> None:
    """Raises SampleError for a request line, or a path, of a text that shows no host."""
    if line := _REQUEST_LINE.search(text):
        host = match["host"] if (match := _HOST.search(text, line.end())) else "HOST"
        url = f"https://{host}/{line['target'].partition('?')[0].removeprefix('/')}"
        raise SampleError(note("request-without-url", Span(*line.span("target")), url=url))


def _paths(text: str) -> Iterator[tuple[Span, str]]:
    """Each path with its method; a path alone on its line has none."""
    taken = set()
    for found in _WITH_METHOD.finditer(text):
        which = "path" if found["path"] else "bare"
        taken.add(found.start(which))
        yield Span(*found.span(which)), found["method"]
    for found in _ALONE.finditer(text):
        if found.start("path") not in taken:
            yield Span(*found.span("path")), ""


def _base_of(text: str, shown: list[FoundUrl]) -> Base | None:
    """The base URL of a page: the one that words call so, that of its host, or the only one, if it may be one."""
    whole = [one for one in shown if _ORIGIN.match(text, one.start, one.end)]
    own = [one for one in whole if not _ABOUT.search(text, one.start, one.end)]
    called = [one for one in own if _IS_BASE.search(text, max(0, one.start - _BEFORE), one.start)]
    if base := _only(text, called):
        return base
    if host := _HOST.search(text):
        bare = host["host"].rstrip("/")
        urls = (text[one.start : one.end].partition("://") for one in whole)
        scheme = next((scheme.lower() for scheme, _, rest in urls if rest.startswith(bare)), "")
        return Base(joined((Traced(f"{scheme or 'https'}://"), written(bare, host.start("host")))), bool(scheme))
    base = _only(text, own)
    last = _ORIGIN.sub("", base.url.text).rpartition("/")[2] if base else ""
    return base if _LAST_OF_BASE.fullmatch(last) else None


def _only(text: str, urls: list[FoundUrl]) -> Base | None:
    """The base that some URLs are, if they are one."""
    if len({text[one.start : one.end].rstrip("/").lower() for one in urls}) != 1:
        return None
    return Base(written(text[urls[0].start : urls[0].end].rstrip("/"), urls[0].start))
