"""What a page, a mail, a chat or a terminal does to a call, repaired; each repair is a note with its place.

Of a whole text, in the order of ``read``: ``page_source`` (character references), ``listing_marks`` (what a page puts
on each line), ``line_marks`` (what is before each line of a command), ``macros`` (of monitoring systems), ``lines``
(what is a command, and what only is around one; ``strings``: a command in a string of another language),
``missing_word`` (the word curl itself). Of a part, while it is read: ``quotes`` (their ends), ``call_text`` (signs of
the shell in the words of a call), ``urls`` and ``origins`` (a URL), ``json_texts`` (the quotes of JSON).
Nothing here knows how a shell reads a text, or what curl makes of its words.
"""

from __future__ import annotations

from collections.abc import Callable

from curl2sms.errors import Note, Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from curl2sms.reading.script.model import Paste
    from curl2sms.reading.script.script import Script
    from curl2sms.traced import Traced


def read(source: Source, script_of: Callable[[Traced], Script]) -> Paste:
    """All the curl commands of a text; ``script_of`` gives what reads the statements of it.

    Raises SampleError where a command can't be cut into words.
    """
    from curl2sms.reading.pasted import (  # who repairs a URL alone loads none of these
        line_marks,
        lines,
        listing_marks,
        macros,
        page_source,
    )

    text, notes = page_source.undone(lines.of_unix(source.text))
    text, of_listing = listing_marks.without(text, line_marks.calls_curl)
    text, marks = line_marks.without(text)
    text, of_macros = macros.as_variables(text)
    notes += [*of_listing, *marks, *of_macros]
    paste = lines.commands(source, text, script_of(text), notes)
    return paste if paste.commands else _with_missing_word(source, text, script_of, notes) or paste


def _with_missing_word(
    source: Source, text: Traced, script_of: Callable[[Traced], Script], notes: list[Note]
) -> Paste | None:
    """The commands of a text in which the word curl itself is missing."""
    from curl2sms.reading.pasted import lines, missing_word

    found = missing_word.put_in(text)
    return lines.commands(source, found[0], script_of(found[0]), [*notes, found[1]]) if found else None
