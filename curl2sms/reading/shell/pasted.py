"""What a call of curl means by characters that a shell takes for its own: ``<key>``, ``a|b``, ``(1)``, a wrapped URL.

No shell reads a pasted call so, but every author means it. It holds only within a call of curl, and each case is noted.
"""

from __future__ import annotations

import re

from curl2sms.patterns import regex
from curl2sms.reading.pasted.json_texts import end_of_json
from curl2sms.reading.script.cursor import CONTINUATION, ENDS_WORD
from curl2sms.reading.script.program_names import GLUED, runs
from curl2sms.reading.shell.quotes import Quotes
from curl2sms.reading.shell.words import Literal, RawWord, WordDraft

# ``<your key>``, a URL as Markdown and Slack mark it, and the tags of markup: ``</b>``, ``<br />``.
PLACEHOLDER = regex(
    r"<(?:\d[\w.:-]{0,60})?>(?=[&/\s:]|$)|&lt;[A-Za-z\u00c0-\uffff][\w.\-]*(?: [\w.\-]+)*&gt;|<https?://[^\s<>]+>"
    r"|</?[A-Za-z\u00c0-\uffff][\w.\-]*(?: [\w.\-]+)* ?/?>"
)
# An option without the space that should be before it.
_OPTION = regex(r"-[A-Za-z](?=[ \t]['\"\w{@<$])|--[a-z][a-z-]+(?=[ \t]['\"\w{@<$-])")
_OPENING = regex(r"\(+")
# What a value stands behind: ``text=``, ``user:``; the colon of a URL is none.
_VALUE = regex(r"[^=:]*(?:=|:(?!//))|[^=]*=")
_BARE_JSON = regex(r"(?:[\[{]\s*)+\"(?=[^\"\n]*\"\s*[:,\]])")
# A line end within a query: the next line begins with a pair.
_WRAPPED = regex(r"\r?\n[ \t]*(?=[\w.\-\[\]%]+=)")
# A line end before a pair, or within a value before one, which only a URL has.
_WRAPPED_URL = regex(r"\r?\n[ \t]*(?=[^\s&='\"\\$#]{0,160}&(?:amp;)?[\w.\-\[\]%{}]+=)")
_WRAPPED_PAIR = regex(r"&(?:amp;)?(?:\r?\n[ \t]*)?[\w.\-\[\]%{}]+=")
# Backticks as quotes: what stands between them is a value, and no command.
_IN_BACKTICKS = regex(r"`(?P<text>https?://[^\s`\\]+|[\w.\-]+=[^`$\\]*|[A-Z][\w-]*: [^`$\\]*|\{\s*\"[^`$\\]*\})`")
_PAIR = regex(r"&(?:amp;)?[\w.\-\[\]%{}]+=")
_CONTINUED_LINE = regex(r"[ \t]*\r?\n(?:[ \t]*(?>#[^\n]*)?\r?\n)*[ \t]*(?P<option>[-–—]{1,2}[A-Za-z])")
_CONTINUED_HEADER = regex(
    r"[ \t]*\r?\n(?=[ \t]*(?:Authorization|Content-Type|Accept|Api-?Key|X-[A-Z][\w-]*):[ \t])", re.I
)
_CONTINUED_URL = regex(r"[ \t]*\r?\n[ \t]*['\"“]?https?://")
_IS_URL = regex(r"[A-Za-z]+://|[\w-]+(\.[\w-]+)+|localhost|\ufffc[/:]")
_SECONDARY_PROMPT = regex(r">[ \t]+(?=[-–—'\"“]|https?:)")
_IN_QUERY = regex(r"\?.*=", re.DOTALL)
_PATIENCE = 3


