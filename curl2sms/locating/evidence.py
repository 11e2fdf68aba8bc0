"""What speaks for and against a value being the recipient or the message: by name, value, place, and the whole.

Each clue has a weight in ``data/weights.json``, and a sentence that says it; a value's score is the sum.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise, takewhile
from typing import Any

from curl2sms import layers
from curl2sms.errors import DATA
from curl2sms.http import HttpRequest
from curl2sms.layers import Field, Place
from curl2sms.locating.looks import Look, look_of_field
from curl2sms.locating.members import containers
from curl2sms.locating.model import Role
from curl2sms.locating.naming import Naming, container_of, group_name, lists
from curl2sms.locating.words import MEDIUM, STRONG, Concepts, concepts_of, levels, says, strength, support, words_of
from curl2sms.patterns import regex
from curl2sms.records import record
from curl2sms.tokens import BODY, TO, cut

# What a name can stand for that rules a recipient or a message out: another role, or being about a message.
_OTHER = (
    *(Role.CREDENTIAL, Role.SCHEDULE, Role.REFERENCE, Role.CALLBACK, Role.TEMPLATE_ID, Role.ENCODING_FLAG),
    *(Role.TEST_FLAG, "qualifier"),
)
_FARTHER = (1.0, 0.8, 0.6)  # how much a parent's name counts, from the nearest outwards
# Any of these may be the text under a name that says nothing else than message: a code, a link, a number to call. Of
# digits as few as a flag's (``message=1``) that is not known, nor of any where the call names a stored text.
_TEXT_UNDER_A_NAME = frozenset({"small", "long", "number", "url", "email", "time", "opaque", "empty"})
_DIGITS, _DIGITS_OF_A_FLAG = frozenset({"small", "long", "number"}), 3
_MEMBER = regex(r"(?:[/.]\d+|\[\d+\])$")
# What a template's variables are called; an s at the end does not matter.
_VARIABLES = frozenset({"param", "parameter", "var", "variable", "arg", "para", "placeholder", "substitution"})


# What a known provider documents: role -> the names of its fields for that role, the provider's name.
Documented = Mapping[Role, tuple[frozenset[str], str]]


@record
class Clue:
    """One piece of evidence: its row in the table of weights, how strong it is (0 to 1), the word it rests on."""

    id: str
    strength: float = 1.0
    what: str = ""


@record
class Evidence:
    """All that is known about a value: what its names say, what it looks like, the clues for each of the two roles."""

    field: Field
    own: Concepts
    parents: tuple[Concepts, ...]
    look: Look
    clues: Mapping[Role, tuple[Clue, ...]]

    def score(self, role: Role) -> float:
        """The sum of the clues' weights for a role."""
        table = table_of_weights()[role]
        total: float = sum(table[clue.id]["weight"] * clue.strength for clue in self.clues[role])
        return round(total, 2)

    def has(self, clue: str, role: Role) -> bool:
        """Whether a clue speaks for or against a role."""
        return any(found.id == clue for found in self.clues[role])

    def reasons(self, role: Role) -> tuple[str, ...]:
        """The clues in words, those that weigh most first."""
        table = table_of_weights()[role]
        ordered = sorted(self.clues[role], key=lambda clue: -abs(table[clue.id]["weight"] * clue.strength))
        return tuple(table[clue.id]["says"].format(what=clue.what) for clue in ordered)


@cache
def table_of_weights() -> Mapping[str, Any]:
    """``data/weights.json``: role -> clue -> ``{"weight", "says"}``, and what decides."""
    rows: dict[str, Any] = json.loads((DATA / "weights.json").read_text(encoding="utf-8"))
    return rows


def evidence_on(
    request: HttpRequest, documented: Documented, *, wanted: Collection[Place] = ()
) -> tuple[Evidence, ...]:
    """The evidence on all values of a request, on those names in it that may be numbers, and on the ``wanted``."""
    fields = layers.fields(request, names=True)
    return _gathered([f for f in fields if not f.is_name or f.place in wanted or _may_be_number(f)], documented)


