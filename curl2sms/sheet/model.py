"""A sheet as data: what to type into which field, and what to know besides."""

from __future__ import annotations

from curl2sms.errors import Note
from curl2sms.records import record


@record
class Cell:
    """A value, exactly as it is to be typed or chosen.

    ``masked``: a credential is hidden in it, so that it can't be typed as it is. ``to_fill``: the names of the
    variables in it that want a value first. ``block``: a whole document, which may have several lines.
    """

    text: str
    masked: bool = False
    to_fill: tuple[str, ...] = ()
    block: bool = False


@record
class Row:
    """A field of the form, in its order.

    ``action`` is ``type``, ``choose``, ``leave`` (nothing to do there) or ``stop`` (the form can't hold what the
    template says: ``Sheet.losses`` shows). The value is ``cell``, or ``pairs`` of key and value; neither for ``leave``.
    """

    label: str
    action: str
    cell: Cell | None = None
    pairs: tuple[tuple[Cell, Cell], ...] = ()
    hint: str = ""


@record
class Meaning:
    """A placeholder on the sheet: as it is typed, and what the platform puts there."""

    spelling: str
    says: str


@record
class Sheet:
    """All that the person at the dashboard needs, in the order of the work.

    ``lost`` is what the sample did and the template can't; ``first`` is to be settled before typing (variables, values
    still to be filled in, callbacks of the sample); ``rows`` are the form's; ``losses`` are what it can't hold, with
    the way out; ``number`` is the form of number that the provider wants; ``reports`` is what to
    ask it for delivery reports; ``unknown`` is what the platform does not
    document; ``steps`` lead to the test message, whose text is ``test_text``.
    """

    template: str
    platform: str
    form: str
    way: tuple[str, ...]
    lost: tuple[Note, ...]
    first: tuple[Note, ...]
    rows: tuple[Row, ...]
    placeholders: tuple[Meaning, ...]
    losses: tuple[Note, ...]
    number: Note
    reports: tuple[Note, ...]
    unknown: tuple[Note, ...]
    steps: tuple[str, ...]
    test_text: str
    sources: tuple[str, ...]

    @property
    def masked(self) -> bool:
        """Whether a credential is hidden somewhere on the sheet."""
        cells = [cell for row in self.rows for pair in row.pairs for cell in pair]
        cells += [row.cell for row in self.rows if row.cell]
        return any(cell.masked for cell in cells)
