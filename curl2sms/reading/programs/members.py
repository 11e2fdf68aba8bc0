"""The members of values: properties, methods, constants, and what is in a table or a text."""

from __future__ import annotations

from curl2sms.errors import Span
from curl2sms.reading.programs import tree
from curl2sms.reading.programs.language import Call
from curl2sms.reading.programs.statements import raised
from curl2sms.reading.programs.unknown import SAYS_NOTHING
from curl2sms.reading.programs.values import (
    Class,
    Function,
    Native,
    Number,
    Object,
    Table,
    Text,
    Unknown,
    Value,
    is_null,
    kind_of,
    name_of,
    path_of,
)
from curl2sms.records import replace
from curl2sms.traced import Traced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from curl2sms.reading.programs.machine import Machine


def member(machine: Machine, of: Value, name: str, span: Span) -> Value:
    """A property, a method or a constant of a value."""
    if is_null(of):
        return None
    if isinstance(of, Object):
        return _of_object(machine, of, name, span)
    if isinstance(of, Class):
        return _of_class(machine, of, name, span)
    if isinstance(of, Unknown):
        return _of_unknown(machine, of, name, span)
    if isinstance(of, Native | Function):
        path = f"{path_of(of)}.{name}"
        return machine.given[path] if path in machine.given else machine.unknown(path, span, name_of(name))
    if isinstance(of, Table) and name in of.entries:
        found = of.get(name)
        if isinstance(found, Function) and found.routine.has_own_this and machine.language.name == "javascript":
            return replace(found, this=of)
        return found
    kind = kind_of(of)
    if made := _property(machine, kind, of, name, span):
        return made[0]
    if machine.language.method(kind, name):
        return Native(name, of)
    is_error = machine.language.name == "python"  # in the other languages it is nothing
    return machine.unknown(f"{kind}.{name}@{span.start}", span, name_of(name)) if is_error else None


def _of_object(machine: Machine, of: Object, name: str, span: Span) -> Value:
    """A member of an object: its own, then its class's, then one that the language gives objects of its kind."""
    if name in of.properties.entries:
        return of.properties.get(name)
    if of.of and name == "__dict__":
        return of.properties
    if of.of and name == _CLASS_OF.get(machine.language.name):
        return of.of
    if of.of and (method := of.of.method(name)):
        made_of = Function(method, of.of.scope, of, defaults=defaults_of(machine, method))
        return machine.enter(made_of, []) if method.is_property else made_of
    if of.of and (static := of.of.static(name)) is not None:
        return static.get(name)
    if made := _property(machine, of.kind, of, name, span):
        return made[0]
    if of.of is None or machine.language.method(of.kind, name):
        return None if of.kind == "map" else Native(name, of)
    return _by_name(machine, of, name, span)


def _of_class(machine: Machine, of: Class, name: str, span: Span) -> Value:
    """A member of a class: what all its objects share, its name, or a method."""
    if (static := of.static(name)) is not None:
        return static.get(name)
    if name in {"__name__", "name"} and machine.language.name != "php":
        return Text(Traced(of.definition.name))
    method = of.method(name)
    if method is None:
        return _inherited(machine, name, span)
    this = machine.this if isinstance(machine.this, Object) and machine.this.of else None
    return Function(method, of.scope, this or of, defaults=defaults_of(machine, method))


def _of_unknown(machine: Machine, of: Unknown, name: str, span: Span) -> Value:
    """A member of what the sample does not show: what it assigned there, else as unknown."""
    if name == "default":  # of a module of JavaScript
        return of
    path = f"{of.path}.{name}"
    if path in machine.given:
        return machine.given[path]
    machine.owners[path] = of
    called = of.name if name in SAYS_NOTHING else name_of(name)
    return machine.unknown(path, span, called, of.why, of.made_by)


# What an object calls its class.
_CLASS_OF = {"python": "__class__", "javascript": "constructor"}


def _by_name(machine: Machine, of: Object, name: str, span: Span) -> Value:
    """A member that a class has no code of its own for: what its ``__get`` or ``__getattr__`` gives by the name."""
    for magic in ("__get", "__getattr__"):
        if of.of and (method := of.of.method(magic)):
            return machine.enter(Function(method, of.of.scope, of), [("", Text(Traced(name)))])
    return _inherited(machine, name, span)


def defaults_of(machine: Machine, routine: tree.Routine) -> dict[int, Value]:
    """The defaults of a method that were worked out already."""
    return machine.kept.setdefault(id(routine), {})


def _inherited(machine: Machine, name: str, span: Span) -> Unknown:
    """A member that a class has from what the sample does not show."""
    machine.owners[f"this.{name}"] = machine.unknown("this", span)
    return machine.unknown(f"this.{name}", span, name_of(name))


def _property(machine: Machine, kind: str, of: Value, name: str, span: Span) -> tuple[Value] | None:
    make = machine.language.properties.get(kind, {}).get(name)
    return (make(Call(machine, name, span, (), {}, of)),) if make else None


def item(machine: Machine, of: Value, key: Value, span: Span) -> Value:
    """A member by its key or its number."""
    if isinstance(of, Table):
        spelling = machine.key(key, of).text
        if spelling.startswith("-") and of.is_list:
            spelling = str(len(of.entries) + int(spelling)) if spelling[1:].isdigit() else spelling
        if spelling not in of.entries and of.rest is not None:
            return of.rest
        if spelling in of.entries or not isinstance(key, Unknown):
            if spelling not in of.entries and machine.language.name == "python":
                raised(machine, "IndexError" if of.is_list else "KeyError", span)
            return of.get(spelling)
        return machine.unknown(f"[{key.path}]", span, key.name)
    if isinstance(of, Unknown):
        spelling = key.path if isinstance(key, Unknown) else machine.text(key).text
        if spelling == "default":
            return of
        made_of = f"{of.path}[{spelling}]"
        if isinstance(key, Number) and of.path in machine.makers:  # a part of what a function made
            machine.makers[made_of] = machine.makers[of.path]
        if made_of in machine.given:
            return machine.given[made_of]
        name = name_of(spelling) or (f"{of.name or name_of(of.made_by)}_{spelling}" if spelling.isdigit() else "")
        return machine.unknown(made_of, span, name_of(name), of.why, of.made_by)
    if isinstance(of, Text) and isinstance(key, Number) and of.is_known:
        number = int(key.value)
        number += len(of.traced) if number < 0 and machine.language.name != "javascript" else 0
        return Text(of.traced[number : number + 1]) if 0 <= number < len(of.traced) else None
    if isinstance(of, Object) and of.of:
        for magic in ("offsetGet", "__getitem__"):
            if method := of.of.method(magic):
                return machine.enter(Function(method, of.of.scope, of), [("", key)])
    if isinstance(of, Object):
        return member(machine, of, machine.text(key).text, span)
    if isinstance(of, Text) and not (of.is_known and isinstance(key, Text)):
        return machine.unknown(f"[{machine.text(key).text}]@{span.start}", span, "", "", "character")
    return None
