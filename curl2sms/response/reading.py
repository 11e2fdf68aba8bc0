"""An answer taken apart: the values at a point, and what makes an answer unfit to be believed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from curl2sms.errors import Note, note
from curl2sms.http import ANSWER_LIMIT, Answer
from curl2sms.json_pointers import escaped, member
from curl2sms.patterns import regex
from curl2sms.records import record
from curl2sms.response.model import Point, spelt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any
    from xml.etree.ElementTree import Element

_MAX_DEPTH = 500  # of nested lists, objects or elements; no provider's answer comes near
# Python's codecs that are no charsets; some take time that grows with the square of a text.
_NO_CHARSETS = frozenset({"punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined"})
_CHARSET = regex(r"charset=\"?([^\s;\"]+)", re.IGNORECASE)
_JSON_TYPE = regex(r"application/json|[^;]*\+json|text/json", re.IGNORECASE)
_XML_TYPE = regex(r"(?:application|text)/xml|[^;]*\+xml", re.IGNORECASE)
_JSON_MARK = regex(r'"(?:[^"\\]|\\(?:.|\Z))*(?:"|\Z)|[][{}]', re.DOTALL)


@record
class Found:
    """A value at a point. ``member`` names the member that the point's first ``*`` means, None without one.

    ``text`` is None where there is no value: nothing at all, an object or a list, JSON ``null``, an empty text.
    """

    member: str | None
    text: str | None


class Unreadable(Exception):  # noqa: N818 - it is caught within this package
    """The body is not what it has to be; ``note`` says why."""

    def __init__(self, said: Note) -> None:
        super().__init__(said.message)
        self.note = said


class ReadAnswer:
    """An answer, its body decoded and parsed once, when first asked for."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.body = _text(answer)
        self._parsed: dict[str, Any] = {}

    def found(self, point: Point) -> Iterator[Found]:
        """Every value that a point names; for one without ``*`` just one, which may have no text."""
        for one in self._whole(point):
            yield Found(one.member, _value(_cut(one.text, point)))

    def defect(self, points: Iterable[Point]) -> Note | None:
        """Why nothing that this answer holds may be believed; None where it is well.

        It is cut off, nested too deeply, says one name twice, is of another type than it says, or has a DTD. A body
        that neither claims to be JSON or XML nor looks like it is a text, and a text is always well.
        """
        if len(self.answer.body) >= ANSWER_LIMIT:
            return note("answer-too-large", limit=ANSWER_LIMIT >> 20)
        layers = {point.at.partition(":")[0] for point in points}
        media_type = self.answer.header("Content-Type") or ""
        try:
            if self.body and (_JSON_TYPE.match(media_type) or self.body.startswith(("{", "["))):
                self._document("json")
            elif self.body and (
                _XML_TYPE.match(media_type)
                or self.body.startswith("<?xml")
                or ("xml" in layers and self.body.startswith("<"))
            ):
                self._document("xml")
        except Unreadable as unreadable:
            return unreadable.note
        return None

    def _whole(self, point: Point) -> Iterator[Found]:
        """The texts at a point before they are cut."""
        layer, _, name = point.at.partition(":")
        if layer == "body":
            yield Found(None, self.body)
        elif layer == "header":
            yield Found(None, _header(self.answer, name))
        else:
            try:
                document = self._document(layer)
            except Unreadable:
                document = None
            yield from _in_json(document, point) if layer == "json" else _in_xml(document, point)

    def _document(self, layer: str) -> Any:
        """The body as JSON or XML; Unreadable where it is none. An empty body holds nothing."""
        if layer not in self._parsed:
            parse = _json if layer == "json" else _xml
            try:
                self._parsed[layer] = parse(self.body, self.answer.body)
            except Unreadable as unreadable:
                self._parsed[layer] = unreadable
        parsed = self._parsed[layer]
        if isinstance(parsed, Unreadable):
            raise parsed
        return parsed


def values_at(answer: Answer, points: Iterable[Point]) -> list[str | None] | Note:
    """The first value at each point of an answer, None where there is none; or why nothing of it may be believed."""
    points, document = tuple(points), ReadAnswer(answer)
    if defect := document.defect(points):
        return defect
    return [next((one.text for one in document.found(point)), None) for point in points]


def _text(answer: Answer) -> str:
    """The body as a text, without white space around it."""
    stated = _CHARSET.search(answer.header("Content-Type") or "")
    charset = stated[1].lower().replace("-", "_") if stated else "utf_8"
    try:
        text = answer.body.decode("utf-8" if charset in _NO_CHARSETS else charset, "replace")
    except (LookupError, ValueError):  # a charset that Python has not, or that is none of text
        text = answer.body.decode("utf-8", "replace")
    return text.removeprefix("\ufeff").strip()


def _header(answer: Answer, name: str) -> str | None:
    """A header's value; None where the answer has it twice with two values, for nobody knows which counts."""
    values = {value.strip() for key, value in answer.headers if key.lower() == name.lower()}
    return values.pop() if len(values) == 1 else None


def _cut(text: str | None, point: Point) -> str | None:
    if text is None or point.split is None:
        return text
    parts = text.split(point.split)
    index = point.index or 0
    return parts[index].strip() if -len(parts) <= index < len(parts) else None


def _value(text: str | None) -> str | None:
    """A text that is a value: an empty one is none."""
    return text if text and not text.isspace() else None


