"""What a person decides about a sample, where the program would decide otherwise or ask."""

from __future__ import annotations

from collections.abc import Mapping

from curl2sms.records import attribute, record

# Names of placeholders, each with the PLACE of the value that it replaces.
Macros = tuple[tuple[str, str], ...]


@record
class Choices:
    """What decides how a sample is read, judged and turned into a template; each choice may be left out.

    ``nth`` picks one of several calls, from 1; ``kind`` is the kind of text (``sample_kinds.NAMES``), where the text
    itself should not decide. ``to`` and ``body`` are PLACEs that settle which value is the recipient and which the
    message; ``macros`` are placeholders of the platform; ``catalog`` lets what is known about providers count.
    ``settings`` are decoded values by place, for what the sample leaves to be filled in (``filling_in.fill_in``);
    ``lift_secrets`` makes credentials variables; ``batch`` makes the template one that takes so many messages at most
    in one request.
    """

    nth: int | None = None
    kind: str | None = None
    to: str | None = None
    body: str | None = None
    macros: Macros = ()
    catalog: bool = True
    settings: Mapping[str, str] = attribute(default_factory=dict)
    lift_secrets: bool = False
    batch: int | None = None


NO_CHOICES = Choices()
