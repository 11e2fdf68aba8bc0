"""The clues on each value: by its name, its look, its place, what is documented, and the values around it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

from curl2sms import layers
from curl2sms.http import STAND_IN, HttpRequest
from curl2sms.layers import Field, Place, Step
from curl2sms.layers.leaf import EMPTY
from curl2sms.locating.evidence import OTHER_MEANINGS, Clue, Evidence
from curl2sms.locating.lists import group_of
from curl2sms.locating.looks import Look, is_type_and_word, look_of_field, look_of_number, shows_types
from curl2sms.locating.members import containers
from curl2sms.locating.model import Role
from curl2sms.locating.naming import Naming
from curl2sms.locating.whole import Whole, is_named_message, names_variables, whole_of
from curl2sms.locating.words import (
    MEDIUM,
    OTHER_PARTY,
    STRONG,
    Concepts,
    all_words_of,
    concepts_of,
    folded,
    says,
    strength,
    support,
    vocabulary,
    words_of,
)
from curl2sms.patterns import regex
from curl2sms.records import replace
from curl2sms.tokens import BODY, TO, holds_macro

_FARTHER = (1.0, 0.8, 0.6)  # how much a parent's name counts, from the nearest outwards
# Any of these may be the text under a name that says nothing else than message: a code, a link, a number to call. Of
# digits as few as a flag's (``message=1``) that is not known, nor of any where the call names a stored text.
_TEXT_UNDER_A_NAME = frozenset({"small", "long", "number", "url", "email", "time", "opaque", "empty"})
_NUMBERED_PART = regex(r"\d[.:/-]\d")
_SHORT_CODE = regex(r"[1-9]\d{2,5}")
_BEHIND_NAME = regex(r"\b(?:to|which|that|of|for|in|be|is|as|with|where)\b", re.IGNORECASE)
_LETTERS = regex(r"[^\W\d]+(?:[ -][^\W\d]+)*")
_NUMBER = frozenset({"number", "num", "nr", "no"})
_NOT_WHOSE = frozenset({Role.ORIGINATOR, Role.MESSAGE, OTHER_PARTY, "group", "qualifier"})
_DIGITS, _DIGITS_OF_A_FLAG = frozenset({"small", "long", "number"}), 3
# What a name can mean that speaks against each of the two roles, the opponents that have a clue of their own aside.
_OTHER_THAN = {
    Role.RECIPIENT: frozenset((*OTHER_MEANINGS, Role.MESSAGE)),
    Role.MESSAGE: frozenset(OTHER_MEANINGS),
}
# What a placeholder can mean that speaks against each of them.
_FILLED_WITH_OTHER = {
    Role.RECIPIENT: frozenset((*OTHER_MEANINGS, Role.ORIGINATOR, Role.MESSAGE)),
    Role.MESSAGE: frozenset((*OTHER_MEANINGS, Role.ORIGINATOR, Role.RECIPIENT)),
}

# What a known provider documents: role -> the names of its fields for that role, the provider's name.
Documented = Mapping[Role, tuple[frozenset[str], str]]


def evidence_on(request: HttpRequest, documented: Documented, *, wanted: Collection[Place]) -> tuple[Evidence, ...]:
    """The evidence on all values of a request, on those names in it that may be numbers, and on the ``wanted``."""
    fields = layers.fields(request, names=True)
    hollow = _hollow(fields)

    def is_judged(f: Field) -> bool:
        return _may_be_number(f) if f.is_name else not hollow or f.place not in hollow

    return _gathered([f for f in fields if f.place in wanted or is_judged(f)], documented)


def _hollow(fields: Sequence[Field]) -> frozenset[Place]:
    """The XML elements that have attributes alone, as ``<user name="a"/>``, and no name of a number or a text."""
    empty = [f for f in fields if f.kind.startswith(EMPTY) and f.place.step.layer == "xml"]
    if not empty:
        return frozenset()
    attributed = {f.place.beside(f.place.step.container) for f in fields if "/@" in f.place.step.name}
    return frozenset(
        f.place
        for f in empty
        if f.place in attributed
        and all(strength(concepts_of(f.place.step.own), role) < STRONG for role in (Role.RECIPIENT, Role.MESSAGE))
    )


def _gathered(fields: Sequence[Field], documented: Documented) -> tuple[Evidence, ...]:
    """The evidence on each field."""
    naming, typed = Naming(tuple(fields)), shows_types(fields)
    found = [_named(f, naming, documented, typed=typed) for f in fields]
    whole, shared = whole_of(found), _shared_fillers(found)
    return tuple(replace(one, clues=_clues(one, documented, whole, shared)) for one in found)


def _shared_fillers(found: Iterable[Evidence]) -> frozenset[str]:
    """Placeholders under several names (``from=<caller ID>&to=<caller ID>``): they say nothing against any of them."""
    named: dict[str, set[str]] = {}
    for one in found:
        if one.look.kind == "filler" and one.look.filler:
            named.setdefault(one.look.filler, set()).add(one.field.place.step.own)
    return frozenset(filler for filler, names in named.items() if len(names) > 1)


def _clues(
    one: Evidence, documented: Documented, whole: Whole, shared: frozenset[str]
) -> Mapping[Role, tuple[Clue, ...]]:
    """The clues for both roles; what a placeholder under several names says counts against none of them."""
    clues = {
        Role.RECIPIENT: tuple(_for_recipient(one, documented, whole)),
        Role.MESSAGE: tuple(_for_message(one, documented, whole)),
    }
    if one.look.filler not in shared:
        return clues
    return {role: tuple(clue for clue in found if clue.id != "filler-other") for role, found in clues.items()}


def _named(f: Field, naming: Naming, documented: Documented, *, typed: bool) -> Evidence:
    """What a field's names and value say; a flag for the encoding may have any name (``type``, ``msg_type``)."""
    own, parents = naming.of(f)
    name = _documented_name(f) if documented else ""
    roles = frozenset(role for role, (names, _) in documented.items() if name in names)
    if Role.ENCODING_FLAG in roles:
        own = {**own, Role.ENCODING_FLAG: (1.0, f.place.step.own)}
    look = Look("filler") if typed and is_type_and_word(f.value) else _look(f, own)
    return Evidence(f, all_words_of(f.place.step.own), own, parents, look, naming.group_of(f), roles, clues={})


