"""Values of a listing as Python's own, and back: what Python makes of values that the sample shows, Python itself says.

Only functions that no value can make dear are applied, to values of bounded length.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from curl2sms.errors import Span
from curl2sms.reading.programs.language import Call
from curl2sms.reading.programs.values import LIST, MAP, TUPLE, Number, Table, Text, Value
from curl2sms.traced import Traced, spelt

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
        if not any(key.lstrip("-").isdigit() for key in value.entries):  # which may have been a number
            return dict(zip(value.entries, members, strict=True))
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
            table.put(Traced(str(key)), value_of(one, span))
        return table
    raise NotKnownError


def applied(function: Callable[..., object], call: Call, *first: Value) -> Value:
    """What a function of Python's own gives for ``first`` and the arguments of a call.

    Raises one of REFUSED where they are not known, or the function does not take them.
    """
    given = [plain(one) for one in (*first, *call.values)]
    named = {name: plain(one) for name, one in call.named.items()}
    if any(isinstance(one, int) and abs(one) > MOST_REPEATED for one in given[1:]):
        raise NotKnownError
    return value_of(function(*given, **named), call.span)
