"""Names of environment variables that a system or another service owns.

A template never takes their values from the environment: ``$USER`` in a sample is the provider's user, not the
person at this machine.
"""

from __future__ import annotations

import re
from functools import cache

from curl2sms.knowledge import knowledge


@cache
def _pattern() -> re.Pattern[str]:
    names: dict[str, list[str]] = knowledge("owned-names")
    exact = [re.escape(name) for name in names["names"]]
    begun = [re.escape(prefix) + r"\w*" for prefix in names["prefixes"]]
    return re.compile("|".join([*exact, *begun]))


def owned(name: str) -> bool:
    """Whether a system or another service owns a variable's name: ``HOME``, ``AWS_SECRET_ACCESS_KEY``.

    >>> owned("USER"), owned("SMS_USER")
    (True, False)
    """
    return _pattern().fullmatch(name) is not None
