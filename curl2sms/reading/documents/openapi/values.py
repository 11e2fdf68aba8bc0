"""The value that a schema describes: its example, else its default, else a text that is still to be filled in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from curl2sms.errors import SampleError
from curl2sms.http import stand_in
from curl2sms.patterns import regex
from curl2sms.reading.documents.openapi.references import References
from curl2sms.reading.documents.tree import ABSENT, Node, too_large
from curl2sms.reading.encoding import json_string
from curl2sms.reading.model import Known
from curl2sms.records import draft, replace
from curl2sms.traced import Traced, joined, spelt

_NUMBER = regex(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
# What names the schema of a text, among several that may be in one place.
_OF_TEXTS = regex(r"sms|(?<![a-z])text", re.IGNORECASE)
# Types whose values are in JSON without quotes.
_BARE = frozenset(("number", "integer", "boolean"))
# Where a value is given, in the order in which they count; ``examples`` of a schema is a list (JSON Schema 2020-12).
_GIVEN = ("example", "examples", "x-example", "const", "default")
_EXAMPLES = _GIVEN[:3]
# Formats of moments: an example of one is over by now.
_MOMENTS = frozenset(("date-time", "date", "time"))
# A schema that needs more than this describes no message.
_MOST_VALUES, _DEEPEST = 2_000, 20


@draft
class Room:
    """How many more values may be made for all calls of a document."""

    left: int = 60_000


class Values:
    """Makes values of schemas; ``left_out`` are the names of optional ones that the document gives no value."""

    def __init__(self, references: References, known: Known, room: Room) -> None:
        self.references = references
        self.known = known
        self.room = room
        self.left_out: list[str] = []
        self._made = 0

    def of_schema(self, schema: Node, name: str, *, required: bool = True, within: tuple[int, ...] = ()) -> Node:
        """The value of a schema; ABSENT for an optional one without a value, and for one that holds itself.

        ``within`` are the schemas around it. Raises SampleError for one that is far too large.
        """
        schema = self.references.followed(schema)
        if id(schema) in within or len(within) > _DEEPEST:
            return ABSENT
        self._count(1, schema)
        within = (*within, id(schema))
        whole = self._whole(schema, within)
        kind = _type_of(whole)
        if given := _given(whole):
            return _coerced(given, kind)
        if kind == "object":
            return self._object(whole, within) if required or self._has_example(whole) else ABSENT
        if kind == "array":
            item = self.of_schema(whole.get("items"), name, required=required, within=within)
            return Node("list", schema.span, items=(item,)) if item else ABSENT
        return self._open(name, schema, kind) if required else ABSENT

    def _count(self, made: int, schema: Node) -> None:
        """SampleError where a schema is made of too many: each may name the next one twice."""
        self._made += made
        self.room.left -= made
        if self._made > _MOST_VALUES or self.room.left < 0:
            raise too_large(schema.span)

    def _open(self, name: str, schema: Node, kind: str) -> Node:
        """A value that is still to be filled in: ``<name>``; a variable where JSON has no quotes around it."""
        if kind in _BARE:
            return Node("number", schema.span, spelt(stand_in(self.known.called(in_letters(name))), schema.span))
        return Node("string", schema.span, spelt(f"<{name}>", schema.span))

    def _object(self, schema: Node, within: tuple[int, ...]) -> Node:
        """The members that are required or have a value. Where nothing is called required, and has an example, all."""
        names = {one.text.text for one in schema.get("required").items}
        properties = schema.get("properties").members
        needs_all = not names and not any(map(self._has_example, properties.values()))
        members: dict[str, Node] = {}
        for name, one in properties.items():
            described = self._target(one)
            if described.get("readOnly").is_true:
                continue
            if needs_all or name in names:
                value = self.of_schema(one, name, within=within)
            else:
                value = self._optional(one, name, within)
                if described.get("format").text.text in _MOMENTS:
                    value = ABSENT
            if value:
                members[name] = value
            else:
                self.left_out.append(name)
        return Node("object", schema.span, members=members)

    def _optional(self, schema: Node, name: str, within: tuple[int, ...]) -> Node:
        """The value of a schema that is not required: ABSENT also where one of its references leads nowhere."""
        try:
            return self.of_schema(schema, name, required=False, within=within)
        except SampleError as error:
            if error.note.id != "reference-open":
                raise
            return ABSENT

    def _has_example(self, schema: Node) -> bool:
        """Whether a schema, or a direct member of it, has an example."""
        own = (schema, *schema.get("properties").members.values(), schema.get("items"))
        return any(_given(self._target(one), _EXAMPLES) for one in own if one)

    def _target(self, one: Node) -> Node:
        """What a node refers to; ABSENT where that leads nowhere."""
        try:
            return self.references.followed(one)
        except SampleError:
            return ABSENT

    def _whole(self, schema: Node, within: tuple[int, ...]) -> Node:
        """A schema with those that it is made of: all of ``allOf``, one of ``oneOf`` and of ``anyOf``."""
        parts = [self.references.followed(one) for one in schema.get("allOf").items]
        for choice in ("oneOf", "anyOf"):
            if options := schema.get(choice).items:
                parts.append(self._chosen(options))
        parts = [one for one in parts if id(one) not in within and len(within) < _DEEPEST]
        self._count(len(parts), schema)
        parts = [self._whole(one, (*within, id(one))) for one in parts]
        return _merged([schema, *parts]) if parts else schema

    def _chosen(self, options: Iterable[Node]) -> Node:
        """Of schemas that may be in one place, the one of a text; else the first."""
        followed = [(option, self.references.followed(option)) for option in options]
        named = (one for option, one in followed if any(map(is_of_text, _names(option, one))))
        return next(named, followed[0][1])


def is_of_text(name: str) -> bool:
    """Whether a name is of a text message, among those of other channels."""
    return _OF_TEXTS.search(name) is not None


def _names(option: Node, schema: Node) -> Iterator[str]:
    """What distinguishes a schema: its name, its title, the only value of a member."""
    yield option.get("$ref").text.text.rpartition("/")[2]
    yield schema.get("title").text.text
    for member in schema.get("properties").members.values():
        if len(member.get("enum").items) == 1:
            yield member.get("enum").items[0].text.text
        yield member.get("const").text.text


def _merged(schemas: Iterable[Node]) -> Node:
    """Several schemas as one: the members of all; what two state, the first states."""
    first, *others = schemas
    members = dict(first.members)
    properties, required = dict(first.get("properties").members), list(first.get("required").items)
    for other in others:
        members = {**other.members, **members}
        properties |= {name: one for name, one in other.get("properties").members.items() if name not in properties}
        required += other.get("required").items
    members["properties"] = Node("object", first.span, members=properties)
    members["required"] = Node("list", first.span, items=tuple(required))
    return replace(first, members=members)


def _type_of(schema: Node) -> str:
    """The type of a schema's values; where several may be, the first that is not null."""
    stated = schema.get("type")
    names = [one.text.text for one in stated.items or (stated,)]
    if "properties" in schema.members and (schema.get("properties").members or names == ["object"]):
        return "object"
    if schema.get("items"):
        return "array"
    return next((name for name in names if name != "null"), "string") or "string"


