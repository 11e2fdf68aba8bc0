"""A pasted sample becomes the request that it describes.

``sample`` does it from end to end: ``decode`` (bytes to text), the reader of the kind of text (``sample_kinds``), then
``choosing`` (of several calls, the one that sends). The readers: ``commands`` of a curl command, by way of ``pasted``
(repairs), ``shell`` or ``windows`` (text to commands of words) and ``curl`` (words to HttpRequest); ``page`` of a URL
that is alone; ``documents`` of raw HTTP, HAR, Postman and OpenAPI; ``programs`` of code. Nothing is executed, and
no file is read.
"""

from curl2sms.reading.decode import decode_sample
from curl2sms.reading.model import Reading
from curl2sms.reading.sample import read

__all__ = ["Reading", "decode_sample", "read"]
