"""The standard streams, as a command finds them."""

from __future__ import annotations

import os
import sys


def prepare() -> None:
    """Write UTF-8 whatever the locale says, and never fail over a character; a closed stream is there, and useless."""
    if None in (sys.stdin, sys.stdout, sys.stderr):
        _open_closed()
    for stream, errors in ((sys.stdout, "surrogateescape"), (sys.stderr, "backslashreplace")):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors=errors, newline="\n")


def _open_closed() -> None:
    """Streams instead of closed ones, else the next file that is opened would be one of them.

    Standard input is empty, writing to standard output fails as it does for every program, standard error is lost.
    """
    for descriptor, name, flags in ((0, "stdin", os.O_RDONLY), (1, "stdout", os.O_RDONLY), (2, "stderr", os.O_WRONLY)):
        if getattr(sys, name) is None:
            opened = os.open(os.devnull, flags)
            if opened != descriptor:
                os.dup2(opened, descriptor)
                os.close(opened)
            setattr(sys, name, os.fdopen(descriptor, "w" if descriptor else "r", encoding="utf-8", closefd=False))
