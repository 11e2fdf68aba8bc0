"""``argparse`` with its own, English words, as all of ours are.

It would load ``gettext``, and look on the disk for each of its words in another language.
"""

from __future__ import annotations

from curl2sms.lean_imports import imported


def _plural(one: str, several: str, count: int) -> str:
    return one if count == 1 else several


imported("argparse", instead_of="gettext", gettext=str, ngettext=_plural)
import argparse  # noqa: E402

__all__ = ["argparse"]
