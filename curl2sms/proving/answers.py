"""The answers that a template's own rules describe: what its provider documents as success, and how it can go wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from xml.etree import ElementTree

from curl2sms.http import TOKEN
from curl2sms.patterns import regex
from curl2sms.proving.mock import Play
from curl2sms.response import Point, Response, Rule, RuleSet
from curl2sms.response.fulfilling import text_for

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_FURTHEST = 100  # parts, entries and elements before the one that is asked for
_HEADER = regex(rf"{TOKEN.pattern}:[ -~]*")  # RFC 9110 5.5, of plain letters
_OF_THE_SERVER = {"content-length", "transfer-encoding", "connection", "date", "server"}
_INDEX = regex(r"0|[1-9][0-9]{0,8}")  # as ``response`` reads them
_COUNT = regex(r"[1-9][0-9]{0,8}")
_MESSAGE_ID = "probe-message-id"
_TOO_DEEP = 10_000

_Told = list[tuple[str, str | None]]  # each place (``Point.at`` without ``*``) and the text that is there


class _ContradictionError(Exception):
    """Points that no one answer can have, as far as can be told."""


def good_answers(response: Response) -> list[Play | None]:
    """For each set of success an answer that fits it and holds a message id; None where none could be made up."""
    return [_good_answer(response, one) for one in response.success]


def _good_answer(response: Response, rules: RuleSet) -> Play | None:
    for point in (response.message_id, None):  # the id may be where this set's answers have no place for it
        try:
            return _play(rules, _told(rules, point))
        except _ContradictionError:
            continue
    return None


def spoilt(how: str, response: Response) -> list[Play]:
    """The good answers, each with one thing wrong: those that can have it. ``how`` is a key of ``_SPOILERS``."""
    found = []
    for rules, good in zip(response.success, good_answers(response), strict=True):
        if good is not None:
            try:
                found += _SPOILERS[how](rules, good)
            except _ContradictionError:
                continue
    return found


def _play(rules: RuleSet, told: _Told) -> Play:
    syntaxes = {at.partition(":")[0] for at, _ in told} & {"json", "xml"} or {"body"}
    if len(syntaxes) > 1:
        raise _ContradictionError
    write, media_type = _BODIES[syntaxes.pop()]
    status = next((status for status in rules.status if status >= 200), 200)
    return Play(status, {"Content-Type": media_type, **dict(_headers(told))}, write(told).encode())


def _told(rules: RuleSet, message_id: Point | None) -> _Told:
    """Each place that success is told at, with a text for which all its rules hold."""
    points = list(dict.fromkeys(rule.point for rule in rules.rules))
    if message_id is not None and message_id not in points:
        points.append(message_id)
    return [
        (_first_member(at), _text_at(at, [point for point in points if point.at == at], rules))
        for at in dict.fromkeys(point.at for point in points)
    ]


def _first_member(at: str) -> str:
    """A place with the first member of each list for its ``*``."""
    first = {"json": "0", "xml": "member"}.get(at.partition(":")[0], "*")
    return "/".join(first if step == "*" else step for step in at.split("/"))


def _text_at(at: str, points: list[Point], rules: RuleSet) -> str:
    """A text for all the points at one place, the whole first and then its parts."""
    of: dict[Point, list[Rule]] = {point: [rule for rule in rules.rules if rule.point == point] for point in points}
    whole = of.pop(Point(at), None)
    text = "" if whole is None else _fulfilling(whole)
    for point, own in of.items():
        text = _with_part(text, point, _fulfilling(own))
    if any(not rule.holds(text) for rule in whole or ()):
        raise _ContradictionError
    return text


def _fulfilling(rules: list[Rule]) -> str:
    text = text_for(rules) if rules else _MESSAGE_ID
    if text is None:
        raise _ContradictionError
    return text


def _with_part(text: str, point: Point, part: str) -> str:
    """The text with one of the parts that its separator cuts it into."""
    index = point.index or 0
    if point.split is None or abs(index) > _FURTHEST:
        raise _ContradictionError
    parts = text.split(point.split) if text else []
    missing = ["x"] * ((index + 1 if index >= 0 else -index) - len(parts))
    parts = [*parts, *missing] if index >= 0 else [*missing, *parts]
    parts[index] = part
    return point.split.join(parts)


def _headers(told: _Told) -> Iterator[tuple[str, str]]:
    """The headers that are asked for, those that an answer can have."""
    for at, text in told:
        layer, _, name = at.partition(":")
        if layer == "header" and name.lower() not in _OF_THE_SERVER and _HEADER.fullmatch(f"{name}:{text}"):
            yield name, text or ""


def _json(told: _Told) -> str:
    return json.dumps(_json_value(told), ensure_ascii=False)


def _json_value(told: _Told) -> Any:
    """The JSON document that holds these texts at their points."""
    root: dict[str, Any] = {}
    for at, text in told:
        layer, _, pointer = at.partition(":")
        if layer == "header":
            continue
        steps = ["", *pointer.split("/")[1:]] if layer == "json" else ["", "remark"]
        node: Any = root
        for step, following in zip(steps, [*steps[1:], None], strict=True):
            step = step.replace("~1", "/").replace("~0", "~")
            node = _member(node, step, text if following is None else [] if _INDEX.fullmatch(following) else {})
    return root[""]


def _member(node: Any, step: str, value: Any) -> Any:
    """The member of an object or an array, made if it is not there."""
    if isinstance(node, list) and _INDEX.fullmatch(step) and int(step) <= _FURTHEST:
        while len(node) < int(step):
            node.append(None)
        if len(node) == int(step):
            node.append(value)
        return node[int(step)]
    if not isinstance(node, dict):
        raise _ContradictionError
    return node.setdefault(step, value)


def _xml(told: _Told) -> str:
    """The XML document that holds these texts at their points; _ContradictionError where no one root does."""
    top = ElementTree.Element("top")
    for at, text in told:
        if not at.startswith("xml:"):
            continue
        path, _, attribute = at.removeprefix("xml:").partition("/@")
        element = top
        for step in path.split("/")[1:]:
            name, _, number = step.rpartition(":")[2].partition("[")
            element = _child(element, name, number.rstrip("]") or "1")
        if attribute:
            element.set(attribute.rpartition(":")[2], text or "")
        else:
            element.text = text
    if len(top) != 1:
        raise _ContradictionError
    return ElementTree.tostring(top[0], encoding="unicode")


def _child(element: ElementTree.Element, name: str, number: str) -> ElementTree.Element:
    if not re.fullmatch(r"[A-Za-z_][\w.-]*", name) or not _COUNT.fullmatch(number) or int(number) > _FURTHEST:
        raise _ContradictionError
    while len(element.findall(name)) < int(number):
        ElementTree.SubElement(element, name)
    return element.findall(name)[int(number) - 1]


def _text(told: _Told) -> str:
    return next((text or "" for at, text in told if at == "body"), "")


_BODIES: Mapping[str, tuple[Callable[[_Told], str], str]] = {
    "json": (_json, "application/json"),
    "xml": (_xml, "application/xml"),
    "body": (_text, "text/plain"),
}


def _with_values(rules: RuleSet, text: str | None) -> list[Play]:
    """The answer with one text, or null, for every value that is told; nothing where no value of a document is."""
    told = [(at, text) for at, _ in _told(rules, None) if at.startswith(("json:/", "xml:/"))]
    return [_play(rules, told)] if told else []


def _cut_off(_rules: RuleSet, good: Play) -> list[Play]:
    return [_of(good, good.body[: len(good.body) // 2])] if good.body[:1] in (b"{", b"[", b"<") else []


def _named_twice(_rules: RuleSet, good: Play) -> list[Play]:
    """The first name of an object is in it twice, before with another value."""
    name = re.match(rb'\{("[^"]*"): ', good.body)
    return [_of(good, b"{" + name[1] + b': "refused", ' + good.body[1:])] if name else []


def _too_deep(_rules: RuleSet, good: Play) -> list[Play]:
    deep = b'"deep": ' + b"[" * _TOO_DEEP + b"]" * _TOO_DEEP + b", "
    return [_of(good, b"{" + deep + good.body[1:])] if good.body.startswith(b'{"') else []


def _with_entities(_rules: RuleSet, good: Play) -> list[Play]:
    return [_of(good, b'<!DOCTYPE x [<!ENTITY e "e">]>' + good.body)] if good.body.startswith(b"<") else []


def _part_refused(rules: RuleSet, good: Play) -> list[Play]:
    """A second member of a list, where the rules ask for the values of one, has null for those values."""
    listed = [rule.point for rule in rules.rules if any(_INDEX.fullmatch(step) for step in rule.point.steps)]
    if not listed or not good.body.startswith((b"{", b"[")):
        return []
    told = _told(rules, None)
    second = [(_second_member(at), None) for at, _ in told if any(at == point.at for point in listed)]
    return [_play(rules, [*told, *second])]


def _second_member(at: str) -> str:
    """A place in the member after the one that it names."""
    steps = at.split("/")
    number = next(number for number, step in enumerate(steps) if _INDEX.fullmatch(step))
    return "/".join([*steps[:number], str(int(steps[number]) + 1), *steps[number + 1 :]])


def _of(good: Play, body: bytes) -> Play:
    return Play(good.status, good.headers, body)


_SPOILERS: Mapping[str, Callable[[RuleSet, Play], list[Play]]] = {
    "null": lambda rules, _good: _with_values(rules, None),
    "empty": lambda rules, _good: _with_values(rules, ""),
    "cut-off": _cut_off,
    "named-twice": _named_twice,
    "too-deep": _too_deep,
    "entities": _with_entities,
    "part-refused": _part_refused,
}
