"""What is mended on the way to a template, each time said: lost ``+``, lists, further messages, noise, strays.

A change is planned on the request as it was read; ``apply`` carries all of them out at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from curl2sms import layers
from curl2sms.errors import Note, note
from curl2sms.http import HttpRequest
from curl2sms.layers import Field, Place, Step, Style
from curl2sms.locating.evidence import Evidence
from curl2sms.locating.model import Change
from curl2sms.locating.naming import lists
from curl2sms.locating.roles import is_noise
from curl2sms.locating.values import look
from curl2sms.patterns import regex

# A blank where a number begins: at the start, in a list, behind tel:.
_BLANK_FOR_PLUS = regex(r"(?:(?<=^)|(?<=[,;<|:])) +(?=\d)")
_INDEX = regex(r"#(\d+)$|\[(\d+)\]|(?<=[/.])(\d+)(?=[/.]|$)|^(\d+)(?=,)")


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be changed: values to write, members to take out, and what is said about it."""

    writes: dict[Field, str] = field(default_factory=dict)
    removals: tuple[Place, ...] = ()
    headers: frozenset[int] = frozenset()  # of the request's, by position
    changes: tuple[Change, ...] = ()
    notes: tuple[Note, ...] = ()

    def __add__(self, other: Plan) -> Plan:
        return Plan(
            {**self.writes, **other.writes},
            tuple(dict.fromkeys((*self.removals, *other.removals))),
            self.headers | other.headers,
            self.changes + other.changes,
            self.notes + other.notes,
        )


def apply(request: HttpRequest, plan: Plan) -> HttpRequest:
    """The request as planned; all that the plan does not name stays to the letter."""
    if plan.writes:
        query = "%20" if "%20" in request.url else "+"
        request = layers.write(request, plan.writes, Style(query, layers.charset_of(request)))
    if plan.removals:
        request = layers.without(request, plan.removals)
    if plan.headers:
        kept = tuple(pair for at, pair in enumerate(request.headers) if at not in plan.headers)
        request = replace(request, headers=kept)
    return request


def moved(at: Place, removals: Iterable[Place]) -> Place:
    """Where a value stands after members before it in the same list were taken out."""
    steps = list(at.steps)
    for gone in removals:
        depth = len(gone.steps) - 1
        if depth >= len(steps) or gone.steps[:-1] != at.steps[:depth] or gone.steps[-1].layer != steps[depth].layer:
            continue
        steps[depth] = Step(
            steps[depth].layer, _without_one_before(steps[depth].name, at.steps[depth].name, gone.steps[-1].name)
        )
    return Place(tuple(steps))


def taken_out(at: Place, plan: Plan) -> bool:
    """Whether a value goes with one of the members that are taken out."""
    return any(_within(at, gone) for gone in plan.removals)


def without_noise(request: HttpRequest) -> Plan:
    """Headers that a browser or a client added are left out."""
    gone = [at for at, (name, value) in enumerate(request.headers) if is_noise(name, value)]
    if not gone:
        return Plan()
    names = [request.headers[at][0] for at in gone]
    return Plan(
        headers=frozenset(gone),
        changes=tuple(
            Change("noise-left-out", f"header:{request.headers[at][0]}", request.headers[at][1], None) for at in gone
        ),
        notes=(note("noise-left-out", at=f"header:{names[0]}", names=", ".join(names)),),
    )


def mended_plus(fields: Iterable[Field]) -> Plan:
    """A ``+`` before a number that was not encoded, and that a server reads as a blank, is encoded."""
    writes, changes, notes = {}, [], []
    for one in fields:
        if not _lost_plus(one):
            continue
        mended = _BLANK_FOR_PLUS.sub("+", one.value)
        at = str(one.place)
        writes[one] = mended
        changes.append(Change("plus-mended", at, one.value, mended))
        notes.append(note("plus-mended", at=at, number=mended))
    return Plan(writes, changes=tuple(changes), notes=tuple(notes))


def _lost_plus(one: Field) -> bool:
    blank = _BLANK_FOR_PLUS.search(one.value)
    if not blank or one.place.steps[0].layer not in ("query", "form") or look(one.value).kind != "number":
        return False
    span = layers.raw_span(one, blank.start(), blank.start() + 1)
    return one.hops[0].text[span.start : span.end] == "+"


def one_number(recipient: Field, planned: Plan) -> Plan:
    """A value that is a list of numbers becomes its first."""
    value = planned.writes.get(recipient, recipient.value)
    found = look(value)
    if found.kind == "number" and len(found.numbers) > 1:
        first = found.before + found.numbers[0]
    elif found.kind == "filler" and len(parts := re.split(r"\s*[,;|]\s*", value.strip())) > 1 and all(parts):
        first = parts[0]
    else:
        return Plan()
    at = str(recipient.place)
    return Plan(
        {recipient: first},
        changes=(Change("recipients-one", at, value, first),),
        notes=(note("recipients-one", at=at, value=value),),
    )


def one_of_each(recipient: Field | None, message: Field | None, fields: Sequence[Field]) -> Plan:
    """Of several recipients one stays, and of several messages; what belongs to the others goes with them."""
    numbers = list(_others(recipient, fields)) if recipient else []
    texts = list(_others(message, fields)) if message else []
    kept = {one.place for one in (recipient, message) if one}
    removals: dict[Place, Field] = {}
    for keeper, other in [*((recipient, one) for one in numbers), *((message, one) for one in texts)]:
        for place in _removal(keeper.place, other.place, fields) if keeper else ():
            if not any(_within(one, place) for one in kept):
                removals.setdefault(place, other)
    outermost = {
        at: one for at, one in removals.items() if not any(_within(at, other) for other in removals if other != at)
    }
    changes, notes = [], []
    for at, one in outermost.items():
        whole = any(_within(text.place, at) for text in texts)
        kind = "messages-dropped" if whole else "recipients-dropped"
        changes.append(Change(kind, str(at), one.value, None))
    for kind in dict.fromkeys(change.id for change in changes):
        dropped = [change for change in changes if change.id == kind]
        notes.append(
            note(kind, at=dropped[0].at, count=len(dropped), values=", ".join(change.before for change in dropped[:3]))
        )
    return Plan(removals=tuple(outermost), changes=tuple(changes), notes=tuple(notes))


