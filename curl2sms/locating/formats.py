"""The format of the sample's number, by itself, by the provider, and by the countries that the request speaks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from curl2sms.http import OPEN, HttpRequest, split_url
from curl2sms.layers import Field
from curl2sms.locating.catalog import CatalogEntry
from curl2sms.locating.looks import look_of_field, look_of_number
from curl2sms.locating.words import words_of
from curl2sms.numbers import NumberFormat, infer, infer_after
from curl2sms.numbers.countries import region_named, region_of_host, regions_of_script

_COUNTRY = frozenset({"country", "pais", "pays", "ulke", "land"})


def countries_of(fields: Sequence[Field], request: HttpRequest, entry: CatalogEntry | None) -> Iterator[str]:
    """The regions (ISO 3166 alpha-2) of a country field, the provider's own, a text's script, the host's domain.

    Only these make a number without its country code a national one. Drawn one by one: a number with ``+`` needs none,
    and the numbering plans are not loaded for it.
    """
    for one in fields:
        named = words_of(one.place.step.own)
        if not _COUNTRY.isdisjoint(named) and (region := region_named(one.value.strip())):
            yield region
    if entry and entry.country:
        yield entry.country
    yield from regions_of_script("".join(one.value for one in fields))
    host = split_url(request.url).host
    if OPEN not in host and (region := region_of_host(host)):
        yield region


def format_of(recipient: Field, prefix: str, entry: CatalogEntry | None, countries: Iterable[str]) -> NumberFormat:
    """The format of what gives way to ``$$To``, without the ``prefix`` that is before it and stays.

    ``countries`` are regions (ISO 3166 alpha-2), drawn only where they are needed. A JSON number has ``digits`` at
    least: no other mark of a country code can be there.
    """
    found = _format_of_text(recipient, prefix, entry, countries)
    unmarked = recipient.kind in ("bare", "number") and recipient.hops[-1].layer == "json"
    return NumberFormat("digits") if unmarked and found.format == "as-given" else found


def _format_of_text(
    recipient: Field, prefix: str, entry: CatalogEntry | None, countries: Iterable[str]
) -> NumberFormat:
    """The format of a number by what is before it, else by its digits and the countries that the request speaks for."""
    seen = look_of_field(recipient)
    if seen.kind == "time":  # digits that a name made a number: they may be both
        seen = look_of_number(recipient.value) or seen
    before = prefix and re.sub(r"^[a-z]+:|[ -]", "", prefix, flags=re.IGNORECASE)
    if before and seen.kind == "filler":
        return NumberFormat("digits") if before in ("+", "00") else infer_after(re.sub(r"^(?:\+|00)", "", before))
    if seen.kind == "filler" and re.match(r"0\D", recipient.value.strip()):  # 0{phone}
        country = next(iter(countries), None)
        return NumberFormat("national", country, trunk_zero=True) if country else NumberFormat()
    if seen.kind != "number":
        return NumberFormat()
    documented = entry is not None and _fits_digits(seen.numbers[0], entry)
    if documented and not (countries := list(countries)):
        return NumberFormat("digits")  # no numbering plan could say otherwise, and none is loaded
    found = infer(seen.numbers[0], countries)
    return NumberFormat("digits") if documented and found.format == "as-given" else found


def _fits_digits(number: str, entry: CatalogEntry) -> bool:
    return entry.number_format.format == "digits" and bool(re.fullmatch(r"[1-9][\dXx*]{9,14}", number))
