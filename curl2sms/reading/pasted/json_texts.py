"""Whether a text is JSON, where JSON ends, and repairs of JSON that was pasted: made only if then the whole is JSON."""

from __future__ import annotations

import json

from curl2sms.errors import Note, Span, note
from curl2sms.patterns import regex
from curl2sms.traced import Traced

# What pages write instead of a double quote in JSON, by the note on it.
_BENT_QUOTES = {
    "smart-quotes-in-json": ("“", "”", "„"),
    "html-quotes-in-json": ("&quot;",),
    "escaped-quotes-in-json": ('\\"',),
}

_ESCAPED_LINE_END = regex(r"\\[ \t]*(?=\r?\n)")


def is_json(text: str) -> bool:
    """Whether a text is strict JSON (RFC 8259), except that a line break within a string is allowed."""
    try:
        json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return False
    return True


def end_of_json(text: str, start: int) -> int | None:
    """Where the JSON that begins at ``start`` ends; None where none does."""
    try:
        return json.JSONDecoder(strict=False).raw_decode(text, start)[1]
    except (ValueError, RecursionError):
        return None


def end_of_brackets(text: str) -> int | None:
    """Where the JSON ends that a text begins with; of JSON that is not strict, where its brackets close."""
    if end := end_of_json(text, 0):
        return end
    depth = 0
    for found in regex(r'"(?:[^"\\\n]|\\.)*+"?|[\[{]|[\]}]').finditer(text):
        if found[0] in "[{":
            depth += 1
        elif found[0] in "]}":
            depth -= 1
            if not depth:
                return found.end()
    return None


def with_straight_quotes(text: Traced, place: Span, notes: list[Note]) -> Traced:
    """JSON whose quotes are bent, escaped for a console or those of a page's source, if then the whole is JSON."""
    for note_id, signs in _BENT_QUOTES.items():
        if not any(sign in text.text for sign in signs) or is_json(text.text):
            continue
        mended = text
        for sign in signs:
            mended = mended.replace(sign, '"')
        if is_json(mended.text):
            notes.append(note(note_id, place))
            return mended
    return text


def without_line_ends_escaped(text: Traced, place: Span, notes: list[Note]) -> Traced:
    """JSON without the backslashes that a page wrote before its line ends, if then the whole is JSON.

    Between single quotes a shell keeps them; pages put them at the end of every line of a command.
    """
    if "\\" not in text.text or is_json(text.text):
        return text
    mended = text.sub(_ESCAPED_LINE_END, "")
    if mended == text or not is_json(mended.text):
        return text
    notes.append(note("backslashes-in-json", place))
    return mended
