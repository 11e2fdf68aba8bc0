"""Which value of a report is the id, the state, the time, the error, where no template says it: a question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from itertools import takewhile

from curl2sms.callbacks import Callback, point_of
from curl2sms.errors import AmbiguousError, Candidate, UsageError, note
from curl2sms.json_pointers import escaped
from curl2sms.locating.catalog import entry_for
from curl2sms.receipts import words
from curl2sms.receipts.mapping import elements
from curl2sms.receipts.model import Pairs, ReceivedReport, leaves, parsed
from curl2sms.receipts.times import moment
from curl2sms.records import attribute, record
from curl2sms.rendering import unrendered
from curl2sms.template.model import Template

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

PARTS = ("id", "state", "time", "error")
_NEEDED = ("id", "state")
_SHOWN = 5  # candidates of one part
_NESTED = 8  # how deep a list of reports is looked for


@record
class Given:
    """What a person has answered so far: points by their names, and the states that are final."""

    points: Mapping[str, str]
    delivered: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    code: Mapping[str, str] = attribute(default_factory=dict)

    def with_answers(
        self,
        points: Mapping[str, str],
        delivered: Iterable[str] | None = None,
        failed: Iterable[str] | None = None,
        code: Mapping[str, str] | None = None,
        *,
        prefix: str = "",
    ) -> Given:
        """The same with what a person says instead; None for what nobody says.

        ``prefix`` is before the name of a point where people type it. Raises UsageError for what is no point.
        """
        for name, at in points.items():
            try:
                point_of(at)
            except ValueError:
                raise UsageError(note("report-no-point", option=f"{prefix}{name}", place=at)) from None
        return Given(
            {**self.points, **points},
            self.delivered if delivered is None else tuple(delivered),
            self.failed if failed is None else tuple(failed),
            self.code if code is None else code,
        )


def known_of(template: Template) -> Given:
    """What is known of the reports that a template's messages bring: its ``callback``, else what the catalog says.

    The catalog knows where a provider puts the state, and nothing of an id that the template does not send.
    """
    if known := template.callback:
        return Given(known.points, known.delivered, known.failed, known.code)
    entry = entry_for(unrendered(template))
    report = (entry.report if entry else None) or {}
    points = {part: report[part] for part in ("list", "state", "time", "error") if part in report}
    return Given(points, tuple(report.get("delivered", ())), tuple(report.get("failed", ())), report.get("code", {}))


def callback_of(report: ReceivedReport, given: Given, *, now: int) -> Callback:
    """The callback that a person's answers make; errors.AmbiguousError for what they leave open.

    Nothing is taken from the names alone: they make candidates.
    """
    if both := {*given.delivered} & {*given.failed}:
        raise UsageError(note("report-state-twice", state=min(both)))
    if all(part in given.points for part in _NEEDED) and (given.delivered or given.failed):
        return Callback(**given.points, delivered=given.delivered, failed=given.failed, code=given.code)
    raise _question(report, given, now)


def _question(report: ReceivedReport, given: Given, now: int) -> AmbiguousError:
    """What is still to be answered: candidates of each part, and the best of each as the options to type."""
    listed = given.points.get("list") or next(filter(None, map(_list_in, _documents(report))), None)
    values = _values(report, listed)
    candidates = [Candidate("--list", listed, "several reports")] if listed and "list" not in given.points else []
    states = _candidates("state", values, now)
    state = given.points.get("state") or next((one.place for one in states), "")
    for part in PARTS:
        if part not in given.points:
            candidates += states if part == "state" else _candidates(part, values, now, near=state)
    meanings = _states(dict(values).get(state), given)
    best: dict[str, Candidate] = {}
    for one in [*candidates, *(meanings if len(meanings) == 1 else ())]:
        best.setdefault(one.option, one)
    options = " ".join(one.typed for one in best.values())
    return AmbiguousError(note("report-not-mapped", options=options), (*candidates, *meanings))


def _documents(report: ReceivedReport) -> list[tuple[str, Any]]:
    """Every JSON document of a report with its point: the body, and those in pairs."""
    found = [("json:", report.json)] if report.json is not None else []
    for layer, pairs in _pairs(report):
        for name, value in pairs:
            if value.lstrip().startswith(("{", "[")):
                with suppress(ValueError):
                    found.append((f"{layer}:{name}>json:", parsed(value)))
    return found


def _pairs(report: ReceivedReport) -> list[tuple[str, Pairs]]:
    """The pairs of the body, then those of the query."""
    return [("form", report.form)] + ([] if report.alone else [("query", report.query)])


def _values(report: ReceivedReport, listed: str | None) -> list[tuple[str, str]]:
    """Every value with its point: of the documents, or of the first element of a list, then of the pairs."""
    if listed:
        element = elements(report, Callback("", "", (), (), listed))[:1]
        found = [leaf for one in element for leaf in leaves(one)]
    else:
        found = [leaf for at, document in _documents(report) for leaf in leaves(document, at)]
    return found + [
        (f"{layer}:{name}", value) for layer, pairs in _pairs(report) for name, value in pairs if value.strip()
    ]


def _candidates(part: str, values: Iterable[tuple[str, str]], now: int, near: str = "") -> list[Candidate]:
    """The values that may be a part, the likeliest first; of equals the one that is nearer to another point."""
    ranked = []
    for at, value in values:
        name = at.rpartition(":")[2].rpartition("/")[2]
        by_name = words.strength(part, name)
        reasons = [f"named {name}"] if by_name else []
        by_value = _looks(part, value, now)
        if by_value and (by_name or part in ("state", "time")):
            reasons.append(by_value)
        if reasons:
            rank = 2 * by_name + len(reasons), _shared(at, near)
            ranked.append((rank, Candidate(f"--{part}", at, value, tuple(reasons))))
    ranked.sort(key=lambda one: one[0], reverse=True)
    return [candidate for _, candidate in ranked[:_SHOWN]]


def _shared(at: str, other: str) -> int:
    """How many steps two points have in common from the top."""
    return len(list(takewhile(lambda both: both[0] == both[1], zip(at.split("/"), other.split("/"), strict=False))))


def _looks(part: str, value: str, now: int) -> str | None:
    """What a value says for a part by itself."""
    if part == "state" and (known := words.meaning(value)):
        return f"the word for {known}"
    if part == "time" and not value.isdecimal() and moment(value, now=now).why != "report-time-unread":
        return "a moment"
    return None


def _states(state: str | None, given: Given) -> list[Candidate]:
    """What the state of this report may mean, where no state has a meaning yet."""
    if state is None or given.delivered or given.failed:
        return []
    kinds = {None: ("delivered", "failed"), "pending": ()}.get(likely := words.meaning(state), (likely,))
    return [Candidate(f"--{kind}", state, state, ("the state of this report",)) for kind in kinds]


def _list_in(document: tuple[str, Any], depth: int = 0) -> str | None:
    """The first list of objects that hold an id and a state: where several reports come together."""
    at, value = document
    if depth > _NESTED:
        return None
    if isinstance(value, list):
        return at if value and isinstance(value[0], dict) and _is_report(value[0]) else None
    if isinstance(value, dict):
        inner = (_list_in((f"{at}/{escaped(name)}", one), depth + 1) for name, one in value.items())
        return next((found for found in inner if found), None)
    return None


def _is_report(value: Any) -> bool:
    names = [at.rpartition("/")[2] for at, _ in leaves(value)]
    return all(any(words.strength(part, name) for name in names) for part in _NEEDED)
