"""What speaks for and against a value being the recipient or the message: by name, value, place, and the whole.

Each clue has a weight in ``data/weights.json``, and a sentence that says it; a value's score is the sum.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from curl2sms.errors import DATA
from curl2sms.layers import Field, Place, Step
from curl2sms.locating.values import Look, look
from curl2sms.locating.words import concepts, levels, words
from curl2sms.tokens import BODY, TO, cut

RECIPIENT, MESSAGE = "recipient", "message"

Concepts = Mapping[str, tuple[float, str]]

# What a name can say that rules a recipient or a message out.
_OTHER = ("credential", "schedule", "reference", "callback", "template-id", "encoding-flag", "test-flag", "qualifier")
_FARTHER = (1.0, 0.8, 0.6)  # how much a parent's name counts, from the nearest outwards


@dataclass(frozen=True, slots=True)
class Clue:
    """One piece of evidence: its row in the table of weights, how strong it is (0 to 1), the word it rests on."""

    id: str
    strength: float = 1.0
    what: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is known about a value: what its names say, what it looks like, the clues for each of the two roles."""

    field: Field
    own: Concepts
    parents: tuple[Concepts, ...]
    look: Look
    clues: Mapping[str, tuple[Clue, ...]] = dataclasses.field(default_factory=dict)

    def score(self, role: str, weights: Mapping[str, Any] | None = None) -> float:
        """The sum of the clues' weights for a role."""
        table = (weights or table_of_weights())[role]
        total: float = sum(table[clue.id]["weight"] * clue.strength for clue in self.clues[role])
        return round(total, 2)

    def reasons(self, role: str) -> tuple[str, ...]:
        """The clues in words, those that weigh most first."""
        table = table_of_weights()[role]
        ordered = sorted(self.clues[role], key=lambda clue: -abs(table[clue.id]["weight"] * clue.strength))
        return tuple(table[clue.id]["says"].format(what=clue.what) for clue in ordered)


@cache
def table_of_weights() -> Mapping[str, Any]:
    """``data/weights.json``: role -> clue -> ``{"weight", "says"}``, and what decides."""
    rows: dict[str, Any] = json.loads((DATA / "weights.json").read_text(encoding="utf-8"))
    return rows


def gather(fields: Iterable[Field], documented: Mapping[str, tuple[frozenset[str], str]]) -> tuple[Evidence, ...]:
    """The evidence on each field.

    ``documented`` is role -> (names of the fields that a known provider has for it, the provider's name).
    """
    listed = tuple(fields)
    naming = _Naming(listed)
    found = [Evidence(f, *naming.of(f), look(f.value)) for f in listed]
    alone, ends_path = _the_only_number(found, lists(listed)), _path_end(found)
    return tuple(
        Evidence(
            one.field,
            one.own,
            one.parents,
            one.look,
            {
                RECIPIENT: tuple(_for_recipient(one, documented, ends_path, only=one is alone)),
                MESSAGE: tuple(_for_message(one, documented, ends_path)),
            },
        )
        for one in found
    )


class _Naming:
    """What stands before a value as its name: its own, those around it, and a sibling that holds the name."""

    def __init__(self, fields: tuple[Field, ...]) -> None:
        self._cells = {str(f.place): f.value for f in fields if f.place.steps[-1].layer == "csv"}
        self._segments = {f.place.steps[0].name: f.value for f in fields if f.place.steps[0].layer == "path"}
        self._named: dict[str, str] = {}
        for f in fields:
            container, own = _container(f.place.steps[-1])
            if words(own)[-1:] in (("name",), ("key",), ("field",), ("param",), ("parameter",), ("k",), ("n",)):
                self._named.setdefault(f"{f.place.outer}>{container}", f.value)

    def of(self, f: Field) -> tuple[Concepts, tuple[Concepts, ...]]:
        """What a field's own name says, and those of its parents, from the nearest outwards."""
        names = [name for step in f.place.steps for name in self._levels(f, step)]
        said = [concepts(name) for name in names]
        own: Concepts = {}
        while said and not own:  # "value", "0": the next name outwards is meant
            own = said.pop()
        return own, tuple(reversed(said))

    def _levels(self, f: Field, step: Step) -> tuple[str, ...]:
        if step.layer == "csv":
            row, _, column = step.name.partition(",")
            heading = self._cells.get(f"{f.place.outer}>csv:1,{column}" if f.place.outer else f"csv:1,{column}", "")
            return (heading,) if row != "1" and look(heading).kind == "word" else ()
        if step.layer == "path":
            return (self._before(step.name),) if look(f.value).kind in ("number", "filler", "words") else ()
        found = levels(step.layer, step.name)
        container, own = _container(step)
        if words(own)[-1:] in (("value",), ("val",), ("v",), ("content",)) or step.layer == "xml":
            named = self._named.get(f"{f.place.outer}>{container}") or self._named.get(
                f"{f.place.outer}>{_bare(step.name)}"
            )
            if named and named != f.value and look(named).kind in ("word", "filler"):
                found = (*found, named)
        return found

    def _before(self, segment: str) -> str:
        """The segment before, where it is a word that names what follows (``/phone/447700900123``)."""
        before = self._segments.get(str(int(segment) - 1), "") if segment.isdecimal() else ""
        sure = max((strength for strength, _ in concepts(before).values()), default=0.0) >= 0.6
        return before if sure and look(before).kind == "word" else ""


