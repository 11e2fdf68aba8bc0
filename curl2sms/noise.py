"""Headers that come along from a browser or a client, and that no provider asks for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from curl2sms.knowledge import knowledge

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


@cache
def noise() -> Mapping[str, Any]:
    """``data/noise.json``: headers that a browser or a client adds, by name, by prefix, and agents."""
    rows: dict[str, Any] = knowledge("noise")
    return rows


def is_noise(name: str, value: str) -> bool:
    """Whether a header came along from a browser or a client: a template leaves it out."""
    name = name.lower()
    if name == "user-agent":
        return value.lower().startswith(tuple(noise()["agents"]))
    return (
        name in noise()["names"]
        or name.startswith(tuple(noise()["prefixes"]))
        or (name == "accept" and value.strip() == "*/*")
    )
