"""Files that a checkout holds beside the package, and the wheel in it: ``schemas`` and ``samples``."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

_PACKAGE = os.path.dirname(__file__)


def shipped(file: str) -> str:
    """The text of such a file, by its path: ``schemas/api.schema.json``."""
    inside = f"{_PACKAGE}/{file}"
    with open(inside if os.path.exists(inside) else f"{os.path.dirname(_PACKAGE)}/{file}", encoding="utf-8") as text:
        return text.read()


def __getattr__(name: str) -> Path:
    """``DATA``, the folder of the package's data; for what deals in paths (PEP 562)."""
    if name != "DATA":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from pathlib import Path

    return Path(_PACKAGE) / "data"
