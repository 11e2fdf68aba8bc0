"""What jsonschema and referencing need of rpds, whose own is written in Rust and has no build for browsers.

Persistent collections: each change gives another one, and the old one stays. Copies are dear and schemas are small.
"""

from __future__ import annotations


class HashTrieMap(dict):
    """A mapping that is never changed."""

    @classmethod
    def convert(cls, value):
        return value if isinstance(value, cls) else cls(value)

    def insert(self, key, value):
        return HashTrieMap({**self, key: value})

    def remove(self, key):
        return HashTrieMap({name: value for name, value in self.items() if name != key})

    def discard(self, key):
        return self.remove(key)

    def update(self, *others, **named):
        changed = dict(self)
        for other in (*others, named):
            changed.update(other)
        return HashTrieMap(changed)

    def __hash__(self):
        return hash(frozenset(self.items()))


class HashTrieSet(frozenset):
    """A set that is never changed."""

    def insert(self, value):
        return HashTrieSet(self | {value})

    def update(self, *others):
        return HashTrieSet(self.union(*others))


class List(tuple):
    """A list that grows at its front."""

    __slots__ = ()

    def __new__(cls, *elements):
        return super().__new__(cls, elements[0] if len(elements) == 1 else elements)

    def push_front(self, value):
        return List((value, *self))

    @property
    def rest(self):
        return List(self[1:])

    def drop_first(self):
        return List(self[1:])
