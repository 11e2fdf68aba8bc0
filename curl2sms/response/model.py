"""The rules by which an answer is read, as a template (``response``) and the catalog hold them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping

from curl2sms.json_pointers import tokens_of
from curl2sms.patterns import regex
from curl2sms.records import record
from curl2sms.remembering import WithMemory

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

Plain = str | int | float | bool

_DIGITS = regex(r"[0-9]+")


@record
class Point:
    """Where in an answer to look: ``json:/messages/*/id``, ``xml:/a/b``, ``header:X`` or ``body``, maybe split.

    ``*`` as a step is every member of a list or an object. With ``split`` the text is cut at each of these separators,
    and ``index`` is the number of the part, from 0, negative from the end.
    """

    at: str
    split: str | None = None
    index: int | None = None

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps of a ``json:`` or ``xml:`` point, unescaped; none for a header or the body."""
        layer, _, name = self.at.partition(":")
        if layer == "json":
            return tokens_of(name)
        return tuple(name.split("/")[1:]) if layer == "xml" else ()


@record
class Rule:
    """One condition on an answer.

    ``test`` is a name in ``TESTS``. ``wanted`` are the values that it compares with: any of them is enough, and
    ``differs`` asks for none of them. ``present`` and ``digits`` compare with nothing.
    """

    point: Point
    test: str
    wanted: tuple[Plain, ...] = ()

    def holds(self, value: str | None) -> bool:
        """Whether the rule holds for the text at its point; never where there is no value."""
        return value is not None and TESTS[self.test](value, tuple(map(spelt, self.wanted)))


@record
class RuleSet:
    """What one kind of answer looks like: a status of these, if any are named, and every rule."""

    status: tuple[int, ...] = ()
    rules: tuple[Rule, ...] = ()


@record
class Response(WithMemory):
    """How an answer is read: it is of a kind where one of the sets fits. Failure comes first; no set fits: unknown."""

    success: tuple[RuleSet, ...] = ()
    failure: tuple[RuleSet, ...] = ()
    message_id: Point | None = None
    error_text: Point | None = None

    @property
    def statuses(self) -> tuple[int, ...]:
        """The statuses of success, of all sets."""
        return tuple(dict.fromkeys(status for one in self.success for status in one.status))

    @property
    def has_rules(self) -> bool:
        """Whether more than the status decides."""
        return any(one.rules for one in (*self.success, *self.failure))


TESTS: Mapping[str, Callable[[str, tuple[str, ...]], bool]] = {
    "equals": lambda value, wanted: value in wanted,
    "differs": lambda value, wanted: value not in wanted,
    "prefix": lambda value, wanted: value.startswith(wanted),
    "contains": lambda value, wanted: any(one in value for one in wanted),
    "present": lambda _value, _wanted: True,
    "digits": lambda value, _wanted: _DIGITS.fullmatch(value) is not None,
}
WITHOUT_VALUE = frozenset({"present", "digits"})


def spelt(value: object) -> str:
    """A plain value as a text: so that a provider's ``"0"`` and ``0`` are the same. A whole number has no ``.0``."""
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return json.dumps(value)


def from_data(data: Mapping[str, Any]) -> Response:
    """The rules as the template's schema describes them (``response``), and as the catalog holds them."""
    return Response(
        success=_sets(data["success"]),
        failure=_sets(data.get("failure", [])),
        message_id=_point(data["message_id"]) if "message_id" in data else None,
        error_text=_point(data["error_text"]) if "error_text" in data else None,
    )


def as_data(response: Response) -> dict[str, Any]:
    """What ``from_data`` reads. One set is alone, and one value: a list is for several."""
    data: dict[str, Any] = {"success": _sets_as_data(response.success)}
    if response.failure:
        data["failure"] = _sets_as_data(response.failure)
    if response.message_id is not None:
        data["message_id"] = _point_as_data(response.message_id)
    if response.error_text is not None:
        data["error_text"] = _point_as_data(response.error_text)
    return data


def _sets(data: Any) -> tuple[RuleSet, ...]:
    return tuple(
        RuleSet(tuple(one.get("status", ())), tuple(map(_rule, one.get("rules", ())))) for one in _listed(data)
    )


def _rule(data: Mapping[str, Any]) -> Rule:
    test = next(test for test in TESTS if test in data)
    return Rule(_point(data), test, () if test in WITHOUT_VALUE else tuple(_listed(data[test])))


def _point(data: Mapping[str, Any]) -> Point:
    return Point(data["at"], data.get("split"), data.get("index"))


def _listed(data: Any) -> list[Any]:
    return data if isinstance(data, list) else [data]


def _sets_as_data(sets: Iterable[RuleSet]) -> Any:
    return _alone_or_listed([_set_as_data(one) for one in sets])


def _set_as_data(one: RuleSet) -> dict[str, Any]:
    data: dict[str, Any] = {}
    if one.status:
        data["status"] = list(one.status)
    if one.rules:
        data["rules"] = [rule_as_data(rule) for rule in one.rules]
    return data


def rule_as_data(rule: Rule) -> dict[str, Any]:
    """One rule as the schema describes it."""
    wanted = True if rule.test in WITHOUT_VALUE else _alone_or_listed(list(rule.wanted))
    return {**_point_as_data(rule.point), rule.test: wanted}


def _point_as_data(point: Point) -> dict[str, Any]:
    split = {} if point.split is None else {"split": point.split, "index": point.index}
    return {"at": point.at, **split}


def _alone_or_listed(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values
