"""Commands that give variables their values: ``read``, ``printf -v``, ``let``, ``set --``, ``shift``, ``unset``.

Bash's manual, "Bash Builtin Commands", "Bourne Shell Builtins".
"""

from __future__ import annotations

from collections.abc import Sequence

from curl2sms.errors import Span
from curl2sms.http import OPEN
from curl2sms.patterns import regex
from curl2sms.reading.script.model import Word
from curl2sms.reading.script.program_names import DECLARING
from curl2sms.reading.script.variables import Value, Variables
from curl2sms.reading.shell.running import RunningCommand
from curl2sms.reading.shell.words import NAME, Simple
from curl2sms.traced import Traced, spelt

# A variable in a text that is yet to be expanded.
_NAMED = regex(r"(?<!\\)\$\{?(?P<name>[A-Za-z_]\w*)")
# ``read -r -d '' NAME``: all of the standard input.
_READ_ALL = regex(r"read(?:\0-r)?\0-r?d\0(?:\0-r)?\0(?P<name>[A-Za-z_]\w*)")


def sets(command: RunningCommand, variables: Variables) -> bool:
    """Whether a command gives variables or arguments their values, as ``read`` and ``set --`` do; then it does so."""
    rule = _RULES.get(command.texts[0].text)
    return rule is not None and rule(command, variables)


def note_exports(command: RunningCommand, variables: Variables) -> None:
    """Take note of the variables that programs see from a command on: ``export NAME``, ``declare -x``, ``set -a``."""
    names = [one.name for one in command.written.assignments]
    texts = [text.text for text in command.texts]
    if texts and texts[0] in DECLARING:
        options = "".join(text for text in texts[1:] if text.startswith("-"))
        if texts[0] == "export" or "x" in options:
            names += [text for text in texts[1:] if NAME.fullmatch(text)]
            variables.exported.update(names)
    elif texts[:2] in (["set", "-a"], ["set", "+a"]):
        variables.exports_all = texts[1] == "-a"
    if variables.exports_all:
        variables.exported.update(names)


def unseen_by_text(text: Traced, variables: Variables) -> tuple[str, ...]:
    """The variables with a value that a text names which another shell runs, and that are not exported to it."""
    named = dict.fromkeys(found["name"] for found in _NAMED.finditer(text.text))
    return tuple(name for name in named if variables.get(name) and name not in variables.exported)


def _read(command: RunningCommand, variables: Variables) -> bool:
    """``read NAME ...``: the names lose their values, and get those that the standard input shows."""
    for word in command.words[1:]:
        variables.forget(word.text, word.span)
    stdin = command.stdin.traced if command.stdin else None
    if stdin is None:
        return False
    found = _READ_ALL.fullmatch("\0".join(text.text for text in command.texts))
    if found is None:
        return command.written.stdin is not None and _read_line(command, stdin, variables)
    text = stdin if "IFS" in command.own else stdin.strip(" \t\n")
    variables.assign(found["name"], Value((text,), _place(command)))
    return True


def _printf(command: RunningCommand, variables: Variables) -> bool:
    """``printf -v NAME format ...``."""
    texts = command.texts
    if len(texts) < 4 or texts[1].text != "-v":
        return False
    from curl2sms.reading.shell.output import output

    text = output([texts[0], *texts[3:]], None, variables)
    variables.assign(texts[2].text, None if text is None else Value((text,), _place(command)))
    return True


def _unset(command: RunningCommand, variables: Variables) -> bool:
    for word in command.words[1:]:
        variables.assign(word.text, None)
    return True


def _set(command: RunningCommand, variables: Variables) -> bool:
    """``set -- a b``: the arguments."""
    if len(command.texts) < 2 or command.texts[1].text != "--":
        return False
    variables.arguments = tuple(Value((word.traced,), word.span) for word in command.words[2:])
    return True


def _shift(command: RunningCommand, variables: Variables) -> bool:
    """``shift N``: the first arguments go; where N is not shown, what they are is unknown from here on."""
    if not variables.arguments:
        return False
    count = command.texts[1].text if len(command.texts) > 1 else "1"
    if not count.isdecimal():
        variables.arguments = None
    elif int(count) <= len(variables.arguments):
        variables.arguments = variables.arguments[int(count) :]
    return True


def _all_of_let(command: RunningCommand, variables: Variables) -> bool:
    for one in command.texts[1:]:
        _let(one.text, command.written.span, variables, conditional=command.conditional)
    return True


_RULES = {"read": _read, "unset": _unset, "printf": _printf, "set": _set, "shift": _shift, "let": _all_of_let}


def _place(command: RunningCommand) -> Span:
    """The place of what a command reads, or of the command itself."""
    return command.stdin.span if command.stdin else command.written.span


def _read_line(command: RunningCommand, stdin: Traced, variables: Variables) -> bool:
    """``read -r NAME ...``: the first line of the standard input, split at spaces; False where no rule shows."""
    line = stdin.partition("\n")[0].strip(" \t")
    words = [text.text for text in command.texts[1:]]
    names = words[1:] if words[:1] == ["-r"] else words
    told = "-r" in words or "\\" not in line.text
    if not told or "IFS" in command.own or variables.get("IFS") or not all(map(NAME.fullmatch, names)):
        return False
    if len(names) != 1 and (OPEN in line.text or not names):
        return False
    for number, name in enumerate(names, 1):
        text, _, rest = (line, None, Traced("")) if number == len(names) else line.partition(" ")
        line = rest.strip(" \t")
        variables.known.given.pop(name, None)
        variables.assign(name, Value((text,), _place(command)))
    return True


def _let(expression: str, span: Span, variables: Variables, *, conditional: bool) -> None:
    """``let NAME+=1``, ``let NAME++``: bash's manual, "Shell Arithmetic". In a loop the value is not known."""
    from curl2sms.reading.shell import arithmetic

    name, changed = arithmetic.assignment(expression)
    value = None if conditional or not name else arithmetic.value(changed, variables.text_of)
    if value is not None:
        variables.assign(name, Value((spelt(value, span),), span))
        return
    for one in arithmetic.assigned_in(expression):
        variables.forget(one, span)


def declare(written: Simple, words: Sequence[Word], variables: Variables) -> None:
    """Take note of the names that ``declare -i``, ``-u`` and ``-l`` mean; ``+i`` takes that back."""
    options = "".join(word.text for word in words if word.text.startswith(("-", "+")))
    letters = "" if "+" in options else "".join(letter for letter in "iul" if letter in options)
    for name in (*(one.name for one in written.assignments), *(word.text for word in words[1:])):
        if letters:
            variables.declared[name] = letters
        elif "+" in options:
            variables.declared.pop(name, None)