def _container(step: Step) -> tuple[str, str]:
    container, _, own = step.name.rpartition("/")
    return container, own.removeprefix("@").partition("[")[0]


def _bare(name: str) -> str:
    return re.sub(r"/text\(\).*$", "", name)


def _the_only_number(found: Iterable[Evidence], list_of: Mapping[Place, str]) -> Evidence | None:
    """The one value that looks like a phone number, or stands for one, and that no name says is something else."""
    numbers = [one for one in found if _like_a_number(one) and not one.field.is_name and not _ruled_out(one)]
    return numbers[0] if len({list_of[one.field.place] for one in numbers}) == 1 else None


def _like_a_number(one: Evidence) -> bool:
    return one.look.kind == "number" or (one.look.kind == "filler" and RECIPIENT in concepts(one.look.filler))


def _path_end(found: Iterable[Evidence]) -> frozenset[str]:
    """The last segments of a path, as far back as they look like values: ``/send/447700900123/Hello%20there``."""
    segments = [one for one in found if one.field.place.steps[0].layer == "path"]
    ending: set[str] = set()
    for one in reversed(segments):
        if one.look.kind not in ("number", "words", "filler"):
            break
        ending.add(one.field.place.steps[0].name)
    return frozenset(ending)


def _ruled_out(one: Evidence) -> bool:
    if _strength(one.own, RECIPIENT) >= 0.6:
        return False
    named = [_strength(one.own, concept) for concept in (*_OTHER, "originator", MESSAGE)]
    return max(named) >= 0.6 or any(_strength(parent, "originator") >= 0.6 for parent in one.parents)


def _strength(said: Concepts, concept: str) -> float:
    return said.get(concept, (0.0, ""))[0]


def _strongest(said: Concepts, among: Iterable[str]) -> tuple[float, str]:
    return max((said[concept] for concept in among if concept in said), default=(0.0, ""))


def _parent(one: Evidence, concept: str) -> tuple[float, str]:
    found = [
        (said[concept][0] * _FARTHER[min(distance, 2)], said[concept][1])
        for distance, said in enumerate(one.parents)
        if concept in said
    ]
    return max(found, default=(0.0, ""))


def _names(one: Evidence, role: str, opponents: tuple[str, ...]) -> Iterator[Clue]:
    """What the names say for a role, and against it."""
    own = one.own.get(role, (0.0, ""))
    if own[0]:
        yield Clue("name", *own)
    parent = _parent(one, role)
    if parent[0]:
        yield Clue("parent", *parent)
    for concept in opponents:
        strength, word = one.own.get(concept, (0.0, ""))
        if strength > own[0]:
            yield Clue(f"{concept}-name", strength - own[0] / 2, word)
    others = _OTHER if role == MESSAGE else (*_OTHER, MESSAGE)
    strength, word = _strongest(one.own, others)
    if strength > own[0] or (strength and "qualifier" in one.own and strength >= own[0]):
        yield Clue("other-name", strength - own[0] / 2, word)


def _for_recipient(
    one: Evidence, documented: Mapping[str, Any], ends_path: frozenset[str], *, only: bool
) -> Iterator[Clue]:
    yield from _given(one, RECIPIENT, TO, documented)
    yield from _names(one, RECIPIENT, ("originator",))
    strength, word = _parent(one, "originator")
    if strength > _strength(one.own, RECIPIENT) * 0.5:
        yield Clue("originator-parent", strength, word)
    look_ = one.look
    if look_.kind == "number":
        yield Clue(look_.number)
        if len(look_.numbers) > 1:
            yield Clue("list")
        if only:
            yield Clue("only")
    elif look_.kind == "filler" or (filler := _word_as_filler(one, RECIPIENT)):
        yield from _filler(look_.filler if look_.kind == "filler" else filler, RECIPIENT)
        if only:
            yield Clue("only")
    else:
        yield Clue(look_.kind)
    yield from _place(one, ends_path)
    if one.field.is_name:
        yield Clue("is-name")


