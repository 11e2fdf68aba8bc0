"""The lines of a template's file that checks are about."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from curl2sms.errors import Source
from curl2sms.layers.place import Names
from curl2sms.proving.model import Check, Report
from curl2sms.records import replace
from curl2sms.template.positions import spans

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# What a place is outside of a list of names and values: the beginning of the place, and the JSON Pointer of its value.
_PARTS = (
    ("query:", "/endpoint"),
    ("path:", "/endpoint"),
    ("endpoint", "/endpoint"),
    ("host", "/endpoint"),
    ("method", "/method"),
    ("authentication:password", "/authentication/password"),
    ("authentication", "/authentication"),
    ("json:", "/parameters/body"),
    ("xml:", "/parameters/body"),
    ("csv:", "/parameters/body"),
    ("body", "/parameters/body"),
)


def with_lines(report: Report, text: str) -> Report:
    """The report with the line of each check that is about a PLACE; ``text`` is the template's file, known to be valid.

    A check that has a line keeps it.
    """
    source, written = Source(report.source, text), spans(text)
    pointers = dict(_lists(json.loads(text.removeprefix("\ufeff"))))

    def at_its_line(check: Check) -> Check:
        pointer = None if check.line else _pointer(check.at, pointers)
        span = written.get(pointer) if pointer else None
        return replace(check, line=source.position(span.start).line) if span else check

    return replace(report, checks=tuple(map(at_its_line, report.checks)))


def _lists(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The place of each header and pair, and the JSON Pointer of its value."""
    parameters = data.get("parameters", {"type": "none"})
    for layer, pointer, pairs in (
        ("header", "/headers", data.get("headers", ())),
        (parameters["type"], "/parameters/pairs", parameters.get("pairs", ())),
    ):
        names = Names()
        for index, pair in enumerate(pairs):
            yield f"{layer}:{names.unique(pair['key'])}", f"{pointer}/{index}/value"


def _pointer(at: str, pointers: Mapping[str, str]) -> str | None:
    """The JSON Pointer of the value at a place, of the outermost one where values are nested; None for no place."""
    outermost = at.split(">")[0]
    return pointers.get(outermost) or next((to for begins, to in _PARTS if outermost.startswith(begins)), None)
