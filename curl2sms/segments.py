"""How a text travels as short messages: the encoding, the length in its own units, the number of parts.

The tables are those of 3GPP TS 23.038 (the GSM 7-bit default alphabet, 6.2.1, and its extension, 6.2.1.1), the
limits those of TS 23.040 9.2.3.24: 140 octets a message, 134 of them a part where a concatenation header of 6 octets
takes its place. A provider may do otherwise: replace typographic quotes, use a national language table, or always
send UCS-2.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from curl2sms.records import record

# One septet each, in the order of their codes; 0x1B, between Ξ and Æ, is the escape to the extension.
BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ"
    " !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
# The escape and one more septet.
EXTENSION = "\f^{}\\[~]|€"

_SEPTETS = {**dict.fromkeys(BASIC, 1), **dict.fromkeys(EXTENSION, 2)}
_FORCING_SHOWN = 3


@record
class Forcing:
    """A character that GSM-7 lacks: its Unicode name (``U+0007`` where it has none) and where it first is."""

    character: str
    name: str
    offset: int


@record
class Segments:
    """How a text travels.

    ``encoding`` is ``GSM-7`` or ``UCS-2``; ``characters`` are Unicode's; ``units`` are septets or UTF-16 code units;
    ``per_segment`` is how many of them one part holds; ``forcing`` are the characters that force UCS-2, each once,
    in the order of the text.
    """

    encoding: str
    characters: int
    units: int
    segments: int
    per_segment: int
    forcing: tuple[Forcing, ...] = ()


def count(text: str) -> Segments:
    """Encoding, length and parts of a text.

    A pair of an escape and its septet, or of two surrogates, is never split: such a part stays one unit short, so the
    parts may be more than ``units / per_segment``. The empty text is one message.

    >>> count("Hello")
    Segments(encoding='GSM-7', characters=5, units=5, segments=1, per_segment=160, forcing=())
    >>> count("[" * 80).segments, count("[" * 81).segments
    (1, 2)
    """
    forcing = tuple(
        Forcing(character, unicodedata.name(character, f"U+{ord(character):04X}"), text.index(character))
        for character in dict.fromkeys(text)
        if character not in _SEPTETS
    )
    if forcing:
        encoding, alone, part = "UCS-2", 70, 67
        costs = [2 if character > "\uffff" else 1 for character in text]
    else:
        encoding, alone, part = "GSM-7", 160, 153
        costs = [_SEPTETS[character] for character in text]
    units = sum(costs)
    if units <= alone:
        return Segments(encoding, len(text), units, 1, alone, forcing)
    return Segments(encoding, len(text), units, _parts(costs, part), part, forcing)


def _parts(costs: Iterable[int], limit: int) -> int:
    """How many parts hold characters of these costs, in order, none split."""
    parts, room = 1, limit
    for cost in costs:
        if cost > room:
            parts, room = parts + 1, limit
        room -= cost
    return parts


def describe(segments: Segments) -> str:
    """One line for people.

    >>> describe(count("Zoë"))
    'UCS-2, 3 of 70 code units, 1 part; GSM-7 lacks “ë” (LATIN SMALL LETTER E WITH DIAERESIS)'
    """
    unit = "septets" if segments.encoding == "GSM-7" else "code units"
    if segments.segments == 1:
        line = f"{segments.encoding}, {segments.units} of {segments.per_segment} {unit}, 1 part"
    else:
        line = (
            f"{segments.encoding}, {segments.units} {unit}, "
            f"{segments.segments} parts of at most {segments.per_segment} each"
        )
    if segments.forcing:
        # Of what a terminal would hide or act on, only the name is shown.
        shown = [
            f"“{one.character}” ({one.name})" if one.character.isprintable() else one.name
            for one in segments.forcing[:_FORCING_SHOWN]
        ]
        more = len(segments.forcing) - len(shown)
        line += f"; GSM-7 lacks {', '.join(shown)}" + (f" and {more} more" if more else "")
    return line
