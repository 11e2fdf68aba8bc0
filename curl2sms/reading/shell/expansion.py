"""What stands in words and is not plain text: quotes, variables, substitutions (bash's manual, "Shell Expansions")."""

from __future__ import annotations

import re
from itertools import islice

from curl2sms.errors import Span, note
from curl2sms.http import OPEN
from curl2sms.patterns import regex
from curl2sms.reading.json_check import is_json
from curl2sms.reading.shell.cursor import DEEPEST, DOUBLE_OPENERS, END, ENDS_WORD, SINGLE_OPENERS, Cursor
from curl2sms.reading.shell.evaluation import alternative, ansi_c, arithmetic, trimmed
from curl2sms.reading.shell.fields import Expansion, Fields
from curl2sms.reading.shell.model import Output, TooDeepError, TooLargeError, UnclosedError
from curl2sms.reading.shell.programs import DIGESTING, EVER_NEW
from curl2sms.reading.shell.variables import MOST_PUT_IN, PARAMETER, SPECIAL, Value
from curl2sms.tokens import BODY, TO, documented

# What these count for against MOST_PUT_IN: each costs time, whatever it gives.
_PRICE_OF_PARAMETER, _PRICE_OF_SUBSTITUTION = 40, 400
_BACKTICKS = regex(r"`(?:[^`\\]++|\\.)*+`", re.DOTALL)
_ANSI_END = regex(r"(?:[^'\\]++|\\.)*+'", re.DOTALL)
_BRACE_PARTS = regex(r"\\.|'[^'\n]*'|\$\{|\}|\n", re.DOTALL)
_ARITHMETIC = regex(r"\$\(\([^()]*(?:\([^()]*\)[^()]*)*\)\)")
# A quote with JSON behind it; a double one whose JSON has double quotes of its own, not escaped.
_JSON_OPENS, _BARE_JSON_OPENS = regex(r"'\s*[{\[]"), regex(r'"\s*[{\[]\s*"(?!["$])')
_SPECIAL_IN_PATTERN = regex(r"[*?\[\]\\/&#%]")
_PATIENCE = 4
_IN_DOUBLE = regex(r'[^"\\$`]+')
_PLAIN_OPERAND = regex(r"[^\"'\\$`]+")
_LINE_JOIN = regex(r"\\\r?\n")
_INDIRECT = regex(r"!(?P<name>[A-Za-z_][A-Za-z0-9_]*)")  # ${!NAME}: the variable that NAME names
_DOLLARS_NAME = regex(r"\$\$[A-Za-z0-9_]+")
_DOLLAR_NUMBER = regex(r"\$\d+(?:[.,]\d+)*")
_NAME = regex(r"[A-Za-z_][A-Za-z0-9_]*")


