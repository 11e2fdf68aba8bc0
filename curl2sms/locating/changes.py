"""What is repaired on the way to a template, each time said: lost ``+``, lists, further messages, noise, strays.

A change is planned on the request as it was read; ``carried_out`` makes all of them at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise

from curl2sms import layers
from curl2sms.errors import Note, note
from curl2sms.http import FORM_TYPE, OPEN, HttpRequest
from curl2sms.layers import Field, Place, Style
from curl2sms.locating import members
from curl2sms.locating.evidence import Evidence
from curl2sms.locating.looks import QUOTES, filler_of, look_of, may_be_number
from curl2sms.locating.model import Change
from curl2sms.locating.words import concepts_of
from curl2sms.noise import is_noise
from curl2sms.patterns import regex
from curl2sms.records import attribute, record, replace
from curl2sms.traced import Traced, joined

# A space where a number, or what means one, begins: at the start, in a list, after tel:.
_SPACE_FOR_PLUS = regex(rf"(?:(?<=^)|(?<=^['\"])|(?<=[,;<|:])) +(?=[\d{{<\[$%{OPEN}])")
_FILLERS = regex(r"(?:(?<!\s)\s++)?[,;|]\s*")
# What headings of a table are by their look.
_IN_HEADINGS = frozenset(("word", "words"))
_METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))


@record
class PlannedChanges:
    """What is to be changed: values to write, members to take out, and what is reported about it."""

    writes: dict[Field, str] = attribute(default_factory=dict)
    removals: tuple[Place, ...] = ()
    headers: frozenset[int] = frozenset()  # of the request's, by position
    added: tuple[tuple[str, str], ...] = ()  # headers, after all others
    quoted: tuple[Field, ...] = ()  # bare words of JSON that get quotes
    method: str | None = None
    changes: tuple[Change, ...] = ()
    notes: tuple[Note, ...] = ()

    def __add__(self, other: PlannedChanges) -> PlannedChanges:
        if self is NOTHING or other is NOTHING:
            return other if self is NOTHING else self
        return PlannedChanges(
            {**self.writes, **other.writes},
            tuple(dict.fromkeys((*self.removals, *other.removals))),
            self.headers | other.headers,
            self.added + other.added,
            self.quoted + other.quoted,
            self.method or other.method,
            self.changes + other.changes,
            self.notes + other.notes,
        )


NOTHING = PlannedChanges()


def carried_out(request: HttpRequest, planned: PlannedChanges) -> HttpRequest:
    """The request as planned; all that the plan does not name stays to the letter."""
    if planned is NOTHING:
        return request
    writes = planned.writes
    if planned.quoted:
        request = _with_quotes(request, planned.quoted)
        now = {one.place: one for one in layers.fields(request, names=True)}
        writes = {now[one.place]: value for one, value in writes.items()}
    if writes:
        request = layers.write(request, writes, style_of(request))
    if planned.removals:
        request = layers.without(request, planned.removals)
    if planned.method:
        request = replace(request, method=planned.method)
    if planned.headers:
        kept = tuple(pair for at, pair in enumerate(request.traces.headers) if at not in planned.headers)
        request = request.with_headers(kept)
    if planned.added:
        added = tuple((Traced(name), Traced(value)) for name, value in planned.added)
        request = request.with_headers((*request.traces.headers, *added))
    return request


def style_of(request: HttpRequest) -> Style:
    """How values are written into a request: spaces as it has them, in its charset."""
    return Style("%20" if "%20" in request.url else "+", layers.charset_of(request))


def staying(evidence: Iterable[Evidence], planned: PlannedChanges) -> list[Evidence]:
    """The values that don't go with one of the members that are taken out."""
    gone = frozenset(planned.removals)
    return [one for one in evidence if gone.isdisjoint(members.containers(one.field.place))] if gone else list(evidence)


def without_noise(request: HttpRequest) -> PlannedChanges:
    """Headers that a browser or a client added are left out."""
    gone = [at for at, (name, value) in enumerate(request.headers) if is_noise(name, value)]
    if not gone:
        return NOTHING
    cookies = [at for at in gone if request.headers[at][0].lower() == "cookie"]
    others = [at for at in gone if at not in cookies]
    names = [request.headers[at][0] for at in others]
    # curl adds a header of itself (--compressed): the note's place is one that the sample spells, where there is one.
    spelt = [request.headers[at][0] for at in others if request.traces.headers[at][1].runs]
    said = [note("cookies-left-out", at=f"header:{request.headers[cookies[0]][0]}")] if cookies else []
    said += [note("noise-left-out", at=f"header:{(spelt or names)[0]}", names=", ".join(names))] if names else []
    return PlannedChanges(
        headers=frozenset(gone),
        changes=tuple(
            Change("noise-left-out", f"header:{request.headers[at][0]}", request.headers[at][1], None) for at in gone
        ),
        notes=tuple(said),
    )


