"""The schema itself: complete, and true in its own examples."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from curl2sms.template import schema

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