def _gathered(fields: Sequence[Field], documented: Documented) -> tuple[Evidence, ...]:
    """The evidence on each field."""
    naming = Naming(tuple(fields))
    found = [_named(f, *naming.of(f), documented) for f in fields]
    whole = _whole(found, lists(fields))
    return tuple(
        Evidence(
            one.field,
            one.own,
            one.parents,
            one.look,
            {
                Role.RECIPIENT: tuple(_for_recipient(one, documented, whole)),
                Role.MESSAGE: tuple(_for_message(one, documented, whole)),
            },
        )
        for one in found
    )


@record
class _Whole:
    """What only all values together tell.

    ``only`` is the one number, and ``around_it`` the member of a list that it is a part of. ``login`` is the number
    that someone logs in with. ``ends_path`` are the last segments of the path that look like values. ``stored`` says
    that the call names a text that the provider holds, and ``filled`` that a message's name has a value.
    """

    only: Evidence | None
    around_it: Place | None
    login: Evidence | None
    ends_path: frozenset[str]
    stored: bool
    filled: bool


def _whole(found: Sequence[Evidence], list_of: Mapping[Place, str]) -> _Whole:
    only = _the_only_number(found, list_of)
    return _Whole(
        only,
        _member_around(only) if only else None,
        _login(found, list_of),
        _path_end(found),
        any(_names_a_stored_text(one) for one in found),
        any(_is_named_message(one) and one.look.kind != "empty" for one in found),
    )


def _named(f: Field, own: Concepts, parents: tuple[Concepts, ...], documented: Documented) -> Evidence:
    """What a field's names and value say; a flag for the encoding may have any name (``type``, ``msg_type``)."""
    flags, _ = documented.get(Role.ENCODING_FLAG, (frozenset(), ""))
    if documented_name(f) in flags:
        own = {**own, Role.ENCODING_FLAG: (1.0, f.place.steps[-1].name.rpartition("/")[2])}
    return Evidence(f, own, parents, look_of_field(f), clues={})


def _the_only_number(found: Iterable[Evidence], list_of: Mapping[Place, str]) -> Evidence | None:
    """The one value that looks like a phone number, or stands for one, and that no name says is something else.

    Where there is none at all, the one name that is a number.
    """
    numbers = [one for one in found if _like_a_number(one) and not _ruled_out(one)]
    numbers = [one for one in numbers if not one.field.is_name] or numbers
    return numbers[0] if len({list_of[one.field.place] for one in numbers}) == 1 else None


def _member_around(one: Evidence) -> Place | None:
    """The innermost member of a list that a value is a part of: ``json:/sms/0`` of ``json:/sms/0/to``."""
    around = [at for at in containers(one.field.place) if at != one.field.place and _MEMBER.search(at.steps[-1].name)]
    return around[-1] if around else None


def _login(found: Sequence[Evidence], list_of: Mapping[Place, str]) -> Evidence | None:
    """The number that someone logs in with: right before a password, where another is left for the recipient.

    So of the gateways of Saudi Arabia that came from one code: ``mobile=...&password=...&numbers=...``. Where any name
    speaks of an account, that is the login.
    """
    numbers = [one for one in found if _like_a_number(one) and says(one.own, Role.RECIPIENT)]
    if len({list_of[one.field.place] for one in numbers}) < 2 or any(strength(one.own, "account") for one in found):
        return None
    before = [one for one, next_ in pairwise(found) if "password" in next_.own and _beside(one, next_)]
    return before[0] if len(before) == 1 and any(one is before[0] for one in numbers) else None


def _beside(one: Evidence, other: Evidence) -> bool:
    """Whether two values stand in the same container."""
    ours, theirs = one.field.place, other.field.place
    return ours.outer == theirs.outer and container_of(ours.steps[-1]) == container_of(theirs.steps[-1])


def _like_a_number(one: Evidence) -> bool:
    """A number, a placeholder that speaks of a recipient, or a mere ``xxxx`` under a name that does."""
    if one.look.kind != "filler":
        return one.look.kind == "number"
    return Role.RECIPIENT in concepts_of(one.look.filler) if one.look.filler else says(one.own, Role.RECIPIENT)


