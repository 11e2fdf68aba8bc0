"""JSON Pointers (RFC 6901): written, read and followed."""

from __future__ import annotations

from collections.abc import Iterable

from curl2sms.patterns import regex

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

INDEX = regex(r"0|[1-9][0-9]{0,8}")  # RFC 6901 4; no list has more than a billion elements


def escaped(token: str) -> str:
    """A name as a pointer writes it (RFC 6901 3).

    >>> escaped("a/b~c")
    'a~1b~0c'
    """
    return token.replace("~", "~0").replace("/", "~1") if "~" in token or "/" in token else token


def unescaped(token: str) -> str:
    """The name that a token of a pointer means."""
    return token.replace("~1", "/").replace("~0", "~") if "~" in token else token


def pointer_of(tokens: Iterable[str | int]) -> str:
    """The pointer that leads over names and indices; ``""`` is the whole document.

    >>> pointer_of(["headers", 0, "a/b"])
    '/headers/0/a~1b'
    """
    return "".join(f"/{escaped(str(token))}" for token in tokens)


def tokens_of(pointer: str) -> tuple[str, ...]:
    """The names and indices of a pointer, unescaped; what is before its first slash is ignored.

    >>> tokens_of("/headers/0/a~1b"), tokens_of("")
    (('headers', '0', 'a/b'), ())
    """
    return tuple(map(unescaped, pointer.split("/")[1:]))


def member(value: Any, token: str) -> Any:
    """The member of an object or the element of an array that a token names (RFC 6901 4); LookupError if none is."""
    if isinstance(value, dict):
        return value[token]
    if isinstance(value, list) and INDEX.fullmatch(token):
        return value[int(token)]
    raise LookupError(token)
