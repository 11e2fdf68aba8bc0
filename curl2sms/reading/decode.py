"""The bytes of a sample become text."""

from __future__ import annotations

import codecs

from curl2sms.errors import SampleError, Source, Span, note

LARGEST = 1 << 20
# The byte order marks of what PowerShell and Notepad write (Unicode 23.8).
_MARKS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def decode_sample(data: bytes, name: str) -> Source:
    """A sample's text; UTF-8, or UTF-16 with a byte order mark. A mark stays in the text: reading notes it.

    Raises SampleError for what is larger than 1 MiB, binary, or in another encoding.
    """
    if len(data) > LARGEST:
        raise SampleError(note("sample-too-large"), Source(name, ""))
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Source(name, data.decode(encoding, "replace"))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _is_binary(data):
            raise SampleError(note("sample-binary", name=name), Source(name, "")) from error
        text = data.decode("utf-8", "replace")
        at = len(data[: error.start].decode("utf-8"))
        found = note("sample-not-utf8", Span(at, at + 1), byte=f"0x{data[error.start]:02X}")
        raise SampleError(found, Source(name, text)) from error
    if _is_binary(data):
        raise SampleError(note("sample-binary", name=name), Source(name, ""))
    return Source(name, text)


def _is_binary(data: bytes) -> bool:
    """A NUL, many control characters, or how PDF and RTF begin: no text that a person pasted."""
    if data.startswith((b"%PDF-", b"{\\rtf")):
        return True
    sample = data[:4096]
    controls = sum(byte < 9 or 13 < byte < 27 or 27 < byte < 32 for byte in sample)
    return b"\0" in data or controls * 20 > len(sample)
