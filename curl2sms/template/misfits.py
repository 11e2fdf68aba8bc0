"""Where a file does not fit the schema, in our words: the worst misfit first."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from curl2sms.json_pointers import pointer_of
from curl2sms.template import schema
from curl2sms.template.checks import Defect
from curl2sms.template.model import VERSION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from jsonschema.exceptions import ValidationError

# The schema's keyword that failed -> the note that says so, worst first. A subschema whose $comment is a note's id
# speaks for itself, and is where that id is.
_SAYS = {
    "template-newer": "template-newer",
    "template-reserved": "template-reserved",
    "type": "template-type",
    "required": "template-required",
    "dependentRequired": "template-required",
    "additionalProperties": "template-unknown-name",
    "unevaluatedProperties": "template-unknown-name",
    "const": "template-choice",
    "enum": "template-choice",
    "oneOf": "template-one-of",
    "template-no-recipient": "template-no-recipient",
    "template-no-message": "template-no-message",
}
_RANK = {keyword: rank for rank, keyword in enumerate(_SAYS)}
_OTHER = "template-unfit"
_RESERVED = "#/$defs/reserved"
_POINT = ("at", "split", "index")  # what a rule has from the definition that it refers to


def misfits(data: dict[str, Any]) -> list[Defect]:
    """All that the schema finds wrong, the worst first: by kind of defect, then by depth, then by order."""
    found = sorted(_ranked(data), key=lambda ranked: ranked[0])
    return [defect for _, defect in found]


def kind_of(value: Any) -> str:
    """A JSON value's kind in words."""
    kinds = {dict: "an object", list: "an array", str: "a text", bool: "true or false", type(None): "null"}
    return kinds.get(type(value), "a number")


def _ranked(data: dict[str, Any]) -> Iterator[tuple[tuple[int, int, int], Defect]]:
    for index, error in enumerate(schema.validator().iter_errors(data)):
        if error.validator == "oneOf" and not isinstance(error.instance, dict):
            continue  # its type is a misfit of its own
        keyword = _keyword(error)
        yield (_RANK.get(keyword, len(_RANK)), len(error.absolute_path), index), _defect(error, keyword)


def _keyword(error: ValidationError) -> str:
    """The schema's keyword that failed, or the id that speaks for it."""
    at, value = pointer_of(error.absolute_path), error.instance
    if at == "/version" and isinstance(value, int) and value > VERSION:
        return "template-newer"
    return str(_subschema(error).get("$comment", error.validator))


def _subschema(error: ValidationError) -> dict[str, Any]:
    return error.schema if isinstance(error.schema, dict) else {}


def _defect(error: ValidationError, keyword: str) -> Defect:
    """A schema's error in our words."""
    at, described = pointer_of(error.absolute_path), _subschema(error)
    got: Any = error.instance
    wanted: Any = error.validator_value
    note_id = _SAYS.get(keyword, _OTHER)
    values: dict[str, Any] = {"expected": described.get("description", "See curl2sms schema.")}
    if note_id == "template-required":
        named = re.match(r"'([^']*)'", error.message)
        values["missing"] = named[1] if named else error.message
        about = described.get("properties", {}).get(values["missing"]) or _described(error, values["missing"])
        values["expected"] = about.get("description", "Add it. See curl2sms schema.")
    elif note_id == "template-unknown-name":
        known = [*described.get("properties", {}), *(_POINT if "$ref" in described else ())]
        known = [name for name in known if at or described["properties"][name].get("$ref") != _RESERVED]
        free = "patternProperties" in described  # names beginning x- are
        unknown = next(name for name in got if name not in known and not (free and name.startswith("x-")))
        at += pointer_of([unknown])
        values |= {"name": unknown, "expected": _nearest(unknown, known, free=free)}
    elif note_id == "template-type":
        values |= {
            "wanted": " or ".join([wanted] if isinstance(wanted, str) else wanted),
            "got": kind_of(got),
        }
    elif note_id in ("template-choice", "template-newer"):
        choices = wanted if keyword == "enum" else [wanted]
        values |= {"got": _brief(got), "choices": ", ".join(map(_brief, choices))}
    elif note_id == "template-one-of":
        values["choices"] = ", ".join(choice["required"][0] for choice in wanted)
    return Defect(at, note_id, values)


def _described(error: ValidationError, name: str) -> dict[str, Any]:
    """What the schema says of a member where it describes it, as conditions do not."""
    at: dict[str, Any] = json.loads(schema.text())
    for step in (*error.absolute_path, name):
        at = at.get("properties", {}).get(step, {})
    return at


def _nearest(name: str, known: list[str], *, free: bool) -> str:
    import difflib

    near = difflib.get_close_matches(name, known, 1)
    if near:
        return f'Did you mean "{near[0]}"?'
    return f"Allowed here: {', '.join([*known, 'names beginning x-'] if free else known)}."


def _brief(value: Any) -> str:
    """A JSON value as it is written, cut short."""
    spelt = json.dumps(value)
    return spelt if len(spelt) <= 60 else spelt[:57] + "..."