def _path_end(found: Iterable[Evidence]) -> frozenset[str]:
    """The last segments of a path, as far back as they look like values: ``/send/447700900123/Hello%20there``.

    Where the last is a text, all from a number on are: ``/send/447700900123/ACME/Hello%20there``.
    """
    segments = [one for one in found if one.field.place.steps[0].layer == "path"]
    kinds = [one.look.kind for one in segments]
    start = len(segments)
    while start and kinds[start - 1] in ("number", "words", "filler"):
        start -= 1
    if kinds[-1:] == ["words"] and "number" in kinds:
        start = min(start, kinds.index("number"))
    return frozenset(one.field.place.steps[0].name for one in segments[start:])


def _ruled_out(one: Evidence) -> bool:
    """Whether a name says that a value is something else than a recipient."""
    if says(one.own, Role.RECIPIENT):
        return False
    others = (*_OTHER, Role.ORIGINATOR, Role.MESSAGE)
    return any(says(one.own, other) for other in others) or any(says(parent, Role.ORIGINATOR) for parent in one.parents)


def _strongest(about: Concepts, among: Iterable[str]) -> tuple[float, str]:
    return max(support(about, concept) for concept in among)


def _parent(one: Evidence, concept: str) -> tuple[float, str]:
    """How strongly the names around a value stand for a concept, and the word that says so."""
    found = [
        (strength(about, concept) * _FARTHER[min(distance, 2)], support(about, concept)[1])
        for distance, about in enumerate(one.parents)
    ]
    return max(found, default=(0.0, ""))


def _names(one: Evidence, role: Role, opponents: tuple[Role, ...]) -> Iterator[Clue]:
    """What the names say for a role, and against it."""
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
    other, word = _strongest(one.own, _OTHER if role is Role.MESSAGE else (*_OTHER, Role.MESSAGE))
    if other > own or (other and "qualifier" in one.own and other >= own):
        yield Clue("other-name", other - own / 2, word)


def _for_recipient(one: Evidence, documented: Documented, whole: _Whole) -> Iterator[Clue]:
    yield from _stated(one, Role.RECIPIENT, TO, documented)
    yield from _names(one, Role.RECIPIENT, (Role.ORIGINATOR,))
    around, word = _parent(one, Role.ORIGINATOR)
    if around > strength(one.own, Role.RECIPIENT) * 0.5:
        yield Clue("originator-parent", around, word)
    seen = one.look
    filler = seen.filler if seen.kind == "filler" else _word_as_filler(one, Role.RECIPIENT)
    if seen.kind == "number":
        in_path = one.field.place.steps[0].layer == "path" and len(seen.numbers[0]) < 11
        yield Clue("maybe" if in_path else seen.number_kind)
        if len(seen.numbers) > 1:
            yield Clue("list")
    elif seen.kind == "filler" or filler:
        yield from _filler(filler, Role.RECIPIENT)
    else:
        yield Clue(seen.kind)
    if one is whole.only:
        yield Clue("only")
    yield from _place(one, whole.ends_path)
    if one.field.is_name:
        yield Clue("is-name")
    if one is whole.login:
        yield Clue("login")


def _for_message(one: Evidence, documented: Documented, whole: _Whole) -> Iterator[Clue]:
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
    elif seen.kind == "filler":
        yield from _filler(seen.filler, Role.MESSAGE)
    elif seen.kind == "empty" and whole.filled:  # text=&message=4711: left empty beside what may be the text
        yield Clue("empty", 2.0)
    else:
        yield Clue(seen.kind, 0.2 if _may_be_any_text(one, stored=whole.stored) else 1.0)
    yield from _place(one, whole.ends_path)
    called = strength(one.own, Role.MESSAGE)
    if called and whole.around_it and whole.around_it in containers(one.field.place):
        yield Clue("beside", called)
    if one.field.place.steps[-1].layer == "body":
        yield Clue("is-body")


def _may_be_any_text(one: Evidence, *, stored: bool) -> bool:
    """Whether a value's name says message so plainly that its look says little.

    ``stored``: the call names a text that the provider holds; digits are then that text's id (``message=111841``).
    """
    kind = one.look.kind
    id_or_flag = kind in _DIGITS and (stored or len(one.field.value.strip()) <= _DIGITS_OF_A_FLAG)
    return _is_named_message(one) and kind in _TEXT_UNDER_A_NAME and not id_or_flag