def in_capitals(request: HttpRequest) -> PlannedChanges:
    """A standard method in small letters is written in capitals: methods have a case (RFC 9110 9.1)."""
    capitals = request.method.upper()
    if request.method == capitals or capitals not in _METHODS:
        return NOTHING
    change = Change("method-in-capitals", "method", request.method, capitals)
    return PlannedChanges(
        method=capitals,
        changes=(change,),
        notes=(note("method-in-capitals", at="method", before=request.method, method=capitals),),
    )


def with_media_type(request: HttpRequest) -> PlannedChanges:
    """A form whose Content-Type the sample takes out (``-H 'Content-Type:'``) gets the one that every form has."""
    if not request.body or request.header("Content-Type") is not None or layers.body_syntax(request) != "form":
        return NOTHING
    name, media_type = "Content-Type", FORM_TYPE
    return PlannedChanges(
        added=((name, media_type),),
        changes=(Change("media-type-added", f"header:{name}", "", media_type),),
        notes=(note("media-type-added", at=f"header:{name}", media_type=media_type),),
    )


def mended_plus(fields: Iterable[Field]) -> PlannedChanges:
    """A ``+`` before a number that was not encoded, and that a server reads as a space, is encoded."""
    writes, changes, notes = {}, [], []
    for one in fields:
        if not _lost_plus(one):
            continue
        mended = _SPACE_FOR_PLUS.sub("+", one.value)
        at = str(one.place)
        writes[one] = mended
        changes.append(Change("plus-mended", at, one.value, mended))
        notes.append(note("plus-mended", at=at, number=mended))
    if not writes:
        return NOTHING
    return PlannedChanges(writes, changes=tuple(changes), notes=tuple(notes))


def _lost_plus(one: Field) -> bool:
    """Whether the space before a number is an unencoded ``+`` in the sample."""
    space = _SPACE_FOR_PLUS.search(one.value) if " " in one.value else None
    if (
        not space
        or one.place.steps[0].layer not in ("query", "form")
        or look_of(one.value).kind not in ("number", "filler")
    ):
        return False
    span = layers.raw_span(one, space.start(), space.start() + 1)
    return one.hops[0].text[span.start : span.end] == "+"


def one_number(recipient: Field, planned: PlannedChanges) -> PlannedChanges:
    """A value that is a list of numbers becomes its first."""
    value = planned.writes.get(recipient, recipient.value)
    found = look_of(value)
    if found.kind == "number" and len(found.numbers) > 1:
        first = found.before + found.numbers[0] + (found.before if found.before.endswith(QUOTES) else "")
    elif found.kind == "filler" and len(parts := _FILLERS.split(value.strip())) > 1 and all(map(filler_of, parts)):
        first = parts[0]
    else:
        return NOTHING
    at = str(recipient.place)
    return PlannedChanges(
        {recipient: first},
        changes=(Change("recipients-one", at, value, first),),
        notes=(note("recipients-one", at=at, value=value),),
    )


def one_of_each(recipient: Evidence | None, message: Evidence | None, values: Sequence[Evidence]) -> PlannedChanges:
    """Of several recipients one stays, and of several messages; what belongs to the others goes with them."""
    others = list(_others(recipient, values)) if recipient else []
    numbers = [(recipient.field, one) for one in others if recipient and _is_alike(recipient.field, one)]
    texts = [(message.field, one) for one in _others(message, values)] if message else []
    columns = list(_columns_beside(recipient, message, values)) if recipient and message else []
    if not (numbers or texts or columns):
        return NOTHING
    kept = {at for one in (recipient, message) if one for at in members.containers(one.field.place)}
    gone = _outermost([*numbers, *texts, *columns], kept)
    with_text = {at for _, one in texts for at in members.containers(one.place)}
    beside = {one.place for _, one in columns}

    def kind_of(at: Place) -> str:
        if at in with_text:
            return "messages-dropped"
        return "beside-dropped" if at in beside else "recipients-dropped"

    changes = tuple(Change(kind_of(at), str(at), one.value, None) for at, one in gone.items())
    return PlannedChanges(
        removals=members.expanded(gone, (one.field for one in values)),
        changes=changes,
        notes=tuple(_on_dropped(changes)),
    )


def _outermost(pairs: Iterable[tuple[Field, Field]], kept: Collection[Place]) -> dict[Place, Field]:
    """The members to take out so that of each pair the second value goes, each with a value that is in it.

    Never one that holds a kept value; of members in one another the outermost.
    """
    found: dict[Place, Field] = {}
    for keeper, other in pairs:
        at = members.member(keeper.place, other.place)
        if at and at not in kept:
            found.setdefault(at, other)
    return {at: one for at, one in found.items() if not any(up in found for up in members.containers(at) if up != at)}


