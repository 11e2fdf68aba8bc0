"""Rules for answers in words."""

from __future__ import annotations

import json
from collections.abc import Iterator

from curl2sms.response.model import WITHOUT_VALUE, Response, Rule, RuleSet, rule_as_data


def told(response: Response) -> Iterator[tuple[str, str]]:
    """What an answer is taken for, and where: a pair for each set, failure first as it is tried first.

    >>> list(told(Response((RuleSet((202,)),))))
    [('accepted', 'status 202')]
    """
    for verdict, sets in (("refused", response.failure), ("accepted", response.success)):
        for one in sets:
            yield verdict, "; ".join([*_status(one), *map(rule_in_words, one.rules)])


def rules_in_words(rules: RuleSet) -> str:
    """The rules of a set; where there are none, the status shows all."""
    return "; ".join(map(rule_in_words, rules.rules)) or "the status alone"


def rule_in_words(rule: Rule) -> str:
    """A rule: ``json:/type equals "success"``, ``body part 0 digits``."""
    data = rule_as_data(rule)
    part = f" part {data['index']}" if "split" in data else ""
    wanted = "" if rule.test in WITHOUT_VALUE else f" {json.dumps(data[rule.test], ensure_ascii=False)}"
    return f"{rule.point.at}{part} {rule.test}{wanted}"


def _status(rules: RuleSet) -> Iterator[str]:
    if rules.status:
        yield f"status {' or '.join(map(str, rules.status))}"
