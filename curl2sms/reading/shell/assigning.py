"""The values that assignments give: bash's manual, "Shell Parameters", "Arrays", and ``declare``."""

from __future__ import annotations

import re

from curl2sms.errors import Span
from curl2sms.patterns import regex
from curl2sms.reading.script.variables import Value, Variables
from curl2sms.reading.shell.expanding import Expander
from curl2sms.reading.shell.words import Assignment
from curl2sms.traced import Traced, joined, spelt

# The values of variables, by their names; None for one that is not known.
Values = dict[str, Value | None]
_MEMBER = regex(r"\[(?P<index>\w{1,40})\]=(?P<text>.*)", re.DOTALL)
_MOST_MEMBERS = 1000
# What ``NAME+=value`` copies counts against what may be put in, so many characters for one.
_COPIED_FOR_ONE = 16


def assigned(assignment: Assignment, expander: Expander) -> Values:
    """The values that an assignment gives, by the variables' names."""
    name, span, variables = assignment.name, assignment.span, expander.variables
    old = variables.get(name) if assignment.append or assignment.index else None
    if assignment.index:
        return _member(assignment, expander.text(assignment.words[0]), old, variables)
    if old:
        variables.pay(len(old.texts) + len(old.text) // _COPIED_FOR_ONE, span)
    if assignment.array:
        texts = tuple(text for word in assignment.words for text in expander.fields(word))
        return _array(name, texts, old, span, variables)
    text = expander.text(assignment.words[0])
    if letters := variables.declared.get(name):
        return {name: _as_declared(letters, text, old, span, variables)}
    if not old:
        text = variables.named_after(name, text)
    return {name: Value((joined((old.text, text)) if old else text,), span)}


def _array(name: str, texts: tuple[Traced, ...], old: Value | None, span: Span, variables: Variables) -> Values:
    """``NAME=(a b)``, ``NAME+=(c)``, ``NAME=([0]=a [1]=b)``; with other keys only single members are known."""
    members = [_MEMBER.fullmatch(text.text) for text in texts[:_MOST_MEMBERS]]
    if not members or len(texts) > _MOST_MEMBERS or not all(members):
        return {name: Value((*(old.texts if old else ()), *texts), span)}
    given = {one["index"]: text[one.start("text") :] for one, text in zip(members, texts, strict=True) if one}
    if list(given) == [str(number) for number in range(len(given))]:
        return {name: Value(tuple(given.values()), span)}
    variables.arrays_in_part.add(name)
    return {**{f"{name}[{key}]": Value((text,), span) for key, text in given.items()}, name: None}


def _member(assignment: Assignment, text: Traced, old: Value | None, variables: Variables) -> Values:
    """``NAME[index]=value``: a member of an array that is known, or a value of its own."""
    name, index, span = assignment.name, assignment.index, assignment.span
    number = int(index[1:-1]) if index[1:-1].isdecimal() else -1
    texts = list(old.texts) if old else []
    variables.pay(len(texts), span)
    if 0 <= number <= len(texts):
        texts[number : number + 1] = [text]
        return {name: Value(tuple(texts), span)}
    variables.arrays_in_part.add(name)
    return {name + index: Value((text,), span)}


def _as_declared(letters: str, text: Traced, old: Value | None, span: Span, variables: Variables) -> Value | None:
    """What a variable that is declared with letters holds after ``NAME=text``, or after ``NAME+=text`` with ``old``.

    None where no rule shows. Bash's manual, "Bash Builtin Commands", ``declare``.
    """
    if "i" in letters:
        from curl2sms.reading.shell import arithmetic

        expression = f"{old.text}+({text})" if old else text.text
        number = arithmetic.value(expression or "0", variables.text_of)
        return None if number is None else Value((spelt(number, span),), span)
    from curl2sms.reading.shell.evaluation import trimmed

    changed = trimmed("^^" if "u" in letters else ",,", joined((old.text, text)) if old else text, Traced(""))
    return None if changed is None else Value((changed,), span)
