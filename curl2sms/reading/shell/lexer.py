"""Shell text becomes words, as bash's manual describes it ("Shell Operation", "Quoting", "Shell Expansions").

Hand-written because no splitter at hand agrees with bash where samples need it: ``$'...'``, quotes spliced around
variables, here-documents, a backslash before a line break inside double quotes. It promises: every word knows its
place; nothing is executed; it ends in time that grows linearly with the text; and where it departs from bash, for a
sample means something that bash would not understand, it says so with a note.
"""

from __future__ import annotations

import re

from curl2sms.http import CLOSE, OPEN
from curl2sms.patterns import regex
from curl2sms.reading.json_check import end_of_json
from curl2sms.reading.shell.cursor import CONTINUATION, DOUBLE_OPENERS, ENDS_WORD, NO_WIDTH, ODD_BLANKS, SINGLE_OPENERS
from curl2sms.reading.shell.expansion import Expander
from curl2sms.reading.shell.fields import Fields
from curl2sms.reading.shell.model import MOST_WORDS, TooManyWordsError, UnclosedError, Word
from curl2sms.reading.shell.programs import GLUED, runs
from curl2sms.reading.shell.variables import ASSIGNMENT, Value
from curl2sms.records import replace
from curl2sms.traced import spelt

_BARE = regex(rf"[^ \t\r\n\\'\"`$&|;<>(){ODD_BLANKS}{NO_WIDTH}{DOUBLE_OPENERS}{SINGLE_OPENERS}]+")
# ``<your key>``, a URL as Markdown and Slack mark it, and the tags of markup: ``</b>``, ``<br />``.
PLACEHOLDER = regex(
    r"&lt;[A-Za-z\u00c0-\uffff][\w.\-]*(?: [\w.\-]+)*&gt;|<https?://[^\s<>]+>"
    r"|</?[A-Za-z\u00c0-\uffff][\w.\-]*(?: [\w.\-]+)* ?/?>"
)
# An option at a place where a blank was left out before it.
_OPTION = regex(r"-[A-Za-z](?=[ \t]['\"\w{@<$])|--[a-z][a-z-]+(?=[ \t]['\"\w{@<$-])")
_OPENING = regex(r"\(+")
# What a value stands behind: ``text=``, ``user:``; the colon of a URL is none.
_VALUE = regex(r"[^=:]*(?:=|:(?!//))|[^=]*=")
# Where typographic quotes may end: at one of their kind, or, given up, at an empty line.
_SMART_DOUBLE = regex(f'[{DOUBLE_OPENERS}"]|\n[ \t]*\r?\n')
_SMART_SINGLE = regex(f"[{SINGLE_OPENERS}']|\n[ \t]*\r?\n")
_BARE_JSON = regex(r"(?:[\[{]\s*)+\"(?=[^\"\n]*\"\s*[:,\]])")
# A line end within a query: the next line begins with a pair.
_WRAPPED = regex(r"\r?\n[ \t]*(?=[\w.\-\[\]%]+=)")
_WRAPPED_PAIR = regex(r"&(?:amp;)?(?:\r?\n[ \t]*)?[\w.\-\[\]%{}]+=")
# Backticks as quotes: what stands between them is a value, and no command.
_IN_BACKTICKS = regex(r"`(?P<text>https?://[^\s`\\]+|[\w.\-]+=[^`$\\]*|[A-Z][\w-]*: [^`$\\]*|\{\s*\"[^`$\\]*\})`")
_MEMBER = regex(r"(?P<index>\[\w{1,40}\])=(?P<text>.*)", re.DOTALL)
_MOST_MEMBERS = 1000
# The stand-in of a value that had no name of its own.
_NAMELESS = regex(rf"{OPEN}((?:SUBSTITUTION|ARGUMENT)_[0-9]+){CLOSE}")
_PAIR = regex(r"&(?:amp;)?[\w.\-\[\]%{}]+=")
_BRACES = regex(r"\{[^{}\s]*(?:,|\.\.)[^{}\s]*\}")

# So many typographic quotes that never close are looked after; a text with more uses them as text.
_PATIENCE = 3
# What ``NAME+=value`` copies counts against MOST_PUT_IN too, so many characters for one.
_COPIED_FOR_ONE = 16


