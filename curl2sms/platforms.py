"""What is known about platforms' forms: ``data/platforms/*.json`` in types. Adding a platform is adding a file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from curl2sms.errors import UsageError, note
from curl2sms.knowledge import knowledge, names_in
from curl2sms.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


@record
class Placeholder:
    """A platform's placeholder: how it is typed, and what the platform puts there."""

    spelling: str
    says: str


@record
class Custom:
    """How a platform spells placeholders of the user's own: the prefix before the name, and what becomes of them."""

    prefix: str
    says: str


@record
class FormRow:
    """A field of the form: its label, what one does there, and what gives the value (``sheet.fill.FILLERS``)."""

    label: str
    action: str
    fill: str
    value: str = ""
    hint: str = ""


@record
class Remark:
    """What the form can't hold (``loss``), what the platform does not document (``note``), or of delivery reports.

    ``when`` names the templates that it concerns (``sheet.traits.TRAITS``).
    """

    id: str
    when: str
    kind: str
    says: str
    do: str


@record
class Platform:
    """One form: what it holds, its fields in order, what to know about it. See ``platforms.schema.json``."""

    id: str
    platform: str
    form: str
    since: str
    sources: tuple[str, ...]
    way: tuple[str, ...]
    methods: tuple[str, ...]
    body_methods: tuple[str, ...]
    bodies: Mapping[str, str]
    authentication: Mapping[str, str]
    charset: str
    placeholders: Mapping[str, Placeholder]
    custom: Custom | None
    rows: tuple[FormRow, ...]
    remarks: tuple[Remark, ...]
    steps: tuple[str, ...]


def names() -> tuple[str, ...]:
    """What ``--platform`` takes."""
    return tuple(name.removeprefix("platforms/") for name in names_in("platforms"))


@cache
def load(name: str) -> Platform:
    """A platform by its id; UsageError where there is none of that name."""
    if name not in names():
        raise UsageError(note("platform-unknown", name=name, known=", ".join(names())))
    return parse(knowledge(f"platforms/{name}"))


def parse(data: Mapping[str, Any]) -> Platform:
    """A platform from what its file holds, which must be valid by ``platforms.schema.json``."""
    parts = dict(data)
    parts["placeholders"] = {name: Placeholder(**one) for name, one in data["placeholders"].items()}
    parts["custom"] = Custom(**data["custom"]) if data["custom"] else None
    parts["rows"] = tuple(FormRow(**row) for row in data["rows"])
    parts["remarks"] = tuple(Remark(**one) for one in data["remarks"])
    for key in ("sources", "way", "methods", "body_methods", "steps"):
        parts[key] = tuple(data[key])
    return Platform(**parts)
