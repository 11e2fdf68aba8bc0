"""Whether data fits the schema of templates: the keywords of JSON Schema draft 2020-12 that it uses, and no others.

jsonschema says why data does not fit. To load it takes longer than to render, so it is asked only where this says no.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import cache

from curl2sms.template import schema

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Keyword = Callable[[Any, Any, dict[str, Any]], bool]

# Keywords that assert nothing, and those that others read.
SILENT = frozenset(
    ("$schema", "$id", "$defs", "$comment", "title", "description", "examples", "default", "then", "else")
)


def fits(data: Any) -> bool:
    """Whether a JSON value is a template by the published schema."""
    return holds(data, _schema())


@cache
def _schema() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(schema.text())
    return read


def holds(data: Any, by: Any) -> bool:
    """Whether a schema, of these keywords and the definitions of the template's, holds of a value."""
    if isinstance(by, bool):
        return by
    return all(KEYWORDS[name](data, wanted, by) for name, wanted in by.items() if name not in SILENT)


def _defined(reference: str) -> Any:
    """What ``#/$defs/name`` refers to."""
    return _schema()["$defs"][reference.removeprefix("#/$defs/")]


def _is_type(data: Any, wanted: Any, _by: Any) -> bool:
    return any(_IS[name](data) for name in ([wanted] if isinstance(wanted, str) else wanted))


def _is_number(data: Any) -> bool:
    return isinstance(data, int | float) and not isinstance(data, bool)


def _is_integer(data: Any) -> bool:
    return _is_number(data) and data == data // 1  # 1.0 is one


_IS: dict[str, Callable[[Any], bool]] = {
    "object": lambda data: isinstance(data, dict),
    "array": lambda data: isinstance(data, list),
    "string": lambda data: isinstance(data, str),
    "boolean": lambda data: isinstance(data, bool),
    "null": lambda data: data is None,
    "number": _is_number,
    "integer": _is_integer,
}


def _same(one: Any, other: Any) -> bool:
    """Whether two values are equal as JSON has it: true is not 1, and 1.0 is."""
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[name], other[name]) for name in one)
    return isinstance(one, bool) == isinstance(other, bool) and bool(one == other)


def _are_distinct(data: list[Any]) -> bool:
    return not any(_same(one, other) for at, one in enumerate(data) for other in data[:at])


def _if(data: Any, wanted: Any, by: dict[str, Any]) -> bool:
    return holds(data, by.get("then" if holds(data, wanted) else "else", True))


def _further(data: dict[str, Any], by: dict[str, Any]) -> Iterator[str]:
    """The names that neither ``properties`` nor ``patternProperties`` speak of."""
    patterns = by.get("patternProperties", {})
    for name in data:
        if name not in by.get("properties", {}) and not any(re.search(pattern, name) for pattern in patterns):
            yield name


def _evaluated(data: dict[str, Any], by: dict[str, Any]) -> set[str]:
    """The names that a schema speaks of, also by the definition that it refers to."""
    names = {*data} - {*_further(data, by)}
    return names | _evaluated(data, _defined(by["$ref"])) if "$ref" in by else names


def _of(kind: type, holds: Keyword) -> Keyword:
    """A keyword that asserts something of one type of values."""
    return lambda data, wanted, by: not isinstance(data, kind) or holds(data, wanted, by)


KEYWORDS: dict[str, Keyword] = {
    "$ref": lambda data, wanted, _by: holds(data, _defined(wanted)),
    "type": _is_type,
    "const": lambda data, wanted, _by: _same(data, wanted),
    "enum": lambda data, wanted, _by: any(_same(data, one) for one in wanted),
    "allOf": lambda data, wanted, _by: all(holds(data, one) for one in wanted),
    "anyOf": lambda data, wanted, _by: any(holds(data, one) for one in wanted),
    "oneOf": lambda data, wanted, _by: sum(holds(data, one) for one in wanted) == 1,
    "not": lambda data, wanted, _by: not holds(data, wanted),
    "if": _if,
    "pattern": _of(str, lambda data, wanted, _by: bool(re.search(wanted, data))),
    "minLength": _of(str, lambda data, wanted, _by: len(data) >= wanted),
    "maxLength": _of(str, lambda data, wanted, _by: len(data) <= wanted),
    "minimum": lambda data, wanted, _by: not _is_number(data) or data >= wanted,
    "maximum": lambda data, wanted, _by: not _is_number(data) or data <= wanted,
    "minItems": _of(list, lambda data, wanted, _by: len(data) >= wanted),
    "uniqueItems": _of(list, lambda data, wanted, _by: not wanted or _are_distinct(data)),
    "items": _of(list, lambda data, wanted, _by: all(holds(one, wanted) for one in data)),
    "contains": _of(list, lambda data, wanted, _by: any(holds(one, wanted) for one in data)),
    "required": _of(dict, lambda data, wanted, _by: all(name in data for name in wanted)),
    "dependentRequired": _of(
        dict, lambda data, wanted, _by: all(other in data for name in wanted if name in data for other in wanted[name])
    ),
    "properties": _of(
        dict, lambda data, wanted, _by: all(holds(data[name], one) for name, one in wanted.items() if name in data)
    ),
    "patternProperties": _of(
        dict,
        lambda data, wanted, _by: all(
            holds(value, one)
            for pattern, one in wanted.items()
            for name, value in data.items()
            if re.search(pattern, name)
        ),
    ),
    "propertyNames": _of(dict, lambda data, wanted, _by: all(holds(name, wanted) for name in data)),
    "additionalProperties": _of(
        dict, lambda data, wanted, by: all(holds(data[name], wanted) for name in _further(data, by))
    ),
    "unevaluatedProperties": _of(
        dict, lambda data, wanted, by: all(holds(data[name], wanted) for name in {*data} - _evaluated(data, by))
    ),
}
