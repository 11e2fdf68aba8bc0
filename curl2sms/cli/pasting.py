"""A sample that is pasted into a terminal: lines of any length, until Ctrl-D."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from curl2sms.shown import width

_ECHO_OF_CONTROL = 2  # columns: ^?


def read(descriptor: int, limit: int) -> bytes:
    """What is pasted into a terminal or typed there, up to the character that ends it; at most ``limit`` bytes.

    A terminal that hands over whole lines keeps 4,095 bytes of each, and drops the rest without a word (``man 3
    termios``, canonical mode). So characters are read as they come. Those that erase one character or the line work as
    they do elsewhere.
    """
    import termios

    with _characters(descriptor) as control:
        text = bytearray()
        while len(text) < limit and (byte := os.read(descriptor, 1)) not in (b"", control[termios.VEOF]):
            if byte == control[termios.VERASE]:
                _erase(descriptor, text, _last_character(text))
            elif byte == control[termios.VKILL]:
                _erase(descriptor, text, text.rfind(b"\n") + 1)
            else:
                text += byte
        return bytes(text)


@contextmanager
def _characters(descriptor: int) -> Iterator[list[bytes]]:
    """A terminal that hands over each character, and its characters that edit a line, by ``termios.V...``."""
    import termios

    before = termios.tcgetattr(descriptor)
    control = [*before[6]]
    at_once = [*before[6]]
    at_once[termios.VMIN], at_once[termios.VTIME] = 1, 0
    try:
        termios.tcsetattr(
            descriptor, termios.TCSADRAIN, [*before[:3], before[3] & ~termios.ICANON, *before[4:6], at_once]
        )
        yield control
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


def _last_character(text: bytearray) -> int:
    """Where the last character of the line begins, in UTF-8; the end where the line is empty."""
    line = text[text.rfind(b"\n") + 1 :].decode("utf-8", "surrogateescape")
    return len(text) - len(line[-1:].encode("utf-8", "surrogateescape"))


def _erase(descriptor: int, text: bytearray, start: int) -> None:
    """Take what follows ``start`` out of the text and off the terminal, with the echo of the key that erases."""
    columns = width(text[start:].decode("utf-8", "replace")) + _ECHO_OF_CONTROL
    del text[start:]
    with suppress(OSError):  # a terminal that is only open for reading
        os.write(descriptor, b"\b \b" * columns)
