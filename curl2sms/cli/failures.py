"""What stopped a command, said to a person, and the exit status that comes of it."""

from __future__ import annotations

import os

from curl2sms.cli import say
from curl2sms.errors import Curl2smsError, ExitStatus


def said(failure: BaseException) -> ExitStatus:
    """Say what is wrong. ``CURL2SMS_DEBUG=1`` lets a defect's traceback through."""
    if isinstance(failure, Curl2smsError):
        say.error(failure)
        return failure.exit_status
    if isinstance(failure, RecursionError):
        say.line("curl2sms: the input is nested too deeply to be read.")
        return ExitStatus.UNUSABLE
    # Python 3.11 wraps what hits it while it makes a class.
    if isinstance(failure, KeyboardInterrupt) or isinstance(failure.__cause__, KeyboardInterrupt):
        return say.interrupted()
    if os.environ.get("CURL2SMS_DEBUG") or not isinstance(failure, Exception):
        raise failure
    say.defect(failure)  # a defect of ours must not show a traceback to a user
    return ExitStatus.UNUSABLE
