"""``-d`` and its relatives: the data of a command as one text, and the query's additions."""

from __future__ import annotations

from collections.abc import Sequence

from curl2sms.errors import Note, SampleError, note
from curl2sms.patterns import regex
from curl2sms.reading.model import ReadOption
from curl2sms.reading.pasted.json_texts import with_straight_quotes, without_line_ends_escaped
from curl2sms.reading.pasted.urls import HTML_AMPERSAND
from curl2sms.traced import Traced
from curl2sms.traced import joined as pieces_joined

OPTIONS = ("data", "data-ascii", "data-binary", "data-raw", "data-urlencode", "json")
_STDIN = {"-", "/dev/stdin"}
# What curl takes out of a file's text.
_IN_NO_DATA = regex(r"[\r\n\0]")


def joined(options: Sequence[ReadOption], notes: list[Note]) -> Traced:
    """The data of all options: each after the one before with ``&``, except ``--json``, which just follows.

    After nothing there is no ``&``. Raises SampleError where data are in a file.
    """
    parts: list[Traced] = []
    for option in options:
        separator = "&" if option.name != "json" and any(part.text for part in parts) else ""
        parts += Traced(separator), contents(option)
    text = pieces_joined(parts)
    if "<" not in text.text and HTML_AMPERSAND.search(text.text):
        text = text.sub(HTML_AMPERSAND, "&")
        notes.append(note("html-ampersand", options[0].place))
    if text.text.lstrip()[:1] in {"{", "["}:
        text = with_straight_quotes(text, options[0].place, notes)
        text = without_line_ends_escaped(text, options[0].place, notes)
    return text


def contents(option: ReadOption) -> Traced:
    """What one option adds."""
    value = option.traced or Traced("")
    if option.name == "data-raw":
        return value
    if option.name in {"data-urlencode", "url-query"}:
        return _encoded(option, value)
    if not value.text.startswith("@"):
        return value
    text = _from_file(option, value.text[1:])
    if option.name in {"data", "data-ascii"}:  # curl strips these from a file, not from its arguments
        text = text.sub(_IN_NO_DATA, "")
    return text


def _from_file(option: ReadOption, file: str) -> Traced:
    """The contents of ``@file``: known only where they come on the standard input, and the sample shows them."""
    if option.stdin is not None:
        return option.stdin
    if file in _STDIN:
        raise SampleError(note("data-from-stdin", option.place))
    raise SampleError(note("data-from-file", option.place, option=f"--{option.name}", file=file))


def _encoded(option: ReadOption, value: Traced) -> Traced:
    """curl's manual, ``--data-urlencode``: ``content``, ``=content``, ``name=content``, ``@file``, ``name@file``.

    A file that is empty adds nothing, not even its name. ``--url-query`` has a form more: ``+content`` is taken as
    it is.
    """
    if option.name == "url-query" and value.text.startswith("+"):
        return value[1:]
    name, equals, content = value.partition("=")  # an equals sign anywhere comes before an @
    if not equals:
        name, at, file = value.partition("@")
        name, content = (name, _from_file(option, file.text)) if at else (Traced(""), value)
        if not content.text:
            return content
    from curl2sms.reading.encoding import percent_encoded

    encoded = percent_encoded(content, space="+")
    return pieces_joined((name, encoded), "=") if name.text else encoded
