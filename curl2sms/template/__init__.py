"""The template: made from a located request, read from a file, written to one.

Each of the three is imported when it is first asked for: who makes a template reads none.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from curl2sms.template.building import build
    from curl2sms.template.dumping import dump
    from curl2sms.template.loading import load
    from curl2sms.template.model import Template

__all__ = ["Template", "build", "dump", "is_template", "load"]

_MODULE_OF = {"Template": "model", "build": "building", "dump": "dumping", "load": "loading"}


def __getattr__(name: str) -> Any:
    """PEP 562."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)


def is_template(text: str) -> bool:
    """Whether a text is meant as a template, and not as a sample: a JSON object with an ``endpoint``."""
    import json

    if not text.lstrip("\ufeff \t\r\n").startswith("{"):
        return False
    try:
        data = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return False
    return isinstance(data, dict) and "endpoint" in data
