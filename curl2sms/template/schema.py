"""The JSON Schema of a template, as text and as a kept validator."""

from __future__ import annotations

import json
from functools import cache

from curl2sms.shipped import shipped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from jsonschema.protocols import Validator


@cache
def text() -> str:
    """The schema as it is published: JSON Schema draft 2020-12."""
    return published("provider-template.schema.json")


def published(name: str) -> str:
    """The text of one of the published schemas."""
    return shipped(f"schemas/{name}")


@cache
def validator() -> Validator:
    """The validator, made once: making it costs far more than using it."""
    from jsonschema import Draft202012Validator

    schema: dict[str, Any] = json.loads(text())
    return Draft202012Validator(schema)
