"""curl2sms: a provider's sample curl command becomes a proven SMS provider template.

    from curl2sms import convert, render, verify

    template = convert(sample).template
    assert verify(template).ok
    request = render(template, "+919812345417", "Hello & welcome")

Importing this loads nothing else; each name is loaded when it is first used.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from curl2sms.library import convert, dump, explain, load, render, render_batch, send, unfilled, verify
    from curl2sms.template.model import Template

__version__ = "0.2.0"

_HOME = {
    "Template": "curl2sms.template.model",
    **dict.fromkeys(
        ("convert", "dump", "explain", "load", "render", "render_batch", "send", "unfilled", "verify"),
        "curl2sms.library",
    ),
}

__all__ = ["Template", "convert", "dump", "explain", "load", "render", "render_batch", "send", "unfilled", "verify"]


def __getattr__(name: str) -> Any:
    """The library's names, from their modules (PEP 562)."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
