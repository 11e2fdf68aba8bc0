"""A pasted sample becomes the request that curl would send: text, words, options, request.

The road: ``decode`` (bytes to text), ``shell`` (text to commands of words), ``curl`` (words to HttpRequest; ``url``
reads its URL), ``choosing`` (of several commands, the one that sends); ``sample`` goes it from end to end. Nothing is
executed, and no file is read.
"""

from curl2sms.reading.decode import decode_sample
from curl2sms.reading.model import Reading, ReadOption, ReadVariable
from curl2sms.reading.sample import read

__all__ = ["ReadOption", "ReadVariable", "Reading", "decode_sample", "read"]
