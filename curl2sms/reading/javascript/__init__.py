"""A listing in JavaScript: the HTTP calls that it makes, read by rule."""

from curl2sms.reading.javascript.reader import read

__all__ = ["read"]
