"""XML (1.0, fifth edition): the texts and attributes of its elements, by their paths.

It has its own tokenizer, because spans are needed and nothing may be expanded or fetched: a document type in another
file is named and never followed, one that defines anything is refused, and entities other than the five of XML stay as
they are written.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import islice

from curl2sms.errors import SampleError, Source, Stretch, UnfitError, note
from curl2sms.layers.charset import check_carried
from curl2sms.layers.leaf import EMPTY, MAX_DEPTH, MAX_LEAVES, MAX_NAMES, MAX_PROBLEMS, Leaf, Problem, Style, is_whole
from curl2sms.layers.place import Names, attribute_path, element_path
from curl2sms.patterns import regex
from curl2sms.records import attribute, draft, record

# How a value is written. A part of a CDATA section that might end it together with its neighbours is JOINT.
TEXT, CDATA, JOINT, DOUBLE, SINGLE = "text", "cdata", "cdata joint", 'attribute "', "attribute '"

_NAME = r"[^\W\d][^\s<>/=\"'&;?!,()\[\]{}$%*+@#|\\^`~]*"
_START = regex(rf"<({_NAME})")
_END = regex(rf"</({_NAME})\s*>")
_ATTRIBUTE = regex(rf"(\s+)({_NAME})\s*=\s*(\"[^\"<]*\"|'[^'<]*')")
_TAG_END = regex(r"\s*(/?>)")
_DECLARATION = regex(r"<\?xml\s")
_LITERAL = r"(?:\"[^\"]*\"|'[^']*')"
_DOCTYPE = regex(rf"<!DOCTYPE\s+{_NAME}(?:\s+(?:SYSTEM|PUBLIC\s+{_LITERAL})\s+{_LITERAL})?\s*>")  # 2.8, 4.2.2

_REFERENCE = r"&(?:\#x[0-9A-Fa-f]{1,6}|\#[0-9]{1,7}|amp|lt|gt|quot|apos);"
# Line ends are read as one \n (2.11), white space in attributes as a space (3.3.3).
_IN_TEXT = regex(rf"{_REFERENCE}|\r\n?")
_IN_ATTRIBUTE = regex(rf"{_REFERENCE}|\r\n?|[\n\t]")
_IN_CDATA = regex(r"\r\n?")
_OTHER_REFERENCE = regex(rf"(?!{_REFERENCE})&(?:[^\s;&<>\"']{{1,40}};)?")
_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'"}
_NO_CHARACTER = regex(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # 2.2

_TEXT_SPELLINGS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_ATTRIBUTE_SPELLINGS = {"&": "&amp;", "<": "&lt;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
_DOUBLE_SPELLINGS = str.maketrans({**_ATTRIBUTE_SPELLINGS, '"': "&quot;"})
_SINGLE_SPELLINGS = str.maketrans({**_ATTRIBUTE_SPELLINGS, "'": "&apos;"})
_BREAK = "]]><![CDATA["  # leaves the section and begins another


@draft
class _Element:
    name: str
    parent: _Element | None
    number: int  # among the siblings of its name, from 1
    start: int
    end: int = 0
    content: int = 0  # where its content begins
    counts: dict[str, int] = attribute(default_factory=dict)  # its children by name
    texts: int = 0  # its runs of text, so far
    path: str = ""

    def has_only_space(self, text: str, end: int) -> bool:
        """Whether all that it holds is white space."""
        return not self.counts and not self.texts and not text[self.content : end].strip()


@record
class _Found:
    """A value, its element, and the attribute's name or ``""``; names are known at the end only."""

    element: _Element
    attribute: str
    value: str
    span: Stretch
    kind: str
    whole: Stretch  # the attribute with the white space before it


@record
class Contents:
    """All that a document holds; ``members`` are its elements and attributes, names and spans, to be cut."""

    leaves: list[Leaf]
    problems: list[Problem]
    members: list[tuple[str, Stretch]]


