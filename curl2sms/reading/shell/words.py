"""Words as they are written: literal text and what is put in, each part with its place; nothing has a value yet."""

from __future__ import annotations

from curl2sms.errors import Span
from curl2sms.patterns import regex
from curl2sms.records import attribute, draft, record
from curl2sms.traced import Traced, joined, spelt

NAME = regex(r"[A-Za-z_][A-Za-z0-9_]*")
ASSIGNMENT = regex(r"(?P<name>[A-Za-z_][A-Za-z0-9_]*)(?P<index>\[\w{1,40}\])?(?P<append>\+?)=")
# A variable, where a shell keeps it as text; ``$$NAME`` and ``\\$NAME`` are text to everyone.
KEPT = regex(r"(?<![$\\])\$(?:\{(?P<braced>[A-Za-z_][A-Za-z0-9_]*)\}|(?P<name>[A-Za-z_][A-Za-z0-9_]*))", only_with="$")
# What the shell knows of itself, and what that is called as a variable of a template: ``$?``, ``$$``, ``$#``.
KNOWN_TO_THE_SHELL = {"?": "EXIT_STATUS", "$": "PROCESS_ID", "#": "ARGUMENT_COUNT"}
# Is in ``RawWord.text`` where a part has no text before its value is known.
UNKNOWN = "\ufffc"


@record
class Literal:
    """Text as it is, its quotes and escapes gone. Spaces in it part words unless it is ``quoted``."""

    text: Traced
    quoted: bool = True


@record
class Variable:
    """``$NAME``, ``${NAME[index]}``, ``${#NAME}``, ``${!NAME}``, ``${NAME<operator>operand}``.

    ``spelling`` is what is in the braces, for notes. Bash's manual, "Shell Parameter Expansion".
    """

    name: str
    span: Span
    quoted: bool
    spelling: str = ""
    index: str = ""
    operator: str = ""
    operand: tuple[Part, ...] = ()
    length: bool = False
    indirect: bool = False


@record
class Special:
    """``$1``, ``$?``: a value that only the shell knows.

    ``parameter`` is what is after the dollar: the number of an argument, ``@``, ``*``, ``#``, ``?`` or ``$``.
    """

    parameter: str
    span: Span
    quoted: bool
    spelling: str


@record
class Arithmetic:
    """``$((expression))``. Bash's manual, "Arithmetic Expansion"."""

    expression: str
    span: Span
    quoted: bool


@record
class Substitution:
    """``$(...)`` or backticks: what runs in it, and its number among those of its word.

    ``sign`` is that of a process substitution, ``<`` or ``>``. Bash's manual, "Command Substitution".
    """

    items: tuple[Item, ...]
    number: int
    span: Span
    quoted: bool
    sign: str = ""


Part = Literal | Variable | Special | Arithmetic | Substitution


def _literal_text(part: Part) -> str:
    return part.text.text if isinstance(part, Literal) else UNKNOWN


@record
class RawWord:
    """A word as it is written. ``substitutions`` are all that are in it, in order, also those within operands.

    ``bare`` says that its first character is unquoted.
    """

    parts: tuple[Part, ...]
    span: Span
    bare: bool = True
    substitutions: tuple[Substitution, ...] = ()

    @property
    def text(self) -> str:
        """The literal text, with UNKNOWN where a value will be put in."""
        if len(self.parts) == 1:
            return _literal_text(self.parts[0])
        return "".join(map(_literal_text, self.parts))


@record
class Assignment:
    """``NAME=value``, ``NAME+=value``, ``NAME[index]=value``; ``NAME=(a b)`` has several words, and is an ``array``."""

    name: str
    words: tuple[RawWord, ...]
    span: Span
    index: str = ""
    append: bool = False
    array: bool = False


@draft
class Heredoc:
    """A here-document, whose body begins at the next line (bash's manual, "Here Documents").

    ``expands``: variables are put in. ``body`` and ``span``, its place, are known once that line is read; until then
    ``span`` is where it is announced.
    """

    delimiter: str
    expands: bool
    strips_tabs: bool
    span: Span
    body: RawWord | None = None


@record
class HereString:
    """``<<< word``, or (``word`` None) a file on the standard input."""

    word: RawWord | None
    span: Span


@record
class Simple:
    """A simple command: words, assignments, redirections (bash's manual, "Simple Commands").

    ``reserved`` are the reserved words before it, and ``()`` for the head of a function, whose name is ``function``;
    ``looped`` is the variable of ``for`` or ``select``. ``others`` are words that only name files; ``redirected``: what
    it prints goes into one.
    ``calls`` says whether it calls curl, judged by its literal words.
    """

    words: tuple[RawWord, ...]
    span: Span
    assignments: tuple[Assignment, ...] = ()
    reserved: tuple[str, ...] = ()
    looped: RawWord | None = None
    stdin: Heredoc | HereString | None = None
    others: tuple[RawWord, ...] = ()
    calls: bool = False
    redirected: bool = False
    function: str = ""


@record
class Pipeline:
    """Simple commands with ``|`` between them, after an operator (``;``, ``&&`` ... or none).

    ``is_pattern``: a bracket closes after it that none opened, as after a pattern of ``case``.
    """

    commands: tuple[Simple, ...]
    operator: str = ""
    is_pattern: bool = False


@record
class Bracket:
    """``(`` or ``)``: a subshell begins or ends (bash's manual, "Command Grouping")."""

    opens: bool


Item = Pipeline | Bracket


@draft
class WordDraft:
    """A word while it is read.

    ``pieces`` are texts behind ``parts``: they become one part together, so that a word has few parts and few places.
    """

    start: int
    parts: list[Part] = attribute(default_factory=list)
    pieces: list[Traced] = attribute(default_factory=list)
    substitutions: list[Substitution] = attribute(default_factory=list)
    bare: list[str] = attribute(default_factory=list)  # what is outside all quotes
    holds_value: bool = False  # known to be ``name=value`` or ``name:value``
    closed: int = 0  # where the last quotes ended

    def add(self, text: Traced) -> None:
        """Put text after what there is; no space outside quotes is in it."""
        self.pieces.append(text)

    def put(self, *parts: Part) -> None:
        """Put parts after what there is."""
        if self.pieces:
            self.parts.append(Literal(joined(self.pieces)))
            self.pieces = []
        self.parts += parts

    @property
    def has_begun(self) -> bool:
        """Whether anything of it is read."""
        return bool(self.parts or self.pieces)

    @property
    def texts(self) -> list[str]:
        """The texts of the parts and pieces."""
        return [*map(_literal_text, self.parts), *[piece.text for piece in self.pieces]]

    def beginning(self, parts: int) -> str:
        """The text of the first parts and pieces."""
        pieces = self.pieces[: max(0, parts - len(self.parts))]
        return "".join([*map(_literal_text, self.parts[:parts]), *[piece.text for piece in pieces]])

    @property
    def last(self) -> str:
        """The last character; none where a value will be put in."""
        if self.pieces:
            return self.pieces[-1].text[-1:]
        last = self.parts[-1] if self.parts else None
        return last.text.text[-1:] if isinstance(last, Literal) else ""


def literal_word(text: str, span: Span) -> RawWord:
    """A word of a text that a stretch of the sample spells."""
    return RawWord((Literal(spelt(text, span)),), span)
