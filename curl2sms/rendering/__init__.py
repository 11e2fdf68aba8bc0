"""A template with its values filled in: the request that is sent, and the ways to show it."""

from __future__ import annotations

from importlib import import_module

from curl2sms.rendering.substitute import filled_client, render, unrendered

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from curl2sms.rendering.curl import with_token
    from curl2sms.rendering.doubtful import doubt_of
    from curl2sms.rendering.formats import FORMATS

__all__ = ["FORMATS", "doubt_of", "filled_client", "render", "unrendered", "with_token"]

_MODULE_OF = {"FORMATS": "formats", "doubt_of": "doubtful", "with_token": "curl"}


def __getattr__(name: str) -> Any:
    """PEP 562: what only some commands need is loaded where it is used."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
