"""Files that a checkout holds beside the package, and the wheel in it: ``schemas`` and ``samples``."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent
DATA = _PACKAGE / "data"


def shipped(folder: str) -> Path:
    """The folder of that name."""
    inside = _PACKAGE / folder
    return inside if inside.exists() else _PACKAGE.parent / folder
