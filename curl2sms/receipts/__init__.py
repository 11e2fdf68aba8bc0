"""Delivery reports: a provider's own becomes the callback that the platform documents.

``reading`` takes a report apart, ``mapping`` makes callbacks of it by a template's ``callback``, ``judging`` asks where
a template has none; ``times`` and ``words`` know the spellings of moments, states and errors.
"""

from curl2sms.receipts.judging import Given, callback_of
from curl2sms.receipts.mapping import found_at, receipt
from curl2sms.receipts.model import Event, Receipt, Report, Values
from curl2sms.receipts.reading import of_request, read

__all__ = ["Event", "Given", "Receipt", "Report", "Values", "callback_of", "found_at", "of_request", "read", "receipt"]
