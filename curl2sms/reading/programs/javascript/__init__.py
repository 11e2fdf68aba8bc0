"""A listing in JavaScript: the HTTP calls that it makes, read by rule."""

from curl2sms.reading.programs.javascript.reader import read

__all__ = ["read"]