def _given(schema: Node, names: Iterable[str] = _GIVEN) -> Node:
    """The value that a schema gives itself; that of an enumeration with a single one."""
    for name in names:
        value = schema.get(name)
        if name == "examples":
            value = next(iter(value.items), ABSENT)
        if value:
            return value
    only = schema.get("enum").items
    return only[0] if len(only) == 1 and "const" in names else ABSENT


def _coerced(value: Node, kind: str) -> Node:
    """A value as its schema wants it: YAML takes ``+254711000999`` for a number."""
    if kind == "array" and value.kind != "list":
        return Node("list", value.span, items=(value,))
    if value.kind == "string" and kind in {"number", "integer"} and _NUMBER.fullmatch(value.text.text):
        return replace(value, kind="number")
    is_number = value.kind == "number" and _NUMBER.fullmatch(value.text.text)
    return replace(value, kind="string") if value.is_scalar and kind == "string" and not is_number else value


def in_letters(name: str) -> str:
    """A name of letters, digits and ``_``, as variables have it."""
    letters = re.sub(r"\W+", "_", name, flags=re.ASCII).strip("_")
    return letters if letters and not letters[0].isdigit() else f"VALUE_{letters}".rstrip("_")


def as_json(value: Node) -> Traced:
    """A value as JSON, without spaces."""
    if value.kind == "object":
        pairs = (
            joined((Traced(f"{json_string(Traced(name)).text}:"), as_json(one))) for name, one in value.members.items()
        )
        return joined((Traced("{"), joined(pairs, ","), Traced("}")))
    if value.kind == "list":
        return joined((Traced("["), joined(map(as_json, value.items), ","), Traced("]")))
    if value.kind == "null":
        return Traced("null")
    return json_string(value.text) if value.kind == "string" else value.text


def as_text(value: Node) -> Traced:
    """A value as a field of a query or a form has it: a text as it is, a list with commas, an object as JSON."""
    if value.kind == "list" and all(one.is_scalar for one in value.items):
        return joined((one.text for one in value.items), ",")
    return value.text if value.is_scalar else as_json(value)
