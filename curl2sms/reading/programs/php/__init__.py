"""A listing in PHP: the HTTP calls that it makes, read by rule."""

from curl2sms.reading.programs.php.reader import read

__all__ = ["read"]
