"""Frozen, slotted dataclasses that a command's start can afford.

For each class ``dataclasses.dataclass(frozen=True, slots=True)`` writes the source of six methods and compiles it. One
command loads eighty classes, so that was a third of all its work. Here only ``__init__`` has a source of its own, and
the class's first instance compiles it; the other methods are the same for every class.
"""

from __future__ import annotations

from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

_Class = TypeVar("_Class")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[_Class]) -> type[_Class]:
    """A class decorator: what ``dataclass(frozen=True, slots=True)`` makes of plain fields.

    Type checkers know its instances as frozen dataclasses, and ``dataclasses.replace`` and ``fields``, ``copy`` and
    ``pickle`` take them. A method that the class defines itself stays.

    >>> @record
    ... class Pair:
    ...     key: str
    ...     value: str = ""
    >>> Pair("a"), Pair("a") == Pair(key="a", value=""), len({Pair("a"), Pair("a")})
    (Pair(key='a', value=''), True, 1)
    """
    made: Any = dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    made.__record_key__ = attrgetter(*(one.name for one in fields(made) if one.compare))
    for name, method in _METHODS.items():
        if name not in cls.__dict__:
            setattr(made, name, method)
    return made  # type: ignore[no-any-return]


def _first_init(self: Any, *given: object, **named: object) -> None:
    cls = type(self)
    cls.__init__ = _init_of(cls)
    cls.__init__(self, *given, **named)


def _init_of(cls: Any) -> Any:
    """The ``__init__`` of a class, as dataclasses writes it."""
    scope: dict[str, Any] = {"_set": object.__setattr__, "_unset": MISSING}
    parameters, lines = ["self"], []
    for one in fields(cls):
        name, value = one.name, one.name
        if one.default is not MISSING:
            scope[f"_default_{name}"] = one.default
            parameters.append(f"{name}=_default_{name}")
        elif one.default_factory is not MISSING:
            scope[f"_make_{name}"] = one.default_factory
            parameters.append(f"{name}=_unset")
            value = f"_make_{name}() if {name} is _unset else {name}"
        else:
            parameters.append(name)
        lines.append(f"    _set(self, {name!r}, {value})")
    exec("\n".join([f"def __init__({', '.join(parameters)}):", *lines]), scope)  # noqa: S102 - of names in our source
    return scope["__init__"]


def _equal(self: Any, other: object) -> Any:
    key = self.__record_key__
    return key(self) == key(other) if other.__class__ is self.__class__ else NotImplemented


def _hash(self: Any) -> int:
    return hash(self.__record_key__(self))


def _repr(self: Any) -> str:
    shown = ", ".join([f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr])
    return f"{type(self).__qualname__}({shown})"


def _reduce(self: Any) -> tuple[type, tuple[object, ...]]:
    """How ``copy`` and ``pickle`` make the same again: object's own way would set the fields one by one."""
    return type(self), tuple([getattr(self, one.name) for one in fields(self)])


def _refuse(_self: Any, name: str, *_value: object) -> None:
    raise FrozenInstanceError(f"field {name!r} can't be changed")


_METHODS = {
    "__init__": _first_init,
    "__eq__": _equal,
    "__hash__": _hash,
    "__repr__": _repr,
    "__reduce__": _reduce,
    "__setattr__": _refuse,
    "__delattr__": _refuse,
}