class PastedWords(Quotes):
    """Reads what a call of curl means as text. ``call``: the words that are read are those of such a call."""

    call = False
    subshells = 0  # how many are open, here and around the text
    text_brackets = 0  # how many brackets of the call are open that are text

    def glued_option(self, word: WordDraft) -> bool:
        """Whether an option stands directly behind the quotes that end a word's text."""
        if not self.call or not 0 < self.pos == word.closed or not self.match(_OPTION):
            return False
        self.say("option-glued", (self.pos - 1, self.pos + 1))
        return True

    def continued(self) -> bool | None:
        """Go over a continuation within a word; False where the word ends there, None where there is none."""
        found = self.match(CONTINUATION)
        if found is None:
            return None
        if found["odd"]:
            return False
        if self.call and _OPTION.match(self.text, found.end(), self.end):
            self.say("option-glued", found.span())
            return False
        self.pos = found.end()
        return True

    def meant_as_text(self, word: WordDraft, character: str) -> bool:
        """Read what begins here as text where a call of curl means it so; False where it does not."""
        if character == "`":
            return self._backtick_quotes(word)
        if character in "\r\n":
            return self._wrapped_query(word)
        if character in "<&" and (found := self.match(PLACEHOLDER)) and self._is_placeholder(word, found[0]):
            self.say("placeholder-unquoted", found.span(), text=found[0])
            word.add(self.piece(*found.span()).replace("&lt;", "<").replace("&gt;", ">"))
            self.pos = found.end()
            return True
        if character in "()":
            if not self.bracket_is_text():
                return False
            self._take_brackets(word)
            return True
        return bool(word.parts) and character in ";&|<>" and self._operator(word, character)

    def _backtick_quotes(self, word: WordDraft) -> bool:
        found = self.match(_IN_BACKTICKS) if self.call else None
        if found is None:
            return False
        self.say("backtick-quotes", found.span())
        word.add(self.piece(*found.span("text")))
        self.pos = found.end()
        return True

    def _wrapped_query(self, word: WordDraft) -> bool:
        """Go over a line end within a query: before a pair, or within a value that a pair follows."""
        if not self.call or not word.parts:
            return False
        found = self.match(_WRAPPED) if self.text[self.pos - 1] in "?&" else None
        if found is None and self._is_in_query(word):
            found = self.match(_WRAPPED_URL)
        if found is None:
            return False
        self.say("line-continued", found.span())
        self.pos = found.end()
        return True

    def _is_in_query(self, word: WordDraft) -> bool:
        """Whether a word is a URL with a query, as its first parts show."""
        texts = [part.text.text for part in word.parts[:40] if isinstance(part, Literal)]
        return _IN_QUERY.search("".join(texts)) is not None

    def _is_placeholder(self, word: WordDraft, text: str) -> bool:
        """Whether a word holds this: a closing tag only behind its opening one, else it is the page's own."""
        return not text.startswith("</") or f"<{text[2:]}" in word.texts

    def bracket_is_text(self) -> bool:
        """Whether the bracket here is text: a call of curl has none of the shell, which it could only close."""
        return self.call and (self.peek() == "(" or self.text_brackets > 0 or not self.subshells)

    def _take_brackets(self, word: WordDraft) -> None:
        """Read a bracket as text; of opening ones, all that follow each other."""
        found = self.match(_OPENING)
        start, self.pos = self.pos, found.end() if found else self.pos + 1
        word.add(self.piece(start, self.pos))
        if found is None and self.text_brackets:
            self.text_brackets -= 1
            return
        self.text_brackets += len(found[0]) if found else 0
        self.say("bracket-unquoted", (start, start + 1))

    def _operator(self, word: WordDraft, character: str) -> bool:
        """Read an operator that is text of a value, as in ``?a=1&b=2`` and ``to=1|2``."""
        if character == "&" and self.match(_WRAPPED_PAIR if self.call else _PAIR):
            self.say("ampersand-unquoted", (self.pos, self.pos + 1))
        elif self._glued(word):
            self.say("operator-unquoted", (self.pos, self.pos + 1), operator=character)
        else:
            return False
        word.add(self.piece(self.pos, self.pos + 1))
        self.pos += 1
        return True

    def _glued(self, word: WordDraft) -> bool:
        """Whether the operator here is text of a value: words stand close on both sides, the one behind no program.

        An ampersand in a pair's value is left to the shell: what is behind it would be a field of its own.
        """
        found = self.match(GLUED) if self.call and self.text[self.pos - 1] not in "'\"`)" else None
        if found is None:
            return False
        if not word.holds_value:
            word.holds_value = _VALUE.match("".join(word.texts)) is not None
        operator, behind = found["operator"], found["behind"]
        if operator == "&" and "=" in "".join(word.texts[:1]):
            return False
        if operator in "<>":
            return word.holds_value and not re.search(r"[./]", behind)
        return word.holds_value and not runs(behind)

    def mind_inner_quotes(self, word: WordDraft) -> None:
        """Say where quotes seem to stand in a quoted text: ``"He said "hi" to me"``."""
        closed = word.closed
        if closed and self.call and self.text[closed].isalnum() and self.text[self.pos - 1].isalnum():
            self.say("quotes-in-quotes", (closed - 1, self.pos + 1))

    def mind_doubled_quotes(self, word: WordDraft) -> None:
        """Say where two quotes stand between letters: ``'it''s'``."""
        at = self.pos
        if self.call and 0 < at == word.closed and self.text[at - 1] == self.text[at]:
            between = self.text[at - 2], self.text[at + 1 : at + 2]
            if between[0].isalpha() and between[1].isalpha():
                self.say("quotes-doubled", (at - 1, at + 1))

    def end_of_bare_json(self) -> int | None:
        """Where JSON ends that begins here outside all quotes: a shell would take its own quotes away."""
        if not self.call or self.peek() not in {"{", "["} or not self.match(_BARE_JSON):
            return None
        end = end_of_json(self.text, self.pos) if self.bent_json <= _PATIENCE else None
        if end is not None and end <= self.end and ENDS_WORD.match(self.text, end, self.end):
            self.say("json-unquoted", (self.pos, end))
            return end
        self.bent_json += 1
        self.say("json-quotes-lost", (self.pos, self.pos + 1))
        return None

    def goes_on(self, words: list[RawWord]) -> bool:
        """Go to the next line where curl's command goes on there although no backslash says so."""
        found = self.match(_CONTINUED_LINE)
        if found:
            at = found.start("option")
        elif header := self.match(_CONTINUED_HEADER):
            at = header.end()
        else:
            found = self.match(_CONTINUED_URL)
            if found is None or any(_IS_URL.match(word.text) for word in words[1:]):
                return False
            at = found.end()
        self.say("line-continued", (self.pos, self.pos + 1))
        self.pos = self.text.rfind("\n", self.pos, at) + 1
        return True

    def skip_prompt(self) -> bool:
        """Go over the sign that a terminal prints before a line that continues the command: ``> -d to=1``."""
        at = self.pos
        while at and self.text[at - 1] != "\n" and self.text[at - 1].isspace():
            at -= 1
        found = self.match(_SECONDARY_PROMPT) if not at or self.text[at - 1] == "\n" else None
        if found is None:
            return False
        self.say("prompt", found.span())
        self.pos = found.end()
        return True
