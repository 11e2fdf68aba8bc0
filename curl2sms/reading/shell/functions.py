"""The functions of a script: what stands in the body of each, so that a call runs it with its arguments.

Bash's manual, "Shell Functions". A body is run once where it stands, its arguments unknown: a script may only show the
function. What that gives is dropped when a call comes.
"""

from __future__ import annotations

from curl2sms.errors import Note
from curl2sms.reading.script.model import Command
from curl2sms.reading.shell.words import Bracket, Item, Pipeline, Simple
from curl2sms.records import attribute, draft, replace


@draft
class Function:
    """A function: its body, and the calls of curl and the notes that its body gave where it stands.

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
    """The functions that are defined so far, by name; ``open`` is the one whose body is read."""

    def __init__(self) -> None:
        self.defined: dict[str, Function] = {}
        self.open: Function | None = None

    def read(self, item: Item) -> None:
        """Take note of a statement: it may begin a function, stand in one, or end one."""
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


def same_but_for_values(one: Command, other: Command) -> bool:
    """Whether two calls of curl, from the same words of a function, go to the same address."""
    return one.span == other.span and _addresses(one) == _addresses(other)


def _addresses(command: Command) -> list[str]:
    return [word.text.partition("?")[0] for word in command.words if "://" in word.text]
