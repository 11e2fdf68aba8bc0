"""The variables of a sample: what it assigns is put in, what it leaves unset travels as a stand-in."""

from __future__ import annotations

from functools import cached_property

from curl2sms.errors import Span
from curl2sms.http import CLOSE, OPEN, stand_in
from curl2sms.patterns import regex
from curl2sms.reading.model import Known
from curl2sms.reading.script.limits import MOST_PUT_IN, MOST_SUBSTITUTIONS, MOST_VARIABLES, too_large
from curl2sms.records import record
from curl2sms.traced import Traced

# The stand-in of a value that had no name of its own, and the names that the shell gives values in turn.
_ALONE = regex(rf"{OPEN}(?P<name>\w+){CLOSE}")
_NAMELESS = regex(r"(?:SUBSTITUTION|ARGUMENT)_[0-9]+|OPTARG|REPLY")
# A variable as it is: ``$NAME``, ``${NAME}``.
_WHOLE = regex(r"\$(?:\{(?P<braced>[A-Za-z_]\w*+)\}|(?P<name>[A-Za-z_]\w*+))", only_with="$")
# What these count for against MOST_PUT_IN: each costs time, whatever it gives.
PRICE_OF_PARAMETER = MOST_PUT_IN // MOST_VARIABLES
PRICE_OF_SUBSTITUTION = MOST_PUT_IN // MOST_SUBSTITUTIONS
PRICE_OF_RUN = 40


@record
class Value:
    """What a variable holds: one text, or several where it is an array; and the place that assigns it."""

    texts: tuple[Traced, ...]
    span: Span

    @property
    def text(self) -> Traced:
        """The value as ``$NAME`` gives it: an array's first member."""
        return self.texts[0] if self.texts else Traced("")


class Variables:
    """The variables at one point of a sample.

    A subshell has its own (bash's manual, "Command Execution Environment"): each name has the values that the subshells
    that are open give it, the innermost last.
    """

    def __init__(self) -> None:
        self.text = ""  # of the sample, where variables may be used behind the place that is read
        self.known = Known()
        self.arrays_in_part: set[str] = set()  # arrays of which only single members are known
        self.exported: set[str] = set()  # the names that programs see
        self.exports_all = False  # set -a
        self.declared: dict[str, str] = {}  # the letters with which names are declared: i, u, l
        self.subshells = 0  # how many are open
        self.arguments: tuple[Value, ...] | None = None  # of the function that is called, or as set gives them
        self._values: dict[str, list[tuple[int, Value | None]]] = {}
        self._own: list[set[str]] = []  # the names that each open subshell gives a value
        self._parts: dict[str, dict[str, str]] = {}  # of a name without a value: what each expansion of it is called
        self._counter = 0
        self._put_in = 0

    def get(self, name: str) -> Value | None:
        """A variable's value, if it is known."""
        values = self._values.get(name)
        return values[-1][1] if values else None

    def text_of(self, name: str) -> str | None:
        """The text of a variable's value, if it is known."""
        value = self.get(name)
        return value.text.text if value else None

    def argument(self, number: int) -> Value | None:
        """``$1`` and those after it, where they are known."""
        arguments = self.arguments or ()
        return arguments[number - 1] if 0 < number <= len(arguments) else None

    def assign(self, name: str, value: Value | None) -> None:
        """Give a variable a value, or take it away."""
        values = self._values.setdefault(name, [])
        if values and values[-1][0] == self.subshells:
            values.pop()
        elif self._own:
            self._own[-1].add(name)
        values.append((self.subshells, value))

    def forget(self, name: str, span: Span) -> None:
        """Take a variable's value away: what is at a place gives it one that the sample does not show."""
        self.assign(name, None)
        self.known.given.setdefault(name, span)

    def enter(self) -> None:
        """Enter a subshell: what it assigns ends with it."""
        self.subshells += 1
        self._own.append(set())

    def leave(self) -> None:
        """Leave the innermost subshell, if one is open."""
        if self._own:
            self.subshells -= 1
            for name in self._own.pop():
                self._values[name].pop()

    def unset(self, name: str, about: str = "") -> str:
        """The stand-in of a variable without a value; ``about`` says what it means, unless that is known."""
        name = self.known.called(name)
        if about:
            self.known.about.setdefault(name, about)
        return stand_in(name)

    def named_after(self, name: str, text: Traced) -> Traced:
        """The value of ``TO=$1`` or ``TOKEN=$(...)``, which names a value that had no name of its own."""
        alone = _ALONE.fullmatch(text.text)
        nameless = alone["name"] if alone else ""
        if not _NAMELESS.fullmatch(nameless) and not self._is_part(nameless):
            return text
        for known, new in ((self.known.deferred, name), (self.known.about, self.known.called(name))):
            if nameless in known:
                known[new] = known.pop(nameless)
        if span := self.known.rewritten.pop(nameless, None):
            self.known.rewritten[self.known.called(name)] = span
        names = self.known.named.get(nameless, "").split(", ")
        self.known.named[nameless] = ", ".join(dict.fromkeys(filter(None, (*names, self.known.called(name)))))
        return text.rewritten(0, len(text), self.unset(name))

    def name_of(self, name: str, expansion: str) -> str:
        """A name for an expansion of a variable without a value: that of the variable, or ``NAME_2`` beside another.

        ``${A%%:*}`` and ``${A#*:}`` have two values; ``expansion`` is empty for ``$A``, which has its own name always.
        """
        whole = {"": name} if expansion and name not in self._parts and name in self._used_whole else {}
        called = self._parts.setdefault(name, whole)
        return called.setdefault(expansion, f"{name}_{len(called) + 1}" if called and expansion else name)

    @cached_property
    def _used_whole(self) -> set[str]:
        """The variables that the text uses as they are."""
        return {found["braced"] or found["name"] for found in _WHOLE.finditer(self.text)}

    def _is_part(self, name: str) -> bool:
        """Whether a name means an expansion of a variable, and nowhere the variable itself."""
        called = self._parts.get(name) or self._parts.get(name.rpartition("_")[0]) or {}
        return name in called.values() and called.get("") != name

    def new_name(self) -> str:
        """A name for a value that the sample computes without naming it."""
        self._counter += 1
        return f"SUBSTITUTION_{self._counter}"

    def pay(self, characters: int, span: Span) -> None:
        """Count what is put in at a place; SampleError where it is more than is read."""
        self._put_in += characters
        if self._put_in > MOST_PUT_IN:
            raise too_large(span)