def _look(f: Field, own: Concepts) -> Look:
    """What a field looks like: digits that may be a time or a number are a number where the name says so."""
    seen = look_of_field(f)
    if seen.kind == "time" and says(own, Role.RECIPIENT) and Role.SCHEDULE not in own:
        return look_of_number(f.value) or seen
    return seen


def _may_be_number(one: Field) -> bool:
    """Whether a name may be the recipient's number."""
    if "$" not in one.value and not any(map(str.isdigit, one.value)):
        return False
    seen = look_of_field(one)
    sure = seen.kind == "number" and seen.number_kind in ("e164", "00", "full", "masked")
    return sure or holds_macro(one.value, TO)


def _for_recipient(one: Evidence, documented: Documented, whole: Whole) -> Iterator[Clue]:
    """Whatever speaks for or against the value being the number of the recipient."""
    yield from _stated(one, Role.RECIPIENT, TO, documented)
    yield from _names(one, Role.RECIPIENT, (Role.ORIGINATOR,))
    around, word = _parent(one, Role.ORIGINATOR)
    if around > strength(one.own, Role.RECIPIENT) * 0.5:
        yield Clue("originator-parent", around, word)
    around, word = _parent(one, OTHER_PARTY)
    if around:
        yield Clue("other-party-parent", around, word)
    seen = one.look
    filler = seen.filler if seen.kind == "filler" else _word_as_filler(one, Role.RECIPIENT)
    if seen.kind == "number":
        in_path = one.field.place.steps[0].layer == "path" and len(seen.numbers[0]) < 11
        yield Clue("maybe" if in_path else seen.number_kind)
        if len(seen.numbers) > 1:
            yield Clue("list")
    elif seen.kind == "filler" or filler:
        yield from _filler(filler, Role.RECIPIENT)
    elif says(one.own, Role.RECIPIENT) and _SHORT_CODE.fullmatch(one.field.value.strip()):
        yield Clue("short")
    elif one.field.value.strip() == "0" and strength(one.own, Role.RECIPIENT) >= STRONG:
        yield Clue("zero")
    else:
        yield Clue(seen.kind)
    if one is whole.only:
        yield Clue("only")
    yield from _place(one, whole.ends_path)
    if one.field.is_name:
        yield Clue("is-name")
    if one is whole.login:
        yield Clue("login")