def leaves(text: str, _charset: str = "utf-8", /) -> list[Leaf]:
    """Every attribute and every run of text that is not just white space; an empty element is an empty value.

    Names are paths: ``/MESSAGE/SMS[2]/@TEXT``, with a number (from 1) where siblings share a name, prefixes as
    written; an element's second run of text is ``/a#2``. Raises errors.SampleError (``xml-broken``, ``xml-dtd``,
    ``nested-too-deep``, ``too-many-values``).
    """
    return read(text).leaves


def problems(text: str) -> list[Problem]:
    """Entities that are unknown, and so stay as they are, and ampersands that are none."""
    return read(text).problems


def escape(value: str, kind: str, style: Style, /) -> str:
    """In text ``& < >`` and carriage returns as references, in attributes also quotes, tabs and line feeds.

    A CDATA section is left for what it can't hold. Raises errors.UnfitError for a character that XML 1.0 can't encode
    (2.2), or the charset can't.
    """
    check_carried(value, style.charset)
    unfit = _NO_CHARACTER.search(value)
    if unfit:
        raise UnfitError(note("text-not-in-xml", character=f"U+{ord(unfit[0]):04X}"))
    if kind == DOUBLE:
        return value.translate(_DOUBLE_SPELLINGS)
    if kind == SINGLE:
        return value.translate(_SINGLE_SPELLINGS)
    if kind in (CDATA, JOINT):
        spelt = value.replace("]]>", f"]]{_BREAK}>").replace("\r", "]]>&#13;<![CDATA[")
        if kind == JOINT:
            spelt = (_BREAK if value[:1] in ("]", ">") else "") + spelt + (_BREAK if value.endswith("]") else "")
        return spelt
    spelt = value.translate(_TEXT_SPELLINGS)
    if kind.startswith(EMPTY):
        return f">{spelt}</{kind.removeprefix(EMPTY)}>" if value else "/>"
    return spelt


def offsets(raw: str, kind: str, _charset: str = "utf-8", /) -> Sequence[int]:
    """See Layer. An empty element's tag has no place for a character: ValueError."""
    if kind.startswith(EMPTY):
        raise ValueError(kind)
    found: list[int] = []
    at = 0
    for match in _special(kind).finditer(raw):
        found += range(at, match.start())
        if len(_meaning(match[0], kind)) == 1:
            found.append(match.start())
        else:  # no character: it is as it is
            found += range(*match.span())
        at = match.end()
    found += range(at, len(raw) + 1)
    return found


def cuts(text: str, names: Collection[str], _charset: str = "utf-8", /) -> list[Stretch]:
    """Elements and attributes, each with the white space before it."""
    found: list[Stretch] = []
    for name, span in read(text).members:
        if name in names and not (found and span.end <= found[-1].end):
            start = span.start
            while start and text[start - 1].isspace():
                start -= 1
            found.append(Stretch(max(start, found[-1].end if found else 0), span.end))
    return found


def kinds_of_parts(kind: str, around: Sequence[str], /) -> list[str]:
    """See Layer."""
    if kind != CDATA or is_whole(around):
        return [kind] * (len(around) - 1)
    last = len(around) - 1
    before = (piece[-1:] in ("]", ">") or (i > 0 and not piece) for i, piece in enumerate(around[:-1]))
    behind = (piece[:1] in ("]", ">") or (i < last and not piece) for i, piece in enumerate(around[1:], 1))
    return [JOINT if left or right else kind for left, right in zip(before, behind, strict=True)]


def read(text: str) -> Contents:
    """Read a document in one pass, without recursion; errors.SampleError where it is ill-formed."""
    reader = _Reader(text)
    while reader.at < len(text):
        reader.run_of_text()
        if reader.at < len(text):
            reader.markup()
    return reader.end()


