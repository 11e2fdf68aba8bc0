"""What a call of curl means by characters that a shell takes for its own: ``<key>``, ``a|b``, ``(1)``, a wrapped URL.

No shell reads a pasted call so, but every author means it. It holds only within a call of curl, and each case is noted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from curl2sms.patterns import regex
from curl2sms.reading.pasted.json_texts import end_of_json
from curl2sms.reading.script.cursor import CONTINUATION, ENDS_WORD, Cursor
from curl2sms.reading.script.program_names import GLUED, runs
from curl2sms.traced import Traced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol
else:
    Protocol = object

# ``<your key>``, a URL as Markdown and Slack mark it, and the tags of markup: ``</b>``, ``<br />``.
IN_ANGLES = regex(
    r"<(?:\d[\w.:-]{0,60})?>(?=[&/\s:]|$)|&lt;[A-Za-z\u00c0-\uffff][\w.\-]*(?: [\w.\-]+)*&gt;|<https?://[^\s<>]+>"
    r"|</?[A-Za-z\u00c0-\uffff][\w.\-]*(?: [\w.\-]+)* ?/?>"
)
# An option without the space that should be before it.
_OPTION = regex(r"-[A-Za-z](?=[ \t]['\"\w{@<$])|--[a-z][a-z-]+(?=[ \t]['\"\w{@<$-])", begins_with="-")
_OPENING = regex(r"\(+")
# What a value follows: ``text=``, ``user:``; the colon of a URL is none.
_VALUE = regex(r"[^=:]*(?:=|:(?!//))|[^=]*=")
_BARE_JSON = regex(r"(?:[\[{]\s*)+\"(?=[^\"\n]*\"\s*[:,\]])")
# A line end within a query: the next line begins with a pair.
_WRAPPED = regex(r"\r?\n[ \t]*(?=[\w.\-\[\]%]+=)")
# A line end before a pair, or within a value before one, which only a URL has.
_WRAPPED_URL = regex(r"\r?\n[ \t]*(?=[^\s&='\"\\$#]{0,160}&(?:amp;)?[\w.\-\[\]%{}]+=)")
_WRAPPED_PAIR = regex(r"&(?:amp;)?(?:\r?\n[ \t]*)?[\w.\-\[\]%{}]+=")
# Backticks as quotes: what is between them is a value, and no command.
_IN_BACKTICKS = regex(r"`(?P<text>https?://[^\s`\\]+|[\w.\-]+=[^`$\\]*|[A-Z][\w-]*: [^`$\\]*|\{\s*\"[^`$\\]*\})`")
_PAIR = regex(r"&(?:amp;)?[\w.\-\[\]%{}]+=")
_CONTINUED_LINE = regex(r"[ \t]*\r?\n(?:[ \t]*(?>#[^\n]*)?\r?\n)*[ \t]*[-–—]{1,2}[A-Za-z]")
_CONTINUED_HEADER = regex(
    r"[ \t]*\r?\n(?=[ \t]*(?:Authorization|Content-Type|Accept|Api-?Key|X-[A-Z][\w-]*):[ \t])", re.I
)
_CONTINUED_URL = regex(r"[ \t]*\r?\n[ \t]*['\"“]?https?://")
_NEAR = 40  # how few characters may be the end of the text
_IS_URL = regex(r"[A-Za-z]+://|[\w-]+(\.[\w-]+)+|localhost|\ufffc[/:]")
_SECONDARY_PROMPT = regex(r">[ \t]+(?=[-–—'\"“]|https?:)")
# So many values that look like JSON and are none are tried, and so many parts of a word looked at.
_PATIENCE, _PARTS_LOOKED_AT = 3, 40
# How far before a closing tag its opening one is looked for.
_LONGEST_MARKUP = 4000


class WordSoFar(Protocol):
    """A word while it is read.

    ``closed`` is where its last quotes ended; ``holds_value`` says that it is known to be ``name=value`` or
    ``name:value``.
    """

    closed: int
    holds_value: bool

    @property
    def has_begun(self) -> bool:
        """Whether anything of it is read."""

    def beginning(self, parts: int) -> str:
        """The text of its first parts, with a sign for each value that is not known yet."""

    @property
    def texts(self) -> list[str]:
        """The texts of all its parts, with that sign."""

    def add(self, text: Traced) -> None:
        """Put text after what there is."""


class CallText:
    """What the text at a cursor means if it is in the words of a call of curl.

    ``is_call``: the words that are read are those of such a call, which begins at ``start``. ``subshells`` are those
    that are open, here and around the text; ``brackets`` are the open brackets of the call that are text.
    """

    def __init__(self, cursor: Cursor) -> None:
        self.cursor = cursor
        self.is_call = False
        self.start = cursor.pos
        self.subshells = 0
        self.brackets = 0
        self._broken_json = 0

    # Where a word ends, and where it goes on

    def option_is_glued(self, word: WordSoFar) -> bool:
        """Whether an option is directly after the quotes that end a word's text."""
        cursor = self.cursor
        if not self.is_call or not 0 < cursor.pos == word.closed or not cursor.match(_OPTION):
            return False
        cursor.say("option-glued", (cursor.pos - 1, cursor.pos + 1))
        return True

    def continued(self) -> bool | None:
        """Go over a continuation within a word; False where the word ends there, None where there is none."""
        cursor = self.cursor
        found = cursor.match(CONTINUATION)
        if found is None:
            return None
        if found["odd"]:
            return False
        if self.is_call and _OPTION.match(cursor.text, found.end(), cursor.end):
            cursor.say("option-glued", found.span())
            return False
        cursor.pos = found.end()
        return True

    def goes_on(self, words: Iterable[str]) -> bool:
        """Go to the next line where curl's command goes on there although no backslash says so.

        ``words`` are those behind its name; they are looked at only where the next line begins with a URL.
        """
        cursor = self.cursor
        if self._is_last():
            return False
        found = cursor.match(_CONTINUED_LINE) or cursor.match(_CONTINUED_HEADER)
        if found is None:
            found = cursor.match(_CONTINUED_URL)
            if found and any(map(_IS_URL.match, words)):
                return False
        if found is None:
            return False
        cursor.say("line-continued", (cursor.pos, cursor.pos + 1))
        cursor.pos = cursor.text.rfind("\n", cursor.pos, found.end()) + 1
        return True

    def _is_last(self) -> bool:
        """Whether only spaces and line ends are left, as mostly where a command ends."""
        cursor = self.cursor
        return cursor.end - cursor.pos <= _NEAR and not cursor.peek(_NEAR).strip()

    def skip_prompt(self) -> bool:
        """Go over the sign that a terminal prints before a line that continues the command: ``> -d to=1``."""
        cursor, at = self.cursor, self.cursor.pos
        while at and cursor.text[at - 1] != "\n" and cursor.text[at - 1].isspace():
            at -= 1
        found = cursor.match(_SECONDARY_PROMPT) if cursor.text[at - 1 : at] in {"", "\n"} else None
        if found:
            cursor.pass_over(found, "prompt")
        return found is not None

    # What is text

    def add_meant(self, word: WordSoFar, character: str) -> bool:
        """Read what begins here as text of a word where a call of curl means it so; False where it does not."""
        if character == "`":
            return self._add_backtick_quotes(word)
        if character in "\r\n":
            return self._join_query(word)
        if character in "<&" and self._add_in_angles(word):
            return True
        if character in "()":
            return self._add_brackets(word)
        return word.has_begun and character in ";&|<>" and self._add_operator(word, character)

    def _add_backtick_quotes(self, word: WordSoFar) -> bool:
        found = self.cursor.match(_IN_BACKTICKS) if self.is_call else None
        if found:
            word.add(self.cursor.piece(*found.span("text")))
            self.cursor.pass_over(found, "backtick-quotes")
        return found is not None

    def _join_query(self, word: WordSoFar) -> bool:
        """Go over a line end within a query: before a pair, or within a value that a pair follows."""
        cursor = self.cursor
        if not self.is_call or not word.has_begun or self._is_last():
            return False
        found = cursor.match(_WRAPPED) if cursor.text[cursor.pos - 1] in "?&" else None
        if found is None and "=" in word.beginning(_PARTS_LOOKED_AT).partition("?")[2]:
            found = cursor.match(_WRAPPED_URL)
        if found:
            cursor.pass_over(found, "line-continued")
        return found is not None

    def _add_in_angles(self, word: WordSoFar) -> bool:
        """Read a place to fill in; a closing tag that nothing in the command opens is the page's own, and left out."""
        found = self.cursor.match(IN_ANGLES)
        if found is None:
            return False
        if found[0].startswith("</") and f"<{found[0][2:]}" not in self._before():
            if self.is_call:
                self.cursor.pass_over(found, "tag-left-out", text=found[0])
            return self.is_call
        word.add(self.cursor.piece(*found.span()).replace("&lt;", "<").replace("&gt;", ">"))
        self.cursor.pass_over(found, "placeholder-unquoted", text=found[0])
        return True

    def _before(self) -> str:
        """What is before the cursor in the command, as far as an opening tag is looked for."""
        return self.cursor.text[max(self.start, self.cursor.pos - _LONGEST_MARKUP) : self.cursor.pos]

    def bracket_is_text(self) -> bool:
        """Whether the bracket here is text: a call of curl has none of the shell, which it could only close."""
        return self.is_call and (self.cursor.peek() == "(" or self.brackets > 0 or not self.subshells)

    def _add_brackets(self, word: WordSoFar) -> bool:
        """Read a bracket; of opening ones, all that follow each other. One that closes another is not noted."""
        if not self.bracket_is_text():
            return False
        start, found = self.cursor.pos, self.cursor.match(_OPENING)
        self.cursor.pos = found.end() if found else start + 1
        word.add(self.cursor.piece(start, self.cursor.pos))
        if found is None and self.brackets:
            self.brackets -= 1
            return True
        self.brackets += len(found[0]) if found else 0
        self.cursor.say("bracket-unquoted", (start, start + 1))
        return True

    def _add_operator(self, word: WordSoFar, character: str) -> bool:
        """Read an operator of the shell in a value, as in ``?a=1&b=2`` and ``to=1|2``."""
        cursor, place = self.cursor, (self.cursor.pos, self.cursor.pos + 1)
        if character == "&" and cursor.match(_WRAPPED_PAIR if self.is_call else _PAIR):
            cursor.say("ampersand-unquoted", place)
        elif self._is_within_value(word):
            cursor.say("operator-unquoted", place, operator=character)
        else:
            return False
        word.add(cursor.piece(*place))
        cursor.pos += 1
        return True

    def _is_within_value(self, word: WordSoFar) -> bool:
        """Whether words are close to an operator on both sides, in a value, and the one after is no program.

        An ampersand in a pair's value is left to the shell: what is after it would be a field of its own.
        """
        cursor = self.cursor
        found = cursor.match(GLUED) if self.is_call and cursor.text[cursor.pos - 1] not in "'\"`)" else None
        if found is None:
            return False
        word.holds_value = word.holds_value or _VALUE.match("".join(word.texts)) is not None
        operator, behind = found["operator"], found["behind"]
        if operator == "&" and "=" in word.beginning(1):
            return False
        return word.holds_value and not (re.search(r"[./]", behind) if operator in "<>" else runs(behind))

    def end_of_bare_json(self) -> int | None:
        """Where JSON ends that begins here outside all quotes: a shell would take its own quotes away."""
        cursor = self.cursor
        if not self.is_call or cursor.peek() not in {"{", "["} or not cursor.match(_BARE_JSON):
            return None
        end = end_of_json(cursor.text, cursor.pos) if self._broken_json <= _PATIENCE else None
        if end is not None and end <= cursor.end and ENDS_WORD.match(cursor.text, end, cursor.end):
            cursor.say("json-unquoted", (cursor.pos, end))
            return end
        self._broken_json += 1
        cursor.say("json-quotes-lost", (cursor.pos, cursor.pos + 1))
        return None

    # What is only noted

    def mind_quotes(self, word: WordSoFar) -> None:
        """Say where quotes open within a quoted text, and end it: ``"He said "hi" to me"``, ``'it''s'``."""
        text, at, closed = self.cursor.text, self.cursor.pos, word.closed
        if not self.is_call or not closed:
            return
        if text[closed].isalnum() and text[at - 1].isalnum():
            self.cursor.say("quotes-in-quotes", (closed - 1, at + 1))
        if at == closed and text[at - 1] == text[at] and text[at - 2].isalpha() and text[at + 1 : at + 2].isalpha():
            self.cursor.say("quotes-doubled", (at - 1, at + 1))