def _for_message(one: Evidence, documented: Mapping[str, Any], ends_path: frozenset[str]) -> Iterator[Clue]:
    yield from _given(one, MESSAGE, BODY, documented)
    yield from _names(one, MESSAGE, ("originator", RECIPIENT))
    for parent in one.parents:
        strength, word = _strongest(parent, ("template-id",))
        variables = parent.get("qualifier", (0.0, ""))
        if variables[1].rstrip("s") in (
            "param",
            "parameter",
            "var",
            "variable",
            "arg",
            "para",
            "placeholder",
            "substitution",
        ):
            strength, word = variables
        if strength >= 0.6:
            yield Clue("variable-parent", 1.0, word)
            break
    look_ = one.look
    if look_.kind in ("words", "word"):
        if filler := _word_as_filler(one, MESSAGE):
            yield from _filler(filler, MESSAGE)
        if look_.prose:
            yield Clue("prose")
        if look_.sample:
            yield Clue("sample")
        if look_.foreign:
            yield Clue("foreign")
    elif look_.kind == "filler":
        yield from _filler(look_.filler, MESSAGE)
    else:
        yield Clue(look_.kind)
    yield from _place(one, ends_path)
    if one.field.place.steps[-1].layer == "body":
        yield Clue("is-body")


def _given(one: Evidence, role: str, token: str, documented: Mapping[str, Any]) -> Iterator[Clue]:
    if any(found.kind == "macro" and found.name == token for found in cut(one.field.value)):
        yield Clue("token")
    names, provider = documented.get(role, (frozenset(), ""))
    if names and documented_name(one.field) in names:
        yield Clue("catalog", 1.0, provider)


def documented_name(f: Field) -> str:
    """A field's name as the catalog writes it: of the innermost layer, list positions as ``*``, in lower case."""
    return group_name(f.place.steps[-1]).partition(":")[2].lower()


def _filler(filler: str, role: str) -> Iterator[Clue]:
    """What a placeholder's own words say; of a phrase, those before ``to``, ``which``, ``of``."""
    phrase = re.split(
        r"\b(?:to|which|that|of|for|in|be|is|as|with|where)\b", filler.strip(), maxsplit=1, flags=re.IGNORECASE
    )
    said = concepts(phrase[0]) if len(filler.split()) > 2 and phrase[0].strip() else concepts(filler)
    strength, word = said.get(role, (0.0, ""))
    if strength:
        yield Clue("filler", strength, word)
    others = (*_OTHER, "originator", MESSAGE if role == RECIPIENT else RECIPIENT)
    other, word = _strongest(said, others)
    if other > strength:
        yield Clue("filler-other", other - strength / 2, word)


def _word_as_filler(one: Evidence, role: str) -> str:
    """A value that is a mere name of what belongs there: ``to=RecipientNumber``."""
    if one.look.kind not in ("word", "words") or len(one.field.value) > 40 or one.look.sample:
        return ""
    if one.field.place.steps[0].layer in ("path", "header"):  # "/sms/send" names the call, not a value
        return ""
    said = words(one.field.value)
    fits = len(said) <= 4 and all(concepts(word) or word in ("the", "a", "your", "my", "here") for word in said)
    return one.field.value if fits and role in concepts(one.field.value) else ""


def _place(one: Evidence, ends_path: frozenset[str]) -> Iterator[Clue]:
    layer, name = one.field.place.steps[0].layer, one.field.place.steps[0].name
    if layer == "path" and name in ends_path:
        yield Clue("ends-path")
    elif layer in ("header", "path"):
        yield Clue(f"in-{layer}")


def lists(fields: Iterable[Field]) -> Mapping[Place, str]:
    """For each place what the members of its list have in common: the place with its list positions left out.

    An array that holds numbers and words side by side is a record, and no list: its last position stays.
    """
    keys: dict[Place, str] = {}
    looks: dict[tuple[Place | None, str, str], set[bool]] = {}
    listed = [(one, _container(one.place.steps[-1])) for one in fields]
    for one, (container, _) in listed:
        keys[one.place] = ">".join(group_name(step) for step in one.place.steps)
        looks.setdefault((one.place.outer, container, keys[one.place]), set()).add(look(one.value).kind == "number")
    for one, (container, _) in listed:
        step = one.place.steps[-1]
        if step.layer == "json" and len(looks[one.place.outer, container, keys[one.place]]) > 1:
            keys[one.place] = keys[one.place].removesuffix("*") + step.name.rpartition("/")[2]
    return keys


def group_name(step: Step) -> str:
    """A step's name with every list position as ``*``: ``/sms/*/to/*``."""
    name = re.sub(r"#\d+$", "", step.name)
    if step.layer == "csv":
        return "csv:*," + name.partition(",")[2]
    if step.layer == "xml":
        name = re.sub(r"\[\d+\]", "", name)
    else:
        name = re.sub(r"(?<=/)\d+(?=/|$)|(?<=\[)\d*(?=\])|(?<=\.)\d+(?=\.|$)", "*", name)
    return f"{step.layer}:{name}"
