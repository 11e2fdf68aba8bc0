"""What a URL means by characters that no URL holds: spaces, line ends, quotes, marks of a page. Each repair is noted.

It is the same for the URL of a command and for one that is alone on a page.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from curl2sms.errors import Note, SampleError, Span, note
from curl2sms.patterns import regex
from curl2sms.traced import Traced

# An ampersand between parameters as a page's source has it.
HTML_AMPERSAND = regex(r"&amp;(?=[\w.\-\[\]%]+=)", only_with=("&amp;",))
# How Markdown and Slack mark a URL: <URL>, <URL|text>, [text](URL); bold, italics, code.
_LINK = regex(
    r"<(?P<marked>https?://[^|]+)(?:\|[^<>]*)?>|\[[^\]]*\]\((?P<target>https?://.+)\)"
    r"|(?P<marks>[*_`]{1,3})(?P<within>https?://.+)(?P=marks)",
    re.DOTALL,
)
# Quotes, and the marks of bold, around a whole value: ``text="Hello there"&``, ``user=**name**&``.
_QUOTED = regex(
    r"(?<==)(?:\"([^\"&]*)\"|'([^'&]*)'|“([^“”&]*)”|‘([^‘’&]*)’|«([^«»&]*)»)(?=&|$)",
    only_with="\"'“‘«",
)
_BOLD = regex(r"(?<==)(\*{1,2})([^*&\s](?:[^*&]*[^*&\s])?)\1(?=&|$)")
# A text to fill in, as ``<key>``; and the mark of a link that no other mark closes, before a URL that has such texts.
_IN_ANGLES = regex(r"<[^<>]*>", begins_with="<")
_OPEN_MARK = regex(r"<(?=https?://[^<>]*(?:<|\Z))", begins_with="<")
_ESCAPED_MARK = regex(r"\\(?=[_*~&=-])")
_SPACES_BETWEEN = regex(r"(?<=[?&])[ \t]+|(?<![ \t])[ \t]+(?=[&?](?:amp;)?[ \t]?[\w.\-\[\]%]+[ \t]?=)")
_SPACES_AT_NAME = regex(r"(?<=[?&])([\w.\[\]-]{1,80})[ \t]+=[ \t]*")
_LINE_BREAK = regex(r"(?<![ \t])[ \t]+\\?[\r\n]+[ \t]*|\\?[\r\n]+[ \t]*|\t")
_PAIR = regex(r"[^&=]*(?:=(?P<value>[^&]*))?&?")
_SPACE = regex(r"(?<![\s\\])[ ]+(?=[^\s\\])")
# Gateways of India write words to fill in as #NUMBER# and ##Field##; a # begins a fragment, which is never sent.
_WORD_IN_HASHES = regex(r"(?<==)(##?)([A-Za-z_]\w*)\1(?=&|$)")
_FIELD = regex(r"&[A-Za-z_][\w.\[\]-]*=")


def mended(text: Traced, span: Span, notes: list[Note]) -> Traced:
    """A URL without what no URL holds. Raises SampleError for a control character."""
    text = _without_marks_of_a_link(text, span, notes)
    if text.strip() != text:
        text = text.strip()
        notes.append(note("blank-around-url", span))
    if "\n" in text.text or "\r" in text.text or "\t" in text.text:
        text = _on_one_line(text, span, notes)
    if "?" in text.text:
        text = _with_bare_values(text, span, notes)
    if " " in text.text:
        text = text.sub(_SPACES_BETWEEN, "").sub(_SPACES_AT_NAME, lambda found: f"{found[1]}=").replace(" ", "%20")
        notes.append(note("blank-in-url", span))
    if HTML_AMPERSAND.search(text.text):
        text = text.sub(HTML_AMPERSAND, "&")
        notes.append(note("html-ampersand", span))
    if not text.text.isprintable() and (control := re.search(r"[\x00-\x1f\x7f]", text.text)):
        raise SampleError(note("url-control-character", span, code=f"U+{ord(control[0]):04X}"))
    return text


def _without_marks_of_a_link(text: Traced, span: Span, notes: list[Note]) -> Traced:
    """A URL without what Markdown and Slack put around a link: ``<URL>``, ``[text](URL)``, ``*URL*``."""
    if text.text.lstrip()[:1] not in {"<", "[", "*", "_", "`"}:
        return text
    stripped = text.strip()
    within = None
    if link := _LINK.fullmatch(stripped.text):
        group = next(name for name in ("marked", "target", "within") if link[name] is not None)
        if not {"<", ">"} & set(_IN_ANGLES.sub("", link[group])):  # both marks belong to each other
            within = slice(*link.span(group))
    if within is None and _OPEN_MARK.match(stripped.text):
        within = slice(1, None)
    if within is None:
        return text
    notes.append(note("link-around-url", span))
    return stripped[within]


def _on_one_line(text: Traced, span: Span, notes: list[Note]) -> Traced:
    """A URL without its line ends. One within a value that has spaces elsewhere is a space too."""
    query = text.text.find("?")
    pairs = _PAIR.finditer(text.text, query + 1) if query >= 0 else ()
    spaced = [(pair.start("value"), pair.end()) for pair in pairs if _SPACE.search(pair["value"] or "")]
    starts = [start for start, _ in spaced]

    def joint(found: re.Match[str]) -> str:
        number = bisect_left(starts, found.start()) - 1  # of the last value that begins before
        return " " if number >= 0 and found.end() < spaced[number][1] else ""

    notes.append(note("line-break-in-url", span))
    return text.sub(_LINE_BREAK, joint)


def _with_bare_values(text: Traced, span: Span, notes: list[Note]) -> Traced:
    """A query without the quotes and the marks that a page has around its values."""
    if _QUOTED.search(text.text):
        text = text.edited(_kept(found) for found in _QUOTED.finditer(text.text))
        notes.append(note("quotes-in-url", span))
    if "**" in text.text or "\\" in text.text or "*&" in text.text or text.text.endswith("*"):
        bare = text.sub(_BOLD, lambda found: found[2]).sub(_ESCAPED_MARK, "")
        if bare != text:
            notes.append(note("marks-in-url", span))
        text = bare
    return text


def _kept(found: re.Match[str]) -> tuple[int, int, str]:
    return *found.span(), next(group for group in found.groups() if group is not None)


def with_hashes(text: Traced, span: Span, notes: list[Note]) -> Traced:
    """A URL with each ``#`` that belongs to a value as ``%23``."""
    if "?" in text.text and "=#" in text.text and (word := _WORD_IN_HASHES.search(text.text)):
        notes.append(note("word-in-hashes", span, text=word[0]))
        text = text.sub(_WORD_IN_HASHES, lambda found: found[0].replace("#", "%23"))
    return _with_hashes_of_values(text, span, notes)


def _with_hashes_of_values(text: Traced, span: Span, notes: list[Note]) -> Traced:
    """A query with each ``#`` that fields follow as text: ``text=Order #7&key=k`` has no fragment ``7&key=k``."""
    path, mark, query = text.text.partition("?")
    if not mark or "#" in path or "#" not in query:
        return text
    last = max((found.start() for found in _FIELD.finditer(text.text, text.text.index("#"))), default=0)
    if not last:
        return text
    notes.append(note("hash-kept", span))
    return text[:last].replace("#", "%23") + text[last:]
