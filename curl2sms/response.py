"""How a provider's answer is read: accepted, refused, or unknown.

No regular expression comes from a template: rules compare texts.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """Where in an answer to look: ``json:/messages/0/id``, ``xml:/a/b``, ``header:X`` or ``body``, maybe split."""

    at: str
    split: str | None = None
    index: int | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One condition on an answer; ``test`` is ``equals``, ``prefix`` or ``contains``."""

    point: Point
    test: str
    wanted: str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Response:
    """How an answer is read: failure rules first, then status and success rules; none matches: unknown."""

    status: tuple[int, ...] = ()
    success: tuple[Rule, ...] = ()
    failure: tuple[Rule, ...] = ()
    message_id: Point | None = None
    error_text: Point | None = None
