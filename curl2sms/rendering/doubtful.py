"""What speaks against a well-formed number: it is reported, and the number is never refused for it."""

from __future__ import annotations

from curl2sms.errors import Note, note
from curl2sms.http import HttpRequest
from curl2sms.locating import countries
from curl2sms.numbers import NumberFormat, doubt, whole_number


def doubt_of(to: str, wanted: NumberFormat, request: HttpRequest) -> Note | None:
    """Why a person's number may reach nobody, or somebody else; where it lacks its country code, the whole number.

    ``wanted`` is the format of the template, ``request`` what it renders: its values and its host speak for countries.
    """
    if found := whole_number(to, wanted, countries(request)):
        whole, country, read_as = found
        if read_as:
            return note("number-of-two-countries", number=to, read_as=read_as, country=country, whole=whole)
        return note("number-without-code", number=to, country=country, whole=whole)
    why = doubt(to, wanted)
    return note("number-doubtful", number=to, why=why) if why else None
