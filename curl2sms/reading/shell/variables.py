"""The variables of a sample: what it assigns is put in, what it leaves unset travels as a stand-in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from curl2sms import owned_names
from curl2sms.errors import Span
from curl2sms.http import stand_in
from curl2sms.patterns import regex
from curl2sms.records import draft, field, record

ASSIGNMENT = regex(r"(?P<name>[A-Za-z_][A-Za-z0-9_]*)(?P<index>\[\w{1,40}\])?(?P<append>\+?)=")
# ${NAME}, ${NAME[@]}, ${#NAME}, ${NAME<operator><word>}; bash's manual, "Shell Parameter Expansion".
PARAMETER = regex(
    r"(?P<length>#?)(?P<name>[A-Za-z_][A-Za-z0-9_]*|[0-9]+|[@*?$!#-])(?P<index>\[[^]]*\])?"
    r"(?P<operator>:?[-=+?]|##?|%%?|//?|\^\^?|,,?|:|@|$)(?P<word>.*)",
    re.DOTALL,
)
# What a special parameter is called as a variable of a template.
SPECIAL = {"?": "EXIT_STATUS", "$": "PROCESS_ID", "!": "BACKGROUND_ID", "#": "ARGUMENT_COUNT", "-": "SHELL_FLAGS"}


@record
class Value:
    """What a variable holds: one text, or several where it is an array; and the place that assigns it."""

    texts: tuple[str, ...]
    span: Span

    @property
    def text(self) -> str:
        """The value as ``$NAME`` gives it: an array's first member."""
        return self.texts[0] if self.texts else ""


@draft
class Subshell:
    """One that is open: the one around it, and what each variable was before it was assigned here, in that order."""

    outer: Subshell | None
    changed: list[tuple[str, Value | None]] = field(default_factory=list)


@draft
class Scope:
    """The variables at one point of a sample.

    ``assigned`` are those with a known value; ``deferred`` are texts that become Base64 once their variables are
    known, by the name of the variable that stands for them; ``renamed`` are names that a system or another service
    owns, as the template calls them; ``about`` tells what a variable stands for, where its name does not; ``looped``
    are the variables of loops, each with the place that names it; ``subshell`` is the innermost open one.
    """

    assigned: dict[str, Value] = field(default_factory=dict)
    deferred: dict[str, str] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)
    about: dict[str, str] = field(default_factory=dict)
    looped: dict[str, Span] = field(default_factory=dict)
    keyed: set[str] = field(default_factory=set)  # arrays of which only single members are known
    counter: int = 0
    put_in: int = 0  # how many characters of values were put in so far
    subshell: Subshell | None = None
    _tried: dict[str, Value | None] = field(default_factory=dict)  # what the variables were where a try began
    _tried_in: Subshell | None = None

    def assign(self, name: str, value: Value | None) -> None:
        """Give a variable a value, or take it away."""
        if self.subshell:
            self.subshell.changed.append((name, self.assigned.get(name)))
        self._set(name, value)

    def enter(self) -> None:
        """Enter a subshell: what it assigns ends with it (bash's manual, "Command Execution Environment")."""
        self.subshell = Subshell(self.subshell)

    def leave(self) -> None:
        """Leave the innermost subshell, if one is open."""
        if self.subshell:
            for name, value in reversed(self.subshell.changed):
                self._set(name, value)
            self.subshell = self.subshell.outer

    def begin(self) -> None:
        """Begin what may have to be undone."""
        self._tried, self._tried_in = {}, self.subshell

    def undo(self) -> None:
        """Take back all assignments, and all that was entered or left, since the last ``begin``."""
        for name, value in list(self._tried.items()):
            self._set(name, value)
        self.subshell = self._tried_in

    def _set(self, name: str, value: Value | None) -> None:
        self._tried.setdefault(name, self.assigned.get(name))
        if value is None:
            self.assigned.pop(name, None)
        else:
            self.assigned[name] = value

    def called(self, name: str) -> str:
        """What the template calls a variable: one that a system or another service owns gets a name of its own."""
        if not owned_names.owned(name):
            return name
        self.renamed[f"SAMPLE_{name}"] = name
        return f"SAMPLE_{name}"

    def unset(self, name: str, about: str = "") -> str:
        """The stand-in of a variable without a value; ``about`` tells what it stands for, unless that is known."""
        name = self.called(name)
        if about:
            self.about.setdefault(name, about)
        return stand_in(name)

    def new_name(self) -> str:
        """A name for a value that the sample computes without naming it."""
        self.counter += 1
        return f"SUBSTITUTION_{self.counter}"


# More than this, and a few lines that double a variable would fill the memory.
MOST_PUT_IN = 4 << 20


def joined(texts: Sequence[str]) -> str:
    """An array as ``"${NAME[*]}"`` gives it."""
    return " ".join(texts)