class Lexer(Expander):
    """Reads words, assignments and the delimiters of here-documents."""

    def assignment(self) -> bool:
        """Read an assignment (``NAME=value``, ``NAME+=value``, ``NAME=(a b)``) if one stands here."""
        found = self.match(ASSIGNMENT)
        if found is None:
            return False
        start, name = self.pos, found["name"]
        self.pos = found.end()
        if found["index"]:
            self._assign_member(start, name, found["index"])
            return True
        old = self.scope.assigned.get(name) if found["append"] else None
        self.pay(len(old.texts) + len(old.text) // _COPIED_FOR_ONE if old else 0)
        if self.peek() == "(":
            texts = self._array()
            texts = (old.texts if old else ()) + texts
        else:
            text = self._named_after(name, "".join(self._fields(splits=False).words))
            texts = ((old.text if old else "") + text,)
        value = Value(texts, self.at(start, self.pos))
        members = [_MEMBER.fullmatch(text) for text in texts[:_MOST_MEMBERS]] if texts else []
        if members and all(members) and len(texts) <= _MOST_MEMBERS:
            self._assign_members(name, value, [member for member in members if member])
        else:
            self.scope.assign(name, value)
        return True

    def _assign_members(self, name: str, value: Value, members: list[re.Match[str]]) -> None:
        """``NAME=([0]=a [1]=b)``; with other keys than these only single members are known."""
        texts = {member["index"][1:-1]: member["text"] for member in members}
        if list(texts) == [str(number) for number in range(len(texts))]:
            self.scope.assign(name, replace(value, texts=tuple(texts.values())))
            return
        for key, text in texts.items():
            self.scope.assign(f"{name}[{key}]", replace(value, texts=(text,)))
        self.scope.keyed.add(name)
        self.scope.assign(name, None)

    def rest_as_words(self) -> tuple[str, ...]:
        words: list[str] = []
        while True:
            self.skip_blanks()
            if self.peek() == "\n":
                self.pos += 1
            elif self.pos >= self.end:
                return tuple(words)
            elif self.peek() in ";&|<>()":
                return ()
            else:
                words += self._fields().words

    def _assign_member(self, start: int, name: str, index: str) -> None:
        """``NAME[index]=value``: a member of an array that is known, or a value of its own."""
        text = "".join(self._fields(splits=False).words)
        old, number = self.scope.assigned.get(name), int(index[1:-1]) if index[1:-1].isdecimal() else -1
        texts = list(old.texts) if old else []
        self.pay(len(texts))
        if 0 <= number <= len(texts):
            texts[number : number + 1] = [text]
            self.scope.assign(name, Value(tuple(texts), self.at(start, self.pos)))
        else:
            self.scope.assign(name + index, Value((text,), self.at(start, self.pos)))
            self.scope.keyed.add(name)

    def _named_after(self, name: str, text: str) -> str:
        """``TO=$1`` and ``TOKEN=$(...)`` name a value that had no name of its own."""
        stand_in = _NAMELESS.fullmatch(text)
        if stand_in is None:
            return text
        if stand_in[1] in self.scope.deferred:
            self.scope.deferred[name] = self.scope.deferred.pop(stand_in[1])
        if stand_in[1] in self.scope.about:
            self.scope.about[self.scope.called(name)] = self.scope.about.pop(stand_in[1])
        return self.scope.unset(name)

    def _array(self) -> tuple[str, ...]:
        opening = self.pos
        self.pos += 1
        texts: list[str] = []
        while True:
            self.skip_blanks()
            if self.pos >= self.end:
                raise UnclosedError(self.at(opening, opening + 1), ")")
            if self.peek() == ")":
                self.pos += 1
                return tuple(texts)
            if self.peek() == "\n":
                self.pos += 1
            elif self.peek() == "#":
                self.skip_comment()
            else:
                before = self.pos
                if len(texts) > MOST_WORDS:
                    raise TooManyWordsError(self.at(before, before + 1))
                texts += self._fields().words
                if self.pos == before:  # an operator, where none can stand
                    self.pos += 1

    def words(self) -> list[Word]:
        """The word that stands here; none, or several, where unquoted variables make it so."""
        start = self.pos
        if self.call and (end := self._end_of_bare_json()) is not None:
            self.pos = end
            return [Word(spelt(self.text[start:end].replace("\r\n", "\n"), self.at(start, end)), self.at(start, end))]
        fields = self._fields()
        bare = self.text[start] not in "'\"\\$`" + DOUBLE_OPENERS + SINGLE_OPENERS
        span = self.at(start, self.pos)
        return [Word(spelt(text, span), span, bare) for text in fields.words]

    def _end_of_bare_json(self) -> int | None:
        """Where JSON ends that begins here outside all quotes: a shell would take its own quotes away."""
        if self.peek() not in {"{", "["} or not self.match(_BARE_JSON):
            return None
        end = end_of_json(self.text, self.pos) if self.bent_json <= _PATIENCE else None
        if end is not None and end <= self.end and ENDS_WORD.match(self.text, end, self.end):
            self.say("json-unquoted", (self.pos, end))
            return end
        self.bent_json += 1
        self.say("json-quotes-lost", (self.pos, self.pos + 1))
        return None

    def heredoc_word(self) -> tuple[str, bool]:
        """A here-document's delimiter, and whether any of it was quoted: nothing in it is put in."""
        start = self.pos
        parts: list[str] = []
        while self.pos < self.end and not ENDS_WORD.match(self.text, self.pos, self.end):
            character = self.peek()
            if character in "'\"" + DOUBLE_OPENERS + SINGLE_OPENERS:
                closing = {"“": "”", "„": "“", "‘": "’"}.get(character, character)
                at = self.text.find(closing, self.pos + 1, self.end)
                if at < 0:
                    raise UnclosedError(self.at(self.pos, self.pos + 1), closing)
                parts.append(self.text[self.pos + 1 : at])
                self.pos = at + 1
            elif character == "\\":
                parts.append(self.text[self.pos + 1 : self.pos + 2])
                self.pos += 2
            else:
                parts.append(character)
                self.pos += 1
        raw = self.text[start : self.pos]
        return "".join(parts), any(c in raw for c in "'\"\\" + DOUBLE_OPENERS + SINGLE_OPENERS)

    def _fields(self, *, splits: bool = True) -> Fields:
        fields = Fields(self.pos)
        while self.pos < self.end:
            if self.call and fields.closed == self.pos > 0 and self.match(_OPTION):
                self.say("option-glued", (self.pos - 1, self.pos + 1))
                break
            if found := self.match(_BARE):
                fields.add(found[0])
                fields.bare.append(found[0])
                self.pos = found.end()
                continue
            if not self._special(fields, splits):
                break
        if fields.bare and self.text[fields.start] == "~" and re.match("~(?:/|$)", fields.bare[0]):
            self.say("tilde-kept", (fields.start, self.pos))
        if fields.bare and (braces := _BRACES.search("".join(fields.bare))) and splits:
            self.say("braces-kept", (fields.start, self.pos), braces=braces[0])
        fields.end()
        return fields

    def _special(self, fields: Fields, splits: bool) -> bool:
        """Read one thing that is not plain; False where the word ends."""
        character = self.text[self.pos]
        if character == "'" and fields.started and self._is_apostrophe(self.pos):
            self.say("apostrophe-kept", (self.pos, self.pos + 1))
            fields.add(character)
            self.pos += 1
        elif character in "'\"":
            self._mind_inner_quotes(fields)
            fields.add(self._single() if character == "'" else self._double(fields))
            fields.closed = self.pos
        elif character == "\\":
            return self._backslash(fields)
        elif character == "$":
            self._dollar(fields, splits)
        elif character == "`" and self.call and (found := self.match(_IN_BACKTICKS)):
            self.say("backtick-quotes", found.span())
            fields.add(found["text"])
            self.pos = found.end()
        elif character == "`":
            self._backticks(fields, splits)
        elif self.call and self.text[self.pos - 1] in "?&" and fields.started and (found := self.match(_WRAPPED)):
            self.say("line-continued", found.span())
            self.pos = found.end()
        elif character == "\r" and self.peek(2) != "\r\n":
            fields.add(character)
            self.pos += 1
        elif character in NO_WIDTH:
            self.say("odd-blank", (self.pos, self.pos + 1))
            self.pos += 1
        elif character in DOUBLE_OPENERS:
            return self._smart_double(fields)
        elif character in SINGLE_OPENERS:
            return self._smart_single(fields)
        else:
            return self._operator_meant_as_text(fields)
        return True

    def _mind_inner_quotes(self, fields: Fields) -> None:
        """Say where quotes seem to stand in a quoted text: ``"He said "hi" to me"``."""
        closed = fields.closed
        if closed and self.call and self.text[closed].isalnum() and self.text[self.pos - 1].isalnum():
            self.say("quotes-in-quotes", (closed - 1, self.pos + 1))

    def _operator_meant_as_text(self, fields: Fields) -> bool:
        """An unquoted operator, ``<placeholder>`` or bracket that is meant as text; False where it ends the word."""
        character = self.text[self.pos]
        if character in "<&" and (found := self.match(PLACEHOLDER)) and self._is_placeholder(fields, found[0]):
            self.say("placeholder-unquoted", found.span(), text=found[0])
            fields.add(found[0].replace("&lt;", "<").replace("&gt;", ">"))
            self.pos = found.end()
            return True
        if character in "<>" and self.peek(2)[1:] == "(":  # bash's manual, "Process Substitution": a file
            self.pos += 2
            self._substitution(")", self.at(self.pos - 2, self.pos))
            fields.add(f"{character}(...)")
            return True
        if character in "()":
            if not self.bracket_is_text():
                return False
            self._take_brackets(fields)
            return True
        if not fields.started:
            return False
        if character == "&" and self.match(_WRAPPED_PAIR if self.call else _PAIR):
            self.say("ampersand-unquoted", (self.pos, self.pos + 1))
        elif self._glued(fields):
            self.say("operator-unquoted", (self.pos, self.pos + 1), operator=character)
        else:
            return False
        fields.add(character)
        self.pos += 1
        return True

    def _is_placeholder(self, fields: Fields, text: str) -> bool:
        """Whether a word holds this: a closing tag only behind its opening one, else it is the page's own."""
        return not text.startswith("</") or f"<{text[2:]}" in fields.parts

    def bracket_is_text(self) -> bool:
        """Whether the bracket here is text: a call of curl has none of the shell, which it could only close."""
        return self.call and (self.peek() == "(" or self.text_brackets > 0 or not self.scope.subshell)

    def _take_brackets(self, fields: Fields) -> None:
        """Read a bracket as text; of opening ones, all that follow each other."""
        found = self.match(_OPENING)
        start, self.pos = self.pos, found.end() if found else self.pos + 1
        fields.add(self.text[start : self.pos])
        if found is None and self.text_brackets:
            self.text_brackets -= 1
            return
        self.text_brackets += len(found[0]) if found else 0
        self.say("bracket-unquoted", (start, start + 1))

    def _glued(self, fields: Fields) -> bool:
        """Whether the operator here is text of a value: words stand close on both sides, the one behind no program.

        An ampersand in a pair's value is left to the shell: what is behind it would be a field of its own.
        """
        found = self.match(GLUED) if self.call and self.text[self.pos - 1] not in "'\"`)" else None
        if found is None:
            return False
        if not fields.holds_value:
            fields.holds_value = _VALUE.match("".join(fields.parts)) is not None
        operator, behind = found["operator"], found["behind"]
        if operator == "&" and "=" in "".join(fields.parts[:1]):
            return False
        if operator in "<>":
            return fields.holds_value and not re.search(r"[./]", behind)
        return fields.holds_value and not runs(behind)

    def _backslash(self, fields: Fields) -> bool:
        found = self.match(CONTINUATION)
        if found is not None:
            if found["odd"]:
                return False
            if self.call and _OPTION.match(self.text, found.end(), self.end):
                self.say("option-glued", found.span())
                return False
            self.pos = found.end()
            return True
        fields.add(self.text[self.pos + 1])
        self.pos += 2
        return True

    def _smart_double(self, fields: Fields) -> bool:
        """Typographic double quotes as quoting; their closing one stands before a blank or the end."""
        opening = self.pos
        begins = not fields.started or fields.parts[-1][-1:] in {"=", ":", "@", ""}
        closing = self._smart_end(DOUBLE_OPENERS) if begins else None
        if closing is None:
            fields.add(self.text[opening])
            self.pos += 1
            return True
        self.say("smart-quotes", (opening, opening + 1))
        fields.add(self.inside(opening + 1, closing).expanded(escapes='$`"\\“”'))
        self.pos = closing + 1
        return True

    def _smart_single(self, fields: Fields) -> bool:
        """Typographic single quotes as quoting, at a word's start; elsewhere they are apostrophes of the text."""
        opening = self.pos
        closing = self._smart_end(SINGLE_OPENERS) if not fields.started or fields.parts[-1][-1:] == "=" else None
        if closing is None:
            fields.add(self.text[opening])
            self.pos += 1
            return True
        self.say("smart-quotes", (opening, opening + 1))
        fields.add(self.text[opening + 1 : closing].replace("\r\n", "\n"))
        self.pos = closing + 1
        return True

    def _smart_end(self, closers: str) -> int | None:
        """Where typographic quotes that open here close: before a blank, an operator or the end; nested pairs count."""
        if self.smart_failures > _PATIENCE:
            return None
        self.smart_failures += 1
        depth, straight = 0, False
        opener = self.text[self.pos]
        pattern = _SMART_DOUBLE if closers == DOUBLE_OPENERS else _SMART_SINGLE
        for found in pattern.finditer(self.text, self.pos + 1, self.end):
            character = found[0]
            if character.startswith("\n"):
                return None
            if character in "'\"":  # the first straight quote closes what it can only close
                if straight or opener in "”’" or not ENDS_WORD.match(self.text, found.end(), self.end):
                    straight = True
                    continue
                self.smart_failures -= 1
                return found.start()
            if character == opener and opener in "“„‘" and not ENDS_WORD.match(self.text, found.end(), self.end):
                depth += 1
            elif depth and character != opener:
                depth -= 1
            elif ENDS_WORD.match(self.text, found.end(), self.end):
                self.smart_failures -= 1
                return found.start()
        return None
