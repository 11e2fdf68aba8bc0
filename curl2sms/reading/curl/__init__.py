"""What curl makes of its words: ``options`` (words to options), ``request`` (options to HttpRequest), ``core``.

``config``, ``headers``, ``data`` and ``multipart`` know the parts of a request; ``core`` is uncurl's word on it.
"""

from curl2sms.reading.curl.core import through_uncurl
from curl2sms.reading.curl.options import Operation, operations
from curl2sms.reading.curl.request import Built, build, has_url

__all__ = ["Built", "Operation", "build", "has_url", "operations", "through_uncurl"]
