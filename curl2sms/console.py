"""Where the installed command begins: Ctrl-C ends it quietly also while its modules load."""

from __future__ import annotations

import gc

# The garbage collector begins when so many objects are there that were not before. One input makes fewer, so that
# nothing is looked through for nothing; a command that deals with many still frees what they leave.
_OBJECTS = 200_000
_INTERRUPTED = 130  # as errors.ExitStatus has it, which is not loaded yet


def main() -> int:
    """Run the command that the arguments name, and return its exit status; only for a process that then ends."""
    gc.set_threshold(_OBJECTS)
    try:
        from curl2sms.cli import main as run
    except KeyboardInterrupt:
        return _INTERRUPTED
    status = run()
    gc.freeze()  # the interpreter would look through everything once more before it ends
    return status