class _Reader:
    """The tokenizer: where it is, what is open, what it has found."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.open: list[_Element] = []
        self.elements: list[_Element] = []
        self.doctype = False
        self.found: list[_Found] = []
        self.problems: list[Problem] = []

    def run_of_text(self) -> None:
        """Take the characters up to the next ``<``."""
        end = self.text.find("<", self.at)
        end = len(self.text) if end < 0 else end
        span, self.at = Stretch(self.at, end), end
        raw = self.text[span.start : span.end]
        if not raw.strip(" \t\r\n\ufeff"):
            return
        if not self.open:
            raise self._broken(span.start + len(raw) - len(raw.lstrip()), "text outside the root element")
        self._text(raw, span, TEXT)

    def markup(self) -> None:
        """Take the tag, comment, section or instruction that begins here."""
        if self.text.startswith("</", self.at):
            self._end_tag()
        elif self.text.startswith("<!--", self.at):
            self.at = self._after("-->", "a comment is not closed")
        elif self.text.startswith("<![CDATA[", self.at):
            if not self.open:
                raise self._broken(self.at, "text outside the root element")
            start = self.at + len("<![CDATA[")
            self.at = self._after("]]>", "a CDATA section is not closed")
            span = Stretch(start, self.at - len("]]>"))
            self._text(self.text[span.start : span.end], span, CDATA)
        elif self.text.startswith("<!", self.at):
            self._document_type()
        elif self.text.startswith("<?", self.at):
            if _DECLARATION.match(self.text, self.at) and self.elements:
                raise self._broken(self.at, "an XML declaration within the document")
            self.at = self._after("?>", "an instruction is not closed")
        else:
            self._start_tag()

    def _document_type(self) -> None:
        """Pass one that is only named: ``<!DOCTYPE MESSAGE SYSTEM "message.dtd">``."""
        match = _DOCTYPE.match(self.text, self.at)
        if not match:
            raise SampleError(note("xml-dtd", Stretch(self.at, self.at + 2)), self._source())
        if self.elements or self.doctype:
            raise self._broken(self.at, "a document type that is not before all elements, or not the only one")
        self.doctype = True
        self.at = match.end()

    def end(self) -> Contents:
        """What was found, by the names that are known now."""
        if self.open:
            raise self._broken(len(self.text), f"<{self.open[-1].name}> is not closed")
        if not self.elements:
            raise self._broken(0, "there is no element")
        room = MAX_NAMES
        for element in self.elements:  # parents come before their children
            parent = element.parent
            several = parent is not None and parent.counts[element.name] > 1
            around, number = parent.path if parent else "", element.number if several else None
            element.path = element_path(around, element.name, number)
            room -= len(element.path)
            if room < 0:
                raise self._too_many(element)
        names = Names()
        members = [(element.path, Stretch(element.start, element.end)) for element in self.elements]
        found = []
        for value in self.found:
            path = value.element.path
            name = attribute_path(path, value.attribute) if value.attribute else path
            found.append(Leaf(names.unique(name), value.value, value.span, value.kind))
            if value.attribute:
                members.append((name, value.whole))
        members.sort(key=lambda member: (member[1].start, -member[1].end))
        return Contents(found, self.problems, members)

    def _start_tag(self) -> None:
        """Go over a start tag and its attributes; an empty element ends with it."""
        match = _START.match(self.text, self.at)
        if not match:
            raise self._broken(self.at, "a < that starts no tag")
        if self.elements and not self.open:
            raise self._broken(self.at, "a second root element")
        if len(self.open) == MAX_DEPTH:
            raise SampleError(note("nested-too-deep", Stretch(self.at, self.at + 1), depth=MAX_DEPTH), self._source())
        parent = self.open[-1] if self.open else None
        number = 1
        if parent:
            number = parent.counts[match[1]] = parent.counts.get(match[1], 0) + 1
        element = _Element(match[1], parent, number, self.at)
        self.elements.append(element)
        self.at = match.end()
        self._attributes(element)
        tag_end = _TAG_END.match(self.text, self.at)
        if not tag_end:
            raise self._broken(self.at, f"the tag <{element.name} is not closed")
        self.at = element.content = element.end = tag_end.end()
        if tag_end[1] == ">":
            self.open.append(element)
        else:
            self._leaf(element, "", "", Stretch(*tag_end.span(1)), EMPTY + element.name)

    def _attributes(self, element: _Element) -> None:
        """Go over the attributes of a tag, each a leaf."""
        seen: set[str] = set()
        while match := _ATTRIBUTE.match(self.text, self.at):
            if match[2] in seen:
                raise self._broken(match.start(2), f"a second attribute {match[2]}")
            seen.add(match[2])
            span = Stretch(match.start(3) + 1, match.end(3) - 1)
            raw = self.text[span.start : span.end]
            kind = DOUBLE if match[3][0] == '"' else SINGLE
            self._odd_references(raw, span)
            self._leaf(element, match[2], _decode(raw, kind), span, kind, Stretch(*match.span()))
            self.at = match.end()

    def _end_tag(self) -> None:
        """Go over an end tag; the text of an element without elements in it is a leaf."""
        match = _END.match(self.text, self.at)
        if not match or not self.open or self.open[-1].name != match[1]:
            wanted = f"</{self.open[-1].name}> is expected here" if self.open else "an end tag without a start"
            raise self._broken(self.at, wanted)
        element = self.open.pop()
        if element.has_only_space(self.text, self.at):
            span = Stretch(element.content, self.at)
            self._leaf(element, "", _decode(self.text[span.start : span.end], TEXT), span, TEXT)
        self.at = element.end = match.end()

    def _text(self, raw: str, span: Stretch, kind: str) -> None:
        self.open[-1].texts += 1
        if kind == TEXT:
            self._odd_references(raw, span)
        self._leaf(self.open[-1], "", _decode(raw, kind), span, kind)

    def _leaf(
        self, element: _Element, attribute: str, value: str, span: Stretch, kind: str, whole: Stretch | None = None
    ) -> None:
        if len(self.found) == MAX_LEAVES:
            raise self._too_many(element)
        self.found.append(_Found(element, attribute, value, span, kind, whole or span))

    def _odd_references(self, raw: str, span: Stretch) -> None:
        if "&" in raw and len(self.problems) < MAX_PROBLEMS:
            for match in islice(_OTHER_REFERENCE.finditer(raw), MAX_PROBLEMS):
                what = "an unknown entity" if len(match[0]) > 1 else "an unescaped &"
                self.problems.append(Problem(what, Stretch(span.start + match.start(), span.start + match.end())))

    def _after(self, closing: str, why: str) -> int:
        end = self.text.find(closing, self.at)
        if end < 0:
            raise self._broken(self.at, why)
        return end + len(closing)

    def _broken(self, at: int, why: str) -> SampleError:
        return SampleError(note("xml-broken", Stretch(at, min(at + 1, len(self.text))), why=why), self._source())

    def _too_many(self, element: _Element) -> SampleError:
        span = Stretch(element.start, element.start + 1)
        return SampleError(note("too-many-values", span, most=MAX_LEAVES), self._source())

    def _source(self) -> Source:
        return Source("the XML", self.text)


def _special(kind: str) -> re.Pattern[str]:
    return {TEXT: _IN_TEXT, CDATA: _IN_CDATA, JOINT: _IN_CDATA}.get(kind, _IN_ATTRIBUTE)


def _decode(raw: str, kind: str) -> str:
    return _special(kind).sub(lambda match: _meaning(match[0], kind), raw)


def _meaning(spelling: str, kind: str) -> str:
    """What a reference or a piece of white space means; a reference to no character stays as it is."""
    if spelling[0] != "&":
        return " " if kind in (DOUBLE, SINGLE) else "\n"
    if spelling[1] != "#":
        return _ENTITIES[spelling]
    code = int(spelling[3:-1], 16) if spelling[2] == "x" else int(spelling[2:-1])
    return spelling if code > 0x10FFFF or _NO_CHARACTER.match(chr(code)) else chr(code)
