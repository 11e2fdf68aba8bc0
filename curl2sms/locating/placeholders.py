"""Placeholders of the platform that a person puts at places of a sample: from then on it reads as if it had them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from curl2sms import layers
from curl2sms.errors import Note, UsageError, note
from curl2sms.http import HttpRequest
from curl2sms.layers import Edit, Field, Place, Style
from curl2sms.locating.model import Change
from curl2sms.patterns import regex
from curl2sms.records import record
from curl2sms.tokens import BODY, TO, documented, macro_token

_NAME = regex(r"[A-Za-z][A-Za-z0-9_]*")  # as the template's schema has it
_OPTIONS = {TO: "--to", BODY: "--body"}

_ADDED = "id"  # what is in a field that is added, until a placeholder does

# A placeholder's name, and the field that gives way to it.
Placing = tuple[str, Field]


@record
class Placed:
    """A request with placeholders put in: their tokens, and the places that they are at."""

    request: HttpRequest
    tokens: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    changes: tuple[Change, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The placeholders' names, each once."""
        return tuple(dict.fromkeys(token.removeprefix("$$") for token in self.tokens))

    def missing_in(self, fields: Iterable[Field]) -> Place | None:
        """The first place whose placeholder no field holds any more, because a change took it out."""
        left = [field.value for field in fields]
        known = zip(self.tokens, self.places, strict=True)
        return next((place for token, place in known if token not in left), None)


def put(request: HttpRequest, placings: Sequence[Placing]) -> Placed:
    """Put ``$$NAME`` instead of whole values. One that was no text in JSON gets quotes, for a placeholder is one.

    Raises UsageError for a name that is none, or that has an option of its own, and for a place that is named twice.
    """
    _refuse(placings)
    bare = [field for _, field in placings if is_bare(field)]
    quoted = in_quotes(request, bare)
    known = layers.fields(quoted)
    texts = {found: macro_token(name) for name, field in placings if (found := layers.find(known, field.place))}
    return Placed(
        layers.write(quoted, texts, Style(charset=layers.charset_of(request))),
        tuple(macro_token(name) for name, _ in placings),
        tuple(field.place for _, field in placings),
        tuple(map(quoting, bare)),
        (*_misspelt(placings), *(note("macro-quoted", at=str(field.place), value=field.value) for field in bare)),
    )


def added(request: HttpRequest, at: str) -> HttpRequest | None:
    """The request with a value at a PLACE that it has not; None where nothing is there to take it."""
    return layers.added(request, layers.parse_place(at), _ADDED, Style(charset=layers.charset_of(request)))


def adding(at: str) -> Change:
    """The change that ``added`` makes."""
    return Change("macro-added", at, "", _ADDED)


def is_bare(field: Field) -> bool:
    """Whether a value is in JSON without quotation marks, where no placeholder fits."""
    return field.place.step.layer == "json" and field.kind != "string" and not field.is_name


def in_quotes(request: HttpRequest, bare: Iterable[Field]) -> HttpRequest:
    """The request with quotation marks around values that are without them."""
    edits = {field: [Edit(0, len(field.value), f'"{field.value}"')] for field in bare}
    return layers.insert(request, edits, Style(charset=layers.charset_of(request))) if edits else request


def quoting(field: Field) -> Change:
    """The change that ``in_quotes`` makes."""
    return Change("macro-quoted", str(field.place), field.value, f'"{field.value}"')


def _refuse(placings: Sequence[Placing]) -> None:
    """Raises UsageError for a name that is none or has an option of its own, and for a place that is taken."""
    seen: set[object] = set()
    for name, field in placings:
        if name in _OPTIONS:
            raise UsageError(note("macro-has-option", name=name, option=_OPTIONS[name]))
        if not _NAME.fullmatch(name):
            raise UsageError(note("macro-no-name", name=name))
        if field.place in seen:
            raise UsageError(note("macro-place-twice", place=str(field.place)))
        seen.add(field.place)


def _misspelt(placings: Iterable[Placing]) -> Iterable[Note]:
    """Names that differ from one of the platform's only by the case of letters."""
    for name, field in placings:
        if meant := near(name):
            yield note("macro-case", at=str(field.place), name=name, meant=meant)


def near(name: str) -> str | None:
    """The platform's name that another differs from only by the case of letters."""
    known = {one.casefold(): one for one in documented()}
    meant = known.get(name.casefold())
    return meant if meant != name else None
