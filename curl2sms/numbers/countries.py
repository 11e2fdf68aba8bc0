"""Countries by what reports one: a code in a field, the script of a text, a host's domain. ISO 3166 alpha-2."""

from __future__ import annotations

from collections.abc import Iterator

from curl2sms.numbers.plans import is_region, region_of_code
from curl2sms.patterns import regex

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


def region_named(code: str) -> str | None:
    """The region of a calling code or of its own name; None for anything else.

    >>> region_named("+91"), region_named("in"), region_named("India")
    ('IN', 'IN', None)
    """
    digits = code.lstrip("+")
    region = region_of_code(digits) if digits.isdecimal() else code.upper()
    return region if region and is_region(region) else None


def regions_of_script(text: str) -> Iterator[str]:
    """The regions that alone write a script which a text has letters of."""
    if not text.isascii():
        yield from (region for region, script in _SCRIPTS.items() if script.search(text))


def region_of_host(host: str) -> str | None:
    """The region of a host's country code domain; None where it has none, or one that is sold to everyone.

    >>> region_of_host("api.example.co.uk"), region_of_host("api.example.io"), region_of_host("api.example.com.co")
    ('GB', None, 'CO')
    """
    above, _, domain = host.lower().rpartition(".")
    if domain in _ANYWHERE and above.rpartition(".")[2] not in _CATEGORIES:
        return None
    region = {"uk": "GB"}.get(domain, domain.upper())
    return region if len(domain) == 2 and is_region(region) else None
