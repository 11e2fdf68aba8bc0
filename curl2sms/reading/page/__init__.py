"""A page that shows a call by its URL, and by what it says of method, headers, body and parameters."""

from curl2sms.reading.page.reader import read

__all__ = ["read"]
