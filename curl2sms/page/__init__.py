"""A page to paste into: ``curl2sms page`` serves it on this machine, and ``curl2sms.page:app`` is for a team's server.

``app`` is a WSGI application that keeps nothing, so that as many copies of it may run as are wanted. ``CURL2SMS_HOSTS``
names the hosts, with their ports, that people reach it by: ``sms.example.com,10.0.0.7:8000``.
"""

from __future__ import annotations

from functools import cache

from curl2sms.page.application import Application, Settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    app: Application

__all__ = ["Application", "Settings", "app"]

# What a request to a team's server may hold: far more than any command, and little enough for many at once.
HOSTED_BYTES = 64 << 10


def __getattr__(name: str) -> Any:
    """``app``, made when a server asks for it (PEP 562), so that a server without its hosts does not start."""
    if name != "app":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return _hosted()


@cache
def _hosted() -> Application:
    import os

    from curl2sms.errors import UsageError, note

    hosts = frozenset(host.strip().lower() for host in os.environ.get("CURL2SMS_HOSTS", "").split(",") if host.strip())
    if not hosts:
        raise UsageError(note("page-hosts"))
    return Application(Settings(hosts, HOSTED_BYTES))
