"""``;encoder=`` of ``-F``: the content transfer encodings that curl applies to a part (mime.c; RFC 2045 6)."""

from __future__ import annotations

import re
from collections.abc import Callable

from curl2sms.patterns import regex

_LONGEST_LINE = 76
# A line end, which stays; a byte that is written as =XX: one that is not printable, and a space before a line end or
# at the end; any other byte.
_PIECE = regex(r"(?P<end>\r\n)|(?P<written>[ \t](?=\r\n|\Z)|[^\t -<>-~])|[\t -<>-~]", re.DOTALL)


def base64(data: bytes) -> bytes:
    """Base64 in lines of 76 characters."""
    import binascii

    encoded = binascii.b2a_base64(data, newline=False)
    return b"\r\n".join(encoded[at : at + _LONGEST_LINE] for at in range(0, len(encoded), _LONGEST_LINE))


def quoted_printable(data: bytes) -> bytes:
    """Quoted-printable in lines of 76 characters; a line feed alone is data and no line end."""
    text, written, length = data.decode("latin-1"), [], 0
    for found in _PIECE.finditer(text):
        piece = f"={ord(found[0]):02X}" if found["written"] else found[0]
        if found["end"]:
            length = 0
        else:
            ends_here = found.end() == len(text) or text.startswith("\r\n", found.end())
            if length + len(piece) > _LONGEST_LINE - (not ends_here):
                written.append("=\r\n")
                length = 0
            length += len(piece)
        written.append(piece)
    return "".join(written).encode()


def as_it_is(data: bytes) -> bytes:
    """The data themselves."""
    return data


def seven_bits(data: bytes) -> bytes:
    """The data themselves; ValueError where a byte has eight bits."""
    if not data.isascii():
        raise ValueError("a byte has eight bits")
    return data


ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "7bit": seven_bits,
    "8bit": as_it_is,
    "base64": base64,
    "binary": as_it_is,
    "quoted-printable": quoted_printable,
}
# Those that leave a text as it is.
IDENTITY = frozenset(("7bit", "8bit", "binary"))
