"""What a dollar begins: a variable, an alternative to one, a part of one, arithmetic, a substitution; else text.

Bash's manual, "Shell Parameter Expansion", "Special Parameters". No variable has a value yet.
"""

from __future__ import annotations

import re

from curl2sms.patterns import regex
from curl2sms.reading.script.cursor import unclosed
from curl2sms.reading.script.limits import MOST_VARIABLES_TOGETHER, too_large
from curl2sms.reading.shell.words import KNOWN_TO_THE_SHELL, NAME, Arithmetic, Literal, Part, Special, Variable
from curl2sms.tokens import BODY, TO, documented
from curl2sms.traced import Traced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from curl2sms.reading.shell.lexing import WordReader

_BRACE_PARTS = regex(r"\\.|'[^'\n]*'|\$\{|\}|\n", re.DOTALL)
_ARITHMETIC = regex(r"\$\(\([^()]*(?:\([^()]*\)[^()]*)*\)\)")
_PLAIN_OPERAND = regex(r"[^\"'\\$`]+")
# ${NAME}, ${NAME[@]}, ${#NAME}, ${NAME<operator><word>}, ${!NAME}; bash's manual, "Shell Parameter Expansion".
_PARAMETER = regex(
    r"(?P<length>#?)(?P<name>[A-Za-z_][A-Za-z0-9_]*|[0-9]+|[@*?$!#-])(?P<index>\[[^]]*\])?"
    r"(?P<operator>:?[-=+?]|##?|%%?|//?|\^\^?|,,?|:|@|$)(?P<word>.*)",
    re.DOTALL,
)
_SPECIAL = regex(r"(?!0\Z)[0-9]+|[@*?$#]")
_INDIRECT = regex(r"!(?P<name>[A-Za-z_][A-Za-z0-9_]*)")
_ALTERNATIVES = {":-", "-", ":=", "=", ":+", "+", ":?", "?"}
_DOLLARS_NAME = regex(r"\$\$[A-Za-z0-9_]+")
_DOLLAR_NUMBER = regex(r"\$\d+(?:[.,]\d+)*")
# So many characters of lines after ``${`` may hold what closes it.
_LONGEST = 4096
# With a dollar before it, what else a shell would replace.
_ODD = frozenset("!-@*_[")


def parameter(reader: WordReader, before: str, *, quoted: bool) -> Traced | Part:
    """What begins with a dollar here; ``before`` is the character in front of it in the word."""
    start = reader.pos
    reader.shared.variables += 1
    if reader.shared.variables > MOST_VARIABLES_TOGETHER:
        raise too_large(reader.at(start, start + 1))
    rest = reader.text[start + 1 : min(reader.end, start + 3)]
    if found := NAME.match(reader.text, start + 1, reader.end):
        reader.pos = found.end()
        return Variable(found[0], reader.at(start, reader.pos), quoted)
    if rest.startswith("{"):
        return _braced(reader, quoted)
    if found := reader.match(_ARITHMETIC):
        reader.pos = found.end()
        return Arithmetic(found[0][3:-2], reader.at(*found.span()), quoted)
    if rest.startswith("("):
        reader.pos += 2
        return reader.substitution(start, quoted=quoted)
    return _special_parameter(reader, rest[:1], before, quoted)


def _special_parameter(reader: WordReader, character: str, before: str, quoted: bool) -> Traced | Part:
    """``$$``, ``$1``, ``$?``: a variable where the author means one, else text, and noted."""
    start = reader.pos
    if found := reader.match(_DOLLARS_NAME):
        reader.pos = found.end()
        if found[0][2:] not in {TO, BODY} | documented():
            reader.say("dollar-kept", found.span(), text=found[0])
        return reader.piece(*found.span())
    if found := reader.match(_DOLLAR_NUMBER):
        reader.pos = found.end()
        digits = found[0][1:]
        if len(digits) > 1 or digits == "0" or before.isspace():  # an amount of money
            reader.say("dollar-kept", found.span(), text=found[0])
            return reader.piece(*found.span())
        return _special_value(reader, digits, start, quoted)
    all_arguments = character in {"@", "*"} and (not before or (character == "*" and before in "=:/ "))
    if all_arguments or character in KNOWN_TO_THE_SHELL:
        reader.pos += 2
        return _special_value(reader, character, start, quoted)
    reader.pos += 1
    if character in _ODD:
        reader.say("dollar-kept", (start, start + 2), text=f"${character}")
    return reader.piece(start, reader.pos)


