"""multipart/form-data written as curl writes it (RFC 7578), with a boundary that depends on the parts alone."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from curl2sms.errors import UnfitError, note
from curl2sms.layers.charset import encoded

# How curl, as browsers, spells what a quoted name can't hold: WHATWG HTML 4.10.22.8.
_IN_NAME = str.maketrans({'"': "%22", "\r": "%0D", "\n": "%0A"})


def serialised(parts: Sequence[tuple[str, str, str | None]], charset: str) -> tuple[bytes, str]:
    """The body of parts (name, value, Content-Type), and the Content-Type of the whole.

    Raises errors.UnfitError where the charset can't carry a text.
    """
    written = [_part(name, value, content_type, charset) for name, value, content_type in parts]
    boundary = _boundary(written)
    delimiter = b"--" + boundary.encode()
    body = b"".join(delimiter + b"\r\n" + part + b"\r\n" for part in written) + delimiter + b"--\r\n"
    return body, f"multipart/form-data; boundary={boundary}"


def _part(name: str, value: str, content_type: str | None, charset: str) -> bytes:
    if "\0" in name:
        raise UnfitError(note("part-name-with-nul"))
    head = f'Content-Disposition: form-data; name="{name.translate(_IN_NAME)}"\r\n'
    if content_type is not None:
        head += f"Content-Type: {content_type}\r\n"
    return encoded(f"{head}\r\n", charset) + encoded(value, charset)


def _boundary(parts: Sequence[bytes]) -> str:
    """24 hyphens and 16 hex digits, as curl has it; a digest of the parts, and none of them holds it."""
    digest = hashlib.sha256(b"\0".join(parts))
    while True:
        boundary = "-" * 24 + digest.hexdigest()[:16]
        if not any(boundary.encode() in part for part in parts):
            return boundary
        digest.update(b"\0")