def _json(text: str, _body: bytes) -> Any:
    depth = deepest = 0
    for mark in _JSON_MARK.finditer(text):
        depth += (mark[0] in "[{") - (mark[0] in "]}")
        deepest = max(deepest, depth)
    if deepest > _MAX_DEPTH:
        raise Unreadable(note("answer-too-deep", limit=_MAX_DEPTH))
    try:
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        said = "answer-cut-off" if error.pos >= len(text) or depth > 0 else "answer-no-json"
        raise Unreadable(note(said, why=error.msg)) from None
    except ValueError as error:  # NaN, Infinity, a number of too many digits
        raise Unreadable(note("answer-no-json", why=str(error))) from None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        names = [name for name, _ in pairs]
        raise Unreadable(note("answer-repeated-name", name=next(name for name in names if names.count(name) > 1)))
    return data


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def _in_json(value: Any, point: Point) -> Iterator[Found]:
    """The plain values at a JSON Pointer (RFC 6901) with ``*``."""
    found: list[tuple[str | None, Any]] = [(None, value)]
    place = "json:"
    for step in point.steps:
        found = [inner for one in found for inner in _members_of_json(one, step, place)]
        place += f"/{step}"
    for first, one in found:
        yield Found(first, None if one is None or isinstance(one, dict | list) else spelt(one))


def _members_of_json(one: tuple[str | None, Any], step: str, place: str) -> Iterator[tuple[str | None, Any]]:
    """What one step of a pointer leads to from a value; ``place`` is how the value is reached."""
    first, value = one
    if step == "*":
        named = list(value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ())
        if first and not named:  # a member of an outer list without one of its own
            yield first, None
        for name, inner in named:
            yield first or f"{place}/{escaped(str(name))}", inner
    else:
        try:
            yield first, member(value, step)
        except LookupError:
            yield first, None


def _xml(_text: str, body: bytes) -> Element | None:
    """The root of a well-formed document; None for an empty body. A DTD is refused: its entities can explode."""
    import xml.etree.ElementTree as ET

    class Builder(ET.TreeBuilder):
        depth = 0

        def doctype(self, *_: str | None) -> None:
            raise Unreadable(note("answer-xml-dtd"))

        def start(self, tag: str, attrs: dict[str, str], /) -> Any:
            self.depth += 1
            if self.depth > _MAX_DEPTH:
                raise Unreadable(note("answer-too-deep", limit=_MAX_DEPTH))
            return super().start(tag, attrs)

        def end(self, tag: str, /) -> Any:
            self.depth -= 1
            return super().end(tag)

    if not body.strip():
        return None
    try:
        return ET.XML(body.strip(), ET.XMLParser(target=Builder()))  # noqa: S314 - a DTD, where attacks live, is refused
    except ET.ParseError as error:
        raise Unreadable(note("answer-no-xml", why=str(error))) from None
    except (LookupError, ValueError) as error:  # an encoding that Python has not
        raise Unreadable(note("answer-no-xml", why=str(error))) from None


def _in_xml(root: Element | None, point: Point) -> Iterator[Found]:
    """The texts of elements, or attributes' values: ``/a/b[2]/@c``, ``/a/*/c``. Prefixes of namespaces do not count."""
    steps = list(point.steps)
    attribute = _local_name(steps.pop()[1:]) if steps and steps[-1].startswith("@") else None
    found: list[tuple[str | None, Element | None]] = []
    if root is not None and (not steps or _is_named(root, steps[0])):
        found = [(None, root)]
    place = "xml:" + "".join(f"/{step}" for step in steps[:1])
    for step in steps[1:]:
        found = [inner for one in found for inner in _members_of_xml(one, step, place)]
        place += f"/{step}"
    for first, element in found or [(None, None)]:
        if element is None:
            yield Found(first, None)
        elif attribute is not None:
            yield Found(first, {_local(key): value.strip() for key, value in element.items()}.get(attribute))
        else:
            yield Found(first, "".join(element.itertext()).strip())


def _members_of_xml(
    one: tuple[str | None, Element | None], step: str, place: str
) -> Iterator[tuple[str | None, Element | None]]:
    """What one step of a path leads to from an element."""
    first, element = one
    children = [] if element is None else list(element)
    if step == "*":
        if first and not children:
            yield first, None
        for number, child in enumerate(children, 1):
            yield first or f"{place}/*[{number}]", child
        return
    name, number = _step(step)
    named = [child for child in children if _local(child.tag) == name]
    yield first, named[number - 1] if number <= len(named) else None


def _is_named(root: Element, step: str) -> bool:
    return step == "*" or _step(step) == (_local(root.tag), 1)


def _local(name: str) -> str:
    """A name without its namespace: ``{uri}name`` as the parser gives it."""
    return name.rpartition("}")[2]


def _local_name(name: str) -> str:
    """A name without its prefix, as a path spells it."""
    return name.rpartition(":")[2]


def _step(step: str) -> tuple[str, int]:
    """A step of an XML path: the name without prefix, and which of the siblings of that name, from 1."""
    match = re.fullmatch(r"(?:[^:]*:)?([^[]*)(?:\[([1-9][0-9]{0,8})\])?", step, re.DOTALL)
    return (match[1], int(match[2] or 1)) if match else (step, 1)
