"""How a provider's answer is read: accepted, refused, or unknown.

No regular expression comes from a template: rules compare texts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from curl2sms.errors import note
from curl2sms.http import Answer
from curl2sms.records import record

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


@record
class Point:
    """Where in an answer to look: ``json:/messages/0/id``, ``xml:/a/b``, ``header:X`` or ``body``, maybe split."""

    at: str
    split: str | None = None
    index: int | None = None


@record
class Rule:
    """One condition on an answer; ``test`` is ``equals``, ``prefix`` or ``contains``."""

    point: Point
    test: str
    wanted: str | int | float | bool | None


@record
class Response:
    """How an answer is read: failure rules first, then status and success rules; none matches: unknown."""

    status: tuple[int, ...] = ()
    success: tuple[Rule, ...] = ()
    failure: tuple[Rule, ...] = ()
    message_id: Point | None = None
    error_text: Point | None = None


@record
class Outcome:
    """What an answer means. ``verdict`` is ``accepted``, ``refused`` or ``unknown``; ``why`` is a sentence."""

    verdict: str
    message_id: str | None
    error_text: str | None
    why: str


def from_data(data: Mapping[str, Any]) -> Response:
    """The rules as the template's schema describes them (``response``), and as the catalog holds them."""
    success = data["success"]
    return Response(
        status=tuple(success.get("status", ())),
        success=tuple(map(_rule, success.get("rules", ()))),
        failure=tuple(map(_rule, data.get("failure", {}).get("rules", ()))),
        message_id=_point(data["message_id"]) if "message_id" in data else None,
        error_text=_point(data["error_text"]) if "error_text" in data else None,
    )


def as_data(response: Response) -> dict[str, Any]:
    """What ``from_data`` reads."""
    success: dict[str, Any] = {}
    if response.status:
        success["status"] = list(response.status)
    if response.success:
        success["rules"] = _rules_as_data(response.success)
    data: dict[str, Any] = {"success": success}
    if response.failure:
        data["failure"] = {"rules": _rules_as_data(response.failure)}
    if response.message_id is not None:
        data["message_id"] = _point_as_data(response.message_id)
    if response.error_text is not None:
        data["error_text"] = _point_as_data(response.error_text)
    return data


def _rule(data: Mapping[str, Any]) -> Rule:
    test = next(test for test in _TESTS if test in data)
    return Rule(_point(data), test, data[test])


def _point(data: Mapping[str, Any]) -> Point:
    return Point(data["at"], data.get("split"), data.get("index"))


def _rules_as_data(rules: Iterable[Rule]) -> list[dict[str, Any]]:
    return [_point_as_data(rule.point) | {rule.test: rule.wanted} for rule in rules]


def _point_as_data(point: Point) -> dict[str, Any]:
    split = {} if point.split is None else {"split": point.split, "index": point.index}
    return {"at": point.at, **split}


def judge(response: Response | None, answer: Answer) -> Outcome:
    """What an answer means by a template's rules; it never raises, however strange the answer.

    The failure rules come first: where all of them hold, the message was refused. It was accepted where the status
    is one of those of success and all its rules hold. A status of the 4xx class is a refusal by HTTP itself (RFC
    9110 15.5). All else is unknown: something may have been sent.
    """
    rules = response or Response()
    message_id = _found(rules.message_id, answer)
    error_text = _found(rules.error_text, answer)
    if rules.failure and all(_holds(rule, answer) for rule in rules.failure):
        return Outcome("refused", message_id, error_text, _why("answer-failure-rules", rules.failure))
    if _succeeded(rules, answer):
        why = _why("answer-success-rules", rules.success, status=answer.status)
        return Outcome("accepted", message_id, error_text, why)
    if 400 <= answer.status <= 499:
        return Outcome("refused", message_id, error_text, _why("answer-client-error", status=answer.status))
    if response is None:
        return Outcome("unknown", message_id, error_text, _why("answer-no-rules", status=answer.status))
    return Outcome("unknown", message_id, error_text, _why("answer-no-match", status=answer.status))


def _succeeded(rules: Response, answer: Answer) -> bool:
    if not rules.status and not rules.success:
        return False
    return (not rules.status or answer.status in rules.status) and all(_holds(rule, answer) for rule in rules.success)