def _for_message(one: Evidence, documented: Documented, whole: Whole) -> Iterator[Clue]:
    """Whatever speaks for or against the value being the text of the message."""
    yield from _stated(one, Role.MESSAGE, BODY, documented)
    yield from _names(one, Role.MESSAGE, (Role.ORIGINATOR, Role.RECIPIENT))
    named = (word for parent in one.parents if (word := _word_for_variables(parent)))
    if word := next((word for word in named if word not in _words_around(one, whole.only)), ""):
        yield Clue("variable-parent", 1.0, word)
    seen = one.look
    if seen.kind in ("words", "word"):
        filler = _word_as_filler(one, Role.MESSAGE)
        if filler:
            yield from _filler(filler, Role.MESSAGE)
        if seen.prose and not filler:
            yield Clue("prose")
        if seen.sample:
            yield Clue("sample")
        if seen.foreign:
            yield Clue("foreign")
        alone = seen.kind == "word" and one is whole.text and says(one.own, Role.MESSAGE) and not whole.stored
        if alone and folded(one.field.value) not in vocabulary():
            yield Clue("only")
    elif seen.kind == "filler":
        variables = STAND_IN.findall(one.field.value)  # "$SUBJECT: $TEXT" is made of several
        of_message = (name for name in variables if Role.MESSAGE in concepts_of(name))
        yield from _filler(next(of_message, seen.filler), Role.MESSAGE)
    elif seen.kind == "empty" and whole.filled:  # text=&message=4711: left empty beside what may be the text
        yield Clue("empty", 2.0)
    else:
        yield Clue(seen.kind, 0.2 if _may_be_any_text(one, stored=whole.stored) else 1.0)
    yield from _place(one, whole.ends_path)
    called = strength(one.own, Role.MESSAGE)
    if called and whole.around_it and whole.around_it in containers(one.field.place):
        yield Clue("beside", called)
    if one.field.place.step.layer == "body":
        yield Clue("is-body")


def _stated(one: Evidence, role: Role, token: str, documented: Documented) -> Iterator[Clue]:
    if holds_macro(one.field.value, token):
        yield Clue("token")
    if role in one.documented:
        yield Clue("catalog", 1.0, documented[role][1])


def _documented_name(f: Field) -> str:
    """A field's name as the catalog writes it: of the innermost layer, list positions as ``*``, in lower case."""
    return group_of(f.place.step).lower()


def _names(one: Evidence, role: Role, opponents: tuple[Role, ...]) -> Iterator[Clue]:
    """What the names say for a role, and against it."""
    if not (one.own or one.parents):
        return
    own, word = support(one.own, role)
    if own:
        yield Clue("name", own, word)
    parent, word = _parent(one, role)
    if parent:
        yield Clue("parent", parent, word)
    for concept in opponents:
        other, word = support(one.own, concept)
        if other > own:
            yield Clue(f"{concept}-name", other - own / 2, word)
    other, word = _strongest(one.own, _OTHER_THAN[role])
    if other > own or (other and "qualifier" in one.own and other >= own):
        yield Clue("other-name", other - own / 2, word)


def _strongest(about: Concepts, among: Collection[str]) -> tuple[float, str]:
    return max([found for concept, found in about.items() if concept in among], default=(0.0, ""))


def _parent(one: Evidence, concept: str) -> tuple[float, str]:
    """How strongly the names around a value mean a concept, and the word that says so."""
    if not one.parents:
        return 0.0, ""
    found = [
        (about[concept][0] * _FARTHER[min(distance, 2)], about[concept][1])
        for distance, about in enumerate(one.parents)
        if concept in about
    ]
    return max(found, default=(0.0, ""))


