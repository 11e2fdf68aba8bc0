"""What a verification gives: checks with a verdict each, and a report of them."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from curl2sms.errors import Note
from curl2sms.records import attribute, record
from curl2sms.secret_values import NOTHING, Secrets

_NAMED = 3


class Verdict(StrEnum):
    """What a check found. A warning fails only a strict run; information never fails; what was skipped says why."""

    PASS = "pass"
    INFO = "info"
    FAIL = "fail"
    WARNING = "warning"
    SKIPPED = "skipped"


@record
class Difference:
    """One thing that did not arrive as expected; None on one side: there was nothing, or nothing should have been.

    ``place`` is a PLACE or a part of the request (``method``, ``host``, ``request`` for the whole). ``aspect`` is what
    of it differs: empty for the value, the kind of a node of a document (``number``, ``array``, ``element``),
    ``spelling`` where the letters differ and the meaning may not, ``order``. ``layer`` is the outermost layer of a
    PLACE (``query``, ``header``, ``json``); empty for a part of the request.
    """

    place: str
    expected: str | None
    got: str | None
    aspect: str = ""
    layer: str = ""


SPELLING = "spelling"


@record
class Check:
    """One thing that was looked at.

    ``said`` is the note whose words it has, if it has a note's.
    ``group`` gathers checks of one kind (``request``, ``texts``, ``numbers``, ``lint`` ...), ``name`` is stable
    within it; ``at`` is the PLACE or placeholder concerned. ``message`` and ``do`` are for people.
    ``line`` is a line of the template's file, from 1; 0 where the check is about no line of its own.
    """

    group: str
    name: str
    verdict: Verdict
    message: str = ""
    do: str = ""
    at: str = ""
    differences: tuple[Difference, ...] = ()
    said: Note | None = attribute(default=None, compare=False, repr=False)
    line: int = 0


def listed(names: Sequence[str]) -> str:
    """The first names of a list, and how many more there are: ``a, b, c and 4 more``."""
    shown, more = names[:_NAMED], len(names) - _NAMED
    return ", ".join(shown) + (f" and {more} more" if more > 0 else "")


def noted(group: str, said: Note) -> Check:
    """A finding in the words of the table of notes: an error fails, all else warns.

    The check's name is the note's id without its first word where that shows the group.
    """
    verdict = Verdict.FAIL if said.kind == "error" else Verdict.WARNING
    name = said.id.removeprefix("proof-").removeprefix(f"{group}-")
    return Check(group, name, verdict, said.message, said.do, said.at, said=said)


@record
class Report:
    """All checks of one template.

    ``source`` is the file's name as a person knows it, where it has one; ``seconds`` is the time that it took;
    ``secrets`` is what no report shows.
    """

    template: str
    checks: tuple[Check, ...]
    source: str = ""
    seconds: float = 0.0
    secrets: Secrets = attribute(default=NOTHING, repr=False)

    def of(self, *verdicts: Verdict) -> tuple[Check, ...]:
        """The checks with one of these verdicts, in order."""
        return tuple(check for check in self.checks if check.verdict in verdicts)

    @property
    def ok(self) -> bool:
        """Whether nothing failed."""
        return not self.of(Verdict.FAIL)

    def passed(self, *, strict: bool = False) -> bool:
        """Whether nothing failed, and in a strict run nothing was warned of either."""
        return not self.of(Verdict.FAIL, *([Verdict.WARNING] if strict else []))
