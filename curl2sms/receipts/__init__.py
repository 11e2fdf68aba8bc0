"""Delivery reports: a provider's own becomes the callback that the platform documents.

``reading`` takes a report apart, ``mapping`` turns it into callbacks by a template's ``callback``, ``judging`` asks
where a template has none; ``times`` and ``words`` know the spellings of moments, states and errors. ``app`` is the
adapter that a server runs between provider and platform, with the settings of its environment.
"""

from __future__ import annotations

import os

from curl2sms.receipts.judging import Given, callback_of, known_of
from curl2sms.receipts.mapping import found_at, receipt
from curl2sms.receipts.model import Receipt, ReceivedReport
from curl2sms.receipts.reading import of_request, read

__all__ = [
    "Given",
    "Receipt",
    "ReceivedReport",
    "callback_of",
    "found_at",
    "known_of",
    "of_request",
    "read",
    "receipt",
]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from curl2sms.receipts.adapter import Adapter

    app: Adapter
else:

    def __getattr__(name: str) -> Adapter:
        """``app``, made when a server asks for it: nothing else needs settings."""
        if name != "app":
            raise AttributeError(name)
        from curl2sms.receipts.adapter import from_environment

        return from_environment(os.environ)
