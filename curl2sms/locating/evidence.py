"""What speaks for and against a value being the recipient or the message, and what it weighs.

Each clue has a weight in ``data/weights.json``, and a sentence that says it; a value's score is the sum.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from curl2sms.knowledge import knowledge
from curl2sms.layers import Field
from curl2sms.locating.looks import Look
from curl2sms.locating.model import Role
from curl2sms.locating.words import OTHER_PARTY, Concepts
from curl2sms.records import record
from curl2sms.remembering import WithMemory

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# What a name can mean that rules a recipient or a message out: another role, or being about a message.
OTHER_MEANINGS = (
    *(Role.CREDENTIAL, Role.SCHEDULE, Role.REFERENCE, Role.CALLBACK, Role.TEMPLATE_ID, Role.ENCODING_FLAG),
    *(Role.TEST_FLAG, "qualifier", OTHER_PARTY),
)


@record
class Clue:
    """One piece of evidence: its row in the table of weights, how strong it is (0 to 1), the word it rests on."""

    id: str
    strength: float = 1.0
    what: str = ""


@record
class Evidence(WithMemory):
    """All that is known about a value: what its names say, what it looks like, the clues for each of the two roles.

    The members of one list, and they alone, have the same ``group``. ``words`` are those of its own name, and all of
    them as one. ``documented`` are the roles for which the provider documents a field of that name.
    """

    field: Field
    words: frozenset[str]
    own: Concepts
    parents: tuple[Concepts, ...]
    look: Look
    group: str
    documented: frozenset[Role]
    clues: Mapping[Role, tuple[Clue, ...]]

    def score(self, role: Role) -> float:
        """The sum of the clues' weights for a role."""
        return self.remembered(_score, role)

    def has(self, clue: str, role: Role) -> bool:
        """Whether a clue speaks for or against a role."""
        return any(found.id == clue for found in self.clues[role])

    def reasons(self, role: Role) -> tuple[str, ...]:
        """The clues in words, those that weigh most first."""
        table = table_of_weights()[role]
        ordered = sorted(self.clues[role], key=lambda clue: -abs(table[clue.id]["weight"] * clue.strength))
        return tuple(table[clue.id]["says"].format(what=clue.what) for clue in ordered)


def _score(one: Evidence, role: Role) -> float:
    table = table_of_weights()[role]
    total: float = sum([table[clue.id]["weight"] * clue.strength for clue in one.clues[role]])
    return round(total, 2)


@cache
def table_of_weights() -> Mapping[str, Any]:
    """``data/weights.json``: role -> clue -> ``{"weight", "says"}``, and what decides."""
    rows: dict[str, Any] = knowledge("weights")
    return rows
