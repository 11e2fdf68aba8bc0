"""Programs that are refused by name: calls of a provider's library, and languages that are not read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from curl2sms.errors import SampleError, Span, note
from curl2sms.knowledge import knowledge
from curl2sms.patterns import regex

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_HOST = regex(r"https?://(?P<host>[\w.-]+)")
# How programs name what they import.
_IMPORT = r"(?m)(?:^|[=;{(])[ \t]*(?:import|from|use|using|require(?:_once)?)\b[^\n;]{0,80}?[ \t\"'(\\]"
_ELSEWHERE = "Most provider pages show it in its own tab; Postman and browsers can copy one as cURL (bash)."


def refuse(text: str) -> None:
    """Raises SampleError for a program that calls a library of a provider's or for SOAP, or that is not read."""
    for sdk, imported in _sdks():
        if found := imported.search(text):
            place = Span(found.end() - len(found["package"]), found.end())
            raise SampleError(note("library-call", place, library=sdk["name"], where=_where(sdk.get("provider"))))
    for row, sign in _with_signs("soap"):
        if found := sign.search(text):
            start = found.end() - len(found[0].lstrip())
            raise SampleError(note("soap-client", Span(start, found.end()), library=row["name"]))
    for row, sign in _with_signs("languages"):
        if found := sign.search(text):
            start = found.end() - len(found[0].lstrip())
            known = (one for at in _HOST.finditer(text) if (one := _provider(at["host"])))
            kind = "program-without-call" if row.get("is_read") else "program-language"
            place, where = Span(start, found.end()), _where(next(known, None))
            raise SampleError(note(kind, place, language=row["name"], where=where))


@cache
def _rows() -> dict[str, Any]:
    rows: dict[str, Any] = knowledge("other-programs")
    return rows


@cache
def _sdks() -> list[tuple[dict[str, Any], re.Pattern[str]]]:
    return [(row, _imported(row["packages"])) for row in _rows()["sdks"]]


def _imported(packages: Sequence[str]) -> re.Pattern[str]:
    """What imports one of some packages; a text that names none is not searched."""
    names = "|".join(map(re.escape, packages))
    return regex(rf"{_IMPORT}(?P<package>{names})(?=[\"'\\./;:\s,]|$)", only_with=packages)


@cache
def _with_signs(kind: str) -> list[tuple[dict[str, Any], re.Pattern[str]]]:
    """The rows of ``soap`` or of ``languages``, each with a pattern of its signs."""
    return [(row, regex(f"(?m){'|'.join(row['signs'])}")) for row in _rows()[kind]]


def _where(provider: str | None) -> str:
    """Where the provider's HTTP call is found, as far as the catalog knows it."""
    if provider is None:
        return _ELSEWHERE
    row = knowledge(f"catalog/{provider}")
    return f"{row['title']} describes it at {row['documentation']} (host {row['hosts'][0]})."


def _provider(host: str) -> str | None:
    """The catalog's name of a provider by its host."""
    hosts = knowledge("catalog-index")["hosts"]
    found: str | None = hosts.get(host.lower()) or hosts.get(f"*.{host.lower().partition('.')[2]}")
    return found
