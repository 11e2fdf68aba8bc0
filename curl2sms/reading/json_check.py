"""Whether a text is JSON, and where JSON ends: what decides that a mended text is the one that its author meant."""

from __future__ import annotations

import json


def is_json(text: str) -> bool:
    """Whether a text is strict JSON (RFC 8259), a line break within a string let pass."""
    try:
        json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return False
    return True


def end_of_json(text: str, start: int) -> int | None:
    """Where the JSON that begins at ``start`` ends; None where none does."""
    try:
        return json.JSONDecoder(strict=False).raw_decode(text, start)[1]
    except (ValueError, RecursionError):
        return None
