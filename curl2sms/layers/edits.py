"""Changing stretches of a text, and nothing else of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from curl2sms.errors import Stretch
from curl2sms.records import record
from curl2sms.traced import Traced


@record
class Edit:
    """``text`` in place of the characters from ``start`` to ``end``."""

    start: int
    end: int
    text: str


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text after all edits; they count in the text as it was, and must not overlap."""
    pieces, at = [], 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        pieces += [text[at : edit.start], edit.text]
        at = edit.end
    pieces.append(text[at:])
    return "".join(pieces)


def pieces_around(text: str, stretches: Sequence[Stretch]) -> list[str]:
    """What is before, between and after some stretches of a text, which are in order and don't overlap."""
    starts = [0, *(stretch.end for stretch in stretches)]
    ends = [*(stretch.start for stretch in stretches), len(text)]
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


def apply_traced(text: Traced, edits: Iterable[Edit]) -> Traced:
    """As ``apply``: what is put in has the place of what it means."""
    ordered = sorted(edits, key=lambda edit: (edit.start, edit.end))
    return text.edited((edit.start, edit.end, edit.text) for edit in ordered)


def without_members(members: Sequence[Stretch], gone: Collection[int]) -> list[Stretch]:
    """What to cut so that some members of a list go, each with one separator.

    ``members`` are in order, separators between them; ``gone`` are indices. A member goes with the separator before
    it, the first ones with the separator after.
    """
    cuts, kept_one = [], False
    for i, member in enumerate(members):
        if i not in gone:
            kept_one = True
        elif kept_one:
            cuts.append(Stretch(members[i - 1].end, member.end))
        elif i + 1 < len(members):
            cuts.append(Stretch(member.start, members[i + 1].start))
        else:
            cuts.append(member)
    return cuts
