"""The answer that a template's own rules describe: what its provider documents as success."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from xml.etree import ElementTree

from curl2sms.http import TOKEN
from curl2sms.patterns import regex
from curl2sms.proving.mock import Play
from curl2sms.response import Point, Response, Rule, spelt

_FURTHEST = 100  # parts, entries and elements before the one that is asked for
_HEADER = regex(rf"{TOKEN.pattern}:[ -~]*")  # RFC 9110 5.5, of plain letters
_OF_THE_SERVER = {"content-length", "transfer-encoding", "connection", "date", "server"}
_INDEX = regex(r"0|[1-9][0-9]{0,8}")  # as ``response`` reads them
_COUNT = regex(r"[1-9][0-9]{0,8}")
_MESSAGE_ID = "probe-message-id"


class _ContradictionError(Exception):
    """Points that no one answer can have, as far as can be told."""


def good_answer(response: Response) -> Play | None:
    """An answer that fulfils every rule of success and holds a message id; None where none could be made up."""
    try:
        told = list(_told(response))
        syntaxes = {point.at.partition(":")[0] for point, _ in told} & {"json", "xml"} or {"body"}
        if len(syntaxes) > 1:
            return None
        write, media_type = _BODIES[syntaxes.pop()]
        body = write(told)
    except _ContradictionError:
        return None
    status = next((status for status in response.status if status >= 200), 200)
    return Play(status, {"Content-Type": media_type, **dict(_headers(told))}, body.encode())


def _told(response: Response) -> Iterator[tuple[Point, str]]:
    """Each point that success is told at, with the text that must stand there."""
    for rule in response.success:
        yield rule.point, _in_its_part(rule.point, _wanted(rule))
    known = {rule.point.at for rule in response.success}
    if response.message_id is not None and response.message_id.at not in known:
        yield response.message_id, _in_its_part(response.message_id, _MESSAGE_ID)


def _wanted(rule: Rule) -> str:
    """A text that fulfils a rule, and goes on where that is open: answers are read without outer blanks."""
    wanted = spelt(rule.wanted)
    return {"equals": wanted, "prefix": f"{wanted}1", "contains": f"1{wanted}1"}[rule.test]


def _in_its_part(point: Point, text: str) -> str:
    """The text as the part of a list that the point looks at."""
    if point.split is None:
        return text
    index = point.index or 0
    if abs(index) > _FURTHEST:
        raise _ContradictionError
    return point.split.join([*["x"] * index, text]) if index >= 0 else point.split.join([text, *["x"] * (-index - 1)])


def _headers(told: list[tuple[Point, str]]) -> Iterator[tuple[str, str]]:
    """The headers that are asked for, those that an answer can have."""
    for point, text in told:
        name = point.at.partition(":")[2]
        if (
            point.at.startswith("header:")
            and name.lower() not in _OF_THE_SERVER
            and _HEADER.fullmatch(f"{name}:{text}")
        ):
            yield name, text


def _json(told: list[tuple[Point, str]]) -> str:
    root: dict[str, Any] = {}
    for point, text in told:
        layer, _, pointer = point.at.partition(":")
        if layer == "header":
            continue
        steps = ["", *pointer.split("/")[1:]] if layer == "json" else ["", "remark"]
        node: Any = root
        for step, following in zip(steps, [*steps[1:], None], strict=True):
            step = step.replace("~1", "/").replace("~0", "~")
            node = _member(node, step, text if following is None else [] if _INDEX.fullmatch(following) else {})
    return json.dumps(root[""], ensure_ascii=False)


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


def _xml(told: list[tuple[Point, str]]) -> str:
    top = ElementTree.Element("top")
    for point, text in told:
        if not point.at.startswith("xml:"):
            continue
        path, _, attribute = point.at.removeprefix("xml:").partition("/@")
        element = top
        for step in path.split("/")[1:]:
            name, _, number = step.rpartition(":")[2].partition("[")
            element = _child(element, name, number.rstrip("]") or "1")
        if attribute:
            element.set(attribute.rpartition(":")[2], text)
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


def _text(told: list[tuple[Point, str]]) -> str:
    texts = list(dict.fromkeys(text for point, text in told if point.at == "body"))
    return texts[0] if texts else ""


_BODIES: Mapping[str, tuple[Callable[[list[tuple[Point, str]]], str], str]] = {
    "json": (_json, "application/json"),
    "xml": (_xml, "application/xml"),
    "body": (_text, "text/plain"),
}
