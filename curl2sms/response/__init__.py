"""How a provider's answer is read: accepted, refused, partly refused, or unknown.

No regular expression comes from a template: rules compare texts.
"""

from curl2sms.response.judging import Outcome, RefusedPart, judge
from curl2sms.response.model import Point, Response, Rule, RuleSet, as_data, from_data, spelt
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
    "spelt",
    "told",
    "values_at",
]
