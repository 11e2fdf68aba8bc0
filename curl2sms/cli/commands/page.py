"""``page``: a page to paste into, on this machine."""

from __future__ import annotations

import argparse
from contextlib import suppress

from curl2sms.cli import arguments, say
from curl2sms.errors import ExitStatus

EXAMPLES = """\
examples:
  curl2sms page
  curl2sms page --port 8080 --no-browser
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where the page is, and whether it is opened."""
    parser.add_argument(
        "--port", type=arguments.count, default=0, metavar="N", help="serve it at this port (default: any free one)"
    )
    parser.add_argument("--no-browser", action="store_true", help="only print the address")


def run(options: argparse.Namespace) -> ExitStatus:
    """Serve the page until Ctrl-C."""
    from curl2sms.page import serving

    with serving.server(options.port) as server:
        address = serving.url(server)
        say.out(f"{address}\n")
        say.line("Nothing leaves this computer. Ctrl-C ends the page.")
        if not options.no_browser:
            _open(address)
        with suppress(KeyboardInterrupt):  # the way to end it
            server.serve_forever()
    return ExitStatus.DONE


def _open(address: str) -> None:
    """Show the page in the person's browser, as far as there is one."""
    import webbrowser

    if not webbrowser.open(address):
        say.line("No browser could be opened: open the address above.")
