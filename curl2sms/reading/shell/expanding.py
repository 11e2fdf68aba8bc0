"""The parts of a word and the values of variables become the fields that a program receives.

Bash's manual, "Shell Expansions": parameters, arithmetic, and then word splitting. A literal character keeps its own
place; a variable's value has the place of its assignment, and remembers where it was put in; what is computed has none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from curl2sms.errors import Note, Span, note
from curl2sms.http import OPEN, STAND_IN
from curl2sms.patterns import regex
from curl2sms.reading.script.model import Stdin, Word
from curl2sms.reading.script.program_names import EVER_NEW
from curl2sms.reading.script.variables import PRICE_OF_PARAMETER, PRICE_OF_RUN, Value, Variables
from curl2sms.reading.shell.words import (
    KNOWN_TO_THE_SHELL,
    NAME,
    Arithmetic,
    Heredoc,
    HereString,
    Literal,
    Part,
    RawWord,
    Special,
    Substitution,
    Variable,
)
from curl2sms.records import record, replace
from curl2sms.traced import Traced, joined, spelt

_IFS = regex(r"[ \t\n]+")
_SPECIAL_IN_PATTERN = regex(r"[*?\[\]\\/&#%]")
_MEMBER = regex(r"\[-?\d{1,4}\]")
_EMPTY = Traced("")
_RANGE = regex(r"\s*(?P<start>[1-9]\d{0,3})\s*(?::\s*(?P<count>\d{1,4})\s*)?")


@record
class Expansion:
    """What a part gives: a text, or several for an array.

    ``members``: each is a field of its own even between quotes (``"${NAME[@]}"``); ``separator`` is between them
    else (``"${NAME[*]}"``). ``parts``, where there are any, take
    its place: those of ``${NAME:-word}``, which may be several words.
    """

    texts: tuple[Traced, ...]
    members: bool = False
    parts: tuple[Part, ...] = ()
    separator: str = " "

    @property
    def text(self) -> Traced:
        """The texts as ``"${NAME[*]}"`` gives them."""
        return self.texts[0] if len(self.texts) == 1 else joined(self.texts, self.separator)


class Expander:
    """Puts values into words.

    ``own`` are variables that only one command has, before those of all; ``output`` gives what a substitution prints.
    ``in_function``: arguments are those of a call, which may have them. ``notes`` and ``values``, the places of
    assigned values that were put in, grow.
    """

    def __init__(
        self,
        variables: Variables,
        values: list[Span],
        own: dict[str, Value | None],
        output: Callable[[Substitution], Traced],
        *,
        in_function: bool,
    ) -> None:
        self.in_function = in_function
        self.variables = variables
        self.own = own
        self.output = output
        self._outputs: list[Traced] = []  # of the substitutions of the word, by their numbers
        self.notes: list[Note] = []
        self.values = values

    def fields(self, word: RawWord) -> list[Traced]:
        """The fields that a word becomes: none, one or several (bash's manual, "Word Splitting")."""
        if len(word.parts) == 1 and isinstance(only := word.parts[0], Literal) and only.quoted:
            return [only.text]
        self.run(word)
        fields = _Fields()
        self._fill(fields, word.parts)
        fields.end()
        return fields.done

    def words(self, written: Iterable[RawWord]) -> list[Word]:
        """The words of a command as its program receives them."""
        return [Word(text, word.span, word.bare) for word in written for text in self.fields(word)]

    def stdin(self, written: Heredoc | HereString | None) -> Stdin | None:
        """What a redirection puts on a command's standard input."""
        if written is None:
            return None
        if isinstance(written, Heredoc):
            return Stdin(self.text(written.body or RawWord((), written.span)), written.span)
        if written.word is None:
            return Stdin(None, written.span)
        text = self.text(written.word)  # not split (bash's manual, "Here Strings")
        return Stdin(text + spelt("\n", written.span), written.span)

    def text(self, word: RawWord) -> Traced:
        """A word's text, not split: an assigned value, a here-document."""
        self.run(word)
        return self._joined(word.parts)

    def run(self, word: RawWord) -> None:
        """Run the substitutions of a word, each in its turn."""
        self._outputs = [self.output(one) for one in word.substitutions]

    def _fill(self, fields: _Fields, parts: Iterable[Part]) -> None:
        """Add what the parts give to the fields: a member of an array is a field of its own."""
        for part in parts:
            if isinstance(part, Literal):
                fields.add(part.text, part.quoted)
                continue
            found = self._expansion(part)
            if found.parts and not part.quoted:
                self._fill(fields, found.parts)
            elif part.quoted and not found.members:
                fields.add(found.text, quoted=True)
            else:
                for number, text in enumerate(found.texts):
                    if number:
                        fields.end()
                    fields.add(text, part.quoted)

    def _joined(self, parts: Iterable[Part]) -> Traced:
        texts = [part.text if isinstance(part, Literal) else self._expansion(part).text for part in parts]
        return texts[0] if len(texts) == 1 else joined(texts)

    def _expansion(self, part: Variable | Special | Arithmetic | Substitution) -> Expansion:
        """What a part gives; each part that is put in has its price."""
        self.variables.pay(PRICE_OF_PARAMETER, part.span)
        if isinstance(part, Substitution):
            return Expansion((self._outputs[part.number],))
        if isinstance(part, Special):
            return self._special(part)
        return Expansion((self._arithmetic(part),)) if isinstance(part, Arithmetic) else self._variable(part)

    def _special(self, part: Special) -> Expansion:
        """``$1``, ``$@``, ``$#`` of a call whose arguments are known; else a variable.

        Bash's manual, "Positional Parameters". ``"$@"`` in a place of its own is left out.
        """
        known, parameter, span = self.variables.arguments, part.parameter, part.span
        if known is None or parameter in {"?", "$"}:
            if parameter == "@":
                self.notes.append(note("arguments-left-out", span, text=part.spelling))
                return Expansion((), members=True)
            name, about = _named(parameter)
            called = self.variables.known.called(name)
            self.notes.append(note("special-parameter", span, text=part.spelling, name=called))
            return self._unset(name, span, about)
        if parameter == "#":
            return Expansion((Traced(str(len(known))),))
        return self._put_in_arguments(known, span, parameter) if parameter in "@*" else self._value(parameter, span)

    def _put_in_arguments(self, arguments: Sequence[Value], span: Span, sign: str) -> Expansion:
        texts = [text for one in arguments for text in self._put_in(one, (one.text,), span).texts]
        return self._separated(Expansion(tuple(texts), members=sign == "@"))

    def _separated(self, found: Expansion) -> Expansion:
        """With what IFS puts between the texts where they become one."""
        separators = None if found.members else self._get("IFS")
        return replace(found, separator=separators.text.text[:1]) if separators else found

    def _get(self, name: str) -> Value | None:
        if name.isdecimal():
            return self.variables.argument(int(name))
        return self.own[name] if name in self.own else self.variables.get(name)

    def _unset(self, name: str, span: Span, about: str = "") -> Expansion:
        return Expansion((spelt(self.variables.unset(name, about), span),))

    def _unknown(self, name: str, spelling: str, span: Span) -> Expansion:
        """An expansion that is not worked out becomes its variable."""
        known, value = self.variables.known, self._get(name)
        is_named = NAME.fullmatch(name) and not value
        name = self.variables.name_of(name, spelling) if is_named else self.variables.new_name()
        if value:
            self.values.append(value.span)
            if made := next((one for one in STAND_IN.findall(value.text.text) if one in known.rewritten), None):
                known.rewritten[name] = known.rewritten[made]
        self.notes.append(note("expansion-not-evaluated", span, text=spelling, name=known.called(name)))
        return self._unset(name, span, f"{spelling} in the sample")

    def _arithmetic(self, part: Arithmetic) -> Traced:
        from curl2sms.reading.shell import arithmetic

        value = arithmetic.value(part.expression, self._number)
        if value is not None:
            return Traced(value)
        for name in arithmetic.assigned_in(part.expression):
            self.variables.forget(name, part.span)
        return self._unknown("", f"$(({part.expression}))", part.span).text

    def _number(self, name: str) -> str | None:
        value = self._get(name)
        if value:
            self.values.append(value.span)
        return value.text.text if value else None

    def _variable(self, part: Variable) -> Expansion:
        """``$NAME``, ``${NAME...}``: each form by its own rule; a variable where that does not show the value."""
        name = part.name
        if part.indirect:
            named = self._get(name)
            name = named.text.text if named else ""
            return self._value(name, part.span) if NAME.fullmatch(name) else self._no_value(part)
        if name and name in "@*" and part.operator == ":" and (found := self._some_arguments(part)):
            return found
        if not part.operator and not part.length:
            return self._member(part) if part.index else self._value(name, part.span)
        value = self._get(name)
        if part.length:
            return self._length(part, value)
        if part.index:
            return self._no_value(part)
        if part.operator[-1] in "-=+?":
            return self._alternative(part, value)
        result = None
        word = self._pattern(part.operand)
        if value and OPEN not in value.text.text:
            self.variables.pay(len(value.text) * (1 + word.text.count("*") * len(value.text) // 1000), part.span)
            from curl2sms.reading.shell.evaluation import trimmed

            result = trimmed(part.operator, value.text, word)
        if value is None or result is None:
            return self._no_value(part)
        self.values.append(value.span)
        return Expansion((result.put_in_at(part.span),))

    def _length(self, part: Variable, value: Value | None) -> Expansion:
        """``${#NAME}``, ``${#NAME[@]}``; of an array's first member it is not worked out."""
        if value and part.index in {"[@]", "[*]"}:
            return Expansion((Traced(str(len(value.texts))),))
        if value and not part.index and len(value.texts) < 2 and OPEN not in value.text.text:
            return Expansion((Traced(str(len(value.text))),))
        return self._no_value(part)

    def _some_arguments(self, part: Variable) -> Expansion | None:
        """``${@:2}``, ``${*:2:3}``: some of the arguments of a call, where they are known."""
        found = _RANGE.fullmatch("".join([one.text.text for one in part.operand if isinstance(one, Literal)]))
        if self.variables.arguments is None or found is None:
            return None
        start = int(found["start"]) - 1
        end = start + int(found["count"]) if found["count"] else None
        return self._put_in_arguments(self.variables.arguments[start:end], part.span, part.name)

    def _no_value(self, part: Variable) -> Expansion:
        return self._unknown(part.name, f"${{{part.spelling}}}", part.span)

    def _alternative(self, part: Variable, value: Value | None) -> Expansion:
        """``${NAME:-word}`` and its relatives. With a colon an empty value counts as none.

        Bash's manual, "Shell Parameter Expansion".
        """
        operator, known = part.operator[-1], self.variables.known
        has_arguments = part.name.isdecimal() and self.variables.arguments is not None
        if not NAME.fullmatch(part.name) and operator != "-" and not has_arguments:
            return self._no_value(part)
        if self.in_function and part.name.isdecimal() and part.name != "0" and not has_arguments:
            name, spelling = f"ARGUMENT_{part.name}", f"${{{part.spelling}}}"
            self.notes.append(note("special-parameter", part.span, text=spelling, name=name))
            return self._unset(name, part.span, f"the function's argument ${part.name}")
        # In a loop there is a value, if none that can be put in; what ``read`` gives may be empty.
        looped, given = (value is None and part.name in names for names in (known.looped, known.given))
        if given and not looped and operator != "?":
            self.notes.append(note("alternative-taken", part.span, text=f"${{{part.spelling}}}", name=part.name))
        is_filled = value is not None and (bool(value.text.text) or not part.operator.startswith(":"))
        has_value = is_filled or looped or (given and operator == "+")
        if operator == "?" or (has_value and operator in "-="):
            return self._value(part.name, part.span)
        if operator == "+" and not has_value:
            return Expansion((_EMPTY,))
        text = self._joined(part.operand)
        self.values.append(part.span)
        if operator == "=":
            self.variables.assign(part.name, Value((text,), part.span))
        return Expansion((text,), parts=part.operand)

    def _pattern(self, parts: Iterable[Part]) -> Traced:
        """A pattern: what is between quotes has a backslash before each character that would be special."""
        texts = []
        for part in parts:
            text = part.text if isinstance(part, Literal) else self._expansion(part).text
            texts.append(text.sub(_SPECIAL_IN_PATTERN, lambda found: f"\\{found[0]}") if part.quoted else text)
        return joined(texts)

    def _member(self, part: Variable) -> Expansion:
        """``${NAME[@]}``, ``${NAME[1]}``: bash's manual, "Arrays"."""
        name, index = part.name, part.index
        if member := self._get(name + index):
            return self._put_in(member, member.texts, part.span)
        value = self._get(name)
        if value is None:
            is_whole = index in {"[@]", "[*]", "[0]"} and name not in self.variables.arrays_in_part
            return self._value(name, part.span) if is_whole else self._no_value(part)
        if index in {"[@]", "[*]"}:
            return self._separated(self._put_in(value, value.texts, part.span, members=index == "[@]"))
        if not _MEMBER.fullmatch(index):
            return self._no_value(part)
        number = int(index[1:-1])
        known = -len(value.texts) <= number < len(value.texts)
        return self._put_in(value, (value.texts[number],) if known else (_EMPTY,), part.span)

    def _value(self, name: str, span: Span) -> Expansion:
        """``$NAME``."""
        value = self._get(name)
        if value is None:
            if name.isdecimal():  # an argument that a call has not
                return Expansion((_EMPTY,))
            if name in EVER_NEW:
                self.notes.append(note("computed-anew", span, programs=name))
            return self._unset(self.variables.name_of(name, ""), span)
        return self._put_in(value, (value.text,), span)

    def _put_in(self, value: Value, texts: tuple[Traced, ...], span: Span, *, members: bool = False) -> Expansion:
        self.values.append(value.span)
        self.variables.pay(sum(len(text) + PRICE_OF_RUN * (len(text.runs) - 1) for text in texts), span)
        return Expansion(tuple([text.put_in_at(span) for text in texts]), members=members)


def _named(parameter: str) -> tuple[str, str]:
    """The variable of a template that means a special parameter, and what it is."""
    if parameter.isdecimal():
        return f"ARGUMENT_{parameter}", f"the script's argument ${parameter}"
    if parameter in KNOWN_TO_THE_SHELL:
        return KNOWN_TO_THE_SHELL[parameter], f"what the shell knows as ${parameter}"
    return "ARGUMENTS", "all arguments of the script"


class _Fields:
    """The fields that one word becomes: an unquoted variable may split it, or add to it."""

    def __init__(self) -> None:
        self.done: list[Traced] = []
        self.parts: list[Traced] = []

    def add(self, text: Traced, quoted: bool) -> None:
        """Add a text; one that is not quoted is split at its spaces (bash's manual, "Word Splitting")."""
        if quoted or not _IFS.search(text.text):
            if quoted or text.text:  # quotes make a word even where they hold nothing
                self.parts.append(text)
            return
        at = 0
        for spaces in _IFS.finditer(text.text):
            if spaces.start() > at:
                self.parts.append(text[at : spaces.start()])
            self.end()
            at = spaces.end()
        if at < len(text):
            self.parts.append(text[at:])

    def end(self) -> None:
        """End the field, if one has begun; bytes of several parts may make a character together."""
        if len(self.parts) > 1:
            from curl2sms.reading.shell.evaluation import with_whole_characters, without_marks

            text = joined(self.parts)
            self.done.append(without_marks(with_whole_characters(text), text))
        else:
            self.done += self.parts
        self.parts = []