def _filler(filler: str, role: Role) -> Iterator[Clue]:
    """What a placeholder's own words say; of a phrase, those before ``to``, ``which``, ``of``."""
    phrase = _BEHIND_NAME.split(filler.strip(), maxsplit=1)
    about = concepts_of(phrase[0]) if len(filler.split()) > 2 and phrase[0].strip() else concepts_of(filler)
    own, word = support(about, role)
    if own:
        yield Clue("filler", own, word)
    other, word = _strongest(about, _FILLED_WITH_OTHER[role])
    if other > own:
        yield Clue("filler-other", other - own / 2, word)


def _word_as_filler(one: Evidence, role: Role) -> str:
    """A value that is a mere name of what belongs there: ``to=RecipientNumber``."""
    if one.look.kind not in ("word", "words") or len(one.field.value) > 40 or one.look.sample:
        return ""
    if one.field.place.steps[0].layer in ("path", "header"):  # "/sms/send" names the call, not a value
        return ""
    if _NUMBERED_PART.search(one.field.value):  # "gsm-1.2" is a port
        return ""
    parts = words_of(one.field.value)
    if role is Role.RECIPIENT and _is_someones_number(one, parts):
        return parts[-1]
    if role not in concepts_of(one.field.value):
        return ""
    if max(map(len, parts), default=0) < 3 and len(parts) > len(re.findall(r"[^\W_]+", one.field.value)):
        return ""  # "toto" holds "to" by chance
    fits = len(parts) <= 4 and all(concepts_of(word) or word in ("the", "a", "your", "my", "here") for word in parts)
    return one.field.value if fits else ""


def _is_someones_number(one: Evidence, parts: Sequence[str]) -> bool:
    """Whether a value under a recipient's name says whose number belongs there: ``phone=CustomerNumber``.

    By itself, a customer's number is that of an account. A group's or a sender's number is no recipient's.
    """
    if (
        not 2 <= len(parts) <= 4
        or strength(one.own, Role.RECIPIENT) < STRONG
        or not _LETTERS.fullmatch(one.field.value)
    ):
        return False
    is_number = parts[-1] in _NUMBER or strength(concepts_of(parts[-1]), Role.RECIPIENT) >= STRONG
    return is_number and not any(_NOT_WHOSE & concepts_of(word).keys() for word in parts[:-1])


def _place(one: Evidence, ends_path: frozenset[Step]) -> Iterator[Clue]:
    first = one.field.place.steps[0]
    layer = first.layer
    if layer == "path":
        yield Clue("ends-path" if first in ends_path else "in-path")
    elif layer == "header":
        yield Clue("in-header")


def _may_be_any_text(one: Evidence, *, stored: bool) -> bool:
    """Whether a value's name says message so plainly that its look says little.

    ``stored``: the call names a text that the provider holds; digits are then that text's id (``message=111841``).
    """
    kind = one.look.kind
    id_or_flag = kind in _DIGITS and (stored or len(one.field.value.strip()) <= _DIGITS_OF_A_FLAG)
    return is_named_message(one) and kind in _TEXT_UNDER_A_NAME and not id_or_flag


def _word_for_variables(parent: Concepts) -> str:
    """The word by which a name holds a template's variables, or speaks of a template; ``""`` where it does not."""
    found, word = names_variables(parent)
    if not word:
        found, word = support(parent, Role.TEMPLATE_ID)
    return word if found >= MEDIUM else ""


def _words_around(one: Evidence, number: Evidence | None) -> frozenset[str]:
    """The words of the names that are around a value and the number alike.

    Where the number is under ``params`` too, these are a call's (JSON-RPC), and no template's.
    """
    ours, theirs = (_levels(both) if both else () for both in (one, number))
    shared = takewhile(lambda pair: pair[0] == pair[1], zip(ours, theirs, strict=False))
    return frozenset(word for level, _ in shared for word in words_of(level))


def _levels(one: Evidence) -> tuple[str, ...]:
    return tuple(level for step in one.field.place.steps for level in step.names)
