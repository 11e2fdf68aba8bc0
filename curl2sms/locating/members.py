"""Members of lists: array elements, XML siblings, rows, repeated fields; which one holds a value, and how places move.

A member is named by a Place that may be a container: ``json:/sms/1``, ``xml:/a/b[2]``, ``csv:3``, ``form:to#2``, and
``form:recipients.1`` for all fields whose names begin so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from curl2sms.layers import Field, Place, Step
from curl2sms.layers.place import POSITION, REPETITION, ROW

_NUMBERED = ("query", "form", "multipart")


def containers(place: Place) -> Iterator[Place]:
    """Every member that a value is in, from the outermost to the value itself."""
    for depth, step in enumerate(place.steps):
        for around in _containing(step):
            yield Place((*place.steps[:depth], around))


def member(kept: Place, other: Place) -> Place | None:
    """The largest member with the other value and without the kept one: ``/sms/1`` for ``/sms/0/to``, ``/sms/1/to``."""
    ours = set(containers(kept))
    return next((place for place in containers(other) if place not in ours), None)


def expanded(members: Collection[Place], fields: Iterable[Field]) -> tuple[Place, ...]:
    """The members as a request names them: ``form:recipients.1`` means several fields."""
    wanted = frozenset(members)
    found = dict.fromkeys(at for at in members if at.step.layer not in _NUMBERED)
    for one in fields:
        for at in containers(one.place):
            if at in wanted and at.step.layer in _NUMBERED:
                depth = len(at.steps) - 1
                found[Place((*at.steps[:depth], one.place.steps[depth]))] = None
                break
    return tuple(found)


def moved(at: Place, removals: Iterable[Place]) -> Place:
    """Where a value is after members before it in the same list were taken out."""
    steps = list(at.steps)
    for gone in removals:
        depth = len(gone.steps) - 1
        if depth >= len(steps) or gone.steps[:-1] != at.steps[:depth] or gone.step.layer != steps[depth].layer:
            continue
        steps[depth] = _lowered(steps[depth], at.steps[depth], gone.step)
    return Place(tuple(steps))


def _containing(step: Step) -> Iterator[Step]:
    """The members around a value within one layer, its own last."""
    parts = step.parts
    if step.layer == "csv":
        yield step.first(1)
        return
    for count in range(1, len(parts)):
        ends = parts[count - 1].kind == POSITION if step.layer in _NUMBERED else parts[count].text[0] == "/"
        if ends:
            yield step.first(count)
    yield step


def _lowered(step: Step, original: Step, gone: Step) -> Step:
    """A step with its position lowered by one, where ``gone`` was before it in the same list."""
    last = len(gone.parts) - 1
    if not 0 <= last < len(original.parts) or gone.parts[:last] != original.parts[:last]:
        return step
    ours, theirs, now = original.parts[last], gone.parts[last], step.parts[last].number
    counted = ours.kind == theirs.kind and ours.kind in (POSITION, REPETITION, ROW)
    if not counted or now is None or not (theirs.number or 0) < (ours.number or 0):
        return step
    return step.with_number(last, now - 1)