def _why(note_id: str, rules: tuple[Rule, ...] = (), **values: object) -> str:
    spelt = "; ".join(f"{rule.point.at} {rule.test} {json.dumps(rule.wanted)}" for rule in rules)
    return note(note_id, rules=spelt or "the status alone", **values).message


def _holds(rule: Rule, answer: Answer) -> bool:
    """Whether a rule holds; never where the answer has no value there."""
    value = _found(rule.point, answer)
    return value is not None and _TESTS[rule.test](value, spelt(rule.wanted))


_TESTS: dict[str, Callable[[str, str], bool]] = {
    "equals": str.__eq__,
    "prefix": str.startswith,
    "contains": str.__contains__,
}


def spelt(value: object) -> str:
    """A plain value as a text: so that a provider's ``"0"`` and ``0`` are the same. A whole number has no ``.0``."""
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return json.dumps(value)


def _found(point: Point | None, answer: Answer) -> str | None:
    """The text at a point of an answer; None where there is none."""
    if point is None:
        return None
    layer, _, name = point.at.partition(":")
    text = _READERS[layer](answer, name)
    if text is None or point.split is None:
        return text
    parts = text.split(point.split)
    index = point.index or 0
    return parts[index].strip() if -len(parts) <= index < len(parts) else None


def _body(answer: Answer, _name: str = "") -> str | None:
    """The body as a text, without white space around it."""
    charset = re.search(r"charset=\"?([^\s;\"]+)", answer.header("Content-Type") or "", re.IGNORECASE)
    try:
        text = answer.body.decode(charset[1] if charset else "utf-8", "replace")
    except (LookupError, ValueError):  # a charset that Python has not, or that is none of text
        text = answer.body.decode("utf-8", "replace")
    return text.removeprefix("\ufeff").strip()


def _header(answer: Answer, name: str) -> str | None:
    value = answer.header(name)
    return None if value is None else value.strip()


def _json(answer: Answer, name: str) -> str | None:
    """The plain value at a JSON Pointer (RFC 6901)."""
    try:
        value = json.loads(_body(answer) or "")
    except (ValueError, RecursionError):
        return None
    for step in name.split("/")[1:]:
        step = step.replace("~1", "/").replace("~0", "~")
        if isinstance(value, dict) and step in value:
            value = value[step]
        elif isinstance(value, list) and re.fullmatch(r"0|[1-9][0-9]{0,8}", step) and int(step) < len(value):
            value = value[int(step)]
        else:
            return None
    return None if isinstance(value, dict | list) else spelt(value)


def _xml(answer: Answer, path: str) -> str | None:
    """The text of an element, or an attribute's value: ``/a/b[2]/@c``. Prefixes of namespaces do not count."""
    root = _xml_root(answer.body.strip())
    elements, attribute = path.partition("/@")[::2]
    name, *steps = [_step(step) for step in elements.split("/")[1:]] or [("", 1)]
    if root is None or name != (_local(root.tag), 1):
        return None
    for step, number in steps:
        children = [child for child in root if _local(child.tag) == step]
        if number > len(children):
            return None
        root = children[number - 1]
    if attribute:
        return {_local(key): value for key, value in root.items()}.get(attribute.rpartition(":")[2])
    return "".join(root.itertext()).strip()


def _xml_root(body: bytes) -> Element | None:
    """The root of a well-formed document; None where there is none, or where it has a DTD: entities can explode."""
    import xml.etree.ElementTree as ET

    class Builder(ET.TreeBuilder):
        def doctype(self, *_: str | None) -> None:
            raise ValueError("a DTD")

    try:
        return ET.XML(body, ET.XMLParser(target=Builder()))  # noqa: S314 - the DTD, where the attacks live, is refused
    except (ET.ParseError, LookupError, ValueError):
        return None


def _local(name: str) -> str:
    """A name without its namespace: ``{uri}name`` as the parser gives it."""
    return name.rpartition("}")[2]


def _step(step: str) -> tuple[str, int]:
    """A step of an XML path: the name without prefix, and which of the siblings of that name, from 1."""
    match = re.fullmatch(r"(?:[^:]*:)?([^[]*)(?:\[([1-9][0-9]{0,8})\])?", step, re.DOTALL)
    return (match[1], int(match[2] or 1)) if match else (step, 1)


_READERS: dict[str, Callable[[Answer, str], str | None]] = {
    "json": _json,
    "xml": _xml,
    "header": _header,
    "body": _body,
}
