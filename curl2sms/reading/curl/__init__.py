"""What curl makes of its words: ``options`` (words to options), ``request`` (options to HttpRequest), ``core``.

``config``, ``variables``, ``headers``, ``data``, ``multipart`` and ``encoders`` know the parts of a command;
``core`` is the word of uncurl on it.
"""

from curl2sms.reading.curl.core import through_uncurl
from curl2sms.reading.curl.options import Operation, operations
from curl2sms.reading.curl.quoted_variables import with_variables
from curl2sms.reading.curl.request import build, has_url

__all__ = ["Operation", "build", "has_url", "operations", "through_uncurl", "with_variables"]
