"""What the page is made of: its files, its words, its examples."""

from __future__ import annotations

import json
import re
from functools import cache
from html import escape
from pathlib import Path

from curl2sms import platforms, sample_kinds
from curl2sms.knowledge import knowledge
from curl2sms.shipped import shipped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_HERE = Path(__file__).parent
_STATIC = _HERE / "static"
_SHEET = _HERE.parent / "sheet"

# The samples that a person may begin with, by the names of their providers.
EXAMPLES = {
    "Plivo": "plivo",
    "Textlocal": "textlocal",
    "MSG91": "msg91",
    "BulkSMS": "bulksms",
    "Exotel": "exotel",
    "Nimbus IT": "nimbus",
}
_MEDIA_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


@cache
def words() -> dict[str, str]:
    """Every word of the page, by name: ``data/page-words.json``. ``{name}`` in them is filled in by the page."""
    read: dict[str, str] = knowledge("page-words")
    return read


@cache
def files() -> dict[str, tuple[str, bytes]]:
    """The page's files by name: media type and bytes. The sheet's own parts are among them."""
    own = [path for path in _STATIC.iterdir() if path.suffix in _MEDIA_TYPES]
    paths = [*own, _SHEET / "parts.css", _SHEET / "copy.js"]
    return {path.name: (_MEDIA_TYPES[path.suffix], path.read_bytes()) for path in sorted(paths)}


@cache
def index(kind: str, token: str = "") -> str:
    """The page's HTML: the box to paste into is there before any script runs.

    ``kind`` is ``local``, ``hosted`` (a team's server) or ``single`` (a file that needs no server): what each promises
    has words of its own, named ``NAME-KIND``. ``token`` is what the page's calls must carry.
    """
    own = {name.removesuffix(f"-{kind}"): word for name, word in sorted(words().items(), key=lambda row: len(row[0]))}
    text = (_STATIC / "index.html").read_text(encoding="utf-8")
    data = {"words": own, "examples": examples(), "kinds": _kinds(), "platforms": _platforms()}
    parts = {name: escape(word) for name, word in (own | {"token": token}).items()} | {"data": _in_script(data)}
    return re.sub(r"\{\{([\w-]+)\}\}", lambda match: parts[match[1]], text)


@cache
def examples() -> dict[str, str]:
    """The examples, name -> text."""
    return {title: shipped(f"samples/{name}.sh") for title, name in EXAMPLES.items()}


def _kinds() -> list[dict[str, str]]:
    """The kinds of text that a sample may be read as."""
    return [{"id": kind.name, "name": kind.words} for kind in sample_kinds.KINDS]


def _platforms() -> list[dict[str, str]]:
    """The forms that a sheet can fill in."""
    loaded = (platforms.load(name) for name in platforms.names())
    return [{"id": one.id, "name": f"{one.platform}: {one.form}"} for one in loaded]


def _in_script(data: Any) -> str:
    """JSON that is in a script element: nothing in it ends that (HTML 4.12.1.3)."""
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
