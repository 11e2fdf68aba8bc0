"""What the package knows, as data: the JSON files of ``curl2sms/data``."""

from __future__ import annotations

import json
import os
from functools import cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# The os module's names of paths: pathlib, with what it loads, would take a third of a bare interpreter's start.
_FOLDER = os.path.join(os.path.dirname(__file__), "data")


def knowledge(name: str) -> Any:
    """What a file holds, read again: ``knowledge("notes")`` is that of ``data/notes.json``."""
    with open(f"{_FOLDER}/{name}.json", "rb") as file:
        return json.load(file)


def row_of(name: str, key: str) -> Any:
    """One row of a file that has a line for each, without making anything of the others; KeyError where there is none.

    A command says a few notes of six hundred. As text they would take four bytes a character, for the sake of a few.
    """
    rows, begins = _bytes(name), f'\n  "{key}": '.encode()
    at = rows.find(begins)
    if at < 0:
        raise KeyError(key)
    return json.loads(rows[at + len(begins) : rows.index(b"\n", at + 1)].removesuffix(b","))


@cache
def _bytes(name: str) -> bytes:
    with open(f"{_FOLDER}/{name}.json", "rb") as file:
        return file.read()


def names_in(folder: str) -> list[str]:
    """The names of the files of a folder, as ``knowledge`` takes them, in order: ``catalog/plivo``."""
    found = sorted(os.listdir(f"{_FOLDER}/{folder}"))
    return [f"{folder}/{name.removesuffix('.json')}" for name in found if name.endswith(".json")]