def _special_value(reader: WordReader, parameter: str, start: int, quoted: bool) -> Special:
    """A special parameter that the cursor has just gone over (bash's manual, "Special Parameters")."""
    return Special(parameter, reader.at(start, reader.pos), quoted, reader.text[start : reader.pos])


def _braced(reader: WordReader, quoted: bool) -> Traced | Part:
    """``${...}``: a value, an alternative, or a part of a value."""
    start = reader.pos
    end = _brace_end(reader, start + 2)
    if end is None:
        raise unclosed(reader.at(start, start + 2), "}")
    reader.pos = end + 1
    span, spelling = reader.at(start, reader.pos), reader.text[start + 2 : end]
    if found := _INDIRECT.fullmatch(reader.text, start + 2, end):
        return Variable(found["name"], span, quoted, spelling, indirect=True)
    found = _PARAMETER.fullmatch(reader.text, start + 2, end)
    is_bare = found is not None and not found["operator"] and not found["length"]
    if found and is_bare and _SPECIAL.fullmatch(found["name"]):
        return _special_value(reader, found["name"], start, quoted)
    if found is None or (is_bare and not NAME.fullmatch(found["name"])):
        reader.say("dollar-kept", (start, reader.pos), text=reader.text[start : reader.pos])
        return reader.piece(start, reader.pos)
    operator, length = found["operator"], bool(found["length"])
    operand: tuple[Part, ...] = ()
    if operator:
        inside = reader.inside(*found.span("word"))
        is_alternative = operator in _ALTERNATIVES
        operand = _operand(inside, quoted=quoted and is_alternative, pattern=not is_alternative)
    return Variable(found["name"], span, quoted, spelling, found["index"] or "", operator, operand, length)


def _brace_end(reader: WordReader, at: int) -> int | None:
    """Where the ``}`` of a ``${`` is; quotes and nested ``${`` are gone over."""
    depth = 1
    for found in _BRACE_PARTS.finditer(reader.text, at, reader.end):
        if found[0] == "${":
            depth += 1
        elif found[0] == "}":
            depth -= 1
            if not depth:
                return found.start()
        elif found[0] == "\n" and depth == 1 and found.start() - at > _LONGEST:
            return None
    return None


def _operand(reader: WordReader, *, quoted: bool, pattern: bool) -> tuple[Part, ...]:
    """All that is left, as the word after an operator of ``${...}``.

    Between double quotes a single quote is text. In a ``pattern`` a backslash outside quotes stays.
    """
    parts: list[Part] = []
    while reader.pos < reader.end:
        character, start = reader.text[reader.pos], reader.pos
        if plain := reader.match(_PLAIN_OPERAND):
            reader.pos = plain.end()
            parts.append(Literal(reader.piece(*plain.span()), quoted))
        elif (inner := _quoted_operand(reader, character, quoted)) is not None:
            parts += inner
        elif character == "\\" and not quoted:
            reader.pos = min(reader.end, start + 2)
            parts.append(Literal(reader.piece(start if pattern else start + 1, reader.pos), quoted=not pattern))
        else:
            found = reader.in_double('$`"\\}', quoted=quoted)
            parts.append(Literal(found, quoted) if isinstance(found, Traced) else found)
    return tuple(parts)


def _quoted_operand(reader: WordReader, character: str, in_quotes: bool) -> list[Part] | None:
    """What is between the quotes that open here; None where none do."""
    if not in_quotes and reader.peek(2) == "$'":
        return [Literal(reader.ansi())]
    if not in_quotes and character == "'" and reader.text.find("'", reader.pos + 1, reader.end) > 0:
        return [Literal(reader.single())]
    if character == '"' and reader.text.find('"', reader.pos + 1, reader.end) > 0:
        return reader.double()
    return None
