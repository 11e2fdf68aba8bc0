"""``argparse`` with its own, English words, as all of ours are.

It would load ``gettext``, and look on the disk for each of its words in another language.
"""

from __future__ import annotations

import sys
from types import ModuleType


def _plural(one: str, several: str, count: int) -> str:
    return one if count == 1 else several


_known = sys.modules.get("gettext")
_words = ModuleType("gettext")
vars(_words).update(gettext=str, ngettext=_plural)
sys.modules["gettext"] = _words
try:
    import argparse
finally:
    del sys.modules["gettext"]
    if _known:
        sys.modules["gettext"] = _known

__all__ = ["argparse"]