def without_strays(message: Field, fields: Sequence[Field]) -> Plan:
    """The rest of a message that an unencoded ``&`` cut off: fields without ``=`` right behind it, with blanks."""
    gone: list[Field] = []
    behind = fields[fields.index(message) + 1 :] if message in fields else ()
    cut = message.value[-1:].isspace()
    for one in behind:
        name = one.place.steps[-1].name
        if (
            one.kind != "flag"
            or one.place.steps[0].layer != message.place.steps[0].layer
            or not (cut or " " in name.strip() or name[:1] == " ")
        ):
            break
        gone.append(one)
        cut = False
    if not gone:
        return Plan()
    at = str(gone[0].place)
    return Plan(
        removals=tuple(one.place for one in gone),
        changes=tuple(Change("stray-dropped", str(one.place), one.place.steps[-1].name, None) for one in gone),
        notes=(note("stray-dropped", at=at, text=" & ".join(one.place.steps[-1].name.strip() for one in gone)),),
    )


def _others(kept: Field, fields: Sequence[Field]) -> Iterator[Field]:
    """The other members of a value's list; a CSV's headings are none."""
    list_of = lists(fields)
    for one in fields:
        same = list_of[one.place] == list_of.get(kept.place) and one.place != kept.place
        heading = one.place.steps[-1].layer == "csv" and one.place.steps[-1].name.startswith("1,")
        if same and not (heading and look(one.value).kind == "word" and look(kept.value).kind != "word"):
            yield one


def _removal(kept: Place, other: Place, fields: Sequence[Field]) -> list[Place]:
    """The largest member that holds the other value and not the kept one: an array element, a row, a pair."""
    for depth, (ours, theirs) in enumerate(zip(kept.steps, other.steps, strict=False)):
        if ours == theirs:
            continue
        outer = other.steps[:depth]
        if ours.layer != theirs.layer:
            return []
        name = _member(ours.layer, ours.name, theirs.name)
        if ours.layer in ("query", "form", "multipart") and name != theirs.name:
            same = [
                one.place.steps[depth]
                for one in fields
                if len(one.place.steps) > depth and one.place.steps[:depth] == outer
            ]
            return [Place((*outer, step)) for step in dict.fromkeys(same) if step.name.startswith(name)]
        return [Place((*outer, Step(theirs.layer, name)))]
    return []


def _member(layer: str, ours: str, theirs: str) -> str:
    """The name of the member: of ``/sms/0/to/0`` and ``/sms/1/to/0`` it is ``/sms/1``."""
    if layer == "csv":
        return theirs.partition(",")[0]
    if layer in ("json", "xml"):
        parts, other = ours.split("/"), theirs.split("/")
        for at, (mine, his) in enumerate(zip(parts, other, strict=False)):
            if mine != his:
                return "/".join(other[: at + 1])
        return theirs
    for here, there in zip(_INDEX.finditer(ours), _INDEX.finditer(theirs), strict=False):
        if here[0] != there[0] and not there[0].startswith("#"):
            return theirs[: there.end()]
    return theirs


def _within(inner: Place, outer: Place) -> bool:
    """Whether a place is, or stands in, a member."""
    depth = len(outer.steps) - 1
    if (
        len(inner.steps) <= depth
        or inner.steps[:depth] != outer.steps[:depth]
        or inner.steps[depth].layer != outer.steps[depth].layer
    ):
        return False
    name, member = inner.steps[depth].name, outer.steps[depth].name
    if outer.steps[depth].layer == "csv":
        return name.partition(",")[0] == member.partition(",")[0]
    return name == member or name.startswith(
        (member + "/", member + "[" if outer.steps[depth].layer != "xml" else member + "/")
    )


def _without_one_before(name: str, original: str, gone: str) -> str:
    """A name with the list position that ``gone`` stood before lowered by one."""
    for ours, theirs in zip(_INDEX.finditer(original), _INDEX.finditer(gone), strict=False):
        same_list = original[: ours.start()] == gone[: theirs.start()] and theirs.end() == len(gone)
        if same_list and _number(theirs) < _number(ours):
            now = next(_INDEX.finditer(name, ours.start()))
            lower = now[0].replace(str(_number(now)), str(_number(now) - 1))
            return name[: now.start()] + ("" if lower == "#1" else lower) + name[now.end() :]
    return name


def _number(match: re.Match[str]) -> int:
    return int(next(group for group in match.groups() if group))


def unquoted(request: HttpRequest, evidence: Evidence) -> HttpRequest | None:
    """The request with quotes around a bare word that stands for the message in JSON; None where there is none.

    Without them the text would break the JSON.
    """
    one = evidence.field
    if one.kind != "bare" or len(one.hops) != 1 or request.body is None:
        return None
    span, text = one.hops[0].leaf.span, one.hops[0].text
    quoted = f'{text[: span.start]}"{text[span.start : span.end]}"{text[span.end :]}'
    charset = layers.charset_of(request)
    return replace(request, body=quoted.encode(charset, "surrogateescape"))
