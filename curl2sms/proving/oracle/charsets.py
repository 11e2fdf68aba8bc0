"""Charsets as a server takes them: their names, and whether a template can be written in one."""

from __future__ import annotations

import codecs
import string

_ASCII = string.printable


def canonical(charset: str) -> str:
    """The one name of a charset that has several; one that nobody knows in small letters."""
    try:
        return codecs.lookup(charset).name
    except LookupError:
        return charset.lower()


def is_known(charset: str) -> bool:
    """Whether texts can be written in a charset."""
    try:
        "".encode(charset)
    except (LookupError, UnicodeError):
        return False
    return True


def keeps_ascii(charset: str) -> bool:
    """Whether a charset writes ASCII as ASCII, wherever it is: not UTF-16, UTF-7 or ISO-2022-JP.

    A template's own letters are ASCII on the wire, and no format could be read in another spelling.
    """
    try:
        same = _ASCII.encode(charset) == _ASCII.encode() and _ASCII.encode().decode(charset) == _ASCII
    except UnicodeError:
        return False
    return same and not canonical(charset).startswith("iso2022")  # which shifts between sets of letters
