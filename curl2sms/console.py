"""Where the installed command begins: Ctrl-C ends it quietly also while its modules load."""

from __future__ import annotations

import os
import signal
from types import FrameType


def main() -> int:
    """Run the command that the arguments name, and return its exit status."""
    usual = signal.signal(signal.SIGINT, _end)
    from curl2sms.cli import main as run

    signal.signal(signal.SIGINT, usual)
    return run()


def _end(_signal: int, _frame: FrameType | None) -> None:
    """End at once, with the status of what is interrupted (see errors.ExitStatus, which is not loaded yet)."""
    os._exit(130)
