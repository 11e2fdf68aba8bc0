"""Values of a listing as Python's own, and back: what Python makes of values that the sample shows, Python itself says.

Only functions that no value can make dear are applied, to values of bounded length.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from curl2sms.errors import Span
from curl2sms.reading.programs.keys import OtherKey
from curl2sms.reading.programs.language import Call
from curl2sms.reading.programs.values import LIST, MAP, TUPLE, Number, Table, Text, Value
from curl2sms.traced import Traced, spelt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from curl2sms.reading.programs.machine import Machine

# Longer than this no text is made of a short one.
MOST_REPEATED = 4096
# What a function raises for values that it does not take.
REFUSED = (ArithmeticError, LookupError, TypeError, ValueError)


class NotKnownError(ValueError):
    """The sample does not show the value, or it is none of Python's plain ones."""


def plain(value: Value) -> object:
    """A value as Python's own. Raises NotKnownError where it is not known as a whole."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Number):
        return value.value
    if isinstance(value, Text) and value.is_known:
        text = str(value)
        return text.encode("utf-8", "surrogateescape") if value.is_bytes else text
    if isinstance(value, Table):
        members = [plain(one) for one in value.values]
        if value.is_list:
            return tuple(members) if value.kind == TUPLE else members
        keys = [key.value if isinstance(key, OtherKey) else key for key in value.entries]
        return dict(zip(keys, members, strict=True))
    raise NotKnownError


def value_of(made: object, span: Span) -> Value:
    """One of Python's own values as a value of the listing. Raises NotKnownError for any other."""
    if made is None or isinstance(made, bool):
        return made
    if isinstance(made, int | float) and math.isfinite(made):
        return Number(spelt(repr(made), span))
    if isinstance(made, str | bytes) and len(made) <= MOST_REPEATED:
        text = made.decode("utf-8", "surrogateescape") if isinstance(made, bytes) else made
        return Text(spelt(text, span), is_bytes=isinstance(made, bytes))
    if isinstance(made, list | tuple):
        table = Table(TUPLE if isinstance(made, tuple) else LIST)
        for one in made:
            table.append(value_of(one, span))
        return table
    if isinstance(made, dict):
        table = Table(MAP)
        for key, one in made.items():
            table.put(Traced(key if isinstance(key, str) else OtherKey(key)), value_of(one, span))
        return table
    raise NotKnownError


def key_of(machine: Machine, value: Value) -> Traced:
    """A value as the key of a dictionary; one that is not known as a whole by its text."""
    text = machine.text(value)
    try:
        known = plain(value)
        return text if isinstance(known, str) else Traced(OtherKey(known), text.places)
    except (NotKnownError, TypeError):  # a list has no hash
        return text


def value_of_key(key: Traced) -> Value:
    """A key of a dictionary as a value."""
    if not isinstance(key.text, OtherKey):
        return Text(key)
    if isinstance(key.text.value, int | float) and not isinstance(key.text.value, bool):
        return Number(Traced(str(key), key.places))
    return value_of(key.text.value, key.known_span() or Span(0, 0))


def applied(function: Callable[..., object], call: Call, *first: Value) -> Value:
    """What a function of Python's own gives for ``first`` and the arguments of a call.

    Raises one of REFUSED where they are not known, or the function does not take them.
    """
    given = [plain(one) for one in (*first, *call.values)]
    named = {name: plain(one) for name, one in call.named.items()}
    if any(isinstance(one, int) and abs(one) > MOST_REPEATED for one in given[1:]):
        raise NotKnownError
    return value_of(function(*given, **named), call.span)
