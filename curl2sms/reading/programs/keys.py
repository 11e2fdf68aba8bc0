"""Keys of maps that are no texts: of Python's dictionaries numbers, true and false, nothing, and tuples of these."""

from __future__ import annotations

import json


class OtherKey(str):
    """A key that is no text, spelt as ``str`` writes it. It equals only keys of an equal value.

    >>> known = {OtherKey(1): "a"}
    >>> known[OtherKey(True)], known[OtherKey(1.0)], "1" in known, f"{OtherKey(None)}"
    ('a', 'a', False, 'None')
    """

    __slots__ = ("value",)
    value: object

    def __new__(cls, value: object) -> OtherKey:
        """The key of a value that has a hash."""
        made = super().__new__(cls, value)
        made.value = value
        return made

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OtherKey) and self.value == other.value

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash((OtherKey, self.value))


def json_name(key: str) -> str:
    """The name that a key has in JSON (https://docs.python.org/3/library/json.html#json.dumps).

    >>> json_name(OtherKey(None)), json_name(OtherKey(True)), json_name(OtherKey(1.5)), json_name("None")
    ('null', 'true', '1.5', 'None')
    """
    if isinstance(key, OtherKey) and (key.value is None or isinstance(key.value, bool)):
        return json.dumps(key.value)
    return key
