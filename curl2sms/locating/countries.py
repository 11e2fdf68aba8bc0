"""Which countries a request speaks for: only these make a number without its country code a national one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from curl2sms.http import OPEN, HttpRequest, split_url
from curl2sms.locating.catalog import Entry
from curl2sms.locating.evidence import Evidence
from curl2sms.locating.words import words_of
from curl2sms.numbers.plans import is_region, region_of_code
from curl2sms.patterns import regex

_COUNTRY = frozenset({"country", "pais", "pays", "ulke", "land"})
# Country code domains that are sold to everyone, and tell nothing about a country; below a category (.com.co) they do.
_ANYWHERE = frozenset(
    {"ac", "ag", "ai", "am", "bz", "cc", "cd", "co", "dj", "fm", "gg", "im", "io", "is", "la", "li", "ly", "me"}
    | {"ms", "mu", "nu", "pm", "pw", "re", "sc", "sh", "so", "st", "tk", "to", "tv", "vc", "ws"}
)
_CATEGORIES = frozenset({"com", "edu", "gov", "net", "org"})
# Scripts that one country alone writes: a national number in a call with such a text is that country's.
_SCRIPTS = {
    "KR": regex("[\uac00-\ud7a3]"),
    "JP": regex("[\u3041-\u30ff]"),
    "TH": regex("[\u0e01-\u0e3a]"),
    "KH": regex("[\u1780-\u17d3]"),
    "LA": regex("[\u0e81-\u0ec4]"),
    "MM": regex("[\u1000-\u103f]"),
    "LK": regex("[\u0d81-\u0df4]"),
    "ET": regex("[\u1200-\u137c]"),
    "GE": regex("[\u10d0-\u10ff]"),
    "AM": regex("[\u0531-\u0587]"),
    "IL": regex("[\u05d0-\u05ea]"),
    "VN": regex("[\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]"),
}


def countries_of(evidence: Sequence[Evidence], request: HttpRequest, entry: Entry | None) -> Iterator[str]:
    """The regions (ISO 3166 alpha-2) of a country field, the provider's own, a text's script, the host's domain.

    Drawn one by one: a number with ``+`` needs none, and the numbering plans are not loaded for it.
    """
    for one in evidence:
        value = one.field.value.strip()
        if not _COUNTRY.isdisjoint(words_of(one.field.place.step.own)):
            region = region_of_code(value.lstrip("+")) if value.lstrip("+").isdecimal() else value.upper()
            if region and is_region(region):
                yield region
    if entry and entry.country:
        yield entry.country
    texts = "".join(one.field.value for one in evidence)
    yield from () if texts.isascii() else (region for region, script in _SCRIPTS.items() if script.search(texts))
    host = split_url(request.url).host.lower()
    above, _, domain = host.rpartition(".")
    local = domain not in _ANYWHERE or above.rpartition(".")[2] in _CATEGORIES
    domain = {"uk": "gb"}.get(domain, domain)
    if len(domain) == 2 and local and OPEN not in host and is_region(domain.upper()):
        yield domain.upper()
