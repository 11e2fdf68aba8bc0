"""Rules for answers in one line, as tests write them."""

from __future__ import annotations

from curl2sms.response import Point, Response, Rule, RuleSet
from curl2sms.response.model import Plain


def rule(point: Point, test: str, *wanted: Plain) -> Rule:
    """A rule, and the values of which one is enough."""
    return Rule(point, test, wanted)


def response(
    status: tuple[int, ...] = (),
    success: tuple[Rule, ...] = (),
    failure: tuple[Rule, ...] = (),
    message_id: Point | None = None,
    error_text: Point | None = None,
) -> Response:
    """A response with one set of success, and one of failure if there are rules for it."""
    return Response((RuleSet(status, success),), (RuleSet((), failure),) if failure else (), message_id, error_text)
