"""How a provider's answer is read: accepted, refused, partly refused, or unknown.

No regular expression comes from a template: rules compare texts.
"""

from __future__ import annotations

from importlib import import_module

from curl2sms.response.model import Point, Response, Rule, RuleSet, as_data, from_data

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from curl2sms.response.judging import Outcome, RefusedPart, judge
    from curl2sms.response.reading import values_at
    from curl2sms.response.words import told

__all__ = [
    "Outcome",
    "Point",
    "RefusedPart",
    "Response",
    "Rule",
    "RuleSet",
    "as_data",
    "from_data",
    "judge",
    "told",
    "values_at",
]

_MODULE_OF = {
    "Outcome": "judging",
    "RefusedPart": "judging",
    "judge": "judging",
    "told": "words",
    "values_at": "reading",
}


def __getattr__(name: str) -> Any:
    """PEP 562: what judges an answer is loaded where there is one."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
