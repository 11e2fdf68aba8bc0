"""What a program does not show: arguments of functions that nothing calls, results of functions that nobody defines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial

from curl2sms.patterns import regex
from curl2sms.reading.programs import tree
from curl2sms.reading.programs.language import Call, does
from curl2sms.reading.programs.values import (
    LIST,
    Function,
    Object,
    Table,
    Text,
    Unknown,
    Value,
    is_argument,
    is_null,
    is_open,
    is_url,
    name_of,
    names_in,
)
from curl2sms.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from curl2sms.reading.programs.machine import Machine

# Parameters that take a number of a phone: 0 is none.
_OF_PHONE = regex(
    r"(?:to|numbers?|(?:\w{1,30}_)?(?:phone|mobile|msisdn|recipient|receiver|destination|cell|gsm|tel)s?"
    r"(?:_?(?:no|num|nr|number|numbers))?)",
    re.IGNORECASE,
)
# Names of members that say nothing of their value.
SAYS_NOTHING = frozenset(("value", "val", "innerText", "textContent", "body", "data", "result", "response"))


def unknown_arguments(machine: Machine, function: Function) -> list[tuple[str, Value]]:
    """Arguments for a function that nothing calls: its defaults, where these say something; else unknown ones."""
    arguments: list[tuple[str, Value]] = []
    for parameter in function.routine.parameters:
        if parameter.variadic or parameter.takes_names:
            break
        default = machine.inside(function.this, function.scope, partial(machine.value, parameter.default))
        name = parameter.target.name if isinstance(parameter.target, tree.Variable) else ""
        if str(default) == "0" and _OF_PHONE.fullmatch(name.lstrip("$")):
            default = None
        if not says(default):
            default = machine.inside(function.this, function.scope, partial(_client, machine, parameter)) or default
        is_client = machine.language.function(name) and name != "request"  # which is an answer's other half
        path = name if is_client else f"({name or 'parameter'})"
        unknown = machine.unknown(path, parameter.span)
        arguments.append(("", default if says(default) else _of_type(parameter.type, unknown)))
    return arguments


# What types of several values are called.
_OF_SEVERAL = frozenset(("list", "List", "Sequence", "Iterable", "Collection", "tuple", "Tuple", "set", "Set"))
_OF_SEVERAL |= {"Array", "ReadonlyArray"}


def _of_type(of: tree.Node | None, unknown: Unknown) -> Value:
    """A value of the type that the sample gives a parameter: a list of one where that is one of several values."""
    if isinstance(of, tree.Opaque) and of.children:  # List[str]
        of = of.children[0]
    of = of.of if isinstance(of, tree.Item) else of  # list[str]
    if not isinstance(of, tree.Variable) or of.name not in _OF_SEVERAL:
        return unknown
    made = Table(LIST, rest=unknown)
    made.append(unknown)
    return made


def says(default: Value) -> bool:
    """Whether a default says something: it is no null, and not empty."""
    if isinstance(default, Table):
        return bool(default.entries)
    return default is not None and not is_null(default) and str(default) != ""


def _client(machine: Machine, parameter: tree.Parameter) -> Value:
    """The HTTP client that a parameter is, by the type that the sample gives it."""
    for node in tree.walk(parameter.type) if parameter.type else ():
        of = machine.value(node) if isinstance(node, tree.Attribute | tree.Variable) else None
        if isinstance(of, Unknown) and (make := machine.language.function(of.path)):
            made = make(Call(machine, of.path, parameter.span, (), {}))
            if isinstance(made, Object):
                return made
    return None


def unknown_call(machine: Machine, path: str, receiver: Value, call: Call) -> Value:
    """What a function gives that neither the sample nor the language's table defines."""
    name = path.replace("\\", ".").rpartition(".")[2]
    returned = [machine.enter(one, _callback_arguments(machine, one, receiver)) for one in call.functions]
    if returned and name in {"then", "call", "apply", "map"}:
        return returned[-1]
    given = [one for one in (receiver, *call.values) if isinstance(one, Unknown | Text)]
    known = [one for one in call.values if isinstance(one, Text) and one.is_known]
    at = f"{path}@{call.span.start}"
    if does("ever-new", name):
        return machine.unknown(at, call.span, "", "computed-anew", name)
    if does("digesting", name):
        return machine.unknown(at, call.span, "", "digest-computed", name)
    if known and does("setting", name):
        default = next(filter(is_url, known[1:]), None)
        return default or machine.unknown(f"{path}({known[0]})", call.span, name_of(str(known[0])))
    if isinstance(receiver, Unknown) and name in SAYS_NOTHING and not call.values:
        return replace(receiver, path=f"{path}()")
    why, made_by = _why_of(machine, given) or ("", name)
    short = value_named(name)
    is_getter = name.lower().startswith("get") and short and not call.values
    is_value = is_argument(receiver) or (isinstance(receiver, Unknown) and receiver.path in machine.makers)
    of = (receiver, *call.values) if is_value else call.values  # else it is a module or a client
    if given and not returned and not is_getter and does("cleaning", name):
        return machine.rework(next(filter(is_open, of), given[0]), call, name)
    if is_getter:
        return machine.unknown(f"{path}()", call.span, short, why, made_by)
    return machine.made_of(of, machine.unknown(at, call.span, "", why, made_by), name)


def value_named(function: str) -> str:
    """What a function that gets a value calls it: ``token`` for ``get_token``."""
    return name_of(function).removeprefix("get_").removeprefix("get").strip("_")


def is_left_out(routine: tree.Routine) -> bool:
    """Whether a sample leaves the body of a named function to its reader: there is nothing in it, or it only throws."""
    is_block = isinstance(routine.body, tree.Block) and not any(one.promoted for one in routine.parameters)
    return bool(routine.name) and is_block and _does_nothing(routine.body)


def _does_nothing(node: tree.Node) -> bool:
    if isinstance(node, tree.Block):
        return all(map(_does_nothing, node.statements))
    if isinstance(node, tree.Leave):
        return node.kind == "throw"
    return isinstance(node, tree.Constant) or (isinstance(node, tree.Opaque) and node.name == "ellipsis")


def _why_of(machine: Machine, values: Iterable[Value]) -> tuple[str, str] | None:
    """Why one of some values is not known, and what makes it, where a request deserves a note of it."""
    for value in values:
        parts = [value] if isinstance(value, Unknown) else []
        if isinstance(value, Text) and not value.is_known:
            parts = [machine.unknowns[name] for name in names_in(str(value)) if name in machine.unknowns]
        for part in parts:
            if part.why:
                return part.why, part.made_by
    return None


def _callback_arguments(machine: Machine, one: Function, receiver: Value) -> list[tuple[str, Value]]:
    why = receiver.why if isinstance(receiver, Unknown) else ""
    return [
        ("", replace(value, why=why) if isinstance(value, Unknown) and why else value)
        for _, value in unknown_arguments(machine, one)
    ]
