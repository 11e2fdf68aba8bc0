"""Members of lists: array elements, XML siblings, rows, repeated fields; which one holds a value, and how places move.

A member is named by a Place that may be a container: ``json:/sms/1``, ``xml:/a/b[2]``, ``csv:3``, ``form:to#2``, and
``form:recipients.1`` for all fields whose names begin so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from re import Match

from curl2sms.layers import Field, Place, Step
from curl2sms.patterns import regex

_NUMBERED = ("query", "form", "multipart")
_POSITION = regex(r"#(\d+)$|\[(\d+)\]|(?<=[/.])(\d+)(?=[/.]|$)|^(\d+)(?=,)")


def containers(place: Place) -> Iterator[Place]:
    """Every member that a value stands in, from the outermost to the value itself."""
    for depth, step in enumerate(place.steps):
        for name in _containing(step):
            yield Place((*place.steps[:depth], Step(step.layer, name)))


def member(kept: Place, other: Place) -> Place | None:
    """The largest member with the other value and without the kept one: ``/sms/1`` for ``/sms/0/to``, ``/sms/1/to``."""
    ours = set(containers(kept))
    return next((place for place in containers(other) if place not in ours), None)


def expanded(members: Collection[Place], fields: Iterable[Field]) -> tuple[Place, ...]:
    """The members as a request names them: ``form:recipients.1`` stands for several fields."""
    wanted = frozenset(members)
    found = dict.fromkeys(at for at in members if at.steps[-1].layer not in _NUMBERED)
    for one in fields:
        for at in containers(one.place):
            if at in wanted and at.steps[-1].layer in _NUMBERED:
                depth = len(at.steps) - 1
                found[Place((*at.steps[:depth], one.place.steps[depth]))] = None
                break
    return tuple(found)


def moved(at: Place, removals: Iterable[Place]) -> Place:
    """Where a value stands after members before it in the same list were taken out."""
    steps = list(at.steps)
    for gone in removals:
        depth = len(gone.steps) - 1
        if depth >= len(steps) or gone.steps[:-1] != at.steps[:depth] or gone.steps[-1].layer != steps[depth].layer:
            continue
        name = _lowered(steps[depth].name, at.steps[depth].name, gone.steps[-1].name)
        steps[depth] = Step(steps[depth].layer, name)
    return Place(tuple(steps))


def _containing(step: Step) -> Iterator[str]:
    """The names of the members around a value within one layer, its own last."""
    name = step.name
    if step.layer == "csv":
        yield name.partition(",")[0]
    elif step.layer in ("json", "xml"):
        at = name.find("/", 1)
        while at > 0:
            yield name[:at]
            at = name.find("/", at + 1)
        yield name
    else:
        if step.layer in _NUMBERED:
            yield from (name[: match.end()] for match in _POSITION.finditer(name) if match.end() < len(name))
        yield name


def _lowered(name: str, original: str, gone: str) -> str:
    """A name with its position lowered by one, where ``gone`` stood before it in the same list."""
    for ours, theirs in zip(_POSITION.finditer(original), _POSITION.finditer(gone), strict=False):
        same_list = original[: ours.start()] == gone[: theirs.start()] and theirs.end() == len(gone)
        if same_list and _number(theirs) < _number(ours):
            now = next(_POSITION.finditer(name, ours.start()))
            lower = now[0].replace(str(_number(now)), str(_number(now) - 1))
            return name[: now.start()] + ("" if lower == "#1" else lower) + name[now.end() :]
    return name


def _number(match: Match[str]) -> int:
    return int(next(group for group in match.groups() if group))
