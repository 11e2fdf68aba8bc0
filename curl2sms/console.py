"""Where the installed command begins: Ctrl-C ends it quietly also while its modules load."""

from __future__ import annotations

import gc
import os
import signal
from types import FrameType

# The garbage collector begins when so many objects are there that were not before. One input makes fewer, so that
# nothing is looked through for nothing; a command that deals with many still frees what they leave.
_OBJECTS = 200_000


def main() -> int:
    """Run the command that the arguments name, and return its exit status; only for a process that then ends."""
    usual = signal.signal(signal.SIGINT, _end)
    gc.set_threshold(_OBJECTS)
    from curl2sms.cli import main as run

    signal.signal(signal.SIGINT, usual)
    status = run()
    gc.freeze()  # the interpreter would look through everything once more before it ends
    return status


def _end(_signal: int, _frame: FrameType | None) -> None:
    """End at once, with the status of what is interrupted (see errors.ExitStatus, which is not loaded yet)."""
    os._exit(130)
