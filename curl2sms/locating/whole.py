"""What only all values of a request together tell: the one number, a login, the end of a path, a stored text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from curl2sms.layers import Place, Step
from curl2sms.layers.place import POSITION
from curl2sms.locating.evidence import OTHER_MEANINGS, Evidence
from curl2sms.locating.members import containers
from curl2sms.locating.model import Role
from curl2sms.locating.words import STRONG, Concepts, concepts_of, says, strength, support
from curl2sms.records import record

# What a template's variables are called; an s at the end does not matter.
_VARIABLES = frozenset({"param", "parameter", "var", "variable", "arg", "para", "placeholder", "substitution"})


@record
class Whole:
    """What only all values together tell.

    ``only`` is the one number, and ``around_it`` the member of a list that it is a part of. ``login`` is the number
    that someone logs in with. ``text`` is the one value that may be the message by its name or its words.
    ``ends_path`` are the last segments of the path that look like values. ``stored`` says
    that the call names a text that the provider holds, and ``filled`` that a message's name has a value.
    """

    only: Evidence | None
    around_it: Place | None
    login: Evidence | None
    text: Evidence | None
    ends_path: frozenset[Step]
    stored: bool
    filled: bool


def whole_of(found: Sequence[Evidence]) -> Whole:
    """What all values together tell."""
    only = _the_only_number(found)
    return Whole(
        only=only,
        around_it=_member_around(only) if only else None,
        login=_login(found),
        text=_the_only_text(found),
        ends_path=_path_end(found),
        stored=any(_names_a_stored_text(one) for one in found),
        filled=any(is_named_message(one) and one.look.kind != "empty" for one in found),
    )


def _the_only_number(found: Iterable[Evidence]) -> Evidence | None:
    """The one value that looks like a phone number, or means one, and that no name says is something else.

    Where there is none at all, the one name that is a number.
    """
    numbers = [one for one in found if _like_a_number(one) and not _ruled_out(one)]
    numbers = [one for one in numbers if not one.field.is_name] or numbers
    return numbers[0] if len({one.group for one in numbers}) == 1 else None


def _the_only_text(found: Iterable[Evidence]) -> Evidence | None:
    """The one value that a name calls a message, and nothing else, or that reads like a text."""
    texts = [one for one in found if one.look.kind == "words" or _may_be_called_message(one)]
    return texts[0] if len(texts) == 1 else None


def _may_be_called_message(one: Evidence) -> bool:
    return says(one.own, Role.MESSAGE) and len(one.own) == 1 and one.look.kind != "empty"


def _member_around(one: Evidence) -> Place | None:
    """The innermost member of a list that a value is a part of: ``json:/sms/0`` of ``json:/sms/0/to``."""
    around = [at for at in containers(one.field.place) if at != one.field.place and _is_member(at.step)]
    return around[-1] if around else None


def _is_member(step: Step) -> bool:
    return bool(step.parts) and step.parts[-1].kind == POSITION


def _login(found: Sequence[Evidence]) -> Evidence | None:
    """The number that someone logs in with: right before a password, where another is left for the recipient.

    So of the gateways of Saudi Arabia that came from one code: ``mobile=...&password=...&numbers=...``. Where any name
    speaks of an account, that is the login.
    """
    numbers = [one for one in found if _like_a_number(one) and says(one.own, Role.RECIPIENT)]
    if len({one.group for one in numbers}) < 2 or any(strength(one.own, "account") for one in found):
        return None
    before = [one for one, next_ in pairwise(found) if "password" in next_.own and _beside(one, next_)]
    return before[0] if len(before) == 1 and any(one is before[0] for one in numbers) else None


def _beside(one: Evidence, other: Evidence) -> bool:
    """Whether two values are in the same container."""
    ours, theirs = one.field.place, other.field.place
    return ours.outer == theirs.outer and ours.step.container == theirs.step.container


def _like_a_number(one: Evidence) -> bool:
    """A number, a placeholder that speaks of a recipient, or a mere ``xxxx`` under a name that does."""
    if one.look.kind != "filler":
        return one.look.kind == "number"
    return Role.RECIPIENT in concepts_of(one.look.filler) if one.look.filler else says(one.own, Role.RECIPIENT)


def _path_end(found: Iterable[Evidence]) -> frozenset[Step]:
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
    return frozenset(one.field.place.steps[0] for one in segments[start:])


def _ruled_out(one: Evidence) -> bool:
    """Whether a name says that a value is something else than a recipient."""
    if says(one.own, Role.RECIPIENT):
        return False
    others = (*OTHER_MEANINGS, Role.ORIGINATOR, Role.MESSAGE)
    return any(says(one.own, other) for other in others) or any(says(parent, Role.ORIGINATOR) for parent in one.parents)


def is_named_message(one: Evidence) -> bool:
    """Whether a name is a word for a message and for nothing else."""
    return strength(one.own, Role.MESSAGE) == STRONG and len(one.own) == 1


def _names_a_stored_text(one: Evidence) -> bool:
    """Whether a value is a template's id or a value for its variables."""
    return bool(names_variables(one.own)[1]) or says(one.own, Role.TEMPLATE_ID)


def names_variables(about: Concepts) -> tuple[float, str]:
    """How strongly a name means a template's variables, and the word that says so."""
    found, word = support(about, "qualifier")
    return (found, word) if word.rstrip("s") in _VARIABLES else (0.0, "")
