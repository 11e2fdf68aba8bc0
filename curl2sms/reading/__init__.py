"""A pasted sample becomes the request that it describes.

``sample`` does it from end to end: ``decode`` (bytes to text), the module for the kind of text (``sample_kinds``), then
``choosing`` (of several calls, the one that sends). A curl command goes through ``commands``, ``shell`` (text to
commands of words) and ``curl`` (words to HttpRequest); a program through ``programs`` and the package of its language;
a call in parts (``http``, ``har``, ``postman``, ``openapi``) through ``composing``. Nothing is executed, and no file is
read.
"""

from curl2sms.reading.decode import decode_sample
from curl2sms.reading.model import Reading, ReadOption, ReadVariable
from curl2sms.reading.sample import read

__all__ = ["ReadOption", "ReadVariable", "Reading", "decode_sample", "read"]
