"""What an answer would have to hold for rules to fit: so rules that no answer can fulfil are known as such."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, product

from curl2sms.http import TOKEN
from curl2sms.patterns import regex
from curl2sms.response.model import Point, Response, Rule, RuleSet, spelt

_TRIES = 2000  # of ways to put prefixes and parts of a text together; real rules need a handful
_STRIPPED = ("body", "header", "xml")  # layers whose texts are read without white space around them
_XML_STEP = regex(r"\*|(?:[^\s:/@*[\]]+:)?[^\s:/@*[\]]+(?:\[[1-9][0-9]{0,8}\])?")
_XML_ATTRIBUTE = regex(r"@(?:[^\s:/@*[\]]+:)?[^\s:/@*[\]]+")
_ESCAPE = regex(r"~(?![01])")  # RFC 6901 3


def text_for(rules: Sequence[Rule]) -> str | None:
    """A text for which rules at one point all hold, as the whole of what is there; None where there is none.

    >>> at = Point("body")
    >>> text_for([Rule(at, "prefix", ("OK", "ID")), Rule(at, "contains", ("7",))])
    'OK71'
    >>> text_for([Rule(at, "digits"), Rule(at, "equals", ("OK",))]) is None
    True
    """
    return next((text for text in islice(_candidates(rules), _TRIES) if _can_stand(text, rules)), None)


def never(rules: RuleSet) -> tuple[int, str] | None:
    """Why no answer fits a set: the number of the rule that makes it impossible, and the reason in words."""
    for index, rule in enumerate(rules.rules):
        if why := _nowhere(rule.point):
            return index, why
        before = [other for other in rules.rules[:index] if _covers(other.point, rule.point)]
        if text_for([rule]) is None:
            return index, "No value can match this."
        if text_for([*before, rule]) is None:
            return index, f"It contradicts the rule before it at {before[-1].point.at}."
        for other in rules.rules[:index]:
            if _excludes(other.point, rule.point) or _excludes(rule.point, other.point):
                return index, f"An answer with a value at {other.point.at} has none here."
    return None


def shadowed(response: Response) -> Iterator[tuple[int, int]]:
    """The sets of success of which nothing is left, each with the set of failure that always fits where it does."""
    for index, success in enumerate(response.success):
        for other, failure in enumerate(response.failure):
            if _implies(success, failure):
                yield index, other
                break


def _candidates(rules: Sequence[Rule]) -> Iterator[str]:
    """Texts that may fulfil the rules, the plainest first."""
    exact = next((rule for rule in rules if rule.test == "equals"), None)
    if exact:
        yield from map(spelt, exact.wanted)
        return
    prefixes = [list(map(spelt, rule.wanted)) for rule in rules if rule.test == "prefix"]
    parts = [list(map(spelt, rule.wanted)) for rule in rules if rule.test == "contains"]
    differing = sum(len(rule.wanted) for rule in rules if rule.test == "differs")
    for chosen in product(*prefixes):
        start = max(chosen, key=len, default="")
        for middle in product(*parts):
            for filler in ("", "1"):
                base = filler.join([start, *middle])
                yield from (base + "1" * more for more in range(bool(middle or not base), differing + 2))


def _can_stand(text: str, rules: Sequence[Rule]) -> bool:
    """Whether a text can be what is read at the rules' point, and every rule then holds."""
    if not text or text.isspace() or not all(rule.holds(text) for rule in rules):
        return False
    return all(
        (rule.point.split is None or rule.point.split not in text)
        and (text == text.strip() or not _is_stripped(rule.point))
        for rule in rules
    )


def _is_stripped(point: Point) -> bool:
    return point.split is not None or point.at.partition(":")[0] in _STRIPPED


def _nowhere(point: Point) -> str | None:
    """Why a point is in no answer at all; None where it may be."""
    layer, _, name = point.at.partition(":")
    if layer == "header" and not TOKEN.fullmatch(name):
        return "No header has such a name."
    if layer == "json" and _ESCAPE.search(name):
        return "In a JSON Pointer write ~0 for ~, and ~1 for / in a name."
    if layer == "xml":
        *steps, last = point.steps
        fits = all(map(_XML_STEP.fullmatch, steps)) and (
            _XML_STEP.fullmatch(last) or (steps and _XML_ATTRIBUTE.fullmatch(last))
        )
        if not fits:
            return "A path in XML consists of names, each optionally with a number from [1], and can end in /@name."
    return None


def _covers(one: Point, other: Point) -> bool:
    """Whether every value at ``other`` is one at ``one``: the same point, or one with ``*`` for some of its steps."""
    if one == other:
        return True
    alike = (one.split, one.index, one.at.partition(":")[0]) == (other.split, other.index, other.at.partition(":")[0])
    return (
        alike
        and 0 < len(one.steps) == len(other.steps)
        and all(a in ("*", b) for a, b in zip(one.steps, other.steps, strict=True))
    )


def _excludes(one: Point, other: Point) -> bool:
    """Whether a value at ``one`` leaves no place for ``other``: below it, or in a body of another syntax or root."""
    layer, other_layer = one.at.partition(":")[0], other.at.partition(":")[0]
    if {layer, other_layer} == {"json", "xml"}:
        return True
    if layer == other_layer == "xml":
        roots = {point.steps[0].rpartition(":")[2] for point in (one, other)}
        return len(roots) > 1 and "*" not in roots
    return (
        layer == other_layer == "json"
        and len(one.steps) < len(other.steps)
        and all(a == b or "*" in (a, b) for a, b in zip(one.steps, other.steps, strict=False))
    )


def _implies(success: RuleSet, failure: RuleSet) -> bool:
    """Whether every answer that fits the one fits the other; True only where it is sure."""
    if failure.status and not (success.status and set(success.status) <= set(failure.status)):
        return False
    return all(any(_rule_implies(rule, other) for rule in success.rules) for other in failure.rules)


def _rule_implies(rule: Rule, other: Rule) -> bool:
    """Whether another rule holds wherever the first does, both at one point; True only where it is sure."""
    if rule.point != other.point:
        return False
    values = tuple(map(spelt, rule.wanted))
    if rule == other or other.test == "present" or (other.test in ("prefix", "contains") and "" in other.wanted):
        return True
    if rule.test == "equals":
        return all(other.holds(value) for value in values)
    if rule.test == "prefix" and other.test in ("prefix", "contains"):
        return all(values) and all(other.holds(value) for value in values)
    return False
