"""Show how calls differ that a question names alike: the values that differ, in a few words each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import chain

from curl2sms import layers
from curl2sms.errors import Curl2smsError
from curl2sms.http import STAND_IN, HttpRequest
from curl2sms.noise import is_noise
from curl2sms.patterns import regex
from curl2sms.shown import shortened

_MOST = 3  # differences that are named of each call
_WIDE = 30  # characters of a value that are shown
_SECRET = regex(r"user|login|account|pass|pwd|key|token|secret|auth|client|sign|cookie|hash", re.IGNORECASE)
_MAY_BE_SECRET = regex(r"(?=\S*\d)(?=\S*[A-Za-z])[\w+/=.:-]{16,}")


def differences(requests: Sequence[HttpRequest]) -> list[tuple[str, ...]]:
    """For each request the first values that not every request has, as ``PLACE is VALUE``.

    What may be a credential is only named: nothing is known of the roles of values here.
    """
    values = [_values(request) for request in requests]
    having = Counter(chain.from_iterable(own.items() for own in values))
    places = {at for at, _ in having}
    found = []
    for own in values:
        apart = {at: text for at, text in own.items() if having[at, text] < len(values)}
        lacking = places - set(own) if not apart else set()
        said = [_said(at, text) for at, text in apart.items()] or [f"without {at}" for at in sorted(lacking)]
        found.append(tuple(said[:_MOST]))
    return found


def _values(request: HttpRequest) -> dict[str, str]:
    try:
        fields = layers.fields(request)
    except Curl2smsError:  # a body that can't be read: its request says so once it is chosen
        return {}
    return {
        str(one.place): one.value
        for one in fields
        if one.place.steps[0].layer != "header" or not is_noise(one.place.steps[0].own, one.value)
    }


def _said(at: str, text: str) -> str:
    if _SECRET.search(at) or _MAY_BE_SECRET.fullmatch(text):
        return f"{at} differs"
    return f"{at} is {shortened(STAND_IN.sub(lambda found: f'${found[1]}', text), _WIDE) or 'empty'}"
