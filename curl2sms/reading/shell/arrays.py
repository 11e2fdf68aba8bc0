"""The values that assignments to arrays give: bash's manual, "Arrays"."""

from __future__ import annotations

import re

from curl2sms.errors import Span
from curl2sms.patterns import regex
from curl2sms.reading.script.variables import Value, Variables
from curl2sms.traced import Traced

# The values of variables, by their names; None for one that is not known.
Values = dict[str, Value | None]
_MEMBER = regex(r"\[(?P<index>\w{1,40})\]=(?P<text>.*)", re.DOTALL)
_MOST_MEMBERS = 1000


def whole(name: str, texts: tuple[Traced, ...], old: Value | None, span: Span, variables: Variables) -> Values:
    """``NAME=(a b)``, ``NAME+=(c)``, ``NAME=([0]=a [1]=b)``; with other keys only single members are known."""
    members = [_MEMBER.fullmatch(text.text) for text in texts[:_MOST_MEMBERS]]
    if not members or len(texts) > _MOST_MEMBERS or not all(members):
        return {name: Value((*(old.texts if old else ()), *texts), span)}
    given = {one["index"]: text[one.start("text") :] for one, text in zip(members, texts, strict=True) if one}
    if list(given) == [str(number) for number in range(len(given))]:
        return {name: Value(tuple(given.values()), span)}
    variables.arrays_in_part.add(name)
    return {**{f"{name}[{key}]": Value((text,), span) for key, text in given.items()}, name: None}


def member(name: str, index: str, text: Traced, old: Value | None, span: Span, variables: Variables) -> Values:
    """``NAME[index]=value``: a member of an array that is known, or a value of its own."""
    number = int(index[1:-1]) if index[1:-1].isdecimal() else -1
    texts = list(old.texts) if old else []
    variables.pay(len(texts), span)
    if 0 <= number <= len(texts):
        texts[number : number + 1] = [text]
        return {name: Value(tuple(texts), span)}
    variables.arrays_in_part.add(name)
    return {name + index: Value((text,), span)}