def _columns_beside(
    recipient: Evidence, message: Evidence, values: Iterable[Evidence]
) -> Iterator[tuple[Field, Field]]:
    """What belongs to the other messages where each part has a list of its own: the kept member, and each other one.

    So of ``to=[..,..]``, ``text=[..,..]``, ``from=[..,..]``: a provider refuses lists of unequal length.
    """
    columns: dict[str, list[Field]] = {}
    for one in values:
        columns.setdefault(one.group, []).append(one.field)
    numbers, texts = (columns.get(one.group, []) for one in (recipient, message))  # none for a name
    if len(numbers) != len(texts) or numbers is texts or not (_is_column(numbers) and _is_column(texts)):
        return
    for column in columns.values():
        alike = column[0].place.steps[0].layer == numbers[0].place.steps[0].layer and _is_column(column)
        if alike and len(column) == len(numbers) and column is not numbers and column is not texts:
            yield from ((column[0], other) for other in column[1:])


def _is_column(listed: Sequence[Field]) -> bool:
    """Whether values are the members of one list themselves, and no parts of its members."""
    return len(listed) > 1 and all(members.member(listed[0].place, other.place) == other.place for other in listed[1:])


def _on_dropped(changes: Sequence[Change]) -> Iterator[Note]:
    """One note on all that was dropped for the same reason."""
    for kind in ("recipients-dropped", "messages-dropped", "beside-dropped"):
        found = [change for change in changes if change.id == kind]
        if found:
            values = ", ".join(change.before for change in found[:3]) + (", …" if len(found) > 3 else "")
            yield note(kind, at=found[0].at, count=len(found), s="s" * (len(found) > 1), values=values)


def without_strays(message: Field, fields: Sequence[Field]) -> PlannedChanges:
    """The rest of a message that an unencoded ``&`` cut off: fields without ``=`` right after it, with spaces.

    With ``=`` too where a space is on both sides of the ``&``, and the name is no word for anything.
    """
    gone: list[Field] = []
    behind = fields[fields.index(message) + 1 :] if message in fields else ()
    cut = message.value[-1:].isspace()
    for one in behind:
        name = one.place.step.unmarked
        as_text = one.kind == "flag" or (cut and name[:1] == " " and not concepts_of(name))  # "A=B & C=D"
        if (
            not as_text
            or one.place.steps[0].layer != message.place.steps[0].layer
            or not (cut or " " in name.strip() or name[:1] == " ")
        ):
            break
        gone.append(one)
        cut = False
    if not gone:
        return NOTHING
    at = str(gone[0].place)
    return PlannedChanges(
        removals=tuple(one.place for one in gone),
        changes=tuple(Change("stray-dropped", str(one.place), _spelt(one), None) for one in gone),
        notes=(note("stray-dropped", at=at, text=" & ".join(_spelt(one).strip() for one in gone)),),
    )


def _spelt(stray: Field) -> str:
    name = stray.place.step.unmarked
    return name if stray.kind == "flag" else f"{name}={stray.value}"


def _others(kept: Evidence, values: Sequence[Evidence]) -> Iterator[Field]:
    """The other members of a value's list; a CSV's headings are none."""
    headings = _headings(kept.field, values)
    for other in values:
        if other is not kept and other.group == kept.group and other.field not in headings:
            yield other.field


def _headings(kept: Field, values: Iterable[Evidence]) -> list[Field]:
    """The cells of a CSV's first row, where all are words and those of a value's own row are not."""
    around, step = kept.place.steps[:-1], kept.place.step
    if step.layer != "csv":
        return []
    cells = [
        one.field for one in values if one.field.place.steps[:-1] == around and one.field.place.step.layer == "csv"
    ]
    first = [one for one in cells if one.place.step.parts[0].number == 1]
    own = [one for one in cells if one.place.step.parts[0] == step.parts[0]]
    are_words = [all(look_of(one.value).kind in _IN_HEADINGS for one in row) for row in (first, own)]
    return first if are_words == [True, False] else []


def _is_alike(recipient: Field, other: Field) -> bool:
    """Whether another member of a recipient's list is a recipient: an address to reply to may be beside (XML)."""
    kinds = (look_of(recipient.value).kind, "filler", "empty")
    return look_of(other.value).kind in kinds or may_be_number(other.value)


def in_quotes(message: Field | None) -> PlannedChanges:
    """A message that is in JSON without quotes (a number, a variable) gets them: no text fits there without."""
    if message is None or len(message.hops) > 1 or message.kind not in ("bare", "number", "literal"):
        return NOTHING
    at = str(message.place)
    change = Change("message-quoted", at, message.value, f'"{message.value}"')
    return PlannedChanges(quoted=(message,), changes=(change,), notes=(note("message-quoted", at=at),))


def _with_quotes(request: HttpRequest, words: Sequence[Field]) -> HttpRequest:
    spans = sorted((one.hops[0].leaf.span for one in words), key=lambda span: span.start)
    text = layers.traced_body(request)
    cuts = [0, *(at for span in spans for at in (span.start, span.end)), len(text)]
    quoted = joined(tuple(text[start:end] for start, end in pairwise(cuts)), '"')
    body = quoted.text.encode(layers.charset_of(request), "surrogateescape")
    given = layers.read_in(quoted, body.decode("utf-8", "surrogateescape"))
    return replace(request, body=body, given=replace(request.traces, body=given))
