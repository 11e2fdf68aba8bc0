"""Phone numbers: the form that a sample writes them in, and a number written in that form."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recipient:
    """How the recipient's number replaces ``$$To``: ``e164``, ``digits``, ``00``, ``national`` or ``as-given``.

    ``country`` is ISO 3166 alpha-2; ``trunk_zero`` says that a national number is written with its leading 0.
    """

    format: str = "as-given"
    country: str | None = None
    trunk_zero: bool | None = None
