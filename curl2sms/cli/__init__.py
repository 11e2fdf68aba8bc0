"""The command line: arguments -> calls -> report -> exit status. Only this package prints."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from curl2sms.cli import streams

TYPE_CHECKING = False
if TYPE_CHECKING:
    from curl2sms.errors import ExitStatus


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status; all handling of errors begins here, and none is below."""
    try:
        streams.prepare()
        return int(program(sys.argv[1:] if argv is None else argv))
    except (Exception, KeyboardInterrupt) as failure:  # noqa: BLE001 - said to the person
        from curl2sms.cli import failures

        return int(failures.said(failure))


def program(argv: Sequence[str]) -> ExitStatus:
    """Read the arguments and run the command that they name."""
    from curl2sms.cli import commands, parsing

    options = parsing.read(argv)
    return commands.load(options.command).run(options)
