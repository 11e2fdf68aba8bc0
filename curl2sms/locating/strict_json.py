"""JSON that only lenient readers take is made strict, with a note on each change: a platform's box takes no other JSON.

Comments, trailing commas, single quotes, names and words without quotes, line breaks in strings. Its values stay what
they are, except words without quotes, which become strings.
"""

from __future__ import annotations

import json as standard
from collections.abc import Callable, Iterator, Sequence

from curl2sms import layers
from curl2sms.errors import Note, SampleError, note
from curl2sms.http import OPEN, HttpRequest
from curl2sms.layers import Edit, Field, Place
from curl2sms.layers import json as lenient
from curl2sms.layers.edits import apply, apply_traced
from curl2sms.layers.fields import NestedDocument, walk
from curl2sms.locating.catalog import CatalogEntry
from curl2sms.locating.changes import NOTHING, PlannedChanges, style_of
from curl2sms.locating.lists import group_of
from curl2sms.locating.looks import look_of
from curl2sms.locating.model import Change
from curl2sms.records import record, replace
from curl2sms.tokens import TO, holds_macro
from curl2sms.traced import Traced

_BODY = "body"


@record
class _Mended:
    """A document made strict: its place (``body`` for the whole body), and what was repaired in its text.

    ``place_of`` makes a PLACE of a leaf's name; ``traced`` is the text with its places in the sample, of a body only.
    """

    at: str
    text: str
    mends: tuple[lenient.Mend, ...]
    place_of: Callable[[str], Place]
    traced: Traced = Traced("")

    @property
    def edits(self) -> Iterator[Edit]:
        """All edits, in order."""
        return (edit for mend in self.mends for edit in mend.edits)


def made_strict(request: HttpRequest, entry: CatalogEntry | None) -> tuple[HttpRequest, PlannedChanges]:
    """The request with its JSON made strict, and the changes that this took: in the body, and in documents in values.

    ``entry`` is what is known of the provider: of a number with hidden digits and no quotes it says whether it is one.
    """
    planned = NOTHING
    if layers.body_syntax(request) == "json":
        found = _mended(_BODY, layers.body_text(request), lambda name: layers.place("json", name), entry)
        if found.mends:
            found = replace(found, traced=layers.traced_body(request))
            request, planned = _with_body(request, found), planned + _changes(found)
    depth = 0
    while depth < _deepest(request):
        depth += 1
        documents = {one: _of_nested(one, entry) for one in _nested(request) if len(one.place.steps) == depth}
        mended = {one: found for one, found in documents.items() if found.mends}
        if mended:
            values = {_as_field(one): apply(found.text, found.edits) for one, found in mended.items()}
            request = layers.write(request, values, style_of(request))
            planned = sum((_changes(found) for found in mended.values()), planned)
    return request, planned


def _nested(request: HttpRequest) -> Iterator[NestedDocument]:
    return (one for one in walk(request) if isinstance(one, NestedDocument) and one.syntax == "json")


def _deepest(request: HttpRequest) -> int:
    return max((len(one.place.steps) for one in _nested(request)), default=0)


def _of_nested(document: NestedDocument, entry: CatalogEntry | None) -> _Mended:
    text = document.hops[-1].leaf.value
    return _mended(str(document.place), text, lambda name: document.place.into("json", name), entry)


def _mended(at: str, text: str, place_of: Callable[[str], Place], entry: CatalogEntry | None) -> _Mended:
    try:
        standard.loads(text)
    except (ValueError, RecursionError):
        found = tuple(one for one in _possible(text) if not _stays(one, text, place_of, entry))
        return _Mended(at, text, found, place_of)
    return _Mended(at, text, (), place_of)


def _possible(text: str) -> Sequence[lenient.Mend]:
    """What would make a text strict JSON; nothing where it is broken, which ``refusals`` says with its place."""
    try:
        return lenient.mends(text)
    except SampleError:
        return ()


def _stays(mend: lenient.Mend, text: str, place_of: Callable[[str], Place], entry: CatalogEntry | None) -> bool:
    """Whether a value stays without quotes: a variable, which may hold any, ``$$To``, a number that is documented."""
    if mend.what != lenient.WITHOUT_QUOTES:
        return False
    word = text[mend.span.start : mend.span.end]
    if OPEN in word or holds_macro(word, TO):
        return True
    masked = look_of(word).number_kind == "masked" and word[:1] in "123456789"
    return masked and entry is not None and group_of(place_of(mend.at).step).lower() in entry.json_numbers


def _with_body(request: HttpRequest, mended: _Mended) -> HttpRequest:
    strict = apply_traced(mended.traced, mended.edits)
    body = strict.text.encode(layers.charset_of(request), "surrogateescape")
    given = layers.read_in(strict, body.decode("utf-8", "surrogateescape"))
    return replace(request, body=body, given=replace(request.traces, body=given))


def _as_field(document: NestedDocument) -> Field:
    return Field(document.place, document.hops[-1].leaf.value, document.hops)


def _changes(mended: _Mended) -> PlannedChanges:
    """What is reported: of a value at its place; of the rest each kind once, at the document."""
    changes: list[Change] = []
    notes: dict[str, Note] = {}
    for mend in mended.mends:
        start, end = mend.span.start, mend.span.end
        before = mended.text[start:end]
        after = apply(before, [Edit(edit.start - start, edit.end - start, edit.text) for edit in mend.edits])
        if mend.at:
            at = str(mended.place_of(mend.at))
            changes.append(Change("json-quoted", at, before, after))
            notes[at] = note("json-quoted", at=at, before=before, after=after)
        else:
            changes.append(Change("json-mended", mended.at, before, after or None))
            span = mended.traced.known_span(start, end) if mended.traced else None
            notes.setdefault(mend.what, note("json-mended", span, at=mended.at, what=mend.what))
    return PlannedChanges(changes=tuple(changes), notes=tuple(notes.values()))
