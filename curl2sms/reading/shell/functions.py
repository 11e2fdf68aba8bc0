"""The functions of a script: what is in the body of each, so that a call runs it with its arguments.

Bash's manual, "Shell Functions". A body is run once where it is, its arguments unknown: a script may only show the
function. What that gives is dropped when a call comes.
"""

from __future__ import annotations

from curl2sms.errors import Note
from curl2sms.reading.script.model import Command
from curl2sms.reading.script.variables import Value, Variables
from curl2sms.reading.shell.running import RunningCommand
from curl2sms.reading.shell.words import Bracket, Item, Pipeline, Simple, Special
from curl2sms.records import attribute, draft, replace

_LOCAL = {"local", "declare", "typeset"}


@draft
class Function:
    """A function: its body, and the calls of curl and the notes that its body gave where it is.

    ``depth`` says how many braces are open while it is read. ``called`` are the calls of curl that its first call gave;
    ``running``: a call of itself is not followed.
    """

    name: str
    items: list[Item] = attribute(default_factory=list)
    commands: list[Command] = attribute(default_factory=list)
    notes: list[Note] = attribute(default_factory=list)
    depth: int = 0
    called: list[Command] = attribute(default_factory=list)
    running: bool = False


class Functions:
    """The functions that are defined so far, by name; ``open`` is the one whose body is read.

    ``outside`` says, of each function that runs, what the names that it declares as its own are outside of it.
    """

    def __init__(self) -> None:
        self.defined: dict[str, Function] = {}
        self.open: Function | None = None
        self.outside: list[dict[str, Value | None]] = []
        self._superseded: set[int] = set()

    def counts(self, given: Command | Note) -> bool:
        """Whether a call or a note still counts: not if the body of a function gave it that is called later."""
        return id(given) not in self._superseded

    def supersede(self, function: Function) -> None:
        """Drop what the body of a function gave where it is: it is called."""
        self._superseded.update(map(id, (*function.commands, *function.notes)))

    def keep_outside(self, written: Simple, variables: Variables) -> None:
        """Remember what the names are outside the innermost function that ``local`` declares in it."""
        if self.outside and written.words and written.words[0].text in _LOCAL:
            for name in (*(one.name for one in written.assignments), *(word.text for word in written.words[1:])):
                self.outside[-1].setdefault(name, variables.get(name))

    def read(self, item: Item) -> None:
        """Take note of a statement: it may begin a function, are in one, or end one."""
        if isinstance(item, Bracket):
            if self.open and self.open.depth:
                self.open.items.append(item)
            else:  # the body is a subshell
                self.open = None
            return
        if self.open is None and item.commands[0].function:
            self.open = Function(item.commands[0].function)
        if self.open is None:
            return
        function = self.open
        commands = tuple(self._within(command, function) for command in item.commands)
        if function.depth:
            function.items.append(Pipeline(commands, item.operator, item.is_pattern))
        elif any("}" in command.reserved for command in item.commands):
            self.defined[function.name] = function
            self.open = None

    def _within(self, command: Simple, function: Function) -> Simple:
        """A command without the head and the brace that begin the function."""
        reserved = []
        for word in command.reserved:
            begins = word == "()" or (word == "{" and not function.depth)
            function.depth += (word == "{") - (word == "}")
            if not begins:
                reserved.append(word)
        return replace(command, reserved=tuple(reserved), function="")


def arguments_of(command: RunningCommand, variables: Variables) -> tuple[Value, ...] | None:
    """The arguments of a call; None where the script's own are passed on, or it has none: then they are unknown."""
    passed_on = (part for word in command.written.words for part in word.parts if isinstance(part, Special))
    if variables.arguments is None and any(part.parameter in {"@", "*"} for part in passed_on):
        return None
    return tuple(Value((word.traced,), word.span) for word in command.words[1:]) or None


def same_but_for_values(one: Command, other: Command) -> bool:
    """Whether two calls of curl, from the same words of a function, go to the same address."""
    return one.span == other.span and _addresses(one) == _addresses(other)


def _addresses(command: Command) -> list[str]:
    return [word.text.partition("?")[0] for word in command.words if "://" in word.text]
