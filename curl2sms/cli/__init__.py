"""The command line: arguments -> calls -> report -> exit status. Only this package prints."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from curl2sms.cli import say
from curl2sms.errors import Curl2smsError, ExitStatus


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status; all handling of errors is here, and none below.

    ``CURL2SMS_DEBUG=1`` lets a defect's traceback through.
    """
    try:
        say.prepare_streams()
        status = program(sys.argv[1:] if argv is None else argv)
    except Curl2smsError as error:
        say.error(error)
        status = error.exit_status
    except KeyboardInterrupt:
        status = say.interrupted()
    except RecursionError:
        say.line("curl2sms: the input is nested too deeply to be read.")
        status = ExitStatus.UNUSABLE
    except Exception as error:  # a defect of ours must not show a traceback to a user
        if isinstance(error.__cause__, KeyboardInterrupt):  # Python 3.11 wraps one that hits it in making a class
            status = say.interrupted()
        elif os.environ.get("CURL2SMS_DEBUG"):
            raise
        else:
            say.defect(error)
            status = ExitStatus.UNUSABLE
    return int(status)


def program(argv: Sequence[str]) -> ExitStatus:
    """Read the arguments and run the command that they name."""
    from curl2sms.cli import commands, parsing

    options = parsing.read(argv)
    return commands.load(options.command).run(options)
