"""Slotted value classes that a command's start can afford.

To type checkers, ``dataclasses``, ``copy`` and ``pickle`` they are dataclasses. But ``dataclasses`` itself is loaded
only when it is asked about one: with what it imports it takes a tenth of a cold command, and it writes and compiles
six methods for each of more than a hundred classes. Here all classes have one parent with all methods, which costs a
class less than methods of its own. Only ``__init__`` gets a source, and it is compiled once a class has many instances:
until then a loop sets the attributes.
"""

from __future__ import annotations

from itertools import count
from operator import attrgetter

__all__ = ["attribute", "draft", "record", "replace"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dataclasses import field as attribute
    from dataclasses import replace
    from typing import Any, TypeVar, dataclass_transform

    _Class = TypeVar("_Class")
else:

    def attribute(*, default=..., default_factory=None, compare=True, repr=True, init=True):
        """What ``dataclasses.field`` reports an attribute, as far as it is needed here; ``...`` is no default."""
        return _Attribute(default, default_factory, compare, repr, init)

    def dataclass_transform(**_told):
        """Of concern to type checkers only."""
        return lambda function: function

    def replace(one, /, **changes):
        """A record with other values in some attributes."""
        cls = one.__class__
        return cls(**dict(zip(cls.__match_args__, cls.__record_given__(one), strict=True)) | changes)


class _Attribute:
    """What is known of an attribute: its default, or what makes one.

    It may count in comparisons, be shown, and be given. One that is not given (``init=False``) begins with its default
    in each new record, also in one by ``replace``.
    """

    __slots__ = ("compare", "default", "factory", "init", "repr")

    def __init__(
        self, default: object = ..., factory: Any = None, compare: bool = True, repr: bool = True, init: bool = True
    ) -> None:
        self.default = default
        self.factory = factory
        self.compare = compare
        self.repr = repr
        self.init = init


@dataclass_transform(frozen_default=True, field_specifiers=(attribute,))
def record(cls: type[_Class]) -> type[_Class]:
    """A class decorator: what ``dataclass(frozen=True, slots=True)`` makes of plain attributes.

    A method that the class defines itself stays.

    >>> @record
    ... class Pair:
    ...     key: str
    ...     value: str = ""
    >>> Pair("a"), Pair("a") == Pair(key="a", value=""), len({Pair("a"), Pair("a")})
    (Pair(key='a', value=''), True, 1)
    """
    return _made(cls, _VALUE)


@dataclass_transform(eq_default=False, field_specifiers=(attribute,))
def draft(cls: type[_Class]) -> type[_Class]:
    """A class decorator: what ``dataclass(slots=True, eq=False)`` makes, for what changes while a stage works on it."""
    return _made(cls, _DRAFT)


class _Kind:
    """The methods of a kind of classes, and the parent that gives them to those that have no other."""

    def __init__(self, name: str, methods: dict[str, Any]) -> None:
        self.methods = methods
        self.parent = type(name, (), {"__slots__": (), **methods})


def _made(cls: type[_Class], kind: _Kind) -> type[_Class]:
    """The class again, with slots for its attributes, and a parent that has the methods."""
    members = dict(cls.__dict__)
    own = {}
    for name in cls.__annotations__:
        value = members.pop(name, ...)
        own[name] = _PLAIN if value is ... else value if type(value) is _Attribute else _with_default(cls, value)
    for name in ("__dict__", "__weakref__"):
        members.pop(name, None)
    attributes, bases = own, cls.__bases__
    if bases == (object,):
        bases = (kind.parent,)
        if "__eq__" in members:
            members.setdefault("__hash__", _hash)  # Python takes the parent's away
    else:  # the methods that a class keeps for itself (``__init__``, what dataclasses asks for) are another's there
        members = {**kind.methods, **members}
        attributes = {**getattr(cls, "__record_attributes__", {}), **own}
    members["__slots__"] = tuple(own)
    members["__qualname__"] = cls.__qualname__
    members["__match_args__"] = tuple([name for name, known in attributes.items() if known.init])
    members["__record_attributes__"] = attributes
    members["__record_count__"] = count()
    made: type[_Class] = type(cls.__name__, bases, members)
    return made


def _with_default(cls: type, value: object) -> _Attribute:
    if type(value).__module__ == "dataclasses":
        raise TypeError(f"{cls.__name__}: dataclasses.field where the attribute of records is meant")
    if type(value).__hash__ is None:
        raise TypeError(f"{cls.__name__}: a default that can change; use default_factory")
    return _Attribute(value)


class _AsDataclass:
    """What ``dataclasses`` looks for in a class: made when it is asked for, and then in its place.

    ``pprint`` and pytest also look at how ``__repr__`` and ``__eq__`` were made: these become the ones that
    ``dataclasses`` writes, which do the same.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, one: object, cls: Any) -> Any:
        import dataclasses
        import inspect

        types: dict[str, Any] = {}
        for base in reversed(cls.__mro__):
            types |= inspect.get_annotations(base)
        told: list[Any] = []
        for name, known in cls.__record_attributes__.items():
            default = {} if known.default is ... else {"default": known.default}
            factory = {} if known.factory is None else {"default_factory": known.factory}
            shown = {"compare": known.compare, "repr": known.repr, "init": known.init}
            told.append((name, types[name], dataclasses.field(**default, **factory, **shown)))
        is_value = cls.__setattr__ is _refuse
        plain: Any = dataclasses.make_dataclass(cls.__name__, told, eq=is_value, frozen=is_value, slots=True)
        for name in ("__dataclass_fields__", "__dataclass_params__"):
            setattr(cls, name, getattr(plain, name))
        for name, ours in (("__repr__", _repr), ("__eq__", _equal)):
            if getattr(cls, name) is ours:
                setattr(cls, name, getattr(plain, name))
        return cls.__dict__[self.name]


class _Values:
    """What gives the values of some attributes as a tuple; made when it is asked for, and then in its place.

    ``which`` is ``compare`` or ``init``: those that count in comparisons, or those that are given to make a record.
    """

    def __init__(self, name: str, which: str) -> None:
        self.name = name
        self.which = which

    def __get__(self, one: object, cls: Any) -> Any:
        names = [name for name, known in cls.__record_attributes__.items() if getattr(known, self.which)]
        values = attrgetter(*names) if len(names) > 1 else lambda one: tuple([getattr(one, name) for name in names])
        setattr(cls, self.name, staticmethod(values))
        return values


def _first_init(self: Any, *given: object, **named: object) -> None:
    """What the compiled ``__init__`` does, for the first ones; that is left to tell what is wrong with arguments."""
    cls = type(self)
    attributes, order = cls.__record_attributes__, cls.__match_args__
    values, are_right = given, True
    if named or not len(given) == len(order) == len(attributes):
        by_name = {**dict(zip(order, given, strict=False)), **named}
        values = tuple([by_name.get(name, known.default) for name, known in attributes.items()])
        are_right = len(by_name) == len(given) + len(named) and by_name.keys() <= set(order)
    if next(cls.__record_count__) >= _MANY or not are_right:
        _compile(cls)
        cls.__init__(self, *given, **named)
        return
    for name, value in zip(attributes, values, strict=True):
        if value is ...:
            if attributes[name].factory is None:
                raise TypeError(f"{cls.__name__}.__init__() lacks {name!r}")
            value = attributes[name].factory()
        _set(self, name, value)


def _compile(cls: Any) -> None:
    """Give a class its ``__init__`` as dataclasses writes it, and what compares its records."""
    scope: dict[str, Any] = {}
    parameters, lines = ["self"], []
    for name, known in cls.__record_attributes__.items():
        value, scope[f"_of_{name}"] = name, known.factory or known.default
        if not known.init:
            value = f"_of_{name}()" if known.factory else f"_of_{name}"
        elif known.factory:
            parameters.append(f"{name}=...")
            value = f"_of_{name}() if {name} is ... else {name}"
        else:
            parameters.append(name if known.default is ... else f"{name}=_of_{name}")
        if cls.__setattr__ is _refuse:
            scope[f"_set_{name}"] = getattr(cls, name).__set__  # of the slot: frozen records have no other way in
            lines.append(f"    _set_{name}(self, {value})")
        else:
            lines.append(f"    self.{name} = {value}")
    text = "\n".join([f"def __init__({', '.join(parameters)}):", *lines, *_comparing(cls)])
    # Compiled first: where Ctrl-C hits exec of a text, Python ends by that signal, whatever status the program returns.
    # By "<string>" pytest knows a dataclass's own methods, and says in which attribute two records differ.
    exec(compile(text, "<string>", "exec"), scope)  # noqa: S102 - of names in our source
    for name in ("__init__", "__eq__", "__hash__"):
        if name in scope:
            setattr(cls, name, scope[name])


def _comparing(cls: Any) -> list[str]:
    """The lines of ``__eq__`` and ``__hash__``; none for a class that has its own, or a draft."""
    names = [name for name, known in cls.__record_attributes__.items() if known.compare]
    if not names or cls.__eq__ is not _equal or cls.__hash__ is not _hash:
        return []
    return [
        "def __eq__(self, other):",
        "    if other.__class__ is not self.__class__:",
        "        return NotImplemented",
        f"    return {' and '.join([f'self.{name} == other.{name}' for name in names])}",
        "def __hash__(self):",
        f"    return hash(({''.join([f'self.{name}, ' for name in names])}))",
    ]


def _equal(self: Any, other: object) -> Any:
    key = self.__record_key__
    return key(self) == key(other) if other.__class__ is self.__class__ else NotImplemented


def _hash(self: Any) -> int:
    return hash(self.__record_key__(self))


def _repr(self: Any) -> str:
    shown = [f"{name}={getattr(self, name)!r}" for name, known in self.__record_attributes__.items() if known.repr]
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _reduce(self: Any) -> tuple[type, tuple[object, ...]]:
    """How ``copy`` and ``pickle`` make the same again: object's own way would set the attributes one by one."""
    return type(self), self.__record_given__(self)


def _refuse(_self: Any, name: str, *_value: object) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"attribute {name!r} can't be changed")


_PLAIN = _Attribute()
_set = object.__setattr__
# To compile an ``__init__`` takes as long as the loop takes for so many instances.
_MANY = 300
_OF_ALL = {
    "__record_given__": _Values("__record_given__", "init"),
    "__init__": _first_init,
    "__repr__": _repr,
    "__dataclass_fields__": _AsDataclass("__dataclass_fields__"),
    "__dataclass_params__": _AsDataclass("__dataclass_params__"),
}
_OF_VALUES = {
    "__record_key__": _Values("__record_key__", "compare"),
    "__eq__": _equal,
    "__hash__": _hash,
    "__reduce__": _reduce,
    "__setattr__": _refuse,
    "__delattr__": _refuse,
}
_DRAFT = _Kind("Draft", _OF_ALL)
_VALUE = _Kind("Record", _OF_ALL | _OF_VALUES)