def _is_named_message(one: Evidence) -> bool:
    """Whether a name is a word for a message and for nothing else."""
    return strength(one.own, Role.MESSAGE) == STRONG and len(one.own) == 1


def _names_a_stored_text(one: Evidence) -> bool:
    """Whether a value is a template's id or a value for its variables."""
    return bool(_variables(one.own)[1]) or says(one.own, Role.TEMPLATE_ID)


def _word_for_variables(parent: Concepts) -> str:
    """The word by which a name holds a template's variables, or speaks of a template; ``""`` where it does not."""
    found, word = _variables(parent)
    if not word:
        found, word = support(parent, Role.TEMPLATE_ID)
    return word if found >= MEDIUM else ""


def _variables(about: Concepts) -> tuple[float, str]:
    """How strongly a name stands for a template's variables, and the word that says so."""
    found, word = support(about, "qualifier")
    return (found, word) if word.rstrip("s") in _VARIABLES else (0.0, "")


def _words_around(one: Evidence, number: Evidence | None) -> frozenset[str]:
    """The words of the names that stand around a value and the number alike.

    Where the number stands under ``params`` too, these are a call's (JSON-RPC), and no template's.
    """
    ours, theirs = (_levels(both) if both else () for both in (one, number))
    shared = takewhile(lambda pair: pair[0] == pair[1], zip(ours, theirs, strict=False))
    return frozenset(word for level, _ in shared for word in words_of(level))


def _levels(one: Evidence) -> tuple[str, ...]:
    return tuple(level for step in one.field.place.steps for level in levels(step.layer, step.name))


def _stated(one: Evidence, role: Role, token: str, documented: Documented) -> Iterator[Clue]:
    if any(found.kind == "macro" and found.name == token for found in cut(one.field.value)):
        yield Clue("token")
    names, provider = documented.get(role, (frozenset(), ""))
    if names and documented_name(one.field) in names:
        yield Clue("catalog", 1.0, provider)


def documented_name(f: Field) -> str:
    """A field's name as the catalog writes it: of the innermost layer, list positions as ``*``, in lower case."""
    return group_name(f.place.steps[-1]).partition(":")[2].lower()


def _filler(filler: str, role: Role) -> Iterator[Clue]:
    """What a placeholder's own words say; of a phrase, those before ``to``, ``which``, ``of``."""
    phrase = re.split(
        r"\b(?:to|which|that|of|for|in|be|is|as|with|where)\b", filler.strip(), maxsplit=1, flags=re.IGNORECASE
    )
    about = concepts_of(phrase[0]) if len(filler.split()) > 2 and phrase[0].strip() else concepts_of(filler)
    own, word = support(about, role)
    if own:
        yield Clue("filler", own, word)
    other, word = _strongest(
        about, (*_OTHER, Role.ORIGINATOR, Role.MESSAGE if role is Role.RECIPIENT else Role.RECIPIENT)
    )
    if other > own:
        yield Clue("filler-other", other - own / 2, word)


def _word_as_filler(one: Evidence, role: Role) -> str:
    """A value that is a mere name of what belongs there: ``to=RecipientNumber``."""
    if one.look.kind not in ("word", "words") or len(one.field.value) > 40 or one.look.sample:
        return ""
    if one.field.place.steps[0].layer in ("path", "header"):  # "/sms/send" names the call, not a value
        return ""
    parts = words_of(one.field.value)
    fits = len(parts) <= 4 and all(concepts_of(word) or word in ("the", "a", "your", "my", "here") for word in parts)
    return one.field.value if fits and role in concepts_of(one.field.value) else ""


def _place(one: Evidence, ends_path: frozenset[str]) -> Iterator[Clue]:
    layer, name = one.field.place.steps[0].layer, one.field.place.steps[0].name
    if layer == "path" and name in ends_path:
        yield Clue("ends-path")
    elif layer in ("header", "path"):
        yield Clue(f"in-{layer}")


def _may_be_number(one: Field) -> bool:
    """Whether a name may be the recipient's number."""
    if not any(character.isdigit() or character == "$" for character in one.value):
        return False
    seen = look_of_field(one)
    sure = seen.kind == "number" and seen.number_kind in ("e164", "00", "full", "masked")
    return sure or any(found.kind == "macro" and found.name == TO for found in cut(one.value))
