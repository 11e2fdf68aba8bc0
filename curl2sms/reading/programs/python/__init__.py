"""A listing in Python: the HTTP calls that it makes, read by rule."""

from curl2sms.reading.programs.python.reader import read

__all__ = ["read"]
