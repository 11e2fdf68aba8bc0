"""The JSON Schema of a template, as text and as a kept validator."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jsonschema.protocols import Validator

_PACKAGE = Path(__file__).parents[1]


@cache
def text() -> str:
    """The schema as it is published: JSON Schema draft 2020-12."""
    return published("provider-template.schema.json")


def published(name: str) -> str:
    """The text of one of the published schemas."""
    # The wheel holds the schemas inside the package; a checkout holds them beside it.
    shipped = _PACKAGE / "schemas" / name
    path = shipped if shipped.exists() else _PACKAGE.parent / "schemas" / name
    return path.read_text(encoding="utf-8")


@cache
def validator() -> Validator:
    """The validator, made once: making it costs far more than using it."""
    from jsonschema import Draft202012Validator

    schema: dict[str, Any] = json.loads(text())
    return Draft202012Validator(schema)
