"""The schema itself: complete, and true in its own examples."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from curl2sms.template import schema
from curl2sms.template.fitting import KEYWORDS, SILENT, fits, holds

SCHEMA: dict[str, Any] = json.loads(schema.text())
RESERVED = {"platforms"}


def _properties(node: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """Every property that the schema describes; those that only repeat or test one are left out."""
    if isinstance(node, list):
        for number, item in enumerate(node):
            yield from _properties(item, (*path, str(number)))
    if not isinstance(node, dict):
        return
    for keyword, value in node.items():
        if keyword in {"if", "not", "anyOf", "contains", "examples", "else"}:
            continue
        if keyword == "properties":
            for name, described in value.items():
                if isinstance(described, dict) and set(described) - {"const"}:
                    yield (*path, name), described
                    yield from _properties(described, (*path, name))
        else:
            yield from _properties(value, (*path, keyword))


PROPERTIES = dict(_properties(SCHEMA))


def _resolved(described: dict[str, Any]) -> dict[str, Any]:
    reference = described.get("$ref")
    return {**SCHEMA["$defs"][reference.rpartition("/")[2]], **described} if reference else described


def test_the_schema_is_valid() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", PROPERTIES, ids="/".join)
def test_every_property_has_a_title_a_description_and_examples(path: tuple[str, ...]) -> None:
    described = _resolved(PROPERTIES[path])
    assert described["title"]
    assert described["description"].endswith(".")
    if path[-1] in RESERVED:
        assert "newer curl2sms" in described["description"]
        return
    assert described["examples"]
    for example in described["examples"]:
        Draft202012Validator({**described, "$defs": SCHEMA["$defs"]}).validate(example)


def test_the_examples_of_the_whole_are_valid() -> None:
    for example in SCHEMA["examples"]:
        schema.validator().validate(example)
        assert fits(example)


# Each says yes to the first and no to the second, as the schema alone may not: so every keyword is held against
# jsonschema, whatever examples the properties draw.
BY_KEYWORD: list[tuple[dict[str, Any], Any, Any]] = [
    ({"type": "integer"}, 1.0, True),
    ({"type": "integer"}, 1, 1.5),
    ({"type": ["number", "null"]}, None, False),
    ({"type": "boolean"}, True, 1),
    ({"const": 1}, 1.0, True),
    ({"const": {"a": [1, True]}}, {"a": [1, True]}, {"a": [1, 1]}),
    ({"enum": [[], {}, "a"]}, {}, {"a": 1}),
    ({"allOf": [{"minimum": 1}, {"maximum": 2}]}, 2, 3),
    ({"anyOf": [{"minimum": 2}, {"maximum": 0}]}, 0, 1),
    ({"oneOf": [{"minimum": 1}, {"maximum": 2}]}, 3, 2),
    ({"not": {"required": ["a"]}}, {"b": 1}, {"a": 1}),
    ({"if": {"type": "string"}, "then": {"minLength": 2}, "else": {"minimum": 2}}, "ab", 1),
    ({"if": {"type": "string"}, "then": {"maxLength": 2}}, 1, "abc"),
    ({"pattern": "b"}, "abc", "ac"),
    ({"minItems": 1}, [0], []),
    ({"uniqueItems": True}, [1, True, [1], [2]], [[1.0], [1]]),
    ({"uniqueItems": False}, [1, 1], ...),
    ({"items": {"type": "string"}}, ["a"], ["a", 1]),
    ({"contains": {"type": "string"}}, [1, "a"], []),
    ({"dependentRequired": {"a": ["b"]}}, {"b": 1}, {"a": 1}),
    ({"propertyNames": {"maxLength": 1}}, {"a": 1}, {"ab": 1}),
    ({"properties": {"a": False}, "additionalProperties": False}, {}, {"b": 1}),
    ({"patternProperties": {"^x-": {"type": "string"}}, "additionalProperties": False}, {"x-a": "b"}, {"x-a": 1}),
    ({"patternProperties": {"^x-": True}, "additionalProperties": {"type": "null"}}, {"x-": 1, "a": None}, {"a": 1}),
    ({"$ref": "#/$defs/pair-key"}, "To", 1),
    (
        {"$ref": "#/$defs/point", "properties": {"a": True}, "unevaluatedProperties": False},
        {"at": "body", "a": 1},
        {"at": "body", "b": 1},
    ),
]


@pytest.mark.parametrize(("keywords", "good", "bad"), BY_KEYWORD, ids=lambda value: json.dumps(value, default=str))
def test_each_keyword_asserts_what_it_does_to_jsonschema(keywords: dict[str, Any], good: Any, bad: Any) -> None:
    of_theirs = Draft202012Validator({**keywords, "$defs": SCHEMA["$defs"]})
    of_others = [None, True, 0, 1, "", "a", [], [1], {}, {"a": 1}, {"x-a": 1}]
    for data in (good, bad, *of_others):
        if data is not ...:
            assert holds(data, keywords) == of_theirs.is_valid(data), data
    assert holds(good, keywords)
    assert bad is ... or not holds(bad, keywords)


def _keywords(node: Any) -> Iterator[str]:
    """Every keyword of a schema and of the schemas in it."""
    if isinstance(node, dict):
        yield from node
        for name, value in node.items():
            if name in ("properties", "patternProperties", "$defs"):
                yield from (keyword for one in value.values() for keyword in _keywords(one))
            elif name not in ("const", "enum", "examples", "default", "dependentRequired"):
                yield from _keywords(value)
    elif isinstance(node, list):
        yield from (keyword for one in node for keyword in _keywords(one))


def test_every_keyword_of_the_schema_is_known() -> None:
    assert {*_keywords(SCHEMA)} <= {*KEYWORDS} | SILENT
    assert {*KEYWORDS} == {*_keywords(SCHEMA)} - SILENT
