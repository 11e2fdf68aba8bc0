"""Modules loaded without another one that they import, and of which they use next to nothing here."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def imported(name: str, *, instead_of: str, **members: object) -> Any:
    """A module by its name; where it imports ``instead_of``, it gets a module that has these members only.

    Others get the whole of it, before and afterwards. Raises ImportError where the module needs more members.
    """
    known, stand_in = sys.modules.get(instead_of), ModuleType(instead_of)
    vars(stand_in).update(members)
    sys.modules[instead_of] = stand_in
    try:
        return import_module(name)
    finally:
        del sys.modules[instead_of]
        if known is not None:
            sys.modules[instead_of] = known
