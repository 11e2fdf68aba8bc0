"""``-d`` and its relatives: the data of a command as one text, and the query's additions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from curl2sms.errors import Note, SampleError, note
from curl2sms.http import around_stand_ins
from curl2sms.reading.json_check import is_json
from curl2sms.reading.model import ReadOption
from curl2sms.reading.url import HTML_AMPERSAND

OPTIONS = ("data", "data-ascii", "data-binary", "data-raw", "data-urlencode", "json")
# What stands for a double quote in JSON that was pasted, by the note that tells of it.
_BENT_QUOTES = {
    "smart-quotes-in-json": ("“", "”", "„"),
    "html-quotes-in-json": ("&quot;",),
    "escaped-quotes-in-json": ('\\"',),
}
_STDIN = {"-", "/dev/stdin"}


def joined(options: Sequence[ReadOption], stdin: str | None, notes: list[Note]) -> str:
    """The data of all options: each behind the one before with ``&``, except ``--json``, which just follows.

    Raises SampleError where data stand in a file.
    """
    parts: list[str] = []
    for number, option in enumerate(options):
        separator = "&" if number and option.name != "json" else ""
        parts += separator, contents(option, stdin)
    text = "".join(parts)
    if "<" not in text and HTML_AMPERSAND.search(text):
        text = HTML_AMPERSAND.sub("&", text)
        notes.append(note("html-ampersand", options[0].place))
    if text.lstrip()[:1] in {"{", "["}:
        text = _mended_json(text, options[0], notes)
    return text


def _mended_json(text: str, option: ReadOption, notes: list[Note]) -> str:
    """JSON whose quotes are bent, escaped for a console or those of a page's source, if then the whole is JSON."""
    for note_id, signs in _BENT_QUOTES.items():
        if not any(sign in text for sign in signs) or is_json(text):
            continue
        mended = text
        for sign in signs:
            mended = mended.replace(sign, '"')
        if is_json(mended):
            notes.append(note(note_id, option.place))
            return mended
    return text


def contents(option: ReadOption, stdin: str | None) -> str:
    """What one option adds."""
    value = option.value or ""
    if option.name == "data-raw":
        return value
    if option.name in {"data-urlencode", "url-query"}:
        return _encoded(option, value, stdin)
    if not value.startswith("@"):
        return value
    text = _from_file(option, value[1:], stdin)
    if option.name in {"data", "data-ascii"}:  # curl strips these from a file, not from its arguments
        text = re.sub(r"[\r\n\0]", "", text)
    return text


def _from_file(option: ReadOption, file: str, stdin: str | None) -> str:
    """The contents of ``@file``: known only where they come on the standard input, and the sample shows them."""
    if file in _STDIN and stdin is not None:
        return stdin
    if file in _STDIN:
        raise SampleError(note("data-from-stdin", option.place))
    raise SampleError(note("data-from-file", option.place, option=f"--{option.name}", file=file))


def _encoded(option: ReadOption, value: str, stdin: str | None) -> str:
    """curl's manual, ``--data-urlencode``: ``content``, ``=content``, ``name=content``, ``@file``, ``name@file``.

    ``--url-query`` has a form more: ``+content`` is taken as it is.
    """
    if option.name == "url-query" and value.startswith("+"):
        return value[1:]
    found = re.match(r"(?P<name>[^=@]*)(?P<sign>[=@])(?P<content>.*)", value, re.DOTALL)
    if "=" in value:  # an equals sign anywhere comes before an @
        name, _, content = value.partition("=")
    elif found is None:
        name, content = "", value
    else:
        name = found["name"]
        content = _from_file(option, found["content"], stdin)
    encoded = around_stand_ins(percent_encoded, content)
    return f"{name}={encoded}" if name else encoded


def percent_encoded(text: str) -> str:
    """Percent-encoding as curl writes it: the blank is ``+``, upper-case digits."""
    if text.isascii() and text.isalnum():
        return text

    def encode(found: re.Match[str]) -> str:
        raw = found[0].encode("utf-8", "surrogateescape")
        return "".join("+" if byte == 0x20 else f"%{byte:02X}" for byte in raw)

    return re.sub(r"[^A-Za-z0-9\-._~]+", encode, text)