class Expander(Cursor):
    """Reads quotes, variables and substitutions."""

    # Quotes

    def _single(self) -> str:
        at = self._closing_quote(self.pos + 1)
        if at < 0:
            raise UnclosedError(self.at(self.pos, self.pos + 1), "'")
        if _JSON_OPENS.match(self.text, self.pos, at) and self.text[at + 1 : min(self.end, at + 2)].isalnum():
            at = self._end_of_json("'") or at  # an apostrophe of the text: {"text": "Don't"}
        inner = self.text[self.pos + 1 : at]
        self.pos = at + 1
        return inner.replace("\r\n", "\n")

    def _closing_quote(self, start: int) -> int:
        """Where the next single quote stands that is no apostrophe; -1 where none does."""
        at = self.text.find("'", start, self.end)
        while self.apostrophes and at >= 0 and self._is_apostrophe(at):
            self.say("apostrophe-kept", (at, at + 1))
            at = self.text.find("'", at + 1, self.end)
        return at

    def _is_apostrophe(self, at: int) -> bool:
        """Whether the quote at a place stands between letters, in a text that is read so."""
        return self.apostrophes and self.text[at - 1].isalpha() and self.text[at + 1 : at + 2].isalpha()

    def _end_of_json(self, quote: str) -> int | None:
        """Where quotes around a JSON document end that holds such quotes itself; None where no end makes it JSON."""
        if self.bent_json > _PATIENCE:
            return None
        candidates = regex(rf"[}}\]]\s*{quote}").finditer(self.text, self.pos + 1, self.end)
        for found in islice(candidates, _PATIENCE):
            at = found.end() - 1
            if ENDS_WORD.match(self.text, at + 1, self.end) and is_json(self.text[self.pos + 1 : at]):
                self.say("quotes-in-json", (self.pos, self.pos + 1), quote=quote)
                return at
        self.bent_json += 1
        return None

    def _double(self, fields: Fields | None) -> str:
        """What stands between double quotes. ``fields`` is the word that they stand in, None where there is none."""
        opening = self.pos
        if _BARE_JSON_OPENS.match(self.text, self.pos, self.end) and (at := self._end_of_json('"')) is not None:
            text = self.inside(opening + 1, at).expanded(escapes="$`")
            self.pos = at + 1
            return text
        self.pos += 1
        parts: list[str] = []
        while True:
            if self.pos >= self.end:
                raise UnclosedError(self.at(opening, opening + 1), '"')
            character = self.text[self.pos]
            if character == '"':
                self.pos += 1
                return "".join(parts)
            parts.append(self._in_double(fields, parts, character))

    def _in_double(self, fields: Fields | None, parts: list[str], character: str) -> str:
        """The next piece of what stands between double quotes, or in a here-document that puts variables in."""
        if character == "\\":
            return self._backslash_in_double('$`"\\')
        if character == "$":
            return self._dollar_in_double(fields, parts)
        if character == "`":
            return self._backticks_text('`\\$"' if fields else "`\\$")
        if found := self.match(_IN_DOUBLE):
            self.pos = found.end()
            return found[0].replace("\r\n", "\n")
        self.pos += 1
        return character

    def _backslash_in_double(self, escapes: str) -> str:
        if found := self.match(_LINE_JOIN):
            self.pos = found.end()
            return ""
        following = self.text[self.pos + 1 : min(self.end, self.pos + 2)]
        self.pos += 2 if following in escapes and following else 1
        return following if following in escapes and following else "\\"

    def _ansi(self) -> str:
        """``$'...'``: bash's manual, "ANSI-C Quoting"."""
        opening = self.pos
        closing = _ANSI_END.match(self.text, opening + 2, self.end)
        if closing is None:
            raise UnclosedError(self.at(opening, opening + 2), "'")
        self.pos = closing.end()
        return ansi_c(closing[0][:-1].replace("\r\n", "\n"))

    # Variables

    def expanded(self, escapes: str = "$`\\") -> str:
        """All that is left of the text, with variables put in: a here-document, typographic quotes, ``${A:-text}``."""
        parts: list[str] = []
        while self.pos < self.end:
            character = self.text[self.pos]
            if character == "\\":
                parts.append(self._backslash_in_double(escapes))
            elif character == '"':
                parts.append(character)
                self.pos += 1
            else:
                parts.append(self._in_double(None, parts, character))
        return "".join(parts)

    def _dollar(self, fields: Fields, splits: bool) -> None:
        following = self.text[self.pos + 1 : min(self.end, self.pos + 2)]
        if following == "'":
            fields.add(self._ansi())
        elif following == '"':
            self.pos += 1
            fields.add(self._double(fields))
        elif following and following in DOUBLE_OPENERS + SINGLE_OPENERS:
            self.pos += 1
        else:
            found = self._parameter("".join(fields.parts[-1:]), in_quotes=not splits)
            if not splits:
                fields.add(found.text)
                return
            for i, text in enumerate(found.texts):
                if i:
                    fields.end()
                if found.quoted:
                    fields.add(text)
                else:
                    fields.split(text)

    def _dollar_in_double(self, fields: Fields | None, parts: list[str]) -> str:
        found = self._parameter("".join(parts[-1:]), in_quotes=True)
        if not found.members or fields is None or len(found.texts) < 2:
            return found.text
        fields.add("".join(parts))
        parts.clear()
        for text in found.texts[:-1]:
            fields.add(text)
            fields.end()
        return found.texts[-1]

    def _parameter(self, before: str, *, in_quotes: bool) -> Expansion:
        """The value of what begins with a dollar here; ``before`` is what stands in front of it in the word."""
        start = self.pos
        rest = self.text[start + 1 : min(self.end, start + 3)]
        if found := _NAME.match(self.text, start + 1, self.end):
            self.pos = found.end()
            return self._value(found[0])
        if rest.startswith("{"):
            return self._braced(in_quotes)
        if rest.startswith("(("):
            return Expansion((self._arithmetic(),))
        if rest.startswith("("):
            self.pos += 2
            return Expansion((self._substitution(")", self.at(start, start + 2)),))
        return Expansion((self._special_parameter(rest, before),))

    def _special_parameter(self, rest: str, before: str) -> str:
        """``$$``, ``$1``, ``$?``: a variable where the author means one, else text, and said."""
        start, character = self.pos, rest[:1]
        self.pay(_PRICE_OF_PARAMETER)
        if character == "$" and (found := _DOLLARS_NAME.match(self.text, start, self.end)):
            self.pos = found.end()
            if found[0][2:] not in {TO, BODY} | documented():
                self.say("dollar-kept", found.span(), text=found[0])
            return found[0]
        if found := _DOLLAR_NUMBER.match(self.text, start, self.end):
            self.pos = found.end()
            digits = found[0][1:]
            if len(digits) > 1 or digits == "0" or before[-1:].isspace():  # an amount of money
                self.say("dollar-kept", found.span(), text=found[0])
                return found[0]
            name = f"ARGUMENT_{digits}"
            self.say("special-parameter", found.span(), text=found[0], name=name)
            return self.scope.unset(name, f"the script's argument ${digits}")
        if character and character in "@*" and not before:
            self.pos += 2
            self.say("arguments-left-out", (start, self.pos), text=f"${character}")
            return ""
        if character and character in SPECIAL and character not in "!-":
            self.pos += 2
            name = SPECIAL[character]
            self.say("special-parameter", (start, self.pos), text=f"${character}", name=name)
            return self.scope.unset(name, f"what the shell knows as ${character}")
        self.pos += 1
        if character and character in "!-@*_[":
            self.say("dollar-kept", (start, start + 2), text=f"${character}")
        return "$"

    def _braced(self, in_quotes: bool) -> Expansion:
        """``${...}``: a value, an alternative, or a part of a value."""
        start = self.pos
        self.pay(_PRICE_OF_PARAMETER)
        inner_end = self._brace_end(start + 2)
        if inner_end is None:
            raise UnclosedError(self.at(start, start + 2), "}")
        found = PARAMETER.fullmatch(self.text, start + 2, inner_end)
        self.pos = inner_end + 1
        span = self.at(start, self.pos)
        if indirect := _INDIRECT.fullmatch(self.text, start + 2, inner_end):
            named = self.scope.assigned.get(indirect["name"])
            known = named is not None and _NAME.fullmatch(named.text) is not None
            return self._value(named.text) if named and known else self._unknown(indirect, span)
        if found is None:
            self.say("dollar-kept", (start, self.pos), text=self.text[start : self.pos])
            return Expansion((self.text[start : self.pos],))
        plain = not found["operator"] and not found["length"]
        if plain and _NAME.fullmatch(found["name"]):
            value = self._member(found["name"], found["index"])
            return self._unknown(found, span) if value is None else value
        if plain:
            end = self.pos
            self.pos = start
            text = self._special_parameter(found["name"][:1], "")
            self.pos = end
            return Expansion((text,))
        if not _NAME.fullmatch(found["name"]) and found["operator"] not in {":-", "-"}:
            return self._unknown(found, span)
        return self._worked_out(found, span, in_quotes)

    def _brace_end(self, at: int) -> int | None:
        """Where the ``}`` of a ``${`` stands; quotes and nested ``${`` are gone over."""
        depth = 1
        for found in _BRACE_PARTS.finditer(self.text, at, self.end):
            if found[0] == "${":
                depth += 1
            elif found[0] == "}":
                depth -= 1
                if not depth:
                    return found.start()
            elif found[0] == "\n" and depth == 1 and found.start() - at > 4096:
                return None
        return None

    def _worked_out(self, found: re.Match[str], span: Span, in_quotes: bool) -> Expansion:
        """``${NAME:-word}``, ``${#NAME}``, ``${NAME/a/b}`` ..."""
        value = self.scope.assigned.get(found["name"])
        known = value is not None and OPEN not in value.text
        operator = found["operator"]
        if found["index"] or (value and len(value.texts) > 1 and found["length"]):
            members = found["index"] in {"[@]", "[*]"} and found["length"] and value
            return Expansion((str(len(value.texts)),)) if members and value else self._unknown(found, span)
        if found["length"]:
            return Expansion((str(len(value.text)),)) if value and known else self._unknown(found, span)
        if operator in {":-", "-", ":=", "=", ":+", "+", ":?", "?"}:
            return self._alternative(found, value, span, in_quotes)
        word = self.inside(*found.span("word")).operand(in_quotes=False, pattern=True)
        result = None
        if value and known:
            self.pay(len(value.text) * (1 + word.count("*") * len(value.text) // 1000))
            result = trimmed(operator, value.text, word)
        return self._unknown(found, span) if result is None else Expansion((result,))

    def _alternative(self, found: re.Match[str], value: Value | None, span: Span, in_quotes: bool) -> Expansion:
        """``${NAME:-word}`` and its relatives; outside quotes a word with quotes in it may be several words."""
        operator = found["operator"]
        word = self.inside(*found.span("word")).operand(in_quotes=in_quotes)
        other = alternative(operator, value, word)
        if other is None:
            return self._value(found["name"])
        self.values.append(span)
        if operator in {":=", "="}:
            self.scope.assign(found["name"], Value((other,), span))
        if in_quotes or not other or not set(found["word"]) & set("'\""):
            return Expansion((other,))
        return Expansion(self.inside(*found.span("word")).rest_as_words() or (other,), quoted=True)

    def rest_as_words(self) -> tuple[str, ...]:
        """All that is left, as words; none where an operator stands among them."""
        raise NotImplementedError

    def operand(self, *, in_quotes: bool, pattern: bool = False) -> str:
        """All that is left, as the word behind an operator of ``${...}``: quotes removed, variables put in.

        Between double quotes a single quote is text. In a ``pattern`` a backslash stays, and what stands between quotes
        gets one before each character that would be special.
        """
        parts: list[str] = []
        while self.pos < self.end:
            character = self.text[self.pos]
            if not in_quotes and (plain := self.match(_PLAIN_OPERAND)):
                parts.append(plain[0])
                self.pos = plain.end()
            elif (quoted := self._quoted_operand(character, in_quotes)) is not None:
                parts.append(_SPECIAL_IN_PATTERN.sub(r"\\\g<0>", quoted) if pattern else quoted)
            elif character == "\\" and pattern:
                parts.append(self.text[self.pos : min(self.end, self.pos + 2)])
                self.pos += 2
            elif character == "\\" and in_quotes:
                parts.append(self._backslash_in_double('$`"\\}'))
            elif character == "\\":
                parts.append(self.text[self.pos + 1 : min(self.end, self.pos + 2)])
                self.pos += 2
            elif character == '"':
                parts.append(character)
                self.pos += 1
            else:
                parts.append(self._in_double(None, parts, character))
        return "".join(parts)

    def _quoted_operand(self, character: str, in_quotes: bool) -> str | None:
        """What stands between the quotes that open here; None where none do."""
        if self.peek(2) == "$'" and not in_quotes:
            return self._ansi()
        if character == "'" and not in_quotes and self.text.find("'", self.pos + 1, self.end) > 0:
            return self._single()
        if character == '"' and self.text.find('"', self.pos + 1, self.end) > 0:
            return self._double(None)
        return None

    def _unknown(self, found: re.Match[str], span: Span) -> Expansion:
        """An expansion that is not worked out becomes its variable."""
        name = found["name"] if _NAME.fullmatch(found["name"]) else self.scope.new_name()
        if name in self.scope.assigned:
            name = self.scope.new_name()
        text = f"${{{found[0]}}}"
        self.notes.append(note("expansion-not-evaluated", span, text=text, name=self.scope.called(name)))
        return Expansion((self.scope.unset(name, f"{text} in the sample"),))

    def _member(self, name: str, index: str | None) -> Expansion | None:
        """``${NAME}``, ``${NAME[@]}``, ``${NAME[1]}``; None where an array is known and the member is not."""
        if index and (member := self.scope.assigned.get(name + index)):
            return self._put_in(member, member.texts)
        value = self.scope.assigned.get(name)
        if value is None and index and name in self.scope.keyed:
            return None
        if value is None or not index:
            return self._value(name)
        if index in {"[@]", "[*]"}:
            return self._put_in(value, value.texts, members=index == "[@]")
        if not re.fullmatch(r"\[-?\d{1,4}\]", index):
            return None
        number = int(index[1:-1])
        known = -len(value.texts) <= number < len(value.texts)
        return self._put_in(value, (value.texts[number],) if known else ("",))

    def _value(self, name: str) -> Expansion:
        """``$NAME``."""
        value = self.scope.assigned.get(name)
        if value is None:
            self.pay(_PRICE_OF_PARAMETER)
            if name in EVER_NEW:
                self.say("computed-anew", (self.text.rfind("$", 0, self.pos), self.pos), programs=name)
            return Expansion((self.scope.unset(name),))
        return self._put_in(value, (value.text,))

    def _put_in(self, value: Value, texts: tuple[str, ...], *, members: bool = False) -> Expansion:
        self.values.append(value.span)
        self.pay(_PRICE_OF_PARAMETER + sum(map(len, texts)))
        return Expansion(texts, members=members)

    def pay(self, characters: int) -> None:
        """Count what is put in; TooLargeError where it is more than is read."""
        self.scope.put_in += characters
        if self.scope.put_in > MOST_PUT_IN:
            raise TooLargeError(self.at(self.pos, self.pos))

    def _arithmetic(self) -> str:
        start = self.pos
        found = _ARITHMETIC.match(self.text, start, self.end)
        if found is None:
            self.pos += 2
            return self._substitution(")", self.at(start, start + 2))
        self.pos = found.end()
        self.pay(_PRICE_OF_PARAMETER)
        if (value := arithmetic(found[0][3:-2], self._number)) is not None:
            return value
        name = self.scope.new_name()
        self.say("expansion-not-evaluated", found.span(), text=found[0], name=name)
        return self.scope.unset(name, f"{found[0]} in the sample")

    def _number(self, name: str) -> str | None:
        value = self.scope.assigned.get(name)
        if value:
            self.values.append(value.span)
        return value.text if value else None

    # Substitutions

    def _substitution(self, closing: str, opening: Span) -> str:
        """The output of a command substitution where a rule tells it, else a variable. The cursor stands inside."""
        if self.depth >= DEEPEST:
            raise TooDeepError(opening)
        self.pay(_PRICE_OF_SUBSTITUTION)
        self.depth += 1
        try:
            output = self.substitute(self, closing)
        except UnclosedError as error:
            raise UnclosedError(opening, closing) if error.wanted == END else error from None
        finally:
            self.depth -= 1
        return self._output(output, (opening.start, self.pos))

    def _backticks(self, fields: Fields, splits: bool) -> None:
        text = self._backticks_text()
        if splits:
            fields.split(text)
        else:
            fields.add(text)

    def _backticks_text(self, escaped: str = "`\\$") -> str:
        """A substitution in backticks, with the characters that a backslash escapes there; a lone backtick is text."""
        start = self.pos
        self.pay(_PRICE_OF_SUBSTITUTION)
        closing = _BACKTICKS.match(self.text, start, self.end)
        if closing is None:
            self.say("backtick-kept", (start, start + 1))
            self.pos += 1
            return "`"
        self.pos = closing.end()
        inner = re.sub(rf"\\([{re.escape(escaped)}])", r"\1", self.text[start + 1 : closing.end() - 1])
        inside = self.inside(start + 1, self.pos - 1)
        if inner != self.text[start + 1 : self.pos - 1]:
            inside.text, inside.pos, inside.end = inner, 0, len(inner)
            inside.where = self.at(start, self.pos)
        output = self.substitute(inside, END)
        return self._output(output, (start, self.pos))

    def _output(self, output: Output, span: tuple[int, int]) -> str:
        """What a substitution puts in; its own text is never repeated, for it may hold secrets."""
        if output.text is not None:
            return output.text
        name = self.scope.new_name()
        made = {*output.programs}
        said = "computed-anew" if made & EVER_NEW else "digest-computed" if made & DIGESTING else None
        self.say(said or "substitution-not-evaluated", span, programs=output.shown)
        return self.scope.unset(name, f"the output of {output.shown}")
